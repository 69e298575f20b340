//! The page without a network: the one file to keep, and the switch to a newer version.

use super::browser;
use super::state::{Action, Page};
use super::still::Still;
use super::words;
use crate::say::Lang;
use gloo::events::EventListener;
use yew::prelude::*;

/// What static/loader.js says on `window` when a newer version of the page waits.
const UPDATE: &str = "runner-proxy:update";

/// What static/loader.js awaits there before it switches and loads the page anew.
const SWITCH: &str = "runner-proxy:switch";

/// Names the file that holds the whole page, with its SHA-256. Not in that file itself.
const SINGLE: &str = "page-single";

/// Hears of a newer version.
#[hook]
pub(super) fn use_update(page: &UseReducerHandle<Page>) {
    let dispatch = page.dispatcher();
    use_effect_with((), move |()| {
        let heard = EventListener::new(&gloo::utils::window(), UPDATE, move |_| {
            dispatch.dispatch(Action::Update);
        });
        move || drop(heard)
    });
}

/// The offer of a newer version.
pub(super) fn update(lang: Lang) -> Html {
    html! {
        <div class="update">
            <p>{ words::UPDATE.pick(lang) }</p>
            <button type="button" id="update" onclick={|_| browser::announce(SWITCH)}>
                { words::SWITCH.pick(lang) }
            </button>
        </div>
    }
}

/// The offer of the page as one file.
pub(super) fn footer(given: &Still) -> Html {
    let lang = given.lang;
    let about = |name| browser::attribute(SINGLE, name);
    let Some((href, sum)) = about("href").zip(about("data-sha256")) else {
        return Html::default();
    };
    html! {
        <footer class="keep">
            <h3>{ words::KEEP.pick(lang) }</h3>
            <p>{ words::KEEP_WHY.pick(lang) }</p>
            <p><a id="single" {href} download="runner-proxy.html">{ "runner-proxy.html" }</a></p>
            <p>{ "SHA-256: " }<code>{ sum }</code></p>
        </footer>
    }
}

//! The program of install.sh, which `static/loader.js` fetches once the page has started.

use super::{browser, words};
use crate::say::Lang;
use gloo::events::EventListener;
use yew::prelude::*;

/// Said on `window` when `html[data-program]` has changed: `loading`, `here` or `missing`.
const NEWS: &str = "runner-proxy:program";

/// Asks `static/loader.js` to try again.
const AGAIN: &str = "runner-proxy:fetch-program";

/// Whether it could not be fetched.
pub(super) fn missing() -> bool {
    browser::root_attribute("data-program").as_deref() == Some("missing")
}

/// What to do then.
pub(super) fn again(lang: Lang) -> Html {
    html! {
        <p class="reason">
            { words::NOT_FETCHED.pick(lang) }{ " " }
            <button type="button" id="fetch-program" onclick={|_| browser::announce(AGAIN)}>
                { words::TRY_AGAIN.pick(lang) }
            </button>
        </p>
    }
}

/// Renders anew when the program has come, or could not be fetched.
#[hook]
pub(super) fn use_program() {
    let update = use_force_update();
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let news = EventListener::new(&window, NEWS, move |_| update.force_update());
        move || drop(news)
    });
}

//! The whole guide on paper: every file in its order, with its steps, and no secret unless asked.

use super::browser;
use super::state::{Action, Page};
use super::words;
use crate::say::Lang;
use gloo::events::EventListener;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Makes the masked papers only while they are printed: the browser says so before it looks at the
/// page, also when its own menu prints. Without this the style leaves secret papers out.
#[hook]
pub(super) fn use_print(page: &UseReducerHandle<Page>) {
    let dispatch = page.dispatcher();
    use_effect_with((), move |()| {
        let listen = |name: &'static str, printing: bool| {
            let dispatch = dispatch.clone();
            EventListener::new(&gloo::utils::window(), name, move |_| {
                dispatch.dispatch(Action::Print(printing));
            })
        };
        let heard = [listen("beforeprint", true), listen("afterprint", false)];
        move || drop(heard)
    });
}

/// The button that prints, and the choice beside it.
pub(super) fn print(lang: Lang) -> Html {
    let secrets = |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let print = if input.checked() { "secrets" } else { "masked" };
            browser::set_on_root("data-print", print);
        }
    };
    html! {
        <div class="print">
            <button type="button" id="print" onclick={|_| browser::print()}>{ words::PRINT.pick(lang) }</button>
            <span>
                <input type="checkbox" id="print-secrets" autocomplete="off" onchange={secrets} />
                <label for="print-secrets">{ words::PRINT_SECRETS.pick(lang) }</label>
            </span>
        </div>
    }
}

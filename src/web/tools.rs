//! What can be done with all answers at once: taken back, started over, kept as a link or a file.

use super::browser;
use super::leave::Request;
use super::state::{Action, Page};
use super::words;
use crate::form::Form;
use crate::say::Say;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// No form.json is this large, and reading one that is would stop the page for a while.
const LARGEST_FILE: f64 = 1_000_000.0;

/// The buttons above the questions.
pub(super) fn tools(page: &UseReducerHandle<Page>, send: &Callback<Request>) -> Html {
    let lang = page.lang;
    let act = |make: fn() -> Action| {
        let dispatch = page.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(make()))
    };
    let ask = |make: fn() -> Request| {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(make()))
    };
    let button = |id: &'static str, say: Say, enabled: bool, onclick: Callback<MouseEvent>| {
        html! { <button type="button" {id} disabled={!enabled} {onclick}>{ say.pick(lang) }</button> }
    };
    let pick = Callback::from(|_: MouseEvent| browser::press("#form-file"));
    let open = {
        let dispatch = page.dispatcher();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                open(&input, dispatch.clone());
            }
        })
    };
    html! {
        <div class="tools" role="group" aria-label={words::TOOLS.pick(lang)}>
            { button("undo", words::UNDO, page.can_undo(), act(|| Action::Undo)) }
            { button("redo", words::REDO, page.can_redo(), act(|| Action::Redo)) }
            { button("reset", words::RESET, true, act(|| Action::Reset)) }
            { button("copy-link", words::COPY_LINK, true, ask(|| Request::CopyLink)) }
            { button("save-form", words::SAVE, true, ask(|| Request::Save)) }
            { button("open-form", words::OPEN_FILE, true, pick) }
            // The button above speaks for it, in our words and with the keyboard.
            <input type="file" id="form-file" accept=".json,application/json" hidden=true
                onchange={open} />
        </div>
    }
}

/// Reads a chosen file. One that is not a form changes nothing.
fn open(input: &HtmlInputElement, dispatch: UseReducerDispatcher<Page>) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    // The same file can be chosen again.
    input.set_value("");
    if file.size() > LARGEST_FILE {
        dispatch.dispatch(Action::Notify(words::FILE_TOO_LARGE.into()));
        return;
    }
    spawn_local(async move {
        let Some(text) = browser::text_of(&file).await else {
            dispatch.dispatch(Action::Notify(words::FILE_NOT_READ.into()));
            return;
        };
        match Form::from_json(text.as_bytes()) {
            Ok(form) => {
                dispatch.dispatch(Action::Load(form, Vec::new()));
                dispatch.dispatch(Action::Notify(words::FILE_OPENED.into()));
            }
            Err(problems) => dispatch.dispatch(Action::Tell(problems)),
        }
    });
}

//! Keys for those who come back often, and the list of them.

use super::browser;
use super::row::Row;
use super::sheet::Sheet;
use super::state::{Action, Page};
use super::still::Still;
use super::taste;
use super::words;
use crate::artifacts::Artifact;
use crate::form::field;
use crate::say::{Say, say};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// One key, what it does for people, and what it does.
struct Shortcut {
    key: &'static str,
    say: Say,
    run: fn(&UseReducerHandle<Page>, &Papers),
}

/// The papers in their order, and which is on show.
#[derive(Clone, Default)]
pub(super) struct Papers {
    all: Vec<Row<Artifact>>,
    /// The place of the one on show.
    at: usize,
}

impl Papers {
    /// Takes them from what the page shows.
    pub(super) fn of(sheets: &[Rc<Sheet>], chosen: Option<Row<Artifact>>) -> Self {
        let at = sheets
            .iter()
            .position(|sheet| Some(sheet.artifact) == chosen);
        Self {
            all: sheets.iter().map(|sheet| sheet.artifact).collect(),
            at: at.unwrap_or_default(),
        }
    }
}

/// All of them; single keys, because a page may not take the ones that browsers and screen readers
/// use with Ctrl and Alt. They rest while text is typed (WCAG 2.2, 2.1.4 asks for a way out: the
/// box in the list turns them off).
const SHORTCUTS: [Shortcut; 7] = [
    Shortcut {
        key: "n",
        say: say("The next file", "次のファイル"),
        run: |page, papers| turn(page, papers, 1),
    },
    Shortcut {
        key: "p",
        say: say("The file before", "前のファイル"),
        run: |page, papers| turn(page, papers, papers.all.len().saturating_sub(1)),
    },
    Shortcut {
        key: "c",
        say: say("Copy this file", "このファイルをコピー"),
        run: |_, _| browser::press(".files:not([hidden]) > .paper:not([hidden]) button.copy"),
    },
    Shortcut {
        key: "e",
        say: say("Go to the first problem", "最初の問題へ移動"),
        run: |page, _| {
            let reading = page.read();
            let mut problems = reading.problems.iter();
            let first = problems.find_map(|problem| field(&problem.field));
            if let Some(field) = first {
                page.dispatch(Action::Visit(field));
            }
        },
    },
    Shortcut {
        key: "z",
        say: say("Undo the last answer", "直前の入力を元に戻す"),
        run: |page, _| page.dispatch(Action::Undo),
    },
    Shortcut {
        key: "y",
        say: say("Redo it", "やり直す"),
        run: |page, _| page.dispatch(Action::Redo),
    },
    Shortcut {
        key: "?",
        say: say("This list", "この一覧"),
        run: |_, _| browser::open_dialog(DIALOG),
    },
];

/// The id of the list.
pub(super) const DIALOG: &str = "help";

fn turn(page: &UseReducerHandle<Page>, papers: &Papers, by: usize) {
    if let Some(row) = papers.all.get((papers.at + by) % papers.all.len().max(1)) {
        page.dispatch(Action::Choose(*row));
    }
}

/// Does what a key means, when it means something here and now.
pub(super) fn pressed(event: &KeyboardEvent, page: &UseReducerHandle<Page>, papers: &Papers) {
    let key = event.key();
    let Some(shortcut) = SHORTCUTS.iter().find(|shortcut| shortcut.key == key) else {
        return;
    };
    let typing = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| {
            let selector = "textarea, dialog[open] *, input:not([type=radio], [type=checkbox])";
            element.matches(selector).unwrap_or_default()
        });
    let held = event.ctrl_key() || event.alt_key() || event.meta_key();
    if typing || held || !page.keys || event.is_composing() {
        return;
    }
    event.prevent_default();
    (shortcut.run)(page, papers);
}

/// The list, in a dialog that Escape closes.
pub(super) fn help(given: &Still) -> Html {
    let lang = given.lang;
    let switch = {
        let (keys, dispatch) = (given.keys, given.dispatch.clone());
        Callback::from(move |_: Event| {
            taste::remember_keys(!keys);
            dispatch.dispatch(Action::UseKeys(!keys));
        })
    };
    let row = |shortcut: &Shortcut| {
        html! { <><dt><kbd>{ shortcut.key }</kbd></dt><dd>{ shortcut.say.pick(lang) }</dd></> }
    };
    html! {
        <dialog id={DIALOG} aria-labelledby="help-title">
            <h2 id="help-title">{ words::KEYS.pick(lang) }</h2>
            <p>{ words::KEYS_REST.pick(lang) }</p>
            <dl>{ for SHORTCUTS.iter().map(row) }</dl>
            <p>
                <input type="checkbox" id="keys-on" checked={given.keys} onchange={switch} autocomplete="off" />
                <label for="keys-on">{ words::KEYS_ON.pick(lang) }</label>
            </p>
            <button type="button" id="help-close" onclick={|_| browser::close_dialog(DIALOG)}>{ words::CLOSE.pick(lang) }</button>
        </dialog>
    }
}

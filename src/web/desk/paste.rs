//! A place for a text of somebody else: pasted, typed, or out of a file.
//!
//! A browser lays out all that stands in a text area: four megabytes took Chromium five seconds. So
//! a long text is read without ever standing there.

use super::Desk;
use crate::say::{Lang, Message, Say, message, say};
use crate::web::browser;
use crate::web::prose::prose;
use crate::web::state::{Action, Page};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The longest text that goes into the text area, in bytes.
const SHOWN: usize = 200_000;

/// The most that is read of one text: in a file bytes, in a paste UTF-16 units. With every line a
/// known failure, so much takes Chromium about a quarter of a second; and the memory of this program,
/// which grows with it, never shrinks.
const READ: u32 = 4_000_000;

const OPEN: Say = say("Open a file", "ファイルを開く");
const CLEAR: Say = say("Clear", "消去");
const LONG: Say = say(
    "The text is too long to stand here; it was read all the same.",
    "長いためここには表示していませんが、内容は読みました。",
);
const NOT_READ: Say = say(
    "The browser could not read the file. Try again, or paste the text.",
    "ブラウザーがファイルを読めませんでした。もう一度試すか、内容を貼り付けてください。",
);

/// How much of a text beyond the limit was read.
fn part(whole: f64) -> Message {
    // A whole number: to write others costs the page 4 kB.
    let (read, whole) = (READ / 1_000_000, (whole / 1e6).ceil() as u32);
    message!(
        "Of {whole} MB only the last {read} MB were read: failures mostly stand at the end. Lines are counted from there.",
        "{whole} MB のうち、最後の {read} MB だけを読みました（失敗はたいてい終わりのほうにあります）。行番号はそこから数えています。",
    )
}

/// What the text is for.
#[derive(Clone, Default, PartialEq)]
pub(super) enum Reader {
    /// To look through: of one that is too long the end will do.
    #[default]
    Log,
    /// To be given back, so that only the whole of it is of use. A file comes with its name and its
    /// bytes.
    Whole(Callback<(String, Vec<u8>)>),
}

/// The most that is read of a text which is given back, in the same units. To merge so much takes a
/// slow machine about a second.
const READ_WHOLE: u32 = 250_000;

const TOO_LONG: Say = say(
    "This is larger than 250 kB, so it is hardly such a file. Nothing was read. The command `runner-proxy merge` takes up to 1 MB.",
    "250 kB を超えているので、目的のファイルとは思えません。何も読み込んでいません。コマンド `runner-proxy merge` なら 1 MB まで扱えます。",
);

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The id of the text area; the buttons have it as the beginning of theirs.
    pub(super) id: &'static str,
    pub(super) label: Say,
    /// What to paste, under the label.
    pub(super) help: Say,
    pub(super) lang: Lang,
    /// The desk that it belongs to, and what is there now.
    pub(super) desk: Desk,
    pub(super) text: AttrValue,
    pub(super) dispatch: UseReducerDispatcher<Page>,
    #[prop_or_default]
    pub(super) reader: Reader,
}

/// The place with its buttons.
#[function_component]
pub(super) fn Paste(props: &Props) -> Html {
    let (id, lang) = (props.id, props.lang);
    let told = use_state(|| None::<Message>);
    let take = {
        let (dispatch, desk, told) = (props.dispatch.clone(), props.desk, told.setter());
        Callback::from(move |(text, message): (String, Option<Message>)| {
            told.set(message);
            dispatch.dispatch(Action::Type(desk, text.into()));
        })
    };
    let oninput = take.reform(|event: InputEvent| {
        let area = event.target_dyn_into::<HtmlTextAreaElement>();
        (area.map(|area| area.value()).unwrap_or_default(), None)
    });
    let onpaste = {
        let (take, reader) = (take.clone(), props.reader.clone());
        Callback::from(move |event: Event| {
            if let Some((text, whole)) = browser::long_paste(&event, SHOWN as u32, READ) {
                event.prevent_default();
                take.emit(reader.pasted(text, whole.into()));
            }
        })
    };
    let onclear = take.reform(|_: MouseEvent| (String::new(), None));
    let reader = props.reader.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            open(&input, take.clone(), reader.clone());
        }
    });
    let file = format!("{id}-file");
    let pick = {
        let file = format!("#{file}");
        Callback::from(move |_: MouseEvent| browser::press(&file))
    };
    let (help, said) = (format!("{id}-help"), format!("{id}-said"));
    let long = props.text.len() > SHOWN;
    let value = if long {
        AttrValue::default()
    } else {
        props.text.clone()
    };
    // Without a spell checker, which in some browsers asks a server.
    html! {
        <div class="paste">
            <label for={id}>{ props.label.pick(lang) }</label>
            <p class="help" id={help.clone()}>{ prose(props.help.pick(lang)) }</p>
            <textarea {id} rows="5" {value} autocomplete="off" autocapitalize="off"
                spellcheck="false" data-lpignore="true" data-bwignore="true"
                aria-describedby={format!("{help} {said}")} {oninput} {onpaste} />
            <div class="tools">
                <button type="button" id={format!("{id}-open")} onclick={pick}>{ OPEN.pick(lang) }</button>
                <button type="button" id={format!("{id}-clear")} disabled={props.text.is_empty()} onclick={onclear}>
                    { CLEAR.pick(lang) }
                </button>
                <input type="file" id={file} hidden=true {onchange} />
            </div>
            <p class="help" id={said} role="status">
                if long {
                    { LONG.pick(lang) }{ " " }
                }
                { told.as_ref().map(|told| prose(told.pick(lang))) }
            </p>
        </div>
    }
}

impl Reader {
    /// What is taken of a pasted text that was `whole` long.
    fn pasted(&self, text: String, whole: f64) -> (String, Option<Message>) {
        match self {
            Reader::Log => ended(text, whole),
            Reader::Whole(_) if whole > f64::from(READ_WHOLE) => {
                (String::new(), Some(TOO_LONG.into()))
            }
            // As a text area has it, whatever the system's clipboard does.
            Reader::Whole(_) => (text.replace("\r\n", "\n"), None),
        }
    }
}

/// Reads a chosen file, or the end of it.
fn open(input: &HtmlInputElement, take: Callback<(String, Option<Message>)>, reader: Reader) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    // The same file can be chosen again.
    input.set_value("");
    spawn_local(async move {
        let size = file.size();
        if let Reader::Whole(whole) = reader {
            let long = size > f64::from(READ_WHOLE);
            take.emit((String::new(), long.then(|| TOO_LONG.into())));
            if !long {
                match browser::bytes_of(&file).await {
                    Some(bytes) => whole.emit((file.name(), bytes)),
                    None => take.emit((String::new(), Some(NOT_READ.into()))),
                }
            }
            return;
        }
        let start = (size - f64::from(READ)).max(0.0);
        let text = match file.slice_with_f64_and_f64(start, size) {
            Ok(end) => browser::text_of(&end).await,
            Err(_) => None,
        };
        take.emit(match text {
            Some(text) => ended(text, size),
            None => (String::new(), Some(NOT_READ.into())),
        });
    });
}

/// The end of a text that was `whole` long, and what to say of the rest.
fn ended(text: String, whole: f64) -> (String, Option<Message>) {
    match whole > f64::from(READ) {
        true => (from_line(text), Some(part(whole))),
        false => (text, None),
    }
}

/// Without the line in which it was cut, or the word when there is but one line: what begins inside
/// a word may be the end of a password.
fn from_line(mut text: String) -> String {
    let blank = || text.find(|c: char| c.is_ascii_whitespace());
    let start = text.find('\n').or_else(blank);
    drop(text.drain(..start.map_or(text.len(), |at| at + 1)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_inside_a_word() {
        let pairs = [
            ("word@proxy\n407 again\n", "407 again\n"),
            ("word@proxy 407", "407"),
            ("word@proxy\u{3000}407", ""),
            ("\n407", "407"),
            ("", ""),
        ];
        for (text, rest) in pairs {
            assert_eq!(from_line(text.to_owned()), rest, "{text:?}");
        }
    }
}

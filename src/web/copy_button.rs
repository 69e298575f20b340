//! A button that copies, and says so until something else happens.

use super::leave::{Files, Request};
use super::sheet::Copied;
use super::words;
use crate::say::Lang;
use yew::prelude::*;

/// What a copy button copies, and whether it may.
pub(super) struct CopyButton<'a> {
    pub(super) class: &'static str,
    pub(super) what: Copied,
    /// What it copies, for those who do not see what is beside it.
    pub(super) name: String,
    pub(super) enabled: bool,
    /// The id of the reason why it is not.
    pub(super) reason: Option<String>,
    /// What was copied last.
    pub(super) copied: Option<Copied>,
    pub(super) send: &'a Callback<Request>,
}

impl CopyButton<'_> {
    /// The button.
    pub(super) fn draw(self, lang: Lang) -> Html {
        let (what, send) = (self.what, self.send.clone());
        let copy = move |_: MouseEvent| send.emit(Request::Files(Files::Copy(what)));
        let copied = self.copied == Some(what);
        let words = if copied { words::COPIED } else { words::COPY };
        html! {
            <button type="button" class={self.class} disabled={!self.enabled}
                aria-label={(!copied).then_some(self.name)}
                aria-describedby={self.reason.filter(|_| !self.enabled)} onclick={copy}>
                { words.pick(lang) }
            </button>
        }
    }
}

//! What can be taken along: the merged file and the patch.

use super::rows::Rows;
use super::{Looked, Props};
use crate::existing::difference::Difference;
use crate::existing::{Any, Change, Kind};
use crate::form::Ready;
use crate::say::{Message, Say, message, say};
use crate::web::copy_button::CopyButton;
use crate::web::desk::Desk;
use crate::web::leave::{Files, Request};
use crate::web::prose::prose;
use crate::web::sheet::Copied;
use crate::web::state::Page;
use crate::web::words;
use std::rc::Rc;
use yew::prelude::*;

const CHANGES: Say = say("What merging changes", "マージによる変更");
const NOTHING_TO_DO: Say = say(
    "Everything that your answers need is there already.",
    "今の回答に必要な内容は、すでにすべて入っています。",
);
const NO_RUNNER: Say = say(
    "No runner is chosen, so nothing is merged.",
    "ランナーが一つも選ばれていないため、何もマージしません。",
);
const NOT_COPYABLE: Say = say(
    "cntlm reads this file in ISO-8859-1, which the clipboard does not carry. Download it instead.",
    "cntlm はこのファイルを ISO-8859-1 として読みますが、クリップボードではその形を渡せません。ダウンロードしてください。",
);
const APPLY: Say = say(
    "In the folder of the file, `patch -p0` applies the patch.",
    "パッチを適用するには、ファイルのあるフォルダーで `patch -p0` に読み込ませてください。",
);
/// The most changes that are listed.
const MOST_CHANGES: usize = 50;

const FILE: Say = say("The merged file", "マージしたファイル");
const PATCH: Say = say("The patch", "パッチ");
const SECRETS: Say = say(
    "Both hold the secrets that the file has.",
    "どちらにも、ファイルにあるパスワードやトークンがそのまま入っています。",
);

fn changed_at(line: usize) -> Message {
    message!("Line {line}: ", "{line} 行目：")
}

/// A merged file as it leaves the page.
pub(in crate::web) struct Merged {
    kind: Kind,
    old: String,
    new: String,
    /// What its download is called.
    pub(in crate::web) name: AttrValue,
}

impl Merged {
    /// Merges what lies at the desk; none when nothing does that can be merged.
    pub(in crate::web) fn of(page: &Page, ready: &Ready) -> Option<Self> {
        let (text, pasted) = (page.typed(Desk::Merge), &page.pasted);
        let kind = pasted.kind(&text)?;
        let old = pasted.read_as(kind, &text).ok()?.into_owned();
        let document = Any::read(kind, &old).ok()?;
        let choice = pasted.choice(document.runners());
        let merged = document.merge(ready.plan(), &choice);
        if !merged.left.is_empty() {
            return None;
        }
        let new = merged.text;
        Some(Self {
            kind,
            new,
            name: pasted.download_name(kind),
            old,
        })
    }

    /// Its text for the clipboard, or that of its patch; none when that cannot carry it.
    pub(in crate::web) fn text(self, what: Copied) -> Option<String> {
        let copyable = copyable(self.kind, &self.new) && copyable(self.kind, &self.old);
        copyable.then(|| match what {
            Copied::Patch => Difference::between(&self.old, &self.new).patch(&self.name),
            _ => self.new,
        })
    }

    /// Its bytes.
    pub(in crate::web) fn bytes(&self) -> Vec<u8> {
        self.kind.encode(&self.new)
    }
}

fn copyable(kind: Kind, text: &str) -> bool {
    kind != Kind::CntlmConf || text.is_ascii()
}

/// What a merge changes, and the buttons that take it along.
pub(super) fn changed(props: &Props, kind: Kind, looked: &Looked) -> Html {
    let lang = props.lang;
    if looked.changes.is_empty() {
        let words = if looked.into {
            NOTHING_TO_DO
        } else {
            NO_RUNNER
        };
        return html! { <p class="nothing">{ words.pick(lang) }</p> };
    }
    let copyable = copyable(kind, &looked.merged) && copyable(kind, &looked.old);
    let reason = match (props.ready, copyable) {
        (false, _) => Some(words::PAPER_PREVIEW),
        (true, false) => Some(NOT_COPYABLE),
        (true, true) => None,
    };
    let button = |what: Copied, name: Say| {
        let button = CopyButton {
            class: "copy-merged",
            what,
            name: words::copy_this(name.pick(lang)).pick(lang).to_owned(),
            enabled: reason.is_none(),
            reason: Some("merge-reason".to_owned()),
            copied: props.copied,
            send: &props.send,
        };
        html! { <><span>{ name.pick(lang) }</span>{ button.draw(lang) }</> }
    };
    let download = props
        .send
        .reform(|_: MouseEvent| Request::Files(Files::DownloadMerged));
    let name = props.pasted.download_name(kind);
    let change = |change: &Change| {
        html! {
            <li>{ changed_at(change.line).pick(lang).to_owned() }{ prose(change.what.pick(lang)) }</li>
        }
    };
    html! {
        <>
            <h3>{ CHANGES.pick(lang) }</h3>
            <ul class="notes changes">
                { for looked.changes.iter().take(MOST_CHANGES).map(change) }
                if looked.changes.len() > MOST_CHANGES {
                    <li>{ super::super::more(looked.changes.len() - MOST_CHANGES).pick(lang) }</li>
                }
            </ul>
            <div class="tools taking">
                <span>
                    { button(Copied::Merged, FILE) }
                    <button type="button" id="download-merged" disabled={!props.ready}
                        aria-label={words::download_this(&name).pick(lang).to_owned()} aria-describedby={(!props.ready).then_some("merge-reason")} onclick={download}>
                        { words::DOWNLOAD.pick(lang) }
                    </button>
                </span>
                <span>{ button(Copied::Patch, PATCH) }</span>
            </div>
            if let Some(reason) = reason {
                <p class="reason" id="merge-reason">{ reason.pick(lang) }</p>
            }
            <p class="help">{ SECRETS.pick(lang) }{ " " }{ prose(APPLY.pick(lang)) }</p>
            <Rows {lang} old={looked.old.clone()} new={looked.merged.clone()} secrets={Rc::clone(&looked.secrets)} />
        </>
    }
}

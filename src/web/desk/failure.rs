//! One known failure, as `runner-proxy explain` tells it.

use super::Desk;
use super::links::{Papers, cited, to_chapter};
use crate::knowledge::chapters::CHAPTERS;
use crate::knowledge::failures::{Addresses, Failure, Found, NO_FILE};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::copy_button::CopyButton;
use crate::web::leave::Request;
use crate::web::prose::prose;
use crate::web::row::Row;
use crate::web::sheet::Copied;
use yew::prelude::*;

const CURE: Say = say("What cures it", "対処");
const FILES: Say = say("Our files for it", "関係するファイル");
const CHECK: Say = say("See for yourself", "確かめるコマンド");
const MORE: Say = say("More about it", "詳しい説明");
const SOURCES: Say = say("Others met it", "報告や資料");

/// Where it was seen.
fn place(found: &Found) -> Message {
    let Found { line, count, .. } = found;
    match count {
        1 => message!("Line {line}:", "{line} 行目："),
        _ => message!(
            "Line {line} (one of {count}):",
            "{line} 行目（全 {count} 行）："
        ),
    }
}

fn copy_check(title: &str) -> Message {
    message!(
        "Copy the command that shows whether it is so: {title}",
        "確かめるコマンドをコピー：{title}",
    )
}

/// What every failure is drawn with.
pub(super) struct Card<'a> {
    pub(super) lang: Lang,
    pub(super) papers: &'a Papers,
    pub(super) addresses: &'a Addresses,
    pub(super) copied: Option<Copied>,
    pub(super) send: &'a Callback<Request>,
}

impl Card<'_> {
    /// A failure, with where it was seen.
    pub(super) fn draw(&self, failure: Row<Failure>, found: Option<&Found>) -> Html {
        let lang = self.lang;
        let id = Desk::Messages(Some(failure)).place();
        let chapter = CHAPTERS
            .into_iter()
            .find(|chapter| chapter.failures.contains(&failure.id));
        html! {
            <article class="card" key={failure.id} data-failure={failure.id} aria-labelledby={id.clone()}>
                <h3 {id} tabindex="-1">{ failure.title.pick(lang) }</h3>
                if let Some(found) = found {
                    <p class="help line-number">{ place(found).pick(lang).to_owned() }</p>
                    <pre class="seen"><code>{ &found.text }</code></pre>
                }
                <p class="means">{ prose(failure.means.pick(lang)) }</p>
                <h4>{ CURE.pick(lang) }</h4>
                <p class="cure">{ prose(failure.cure.pick(lang)) }</p>
                if failure.files.is_empty() {
                    <p class="help no-file">{ NO_FILE.pick(lang) }</p>
                } else {
                    <h4>{ FILES.pick(lang) }</h4>
                    { self.papers.list(failure.files, lang) }
                }
                { self.check(failure) }
                if let Some(chapter) = chapter {
                    <h4>{ MORE.pick(lang) }</h4>
                    <p>{ to_chapter(chapter, lang) }</p>
                }
                if !failure.sources.is_empty() {
                    <details>
                        <summary>{ SOURCES.pick(lang) }</summary>
                        <ul>{ for failure.sources.iter().map(|source| html! { <li>{ cited(source) }</li> }) }</ul>
                    </details>
                }
            </article>
        }
    }

    fn check(&self, failure: Row<Failure>) -> Html {
        let (lang, what) = (self.lang, Copied::Check(failure));
        let button = || CopyButton {
            class: "copy-command",
            what,
            name: copy_check(failure.title.pick(lang)).pick(lang).to_owned(),
            enabled: true,
            reason: None,
            copied: self.copied,
            send: self.send,
        };
        html! {
            if let Some(check) = failure.check_at(self.addresses) {
                <h4>{ CHECK.pick(lang) }</h4>
                <div class="command">
                    <pre><code id={what.shown_at()}>{ check }</code></pre>
                    { button().draw(lang) }
                </div>
            }
        }
    }
}

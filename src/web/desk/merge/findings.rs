//! What is wrong in a file, or worth knowing, as `runner-proxy inspect` tells it.

use crate::existing::Finding;
use crate::form::Level;
use crate::say::{Lang, Message, message};
use crate::web::prose::prose;
use crate::web::words;
use yew::prelude::*;

/// The most that are drawn.
const MOST: usize = 100;

fn title(count: usize) -> Message {
    message!(
        "Worth knowing in this file: {count}",
        "確認が必要な点：{count} 件",
    )
}

fn line(number: usize) -> Message {
    message!("Line {number}", "{number} 行目")
}

/// The list, which is open where something is wrong; nothing where there is nothing to say.
pub(super) fn findings(all: &[Finding], lang: Lang) -> Html {
    let one = |finding: &Finding| {
        let (class, name) = match finding.level {
            Level::Error => ("error", words::ERROR),
            Level::Warning => ("warning", words::WARNING),
        };
        html! {
            <li {class}>
                <strong>{ name.pick(lang) }</strong>
                if let Some(number) = finding.line {
                    { " – " }{ line(number).pick(lang).to_owned() }
                }
                <p>{ prose(finding.reason.pick(lang)) }</p>
                <p>{ prose(finding.cure.pick(lang)) }</p>
            </li>
        }
    };
    let wrong = all.iter().any(|finding| finding.level == Level::Error);
    html! {
        if !all.is_empty() {
            <details class="findings" open={wrong}>
                <summary>{ title(all.len()).pick(lang).to_owned() }</summary>
                <ul>
                    { for all.iter().take(MOST).map(one) }
                    if all.len() > MOST {
                        <li>{ super::super::more(all.len() - MOST).pick(lang) }</li>
                    }
                </ul>
            </details>
        }
    }
}

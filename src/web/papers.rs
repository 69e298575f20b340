//! The side of the page that answers: what is still open, then every paper.

use super::browser;
use super::leave::Request;
use super::paper::Paper;
use super::sheet::Sheet;
use super::state::Shown;
use super::summary::summary;
use super::words;
use crate::say::Lang;
use std::rc::Rc;
use yew::prelude::*;

/// All papers.
pub(super) fn papers(
    lang: Lang,
    problems: &[Shown],
    ready: bool,
    sheets: &[Rc<Sheet>],
    send: &Callback<Request>,
) -> Html {
    let link = |sheet: &Rc<Sheet>| {
        let id = sheet.id();
        let href = format!("#{id}");
        // The address stays as it is.
        let go = move |click: MouseEvent| {
            click.prevent_default();
            browser::focus(&id);
        };
        html! { <li key={sheet.name.to_string()}><a {href} onclick={go}><code>{ &sheet.name }</code></a></li> }
    };
    let paper = |sheet: &Rc<Sheet>| {
        html! {
            <Paper key={sheet.name.to_string()} sheet={sheet.clone()} {lang} {ready} send={send.clone()} />
        }
    };
    html! {
        <section class="papers" id="papers" aria-labelledby="papers-title" tabindex="-1">
            <h2 id="papers-title">{ words::PAPERS.pick(lang) }</h2>
            { summary(problems, lang) }
            <nav class="contents" aria-label={words::CONTENTS.pick(lang)}>
                <ul>{ for sheets.iter().map(link) }</ul>
            </nav>
            { for sheets.iter().map(paper) }
        </section>
    }
}

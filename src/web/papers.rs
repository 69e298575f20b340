//! The side of the page that answers: what is still open, the tree of files, and the chosen one; or
//! another desk.

use super::desk::{self, Desk, Given};
use super::offline;
use super::paper::Paper;
use super::print::print;
use super::sheet::Sheet;
use super::state::{Shown, View};
use super::still::still;
use super::summary::summary;
use super::tree::tree;
use super::words;
use std::rc::Rc;
use yew::prelude::*;

/// All papers. One is on show; the others are there as well, for a print of the whole guide, also
/// while another desk is on show.
pub(super) fn papers(given: &Given, problems: &[Shown], sheets: &[Rc<Sheet>]) -> Html {
    let Given {
        page, ready, send, ..
    } = *given;
    let (lang, desk) = (page.lang, page.on_show());
    let dispatch = page.dispatcher();
    let chosen = page.chosen(sheets);
    let paper = |sheet: &Rc<Sheet>| {
        html! {
            <Paper key={sheet.name.to_string()} sheet={sheet.clone()} {lang} {ready}
                chosen={chosen == Some(sheet.artifact)} copied={page.copied()} send={send.clone()}
                dispatch={dispatch.clone()} />
        }
    };
    let drawn = |&(index, sheet): &(usize, &Rc<Sheet>)| {
        index < page.drawn || chosen == Some(sheet.artifact)
    };
    // A list of its own, in which Yew goes by keys: among others without one, each paper that comes
    // or goes would have all that stand before it made anew.
    let drawn = sheets.iter().enumerate().filter(drawn);
    let drawn: Html = drawn.map(|(_, sheet)| paper(sheet)).collect();
    let current = (page.view == View::Papers).then_some("current");
    html! {
        <section class={classes!("papers", current)} id="papers" aria-labelledby={desk.heading()}
            aria-busy={page.is_drawing().then_some("true")} tabindex="-1">
            { desk::navigation(page) }
            { desk::on_show(given) }
            <div class="files" hidden={desk != Desk::Files}>
                <div class="heading">
                    <h2 id={Desk::Files.heading()} tabindex="-1">{ words::PAPERS.pick(lang) }</h2>
                    { print(lang) }
                </div>
                { summary(problems, lang, &dispatch) }
                { tree(sheets, chosen, lang, &dispatch) }
                { drawn }
                if page.whole {
                    { still(page, offline::footer) }
                }
            </div>
        </section>
    }
}

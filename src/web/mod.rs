//! The page; it decides nothing.
//!
//! Every key re-reads the whole form and renders everything that follows from it: the questions
//! that apply, their problems, the papers, the numbered steps. What can leave the page goes through
//! `leave`, which takes the same door as the command: a form without errors.
//!
//! Nothing is kept: no storage, no cookie, nothing in the address.

use crate::say::Lang;
use std::rc::Rc;
use yew::prelude::*;

mod bar;
mod browser;
mod copy_button;
mod header;
mod leave;
mod paper;
mod papers;
mod problems;
mod prose;
mod question;
mod questions;
mod sheet;
mod state;
mod steps;
mod summary;
mod words;

use leave::Request;
use sheet::Sheet;
use state::Page;

/// The whole page.
#[function_component]
pub fn App() -> Html {
    let page = use_reducer(|| Page::new(browser::language()));
    let lang = page.lang;
    use_effect_with(lang, |lang: &Lang| browser::set_language(*lang));
    use_effect_with((), |()| browser::say_ready());

    // The buttons get one callback that never changes, so that a key re-renders only the papers
    // whose text it changed; what it shall act on lies here.
    let latest = use_mut_ref(|| page.clone());
    latest.replace(page.clone());
    let send = use_callback((), move |request: Request, ()| {
        let page = latest.borrow().clone();
        leave::serve(request, &page);
    });

    let reading = page.read();
    let problems = page.problems(&reading);
    let ready = !problems.iter().any(|problem| problem.kind.blocks());
    let sheets: Vec<_> = Sheet::all(&reading.plan, lang)
        .into_iter()
        .map(Rc::new)
        .collect();
    let to_papers = Callback::from(|click: MouseEvent| {
        click.prevent_default();
        browser::focus("papers");
    });

    html! {
        <>
            <a class="skip" href="#papers" onclick={to_papers}>{ words::TO_PAPERS.pick(lang) }</a>
            <header::Header {lang} dispatch={page.dispatcher()} />
            <main>
                { questions::questions(&page, &reading, &problems, &sheets) }
                <bar::Bar {lang} state={bar::Tally::of(&problems)} notice={page.notice.clone()} send={send.clone()} />
                { papers::papers(lang, &problems, ready, &sheets, &send) }
            </main>
        </>
    }
}

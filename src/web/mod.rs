//! The page; it decides nothing.
//!
//! Every key re-reads the whole form and renders everything that follows from it: the questions
//! that apply, their problems, the papers, the numbered steps. What can leave the page goes through
//! `leave`, which takes the same door as the command: a form without errors.
//!
//! What is kept: the answers without the password in the address, so that a link restores them, and
//! the chosen language, theme and keys in the browser's storage.

use crate::form::SITE;
use crate::form::site::Site;
use crate::say::Lang;
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

mod address;
mod bar;
mod browser;
mod certificates;
mod changes;
mod copy_button;
mod desk;
mod header;
mod keys;
mod leave;
mod offline;
mod paper;
mod papers;
mod print;
mod problems;
mod program;
mod prose;
mod question;
mod questions;
mod row;
mod sheet;
mod state;
mod steps;
mod still;
mod summary;
mod taste;
mod text;
mod told;
mod tools;
mod tree;
mod whole;
mod words;

use desk::{Desk, Given};
use leave::Request;
use sheet::{Sheet, Texts};
use state::{Action, Focus, Page, View};
use still::still;
use taste::{Taste, Theme};

/// What the page begins with: what is remembered, what the site has set, and what the link says.
fn start() -> Page {
    let (site, mut told) = Site::read(&browser::data("site").unwrap_or_default());
    let (desk, form, problems) = address::read(&site);
    told.extend(problems);
    if let Some(reason) = browser::attribute("site", "data-failure") {
        told.push(state::remark(SITE, words::no_site(&reason)));
    }
    let mut page = Page::new(Taste::remembered(), site, form, told);
    if desk != Desk::Files {
        page.see(desk);
    }
    page
}

/// The whole page.
#[function_component]
pub fn App() -> Html {
    let page = use_reducer(start);
    let lang = page.lang;
    use_effect_with(lang, |lang: &Lang| taste::speak(*lang));
    use_effect_with(page.theme, |theme: &Theme| taste::dress(*theme));
    use_effect_with((), |()| browser::say_ready());
    // After the drawing, which may bring it into sight. A desk is drawn only when all is.
    let awaited = page.whole && matches!(page.focus.0, Focus::Desk(_));
    use_effect_with((page.focus, awaited), |((focus, _), _)| match *focus {
        Focus::Stays => {}
        Focus::Question(name) => browser::focus_question(name),
        Focus::Paper(row) => browser::focus(&sheet::id(row)),
        Focus::Desk(desk) => browser::focus(&desk.place()),
        Focus::View(view) => browser::focus(&questions::place(view)),
    });
    address::use_address(&page);
    program::use_program();
    whole::use_whole(&page);

    let reading = page.read();
    let problems = page.problems(&reading);
    let ready = !problems.iter().any(|problem| problem.kind.blocks());
    let edited = page.whole && !Rc::ptr_eq(&page.before, &page.form);
    let before = (Rc::clone(&page.before), lang, edited);
    let before = use_memo(before, |(form, lang, edited)| {
        edited.then(|| Texts::of(form, *lang))
    });
    let masked = match page.printing {
        true => Texts::masked(&page.form, &reading.plan, lang),
        false => Texts::default(),
    };
    let sheets: Vec<_> = Sheet::all(
        &reading.plan,
        lang,
        page.draw(),
        before.as_ref().as_ref(),
        &masked,
    )
    .into_iter()
    .map(Rc::new)
    .collect();

    // The buttons get callbacks that never change, so that a key re-renders only the papers whose
    // text it changed; what they shall act on lies here.
    let latest = use_mut_ref(|| (page.clone(), keys::Papers::default()));
    latest.replace((
        page.clone(),
        keys::Papers::of(&sheets, page.chosen(&sheets)),
    ));
    let send = {
        let latest = Rc::clone(&latest);
        use_callback((), move |request: Request, ()| {
            let page = latest.borrow().0.clone();
            leave::serve(request, &page);
        })
    };
    use_effect_with((), move |()| {
        let document = gloo::utils::document();
        let keydown = EventListener::new_with_options(
            &document,
            "keydown",
            gloo::events::EventListenerOptions::enable_prevent_default(),
            move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    let (page, papers) = latest.borrow().clone();
                    keys::pressed(event, &page, &papers);
                }
            },
        );
        move || drop(keydown)
    });
    offline::use_update(&page);
    print::use_print(&page);

    let to_papers = {
        let dispatch = page.dispatcher();
        Callback::from(move |click: MouseEvent| {
            click.prevent_default();
            dispatch.dispatch(Action::See(Desk::Files));
            dispatch.dispatch(Action::Show(View::Papers));
        })
    };
    let given = Given {
        page: &page,
        reading: &reading,
        ready,
        send: &send,
    };
    html! {
        <>
            <a class="skip" href="#papers" onclick={to_papers}>{ words::TO_PAPERS.pick(lang) }</a>
            { still(&page, header::header) }
            <main>
                { questions::questions(&given, &problems, &sheets) }
                { bar::bar(&page, &problems, &send) }
                { papers::papers(&given, &problems, &sheets) }
            </main>
            if page.whole {
                { still(&page, keys::help) }
            }
        </>
    }
}

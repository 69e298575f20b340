//! The answers in the address, so that a link or a bookmark restores them, behind the name of the
//! desk on show. The password is never among them.
//!
//! A desk is a step in the browser's history, an answer is none. Back and forward therefore change
//! the desk and keep the answers; a link that a person opens brings its own. To tell the two apart,
//! each step that this module writes is marked with when the answers came that are in the page.

use super::browser;
use super::desk::{self, Desk};
use super::state::{Action, Page, remark};
use super::words;
use crate::form::site::Site;
use crate::form::{Form, LINK, Problem, fields};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Browsers count how often a page changes its address, and stop it at some hundred times a minute.
const AFTER_TYPING_MS: u32 = 300;

/// What the address says now. A password or a key in it is not taken, and does not stay there either.
pub(super) fn read(site: &Site) -> (Desk, Form, Vec<Problem>) {
    let fragment = browser::fragment();
    let (see, answers) = desk::split(&fragment);
    let (form, mut told) = Form::from_link(&answers, &site.preset);
    let desk = see.map_or(Some(Desk::Files), named);
    if desk.is_none() {
        told.push(remark(LINK, words::NO_DESK.into()));
    }
    let desk = desk.unwrap_or(Desk::Files);
    let secrets = [fields::PASSWORD.name, fields::CA.name];
    if told
        .iter()
        .any(|problem| secrets.contains(&&*problem.field))
    {
        let link = desk::join(desk, &form.to_link(&site.preset));
        browser::set_fragment(&link, browser::new_mark());
    }
    (desk, form, told)
}

/// The part after `#` that says all of a page.
pub(super) fn link(page: &Page) -> String {
    desk::join(page.desk, &page.form.to_link(&page.site.preset))
}

fn named(see: &str) -> Option<Desk> {
    Desk::named(&browser::decoded(see)?)
}

/// The desk that the address names now.
fn desk_there() -> Desk {
    let fragment = browser::fragment();
    let see = desk::split(&fragment).0;
    see.and_then(named).unwrap_or(Desk::Files)
}

/// When the answers came. A page that was only loaded anew has those of the step that it finds, so
/// nobody has to look before the first step is written or found.
fn mark(came: &RefCell<Option<f64>>) -> f64 {
    let found = || browser::mark().unwrap_or_else(browser::new_mark);
    *came.borrow_mut().get_or_insert_with(found)
}

/// Keeps address and page alike, whichever of them changes.
#[hook]
pub(super) fn use_address(page: &UseReducerHandle<Page>) {
    let came = use_mut_ref(|| None);
    use_effect_with(page.desk, {
        let (page, came) = (page.clone(), Rc::clone(&came));
        move |desk| {
            if *desk != desk_there() {
                browser::push_fragment(&link(&page), mark(&came));
            }
        }
    });
    let edited = page.can_undo() || page.can_redo();
    // A link that could not be read in full stays as it came until the form changes.
    use_effect_with((Rc::clone(&page.form), page.desk, edited), {
        let (page, came) = (page.clone(), Rc::clone(&came));
        move |(_, _, edited)| {
            let write = move || browser::set_fragment(&link(&page), mark(&came));
            let timer = edited.then(|| Timeout::new(AFTER_TYPING_MS, write));
            move || drop(timer)
        }
    });

    let latest = use_mut_ref(|| page.clone());
    latest.replace(page.clone());
    let dispatch = page.dispatcher();
    use_effect_with((), move |()| {
        let (window, document) = (gloo::utils::window(), gloo::utils::document());
        let load = dispatch.clone();
        // Fired when a person edits the address or goes back, not by what this module writes there.
        let changed = EventListener::new(&window, "hashchange", move |_| {
            let now = latest.borrow().clone();
            if browser::fragment() == link(&now) {
                return;
            }
            let there = browser::mark();
            let own = there.is_some() && there == Some(mark(&came));
            let desk = match own {
                true => {
                    let desk = desk_there();
                    let answers = now.form.to_link(&now.site.preset);
                    browser::set_fragment(&desk::join(desk, &answers), mark(&came));
                    desk
                }
                false => {
                    let (desk, form, told) = read(&now.site);
                    came.replace(Some(browser::new_mark()));
                    load.dispatch(Action::Load(form, told));
                    desk
                }
            };
            if desk != now.desk {
                load.dispatch(Action::See(desk));
            }
        });
        let see = dispatch.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let followed = EventListener::new_with_options(&document, "click", options, move |event| {
            let desk = browser::followed(event, "#see=");
            if let Some(desk) = desk.as_deref().and_then(Desk::named) {
                event.prevent_default();
                see.dispatch(Action::See(desk));
            }
        });
        // Also fired when the page goes into the browser's cache, out of which "back" brings it.
        let left = EventListener::new(&window, "pagehide", move |_| {
            dispatch.dispatch(Action::Forget);
        });
        move || drop((changed, followed, left))
    });
}

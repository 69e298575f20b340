//! The answers in the address, so that a link or a bookmark restores them. The password is never
//! among them.

use super::browser;
use super::state::{Action, Page};
use crate::form::site::Site;
use crate::form::{Form, Problem, fields};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Browsers count how often a page changes its address, and stop it at some hundred times a minute.
const AFTER_TYPING_MS: u32 = 300;

/// What the address says now. A password in it is not taken, and does not stay there either.
pub(super) fn read(site: &Site) -> (Form, Vec<Problem>) {
    let (form, told) = Form::from_link(&browser::fragment(), &site.preset);
    if told
        .iter()
        .any(|problem| problem.field == fields::PASSWORD.name)
    {
        browser::set_fragment(&form.to_link(&site.preset));
    }
    (form, told)
}

/// Keeps the address and the form alike, whichever of them changes.
#[hook]
pub(super) fn use_address(page: &UseReducerHandle<Page>) {
    let site = Rc::clone(&page.site);
    let edited = page.can_undo() || page.can_redo();
    // A link that could not be read in full stays as it came until the form changes.
    use_effect_with((Rc::clone(&page.form), edited), {
        let site = Rc::clone(&site);
        move |(form, edited)| {
            let form = Rc::clone(form);
            let write = move || browser::set_fragment(&form.to_link(&site.preset));
            let timer = edited.then(|| Timeout::new(AFTER_TYPING_MS, write));
            move || drop(timer)
        }
    });

    let latest = use_mut_ref(Rc::default);
    latest.replace(Rc::clone(&page.form));
    let dispatch = page.dispatcher();
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let load = dispatch.clone();
        // Fired when a person edits the address, not by what this module writes there.
        let changed = EventListener::new(&window, "hashchange", move |_| {
            if browser::fragment() != latest.borrow().to_link(&site.preset) {
                let (form, told) = read(&site);
                load.dispatch(Action::Load(form, told));
            }
        });
        // Also fired when the page goes into the browser's cache, out of which "back" brings it.
        let left = EventListener::new(&window, "pagehide", move |_| {
            dispatch.dispatch(Action::Forget);
        });
        move || drop((changed, left))
    });
}

//! What is drawn once the page can be used. The first frame holds the questions, the tree and the
//! paper on show; everything else, and the code that draws it, comes right after it, a part at a
//! time: all at once keeps a key waiting on a slow machine.

use super::browser;
use super::state::{Action, Page};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Said on `window` when `html[data-rest]` has changed: `here` or `missing`.
const NEWS: &str = "runner-proxy:rest";

/// Draws the rest when its code has come. Without it the page stays as it is, and
/// `static/loader.js` says what to do.
#[hook]
pub(super) fn use_whole(page: &UseReducerHandle<Page>) {
    let dispatch = page.dispatcher();
    use_effect_with((), move |()| {
        let news = EventListener::new(&gloo::utils::window(), NEWS, move |_| {
            if browser::root_attribute("data-rest").as_deref() == Some("here") {
                dispatch.dispatch(Action::Complete);
            }
        });
        move || drop(news)
    });
    let dispatch = page.dispatcher();
    use_effect_with((page.is_drawing(), page.drawn), move |(drawing, _)| {
        let next = move || dispatch.dispatch(Action::Complete);
        let timer = drawing.then(|| Timeout::new(0, next));
        move || drop(timer)
    });
}

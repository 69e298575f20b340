//! What could not be taken from a link, a file or the site, until it is dismissed.

use super::prose::prose;
use super::state::{Action, Page};
use super::words;
use crate::form::{LINK, Problem, SITE, field};
use crate::say::Lang;
use yew::prelude::*;

/// The list; the place itself is always there, so that what appears in it is announced.
pub(super) fn told(problems: &[Problem], lang: Lang, dispatch: UseReducerDispatcher<Page>) -> Html {
    let item = |problem: &Problem| {
        let name = match (field(&problem.field), &*problem.field) {
            (Some(field), _) => field.label.pick(lang),
            (None, LINK) => words::LINK.pick(lang),
            (None, SITE) => "site.json",
            (None, "form") => "form.json",
            (None, name) => name,
        };
        html! { <li class="warning" data-kind={name.to_owned()}>{ prose(problem.message.pick(lang)) }</li> }
    };
    let dismiss = move |_: MouseEvent| dispatch.dispatch(Action::Dismiss);
    html! {
        <div id="told" role="alert">
            if !problems.is_empty() {
                <h3>{ words::TOLD.pick(lang) }</h3>
                <ul class="problems">{ for problems.iter().map(item) }</ul>
                <button type="button" id="dismiss" onclick={dismiss}>{ words::DISMISS.pick(lang) }</button>
            }
        </div>
    }
}

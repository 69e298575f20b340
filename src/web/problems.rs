//! The problems of one question, beside it, with the ways to mend them.

use super::prose::prose;
use super::state::{Action, Kind, Page, Shown};
use crate::form::{Field, Fix};
use crate::say::Lang;
use yew::prelude::*;

/// The problems of a question. The list is always there, so that its control can point to it.
pub(super) fn problems(
    field: &'static Field,
    shown: &[Shown],
    lang: Lang,
    dispatch: &UseReducerDispatcher<Page>,
) -> Html {
    let button = |fix: &Fix| {
        let (dispatch, answers) = (dispatch.clone(), fix.answers.clone());
        let mend = move |_: MouseEvent| dispatch.dispatch(Action::Mend(field, answers.clone()));
        html! { <button type="button" class="fix" onclick={mend}>{ prose(fix.label.pick(lang)) }</button> }
    };
    let item = |shown: &Shown| {
        html! {
            <li class={shown.kind.class()} data-kind={shown.kind.name(lang)}>
                { prose(shown.problem.message.pick(lang)) }
                { for shown.problem.fixes.iter().map(button) }
            </li>
        }
    };
    html! {
        <ul class="problems" id={format!("problems-{}", field.name)}>
            { for shown.iter().map(item) }
        </ul>
    }
}

/// What `aria-invalid` says: a question that nobody answered yet is not wrong.
pub(super) fn invalid(shown: &[Shown]) -> Option<&'static str> {
    let wrong = shown.iter().any(|shown| shown.kind == Kind::Error);
    wrong.then_some("true")
}

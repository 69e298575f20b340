//! The problems of one question, beside it.

use super::prose::prose;
use super::state::{Kind, Shown};
use crate::form::Field;
use crate::say::Lang;
use yew::prelude::*;

/// The problems of a question. The list is always there, so that its control can point to it.
pub(super) fn problems(field: &Field, shown: &[Shown], lang: Lang) -> Html {
    let item = |shown: &Shown| {
        html! {
            <li class={shown.kind.class()} data-kind={shown.kind.name(lang)}>
                { prose(shown.problem.message.pick(lang)) }
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

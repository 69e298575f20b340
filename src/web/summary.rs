//! Everything that stands in the way or is worth knowing, with links to the questions.

use super::prose::prose;
use super::state::{Action, Page, Shown};
use super::words;
use crate::form::field;
use crate::say::Lang;
use yew::prelude::*;

/// The list of errors, then the warnings; an empty place when there are none.
pub(super) fn summary(
    problems: &[Shown],
    lang: Lang,
    dispatch: &UseReducerDispatcher<Page>,
) -> Html {
    let item = |shown: &Shown| item(shown, lang, dispatch);
    let (open, warnings): (Vec<_>, Vec<_>) = problems.iter().partition(|shown| shown.kind.blocks());
    html! {
        <>
            <div id="summary">
                if !open.is_empty() {
                    <h3>{ words::OPEN.pick(lang) }</h3>
                    <ul class="problems">{ for open.into_iter().map(item) }</ul>
                    <p>{ words::PREVIEW.pick(lang) }</p>
                }
            </div>
            <div id="warnings">
                if !warnings.is_empty() {
                    <h3>{ words::WARNINGS.pick(lang) }</h3>
                    <ul class="problems">{ for warnings.into_iter().map(item) }</ul>
                }
            </div>
        </>
    }
}

fn item(shown: &Shown, lang: Lang, dispatch: &UseReducerDispatcher<Page>) -> Html {
    let link = field(&shown.problem.field).map(|field| {
        let dispatch = dispatch.clone();
        let go = move |_: MouseEvent| dispatch.dispatch(Action::Visit(field));
        html! { <><button type="button" class="link" onclick={go}>{ field.label.pick(lang) }</button>{ " " }</> }
    });
    html! {
        <li class={shown.kind.class()} data-kind={shown.kind.name(lang)}>
            { link }
            { prose(shown.problem.message.pick(lang)) }
        </li>
    }
}

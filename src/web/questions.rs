//! The form: every question that applies, in the order of the table, in groups.

use super::question::Question;
use super::sheet::Sheet;
use super::state::{Page, Row, Shown};
use super::words;
use crate::form::{FIELDS, Field, Reading};
use std::rc::Rc;
use yew::prelude::*;

/// The side of the page that asks. It is no `<form>`: there is nothing to submit, and nowhere to.
pub(super) fn questions(
    page: &UseReducerHandle<Page>,
    reading: &Reading,
    problems: &[Shown],
    sheets: &[Rc<Sheet>],
) -> Html {
    let lang = page.lang;
    let question = |field: &'static Field| {
        let problems = problems.iter();
        let own = problems.filter(|shown| shown.problem.field == field.name);
        let holders = sheets
            .iter()
            .filter(|sheet| field.is_secret() && sheet.secret);
        html! {
            <Question key={field.name} field={Row(field)} {lang}
                answer={page.form.in_force(field, reading).to_owned()}
                problems={own.cloned().collect::<Vec<_>>()}
                holders={holders.map(|sheet| sheet.title.clone()).collect::<Vec<_>>()}
                dispatch={page.dispatcher()} />
        }
    };
    let group = |(index, (first, title)): (usize, &(&'static str, crate::say::Say))| {
        let next = words::GROUPS.get(index + 1).map(|(first, _)| *first);
        let asked: Vec<_> = FIELDS
            .into_iter()
            .skip_while(|field| field.name != *first)
            .take_while(|field| Some(field.name) != next)
            .filter(|field| (field.asked)(&reading.answers))
            .collect();
        if asked.is_empty() {
            return Html::default();
        }
        let id = format!("group-{first}");
        html! {
            <section class="group" key={*first} aria-labelledby={id.clone()}>
                <h3 {id}>{ title.pick(lang) }</h3>
                { for asked.into_iter().map(question) }
            </section>
        }
    };
    html! {
        <section class="questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{ words::QUESTIONS.pick(lang) }</h2>
            { for words::GROUPS.iter().enumerate().map(group) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_in_a_group() {
        let place = |name: &str| FIELDS.iter().position(|field| field.name == name);
        let places: Vec<_> = words::GROUPS
            .iter()
            .map(|(first, _)| place(first))
            .collect();
        assert_eq!(
            places.first(),
            Some(&Some(0)),
            "the first one opens a group"
        );
        assert!(
            places.iter().all(Option::is_some),
            "groups begin with questions"
        );
        assert!(places.is_sorted(), "groups are in the order of the form");
    }
}

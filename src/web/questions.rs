//! The form: every question that applies, in the order of the table, in groups. A narrow screen
//! shows one group at a time.

use super::desk::{Desk, Given};
use super::question::Question;
use super::row::Row;
use super::sheet::Sheet;
use super::state::{Action, Page, Shown, View};
use super::told::told;
use super::tools::tools;
use super::words;
use crate::form::{FIELDS, Field, fields};
use std::rc::Rc;
use yew::prelude::*;

/// The side of the page that asks. It is no `<form>`: there is nothing to submit, and nowhere to.
pub(super) fn questions(given: &Given, problems: &[Shown], sheets: &[Rc<Sheet>]) -> Html {
    let Given {
        page,
        reading,
        send,
        ..
    } = *given;
    let lang = page.lang;
    let list = || AttrValue::from(reading.plan.no_proxy.as_str().to_owned());
    let question = |field: &'static Field| {
        let problems = problems.iter();
        let own = problems.filter(|shown| shown.problem.field == field.name);
        let holders = sheets
            .iter()
            .filter(|sheet| field.is_secret() && sheet.secret);
        let read = reading.plan.ca.as_ref().filter(|_| *field == fields::CA);
        html! {
            <Question key={field.name} field={Row(field)} {lang}
                answer={page.form.in_force(field, reading).to_owned()}
                locked={page.locks(field)} revealed={field.is_secret() && page.revealed}
                problems={own.cloned().collect::<Vec<_>>()}
                holders={holders.map(|sheet| sheet.title.clone()).collect::<Vec<_>>()}
                list={(page.whole && *field == fields::NO_PROXY).then(list)}
                certificates={read.map_or_else(Vec::new, |read| read.each.clone())}
                dispatch={page.dispatcher()} />
        }
    };
    let group = |(index, (first, title)): (usize, &(&'static str, crate::say::Say))| {
        let next = words::GROUPS.get(index + 1).map(|(first, _)| *first);
        let asked = FIELDS
            .into_iter()
            .skip_while(|field| field.name != *first)
            .take_while(|field| Some(field.name) != next)
            .filter(|field| (field.asked)(&reading.answers));
        // A list of its own, in which Yew goes by keys; see `papers`.
        let asked: Html = asked.map(question).collect();
        let id = format!("group-{first}");
        let current = page.view == View::Group(index);
        html! {
            <section class={classes!("group", current.then_some("current"))} key={*first}
                aria-labelledby={id.clone()}>
                <h3 {id} tabindex="-1">{ title.pick(lang) }</h3>
                { asked }
                { turn(index, page) }
            </section>
        }
    };
    html! {
        <section class="questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{ words::QUESTIONS.pick(lang) }</h2>
            <p class="help">{ words::START.pick(lang) }</p>
            { tools(page, send) }
            { told(&page.told, lang, page.dispatcher()) }
            { for words::GROUPS.iter().enumerate().map(group) }
        </section>
    }
}

/// Where a narrow screen goes from a group.
fn turn(index: usize, page: &UseReducerHandle<Page>) -> Html {
    let lang = page.lang;
    let go = |view: View| {
        let dispatch = page.dispatcher();
        Callback::from(move |_: MouseEvent| {
            if view == View::Papers {
                dispatch.dispatch(Action::See(Desk::Files));
            }
            dispatch.dispatch(Action::Show(view));
        })
    };
    let back = index.checked_sub(1).map(View::Group);
    let (next, name) = match words::GROUPS.get(index + 1) {
        Some((_, title)) => (View::Group(index + 1), words::next(title.pick(lang))),
        None => (View::Papers, words::SEE_FILES.into()),
    };
    html! {
        <div class="turn">
            if let Some(back) = back {
                <button type="button" onclick={go(back)}>{ words::BACK.pick(lang) }</button>
            }
            <button type="button" class="next" onclick={go(next)}>{ name.pick(lang) }</button>
        </div>
    }
}

/// The id of what a narrow screen shows first of a view.
pub(super) fn place(view: View) -> String {
    match view {
        View::Group(index) => {
            let first = words::GROUPS.get(index).map_or("", |(first, _)| *first);
            format!("group-{first}")
        }
        View::Papers => "papers".to_owned(),
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
        let groups = [&fields::PROXIES, &fields::PASSWORD, &fields::DAEMON];
        let groups = groups.map(|field| View::of(field) == View::Group(0));
        assert_eq!(groups, [true, false, false]);
        assert!(View::of(&fields::DAEMON) == View::Group(2));
        assert!(View::of(&fields::CLIENT_VALUES) == View::Group(4));
    }
}

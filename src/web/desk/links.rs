//! Where the desks lead to: other desks, papers, and what says so.

use super::{Desk, Given};
use crate::artifacts::{Artifact, Bringer, Place, brought};
use crate::form::{Choice, Field, Form};
use crate::knowledge::chapters::Chapter;
use crate::knowledge::failures::Failure;
use crate::knowledge::source::{Source, sources};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::row::Row;
use crate::web::state::{Action, Page};
use std::rc::Rc;
use yew::prelude::*;

/// A link to a failure.
pub(super) fn to_failure(failure: &'static Failure, lang: Lang) -> Html {
    to(Desk::Messages(Some(Row(failure))), failure.title, lang)
}

/// A link to a chapter.
pub(super) fn to_chapter(chapter: &'static Chapter, lang: Lang) -> Html {
    to(Desk::Guide(Some(Row(chapter))), chapter.title, lang)
}

fn to(desk: Desk, title: Say, lang: Lang) -> Html {
    let see = desk.see().unwrap_or_default();
    html! { <a href={format!("#see={see}")}>{ title.pick(lang) }</a> }
}

/// The sources of a text of the tables, with those that can be opened as links.
pub(super) fn cited(text: &str) -> Html {
    let one = |(index, source): (usize, Source)| {
        html! {
            <>
                { if index > 0 { "; " } else { "" } }
                // A click on it is the reader's own request, and it says nothing of where it was made.
                if let Some(url) = source.url {
                    <a href={url} rel="noreferrer" target="_blank">{ source.text.to_owned() }</a>
                } else {
                    { source.text.to_owned() }
                }
            </>
        }
    };
    sources(text).enumerate().map(one).collect()
}

/// A paper that the form does not want, and the answer that brings it.
#[derive(PartialEq)]
struct Absent {
    paper: Row<Artifact>,
    field: Row<Field>,
    choice: Option<Row<Choice>>,
}

/// The papers that something can be about.
#[derive(Clone, PartialEq)]
pub(super) struct Papers {
    absent: Rc<Vec<Absent>>,
    dispatch: UseReducerDispatcher<Page>,
}

impl Papers {
    pub(super) fn of(given: &Given) -> Self {
        Self {
            absent: Rc::new(absent(&given.page.form)),
            dispatch: given.page.dispatcher(),
        }
    }

    /// A list of papers: a button for each that is there, and how the others come.
    pub(super) fn list(&self, artifacts: &'static [&'static Artifact], lang: Lang) -> Html {
        let item = |artifact: &&'static Artifact| {
            let row = Row(*artifact);
            let absent = self.absent.iter().find(|absent| absent.paper == row);
            let shown = match absent {
                None => self.open(row),
                Some(absent) => self.missing(absent, lang),
            };
            html! { <li data-path={row.path}>{ shown }</li> }
        };
        html! { <ul class="for-it">{ for artifacts.iter().map(item) }</ul> }
    }

    fn open(&self, row: Row<Artifact>) -> Html {
        let dispatch = self.dispatch.clone();
        let open = move |_: MouseEvent| dispatch.dispatch(Action::Choose(row));
        html! {
            <button type="button" class="open" onclick={open}><code>{ name(&row) }</code></button>
        }
    }

    fn missing(&self, absent: &Absent, lang: Lang) -> Html {
        let (dispatch, Row(field)) = (self.dispatch.clone(), absent.field);
        let visit = move |_: MouseEvent| dispatch.dispatch(Action::Visit(field));
        html! {
            <>
                <code>{ name(&absent.paper) }</code>
                <p class="help">
                    { comes_with(absent.choice, lang).pick(lang).to_owned() }{ " " }
                    <button type="button" class="link" onclick={visit}>{ field.label.pick(lang) }</button>
                </p>
            </>
        }
    }
}

fn absent(form: &Form) -> Vec<Absent> {
    let absent = |(artifact, (field, choice)): (_, Bringer)| Absent {
        paper: Row(artifact),
        field: Row(field),
        choice: choice.map(Row),
    };
    brought(form).into_iter().map(absent).collect()
}

/// Where a paper goes.
fn name(artifact: &Artifact) -> &'static str {
    match artifact.place() {
        Place::Host(path) => path,
        Place::Paste(name) => name,
        Place::Read => artifact.path,
    }
}

/// What is said of a paper that is not there, before the question that brings it.
fn comes_with(choice: Option<Row<Choice>>, lang: Lang) -> Message {
    let Some(choice) = choice else {
        return say(
            "Not among your files now. It is made when this question is answered:",
            "今のファイルの中にはありません。次の質問に答えると作られます。",
        )
        .into();
    };
    let answer = choice.label.pick(lang);
    message!(
        "Not among your files now. It is made when this question has the answer “{answer}”:",
        "今のファイルの中にはありません。次の質問に「{answer}」と答えると作られます。",
    )
}

//! What the page knows: the answers, which questions were visited, and the language.

use super::words;
use crate::form::{Field, Form, Problem, Reading, read};
use crate::say::{Lang, Message};
use std::collections::BTreeSet;
use std::ops::Deref;
use std::rc::Rc;
use yew::Reducible;

/// The state of the page. It lives in memory only and ends with the page.
#[derive(Clone)]
pub(super) struct Page {
    /// Every answer, as typed.
    pub(super) form: Form,
    /// The language of all words.
    pub(super) lang: Lang,
    /// What happened last, until something is typed.
    pub(super) notice: Option<Notice>,
    /// The questions that were answered or left.
    touched: BTreeSet<&'static str>,
}

/// What just happened.
#[derive(Clone, PartialEq)]
pub(super) struct Notice {
    /// The sentence.
    pub(super) message: Message,
    /// Another number for each, so that the same sentence twice in a row is announced twice.
    pub(super) number: u32,
}

/// Everything that changes the page.
pub(super) enum Action {
    /// A question was answered.
    Answer(&'static Field, String),
    /// The focus left a question.
    Leave(&'static Field),
    /// Another language was chosen.
    Speak(Lang),
    /// Something happened that people shall hear of.
    Notify(Message),
}

/// How a problem shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing was answered, and nobody has been there yet: no reason to shout.
    Needed,
    /// It stands in the way.
    Error,
    /// It is worth knowing.
    Warning,
}

impl Kind {
    /// Whether no file can leave because of it.
    pub(super) fn blocks(self) -> bool {
        self != Kind::Warning
    }

    /// Its class in the page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Needed => "needed",
            Kind::Error => "error",
            Kind::Warning => "warning",
        }
    }

    /// Its name, so that colour is not the only sign.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Kind::Needed => words::NEEDED,
            Kind::Error => words::ERROR,
            Kind::Warning => words::WARNING,
        }
        .pick(lang)
    }
}

/// A problem with its looks.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    /// How it shows.
    pub(super) kind: Kind,
    /// What it is.
    pub(super) problem: Problem,
}

impl Page {
    /// Before anything was typed.
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            form: Form::default(),
            lang,
            notice: None,
            touched: BTreeSet::new(),
        }
    }

    /// The form, read anew.
    pub(super) fn read(&self) -> Reading {
        read(&self.form)
    }

    /// The problems of a reading, as they show. An error at a question without an answer is one
    /// that an answer mends.
    pub(super) fn problems(&self, reading: &Reading) -> Vec<Shown> {
        let kind = |problem: &Problem| {
            let empty = crate::form::field(&problem.field)
                .is_some_and(|field| self.form.text(field).is_empty());
            match problem.is_error() {
                false => Kind::Warning,
                true if empty && !self.touched.contains(&*problem.field) => Kind::Needed,
                true => Kind::Error,
            }
        };
        let show = |problem: &Problem| Shown {
            kind: kind(problem),
            problem: problem.clone(),
        };
        reading.problems.iter().map(show).collect()
    }
}

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        if matches!(&action, Action::Leave(field) if self.touched.contains(field.name)) {
            return self;
        }
        let mut page = Rc::unwrap_or_clone(self);
        match action {
            Action::Answer(field, text) => {
                page.touched.insert(field.name);
                page.form.set(field, text);
                page.notice = None;
            }
            Action::Leave(field) => {
                page.touched.insert(field.name);
            }
            Action::Speak(lang) => page.lang = lang,
            Action::Notify(message) => {
                let number = page.notice.map_or(0, |notice| notice.number) + 1;
                page.notice = Some(Notice { message, number });
            }
        }
        Rc::new(page)
    }
}

/// A row of one of our tables, as a property: the same row is the same place in memory.
pub(super) struct Row<T: 'static>(pub(super) &'static T);

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<T> {}

impl<T> PartialEq for Row<T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl<T> Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::fields;

    fn kind(page: &Page, field: &Field) -> Option<Kind> {
        let problems = page.problems(&page.read());
        let mut own = problems
            .iter()
            .filter(|shown| shown.problem.field == field.name);
        own.next().map(|shown| shown.kind)
    }

    fn after(page: &Page, action: Action) -> Page {
        Rc::unwrap_or_clone(Rc::new(page.clone()).reduce(action))
    }

    #[test]
    fn a_missing_answer_is_no_error_before_anybody_was_there() {
        let page = Page::new(Lang::En);
        let user = &fields::USERNAME;
        assert!(kind(&page, user) == Some(Kind::Needed));
        assert!(kind(&after(&page, Action::Leave(user)), user) == Some(Kind::Error));
        let typed = after(&page, Action::Answer(user, "alice".to_owned()));
        assert!(kind(&typed, user).is_none());
        let emptied = after(&typed, Action::Answer(user, String::new()));
        assert!(kind(&emptied, user) == Some(Kind::Error));
    }

    #[test]
    fn a_refused_answer_is_an_error_at_once() {
        let user = &fields::USERNAME;
        let answer = Action::Answer(user, "CORP\\alice".to_owned());
        assert!(kind(&after(&Page::new(Lang::En), answer), user) == Some(Kind::Error));
    }

    #[test]
    fn the_same_words_twice_are_news_twice_and_typing_ends_them() {
        let notify = || Action::Notify(words::NOT_READY.into());
        let once = after(&Page::new(Lang::En), notify());
        let twice = after(&once, notify());
        assert!(once.notice.is_some() && once.notice != twice.notice);
        let typed = Action::Answer(&fields::DOMAIN, "x".to_owned());
        assert!(after(&twice, typed).notice.is_none());
    }
}

//! The form as a table: one row a question. Page, command, link, README and tests iterate over it.

use super::read::{Answers, Draft, RouteKind, SecretKind};
use crate::say::Say;

mod corporate;
mod dind;
mod host;

pub use corporate::{CNTLM, DOMAIN, PASSWORD, PROXIES, ROUTE, SECRET, USERNAME};
pub use dind::{CLIENT_CONFIG, CLIENT_VALUES, DIND};
pub use host::{DAEMON, DOCKER0, GITLAB, GITLAB_ROUTE, NO_PROXY, PORT};

/// One question.
pub struct Field {
    /// Its name in form.json, never translated.
    pub name: &'static str,
    /// What stands beside the control.
    pub label: Say,
    /// One plain sentence of help, or a few.
    pub help: Say,
    /// What an answer looks like.
    pub example: &'static str,
    /// Answers that must be refused at this field when the rest of the form is right.
    pub refused: &'static [&'static str],
    /// How it is asked.
    pub control: Control,
    /// Whether it applies; else it is neither shown nor read. Choices are answered first.
    pub asked: fn(&Answers) -> bool,
    pub(super) read: fn(&str, &mut Draft),
}

/// How a question is asked.
pub enum Control {
    /// One line of text.
    Line,
    /// A list, one entry a line.
    Lines,
    /// One line that must never be stored, shown in a title, or put into a link.
    Secret,
    /// One of several values, the default first.
    Choice(&'static [Choice]),
}

/// One value of a choice.
pub struct Choice {
    /// Its value in form.json.
    pub value: &'static str,
    /// What stands beside it.
    pub label: Say,
    /// What follows from choosing it.
    pub consequence: Say,
}

impl Field {
    /// Whether the answer is a secret.
    pub fn is_secret(&self) -> bool {
        matches!(self.control, Control::Secret)
    }

    /// The values to choose from; none when it is no choice.
    pub fn choices(&self) -> &'static [Choice] {
        match self.control {
            Control::Choice(choices) => choices,
            _ => &[],
        }
    }
}

/// The row of this name.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().copied().find(|field| field.name == name)
}

fn always(_: &Answers) -> bool {
    true
}

fn with_cntlm(answers: &Answers) -> bool {
    answers.route == RouteKind::Cntlm
}

fn with_password(answers: &Answers) -> bool {
    !(with_cntlm(answers) && answers.secret == SecretKind::Ask)
}

fn with_dind(answers: &Answers) -> bool {
    answers.dind.is_some()
}

/// All questions, in the order of the job.
pub static FIELDS: [&Field; 16] = [
    &ROUTE,
    &PROXIES,
    &USERNAME,
    &DOMAIN,
    &SECRET,
    &PASSWORD,
    &CNTLM,
    &DOCKER0,
    &PORT,
    &GITLAB,
    &GITLAB_ROUTE,
    &NO_PROXY,
    &DAEMON,
    &DIND,
    &CLIENT_CONFIG,
    &CLIENT_VALUES,
];

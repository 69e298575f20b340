//! The form as a table: one row a question. Page, command, link, README and tests iterate over it.

use super::certificate;
use super::draft::Draft;
use super::read::{Answers, RouteKind, SecretKind};
use crate::say::{Message, Say};

mod corporate;
mod dind;
mod host;

pub use corporate::{CNTLM, DOMAIN, PASSWORD, PROXIES, ROUTE, SECRET, USERNAME};
pub use dind::{CLIENT_CONFIG, CLIENT_VALUES, DIND};
pub use host::{CA, DAEMON, DOCKER0, GITLAB, GITLAB_ROUTE, NO_PROXY, PORT};

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
    /// Certificates as PEM. What holds a private key must never be kept.
    Certificates,
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

/// Each name has one row.
impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Field {}

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

    /// Why this text must not become an answer, not even for a moment: where a certificate belongs,
    /// people paste the key that lies beside it.
    pub fn must_not_keep(&self, text: &str) -> Option<Message> {
        match self.control {
            Control::Certificates => certificate::secret(text),
            _ => None,
        }
    }

    /// Whether an answer says no more than none would: it is empty, or the first of the choices. The
    /// default of [`CLIENT_VALUES`] follows from other answers, so there every answer counts.
    pub(crate) fn is_default(&self, text: &str) -> bool {
        let first = self.choices().first();
        let first = first.filter(|_| self.name != CLIENT_VALUES.name);
        text.is_empty() || first.is_some_and(|choice| choice.value == text)
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
pub static FIELDS: [&Field; 17] = [
    &ROUTE,
    &PROXIES,
    &USERNAME,
    &DOMAIN,
    &SECRET,
    &PASSWORD,
    &CNTLM,
    &DOCKER0,
    &PORT,
    &DAEMON,
    &GITLAB,
    &GITLAB_ROUTE,
    &NO_PROXY,
    &CA,
    &DIND,
    &CLIENT_CONFIG,
    &CLIENT_VALUES,
];

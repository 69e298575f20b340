//! What people tell us: a flat map of text, read into a [`Plan`] together with its
//! problems.
//!
//! [`read()`] never fails: it answers with the plan as far as it is known, in which a refused or
//! missing answer is replaced by a visible stand-in, so that a page can always draw a preview. What
//! leaves the page or the command takes a [`Ready`], and only a form without errors hands one out.

use crate::say::{Message, message, say};
use std::borrow::Cow;

pub(crate) mod calendar;
pub mod certificate;
mod draft;
pub mod fields;
mod json;
mod link;
mod list;
mod local_proxy;
pub(crate) mod mend;
pub mod no_proxy;
pub mod plan;
mod problem;
mod read;
pub mod site;
mod together;
pub mod values;

pub use fields::{Choice, Control, FIELDS, Field, field};
pub use problem::{Fix, LINK, Level, Problem, SITE};
pub use read::{Answers, Reading, read};

use plan::Plan;

/// Every answer as typed, by the name of its field. An absent or empty answer means the default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// In the order of the names. A map would be a larger program than all this needs.
    texts: Vec<(&'static str, String)>,
}

impl Form {
    /// The answer to a question; empty when there is none.
    pub fn text(&self, field: &Field) -> &str {
        self.place(field).map_or("", |place| &self.texts[place].1)
    }

    /// The answer as it leaves in a link or a file: no secret, and of certificates what was read of
    /// them. A text that is none may be anything, also a part of a key, so nothing of it leaves.
    pub fn passed_on(&self, field: &Field) -> Cow<'_, str> {
        let text = self.text(field);
        match field.control {
            Control::Secret => "".into(),
            Control::Certificates if !text.is_empty() => match certificate::read(text) {
                Ok(read) => read.pem.as_str().to_owned().into(),
                Err(_) => "".into(),
            },
            _ => text.into(),
        }
    }

    /// The answer in force: of a choice without one, the value that stands in its place.
    pub fn in_force<'a>(&'a self, field: &Field, reading: &Reading) -> &'a str {
        let text = self.text(field);
        let Some(first) = field.choices().first().filter(|_| text.is_empty()) else {
            return text;
        };
        // The one default that follows from other answers.
        let dind = reading.plan.dind.as_ref();
        match dind.map(|dind| dind.client_values) {
            Some(plan::ClientValues::Live) if field.name == fields::CLIENT_VALUES.name => "live",
            _ => first.value,
        }
    }

    /// Answers a question.
    pub fn set(&mut self, field: &Field, text: String) {
        match self.place(field) {
            Ok(place) if text.is_empty() => drop(self.texts.remove(place)),
            Ok(place) => self.texts[place].1 = text,
            Err(_) if text.is_empty() => {}
            Err(place) => self.texts.insert(place, (field.name, text)),
        }
    }

    /// Mends a problem of this form.
    pub fn mend(&mut self, fix: &Fix) {
        for (field, text) in &fix.answers {
            self.set(field, text.clone());
        }
    }

    /// Where the answer is, or where it would be.
    fn place(&self, field: &Field) -> Result<usize, usize> {
        self.texts
            .binary_search_by_key(&field.name, |(name, _)| *name)
    }

    /// Reads a JSON object of text (RFC 8259).
    ///
    /// # Errors
    /// Everything that is wrong with it as such: JSON that does not parse (at `form`, with line and
    /// column), names that are no field's, repeated names, and values that are not text.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        json::parse(bytes)
    }

    /// Writes form.json, without secrets.
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// Gives the password from elsewhere, such as an environment variable; an empty one gives none.
    ///
    /// # Errors
    /// When the form already holds one.
    pub fn give_password(&mut self, password: String) -> Result<(), Problem> {
        if !password.is_empty() && !self.text(&fields::PASSWORD).is_empty() {
            return Err(Problem::error(
                fields::PASSWORD.name,
                say(
                    "The password is given twice, in the form and in RUNNER_PROXY_PASSWORD. Take it out of the form.",
                    "パスワードがフォームと RUNNER_PROXY_PASSWORD の両方にあります。フォームのほうを消してください。",
                ),
            ));
        }
        if !password.is_empty() {
            self.set(&fields::PASSWORD, password);
        }
        Ok(())
    }
}

/// A plan without errors: the only thing that turns into files.
pub struct Ready {
    plan: Plan,
}

impl Ready {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl Reading {
    /// The plan to make files of, with the warnings that travel with them.
    ///
    /// # Errors
    /// All problems, when one of them is an error.
    pub fn ready(self) -> Result<(Ready, Vec<Problem>), Vec<Problem>> {
        if self.problems.iter().any(Problem::is_error) {
            return Err(self.problems);
        }
        Ok((Ready { plan: self.plan }, self.problems))
    }
}

/// It does not show the answer: at `secret` people easily write the password itself.
fn unknown_choice(field: &Field) -> Message {
    let choices: Vec<_> = field.choices().iter().map(|choice| choice.value).collect();
    let choices = choices.join(", ");
    message!(
        "This is not one of the values. Write one of: {choices}.",
        "このような値はありません。次のどれかを書いてください：{choices}",
    )
}

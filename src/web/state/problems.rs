//! What is wrong, and what only the page itself knows to be: the day, and what was pasted and not kept.

use super::{Kind, Page, Shown, remark};
use crate::form::{Field, Fix, Level, Problem, Reading, fields};
use crate::say::Message;
use crate::web::words;

/// Seconds since the epoch, by the browser's clock.
#[cfg(target_family = "wasm")]
fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// Tests have no browser.
#[cfg(not(target_family = "wasm"))]
fn now() -> i64 {
    1_800_000_000
}

impl Page {
    /// The problems of a reading, as they show. An error at a question without an answer is one
    /// that an answer mends.
    pub(in crate::web) fn problems(&self, reading: &Reading) -> Vec<Shown> {
        let kind = |problem: &Problem| {
            let empty = crate::form::field(&problem.field)
                .is_some_and(|field| self.form.text(field).is_empty());
            match problem.is_error() {
                false => Kind::Warning,
                true if empty && !self.touches(&problem.field) => Kind::Needed,
                true => Kind::Error,
            }
        };
        let show = |problem: &Problem| Shown {
            kind: kind(problem),
            problem: problem.clone(),
        };
        let mut shown: Vec<_> = reading.problems.iter().map(show).collect();
        let today = reading.plan.ca.iter().flat_map(|ca| ca.warnings_at(now()));
        let today = today.map(|message| remark(fields::CA.name, message));
        shown.extend(today.chain(self.refused.clone()).map(|problem| Shown {
            kind: kind(&problem),
            problem,
        }));
        shown
    }

    /// A text that must not be kept is not, not even to be taken back, and nothing leaves the page
    /// as if nobody had wanted it.
    pub(super) fn refuse(&mut self, field: &'static Field, why: &Message) {
        self.answer(field, String::new());
        self.refused = Some(Problem {
            level: Level::Error,
            fixes: vec![Fix {
                label: words::WITHOUT_CERTIFICATE.into(),
                answers: vec![(field, String::new())],
            }],
            ..remark(field.name, words::emptied(why))
        });
    }
}

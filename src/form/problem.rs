//! What is wrong with an answer, or worth knowing about it.

use super::FIELDS;
use crate::say::{Message, message};
use std::borrow::Cow;

/// Whether a problem stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Blocks every output.
    Error,
    /// Travels with the output.
    Warning,
}

/// What is wrong with one answer, or worth knowing about it, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name, a name that is no field's, or `form`.
    pub field: Cow<'static, str>,
    /// Whether it blocks.
    pub level: Level,
    /// The sentence. It never holds a secret.
    pub message: Message,
}

impl Problem {
    pub(super) fn error(field: impl Into<Cow<'static, str>>, message: impl Into<Message>) -> Self {
        Self {
            field: field.into(),
            level: Level::Error,
            message: message.into(),
        }
    }

    /// Whether it blocks every output.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// The first problems of each field in the order of the form, and how many more there are: a list of ten thousand hosts
/// pasted in the wrong form is one mistake to mend, not ten thousand to read.
pub(super) fn told(problems: Vec<Problem>) -> Vec<Problem> {
    const ONE_BY_ONE: usize = 10;
    let alike = |a: &Problem, b: &Problem| a.field == b.field && a.level == b.level;
    let mut told: Vec<Problem> = Vec::new();
    let mut problems = problems;
    problems.sort_by_key(place);
    let (errors, warnings): (Vec<_>, Vec<_>) = problems.into_iter().partition(Problem::is_error);
    for group in [errors, warnings]
        .iter()
        .flat_map(|level| level.chunk_by(alike))
    {
        let more = group.len().saturating_sub(ONE_BY_ONE);
        told.extend(group.iter().take(ONE_BY_ONE).cloned());
        if let (Some(last), 1..) = (group.last(), more) {
            told.push(Problem {
                message: message!(
                    "{more} more lines have such a problem. Look at these first.",
                    "ほかにも {more} 行に同じような問題があります。まずここに挙げたものを確かめてください。",
                ),
                ..last.clone()
            });
        }
    }
    told.sort_by_key(place);
    told
}

/// The place of a problem's field in the form.
fn place(problem: &Problem) -> Option<usize> {
    FIELDS.iter().position(|field| field.name == problem.field)
}

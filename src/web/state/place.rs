//! What is in sight, and where the focus shall go.

use crate::artifacts::Artifact;
use crate::form::{FIELDS, Field};
use crate::say::Say;
use crate::web::desk::Desk;
use crate::web::row::Row;
use crate::web::words;

/// What a narrow screen shows: one group of questions, or the papers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum View {
    /// The group with this number, from 0.
    Group(usize),
    /// The papers.
    Papers,
}

impl View {
    /// The group of a question.
    pub(in crate::web) fn of(field: &Field) -> Self {
        let place = |name: &str| FIELDS.iter().position(|field| field.name == name);
        let own = place(field.name);
        let before = |(first, _): &&(&str, Say)| place(first) <= own;
        let groups = words::GROUPS.iter().filter(before).count();
        View::Group(groups.saturating_sub(1))
    }
}

/// Where the focus shall go.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::web) enum Focus {
    /// Nowhere.
    Stays,
    /// To a question.
    Question(&'static str),
    /// To a paper.
    Paper(Row<Artifact>),
    /// To the heading of a desk.
    Desk(Desk),
    /// To the top of what a narrow screen shows.
    View(View),
}

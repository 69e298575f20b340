//! Problems and news as they show.

use crate::form::Problem;
use crate::say::{Lang, Message};
use crate::web::sheet::Copied;
use crate::web::words;

/// How a problem shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Kind {
    /// Nothing was answered, and nobody has been there yet: no reason to shout.
    Needed,
    /// It stands in the way.
    Error,
    /// It is worth knowing.
    Warning,
}

impl Kind {
    /// Whether no file can leave because of it.
    pub(in crate::web) fn blocks(self) -> bool {
        self != Kind::Warning
    }

    /// Its class in the page.
    pub(in crate::web) fn class(self) -> &'static str {
        match self {
            Kind::Needed => "needed",
            Kind::Error => "error",
            Kind::Warning => "warning",
        }
    }

    /// Its name, so that colour is not the only sign.
    pub(in crate::web) fn name(self, lang: Lang) -> &'static str {
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
pub(in crate::web) struct Shown {
    /// How it shows.
    pub(in crate::web) kind: Kind,
    /// What it is.
    pub(in crate::web) problem: Problem,
}

/// What just happened.
#[derive(Clone, PartialEq)]
pub(in crate::web) struct Notice {
    /// The sentence.
    pub(in crate::web) message: Message,
    /// Another number for each, so that the same sentence twice in a row is announced twice.
    pub(in crate::web) number: u32,
    /// What was copied, when that happened.
    pub(in crate::web) copied: Option<Copied>,
}

//! Findings while a file is looked through.

use super::words::Words;
use super::{Finding, Level, Lines, in_order};
use crate::say::Message;

/// What was found so far, in whatever order.
pub(super) struct Findings {
    lines: Lines,
    all: Vec<Finding>,
}

impl Findings {
    /// None yet in this text.
    pub(super) fn of(text: &str) -> Self {
        Self {
            lines: Lines::of(text),
            all: Vec::new(),
        }
    }

    /// Something at this byte.
    pub(super) fn add(&mut self, at: usize, words: &Words) {
        self.all.push(words.on(Some(self.lines.line(at))));
    }

    /// Something about the file as a whole.
    pub(super) fn add_whole(&mut self, words: &Words) {
        self.all.push(words.on(None));
    }

    /// A warning at this byte whose words name something.
    pub(super) fn warn(&mut self, at: usize, reason: Message, cure: Message) {
        self.push(at, reason, cure, false);
    }

    /// The same of what merging brings about.
    pub(super) fn warn_of_merging(&mut self, at: usize, reason: Message, cure: Message) {
        self.push(at, reason, cure, true);
    }

    fn push(&mut self, at: usize, reason: Message, cure: Message, by_merging: bool) {
        self.all.push(Finding {
            line: Some(self.lines.line(at)),
            level: Level::Warning,
            reason,
            cure,
            by_merging,
        });
    }

    /// All of them in the order of the lines; first those about the file as a whole.
    pub(super) fn in_order(mut self) -> Vec<Finding> {
        in_order(&mut self.all, |finding| finding.line.unwrap_or_default());
        self.all
    }
}

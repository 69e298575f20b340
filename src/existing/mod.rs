//! What is already on the machine: a file is read, told what is wrong with it, and merged with what
//! a plan needs of it; and what a host prints is turned into answers of a form ([`host`]).
//!
//! A merge is a list of [`Edit`]s, places of the old text with what stands there now. So everything
//! between them comes back byte for byte, whatever it is, and nothing has to be printed again:
//! comments, order, blank lines, quotes, CRLF, a byte order mark, a last line without its newline.
//! What was tried and refused: changing a tree and printing it (every printer has an opinion about
//! CRLF, byte order marks or blanks).

use crate::say::Message;
use std::ops::Range;

mod any;
pub mod cntlm_conf;
pub mod config_toml;
pub mod difference;
pub mod drop_in;
mod findings;
pub mod host;
pub mod json;
mod kind;
pub mod limit;
mod lost;
mod secrets;
mod words;

pub use crate::form::Level;
pub use any::Any;
pub use kind::Kind;

/// Something in the file that is wrong, or worth knowing. It never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, from 1; none when it is about the file as a whole.
    pub line: Option<usize>,
    /// An error: the program refuses the file, or ignores what was meant.
    pub level: Level,
    /// What is there, and what it does.
    pub reason: Message,
    /// What to do about it.
    pub cure: Message,
    /// Whether it is merging that brings it about: then nothing of it is in the merged file, and who
    /// merges has to hear of it.
    pub by_merging: bool,
}

/// Why a file could not be read. Nothing of it is changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRead {
    /// The line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// What should stand there. It never holds a secret.
    pub expected: Message,
}

/// One place of the old text, and what stands there now.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the old text; empty for an insertion.
    pub range: Range<usize>,
    /// What stands there now. It may hold a secret.
    pub text: String,
}

/// What a merge does, for people: said alike before and after a file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the old text, from 1.
    pub line: usize,
    /// What becomes of it. It never holds a secret.
    pub what: Message,
}

/// A merged file.
#[derive(Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its text. It holds the secrets of the old one, and may hold those of the plan.
    pub text: String,
    /// Where it differs from the old text, in order; nothing overlaps.
    pub edits: Vec<Edit>,
    /// The same for people; empty when everything was there already.
    pub changes: Vec<Change>,
    /// What is wrong in the old text, in the order of its lines.
    pub findings: Vec<Finding>,
    /// Where something was left as it is although the plan needs more of it: lines of the old text,
    /// from 1. A finding says what is wrong there.
    pub left: Vec<usize>,
}

impl Merged {
    /// The old text with these edits. Those at the same place stand in the order in which they came.
    fn new(old: &str, mut edits: Vec<Edit>, changes: Vec<Change>, findings: Vec<Finding>) -> Self {
        in_order(&mut edits, |edit| edit.range.start);
        let mut text = String::with_capacity(old.len() + 1024);
        let mut done = 0;
        for edit in &edits {
            text.push_str(&old[done..edit.range.start]);
            text.push_str(&edit.text);
            done = edit.range.end;
        }
        text.push_str(&old[done..]);
        Self {
            text,
            edits,
            changes,
            findings,
            left: Vec::new(),
        }
    }

    /// With this left as it is.
    fn without(mut self, left: Vec<usize>) -> Self {
        self.left = left;
        self
    }
}

/// Puts items in the order of their keys; those with the same key stay in theirs. What is sorted is
/// always the same pair of numbers, since the code of a sort comes once for each type.
fn in_order<T>(items: &mut Vec<T>, key: fn(&T) -> usize) {
    let numbered = items.iter().enumerate();
    let mut order: Vec<_> = numbered.map(|(index, item)| (key(item), index)).collect();
    order.sort_unstable();
    let mut old: Vec<_> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|&(_, index)| old[index].take()));
}

/// The line and the character in it, both from 1, of a byte of a text.
fn place(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|&byte| byte == b'\n').count();
    (line + 1, before[start..].chars().count() + 1)
}

/// What a file says to its program, for who fills a form from it.
struct Told {
    /// Where it stands.
    at: usize,
    name: String,
    value: String,
}

/// Where the lines of a text begin, for many places in it.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(newlines.map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|&newline| newline < at) + 1
    }
}

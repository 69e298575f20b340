//! What the pieces say, before it is known what they mean together.

use super::{Left, Piece};
use crate::form::{Field, fields};
use crate::say::{Message, Say};

/// What a piece says.
pub(super) struct Fact {
    pub(super) line: usize,
    pub(super) what: What,
    pub(super) value: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The value of HTTP_PROXY or its like.
    Proxy,
    /// A list of hosts that are reached without it.
    Hosts,
    /// The answer to a question.
    Answer(&'static Field),
}

/// Who listens to the pieces.
#[derive(Default)]
pub(super) struct Ear {
    pub(super) pieces: Vec<Piece>,
    pub(super) facts: Vec<Fact>,
    pub(super) left: Vec<Left>,
    /// The line of a file that stands inside of another one.
    pub(super) inside: Option<usize>,
    /// How many config.toml were none, or broken.
    pub(super) broken: usize,
}

impl Ear {
    fn place(&self, line: usize) -> usize {
        self.inside.unwrap_or(line)
    }

    pub(super) fn say(&mut self, line: usize, what: What, value: impl Into<String>) {
        let line = self.place(line);
        let value = value.into();
        self.facts.push(Fact { line, what, value });
    }

    pub(super) fn answer(&mut self, line: usize, field: &'static Field, value: impl Into<String>) {
        self.say(line, What::Answer(field), value);
    }

    pub(super) fn leave(&mut self, line: usize, why: impl Into<Message>) {
        let line = self.place(line);
        let why = why.into();
        self.left.push(Left { line, why });
    }

    /// A variable of this name; others are none of ours.
    pub(super) fn variable(&mut self, line: usize, name: &str, value: &str) {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let what = match () {
            () if is("no_proxy") => What::Hosts,
            () if is("http_proxy") || is("https_proxy") || is("all_proxy") => What::Proxy,
            () => return,
        };
        if !value.is_empty() {
            self.say(line, what, value);
        }
    }

    /// Tells of a piece; one that goes on where the last one of its kind ended is the same.
    pub(super) fn recognise(&mut self, what: Say, first: usize, end: usize) {
        if self.inside.is_some() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.what == what && last.lines.end == first => last.lines.end = end,
            _ => self.pieces.push(Piece {
                what,
                lines: first..end,
            }),
        }
    }

    /// `address:port` on which CNTLM listens, as far as other hosts reach it.
    pub(super) fn listener(&mut self, line: usize, listener: &str) {
        let (host, port) = listener.rsplit_once(':').unwrap_or(("", listener));
        self.answer(line, &fields::PORT, port);
        if !host.starts_with("127.") && host != "localhost" && !host.is_empty() {
            self.answer(line, &fields::DOCKER0, host);
        }
    }
}

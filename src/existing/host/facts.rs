//! What the pieces say, before it is known what they mean together.

use super::{Left, Piece};
use crate::form::{Field, fields};
use crate::say::{Message, Say};

/// How many different values of one kind are looked at.
pub(super) const MOST: usize = 32;

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

impl What {
    // Not inlined, as all that is called in many places here: the page would grow with each.
    #[inline(never)]
    pub(super) fn is(self, field: &Field) -> bool {
        matches!(self, What::Answer(own) if own == field)
    }
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

    pub(super) fn say(&mut self, line: usize, what: What, value: &str) {
        self.facts.push(Fact {
            line: self.place(line),
            what,
            value: value.to_owned(),
        });
    }

    #[inline(never)]
    pub(super) fn answer(&mut self, line: usize, field: &'static Field, value: &str) {
        self.say(line, What::Answer(field), value);
    }

    #[inline(never)]
    pub(super) fn leave(&mut self, line: usize, why: Say) {
        self.leave_told(line, why.into());
    }

    pub(super) fn leave_told(&mut self, line: usize, why: Message) {
        let line = self.place(line);
        self.left.push(Left { line, why });
    }

    /// The answers to this question, a few of them.
    #[inline(never)]
    pub(super) fn answers(&self, field: &'static Field) -> Vec<(usize, String)> {
        self.distinct(What::Answer(field))
    }

    /// The different values of one kind, each with its first line.
    pub(super) fn distinct(&self, what: What) -> Vec<(usize, String)> {
        let mut found: Vec<(usize, String)> = Vec::new();
        for fact in &self.facts {
            if fact.what == what
                && found.len() < MOST
                && !found.iter().any(|(_, value)| *value == fact.value)
            {
                found.push((fact.line, fact.value.clone()));
            }
        }
        found
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

//! The cursor that all readers share. It is what makes them lossless: text can only be taken, from
//! left to right, and what is left at the end is taken as plain.

use super::{Kind, Token};

pub(super) struct Pen<'a> {
    text: &'a str,
    /// Where the next byte is.
    at: usize,
    /// Where the open token began.
    start: usize,
    kind: Kind,
    tokens: Vec<Token<'a>>,
    #[cfg(test)]
    looked: std::cell::Cell<usize>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            start: 0,
            kind: Kind::Plain,
            tokens: Vec::new(),
            #[cfg(test)]
            looked: std::cell::Cell::default(),
        }
    }

    /// Where the next byte is in the text.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next byte.
    pub(super) fn next(&self) -> Option<u8> {
        self.peek(0)
    }

    /// The byte so many bytes further on.
    pub(super) fn peek(&self, further: usize) -> Option<u8> {
        self.count(1);
        self.text.as_bytes().get(self.at + further).copied()
    }

    /// The byte just taken.
    pub(super) fn last(&self) -> Option<u8> {
        let before = self.at.checked_sub(1)?;
        self.text.as_bytes().get(before).copied()
    }

    /// So much of the text ahead, if it is whole characters.
    pub(super) fn ahead(&self, len: usize) -> &'a str {
        self.count(len);
        self.text.get(self.at..self.at + len).unwrap_or_default()
    }

    pub(super) fn starts_with(&self, what: &str) -> bool {
        self.ahead(what.len()) == what
    }

    /// How many bytes of this sort stand ahead, after the first `skipped`.
    pub(super) fn run(&self, skipped: usize, sort: fn(u8) -> bool) -> usize {
        let ahead = self.text.as_bytes().iter().skip(self.at + skipped);
        let len = ahead.take_while(|&&byte| sort(byte)).count();
        self.count(len + 1);
        len
    }

    /// How many bytes stand ahead on this line.
    pub(super) fn line(&self) -> usize {
        self.run(0, |byte| byte != b'\n')
    }

    /// How long the string is whose quote is ahead: to the same quote, or, when it is not closed, to
    /// the end of the line. A backslash takes the meaning from what follows, if there are `escapes`.
    pub(super) fn string(&self, escapes: bool) -> usize {
        let quote = self.next();
        let mut len = 1;
        while let Some(byte) = self.peek(len).filter(|&byte| byte != b'\n') {
            len += 1;
            if Some(byte) == quote {
                break;
            }
            if escapes && byte == b'\\' && self.peek(len).is_some_and(|next| next != b'\n') {
                len += 1;
            }
        }
        len
    }

    /// Takes bytes as one kind; whole characters, and always at least one.
    pub(super) fn take(&mut self, kind: Kind, len: usize) {
        let mut end = (self.at + len.max(1)).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        if kind != self.kind {
            self.close();
            self.kind = kind;
        }
        self.count(end - self.at);
        while self.at < end {
            self.at += 1;
            if self.last() == Some(b'\n') {
                self.close();
            }
        }
    }

    /// Takes bytes as one kind, but the escapes among them as such: `escape` tells how long the one
    /// is with which some bytes begin.
    pub(super) fn take_escaped(&mut self, kind: Kind, len: usize, escape: fn(&[u8]) -> usize) {
        let end = (self.at + len).min(self.text.len());
        while self.at < end {
            let ahead = self.text.as_bytes().get(self.at..end).unwrap_or_default();
            match escape(ahead) {
                0 => self.take(kind, 1),
                len => self.take(Kind::Escape, len),
            }
        }
    }

    /// Takes the bytes of this sort, if there are any.
    pub(super) fn take_run(&mut self, kind: Kind, sort: fn(u8) -> bool) {
        match self.run(0, sort) {
            0 => {}
            len => self.take(kind, len),
        }
    }

    /// Takes blanks, if there are any.
    pub(super) fn blanks(&mut self) {
        self.take_run(Kind::Plain, is_blank);
    }

    /// Takes what is left of the line, but not its end.
    pub(super) fn take_line(&mut self, kind: Kind) {
        match self.line() {
            0 => {}
            len => self.take(kind, len),
        }
    }

    pub(super) fn finish(mut self) -> Vec<Token<'a>> {
        match self.text.len() - self.at {
            0 => {}
            left => self.take(Kind::Plain, left),
        }
        self.close();
        self.tokens
    }

    fn close(&mut self) {
        if let Some(text) = self.text.get(self.start..self.at)
            && !text.is_empty()
        {
            let kind = self.kind;
            self.tokens.push(Token { kind, text });
        }
        self.start = self.at;
    }

    #[cfg(not(test))]
    fn count(&self, _: usize) {}

    #[cfg(test)]
    fn count(&self, bytes: usize) {
        self.looked.set(self.looked.get() + bytes);
    }

    /// How many bytes were looked at so far, each time counted.
    #[cfg(test)]
    pub(super) fn looked(&self) -> usize {
        self.looked.get()
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// A backslash and what it escapes.
pub(super) fn backslash(ahead: &[u8]) -> usize {
    match ahead {
        [b'\\', b'u', ..] => ahead.len().min(6),
        [b'\\', b'U', ..] => ahead.len().min(10),
        [b'\\', _, ..] => 2,
        _ => 0,
    }
}

/// A byte of a URL in hexadecimal digits (RFC 3986, section 2.1).
pub(super) fn percent(ahead: &[u8]) -> usize {
    match ahead {
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => 3,
        _ => 0,
    }
}

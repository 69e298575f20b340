//! YAML, as far as we write it: block mappings and sequences, scalars on one line, block scalars,
//! flow collections on one line.

use super::Kind;
use super::pen::{Pen, backslash, is_blank};

pub(super) fn read(pen: &mut Pen<'_>) {
    while pen.next().is_some() {
        let start = pen.at();
        pen.blanks();
        // The column of the innermost item or key: a block scalar below is indented further.
        let mut column = pen.at() - start;
        while pen.next() == Some(b'-') && pen.peek(1).is_none_or(is_space) {
            column = pen.at() - start;
            pen.take(Kind::Punctuation, 1);
            pen.blanks();
        }
        if pen.at() == start && (pen.starts_with("---") || pen.starts_with("...")) {
            pen.take_line(Kind::Section);
        }
        let len = key(pen);
        if len > 0 {
            column = pen.at() - start;
            pen.take(Kind::Key, len);
            pen.take_run(Kind::Plain, is_blank);
            pen.take(Kind::Punctuation, 1);
            pen.blanks();
        }
        let block = value(pen);
        pen.take_line(Kind::Comment);
        if pen.next().is_some() {
            pen.take(Kind::Plain, 1);
        }
        if block {
            lines(pen, column);
        }
    }
}

fn is_space(byte: u8) -> bool {
    is_blank(byte) || byte == b'\n'
}

/// The length of the key ahead; 0 when there is none.
fn key(pen: &Pen<'_>) -> usize {
    let len = match pen.next() {
        Some(b'"') => pen.string(true),
        Some(b'\'') => pen.string(false),
        Some(b'#' | b'|' | b'>' | b'[' | b'{') => return 0,
        _ => scalar(pen, true),
    };
    let colon = len + pen.run(len, is_blank);
    let found = pen.peek(colon) == Some(b':') && pen.peek(colon + 1).is_none_or(is_space);
    if found { len } else { 0 }
}

/// The length of the plain scalar ahead: up to a comment, the end of the line, and for a `key` up
/// to the colon.
fn scalar(pen: &Pen<'_>, key: bool) -> usize {
    let (mut len, mut kept) = (0, 0);
    while let Some(byte) = pen.peek(len).filter(|&byte| byte != b'\n') {
        let comment = byte == b'#' && kept < len;
        if comment || key && byte == b':' && pen.peek(len + 1).is_none_or(is_space) {
            break;
        }
        len += 1;
        if !is_blank(byte) {
            kept = len;
        }
    }
    kept
}

/// Takes the value on this line, up to a comment; tells whether a block scalar begins.
fn value(pen: &mut Pen<'_>) -> bool {
    while let Some(byte) = pen.next() {
        match byte {
            b'\n' | b'#' => return false,
            b'|' | b'>' => {
                pen.take_run(Kind::Punctuation, |byte| !is_space(byte));
                pen.blanks();
                return true;
            }
            // A node's name, its use, its type.
            b'&' | b'*' | b'!' => pen.take_run(Kind::Variable, |byte| !is_space(byte)),
            b'[' | b']' | b'{' | b'}' | b',' => flow(pen),
            b'"' => pen.take_escaped(Kind::String, pen.string(true), backslash),
            b'\'' => single_quoted(pen),
            byte if is_blank(byte) => pen.blanks(),
            _ => {
                let len = scalar(pen, false);
                pen.take(kind(pen.ahead(len)), len);
            }
        }
    }
    false
}

/// `''` is a quote in it.
fn single_quoted(pen: &mut Pen<'_>) {
    pen.take(Kind::String, pen.string(false));
    while pen.next() == Some(b'\'') {
        pen.take(Kind::String, pen.string(false));
    }
}

/// The rest of a line with a flow collection.
fn flow(pen: &mut Pen<'_>) {
    while let Some(byte) = pen.next() {
        match byte {
            b'\n' => return,
            b'#' if pen.last().is_some_and(is_blank) => return,
            b'[' | b']' | b'{' | b'}' | b',' | b':' => pen.take(Kind::Punctuation, 1),
            b'"' => pen.take_escaped(Kind::String, pen.string(true), backslash),
            b'\'' => single_quoted(pen),
            byte if is_blank(byte) => pen.blanks(),
            _ => {
                let len = pen.run(0, |byte| !is_space(byte) && !b"[]{},:".contains(&byte));
                pen.take(kind(pen.ahead(len)), len);
            }
        }
    }
}

/// What a plain scalar is.
fn kind(scalar: &str) -> Kind {
    let number = |byte: u8| byte.is_ascii_digit() || b"+-._".contains(&byte);
    match scalar {
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "~" => Kind::Keyword,
        _ if scalar.bytes().all(number) && scalar.contains(|c: char| c.is_ascii_digit()) => {
            Kind::Number
        }
        _ => Kind::String,
    }
}

/// Takes the lines of a block scalar: those that are indented further than `column`, and empty ones.
fn lines(pen: &mut Pen<'_>, column: usize) {
    while pen.next().is_some() {
        let indent = pen.run(0, |byte| byte == b' ');
        let empty = pen.peek(indent).is_none_or(|byte| byte == b'\n');
        if !empty && indent <= column {
            return;
        }
        pen.take(Kind::String, pen.line() + 1);
    }
}

//! Languages of names and values: units, `cntlm.conf`, the Runner's variables; and URLs and PEM, which
//! have no names.

use super::Kind;
use super::pen::{Pen, backslash, is_blank, percent};

/// systemd.syntax(7): a comment, a section, or `Name=value`, which a backslash continues.
pub(super) fn unit(pen: &mut Pen<'_>) {
    let mut continued = false;
    while let Some(byte) = pen.next() {
        match byte {
            b'\n' => pen.take(Kind::Plain, 1),
            byte if is_blank(byte) => pen.blanks(),
            // Also between the lines of a value.
            b'#' | b';' => pen.take_line(Kind::Comment),
            b'[' if !continued => pen.take_line(Kind::Section),
            _ => {
                if !continued {
                    pen.take_run(Kind::Key, |byte| byte != b'=' && byte != b'\n');
                    if pen.next() == Some(b'=') {
                        pen.take(Kind::Punctuation, 1);
                    }
                }
                continued = unit_value(pen);
            }
        }
    }
}

/// Takes the rest of the line; tells whether the value goes on in the next one.
fn unit_value(pen: &mut Pen<'_>) -> bool {
    let len = pen.line();
    let continued = pen.ahead(len).ends_with('\\');
    pen.take_escaped(Kind::String, len - usize::from(continued), |ahead| {
        match ahead {
            // A specifier, or a percent sign itself (systemd.unit(5)).
            [b'%', next, ..] if !next.is_ascii_whitespace() => 2,
            _ => backslash(ahead),
        }
    });
    if continued {
        pen.take(Kind::Punctuation, 1);
    }
    continued
}

/// A comment, or a name and a value. A bare value ends at a `#`, one in quotes at the next quote.
pub(super) fn cntlm(pen: &mut Pen<'_>) {
    while let Some(byte) = pen.next() {
        match byte {
            b'\n' => pen.take(Kind::Plain, 1),
            byte if is_blank(byte) => pen.blanks(),
            b'#' | b';' => pen.take_line(Kind::Comment),
            b'[' => pen.take_line(Kind::Section),
            _ => {
                pen.take_run(Kind::Key, |byte| !is_blank(byte) && byte != b'\n');
                pen.blanks();
                if pen.next() == Some(b'"') {
                    pen.take(Kind::String, pen.string(false));
                    pen.take_line(Kind::Plain);
                } else {
                    pen.take_run(Kind::String, |byte| byte != b'#' && byte != b'\n');
                    pen.take_line(Kind::Comment);
                }
            }
        }
    }
}

/// `NAME=value`, in which `$NAME` is expanded and `$$` is a dollar.
pub(super) fn variable(pen: &mut Pen<'_>) {
    pen.take_run(Kind::Key, |byte| byte != b'=');
    if pen.next() == Some(b'=') {
        pen.take(Kind::Punctuation, 1);
    }
    while let Some(byte) = pen.next() {
        match (byte, pen.peek(1)) {
            (b'$', Some(b'$')) => pen.take(Kind::Escape, 2),
            (b'$', Some(b'{')) => pen.take(Kind::Variable, pen.run(0, |byte| byte != b'}') + 1),
            (b'$', _) => {
                let name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                pen.take(Kind::Variable, 1 + pen.run(1, name));
            }
            _ => pen.take_escaped(Kind::String, pen.run(0, |byte| byte != b'$'), percent),
        }
    }
}

/// Only what is encoded stands out.
pub(super) fn url(pen: &mut Pen<'_>) {
    pen.take_escaped(Kind::Plain, pen.run(0, |_| true), percent);
}

/// PEM (RFC 7468): the two boundaries, and Base64 between them.
pub(super) fn pem(pen: &mut Pen<'_>) {
    while let Some(byte) = pen.next() {
        match byte {
            b'\n' => pen.take(Kind::Plain, 1),
            b'-' => pen.take_line(Kind::Section),
            _ => pen.take_line(Kind::String),
        }
    }
}

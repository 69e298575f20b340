//! TOML 1.0.

use super::Kind;
use super::pen::{Pen, backslash, is_blank};

pub(super) fn read(pen: &mut Pen<'_>) {
    // Whether nothing but blanks stands before on this line, and how many brackets are open.
    let (mut fresh, mut depth) = (true, 0_usize);
    while let Some(byte) = pen.next() {
        match byte {
            b'\n' => {
                pen.take(Kind::Plain, 1);
                fresh = true;
                continue;
            }
            byte if is_blank(byte) => {
                pen.blanks();
                continue;
            }
            b'#' => pen.take_line(Kind::Comment),
            b'[' if fresh && depth == 0 => {
                pen.take_run(Kind::Section, |byte| byte != b'\n' && byte != b'#');
            }
            b'[' | b'{' => {
                pen.take(Kind::Punctuation, 1);
                depth += 1;
            }
            b']' | b'}' => {
                pen.take(Kind::Punctuation, 1);
                depth = depth.saturating_sub(1);
            }
            b'"' | b'\'' => string(pen, byte, fresh && depth == 0),
            b'=' | b',' => pen.take(Kind::Punctuation, 1),
            byte if is_bare(byte) => bare(pen),
            _ => pen.take(Kind::Plain, 1),
        }
        fresh = false;
    }
}

/// A string, of several lines when its quote stands there three times.
fn string(pen: &mut Pen<'_>, quote: u8, key: bool) {
    let three = [quote; 3];
    if pen.ahead(3).as_bytes() != three {
        let kind = if key { Kind::Key } else { Kind::String };
        let len = pen.string(quote == b'"');
        return match quote {
            b'"' => pen.take_escaped(kind, len, backslash),
            _ => pen.take(kind, len),
        };
    }
    pen.take(Kind::String, 3);
    let other: fn(u8) -> bool = match quote {
        b'"' => |byte| !matches!(byte, b'"' | b'\\'),
        _ => |byte| byte != b'\'',
    };
    while let Some(byte) = pen.next() {
        if byte == b'\\' && quote == b'"' {
            pen.take_escaped(Kind::String, 2, backslash);
        } else if pen.ahead(3).as_bytes() == three {
            // One or two more belong to the text (TOML 1.0, "String").
            let more = [3, 4].map(|further| pen.peek(further) == Some(quote));
            let len = match more {
                [true, true] => 5,
                [true, false] => 4,
                _ => 3,
            };
            return pen.take(Kind::String, len);
        } else {
            pen.take(Kind::String, pen.run(0, other));
        }
    }
}

/// A name, if `=` follows; else a number, a date, or one of the words.
fn bare(pen: &mut Pen<'_>) {
    let len = pen.run(0, is_bare);
    let word = pen.ahead(len);
    let kind = if pen.peek(len + pen.run(len, is_blank)) == Some(b'=') {
        Kind::Key
    } else if matches!(word, "true" | "false") {
        Kind::Keyword
    } else if word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') {
        Kind::Number
    } else {
        Kind::Plain
    };
    pen.take(kind, len);
}

fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-+.:".contains(&byte)
}

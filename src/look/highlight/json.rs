//! JSON (RFC 8259).

use super::Kind;
use super::pen::{Pen, backslash, is_blank};

pub(super) fn read(pen: &mut Pen<'_>) {
    while let Some(byte) = pen.next() {
        match byte {
            b'"' => {
                let len = pen.string(true);
                let blanks = pen.run(len, |byte| is_blank(byte) || byte == b'\n');
                let kind = if pen.peek(len + blanks) == Some(b':') {
                    Kind::Key
                } else {
                    Kind::String
                };
                pen.take_escaped(kind, len, backslash);
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => pen.take(Kind::Punctuation, 1),
            b'-' | b'0'..=b'9' => {
                let number = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
                pen.take_run(Kind::Number, number);
            }
            byte if byte.is_ascii_alphabetic() => {
                let len = pen.run(0, |byte| byte.is_ascii_alphanumeric());
                let known = matches!(pen.ahead(len), "true" | "false" | "null");
                let kind = if known { Kind::Keyword } else { Kind::Plain };
                pen.take(kind, len);
            }
            _ => pen.take(Kind::Plain, 1),
        }
    }
}

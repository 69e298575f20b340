//! A TOML string as text that knows which bytes of the document write each of its own.

use super::tree::{Id, Kind, Tree};
use crate::text::toml::Quotes;
use toml_parser::decoder::Encoding;

pub(super) struct Written {
    /// What a reader gets that takes CRLF for a newline.
    pub(super) text: String,
    /// For each byte of the text, and for its end, where in the document it is written.
    at: Vec<usize>,
    pub(super) quotes: Quotes,
    /// Whether a backslash ends a line somewhere: such lines are one to the reader.
    pub(super) folded: bool,
}

impl Written {
    /// The string of a node that is one.
    pub(super) fn read(tree: &Tree, id: Id) -> Option<Self> {
        let node = &tree.nodes[id];
        let Kind::String(encoding) = node.kind else {
            return None;
        };
        let (quotes, marks) = match encoding {
            Encoding::BasicString => (Quotes::Basic, 1),
            Encoding::LiteralString => (Quotes::Literal, 1),
            Encoding::MlBasicString => (Quotes::LongBasic, 3),
            Encoding::MlLiteralString => (Quotes::LongLiteral, 3),
        };
        let mut written = Self {
            text: String::new(),
            at: Vec::new(),
            quotes,
            folded: false,
        };
        let (mut at, end) = (node.span.start + marks, node.span.end - marks);
        if marks == 3 {
            let rest = &tree.source[at..end];
            at += ["\n", "\r\n"]
                .iter()
                .find(|newline| rest.starts_with(**newline))
                .map_or(0, |newline| newline.len());
        }
        let escapes = matches!(quotes, Quotes::Basic | Quotes::LongBasic);
        while let Some(c) = tree.source[at..end].chars().next() {
            let length = if c == '\\' && escapes {
                let (decoded, length) = escape(&tree.source[at..end]);
                match decoded {
                    Some(decoded) => written.push(decoded, at),
                    None => written.folded = true,
                }
                length
            } else {
                // Of CRLF the newline counts, and begins with the CR.
                match c {
                    '\r' => {}
                    '\n' if tree.source[..at].ends_with('\r') => written.push(c, at - 1),
                    c => written.push(c, at),
                }
                c.len_utf8()
            };
            at += length;
        }
        written.at.push(end);
        Some(written)
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.at.resize(self.text.len(), at);
    }

    /// Where in the document a byte of the text is written.
    pub(super) fn place(&self, byte: usize) -> usize {
        self.at[byte]
    }
}

/// What an escape stands for, nothing for a line end that does not count, and how long it is. The
/// parser has seen that it is one.
fn escape(text: &str) -> (Option<char>, usize) {
    let digits = |count: usize| {
        let digits = text.get(2..2 + count).unwrap_or_default();
        let number = u32::from_str_radix(digits, 16).ok();
        (number.and_then(char::from_u32), 2 + count)
    };
    match text.as_bytes().get(1) {
        Some(b'b') => (Some('\u{8}'), 2),
        Some(b't') => (Some('\t'), 2),
        Some(b'n') => (Some('\n'), 2),
        Some(b'f') => (Some('\u{c}'), 2),
        Some(b'r') => (Some('\r'), 2),
        Some(b'e') => (Some('\u{1b}'), 2),
        Some(b'x') => digits(2),
        Some(b'u') => digits(4),
        Some(b'U') => digits(8),
        Some(b'"') => (Some('"'), 2),
        Some(b'\\') => (Some('\\'), 2),
        _ => {
            let rest = text[1..].trim_start_matches([' ', '\t', '\r', '\n']);
            (None, text.len() - rest.len())
        }
    }
}

//! JSON (RFC 8259) with the places of its values. It reads what Go's encoding/json reads, and
//! refuses the rest: dockerd and docker are written in Go.
//!
//! serde_json tells no places, and a reader with a tree for all of it would be paid for by a page
//! that looks at three members. So [`check`] looks at every byte once and keeps nothing; what passed
//! is walked with [`members`], object by object.

use crate::say::{Say, say};
use std::ops::Range;

/// What is refused: where, and what should stand there.
pub(super) struct Refused {
    pub(super) at: usize,
    pub(super) expected: Say,
}

/// A member of an object: the bytes of its name, with the quotes, and of its value.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

/// As deep as encoding/json goes (`maxNestingDepth` in scanner.go).
const DEEPEST: usize = 10_000;

const VALUE: Say = say(
    "A value is expected here: a text in double quotes, a number, true, false, null, { or [.",
    "ここには値が必要です。二重引用符で囲んだ文字列、数値、true、false、null、{、[ のどれかを書いてください。",
);
const WORD: Say = say(
    "JSON knows no such word. Write true, false or null, or put the text in double quotes.",
    "JSON にこの語はありません。true、false、null のどれかにするか、文字列なら二重引用符で囲んでください。",
);
const COMMENT: Say = say(
    "JSON has no comments. Delete it.",
    "JSON にコメントは書けません。消してください。",
);
const NAME: Say = say(
    "A name in double quotes is expected here.",
    "ここには、二重引用符で囲んだ名前が必要です。",
);
const LAST_COMMA: Say = say(
    "There is a comma before this bracket and nothing behind the comma. Delete the comma.",
    "この括弧の前にコンマがありますが、その後に何もありません。コンマを消してください。",
);
const COLON: Say = say(
    "A `:` is expected here, between the name and its value.",
    "名前と値の間には `:` が必要です。",
);
const COMMA_OR_BRACE: Say = say(
    "A comma or } is expected here.",
    "ここにはコンマか } が必要です。",
);
const COMMA_OR_BRACKET: Say = say(
    "A comma or ] is expected here.",
    "ここにはコンマか ] が必要です。",
);
const END: Say = say(
    "The file should end here: what is before this is complete.",
    "ここより前で内容は完結しているので、ファイルはここで終わるはずです。",
);
const QUOTE: Say = say(
    "The text that begins in this line lacks its closing double quote.",
    "この行で始まる文字列に、閉じる二重引用符がありません。",
);
const CONTROL: Say = say(
    "A line break, a tab or another control character stands in a text here. Write \\n, \\t or \\u00….",
    "文字列の中に改行やタブなどの制御文字があります。\\n、\\t、\\u00… のように書いてください。",
);
const ESCAPE: Say = say(
    "Behind a backslash, JSON allows only \", \\, /, b, f, n, r, t, and u with four hexadecimal digits. A backslash itself is written \\\\.",
    "バックスラッシュの後に書けるのは \"、\\、/、b、f、n、r、t と、u に続く 4 桁の 16 進数だけです。バックスラッシュ自体は \\\\ と書きます。",
);
const NUMBER: Say = say(
    "This is not a number as JSON writes it, such as 10, -0.5 or 1e3.",
    "JSON の数値ではありません。10、-0.5、1e3 のように書いてください。",
);
const TOO_DEEP: Say = say(
    "Values are nested more than 10,000 deep here, and Docker refuses that.",
    "値の入れ子が 1 万段を超えています。Docker はこれを受け付けません。",
);

/// The byte order mark in front of it, if there is one.
pub(super) fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The first byte from here on that is no blank.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let blanks = rest.iter().position(|&byte| !is_blank(byte));
    at + blanks.unwrap_or(rest.len())
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    ValueOrEnd,
    Name,
    NameOrEnd,
    /// A comma, or the end of what is open.
    More,
}

/// Looks at a document, or at nothing but blanks.
pub(super) fn check(text: &str) -> Result<(), Refused> {
    let start = skip_blanks(text, byte_order_mark(text));
    if start == text.len() {
        return Ok(());
    }
    let at = skip_blanks(text, value(text, start)?);
    let expected = match text.as_bytes().get(at) {
        None => return Ok(()),
        Some(b'/' | b'#') => COMMENT,
        Some(_) => END,
    };
    Err(Refused { at, expected })
}

/// The end of the value that begins here, whatever stands behind it.
pub(super) fn value(text: &str, mut at: usize) -> Result<usize, Refused> {
    let bytes = text.as_bytes();
    let refused = |at, expected| Err(Refused { at, expected });
    // The opening brackets around this place.
    let mut open: Vec<u8> = Vec::new();
    let mut next = Next::Value;
    loop {
        if next == Next::More && open.is_empty() {
            return Ok(at);
        }
        at = skip_blanks(text, at);
        let byte = bytes.get(at).copied();
        next = match (next, byte) {
            (Next::More, Some(byte)) => match (open.last(), byte) {
                (Some(b'{'), b',') => Next::Name,
                (Some(_), b',') => Next::Value,
                (Some(b'{'), b'}') | (Some(b'['), b']') => {
                    open.pop();
                    Next::More
                }
                (_, b'/' | b'#') => return refused(at, COMMENT),
                (Some(b'{'), _) => return refused(at, COMMA_OR_BRACE),
                _ => return refused(at, COMMA_OR_BRACKET),
            },
            (Next::More, None) if open.last() == Some(&b'{') => return refused(at, COMMA_OR_BRACE),
            (Next::More, None) => return refused(at, COMMA_OR_BRACKET),
            (Next::NameOrEnd, Some(b'}')) | (Next::ValueOrEnd, Some(b']')) => {
                open.pop();
                Next::More
            }
            (_, Some(b'/' | b'#')) => return refused(at, COMMENT),
            (Next::Name | Next::NameOrEnd, Some(b'"')) => {
                at = skip_blanks(text, string(bytes, at)?);
                if bytes.get(at) != Some(&b':') {
                    return refused(at, COLON);
                }
                Next::Value
            }
            (Next::Name, Some(b'}')) => return refused(at, LAST_COMMA),
            (Next::Name | Next::NameOrEnd, _) => return refused(at, NAME),
            (Next::Value, Some(b']')) if bytes[..at].trim_ascii_end().ends_with(b",") => {
                return refused(at, LAST_COMMA);
            }
            (_, Some(bracket @ (b'{' | b'['))) => {
                if open.len() == DEEPEST {
                    return refused(at, TOO_DEEP);
                }
                open.push(bracket);
                match bracket {
                    b'{' => Next::NameOrEnd,
                    _ => Next::ValueOrEnd,
                }
            }
            (_, Some(b'"')) => {
                at = string(bytes, at)? - 1;
                Next::More
            }
            (_, Some(b'-' | b'0'..=b'9')) => {
                at = number(bytes, at)? - 1;
                Next::More
            }
            (_, Some(b'a'..=b'z' | b'A'..=b'Z')) => {
                let words = ["true", "false", "null"];
                let Some(word) = words.iter().find(|word| text[at..].starts_with(**word)) else {
                    return refused(at, WORD);
                };
                at += word.len() - 1;
                Next::More
            }
            (_, _) => return refused(at, VALUE),
        };
        at += 1;
    }
}

/// The end of a string that begins here.
fn string(bytes: &[u8], start: usize) -> Result<usize, Refused> {
    let refused = |at, expected| Err(Refused { at, expected });
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            None => return refused(start, QUOTE),
            Some(b'"') => return Ok(at + 1),
            // Where a quote is missing, the line ends.
            Some(b'\n' | b'\r') => return refused(start, QUOTE),
            Some(0..=0x1f) => return refused(at, CONTROL),
            Some(b'\\') => {
                let digits = bytes.get(at + 2..at + 6).unwrap_or_default();
                at += match bytes.get(at + 1) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                    Some(b'u') if digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit) => {
                        6
                    }
                    _ => return refused(at, ESCAPE),
                };
            }
            Some(_) => at += 1,
        }
    }
}

/// The end of a number that begins here.
fn number(bytes: &[u8], start: usize) -> Result<usize, Refused> {
    let digits = |at: usize| {
        let rest = &bytes[at..];
        let count = rest.iter().position(|byte| !byte.is_ascii_digit());
        count.unwrap_or(rest.len())
    };
    let refused = Err(Refused {
        at: start,
        expected: NUMBER,
    });
    let mut at = start + usize::from(bytes[start] == b'-');
    let count = digits(at);
    if count == 0 || (count > 1 && bytes[at] == b'0') {
        return refused;
    }
    at += count;
    if bytes.get(at) == Some(&b'.') {
        match digits(at + 1) {
            0 => return refused,
            count => at += 1 + count,
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        match digits(at) {
            0 => return refused,
            count => at += count,
        }
    }
    Ok(at)
}

/// The end of the value that begins here, in text that passed.
pub(super) fn skip(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    loop {
        match bytes.get(at) {
            Some(b'"') => {
                at += 1;
                while bytes[at] != b'"' {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
            }
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => depth -= 1,
            None => return at,
            Some(_) => {
                let ends = |byte: &u8| is_blank(*byte) || b",:{}[]\"".contains(byte);
                if !ends(&bytes[at]) && depth == 0 {
                    let rest = &bytes[at..];
                    return at + rest.iter().position(ends).unwrap_or(rest.len());
                }
            }
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
}

/// The one value of a document that passed; empty when there is none.
pub(super) fn root(text: &str) -> Range<usize> {
    let start = skip_blanks(text, byte_order_mark(text));
    let end = if start == text.len() {
        start
    } else {
        skip(text.as_bytes(), start)
    };
    start..end
}

/// The members of an object, in their order, in text that passed.
pub(super) fn members(text: &str, object: &Range<usize>) -> Vec<Member> {
    let bytes = text.as_bytes();
    let mut members = Vec::new();
    let mut at = skip_blanks(text, object.start + 1);
    while bytes[at] != b'}' {
        let name = at..skip(bytes, at);
        let colon = skip_blanks(text, name.end);
        let start = skip_blanks(text, colon + 1);
        let value = start..skip(bytes, start);
        at = skip_blanks(text, value.end);
        if bytes[at] == b',' {
            at = skip_blanks(text, at + 1);
        }
        members.push(Member { name, value });
    }
    members
}

//! A unit file as systemd reads it, with the places of what it reads (systemd.syntax(7);
//! `config_parse` in src/shared/conf-parser.c, `read_line_full` in src/basic/fileio.c and
//! `extract_first_word` in src/basic/extract-word.c of v252).

use super::Refused;
use crate::say::{Say, say};
use std::ops::Range;

/// One assignment `Key=value`, perhaps on several lines.
pub(super) struct Assignment {
    /// The section it belongs to; none before the first header.
    pub(super) section: Option<usize>,
    pub(super) key: Range<usize>,
    /// The value, continuation lines joined.
    pub(super) value: Joined,
    /// From the first byte of its first line to behind the newline of its last one.
    pub(super) lines: Range<usize>,
}

/// A section's header.
pub(super) struct Section {
    pub(super) name: Range<usize>,
    /// Its line, with the newline.
    pub(super) line: Range<usize>,
}

/// Text joined of several places.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) text: String,
    /// Where each part begins here, and where it stands in the file.
    parts: Vec<(usize, Range<usize>)>,
}

impl Joined {
    fn push(&mut self, file: &str, range: Range<usize>) {
        self.parts.push((self.text.len(), range.clone()));
        self.text.push_str(&file[range]);
    }

    /// The places of a part of it in the file, one for each line.
    pub(super) fn places(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        // Its parts are in order, and a value may have as many as it has words.
        let behind = |(start, place): &(usize, Range<usize>)| start + place.len() <= range.start;
        let first = self.parts.partition_point(behind);
        let mut places = Vec::new();
        for (start, place) in &self.parts[first..] {
            if *start >= range.end {
                break;
            }
            let (from, to) = (range.start.max(*start), range.end.min(start + place.len()));
            if from < to {
                places.push(place.start + from - start..place.start + to - start);
            }
        }
        places
    }
}

/// What is read of a whole file.
#[derive(Default)]
pub(super) struct Unit {
    pub(super) sections: Vec<Section>,
    pub(super) assignments: Vec<Assignment>,
    /// Lines that are neither a header nor an assignment; systemd ignores them.
    pub(super) ignored: Vec<usize>,
    /// Whether the last line asks for another one.
    pub(super) open: bool,
}

/// The longest line that systemd reads, joined (`LONG_LINE_MAX`).
const LONGEST: usize = 1024 * 1024;

const HEADER: Say = say(
    "A section's header such as [Service] has to end with ] and stand alone in its line; systemd reads nothing of the file from here on.",
    "[Service] のようなセクションの見出しは ] で終わり、行にはほかに何も書けません。systemd はここから先を読みません。",
);
const TOO_LONG: Say = say(
    "This line is longer than a million bytes, and systemd reads nothing of the file from here on.",
    "この行は 100 万バイトを超えています。systemd はここから先を読みません。",
);

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The first line of a text: its end, and the end of its newline. A newline is any of LF, CR and
/// NUL, and each of them at most once.
fn line(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r' | 0);
    let end = bytes.iter().position(is_end).unwrap_or(bytes.len());
    let mut next = end;
    while let Some(byte) = bytes.get(next).filter(|byte| is_end(byte)) {
        // Behind a NUL, a line is over.
        if bytes[end..next].contains(byte) || bytes[end..next].contains(&0) {
            break;
        }
        next += 1;
    }
    (end, next)
}

impl Unit {
    pub(super) fn read(file: &str) -> Result<Self, Refused> {
        let mut unit = Self::default();
        let mut at = if file.starts_with('\u{feff}') { 3 } else { 0 };
        let mut joined = Joined::default();
        let mut start = at;
        while at < file.len() {
            let (end, next) = line(&file[at..]);
            let (text, next) = (&file[at..at + end], at + next);
            if text.trim_start_matches(is_blank).starts_with(['#', ';']) {
                at = next;
                continue;
            }
            if !unit.open {
                start = at;
            }
            // An even number of backslashes is none that asks for the next line.
            let trailing = text.len() - text.trim_end_matches('\\').len();
            unit.open = trailing % 2 == 1;
            let kept = text.len() - usize::from(unit.open);
            joined.push(file, at..at + kept);
            if joined.text.len() > LONGEST {
                return Err(Refused(start, TOO_LONG));
            }
            at = next;
            if unit.open {
                joined.text.push(' ');
            } else {
                unit.line(std::mem::take(&mut joined), start..next)?;
            }
        }
        if unit.open {
            unit.line(joined, start..file.len())?;
        }
        Ok(unit)
    }

    /// One line, after continuation lines were joined.
    fn line(&mut self, joined: Joined, lines: Range<usize>) -> Result<(), Refused> {
        let text = joined.text.trim_matches(is_blank);
        let start = joined.text.len() - joined.text.trim_start_matches(is_blank).len();
        let place = |from: usize, to: usize| {
            let places = joined.places(&(from..to));
            let (first, last) = (places.first(), places.last());
            match (first, last) {
                (Some(first), Some(last)) => first.start..last.end,
                _ => lines.start..lines.start,
            }
        };
        if text.is_empty() {
            return Ok(());
        }
        if let Some(rest) = text.strip_prefix('[') {
            let name = rest.strip_suffix(']').filter(|name| is_safe(name));
            let Some(name) = name else {
                return Err(Refused(lines.start, HEADER));
            };
            let name = place(start + 1, start + 1 + name.len());
            self.sections.push(Section { name, line: lines });
            return Ok(());
        }
        let Some(equals) = text.find('=').filter(|&equals| equals > 0) else {
            self.ignored.push(lines.start);
            return Ok(());
        };
        let key = text[..equals].trim_end_matches(is_blank);
        let key = place(start, start + key.len());
        let from = start + equals + 1;
        let value = Joined {
            text: joined.text[from..].to_owned(),
            parts: joined
                .parts
                .iter()
                .filter(|(at, place)| at + place.len() >= from)
                .map(|(at, place)| match at.checked_sub(from) {
                    Some(at) => (at, place.clone()),
                    None => (0, place.start + from - at..place.end),
                })
                .collect(),
        };
        self.assignments.push(Assignment {
            section: self.sections.len().checked_sub(1),
            key,
            value,
            lines,
        });
        Ok(())
    }
}

/// `string_is_safe` of src/basic/string-util.c.
fn is_safe(name: &str) -> bool {
    !name
        .chars()
        .any(|c| c < ' ' || c == '\u{7f}' || "\"\\'".contains(c))
}

/// A word of a value: its place in the joined text, and what it says.
pub(super) struct Word {
    pub(super) range: Range<usize>,
    /// After quotes and escapes, before specifiers; bytes, because an escape may write any.
    pub(super) bytes: Vec<u8>,
}

/// The words of a value, and where systemd gives up: at a quote that is not closed, or an escape
/// that it does not know.
pub(super) fn words(text: &str) -> (Vec<Word>, Option<usize>) {
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start_matches(is_blank).len();
        if at == text.len() {
            return (words, None);
        }
        match word(text, at) {
            Some(word) => {
                at = word.range.end;
                words.push(word);
            }
            None => return (words, Some(at)),
        }
    }
}

fn word(text: &str, start: usize) -> Option<Word> {
    let (mut bytes, mut quote, mut at) = (Vec::new(), None, start);
    while let Some(c) = text[at..].chars().next() {
        match (c, quote) {
            ('\\', _) => {
                at += 1 + escape(&text[at + 1..], &mut bytes)?;
                continue;
            }
            (c, Some(open)) if c == open => quote = None,
            (c, None) if is_blank(c) => break,
            ('"' | '\'', None) => quote = Some(c),
            (c, _) => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
        at += c.len_utf8();
    }
    quote.is_none().then_some(Word {
        range: start..at,
        bytes,
    })
}

/// One escape of C, behind its backslash: how long it is (`cunescape_one` in src/basic/escape.c).
fn escape(rest: &str, bytes: &mut Vec<u8>) -> Option<usize> {
    let number = |from: usize, length: usize, base: u32| {
        let digits = rest.get(from..from + length)?;
        let right = digits.chars().all(|c| c.is_digit(base));
        u32::from_str_radix(digits, base)
            .ok()
            .filter(|&number| right && number != 0)
    };
    let plain = |byte: u8| Some((u32::from(byte), 1));
    let (value, length) = match rest.chars().next()? {
        'a' => plain(7),
        'b' => plain(8),
        'f' => plain(12),
        'n' => plain(b'\n'),
        'r' => plain(b'\r'),
        't' => plain(b'\t'),
        'v' => plain(11),
        '\\' => plain(b'\\'),
        '"' => plain(b'"'),
        '\'' => plain(b'\''),
        's' => plain(b' '),
        'x' => {
            bytes.push(number(1, 2, 16)? as u8);
            return Some(3);
        }
        '0'..='7' => {
            bytes.push(u8::try_from(number(0, 3, 8)?).ok()?);
            return Some(3);
        }
        'u' => Some((number(1, 4, 16)?, 5)),
        'U' => Some((number(1, 8, 16)?, 9)),
        _ => None,
    }?;
    let c = char::from_u32(value)?;
    bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
    Some(length)
}

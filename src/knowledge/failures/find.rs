//! Finding the texts of the table in a log: one pass, whatever the log and however long.
//!
//! Each text has an anchor, its longest part. The first four bytes of every anchor stand in a hash
//! table, and four bytes of the log are looked up at each place (the idea of Rabin and Karp, 1987);
//! only where an anchor really stands, the whole text is looked for, once per piece of a line.
//! Comparing each line with each text instead took some seconds for ten megabytes.

use super::{Failure, echo, failures};

/// A failure that was recognised.
pub struct Found {
    /// Its row.
    pub failure: &'static Failure,
    /// The line on which it was seen first; the first line is 1.
    pub line: usize,
    /// That line as it may be shown: shortened, without control characters, and with
    /// [`MASK`](super::MASK) where it had a password.
    pub text: String,
    /// On how many lines it was seen.
    pub count: usize,
    last_line: usize,
}

/// Recognises failures in a text, such as a whole log.
///
/// Each line (of one that is very long, each piece) counts for one failure only: one that is not broad before one that is, then the one
/// with the longer text, because it says more. Failures that are broad come last; otherwise the
/// order is that of the log. Nothing is recognised in an empty result: [`NOTHING`](super::NOTHING).
pub fn explain(log: &str) -> Vec<Found> {
    let mut index = Index::new();
    let mut found = Vec::new();
    for (number, line) in log.as_bytes().split(|&byte| byte == b'\n').enumerate() {
        // A progress bar returns to the start of its line.
        for line in line.split(|&byte| byte == b'\r') {
            pieces(line, &mut |piece, whole| {
                if let Some(best) = index.best(piece) {
                    note(&mut found, best, number + 1, piece, whole);
                }
            });
        }
    }
    let (mut found, broad): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|found| !found.failure.broad);
    found.extend(broad);
    found
}

fn note(found: &mut Vec<Found>, best: &Text, line: usize, piece: &[u8], whole: bool) {
    let known = found
        .iter_mut()
        .find(|found| std::ptr::eq(found.failure, best.failure));
    match known {
        Some(known) => {
            known.count += usize::from(known.last_line != line);
            known.last_line = line;
        }
        None => found.push(Found {
            failure: best.failure,
            line,
            text: echo::shown(piece, whole, best.anchor),
            count: 1,
            last_line: line,
        }),
    }
}

/// The longest piece of a line that is looked at as one.
const PIECE: usize = 16 << 10;
/// A message is shorter than this; so much at least the next piece has again.
const AGAIN: usize = 1 << 10;

/// Cuts a line that is very long, at blanks if there are any. `whole` says that a piece begins
/// where a word does.
fn pieces(mut line: &[u8], each: &mut dyn FnMut(&[u8], bool)) {
    /// The place after the last blank among the bytes before `end`.
    fn blank(line: &[u8], end: usize) -> Option<usize> {
        let start = end - AGAIN;
        let at = line[start..end].iter().rposition(u8::is_ascii_whitespace);
        at.map(|at| start + at + 1)
    }
    let mut whole = true;
    while line.len() > PIECE {
        each(&line[..blank(line, PIECE).unwrap_or(PIECE)], whole);
        let again = PIECE - 2 * AGAIN;
        let start = blank(line, again);
        whole = start.is_some();
        line = &line[start.unwrap_or(again)..];
    }
    each(line, whole);
}

struct Text {
    failure: &'static Failure,
    text: &'static str,
    anchor: &'static str,
    /// How much it says: bytes without the gaps.
    weight: usize,
    /// The last piece in which the anchor was found.
    piece: usize,
    /// One more than the next text with the same slot, or 0.
    next: usize,
}

/// What stands between the parts of a text.
const GAP: char = '…';
/// How many bytes of an anchor the table knows.
const KEY: usize = 4;
const SLOTS: usize = 1 << 12;

struct Index {
    texts: Vec<Text>,
    /// One more than the first text of each slot, or 0.
    slots: Vec<usize>,
    piece: usize,
}

/// The last bytes of a log with one more, in lower case.
fn shift(key: u32, byte: u8) -> u32 {
    key << 8 | u32::from(byte.to_ascii_lowercase())
}

/// Multiplicative hashing (Knuth, volume 3, 6.4), with his golden ratio.
fn slot(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> (32 - SLOTS.ilog2())) as usize
}

impl Index {
    fn new() -> Self {
        let mut index = Self {
            texts: Vec::new(),
            slots: vec![0; SLOTS],
            piece: 0,
        };
        for failure in failures() {
            for text in failure.texts {
                index.add(failure, text);
            }
        }
        index
    }

    fn add(&mut self, failure: &'static Failure, text: &'static str) {
        let (mut anchor, mut weight) = ("", 0);
        for part in text.split(GAP) {
            weight += part.len();
            if part.len() > anchor.len() {
                anchor = part;
            }
        }
        let key = anchor.bytes().take(KEY).fold(0, shift);
        let first = &mut self.slots[slot(key)];
        self.texts.push(Text {
            failure,
            text,
            anchor,
            weight,
            piece: 0,
            next: *first,
        });
        *first = self.texts.len();
    }

    /// The text of this piece of a line that says most.
    fn best(&mut self, piece: &[u8]) -> Option<&Text> {
        self.piece += 1;
        let mut best: Option<usize> = None;
        let mut key = 0;
        for (at, &byte) in piece.iter().enumerate() {
            key = shift(key, byte);
            let mut next = self.slots[slot(key)];
            while let Some(number) = next.checked_sub(1) {
                let text = &self.texts[number];
                next = text.next;
                let here = (at + 1).checked_sub(KEY).map(|start| &piece[start..]);
                if text.piece == self.piece || !here.is_some_and(|here| begins(here, text.anchor)) {
                    continue;
                }
                let better = best.is_none_or(|best| text.is_better_than(&self.texts[best]));
                if better && text.stands_in(piece) {
                    best = Some(number);
                }
                self.texts[number].piece = self.piece;
            }
        }
        best.map(|best| &self.texts[best])
    }
}

impl Text {
    fn is_better_than(&self, other: &Self) -> bool {
        match (self.failure.broad, other.failure.broad) {
            (false, true) => true,
            (true, false) => false,
            _ => self.weight > other.weight,
        }
    }

    /// Whether all parts stand there in this order. Taking each as early as it comes misses nothing.
    fn stands_in(&self, piece: &[u8]) -> bool {
        let mut rest = piece;
        self.text.split(GAP).all(|part| {
            let at = find(rest, part);
            rest = at.map_or(&[], |at| &rest[at + part.len()..]);
            at.is_some()
        })
    }
}

fn begins(text: &[u8], part: &str) -> bool {
    let start = text.get(..part.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(part.as_bytes()))
}

/// Where `part` begins in `text`, without regard to ASCII case.
pub(super) fn find(text: &[u8], part: &str) -> Option<usize> {
    let first = *part.as_bytes().first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let same =
        |(at, &byte): (usize, &u8)| (byte == lower || byte == upper) && begins(&text[at..], part);
    text.iter().enumerate().position(same)
}

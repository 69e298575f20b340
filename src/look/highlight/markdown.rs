//! Markdown, as far as we write it (CommonMark 0.31): headings, lists, fenced code, code spans.

use super::Kind;
use super::pen::{Pen, is_blank};

pub(super) fn read(pen: &mut Pen<'_>) {
    // How many backticks the open fence has.
    let mut fence = 0;
    while pen.next().is_some() {
        pen.blanks();
        let ticks = pen.run(0, |byte| byte == b'`');
        if fence > 0 {
            let closes = ticks >= fence && pen.run(ticks, is_blank) + ticks == pen.line();
            if closes {
                fence = 0;
                pen.take_line(Kind::Punctuation);
            } else {
                pen.take_line(Kind::String);
            }
        } else if ticks >= 3 {
            fence = ticks;
            pen.take_line(Kind::Punctuation);
        } else if pen.next() == Some(b'#') {
            pen.take_line(Kind::Section);
        } else {
            item(pen);
            prose(pen);
        }
        if pen.next().is_some() {
            pen.take(Kind::Plain, 1);
        }
    }
}

/// The mark of a list item or of a quotation.
fn item(pen: &mut Pen<'_>) {
    let digits = pen.run(0, |byte| byte.is_ascii_digit());
    let len = match pen.peek(digits) {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'-' | b'*' | b'+' | b'>') if digits == 0 => 1,
        _ => return,
    };
    if pen.peek(len) == Some(b' ') {
        pen.take(Kind::Punctuation, len);
    }
}

/// A line of prose, with the code spans that are closed on it.
fn prose(pen: &mut Pen<'_>) {
    // Which lengths of backticks are not closed on this line: looking once is enough.
    let mut alone = 0_u32;
    while let Some(byte) = pen.next().filter(|&byte| byte != b'\n') {
        if byte != b'`' {
            pen.take_run(Kind::Plain, |byte| byte != b'`' && byte != b'\n');
            continue;
        }
        let ticks = pen.run(0, |byte| byte == b'`');
        let bit = 1_u32.checked_shl(ticks as u32).unwrap_or(0);
        let span = if bit == 0 || alone & bit != 0 {
            None
        } else {
            span(pen, ticks)
        };
        match span {
            Some(len) => pen.take(Kind::String, len),
            None => {
                alone |= bit;
                pen.take(Kind::Plain, ticks);
            }
        }
    }
}

/// The length of the code span ahead, to the next run of as many backticks.
fn span(pen: &Pen<'_>, ticks: usize) -> Option<usize> {
    let mut len = ticks;
    loop {
        len += pen.run(len, |byte| byte != b'`' && byte != b'\n');
        match pen.run(len, |byte| byte == b'`') {
            0 => return None,
            closing if closing == ticks => return Some(len + closing),
            other => len += other,
        }
    }
}

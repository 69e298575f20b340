//! The lines of a `cntlm.conf` as cntlm reads them (`config_open` in config.c, the same in 0.92.3
//! and 0.94): `fgets` takes 4,095 bytes at most, and the rest of a longer line is read as another
//! line; a last line without its newline is dropped; a NUL ends what is seen of a line.

use std::ops::Range;

/// The longest line that is read whole, in bytes, without its newline.
pub(super) const LONGEST: usize = 4095;

/// What cntlm takes for a line.
pub(super) struct Line {
    /// Its bytes, with the newline.
    pub(super) range: Range<usize>,
    /// Whether it has one.
    pub(super) ended: bool,
    /// Whether cntlm looks at it.
    pub(super) read: bool,
    /// Its key, and what stands behind it; none in a comment, a section or a blank line.
    pub(super) option: Option<Setting>,
}

/// A key with its value.
pub(super) struct Setting {
    pub(super) key: Range<usize>,
    /// What writes the value, quotes included.
    pub(super) value: Range<usize>,
    pub(super) form: Form,
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is, cut before a `#`.
    Bare,
    /// In double quotes; what follows them is ignored.
    Quoted,
    /// `""`, of which cntlm reads the second quote and the rest of the line.
    EmptyQuotes,
    /// A quote that is never closed: cntlm looks for its end behind the line.
    Unclosed,
    /// Nothing: the line is dropped.
    Nothing,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

/// All lines of a text whose characters are the file's bytes.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (mut count, mut end, mut ended) = (0, text.len(), false);
        for (at, c) in text[start..].char_indices() {
            if count == LONGEST {
                // A newline that is left over would be an empty line.
                ended = c == '\n';
                end = start + at + usize::from(ended);
                break;
            }
            count += 1;
            if c == '\n' {
                (end, ended) = (start + at + 1, true);
                break;
            }
        }
        let seen = text[start..end].split('\0').next().unwrap_or_default();
        lines.push(Line {
            range: start..end,
            ended,
            read: ended || count == LONGEST,
            option: option(seen, start),
        });
        start = end;
    }
    lines
}

/// The option of a line, whose first byte is at `start` of the text.
fn option(line: &str, start: usize) -> Option<Setting> {
    let bytes = line.as_bytes();
    let skip = |at: usize, is: fn(u8) -> bool| {
        let rest = &bytes[at..];
        at + rest
            .iter()
            .position(|&byte| !is(byte))
            .unwrap_or(rest.len())
    };
    let key = skip(0, is_blank);
    let behind = skip(key, |byte| byte.is_ascii_alphanumeric());
    if matches!(bytes.get(key), None | Some(b'#' | b';'))
        || matches!(bytes.get(behind), None | Some(b'['))
    {
        return None;
    }
    let at = skip(behind, is_blank);
    let trimmed = bytes
        .iter()
        .rposition(|&byte| !is_blank(byte))
        .map_or(at, |last| last + 1);
    let (form, end) = match bytes.get(at) {
        None | Some(b'#' | b';') => (Form::Nothing, at),
        Some(b'"') => match line[at + 1..].find('"') {
            Some(0) => (Form::EmptyQuotes, at + 2),
            Some(length) => (Form::Quoted, at + length + 2),
            None => (Form::Unclosed, trimmed),
        },
        Some(_) => {
            let value = line[at..].split('#').next().unwrap_or_default();
            let last = value.bytes().rposition(|byte| !is_blank(byte));
            (Form::Bare, at + last.map_or(0, |last| last + 1))
        }
    };
    Some(Setting {
        key: start + key..start + behind,
        value: start + at..start + end,
        form,
    })
}

/// A value without its quotes, as cntlm has it.
pub(super) fn unquoted(written: &str) -> &str {
    let inside = written.strip_prefix('"');
    inside
        .and_then(|inside| inside.strip_suffix('"'))
        .unwrap_or(written)
}

/// The port of a listener for all addresses; those without an address are that with `Gateway yes`.
pub(super) fn everywhere(value: &str, gateway: bool) -> Option<&str> {
    match value.rsplit_once(':') {
        Some(("0.0.0.0" | "0", port)) => Some(port),
        None if gateway => Some(value),
        _ => None,
    }
}

//! `cntlm.conf`, the language without escapes (config.c of cntlm 0.92.3 and 0.94; both agree).
//!
//! A value runs to the end of its line. Bare, it is cut at the first `#` and trimmed on the right;
//! in double quotes it ends at the next `"`. There is no way to write a `"` inside quotes, so some
//! values cannot be written at all, and an empty value reads as garbage. Tried and refused: `\"`
//! and `""`, which cntlm takes literally.

use super::{Plain, Text};

/// A value or lines of `cntlm.conf`.
pub enum Cntlm {}

/// A value as cntlm reads it back, bare when it can be; `None` when neither way can carry it: it is
/// empty, or it holds a `"` and also a `#`, a leading `"` or `;`, or a blank at an end.
pub fn value(text: &Text<Plain>) -> Option<Text<Cntlm>> {
    let plain = text.as_str();
    let blank = [' ', '\t', '\u{b}', '\u{c}', '\r'];
    let bare = !plain.is_empty()
        && !plain.contains('#')
        && !plain.starts_with(['"', ';'])
        && !plain.starts_with(blank)
        && !plain.ends_with(blank);
    if bare {
        Some(Text::quote(plain.to_owned(), text))
    } else if !plain.is_empty() && !plain.contains('"') {
        Some(Text::quote(format!("\"{plain}\""), text))
    } else {
        None
    }
}

/// The line `Key          value`, the values of all keys under each other as in GitLab's guide.
///
/// The newline matters: cntlm drops a last line without one.
pub fn line(key: &'static str, value: &Text<Cntlm>) -> Text<Cntlm> {
    let mut line = Text::constant(key);
    for _ in key.len()..13 {
        line.push(&Text::constant(" "));
    }
    line.push(value);
    line.push(&Text::constant("\n"));
    line
}

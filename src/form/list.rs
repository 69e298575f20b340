//! Lists: their entries, and how a fix mends some of them and leaves all others byte for byte.

use super::draft::Draft;
use super::values::Shown;
use super::{Field, Fix, Level};
use crate::say::{Message, message};
use std::ops::Range;

/// An entry of a list, trimmed, and its place in the answer, with the blanks around it.
pub(super) struct Entry<'a> {
    pub(super) text: &'a str,
    place: Range<usize>,
}

/// The entries of a list that are not blank.
pub(super) fn entries(text: &str, commas: bool) -> impl Iterator<Item = Entry<'_>> {
    let mut start = 0;
    // Both separators are ASCII, so there is no need to decode: a list is walked through at each key.
    let separates = move |byte| byte == b'\n' || (commas && byte == b',');
    let entries = std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        let length = rest.bytes().position(separates).unwrap_or(rest.len());
        let place = start..start + length;
        start = place.end + 1;
        let text = rest[..length].trim();
        Some(Entry { text, place })
    });
    entries.filter(|entry| !entry.text.is_empty())
}

/// An entry with a problem and what to write instead: nothing to drop it, one entry, or several.
pub(super) struct Wrong<'a> {
    entry: Entry<'a>,
    problem: usize,
    pub(super) instead: Vec<String>,
}

impl<'a> Wrong<'a> {
    /// Whose problem is the draft's last one.
    pub(super) fn new(entry: Entry<'a>, draft: &Draft, instead: Vec<String>) -> Self {
        Self {
            entry,
            problem: draft.problems.len() - 1,
            instead,
        }
    }
}

/// Offers what mends these entries: all that are alike with one click, at the first of them.
pub(super) fn offer(field: &'static Field, text: &str, wrong: &[Wrong], draft: &mut Draft) {
    for (level, drop) in [
        (Level::Error, false),
        (Level::Error, true),
        (Level::Warning, false),
    ] {
        let alike = wrong.iter().filter(|wrong| {
            draft.problems[wrong.problem].level == level && wrong.instead.is_empty() == drop
        });
        let alike: Vec<_> = alike.collect();
        if let Some(first) = alike.first() {
            let fix = Fix {
                label: label(&alike),
                answers: vec![(field, mended(text, &alike))],
            };
            draft.problems[first.problem].fixes.push(fix);
        }
    }
}

/// The answer with these entries, which stand in its order, written anew.
fn mended(text: &str, wrong: &[&Wrong]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = 0;
    for Wrong { entry, instead, .. } in wrong {
        let place = &text[entry.place.clone()];
        mended.push_str(&text[rest..entry.place.start]);
        rest = entry.place.end;
        if !instead.is_empty() {
            let (before, behind) = place.split_once(entry.text).unwrap_or_default();
            mended.push_str(before);
            mended.push_str(&instead.join("\n"));
            mended.push_str(behind);
        } else if rest < text.len() {
            rest += 1;
        } else {
            // With the last entry goes the separator before it.
            mended.pop();
        }
    }
    mended.push_str(&text[rest..]);
    mended
}

fn label(wrong: &[&Wrong]) -> Message {
    let drop = wrong.iter().all(|wrong| wrong.instead.is_empty());
    let texts: Vec<&str> = match drop {
        true => wrong.iter().map(|wrong| wrong.entry.text).collect(),
        false => {
            let written = wrong.iter().flat_map(|wrong| &wrong.instead);
            written.map(String::as_str).collect()
        }
    };
    let (en, ja) = (shown(&texts, ", "), shown(&texts, "、"));
    let count = wrong.len();
    match (drop, count, texts.len()) {
        (true, 1, _) => message!("Remove {en}", "{ja} を消す"),
        (true, ..) => message!("Remove {count} entries: {en}", "{count} 項目を消す：{ja}"),
        (false, 1, 1) => message!("Write {en}", "{ja} に直す"),
        (false, 1, _) => message!("Split it: {en}", "分けて書く：{ja}"),
        (false, ..) => message!("Mend {count} entries: {en}", "{count} 項目を直す：{ja}"),
    }
}

/// The first few texts, as a list of code.
fn shown(texts: &[&str], between: &str) -> String {
    const FEW: usize = 3;
    let few = texts.iter().take(FEW);
    let mut shown = few
        .map(|text| format!("`{}`", Shown(text)))
        .collect::<Vec<_>>()
        .join(between);
    if texts.len() > FEW {
        shown.push_str(between);
        shown.push('…');
    }
    shown
}

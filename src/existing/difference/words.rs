//! The words that differ in two lines.

use super::myers;
use super::numbered;
use std::ops::Range;

/// Long lines with little in common take more steps than their marks are worth.
const STEPS: usize = 200_000;

/// The bytes of both lines that differ; nothing for lines that have less than a third in common.
pub(super) fn marks(old: &str, new: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (old, new) = (words(old), words(new));
    let (a, b) = numbered(&old, &new);
    let (changed, _) = myers::changed(&a, &b, STEPS);
    let length = |words: &[&str]| words.iter().map(|word| word.trim().len()).sum::<usize>();
    let differs: usize = changed
        .iter()
        .map(|changed| length(&old[changed.old.clone()]) + length(&new[changed.new.clone()]))
        .sum();
    let whole = length(&old) + length(&new);
    if (whole - differs) * 3 < whole {
        return Default::default();
    }
    let side = |words: &[&str], range: fn(&myers::Changed) -> &Range<usize>| {
        let ranges = changed.iter().map(range).filter(|range| !range.is_empty());
        places(words, ranges)
    };
    (
        side(&old, |changed| &changed.old),
        side(&new, |changed| &changed.new),
    )
}

/// Where stretches of words stand in their line, without its newline.
fn places<'r>(words: &[&str], ranges: impl Iterator<Item = &'r Range<usize>>) -> Vec<Range<usize>> {
    let (mut at, mut bytes, mut places) = (0, 0, Vec::new());
    for range in ranges {
        let length = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
        bytes += length(&words[at..range.start]);
        let stretch = &words[range.clone()];
        let newline = usize::from(stretch.last().is_some_and(|last| last.ends_with('\n')));
        let end = bytes + length(stretch);
        if bytes < end - newline {
            places.push(bytes..end - newline);
        }
        (at, bytes) = (range.end, end);
    }
    places
}

/// Runs of letters and digits, runs of blanks, and every other character alone. The newline is one.
fn words(line: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '\n' => 0,
        c if c.is_alphanumeric() || c == '_' => 1,
        ' ' | '\t' => 2,
        _ => 3,
    };
    let mut words = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, c) in line.char_indices() {
        let alone = kind(c) == 3 || kind(c) == 0;
        if at > start && (alone || last != Some(kind(c))) {
            words.push(&line[start..at]);
            start = at;
        }
        last = Some(kind(c));
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

//! What a merge changed: two texts line by line, with the words that differ in a line, as rows for a
//! page and as a patch for `patch`.
//!
//! ```
//! use runner_proxy::existing::difference::{Difference, Row};
//!
//! let difference = Difference::between("a\nport 1\nb\n", "a\nport 2\nb");
//! assert_eq!((difference.removed(), difference.added()), (2, 2));
//! let rows = difference.rows(3, 100);
//! let Row::Changed { old: Some(old), .. } = &rows[1] else { unreachable!("port") };
//! assert_eq!(&old.text[old.marks[0].clone()], "1");
//! assert_eq!(difference.patch("c"), "--- c\n+++ c\n@@ -1,3 +1,3 @@\n a\n-port 1\n-b\n\
//!     +port 2\n+b\n\\ No newline at end of file\n");
//! ```

use myers::{Changed, STEPS};
use std::ops::Range;

mod myers;
mod words;

/// Lines around a change in a patch, as `diff -u` has them.
const CONTEXT: usize = 3;

/// The difference of two texts.
pub struct Difference<'a> {
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    changed: Vec<Changed>,
    shortest: bool,
}

/// A row of both texts side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// The same line on both sides.
    Same {
        /// On the left.
        old: Line<'a>,
        /// On the right.
        new: Line<'a>,
    },
    /// A line that is gone, new, or another one.
    Changed {
        /// What is gone.
        old: Option<Line<'a>>,
        /// What is new.
        new: Option<Line<'a>>,
    },
    /// Lines that are the same and far from any change.
    Skipped {
        /// How many.
        lines: usize,
    },
}

/// A line of one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its text without the newline. A CR before that is a part of the text.
    pub text: &'a str,
    /// Whether it has a newline; only the last line of a text may lack it.
    pub ended: bool,
    /// In a changed line the bytes that differ from the line beside it; nothing, when the two have
    /// too little in common for that to be of use.
    pub marks: Vec<Range<usize>>,
}

impl<'a> Difference<'a> {
    /// Compares two texts. Of lines that have little in common it takes the shortest difference only
    /// while that can be found in a fraction of a second.
    pub fn between(old: &'a str, new: &'a str) -> Self {
        let (old, new) = (lines(old), lines(new));
        let mut pairs = old.iter().zip(&new);
        let start = pairs
            .position(|(old, new)| old != new)
            .unwrap_or(old.len().min(new.len()));
        let mut pairs = old[start..].iter().rev().zip(new[start..].iter().rev());
        let most = old.len().min(new.len()) - start;
        let end = pairs.position(|(old, new)| old != new).unwrap_or(most);
        let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
        let (a, b) = numbered(a, b);
        let (mut changed, shortest) = myers::changed(&a, &b, STEPS);
        for changed in &mut changed {
            for range in [&mut changed.old, &mut changed.new] {
                *range = range.start + start..range.end + start;
            }
        }
        Self {
            old,
            new,
            changed,
            shortest,
        }
    }

    /// Whether both texts are the same.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    /// Whether there is no shorter difference. Else the texts have little in common, and more lines
    /// are shown as changed than would have to be.
    pub fn is_shortest(&self) -> bool {
        self.shortest
    }

    /// How many lines of the old text are gone or changed.
    pub fn removed(&self) -> usize {
        self.changed.iter().map(|changed| changed.old.len()).sum()
    }

    /// How many lines of the new text are new or changed.
    pub fn added(&self) -> usize {
        self.changed.iter().map(|changed| changed.new.len()).sum()
    }

    /// Both texts side by side, with so many lines around each change. When there are more rows than
    /// `most`, what comes after that many is left out, but for the rest of the hunk that is begun.
    pub fn rows(&self, context: usize, most: usize) -> Vec<Row<'a>> {
        let mut rows = Vec::new();
        let mut shown = 0;
        for hunk in self.hunks(context) {
            if rows.len() > most {
                return rows;
            }
            self.skip(&mut rows, hunk.old.start - shown);
            shown = hunk.old.end;
            let (mut old, mut new) = (hunk.old.start, hunk.new.start);
            for changed in hunk.changed {
                self.same(&mut rows, &mut old, &mut new, changed.old.start);
                self.changed(&mut rows, changed);
                (old, new) = (changed.old.end, changed.new.end);
            }
            self.same(&mut rows, &mut old, &mut new, hunk.old.end);
        }
        self.skip(&mut rows, self.old.len() - shown);
        rows
    }

    fn skip(&self, rows: &mut Vec<Row<'a>>, lines: usize) {
        if lines > 0 {
            rows.push(Row::Skipped { lines });
        }
    }

    fn same(&self, rows: &mut Vec<Row<'a>>, old: &mut usize, new: &mut usize, end: usize) {
        while *old < end {
            rows.push(Row::Same {
                old: line(&self.old, *old, Vec::new()),
                new: line(&self.new, *new, Vec::new()),
            });
            (*old, *new) = (*old + 1, *new + 1);
        }
    }

    /// Lines at the same place of a changed stretch stand beside each other.
    fn changed(&self, rows: &mut Vec<Row<'a>>, changed: &Changed) {
        for index in 0..changed.old.len().max(changed.new.len()) {
            let old = changed.old.clone().nth(index);
            let new = changed.new.clone().nth(index);
            let marks = match (old, new) {
                (Some(old), Some(new)) => words::marks(self.old[old], self.new[new]),
                _ => Default::default(),
            };
            rows.push(Row::Changed {
                old: old.map(|index| line(&self.old, index, marks.0)),
                new: new.map(|index| line(&self.new, index, marks.1)),
            });
        }
    }

    /// The difference for `patch -p0`, empty when there is none. `path` is where the old text lies,
    /// from the folder in which `patch` runs, in one line; `patch` takes no path that begins with `/`.
    pub fn patch(&self, path: &str) -> String {
        if self.is_empty() {
            return String::new();
        }
        // A tab ends a name in which blanks are.
        let tab = if path.contains(' ') { "\t" } else { "" };
        let mut text = String::new();
        for part in ["--- ", path, tab, "\n+++ ", path, tab, "\n"] {
            text.push_str(part);
        }
        for hunk in self.hunks(CONTEXT) {
            text.push_str("@@ -");
            push_range(&mut text, &hunk.old);
            text.push_str(" +");
            push_range(&mut text, &hunk.new);
            text.push_str(" @@\n");
            let mut at = hunk.old.start;
            for changed in hunk.changed {
                push_lines(&mut text, ' ', &self.old[at..changed.old.start]);
                push_lines(&mut text, '-', &self.old[changed.old.clone()]);
                push_lines(&mut text, '+', &self.new[changed.new.clone()]);
                at = changed.old.end;
            }
            push_lines(&mut text, ' ', &self.old[at..hunk.old.end]);
        }
        text
    }

    /// Changes with the lines around them; those whose surroundings meet are one.
    fn hunks(&self, context: usize) -> Vec<Hunk<'_>> {
        let mut hunks: Vec<Hunk> = Vec::new();
        let mut first = 0;
        for (index, changed) in self.changed.iter().enumerate() {
            let after = context.min(self.old.len() - changed.old.end);
            let end = (changed.old.end + after, changed.new.end + after);
            match hunks.last_mut() {
                Some(hunk) if changed.old.start.saturating_sub(context) <= hunk.old.end => {
                    (hunk.old.end, hunk.new.end) = end;
                    hunk.changed = &self.changed[first..=index];
                }
                _ => {
                    first = index;
                    let before = context.min(changed.old.start);
                    hunks.push(Hunk {
                        old: changed.old.start - before..end.0,
                        new: changed.new.start - before..end.1,
                        changed: &self.changed[index..=index],
                    });
                }
            }
        }
        hunks
    }
}

struct Hunk<'a> {
    old: Range<usize>,
    new: Range<usize>,
    changed: &'a [Changed],
}

/// The lines of a text, each with its newline.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn line<'a>(lines: &[&'a str], index: usize, marks: Vec<Range<usize>>) -> Line<'a> {
    let text = lines[index].strip_suffix('\n');
    Line {
        number: index + 1,
        text: text.unwrap_or(lines[index]),
        ended: text.is_some(),
        marks,
    }
}

/// Numbers in the place of texts: the same ones for the same texts.
fn numbered(old: &[&str], new: &[&str]) -> (Vec<u32>, Vec<u32>) {
    let text = |&index: &usize| match index.checked_sub(old.len()) {
        None => old[index],
        Some(index) => new[index],
    };
    let mut order: Vec<_> = (0..old.len() + new.len()).collect();
    order.sort_unstable_by_key(text);
    let mut numbers = vec![0; order.len()];
    let mut number = 0;
    for (place, index) in order.iter().enumerate() {
        if place > 0 && text(&order[place - 1]) != text(index) {
            number += 1;
        }
        numbers[*index] = number;
    }
    let new = numbers.split_off(old.len());
    (numbers, new)
}

/// `start,count` as in a hunk's header: from 1, and the line before it when there is none in it.
fn push_range(text: &mut String, range: &Range<usize>) {
    let start = range.start + usize::from(!range.is_empty());
    text.push_str(&start.to_string());
    if range.len() != 1 {
        text.push(',');
        text.push_str(&range.len().to_string());
    }
}

fn push_lines(text: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

//! What the last edit changed in a paper, line by line.

/// The lines of a paper that were not there before the last edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    any: bool,
    /// Line numbers from 0, in order.
    lines: Vec<usize>,
}

impl Changes {
    /// Compares a text with the one before; without one, the whole paper is new.
    ///
    /// What both have at the start and at the end is the same; of the lines between, those are
    /// marked which the older text lacks there. A true longest common subsequence was refused: our
    /// files have few lines, hardly ever move one, and this runs at every key.
    pub(super) fn between(before: Option<&str>, now: &str) -> Self {
        let Some(before) = before else {
            return Self::somewhere(true);
        };
        if before == now {
            return Self::default();
        }
        let (start, bytes) = shared(before.split('\n'), now.split('\n'));
        // None where a text has no line more.
        let (old, new) = (before.get(bytes..), now.get(bytes..));
        let bytes = match (old, new) {
            (Some(old), Some(new)) => shared(old.rsplit('\n'), new.rsplit('\n')).1,
            _ => 0,
        };
        let old: Vec<_> = middle(old, bytes).map_or_else(Vec::new, |old| old.split('\n').collect());
        let new = middle(new, bytes)
            .into_iter()
            .flat_map(|new| new.split('\n'));
        let fresh = new.enumerate().filter(|(_, line)| !old.contains(line));
        Self {
            any: true,
            lines: fresh.map(|(index, _)| start + index).collect(),
        }
    }

    /// Changes that are not looked for line by line.
    pub(super) fn somewhere(any: bool) -> Self {
        Self {
            any,
            lines: Vec::new(),
        }
    }

    /// Whether anything changed, be it that lines are gone.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Whether a line is new.
    pub(super) fn marks(&self, line: usize) -> bool {
        self.lines.contains(&line)
    }
}

/// How many lines the two begin with alike, and their bytes with the ends of those lines.
fn shared<'a>(
    one: impl Iterator<Item = &'a str>,
    other: impl Iterator<Item = &'a str>,
) -> (usize, usize) {
    let mut both = (0, 0);
    for (line, _) in one.zip(other).take_while(|(line, other)| line == other) {
        both = (both.0 + 1, both.1 + line.len() + 1);
    }
    both
}

/// A text without its last lines, which take so many bytes.
fn middle(text: Option<&str>, bytes: usize) -> Option<&str> {
    let length = (text?.len() + 1).checked_sub(bytes + 1)?;
    text?.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, said with all lines at hand.
    fn at_length(before: &str, now: &str) -> Vec<usize> {
        let (old, new): (Vec<_>, Vec<_>) =
            (before.split('\n').collect(), now.split('\n').collect());
        let alike = |(a, b): &(&&str, &&str)| a == b;
        let start = old.iter().zip(&new).take_while(alike).count();
        let (old, new) = (&old[start..], &new[start..]);
        let end = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take_while(alike)
            .count();
        let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
        let fresh = (0..new.len()).filter(|index| !old.contains(&new[*index]));
        fresh.map(|index| start + index).collect()
    }

    #[test]
    fn every_pair_of_short_texts() {
        let mut texts = vec![String::new()];
        for length in 0..5 {
            let longest: Vec<_> = texts
                .iter()
                .filter(|text| text.len() == length)
                .cloned()
                .collect();
            texts.extend(
                longest
                    .iter()
                    .flat_map(|text| ["a", "b", "\n"].map(|c| format!("{text}{c}"))),
            );
        }
        for before in &texts {
            for now in texts.iter().filter(|now| *now != before) {
                let changes = Changes::between(Some(before), now);
                assert_eq!(changes.lines, at_length(before, now), "{before:?} {now:?}");
            }
        }
    }

    #[test]
    fn new_lines_are_marked_and_kept_ones_are_not() {
        let changes = |before, now| Changes::between(Some(before), now);
        assert_eq!(changes("a\nb\n", "a\nb\n"), Changes::default());
        assert_eq!(changes("a\nb\nc\n", "a\nB\nc\n").lines, [1]);
        assert_eq!(changes("a\nb\nc\n", "a\nb\nx\nb\nc\n").lines, [2, 3]);
        let gone = changes("a\nb\nc\n", "a\nc\n");
        assert!(gone.any() && gone.lines.is_empty());
        assert_eq!(changes("", "a\nb").lines, [0, 1]);
        assert!(Changes::between(None, "a").any());
    }
}

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
        let old: Vec<_> = before.split('\n').collect();
        let new: Vec<_> = now.split('\n').collect();
        let same = |(a, b): &(&&str, &&str)| a == b;
        let start = old.iter().zip(&new).take_while(same).count();
        let (old, rest) = (&old[start..], &new[start..]);
        let end = old
            .iter()
            .rev()
            .zip(rest.iter().rev())
            .take_while(same)
            .count();
        let old = &old[..old.len() - end];
        let rest = &rest[..rest.len() - end];
        let fresh = rest
            .iter()
            .enumerate()
            .filter(|(_, line)| !old.contains(line));
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

#[cfg(test)]
mod tests {
    use super::*;

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

//! The shortest way from one list to another, in linear memory: Myers, “An O(ND) Difference
//! Algorithm and Its Variations” (1986), section 4b. Searched is from both ends; where the two meet,
//! the lists are cut, and each half is a smaller problem.

use std::ops::Range;

/// A stretch of the old list that another one of the new list stands for; one of the two may be
/// empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// How many steps a comparison of two files may take. For lists that have little in common the search
/// would take as many as the product of their lengths.
pub(super) const STEPS: usize = 10_000_000;

struct Search<'a> {
    old: &'a [u32],
    new: &'a [u32],
    /// For each diagonal, how far a way from the start has come, and one from the end.
    forward: Vec<isize>,
    backward: Vec<isize>,
    steps: usize,
    found: Vec<Changed>,
}

/// All changed stretches, in order; and whether there is no shorter way. Where the search takes too
/// long, a stretch is larger than it would have to be.
pub(super) fn changed(old: &[u32], new: &[u32], steps: usize) -> (Vec<Changed>, bool) {
    let most = old.len() + new.len() + 3;
    let mut search = Search {
        old,
        new,
        forward: vec![0; most],
        backward: vec![0; most],
        steps,
        found: Vec::new(),
    };
    // Halves that are still to do; a stack of our own, which cannot overflow.
    let mut todo = vec![(0..old.len(), 0..new.len())];
    while let Some((mut a, mut b)) = todo.pop() {
        while !a.is_empty() && !b.is_empty() && old[a.start] == new[b.start] {
            (a.start, b.start) = (a.start + 1, b.start + 1);
        }
        while !a.is_empty() && !b.is_empty() && old[a.end - 1] == new[b.end - 1] {
            (a.end, b.end) = (a.end - 1, b.end - 1);
        }
        if a.is_empty() && b.is_empty() {
            continue;
        }
        let cut = match a.is_empty() || b.is_empty() {
            true => None,
            false => search.middle(&a, &b),
        };
        match cut {
            Some((x, y)) => {
                todo.push((x..a.end, y..b.end));
                todo.push((a.start..x, b.start..y));
            }
            None => search.add(Changed { old: a, new: b }),
        }
    }
    (search.found, search.steps > 0)
}

impl Search<'_> {
    fn add(&mut self, changed: Changed) {
        match self.found.last_mut() {
            Some(last)
                if last.old.end == changed.old.start && last.new.end == changed.new.start =>
            {
                (last.old.end, last.new.end) = (changed.old.end, changed.new.end);
            }
            _ => self.found.push(changed),
        }
    }

    /// A point on a shortest way, with work left on both sides of it; none when nothing is in common
    /// or too many steps were taken.
    ///
    /// A way that leaves the lists is set back to where its diagonal does: a neighbour is never more
    /// than one step away, so that point is reached as well.
    fn middle(&mut self, a: &Range<usize>, b: &Range<usize>) -> Option<(usize, usize)> {
        let (n, m) = (a.len() as isize, b.len() as isize);
        let (delta, odd) = (n - m, (n + m) % 2 == 1);
        let same = |search: &Self, x: isize, y: isize| {
            search.old[a.start + x as usize] == search.new[b.start + y as usize]
        };
        // The diagonal k = x - y.
        let at = |k: isize| (k + m + 1) as usize;
        self.forward[at(1)] = 0;
        self.backward[at(delta - 1)] = n;
        for d in 0..=(n + m + 1) / 2 {
            // Only diagonals that cross the lists.
            let low = 2 * (d - m).max(0) - d;
            let high = d - 2 * (d - n).max(0);
            let before = self.steps;
            for k in (low..=high).step_by(2) {
                let (left, right) = (self.forward[at(k - 1)], self.forward[at(k + 1)]);
                let down = k == -d || (k != d && left < right);
                let mut x = if down { right } else { left + 1 }.min(n).min(m + k);
                let start = x;
                while x < n && x - k < m && same(self, x, x - k) {
                    x += 1;
                }
                self.steps = self.steps.saturating_sub((x - start) as usize + 1);
                self.forward[at(k)] = x;
                if odd && (delta - k).abs() < d && x >= self.backward[at(k)] {
                    return self.cut(a, b, x, x - k);
                }
            }
            for mirrored in (low..=high).step_by(2) {
                let k = delta - mirrored;
                let (left, right) = (self.backward[at(k - 1)], self.backward[at(k + 1)]);
                let up = mirrored == -d || (mirrored != d && right > left);
                let mut x = if up { left } else { right - 1 }.max(0).max(k);
                let start = x;
                while x > 0 && x - k > 0 && same(self, x - 1, x - k - 1) {
                    x -= 1;
                }
                self.steps = self.steps.saturating_sub((start - x) as usize + 1);
                self.backward[at(k)] = x;
                if !odd && k.abs() <= d && x <= self.forward[at(k)] {
                    return self.cut(a, b, x, x - k);
                }
            }
            if self.steps == 0 || self.steps == before {
                return None;
            }
        }
        None
    }

    /// The point in the whole lists; none at a corner, where nothing would become smaller.
    fn cut(
        &self,
        a: &Range<usize>,
        b: &Range<usize>,
        x: isize,
        y: isize,
    ) -> Option<(usize, usize)> {
        let (x, y) = (x as usize, y as usize);
        let corner = (x == 0 && y == 0) || (x == a.len() && y == b.len());
        (!corner).then_some((a.start + x, b.start + y))
    }
}

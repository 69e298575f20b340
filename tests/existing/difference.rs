//! Differences: GNU patch makes the new text of the old one, and GNU diff finds none that is shorter.

use crate::machine::{Scratch, program, run, say, short};
use crate::random::Random;
use runner_proxy::existing::difference::{Difference, Line, Row};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// Applies the patch of each pair to its old text, which must become the new one.
pub(crate) fn patched<'a>(what: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) {
    let Some(patch) = program("patch", "patch") else {
        return;
    };
    let pairs: Vec<_> = pairs.into_iter().filter(|(old, new)| old != new).collect();
    for batch in pairs.chunks(1_000) {
        let scratch = Scratch::new("patch");
        let mut all = String::new();
        for (index, (old, new)) in batch.iter().enumerate() {
            let name = format!("file {index}");
            scratch.write(&name, old);
            all += &Difference::between(old, new).patch(&name);
        }
        let mut command = Command::new(&patch);
        // A name in the patch is to be found, and nothing to be guessed.
        let command = command.args(["-p0", "--batch", "--fuzz=0", "--forward"]);
        let output = run(command.current_dir(scratch.path("")), all.as_bytes());
        let said = short(&output.stdout);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{said}"
        );
        assert!(
            !said.contains("offset") && !said.contains("Stripping"),
            "{said}"
        );
        for (index, (old, new)) in batch.iter().enumerate() {
            let result = fs::read_to_string(scratch.path(&format!("file {index}")));
            assert_eq!(result.expect("a patched file"), *new, "of {old:?}");
        }
    }
    say(&format!("patch: {} patches of {what} applied", pairs.len()));
}

const LINES: &[&str] = &[
    "a",
    "b",
    "c",
    "d",
    "",
    "",
    " ",
    "{",
    "}",
    "- a",
    "+ a",
    "-- a",
    "--- a",
    "+++ b",
    "@@ -1 +1 @@",
    "\\ No newline at end of file",
    "\ta",
    "key = value",
    "日本語",
    "a\r",
    "\r",
    "*** 1,2 ****",
    "1c1",
    "diff -u a b",
    "Index: a",
    "====",
    "x\u{b}y",
    "\u{feff}a",
];

fn line(random: &mut Random) -> String {
    random.of(LINES).to_owned() + random.of(&["\n", "\n", "\n", "\n", "\r\n"])
}

fn pair(random: &mut Random) -> (String, String) {
    let length = random.of(&[0, 1, 2, 5, 12, 40]);
    let old: Vec<_> = (0..length).map(|_| line(random)).collect();
    let mut new = Vec::new();
    let often = random.of(&[3, 6, 20]);
    for text in &old {
        match random.below(often * 3) {
            0 => {}
            1 => new.push(line(random)),
            2 => new.extend([text.clone(), line(random)]),
            _ => new.push(text.clone()),
        }
    }
    if random.below(10) == 0 {
        new = (0..random.below(10)).map(|_| line(random)).collect();
    }
    let mut ended = |text: String| match random.below(4) {
        0 => text.strip_suffix('\n').unwrap_or(&text).to_owned(),
        _ => text,
    };
    (ended(old.concat()), ended(new.concat()))
}

fn pairs(count: usize) -> Vec<(String, String)> {
    let mut random = Random(9);
    (0..count).map(|_| pair(&mut random)).collect()
}

#[test]
fn patch_makes_the_new_text() {
    let pairs = pairs(12_000);
    patched(
        "generated texts",
        pairs.iter().map(|(old, new)| (old.as_str(), new.as_str())),
    );
}

/// How many lines diff takes out and adds of each file; `-d` finds the shortest difference.
#[test]
fn diff_finds_nothing_shorter() {
    let Some(diff) = program("diff", "diffutils") else {
        return;
    };
    let pairs = pairs(4_000);
    let scratch = Scratch::new("diff");
    for (index, (old, new)) in pairs.iter().enumerate() {
        scratch.write(&format!("old/{index}"), old);
        scratch.write(&format!("new/{index}"), new);
    }
    let mut command = Command::new(diff);
    let command = command.args(["-r", "-a", "-d", "-U3", "old", "new"]);
    let output = run(command.current_dir(scratch.path("")), b"");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let mut counts: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
    let mut now = 0;
    // A hunk's header says how many lines follow, and a line may look like anything.
    let mut left = [0, 0];
    for line in said.split('\n') {
        if left != [0, 0] {
            let (old, new) = match line.chars().next() {
                Some('-') => (1, 0),
                Some('+') => (0, 1),
                Some('\\') => (0, 0),
                _ => (1, 1),
            };
            left = [left[0] - old, left[1] - new];
            if old != new {
                let count = counts.entry(now).or_default();
                *count = [count[0] + old, count[1] + new];
            }
        } else if let Some(names) = line.strip_prefix("diff -r -a -d -U3 old/") {
            let name = names.split(' ').next().expect("a name");
            now = name.parse().expect("a number");
        } else if let Some(header) = line.strip_prefix("@@ -") {
            let ranges = header.trim_end_matches(" @@").split(" +");
            let count = |range: &str| match range.split_once(',') {
                Some((_, count)) => count.parse().expect("a number"),
                None => 1,
            };
            let counts: Vec<usize> = ranges.map(count).collect();
            left = [counts[0], counts[1]];
        }
    }
    for (index, (old, new)) in pairs.iter().enumerate() {
        let difference = Difference::between(old, new);
        let ours = [difference.removed(), difference.added()];
        let theirs = counts.get(&index).copied().unwrap_or_default();
        assert_eq!(ours, theirs, "{old:?}\n{new:?}");
        assert!(difference.is_shortest());
        assert_eq!(
            difference.patch("x").is_empty(),
            !counts.contains_key(&index)
        );
    }
    say(&format!(
        "diff: {} differences, {} texts, none shorter",
        counts.len(),
        pairs.len()
    ));
}

#[test]
fn rows_hold_both_texts() {
    for (old, new) in pairs(2_000) {
        let difference = Difference::between(&old, &new);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let (mut removed, mut added) = (0, 0);
        for row in difference.rows(usize::MAX, usize::MAX) {
            match row {
                Row::Same { old, new } => {
                    assert_eq!((old.text, old.ended), (new.text, new.ended));
                    left.push(old);
                    right.push(new);
                }
                Row::Changed { old, new } => {
                    removed += usize::from(old.is_some());
                    added += usize::from(new.is_some());
                    left.extend(old);
                    right.extend(new);
                }
                // Without a change, there is nothing to be near to.
                Row::Skipped { .. } => assert_eq!(old, new),
            }
        }
        let whole = |side: &[Line]| {
            let ended = |line: &Line| if line.ended { "\n" } else { "" };
            side.iter()
                .map(|line| line.text.to_owned() + ended(line))
                .collect::<String>()
        };
        let numbers = |side: &[Line]| side.iter().map(|line| line.number).eq(1..=side.len());
        assert!(numbers(&left) && numbers(&right));
        if old != new {
            assert_eq!((whole(&left), whole(&right)), (old.clone(), new.clone()));
        }
        assert_eq!((removed, added), (difference.removed(), difference.added()));
        assert_eq!(difference.is_empty(), old == new);
        // What is not marked is the same on both sides.
        for row in difference.rows(0, usize::MAX) {
            if let Row::Changed {
                old: Some(old),
                new: Some(new),
            } = row
            {
                let kept = |line: &Line| {
                    let mut kept = line.text.to_owned();
                    for mark in line.marks.iter().rev() {
                        kept.replace_range(mark.clone(), "");
                    }
                    kept
                };
                if !old.marks.is_empty() || !new.marks.is_empty() {
                    assert_eq!(kept(&old), kept(&new));
                }
            }
        }
    }
}

#[test]
fn words_are_marked() {
    let marks = |old: &'static str, new: &'static str| {
        let difference = Difference::between(old, new);
        let rows = difference.rows(3, usize::MAX);
        let Some(Row::Changed {
            old: Some(old),
            new: Some(new),
        }) = rows.first()
        else {
            unreachable!("a changed line");
        };
        let of = |line: &Line<'static>| -> Vec<&'static str> {
            line.marks
                .iter()
                .map(|mark| &line.text[mark.clone()])
                .collect()
        };
        (of(old), of(new))
    };
    assert_eq!(
        marks("a = \"http://old:1\"\n", "a = \"http://new:1\"\n"),
        (vec!["old"], vec!["new"])
    );
    assert_eq!(
        marks("one two three", "one three four"),
        (vec!["two "], vec![" four"])
    );
    assert_eq!(marks("x", "completely different"), (vec![], vec![]));
}

/// The time is bounded, also for texts with nothing or little in common.
#[test]
fn large_texts_are_compared_in_bounded_time() {
    let text = |step: usize, seed: u64| {
        let mut random = Random(seed);
        (0..10_000)
            .map(|line| match line % step {
                0 => format!("{:064x} {:032x}\n", random.next(), random.next()),
                _ => format!(
                    "line {line} of many, as long as lines are in most files: {:08}\n",
                    line % 977
                ),
            })
            .collect::<String>()
    };
    for (name, step, shortest) in [("few", 2_000, true), ("many", 3, false), ("all", 1, false)] {
        let (old, new) = (text(step, 1), text(step, 2));
        let start = Instant::now();
        let difference = Difference::between(&old, &new);
        let took = start.elapsed();
        say(&format!(
            "difference of {} bytes, {name} lines differ: {took:?}, {} removed",
            old.len(),
            difference.removed()
        ));
        assert!(took < Duration::from_secs(60), "{took:?}");
        assert!(difference.is_shortest() || !shortest);
        assert_eq!(difference.removed(), difference.added());
    }
}

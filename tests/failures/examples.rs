//! Each line of examples.txt is recognised as the failure above it, whatever stands before it.

use super::random::Random;
use super::{holds, seen};
use runner_proxy::knowledge::failures::failures;
use std::collections::BTreeMap;

/// The lines below each failure's name.
pub(crate) fn examples() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut examples = BTreeMap::new();
    let mut id = "";
    for line in include_str!("examples.txt").lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
        {
            id = name;
            assert!(examples.insert(id, Vec::new()).is_none(), "{id} twice");
        } else if !line.is_empty() && !line.starts_with("# ") {
            examples.get_mut(id).expect("a name above").push(line);
        }
    }
    examples
}

/// What logs put before and after a message.
const AROUND: [(&str, &str); 9] = [
    ("", ""),
    ("", "\r"),
    ("    ", "   "),
    ("Nov 26 09:14:02 runner01 program[977]: ", ""),
    ("2026-11-26T09:14:02.123456789Z 01O ", ""),
    ("\u{1b}[0;33m", "\u{1b}[0;m"),
    ("\u{1b}[31;1mERROR: ", "\u{1b}[0;m\u{1b}[0K"),
    ("job-1  | ", ""),
    ("日本語のログ: ", "（以上）"),
];

#[test]
fn each_line_is_recognised_as_its_own_failure() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (id, lines) in examples() {
        for line in lines {
            for (before, after) in AROUND {
                for line in [
                    format!("{before}{line}{after}"),
                    // As logrus and JSON quote it.
                    format!("{before}{}{after}", line.replace('"', "\\\"")),
                    format!("{before}{}{after}", line.to_uppercase()),
                ] {
                    count += 1;
                    if seen(&line) != [(id, 1, 1)] {
                        wrong.push(format!("{id}: {line:?}: {:?}", seen(&line)));
                    }
                }
            }
        }
    }
    assert!(count > 3_000, "only {count} lines");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A text that no example has would be a text that nobody has seen.
#[test]
fn each_text_has_an_example() {
    let examples = examples();
    for failure in failures() {
        assert_eq!(
            examples.contains_key(failure.id),
            !failure.texts.is_empty(),
            "{}",
            failure.id
        );
        for text in failure.texts {
            let has = |line: &&str| holds(line, text);
            assert!(
                examples[failure.id].iter().any(has),
                "{}: {text}",
                failure.id
            );
        }
    }
    assert!(
        examples
            .keys()
            .all(|id| failures().any(|failure| failure.id == *id))
    );
}

/// In a long log with all of them, each is found where it stands and counted.
#[test]
fn all_are_found_in_one_log() {
    let examples = examples();
    let mut lines: Vec<(&str, &str)> = examples
        .iter()
        .flat_map(|(id, lines)| lines.iter().map(move |line| (*id, *line)))
        .collect();
    let noise = [
        "",
        "$ docker build .",
        "Step 3/7 : RUN make",
        "Job succeeded",
        "…日本語…",
    ];
    lines.extend((0..500).map(|index| ("", noise[index % noise.len()])));
    let mut random = Random(17);
    for index in (1..lines.len()).rev() {
        lines.swap(index, random.below(index + 1));
    }
    let log: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let mut found = seen(&log.join("\n"));
    let broad = |id: &str| failures().any(|failure| failure.id == id && failure.broad);
    let order: Vec<_> = found
        .iter()
        .map(|(id, line, _)| (broad(id), *line))
        .collect();
    assert!(order.is_sorted(), "broad last, else as in the log");
    let mut meant: Vec<_> = examples
        .iter()
        .map(|(id, own)| {
            let first = lines.iter().position(|(of, _)| of == id);
            (*id, first.map_or(0, |at| at + 1), own.len())
        })
        .collect();
    meant.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, meant);
}

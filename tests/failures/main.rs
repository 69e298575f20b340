//! Known failures: every row is told by its own lines, and by no others.

mod echo;
mod examples;
mod near;
#[path = "../support/random.rs"]
mod random;
mod rows;
mod size;

use runner_proxy::knowledge::failures::{Found, explain};

/// What was recognised: name, first line and count.
fn seen(log: &str) -> Vec<(&'static str, usize, usize)> {
    let found = explain(log);
    let seen = |found: &Found| (found.failure.id, found.line, found.count);
    found.iter().map(seen).collect()
}

/// Whether a text of the table stands in a line: written once more, the slow way.
fn holds(line: &str, text: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let mut rest = line.as_str();
    text.to_ascii_lowercase().split('…').all(|part| {
        let at = rest.split_once(part);
        rest = at.map_or("", |(_, rest)| rest);
        at.is_some()
    })
}

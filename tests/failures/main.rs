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

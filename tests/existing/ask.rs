//! Judges that read a JSON object a line and answer with a line each.

use crate::machine::{python, read};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// A helper program of a judge, which stands below tests/existing.
pub(crate) fn helper(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/existing")
        .join(name)
}

/// What the judge in Python says of each case; `None` when Python is missing.
pub(crate) fn ask(judge: &str, cases: &[Value]) -> Option<Vec<String>> {
    let python = python()?;
    let ask = |cases: &[Value]| {
        let stream: String = cases.iter().map(|case| format!("{case}\n")).collect();
        let said = read(Command::new(&python).arg(helper(judge)), stream.as_bytes());
        let said = String::from_utf8(said).expect("UTF-8");
        let lines = said.lines().map(serde_json::from_str);
        lines
            .map(|line| line.expect("JSON"))
            .collect::<Vec<String>>()
    };
    let (one, other) = cases.split_at(cases.len() / 2);
    let said = thread::scope(|scope| {
        let one = scope.spawn(|| ask(one));
        let other = ask(other);
        [one.join().expect("no panic"), other].concat()
    });
    assert_eq!(said.len(), cases.len());
    Some(said)
}

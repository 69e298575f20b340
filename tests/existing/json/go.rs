//! Go's encoding/json, with Docker's own structures.

use super::{File, read, wanted};
use crate::ask::helper;
use crate::machine::{self, on_path, present, say};
use runner_proxy::form::plan::Plan;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM.get_or_init(build).as_deref()
}

fn build() -> Option<PathBuf> {
    let go = present(on_path("go"), "go", "golang-go")?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let program = folder.join("docker-in-go");
    let mut command = Command::new(go);
    command
        .args(["build", "-o"])
        .args([&program, &helper("json/read.go")])
        .env("GO111MODULE", "off")
        .env("GOFLAGS", "")
        .env("GOCACHE", folder.join("go-cache"));
    machine::read(&mut command, b"");
    Some(program)
}

/// A document, what it came to, and for whom.
pub(super) type Asked<'a> = (String, Option<String>, File, &'a Plan, bool);

/// Go reads what we read and refuses what we refuse, and finds our values in what was merged.
pub(super) fn judge(asked: &[Asked]) {
    let Some(program) = program() else {
        return;
    };
    let mut stream = String::new();
    for (before, after, ..) in asked {
        for text in [before, after.as_ref().unwrap_or(before)] {
            stream += text;
            stream.push('\0');
        }
    }
    let said = machine::read(&mut Command::new(program), stream.as_bytes());
    let lines = std::str::from_utf8(&said).expect("UTF-8").lines();
    let answers: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), asked.len() * 2);
    let mut counts = [0, 0];
    for ((before, after, file, plan, uses_drop_in), answers) in asked.iter().zip(answers.chunks(2))
    {
        assert!(!before.contains('\0'), "a NUL ends a document");
        let begins = before.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let ours = begins.is_empty() || begins.starts_with(['{', 'n']);
        let valid = answers[0]["valid"].as_bool().expect("an answer") && ours;
        assert_eq!(valid, read(*file, before).is_ok(), "{before:?}");
        counts[0] += 1;
        let Some(after) = after else {
            continue;
        };
        let (who, mark) = match file {
            File::Daemon => ("daemon", false),
            File::Client => ("client", after.starts_with('\u{feff}')),
        };
        // What is left as it is has an error among its findings, and so has a byte order mark.
        let findings = read(*file, after).expect("readable").findings(Some(plan));
        let errors = findings
            .iter()
            .any(|finding| finding.level == runner_proxy::form::Level::Error);
        let meant = wanted(*file, plan, *uses_drop_in);
        let meant: Vec<_> = meant.as_object().expect("an object").values().collect();
        if mark || meant.is_empty() {
            assert!(!mark || errors);
            continue;
        }
        let found = &answers[1][who];
        if errors && *found != json!(meant) {
            continue;
        }
        assert_eq!(*found, json!(meant), "{after}");
        counts[1] += 1;
    }
    say(&format!(
        "Go: {} documents read or refused alike, {} with our values in Docker's structures",
        counts[0], counts[1]
    ));
}

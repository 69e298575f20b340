//! `inspect`: what is wrong in a file, each with its line, the reason and the cure.

use crate::machine::{Scratch, run};
use crate::{command, text};
use std::process::Output;

/// A file, and in it what is wrong.
struct Row {
    file: &'static str,
    line: &'static str,
    level: &'static str,
    reason: &'static str,
    text: String,
}

fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in include_str!("findings.txt").lines() {
        if let Some(header) = line.strip_prefix("== ") {
            let (place, reason) = header.split_once(": ").expect("a reason");
            let (place, level) = place.split_once(' ').expect("a level");
            let (file, line) = place.split_once(':').expect("a line");
            rows.push(Row {
                file,
                line,
                level,
                reason,
                text: String::new(),
            });
        } else if !line.is_empty() && !line.starts_with("# ") {
            let row = rows.last_mut().expect("a header above");
            row.text.push_str(line);
            row.text.push('\n');
        }
    }
    rows
}

fn inspect(scratch: &Scratch, file: &str, text: &str, options: &[&str]) -> Output {
    scratch.write(file, text);
    let mut command = command();
    command
        .current_dir(scratch.path(""))
        .args(["inspect", file]);
    run(command.args(options), b"")
}

/// The first lines of the findings, each of which has its cure below it.
fn findings(said: &str) -> Vec<&str> {
    let lines: Vec<_> = said.lines().collect();
    let nothing = said.ends_with(": Nothing was found.\n");
    let pairs = lines.chunks_exact(2);
    assert!(nothing || pairs.remainder().is_empty(), "{said}");
    let pairs: Vec<_> = pairs.collect();
    assert!(
        pairs.iter().all(|pair| pair[1].starts_with("    ")),
        "{said}"
    );
    pairs.iter().map(|pair| pair[0]).collect()
}

#[test]
fn every_mistake_has_its_line_reason_and_cure() {
    let scratch = Scratch::new("inspect");
    let rows = rows();
    assert!(rows.len() > 50, "only {}", rows.len());
    let mut missing = String::new();
    for row in &rows {
        let Row {
            file,
            line,
            level,
            reason,
            text: content,
        } = row;
        let output = inspect(&scratch, file, content, &[]);
        let (start, level) = (format!("{file}:{line}:"), format!(" {level}: "));
        let is_it = |told: &&str| {
            told.starts_with(&start) && told.contains(&level) && told.contains(reason)
        };
        // What cannot be read is told on stderr, with the column.
        let (said, unread) = (text(&output.stdout), text(&output.stderr));
        let told = findings(said).into_iter().chain(unread.lines());
        let told: Vec<_> = told.collect();
        let status = told.iter().any(|told| told.contains(" error: "));
        assert_eq!(
            output.status.code(),
            Some(i32::from(status)),
            "{content}\n{said}"
        );
        if !told.iter().any(is_it) {
            missing += &format!("{start}{level}{reason}\n{content}\n{said}{unread}\n");
        }
    }
    assert!(missing.is_empty(), "{missing}");
}

/// What a line of a table cannot say: the first bytes of a file and its last one.
#[test]
fn the_ends_of_a_file_are_looked_at() {
    let scratch = Scratch::new("inspect-ends");
    for (file, content, words) in [
        (
            "cntlm.conf",
            "Proxy a:1\nListen 3128",
            "cntlm.conf:2: error: This last line has no newline",
        ),
        (
            "cntlm.conf",
            "\u{feff}Proxy a:1\nListen 1\n",
            "cntlm.conf:1: error: The file begins with a byte",
        ),
        (
            ".docker/config.json",
            "\u{feff}{}",
            "config.json:1: error: The file begins with a byte",
        ),
        (
            "cntlm.conf",
            "",
            "cntlm.conf: error: There is no line Listen",
        ),
        (
            "config.toml",
            "",
            "config.toml: warning: There is no [[runners]]",
        ),
    ] {
        let output = inspect(&scratch, file, content, &[]);
        let said = text(&output.stdout);
        assert!(said.contains(words), "{said}");
    }
}

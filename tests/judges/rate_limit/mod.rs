//! What Runner does with a response that limits it, judged by Go's own libraries (rate_limit.go) and
//! by a real nginx.

mod nginx;
mod responses;
mod values;

use crate::machine::{helper, on_path, present, read};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where Debian keeps the sources of Go packages.
const SOURCES: &str = "/usr/share/gocode";

/// The judge's program, built once for all tests that want it.
fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM.get_or_init(build).as_deref()
}

fn build() -> Option<PathBuf> {
    let go = present(on_path("go"), "go", "golang-go")?;
    let package = Path::new(SOURCES).join("src/github.com/jpillora/backoff");
    let debian = "golang-github-jpillora-backoff-dev";
    present(
        Some(package).filter(|path| path.is_dir()),
        "jpillora/backoff",
        debian,
    )?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let program = folder.join("judge-of-limits-in-go");
    let mut command = Command::new(go);
    command
        .args(["build", "-o"])
        .args([&program, &helper("rate_limit.go")])
        .env("GO111MODULE", "off")
        .env("GOPATH", SOURCES)
        .env("GOFLAGS", "")
        .env("GOCACHE", folder.join("go-cache"));
    read(&mut command, b"");
    Some(program)
}

/// What the judge answers to each line, on a host whose zone is UTC.
fn ask(program: &Path, role: &str, lines: &[String]) -> Vec<Value> {
    let mut command = Command::new(program);
    let text = read(
        command.arg(role).env("TZ", "UTC"),
        lines.join("\n").as_bytes(),
    );
    let text = String::from_utf8(text).expect("UTF-8");
    let parse = |line| serde_json::from_str(line).expect("JSON");
    let answers: Vec<_> = text.lines().map(parse).collect();
    assert_eq!(answers.len(), lines.len(), "an answer to every line");
    answers
}

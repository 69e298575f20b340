//! Running programs quietly: what they say is read, and told only when they fail.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// What a program came to.
#[derive(Debug)]
pub(super) struct Said {
    /// Its exit status; none when a signal ended it.
    pub(super) status: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Said {
    /// Both streams, for people.
    pub(super) fn words(&self) -> String {
        format!("{}{}", self.out, self.err).trim_end().to_owned()
    }
}

/// Runs a program to its end, whatever end that is.
pub(super) fn hear(command: &mut Command) -> Outcome<Said> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("could not run {}: {error}", name(command)))?;
    Ok(Said {
        status: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// Runs a program that must succeed; gives what it wrote to standard output.
pub(super) fn must(command: &mut Command) -> Outcome<String> {
    let said = hear(command)?;
    match said.status {
        Some(0) => Ok(said.out),
        status => Err(failure(command, status, &said.words()).into()),
    }
}

/// The same, with something to read.
pub(super) fn must_with(command: &mut Command, input: &[u8]) -> Outcome<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("could not run {}: {error}", name(command)))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input)?;
    }
    let output = child.wait_with_output()?;
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(out);
    }
    let words = out + &String::from_utf8_lossy(&output.stderr);
    Err(failure(command, output.status.code(), &words).into())
}

fn failure(command: &Command, status: Option<i32>, words: &str) -> String {
    let arguments: Vec<_> = command
        .get_args()
        .map(|word| word.to_string_lossy())
        .collect();
    let status = status.map_or("a signal".to_owned(), |status| status.to_string());
    format!(
        "`{} {}` ended with {status}:\n{words}",
        name(command),
        arguments.join(" ")
    )
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Looks again and again until it sees something, for at most this long.
pub(super) fn wait<T>(
    what: &str,
    patience: Duration,
    mut look: impl FnMut() -> Outcome<Option<T>>,
) -> Outcome<T> {
    let end = Instant::now() + patience;
    loop {
        if let Some(seen) = look()? {
            return Ok(seen);
        }
        if Instant::now() > end {
            return Err(format!("waited {} s in vain: {what}", patience.as_secs()).into());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

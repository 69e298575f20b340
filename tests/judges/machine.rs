//! What the judges need of this machine, and what happens when it is not there.

use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, thread};

/// Tells the person who runs the tests, past the test harness, which hides what a passing test
/// prints.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "judge {line}");
}

/// Passes a judge on, or says that it is missing.
///
/// # Panics
/// When it is missing and must not be.
pub(crate) fn present<T>(found: Option<T>, what: &str, package: &str) -> Option<T> {
    if found.is_none() {
        let required = env::var_os("RUNNER_PROXY_JUDGES").is_some_and(|value| value == "required");
        let missing = format!(
            "{what} is missing: install the Debian package {package}, or run `cargo xtask test`"
        );
        assert!(!required, "{missing}");
        say(&format!("SKIPPED: {missing}"));
    }
    found
}

/// A program on PATH; a person's PATH often lacks the folders for daemons.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/sbin", "/sbin"].map(Into::into))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// A program that is a judge, with the Debian package that has it.
pub(crate) fn program(name: &str, package: &str) -> Option<PathBuf> {
    present(on_path(name), name, package)
}

/// Python with the standard library only; tomllib came with 3.11.
pub(crate) fn python() -> Option<PathBuf> {
    let ours = env::var_os("RUNNER_PROXY_PYTHON").map(PathBuf::from);
    let all = ours.into_iter().chain(on_path("python3"));
    let new = |python: &PathBuf| {
        let check = Command::new(python).args(["-c", "import tomllib"]).output();
        check.is_ok_and(|output| output.status.success())
    };
    present({ all }.find(new), "python3 (3.11 or newer)", "python3")
}

/// The Python that has pyspnego, NTLM written by strangers.
pub(crate) fn python_with_ntlm() -> Option<PathBuf> {
    python_with("spnego")
}

/// The Python that has this module, which does not come with it.
pub(crate) fn python_with(module: &str) -> Option<PathBuf> {
    let ours = env::var_os("RUNNER_PROXY_PYTHON").map(PathBuf::from);
    let all = ours.into_iter().chain(on_path("python3"));
    let able = |python: &PathBuf| {
        let check = Command::new(python)
            .args(["-c", &format!("import {module}")])
            .output();
        check.is_ok_and(|output| output.status.success())
    };
    present(
        { all }.find(able),
        &format!("{module} for Python (RUNNER_PROXY_PYTHON names one that has it)"),
        "python3-venv",
    )
}

/// A helper program of a judge, which stands beside this file.
pub(crate) fn helper(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/judges")
        .join(name)
}

/// Runs a program to its end, feeding its standard input while its output is read.
pub(crate) fn run(command: &mut Command, stdin: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a judge that starts");
    let mut pipe = child.stdin.take().expect("its standard input");
    thread::scope(|scope| {
        // A judge that gives up early does not read everything; its status says so.
        scope.spawn(move || drop(pipe.write_all(stdin)));
        child.wait_with_output().expect("a judge that ends")
    })
}

/// Runs a program that must succeed and say nothing on standard error; gives what it printed.
pub(crate) fn read(command: &mut Command, stdin: &[u8]) -> Vec<u8> {
    let output = run(command, stdin);
    let said = short(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
    assert!(output.stderr.is_empty(), "{said}");
    output.stdout
}

/// The same program as somebody whom file modes bind; root is bound by none.
pub(crate) fn unprivileged(program: &Path) -> Command {
    if fs::metadata("/proc/self").is_ok_and(|this| this.uid() != 0) {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
        .arg(program);
    command
}

/// A folder of one test alone, gone when the test ends.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Everyone may read it; [`Scratch::open`] makes folders in which everyone may write.
    pub(crate) fn new(name: &str) -> Self {
        Self::below(&env::temp_dir(), name)
    }

    /// The same in a folder of our choice.
    pub(crate) fn below(folder: &Path, name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = folder.join(format!("runner-proxy-{name}-{process}-{count}"));
        fs::create_dir(&folder).expect("a scratch folder");
        let scratch = Self(folder);
        scratch.mode("", 0o755);
        scratch
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    pub(crate) fn open(&self, name: &str) -> PathBuf {
        fs::create_dir_all(self.path(name)).expect("a folder");
        self.mode(name, 0o777);
        self.path(name)
    }

    pub(crate) fn mode(&self, name: &str, mode: u32) {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(self.path(name), mode).expect("a mode");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Lines of hexadecimal digits, as the helper programs print what they read: nothing is lost on
/// the way, whatever it is.
pub(crate) fn from_hex(lines: &[u8]) -> Vec<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a hexadecimal digit") as u8;
    let line = |line: &[u8]| {
        let pairs = line.chunks(2);
        pairs
            .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
            .collect()
    };
    let mut lines: Vec<_> = lines.split(|&byte| byte == b'\n').map(line).collect();
    assert_eq!(lines.pop(), Some(Vec::new()), "no final newline");
    lines
}

/// Compares what a judge read with what was meant, value by value.
pub(crate) fn verdict(judge: &str, meant: &[impl AsRef<[u8]>], read: &[impl AsRef<[u8]>]) {
    let pairs = meant.iter().zip(read).enumerate();
    let wrong: Vec<_> = pairs
        .filter(|(_, (meant, read))| meant.as_ref() != read.as_ref())
        .collect();
    for (index, (meant, read)) in wrong.iter().take(10) {
        let (meant, read) = (short(meant.as_ref()), short(read.as_ref()));
        say(&format!(
            "{judge}: value {index}: meant {meant}, read {read}"
        ));
    }
    assert!(wrong.is_empty(), "{judge}: {} mismatches", wrong.len());
    let (meant, read) = (meant.len(), read.len());
    assert_eq!(meant, read, "{judge}: {meant} values meant, {read} read");
    say(&format!("{judge}: {meant} values, 0 mismatches"));
}

/// Bytes as a person can look at them.
pub(crate) fn short(bytes: &[u8]) -> String {
    const LONGEST: usize = 300;
    let more = if bytes.len() > LONGEST { "…" } else { "" };
    let start = &bytes[..bytes.len().min(LONGEST)];
    format!(
        "{:?}{more} ({} bytes)",
        String::from_utf8_lossy(start),
        bytes.len()
    )
}

/// A constant of this run: encoders take names as `&'static str`, because names are never typed.
pub(crate) fn name(index: usize) -> &'static str {
    Box::leak(format!("V{index:06}").into_boxed_str())
}

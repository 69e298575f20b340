//! The command, whose files the page's papers, copies and downloads are compared with.

use crate::folder::Folder;
use crate::forms::Form;
use crate::machine::Machine;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file as it lies in a directory.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its permission bits.
    pub mode: u32,
    /// Its bytes; none for a directory.
    pub bytes: Option<Vec<u8>>,
}

/// Files and directories by their path below a common one.
pub type Tree = BTreeMap<String, Entry>;

/// Renders a form with the command.
///
/// # Panics
/// When the command refuses it.
pub fn render(machine: &Machine, form: Form, lang: &str) -> Tree {
    let folder = Folder::new();
    let (json, out) = (folder.path().join("form.json"), folder.path().join("out"));
    fs::write(&json, json_of(form)).expect("a folder of ours");
    let output = Command::new(&machine.command)
        .args(["render", "--lang", lang, "--out"])
        .args([&out, &json])
        .env_remove("RUNNER_PROXY_PASSWORD")
        .output()
        .expect("the command can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the command refuses: {said}");
    tree(&out)
}

/// What the command says of a log, and whether it recognised anything.
///
/// # Panics
/// When it cannot be run.
pub fn explain(machine: &Machine, log: &str, lang: &str) -> (String, bool) {
    let mut command = Command::new(&machine.command)
        .args(["explain", "--lang", lang])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be run");
    let stdin = command.stdin.as_mut().expect("stdin is a pipe");
    stdin.write_all(log.as_bytes()).expect("it reads all of it");
    let output = command.wait_with_output().expect("the command ends");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (said, output.status.success())
}

/// What the command makes of a file of the host.
pub struct Merged {
    /// The merged file.
    pub new: Vec<u8>,
    /// The patch that leads there.
    pub patch: String,
    /// What it finds in the old file: reason and cure of each.
    pub findings: Vec<[String; 2]>,
}

/// Merges a form into a file of this name.
///
/// # Panics
/// When the command refuses it.
pub fn merged(
    machine: &Machine,
    form: Form,
    (name, bytes): (&str, &[u8]),
    kind: Option<&str>,
    options: &[&str],
    lang: &str,
) -> Merged {
    let folder = Folder::new();
    let json = folder.path().join("form.json");
    fs::write(&json, json_of(form)).expect("a folder of ours");
    let file = folder.path().join(name);
    fs::write(&file, bytes).expect("a folder of ours");
    // A page cannot know who may read the file.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a file of ours");
    let kind: Vec<_> = kind.into_iter().flat_map(|kind| ["--as", kind]).collect();
    let run = |arguments: &[&str]| {
        let output = Command::new(&machine.command)
            .args(arguments)
            .args(["--lang", lang])
            .args(&kind)
            .current_dir(folder.path())
            .env_remove("RUNNER_PROXY_PASSWORD")
            .output()
            .expect("the command can be run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output, said)
    };
    let print = |how: &[&str]| {
        let (output, said) = run(&[&["merge", "form.json", "--into", name], options, how].concat());
        assert!(output.status.success(), "the command refuses: {said}");
        output.stdout
    };
    let (inspected, said) = run(&["inspect", name, "--form", "form.json"]);
    assert!(said.is_empty() || inspected.status.success(), "{said}");
    let inspected = String::from_utf8_lossy(&inspected.stdout).into_owned();
    let lines: Vec<&str> = inspected.lines().collect();
    let findings = lines.windows(2).filter_map(|pair| {
        let cure = pair[1].strip_prefix("    ")?;
        let levels = [": error: ", ": warning: "];
        let (_, reason) = levels
            .into_iter()
            .find_map(|level| pair[0].split_once(level))?;
        Some([reason, cure].map(|part| part.replace('`', "")))
    });
    Merged {
        new: print(&[]),
        patch: decode(&print(&["--diff"])),
        findings: findings.collect(),
    }
}

fn json_of(form: Form) -> String {
    let object: serde_json::Map<_, _> = form
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.into()))
        .collect();
    serde_json::Value::from(object).to_string()
}

/// Everything below a directory, but not the directory itself.
///
/// # Panics
/// When it cannot be read.
pub fn tree(directory: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut left: Vec<PathBuf> = vec![directory.to_owned()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(&next).expect("a readable directory").flatten() {
            let path = entry.path();
            let metadata = entry.metadata().expect("an entry's metadata");
            let bytes = if metadata.is_dir() {
                left.push(path.clone());
                None
            } else {
                Some(fs::read(&path).expect("a readable file"))
            };
            let name = path.strip_prefix(directory).expect("found below it");
            let mode = metadata.permissions().mode() & 0o7777;
            tree.insert(name.display().to_string(), Entry { mode, bytes });
        }
    }
    tree
}

/// The text of every file, as a paper shows it.
pub fn texts(tree: &Tree) -> BTreeMap<String, String> {
    let text = |(path, entry): (&String, &Entry)| {
        let bytes = entry.bytes.as_ref()?;
        Some((path.clone(), decode(bytes)))
    };
    tree.iter().filter_map(text).collect()
}

/// Where the page's papers differ from the command's files: few words, for people.
pub fn differences(
    expected: &BTreeMap<String, String>,
    seen: &BTreeMap<String, String>,
) -> Vec<String> {
    let paths: BTreeSet<_> = expected.keys().chain(seen.keys()).collect();
    let differ = paths
        .into_iter()
        .filter(|path| expected.get(*path) != seen.get(*path));
    let difference = |path: &String| {
        let (expected, seen) = (expected.get(path), seen.get(path));
        let mut lines = expected
            .iter()
            .flat_map(|text| text.lines())
            .zip(seen.iter().flat_map(|text| text.lines()));
        let line = lines.find(|(expected, seen)| expected != seen);
        format!(
            "{path}: {:?} and {:?} bytes, {line:?}",
            expected.map(String::len),
            seen.map(String::len)
        )
    };
    differ.map(difference).collect()
}

/// UTF-8, or else ISO-8859-1, which has no wrong bytes. A file of ours that is the latter is never
/// the former by chance: a lone letter with an umlaut is no UTF-8.
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

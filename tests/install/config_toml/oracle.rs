//! What may have happened to a document, told by the trees that TOML parsers make of it.

use super::awk::Answers;
use super::keys::Keys;
use crate::go;
use crate::machine::{helper, python, read};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// A parser, and the trees of the documents it has read; `Null` is a refused one.
pub(super) struct Parser {
    name: &'static str,
    trees: HashMap<Vec<u8>, Value>,
}

/// Both parsers, when they are there, having read all of these.
pub(super) fn parsers(documents: &[&[u8]]) -> Vec<Parser> {
    let mut unique: Vec<_> = documents.iter().map(|document| plain(document)).collect();
    unique.sort_unstable();
    unique.dedup();
    let mut stream = Vec::new();
    for document in &unique {
        stream.extend_from_slice(document);
        stream.push(0);
    }
    let mut commands = Vec::new();
    if let Some(python) = python() {
        let helper = helper("../install/config_toml/read_trees.py");
        let mut command = Command::new(python);
        command.arg(helper);
        commands.push(("tomllib", command));
    }
    if let Some(go) = go::program() {
        let mut command = Command::new(go as &Path);
        command.arg("trees");
        commands.push(("BurntSushi/toml", command));
    }
    let parser = |(name, mut command): (_, Command)| {
        let lines = read(&mut command, &stream);
        let trees = lines
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty());
        let trees = trees.map(|line| serde_json::from_slice(line).expect("JSON"));
        let trees: Vec<Value> = trees.collect();
        assert_eq!(trees.len(), unique.len(), "{name}");
        let documents = unique.iter().map(|document| document.to_vec());
        let trees = documents.zip(trees).collect();
        Parser { name, trees }
    };
    commands.into_iter().map(parser).collect()
}

/// Without the byte order mark: the Runner's parser skips it, and these two know none.
fn plain(document: &[u8]) -> &[u8] {
    document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document)
}

impl Parser {
    pub(super) fn refuses(&self, document: &[u8]) -> bool {
        self.tree(document).is_null()
    }

    pub(super) fn tree(&self, document: &[u8]) -> &Value {
        &self.trees[plain(document)]
    }

    /// `None` when only the keys that should have changed did; else what is wrong.
    pub(super) fn complaint(
        &self,
        keys: &Texts,
        before: &[u8],
        answers: &Answers,
    ) -> Option<String> {
        let tree = self.tree(before);
        let none = Vec::new();
        let runners = tree["runners"].as_array().unwrap_or(&none);
        let statuses = answers.statuses();
        let wrong = |what: String| Some(format!("{}: {what}", self.name));
        if statuses.len() != runners.len() {
            return wrong(format!("{} runners", runners.len()));
        }
        let (now, old) = (self.tree(&keys.ours), self.tree(&keys.old));
        if [now, old] != [self.tree(&keys.theirs), self.tree(&keys.old_theirs)] {
            return wrong("our writings differ".into());
        }
        let mut edited = tree.clone();
        for (index, (runner, status)) in runners.iter().zip(&statuses).enumerate() {
            if !possible(status, keys, runner, now, old) {
                return wrong(format!("runner {index} is not {status}"));
            }
            if matches!(*status, "absent" | "old") {
                let runner = edited["runners"][index].as_object_mut().expect("a table");
                runner.retain(|name, _| !keys.names.contains(&name.as_str()));
                runner.extend(now.as_object().expect("a table").clone());
            }
        }
        let after = self.tree(answers.edited.as_ref().expect("an edited document"));
        if *after != edited {
            return wrong(format!("edited is {after}, not {edited}"));
        }
        // What was removed is put back, if it was ours to remove.
        let mut removed = self
            .tree(answers.removed.as_ref().expect("a document"))
            .clone();
        for (index, runner) in runners.iter().enumerate() {
            for name in &keys.names {
                let values = [now.get(name), old.get(name)];
                let place = removed["runners"]
                    .get_mut(index)
                    .and_then(Value::as_object_mut);
                let (Some(value), Some(place)) = (runner.get(name), place) else {
                    continue;
                };
                if !place.contains_key(*name) && values.contains(&Some(value)) {
                    place.insert((*name).to_owned(), value.clone());
                }
            }
        }
        if removed == *tree {
            None
        } else {
            wrong(format!("removed, then {removed}"))
        }
    }
}

/// The texts of our keys, for the parsers.
pub(super) struct Texts {
    pub(super) ours: Vec<u8>,
    pub(super) theirs: Vec<u8>,
    pub(super) old: Vec<u8>,
    pub(super) old_theirs: Vec<u8>,
    names: Vec<&'static str>,
}

impl Texts {
    pub(super) fn new(keys: &Keys) -> Self {
        let join = |lines: Vec<&str>| lines.concat().into_bytes();
        Self {
            ours: join(keys.now.iter().map(|key| &*key.ours).collect()),
            theirs: join(keys.now.iter().map(|key| &*key.theirs).collect()),
            old: join(keys.old.iter().map(|key| &*key.ours).collect()),
            old_theirs: join(keys.old.iter().map(|key| &*key.theirs).collect()),
            names: keys.names(),
        }
    }

    pub(super) fn all(&self) -> [&[u8]; 4] {
        [&self.ours, &self.theirs, &self.old, &self.old_theirs]
    }
}

/// Whether a runner may have this status, by its values alone.
fn possible(status: &str, keys: &Texts, runner: &Value, now: &Value, old: &Value) -> bool {
    let runner = runner.as_object().expect("a table");
    let executor = runner.get("executor").and_then(Value::as_str).unwrap_or("");
    if !["docker", "docker+machine", "docker-autoscaler"].contains(&executor) {
        return matches!(status, "executor" | "unclear");
    }
    let ours = |name: &String| keys.names.contains(&name.to_lowercase().as_str());
    let present: Vec<_> = runner.iter().filter(|(name, _)| ours(name)).collect();
    let is = |of: &Value, name: &str, value: &Value| of.get(name) == Some(value);
    let new = present
        .iter()
        .filter(|(name, value)| is(now, name, value))
        .count();
    match status {
        "absent" => present.is_empty(),
        "ours" => new == present.len() && Some(new) == now.as_object().map(|now| now.len()),
        "old" => {
            let known =
                |(name, value): &(&String, &Value)| is(now, name, value) || is(old, name, value);
            !present.is_empty() && present.iter().all(known)
        }
        "foreign" => !present.is_empty(),
        // Docker's executor written with escapes is taken for another one.
        "executor" | "unclear" => true,
        _ => false,
    }
}

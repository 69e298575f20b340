//! The Runner's own parser, BurntSushi/toml, on merged files. It keeps the CR of CRLF in strings of
//! several lines, which Python's does not.

use super::judge::Case;
use super::plans;
use super::shapes::shapes;
use crate::go;
use crate::machine::{helper, python, read, say};
use crate::random::Random;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const MADE: usize = 1_500;

fn trees(command: &mut Command, documents: &[String]) -> Vec<Value> {
    let mut stream = Vec::new();
    for document in documents {
        // Both know no byte order mark; the Runner's newer one skips it.
        let text = document.strip_prefix('\u{feff}').unwrap_or(document);
        stream.extend_from_slice(text.as_bytes());
        stream.push(0);
    }
    let lines = read(command, &stream);
    let lines = lines.split(|&byte| byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty());
    let trees: Vec<Value> = lines
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    assert_eq!(trees.len(), documents.len());
    trees
}

#[test]
fn the_runner_reads_the_same_keys() {
    let (Some(python), Some(go)) = (python(), go::program()) else {
        return;
    };
    let plans = plans::all();
    let mut random = Random(4);
    let made = (0..MADE).map(|_| super::made::document(&mut random, &plans));
    let made: Vec<_> = made.collect();
    let texts = shapes().into_iter().map(|(_, text)| text).chain(made);
    let cases: Vec<_> = texts
        .enumerate()
        .map(|(index, text)| Case::new(text, &plans[index % plans.len()], true))
        .collect();
    let before: Vec<_> = cases.iter().map(|case| case.before.clone()).collect();
    let merged = cases.iter().map(|case| case.merged().expect("TOML").text);
    let after: Vec<_> = merged.collect();
    let by_go = |documents: &[String]| trees(Command::new(go as &Path).arg("trees"), documents);
    let by_python = |documents: &[String]| {
        let helper = helper("../install/config_toml/read_trees.py");
        trees(Command::new(&python).arg(helper), documents)
    };
    let (readable, read_by_python) = (by_go(&before), by_python(&before));
    let rendered: Vec<_> = plans.iter().map(|plan| plan.rendered.clone()).collect();
    let rendered = by_python(&rendered);
    let (theirs, pythons) = (by_go(&after), by_python(&after));
    let (mut same, mut clean) = (0, 0);
    for (index, text) in after.iter().enumerate() {
        if readable[index].is_null() || pythons[index].is_null() {
            continue;
        }
        assert!(!theirs[index].is_null(), "{text}");
        let none = Vec::new();
        let runners = theirs[index]["runners"].as_array().unwrap_or(&none);
        for (number, runner) in runners.iter().enumerate() {
            let wanted = &rendered[index % plans.len()]["runners"][0];
            for key in ["environment", "pre_get_sources_script", "pre_build_script"] {
                let (value, other) = (&runner[key], &pythons[index]["runners"][number][key]);
                let old = [&readable[index], &read_by_python[index]];
                let [old, old_other] = old.map(|tree| &tree["runners"][number][key]);
                // Debian's is an old one, which also joins too many folded lines.
                if old == old_other && !text.contains('\r') {
                    assert_eq!(value, other, "{text}");
                    same += 1;
                } else if let Some(ours) = wanted[key].as_str() {
                    let ours = ours.trim_end_matches('\n');
                    let has =
                        |value: &Value| value.as_str().is_some_and(|script| script.contains(ours));
                    if has(other) && is_docker(runner) && is_ours(runner, wanted) {
                        assert!(has(value), "{value} in\n{text}");
                        clean += 1;
                    }
                }
            }
        }
    }
    assert!(same > MADE && clean > MADE / 20, "{same}, {clean}");
    say(&format!(
        "BurntSushi/toml: {} merged files, {same} keys as tomllib reads them, {clean} scripts \
         that it reads in its own way but for our part",
        after.len()
    ));
}

fn is_docker(runner: &Value) -> bool {
    let executor = runner["executor"].as_str().unwrap_or_default();
    ["docker", "docker+machine", "docker-autoscaler"].contains(&executor)
}

/// Whether it has been merged: one with keys of other types is left alone.
fn is_ours(runner: &Value, wanted: &Value) -> bool {
    let none = Vec::new();
    let all = |value: &Value| value["environment"].as_array().unwrap_or(&none).clone();
    all(wanted).iter().all(|entry| all(runner).contains(entry))
}

//! YAML is read by Ruby's Psych, as GitLab uses it.

use super::machine::{from_hex, helper, program, python, read, run, verdict};
use super::scripts::{print_object, scripts};
use super::shells::{OPEN, shells, words};
use super::values::{texts, values};
use runner_proxy::text::sh::Sh;
use runner_proxy::text::yaml::{self, Yaml};
use runner_proxy::text::{Text, json};
use std::path::Path;
use std::process::Command;

fn psych(ruby: &Path, document: &str) -> Vec<Vec<u8>> {
    let mut command = Command::new(ruby);
    from_hex(&read(
        command.arg(helper("read_yaml.rb")),
        document.as_bytes(),
    ))
}

/// A sequence of these, each after `start`.
fn sequence(start: &str, items: impl Iterator<Item = Text<Yaml>>) -> String {
    let line = |item: Text<Yaml>| format!("{start}{}\n", item.as_str());
    items.map(line).collect()
}

#[test]
fn psych_reads_every_scalar() {
    let Some(ruby) = program("ruby", "ruby") else {
        return;
    };
    let values = texts(&values());
    let meant: Vec<_> = values.iter().map(Text::as_str).collect();
    for (place, start) in [("an item", "- "), ("a value", "- k: ")] {
        let document = sequence(start, values.iter().map(yaml::scalar));
        let read = psych(&ruby, &document);
        verdict(&format!("yaml::scalar as {place}"), &meant, &read);
    }
    let blocks = values.iter().map(|value| yaml::block(2, value));
    let read = psych(&ruby, &sequence("- ", blocks));
    verdict("yaml::block of one line", &meant, &read);
}

#[test]
fn psych_reads_every_script() {
    let Some(ruby) = program("ruby", "ruby") else {
        return;
    };
    let scripts = scripts();
    let meant: Vec<_> = scripts.iter().map(Text::as_str).collect();
    let blocks = |indent| {
        scripts
            .iter()
            .map(move |script| yaml::block(indent, script))
    };
    let literal = blocks(2)
        .filter(|block| block.as_str().starts_with("|\n"))
        .count();
    assert!(literal * 2 > scripts.len(), "only {literal} are blocks");
    assert!(literal < scripts.len(), "every script is a block");
    verdict(
        "yaml::block",
        &meant,
        &psych(&ruby, &sequence("- ", blocks(2))),
    );
    // As deep as gitlab-ci.yml has it.
    let deep = format!("v:\n{}", sequence("    - ", blocks(6)));
    verdict("yaml::block, deep", &meant, &psych(&ruby, &deep));
    let scalars = sequence("- ", scripts.iter().map(yaml::scalar));
    verdict("yaml::scalar of scripts", &meant, &psych(&ruby, &scalars));
}

/// The whole chain of `.gitlab-ci.yml`: YAML, in it a script, in it JSON, in it a value.
#[test]
fn a_value_comes_through_yaml_shell_and_json() {
    let (Some(ruby), Some(python)) = (program("ruby", "ruby"), python()) else {
        return;
    };
    let values = texts(&values());
    let commands = values
        .iter()
        .map(|value| print_object(json::string(value), "OPEN"));
    let commands: Vec<Text<Sh>> = commands.collect();
    let blocks = commands
        .chunks(4)
        .map(|four| yaml::block(2, &Text::concat(four)));
    let script = psych(&ruby, &sequence("- ", blocks)).concat();
    let meant: Vec<_> = values
        .iter()
        .flat_map(|value| [value.as_str(), OPEN])
        .collect();
    for shell in shells() {
        let mut documents = words(&shell, &script, "C.UTF-8").join(&0);
        documents.push(0);
        let mut command = Command::new(&python);
        command
            .arg(helper("read_json.py"))
            .args(["fixed", "open/deep"]);
        let read = from_hex(&read(&mut command, &documents));
        verdict(&format!("YAML, {} and JSON", shell.name), &meant, &read);
    }
}

#[test]
fn psych_reads_naive_scalars_as_something_else() {
    let Some(ruby) = program("ruby", "ruby") else {
        return;
    };
    let naive = ["no", "12:30:45", "1_000", ":a", "null", "a #b"];
    let read = psych(&ruby, &format!("- {}\n", naive.join("\n- ")));
    let found: Vec<_> = read
        .iter()
        .map(|text| String::from_utf8_lossy(text))
        .collect();
    assert_eq!(
        found,
        [
            "(FalseClass)",
            "(Integer)",
            "(Integer)",
            "(Symbol)",
            "(NilClass)",
            "a"
        ]
    );
    for broken in [
        "- a: b: c\n",
        "- 'it's'\n",
        "- \"\\q\"\n",
        "- @a\n",
        "- |\n   a\n  b\n",
    ] {
        let mut command = Command::new(&ruby);
        let output = run(command.arg(helper("read_yaml.rb")), broken.as_bytes());
        assert!(!output.status.success(), "{broken}");
    }
}

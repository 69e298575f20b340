//! Options of programs: Java's are read by a Java VM, Docker's comma-separated ones by Go's
//! encoding/csv, which buildx uses.

use super::go;
use super::machine::{Scratch, from_hex, helper, name, program, run, verdict};
use super::values::{texts, values};
use runner_proxy::text::java::{self, Java};
use runner_proxy::text::{Plain, Text, csv};
use std::process::Command;

/// One environment string may have 131,072 bytes (`MAX_ARG_STRLEN` of Linux).
const MOST: usize = 100_000;

#[test]
fn a_java_vm_reads_every_property() {
    let (Some(javac), Some(java)) = (
        program("javac", "default-jdk-headless"),
        program("java", "default-jdk-headless"),
    ) else {
        return;
    };
    let scratch = Scratch::new("java");
    let compiled = run(
        Command::new(javac)
            .arg("-d")
            .arg(scratch.path(""))
            .arg(helper("ReadProperties.java")),
        b"",
    );
    assert!(compiled.status.success());
    // A VM takes a second to start, so one value in five must do.
    let mut values: Vec<_> = texts(&values()).into_iter().step_by(5).collect();
    values.retain(|value| value.as_str().len() < 2_000);
    let (mut meant, mut read) = (Vec::<&str>::new(), Vec::new());
    let mut batch = Vec::new();
    let mut size = 0;
    let mut ask = |batch: &mut Vec<Text<Java>>| {
        let options: Text<Java> = Text::join(" ", batch.iter());
        let mut command = Command::new(&java);
        command
            .arg("-cp")
            .arg(scratch.path(""))
            .args(["ReadProperties", &batch.len().to_string()])
            .env("LC_ALL", "C.UTF-8")
            .env("JAVA_TOOL_OPTIONS", options.as_str());
        // It says on standard error that it picked the options up.
        let output = run(&mut command, b"");
        assert!(output.status.success());
        read.extend(from_hex(&output.stdout));
        batch.clear();
    };
    for value in &values {
        let property = java::property(name(batch.len()), value);
        let length = property.as_str().len() + 1;
        if size + length > MOST {
            ask(&mut batch);
            size = 0;
        }
        // In another batch it has another name.
        batch.push(java::property(name(batch.len()), value));
        size += length;
        meant.push(value.as_str());
    }
    ask(&mut batch);
    verdict("java::property by a Java VM", &meant, &read);
}

#[test]
fn go_reads_every_field() {
    let Some(go) = go::program() else { return };
    let values: Vec<Text<Plain>> = texts(&values());
    let (mut meant, mut records) = (Vec::new(), String::new());
    for pair in values.chunks(2) {
        let fields: Vec<_> = pair
            .iter()
            .map(|value| csv::field("env.a=", value))
            .collect();
        // encoding/csv wants as many fields in each record as in the first.
        if let [one, two] = fields.as_slice() {
            records.push_str(&format!("{},{}\n", one.as_str(), two.as_str()));
            meant.extend(pair.iter().map(|value| format!("env.a={}", value.as_str())));
        }
    }
    verdict(
        "csv::field by Go",
        &meant,
        &go::ask(go, "csv", records.as_bytes()),
    );
}

//! shellcheck reads every script and every command that the pictured machines come to, and the
//! checks of known failures: it knows mistakes that run well on a good day.

use super::machine::{Scratch, program, run, say};
use runner_proxy::artifacts::{papers, steps::steps};
use runner_proxy::form::{self, Form};
use runner_proxy::knowledge::failures::failures;
use runner_proxy::say::Lang;
use runner_proxy::text::Quoted;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Every shell text among the layers of a file.
fn scripts(layers: &[Quoted], found: &mut BTreeSet<String>) {
    for layer in layers {
        if layer.inner.language == "shell" {
            found.insert(layer.inner.text.to_string());
        }
        scripts(&layer.inner.quoted, found);
    }
}

fn everything() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let checks = failures().filter_map(|failure| failure.check);
    let mut found: BTreeSet<String> = checks.map(str::to_owned).collect();
    for entry in fs::read_dir(folder).expect("the pictures") {
        let path = entry.expect("a readable entry").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let json = fs::read(path).expect("a readable form");
        let plan = form::read(&Form::from_json(&json).expect("a form")).plan;
        for paper in papers(&plan, Lang::En) {
            scripts(paper.text.quoted(), &mut found);
        }
        let commands = steps(&plan).into_iter().filter_map(|step| step.commands);
        found.extend(commands.map(|command| command.as_str().to_owned()));
    }
    found
}

#[test]
fn it_has_nothing_to_say() {
    let Some(shellcheck) = program("shellcheck", "shellcheck") else {
        return;
    };
    let check = |texts: &BTreeSet<String>| {
        let scratch = Scratch::new("shellcheck");
        let mut command = Command::new(&shellcheck);
        command.args(["--shell=sh", "--norc", "--format=gcc"]);
        // It reads the scripts, and writes what it quotes of them, in the locale's encoding.
        command.env("LC_ALL", "C.UTF-8");
        for (number, text) in texts.iter().enumerate() {
            command.arg(scratch.write(&format!("{number}.sh"), format!("{text}\n")));
        }
        let output = run(&mut command, b"");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let texts = everything();
    assert!(texts.len() >= 30, "only {} scripts", texts.len());
    let is_install = |text: &&String| text.starts_with("#!/bin/sh\n# GitLab Runner behind a proxy");
    let installs = texts.iter().filter(is_install).count();
    // The English and the Japanese guide are one.
    assert!(installs >= 11, "only {installs} whole install.sh");
    let (clean, said) = check(&texts);
    assert!(clean && said.is_empty(), "{said}\n{texts:#?}");
    say(&format!(
        "shellcheck: {} scripts and commands, {installs} of them whole install.sh, nothing said",
        texts.len()
    ));

    let naive = BTreeSet::from(["rm -r $HOME/$1".to_owned()]);
    assert!(!check(&naive).0, "it takes anything");
}

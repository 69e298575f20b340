//! What `merge` is asked for: which runners, what of docker-in-docker, what the file is; and usage that
//! is wrong.

use crate::machine::{Scratch, run};
use crate::merging::{DIRECT, merge, said};
use crate::{GUIDE, command, text};
use std::os::unix::fs::symlink;
use std::process::Output;

const RUNNERS: &str = "[[runners]]\nname = \"a\"\nexecutor = \"docker\"\n[[runners]]\nname = \"b\"\nexecutor = \"shell\"\n[[runners]]\nname = \"a\"\nexecutor = \"ssh\"\n[[runners]]\nexecutor = \"docker+machine\"\n";

/// The runners that got an environment, by their lines.
fn changed(output: &Output) -> Vec<&str> {
    let told = text(&output.stderr).lines();
    let lines = told.filter(|line| line.ends_with("`environment` is new."));
    lines.filter_map(|line| line.split(':').nth(1)).collect()
}

#[test]
fn runners_are_chosen_by_name() {
    let scratch = Scratch::new("merge-runners");
    scratch.write("config.toml", RUNNERS);
    let merge = |options: &[&str]| merge(&scratch.path(""), GUIDE, "config.toml", options);
    assert_eq!(changed(&merge(&[])), ["1", "10"]);
    assert_eq!(changed(&merge(&["--runner", "a"])), ["1", "7"]);
    assert_eq!(
        changed(&merge(&["--runner", "b", "--runner="])),
        ["4", "10"]
    );
    let unknown = merge(&["--runner", "c\u{1b}[31m"]);
    let (status, told) = said(&unknown);
    assert_eq!((status, text(&unknown.stdout)), (Some(2), ""));
    assert!(
        told.contains("no runner `c\\u{1b}[31m` in this file. Its runners: `a`, `b`, `a`, ``."),
        "{told}"
    );
}

/// Nobody becomes root on the host unasked.
#[test]
fn docker_in_docker_is_set_when_asked_for() {
    let scratch = Scratch::new("merge-dind");
    scratch.write("config.toml", "[[runners]]\nexecutor = \"docker\"\n");
    scratch.write("daemon.json", "{}");
    let merge = |form, name, options: &[&str]| merge(&scratch.path(""), form, name, options);
    let without = merge(DIRECT, "config.toml", &[]);
    assert_eq!(without.status.code(), Some(0));
    assert!(!text(&without.stdout).contains("privileged"));
    assert!(text(&without.stderr).contains("With --docker-in-docker, "));
    let with = merge(DIRECT, "config.toml", &["--docker-in-docker"]);
    assert_eq!(with.status.code(), Some(0));
    assert!(text(&with.stdout).contains("privileged = true"));
    assert!(!text(&with.stderr).contains("With --docker-in-docker, "));
    for (form, name, word) in [
        (GUIDE, "config.toml", "`dind`"),
        (DIRECT, "daemon.json", "config.toml only"),
    ] {
        let output = merge(form, name, &["--docker-in-docker"]);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
        assert!(
            text(&output.stderr).contains(word),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn wrong_usage_of_merge_says_so() {
    let scratch = Scratch::new("merge-usage");
    scratch.write("a.conf", "");
    scratch.write("daemon.json", "{}");
    for (arguments, word) in [
        (&["merge"][..], "Name the form"),
        (&["merge", "-"], "--into FILE"),
        (&["merge", "-", "--into"], "--into"),
        (
            &["merge", "-", "--into", "a.conf"],
            "Add --as with one of config.toml, ",
        ),
        (
            &["merge", "-", "--into", "a.conf", "--as", "toml"],
            "not “toml”",
        ),
        (
            &["merge", "-", "--into", "daemon.json", "--check", "--diff"],
            "Give one of",
        ),
        (
            &["merge", "-", "--into", "daemon.json", "--out", "x"],
            "no option --out",
        ),
        (
            &["merge", "-", "--into", "daemon.json", "--runner", "a"],
            "config.toml only",
        ),
        (
            &["render", "-", "--out", "x", "--in-place"],
            "no option --in-place",
        ),
        (&["fields", "--as", "daemon.json"], "no option --as"),
        (
            &["merge", "-", "b", "--into", "daemon.json"],
            "not a command",
        ),
    ] {
        let mut command = command();
        command.current_dir(scratch.path("")).args(arguments);
        let output = run(&mut command, GUIDE.as_bytes());
        let (status, told) = said(&output);
        assert_eq!(
            (status, text(&output.stdout)),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(told.starts_with("usage: ") && told.contains(word), "{told}");
    }
    let refused = merge(&scratch.path(""), "{\"prot\": \"1\"}", "daemon.json", &[]);
    assert_eq!(
        (refused.status.code(), text(&refused.stdout)),
        (Some(2), "")
    );
    assert!(text(&refused.stderr).starts_with("prot: "));
}

/// A link may have any name: what it leads to tells what the file is.
#[test]
fn the_kind_follows_links() {
    let scratch = Scratch::new("merge-kind");
    scratch.write("daemon.json", "{}");
    symlink("daemon.json", scratch.path("docker")).expect("a link");
    let output = merge(&scratch.path(""), DIRECT, "docker", &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("http-proxy"));
}

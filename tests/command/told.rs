//! What `merge` tells beside the file: who gets the keys, what is still wrong, and what is lost.

use crate::machine::Scratch;
use crate::merging::{DIRECT, merge, said};
use crate::{GUIDE, text};
use std::fs;

/// All runners of a name get the keys, and whoever thought of one is told.
#[test]
fn runners_of_one_name_are_counted() {
    let scratch = Scratch::new("merge-names-twice");
    let runner = |name| format!("[[runners]]\nname = \"{name}\"\nexecutor = \"docker\"\n");
    let old = ["a", "b", "a", "a", "c", "c"].map(runner).concat();
    scratch.write("config.toml", &old);
    let three =
        "config.toml: 3 runners are called `a`, and all of them get the keys: lines 1, 7, 10.";
    let two = "config.toml: 2 runners are called `c`, and all of them get the keys: lines 13, 16.";
    let each = |options: &[&str]| {
        let output = merge(&scratch.path(""), DIRECT, "config.toml", options);
        assert_eq!(output.status.code(), Some(0), "{options:?}");
        let count = text(&output.stdout).matches("environment = [").count();
        (count, text(&output.stderr).to_owned())
    };
    let (count, told) = each(&["--runner", "a", "--runner", "b", "--runner", "a"]);
    assert_eq!((count, told.matches(three).count()), (4, 1), "{told}");
    assert!(
        !told.contains(two) && !told.contains("called `b`"),
        "{told}"
    );
    let (count, told) = each(&["--runner", "c", "--runner", "a"]);
    assert_eq!(count, 5);
    assert!(told.contains(three) && told.contains(two), "{told}");
    for options in [&["--runner", "b"][..], &[]] {
        let (_, told) = each(options);
        assert!(!told.contains("are called"), "{told}");
    }
    let (_, told) = each(&["--runner", "c", "--lang", "ja"]);
    assert!(
        told.contains(
            "config.toml: `c` という名前のランナーが 2 個あり、そのすべてに設定を入れます（13、16 行目）。"
        ),
        "{told}"
    );
}

/// What the form has nothing for stays as it is, and that is said.
#[test]
fn a_file_that_the_form_does_not_bring_is_told() {
    let scratch = Scratch::new("merge-brought");
    for (name, form, word) in [
        ("cntlm.conf", DIRECT, "without CNTLM"),
        ("daemon.json", GUIDE, "from its drop-in"),
        ("docker.service.d/a.conf", DIRECT, "from daemon.json"),
    ] {
        let old = if name == "daemon.json" {
            "{}"
        } else {
            "# mine"
        };
        let file = scratch.write(name, old);
        let print = merge(&scratch.path(""), form, name, &[]);
        assert_eq!((print.status.code(), text(&print.stdout)), (Some(0), old));
        assert!(
            text(&print.stderr).contains(word),
            "{}",
            text(&print.stderr)
        );
        let check = merge(&scratch.path(""), form, name, &["--check"]);
        assert_eq!(check.status.code(), Some(0));
        assert!(
            text(&check.stdout).contains(word),
            "{}",
            text(&check.stdout)
        );
        let written = merge(&scratch.path(""), form, name, &["--in-place"]);
        assert_eq!(written.status.code(), Some(0));
        assert_eq!(fs::read_to_string(&file).expect("there"), old);
    }
}

/// What is still wrong after merging, each at a line of the file that lies there then: the old one
/// unless it was written anew. What merging brings itself has no line in the old one.
#[test]
fn what_is_told_stands_in_that_line_of_the_file() {
    let scratch = Scratch::new("merge-lines");
    let form = DIRECT.replace('}', r#", "username": "u", "password": "pw"}"#);
    for (name, old, kept, brought) in [
        (
            "config.toml",
            "concurrent = 1\n[[runners]]\nname = \"a\"\nexecutor = \"docker\"\nenvironment = [\"NO_EQUALS\"]\npre_clone_script = \"true\"\n\n[[runners]]\nname = \"b\"\nexecutor = \"shell\"\npre_clone_script = \"true\"\n",
            &[
                (5, "has no `=`", "NO_EQUALS"),
                (6, "took this key out", "pre_clone"),
                (11, "took this key out", "pre_clone"),
            ][..],
            None,
        ),
        (
            "docker.service.d/a.conf",
            "# mine\n[Service]\nNonsense\nEnvironment=HTTP_PROXY=a \\\n  A=50%\n[Unit]\nEnvironment=A=b\n",
            &[
                (3, "neither Key=value", "Nonsense"),
                (5, "single %", "A=50%"),
                (7, "[Service] only", "Environment=A=b"),
            ][..],
            None,
        ),
        (
            "gitlab-runner.service.d/a.conf",
            "[Unit]\nEnvironment=A=b\n",
            &[(2, "[Service] only", "Environment=A=b")][..],
            Some("There is a password in this address"),
        ),
    ] {
        let form = match brought {
            Some(_) => &*form,
            None => GUIDE,
        };
        let file = scratch.write(name, old);
        for option in [None, Some("--diff"), Some("--in-place")] {
            let options: Vec<_> = option.into_iter().collect();
            let output = merge(&scratch.path(""), form, name, &options);
            let (status, told) = said(&output);
            assert_eq!(status, Some(0), "{told}");
            let there = fs::read_to_string(&file).expect("there");
            let written = option == Some("--in-place");
            assert_eq!(there != old, written);
            // Each finding with its line, in their order.
            let told: Vec<_> = told
                .lines()
                .filter(|line| line.contains(": error: ") || line.contains(": warning: "))
                .collect();
            let lines = |words: &str| {
                let at = told.iter().filter(|line| line.contains(words));
                let number = |line: &str| line.split(':').nth(1)?.parse::<usize>().ok();
                at.map(|line| number(line)).collect::<Vec<_>>()
            };
            for &(line, words, part) in kept {
                let lines = lines(words);
                let holds = |line: usize| {
                    there
                        .lines()
                        .nth(line - 1)
                        .is_some_and(|it| it.contains(part))
                };
                assert!(!lines.is_empty(), "{told:?}");
                assert!(
                    lines.iter().all(|line| line.is_some_and(holds)),
                    "{told:?}\n{there}"
                );
                assert_eq!(
                    lines.contains(&Some(line)),
                    !written || holds(line),
                    "{told:?}\n{there}"
                );
            }
            if let Some(words) = brought {
                let lines = lines(words);
                assert!(!lines.is_empty(), "{told:?}");
                assert!(
                    lines.iter().all(|line| line.is_some() == written),
                    "{told:?}"
                );
            }
        }
    }
}

/// Also where a runner that gets no keys keeps its list.
#[test]
fn hosts_are_told_once() {
    let scratch = Scratch::new("merge-lost-once");
    let runner = |executor| {
        format!(
            "[[runners]]\nname = \"{executor}\"\nexecutor = \"{executor}\"\nenvironment = [\"NO_PROXY=git.{executor}\"]\n"
        )
    };
    let old = ["docker", "shell"].map(runner).concat();
    scratch.write("config.toml", &old);
    let output = merge(&scratch.path(""), GUIDE, "config.toml", &[]);
    let told = text(&output.stderr);
    for host in ["`git.docker`", "`git.shell`"] {
        assert_eq!(told.matches(host).count(), 1, "{told}");
    }
}

/// Hosts that are reached without the proxy until merging puts another list in the place of theirs.
#[test]
fn hosts_that_fall_away_are_told() {
    let scratch = Scratch::new("merge-lost");
    let drop_in =
        "[Service]\nEnvironment=HTTP_PROXY=http://old:1 NO_PROXY=git.old.example,10.9.8.7\n";
    let runner = "[[runners]]\nname = \"a\"\nexecutor = \"docker\"\nenvironment = [\"NO_PROXY=git.old.example\"]\n";
    let client = "{\"proxies\": {\"default\": {\"noProxy\": \"git.old.example\"}}}";
    for (name, form, old, line) in [
        ("docker.service.d/a.conf", GUIDE, drop_in, ":2: warning: "),
        ("config.toml", GUIDE, runner, ":4: warning: "),
        (".docker/config.json", DIRECT, client, ":1: warning: "),
    ] {
        let file = scratch.write(name, old);
        let told = |options: &[&str]| {
            let output = merge(&scratch.path(""), form, name, options);
            assert_eq!(output.status.code(), Some(0), "{name}");
            text(&output.stderr).to_owned()
        };
        let lost = "lacks hosts that are reached without the proxy here: `git.old.example`";
        for options in [&[][..], &["--diff"]] {
            let told = told(options);
            assert!(told.contains(line) && told.contains(lost), "{name}: {told}");
        }
        // In a file that is written anew, nothing of it has a line.
        let written = told(&["--in-place"]);
        assert!(written.contains(": warning: The list that"), "{written}");
        assert_eq!(written.matches(lost).count(), 1, "{written}");
        assert!(!told(&["--in-place"]).contains(lost), "{name}: once");
        assert!(
            !fs::read_to_string(&file)
                .expect("there")
                .contains("git.old")
        );
    }
}

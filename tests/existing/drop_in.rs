//! Drop-ins: merged ones are read by systemd itself.

mod documents;
pub(crate) mod systemd;

use crate::ask::ask;
use crate::difference::patched;
use crate::machine::say;
use crate::plans::plan;
use crate::random::Random;
use documents::generated;
use runner_proxy::artifacts;
use runner_proxy::existing::drop_in::Document;
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::form::plan::Plan;
use runner_proxy::form::{self, Form, Level};
use runner_proxy::say::Lang;
use serde_json::json;
use std::time::{Duration, Instant};
use systemd::{Read, read};

const FORMS: [&str; 4] = [
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice", "domain": "CORP", "password": "p@ss:w%rd$\"\\#'日本", "no-proxy": ".corp.example\n10.0.0.0/8"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "b", "no-proxy": "a.example"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "daemon": "daemon-json"}"#,
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum File {
    Docker,
    Runner,
}

fn document(file: File, text: &str) -> Document<'_> {
    let read = match file {
        File::Docker => Document::docker(text),
        File::Runner => Document::runner(text),
    };
    read.unwrap_or_else(|_| unreachable!("cannot be read: {text:?}"))
}

fn merged(file: File, text: &str, plan: &Plan) -> String {
    let merged = document(file, text).merge(plan);
    let changed = merged.text != text;
    assert_eq!(changed, !merged.changes.is_empty(), "{text:?}");
    let again = document(file, &merged.text).merge(plan);
    assert!(
        again.edits.is_empty(),
        "{text:?}\n{:?}\n{:?}",
        merged.text,
        again.text
    );
    merged.text
}

#[test]
fn systemd_reads_every_merged_drop_in() {
    let plans = FORMS.map(plan);
    let mut random = Random(8);
    let mut before = Vec::new();
    let mut cases = Vec::new();
    let mut after = Vec::new();
    for index in 0..10_400 {
        let file = [File::Docker, File::Runner][index / 4 % 2];
        let (text, simple) = generated(&mut random);
        let text_after = merged(file, &text, &plans[index % 4]);
        cases.push(json!({"before": text, "after": text_after, "simple": simple}));
        before.push(text);
        after.push(text_after);
    }
    patched(
        "drop-ins",
        before
            .iter()
            .map(String::as_str)
            .zip(after.iter().map(String::as_str)),
    );
    if let Some(verdicts) = ask("drop_in/judge.py", &cases) {
        for ((verdict, before), after) in verdicts.iter().zip(&before).zip(&after) {
            assert_eq!(verdict, "fine", "{before}\n-----\n{after}");
        }
        say(&format!(
            "Python: {} drop-ins keep the bytes of others",
            cases.len()
        ));
    }
    let Some(systemd) = systemd::program() else {
        return;
    };
    let each = |texts: &[String]| -> Vec<Read> {
        texts
            .chunks(1_000)
            .flat_map(|some| read(&systemd, some))
            .collect()
    };
    let (old, new) = (each(&before), each(&after));
    let mut changed = 0;
    for index in 0..before.len() {
        let (file, plan) = (
            [File::Docker, File::Runner][index / 4 % 2],
            &plans[index % 4],
        );
        let mut meant = old[index].clone();
        if file == File::Runner || index % 4 != 3 {
            let (url, hosts) = (plan.proxy_url(), plan.no_proxy.as_str().as_bytes());
            let url = url.as_str().as_bytes();
            for (name, value) in [
                ("HTTP_PROXY", url),
                ("HTTPS_PROXY", url),
                ("NO_PROXY", hosts),
            ] {
                meant.variables.insert(name.to_owned(), value.to_vec());
                let lower = name.to_lowercase();
                let there = new[index].variables.contains_key(&lower);
                // One that systemd could not read before is written anew too.
                if there {
                    meant.variables.insert(lower, value.to_vec());
                }
            }
            meant.after |= file == File::Runner && plan.local_proxy().is_some();
        }
        for lower in ["http_proxy", "https_proxy", "no_proxy"] {
            assert!(
                !old[index].variables.contains_key(lower)
                    || new[index].variables.contains_key(lower)
            );
        }
        assert_eq!(
            new[index], meant,
            "{}\n-----\n{}",
            before[index], after[index]
        );
        changed += usize::from(before[index] != after[index]);
    }
    say(&format!(
        "systemd: {} merged drop-ins read as meant, {changed} changed",
        before.len()
    ));
}

/// An empty file becomes the one that we render.
#[test]
fn an_empty_file_becomes_ours() {
    for text in &FORMS[..3] {
        let form = Form::from_json(text.as_bytes()).expect("a form");
        let (ready, _) = form::read(&form).ready().expect("no errors");
        for (file, path) in [
            (File::Docker, "docker.service.d"),
            (File::Runner, "gitlab-runner.service.d"),
        ] {
            let files = artifacts::files(&ready, Lang::En);
            let ours = files.iter().find(|file| file.artifact.path.contains(path));
            let ours = String::from_utf8(ours.expect("a drop-in").bytes.clone());
            assert_eq!(merged(file, "", ready.plan()), ours.expect("UTF-8"));
        }
    }
}

#[test]
fn findings_have_line_reason_and_cure() {
    let plans = FORMS.map(plan);
    for (text, which, line, level, words) in [
        (
            "[Service]\nEnvironment=HTTP_PROXY=http://u:p%40s@h:1\n",
            0,
            2,
            Level::Error,
            "single %",
        ),
        (
            "[Service]\nEnvironment=\"HTTP_PROXY=h:1\"\n",
            0,
            2,
            Level::Warning,
            "no http://",
        ),
        (
            "[Service]\nEnvironment=\"HTTP_PROXY=http://h:1\"\n",
            0,
            2,
            Level::Warning,
            "none for https://",
        ),
        (
            "[Service]\nEnvironment=HTTPS_PROXY=https://h:1\n",
            0,
            2,
            Level::Warning,
            "over TLS",
        ),
        (
            "[Service]\nEnvironment=\"NO_PROXY=a b\"\n",
            0,
            2,
            Level::Warning,
            "separated by blanks",
        ),
        (
            "[Service]\nEnvironment=NO_PROXY=a, b\n",
            0,
            2,
            Level::Error,
            "not NAME=value",
        ),
        (
            "[Service]\nEnvironment=A=b\nEnvironment=X=y \\\n  \"HTTP_PROXY=a\n",
            0,
            4,
            Level::Error,
            "not closed",
        ),
        (
            "[Service]\nEnvironment=NO_PROXY=a\nEnvironment=NO_PROXY=b\n",
            0,
            3,
            Level::Warning,
            "set before",
        ),
        ("Environment=A=b\n", 0, 1, Level::Error, "No section"),
        (
            "[Unit]\nEnvironment=A=b\n",
            0,
            2,
            Level::Error,
            "in [Service] only",
        ),
        (
            "[Service]\nenvironment=A=b\n",
            0,
            2,
            Level::Error,
            "upper from lower",
        ),
        (
            "[Service]\nexport A\n",
            0,
            2,
            Level::Error,
            "neither Key=value",
        ),
        (
            "[Service]\nEnvironmentFile=/etc/x\n",
            0,
            2,
            Level::Warning,
            "file of variables",
        ),
        (
            "[Service]\nUnsetEnvironment=A https_proxy\n",
            0,
            2,
            Level::Error,
            "away again",
        ),
        (
            "[Service]\nEnvironment=NO_PROXY=b\n",
            3,
            2,
            Level::Warning,
            "daemon.json",
        ),
        (
            "[Service]\nEnvironment=HTTP_PROXY=http://u:p@h:1\n",
            0,
            2,
            Level::Warning,
            "every user",
        ),
    ] {
        let found = document(File::Docker, text).findings(Some(&plans[which]));
        let one = found
            .iter()
            .find(|finding| finding.reason.pick(Lang::En).contains(words));
        assert!(one.is_some(), "{text}: {found:?}");
        let one = one.expect("a finding");
        assert_eq!((one.line, one.level), (Some(line), level), "{text}");
    }
    let ours = merged(File::Runner, "", &plans[2]);
    assert_eq!(document(File::Runner, &ours).findings(Some(&plans[2])), []);
    let refused = Document::docker("[Service]\nNice=1\n[Unit\n")
        .err()
        .expect("refused");
    assert_eq!((refused.line, refused.column), (3, 1));
}

#[test]
fn secrets_have_their_places() {
    let text = "[Service]\nEnvironment=A=b TOKEN=x \"HTTP_PROXY=http://u:p@h:1\" \"open\n";
    let document = document(File::Docker, text);
    let secrets: Vec<_> = document
        .secrets()
        .into_iter()
        .map(|range| &text[range])
        .collect();
    assert_eq!(
        secrets,
        ["TOKEN=x", "\"HTTP_PROXY=http://u:p@h:1\"", "\"open"]
    );
}

#[test]
fn large_files_are_read_or_refused() {
    let plan = plan(FORMS[0]);
    // Many assignments, and one on as many lines.
    for (head, part) in [
        (
            "",
            "[Service]\nEnvironment=A=b \"C=d\" \\\n  E=f\n# a comment\n",
        ),
        ("[Service]\nEnvironment=", "HTTPS_PROXY=a \\\n"),
    ] {
        let took = |lines: usize| {
            let text = head.to_owned() + &part.repeat(lines);
            let start = Instant::now();
            let merged = document(File::Docker, &text).merge(&plan).text;
            assert!(merged.len() > text.len());
            (start.elapsed(), text.len())
        };
        let (small, large) = (took(1_000), took(10_000));
        say(&format!("drop-in: {small:?}, {large:?}"));
        assert!(large.0 < small.0 * 60 + Duration::from_millis(200));
    }
    assert!(Document::docker(&" ".repeat(LARGEST + 1)).is_err());
}

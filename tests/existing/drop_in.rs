//! Drop-ins: merged ones are read by systemd itself.

use crate::ask::ask;
use crate::difference::patched;
use crate::machine::{Scratch, present, run, say, short, unprivileged};
use crate::plans::plan;
use crate::random::Random;
use runner_proxy::artifacts;
use runner_proxy::existing::drop_in::Document;
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::form::plan::Plan;
use runner_proxy::form::{self, Form, Level};
use runner_proxy::say::Lang;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FORMS: [&str; 4] = [
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice", "domain": "CORP", "password": "p@ss:w%rd$\"\\#'日本", "no-proxy": ".corp.example\n10.0.0.0/8"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "b", "no-proxy": "a.example"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "daemon": "daemon-json"}"#,
];

/// systemd itself; it lies outside PATH.
fn systemd() -> Option<PathBuf> {
    let places = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].map(PathBuf::from);
    let found = { places }.into_iter().find(|place| place.is_file());
    present(found, "systemd", "systemd")
}

/// What a service has of its drop-in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Read {
    /// Its variables, by name.
    variables: BTreeMap<String, Vec<u8>>,
    /// Whether it comes after cntlm.service.
    after: bool,
    /// Lines about other keys, as witnesses for all of them.
    others: Vec<String>,
}

/// Reads these drop-ins, each for a service of its own, without starting anything.
fn read(systemd: &Path, drop_ins: &[String]) -> Vec<Read> {
    let scratch = Scratch::new("systemd-merged");
    let folder = scratch.open("runtime");
    let units: Vec<_> = (0..drop_ins.len())
        .map(|index| format!("judge{index}.service"))
        .collect();
    scratch.write(
        "units/judge.target",
        format!("[Unit]\nWants={}\n", units.join(" ")),
    );
    for target in ["basic", "default", "shutdown", "sockets", "timers", "paths"] {
        scratch.write(&format!("units/{target}.target"), "[Unit]\n");
    }
    scratch.write("units/cntlm.service", "[Service]\nExecStart=/bin/true\n");
    for (unit, drop_in) in units.iter().zip(drop_ins) {
        scratch.write(&format!("units/{unit}"), "[Service]\nExecStart=/bin/true\n");
        scratch.write(&format!("units/{unit}.d/http-proxy.conf"), drop_in);
    }
    let mut command = unprivileged(systemd);
    command
        .args(["--user", "--test", "--unit=judge.target"])
        .env_clear()
        .envs(["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"].map(|name| (name, &folder)))
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .env("SYSTEMD_UNIT_PATH", scratch.path("units"))
        .env("SYSTEMD_LOG_LEVEL", "crit")
        .env("SYSTEMD_LOG_TARGET", "console");
    let output = run(&mut command, b"");
    assert!(output.status.success(), "{}", short(&output.stderr));
    let mut services = vec![Read::default(); drop_ins.len()];
    let mut unit: Option<usize> = None;
    let mut named = None;
    for line in output.stdout.split(|&byte| byte == b'\n') {
        if let Some(name) = line.strip_prefix(b"\t-> Unit ") {
            let name = std::str::from_utf8(name).expect("an ASCII name");
            let number = name
                .strip_prefix("judge")
                .and_then(|rest| rest.strip_suffix(".service:"));
            unit = number.and_then(|number| number.parse().ok());
            named = None;
        }
        let Some(service) = unit.map(|unit| &mut services[unit]) else {
            continue;
        };
        if let Some(variable) = line.strip_prefix(b"\t\tEnvironment: ") {
            let equals = variable
                .iter()
                .position(|&byte| byte == b'=')
                .expect("an assignment");
            let name = String::from_utf8_lossy(&variable[..equals]).into_owned();
            service
                .variables
                .insert(name.clone(), variable[equals + 1..].to_vec());
            named = Some(name);
        } else if line.starts_with(b"\t") {
            named = None;
            let line = String::from_utf8_lossy(line).into_owned();
            let line = line.trim();
            service.after |= line.starts_with("After: cntlm.service");
            let others = ["Description:", "Nice:", "UMask:"];
            if others.iter().any(|other| line.starts_with(other)) {
                service.others.push(line.to_owned());
            }
        } else if let Some(value) = named
            .as_ref()
            .and_then(|name| service.variables.get_mut(name))
        {
            // A value with a newline in it.
            value.push(b'\n');
            value.extend(line);
        }
    }
    services
}

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

const LINES: &[&str] = &[
    "# a comment",
    "; another",
    "",
    "   ",
    "Nice=5",
    "UMask=0022",
    "Description=b \\",
    "NoEquals",
    "=x",
    "Environment=",
    "Environment =",
    "EnvironmentFile=-/nonexistent",
    "Description=a",
    "After=network.target",
    "After=cntlm.service docker.service",
    "# Environment=HTTP_PROXY=old",
    "PassEnvironment=HTTP_PROXY",
    "Environment=A=b",
    "  # x \\",
    "Wants=x.target",
    "HTTP_PROXY=old",
];

const WORDS: &[&str] = &[
    "A=b",
    "\"B=c d\"",
    "'C=\"e\"'",
    "D=%%40",
    "E=%u",
    "F=%4",
    "TZ=UTC",
    "x",
    "1=2",
    "G=\\x41\\u00e9",
    "\"H=a\\\"b\\\\\"",
    "LD=日本",
    "I=",
    "\"J=#\"",
    "K=it\"'\"s",
    "L=a;b#c",
    "=x",
    "M=a\\tb",
];

const VALUES: &[&str] = &[
    "http://old:1",
    "old:1",
    "",
    "http://u:p%%40s@old:1",
    "http://u:p%40s@old:1",
    "localhost,127.0.0.1",
    "http://proxy.corp.example:8080",
    "\\x68ttp://old",
    "a\\\"b",
    "%u",
];

/// A drop-in, and whether no word in it is written on several lines.
fn generated(random: &mut Random) -> (String, bool) {
    let newline = random.of(&["\n", "\n", "\n", "\r\n"]);
    let (mut text, mut simple) = (String::new(), true);
    if random.below(40) == 0 {
        text += "\u{feff}";
    }
    if random.below(8) != 0 {
        text += random.of(&["[Service]", "[Unit]", "# top", "[Service]  "]);
        text += newline;
    }
    for _ in 0..random.below(9) {
        match random.below(8) {
            0 => text += random.of(&["[Service]", "[Service]", "[Unit]", "[Install]", "[X-ours]"]),
            1..=3 => text += random.of(LINES),
            _ => simple &= environment(&mut text, random, newline),
        }
        text += newline;
    }
    match random.below(12) {
        0 => text.truncate(text.trim_end_matches(['\r', '\n']).len()),
        1 => text = text + "Environment=Z=1 \\" + random.of(&["", newline, "\n# x\n"]),
        _ => {}
    }
    // A comment's backslash asks for nothing, but another line's does.
    simple &= !text.contains("\\\n") && !text.contains("\\\r") && !text.ends_with('\\');
    (text, simple)
}

fn environment(text: &mut String, random: &mut Random, newline: &str) -> bool {
    let mut simple = true;
    *text += random.of(&[
        "Environment=",
        "Environment=",
        "Environment = ",
        "  Environment=",
    ]);
    for index in 0..1 + random.below(4) {
        if index > 0 {
            if random.below(6) == 0 {
                *text += &format!(" \\{newline}");
                if random.below(3) == 0 {
                    *text += &format!("# between{newline}");
                }
                simple = false;
            }
            *text += random.of(&[" ", "  ", "\t"]);
        }
        if random.below(2) == 0 {
            *text += random.of(WORDS);
            continue;
        }
        let name = random.of(&[
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "no_proxy",
            "HTTP_PROXY",
        ]);
        let value = random.of(VALUES);
        let quote = random.of(&["\"", "\"", "'", ""]);
        if !quote.is_empty() && random.below(12) == 0 {
            *text += &format!("{quote}{name}={value}\\{newline}");
            *text += random.of(&["", "", "# inside\n", "b "]);
            *text += &format!("tail{quote}");
            simple = false;
        } else if random.below(8) == 0 {
            *text += &format!("{name}={quote}{value}{quote}");
        } else {
            *text += &format!("{quote}{name}={value}{quote}");
        }
    }
    if random.below(40) == 0 {
        *text += random.of(&[" \"open", " bad\\q"]);
    }
    simple
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
    let Some(systemd) = systemd() else {
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
    let took = |lines: usize| {
        let text = "[Service]\nEnvironment=A=b \"C=d\" \\\n  E=f\n# a comment\n".repeat(lines);
        let start = Instant::now();
        assert!(document(File::Docker, &text).merge(&plan).text.len() > text.len());
        (start.elapsed(), text.len())
    };
    let (small, large) = (took(1_000), took(10_000));
    say(&format!("drop-in: {small:?}, {large:?}"));
    assert!(large.0 < small.0 * 60 + Duration::from_millis(200));
    assert!(Document::docker(&" ".repeat(LARGEST + 1)).is_err());
}

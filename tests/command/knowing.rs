//! `explain` and `no-proxy`: what the project knows of the programs on such a host.

use crate::{command, text};
use std::io::Write;
use std::process::{Output, Stdio};

fn explain(arguments: &[&str], log: &[u8]) -> Output {
    let mut command = command();
    command.arg("explain").args(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    let mut stdin = child.stdin.take().expect("its input");
    // A command that needs no log does not read it.
    let _ = stdin.write_all(log);
    drop(stdin);
    child.wait_with_output().expect("its end")
}

const LOG: &[u8] = b"\xff Running with gitlab-runner 18.4.0\r
Nov 26 09:14:02 runner01 systemd[1]: x.conf:2: Failed to resolve specifiers in HTTP_PROXY=http://u:hunter2@h:1/, ignoring: Invalid slot\r
curl: (56) CONNECT tunnel failed, response 407\r
fatal: unable to access 'https://u:hunter2@g/a.git/': CONNECT tunnel failed, response 407";

#[test]
fn explain_says_what_a_log_means() {
    let output = explain(&["--lang", "en"], LOG);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    let said = text(&output.stdout);
    for part in [
        "Line 2: Nov 26 09:14:02 runner01 systemd[1]: x.conf:2: Failed to resolve specifiers in HTTP_PROXY=http://xxxxx@h:1/, ignoring: Invalid slot\nsystemd drops",
        "[systemd-percent]",
        "/etc/systemd/system/docker.service.d/http-proxy.conf",
        "Line 3 (one of 2): curl: (56) CONNECT tunnel failed, response 407\n",
        "[proxy-407]",
        "xxxxx stands for",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("hunter2"), "{said}");
    let output = explain(&["--lang", "ja"], LOG);
    let said = text(&output.stdout);
    assert!(said.contains("3 行目（全 2 行）：curl") || said.contains("3 行目（全 2 行）： curl"));
    assert!(
        said.contains("意味：") && !said.contains("What it means"),
        "{said}"
    );
}

#[test]
fn explain_says_so_when_it_knows_nothing() {
    for log in [&b""[..], b"\n\n", b"Job succeeded\n", b"\xfe\x00\xff"] {
        for (lang, word) in [("en", "dind-shadows-proxy"), ("ja", "症状")] {
            let output = explain(&["--lang", lang], log);
            assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
            assert!(
                text(&output.stderr).contains(word),
                "{}",
                text(&output.stderr)
            );
        }
    }
}

#[test]
fn explain_knows_every_failure_by_its_name() {
    for failure in runner_proxy::knowledge::failures::failures() {
        let output = explain(&[failure.id, "--lang", "ja"], b"");
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).starts_with(failure.title.ja));
    }
    let output = explain(&["no-such-failure"], b"");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert!(text(&output.stderr).starts_with("usage: "));
    assert_eq!(explain(&["a", "b"], b"").status.code(), Some(2));
}

#[test]
fn no_proxy_tells_who_goes_which_way() {
    let ask = |lang: &str, list: &str, host: &str| {
        let output = command()
            .args(["no-proxy", list, host, "--lang", lang])
            .output()
            .expect("the command");
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
        text(&output.stdout).to_owned()
    };
    let row = |table: &str, client: &str| {
        let found = table.lines().find(|line| line.starts_with(client));
        found.map(str::to_owned).expect(client)
    };
    let table = ask(
        "en",
        "10.0.0.0/8,.corp.example",
        "https://gitlab.corp.example/group",
    );
    assert!(
        table.starts_with("https://gitlab.corp.example\n"),
        "{table}"
    );
    for client in runner_proxy::knowledge::no_proxy::CLIENTS {
        row(&table, client.name);
    }
    let wget = row(&table, "wget");
    assert!(wget.contains(" direct "), "{wget}");
    assert!(
        wget.ends_with("Entry 2, “.corp.example”, matches. Without effect here: 10.0.0.0/8"),
        "{wget}"
    );
    assert!(row(&table, "Java").contains(" proxy "), "{table}");
    assert!(table.contains("\ncorp.example,.corp.example\n"), "{table}");

    let table = ask("ja", "", "localhost");
    assert!(row(&table, "Go ≥").contains("直接"), "{table}");
    assert!(
        row(&table, "curl ≥").contains("一致する項目がありません。"),
        "{table}"
    );
    // A long list is no reason to be slow.
    let long = "host.corp.example,".repeat(3_000);
    assert!(row(&ask("en", &long, "other.example"), "Ruby").contains("No entry"));
}

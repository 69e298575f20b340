//! cntlm.conf: merged files are read by cntlm itself.

mod documents;
mod meant;
mod read;

use crate::ask::ask;
use crate::difference::patched;
use crate::machine::{Scratch, program, run, say};
use crate::plans::plan;
use crate::random::Random;
use meant::wrong;
use read::{latin1, options_of_each};
use runner_proxy::artifacts;
use runner_proxy::existing::cntlm_conf::Document;
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::form::plan::{Credential, Plan};
use runner_proxy::form::{self, Form, Level};
use runner_proxy::say::Lang;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const FORMS: [&str; 5] = [
    r#"{"proxies": "10.0.0.41:8080\n10.0.0.42:8080", "username": "jörg", "domain": "CORP", "password": "pässword"}"#,
    r#"{"proxies": "10.0.0.42:8080", "username": "eve", "secret": "plain", "password": "p #x; '", "docker0": "172.18.0.1"}"#,
    r#"{"proxies": "proxy.corp.example:3128\n10.0.0.41:8080\n10.0.0.43:1", "username": "bob", "domain": "corp-uk", "secret": "ask"}"#,
    r#"{"proxies": "10.0.0.41:8080", "username": "alice", "password": "x", "cntlm": "0.94", "port": "3129"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#,
];

fn merged(text: &str, plan: &Plan) -> String {
    let merged = Document::read(text).expect("small").merge(plan);
    let changed = merged.text != text;
    assert_eq!(changed, !merged.changes.is_empty(), "{text:?}");
    let again = Document::read(&merged.text).expect("small").merge(plan);
    assert!(
        again.edits.is_empty(),
        "{text:?}\n{:?}\n{:?}",
        merged.text,
        again.text
    );
    merged.text
}

#[test]
fn cntlm_reads_every_merged_file() {
    let plans = FORMS.map(plan);
    let mut random = Random(7);
    let before: Vec<_> = (0..10_500)
        .map(|_| documents::generated(&mut random))
        .collect();
    let after: Vec<_> = before
        .iter()
        .zip(plans.iter().cycle())
        .map(|(text, plan)| merged(text, plan))
        .collect();
    let cases: Vec<_> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| json!({"before": before, "after": after}))
        .collect();
    patched(
        "cntlm.conf",
        before
            .iter()
            .map(String::as_str)
            .zip(after.iter().map(String::as_str)),
    );
    if let Some(verdicts) = ask("cntlm_conf/judge.py", &cases) {
        for ((verdict, before), after) in verdicts.iter().zip(&before).zip(&after) {
            assert_eq!(verdict, "fine", "{before}\n-----\n{after}");
        }
        say(&format!(
            "Python: {} cntlm.conf files keep the bytes of others",
            cases.len()
        ));
    }
    let Some(cntlm) = program("cntlm", "cntlm") else {
        return;
    };
    let bytes = |texts: &[String]| texts.iter().map(|text| latin1(text)).collect::<Vec<_>>();
    let ended: Vec<_> = bytes(&before)
        .into_iter()
        .map(|mut file| {
            if !file.is_empty() && !file.ends_with(b"\n") {
                file.push(b'\n');
            }
            file
        })
        .collect();
    let ended = options_of_each(&cntlm, &ended);
    let (old, new) = (
        options_of_each(&cntlm, &bytes(&before)),
        options_of_each(&cntlm, &bytes(&after)),
    );
    let mut counts = [0, 0, 0];
    for (index, plan) in (0..before.len()).zip(plans.iter().cycle()) {
        let (text, result) = (&before[index], &after[index]);
        counts[0] += 1;
        counts[1] += usize::from(text != result);
        counts[2] += usize::from(!text.ends_with('\n'));
        match plan.local_proxy() {
            Some(local) => {
                let wrong = wrong(local, &old[index], &ended[index], &new[index]);
                assert_eq!(wrong, None, "{text:?}\n{result:?}\n{:?}", new[index]);
            }
            None => assert_eq!(text, result),
        }
    }
    say(&format!(
        "cntlm: {} merged files read as meant, {} changed, {} without a last newline",
        counts[0], counts[1], counts[2]
    ));
}

/// An empty file becomes the one that we render.
#[test]
fn an_empty_file_becomes_ours() {
    for text in &FORMS[..4] {
        let form = Form::from_json(text.as_bytes()).expect("a form");
        let (ready, _) = form::read(&form).ready().expect("no errors");
        let files = artifacts::files(&ready, Lang::En);
        let ours = files
            .iter()
            .find(|file| file.artifact.path.ends_with("cntlm.conf"));
        let merged = merged("", ready.plan());
        assert_eq!(latin1(&merged), ours.expect("a cntlm.conf").bytes);
    }
}

#[test]
fn a_line_set_keeps_what_is_around_it() {
    let plan = plan(FORMS[1]);
    for (before, after) in [
        (
            "Username bob\n",
            "Username eve\nPassword \"p #x; '\"\nProxy    10.0.0.42:8080\nListen   172.18.0.1:3128\n",
        ),
        (
            "\tUSERNAME\t\"bob\" # x\r\nPassNT 00\r\n# y\r\nProxy a:1\r\nListen 3128\r\nlast",
            "\tUSERNAME\teve # x\r\nPassword \"p #x; '\"\r\n# y\r\nProxy 10.0.0.42:8080\r\nListen 3128\r\nListen 172.18.0.1:3128\r\nlast",
        ),
        (
            "Username \"bob\" ignored\nPassword \"a\nProxy \"\"\nListen \"172.17.0.1:1\" x",
            "Username eve\nPassword \"p #x; '\"\nProxy 10.0.0.42:8080\nListen 172.18.0.1:3128\n",
        ),
    ] {
        assert_eq!(merged(before, &plan), after);
    }
}

/// Beside a listener for all addresses cntlm cannot open another one of the same port. Such a one
/// stays, no other is added, and both is told.
#[test]
fn cntlm_opens_every_listener_of_a_merged_file() {
    let plan = plan(&FORMS[3].replace("3129", "23127"));
    let local = plan.local_proxy().expect("CNTLM");
    let ours = format!("{}:{}", local.docker0, local.port);
    let before = "Proxy a:1\nUsername a\n";
    let cntlm = program("cntlm", "cntlm");
    for (listeners, added, open) in [
        ("Listen 0.0.0.0:23127\n", false, true),
        ("Listen \"0:23127\"\n", false, true),
        ("Listen 23127\nGateway YES\n", false, true),
        ("Gateway yes\nDeny 0/0\nListen 23127\n", false, false),
        ("Listen 0.0.0.0:23126\nDeny 0\n", true, true),
        ("Listen 0.0.0.0:23126\nDeny 10.0.0.0/8\n", true, false),
        ("Listen 23126\nGateway on\n", true, false),
    ] {
        let text = before.to_owned() + listeners;
        let document = Document::read(&text).expect("small");
        let found = document.findings(Some(&plan));
        let told = |words: &str| {
            let reasons = found.iter().map(|finding| finding.reason.pick(Lang::En));
            reasons.filter(|reason| reason.contains(words)).count() == 1
        };
        assert_eq!(told("the whole network"), open, "{text}");
        assert_eq!(told("docker0's among them"), !added, "{text}");
        let merged = merged(&text, &plan);
        assert_eq!(merged.contains(&ours), added, "{merged}");
        assert!(merged.contains(listeners.lines().next().expect("a line")));
        if let Some(cntlm) = &cntlm {
            let (said, both) = (opened(cntlm, &merged), format!("{merged}Listen {ours}\n"));
            assert!(
                said.contains("listening on") && !said.contains("Cannot"),
                "{said}"
            );
            let said = opened(cntlm, &both);
            assert!(said.contains("Address already in use"), "{said}");
        }
    }
    let both = "Proxy a:1\nListen 1.2.3.4:1\nListen 0.0.0.0:1\nDeny 0/0\n";
    let found = Document::read(both).expect("small").findings(None);
    let taken = &found[0];
    assert!(taken.reason.pick(Lang::En).contains("the same port"));
    assert_eq!((found.len(), taken.line), (1, Some(3)), "{found:?}");
}

/// What cntlm says while it opens the listeners of this file, after which it ends.
fn opened(cntlm: &Path, file: &str) -> String {
    let scratch = Scratch::new("cntlm-opened");
    // An address that every machine has.
    let path = scratch.write("cntlm.conf", file.replace("172.17.0.1:", "127.0.0.1:"));
    let mut command = Command::new(cntlm);
    let output = run(command.arg("-v").arg("-c").arg(path).arg("-H"), b"");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn findings_have_line_reason_and_cure() {
    let hash = plan(FORMS[0]);
    let local = hash.local_proxy().expect("CNTLM");
    let Credential::Hash(Some(ntlmv2)) = &local.credential else {
        unreachable!("a hash");
    };
    let other = ntlmv2.written_for(form::plan::CntlmVersion::V094);
    let other = format!("PassNTLMv2 {}\n", other.as_str());
    let long = format!("Username {}\n", "x".repeat(50));
    for (text, line, level, words) in [
        (
            "\u{ef}\u{bb}\u{bf}Username a\n",
            Some(1),
            Level::Error,
            "byte order mark",
        ),
        ("Username a\nListen 1", Some(2), Level::Error, "no newline"),
        ("#\nPassword x\n", Some(2), Level::Warning, "plain password"),
        (
            "Password x\nPassNT 00112233445566778899AABBCCDDEEFF\n",
            Some(2),
            Level::Warning,
            "does not look at the hash",
        ),
        ("PassNTLMv2 0011\n", Some(1), Level::Error, "32 hexadecimal"),
        (&other, Some(1), Level::Error, "another version"),
        (
            "PassNTLMv2 00112233445566778899AABBCCDDEEFF\n",
            Some(1),
            Level::Warning,
            "not the hash",
        ),
        (&long, Some(1), Level::Error, "cut off"),
        (
            "Username CORP\\a\n",
            Some(1),
            Level::Error,
            "does not split",
        ),
        (
            "Username a\nUsername b\n",
            Some(2),
            Level::Warning,
            "earlier line",
        ),
        ("Username=a\n", Some(1), Level::Error, "No blank"),
        ("Username = a\n", Some(1), Level::Warning, "begins with `=`"),
        ("Domain \"\"\n", Some(1), Level::Error, "two quotes"),
        ("Domain \"x\n", Some(1), Level::Error, "not closed"),
        (
            "Auth Basic\n",
            Some(1),
            Level::Error,
            "does not know this word",
        ),
        (
            "PassNTLMv2 00112233445566778899AABBCCDDEEFF\nAuth NTLM\n",
            Some(2),
            Level::Error,
            "does not use PassNTLMv2",
        ),
        (
            "Proxy http://a:1\n",
            Some(1),
            Level::Error,
            "host:port here",
        ),
        ("Proxy a\n", Some(1), Level::Error, "host:port here"),
        (
            "Listen 172.17.0.1\n",
            Some(1),
            Level::Error,
            "address alone",
        ),
        (
            "Listen docker0:3128\n",
            Some(1),
            Level::Error,
            "address alone",
        ),
        (
            "Listen 127.0.0.1:3128\n",
            Some(1),
            Level::Warning,
            "elsewhere",
        ),
        (
            "SOCKS5User a:b\n",
            Some(1),
            Level::Error,
            "SOCKS port is open",
        ),
        (
            "Usrname a\n",
            Some(1),
            Level::Warning,
            "does not know this key",
        ),
        ("", None, Level::Error, "no line Listen"),
        ("", None, Level::Error, "no line Proxy"),
        (
            &format!("NoProxy {}\n", "a,".repeat(2100)),
            Some(1),
            Level::Error,
            "longer than 4,095",
        ),
    ] {
        let found = Document::read(text).expect("small").findings(Some(&hash));
        let one = found
            .iter()
            .find(|finding| finding.reason.pick(Lang::En).contains(words));
        assert!(one.is_some(), "{text}: {found:?}");
        let one = one.expect("a finding");
        assert_eq!((one.line, one.level), (line, level), "{text}");
    }
    for text in &FORMS[..4] {
        let plan = plan(text);
        let found =
            Document::read(&merged("", &plan)).map(|document| document.findings(Some(&plan)));
        let found: Vec<_> = found
            .expect("small")
            .into_iter()
            .filter(|finding| {
                let said = finding.reason.pick(Lang::En);
                !said.contains("plain password") && !said.contains("32 hexadecimal")
            })
            .collect();
        assert_eq!(found, [], "{text}");
    }
}

/// A password stands in no finding and no change.
#[test]
fn nothing_told_holds_a_secret() {
    let plan = plan(FORMS[0]);
    let old = "Username s3cret-user\nPassword s3cret-1\nPassword s3cret-2\nPassNT s3cret-3\nHeader Authorization: s3cret\nListen s3cret";
    let document = Document::read(old).expect("small");
    let merged = document.merge(&plan);
    let told = format!("{:?} {:?}", merged.findings, merged.changes);
    assert!(merged.findings.len() > 3 && merged.changes.len() > 3);
    assert!(!told.contains("s3cret"), "{told}");
    let secrets: Vec<_> = document
        .secrets()
        .into_iter()
        .map(|range| &old[range])
        .collect();
    assert_eq!(
        secrets,
        ["s3cret-1", "s3cret-2", "s3cret-3", "Authorization: s3cret"]
    );
}

#[test]
fn large_files_are_read_or_refused() {
    let plan = plan(FORMS[0]);
    let took = |lines: usize| {
        let text = "Username bob # x\nAllow 10.0.0.1\n# a comment\n".repeat(lines);
        let start = Instant::now();
        assert!(
            Document::read(&text)
                .expect("small")
                .merge(&plan)
                .text
                .len()
                < text.len()
        );
        (start.elapsed(), text.len())
    };
    let (small, large) = (took(2_000), took(20_000));
    say(&format!("cntlm.conf: {small:?}, {large:?}"));
    assert!(large.0 < small.0 * 60 + Duration::from_millis(200));
    assert!(Document::read(&" ".repeat(LARGEST + 1)).is_err());
}

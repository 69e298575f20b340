//! cntlm.conf: merged files are read by cntlm itself.

mod documents;

use crate::ask::ask;
use crate::difference::patched;
use crate::machine::{Scratch, program, run, say};
use crate::plans::plan;
use crate::random::Random;
use runner_proxy::artifacts;
use runner_proxy::existing::cntlm_conf::Document;
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::form::plan::{Credential, LocalProxy, Plan};
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

/// A key in lower case, and its value.
type Options = Vec<(String, Vec<u8>)>;

fn latin1(text: &str) -> Vec<u8> {
    let byte = |c| u8::try_from(u32::from(c)).expect("a character of ISO-8859-1");
    text.chars().map(byte).collect()
}

/// What cntlm reads of this file. A tunnel that it cannot make ends it before it listens anywhere.
fn options(cntlm: &Path, file: &[u8]) -> Options {
    let scratch = Scratch::new("cntlm-merged");
    let path = scratch.write("cntlm.conf", [b"Tunnel end\n", file].concat());
    // `-v` has an effect only before `-c`.
    let mut command = Command::new(cntlm);
    let output = run(command.arg("-v").arg("-c").arg(path).arg("-H"), b"");
    let start = b"section: ";
    let mut read = Vec::new();
    for line in output.stdout.split(|&byte| byte == b'\n') {
        let Some(rest) = line.strip_prefix(start) else {
            continue;
        };
        let comma = rest
            .windows(2)
            .position(|two| two == b", ")
            .expect("a section");
        let rest = &rest[comma + 2..];
        // An empty key reads as the rest of its line.
        let Some(equals) = rest.windows(4).position(|four| four == b" = '") else {
            read.push(("(garbage)".to_owned(), rest.to_vec()));
            continue;
        };
        let (key, value) = rest.split_at(equals);
        let key = String::from_utf8_lossy(key).to_lowercase();
        read.push((
            key,
            value[4..]
                .strip_suffix(b"'")
                .unwrap_or(b"(garbage)")
                .to_vec(),
        ));
    }
    assert_eq!(read.first(), Some(&("tunnel".to_owned(), b"end".to_vec())));
    read.remove(0);
    read
}

/// What cntlm reads of each. Those that end in a newline are one file, with marks between them.
fn options_of_each(cntlm: &Path, files: &[Vec<u8>]) -> Vec<Options> {
    let mut read = vec![None; files.len()];
    let whole: Vec<_> = (0..files.len())
        .filter(|&index| files[index].is_empty() || files[index].ends_with(b"\n"))
        .collect();
    for batch in whole.chunks(500) {
        let mut file = Vec::new();
        for &index in batch {
            file.extend(format!("ISAScannerAgent <{index}>\n").bytes());
            file.extend(&files[index]);
        }
        let mut now = None;
        for (key, value) in options(cntlm, &file) {
            if key == "isascanneragent" {
                let mark = String::from_utf8(value).expect("a mark");
                let index: usize = mark.trim_matches(['<', '>']).parse().expect("a number");
                now = Some(read[index].insert(Options::new()));
            } else {
                now.as_mut().expect("a mark").push((key, value));
            }
        }
    }
    let alone = |(index, read): (usize, Option<Options>)| {
        read.unwrap_or_else(|| options(cntlm, &files[index]))
    };
    read.into_iter().enumerate().map(alone).collect()
}

fn of(options: &Options, key: &str) -> Vec<Vec<u8>> {
    let key = key.to_lowercase();
    let found = options.iter().filter(|(other, _)| *other == key);
    found.map(|(_, value)| value.clone()).collect()
}

const CREDENTIALS: [&str; 4] = ["password", "passntlmv2", "passnt", "passlm"];
const OURS: [&str; 5] = ["username", "domain", "auth", "proxy", "listen"];

fn others(options: &Options) -> Options {
    let ours = |key: &str| OURS.contains(&key) || CREDENTIALS.contains(&key);
    options
        .iter()
        .filter(|(key, _)| !ours(key))
        .cloned()
        .collect()
}

fn credentials(options: &Options) -> Options {
    let is = |key: &str| CREDENTIALS.contains(&key);
    options.iter().filter(|(key, _)| is(key)).cloned().collect()
}

/// A value as it is typed.
fn plain(written: &str) -> Vec<u8> {
    let inside = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    latin1(inside.unwrap_or(written))
}

/// What the listeners may have become: ours is there already, is new, or stands in the place of one
/// that is no other program's.
fn listened(old: &[Vec<u8>], ours: &Vec<u8>) -> Vec<Vec<Vec<u8>>> {
    if old.contains(ours) {
        return vec![old.to_vec()];
    }
    let docker = |index: usize| old[index].starts_with(b"172.1");
    let replaced = (0..old.len()).filter(|&index| docker(index)).map(|index| {
        let mut new = old.to_vec();
        new[index].clone_from(ours);
        new
    });
    let replaced: Vec<_> = replaced.collect();
    match replaced.is_empty() {
        true => vec![[old, std::slice::from_ref(ours)].concat()],
        false => replaced,
    }
}

/// What is wrong with what cntlm reads; `ended` is the old file with its last newline.
fn wrong(
    local: &LocalProxy,
    before: &Options,
    ended: &Options,
    after: &Options,
) -> Option<&'static str> {
    let one = |value: &str| vec![plain(value)];
    let domain = local.domain.as_ref().map(|domain| plain(domain.as_str()));
    let same = |key: &str, value: Option<Vec<u8>>| {
        let old = of(ended, key).first().map(|old| old.to_ascii_lowercase());
        old == value.map(|value| value.to_ascii_lowercase())
    };
    let same_user =
        same("username", Some(plain(local.username.as_str()))) && same("domain", domain.clone());
    let held = credentials(ended);
    let hash = |value: &str| vec![("passntlmv2".to_owned(), latin1(value))];
    let upper = |options: Options| -> Options {
        let value = |(key, value): (String, Vec<u8>)| match key.as_str() {
            "passntlmv2" => (key, value.to_ascii_uppercase()),
            _ => (key, value),
        };
        options.into_iter().map(value).collect()
    };
    let meant = match &local.credential {
        Credential::Hash(hashed) => {
            hash(hashed.expect("a hash").written_for(local.version).as_str())
        }
        Credential::Plain(password) => vec![("password".to_owned(), plain(password.as_str()))],
        Credential::Ask if same_user && !held.is_empty() => held,
        Credential::Ask => hash("not-set-yet"),
    };
    let by_hash = meant[0].0 == "passntlmv2" && credentials(after) != credentials(ended);
    let auth = of(ended, "auth");
    let keeps = auth.is_empty() || auth[0].eq_ignore_ascii_case(b"NTLMv2");
    let listen = format!("{}:{}", local.docker0, local.port).into_bytes();
    let listeners = [of(ended, "listen"), of(before, "listen")];
    let new = of(after, "listen");
    let is_listen = listeners
        .iter()
        .any(|old| listened(old, &listen).contains(&new));
    let proxies = local
        .proxies
        .iter()
        .map(|proxy| latin1(proxy.joined().as_str()));
    let checks = [
        (others(after) == others(before), "other options"),
        (
            of(after, "username") == one(local.username.as_str()),
            "Username",
        ),
        (
            of(after, "domain") == domain.into_iter().collect::<Vec<_>>(),
            "Domain",
        ),
        (upper(credentials(after)) == upper(meant), "credentials"),
        (of(after, "proxy") == proxies.collect::<Vec<_>>(), "Proxy"),
        (is_listen, "Listen"),
        (
            !by_hash || keeps || of(after, "auth") == [b"NTLMv2".to_vec()],
            "Auth",
        ),
    ];
    checks
        .iter()
        .find(|(right, _)| !right)
        .map(|(_, what)| *what)
}

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

//! daemon.json and Docker's config.json: merged, and judged by Python's json module and by Go's
//! encoding/json.

mod documents;
mod go;

use crate::ask::ask;
use crate::difference::patched;
use crate::machine::say;
use crate::plans::plan;
use documents::{SHAPES, generated};
use runner_proxy::existing::json::Document;
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::existing::{Merged, NotRead};
use runner_proxy::form::Level;
use runner_proxy::form::plan::Plan;
use runner_proxy::say::Lang;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Plans for daemon.json; the last one uses a drop-in.
const FORMS: [&str; 3] = [
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "daemon": "daemon-json"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "username": "alice", "domain": "CORP", "password": "p@ss:w%rd$\"\\#'日本", "no-proxy": ".corp.example\n10.0.0.0/8", "daemon": "daemon-json"}"#,
    r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Daemon,
    Client,
}

fn read(file: File, text: &str) -> Result<Document<'_>, NotRead> {
    match file {
        File::Daemon => Document::daemon(text),
        File::Client => Document::client(text),
    }
}

/// What a plan wants, as the judges are told.
fn wanted(file: File, plan: &Plan, uses_drop_in: bool) -> Value {
    let (url, hosts) = (plan.proxy_url(), &plan.no_proxy);
    let (url, hosts) = (url.as_str(), hosts.as_str());
    match file {
        File::Daemon if uses_drop_in => json!({}),
        File::Daemon => json!({"http-proxy": url, "https-proxy": url, "no-proxy": hosts}),
        File::Client => json!({"httpProxy": url, "httpsProxy": url, "noProxy": hosts}),
    }
}

/// Merges each document, for both files and with all plans in turn; the second time changes nothing.
fn judged(documents: &[String]) {
    let plans = FORMS.map(plan);
    let (mut cases, mut asked) = (Vec::new(), Vec::new());
    for (index, before) in documents.iter().enumerate() {
        for file in [File::Daemon, File::Client] {
            let which = index % plans.len();
            let plan = &plans[which];
            let merge = |text: &str| Some(read(file, text).ok()?.merge(plan));
            let merged: Option<Merged> = merge(before);
            if let Some(merged) = &merged {
                let changed = merged.text != *before;
                assert_eq!(changed, !merged.changes.is_empty(), "{before:?}");
                let again = merge(&merged.text).expect("readable");
                assert!(again.edits.is_empty(), "{before:?}: {:?}", again.text);
            }
            let after = merged.map(|merged| merged.text);
            cases.push(json!({
                "before": before,
                "after": after,
                "file": match file { File::Daemon => "daemon", File::Client => "client" },
                "wanted": wanted(file, plan, which == 2),
            }));
            asked.push((before.clone(), after, file, plan, which == 2));
        }
    }
    let pairs = asked
        .iter()
        .filter_map(|(before, after, ..)| Some((before.as_str(), after.as_deref()?)));
    patched("Docker's JSON", pairs);
    if let Some(verdicts) = ask("json/judge.py", &cases) {
        let right = |verdict: &&String| ["refused", "same", "merged"].contains(&verdict.as_str());
        let wrong: Vec<_> = verdicts
            .iter()
            .zip(&cases)
            .filter(|(verdict, _)| !right(verdict))
            .collect();
        for (verdict, case) in wrong.iter().take(5) {
            println!("{verdict}\n{case}");
        }
        let count = |what: &str| verdicts.iter().filter(|verdict| *verdict == what).count();
        say(&format!(
            "Python: {} documents in {} merges, {} changed, {} had nothing to change, {} refused, {} wrong",
            documents.len(),
            cases.len(),
            count("merged"),
            count("same"),
            count("refused"),
            wrong.len()
        ));
        assert!(wrong.is_empty());
    }
    go::judge(&asked);
}

#[test]
fn every_shape_is_merged_as_it_should_be() {
    let documents: Vec<_> = SHAPES.iter().map(|shape| (*shape).to_owned()).collect();
    assert!(documents.len() >= 60, "{}", documents.len());
    // Each shape meets each plan.
    let turned = (0..3).flat_map(|turn| {
        let mut turned = vec![String::new(); turn];
        turned.extend(documents.clone());
        turned
    });
    judged(&turned.collect::<Vec<_>>());
}

#[test]
fn every_generated_document_is_merged_as_it_should_be() {
    judged(&generated(12_000));
}

#[test]
fn refused_with_line_and_column_and_what_is_expected() {
    for (text, line, column, words) in [
        ("{\n  \"a\": 1,\n}", 3, 1, "Delete the comma"),
        ("{\r\n  'a': 1}", 2, 3, "name in double quotes"),
        ("{\"日本\": tru}", 1, 8, "no such word"),
        ("{\"a\" 1}", 1, 6, "`:` is expected"),
        ("{\"a\": 1 \"b\": 2}", 1, 9, "comma or }"),
        ("{\"a\": [1 2]}", 1, 10, "comma or ]"),
        ("{\"a\": 1} {}", 1, 10, "should end here"),
        ("{\n// x\n}", 2, 1, "no comments"),
        ("{\"a\": \"b\n}", 1, 7, "closing double quote"),
        ("{\"a\": \"\t\"}", 1, 8, "control character"),
        ("{\"a\": \"\\x\"}", 1, 8, "Behind a backslash"),
        ("{\"a\": 01}", 1, 7, "not a number"),
        ("{\"a\": ", 1, 7, "A value is expected"),
        ("[]", 1, 1, "begin with {"),
        ("{\"a\": [1,]}", 1, 10, "Delete the comma"),
    ] {
        let refused = Document::client(text).err().expect(text);
        let said = refused.expected.pick(Lang::En);
        assert!(said.contains(words), "{text:?}: {said}");
        assert_eq!((refused.line, refused.column), (line, column), "{text:?}");
    }
}

/// Values are nested as deep as Go reads them, and the stack stays.
#[test]
fn deep_nesting_is_read_or_refused() {
    let nested = |depth: usize| {
        let depth = depth - 1;
        format!("{{\"a\": {}1{}}}", "[".repeat(depth), "]".repeat(depth))
    };
    let deepest = nested(10_000);
    assert!(Document::client(&deepest).is_ok());
    assert!(Document::client(&nested(10_001)).is_err());
    assert!(Document::client(&"{\"a\":".repeat(LARGEST / 5)).is_err());
    let plan = plan(FORMS[0]);
    let merged = Document::client(&deepest).map(|document| document.merge(&plan));
    assert!(
        merged
            .expect("JSON")
            .text
            .starts_with(&deepest[..deepest.len() - 1])
    );
}

/// The time grows with the length, and what is larger than the limit is refused.
#[test]
fn large_files_are_read_or_refused() {
    let plan = plan(FORMS[0]);
    let text = |members: usize| {
        let mut text = String::from("{\n");
        for member in 0..members {
            text +=
                &format!("  \"member{member:06}\": {{\"auth\": \"YTpi\", \"list\": [1, 2, 3]}},\n");
        }
        text + "  \"last\": null\n}\n"
    };
    let took = |text: &str| {
        let start = Instant::now();
        let merged = Document::client(text).expect("JSON").merge(&plan);
        assert!(merged.text.len() > text.len());
        start.elapsed()
    };
    let (small, large) = (text(1_700), text(17_000));
    let times = (took(&small), took(&large));
    say(&format!(
        "json: {} bytes in {:?}, {} bytes in {:?}",
        small.len(),
        times.0,
        large.len(),
        times.1
    ));
    assert!(
        times.1 < times.0 * 60 + Duration::from_millis(200),
        "{times:?}"
    );
    let larger = small + &" ".repeat(LARGEST);
    assert!(Document::client(&larger).is_err());
}

/// A finding: text, whether it is of daemon.json, the plan, line, and a part of its reason.
#[test]
fn findings_have_line_reason_and_cure() {
    use File::{Client, Daemon};
    let plans = FORMS.map(plan);
    let proxies =
        |value: &str| format!("{{\n  \"proxies\": {{\n    \"default\": {value}\n  }}\n}}");
    for (file, text, which, line, level, words) in [
        (Client, proxies(r#"{"httpProxy": "proxy:8080", "httpsProxy": "http://p:1"}"#), 0, 3, Level::Warning, "no http://"),
        (Client, proxies(r#"{"httpProxy": "http://p:1", "httpsProxy": "https://p:1"}"#), 0, 3, Level::Warning, "over TLS"),
        (Client, proxies(r#"{"httpProxy": "http://p:1"}"#), 0, 3, Level::Warning, "none for https://"),
        (Client, proxies(r#"{"noProxy": "docker:2375,docker:2376"}"#), 0, 3, Level::Warning, "with a port"),
        (Client, proxies(r#"{"noProxy": "a b"}"#), 0, 3, Level::Warning, "separated by blanks"),
        (Client, proxies(r#"{"noProxy": "a", "NoProxy": "b"}"#), 0, 3, Level::Error, "second time"),
        (Client, proxies("[]"), 0, 3, Level::Error, "An object"),
        (Client, proxies(r#"{"httpProxy": false}"#), 0, 3, Level::Error, "A text"),
        (Client, "\u{feff}{}".into(), 0, 1, Level::Error, "byte order mark"),
        (Client, "{\"proxies\":\n {\"tcp://a:1\": {}}}".into(), 0, 2, Level::Warning, "this one address"),
        (Daemon, "{\n\"http-proxy\": \"http://p:1\"}".into(), 0, 2, Level::Error, "belongs in"),
        (Daemon, "{\"proxies\": {\n\"http-proxy\": \"http://p:1\",\n\"https-proxy\": \"http://proxy.corp.example:8080\"}}".into(), 2, 2, Level::Warning, "drop-in that you chose"),
    ] {
        let found = read(file, &text).expect("JSON").findings(Some(&plans[which]));
        let one = found.iter().find(|finding| finding.reason.pick(Lang::En).contains(words));
        assert!(one.is_some(), "{text}: {found:?}");
        let one = one.expect("a finding");
        assert_eq!((one.line, one.level), (Some(line), level), "{text}");
    }
    let fine = "{\"auths\": {}, \"proxies\": {\"default\": {\"httpProxy\": \"http://p:1\", \"httpsProxy\": \"http://p:1\", \"noProxy\": \"a,.b\"}}}";
    assert_eq!(Document::client(fine).expect("JSON").findings(None), []);
}

#[test]
fn secrets_have_their_places() {
    let text = r#"{"auths": {"r": {"auth": "YT\"pi", "email": "a@b"}}, "identityToken": ["x"], "proxies": {"default": {"httpProxy": "http://u:p@h:1"}}}"#;
    let document = Document::client(text).expect("JSON");
    let secrets: Vec<_> = document
        .secrets()
        .into_iter()
        .map(|range| &text[range])
        .collect();
    assert_eq!(secrets, [r#""YT\"pi""#, "\"x\"", "\"http://u:p@h:1\""]);
}

//! Lines that are near to a message, and are not it.

use super::examples::examples;
use super::{holds, seen};
use runner_proxy::knowledge::failures::failures;

/// Ordinary lines of the same programs, most of them in logs that end well.
const HARMLESS: &[&str] = &[
    "",
    "…",
    "HTTP/1.1 200 Connection established",
    "HTTP/1.1 200 OK",
    "curl: (56) CONNECT tunnel failed, response 401",
    "fatal: unable to access 'https://gitlab.example.com/a.git/': The requested URL returned error: 403",
    "fatal: Authentication failed for 'https://gitlab.example.com/a.git/'",
    "Checking for jobs... received                       job=14796 repo_url=http://gitlab.example.com/a.git runner=d87fcd19,",
    "Checking for jobs... nothing                        runner=FH_HhUcz",
    "Registering runner... succeeded                     runner=GR1348941",
    "Uploading artifacts as \"archive\" to coordinator... 201 Created  id=64524 responseStatus=201 Created token=glcbt-64",
    "WARNING: Job failed: exit code 1                    duration=51m54s job=14796 project=318 runner=d87fcd19,",
    "Using Docker executor with image docker:27 ...",
    "Pulling docker image registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v18.4.0 ...",
    "cntlm[13370]: Cntlm ready, staying in the foreground",
    "cntlm[13483]: Using proxy 10.0.0.41:8080",
    "cntlm: Proxy listening on 172.17.0.1:3128",
    "cntlm: Using following NTLM hashes: NTLMv2(1) NT(0) LM(0)",
    "cntlm[13723]: 127.0.0.1 CONNECT a.example:443",
    "docker.service: Found dependency on cntlm.service/start",
    "level=info msg=\"API listen on [::]:2376\"",
    "level=warning msg=\"Binding to IP address without --tlsverify is insecure\" host=\"tcp://0.0.0.0:2375\"",
    "Environment=HTTP_PROXY=http://172.17.0.1:3128 HTTPS_PROXY=http://172.17.0.1:3128 NO_PROXY=localhost,docker",
    " HTTP Proxy: http://172.17.0.1:3128",
    "toomanyrequests is what the registry would say",
    "The proxy at 172.17.0.1:3128 answered",
    "Permission denied (publickey).",
    "x509: certificate has expired or is not yet valid",
    "error during build: exit 1",
    "lookup dockerhub.corp.example on 10.0.0.2:53: answered",
    "Get \"https://gitlab.example.com/\": OK",
    "{\"error\": \"Forbidden\"}",
];

#[test]
fn harmless_lines_are_nothing() {
    for line in HARMLESS {
        assert_eq!(seen(line), [], "{line}");
    }
    assert_eq!(seen(&HARMLESS.join("\n")), []);
    assert_eq!(seen(&HARMLESS.join("\r\n")), []);
}

/// The parts in another order, without one of them, or on two lines are no message.
#[test]
fn parts_alone_are_not_enough() {
    let mut tried = 0;
    for failure in failures() {
        for text in failure.texts {
            let parts: Vec<&str> = text.split('…').collect();
            if parts.len() < 2 {
                continue;
            }
            let own = |log: &str| seen(log).iter().any(|(id, ..)| *id == failure.id);
            // One text of a row may hold another; then the shorter one is rightly found.
            let alone = |log: &str| !failure.texts.iter().any(|other| holds(log, other));
            let backwards: Vec<&str> = parts.iter().rev().copied().collect();
            for line in [
                backwards.join(" "),
                parts[1..].join(" "),
                parts[..parts.len() - 1].join(" "),
            ] {
                if alone(&line) {
                    tried += 1;
                    assert!(!own(&line), "{}: {line:?}", failure.id);
                }
            }
            if parts.iter().all(|part| alone(part)) {
                tried += 1;
                assert!(!own(&parts.join("\n")), "{}: {text}", failure.id);
            }
        }
    }
    assert!(tried > 150, "only {tried}");
}

/// A message with one letter changed is another message: it is not this text, though a broader one
/// may still stand in it.
#[test]
fn one_letter_makes_another_message() {
    let examples = examples();
    let (mut tried, mut hidden) = (0, 0);
    for failure in failures() {
        for text in failure.texts {
            let longest = text.split('…').max_by_key(|part| part.len());
            let longest = longest.expect("a part");
            for line in &examples[failure.id] {
                let Some(at) = line.find(longest) else {
                    continue;
                };
                let middle = at + longest.len() / 2;
                let mut bytes = line.as_bytes().to_vec();
                bytes[middle] = b'~';
                let changed = String::from_utf8_lossy(&bytes);
                let before: Vec<_> = seen(line);
                let after = seen(&changed);
                tried += 1;
                // Texts of the same row overlap, so it may still be found by another one.
                hidden += usize::from(before != after);
                for (id, ..) in after {
                    let other = failures().find(|other| other.id == id);
                    let other = other.expect("a row");
                    let still = other.texts.iter().any(|text| holds(&changed, text));
                    assert!(still, "{id} in {changed:?}");
                }
            }
        }
    }
    assert!(tried > 150 && hidden * 2 > tried, "{hidden} of {tried}");
}

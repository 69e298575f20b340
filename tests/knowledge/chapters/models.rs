//! The chapters say nothing that the models of the programs deny, which the programs themselves judge.

use super::{chapter, claims, cntlm, plan, seen};
use runner_proxy::knowledge::chapters::text;
use runner_proxy::knowledge::no_proxy::{CLIENTS, Client, Reads, Route, Target};
use runner_proxy::knowledge::rate_limit::{
    ATTEMPTS, RESET_TIME, RETRY_AFTER, Response, Rule, timeline,
};
use runner_proxy::say::{Lang, Say};
use std::collections::BTreeSet;

#[test]
fn rate_limits_are_those_of_the_model() {
    let chapter = chapter("rate-limits");
    let plan = plan(&cntlm());
    // Each number comes from the code, so none stands in the words.
    for say in claims(chapter) {
        for word in ["five", "four", " 5 ", " 4 "] {
            assert!(
                !say.en.contains(word) && !say.ja.contains(word),
                "{}",
                say.en
            );
        }
    }
    let [attempts, retries] = [ATTEMPTS, ATTEMPTS - 1];
    let words = text(chapter, &plan, Lang::En).join("\n");
    assert!(
        words.contains(&format!("at most {attempts} times in all")),
        "{words}"
    );
    assert!(
        words.contains(&format!("at most {retries} times.")),
        "{words}"
    );
    for lang in Lang::ALL {
        let words = seen(chapter, &plan, lang);
        assert!(words.contains(RESET_TIME) && words.contains(RETRY_AFTER));
    }

    let statuses: Say = chapter.differences[0].today;
    let listed = |words: &str| -> BTreeSet<u16> {
        let numbers = words.split(|c: char| !c.is_ascii_digit());
        numbers.filter_map(|number| number.parse().ok()).collect()
    };
    let retried = |rule: Rule| (100..=512).filter(move |status| rule.retries(*status));
    for lang in Lang::ALL {
        let model: BTreeSet<_> = retried(Rule::Current).collect();
        assert_eq!(listed(statuses.pick(lang)), model);
        let older: BTreeSet<_> = retried(Rule::Older).collect();
        assert_eq!(listed(chapter.differences[0].guide.pick(lang)), older);
    }
    assert!((512..=999).all(|status| Rule::Current.retries(status)));
    for difference in chapter.differences {
        let since = difference.since.expect("a version");
        let start = since.strip_suffix(".0").expect("a release");
        assert!(Rule::Current.label().en.starts_with(start), "{since}");
    }

    // "Without these headers all attempts are over within two seconds", "begin at 100 milliseconds".
    let Ok(limited) = Response::parse("HTTP/1.1 429 Too Many Requests\n\n") else {
        unreachable!("a response")
    };
    let now = 1_795_690_800_000;
    let current = timeline(&limited, Rule::Current, now);
    assert_eq!(current.attempts.len(), usize::from(ATTEMPTS));
    assert_eq!(current.attempts[1].earliest_ms, 100);
    assert!(
        current
            .attempts
            .iter()
            .all(|attempt| attempt.latest_ms <= 2_000)
    );
    // "Without the header the runner does nothing more".
    assert_eq!(timeline(&limited, Rule::Older, now).attempts.len(), 1);
}

fn clients(start: &str) -> Vec<&'static Client> {
    let named = |client: &&Client| client.reads == Reads::NoProxy && client.name.starts_with(start);
    let found: Vec<_> = CLIENTS.iter().filter(named).collect();
    assert!(!found.is_empty(), "no client {start}");
    found
}

fn direct(client: &Client, list: &str, url: &str) -> bool {
    let Ok(target) = Target::parse(url) else {
        unreachable!("{url}")
    };
    client.read(list, &target).0 == Route::Direct
}

/// What the chapters say of NO_PROXY, asked of the models, which the programs themselves judge.
#[test]
fn no_proxy_is_read_as_the_models_read_it() {
    for go in clients("Go") {
        assert!(direct(go, "10.0.0.0/8", "https://10.1.2.3/"));
        assert!(direct(go, "*.corp.example", "https://a.corp.example/"));
        assert!(!direct(go, "10.*", "https://10.1.2.3/"));
        for port in ["2375", "2376"] {
            assert!(direct(go, "docker", &format!("tcp://docker:{port}")));
        }
        assert!(direct(go, "", "http://localhost/") && direct(go, "", "http://127.0.0.1/"));
    }
    for curl in clients("curl") {
        let network = direct(curl, "10.0.0.0/8", "https://10.1.2.3/");
        assert_eq!(network, curl.name != "curl ≤ 7.85", "{}", curl.name);
        assert!(!direct(curl, "*.corp.example", "https://a.corp.example/"));
        assert!(!direct(curl, "10.*", "https://10.1.2.3/"));
    }
    for start in ["curl", "wget"] {
        for client in clients(start) {
            assert!(
                !direct(client, "docker:2376", "https://docker:2376/"),
                "{}",
                client.name
            );
        }
    }
    for (start, reads) in [
        ("Python requests", true),
        ("Ruby", true),
        ("wget", false),
        ("Python urllib", false),
        ("Node", false),
    ] {
        for client in clients(start) {
            let network = direct(client, "10.0.0.0/8", "http://10.1.2.3/");
            assert_eq!(network, reads, "{}", client.name);
        }
    }
    for client in clients("") {
        let both = ".corp.example,corp.example";
        for host in ["a.corp.example", "corp.example"] {
            assert!(
                direct(client, both, &format!("https://{host}/")),
                "{}",
                client.name
            );
        }
    }
    for ruby in clients("Ruby") {
        assert!(direct(ruby, "::1", "http://10.9.9.1/"));
    }
    let cntlm = CLIENTS
        .iter()
        .find(|client| client.name.starts_with("CNTLM"));
    let cntlm = cntlm.expect("CNTLM's own list");
    assert!(direct(cntlm, "*.corp.example", "http://a.corp.example/"));
    assert!(!direct(cntlm, "*.Corp.example", "http://a.corp.example/"));
}

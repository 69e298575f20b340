//! The table itself: names, words and files that hold together.

use runner_proxy::artifacts::ARTIFACTS;
use runner_proxy::form::{Form, read};
use runner_proxy::knowledge::failures::{
    Addresses, MASKED, NO_FILE, NOTHING, THEMES, by_id, explain, failures, symptoms,
};
use runner_proxy::say::{Lang, Say};
use std::collections::HashSet;

#[test]
fn names_are_stable_links() {
    let mut seen = HashSet::new();
    for failure in failures() {
        let id = failure.id;
        assert!(seen.insert(id), "{id} twice");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(id.chars().all(plain) && !id.starts_with('-'), "{id}");
        assert!(std::ptr::eq(by_id(id).expect("its row"), failure));
    }
    assert!(by_id("").is_none() && by_id("PROXY-407").is_none());
    assert_eq!(
        seen.len(),
        THEMES
            .iter()
            .map(|theme| theme.failures.len())
            .sum::<usize>()
    );
}

/// 25 and 12 of them came from threads of users; more only helps.
#[test]
fn there_are_enough_of_them() {
    assert!(failures().count() >= 80, "{}", failures().count());
    assert!(symptoms().count() >= 15, "{}", symptoms().count());
    assert!(
        failures()
            .filter(|failure| !failure.sources.is_empty())
            .count()
            >= 50
    );
}

#[test]
fn words_are_whole_sentences_in_both_languages() {
    let ends = |say: Say, what: &str| {
        assert!(say.en.ends_with(['.', '?']), "{what}: {}", say.en);
        assert!(say.ja.ends_with('。'), "{what}: {}", say.ja);
        assert!(!say.en.contains(['、', '。']), "{what}: {}", say.en);
        assert!(!say.ja.is_ascii(), "{what}");
        for lang in Lang::ALL {
            assert!(!say.pick(lang).contains('\n'), "{what}");
            assert!(!say.pick(lang).contains("  "), "{what}: {}", say.pick(lang));
        }
    };
    for failure in failures() {
        ends(failure.title, failure.id);
        ends(failure.means, failure.id);
        ends(failure.cure, failure.id);
        assert!(failure.title.en.len() < 120, "{}", failure.id);
    }
    for say in [NO_FILE, NOTHING, MASKED] {
        ends(say, "what is said of the whole");
    }
}

#[test]
fn files_are_rows_of_the_table_and_named_once() {
    for failure in failures() {
        let mut seen = HashSet::new();
        for file in failure.files {
            let known = ARTIFACTS.iter().any(|known| std::ptr::eq(*known, *file));
            assert!(
                known && seen.insert(file.path),
                "{}: {}",
                failure.id,
                file.path
            );
        }
    }
}

/// Names of rows in the words must be rows.
#[test]
fn what_refers_to_another_row_finds_it() {
    for failure in failures() {
        for lang in Lang::ALL {
            for words in [failure.means.pick(lang), failure.cure.pick(lang)] {
                for name in ["proxy-refused", "register-direct", "dind-shadows-proxy"] {
                    assert!(!words.contains(name) || by_id(name).is_some());
                }
            }
        }
    }
}

/// Every part of a text must be long enough for the table of anchors, and so that it says something.
#[test]
fn texts_say_something() {
    let mut seen = HashSet::new();
    for failure in failures() {
        for text in failure.texts {
            assert!(seen.insert(text.to_ascii_lowercase()), "{text} twice");
            assert!(text.split('…').all(|part| !part.is_empty()), "{text}");
            let anchor = text.split('…').map(str::len).max();
            assert!(anchor.is_some_and(|length| length >= 8), "{text}");
            assert!(text.is_ascii() || text.contains('…'), "{text}");
            // The text alone, gaps as they are, is a message of its own row.
            let found = explain(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].failure.id, failure.id, "{text}");
        }
    }
    assert!(seen.len() > 150, "{}", seen.len());
}

/// What users trip over most, as their threads have it: one thread of each of 25 pains around the
/// Runner and Docker, and of 12 around CNTLM, as far as there is a thread.
const PAINS: &[&str] = &[
    "gitlab-org/gitlab-runner#38030",
    "gitlab-org/gitlab-runner#4921",
    "gitlab-org/gitlab-runner#3763",
    "gitlab-org/gitlab-runner!1090",
    "gitlab-org/gitlab#30178",
    "docker/for-linux#628",
    "docker/docs#19118",
    "docker/for-linux#415",
    "docker/for-linux#1290",
    "gitlab-org/gitlab-runner#26497",
    "moby/moby#24697",
    "docker/buildx#170",
    "gitlab-org/gitlab-runner#2181",
    "gitlab-org/gitlab-runner#3660",
    "gitlab-org/gitlab#338586",
    "gitlab-org/gitlab-runner#3723",
    "gitlab-org/gitlab-runner#28145",
    "gitlab-org/gitlab-runner#26693",
    "docker-library/docker#47",
    "gitlab-org/gitlab-runner docs/executors/docker.md",
    "gitlab-com/support/support-team-meta#2991",
    "moby/moby#43639",
    "gitlab-org/gitlab-runner#25841",
    "gitlab-org/gitlab-runner#35848",
    "moby/moby#30323",
    "docker/for-win#1057",
    "docker/for-win#1130",
    "sw360/sw360chores#11",
    "Evengard/cntlm#11",
    "versat/cntlm#43",
    "versat/cntlm#83",
    "genotrance/px#234",
    "robertdebock/docker-cntlm#10",
    "Evengard/cntlm#4",
    "docker/for-linux#203",
    "matrix-docker-ansible-deploy 2d99ade",
];

#[test]
fn every_known_pain_has_a_row() {
    for pain in PAINS {
        let has = failures().any(|failure| failure.sources.contains(pain));
        assert!(has, "{pain}");
    }
}

#[test]
fn commands_name_the_proxy_of_the_plan() {
    let check = |id: &str, form: &str| {
        let form = Form::from_json(form.as_bytes()).expect("a form");
        let failure = by_id(id).expect("its row");
        failure
            .check_at(&Addresses::of(&read(&form).plan))
            .expect("a command")
    };
    let guide = "{}";
    let other = r#"{"docker0": "172.18.0.1", "port": "3199"}"#;
    let direct = r#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#;
    for failure in failures() {
        let plain = failure.check.map(str::to_owned);
        let addresses = Addresses::of(&read(&Form::default()).plan);
        assert_eq!(failure.check_at(&addresses), plain, "{}", failure.id);
    }
    assert!(check("proxy-407", guide).contains("-x http://172.17.0.1:3128 "));
    assert!(check("proxy-407", other).contains("-x http://172.18.0.1:3199 "));
    assert!(check("proxy-407", direct).contains("-x http://proxy.corp.example:8080 "));
    let [route, moved, none] = [guide, other, direct].map(|form| check("dind-shadows-proxy", form));
    assert!(route.ends_with("get 172.17.0.1") && moved.ends_with("get 172.18.0.1"));
    assert_eq!(none, route);
}

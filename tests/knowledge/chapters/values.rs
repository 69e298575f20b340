//! The reader's values in the chapters, none of them a secret, and what a search finds.

use super::{chapter, cntlm, form, plan, seen};
use crate::any_form::any_form;
use crate::random::Random;
use runner_proxy::artifacts;
use runner_proxy::form::{self as read_form, Control, fields};
use runner_proxy::knowledge::chapters::{CHAPTERS, fill, search, text};
use runner_proxy::say::Lang;

#[test]
fn values_are_the_readers_own() {
    let own = plan(&cntlm());
    let through_cntlm = [
        ("overview", "http://172.30.0.1:3199"),
        ("cntlm", "http://172.30.0.1:3199"),
        ("docker0", "172.30.0.1:3199"),
        ("docker", "http://172.30.0.1:3199"),
        ("gitlab-runner", "git.corp.example"),
        ("containers", "http://172.30.0.1:3199"),
        ("no-proxy", own.no_proxy.as_str()),
        ("alternatives", "172.30.0.1:3199"),
    ];
    assert!(own.no_proxy.as_str().contains("registry.corp.example"));
    let straight = form(&[("route", "direct"), ("proxies", "proxy.corp.example:8080")]);
    let straight = plan(&straight);
    let examples = [
        ("docker", "http://proxy.corp.example:8080"),
        ("docker0", "172.17.0.1:3128"),
        ("gitlab-runner", "gitlab.example.com"),
    ];
    for lang in Lang::ALL {
        for (plan, rows) in [(&own, &through_cntlm[..]), (&straight, &examples[..])] {
            for (slug, value) in rows {
                let words = text(chapter(slug), plan, lang).join("\n");
                assert!(words.contains(value), "{slug}: {value} in {words}");
            }
            for chapter in CHAPTERS {
                let words = seen(chapter, plan, lang);
                assert!(!words.contains(['{', '}']), "{words}");
            }
        }
    }
}

/// What a value brings is not read again, and a brace that begins no name stays.
#[test]
fn only_names_are_filled_in() {
    let plan = plan(&cntlm());
    let odd = runner_proxy::say::say("{ {port {nothing} {port}{docker0}}", "{");
    assert_eq!(
        fill(odd, &plan, Lang::En),
        "{ {port {nothing} 3199172.30.0.1}"
    );
    assert_eq!(fill(odd, &plan, Lang::Ja), "{");
}

#[test]
fn no_chapter_shows_a_secret() {
    let canary = "Kanarienvogel-7f3a";
    let login = [
        ("proxies", "10.0.0.41:8080"),
        ("username", "testuser"),
        ("password", canary),
    ];
    for more in [
        &[("route", "direct")][..],
        &[("secret", "plain")],
        &[("secret", "hash")],
    ] {
        let form = form(&[&login, more].concat());
        let (ready, _) = read_form::read(&form)
            .ready()
            .expect("a form without errors");
        let files = artifacts::files(&ready, Lang::En);
        let hash = files.iter().find_map(|file| {
            let text = std::str::from_utf8(&file.bytes).ok()?;
            let line = text.lines().find(|line| line.starts_with("PassNTLMv2"))?;
            line.split_whitespace().nth(1).map(str::to_owned)
        });
        assert_eq!(hash.is_some(), more == [("secret", "hash")], "{more:?}");
        for (chapter, lang) in CHAPTERS
            .iter()
            .flat_map(|it| Lang::ALL.map(|lang| (*it, lang)))
        {
            let words = seen(chapter, ready.plan(), lang);
            assert!(!words.contains(canary), "{}", chapter.slug);
            assert!(
                hash.iter().all(|hash| !words.contains(hash)),
                "{}",
                chapter.slug
            );
        }
    }
    // Any form at all, with errors or without.
    for seed in 0..500 {
        let mut form = any_form(&mut Random(seed));
        let password = format!("{canary}{}", form.text(&fields::PASSWORD));
        form.set(&fields::PASSWORD, password);
        let plan = read_form::read(&form).plan;
        for chapter in CHAPTERS {
            assert!(!seen(chapter, &plan, Lang::En).contains(canary), "{seed}");
        }
    }
}

#[test]
fn searching_finds_what_is_seen() {
    let plan = plan(&cntlm());
    let all: Vec<_> = CHAPTERS.iter().map(|chapter| chapter.slug).collect();
    for lang in Lang::ALL {
        let found = |words: &str| search(words, &plan, lang);
        assert_eq!(found(""), all);
        assert_eq!(found(" \t\u{3000}"), all);
        assert_eq!(found("https.PROXY"), ["containers"]);
        assert_eq!(found("KERBEROS alpaca"), ["alternatives"]);
        assert_eq!(found("PassNTLMv2\u{3000}0600"), ["cntlm"]);
        assert_eq!(found("git.corp.example"), ["gitlab-runner"]);
        assert_eq!(found("alpaca lint"), [""; 0]);
        assert!(found("172.30.0.1:3199").contains(&"docker0"));
        // A name between braces is not what the reader sees.
        assert_eq!(found("{docker0}"), [""; 0]);
    }
    assert_eq!(search("ログオン失敗", &plan, Lang::Ja), ["cntlm"]);
    assert_eq!(search("ログオン失敗", &plan, Lang::En), [""; 0]);

    // Any words of a chapter, in any case, find it, in the order of the table.
    let mut random = Random(5);
    for _ in 0..300 {
        let lang = random.of(&Lang::ALL);
        let chapter = random.of(&CHAPTERS);
        let words = seen(chapter, &plan, lang);
        let words: Vec<_> = words.split_whitespace().collect();
        let asked = [random.of(&words), random.of(&words)].join("  ");
        let found = search(&asked.to_ascii_uppercase(), &plan, lang);
        assert!(found.contains(&chapter.slug), "{asked}");
        let places = found
            .iter()
            .map(|slug| all.iter().position(|it| it == slug));
        assert!(places.is_sorted(), "{found:?}");
    }
}

/// "Choose “Straight to the corporate proxy” …: Docker, the runner and the jobs then get the same
/// values as with CNTLM."
#[test]
fn another_local_proxy_gets_the_same_values() {
    let Control::Choice(choices) = &fields::ROUTE.control else {
        unreachable!("a choice")
    };
    let choice = choices.iter().find(|choice| choice.value == "direct");
    let label = choice.expect("the direct way").label;
    let words = chapter("alternatives").paragraphs[1];
    assert!(
        words.en.contains(&format!("“{}”", label.en)),
        "{}",
        words.en
    );
    assert!(
        words.ja.contains(&format!("「{}」", label.ja)),
        "{}",
        words.ja
    );

    let instead = form(&[
        ("route", "direct"),
        ("proxies", "172.30.0.1:3199"),
        ("gitlab", "https://git.corp.example:8443/"),
        ("no-proxy", "registry.corp.example"),
    ]);
    let (with_cntlm, without) = (plan(&cntlm()), plan(&instead));
    assert_eq!(
        with_cntlm.proxy_url().as_str(),
        without.proxy_url().as_str()
    );
    assert_eq!(with_cntlm.no_proxy.as_str(), without.no_proxy.as_str());
}

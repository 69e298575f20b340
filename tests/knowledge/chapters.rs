//! The chapters: the table itself, its words, the reader's values in them, and that they say nothing
//! which the rest of the library denies.

use crate::any_form::any_form;
use crate::random::Random;
use runner_proxy::artifacts::{self, ARTIFACTS};
use runner_proxy::form::plan::Plan;
use runner_proxy::form::{self, Control, Form, Level, field, fields};
use runner_proxy::knowledge::chapters::{CHAPTERS, Chapter, Value, by_slug, fill, search, text};
use runner_proxy::knowledge::failures;
use runner_proxy::knowledge::no_proxy::{CLIENTS, Client, Reads, Route, Target};
use runner_proxy::knowledge::rate_limit::{
    ATTEMPTS, RESET_TIME, RETRY_AFTER, Response, Rule, timeline,
};
use runner_proxy::say::{Lang, Say};
use std::collections::{BTreeSet, HashSet};

fn form(answers: &[(&str, &str)]) -> Form {
    let mut form = Form::default();
    for (name, text) in answers {
        form.set(field(name).expect("a field's name"), (*text).to_owned());
    }
    form
}

fn cntlm() -> Form {
    form(&[
        ("proxies", "10.0.0.41:8080"),
        ("username", "testuser"),
        ("password", "password"),
        ("docker0", "172.30.0.1"),
        ("port", "3199"),
        ("gitlab", "https://git.corp.example:8443/"),
        ("no-proxy", "registry.corp.example"),
    ])
}

fn plan(form: &Form) -> Plan {
    let reading = form::read(form);
    let errors = reading
        .problems
        .iter()
        .filter(|it| it.level == Level::Error);
    let errors: Vec<_> = errors.map(|it| it.message.pick(Lang::En)).collect();
    assert_eq!(errors, [""; 0]);
    reading.plan
}

fn chapter(slug: &str) -> &'static Chapter {
    by_slug(slug).expect("a chapter of this slug")
}

/// Every sentence of a chapter.
fn sentences(chapter: &'static Chapter) -> impl Iterator<Item = Say> {
    let of = chapter.differences.iter();
    let differences = of.flat_map(|difference| [difference.guide, difference.today]);
    chapter.paragraphs.iter().copied().chain(differences)
}

/// What a chapter says of its own: without what it reports of the guide.
fn claims(chapter: &'static Chapter) -> impl Iterator<Item = Say> {
    let today = chapter
        .differences
        .iter()
        .map(|difference| difference.today);
    chapter.paragraphs.iter().copied().chain(today)
}

/// All that a reader sees of a chapter.
fn seen(chapter: &'static Chapter, plan: &Plan, lang: Lang) -> String {
    let mut seen = vec![chapter.title.pick(lang).to_owned()];
    seen.extend(sentences(chapter).map(|say| fill(say, plan, lang)));
    seen.join("\n")
}

#[test]
fn slugs_are_stable_links() {
    let mut slugs = HashSet::new();
    for chapter in CHAPTERS {
        let slug = chapter.slug;
        assert!(slugs.insert(slug), "{slug} twice");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let edges = slug.starts_with('-') || slug.ends_with('-');
        assert!(
            !slug.is_empty() && slug.chars().all(plain) && !edges,
            "{slug}"
        );
        assert!(std::ptr::eq(by_slug(slug).expect("its chapter"), chapter));
    }
    assert!(by_slug("").is_none() && by_slug("CNTLM").is_none());
    for chapter in CHAPTERS {
        let mut see = HashSet::new();
        for slug in chapter.see {
            let other = *slug != chapter.slug && slugs.contains(slug);
            assert!(other && see.insert(slug), "{}: {slug}", chapter.slug);
        }
        assert!(!see.is_empty(), "{} leads nowhere", chapter.slug);
    }
    let led_to: HashSet<_> = CHAPTERS.iter().flat_map(|chapter| chapter.see).collect();
    for slug in slugs.iter().filter(|slug| **slug != "overview") {
        assert!(led_to.contains(slug), "nothing leads to {slug}");
    }
}

/// The headings of the guide in its Japanese edition, copied from it.
#[test]
fn every_section_of_the_guide_has_its_chapter_in_its_order() {
    let headings: Vec<_> = CHAPTERS
        .iter()
        .filter_map(|chapter| chapter.heading)
        .map(|heading| heading.ja)
        .collect();
    assert_eq!(
        headings,
        [
            "GitLab Runnerをプロキシの後ろで実行する方法",
            "CNTLMの設定",
            "CNTLM がdocker0 インターフェースをリッスンするようにします。",
            "イメージをダウンロードするためのDockerの設定",
            "GitLab Runner 設定へのプロキシ変数の追加",
            "Dockerコンテナへのプロキシの追加",
            "dindサービス使用時のプロキシ設定",
            "レート限定リクエストの処理",
        ]
    );
    for slug in ["no-proxy", "alternatives"] {
        assert!(chapter(slug).heading.is_none(), "{slug}");
    }
}

#[test]
fn every_file_has_a_chapter_and_every_failure_named_is_known() {
    for artifact in ARTIFACTS {
        let about = |chapter: &&&Chapter| {
            let mut files = chapter.artifacts.iter();
            files.any(|file| std::ptr::eq(*file, artifact))
        };
        assert!(CHAPTERS.iter().any(|it| about(&it)), "{}", artifact.path);
    }
    for chapter in CHAPTERS {
        let mut files = HashSet::new();
        for file in chapter.artifacts {
            let row = ARTIFACTS.iter().any(|known| std::ptr::eq(*known, *file));
            assert!(row && files.insert(file.path), "{}", chapter.slug);
        }
        let mut ids = HashSet::new();
        for id in chapter.failures {
            let known = failures::by_id(id).is_some();
            assert!(known && ids.insert(id), "{}: {id}", chapter.slug);
        }
        assert!(!ids.is_empty(), "{} helps with nothing", chapter.slug);
    }
}

/// The names between braces.
fn names(words: &str) -> BTreeSet<&str> {
    let named = words.split('{').skip(1);
    let names = named.map(|rest| rest.split_once('}').expect("a closing brace").0);
    names.collect()
}

/// Names and numbers, which no translation changes: words with `_` or `/`, numbers from ten on.
fn untranslated(words: &str) -> BTreeSet<&str> {
    let part = |c: char| !(c.is_ascii_alphanumeric() || "_/.-".contains(c));
    let words = words
        .split(part)
        .map(|word| word.trim_matches(['.', '/', '-']));
    let number = |word: &str| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_digit());
    words
        .filter(|word| word.contains(['_', '/']) || number(word))
        .collect()
}

#[test]
fn both_languages_say_the_same_in_whole_sentences() {
    let known: BTreeSet<_> = Value::ALL.iter().map(|value| value.name()).collect();
    assert_eq!(known.len(), Value::ALL.len());
    let mut used = BTreeSet::new();
    for chapter in CHAPTERS {
        let slug = chapter.slug;
        assert!(!chapter.paragraphs.is_empty() && !chapter.differences.is_empty());
        let title = chapter.title;
        assert!(
            !title.en.ends_with('.') && !title.ja.ends_with('。'),
            "{slug}"
        );
        for say in sentences(chapter) {
            assert!(say.en.ends_with('.'), "{slug}: {}", say.en);
            assert!(say.ja.ends_with('。'), "{slug}: {}", say.ja);
            assert_eq!(names(say.en), names(say.ja), "{slug}: {}", say.en);
            used.extend(names(say.en));
            assert_eq!(
                untranslated(say.en),
                untranslated(say.ja),
                "{slug}: {}",
                say.en
            );
        }
        for say in sentences(chapter).chain([title]) {
            assert!(
                !say.en.contains(['、', '。', '「', '：']),
                "{slug}: {}",
                say.en
            );
            assert!(!say.ja.is_ascii(), "{slug}: {}", say.ja);
            for lang in Lang::ALL {
                let words = say.pick(lang);
                let left = [
                    "TODO", "FIXME", "XXX", "??", "  ", "\n", " . ", "。。", " 。",
                ];
                for left in left {
                    assert!(!words.contains(left), "{slug}: {left:?} in {words}");
                }
                assert!(
                    words.matches('`').count().is_multiple_of(2),
                    "{slug}: {words}"
                );
                let open = words.matches(['（', '「', '“', '(']).count();
                let closed = words.matches(['）', '」', '”', ')']).count();
                assert_eq!(open, closed, "{slug}: {words}");
            }
        }
    }
    assert_eq!(
        used, known,
        "a value that no sentence has, or a name that is none"
    );
}

#[test]
fn every_claim_says_where_it_stands() {
    for chapter in CHAPTERS {
        for difference in chapter.differences {
            let source = difference.source;
            let kinds = [" @ ", "commit", "://", "#", "(5)", " run"];
            let tells = kinds.iter().any(|kind| source.contains(kind));
            assert!(source.is_ascii() && tells, "{}: {source:?}", chapter.slug);
            // A branch moves on; what was read has a name that does not.
            for named in source.split(" @ ").skip(1) {
                let commit = named.split([';', ',', ' ', ')']).next().unwrap_or_default();
                let hex = commit.chars().all(|c| c.is_ascii_hexdigit());
                assert!(hex && commit.len() >= 7, "{}: {commit:?}", chapter.slug);
            }
            if let Some(since) = difference.since {
                let version = since.rsplit(' ').next().unwrap_or_default();
                let number = version.starts_with(|c: char| c.is_ascii_digit());
                assert!(number && since != version, "{}: {since:?}", chapter.slug);
            }
        }
    }
}

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
        let (ready, _) = form::read(&form).ready().expect("a form without errors");
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
        let plan = form::read(&form).plan;
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

//! The chapters: the table itself and its words; below, the reader's values in them, and that they
//! say nothing which the rest of the library denies.

use runner_proxy::artifacts::ARTIFACTS;
use runner_proxy::form::plan::Plan;
use runner_proxy::form::{self, Form, Level, field};
use runner_proxy::knowledge::chapters::{CHAPTERS, Chapter, Value, by_slug, fill};
use runner_proxy::knowledge::failures;
use runner_proxy::say::{Lang, Say};
use std::collections::{BTreeSet, HashSet};

mod models;
mod values;

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

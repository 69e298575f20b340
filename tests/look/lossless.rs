//! The tokens of a text are the text, whatever it is.

use super::random::Random;
use runner_proxy::artifacts;
use runner_proxy::form::{self, Form};
use runner_proxy::look;
use runner_proxy::look::highlight::{Kind, lines, tokens};
use runner_proxy::say::Lang;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The languages of our papers and of what is inside them, and one that nobody knows.
const LANGUAGES: [&str; 13] = [
    "text",
    "URL",
    "JSON",
    "shell",
    "systemd unit",
    "GitLab Runner variable",
    "TOML",
    "YAML",
    "cntlm.conf",
    "output",
    "Markdown",
    "PEM",
    "no language of ours",
];

/// The kinds that were found.
fn lossless(language: &str, text: &str) -> Vec<Kind> {
    let tokens = tokens(language, text);
    let together: String = tokens.iter().map(|token| token.text).collect();
    assert!(together == text, "{language}: {text:?} became {together:?}");
    for token in &tokens {
        let line = token.text.strip_suffix('\n').unwrap_or(token.text);
        let whole = !token.text.is_empty() && !line.contains('\n');
        assert!(whole, "{language}: a token {token:?} in {text:?}");
    }
    let drawn: Vec<String> = lines(&tokens)
        .map(|line| line.iter().map(|token| token.text).collect())
        .collect();
    let meant: Vec<_> = text.split_inclusive('\n').collect();
    assert!(drawn == meant, "{language}: the lines of {text:?}");
    tokens.iter().map(|token| token.kind).collect()
}

pub(crate) fn forms() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder).expect("the pictures");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let forms: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    assert!(forms.len() >= 10, "only {} forms", forms.len());
    forms
}

pub(crate) fn papers(form: &Path, lang: Lang) -> Vec<artifacts::Paper> {
    let form = Form::from_json(&fs::read(form).expect("a readable form")).expect("a form");
    artifacts::papers(&form::read(&form).plan, lang)
}

#[test]
fn every_paper_of_every_picture() {
    let (mut known, mut count) = (BTreeSet::new(), 0);
    for form in forms() {
        for paper in Lang::ALL.into_iter().flat_map(|lang| papers(&form, lang)) {
            let language = look::language(&paper.text);
            let kinds = lossless(language, paper.text.as_str());
            let coloured = kinds.iter().filter(|kind| **kind != Kind::Plain).count();
            assert!(
                coloured * 4 > kinds.len(),
                "{} is mostly plain: {coloured} of {}",
                paper.artifact.path,
                kinds.len()
            );
            known.insert(language);
            count += 1;
        }
    }
    assert!(count > 100, "only {count} papers");
    let all = [
        "JSON",
        "Markdown",
        "PEM",
        "TOML",
        "YAML",
        "cntlm.conf",
        "shell",
        "systemd unit",
    ];
    assert_eq!(known.into_iter().collect::<Vec<_>>(), all);
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Each in every language: all but one of the readings are of a text that is none.
#[test]
fn every_drawn_file_in_every_language() {
    let mut found = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"),
        &mut found,
    );
    assert!(found.len() > 80, "only {} files", found.len());
    for path in found {
        let text = String::from_utf8_lossy(&fs::read(path).expect("readable")).into_owned();
        for language in LANGUAGES {
            lossless(language, &text);
            // Cut anywhere, as while somebody types.
            let middle = text
                .char_indices()
                .map(|(at, _)| at)
                .nth(text.chars().count() / 2);
            lossless(language, &text[..middle.unwrap_or(0)]);
        }
    }
}

const PIECES: [&str; 60] = [
    "'",
    "''",
    "'''",
    "\"",
    "\"\"\"",
    "`",
    "```",
    "~~~",
    "\\",
    "\\\n",
    "\\u00",
    "$",
    "$$",
    "${",
    "$(",
    "$((",
    "$x",
    "))",
    ")",
    "(",
    "}",
    "{",
    "]",
    "[",
    "[[",
    "<<",
    "<<-'A'",
    "A\n",
    "case x in",
    "esac",
    "if ",
    "for x in",
    "done",
    "#",
    " # ",
    ";",
    "&",
    "|",
    ">",
    ": ",
    ":",
    "- ",
    "---",
    "a=",
    "= ",
    "1.",
    "%",
    "%%",
    "%41",
    "true",
    "-1",
    " ",
    "\t",
    "\r\n",
    "\n",
    "\n\n",
    "日本",
    "é",
    "\u{feff}",
    "👩\u{200d}💻",
];

#[test]
fn every_garbage() {
    let mut random = Random(11);
    let mut kinds = [0_usize; Kind::ALL.len()];
    for _ in 0..20_000 {
        let text: String = (0..random.below(30)).map(|_| random.of(&PIECES)).collect();
        for kind in lossless(random.of(&LANGUAGES), &text) {
            kinds[Kind::ALL
                .iter()
                .position(|known| *known == kind)
                .expect("a kind")] += 1;
        }
    }
    assert!(kinds.iter().all(|count| *count > 100), "{kinds:?}");
}

#[test]
fn every_kind_has_a_class_of_its_own() {
    let classes: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.class()).collect();
    assert_eq!(classes.len(), Kind::ALL.len());
}

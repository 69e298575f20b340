//! `runner-proxy explain`: what a message or a log means, or one known failure by its name.

use runner_proxy::artifacts::Place;
use runner_proxy::knowledge::failures::{self, Failure, Found, MASK, MASKED, NO_FILE, NOTHING};
use runner_proxy::say::{Lang, Say, say};

const MEANS: Say = say("What it means:", "意味：");
const CURE: Say = say("What cures it:", "対処：");
const FILES: Say = say("Our files for it:", "関係するファイル：");
const CHECK: Say = say("See for yourself:", "確かめるコマンド：");
const SOURCES: Say = say("Others met it:", "報告や資料：");
const SYMPTOMS: Say = say(
    "Symptoms without a message (runner-proxy explain NAME says more):",
    "メッセージの出ない症状（runner-proxy explain 名前 で説明を表示します）：",
);

/// What was recognised in a log, or nothing when nothing was.
pub(super) fn log(log: &[u8], lang: Lang) -> Option<String> {
    let found = failures::explain(&String::from_utf8_lossy(log));
    let parts: Vec<String> = found.iter().map(|found| seen(found, lang)).collect();
    let mut text = parts.join("\n");
    if text.contains(MASK) {
        text.push_str(&format!("\n{}\n", MASKED.pick(lang)));
    }
    (!found.is_empty()).then_some(text)
}

/// What to say when nothing was recognised: what to do, and the symptoms to choose from.
pub(super) fn nothing(lang: Lang) -> String {
    let mut text = format!("{}\n\n{}\n", NOTHING.pick(lang), SYMPTOMS.pick(lang));
    for failure in failures::symptoms() {
        text.push_str(&format!("  {}  {}\n", failure.id, failure.title.pick(lang)));
    }
    text
}

fn seen(found: &Found, lang: Lang) -> String {
    let Found {
        line, count, text, ..
    } = found;
    let place = match (lang, count) {
        (Lang::En, 1) => format!("Line {line}:"),
        (Lang::En, _) => format!("Line {line} (one of {count}):"),
        (Lang::Ja, 1) => format!("{line} 行目："),
        (Lang::Ja, _) => format!("{line} 行目（全 {count} 行）："),
    };
    format!("{place} {text}\n{}", row(found.failure, lang))
}

/// One known failure.
pub(super) fn row(failure: &Failure, lang: Lang) -> String {
    let mut text = format!("{}  [{}]\n", failure.title.pick(lang), failure.id);
    let mut part = |label: Say, words: &str| {
        text.push_str(&format!("  {}\n    {words}\n", label.pick(lang)));
    };
    part(MEANS, failure.means.pick(lang));
    part(CURE, failure.cure.pick(lang));
    let files = failure.files.iter().map(|file| match file.place() {
        Place::Host(path) => path,
        Place::Paste(_) | Place::Read => file.path,
    });
    let files: Vec<&str> = files.collect();
    match files.is_empty() {
        true => part(FILES, NO_FILE.pick(lang)),
        false => part(FILES, &files.join("\n    ")),
    }
    if let Some(check) = failure.check {
        part(CHECK, check);
    }
    if !failure.sources.is_empty() {
        part(SOURCES, &failure.sources.join(", "));
    }
    text
}

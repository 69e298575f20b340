//! GitLab's guide "Run GitLab Runner behind a proxy", chapter by chapter in our own words, with what
//! is different today.
//!
//! The table is [`CHAPTERS`]. The guide is the edition whose snippets `tests/guide.rs` has letter for
//! letter; each [`Difference`] says what it writes, what is so today, and where that stands.
//!
//! A sentence may name a [`Value`] in braces, such as `{docker0}`, and [`fill`] puts the reader's own
//! one there. Pieces joined by code were tried first: the two languages want different orders, and a
//! translator sees no whole sentence.

mod alternatives;
mod cntlm;
mod containers;
mod dind;
mod docker;
mod docker0;
mod no_proxy;
mod overview;
mod rate_limits;
mod runner;

use super::rate_limit::ATTEMPTS;
use crate::artifacts::Artifact;
use crate::form::fields;
use crate::form::plan::Plan;
use crate::say::{Lang, Say};

/// A chapter.
pub struct Chapter {
    /// A stable name for links: ASCII lower-case letters, digits and `-`.
    pub slug: &'static str,
    /// What it is about; not a sentence.
    pub title: Say,
    /// The heading of the guide's section, as it stands there, when it has one.
    pub heading: Option<Say>,
    /// What to know, in whole sentences with values to [`fill`] in.
    pub paragraphs: &'static [Say],
    /// Where the guide says something else, or nothing.
    pub differences: &'static [Difference],
    /// The files it is about.
    pub artifacts: &'static [&'static Artifact],
    /// The failures that it helps with, as in [`Failure::id`](super::failures::Failure::id).
    pub failures: &'static [&'static str],
    /// The slugs of chapters to read with it.
    pub see: &'static [&'static str],
}

/// Where the guide and today differ.
pub struct Difference {
    /// What the guide says.
    pub guide: Say,
    /// What is true today; it may have values to [`fill`] in.
    pub today: Say,
    /// The program and version since which it is true, when it was not always so.
    pub since: Option<&'static str>,
    /// What says so: files of `owner/repository @ commit`, a manual page, or a program that was run.
    pub source: &'static str,
}

/// All of them, in the order of the guide; the last two it does not have.
pub static CHAPTERS: [&Chapter; 10] = [
    &overview::CHAPTER,
    &cntlm::CHAPTER,
    &docker0::CHAPTER,
    &docker::CHAPTER,
    &runner::CHAPTER,
    &containers::CHAPTER,
    &dind::CHAPTER,
    &rate_limits::CHAPTER,
    &no_proxy::CHAPTER,
    &alternatives::CHAPTER,
];

/// What a sentence leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// The proxy's URL with its password masked.
    ProxyUrl,
    /// docker0's address.
    Docker0,
    /// CNTLM's port.
    Port,
    /// The list of `NO_PROXY`.
    NoProxy,
    /// GitLab's host.
    GitLab,
    /// How many times the Runner sends a request at most.
    Attempts,
    /// One less: the first time is no repetition.
    Retries,
}

impl Value {
    /// All of them.
    pub const ALL: [Value; 7] = [
        Value::ProxyUrl,
        Value::Docker0,
        Value::Port,
        Value::NoProxy,
        Value::GitLab,
        Value::Attempts,
        Value::Retries,
    ];

    /// Its name between braces.
    pub const fn name(self) -> &'static str {
        match self {
            Value::ProxyUrl => "proxy",
            Value::Docker0 => "docker0",
            Value::Port => "port",
            Value::NoProxy => "no-proxy",
            Value::GitLab => "gitlab",
            Value::Attempts => "attempts",
            Value::Retries => "retries",
        }
    }

    /// The plan's own, or an example where it has none.
    pub fn of(self, plan: &Plan) -> String {
        let local = plan.local_proxy();
        let docker0 = local.map(|local| local.docker0.to_string());
        let port = local.map(|local| local.port.to_string());
        match self {
            Value::ProxyUrl => plan.proxy_url_masked().as_str().to_owned(),
            Value::Docker0 => docker0.unwrap_or_else(|| fields::DOCKER0.example.to_owned()),
            Value::Port => port.unwrap_or_else(|| fields::PORT.example.to_owned()),
            Value::NoProxy => plan.no_proxy.as_str().to_owned(),
            Value::GitLab => {
                let host = plan.gitlab.as_ref().map(|gitlab| gitlab.host.as_str());
                host.unwrap_or("gitlab.example.com").to_owned()
            }
            Value::Attempts => ATTEMPTS.to_string(),
            Value::Retries => (ATTEMPTS - 1).to_string(),
        }
    }
}

/// A sentence with its values. A brace that begins no name stays; what a value brings is not read
/// again.
pub fn fill(say: Say, plan: &Plan, lang: Lang) -> String {
    let mut filled = String::new();
    let mut rest = say.pick(lang);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, end)| {
            let value = Value::ALL.into_iter().find(|value| value.name() == name)?;
            Some((value, end))
        });
        rest = match named {
            Some((value, end)) => {
                filled.push_str(&value.of(plan));
                end
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

/// The paragraphs of a chapter with their values, without any secret.
pub fn text(chapter: &Chapter, plan: &Plan, lang: Lang) -> Vec<String> {
    let paragraphs = chapter.paragraphs.iter();
    paragraphs.map(|say| fill(*say, plan, lang)).collect()
}

/// The chapter of this name.
pub fn by_slug(slug: &str) -> Option<&'static Chapter> {
    CHAPTERS.into_iter().find(|chapter| chapter.slug == slug)
}

/// The slugs of the chapters in which every one of `words` occurs, between blanks and without regard
/// to ASCII case: in the title, the paragraphs or the differences, as the reader sees them. All
/// chapters when there is no word.
pub fn search(words: &str, plan: &Plan, lang: Lang) -> Vec<&'static str> {
    let words = words.to_ascii_lowercase();
    let mut found = Vec::new();
    for chapter in CHAPTERS {
        let mut seen = text(chapter, plan, lang);
        seen.push(chapter.title.pick(lang).to_owned());
        for difference in chapter.differences {
            seen.push(fill(difference.guide, plan, lang));
            seen.push(fill(difference.today, plan, lang));
        }
        let seen = seen.join("\n").to_ascii_lowercase();
        if words.split_whitespace().all(|word| seen.contains(word)) {
            found.push(chapter.slug);
        }
    }
    found
}

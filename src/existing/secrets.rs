//! Where secrets stand in text that no grammar of a file tells apart: names that say so, addresses
//! with a password, commands, and comments.
//!
//! Too much is masked rather than too little: whoever looks at the file sees it all elsewhere.

use super::in_order;
use std::ops::Range;

/// Parts of the names of variables, options and headers whose values are secrets.
const NAMES: [&str; 8] = [
    "PASS", "PWD", "TOKEN", "SECRET", "AUTH", "KEY", "CRED", "COOKIE",
];

/// The same of keys of a file, in lower case and without `_` and `-`. They say less: `tlskey`,
/// `detachKeys`, `credsStore` and `authorization-plugins` of Docker hold no secret.
const KEYS: [&str; 8] = [
    "pass",
    "secret",
    "token",
    "cookie",
    "privatekey",
    "accesskey",
    "accountkey",
    "apikey",
];

/// Words of comments behind which all may be a secret, in lower case.
const COMMENTED: [&str; 4] = ["pass", "pwd", "token", "secret"];

/// How tokens of GitLab begin.
const TOKENS: [&str; 9] = [
    "glpat-",
    "glrt-",
    "glrtr-",
    "gldt-",
    "glcbt-",
    "glptt-",
    "glft-",
    "glsoat-",
    "GR1348941",
];

/// Whether a variable, an option or a header is named like one that holds a secret.
pub(super) fn is_name(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    // `PAT`, a personal access token, stands alone: there is a `PATH`.
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    NAMES.iter().any(|part| name.contains(part)) || words.any(|word| word == "PAT")
}

/// Whether a key of TOML or a member of JSON is.
pub(super) fn is_key(key: &str) -> bool {
    let mut key = key.replace(['_', '-'], "");
    key.make_ascii_lowercase();
    let whole = matches!(&*key, "pwd" | "pat" | "credentials");
    whole || key.ends_with("auth") || KEYS.iter().any(|part| key.contains(part))
}

/// Whether `user:password@` is in it, with a scheme before it or not. The digest of an image is none.
pub(super) fn has_login(text: &str) -> bool {
    let behind = text.split_once(':').map_or("", |(_, behind)| behind);
    let mut ats = behind.match_indices('@');
    ats.any(|(at, _)| !behind[at..].starts_with("@sha256:"))
}

/// Where secrets stand in a command or a script.
pub(super) fn in_command(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        in_line(line, start, &mut found);
        start += line.len();
    }
    found
}

/// In one line, which begins at `start`.
fn in_line(line: &str, start: usize, found: &mut Vec<Range<usize>>) {
    let mut push = |range: Range<usize>| found.push(range.start + start..range.end + start);
    let (mut at, mut last, mut asked) = (0, "", false);
    while let Some(begin) = line[at..].find(|c| !is_blank(c)) {
        let begin = at + begin;
        at = word_end(line, begin);
        let word = &line[begin..at];
        let before = std::mem::replace(&mut last, word);
        if matches!(word, "=" | ":") {
            asked |= is_name(before);
            continue;
        }
        if std::mem::take(&mut asked) {
            at = value_end(line, begin);
            push(begin..at);
            continue;
        }
        if let Some(value) = named(line, begin..at) {
            match line[value.clone()].trim_matches(['"', '\'', '\\']) {
                "" => asked = true,
                _ => {
                    at = value.end;
                    push(value);
                    continue;
                }
            }
        }
        asked |= match word {
            // Which makes folders.
            "-p" => before != "mkdir",
            _ => {
                let plain = word.to_ascii_lowercase();
                let option = word.starts_with("--") && is_name(word) && !word.contains('=');
                (option && !plain.ends_with("-stdin"))
                    || matches!(&*plain, "password" | "passwd" | "bearer")
            }
        };
        if has_login(word) {
            push(begin..at);
        }
        for token in TOKENS {
            if let Some(token) = word.find(token) {
                let rest = &word[token..];
                let is_end = |c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c);
                let end = rest.find(is_end).unwrap_or(rest.len());
                push(begin + token..begin + token + end);
            }
        }
    }
}

/// The value in `NAME=value` and `Name: value` when the name is one of a secret. A header's goes on
/// to the quote with which its name begins, or to the end of the line.
fn named(line: &str, word: Range<usize>) -> Option<Range<usize>> {
    let mut name = word.start;
    for (at, c) in line[word.clone()].char_indices() {
        let at = word.start + at;
        if !matches!(c, '=' | ':') {
            continue;
        }
        // An address has no name.
        if is_name(&line[name..at]) && !line[at..].starts_with("://") {
            let value = at + 1;
            return Some(match c {
                '=' => value..value_end(line, value),
                _ => {
                    let rest = line[value..].trim_end();
                    let quote = line[name..].chars().next().filter(|c| is_quote(*c));
                    let end = quote.and_then(|quote| rest.find(quote));
                    value..value + end.filter(|end| *end > 0).unwrap_or(rest.len())
                }
            });
        }
        name = at + 1;
    }
    None
}

/// Where secrets stand in a comment: behind a name that says so, all is one. `names` are further
/// ones, in lower case.
pub(super) fn in_comment(comment: &str, names: &[&str]) -> Vec<Range<usize>> {
    let mut found = in_command(comment);
    let lower = comment.to_ascii_lowercase();
    let names = COMMENTED.iter().chain(names);
    if let Some(name) = names.filter_map(|name| lower.find(name)).min() {
        let separators = [' ', '\t', '=', ':'];
        let value = lower[name..].find(separators);
        let value = value.map_or("", |at| lower[name + at..].trim_start_matches(separators));
        found.push(lower.len() - value.len()..lower.trim_end().len());
    }
    found
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'')
}

fn word_end(line: &str, start: usize) -> usize {
    line[start..]
        .find(is_blank)
        .map_or(line.len(), |end| start + end)
}

/// The end of a value: of the word, or of what stands in the quotes with which it begins.
fn value_end(line: &str, start: usize) -> usize {
    let end = word_end(line, start);
    let value = &line[start..];
    let quote = value.chars().next().filter(|c| is_quote(*c));
    let close = quote.and_then(|quote| value[1..].find(quote));
    close.map_or(end, |close| end.max(word_end(line, start + 1 + close)))
}

/// In order, and each byte once. What shows a text walks along them.
pub(super) fn in_sequence(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    in_order(&mut all, |range| range.start);
    let mut sequence: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match sequence.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => sequence.push(range),
        }
    }
    sequence
}

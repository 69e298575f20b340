//! A line of somebody's log as it may be shown again.
//!
//! It hides too much rather than too little: logs are pasted into chats, and what has been shown
//! once cannot be taken back.

use super::find::find;

/// What stands for a password, as in the output of `docker info`.
pub const MASK: &str = "xxxxx";

/// How many characters of a line are shown.
const LONGEST: usize = 240;
/// How many of those before the message.
const BEFORE: usize = 80;

/// A piece of a line, with its secrets masked and the part around `anchor` kept. Unless `whole`, it
/// begins inside a word, of which nothing is shown: it may be the end of a password.
pub(super) fn shown(piece: &[u8], whole: bool, anchor: &str) -> String {
    let text = String::from_utf8_lossy(piece);
    let text = match text.split_once(char::is_whitespace) {
        _ if whole => text.as_ref(),
        Some((_, rest)) => rest,
        None => "…",
    };
    let text = masked(&visible(text));
    let text = text.trim();
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    let anchor = find(text.as_bytes(), anchor).unwrap_or(0);
    let at = text.char_indices().filter(|(at, _)| *at < anchor).count();
    let start = at.saturating_sub(BEFORE);
    let cut: String = text.chars().skip(start).take(LONGEST).collect();
    let before = if start > 0 { "…" } else { "" };
    let more = text.chars().nth(start + LONGEST).is_some();
    let after = if more { "…" } else { "" };
    [before, &cut, after].concat()
}

/// Without colours (ECMA-48 control sequences), control characters, and those that turn the
/// direction of what follows.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\u{1b}' => {
                if characters.next() == Some('[') {
                    characters.find(|c| matches!(c, '@'..='~'));
                }
            }
            '\t' => shown.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => shown.push(c),
        }
    }
    shown
}

/// After these, and what may belong to their name, a sign and then a secret follow.
const NAMES: [&str; 7] = [
    "password",
    "passwd",
    "passnt",
    "passlm",
    "authorization",
    "secret",
    "token",
];

/// How GitLab's tokens begin: personal, runner's, job's, deploy and registration tokens.
const TOKENS: [&str; 5] = ["glpat-", "glrt-", "glcbt-", "gldt-", "GR1348941"];

/// Before these, a program repeats a part of a URL that it could not read (Go's net/url, and curl
/// of a password with an `@`), or a line of cntlm.conf.
const REPEATED: [&str; 4] = [
    "invalid port ",
    "invalid URL escape ",
    "resolve proxy: ",
    "config file option: ",
];

fn masked(text: &str) -> String {
    let mut text = addresses(&words(text));
    for part in REPEATED {
        text = repeated(text, part);
    }
    for token in TOKENS {
        text = tokens(text, token);
    }
    for name in NAMES {
        text = named(text, name);
    }
    text
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '‘' | '’' | '“' | '”')
}

/// Masks user and password of URLs. A password that was not percent-encoded ends nobody knows where:
/// everything up to the last `@` of the line goes.
fn addresses(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        shown.push_str(before);
        rest = after;
        let ends = |c| is_edge(c) || matches!(c, '/' | '?' | '#');
        let authority = rest.split(ends).next().unwrap_or_default();
        let word = rest.split(is_edge).next().unwrap_or_default();
        let port = authority.rsplit_once(':').map(|(_, port)| port);
        let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
        let odd = port.is_some_and(|port| !is_port(port)) && !authority.starts_with('[');
        // `alice:12/34@proxy` is no host with a port, `registry:5000/image@sha256:…` is one.
        let later = port.is_some() && word.contains('@') && !word.contains("@sha256:");
        if authority.contains('@') || odd || later {
            shown.push_str(MASK);
            rest = &rest[rest.rfind('@').unwrap_or(word.len())..];
        }
    }
    shown.push_str(rest);
    shown
}

/// Masks `user:password@` where no scheme stands before it, also after `NAME=`.
fn words(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for word in text.split_inclusive(is_edge) {
        let colon = word.find(':').unwrap_or(word.len());
        let at = word.rfind('@').filter(|&at| {
            let innocent = word[colon..].starts_with("://") || word[at..].starts_with("@sha256:");
            colon < at && !innocent
        });
        let Some(at) = at else {
            shown.push_str(word);
            continue;
        };
        let name = word[..colon].find('=').map_or(0, |name| name + 1);
        shown.push_str(&word[..name]);
        shown.push_str(MASK);
        shown.push_str(&word[at..]);
    }
    shown
}

/// Masks what a program repeats: a quoted part, or else the rest of the line. A host name that
/// could not be resolved is shown unless it has an `@`, an option of cntlm.conf up to its value.
fn repeated(text: String, part: &str) -> String {
    let Some(at) = find(text.as_bytes(), part) else {
        return text;
    };
    let (before, rest) = text.split_at(at + part.len());
    let (kept, secret) = if part.starts_with("config") {
        rest.split_at(rest.find(' ').unwrap_or(rest.len()))
    } else {
        ("", rest)
    };
    if secret.trim().is_empty() || part.starts_with("resolve") && !secret.contains('@') {
        return text;
    }
    let after = secret.find(" after host").unwrap_or(secret.len());
    let blank = if kept.is_empty() { "" } else { " " };
    [before, kept, blank, MASK, &secret[after..]].concat()
}

fn tokens(text: String, token: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split(token);
    shown.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let rest =
            part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
        shown.push_str(token);
        shown.push_str(MASK);
        shown.push_str(rest);
    }
    shown
}

/// Masks what follows a name such as `Password =`: a token up to its end, anything else up to the
/// end of the line.
fn named(mut text: String, name: &str) -> String {
    let mut from = 0;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| find(rest.as_bytes(), name))
    {
        from += at + name.len();
        let more = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let sign = text[from..].trim_start_matches(more);
        let sign = sign.trim_start_matches([' ', '"', '\\']);
        if !sign.starts_with(['=', ':']) {
            continue;
        }
        let value = sign[1..].trim_start_matches(|c| is_edge(c) || c == '\\');
        let end = match name {
            "token" => value.find(is_edge).unwrap_or(value.len()),
            _ => value.len(),
        };
        let kept = text.len() - value.len();
        if end > 0 {
            text = [&text[..kept], MASK, &value[end..]].concat();
            from = kept + MASK.len();
        }
    }
    text
}

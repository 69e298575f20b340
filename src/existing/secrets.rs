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

/// How programs are called that take a password glued to `-p`: `mysqldump`, `mariadb-dump` too.
const GLUING: [&str; 3] = ["mysql", "mariadb", "sshpass"];

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
    Command::default().part(text)
}

/// What the words of a command say of those that follow.
#[derive(Clone, Copy, Default)]
pub(super) struct Command {
    next: Next,
    /// Whether a program was named that takes a password glued to `-p`. It stays so: nobody knows
    /// here whether a `;` ends the command or stands in a quoted word of it.
    glues: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Any,
    Secret,
    /// `user:password`, if it is one.
    Login,
    /// What makes folders with `-p`.
    Folder,
}

impl Command {
    /// Where secrets stand in what comes next: lines, or an element of an array, which is one word
    /// when the element before asked for it.
    pub(super) fn part(&mut self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.is_asked(text) {
            self.next = Next::Any;
            found.push(0..text.len());
            return found;
        }
        let mut start = 0;
        let mut goes_on = true;
        for line in text.split_inclusive('\n') {
            if !goes_on {
                *self = Self::default();
            }
            self.line(line, start, &mut found);
            start += line.len();
            goes_on = line.trim_end().ends_with('\\');
        }
        // An option with its value, which may have blanks inside. systemd takes `-` before a program.
        let first = found.first_mut().filter(|_| text.starts_with('-'));
        if let Some(first) = first.filter(|first| first.start < word_end(text, 0)) {
            first.end = text.len();
        }
        // A variable without a value; the next element is another one.
        if text.ends_with(['=', ':']) {
            self.next = Next::Any;
        }
        found
    }

    fn is_asked(self, value: &str) -> bool {
        self.next == Next::Secret || self.next == Next::Login && is_login(value)
    }

    /// In one line, which begins at `start`.
    fn line(&mut self, line: &str, start: usize, found: &mut Vec<Range<usize>>) {
        let mut push = |range: Range<usize>| found.push(range.start + start..range.end + start);
        let (mut at, mut last) = (0, "");
        while let Some(begin) = line[at..].find(|c| !is_blank(c)) {
            let begin = at + begin;
            at = word_end(line, begin);
            let word = &line[begin..at];
            // The line goes on in the next one.
            if word == "\\" {
                continue;
            }
            let before = std::mem::replace(&mut last, word);
            if matches!(word, "=" | ":") {
                if is_name(before) {
                    self.next = Next::Secret;
                }
                continue;
            }
            let end = value_end(line, begin);
            let asked = self.is_asked(&line[begin..end]);
            let makes_folders = std::mem::take(&mut self.next) == Next::Folder;
            if asked {
                at = end;
                push(begin..at);
                continue;
            }
            if let Some(value) = named(line, begin..at) {
                match line[value.clone()].trim_matches(['"', '\'', '\\']) {
                    "" => self.next = Next::Secret,
                    _ => {
                        at = value.end;
                        push(value);
                        continue;
                    }
                }
            }
            // As in an array that is commented out.
            let is_mark = |c| is_quote(c) || matches!(c, ',' | '[' | ']');
            let option = word.trim_start_matches(is_mark);
            let value = begin + word.len() - option.len();
            let option = option.trim_end_matches(is_mark);
            if let Some(length) = self.glued(option) {
                let value = value + option.len() - length;
                at = end.max(value_end(line, value));
                push(value..at);
                continue;
            }
            self.asks(option, makes_folders);
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

    /// What a word asks of the next one.
    fn asks(&mut self, word: &str, makes_folders: bool) {
        let program = word.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let program = program.into_iter().next().unwrap_or_default();
        self.glues |= GLUING.iter().any(|gluing| program.starts_with(gluing));
        let plain = word.to_ascii_lowercase();
        let option = word.starts_with("--") && is_name(word) && !word.contains('=');
        let secret = (option && !plain.ends_with("-stdin"))
            || matches!(&*plain, "password" | "passwd" | "bearer")
            || word == "-p" && !makes_folders;
        let short = word.starts_with('-') && !word.starts_with("--");
        if secret {
            self.next = Next::Secret;
        } else if matches!(word, "--user" | "--proxy-user") || short && word.ends_with(['u', 'U']) {
            self.next = Next::Login;
        } else if program == "mkdir" {
            self.next = Next::Folder;
        }
    }

    /// The length of the secret at the end of an option.
    fn glued(self, option: &str) -> Option<usize> {
        if let Some(long) = option.strip_prefix("--") {
            let (name, value) = long.split_once('=')?;
            let is_login = matches!(name, "user" | "proxy-user") && is_login(value);
            return is_login.then_some(value.len());
        }
        let short = option.strip_prefix('-')?;
        if let Some(password) = short.strip_prefix('p').filter(|_| self.glues) {
            let is_one = !password.is_empty() && !is_numbers(password);
            return is_one.then_some(password.len());
        }
        // Other letters may stand before it, as in `-sSu`.
        let (flags, value) = short.split_once(['u', 'U'])?;
        let is_login = flags.bytes().all(|c| c.is_ascii_alphabetic()) && is_login(value);
        is_login.then_some(value.len())
    }
}

/// Whether this is `user:password`: neither the numbers of a user and a group, nor an address, nor
/// the format of a date.
fn is_login(value: &str) -> bool {
    let value = value.trim_matches(is_quote);
    let address = value.starts_with("http://") || value.starts_with("https://");
    value.contains(':') && !address && !value.starts_with('+') && !is_numbers(value)
}

/// `1000:1000` or `8080:80`.
fn is_numbers(value: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|c| c.is_ascii_digit());
    value
        .split_once(':')
        .is_some_and(|(one, other)| is_digits(one) && is_digits(other))
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
                '=' => value..value_end(line, value).max(value_end(line, name)),
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

/// The end of a value: of the word, or of what stands in the first quotes in it.
fn value_end(line: &str, start: usize) -> usize {
    let end = word_end(line, start);
    let close = line[start..end].find(is_quote).and_then(|open| {
        let (quote, rest) = line[start + open..].split_at(1);
        Some(start + open + 1 + rest.find(quote)?)
    });
    close.map_or(end, |close| end.max(word_end(line, close)))
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

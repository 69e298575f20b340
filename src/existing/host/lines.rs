//! Lines that say something by themselves: variables, and what programs print.

use super::facts::{Ear, What};
use super::words;
use crate::existing::drop_in;

impl Ear {
    /// One line that belongs to no larger piece.
    pub(super) fn line(&mut self, line: &str, number: usize) {
        let known = self.facts.len() + self.left.len();
        let bare = line.trim();
        let what = if let Some(shown) = bare.strip_prefix("Environment=") {
            self.shown(shown, number);
            words::SHOW
        } else if let Some((what, value)) = docker_info(bare) {
            if !value.is_empty() {
                self.say(number, what, value);
            }
            words::DOCKER_INFO
        } else if let Some(value) = git(bare) {
            if !value.is_empty() {
                self.say(number, What::Proxy, value);
            }
            words::GIT
        } else if is_another(bare) {
            return;
        } else {
            self.variables(line, number);
            words::VARIABLES
        };
        if known < self.facts.len() + self.left.len() {
            self.recognise(what, number, number + 1);
        }
    }

    /// What `systemctl show` prints, or a line out of a drop-in, in which each `%` is doubled.
    fn shown(&mut self, shown: &str, number: usize) {
        for told in drop_in::shown(shown) {
            let pairs = told.value.matches("%%").count();
            let doubled = pairs > 0 && told.value.matches('%').count() == 2 * pairs;
            let value = match doubled {
                true => told.value.replace("%%", "%"),
                false => told.value,
            };
            self.variable(number, &told.name, &value);
        }
    }

    /// Variables anywhere in a line: `env`, a shell's `export`, YAML, an array's element.
    pub(super) fn variables(&mut self, line: &str, number: usize) {
        let bytes = line.as_bytes();
        let mut at = 0;
        let shell = ["export ", "declare ", "typeset "];
        let shell = shell.iter().any(|word| line.contains(word));
        while let Some(found) = line[at..].find('_') {
            let underscore = at + found;
            at = underscore + 1;
            let end = underscore + "_proxy".len();
            let Some(start) = named(bytes, underscore, end) else {
                continue;
            };
            let name = &line[start..end];
            let before = bytes[..start].last().copied();
            let Some((value, next)) = value(line, end, before, shell) else {
                continue;
            };
            at = next;
            match value {
                Some(value) => self.variable(number, name, &value),
                None => self.leave(number, words::EXPANDED),
            }
        }
    }
}

/// What a line of `docker info` says.
fn docker_info(line: &str) -> Option<(What, &str)> {
    let (name, value) = line.split_once(':')?;
    let what = match name {
        "HTTP Proxy" | "HTTPS Proxy" => What::Proxy,
        "No Proxy" => What::Hosts,
        _ => return None,
    };
    Some((what, value.trim()))
}

/// The proxy in a line of `git config --list`, also with `--show-origin` before it.
fn git(line: &str) -> Option<&str> {
    let setting = line.split_once('\t').map_or(line, |(_, setting)| setting);
    setting.strip_prefix("http.proxy=")
}

/// A variable that is none of ours, as `env` and shells print one: nothing in its value counts.
fn is_another(line: &str) -> bool {
    let shell = ["export ", "declare -x ", "typeset -x "];
    let shell = shell.iter().find_map(|word| line.strip_prefix(word));
    let Some((name, _)) = shell.unwrap_or(line).split_once('=') else {
        return false;
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ours = name.len() > 6 && named(name.as_bytes(), name.len() - 6, name.len()).is_some();
    !name.is_empty() && name.chars().all(is_name) && !ours
}

/// Where the name of one of our variables begins that has its `_` here.
fn named(bytes: &[u8], underscore: usize, end: usize) -> Option<usize> {
    let rest = bytes.get(underscore..end)?;
    if !rest.eq_ignore_ascii_case(b"_proxy") {
        return None;
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.${".contains(byte);
    let starts = ["https", "http", "all", "no"]
        .into_iter()
        .filter_map(|name| {
            let start = underscore.checked_sub(name.len())?;
            let is_it = bytes[start..underscore].eq_ignore_ascii_case(name.as_bytes());
            is_it.then_some(start)
        });
    let alone = |start: &usize| !bytes[..*start].last().is_some_and(is_name);
    { starts }.find(alone)
}

/// What is assigned to the name that ends here, nothing of it when that depends on a variable of a
/// shell; and where it ends. No assignment is a name followed by something else.
fn value(
    line: &str,
    end: usize,
    before: Option<u8>,
    shell: bool,
) -> Option<(Option<String>, usize)> {
    let rest = &line[end..];
    let inside = before.filter(|quote| matches!(quote, b'"' | b'\''));
    // The second is the end of a name in YAML or JSON.
    let (length, inside) = match rest {
        _ if rest.starts_with('=') => (1, inside),
        _ if rest.starts_with(": ") => (2, None),
        _ if rest.starts_with("\": ") => (3, None),
        _ if rest.starts_with(" = ") => (3, None),
        _ => return None,
    };
    let start = end + length;
    let text = &line[start..];
    if let Some(quote) = inside {
        let (word, length) = quoted(text, char::from(quote));
        return Some((Some(word), start + length));
    }
    match shell || text.starts_with(['"', '\'']) {
        true => {
            let (word, length, open) = shell_word(text);
            // All of it may be another variable, which is told by itself.
            let open = open && !text.trim_start_matches('"').starts_with('$');
            let word = if text.trim_start_matches('"').starts_with('$') {
                String::new()
            } else {
                word
            };
            Some(((!open).then_some(word), start + length))
        }
        false => {
            let length = bare(text);
            let word = text[..length].trim_end_matches([',', ';', '"', '\'']);
            Some((Some(word.to_owned()), start + length))
        }
    }
}

/// The length of a value without quotes: it ends at a blank, but for one behind a comma, as people
/// write them between hosts.
fn bare(text: &str) -> usize {
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && !matches!(last, ',' | ' ') {
            return at;
        }
        last = c;
    }
    text.len()
}

/// What stands before the closing quote, and how long it is.
fn quoted(text: &str, quote: char) -> (String, usize) {
    let mut word = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return (word, at),
            '\\' if quote == '"' => word.extend(chars.next().map(|(_, c)| c)),
            c => word.push(c),
        }
    }
    (word, text.len())
}

/// A word of a shell, how long it is, and whether a variable stands in it (POSIX.1-2024, XCU 2.2).
fn shell_word(text: &str) -> (String, usize, bool) {
    let (mut word, mut open, mut quote) = (String::new(), false, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        match (c, quote) {
            (c, Some(mark)) if c == mark => quote = None,
            (c, Some('\'')) => word.push(c),
            ('\\', Some(_)) if !"$`\"\\".contains(next) => word.push(c),
            ('\\', _) => word.extend(chars.next().map(|(_, c)| c)),
            ('"' | '\'', None) => quote = Some(c),
            (' ' | '\t' | ';' | '&' | '|', None) => return (word, at, open),
            (c, _) => {
                open |=
                    c == '`' || c == '$' && (next.is_ascii_alphanumeric() || "_{(".contains(next));
                word.push(c);
            }
        }
    }
    (word, text.len(), open)
}

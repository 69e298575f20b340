//! A text cut into pieces, by how each begins.

use super::facts::Ear;
use super::words;
use crate::form::{fields, mend};

/// The lines of a text, one after the other.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// The number of the next line.
    pub(super) number: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self {
            text,
            at,
            number: 1,
        }
    }

    /// The next line, without its end.
    pub(super) fn peek(&self) -> Option<&'a str> {
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or_default();
        (!rest.is_empty()).then(|| line.strip_suffix('\r').unwrap_or(line))
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn skip(&mut self) {
        let end = self.rest().find('\n').map(|end| self.at + end + 1);
        self.at = end.unwrap_or(self.text.len());
        self.number += 1;
    }

    /// Goes on at the line that follows this many bytes.
    pub(super) fn skip_bytes(&mut self, count: usize) {
        let end = self.at + count;
        while self.at < end {
            self.skip();
        }
    }

    /// Goes back into the lines that were taken last, to the one that begins at this byte of them.
    pub(super) fn back_to(&mut self, start: usize, taken: &str, number: usize) {
        self.at -= taken.len() - start;
        self.number = number;
    }

    /// The lines while they go on like this; the first one always does.
    pub(super) fn take_while(&mut self, goes_on: &mut dyn FnMut(&str) -> bool) -> &'a str {
        let start = self.at;
        self.skip();
        while self.peek().is_some_and(&mut *goes_on) {
            self.skip();
        }
        &self.text[start..self.at]
    }
}

/// How the second line of an `install.sh` begins.
const INSTALL_SH: &str = "# GitLab Runner behind a proxy: puts every file";

/// What certainly begins something else: the headings of `head` and `tail`, those of `systemctl cat`,
/// and prompts.
pub(super) fn is_heading(line: &str) -> bool {
    (line.starts_with("==> ") && line.ends_with(" <=="))
        || line.starts_with("# /")
        || is_prompt(line)
}

/// Whether it is what somebody copied from a terminal, or several files: then it is none that could be
/// put back where it was.
pub(in crate::existing) fn is_copied(text: &str) -> bool {
    text.lines()
        .any(|line| line.starts_with("==> ") || is_prompt(line))
}

/// `root@host:~# command`, `[user@host dir]$ command`, or `$ command`.
fn is_prompt(line: &str) -> bool {
    let Some(end) = line.find(['$', '#']) else {
        return false;
    };
    let (before, behind) = (&line[..end], &line[end + 1..]);
    let place = before.contains('@') && !before.contains(['=', '"', '\'']);
    let place = place && (before.starts_with('[') || !before.contains(' '));
    (place || line.starts_with('$')) && (behind.is_empty() || behind.starts_with(' '))
}

pub(super) fn is_section(line: &str) -> bool {
    matches!(line.trim(), "[Unit]" | "[Service]" | "[Install]")
}

impl Ear {
    /// Hears all pieces of a text.
    pub(super) fn listen(&mut self, text: &str) {
        let mut lines = Lines::of(text);
        // The last line that was no piece may say what follows: a prompt, or a heading.
        let mut hint = "";
        while let Some(line) = lines.peek() {
            let bare = line.trim();
            let first = lines.number;
            if bare.is_empty() {
                lines.skip();
            } else if bare.starts_with("-----BEGIN ") {
                self.certificate(&mut lines);
            } else if line.starts_with(INSTALL_SH) && self.inside.is_none() {
                self.install_script(&mut lines);
            } else if bare.starts_with("[[runners]]") {
                self.config_toml(&mut lines);
            } else if is_section(line) {
                self.unit(&mut lines, hint);
            } else if bare.starts_with('{') && self.json(&mut lines) {
            } else if is_top_level(line) {
                let region = lines.take_while(&mut |line| goes_on(line) && !is_heading(line));
                if !self.gitlab_ci(region, first) {
                    self.each_line(region, first);
                }
            } else if cntlm_key(line).is_some() {
                let region = lines.take_while(&mut is_cntlm);
                if !self.cntlm_conf(region, first) {
                    self.each_line(region, first);
                }
            } else {
                let known = self.pieces.len();
                if !self.docker0(&mut lines) {
                    lines.skip();
                    self.line(line, first);
                }
                if known == self.pieces.len() {
                    hint = line;
                }
            }
        }
    }

    /// Lines that are no piece as a whole.
    fn each_line(&mut self, region: &str, first: usize) {
        for (index, line) in region.lines().enumerate() {
            self.line(line, first + index);
        }
    }

    /// An answer of `ip`, `ifconfig` or `ip route`: a line that names docker0, and what is indented
    /// below it up to its address.
    fn docker0(&mut self, lines: &mut Lines) -> bool {
        /// More than any of them prints of one interface.
        const LONGEST: usize = 1_000;
        let (first, line) = (lines.number, lines.peek().unwrap_or_default());
        if !line.contains("docker0") || line.len() > LONGEST {
            return false;
        }
        let mut found = line.to_owned();
        let mut rest = lines.rest().split('\n').skip(1).take(4);
        while !found.contains("inet ") {
            match rest.next() {
                Some(next) if next.starts_with([' ', '\t']) && next.len() < LONGEST => {
                    found.push(' ');
                    found.push_str(next.trim());
                }
                _ => break,
            }
        }
        let Some(address) = mend::docker0(&found) else {
            return false;
        };
        lines.skip();
        lines.take_indented();
        self.recognise(words::DOCKER0, first, lines.number);
        self.answer(first, &fields::DOCKER0, &address);
        true
    }
}

impl Lines<'_> {
    fn take_indented(&mut self) {
        let mut count = 0;
        while count < 8
            && self
                .peek()
                .is_some_and(|line| line.starts_with([' ', '\t']))
        {
            self.skip();
            count += 1;
        }
    }
}

/// A key at the left of a .gitlab-ci.yml with which ours, or most, begin.
fn is_top_level(line: &str) -> bool {
    let keys = [
        "default:",
        "variables:",
        "services:",
        "image:",
        "before_script:",
    ];
    keys.iter().any(|key| {
        let rest = line.strip_prefix(key);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// A line that a .gitlab-ci.yml may have.
fn goes_on(line: &str) -> bool {
    let is_name = |name: &str| {
        let mut bytes = name.bytes();
        bytes.all(|byte| byte.is_ascii_alphanumeric() || b"._-/ ".contains(&byte))
    };
    match line.split_once(':') {
        _ if line.is_empty() || line.starts_with([' ', '#', '-']) => true,
        Some((name, rest)) => is_name(name) && (rest.is_empty() || rest.starts_with(' ')),
        None => false,
    }
}

/// The keys of cntlm (`config_open` of its main.c takes no others), those first that say it is one.
const CNTLM_KEYS: [&str; 18] = [
    "Username",
    "Domain",
    "Password",
    "PassNTLMv2",
    "PassNT",
    "PassLM",
    "Proxy",
    "Listen",
    "Auth",
    "Allow",
    "Deny",
    "Flags",
    "Gateway",
    "Header",
    "ISAScannerSize",
    "NoProxy",
    "Tunnel",
    "Workstation",
];

/// The key of a line of cntlm.conf.
fn cntlm_key(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    let end = line.find([' ', '\t'])?;
    let mut keys = CNTLM_KEYS.into_iter();
    keys.find(|key| key.eq_ignore_ascii_case(&line[..end]))
}

fn is_cntlm(line: &str) -> bool {
    let start = line.trim_start();
    (start.is_empty() || start.starts_with(['#', ';']) || cntlm_key(line).is_some())
        && !is_heading(line)
}

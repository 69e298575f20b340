//! Our own scripts read back: what writes a job's Docker `config.json`, and `install.sh`.

use super::facts::Ear;
use super::pieces::{Lines, is_heading};
use super::words;
use crate::existing::json;
use crate::form::fields;

impl Ear {
    /// What a script of a job says about its `config.json`, which this one of the two may write.
    pub(super) fn job_script(&mut self, script: &str, line: usize, writer: &'static str) -> bool {
        if !script.contains(".docker/config.json") {
            return false;
        }
        self.answer(line, &fields::CLIENT_CONFIG, writer);
        let json = script.find("{ \"proxies\"").map(|at| &script[at..]);
        let document = json.and_then(|json| Some(&json[..json::end(json).ok()?]));
        match document.map(json::Document::client) {
            Some(Ok(document)) => {
                for told in document.proxies_there() {
                    self.variable(line, &told.name, &told.value);
                }
                self.answer(line, &fields::CLIENT_VALUES, "fixed");
            }
            _ if script.contains("$HTTP_PROXY") => {
                self.answer(line, &fields::CLIENT_VALUES, "live");
            }
            _ => {}
        }
        true
    }

    /// An `install.sh` of ours, from its second line on: what it is for, and the files in it.
    pub(super) fn install_script(&mut self, lines: &mut Lines) {
        let first = lines.number;
        let whole = lines.take_while(&mut |line| !is_heading(line));
        self.recognise(words::INSTALL_SH, first, lines.number);
        self.inside.get_or_insert(first);
        let data = whole.split("# --- from here on").next().unwrap_or_default();
        let (head, contents) = data.split_once("\ncontent() {").unwrap_or((data, ""));
        let mut docker0 = "";
        let mut gitlab = "";
        for line in head.lines() {
            let Some((name, value)) = line.split_once('=') else {
                continue;
            };
            let value = value.trim_matches('\'');
            match name {
                "route" => self.answer(first, &fields::ROUTE, value),
                "daemon" => self.answer(first, &fields::DAEMON, value),
                "dind" => self.answer(first, &fields::DIND, value),
                "form_docker0" => docker0 = value,
                "form_cntlm" if !value.is_empty() => self.answer(first, &fields::CNTLM, value),
                // Without a GitLab it asks for this one, which is Docker's.
                "request_url" if !value.contains("//registry-1.docker.io/") => gitlab = value,
                "direct_url" if !value.is_empty() => gitlab = value,
                _ => {}
            }
        }
        if !gitlab.is_empty() {
            self.answer(first, &fields::GITLAB, gitlab.trim_end_matches('/'));
        }
        let mut rest = contents;
        while let Some((before, after)) = rest.split_once("\nprintf '") {
            let key = before.rsplit('\n').next().unwrap_or_default();
            let key = key.trim().trim_end_matches(')');
            let (content, length) = printed(after, docker0);
            rest = &after[length..];
            // The rest are parts of these, or lists.
            if FILES.contains(&key) {
                // What is a hint in a heading is one here too.
                let heading = match key {
                    "runner-drop-in" => "# /gitlab-runner.service\n",
                    "docker-drop-in" => "# /docker.service\n",
                    _ => "",
                };
                self.listen(&(heading.to_owned() + &content));
            }
        }
        self.inside = None;
    }
}

/// The contents of `install.sh` that are whole files.
const FILES: [&str; 8] = [
    "ca-file",
    "cntlm-conf:0.92",
    "cntlm-conf:0.94",
    "docker-drop-in",
    "daemon-json",
    "runner-drop-in",
    "client-config",
    "config-toml:template.toml",
];

/// What printf makes of a format that began in single quotes, with docker0's address for its only
/// variable, and how long the format is ([`crate::text::sh::printf`]).
fn printed(text: &str, docker0: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut made = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if let Some(after) = rest.strip_prefix("'\\''") {
            made.push(b'\'');
            at = text.len() - after.len();
        } else if rest.starts_with("'\"$") {
            made.extend(docker0.bytes());
            at += rest.find("\"'").map_or(rest.len(), |end| end + 2);
        } else if rest.starts_with('\'') || rest.is_empty() {
            break;
        } else if let Some(after) = rest.strip_prefix("%%") {
            made.push(b'%');
            at = text.len() - after.len();
        } else if rest.starts_with("\\\\") {
            made.push(b'\\');
            at += 2;
        } else if let Some(byte) = octal(rest) {
            made.push(byte);
            at += 4;
        } else {
            made.push(bytes[at]);
            at += 1;
            while !text.is_char_boundary(at) {
                made.push(bytes[at]);
                at += 1;
            }
        }
    }
    // cntlm.conf is ISO-8859-1, all others are UTF-8.
    let made = String::from_utf8(made).unwrap_or_else(|bytes| {
        bytes
            .as_bytes()
            .iter()
            .map(|&byte| char::from(byte))
            .collect()
    });
    (made, at)
}

fn octal(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('\\')?.get(..3)?;
    u32::from_str_radix(digits, 8)
        .ok()
        .and_then(|byte| byte.try_into().ok())
}

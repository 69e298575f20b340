//! config.toml files in which our keys stand in every way that TOML has.

use super::plans::Wanted;
use super::values::{bare_key, comment, value};
use crate::random::Random;

const ENTRIES: &[&str] = &[
    "A=b",
    "PATH=$PATH:/opt/bin",
    "GREETING=it's \"quoted\" # not a comment",
    "JSON={\"a\": [1, 2]}",
    "日本語=値",
    "BACK\\SLASH=\\n",
    "=x",
    "A",
    "",
    "A=b=c",
    "HTTP_PROXY",
    "Http_Proxy=x",
    "FTP_PROXY=http://old:1",
    "FF_NETWORK_PER_BUILD=1",
    " HTTP_PROXY=x",
    "NODE_EXTRA_CA_CERTS=/mine.crt",
    "a,b]#=c",
];

const SIX: &[&str] = &[
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
];

const LINES: &[&str] = &[
    "echo a\n",
    "set -eu\n",
    "[[runners]]\n",
    "  environment = [\"A=b\"]\n",
    "echo \"it's\" '' \\\\ \\n $HOME\n",
    "# comment\n",
    "\n",
    "fi\n",
    ")\n",
    "git config --global https.proxy $HTTPS_PROXY\n",
    "echo 日本語\tx\n",
    "if [ -n \"${HTTP_PROXY:-}\" ]; then\n  git config --global http.proxy \"$HTTP_PROXY\" # mine\nfi\n",
    "if [ -r /etc/gitlab-runner/certs/ca.crt ]; then\n  export NODE_EXTRA_CA_CERTS=\"${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}\"\nfi\n",
];

const GIT_OF_BEFORE: &str = r#"if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git's http.proxy could not be set; git uses https_proxy alone" >&2
fi
"#;

const CA_OF_BEFORE: &str = r#"if [ -r /etc/gitlab-runner/certs/ca.crt ]; then
  export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}"
fi
(
  ca=/etc/gitlab-runner/certs/ca.crt
  say() { printf 'runner-proxy: %s\n' "$*" >&2; exit 0; }
  update-ca-certificates >/dev/null || say "no"
)
"#;

const EXECUTORS: &[&str] = &[
    "docker",
    "docker",
    "docker",
    "docker+machine",
    "docker-autoscaler",
    "docker-windows",
    "docker-ssh",
    "shell",
    "kubernetes",
    "",
];

struct Maker<'a> {
    random: &'a mut Random,
    plans: &'a [Wanted],
    text: String,
    /// One line in this many ends in CRLF; none with 0.
    crlf: usize,
}

/// A document; valid TOML 1.0.
pub(super) fn document(random: &mut Random, plans: &[Wanted]) -> String {
    let crlf = [0, 0, 0, 0, 1, 1, 3][random.below(7)];
    let text = String::new();
    let mut maker = Maker {
        random,
        plans,
        text,
        crlf,
    };
    maker.document();
    maker.text
}

impl Maker<'_> {
    fn one_in(&mut self, count: usize) -> bool {
        self.random.below(count) == 0
    }

    /// These lines, with the newlines of this document.
    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.text += line;
            let crlf = self.crlf > 0 && self.one_in(self.crlf);
            self.text += if crlf { "\r\n" } else { "\n" };
        }
    }

    fn indent(&mut self) -> &'static str {
        self.random.of(&["", "  ", "  ", "    ", "\t"])
    }

    fn noise(&mut self) {
        match self.random.below(8) {
            0 => self.lines(""),
            1 => {
                let line = self.indent().to_owned() + &comment(self.random);
                self.lines(&line);
            }
            _ => {}
        }
    }

    fn tail(&mut self) -> String {
        match self.random.below(8) {
            0 => format!(" {}", comment(self.random)),
            1 => " \t".to_owned(),
            _ => String::new(),
        }
    }

    fn entry(&mut self, indent: &str, key: &str, value: &str) {
        self.noise();
        let equals = self.random.of(&[" = ", " = ", "=", "\t= "]);
        let tail = self.tail();
        self.lines(&format!("{indent}{key}{equals}{value}{tail}"));
    }

    fn document(&mut self) {
        if self.one_in(10) {
            self.text.push('\u{feff}');
        }
        self.entry("", "concurrent", "1");
        for _ in 0..self.random.below(3) {
            let (key, value) = (bare_key(self.random), value(self.random, 0));
            self.entry("", &key, &value);
        }
        if self.one_in(12) {
            let count = self.random.below(3);
            let runners: Vec<_> = (0..count).map(|_| self.inline_runner()).collect();
            let between = self.random.of(&[", ", ",", ",\n  ", ", # next\n"]);
            let array = format!("[ {} ]", runners.join(between));
            self.entry("", "runners", &array);
        } else {
            for _ in 0..self.random.below(4) {
                self.runner();
            }
        }
        if self.one_in(4) {
            self.lines("[monitoring]\nenabled = true");
        }
        if self.one_in(4) {
            let end = if self.text.ends_with("\r\n") { 2 } else { 1 };
            self.text.truncate(self.text.len() - end);
        }
    }

    fn runner(&mut self) {
        self.noise();
        let header = self.random.of(&[
            "[[runners]]",
            "[[runners]]",
            "  [[ runners ]]",
            "[[\"runners\"]]",
        ]);
        let tail = self.tail();
        self.lines(&(header.to_owned() + &tail));
        let indent = self.indent();
        let mut keys = self.keys(false);
        let docker = self.random.below(6);
        match docker {
            0 => keys.push(("docker".to_owned(), self.inline_docker())),
            1 => {
                for (key, value) in self.docker_keys(false) {
                    let dot = self.random.of(&[".", " . "]);
                    keys.push((format!("docker{dot}{key}"), value));
                }
            }
            _ => {}
        }
        while !keys.is_empty() {
            let (key, value) = keys.remove(self.random.below(keys.len()));
            let indent = if self.one_in(8) {
                self.indent()
            } else {
                indent
            };
            self.entry(indent, &key, &value);
        }
        let mut tables = vec!["cache", "cache.s3", "feature_flags", "machine"];
        if docker > 1 {
            tables.extend(["docker", "docker", "docker.sysctls"]);
        }
        for _ in 0..self.random.below(5) {
            if tables.is_empty() {
                break;
            }
            let name = tables.remove(self.random.below(tables.len()));
            // The second one of this name is only there to be likelier.
            tables.retain(|other| *other != name);
            self.table(name);
        }
    }

    fn table(&mut self, name: &str) {
        self.noise();
        let (indent, tail) = (self.indent(), self.tail());
        self.lines(&format!("{indent}[runners.{name}]{tail}"));
        let keys = match name {
            "docker" => self.docker_keys(false),
            "feature_flags" => vec![("FF_NETWORK_PER_BUILD".to_owned(), "true".to_owned())],
            _ if self.one_in(6) => vec![("environment".to_owned(), "[\"A=b\"]".to_owned())],
            _ => vec![(bare_key(self.random), value(self.random, 0))],
        };
        for (key, value) in keys {
            self.entry(indent, &key, &value);
        }
    }

    fn inline_runner(&mut self) -> String {
        let mut keys = self.keys(true);
        if self.one_in(3) {
            keys.push(("docker".to_owned(), self.inline_docker()));
        }
        self.inline(keys)
    }

    fn inline(&mut self, keys: Vec<(String, String)>) -> String {
        let keys: Vec<_> = keys
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        let blank = self.random.of(&["", " ", "  "]);
        format!("{{{blank}{}{blank}}}", keys.join(", "))
    }

    fn inline_docker(&mut self) -> String {
        let keys = self.docker_keys(true);
        self.inline(keys)
    }

    fn docker_keys(&mut self, inline: bool) -> Vec<(String, String)> {
        let mut keys = Vec::new();
        if self.one_in(2) {
            keys.push(("image".to_owned(), "\"a\"".to_owned()));
        }
        if self.one_in(2) {
            let value = self.random.of(&["true", "false", "false", "\"true\""]);
            keys.push(("privileged".to_owned(), value.to_owned()));
        }
        if self.one_in(2) {
            let volumes = [
                "/cache",
                "/certs/client",
                "a:/runner/services/docker/:ro",
                "/b:/b",
                "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro",
                "/mine.crt:/etc/gitlab-runner/certs/ca.crt",
            ];
            let count = self.random.below(4);
            let volumes: Vec<_> = (0..count)
                .map(|_| self.random.of(&volumes).to_owned())
                .collect();
            let array = self.array(&volumes, inline);
            keys.push(("volumes".to_owned(), array));
        }
        keys
    }

    fn keys(&mut self, inline: bool) -> Vec<(String, String)> {
        let executor = self.random.of(EXECUTORS);
        let mut keys = vec![("executor".to_owned(), format!("\"{executor}\""))];
        if self.one_in(2) {
            keys.push(("name".to_owned(), "'x # [[runners]]'".to_owned()));
        }
        if self.one_in(2) {
            keys.push((
                bare_key(self.random),
                if inline {
                    "1".to_owned()
                } else {
                    value(self.random, 0)
                },
            ));
        }
        if !self.one_in(3) {
            let environment = self.environment(inline);
            let key = self.key("environment");
            keys.push((key, environment));
        }
        for name in ["pre_get_sources_script", "pre_build_script"] {
            if self.one_in(2) {
                let script = self.script(inline);
                let key = self.key(name);
                keys.push((key, script));
            }
        }
        if self.one_in(30) {
            let (key, value) = self.random.of(&[
                ("Executor", "\"docker\""),
                ("ENVIRONMENT", "[]"),
                ("Pre_Build_Script", "''"),
                ("pre_get_ſources_ſcript_", "''"),
                ("DOCKER", "1"),
            ]);
            keys.push((format!("\"{key}\""), value.to_owned()));
        }
        keys
    }

    fn key(&mut self, name: &str) -> String {
        match self.random.below(12) {
            0 => format!("\"{name}\""),
            1 => format!("'{name}'"),
            2 => name[..1].to_uppercase() + &name[1..],
            _ => name.to_owned(),
        }
    }

    fn environment(&mut self, inline: bool) -> String {
        if self.one_in(30) {
            return self
                .random
                .of(&["\"A=b\"", "[1]", "[\"A=b\", true]", "{ A = \"b\" }"])
                .to_owned();
        }
        let count = self.random.below(6);
        let entries: Vec<_> = (0..count).map(|_| self.environment_entry()).collect();
        self.array(&entries, inline)
    }

    fn environment_entry(&mut self) -> String {
        if self.one_in(2) {
            return self.random.of(ENTRIES).to_owned();
        }
        let name = self.random.of(SIX);
        let plan = &self.plans[self.random.below(self.plans.len())];
        // Some are right already.
        let ours = plan
            .rendered
            .split('"')
            .find(|entry| entry.split('=').next() == Some(name));
        match self.random.below(3) {
            0 => ours.expect("an entry of ours").to_owned(),
            _ => format!("{name}=http://old:{}", self.random.below(3)),
        }
    }

    fn array(&mut self, elements: &[String], inline: bool) -> String {
        let breaks = !inline && self.one_in(2);
        let mut array = "[".to_owned() + &self.gap(breaks);
        for (index, element) in elements.iter().enumerate() {
            array += &self.quoted(element, !inline);
            array += &self.gap(breaks);
            if index + 1 < elements.len() || self.one_in(3) {
                array += ",";
                array += &self.gap(breaks);
            }
        }
        array + "]"
    }

    fn gap(&mut self, breaks: bool) -> String {
        match self.random.below(7) {
            0 => " ".to_owned(),
            1 | 2 if breaks => format!("\n{}", self.indent()),
            3 if breaks => format!(" {}\n    ", comment(self.random)),
            4 if breaks => format!("\n\n    {}\n  ", comment(self.random)),
            _ => String::new(),
        }
    }

    fn script(&mut self, inline: bool) -> String {
        if self.one_in(40) {
            return "1".to_owned();
        }
        let count = self.random.below(4);
        let mut script: String = (0..count).map(|_| self.script_part()).collect();
        if self.one_in(4) {
            script.truncate(script.trim_end_matches('\n').len());
        }
        self.quoted(&script, !inline)
    }

    fn script_part(&mut self) -> String {
        match self.random.below(6) {
            0 => GIT_OF_BEFORE.to_owned(),
            3 => {
                // With the variable, without it, or with another one.
                let from = self.random.of(&["if [", "(\n"]);
                let at = CA_OF_BEFORE.find(from).expect("it begins so");
                CA_OF_BEFORE[at..].replace(self.random.of(&[":-/", "-/"]), "-/")
            }
            1 | 2 => {
                let plan = &self.plans[self.random.below(self.plans.len())];
                let mut scripts = plan.rendered.split("'''\n").skip(1).step_by(2);
                let scripts: Vec<_> = scripts.by_ref().collect();
                self.random.of(&scripts).to_owned()
            }
            _ => self.random.of(LINES).to_owned(),
        }
    }

    /// A string in any quotes that can hold it.
    fn quoted(&mut self, text: &str, long: bool) -> String {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        let basic = format!(
            "\"{}\"",
            escaped.replace('\n', "\\n").replace('\t', "\\u0009")
        );
        let literal = !text.contains('\'') && !text.contains('\n');
        match self.random.below(5) {
            0 if literal => format!("'{text}'"),
            1 if long => {
                let first = self.random.of(&["", "\n", "\\\n   "]);
                // What is skipped there must not be the text's own.
                let first = if text.starts_with(char::is_whitespace) {
                    "\n"
                } else {
                    first
                };
                format!("\"\"\"{first}{escaped}\"\"\"")
            }
            2 | 3 if long && !text.contains("'''") && !text.ends_with('\'') => {
                let first = if text.starts_with('\n') || self.one_in(2) {
                    "\n"
                } else {
                    ""
                };
                format!("'''{first}{text}'''")
            }
            _ => basic,
        }
    }
}

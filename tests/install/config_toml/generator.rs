//! config.toml files of every shape, each with what must become of it.

use super::keys::{Key, Keys};
use super::values::{bare_key, comment, value};
use crate::random::Random;

/// A document and what runners.awk must make of it.
#[derive(Clone)]
pub(super) struct Document {
    pub(super) before: Vec<u8>,
    pub(super) edited: Vec<u8>,
    pub(super) removed: Vec<u8>,
    pub(super) statuses: Vec<&'static str>,
}

/// Writes a document three times at once.
struct Writer<'a> {
    random: &'a mut Random,
    keys: &'a Keys,
    before: String,
    edited: String,
    removed: String,
    /// One line in this many ends in CRLF; none with 0.
    crlf: usize,
}

/// An entry of ours in a runner.
struct Entry {
    text: String,
    /// Its value is ours, in whatever layout.
    new: bool,
    /// Every byte of its lines is ours, theirs or old.
    exact: bool,
}

const OURS_ELSEWHERE: &[&str] = &[
    "environment = [\"A=b\"]",
    "pre_build_script = \"true\"",
    "pre_get_sources_script = '''\n[[runners]]\n'''",
];

const TABLES: &[&str] = &[
    "runners.cache",
    "runners.cache.s3",
    "runners.custom_build_dir",
    "runners.docker",
    " runners . docker . \"sysctls\" ",
    "runners.feature_flags",
    "runners.machine",
    "runners.kubernetes.'node labels'",
];

const DOCKER: &[&str] = &["docker", "docker", "docker+machine", "docker-autoscaler"];
const NOT_DOCKER: &[&str] = &["shell", "kubernetes", "docker-windows", "Docker", ""];

impl Writer<'_> {
    fn chance(&mut self, one_in: usize) -> bool {
        self.random.below(one_in) == 0
    }

    fn both(&mut self, text: &str) {
        self.before.push_str(text);
        self.edited.push_str(text);
        self.removed.push_str(text);
    }

    fn newline(&mut self) -> &'static str {
        if self.crlf > 0 && self.chance(self.crlf) {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// These lines, with the line ends of this document.
    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            let newline = self.newline();
            self.both(line);
            self.both(newline);
        }
    }

    fn indent(&mut self) -> &'static str {
        self.random.of(&["", "  ", "  ", "    ", "\t"])
    }

    fn tail(&mut self) -> String {
        match self.random.below(8) {
            0 => format!(" {}", comment(self.random)),
            1 => " \t".to_owned(),
            _ => String::new(),
        }
    }

    fn noise(&mut self) {
        if self.chance(4) {
            let indent = self.indent();
            let text = if self.chance(2) {
                String::new()
            } else {
                comment(self.random)
            };
            self.lines(&format!("{indent}{text}"));
        }
    }

    fn entry(&mut self, name: &str) {
        self.noise();
        let (indent, tail) = (self.indent(), self.tail());
        let equals = self.random.of(&[" = ", "=", " \t= "]);
        let value = value(self.random, 0);
        self.lines(&format!("{indent}{name}{equals}{value}{tail}"));
    }

    fn entries(&mut self, most: usize) {
        for _ in 0..self.random.below(most + 1) {
            let name = bare_key(self.random);
            self.entry(&name);
        }
    }

    fn table(&mut self, name: &str) {
        self.noise();
        let (indent, tail) = (self.indent(), self.tail());
        self.lines(&format!("{indent}[{name}]{tail}"));
        self.entries(2);
        if self.chance(4) {
            let indent = self.indent();
            let fake = self.random.of(OURS_ELSEWHERE);
            self.lines(&format!("{indent}{fake}"));
        }
    }

    /// A key of ours as it may stand in a runner; `None` leaves it out.
    fn ours(&mut self, name: &str) -> Option<Entry> {
        let (now, old) = (self.keys.now(name).cloned(), self.keys.old(name).cloned());
        let key = match self.random.below(3) {
            0 => return None,
            1 => now.clone().or(old),
            _ => old.or_else(|| now.clone()),
        }?;
        // A string of several lines is another one in a document with CRLF.
        let theirs = self.crlf > 0 || self.chance(2);
        let text = if theirs { &key.theirs } else { &key.ours };
        let same = |now: &Key| {
            let value = |lines: &str| lines.split_once(" = ").map(|(_, value)| value.to_owned());
            value(&now.ours) == value(text) || value(&now.theirs) == value(text)
        };
        let new = now.as_ref().is_some_and(same);
        let (mut text, mut exact) = (text.clone(), true);
        if new && self.chance(4) {
            exact = false;
            text = format!(
                "\t{} {}\n",
                text.trim_matches(['\n', ' ']),
                comment(self.random)
            );
        }
        Some(Entry { text, new, exact })
    }

    /// Something of another that has the name of a key of ours.
    fn foreign(&mut self, name: &str) -> Entry {
        let others = self.keys.old(name).filter(|_| self.crlf == 0);
        let other = others.filter(|old| self.keys.now(name).is_none_or(|now| now.ours != old.ours));
        let text = match (self.random.below(6), other) {
            (0, Some(old)) => format!("{} # mine\n", old.ours.trim_end_matches('\n')),
            (1, Some(old)) => format!("  {}", old.ours),
            (2, _) => format!("{name}.a = 1\n"),
            (3, _) => format!("\"{name}\" = [\"A=b\", 'it']\n"),
            (4, _) => format!("{}{} = 'x'\n", name[..1].to_uppercase(), &name[1..]),
            _ => format!("{name} = \"\"\"\n# [[runners]]\n\"\"\"\n"),
        };
        Entry {
            text,
            new: false,
            exact: false,
        }
    }

    /// The entries of ours in a runner, and its status if its executor is Docker.
    fn plan(&mut self) -> (Vec<(&'static str, Entry)>, &'static str) {
        let names = self.keys.names();
        let kind = self.random.below(5);
        let mut plan = Vec::new();
        for &name in &names {
            let entry = match kind {
                0 => None,
                1 => self.keys.now(name).cloned().map(|key| Entry {
                    text: if self.crlf > 0 || self.chance(2) {
                        key.theirs
                    } else {
                        key.ours
                    },
                    new: true,
                    exact: true,
                }),
                2 if self.chance(2) => Some(self.foreign(name)),
                _ => self.ours(name),
            };
            plan.extend(entry.map(|entry| (name, entry)));
        }
        let new = plan.iter().filter(|(_, entry)| entry.new).count();
        let status = if plan.iter().any(|(_, entry)| !entry.new && !entry.exact) {
            "foreign"
        } else if plan.is_empty() {
            "absent"
        } else if new == self.keys.now.len() && new == plan.len() {
            "ours"
        } else {
            "old"
        };
        (plan, status)
    }

    fn runner(&mut self) -> &'static str {
        self.noise();
        let (mut plan, mut status) = self.plan();
        let mut own = vec![format!("executor = \"{}\"", self.random.of(DOCKER))];
        if self.chance(5) {
            own[0] = format!("executor = '{}'", self.random.of(NOT_DOCKER));
            status = "executor";
        } else if self.chance(15) {
            let odd = [
                "\"a b\" = 1",
                "'environmentſ' = 1",
                "Docker = 1",
                "EXECUTOR.a = 1",
            ];
            own.push(self.random.of(&odd).to_owned());
            status = "unclear";
        }
        let header = [
            "[[runners]]",
            "  [[runners]]",
            "[[ runners ]]",
            "[[\"runners\"]]\t",
        ];
        let header = self.random.of(&header);
        let (tail, newline) = (self.tail(), self.newline());
        self.both(&format!("{header}{tail}{newline}"));
        let edits = matches!(status, "absent" | "old");
        if edits {
            for key in &self.keys.now {
                if plan
                    .iter()
                    .any(|(name, entry)| *name == key.name && entry.new)
                {
                    continue;
                }
                let theirs = key.theirs.replace('\n', "\r\n");
                self.edited += if newline == "\n" { &key.ours } else { &theirs };
            }
        }
        while !plan.is_empty() || !own.is_empty() {
            let at = self.random.below(plan.len() + own.len());
            if at < own.len() {
                let line = own.remove(at);
                let (indent, tail) = (self.indent(), self.tail());
                self.lines(&format!("{indent}{line}{tail}"));
            } else {
                let (_, entry) = plan.remove(at - own.len());
                let newline = self.newline();
                let text = match newline {
                    "\r\n" => entry.text.replace('\n', newline),
                    _ => entry.text,
                };
                self.before += &text;
                if !(edits && entry.exact && !entry.new) {
                    self.edited += &text;
                }
                if !entry.exact {
                    self.removed += &text;
                }
            }
            self.entries(1);
        }
        let mut tables = TABLES.to_vec();
        for _ in 0..self.random.below(4) {
            let table = tables.remove(self.random.below(tables.len()));
            self.table(table);
        }
        status
    }
}

/// A valid document.
pub(super) fn document(random: &mut Random, keys: &Keys) -> Document {
    let crlf = [0, 0, 0, 1, 2][random.below(5)];
    let (before, edited, removed) = (String::new(), String::new(), String::new());
    let mut writer = Writer {
        random,
        keys,
        before,
        edited,
        removed,
        crlf,
    };
    if writer.chance(10) {
        writer.both("\u{feff}");
    }
    writer.entry("concurrent");
    writer.entries(2);
    if writer.chance(2) {
        writer.table("session_server");
    }
    let mut statuses = Vec::new();
    for _ in 0..writer.random.below(4) {
        statuses.push(writer.runner());
    }
    if writer.chance(4) {
        writer.table("[others.runners]");
    }
    let mut texts = [writer.before, writer.edited, writer.removed];
    if random.below(4) == 0 {
        for text in &mut texts {
            let end = if text.ends_with("\r\n") { 2 } else { 1 };
            text.truncate(text.len() - end);
        }
    }
    let [before, edited, removed] = texts.map(String::into_bytes);
    Document {
        before,
        edited,
        removed,
        statuses,
    }
}

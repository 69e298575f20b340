//! Drop-ins of systemd for `docker.service` and `gitlab-runner.service`: the proxy variables of a
//! plan put among what is there.
//!
//! A variable of ours is set where it stands, also in a line with others, in quotes, or on several
//! lines; else it gets a line of its own in `[Service]`. An empty `Environment=` forgets everything
//! before it, so what stands there is left alone.
//!
//! ```
//! use runner_proxy::existing::drop_in::Document;
//! use runner_proxy::form::{self, Form};
//!
//! let old = "[Service]\n# ours\nEnvironment=TZ=UTC 'HTTP_PROXY=http://u:p%40s@old:1'\nNice=5\n";
//! let form = Form::from_json(br#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#);
//! let plan = form::read(&form.expect("a form")).plan;
//! let merged = Document::docker(old).expect("a drop-in").merge(&plan);
//! assert_eq!(merged.text, "[Service]\n# ours\n\
//!     Environment=TZ=UTC \"HTTP_PROXY=http://proxy.corp.example:8080\"\n\
//!     Environment=\"HTTPS_PROXY=http://proxy.corp.example:8080\"\n\
//!     Environment=\"NO_PROXY=localhost,127.0.0.1\"\nNice=5\n");
//! ```

use super::{Change, Edit, Finding, Lines, Merged, NotRead, in_order, limit, place};
use crate::artifacts::environment::{self, Value};
use crate::form::plan::{Daemon, Plan, Route};
use crate::say::{Message, Say, message};
use crate::text::systemd;
use std::ops::Range;
use unit::{Assignment, Unit, Word};

mod findings;
mod unit;
mod variables;

pub(super) use variables::shown;

/// Which service it is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Service {
    Docker,
    Runner,
}

/// Where systemd stops to read, and what should stand there.
struct Refused(usize, Say);

/// Our variables in the other case of letters, which are set where they stand and never added: what
/// is written in Go prefers those in upper case.
const LOWER: [&str; 3] = ["http_proxy", "https_proxy", "no_proxy"];

/// A drop-in that has been read.
pub struct Document<'a> {
    service: Service,
    text: &'a str,
    unit: Unit,
}

/// A variable as a plan needs it.
struct Wanted {
    name: &'static str,
    /// The word of `Environment=`.
    word: String,
    /// What systemd has of it before it expands specifiers.
    bytes: Vec<u8>,
    /// Whether it is added where it is missing.
    needed: bool,
}

impl<'a> Document<'a> {
    /// Reads a drop-in of `docker.service`.
    ///
    /// # Errors
    /// When systemd stops to read it somewhere, or it is larger than [`LARGEST`](limit::LARGEST).
    pub fn docker(text: &'a str) -> Result<Self, NotRead> {
        Self::read(Service::Docker, text)
    }

    /// Reads a drop-in of `gitlab-runner.service`.
    ///
    /// # Errors
    /// When systemd stops to read it somewhere, or it is larger than [`LARGEST`](limit::LARGEST).
    pub fn runner(text: &'a str) -> Result<Self, NotRead> {
        Self::read(Service::Runner, text)
    }

    fn read(service: Service, text: &'a str) -> Result<Self, NotRead> {
        limit::check(text)?;
        let unit = Unit::read(text).map_err(|Refused(at, expected)| {
            let (line, column) = place(text, at);
            NotRead {
                line,
                column,
                expected: expected.into(),
            }
        })?;
        Ok(Self {
            service,
            text,
            unit,
        })
    }

    /// What is wrong in it; with a plan also what goes against that plan. In the order of the lines.
    pub fn findings(&self, plan: Option<&Plan>) -> Vec<Finding> {
        findings::all(self, plan)
    }

    /// Where secrets stand, in order: variables whose names say so, and addresses with a password.
    /// What shows the text to people shows something else there.
    pub fn secrets(&self) -> Vec<Range<usize>> {
        findings::secrets(self)
    }

    /// Puts the variables of a plan in. A plan whose dockerd reads `daemon.json` needs nothing of
    /// its drop-in, so that one stays as it is.
    pub fn merge(&self, plan: &Plan) -> Merged {
        let mut edits = Vec::new();
        let mut changes = Vec::new();
        if self.service == Service::Runner || plan.daemon == Daemon::DropIn {
            self.order(plan, &mut edits, &mut changes);
            self.variables(plan, &mut edits, &mut changes);
        }
        in_order(&mut changes, |change| change.line);
        Merged::new(self.text, edits, changes, self.findings(Some(plan)))
    }

    /// The assignments of this key in sections of this name.
    fn assignments(&self, section: &str, key: &str) -> impl Iterator<Item = &Assignment> {
        self.unit.assignments.iter().filter(move |assignment| {
            self.section(assignment) == Some(section) && &self.text[assignment.key.clone()] == key
        })
    }

    fn section(&self, assignment: &Assignment) -> Option<&'a str> {
        let section = &self.unit.sections[assignment.section?];
        Some(&self.text[section.name.clone()])
    }

    /// The assignments of variables that count: those behind the last empty one.
    fn environment(&self) -> Vec<&Assignment> {
        let all: Vec<_> = self.assignments("Service", "Environment").collect();
        let empty = |assignment: &&Assignment| assignment.value.text.trim().is_empty();
        let reset = all.iter().rposition(empty).map_or(0, |reset| reset + 1);
        all[reset..].to_vec()
    }

    /// The runner starts when CNTLM listens.
    fn order(&self, plan: &Plan, edits: &mut Vec<Edit>, changes: &mut Vec<Change>) {
        const CNTLM: &str = "cntlm.service";
        let is_wanted = self.service == Service::Runner && matches!(plan.route, Route::Cntlm(_));
        let mut orders = self.assignments("Unit", "After");
        let is_there = orders.any(|after| {
            after
                .value
                .text
                .split_whitespace()
                .any(|word| word == CNTLM)
        });
        if !is_wanted || is_there {
            return;
        }
        let newline = self.newline();
        let order = format!("After={CNTLM}");
        let edit = match self.behind("Unit") {
            Some(at) => self.lines(at, &[order]),
            // What stands before all sections is ignored, and shall be.
            None => match self.unit.sections.first() {
                Some(first) => Edit {
                    range: first.line.start..first.line.start,
                    text: format!("[Unit]{newline}{order}{newline}{newline}"),
                },
                None if self.is_new() => Edit {
                    range: self.text.len()..self.text.len(),
                    text: format!("[Unit]{newline}{order}{newline}{newline}"),
                },
                None => self.lines(
                    self.text.len(),
                    &[String::new(), "[Unit]".to_owned(), order],
                ),
            },
        };
        let line = place(self.text, edit.range.start).0;
        changes.push(Change {
            line,
            what: added("After=cntlm.service"),
        });
        edits.push(edit);
    }

    fn variables(&self, plan: &Plan, edits: &mut Vec<Edit>, changes: &mut Vec<Change>) {
        let numbers = Lines::of(self.text);
        let mut wanted = wanted(plan);
        for assignment in self.environment() {
            let (words, _) = unit::words(&assignment.value.text);
            for word in &words {
                let Some(new) = wanted
                    .iter_mut()
                    .find(|new| new.name.as_bytes() == name(word))
                else {
                    continue;
                };
                new.needed = false;
                if new.bytes == word.bytes {
                    continue;
                }
                let places = assignment.value.places(&word.range);
                // On its last line: a line before it, of which nothing is left, still asks for the
                // next one, and a line that begins with a quote is no comment.
                for (index, range) in places.iter().enumerate() {
                    let last = index + 1 == places.len();
                    edits.push(Edit {
                        range: range.clone(),
                        text: if last {
                            new.word.clone()
                        } else {
                            String::new()
                        },
                    });
                }
                let name = new.name;
                changes.push(Change {
                    line: numbers.line(places.first().map_or(0, |place| place.start)),
                    what: message!(
                        "`{name}` gets the new value.",
                        "`{name}` を新しい値にします。"
                    ),
                });
            }
        }
        let missing: Vec<_> = wanted.iter().filter(|new| new.needed).collect();
        if missing.is_empty() {
            return;
        }
        let mut lines: Vec<_> = missing
            .iter()
            .map(|new| format!("Environment={}", new.word))
            .collect();
        let last = self.assignments("Service", "Environment").last();
        let at = last
            .map(|last| last.lines.end)
            .or_else(|| self.behind("Service"));
        let edit = match at {
            Some(at) => self.lines(at, &lines),
            None => {
                lines.insert(0, "[Service]".to_owned());
                if !self.is_new() {
                    lines.insert(0, String::new());
                }
                self.lines(self.text.len(), &lines)
            }
        };
        changes.extend(missing.iter().map(|new| Change {
            line: numbers.line(edit.range.start.saturating_sub(1)),
            what: added(new.name),
        }));
        edits.push(edit);
    }

    /// Behind the last assignment of the last section with this name, or behind its header.
    fn behind(&self, name: &str) -> Option<usize> {
        let mut sections = self.unit.sections.iter();
        let index = sections.rposition(|section| &self.text[section.name.clone()] == name)?;
        let inside = |assignment: &&Assignment| assignment.section == Some(index);
        let last = self.unit.assignments.iter().rev().find(inside);
        Some(last.map_or(self.unit.sections[index].line.end, |last| last.lines.end))
    }

    /// New lines at the start of a line, or at the end of a file whose last line has no newline;
    /// then the new last one has none either.
    fn lines(&self, at: usize, lines: &[String]) -> Edit {
        let newline = self.newline();
        let before = &self.text[..at];
        let starts = before.trim_start_matches('\u{feff}').is_empty()
            || before.ends_with(['\n', '\r', '\0']);
        let mut text = String::new();
        if self.unit.open && at == self.text.len() {
            // The last line asks for one more: an empty one.
            text += newline;
        }
        for line in lines {
            if starts {
                text = text + line + newline;
            } else {
                text = text + newline + line;
            }
        }
        Edit {
            range: at..at,
            text,
        }
    }

    /// Whether nothing is there yet.
    fn is_new(&self) -> bool {
        self.text.trim_start_matches('\u{feff}').is_empty()
    }

    /// The newline of the first line.
    fn newline(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}

/// The name of the variable that a word assigns.
fn name(word: &Word) -> &[u8] {
    let equals = word.bytes.iter().position(|&byte| byte == b'=');
    &word.bytes[..equals.unwrap_or(0)]
}

/// All variables of a plan, and those in lower case.
fn wanted(plan: &Plan) -> Vec<Wanted> {
    let variables = environment::variables(plan);
    let one = |name: &'static str, value: &Value, needed| {
        let (line, plain) = match value {
            Value::Url(url) => (systemd::environment(name, url), url.as_str()),
            Value::Hosts(hosts) => (systemd::environment(name, hosts), hosts.as_str()),
        };
        let line = line.as_str().trim_end();
        Wanted {
            name,
            word: line.trim_start_matches("Environment=").to_owned(),
            bytes: format!("{name}={}", plain.replace('%', "%%")).into_bytes(),
            needed,
        }
    };
    let upper = variables.iter().map(|(name, value)| one(name, value, true));
    let lower = LOWER.iter().zip(&variables);
    let lower = lower.map(|(name, (_, value))| one(name, value, false));
    upper.chain(lower).collect()
}

fn added(what: &str) -> Message {
    message!("`{what}` is new.", "`{what}` を書き加えます。")
}

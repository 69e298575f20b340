//! Docker's two JSON files: `/etc/docker/daemon.json` and the `config.json` of any user.
//!
//! Go gives a member to the field of exactly its name, or of one that differs in the case of letters
//! only; of two members for one field the later one wins, or both are mixed. Such twins are left as
//! they are, with a finding, and so is a value of a type that Docker does not take.
//!
//! ```
//! use runner_proxy::existing::json::Document;
//! use runner_proxy::form::{self, Form};
//!
//! let old = "{\n\t\"auths\": {\n\t\t\"registry.corp.example\": { \"auth\": \"YTpi\" }\n\t}\n}";
//! let form = Form::from_json(br#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#);
//! let plan = form::read(&form.expect("a form")).plan;
//! let merged = Document::client(old).expect("JSON").merge(&plan);
//! assert!(merged.text.starts_with(&old[..old.len() - 2]));
//! assert!(merged.text.contains(",\n\t\"proxies\": {\n\t\t\"default\": {\n\t\t\t\"httpProxy\": \"http"));
//! ```

use super::{Change, Edit, Finding, Lines, Merged, NotRead, limit, place};
use crate::form::plan::{Daemon, Plan};
use crate::say::{Message, Say, message, say};
use crate::text::json;
use layout::{Layout, New};
use std::ops::Range;
use way::Way;

mod findings;
mod layout;
mod proxies;
mod reader;
mod way;

pub(super) use proxies::end;

/// Which of the two files.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Daemon,
    Client,
}

impl File {
    /// The way to our members. Docker's client has a map of daemons there, whose names it compares
    /// letter by letter.
    fn way(self) -> &'static [&'static str] {
        match self {
            File::Daemon => &["proxies"],
            File::Client => &["proxies", "default"],
        }
    }

    /// Our members: for http, for https, and the hosts without proxy.
    fn names(self) -> [&'static str; 3] {
        match self {
            File::Daemon => ["http-proxy", "https-proxy", "no-proxy"],
            File::Client => ["httpProxy", "httpsProxy", "noProxy"],
        }
    }
}

/// What stands in the place of the file's one value when there is none.
const OBJECT: Say = say(
    "The file has to begin with {: Docker takes an object only.",
    "Docker が読めるのはオブジェクトだけなので、ファイルは { で始まる必要があります。",
);

/// A file that has been read.
pub struct Document<'a> {
    file: File,
    text: &'a str,
    root: Range<usize>,
}

impl<'a> Document<'a> {
    /// Reads a `daemon.json`. dockerd takes an empty one for one without settings.
    ///
    /// # Errors
    /// When it is not JSON, or no object, or larger than [`LARGEST`](super::limit::LARGEST).
    pub fn daemon(text: &'a str) -> Result<Self, NotRead> {
        Self::read(File::Daemon, text)
    }

    /// Reads a `config.json` of the docker command, which takes an empty one for one without
    /// settings too.
    ///
    /// # Errors
    /// When it is not JSON, or no object, or larger than [`LARGEST`](super::limit::LARGEST).
    pub fn client(text: &'a str) -> Result<Self, NotRead> {
        Self::read(File::Client, text)
    }

    fn read(file: File, text: &'a str) -> Result<Self, NotRead> {
        limit::check(text)?;
        let refused = |at, expected: Say| {
            let (line, column) = place(text, at);
            NotRead {
                line,
                column,
                expected: expected.into(),
            }
        };
        reader::check(text).map_err(|error| refused(error.at, error.expected))?;
        let root = reader::root(text);
        match &text[root.clone()] {
            "" | "null" => {}
            object if object.starts_with('{') => {}
            _ => return Err(refused(root.start, OBJECT)),
        }
        Ok(Self { file, text, root })
    }

    /// What is wrong in it; with a plan also what goes against that plan. In the order of the lines.
    pub fn findings(&self, plan: Option<&Plan>) -> Vec<Finding> {
        findings::all(self, plan)
    }

    /// Where secrets stand, in order: logins, tokens, and addresses with a password. What shows the
    /// text to people shows something else there.
    pub fn secrets(&self) -> Vec<Range<usize>> {
        findings::secrets(self)
    }

    /// Puts the proxies of a plan in. A plan whose dockerd reads a drop-in needs nothing of a
    /// `daemon.json`, so that one stays as it is.
    pub fn merge(&self, plan: &Plan) -> Merged {
        let findings = self.findings(Some(plan));
        if let (File::Daemon, Daemon::DropIn) = (self.file, plan.daemon) {
            return Merged::new(self.text, Vec::new(), Vec::new(), findings);
        }
        match way::find(self) {
            Ok(way) => {
                let (edits, changes) = self.edits(way, &self.wanted(plan));
                Merged::new(self.text, edits, changes, findings)
            }
            // What is wrong is a finding.
            Err(wrong) => {
                let line = place(self.text, wrong.at()).0;
                Merged::new(self.text, Vec::new(), Vec::new(), findings).without(vec![line])
            }
        }
    }

    /// Our members with their values as JSON.
    fn wanted(&self, plan: &Plan) -> [(&'static str, String); 3] {
        let url = json::string(&plan.proxy_url()).as_str().to_owned();
        let hosts = json::string(&plan.no_proxy).as_str().to_owned();
        let [http, https, no_proxy] = self.file.names();
        [(http, url.clone()), (https, url), (no_proxy, hosts)]
    }

    fn edits(&self, way: Way, wanted: &[(&'static str, String)]) -> (Vec<Edit>, Vec<Change>) {
        let all = wanted
            .iter()
            .map(|(name, value)| (*name, New::Leaf(value.as_str())));
        let layout = Layout::of(self.text, &self.root);
        let lines = Lines::of(self.text);
        let change = |at, what| Change {
            line: lines.line(at),
            what,
        };
        let edit = match way {
            Way::Whole(object) => {
                let mut edits = Vec::new();
                let mut changes = Vec::new();
                let mut missing = Vec::new();
                let members = reader::members(self.text, &object);
                for ((name, value), new) in wanted.iter().zip(all) {
                    // Twins were refused above.
                    let Some(old) = way::field(self.text, &members, name).ok().flatten() else {
                        changes.push(change(object.start, added(name)));
                        missing.push(new);
                        continue;
                    };
                    if way::string(self.text, old) != way::decoded(value) {
                        edits.push(Edit {
                            range: old.value.clone(),
                            text: value.clone(),
                        });
                        changes.push(change(old.value.start, changed(name)));
                    }
                }
                if !missing.is_empty() {
                    edits.push(layout.added(&object, missing));
                }
                return (edits, changes);
            }
            Way::Broken { object, rest, null } => {
                let (first, others) = (rest[0], &rest[1..]);
                let innermost = New::Object(all.collect());
                let value = others
                    .iter()
                    .rev()
                    .fold(innermost, |value, name| New::Object(vec![(*name, value)]));
                match (object, null) {
                    (_, Some(null)) => layout.replaced(null, &value),
                    (Some(object), None) => layout.added(&object, vec![(first, value)]),
                    (None, None) => {
                        let value = New::Object(vec![(first, value)]);
                        match self.root.is_empty() {
                            true => layout.document(&value),
                            false => layout.replaced(self.root.clone(), &value),
                        }
                    }
                }
            }
        };
        let change = change(edit.range.start, added(self.file.way()[0]));
        (vec![edit], vec![change])
    }
}

fn added(name: &str) -> Message {
    message!("`{name}` is new.", "`{name}` を書き加えます。")
}

fn changed(name: &str) -> Message {
    message!(
        "`{name}` gets the new value.",
        "`{name}` を新しい値にします。"
    )
}

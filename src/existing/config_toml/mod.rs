//! `config.toml` of GitLab Runner: its runners, what is wrong in it, and the keys of a plan put
//! into the runners that a person chooses.
//!
//! What each key does is told in `artifacts/config_toml.rs`. The Runner reads the file again every
//! few seconds, so a half-right one would not stay unnoticed: a runner whose keys are of another
//! type than the Runner takes is left as it is, with a finding.
//!
//! ```
//! use runner_proxy::existing::config_toml::{Choice, Document};
//! use runner_proxy::form::{self, Form};
//!
//! let old = "[[runners]]\n  name = \"a\"\n  executor = \"docker\"\n  [runners.docker]\n    image = \"b\"\n";
//! let form = Form::from_json(br#"{"route": "direct", "proxies": "proxy.corp.example:8080"}"#);
//! let plan = form::read(&form.expect("a form")).plan;
//! let document = Document::read(old).expect("TOML");
//! assert_eq!(document.runners()[0].name, "a");
//! let merged = document.merge(&plan, &Choice::default());
//! assert!(merged.text.contains("  environment = [\n    \"HTTP_PROXY=http://proxy.corp.example:8080\",\n"));
//! assert!(merged.text.ends_with("'''\n  [runners.docker]\n    image = \"b\"\n"));
//! ```

use super::{Change, Finding, Lines, Merged, NotRead, limit};
use crate::artifacts::scripts::{BEFORE_BUILD, GIT};
use crate::form::plan::Plan;
use crate::say::{Message, message};
use edits::Edits;
use merge::{Done, Needs, Places};
use std::ops::Range;
use tree::{Id, ROOT, Tree};

mod array;
mod edits;
mod findings;
mod kept;
mod keys;
mod merge;
mod places;
mod refused;
mod scalar;
mod strings;
mod tree;
mod words;

/// One `[[runners]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runner {
    /// Its name; empty when it has none.
    pub name: String,
    /// Its executor, such as `docker`; empty when it has none.
    pub executor: String,
    /// GitLab's URL without user and password; empty when it has none.
    pub url: String,
    /// The line where it begins, from 1.
    pub line: usize,
    /// Whether its jobs run in Linux containers of Docker, which the plan's keys are for. Such a
    /// runner is chosen unless somebody says otherwise.
    pub docker: bool,
}

/// What a person chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// For each runner whether it gets the keys; where the list is shorter, [`Runner::docker`] says.
    pub runners: Vec<bool>,
    /// Whether chosen runners also get the `privileged` and the volume that the plan's
    /// docker-in-docker needs, where [`Runner::docker`] says that it can. `privileged` lets a job become root on the host, so it is never set
    /// unasked. The volume of the certificates always is: a job can only read them.
    pub docker_in_docker: bool,
}

/// A config.toml that has been read.
pub struct Document<'a> {
    tree: Tree<'a>,
    ids: Vec<Id>,
    runners: Vec<Runner>,
}

impl<'a> Document<'a> {
    /// Reads a config.toml. TOML 1.1 is read as well, as the Runner does since its library knows it.
    ///
    /// # Errors
    /// When it is not TOML, or larger than [`LARGEST`](limit::LARGEST).
    pub fn read(text: &'a str) -> Result<Self, NotRead> {
        limit::check(text)?;
        let tree = Tree::read(text).map_err(|refused| refused.told(text))?;
        let ids = keys::find(&tree, ROOT, "runners");
        let ids = ids.ok().flatten().and_then(|id| keys::tables(&tree, id));
        let ids = ids.unwrap_or_default();
        let lines = Lines::of(text);
        let runners = ids
            .iter()
            .map(|&id| Runner::read(&tree, &lines, id))
            .collect();
        Ok(Self { tree, ids, runners })
    }

    /// Its runners, in their order.
    pub fn runners(&self) -> &[Runner] {
        &self.runners
    }

    /// What is wrong in it; with a plan also what that plan's docker-in-docker and certificates lack.
    /// In the order of the lines.
    pub fn findings(&self, plan: Option<&Plan>) -> Vec<Finding> {
        findings::all(&self.tree, &self.ids, &self.runners, plan)
    }

    /// Where secrets stand, in order: tokens, keys of caches, and addresses with a password. What
    /// shows the text to people shows something else there.
    pub fn secrets(&self) -> Vec<Range<usize>> {
        findings::secrets(&self.tree)
    }

    /// Puts what the plan needs into the chosen runners.
    pub fn merge(&self, plan: &Plan, choice: &Choice) -> Merged {
        let needs = Needs::of(plan);
        let mut edits = Edits::new(&self.tree);
        let mut changes = Vec::new();
        let mut left = Vec::new();
        for (index, (&id, runner)) in self.ids.iter().zip(&self.runners).enumerate() {
            if !choice.runners.get(index).copied().unwrap_or(runner.docker) {
                continue;
            }
            // What is wrong with it is a finding.
            let Ok(places) = Places::of(&self.tree, id) else {
                left.push(runner.line);
                continue;
            };
            // Another executor reads no [runners.docker]; and the path of `ca` is one of Linux.
            let dind = needs
                .dind
                .filter(|_| choice.docker_in_docker && runner.docker);
            let ca = needs.ca.filter(|_| runner.docker);
            let mut what = self.merge_one(&mut edits, &places, &needs);
            what.push(("[runners.docker]", edits.docker(&places, dind, ca)));
            let done = what.into_iter().filter_map(|(key, done)| told(key, done));
            changes.extend(done.map(|what| Change {
                line: runner.line,
                what,
            }));
        }
        Merged::new(
            self.tree.source,
            edits.edits,
            changes,
            self.findings(Some(plan)),
        )
        .without(left)
    }

    fn merge_one(
        &self,
        edits: &mut Edits,
        places: &Places,
        needs: &Needs,
    ) -> Vec<(&'static str, Done)> {
        let runner = places.runner;
        vec![
            (
                merge::ENVIRONMENT,
                edits.environment(places, &needs.environment),
            ),
            (
                merge::PRE_GET_SOURCES,
                edits.script(
                    runner,
                    places.pre_get_sources,
                    merge::PRE_GET_SOURCES,
                    &GIT,
                    Some(&needs.pre_get_sources),
                ),
            ),
            (
                merge::PRE_BUILD,
                edits.script(
                    runner,
                    places.pre_build,
                    merge::PRE_BUILD,
                    &BEFORE_BUILD,
                    needs.pre_build.as_ref(),
                ),
            ),
        ]
    }
}

/// What merging does with a key, for people.
fn told(key: &str, done: Done) -> Option<Message> {
    Some(match done {
        Done::Nothing => return None,
        Done::Added => message!("`{key}` is new.", "`{key}` を書き加えます。"),
        Done::Changed => message!(
            "`{key}` gets the new values.",
            "`{key}` を新しい値にします。"
        ),
        Done::Extended => message!(
            "`{key}` begins with the part that merging writes; what was there follows.",
            "`{key}` の先頭に書き加えます。元の内容はその後に続きます。",
        ),
        Done::Removed => message!(
            "`{key}` loses the part that merging wrote: it is no longer needed.",
            "`{key}` から、以前のマージで書いた不要な部分を取り除きます。",
        ),
    })
}

impl Runner {
    fn read(tree: &Tree, lines: &Lines, id: Id) -> Self {
        let text = |field| {
            let text = keys::any(tree, id, field).and_then(|id| tree.string(id));
            text.unwrap_or_default().into_owned()
        };
        let executor = text("executor");
        Self {
            name: text("name"),
            url: without_user(text("url")),
            line: lines.line(tree.nodes[id].span.start),
            docker: matches!(
                &*executor,
                "docker" | "docker+machine" | "docker-autoscaler"
            ),
            executor,
        }
    }
}

/// A URL without what stands before an `@`.
fn without_user(url: String) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => url[..scheme + 3].to_owned() + &url[at + 1..],
        (_, Some(at)) => url[at + 1..].to_owned(),
        _ => url,
    }
}

//! Every file we write, one module each, and the table [`ARTIFACTS`].
//!
//! Adding a file is one new module and one line in the table; the page, the command, README.md and
//! the tests iterate over it.

use crate::form::plan::Plan;
use crate::form::{Choice, FIELDS, Field, Form, Ready, fields, read};
use crate::say::{Lang, Say, say};
use crate::text::{File, Text};
use steps::Step;

pub use crate::text::Charset;

pub mod archive;
mod ca_file;
mod cntlm_conf;
mod cntlm_drop_in;
pub(crate) mod config_toml;
mod daemon_json;
mod docker_client;
mod docker_drop_in;
pub(crate) mod environment;
mod gitlab_ci;
mod install_script;
mod readme;
mod runner_drop_in;
pub(crate) mod scripts;
pub mod steps;

/// A file that a plan may need.
pub struct Artifact {
    /// Its path in the output directory: below `host/` as on the machine, below `paste/` when a
    /// person pastes it into a file of theirs.
    pub path: &'static str,
    /// What it is for.
    pub why: Say,
    /// What to know before using it, and where and why it differs from GitLab's guide.
    pub notes: fn(&Plan) -> Vec<Say>,
    /// How to run it, when it is a program.
    pub run: Option<&'static str>,
    /// The encoding of its bytes.
    pub charset: Charset,
    /// Whether it holds a password, or a hash that logs in as well as one.
    pub secret: fn(&Plan) -> bool,
    /// Whose file it is on the machine.
    pub owner: fn(&Plan) -> &'static str,
    wanted: fn(&Plan) -> bool,
    /// Called for a plan that wants it.
    render: fn(&Plan, Lang) -> Text<File>,
}

/// All of them: the script, which does everything by itself, then the files in the order in which
/// they are put in place.
pub static ARTIFACTS: [&Artifact; 11] = [
    &install_script::ARTIFACT,
    &ca_file::ARTIFACT,
    &cntlm_conf::ARTIFACT,
    &cntlm_drop_in::ARTIFACT,
    &docker_drop_in::ARTIFACT,
    &daemon_json::ARTIFACT,
    &runner_drop_in::ARTIFACT,
    &docker_client::ARTIFACT,
    &config_toml::ARTIFACT,
    &gitlab_ci::ARTIFACT,
    &readme::ARTIFACT,
];

/// Rows of [`ARTIFACTS`] by name, for whoever speaks of one file.
pub const INSTALL_SCRIPT: &Artifact = &install_script::ARTIFACT;
/// The certificates of a proxy that opens TLS.
pub const CA_FILE: &Artifact = &ca_file::ARTIFACT;
/// cntlm.conf.
pub const CNTLM_CONF: &Artifact = &cntlm_conf::ARTIFACT;
/// CNTLM's drop-in: its place in the order at boot.
pub const CNTLM_DROP_IN: &Artifact = &cntlm_drop_in::ARTIFACT;
/// dockerd's drop-in.
pub const DOCKER_DROP_IN: &Artifact = &docker_drop_in::ARTIFACT;
/// daemon.json, which takes the place of dockerd's drop-in.
pub const DAEMON_JSON: &Artifact = &daemon_json::ARTIFACT;
/// The runner's drop-in.
pub const RUNNER_DROP_IN: &Artifact = &runner_drop_in::ARTIFACT;
/// The config.json of the docker command.
pub const DOCKER_CLIENT: &Artifact = &docker_client::ARTIFACT;
/// The part of config.toml.
pub const CONFIG_TOML: &Artifact = &config_toml::ARTIFACT;
/// The part of .gitlab-ci.yml.
pub const GITLAB_CI: &Artifact = &gitlab_ci::ARTIFACT;
/// README.md.
pub const README: &Artifact = &readme::ARTIFACT;

/// Where a file belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At this path of the machine.
    Host(&'static str),
    /// Pasted into a file of this name.
    Paste(&'static str),
    /// Read by a person.
    Read,
}

impl Artifact {
    /// Where it belongs.
    pub fn place(&self) -> Place {
        if let Some(path) = self.path.strip_prefix("host") {
            Place::Host(path)
        } else if let Some(name) = self.path.strip_prefix("paste/") {
            Place::Paste(name)
        } else {
            Place::Read
        }
    }

    /// The paper of a plan that wants it.
    pub fn paper(&'static self, plan: &Plan, lang: Lang) -> Paper {
        self.paper_of((self.render)(plan, lang), plan)
    }

    /// The same when the steps of this plan are there already: README.md holds them.
    pub fn paper_with(&'static self, steps: &[Step], plan: &Plan, lang: Lang) -> Paper {
        match std::ptr::eq(self, README) {
            true => self.paper_of(readme::with(steps, plan, lang), plan),
            false => self.paper(plan, lang),
        }
    }

    fn paper_of(&'static self, text: Text<File>, plan: &Plan) -> Paper {
        Paper {
            artifact: self,
            text,
            mode: self.mode(plan),
            complete: self.complete(),
        }
    }

    /// Its mode, in the output directory and on the machine.
    pub fn mode(&self, plan: &Plan) -> u32 {
        if (self.secret)(plan) { 0o600 } else { 0o644 }
    }

    /// Whether all of it can be had. A page shows install.sh before its program has been fetched.
    pub fn complete(&self) -> bool {
        !std::ptr::eq(self, &install_script::ARTIFACT) || install_script::complete()
    }

    /// The name of a single download: its path below the directories that are not ours to choose,
    /// with `-` for `/`.
    pub fn download_name(&self) -> String {
        let roots = ["host/etc/systemd/system/", "host/etc/", "host/", "paste/"];
        let name = roots.iter().find_map(|root| self.path.strip_prefix(root));
        name.unwrap_or(self.path).replace('/', "-")
    }
}

/// A file as it shows in a preview: of a plan that may still have errors, so it can only be looked
/// at. [`files`] makes the ones that leave.
pub struct Paper {
    /// Its row.
    pub artifact: &'static Artifact,
    /// Its text.
    pub text: Text<File>,
    /// Its mode, in the output directory and on the machine.
    pub mode: u32,
    /// Whether all of it is there, see [`Artifact::complete`].
    pub complete: bool,
}

/// A file of a form without errors.
pub struct OutFile {
    /// Its row.
    pub artifact: &'static Artifact,
    /// Its mode, in the output directory and on the machine.
    pub mode: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files that a plan wants, in the order of the table.
pub fn wanted(plan: &Plan) -> impl Iterator<Item = &'static Artifact> {
    let wanted = |artifact: &&Artifact| (artifact.wanted)(plan);
    ARTIFACTS.into_iter().filter(wanted)
}

/// What brings a file: a question with one of its choices, or with whatever answers it.
pub type Bringer = (&'static Field, Option<&'static Choice>);

/// The files that a form does not want, each with the first answer that alone brings it.
pub fn brought(form: &Form) -> Vec<(&'static Artifact, Bringer)> {
    let plan = read(form).plan;
    let mut missing: Vec<_> = ARTIFACTS.into_iter().collect();
    missing.retain(|artifact| !(artifact.wanted)(&plan));
    // Which files there are follows from choices, so those alone are read again, a dozen times: with
    // hundreds of hosts the whole form would take longer than a key may.
    let mut choices = Form::default();
    for field in FIELDS.iter().filter(|field| !field.choices().is_empty()) {
        choices.set(field, form.text(field).to_owned());
    }
    let mut brought = Vec::new();
    for field in FIELDS {
        for choice in field.choices() {
            if missing.is_empty() {
                return brought;
            }
            let mut form = choices.clone();
            form.set(field, choice.value.to_owned());
            let plan = read(&form).plan;
            missing.retain(|artifact| {
                let wanted = (artifact.wanted)(&plan);
                if wanted {
                    brought.push((*artifact, (field, Some(choice))));
                }
                !wanted
            });
        }
    }
    // What is left is no choice's: certificates are pasted.
    let pasted = |artifact| (artifact, (&fields::CA, None));
    brought.extend(missing.into_iter().map(pasted));
    brought
}

/// Every paper of a plan, in the order of the table.
pub fn papers(plan: &Plan, lang: Lang) -> Vec<Paper> {
    let paper = |artifact: &'static Artifact| artifact.paper(plan, lang);
    wanted(plan).map(paper).collect()
}

/// Every file of a plan that is complete, in the order of the table.
pub fn files(ready: &Ready, lang: Lang) -> Vec<OutFile> {
    let file = |paper: Paper| OutFile {
        artifact: paper.artifact,
        mode: paper.mode,
        bytes: paper.text.bytes(paper.artifact.charset),
    };
    let papers = papers(ready.plan(), lang).into_iter();
    papers.filter(|paper| paper.complete).map(file).collect()
}

/// Why a paper that is not complete can only be looked at.
pub const INCOMPLETE: Say = say(
    "The second part of this file, which is the same for everybody, is still being fetched.",
    "このファイルの後半（入力によらない共通の部分）を取得しています。",
);

impl Paper {
    /// Why its text must not be copied, when it must not.
    pub fn not_copyable(&self) -> Option<Say> {
        if !self.complete {
            return Some(INCOMPLETE);
        }
        let latin1 = self.artifact.charset == Charset::Latin1 && !self.text.as_str().is_ascii();
        latin1.then_some(say(
            "This file is ISO-8859-1, and copying would change its bytes. Download it.",
            "このファイルは ISO-8859-1 です。コピーするとバイトが変わるので、ダウンロードしてください。",
        ))
    }
}

/// The owner of every file but one.
fn root(_: &Plan) -> &'static str {
    "root"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is missing, one answer brings it, and that is the one that is named.
    #[test]
    fn what_a_form_does_not_want_is_one_answer_away() {
        let forms: [&[u8]; 4] = [
            br#"{}"#,
            br#"{"route": "direct", "daemon": "daemon-json"}"#,
            br#"{"dind": "socket", "secret": "ask"}"#,
            br#"{"route": "direct", "dind": "tls", "proxies": "nonsense"}"#,
        ];
        for form in forms {
            let form = Form::from_json(form).expect("a form");
            let own = wanted(&read(&form).plan).count();
            let brought = brought(&form);
            assert_eq!(own + brought.len(), ARTIFACTS.len());
            for (artifact, (field, choice)) in brought {
                let mut form = form.clone();
                let pasted = include_str!("../../tests/form/certificates/root.pem");
                let answer = choice.map_or(pasted, |choice| choice.value);
                form.set(field, answer.to_owned());
                let plan = read(&form).plan;
                let comes = wanted(&plan).any(|other| std::ptr::eq(other, artifact));
                assert!(comes, "{}", artifact.path);
            }
        }
    }
}

//! What a scenario works with: hosts of one kind, forms, and a voice.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::host::Host;
use super::outer::Outer;
use super::shell::{Said, hear, must};
use super::world::{Watch, World};
use super::{Kind, fresh};
use crate::process::spell;
use crate::{Outcome, root};

/// How long a job may take, pulls of its images included.
pub(super) const JOB: Duration = Duration::from_secs(240);

/// Where a host has what was rendered.
pub(super) const RENDERED: &str = "/lab/proxy";

/// Everything that scenarios share.
pub(super) struct Lab<'a> {
    pub(super) outer: &'a Outer,
    pub(super) world: World<'a>,
    /// The command `runner-proxy`.
    pub(super) program: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) keep: bool,
    /// Whether scenarios speak at once; where several run beside each other, each speaks at its end.
    pub(super) live: bool,
}

/// Scenarios of different lanes run beside each other: what is named here belongs to one lane.
#[derive(Clone, Copy)]
pub(super) struct Lane(pub(super) usize);

impl Lane {
    /// Of its host.
    pub(super) fn address(self) -> String {
        format!("10.213.1.{}", 21 + self.0)
    }

    /// Of its runner.
    pub(super) fn token(self) -> String {
        format!("glrt-lab-{}", self.0)
    }

    /// Who logs in at the corporate proxy.
    pub(super) fn user(self) -> String {
        format!("testuser{}", self.0)
    }
}

/// One scenario's view of one kind of host.
pub(super) struct Stage<'a> {
    pub(super) lab: &'a Lab<'a>,
    pub(super) kind: &'static Kind,
    pub(super) lane: Lane,
    image: &'a str,
    folder: PathBuf,
    seen: Cell<usize>,
    last: Cell<Instant>,
    said: RefCell<String>,
}

/// A change of the lab's form.
pub(super) type Answers<'a> = &'a [(&'a str, &'a str)];

impl<'a> Stage<'a> {
    pub(super) fn new(lab: &'a Lab<'a>, kind: &'static Kind, lane: Lane, image: &'a str) -> Self {
        Self {
            lab,
            kind,
            lane,
            image,
            folder: lab.folder.join(lane.0.to_string()),
            seen: Cell::new(0),
            last: Cell::new(Instant::now()),
            said: RefCell::default(),
        }
    }

    /// Says a line, now or at the end.
    pub(super) fn say(&self, line: impl std::fmt::Display) {
        match self.lab.live {
            true => println!("{line}"),
            false => *self.said.borrow_mut() += &format!("{line}\n"),
        }
    }

    /// What is still to be said.
    pub(super) fn unsaid(&self) -> String {
        self.said.take()
    }

    /// How many things were seen so far.
    pub(super) fn seen(&self) -> usize {
        self.seen.get()
    }

    /// Says something that was seen.
    pub(super) fn ok(&self, what: impl std::fmt::Display) {
        self.seen.set(self.seen.get() + 1);
        let time = spell(self.last.replace(Instant::now()).elapsed());
        self.say(format!("  ok   {what} ({time})"));
    }

    /// Says it when it is so, and fails when it is not.
    pub(super) fn see(&self, is_so: bool, what: &str) -> Outcome {
        if !is_so {
            return Err(format!("not seen: {what}").into());
        }
        self.ok(what);
        Ok(())
    }

    /// Runs a scenario's steps on a fresh host; when they fail, the host's own words are told.
    pub(super) fn with_host(&self, steps: impl FnOnce(&Host) -> Outcome) -> Outcome {
        self.set_password(&self.form(&[])?["password"])?;
        fresh(&self.folder)?;
        let config = self.folder.join("config.toml");
        let text = fs::read_to_string(root().join("tests/lab/config.toml"))?;
        fs::write(&config, text.replace("TOKEN", &self.lane.token()))?;
        let name = format!("{}-{}", self.kind.recipe.name, self.lane.0);
        let lab = self.lab;
        let address = self.lane.address();
        let host = Host::boot(lab.outer, &name, self.image, &address, &config, lab.keep)?;
        steps(&host).map_err(|error| format!("{error}\n\n{}", host.diagnosis()).into())
    }

    /// Begins to watch the host at the corporate proxy.
    pub(super) fn watch(&self) -> Outcome<Watch<'_>> {
        self.lab.world.watch(&self.lane.address())
    }

    /// The user has this password now.
    pub(super) fn set_password(&self, password: &str) -> Outcome {
        let world = &self.lab.world;
        world.set_password("corp-uk", &self.lane.user(), password)
    }

    /// The lab's form for this kind of host, with some answers changed.
    pub(super) fn form(
        &self,
        answers: Answers,
    ) -> Outcome<std::collections::BTreeMap<String, String>> {
        let text = fs::read(root().join("tests/lab/forms/cntlm.json"))?;
        let mut form: std::collections::BTreeMap<String, String> = serde_json::from_slice(&text)?;
        form.insert("cntlm".into(), self.kind.cntlm.into());
        form.insert("username".into(), self.lane.user());
        for (name, answer) in answers {
            form.insert((*name).into(), (*answer).into());
        }
        Ok(form)
    }

    /// Renders a form with the command, and puts the folder onto the host.
    pub(super) fn render(&self, host: &Host, answers: Answers) -> Outcome<Rendered> {
        fresh(&self.folder)?;
        let form = self.folder.join("form.json");
        let folder = self.folder.join("proxy");
        fs::write(&form, serde_json::to_vec(&self.form(answers)?)?)?;
        let mut render = Command::new(&self.lab.program);
        must(
            render
                .arg("render")
                .arg(form)
                .arg("--out")
                .arg(&folder)
                .args(["--lang", "en"]),
        )?;
        host.must("rm -rf /lab && mkdir -p /lab")?;
        host.copy(&folder, RENDERED)?;
        Ok(Rendered { folder })
    }

    /// Runs the rendered script on the host, with nobody at a terminal.
    pub(super) fn script(&self, host: &Host, options: &[&str]) -> Outcome<Said> {
        hear(&mut script(host, options))
    }

    /// Runs it and demands this exit status.
    pub(super) fn script_ends(&self, host: &Host, options: &[&str], status: i32) -> Outcome<Said> {
        let said = self.script(host, options)?;
        let line = format!("sh install.sh {}", options.join(" "));
        if said.status != Some(status) {
            let words = said.words();
            return Err(format!(
                "`{line}` ended with {:?}, not {status}:\n{words}",
                said.status
            )
            .into());
        }
        self.ok(format!("`{line}` ends with {status}"));
        Ok(said)
    }

    /// Puts a job for the host's runner into the queue; gives its number.
    pub(super) fn queue(&self, job: Value) -> Outcome<u64> {
        self.lab.world.queue(&self.lane.token(), job)
    }

    /// Queues a job and waits until it has succeeded.
    pub(super) fn job(&self, what: &str, job: Value) -> Outcome<String> {
        let number = self.queue(job)?;
        let job = self
            .lab
            .world
            .wait_for(number, &["success", "failed"], JOB)?;
        if job.state != "success" {
            return Err(format!("{what}: the job failed:\n{}", job.trace).into());
        }
        Ok(job.trace)
    }
}

/// The script as a command that can be left running.
pub(super) fn script(host: &Host, options: &[&str]) -> Command {
    let mut command = host.command(&[
        "sh",
        "-c",
        "cd \"$0\" && exec sh install.sh \"$@\"",
        RENDERED,
    ]);
    command.args(options);
    command
}

/// What a form came to, on this machine.
pub(super) struct Rendered {
    folder: PathBuf,
}

impl Rendered {
    pub(super) fn file(&self, path: impl AsRef<Path>) -> Outcome<Vec<u8>> {
        let path = self.folder.join(path);
        fs::read(&path).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    pub(super) fn text(&self, path: impl AsRef<Path>) -> Outcome<String> {
        Ok(String::from_utf8(self.file(path)?)?)
    }
}

/// A job that clones the project through the proxy and shows its environment.
pub(super) fn clone_job() -> Value {
    json!({
        "image": "docker:24.0.5-cli",
        "script": ["env | grep -i _proxy= | sort", "git log -1 --format=%s", "cat hello.txt"],
    })
}

//! Everything that is not a host: the two networks, the corporate proxy between them, and outside
//! of it the GitLab-like server and the registry.

use std::time::Duration;

use serde_json::{Value, json};

use super::outer::{LABEL, Outer};
use super::shell::{must, must_with, wait};
use crate::{Outcome, root};

/// Hosts and the corporate proxy.
pub(super) const OFFICE: &str = "runner-proxy-lab-office";
/// What the hosts reach through the proxy only.
const OUTSIDE: &str = "runner-proxy-lab-outside";
/// Where hosts ask for names: the corporate proxy, which knows none, and says so at once.
pub(super) const DNS: &str = "10.213.1.10";
const PATIENCE: Duration = Duration::from_secs(30);

/// The servers, by the names of their containers.
const PROXY: &str = "runner-proxy-lab-proxy";
const GITLAB: &str = "runner-proxy-lab-gitlab";
const REGISTRY: &str = "runner-proxy-lab-registry";

struct Server {
    name: &'static str,
    address: &'static str,
    /// The names by which the proxy finds it.
    aliases: &'static [&'static str],
    file: Option<&'static str>,
    command: &'static [&'static str],
}

const SERVERS: [Server; 3] = [
    Server {
        name: PROXY,
        address: "10.213.2.10",
        aliases: &[],
        file: Some("corporate_proxy.py"),
        command: &["python3", "/srv/corporate_proxy.py", "serve"],
    },
    Server {
        name: GITLAB,
        address: "10.213.2.20",
        aliases: &["gitlab.outside.lab"],
        file: Some("gitlab.py"),
        command: &["python3", "/srv/gitlab.py"],
    },
    // In the lab, this one registry is all registries.
    Server {
        name: REGISTRY,
        address: "10.213.2.30",
        aliases: &[
            "registry.outside.lab",
            "registry-1.docker.io",
            "registry.gitlab.com",
        ],
        file: None,
        command: &["docker-registry", "serve", "/etc/lab/registry.yml"],
    },
];

/// The running servers.
pub(super) struct World<'a> {
    outer: &'a Outer,
}

impl<'a> World<'a> {
    /// Makes the networks and starts the servers from this image.
    pub(super) fn start(outer: &'a Outer, image: &str) -> Outcome<Self> {
        for (name, subnet) in [(OFFICE, "10.213.1.0/24"), (OUTSIDE, "10.213.2.0/24")] {
            let create = [
                "network",
                "create",
                "--internal",
                "--label",
                LABEL,
                "--subnet",
            ];
            must(outer.command().args(create).args([subnet, name]))?;
        }
        for server in &SERVERS {
            let mut create = outer.command();
            create.args(["create", "--name", server.name, "--label", LABEL]);
            // Whatever a server does not find here it does not look for elsewhere.
            create.args([
                "--dns",
                "127.0.0.1",
                "--network",
                OUTSIDE,
                "--ip",
                server.address,
            ]);
            for alias in server.aliases {
                create.args(["--network-alias", alias]);
            }
            must(create.arg(image).args(server.command))?;
            if let Some(file) = server.file {
                let from = root().join("tests/lab").join(file);
                must(
                    outer
                        .command()
                        .arg("cp")
                        .arg(from)
                        .arg(format!("{}:/srv/", server.name)),
                )?;
            }
        }
        outer.docker(&["network", "connect", "--ip", DNS, OFFICE, PROXY])?;
        for server in &SERVERS {
            outer.docker(&["start", server.name])?;
        }
        let world = Self { outer };
        for path in [
            "https://gitlab.outside.lab/",
            "https://registry.outside.lab/v2/",
        ] {
            wait(&format!("{path} answers the proxy"), PATIENCE, || {
                Ok(world
                    .inside(PROXY, &["curl", "-fsS", "-o", "/dev/null", path])
                    .ok())
            })?;
        }
        Ok(world)
    }

    fn inside(&self, server: &str, words: &[&str]) -> Outcome<String> {
        must(self.outer.command().args(["exec", server]).args(words))
    }

    /// Adds a user to the corporate proxy, or changes the password.
    pub(super) fn set_password(&self, domain: &str, user: &str, password: &str) -> Outcome {
        // What cntlm sends has the domain in upper case.
        let domain = domain.to_ascii_uppercase();
        let words = [
            "python3",
            "/srv/corporate_proxy.py",
            "user",
            &domain,
            user,
            password,
        ];
        self.inside(PROXY, &words)?;
        Ok(())
    }

    /// Everything the proxy noted so far about one client.
    fn log(&self, client: &str) -> Outcome<Vec<Value>> {
        let log = self.inside(
            PROXY,
            &["sh", "-c", "cat /srv/proxy.log 2>/dev/null || true"],
        )?;
        let all: Vec<Value> = log
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        Ok(all
            .into_iter()
            .filter(|line| line["client"] == client)
            .collect())
    }

    /// Begins to watch one client at the proxy.
    pub(super) fn watch(&self, client: &str) -> Outcome<Watch<'_>> {
        Ok(Watch {
            world: self,
            client: client.to_owned(),
            from: self.log(client)?.len(),
        })
    }

    /// Asks the GitLab-like server something that a real one does not answer.
    fn control(&self, path: &str, body: Option<&Value>) -> Outcome<Value> {
        let curl = [
            "exec",
            "-i",
            GITLAB,
            "curl",
            "-fsS",
            "--resolve",
            "gitlab.outside.lab:443:127.0.0.1",
        ];
        let mut command = self.outer.command();
        command
            .args(curl)
            .arg(format!("https://gitlab.outside.lab/lab/{path}"));
        let said = match body {
            None => must(&mut command)?,
            Some(body) => {
                command.args([
                    "-H",
                    "Content-Type: application/json",
                    "--data-binary",
                    "@-",
                ]);
                must_with(&mut command, body.to_string().as_bytes())?
            }
        };
        Ok(serde_json::from_str(&said)?)
    }

    /// Puts a job for the runner with this token into the queue; gives its number.
    pub(super) fn queue(&self, token: &str, mut job: Value) -> Outcome<u64> {
        job["runner"] = json!(token);
        let said = self.control("jobs", Some(&job))?;
        Ok(said["id"].as_u64().ok_or("a job without a number")?)
    }

    /// What became of a job so far.
    pub(super) fn job(&self, number: u64) -> Outcome<Job> {
        let jobs = self.control("jobs", None)?;
        let job = &jobs[usize::try_from(number)? - 1];
        let text = |key: &str| job[key].as_str().unwrap_or_default().to_owned();
        Ok(Job {
            state: text("state"),
            trace: text("trace"),
        })
    }

    /// Waits until a job is in one of these states.
    pub(super) fn wait_for(
        &self,
        number: u64,
        states: &[&str],
        patience: Duration,
    ) -> Outcome<Job> {
        wait(
            &format!("job {number} is {}", states.join(" or ")),
            patience,
            || {
                let job = self.job(number)?;
                Ok(states.contains(&job.state.as_str()).then_some(job))
            },
        )
    }

    /// How often the runner with this token has asked for a job.
    pub(super) fn polls(&self, token: &str) -> Outcome<u64> {
        Ok(self.control("runners", None)?[token]
            .as_u64()
            .unwrap_or_default())
    }

    /// Whether the registry has this tag of this image.
    pub(super) fn has_image(&self, name: &str, tag: &str) -> bool {
        let path = format!("https://registry.outside.lab/v2/{name}/manifests/{tag}");
        self.inside(PROXY, &["curl", "-fsS", "-o", "/dev/null", &path])
            .is_ok()
    }

    /// YAML as a program reads it that is not ours.
    pub(super) fn read_yaml(&self, text: &[u8]) -> Outcome<Value> {
        let read = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer)))";
        let mut command = self.outer.command();
        command.args(["exec", "-i", GITLAB, "python3", "-c", read]);
        Ok(serde_json::from_str(&must_with(&mut command, text)?)?)
    }
}

/// A job as the GitLab-like server knows it.
pub(super) struct Job {
    pub(super) state: String,
    pub(super) trace: String,
}

/// What the corporate proxy notes about one client from some moment on.
pub(super) struct Watch<'a> {
    world: &'a World<'a>,
    client: String,
    from: usize,
}

impl Watch<'_> {
    fn seen(&self, event: &str) -> Outcome<Vec<Value>> {
        let log = self.world.log(&self.client)?;
        let new = log.into_iter().skip(self.from);
        Ok(new.filter(|line| line["event"] == event).collect())
    }

    /// The logons that succeeded, and those that failed.
    pub(super) fn logons(&self) -> Outcome<(Vec<Value>, Vec<Value>)> {
        Ok(self
            .seen("logon")?
            .into_iter()
            .partition(|line| line["ok"] == true))
    }

    /// The requests that passed.
    pub(super) fn requests(&self) -> Outcome<Vec<Value>> {
        self.seen("request")
    }

    /// Whether one of the requests was for this host.
    pub(super) fn asked(&self, host: &str) -> Outcome<bool> {
        let begins = |line: &Value| {
            line["target"]
                .as_str()
                .is_some_and(|target| target.starts_with(host))
        };
        Ok(self.requests()?.iter().any(begins))
    }
}

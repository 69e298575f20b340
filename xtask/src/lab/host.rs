//! One host: a container whose first process is systemd.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::outer::{LABEL, Outer};
use super::shell::{Said, hear, must, must_with, wait};
use super::world::{DNS, OFFICE};
use crate::{Outcome, root};

/// How long a host may take to come up, with its three services.
const BOOT: Duration = Duration::from_secs(90);

/// The services that matter.
pub(super) const SERVICES: [&str; 3] = ["docker", "cntlm", "gitlab-runner"];

/// The runner's own file.
pub(super) const CONFIG: &str = "/etc/gitlab-runner/config.toml";

/// What is copied into a host before it starts.
const FILES: [(&str, &str); 4] = [
    ("start.sh", "/start.sh"),
    ("gitlab-runner", "/usr/bin/gitlab-runner"),
    ("runner/job.py", "/usr/share/gitlab-runner/job.py"),
    (
        "runner/toml_writer.py",
        "/usr/share/gitlab-runner/toml_writer.py",
    ),
];

/// A host that is up; removed when dropped, unless it is to be kept.
pub(super) struct Host<'a> {
    outer: &'a Outer,
    name: String,
    keep: bool,
}

impl<'a> Host<'a> {
    /// Boots a host of this name from this image. The file `config` becomes its `config.toml`.
    pub(super) fn boot(
        outer: &'a Outer,
        hostname: &str,
        image: &str,
        address: &str,
        config: &Path,
        keep: bool,
    ) -> Outcome<Self> {
        let name = format!("{LABEL}-{hostname}");
        remove(outer, &name)?;
        let mut create = outer.command();
        create.args([
            "create",
            "--name",
            &name,
            "--hostname",
            hostname,
            "--label",
            LABEL,
        ]);
        create.args(["--network", OFFICE, "--ip", address]);
        create.args([
            "--tmpfs",
            "/run",
            "--tmpfs",
            "/run/lock",
            "--tmpfs",
            "/tmp:exec",
        ]);
        create
            .args(["--volume", "/var/lib/docker"])
            .args(freedom()?);
        // What systemd takes for the power button.
        create.args(["--stop-signal", "SIGRTMIN+3"]);
        must(create.arg(image).args(["sh", "/start.sh", DNS]))?;
        let host = Self { outer, name, keep };
        for (from, to) in FILES {
            host.copy(&root().join("tests/lab").join(from), to)?;
        }
        host.copy(config, CONFIG)?;
        host.start()?;
        host.must(&format!("chmod 0600 {CONFIG}"))?;
        Ok(host)
    }

    fn start(&self) -> Outcome {
        self.outer.docker(&["start", &self.name])?;
        self.wait_until_up()
    }

    /// Waits until systemd says that everything has started.
    pub(super) fn wait_until_up(&self) -> Outcome {
        wait(&format!("{} is up", self.name), BOOT, || {
            let said = self.sh("systemctl is-system-running")?;
            Ok(["running\n", "degraded\n"]
                .contains(&said.out.as_str())
                .then_some(()))
        })
    }

    /// Copies a file or a folder of this machine into the host, as root's.
    pub(super) fn copy(&self, from: &Path, to: &str) -> Outcome {
        must(
            self.outer
                .command()
                .arg("cp")
                .arg(from)
                .arg(format!("{}:{to}", self.name)),
        )?;
        Ok(())
    }

    /// Runs a piece of shell on the host, whatever it comes to.
    pub(super) fn sh(&self, script: &str) -> Outcome<Said> {
        hear(
            self.outer
                .command()
                .args(["exec", &self.name, "sh", "-c", script]),
        )
    }

    /// Runs a piece of shell that must succeed; gives its output.
    pub(super) fn must(&self, script: &str) -> Outcome<String> {
        must(
            self.outer
                .command()
                .args(["exec", &self.name, "sh", "-euc", script]),
        )
    }

    /// A command that runs on the host while the lab does something else.
    pub(super) fn command(&self, words: &[&str]) -> std::process::Command {
        let mut command = self.outer.command();
        command.args(["exec", "-i", &self.name]).args(words);
        command
    }

    /// Writes a file of this text.
    pub(super) fn write(&self, path: &str, text: &str) -> Outcome {
        must_with(
            &mut self.command(&["sh", "-c", "cat > \"$0\"", path]),
            text.as_bytes(),
        )?;
        Ok(())
    }

    /// Shuts the host down in order and starts it again.
    pub(super) fn reboot(&self) -> Outcome {
        self.outer
            .docker(&["restart", "--time", "60", &self.name])?;
        self.wait_until_up()
    }

    /// The power is gone, and comes back.
    pub(super) fn power_cut(&self) -> Outcome {
        self.outer.docker(&["kill", &self.name])?;
        self.start()
    }

    /// Which of [`SERVICES`] run. One that was stopped and one that failed are the same here.
    pub(super) fn running(&self) -> Outcome<Vec<bool>> {
        let said = self.sh(&format!("systemctl is-active {}", SERVICES.join(" ")))?;
        Ok(said.out.lines().map(|state| state == "active").collect())
    }

    /// A name for the present life of each of [`SERVICES`]: another one after a restart.
    pub(super) fn lives(&self) -> Outcome<Vec<String>> {
        let said = self.must(&format!(
            "systemctl show --property=InvocationID {}",
            SERVICES.join(" ")
        ))?;
        Ok(said.split_whitespace().map(str::to_owned).collect())
    }

    /// Every file of the host, by path: mode, owner, content; with times on demand.
    pub(super) fn fingerprint(&self, times: Times, without: &[&str]) -> Outcome<Fingerprint> {
        let script = fs::read(root().join("tests/lab/fingerprint.py"))?;
        let times = match times {
            Times::Compared => "times",
            Times::Ignored => "-",
        };
        let mut command = self.command(&["python3", "-", times]);
        let lines = must_with(command.args(without), &script)?;
        let split = |line: &str| {
            let (path, facts) = line.split_once('\t').unwrap_or((line, ""));
            (path.to_owned(), facts.to_owned())
        };
        Ok(Fingerprint(lines.lines().map(split).collect()))
    }

    /// What the services said lately, for a person who must find out what went wrong.
    pub(super) fn diagnosis(&self) -> String {
        let units = SERVICES.map(|name| format!("--unit={name}")).join(" ");
        let script = format!(
            "systemctl --no-pager --failed; journalctl --no-pager --lines=40 {units}; docker ps -a"
        );
        self.sh(&script)
            .map_or_else(|error| error.to_string(), |said| said.words())
    }
}

impl Drop for Host<'_> {
    fn drop(&mut self) {
        if !self.keep {
            let _ = remove(self.outer, &self.name);
        }
    }
}

fn remove(outer: &Outer, name: &str) -> Outcome {
    must(
        outer
            .command()
            .args(["rm", "--force", "--volumes", name])
            .stderr(std::process::Stdio::null()),
    )
    .map(drop)
    .or_else(|error| {
        if error.to_string().contains("No such container") {
            Ok(())
        } else {
            Err(error)
        }
    })
}

/// Whether files that were written anew with the same content count as changed.
pub(super) enum Times {
    Compared,
    Ignored,
}

/// What a host's files look like.
#[derive(PartialEq)]
pub(super) struct Fingerprint(BTreeMap<String, String>);

impl Fingerprint {
    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The paths in which two differ, for people.
    pub(super) fn difference(&self, other: &Self) -> Vec<String> {
        let changed = self
            .0
            .iter()
            .filter(|(path, facts)| other.0.get(*path) != Some(facts));
        let new = other.0.keys().filter(|path| !self.0.contains_key(*path));
        changed.map(|(path, _)| path).chain(new).cloned().collect()
    }
}

/// What systemd and dockerd need in a container. Where the kernel withholds a capability, Docker's
/// own `--privileged` fails, so everything but what is withheld is asked for.
fn freedom() -> Outcome<Vec<String>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let bound = status
        .lines()
        .find_map(|line| line.strip_prefix("CapBnd:"))
        .ok_or("no CapBnd in /proc/self/status")?;
    let bound = u64::from_str_radix(bound.trim(), 16)?;
    let mut words: Vec<String> = ["seccomp", "apparmor", "systempaths"]
        .map(|name| format!("--security-opt={name}=unconfined"))
        .into();
    words.push("--device-cgroup-rule=a *:* rwm".into());
    for (bit, name) in CAPABILITIES.split_whitespace().enumerate() {
        if bound >> bit & 1 == 1 {
            words.push(format!("--cap-add={name}"));
        }
    }
    Ok(words)
}

/// By the kernel's numbers. Newer ones are unknown to some versions of Docker.
const CAPABILITIES: &str = "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID \
    SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER \
    SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE \
    SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP \
    MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ";

/// Removes the control groups that hosts left behind, see `tests/lab/start.sh`.
pub(super) fn tidy_control_groups() {
    for root in ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] {
        for group in fs::read_dir(root).into_iter().flatten().flatten() {
            if group.file_name().to_string_lossy().starts_with(LABEL) {
                remove_group(&group.path());
            }
        }
    }
}

/// Only an empty group can be removed, so the innermost goes first.
fn remove_group(group: &PathBuf) {
    for inner in fs::read_dir(group).into_iter().flatten().flatten() {
        if inner.path().is_dir() {
            remove_group(&inner.path());
        }
    }
    let _ = fs::remove_dir(group);
}

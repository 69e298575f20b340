//! The Docker daemon that the lab's machines are containers of: the machine's own where one
//! answers, else one that we start and stop.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::shell::{hear, must, wait};
use crate::Outcome;

/// Every container, network, volume and image of ours has this label, and a name that begins so.
pub(super) const LABEL: &str = "runner-proxy-lab";

const MACHINES: &str = "/var/run/docker.sock";
const PATIENCE: Duration = Duration::from_secs(60);

/// A daemon that answers.
pub(super) struct Outer {
    socket: PathBuf,
    own: Option<Child>,
}

impl Outer {
    /// Finds the machine's daemon or starts our own below this folder.
    pub(super) fn start(folder: &Path) -> Outcome<Self> {
        let machines = Self {
            socket: MACHINES.into(),
            own: None,
        };
        if machines.answers() {
            println!("The lab runs in this machine's Docker.");
            return Ok(machines);
        }
        fs::create_dir_all(folder)?;
        end_what_was_left(&folder.join("pid"))?;
        let socket = folder.join("sock");
        let log = File::create(folder.join("log"))?;
        let child = Command::new("dockerd")
            .arg("--data-root")
            .arg(folder.join("data"))
            .arg("--exec-root")
            .arg(folder.join("exec"))
            .arg("--pidfile")
            .arg(folder.join("pid"))
            .arg("--host")
            .arg(format!("unix://{}", socket.display()))
            // No docker0 of its own: it would take an address that the hosts' may need.
            .arg("--bridge=none")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map_err(|error| format!("could not run dockerd: {error}"))?;
        let mut own = Self {
            socket,
            own: Some(child),
        };
        wait("dockerd answers", PATIENCE, || {
            if let Some(Some(status)) = own.own.as_mut().map(Child::try_wait).transpose()? {
                let log = fs::read_to_string(folder.join("log"))?;
                return Err(format!("dockerd ended with {status}:\n{log}").into());
            }
            Ok(own.answers().then_some(()))
        })?;
        println!(
            "The lab runs in a Docker of its own, below {}.",
            folder.display()
        );
        Ok(own)
    }

    fn answers(&self) -> bool {
        self.socket.exists()
            && hear(
                self.command()
                    .args(["version", "--format", "{{.Server.Version}}"]),
            )
            .is_ok_and(|said| said.status == Some(0))
    }

    /// `docker`, talking to this daemon.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new("docker");
        command
            .arg("--host")
            .arg(format!("unix://{}", self.socket.display()))
            .env_remove("DOCKER_CONTEXT");
        command
    }

    /// Runs `docker` with these words; it must succeed.
    pub(super) fn docker(&self, words: &[&str]) -> Outcome<String> {
        must(self.command().args(words))
    }

    /// Removes every container, volume and network that bears our label.
    pub(super) fn tidy(&self) -> Outcome {
        let filter = format!("label={LABEL}");
        for (list, remove) in [
            (&["ps", "-aq"][..], &["rm", "--force", "--volumes"][..]),
            (&["volume", "ls", "-q"], &["volume", "rm", "--force"]),
            (&["network", "ls", "-q"], &["network", "rm"]),
        ] {
            let found = must(self.command().args(list).args(["--filter", &filter]))?;
            let found: Vec<_> = found.split_whitespace().collect();
            if !found.is_empty() {
                must(self.command().args(remove).args(found))?;
            }
        }
        Ok(())
    }
}

impl Drop for Outer {
    fn drop(&mut self) {
        if let Some(mut child) = self.own.take() {
            // By a signal that it can act upon: killed, it would leave its containerd behind.
            let _ = hear(Command::new("kill").arg(child.id().to_string()));
            let _ = child.wait();
        }
    }
}

/// A lab that was killed could not stop its daemon.
fn end_what_was_left(pid_file: &Path) -> Outcome {
    let Ok(pid) = fs::read_to_string(pid_file) else {
        return Ok(());
    };
    let process = Path::new("/proc").join(pid.trim());
    let ours = |process: &Path| {
        fs::read(process.join("cmdline")).is_ok_and(|line| {
            let words: Vec<_> = line.split(|&byte| byte == 0).collect();
            words.contains(&pid_file.as_os_str().as_encoded_bytes())
        })
    };
    if ours(&process) {
        must(Command::new("kill").arg(pid.trim()))?;
        wait("the daemon of an earlier lab ends", PATIENCE, || {
            Ok((!ours(&process)).then_some(()))
        })?;
    }
    Ok(())
}

//! The model of a host: folders that stand before the machine's own in a mount namespace, programs
//! that answer from files, and services that are processes.

use crate::kinds::file;
use crate::machine::{Scratch, on_path, program, python};
use crate::script::{PROGRAMS, Ran, SHELLS, Shell, finished, may_mount};
use crate::tree::{Listing, STATE, listing};
use runner_proxy::artifacts::OutFile;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs of the machine that a whole host needs besides those of a tree.
const MORE: [&str; 9] = [
    "date", "env", "getent", "head", "sh", "stty", "tail", "touch", "uname",
];

/// What stands in for a program, and what it does.
const STANDINS: [(&str, &str); 8] = [
    ("systemctl", include_str!("programs/systemctl.sh")),
    ("docker", include_str!("programs/docker.sh")),
    ("curl", include_str!("programs/curl.sh")),
    ("ss", include_str!("programs/ss.sh")),
    ("ip", include_str!("programs/ip.sh")),
    ("gitlab-runner", include_str!("programs/gitlab-runner.sh")),
    ("journalctl", include_str!("programs/journalctl.sh")),
    ("sleep", include_str!("programs/sleep.sh")),
];

/// Folders of the machine that the host has its own of.
const FOLDERS: [&str; 7] = [
    "etc",
    "run",
    "var",
    "root",
    "usr/sbin",
    "usr/local/sbin",
    "usr/local/share",
];

const ENTER: &str = r#"
host=$1
shift
for folder in etc run var root usr/sbin usr/local/sbin usr/local/share; do
    mount --bind "$host/$folder" "/$folder" || exit 99
done
[ -L /sbin ] || mount --bind "$host/usr/sbin" /sbin || exit 99
exec "$@"
"#;

pub(super) const CONFIG: &str = "/etc/gitlab-runner/config.toml";
const RUNNER: &str = "concurrent = 1\n\n[[runners]]\n  name = \"build\"\n  token = \"glrt-t0k3n\"\n  executor = \"docker\"\n  [runners.docker]\n    image = \"debian\"\n";

/// Whether this machine can model a host.
pub(super) fn able() -> bool {
    may_mount()
        && SHELLS.into_iter().all(Shell::present)
        && python().is_some()
        && program("cntlm", "cntlm").is_some()
}

pub(super) struct Host {
    scratch: Scratch,
    script: PathBuf,
    pub(super) shell: Shell,
}

impl Host {
    /// Docker runs, a runner that is registered too, and cntlm does not.
    pub(super) fn new(files: &[OutFile]) -> Self {
        let scratch = Scratch::new("host");
        for folder in FOLDERS {
            fs::create_dir_all(scratch.path(folder)).expect("a folder");
        }
        let script = scratch.write("install.sh", file(files, "install.sh"));
        let host = Self {
            scratch,
            script,
            shell: SHELLS[0],
        };
        host.programs();
        host.write(
            "etc/passwd",
            "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n",
        );
        host.write("etc/group", "root:x:0:\nnogroup:x:65534:\n");
        host.write("etc/nsswitch.conf", "passwd: files\ngroup: files\n");
        host.write(CONFIG, RUNNER);
        fs::create_dir_all(host.path("run/systemd/system")).expect("a folder");
        fs::create_dir_all(host.path("var/lib")).expect("a folder");
        for service in ["cntlm", "docker", "gitlab-runner"] {
            host.model(&format!("{service}/loaded"), "");
        }
        host.model("docker/version", "24.0.5\n");
        host.model("docker/client", "Docker version 24.0.5, build ced0996\n");
        host.model("docker/enabled", "");
        host.model("docker0", "172.17.0.1\n");
        host.model("answer", "200");
        host.start("docker");
        host.start("gitlab-runner");
        host.forget();
        host
    }

    fn programs(&self) {
        fs::create_dir_all(self.path("bin")).expect("a folder");
        fs::create_dir_all(self.path("model")).expect("a folder");
        // Debian's links to its awk and others lead through /etc, which the host has its own of.
        let link = |from: PathBuf, name: &str| {
            let from = fs::canonicalize(from).expect("a program");
            symlink(from, self.path(name)).expect("a link");
        };
        for name in PROGRAMS.into_iter().chain(MORE) {
            link(
                on_path(name).expect("a program of every Debian"),
                &format!("bin/{name}"),
            );
        }
        link(on_path("sleep").expect("sleep"), "model/long");
        // A service outlives the terminal of who started it.
        link(on_path("setsid").expect("setsid"), "model/session");
        // That of the machine, for another may lie in /root.
        let merger = ["python3", "jq"].map(|name| (name, Path::new("/usr/bin").join(name)));
        let merger = merger.into_iter().find(|(_, program)| program.exists());
        let (name, program) = merger.expect("python3 or jq of the machine");
        link(program, &format!("bin/{name}"));
        // It is looked for where the host has nothing, so it comes along.
        let cntlm = on_path("cntlm").expect("cntlm");
        fs::copy(cntlm, self.path("bin/cntlm")).expect("cntlm");
        for (name, text) in STANDINS {
            self.program(name, text);
        }
    }

    /// A program that is a script, in place of what was there.
    pub(super) fn program(&self, name: &str, text: &str) {
        let model = self.path("model");
        let dash = on_path("dash").expect("dash");
        let text = format!("#!{}\nMODEL={}\n{text}", dash.display(), model.display());
        self.lose(name);
        let path = self.scratch.write(&format!("bin/{name}"), text);
        fs::set_permissions(path, PermissionsExt::from_mode(0o755)).expect("a mode");
    }

    /// A program that is not there.
    pub(super) fn lose(&self, name: &str) {
        let _ = fs::remove_file(self.path(&format!("bin/{name}")));
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.scratch.path(name.trim_start_matches('/'))
    }

    /// A file of the host.
    pub(super) fn write(&self, path: &str, text: &str) {
        self.scratch.write(path.trim_start_matches('/'), text);
    }

    pub(super) fn read(&self, path: &str) -> String {
        let bytes = fs::read(self.path(path)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A fact of the model.
    pub(super) fn model(&self, name: &str, text: &str) {
        self.scratch.write(&format!("model/{name}"), text);
    }

    pub(super) fn unmodel(&self, name: &str) {
        fs::remove_file(self.path(&format!("model/{name}"))).expect("a fact");
    }

    /// What was asked of services and programs that act, in order.
    pub(super) fn log(&self) -> Vec<String> {
        let log = self.read("model/log");
        let acts = |line: &&str| {
            ![
                "systemctl show",
                "systemctl cat",
                "systemctl is-",
                "gitlab-runner --",
                "gitlab-runner lint --help",
            ]
            .iter()
            .any(|looks| line.starts_with(looks))
        };
        log.lines().filter(acts).map(str::to_owned).collect()
    }

    pub(super) fn forget(&self) {
        self.model("log", "");
    }

    /// How many requests went through the proxy.
    pub(super) fn requests(&self) -> usize {
        self.log()
            .iter()
            .filter(|line| line.starts_with("curl through"))
            .count()
    }

    fn systemctl(&self, arguments: &[&str]) {
        let status = self
            .inside(&self.path("bin/systemctl"))
            .args(arguments)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
    }

    /// Runs a program of the host.
    pub(super) fn inside_runs(&self, name: &str) {
        let status = self.inside(&self.path(&format!("bin/{name}"))).output();
        let status = status.expect("a process").status;
        assert!(status.success(), "{name}");
    }

    pub(super) fn start(&self, service: &str) {
        self.systemctl(&["start", service]);
    }

    pub(super) fn stop(&self, service: &str) {
        // As a person stops it, not as the script must.
        self.model(&format!("{service}/graceful"), "KillSignal=SIGQUIT\n");
        self.systemctl(&["stop", service]);
        self.forget();
    }

    pub(super) fn restart(&self, service: &str) {
        self.systemctl(&["restart", service]);
    }

    pub(super) fn runs(&self, service: &str) -> bool {
        let pid = self.read(&format!("model/{service}/pid"));
        !pid.is_empty() && Path::new("/proc").join(pid.trim()).join("environ").exists()
    }

    /// How often a service was started.
    pub(super) fn starts(&self, service: &str) -> usize {
        self.read(&format!("model/{service}/starts"))
            .lines()
            .count()
    }

    /// Everything of the host that is kept.
    pub(super) fn listing(&self) -> Listing {
        let mut all = Listing::new();
        for folder in ["etc", "run", "var", "root", "usr/local/share"] {
            let below = listing(&self.path(folder));
            all.extend(
                below
                    .into_iter()
                    .map(|(path, entry)| (format!("/{folder}{path}"), entry)),
            );
        }
        all
    }

    fn inside(&self, program: &Path) -> Command {
        let mut command = Command::new(on_path("unshare").expect("unshare"));
        command
            .arg("-m")
            .arg(on_path("dash").expect("dash"))
            .args(["-c", ENTER, "dash"])
            .arg(self.path(""))
            .arg(on_path("env").expect("env"))
            .args(["-i", "TERM=dumb"])
            .arg(format!("PATH={}", self.path("bin").display()))
            .arg(program);
        command
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.inside(&on_path(self.shell.0[0]).expect("a shell"));
        command
            .args(&self.shell.0[1..])
            .arg(&self.script)
            .args(arguments);
        command
    }

    /// Without a terminal.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        let inner = self.command(arguments);
        // A terminal of the person who runs the tests is none of the script's.
        let mut command = Command::new(on_path("setsid").expect("setsid"));
        command
            .arg("--wait")
            .arg(inner.get_program())
            .args(inner.get_args());
        self.clean(finished(&mut command))
    }

    /// On a terminal, where each answer is typed once its question is shown.
    pub(super) fn on_terminal(&self, arguments: &[&str], answers: &[(&str, &str)]) -> Ran {
        let inner = self.command(arguments);
        let helper =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/install/fake_host/terminal.py");
        let mut command = Command::new(python().expect("Python"));
        command
            .arg(helper)
            .arg(serde_json::to_string(answers).expect("JSON"))
            .arg(inner.get_program())
            .args(inner.get_args());
        self.clean(finished(&mut command))
    }

    /// Nothing of a run stays in /run. Of one that was killed, the next takes it away.
    fn clean(&self, ran: Ran) -> Ran {
        if ran.status.is_none() {
            return ran;
        }
        let left: Vec<_> = self
            .listing()
            .into_keys()
            .filter(|path| path.starts_with("/run/runner-proxy"))
            .collect();
        assert!(left.is_empty(), "{left:?} {ran:?}");
        assert!(
            !self.read("model/log").contains("a job was killed"),
            "{ran:?}"
        );
        ran
    }
}

/// Without the notes of the script on services, which are not files of the host.
pub(super) fn kept(mut host: Listing) -> Listing {
    let note = |path: &str| {
        path.strip_prefix(STATE)
            .is_some_and(|path| path.starts_with("/pending") || path == "/refused")
    };
    host.retain(|path, _| !note(path));
    host
}

impl Drop for Host {
    fn drop(&mut self) {
        for service in ["cntlm", "docker", "gitlab-runner"] {
            if self.runs(service) {
                let pid = self.read(&format!("model/{service}/pid"));
                // The shell's own, for a small Debian has no other; and one that nobody can ignore, as
                // what the script starts ignores what the script does.
                let mut kill = Command::new("dash");
                let _ = kill
                    .args(["-c", "kill -9 \"$1\"", "dash", pid.trim()])
                    .status();
            }
        }
    }
}

//! The programs that judge our files, as Debian packages: which are missing, and installing those.

use std::env;
use std::io::{IsTerminal, Write};
use std::path::Path;

use super::{Done, Run};
use crate::Outcome;
use crate::process::{self, command};

/// A package and what shows that the machine has it, from Debian or from elsewhere.
struct Package {
    name: &'static str,
    proof: Proof,
    why: &'static str,
}

/// How one sees that a package, or something as good, is there.
enum Proof {
    /// A command of this name can be found.
    Command(&'static str),
    /// One of these exists.
    Path(&'static [&'static str]),
    /// This command succeeds.
    Runs(&'static [&'static str]),
}

/// Everything the verification needs besides Rust.
const PACKAGES: &[Package] = &[
    Package {
        name: "cntlm",
        proof: Proof::Command("cntlm"),
        why: "reads cntlm.conf and hashes passwords its own way",
    },
    Package {
        name: "ruby",
        proof: Proof::Command("ruby"),
        why: "reads gitlab-ci.yml with Psych, as GitLab does, and proxy URLs with URI",
    },
    Package {
        name: "busybox",
        proof: Proof::Command("busybox"),
        why: "is the shell of the docker images that run our scripts",
    },
    Package {
        name: "cmark",
        proof: Proof::Command("cmark"),
        why: "reads README.md as CommonMark's own program",
    },
    Package {
        name: "dash",
        proof: Proof::Command("dash"),
        why: "is Debian's sh",
    },
    Package {
        name: "bash",
        proof: Proof::Command("bash"),
        why: "is the runner's shell",
    },
    Package {
        name: "mawk",
        proof: Proof::Command("mawk"),
        why: "is Debian's awk, which edits config.toml for install.sh",
    },
    Package {
        name: "gawk",
        proof: Proof::Command("gawk"),
        why: "is the awk of Fedora and RHEL",
    },
    Package {
        name: "original-awk",
        proof: Proof::Command("original-awk"),
        why: "is the awk that its authors keep, with no extension of others",
    },
    Package {
        name: "shellcheck",
        proof: Proof::Command("shellcheck"),
        why: "reads every script and command that we print",
    },
    Package {
        name: "python3",
        proof: Proof::Path(&["/usr/bin/python3"]),
        why: "reads TOML, JSON and URLs its own way, and judges hashes and logins",
    },
    Package {
        name: "python3-venv",
        proof: Proof::Runs(&["/usr/bin/python3", "-c", "import ensurepip, venv"]),
        why: "keeps that judge apart from the system's Python",
    },
    Package {
        name: "golang-go",
        proof: Proof::Command("go"),
        why: "builds the judge that reads TOML, variables and URLs as the runner does",
    },
    Package {
        name: "golang-github-burntsushi-toml-dev",
        proof: Proof::Path(&["/usr/share/gocode/src/github.com/BurntSushi/toml"]),
        why: "is the TOML parser that the runner uses",
    },
    Package {
        name: "golang-github-jpillora-backoff-dev",
        proof: Proof::Path(&["/usr/share/gocode/src/github.com/jpillora/backoff"]),
        why: "draws the waits of the runner's back-off",
    },
    Package {
        name: "nginx-light",
        proof: Proof::Command("nginx"),
        why: "limits clients as we say, and answers them",
    },
    Package {
        name: "docker.io",
        proof: Proof::Command("dockerd"),
        why: "has the docker command that reads config.json, and runs the lab's hosts",
    },
    Package {
        name: "iptables",
        proof: Proof::Command("iptables"),
        why: "is what dockerd makes the lab's networks with",
    },
    Package {
        name: "debootstrap",
        proof: Proof::Command("debootstrap"),
        why: "makes the lab's hosts",
    },
    Package {
        name: "openssl",
        proof: Proof::Command("openssl"),
        why: "reads certificates, trusts them or not, and signs those of the lab's servers",
    },
    Package {
        name: "systemd",
        proof: Proof::Path(&["/usr/lib/systemd/systemd", "/lib/systemd/systemd"]),
        why: "reads the drop-ins",
    },
    Package {
        name: "git",
        proof: Proof::Command("git"),
        why: "reads the http.proxy that the runner's hook sets",
    },
    Package {
        name: "curl",
        proof: Proof::Command("curl"),
        why: "reads NO_PROXY its own way, and says what it says of a proxy that refuses or is not there",
    },
    Package {
        name: "wget",
        proof: Proof::Command("wget"),
        why: "reads NO_PROXY its own way",
    },
    Package {
        name: "default-jdk-headless",
        proof: Proof::Command("javac"),
        why: "reads http.nonProxyHosts",
    },
    Package {
        name: "iproute2",
        proof: Proof::Command("ip"),
        why: "makes the networks without a way out in which the readers of NO_PROXY run",
    },
    Package {
        name: "util-linux",
        proof: Proof::Command("unshare"),
        why: "makes the namespaces of those networks",
    },
    Package {
        name: "jq",
        proof: Proof::Command("jq"),
        why: "reads JSON its own way",
    },
    Package {
        name: "chromium",
        proof: Proof::Command("chromium"),
        why: "shows the page",
    },
    Package {
        name: "chromium-driver",
        proof: Proof::Command("chromedriver"),
        why: "lets tests use the page as a person would",
    },
    Package {
        name: "fonts-vlgothic",
        proof: Proof::Runs(&["sh", "-c", "fc-list :lang=ja family | grep -q ."]),
        why: "draws Japanese letters, whose real widths decide where lines break",
    },
];

/// Says what is missing, installs it if that is wanted, and makes sure it is there.
pub(super) fn step(run: &Run) -> Outcome<Done> {
    let missing = missing();
    if missing.is_empty() {
        println!("All {} are there.", PACKAGES.len());
        return Ok(Done::Passed);
    }
    println!("Missing packages:");
    for package in &missing {
        println!("  {:<34} {}", package.name, package.why);
    }
    if !run.yes && !agreed()? {
        return Err("the packages are not installed; every judge must be there".into());
    }
    install(&missing)?;
    let still: Vec<_> = self::missing().iter().map(|package| package.name).collect();
    match still.is_empty() {
        true => Ok(Done::Passed),
        false => Err(format!("still missing after the installation: {}", still.join(", ")).into()),
    }
}

fn missing() -> Vec<&'static Package> {
    PACKAGES
        .iter()
        .filter(|package| !package.proof.holds())
        .collect()
}

impl Proof {
    fn holds(&self) -> bool {
        match self {
            Self::Command(name) => on_path(name),
            Self::Path(paths) => paths.iter().any(|path| Path::new(path).exists()),
            Self::Runs(words) => process::succeeds(command(words[0]).args(&words[1..])),
        }
    }
}

/// Whether a command can be found; a person's PATH often lacks the folders for daemons.
fn on_path(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/local/sbin", "/usr/sbin", "/sbin"].map(Into::into))
        .any(|directory| directory.join(name).is_file())
}

/// Asks the person, who must be there to answer.
fn agreed() -> Outcome<bool> {
    if !std::io::stdin().is_terminal() {
        return Err("packages are missing and nobody is here to ask: \
                    run `cargo xtask test --yes` to have them installed"
            .into());
    }
    print!("Install them with apt-get now? No service will be started. [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Runs the installation as root. It is one shell script, so that what it changes for the time of
/// the installation is undone by the same process, even when Ctrl+C ends this one.
fn install(packages: &[&Package]) -> Outcome {
    if !on_path("apt-get") {
        return Err("there is no apt-get here: install these programs in your system's way".into());
    }
    let root = process::output(command("id").arg("-u"))?.trim() == "0";
    let mut install = command(if root { "sh" } else { "sudo" });
    if !root {
        install.arg("sh");
    }
    install
        .arg("xtask/src/verify/install-packages.sh")
        .args(packages.iter().map(|package| package.name))
        .stdin(std::process::Stdio::null());
    process::run(&mut install)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;
    use std::process::Command;

    /// A folder with an apt-get of ours, which shows what it finds in place of policy-rc.d.
    fn machine(name: &str, apt_get: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("xtask-packages-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        write(&folder.join("apt-get"), apt_get, 0o755);
        folder
    }

    fn write(path: &Path, text: &str, mode: u32) {
        fs::write(path, text).expect("a file");
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    fn installation(folder: &Path) -> Command {
        let path = env::var("PATH").expect("a PATH");
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/verify/install-packages.sh"
        );
        // Whoever runs this in the background may have made it ignore an interrupt, and what is ignored
        // from the start no shell can trap (POSIX, 2.14 trap).
        let mut install = Command::new("env");
        install
            .args(["--default-signal=INT", "sh", script, "something"])
            .current_dir(folder)
            .env("PATH", format!("{}:{path}", folder.display()))
            .env("POLICY_RC_D", folder.join("policy-rc.d"));
        install
    }

    const CHECK: &str = "#!/bin/sh\n./policy-rc.d\n[ $? = 101 ]\n";

    #[test]
    fn the_policy_forbids_and_is_gone_afterwards() {
        let folder = machine("absent", CHECK);
        assert!(installation(&folder).status().expect("sh").success());
        assert_eq!(
            fs::read_dir(&folder).expect("a folder").count(),
            1,
            "only apt-get is left"
        );
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn an_existing_policy_comes_back_as_it_was_after_a_failure() {
        let folder = machine("present", "#!/bin/sh\nexit 7\n");
        let policy = folder.join("policy-rc.d");
        write(&policy, "#!/bin/sh\nexit 0\n", 0o641);
        assert_eq!(installation(&folder).status().expect("sh").code(), Some(7));
        assert_eq!(
            fs::read_to_string(&policy).expect("a policy"),
            "#!/bin/sh\nexit 0\n"
        );
        let mode = fs::metadata(&policy)
            .expect("a policy")
            .permissions()
            .mode();
        assert_eq!(mode & 0o7777, 0o641);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2);
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn what_a_killed_run_left_is_tidied_by_the_next() {
        let kill = "#!/bin/sh\nkill -9 $PPID\n";
        for before in [None, Some("#!/bin/sh\nexit 0\n")] {
            let folder = machine("killed", kill);
            let policy = folder.join("policy-rc.d");
            if let Some(text) = before {
                write(&policy, text, 0o755);
            }
            assert_eq!(installation(&folder).status().expect("sh").code(), None);
            write(&folder.join("apt-get"), CHECK, 0o755);
            assert!(installation(&folder).status().expect("sh").success());
            assert_eq!(fs::read_to_string(&policy).ok().as_deref(), before);
            fs::remove_dir_all(folder).expect("removed");
        }
    }

    #[test]
    fn an_interrupted_run_tidies_up_itself() {
        let folder = machine("interrupted", "#!/bin/sh\nkill -INT $PPID\n");
        assert_eq!(
            installation(&folder).status().expect("sh").code(),
            Some(130)
        );
        assert!(!folder.join("policy-rc.d").exists());
        fs::remove_dir_all(folder).expect("removed");
    }
}

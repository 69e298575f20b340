//! install.sh as a person runs it: a shell, the programs that it may use, and what it said.

use crate::machine::{on_path, present, program, python, run};
use crate::tree::{Tree, am_root};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Everything that the script calls on a tree; where one is missing, a test fails that a host may
/// fail too.
pub(crate) const PROGRAMS: [&str; 26] = [
    "awk",
    "cat",
    "chmod",
    "chown",
    "cmp",
    "cp",
    "cut",
    "df",
    "diff",
    "flock",
    "grep",
    "id",
    "ls",
    "mkdir",
    "mktemp",
    "mv",
    "readlink",
    "rm",
    "rmdir",
    "sed",
    "sha256sum",
    "sort",
    "stat",
    "sync",
    "tr",
    "wc",
];

/// A shell and how to call it.
#[derive(Clone, Copy)]
pub(crate) struct Shell(pub(crate) &'static [&'static str]);

pub(crate) const SHELLS: [Shell; 3] = [
    Shell(&["dash"]),
    Shell(&["bash"]),
    Shell(&["busybox", "sh"]),
];

impl Shell {
    pub(crate) fn name(self) -> &'static str {
        self.0[0]
    }

    /// Whether this machine has it; where judges are required, it must.
    pub(crate) fn present(self) -> bool {
        program(self.0[0], self.0[0]).is_some()
    }

    fn command(self) -> Command {
        let mut command = Command::new(on_path(self.0[0]).expect("the shell"));
        command.args(&self.0[1..]);
        command
    }
}

/// Which program merges JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merger {
    Python,
    Jq,
    Nothing,
}

/// The Python itself: one that several versions share starts slowly.
fn real_python() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let output = run(
            Command::new(python()?).args(["-c", "import sys; print(sys.executable)"]),
            b"",
        );
        Some(PathBuf::from(
            String::from_utf8_lossy(&output.stdout).trim(),
        ))
    };
    FOUND.get_or_init(find).as_deref()
}

impl Merger {
    /// Whether this machine has it; where judges are required, it must.
    pub(crate) fn present(self) -> bool {
        match self {
            Self::Python => real_python().is_some(),
            Self::Jq => program("jq", "jq").is_some(),
            Self::Nothing => true,
        }
    }

    /// A folder with the programs of a host, by links.
    pub(crate) fn path(self, tree: &Tree) -> PathBuf {
        let folder = tree.beside(&format!("programs-{self:?}"));
        if folder.exists() {
            return folder;
        }
        fs::create_dir(&folder).expect("a folder");
        let merger = match self {
            Self::Python => real_python().map(|python| ("python3", python.to_owned())),
            Self::Jq => on_path("jq").map(|jq| ("jq", jq)),
            Self::Nothing => None,
        };
        let all = PROGRAMS
            .iter()
            .filter_map(|name| Some((*name, on_path(name)?)));
        for (name, program) in all.chain(merger) {
            symlink(program, folder.join(name)).expect("a link");
        }
        folder
    }
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) said: String,
    pub(crate) complained: String,
}

impl Ran {
    /// # Panics
    /// When it ended otherwise.
    #[track_caller]
    pub(crate) fn ends(self, status: i32, when: &str) -> Self {
        assert_eq!(
            self.status,
            Some(status),
            "{when}:\n{}{}",
            self.said,
            self.complained
        );
        self
    }

    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.said, self.complained)
    }
}

/// The script of one form, in a file.
pub(crate) struct Script<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) bytes: &'a [u8],
    pub(crate) shell: Shell,
    pub(crate) path: PathBuf,
}

impl<'a> Script<'a> {
    pub(crate) fn new(tree: &'a Tree, bytes: &'a [u8]) -> Self {
        Self {
            tree,
            bytes,
            shell: SHELLS[0],
            path: Merger::Python.path(tree),
        }
    }

    /// The command for this tree, which has an environment of its own.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let file = self.tree.beside("install.sh");
        fs::write(&file, self.bytes).expect("the script");
        let mut command = self.shell.command();
        command
            .arg(file)
            .arg("--root")
            .arg(self.tree.root())
            .args(arguments)
            .env_clear()
            .env("PATH", &self.path)
            .env("TMPDIR", self.tree.beside("tmp"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let ran = finished(&mut self.command(arguments));
        assert_eq!(self.tree.leftovers(), Vec::<PathBuf>::new(), "{ran:?}");
        ran
    }
}

/// Whether this machine lets us mount where only one run sees it; said once.
pub(crate) fn may_mount() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let find = || {
        let mut unshare = Command::new("unshare");
        let output = unshare.args(["-m", "true"]).output();
        let able = am_root() && output.is_ok_and(|output| output.status.success());
        present(
            able.then_some(()),
            "root's own mount namespace",
            "util-linux",
        )
        .is_some()
    };
    *FOUND.get_or_init(find)
}

/// Runs a command to its end.
pub(crate) fn finished(command: &mut Command) -> Ran {
    let output = run(command, b"");
    // A file in ISO-8859-1 shows in a dry run as it is.
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran {
        status: output.status.code(),
        said: text(output.stdout),
        complained: text(output.stderr),
    }
}

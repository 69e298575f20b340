//! The awks, and what each answers.

use super::keys::Keys;
use crate::machine::{Scratch, program, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, in the order of its parts.
const SOURCES: [&str; 3] = [
    "src/install/toml.awk",
    "src/install/volumes.awk",
    "src/install/runners.awk",
];

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// One awk: a name, and how it is called.
pub(super) struct Awk {
    pub(super) name: &'static str,
    command: Vec<PathBuf>,
}

/// Those of Debian; an absent one is told loudly.
pub(super) fn awks() -> Vec<Awk> {
    let all: [(_, _, _, &[_]); _] = [
        ("mawk", "mawk", "mawk", &[]),
        ("gawk", "gawk", "gawk", &[]),
        ("gawk --posix", "gawk", "gawk", &["--posix"]),
        ("busybox awk", "busybox", "busybox", &["awk"]),
        ("original-awk", "original-awk", "original-awk", &[]),
    ];
    let awk = |(name, file, package, arguments): (_, _, _, &[&str])| {
        let mut command = vec![program(file, package)?];
        command.extend(arguments.iter().map(PathBuf::from));
        Some(Awk { name, command })
    };
    all.into_iter().filter_map(awk).collect()
}

/// What runners.awk makes of a document; `None` where it prints no document.
#[derive(PartialEq, Debug)]
pub(super) struct Answers {
    pub(super) list: String,
    pub(super) edited: Option<Vec<u8>>,
    pub(super) removed: Option<Vec<u8>>,
}

impl Answers {
    pub(super) fn statuses(&self) -> Vec<&str> {
        let status = |line| str::split(line, '\t').nth(4).expect("a status");
        self.list.lines().map(status).collect()
    }
}

/// A folder with our keys and documents.
pub(super) struct Folder(pub(super) Scratch);

impl Folder {
    pub(super) fn new(keys: &Keys) -> Self {
        let folder = Scratch::new("runners");
        let join = |lines: Vec<&str>| lines.concat();
        folder.write(
            "ours",
            join(keys.now.iter().map(|key| &*key.ours).collect()),
        );
        folder.write(
            "theirs",
            join(keys.now.iter().map(|key| &*key.theirs).collect()),
        );
        folder.write(
            "old_ours",
            join(keys.old.iter().map(|key| &*key.ours).collect()),
        );
        folder.write(
            "old_theirs",
            join(keys.old.iter().map(|key| &*key.theirs).collect()),
        );
        Self(folder)
    }

    pub(super) fn command(&self, awk: &Awk) -> Command {
        let mut command = Command::new(&awk.command[0]);
        command.args(&awk.command[1..]).env("LC_ALL", "C");
        for name in ["ours", "theirs", "old_ours", "old_theirs"] {
            command.arg("-v");
            command.arg(format!("{name}={}", self.0.path(name).display()));
        }
        command
    }

    /// One mode on one document, in a process of its own, as install.sh runs it.
    pub(super) fn one(&self, awk: &Awk, mode: &str, document: &[u8]) -> Output {
        let mut command = self.command(awk);
        command.args(["-v", &format!("mode={mode}")]);
        command.args(["-v", &format!("size={}", size(document))]);
        let source = SOURCES.map(|file| fs::read_to_string(here(file)).expect("the program"));
        command.arg(source.concat());
        run(&mut command, &[document, b".\n"].concat())
    }

    /// All modes on all documents, in one process.
    pub(super) fn all(&self, awk: &Awk, documents: &[Vec<u8>]) -> Vec<Answers> {
        self.with_volume(awk, documents, "")
    }

    /// The same with a volume to add or to take out.
    pub(super) fn with_volume(
        &self,
        awk: &Awk,
        documents: &[Vec<u8>],
        volume: &str,
    ) -> Vec<Answers> {
        let mut stream = Vec::new();
        for document in documents {
            stream.extend_from_slice(document);
            stream.extend_from_slice(format!(".\n\u{1e}{}\n", size(document)).as_bytes());
        }
        let path = self.0.write(&format!("documents of {}", awk.name), stream);
        let mut command = self.command(awk);
        for file in SOURCES
            .iter()
            .chain(&["tests/install/config_toml/batch.awk"])
        {
            command.arg("-f").arg(here(file));
        }
        command.args(["-v", &format!("documents={}", path.display())]);
        command.args(["-v", &format!("volume={volume}")]);
        let output = run(&mut command, b"");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("awk:"), "{}: {said}", awk.name);
        let mut parts: Vec<_> = output.stdout.split(|&byte| byte == 0x1e).collect();
        parts.pop();
        assert_eq!(parts.len(), documents.len() * 3, "{}: {said}", awk.name);
        parts.chunks(3).map(answers).collect()
    }
}

/// Lines and bytes, as `wc -lc` counts them.
fn size(document: &[u8]) -> String {
    let lines = document.iter().filter(|&&byte| byte == b'\n').count();
    format!("{lines} {}", document.len())
}

fn answers(parts: &[&[u8]]) -> Answers {
    let part = |part: &[u8]| {
        let (status, text) = part.split_last().expect("an exit status");
        (*status == b'0').then(|| text.to_vec())
    };
    let list = &parts[0][..parts[0].len() - 1];
    Answers {
        list: String::from_utf8(list.to_vec()).expect("UTF-8"),
        edited: part(parts[1]),
        removed: part(parts[2]),
    }
}

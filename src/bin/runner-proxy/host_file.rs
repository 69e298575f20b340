//! A file that is there already: found, read, and what is told about it.

use super::{Stop, failed};
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::existing::{Any, Finding, Kind, Level, NotRead};
use runner_proxy::form::plan::Plan;
use runner_proxy::say::{Lang, Say, message, say};
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// How many findings are shown. A file with more of them is not what it is taken for.
const MOST: usize = 100;

const OPEN: Say = say(
    "There are passwords, tokens or the like in this file, and every user of the host can read it.",
    "このファイルにはパスワードやトークンなどがありますが、ホストのすべてのユーザーが読める状態です。",
);
const CLOSE: Say = say(
    "Take that right away: `chmod o= FILE`.",
    "`chmod o= FILE` を実行し、ほかのユーザーが読めないようにしてください。",
);

/// What `--as` takes.
pub(super) fn kinds() -> String {
    Kind::ALL.map(Kind::name).join(", ")
}

/// A file and its text.
pub(super) struct HostFile {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) text: String,
}

impl HostFile {
    /// Reads it. Its kind is told by its path, or by the one to which links lead.
    pub(super) fn read(path: &Path, kind: Option<Kind>) -> Result<Self, Stop> {
        if path.is_dir() {
            let path = path.display();
            return Err(Stop::Io(message!(
                "{path} is a directory. Name the file in it.",
                "{path} はディレクトリーです。その中のファイルを指定してください。",
            )));
        }
        let mut bytes = Vec::new();
        // Of what never ends, such as a device, no more than is needed to refuse it.
        let most = LARGEST as u64 + 1;
        File::open(path)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .map_err(|error| failed(path, &error))?;
        let of = |path: &Path| Kind::of_path(&path.to_string_lossy());
        let linked = || of(&fs::canonicalize(path).ok()?);
        let kind = kind.or_else(|| of(path)).or_else(linked).ok_or_else(|| {
            let (path, kinds) = (path.display(), kinds());
            Stop::Usage(message!(
                "The path {path} does not tell what the file is. Add --as with one of {kinds}.",
                "{path} というパスからはファイルの種類が分かりません。--as に続けて、{kinds} のどれかを指定してください。",
            ))
        })?;
        let text = kind
            .decode(bytes.clone())
            .map_err(|refused| not_read(path, &refused))?;
        Ok(Self {
            path: path.to_owned(),
            kind,
            bytes,
            text,
        })
    }

    pub(super) fn document(&self) -> Result<Any<'_>, Stop> {
        self.read_text(&self.text)
    }

    /// Another text of the same file.
    pub(super) fn read_text<'a>(&self, text: &'a str) -> Result<Any<'a>, Stop> {
        Any::read(self.kind, text).map_err(|refused| not_read(&self.path, &refused))
    }

    /// What is wrong with a text of this file, and with its mode when there are secrets in the text.
    pub(super) fn findings(&self, document: &Any, plan: Option<&Plan>) -> Vec<Finding> {
        let mut findings = document.findings(plan);
        let is_open = fs::metadata(&self.path)
            .is_ok_and(|is| is.is_file() && is.permissions().mode() & 0o004 != 0);
        if is_open && !document.secrets().is_empty() {
            findings.push(Finding {
                line: None,
                level: Level::Warning,
                reason: OPEN.into(),
                cure: CLOSE.into(),
                by_merging: false,
            });
        }
        findings
    }

    /// Findings in lines: what is there, and below it what to do.
    pub(super) fn told(&self, findings: &[Finding], lang: Lang) -> String {
        let one = |finding: &Finding| {
            let level = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
            };
            let (reason, cure) = (finding.reason.pick(lang), finding.cure.pick(lang));
            let place = self.place(finding.line);
            format!("{place}: {level}: {reason}\n    {cure}")
        };
        let mut told: Vec<_> = findings.iter().take(MOST).map(one).collect();
        let more = findings.len() - told.len();
        if more > 0 {
            let place = self.place(None);
            let rest = message!(
                "{place}: {more} more are not shown.",
                "{place}: ほかに {more} 件あります（表示していません）。",
            );
            told.push(rest.pick(lang).to_owned());
        }
        told.join("\n")
    }

    /// The path, and the line as compilers write it.
    pub(super) fn place(&self, line: Option<usize>) -> String {
        let path = self.path.display();
        line.map_or_else(|| path.to_string(), |line| format!("{path}:{line}"))
    }
}

fn not_read(path: &Path, refused: &NotRead) -> Stop {
    let path = path.display();
    let NotRead { line, column, .. } = refused;
    let [en, ja] = Lang::ALL.map(|lang| refused.expected.pick(lang));
    Stop::Io(message!(
        "{path}:{line}:{column}: error: {en}",
        "{path}:{line}:{column}: error: {ja}",
    ))
}

//! `runner-proxy merge FORM.json --into FILE`: what a form needs of a file, put into the one that is
//! there already.
//!
//! Exit status 0 says that all of it stands in what was printed or written, or that there is nothing
//! to put in. What is told, of changes and of what is still wrong then, has the lines of the old file;
//! what is still wrong in a file that was written anew has the lines of that one.

use super::host_file::HostFile;
use super::{Stop, answers, complain, in_place, print};
use runner_proxy::existing::config_toml::{Choice, Runner};
use runner_proxy::existing::difference::Difference;
use runner_proxy::existing::{Any, Edit, Finding, Kind, Merged};
use runner_proxy::form::plan::Plan;
use runner_proxy::form::values::Shown;
use runner_proxy::say::{Lang, Message, Say, message, say};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

/// What is asked for.
pub(super) struct Merge {
    pub(super) form: OsString,
    pub(super) into: PathBuf,
    pub(super) kind: Option<Kind>,
    pub(super) how: How,
    /// Names of runners; none for those that are chosen by default.
    pub(super) runners: Vec<String>,
    pub(super) docker_in_docker: bool,
}

/// What becomes of the merged file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Print,
    Check,
    Diff,
    InPlace,
}

pub(super) fn run(merge: &Merge, lang: Lang) -> Result<(), Stop> {
    let (ready, warnings) = answers::read(&merge.form)?;
    let plan = ready.plan();
    let file = merge.file()?;
    let document = file.document()?;
    let choice = merge.choice(&file, &document, plan)?;
    let merged = document.merge(plan, &choice);
    if let Some(stop) = refused(&file, &document, &merged, &choice) {
        tell(&file, &merged.findings, lang);
        return Err(stop);
    }
    let same = merged.text == file.text;
    if merge.how == How::Check {
        let line = match (file.kind.brought(plan), same) {
            (false, _) => not_brought(file.kind),
            (true, true) => say("nothing would change.", "変更はありません。"),
            (true, false) => say("the file would change.", "変更があります。"),
        };
        print(format!("{}: {}\n", file.place(None), line.pick(lang)))?;
        return if same { Ok(()) } else { Err(Stop::Said) };
    }
    // Read before anything is written: a merged file that cannot be read would be ours to mend.
    let mut left = file.findings(&file.read_text(&merged.text)?, Some(plan));
    // What is merged away was in the old text; what a runner keeps that was not chosen is told once.
    left.retain(|finding| !finding.by_merging);
    let lost = merged.findings.iter().filter(|finding| finding.by_merging);
    let mut lost: Vec<_> = lost.filter(|_| !same).cloned().collect();
    // Lines are those of the file that is there when all is told.
    if merge.how == How::InPlace {
        lost.iter_mut().for_each(|finding| finding.line = None);
    } else {
        let before = lines_before(&file.text, &merged);
        for finding in &mut left {
            finding.line = finding.line.and_then(|line| *before.get(line - 1)?);
        }
    }
    let mut notes = Vec::new();
    match merge.how {
        How::Print => print(file.kind.encode(&merged.text))?,
        How::Diff => notes.extend(difference(&file, &merged.text, lang)?),
        How::InPlace if !same => {
            let new = file.kind.encode(&merged.text);
            let backup = in_place::replace(&file.path, &file.bytes, &new)?;
            let (at, backup) = (file.place(None), backup.display());
            let done = message!(
                "{at}: written. The old file is {backup}.",
                "{at}: 書き込みました。元のファイルは {backup} に残っています。",
            );
            notes.push(done.pick(lang).to_owned());
        }
        How::InPlace | How::Check => {}
    }
    for change in &merged.changes {
        let (at, what) = (file.place(Some(change.line)), change.what.pick(lang));
        complain(&format!("{at}: {what}"));
    }
    for namesakes in merge.namesakes(document.runners(), &file.place(None)) {
        complain(namesakes.pick(lang));
    }
    if !file.kind.brought(plan) {
        let (at, why) = (file.place(None), not_brought(file.kind).pick(lang));
        complain(&format!("{at}: warning: {why}"));
    } else if same {
        let at = file.place(None);
        let nothing = say(
            "Nothing changes: all of it is there already.",
            "必要な内容はすでにすべて入っているので、変更はありません。",
        );
        complain(&format!("{at}: {}", nothing.pick(lang)));
    }
    tell(&file, &lost, lang);
    tell(&file, &left, lang);
    let with_docker_in_docker = Choice {
        docker_in_docker: true,
        ..choice
    };
    if document.merge(plan, &with_docker_in_docker).text != merged.text {
        let words = say(
            "With --docker-in-docker, what docker-in-docker needs is set too.",
            "--docker-in-docker を付けると、docker-in-docker に必要な設定も書き加えます。",
        );
        complain(&format!("{}: {}", file.place(None), words.pick(lang)));
    }
    answers::warn(&ready, &warnings, lang);
    notes.iter().for_each(|note| complain(note));
    Ok(())
}

impl Merge {
    fn file(&self) -> Result<HostFile, Stop> {
        let absent =
            fs::metadata(&self.into).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if absent {
            let path = self.into.display();
            return Err(Stop::Io(message!(
                "{path} does not exist, so there is nothing to merge into. `runner-proxy render` writes a new one.",
                "{path} がないので、マージできません。新しいファイルは `runner-proxy render` で作れます。",
            )));
        }
        HostFile::read(&self.into, self.kind)
    }

    fn choice(&self, file: &HostFile, document: &Any, plan: &Plan) -> Result<Choice, Stop> {
        let usage = |words: Say| Err(Stop::Usage(words.into()));
        let asked = !self.runners.is_empty() || self.docker_in_docker;
        if asked && file.kind != Kind::ConfigToml {
            return usage(say(
                "--runner and --docker-in-docker are for config.toml only.",
                "--runner と --docker-in-docker は config.toml だけのオプションです。",
            ));
        }
        if self.docker_in_docker && plan.dind.is_none() {
            return usage(say(
                "--docker-in-docker is for a form that has it: answer its question `dind` first.",
                "--docker-in-docker は、docker-in-docker を使うフォームのためのオプションです。先にフォームの `dind` に答えてください。",
            ));
        }
        let runners = document.runners();
        let named = |name: &&String| runners.iter().any(|runner| runner.name == **name);
        if let Some(unknown) = self.runners.iter().find(|name| !named(name)) {
            let (unknown, names) = (Shown(unknown), names(runners));
            return Err(Stop::Usage(message!(
                "There is no runner `{unknown}` in this file. Its runners: {names}.",
                "このファイルに `{unknown}` というランナーはありません。あるのは次のランナーです：{names}",
            )));
        }
        let chosen = |runner: &Runner| match self.runners.is_empty() {
            true => runner.docker,
            false => self.runners.contains(&runner.name),
        };
        Ok(Choice {
            runners: runners.iter().map(chosen).collect(),
            docker_in_docker: self.docker_in_docker,
        })
    }

    /// Names that were given and that several runners have: all of those get the keys.
    fn namesakes(&self, runners: &[Runner], at: &str) -> Vec<Message> {
        let mut told = Vec::new();
        for (index, name) in self.runners.iter().enumerate() {
            let alike = runners.iter().filter(|runner| runner.name == *name);
            let lines: Vec<_> = alike.map(|runner| runner.line.to_string()).collect();
            if lines.len() < 2 || self.runners[..index].contains(name) {
                continue;
            }
            let (name, count) = (Shown(name), lines.len());
            let [en, ja] = [", ", "、"].map(|comma| lines.join(comma));
            told.push(message!(
                "{at}: {count} runners are called `{name}`, and all of them get the keys: lines {en}.",
                "{at}: `{name}` という名前のランナーが {count} 個あり、そのすべてに設定を入れます（{ja} 行目）。",
            ));
        }
        told
    }
}

/// The names of runners.
fn names(runners: &[Runner]) -> String {
    let quoted = |runner: &Runner| format!("`{}`", Shown(&runner.name));
    runners.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// Why the merged file would not hold all that the form needs of it.
fn refused(file: &HostFile, document: &Any, merged: &Merged, choice: &Choice) -> Option<Stop> {
    let path = file.path.display();
    if let Some(&line) = merged.left.first() {
        return Some(Stop::Io(message!(
            "{path}:{line}: this cannot be merged as long as it is wrong. Nothing was written.",
            "{path}:{line}: ここに誤りがあるので、マージできません。何も書き込んでいません。",
        )));
    }
    if file.kind != Kind::ConfigToml || choice.runners.contains(&true) {
        return None;
    }
    let names = names(document.runners());
    Some(Stop::Io(match document.runners() {
        [] => message!(
            "{path} has no runner to merge into. Nothing was written.",
            "{path} にはランナーがないので、マージできません。何も書き込んでいません。",
        ),
        _ => message!(
            "No runner in {path} has the executor docker, docker+machine or docker-autoscaler. Name those to be changed with --runner: {names}.",
            "{path} には、executor が docker、docker+machine、docker-autoscaler のどれかであるランナーがありません。変更するランナーを --runner で指定してください：{names}",
        ),
    }))
}

/// Why merging a form leaves such a file alone, see [`Kind::brought`].
fn not_brought(kind: Kind) -> Say {
    match kind {
        Kind::CntlmConf => say(
            "nothing changes: this form goes to the proxy directly, without CNTLM.",
            "変更はありません。このフォームは CNTLM を使わず、プロキシに直接つなぎます。",
        ),
        Kind::DaemonJson => say(
            "nothing changes: with this form dockerd has the proxy from its drop-in.",
            "変更はありません。このフォームでは、dockerd はドロップインからプロキシを読みます。",
        ),
        _ => say(
            "nothing changes: with this form dockerd has the proxy from daemon.json.",
            "変更はありません。このフォームでは、dockerd は daemon.json からプロキシを読みます。",
        ),
    }
}

/// For each line of the merged text the line of the old one, from 1, that it was, or in whose place it
/// stands; none for what is added. Where nothing is written, an editor opens the old file.
fn lines_before(old: &str, merged: &Merged) -> Vec<Option<usize>> {
    let mut lines = vec![None];
    let mut put = |text: &str, from: Option<usize>| {
        for piece in text.split_inclusive('\n') {
            if let Some(line @ None) = lines.last_mut().filter(|_| !piece.trim().is_empty()) {
                *line = from;
            }
            if piece.ends_with('\n') {
                lines.push(None);
            }
        }
    };
    let (mut line, mut done) = (1, 0);
    let end = Edit {
        range: old.len()..old.len(),
        text: String::new(),
    };
    for edit in merged.edits.iter().chain([&end]) {
        for kept in old[done..edit.range.start].split_inclusive('\n') {
            put(kept, Some(line));
            line += usize::from(kept.ends_with('\n'));
        }
        put(&edit.text, (!edit.range.is_empty()).then_some(line));
        line += old[edit.range.clone()].matches('\n').count();
        done = edit.range.end;
    }
    lines
}

fn tell(file: &HostFile, findings: &[Finding], lang: Lang) {
    if !findings.is_empty() {
        complain(&file.told(findings, lang));
    }
}

/// Prints the patch, and says from where `patch` applies it.
fn difference(file: &HostFile, merged: &str, lang: Lang) -> Result<Option<String>, Stop> {
    let named = patch_name(&file.path).map_err(|error| super::failed(&file.path, &error))?;
    // Each byte of the path as the file's own bytes are, so that it comes back among them.
    let name = file.kind.decode(named.as_os_str().as_bytes().to_vec());
    let name = name
        .ok()
        .filter(|name| !name.contains(|c: char| c.is_ascii_control()) && !name.starts_with('"'));
    let Some(name) = name else {
        let path = file.path.display();
        return Err(Stop::Io(message!(
            "{path}: no patch can name this path. Use --in-place, or another name.",
            "{path}: このパスはパッチに書けません。--in-place を使うか、名前を変えてください。",
        )));
    };
    let patch = Difference::between(&file.text, merged).patch(&name);
    let from_root = (named != file.path && !patch.is_empty()).then(|| {
        let words = say(
            "Apply this difference from /: patch -p0 -d /",
            "この差分は / から適用してください：patch -p0 -d /",
        );
        words.pick(lang).to_owned()
    });
    print(file.kind.encode(&patch))?;
    Ok(from_root)
}

/// A path that `patch` takes: as given, or from the root. It refuses `/` before a path, `..` in it, and
/// links.
fn patch_name(path: &Path) -> io::Result<PathBuf> {
    let whole = fs::canonicalize(path)?;
    let plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if path.components().all(plain) && env::current_dir()?.join(path) == whole {
        return Ok(path.to_owned());
    }
    Ok(whole.strip_prefix("/").unwrap_or(&whole).to_owned())
}

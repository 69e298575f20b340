//! Every form on every kind of host in every shell: put in place, put in place again, taken back.

use crate::forms::{cases, form, render};
use crate::kinds::{KINDS, Kind, file, hosted};
use crate::machine::{python, say};
use crate::script::{Merger, SHELLS, Script, Shell};
use crate::tree::{Tree, same, without_journal};
use runner_proxy::artifacts::OutFile;
use runner_proxy::form::Form;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::{fs, thread};

/// The answers of the pictured forms, by their names.
pub(crate) fn pictured() -> Vec<(String, BTreeMap<String, String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder).expect("the pictures");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    let read = |path: &Path| serde_json::from_slice(&fs::read(path).expect("a form"));
    let name = |path: &Path| {
        path.file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    paths
        .iter()
        .map(|path| (name(path), read(path).expect("answers")))
        .collect()
}

/// The files of the pictured form of this name, with other answers to some questions.
pub(crate) fn picture(name: &str, others: &[(&str, &str)]) -> Option<Vec<OutFile>> {
    let all = pictured();
    let (_, answers) = all.iter().find(|(of, _)| of == name).expect("a picture");
    let answers = answers
        .iter()
        .map(|(name, answer)| (name.as_str(), answer.as_str()));
    let form: Form = form(answers.chain(others.iter().copied()));
    render(&form)
}

/// Does all of them on two threads.
pub(crate) fn all<T: Sync>(jobs: &[T], work: impl Fn(&T) + Sync) {
    let next = Mutex::new(jobs.iter());
    thread::scope(|scope| {
        let worker = || {
            while let Some(job) = { next.lock().expect("no panic").next() } {
                work(job);
            }
        };
        let workers = [scope.spawn(worker), scope.spawn(worker)];
        for worker in workers {
            if let Err(panic) = worker.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}

/// Forms that nobody thought of.
const GENERATED: usize = 48;

struct Job {
    name: String,
    files: Vec<OutFile>,
    shell: Shell,
    kind: Kind,
    /// root's own config.json as well, which has to be named.
    named: bool,
}

/// Says nothing of what is secret in these files.
fn is_silent(files: &[OutFile], said: &str) {
    for (_, file) in hosted(files) {
        let text = String::from_utf8_lossy(&file.bytes);
        let hash = text
            .lines()
            .find_map(|line| line.strip_prefix("PassNTLMv2   "));
        if let Some(hash) = hash {
            assert!(!said.contains(hash), "{said}");
        }
    }
}

fn every_id(files: &[OutFile]) -> String {
    let script = String::from_utf8_lossy(file(files, "install.sh"));
    let line = script
        .lines()
        .find_map(|line| line.strip_prefix("plan_ids='"));
    line.expect("the files of the plan")
        .trim_end_matches('\'')
        .replace(' ', ",")
}

fn there_and_back(job: &Job) {
    let (shell, kind) = (job.shell.name(), job.kind);
    let when = |step: &str| format!("{} on {kind:?} with {shell}: {step}", job.name);
    let mut tree = Tree::new("tree");
    kind.make(&tree, &job.files);
    let before = tree.listing();
    let bytes = file(&job.files, "install.sh");
    let only = every_id(&job.files);
    let arguments = if job.named {
        &["--only", &only][..]
    } else {
        &[]
    };
    let run = |tree: &Tree, arguments: &[&str], step: &str| {
        let mut script = Script::new(tree, bytes);
        script.shell = job.shell;
        let ran = script.run(arguments);
        is_silent(&job.files, &ran.all());
        assert!(matches!(ran.status, Some(0 | 4)), "{}: {ran:?}", when(step));
        ran
    };

    run(&tree, arguments, "install");
    let found = without_journal(tree.listing());
    let wanted = kind.done(&before, &job.files, job.named, &found);
    same(&wanted, &found, &when("installed"));

    let (whole, identities) = (tree.listing(), tree.identities());
    let again = run(&tree, arguments, "again");
    assert!(
        again.said.contains("Everything is in place already"),
        "{again:?}"
    );
    same(&whole, &tree.listing(), &when("again"));
    assert_eq!(identities, tree.identities(), "{}", when("again"));

    // A tree may be made in one place and be a host in another.
    tree.rename("elsewhere");
    run(&tree, &["--rollback"], "rollback").ends(0, &when("rollback"));
    same(&before, &tree.listing(), &when("rolled back"));
}

/// Every shell on the pictured forms; the other cntlm and the generated forms share the shells.
fn jobs(python: &Path) -> Vec<Job> {
    let mut forms = Vec::new();
    let mut shells = SHELLS.into_iter().cycle();
    for (name, answers) in pictured() {
        let files = |others: &[_]| picture(&name, others);
        for shell in SHELLS {
            forms.push((name.clone(), files(&[]).expect("no errors"), shell));
        }
        let other = match answers.get("cntlm").map(String::as_str) {
            Some("0.94") => "0.92",
            _ => "0.94",
        };
        if let Some(files) = files(&[("cntlm", other)]) {
            let shell = shells.next().expect("a shell");
            forms.push((format!("{name} for {other}"), files, shell));
        }
    }
    for (index, case) in cases(python, GENERATED).into_iter().enumerate() {
        let shell = SHELLS[index / KINDS.len() % SHELLS.len()];
        forms.push((format!("{:?}", case.answers), case.files, shell));
    }
    let job = |(index, (name, files, shell)): (usize, (String, Vec<OutFile>, Shell))| Job {
        name,
        files,
        shell,
        kind: KINDS[index % KINDS.len()],
        named: index % 4 == 1,
    };
    forms.into_iter().enumerate().map(job).collect()
}

#[test]
fn every_form_goes_there_and_back() {
    let present = SHELLS
        .map(Shell::present)
        .into_iter()
        .all(|present| present);
    let (Some(python), true, true) = (python(), present, Merger::Python.present()) else {
        return;
    };
    let jobs = jobs(&python);
    all(&jobs, there_and_back);
    let count = jobs.len();
    say(&format!(
        "install.sh: {count} trees of {} kinds in 3 shells, installed, again, and taken back",
        KINDS.len()
    ));
}

#[test]
fn another_docker0_is_another_form() {
    if !SHELLS[0].present() || !Merger::Python.present() {
        return;
    }
    let mut count = 0;
    for (name, _) in pictured() {
        let files = picture(&name, &[]).expect("a form");
        let others = [("docker0", "10.9.8.7")];
        let Some(moved) = picture(&name, &others).filter(|_| has_cntlm(&files)) else {
            continue;
        };
        let tree = Tree::new("docker0");
        Kind::Debian.make(&tree, &files);
        let before = tree.listing();
        let arguments = ["--docker0", "10.9.8.7", "--only", &every_id(&files)];
        let ran = Script::new(&tree, file(&files, "install.sh")).run(&arguments);
        assert!(matches!(ran.status, Some(0 | 4)), "{name}: {ran:?}");
        let found = without_journal(tree.listing());
        let wanted = Kind::Debian.done(&before, &moved, true, &found);
        same(&wanted, &found, &name);
        count += 1;
    }
    assert!(count >= 6, "only {count} forms have cntlm");
    say(&format!("install.sh: {count} forms on another docker0"));
}

fn has_cntlm(files: &[OutFile]) -> bool {
    hosted(files).any(|(path, _)| path == "/etc/cntlm.conf")
}

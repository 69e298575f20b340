//! Our own files, pasted: the form that they give renders the same files.

use super::forms::{generated, pictures};
use crate::random::Random;
use runner_proxy::artifacts::{self, Artifact, Paper};
use runner_proxy::existing::host::{self, Change};
use runner_proxy::form::{self, Form, fields};
use runner_proxy::say::Lang;
use runner_proxy::text::{Charset, File, Text};

fn papers(form: &Form) -> Vec<Paper> {
    let ready = form::read(form).ready();
    let (ready, _) = ready.unwrap_or_else(|_| unreachable!("no errors"));
    artifacts::papers(ready.plan(), Lang::En)
}

/// The characters that an editor shows.
pub(super) fn text(artifact: &Artifact, text: &Text<File>) -> String {
    let bytes = text.bytes(artifact.charset);
    match artifact.charset {
        Charset::Latin1 => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Charset::Utf8 => String::from_utf8(bytes).expect("UTF-8"),
    }
}

/// As `head` prints several files, or as a person does, or nothing but what is in them.
fn together<'a>(files: impl Iterator<Item = &'a Paper>, way: usize) -> String {
    let one = |file: &Paper| {
        let (path, text) = (
            file.artifact.path.trim_start_matches("host"),
            text(file.artifact, &file.text),
        );
        match way {
            0 => format!("==> {path} <==\n{text}\n"),
            1 => format!("root@host:~# cat {path}\n{text}"),
            2 => format!(
                "[root@host ~]$ sudo cat {path}\r\n{}",
                text.replace('\n', "\r\n")
            ),
            _ => text,
        }
    };
    files.map(one).collect()
}

/// What a text answers to an empty form, with the password of another one where it stands in none of
/// the files.
fn answered(pasted: &str, of: &Form) -> Form {
    let mut form = Form::default();
    let heard = host::read(pasted, &form);
    assert!(
        heard
            .answers
            .iter()
            .all(|answer| answer.change != Change::Replaces)
    );
    heard.apply(&mut form, &[]);
    if form.text(&fields::PASSWORD).is_empty() {
        form.set(&fields::PASSWORD, of.text(&fields::PASSWORD).to_owned());
    }
    form
}

pub(super) fn is_of_host(artifact: &Artifact) -> bool {
    artifact.path.starts_with("host/") || artifact.path.starts_with("paste/")
}

fn show(form: &Form) -> String {
    let password = form.text(&fields::PASSWORD);
    format!("{}password {password:?}", form.to_json())
}

fn comes_back(name: &str, form: &Form) {
    let all = papers(form);
    // Everything: even GitLab, which only install.sh holds.
    let pasted = together(all.iter(), 0);
    same(name, form, &answered(&pasted, form), |_| true);
    // The files of the host, which hold all the rest.
    for way in 0..4 {
        let files = all.iter().filter(|file| is_of_host(file.artifact));
        let pasted = together(files, way);
        same(name, form, &answered(&pasted, form), is_of_host);
    }
}

/// These files of both are the same to the byte.
fn same(name: &str, form: &Form, again: &Form, which: fn(&Artifact) -> bool) {
    let both = || format!("{name}:\n{}\n{}", show(form), show(again));
    let [old, new] = [form, again].map(|form| {
        let ready = form::read(form).ready();
        let (ready, _) = ready.unwrap_or_else(|_| unreachable!("errors: {}", both()));
        let wanted = artifacts::wanted(ready.plan()).filter(|artifact| which(artifact));
        let papers = wanted.map(|artifact| artifact.paper(ready.plan(), Lang::En));
        papers.collect::<Vec<_>>()
    });
    assert_eq!(old.len(), new.len(), "{}", both());
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(old.artifact.path, new.artifact.path, "{}", both());
        let path = old.artifact.path;
        assert!(old.text == new.text, "{path} differs: {}", both());
        assert_eq!(old.mode, new.mode, "{path}: {}", both());
    }
}

#[test]
fn all_files_of_a_form_give_it_back() {
    for (name, form) in pictures() {
        comes_back(&name, &form);
    }
    for seed in 0..500 {
        let mut random = Random(seed);
        comes_back(&format!("form {seed}"), &generated(&mut random));
    }
}

/// What a file is made from and does not tell; it comes from the other files, or from a person.
const UNTOLD: [(&str, &str); 6] = [
    // Hashes are written for one version, and nothing else in the file says for which.
    ("host/etc/cntlm.conf", "cntlm"),
    // It names the place of the certificates only.
    ("paste/config.toml", "ca"),
    // Without CNTLM and without values of ours it names no proxy.
    ("paste/gitlab-ci.yml", "route"),
    // `--bip` is another one where docker0 or a network is in its way.
    ("paste/gitlab-ci.yml", "docker0"),
    ("paste/gitlab-ci.yml", "no-proxy"),
    // It names the folder of the certificates only.
    ("paste/gitlab-ci.yml", "ca"),
];

#[test]
fn each_file_alone_gives_itself_back() {
    let mut compared = 0;
    let mut needed = [0; UNTOLD.len()];
    let generated = (0..200).map(|seed| (format!("form {seed}"), generated(&mut Random(seed))));
    for (name, form) in pictures().into_iter().chain(generated) {
        for file in papers(&form) {
            let pasted = text(file.artifact, &file.text);
            // Into the form that it came of, it brings nothing new.
            let asks = host::read(&pasted, &form).answers;
            let asks = asks.iter().find(|answer| answer.change == Change::Replaces);
            let asks = asks.map(|answer| (answer.field.name, answer.value.as_str()));
            let path = file.artifact.path;
            assert_eq!(asks, None, "{name}: {path}\n{}", show(&form));
            if path == "README.md" {
                continue;
            }
            let path = file.artifact.path;
            let again = answered(&text(file.artifact, &file.text), &form);
            let with = |rows: usize| {
                let mut again = again.clone();
                let rows = UNTOLD
                    .iter()
                    .enumerate()
                    .filter(|(row, _)| rows >> row & 1 == 1);
                for (_, (_, field)) in rows {
                    let field = form::field(field).expect("a field");
                    again.set(field, form.text(field).to_owned());
                }
                let paper = file.artifact.paper(&form::read(&again).plan, Lang::En);
                paper.text == file.text
            };
            let rows = UNTOLD.iter().enumerate().filter(|(_, (of, _))| *of == path);
            let rows = rows.fold(0, |rows, (row, _)| rows | 1 << row);
            // As few as can be.
            let mut sets: Vec<usize> = (0..1 << UNTOLD.len())
                .filter(|set| set & !rows == 0)
                .collect();
            sets.sort_by_key(|set| set.count_ones());
            let set = sets.into_iter().find(|set| with(*set));
            let Some(set) = set else {
                unreachable!(
                    "{name}: {path}\n{}\n{}\n{}",
                    show(&form),
                    show(&again),
                    text(file.artifact, &file.text)
                );
            };
            for (row, count) in needed.iter_mut().enumerate() {
                *count += set >> row & 1;
            }
            compared += 1;
        }
    }
    assert!(compared > 1_200, "{compared}");
    assert!(needed.iter().all(|count| *count > 0), "{needed:?}");
}

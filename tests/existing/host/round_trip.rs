//! Our own files, pasted: the form that they give renders the same files.

use super::forms::{generated, pictures};
use crate::random::Random;
use runner_proxy::artifacts::{self, Artifact, OutFile};
use runner_proxy::existing::host::{self, Change};
use runner_proxy::form::{self, Form, fields};
use runner_proxy::say::Lang;
use runner_proxy::text::Charset;

fn files(form: &Form) -> Option<Vec<OutFile>> {
    let (ready, _) = form::read(form).ready().ok()?;
    Some(artifacts::files(&ready, Lang::En))
}

/// The characters that an editor shows.
fn text(file: &OutFile) -> String {
    match file.artifact.charset {
        Charset::Latin1 => file.bytes.iter().map(|&byte| char::from(byte)).collect(),
        Charset::Utf8 => String::from_utf8(file.bytes.clone()).expect("UTF-8"),
    }
}

/// As `head` prints several files.
fn together<'a>(files: impl Iterator<Item = &'a OutFile>) -> String {
    let one = |file: &OutFile| format!("==> {} <==\n{}\n", file.artifact.path, text(file));
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

fn is_of_host(artifact: &Artifact) -> bool {
    artifact.path.starts_with("host/") || artifact.path.starts_with("paste/")
}

fn show(form: &Form) -> String {
    let password = form.text(&fields::PASSWORD);
    format!("{}password {password:?}", form.to_json())
}

fn comes_back(name: &str, form: &Form) {
    let Some(files) = files(form) else {
        panic!("{name} has errors");
    };
    // Everything: even GitLab, which only install.sh holds.
    let again = answered(&together(files.iter()), form);
    for (old, new) in files.iter().zip(self::files(&again).unwrap_or_default()) {
        assert_eq!(old.artifact.path, new.artifact.path, "{name}");
        assert!(
            old.bytes == new.bytes,
            "{name}: {} differs:\n{}\n{}",
            old.artifact.path,
            show(form),
            show(&again)
        );
    }
    let count = self::files(&again).map_or(0, |files| files.len());
    assert_eq!(
        files.len(),
        count,
        "{name}:\n{}\n{}",
        show(form),
        show(&again)
    );
    // Without install.sh and README.md: the files of the host.
    let of_host = || files.iter().filter(|file| is_of_host(file.artifact));
    let again = answered(&together(of_host()), form);
    let new =
        self::files(&again).unwrap_or_else(|| panic!("{name}:\n{}\n{}", show(form), show(&again)));
    let new: Vec<_> = new
        .into_iter()
        .filter(|file| is_of_host(file.artifact))
        .collect();
    assert_eq!(of_host().count(), new.len(), "{name}");
    for (old, new) in of_host().zip(&new) {
        assert!(
            old.bytes == new.bytes,
            "{name}: {} differs:\n{}\n{}",
            old.artifact.path,
            show(form),
            show(&again)
        );
    }
}

#[test]
fn all_files_of_a_form_give_it_back() {
    for (name, form) in pictures() {
        comes_back(&name, &form);
    }
    for seed in 0..600 {
        let mut random = Random(seed);
        comes_back(&format!("form {seed}"), &generated(&mut random));
    }
}

/// What a file alone cannot say, although what is rendered follows from it; it comes from the other
/// files, or from a person.
const IN_NO_LINE_OF_IT: [(&str, &[&str]); 4] = [
    // The form of the hash is CNTLM's, and nothing in the file tells which CNTLM reads it.
    ("host/etc/cntlm.conf", &["cntlm"]),
    // The script is somebody else's business then: which one writes the config.json.
    (
        "paste/gitlab-ci.yml",
        &["route", "docker0", "no-proxy", "ca"],
    ),
    // It names no runner and no proxy.
    ("host/etc/systemd/system/cntlm.service.d/docker0.conf", &[]),
    ("host/etc/gitlab-runner/certs/ca.crt", &[]),
];

#[test]
fn each_file_alone_gives_itself_back() {
    let mut compared = 0;
    let generated = (0..300).map(|seed| (format!("form {seed}"), generated(&mut Random(seed))));
    for (name, form) in pictures().into_iter().chain(generated) {
        for file in files(&form).expect("no errors") {
            if !is_of_host(file.artifact) {
                continue;
            }
            let mut again = answered(&text(&file), &form);
            let missing = IN_NO_LINE_OF_IT
                .iter()
                .find(|(path, _)| *path == file.artifact.path);
            for field in missing.map_or(&[][..], |(_, fields)| fields) {
                let field = form::field(field).expect("a field");
                again.set(field, form.text(field).to_owned());
            }
            let plan = form::read(&again).plan;
            let new = file.artifact.paper(&plan, Lang::En).text;
            assert!(
                file.bytes == new.bytes(file.artifact.charset),
                "{name}: {}\n{}\n{}\n{}\n{}",
                file.artifact.path,
                show(&form),
                show(&again),
                text(&file),
                new.as_str(),
            );
            compared += 1;
        }
    }
    assert!(compared > 1_500, "{compared}");
}

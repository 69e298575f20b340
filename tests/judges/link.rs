//! Links and form.json are read by Python's urllib.parse and json, and links that Python writes are
//! read by us.

use super::any_form::any_form;
use super::forms::form;
use super::machine::{from_hex, helper, python, read, run, verdict};
use super::random::Random;
use super::values::values;
use runner_proxy::form::{Control, FIELDS, Field, Form};
use std::borrow::Cow;
use std::process::Command;

/// All questions but the secret ones.
fn open() -> impl Iterator<Item = &'static Field> {
    FIELDS.into_iter().filter(|field| !field.is_secret())
}

/// Forms that somebody may have filled in, and forms that hold all the adversarial values.
fn forms() -> Vec<Form> {
    let mut random = Random(11);
    let mut forms: Vec<_> = (0..2_000).map(|_| any_form(&mut random)).collect();
    let values = values();
    forms.extend(values.chunks(FIELDS.len()).map(|values| {
        let names = FIELDS.iter().map(|field| field.name);
        form(names.zip(values.iter().map(String::as_str)))
    }));
    forms.push(Form::default());
    forms
}

/// What a link says of an answer: nothing of the first value of a choice, which needs no answer,
/// but for the one choice whose default follows from others.
fn linked<'a>(form: &'a Form, field: &Field) -> Cow<'a, str> {
    match field.control {
        Control::Choice([first, ..]) if first.value == form.text(field) => match field.name {
            "client-values" => first.value.into(),
            _ => "".into(),
        },
        _ => form.passed_on(field),
    }
}

#[test]
fn python_reads_every_link_and_we_read_pythons() {
    let Some(python) = python() else {
        return;
    };
    let (mut forms, none) = (forms(), Form::default());
    // An empty link is no line.
    forms.retain(|form| !form.to_link(&none).is_empty());
    assert!(forms.len() > 3_000, "only {} forms", forms.len());
    let links: Vec<_> = forms.iter().map(|form| form.to_link(&none)).collect();
    let mut command = Command::new(python);
    command
        .arg(helper("read_link.py"))
        .args(open().map(|field| field.name));
    let mut lines = from_hex(&read(&mut command, (links.join("\n") + "\n").as_bytes())).into_iter();

    let (mut meant, mut found, mut ours) = (Vec::new(), Vec::new(), Vec::new());
    for form in &forms {
        meant.extend(open().map(|field| linked(form, field)));
        found.extend(lines.by_ref().take(open().count()));
        let pythons = String::from_utf8(lines.next().expect("a link")).expect("ASCII");
        let (form, problems) = Form::from_link(&pythons, &none);
        assert!(problems.is_empty(), "{pythons}: {problems:?}");
        ours.extend(open().map(|field| form.text(field).to_owned()));
    }
    assert!(lines.next().is_none());
    let meant: Vec<&str> = meant.iter().map(AsRef::as_ref).collect();
    verdict("Form::to_link by Python", &meant, &found);
    verdict("Form::from_link of Python's", &meant, &ours);
}

#[test]
fn python_reads_every_form_json() {
    let Some(python) = python() else {
        return;
    };
    let forms = forms();
    let documents: Vec<_> = forms.iter().map(Form::to_json).collect();
    let texts = forms
        .iter()
        .flat_map(|form| open().map(|field| form.passed_on(field)));
    let meant: Vec<_> = texts.collect();
    let mut command = Command::new(python);
    command
        .arg(helper("read_form.py"))
        .args(open().map(|field| field.name));
    let found = read(&mut command, (documents.join("\0") + "\0").as_bytes());
    let meant: Vec<&str> = meant.iter().map(AsRef::as_ref).collect();
    verdict("Form::to_json by Python", &meant, &from_hex(&found));
}

#[test]
fn python_refuses_naive_links_and_files() {
    let Some(python) = python() else {
        return;
    };
    let ask = |helper_name: &str, stdin: &str| {
        let mut command = Command::new(&python);
        command
            .arg(helper(helper_name))
            .args(["proxies", "username"]);
        run(&mut command, stdin.as_bytes())
    };
    let right = ask("read_link.py", "proxies=a:1&username=a%26b\n");
    assert!(right.status.success());
    for naive in [
        "username=a b",
        "username=a&b",
        "username=100%",
        "username=%e3%81",
        "username=日本",
        "username=a.",
        "username=a=b",
        "username=a&copy=b",
        "username=a:~:b",
        "username=a&proxies=b",
        "username=a&username=b",
    ] {
        let output = ask("read_link.py", &format!("{naive}\n"));
        assert!(!output.status.success(), "{naive}");
    }
    for naive in [
        "{}",
        "{\n    \"username\": \"a\",\n}\n",
        "{\n    \"username\": \"a\nb\"\n}\n",
        "{\n    \"username\": \"a\",\n    \"proxies\": \"b\"\n}\n",
        "{\n    \"username\": \"\"\n}\n",
    ] {
        let output = ask("read_form.py", &format!("{naive}\0"));
        assert!(!output.status.success(), "{naive}");
    }
}

//! The rules of reading: what is refused at which field, what is warned about, what is dropped.

use runner_proxy::artifacts;
use runner_proxy::form::{self, Form, Level, Problem, field};
use runner_proxy::say::Lang;

mod answers;
#[path = "../support/any_form.rs"]
mod any_form;
mod authority;
mod certificate;
mod credentials;
mod fixes;
mod fixes_together;
mod link;
mod offered;
mod pasted;
#[path = "../support/random.rs"]
mod random;
mod site;

/// A form that is right, with docker-in-docker so that every question applies.
fn right() -> Form {
    with(&[
        ("proxies", "10.0.0.41:8080"),
        ("username", "testuser"),
        ("domain", "corp-uk"),
        ("password", "password"),
        ("dind", "tls"),
    ])
}

fn with(answers: &[(&str, &str)]) -> Form {
    changed(Form::default(), answers)
}

fn changed(mut form: Form, answers: &[(&str, &str)]) -> Form {
    for (name, text) in answers {
        form.set(field(name).expect("a field's name"), (*text).to_owned());
    }
    form
}

fn problems(form: &Form, level: Level) -> Vec<Problem> {
    let mut problems = form::read(form).problems;
    problems.retain(|problem| problem.level == level);
    problems
}

/// The fields with errors.
fn refused(form: &Form) -> Vec<String> {
    let errors = problems(form, Level::Error);
    errors
        .into_iter()
        .map(|problem| problem.field.into_owned())
        .collect()
}

/// The fields with warnings, of a form that has no errors.
fn warned(form: &Form) -> Vec<String> {
    assert_eq!(refused(form), [""; 0]);
    let warnings = problems(form, Level::Warning);
    warnings
        .into_iter()
        .map(|problem| problem.field.into_owned())
        .collect()
}

/// A file of a form without errors, as text.
fn file(form: &Form, path: &str) -> String {
    let (ready, _) = form::read(form).ready().expect("a form without errors");
    let files = artifacts::files(&ready, Lang::En);
    let file = files.into_iter().find(|file| file.artifact.path == path);
    String::from_utf8(file.expect("this file").bytes).expect("UTF-8")
}

fn no_proxy(form: &Form) -> String {
    let unit = "host/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf";
    let text = file(form, unit);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Environment=\"NO_PROXY="));
    line.and_then(|line| line.strip_suffix('"'))
        .expect("NO_PROXY")
        .to_owned()
}

fn url(form: &Form) -> String {
    let json = file(&changed_to_json(form), "host/etc/docker/daemon.json");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    json["proxies"]["http-proxy"]
        .as_str()
        .expect("a URL")
        .to_owned()
}

fn changed_to_json(form: &Form) -> Form {
    changed(form.clone(), &[("daemon", "daemon-json")])
}

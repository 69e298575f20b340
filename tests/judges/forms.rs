//! Forms, what must become of them, and the files they come to.

use super::machine::{from_hex, helper, read};
use super::values::{Random, values};
use runner_proxy::artifacts::{self, OutFile};
use runner_proxy::form::{self, FIELDS, Form};
use runner_proxy::say::Lang;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Answers by the names of their fields.
pub(crate) type Answers = BTreeMap<&'static str, String>;

/// A form without errors, what must become of it, and its files.
pub(crate) struct Case {
    pub(crate) answers: Answers,
    /// The proxy's URL, by a model that knows none of our code.
    pub(crate) url: String,
    /// `NO_PROXY`, by the same model.
    pub(crate) no_proxy: String,
    pub(crate) files: Vec<OutFile>,
}

impl Case {
    /// The answer to a question; empty when there is none.
    pub(crate) fn answer(&self, name: &str) -> &str {
        self.answers.get(name).map_or("", String::as_str)
    }

    /// The text of the file at this path, when the form comes to one.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        let bytes = file(&self.files, path)?;
        Some(std::str::from_utf8(bytes).expect("UTF-8"))
    }
}

/// A form with these answers.
pub(crate) fn form<'a>(answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Form {
    let mut form = Form::default();
    for (name, answer) in answers {
        let field = FIELDS.iter().find(|field| field.name == name);
        form.set(field.expect("a field of this name"), answer.to_owned());
    }
    form
}

/// The files of a form; `None` when it has an error.
pub(crate) fn render(form: &Form) -> Option<Vec<OutFile>> {
    let (ready, _) = form::read(form).ready().ok()?;
    Some(artifacts::files(&ready, Lang::En))
}

/// The file at this path.
pub(crate) fn file<'a>(files: &'a [OutFile], path: &str) -> Option<&'a [u8]> {
    let file = files.iter().find(|file| file.artifact.path == path)?;
    Some(&file.bytes)
}

const CHOICES: &[(&str, &[&str])] = &[
    ("route", &["cntlm", "direct"]),
    ("secret", &["hash", "hash", "plain", "ask"]),
    ("cntlm", &["0.92", "0.94"]),
    ("docker0", &["172.17.0.1", "10.0.0.1", "192.168.255.254"]),
    ("port", &["3128", "1", "65535"]),
    (
        "domain",
        &[
            "",
            "CORP",
            "corp-uk",
            "corp.example",
            "b\u{fc}cher",
            "a b#c",
        ],
    ),
    (
        "gitlab",
        &[
            "",
            "gitlab.com",
            "https://GitLab.corp.example/group/",
            "http://gitlab.corp:8080",
        ],
    ),
    ("gitlab-route", &["proxy", "direct"]),
    ("daemon", &["drop-in", "daemon-json"]),
    ("dind", &["none", "tls", "plain", "socket"]),
    ("client-config", &["before-script", "pre-build-script"]),
    ("client-values", &["", "fixed", "live"]),
];

/// An authority's certificate.
pub(crate) const ROOT: &str = include_str!("../form/certificates/root.pem");

const PROXIES: &[&str] = &[
    "10.0.0.41:8080",
    "proxy.corp.example:1",
    "a_b-c:65535",
    "[fd00::1]:8080",
];

const NO_PROXY: &[&str] = &[
    "registry.corp.example",
    ".corp.example",
    "*.corp.example",
    "CORP.example",
    "10.0.0.0/8",
    "0.0.0.0/0",
    "10.1.2.3",
    "host_name:8080",
    "docker",
    "localhost",
    "xn--bcher-kva.example, a.b.c",
    "  blank.example  ",
    "",
];

fn answers(random: &mut Random, all: &[String], for_cntlm: &[String]) -> Answers {
    let choice = |&(name, values): &(&'static str, &[&str])| (name, random.of(values).to_owned());
    let mut answers: Answers = CHOICES.iter().map(choice).collect();
    let direct = answers["route"] == "direct";
    let mut proxies = vec![random.of(PROXIES)];
    if !direct && random.below(2) == 0 {
        proxies.push("last.corp.example:3128");
    }
    answers.insert("proxies", proxies.join("\n"));
    let lines: Vec<_> = (0..random.below(6)).map(|_| random.of(NO_PROXY)).collect();
    answers.insert("no-proxy", lines.join("\n"));

    if !direct || random.below(4) != 0 {
        let middles = if direct { all } else { for_cntlm };
        // A letter at each end, because blanks there are dropped.
        let middle = &middles[random.below(middles.len())];
        answers.insert("username", format!("a{middle}z"));
        let plain = !direct && answers["secret"] == "plain";
        let passwords = if plain { for_cntlm } else { all };
        let password = &passwords[random.below(passwords.len())];
        answers.insert("password", password.clone());
    } else {
        answers.remove("domain");
    }
    if random.below(4) == 0 {
        answers.insert("ca", ROOT.to_owned());
    }
    answers.retain(|_, answer| !answer.is_empty());
    answers
}

/// Forms without errors, made of everything, each with what the model says of it.
pub(crate) fn cases(python: &Path, count: usize) -> Vec<Case> {
    let all: Vec<_> = values()
        .into_iter()
        .filter(|value| value.len() <= 300)
        .collect();
    // cntlm has one byte for a character, and buffers of 49.
    let fits = |value: &&String| value.chars().all(|c| c <= '\u{ff}') && value.len() < 45;
    let for_cntlm: Vec<_> = all.iter().filter(fits).cloned().collect();
    let mut random = Random(7);
    let mut found = Vec::new();
    for tried in 1.. {
        let answers = answers(&mut random, &all, &for_cntlm);
        let texts = answers
            .iter()
            .map(|(&name, answer)| (name, answer.as_str()));
        found.extend(render(&form(texts)).map(|files| (answers, files)));
        assert!(
            tried < 20 * count,
            "only {} of {tried} forms were right",
            found.len()
        );
        if found.len() == count {
            break;
        }
    }
    let all: Vec<_> = found.iter().map(|(answers, _)| answers).collect();
    let all = serde_json::to_vec(&all).expect("JSON");
    let mut command = Command::new(python);
    let model = from_hex(&read(command.arg(helper("model.py")), &all));
    let mut model = model
        .into_iter()
        .map(|text| String::from_utf8(text).expect("UTF-8"));
    let mut next = || model.next().expect("a line of the model");
    let case = |(answers, files)| Case {
        answers,
        url: next(),
        no_proxy: next(),
        files,
    };
    found.into_iter().map(case).collect()
}

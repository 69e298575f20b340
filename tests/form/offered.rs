//! No fix makes things worse: each one that any form is offered is taken, and judged.

use super::right;
use runner_proxy::form::{self, Control, FIELDS, Field, Fix, Form, Problem};
use runner_proxy::say::Lang;
use std::collections::BTreeMap;

use super::random::Random;

/// What stands before, in and behind a value in other people's files and windows.
const AROUND: &[&str] = &[
    "http://",
    "https://",
    "socks5://",
    "ssh://git@",
    "alice@",
    "alice:s3cret@",
    "CORP\\",
    "CORP/",
    "HTTP_PROXY=",
    "PROXY ",
    "Proxy\t",
    "\"",
    "'",
    "「",
    "」",
    "(",
    ")",
    "- ",
    "*.",
    ".",
    ",",
    ";",
    "/",
    "/path",
    "/v2/",
    "/8",
    "/16",
    "/33",
    "/255.255.0.0",
    "?x=1",
    "#y",
    ":",
    ":8080",
    ":0",
    "：",
    "８０８０",
    "。",
    "、",
    "ー",
    "0",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "\u{3000}",
    "\t",
    " ",
    "\r",
    "\u{7}",
    "é",
    "太郎",
    "@",
    "＠",
    "..",
    "inet ",
    "docker0: ",
    " dev docker0 ",
];

/// Values that are right somewhere.
const VALUES: &[&str] = &[
    "proxy.corp.example:8080",
    "10.0.0.41:8080",
    "010.0.0.041:8080",
    "172.17.0.1:3128",
    "a:1",
    "A:1",
    "[fd00::1]:8080",
    "127.0.0.1:3128",
    "corp.example",
    "registry",
    "10.0.0.0/8",
    "10.*",
    "::1",
    "fd00::/8",
    "172.17.0.1",
    "172.17.0.1/16",
    "8.8.8.8",
    "3128",
    "３１２８",
    "03128",
    "alice",
    "jörg",
    "CORP",
    "https://gitlab.example.com",
    "gitlab.com",
    "localhost",
    "*",
    "<local>",
];

fn text(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(3) {
        text.push_str(random.of(AROUND));
    }
    text.push_str(random.of(VALUES));
    for _ in 0..random.below(3) {
        text.push_str(random.of(AROUND));
    }
    text
}

fn answer(field: &Field, random: &mut Random) -> String {
    match &field.control {
        Control::Certificates => {
            let root = include_str!("certificates/root.pem");
            random
                .of(&["", root, "-----BEGIN CERTIFICATE-----"])
                .to_owned()
        }
        _ if random.below(3) == 0 => field.example.to_owned(),
        Control::Choice(choices) => choices[random.below(choices.len())].value.to_owned(),
        Control::Secret => random.of(&["", "plain", "日本", "\"a\"#", "ü"]).to_owned(),
        Control::Lines => {
            let mut lines = String::new();
            for _ in 0..random.below(6) {
                lines.push_str(&text(random));
                lines.push_str(random.of(&["\n", "\r\n", " \n  ", "\n\n", ",", " , "]));
            }
            lines + &text(random)
        }
        Control::Line if random.below(4) == 0 => String::new(),
        Control::Line => text(random),
    }
}

/// What the errors say, by field.
fn errors(problems: &[Problem]) -> BTreeMap<&str, Vec<&str>> {
    let mut errors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.is_error()) {
        let messages = errors.entry(&problem.field).or_default();
        messages.push(problem.message.pick(Lang::En));
    }
    errors
}

/// The entries of a list, as typed, with nothing said against them when they are alone.
fn flawless<'a>(form: &Form, field: &'static Field, text: &'a str) -> Vec<&'a str> {
    let commas = field.name == "no-proxy";
    let mut entries: Vec<&str> = text.split(|c| c == '\n' || (commas && c == ',')).collect();
    entries.retain(|entry| {
        let mut alone = form.clone();
        alone.set(field, (*entry).to_owned());
        let problems = form::read(&alone).problems;
        let told = problems.iter().any(|problem| problem.field == field.name);
        !told && !entry.trim().is_empty()
    });
    // The second of two equal proxies is what its problem is about.
    let mut seen = std::collections::HashSet::new();
    let bare = |entry: &str| entry.trim().to_ascii_lowercase();
    entries.retain(|entry| commas || seen.insert(bare(entry)));
    entries
}

/// Takes the fix and says what is wrong with it.
fn judge(form: &Form, problem: &Problem, fix: &Fix) -> Result<(), String> {
    let mut mended = form.clone();
    mended.mend(fix);
    let (before, after) = (form::read(form).problems, form::read(&mended).problems);
    let same = |other: &Problem| {
        other.message == problem.message
            && other.field == problem.field
            && other.level == problem.level
    };
    if after.iter().any(same) {
        return Err("its problem is still there".to_owned());
    }
    // The list of ten, and what it says of the others, changes when some of them are mended.
    let (before, after) = (errors(&before), errors(&after));
    for (field, messages) in after {
        let known = before.get(field).map_or(&[][..], Vec::as_slice);
        let new = messages.iter().find(|message| !known.contains(message));
        if let Some(new) = new.filter(|new| field != "password" || !new.contains("needs")) {
            return Err(format!("a new error at {field}: {new}"));
        }
    }
    for field in FIELDS {
        let answer = fix.answers.iter().find(|(name, _)| *name == field);
        let expected = answer.map_or(form.text(field), |(_, text)| text);
        if mended.text(field) != expected {
            return Err(format!("{} is not what the fix says", field.name));
        }
        let chosen = fix.label.pick(Lang::En).starts_with("Keep");
        if matches!(field.control, Control::Lines) && answer.is_some() && !chosen {
            let mut lines = mended.text(field).split(['\n', ',']);
            for line in flawless(form, field, form.text(field)) {
                if !lines.any(|other| other == line) {
                    return Err(format!("the line {line:?} is lost"));
                }
            }
        }
    }
    if fix.answers.iter().any(|(field, _)| field.is_secret()) {
        return Err("it sets the password".to_owned());
    }
    for lang in Lang::ALL {
        let label = fix.label.pick(lang);
        if label.is_empty() || label.contains(char::is_control) || label.contains("s3cret") {
            return Err(format!("the label {label:?}"));
        }
    }
    Ok(())
}

/// How many fixes there were, by field and whether the problem was an error.
type Counts = BTreeMap<(String, bool), u32>;

/// Judges every fix that the form is offered.
fn judged(form: &Form, counts: &mut Counts) {
    for problem in form::read(form).problems {
        for fix in &problem.fixes {
            if let Err(wrong) = judge(form, &problem, fix) {
                let answers: Vec<_> = FIELDS
                    .iter()
                    .map(|field| (field.name, form.text(field)))
                    .collect();
                unreachable!("{wrong}: {fix:?} of {problem:?} in {answers:?}");
            }
            let level = problem.is_error();
            *counts
                .entry((problem.field.to_string(), level))
                .or_default() += 1;
        }
    }
}

#[test]
fn no_fix_of_a_refused_example_makes_it_worse() {
    let mut counts = Counts::new();
    for field in FIELDS {
        for text in field.refused {
            for route in ["cntlm", "direct"] {
                let mut form = right();
                form.set(&form::fields::ROUTE, route.to_owned());
                form.set(field, (*text).to_owned());
                judged(&form, &mut counts);
            }
        }
    }
    let fixes: u32 = counts.values().sum();
    assert!(fixes > 20, "{counts:?}");
}

#[test]
fn no_fix_of_any_form_makes_it_worse() {
    let mut counts = Counts::new();
    for seed in 0..12_000 {
        let mut random = Random(seed);
        let mut form = right();
        for field in FIELDS {
            // Few at once: an error elsewhere must not hide what a fix does here.
            if random.below(3) == 0 {
                form.set(field, answer(field, &mut random));
            }
        }
        judged(&form, &mut counts);
    }
    eprintln!("fixes by field and whether it was an error: {counts:?}");
    for (field, error) in [
        ("proxies", true),
        ("username", true),
        ("username", false),
        ("domain", false),
        ("password", true),
        ("docker0", true),
        ("port", true),
        ("gitlab", true),
        ("no-proxy", true),
        ("no-proxy", false),
        ("client-values", true),
    ] {
        let count = counts.get(&(field.to_owned(), error)).copied();
        assert!(count > Some(20), "{field}: {count:?}");
    }
}

//! Random forms: nothing panics, errors block, and a secret stays where it belongs.
//!
//! `RUNNER_PROXY_FUZZ=1000000 cargo test --release --test fuzz` runs a million.

use runner_proxy::artifacts::{self, archive, steps};
use runner_proxy::form::{self, Control, FIELDS, Field, Form};
use runner_proxy::say::Lang;
use std::env;

#[path = "support/random.rs"]
mod random;

use random::Random;

/// Pieces that mean something to one of the readers, ours or theirs.
const PIECES: &[&str] = &[
    "a",
    "B",
    "7",
    "0",
    "-",
    "_",
    ".",
    "..",
    ":",
    "::",
    "/",
    "//",
    "\\",
    "@",
    "%",
    "%C3",
    "%%",
    "$",
    "$$",
    "${x}",
    "$(id)",
    "`id`",
    "#",
    ";",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "*",
    "*.",
    "?",
    "!",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "|",
    "&",
    "=",
    ",",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "é",
    "ÿ",
    "µ",
    "ß",
    "日本",
    "👩\u{200d}💻",
    "\u{10ffff}",
    "http://",
    "https://",
    "localhost",
    "10.0.0.1",
    "10.0.0.0/8",
    "fd00::1",
    "[fd00::1]",
    "172.17.0.1",
    ":8080",
    ":65535",
    "proxy.corp.example",
    "gitlab.com",
    "docker0",
    "inet",
    "CORP\\",
    "0x1f",
    "xn--",
    "999",
];

fn text(random: &mut Random) -> String {
    let length = if random.below(200) == 0 {
        2000
    } else {
        random.below(6)
    };
    (0..length).map(|_| random.of(PIECES)).collect()
}

fn answer(field: &Field, random: &mut Random) -> String {
    if random.below(50) == 0 {
        return text(random);
    }
    match &field.control {
        Control::Choice(choices) => choices[random.below(choices.len())].value.to_owned(),
        // A right answer keeps the other questions interesting, also one with a nasty tail.
        _ if random.below(4) != 0 => field.example.to_owned(),
        Control::Secret => text(random),
        Control::Lines if random.below(2) == 0 => {
            let lines: Vec<_> = (0..random.below(5)).map(|_| text(random)).collect();
            lines.join("\n")
        }
        _ => format!("{}{}", field.example, text(random)),
    }
}

fn secret_free(form: &Form, secret: &str) {
    let reading = form::read(form);
    let blocked = reading.problems.iter().any(|problem| problem.is_error());
    for lang in Lang::ALL {
        for problem in &reading.problems {
            let message = problem.message.pick(lang);
            assert!(!message.contains(secret), "a message holds the password");
            assert!(
                !message.contains('\n'),
                "a message of two lines: {message:?}"
            );
        }
        // The preview of any form at all.
        for paper in artifacts::papers(&reading.plan, lang) {
            let text = paper.text.as_str();
            assert!(
                text.ends_with('\n'),
                "{} has no final newline",
                paper.artifact.path
            );
            let open = matches!(paper.artifact.path, "README.md" | "paste/gitlab-ci.yml");
            assert!(
                !(open && !blocked && text.contains(secret)),
                "{}",
                paper.artifact.path
            );
            let marked = paper.mode == 0o600;
            assert!(
                marked || !text.contains(secret) || blocked,
                "{} is open",
                paper.artifact.path
            );
        }
        for step in steps::steps(&reading.plan) {
            let command = step
                .commands
                .map_or(String::new(), |c| c.as_str().to_owned());
            assert!(!command.contains(secret), "a command holds the password");
        }
    }
    match reading.ready() {
        Ok((ready, _)) => {
            assert!(!blocked);
            let files = artifacts::files(&ready, Lang::En);
            assert!(archive::tar(&files).len().is_multiple_of(512));
        }
        Err(_) => assert!(blocked),
    }
}

#[test]
fn no_form_panics_and_no_secret_leaks() {
    let count = env::var("RUNNER_PROXY_FUZZ").ok();
    let count: u64 = count.map_or(5_000, |count| count.parse().expect("a number of forms"));
    let mut rendered = 0_u64;
    for seed in 0..count {
        let mut random = Random(seed);
        let mut form = Form::default();
        for field in FIELDS {
            form.set(field, answer(field, &mut random));
        }
        // Long enough to be nowhere by chance, and made of characters that no encoder changes.
        let secret = format!("Secret-{seed:016x}");
        let password = &form::fields::PASSWORD;
        form.set(password, format!("{secret}{}", form.text(password)));
        secret_free(&form, &secret);
        rendered += u64::from(form::read(&form).ready().is_ok());
    }
    eprintln!("fuzz: {count} forms, {rendered} of them rendered, no panic");
    assert!(
        rendered * 50 > count,
        "only {rendered} of {count} forms were right: the fuzz is blind"
    );
}

#[test]
fn no_json_panics() {
    let mut random = Random(7);
    for _ in 0..20_000 {
        let mut json = String::from("{\"proxies\": \"a:1\", \"username\": \"b\"}").into_bytes();
        for _ in 0..=random.below(4) {
            let at = random.below(json.len());
            json[at] = random.next() as u8;
        }
        if let Ok(form) = Form::from_json(&json) {
            let _ = form::read(&form);
        }
    }
}

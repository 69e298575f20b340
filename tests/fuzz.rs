//! Random forms: nothing panics, errors block, and a secret stays where it belongs.
//!
//! `RUNNER_PROXY_FUZZ=1000000 cargo test --release --test fuzz` runs a million.

use runner_proxy::artifacts::{self, archive, steps};
use runner_proxy::form::{self, Form};
use runner_proxy::say::Lang;
use std::env;

#[path = "support/any_form.rs"]
mod any_form;
#[path = "support/random.rs"]
mod random;

use any_form::any_form;
use random::Random;

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
            for fix in &problem.fixes {
                let label = fix.label.pick(lang);
                assert!(!label.contains(secret), "a label holds the password");
                assert!(!label.contains('\n'), "a label of two lines: {label:?}");
            }
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
            let archive = archive::tar(&ready, Lang::En).expect("every file is complete");
            assert!(archive.len().is_multiple_of(512));
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
        let mut form = any_form(&mut random);
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

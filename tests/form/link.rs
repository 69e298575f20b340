//! Links and form.json: what they say, what is read of a damaged one, and what never stands in them.

use super::any_form::any_form;
use super::random::Random;
use super::{changed, with};
use runner_proxy::form::{self, FIELDS, Field, Form, Problem};
use runner_proxy::say::Lang;
use std::borrow::Cow;

fn open(fragment: &str) -> (Form, Vec<Problem>) {
    Form::from_link(fragment, &Form::default())
}

/// The fields that a damaged link is told about.
fn told(fragment: &str) -> Vec<String> {
    let (_, problems) = open(fragment);
    let told = |problem: Problem| {
        assert!(!problem.is_error(), "{fragment} blocks");
        problem.field.into_owned()
    };
    problems.into_iter().map(told).collect()
}

/// An answer as it leaves, without what says no more than none would.
fn meant<'a>(form: &'a Form, field: &Field) -> Cow<'a, str> {
    let first = field.choices().first().map_or("", |first| first.value);
    match form.passed_on(field) {
        text if text == first && field.name != "client-values" => "".into(),
        text => text,
    }
}

fn same(one: &Form, other: &Form) -> bool {
    let open = |field: &&&Field| !field.is_secret();
    FIELDS
        .iter()
        .filter(open)
        .all(|field| meant(one, field) == meant(other, field))
}

/// The form as it leaves: without secrets, with certificates and nothing else where those belong.
fn passed_on(form: &Form) -> Form {
    let mut passed = Form::default();
    for field in FIELDS {
        passed.set(field, form.passed_on(field).into_owned());
    }
    passed
}

#[test]
fn a_link_says_what_differs_and_can_be_read() {
    let form = with(&[
        ("route", "cntlm"),
        ("proxies", "10.0.0.41:8080\n10.0.0.42:8080"),
        ("username", "jörg"),
        ("password", "hunter2"),
        ("gitlab", "https://gitlab.corp.example/"),
        ("no-proxy", "*.corp.example,10.0.0.0/8"),
        ("dind", "tls"),
        ("client-values", "fixed"),
    ]);
    let link = "proxies=10.0.0.41:8080%0A10.0.0.42:8080&username=j%C3%B6rg&gitlab=https://gitlab.corp.example%2F&no-proxy=%2A.corp.example,10.0.0.0/8&dind=tls&client-values=fixed";
    assert_eq!(form.to_link(&Form::default()), link);
    assert_eq!(Form::default().to_link(&Form::default()), "");

    // Where a site presets something else, the default is worth a word.
    let presets = with(&[("route", "direct"), ("domain", "CORP"), ("port", "1")]);
    let mine = with(&[("port", "2")]);
    assert_eq!(mine.to_link(&presets), "route=&domain=&port=2");
    assert_eq!(presets.to_link(&presets), "route=direct&domain=CORP&port=1");
}

#[test]
fn every_form_comes_back_from_its_link_and_its_file() {
    let none = Form::default();
    for seed in 0..3_000 {
        let mut random = Random(seed);
        let form = any_form(&mut random);
        let presets = passed_on(&any_form(&mut random));
        for presets in [&none, &presets] {
            let link = form.to_link(presets);
            for link in [format!("#{link}"), link.replace('&', "&amp;"), link] {
                let (read, problems) = Form::from_link(&link, presets);
                assert!(problems.is_empty(), "{link}: {problems:?}");
                assert!(same(&read, &form), "{link}");
            }
        }
        let read = Form::from_json(form.to_json().as_bytes());
        assert!(read.is_ok_and(|read| read == passed_on(&form)), "{seed}");
    }
    assert_eq!(none.to_json(), "{\n}\n");
}

#[test]
fn what_nobody_types_comes_back_too() {
    for text in [
        "1.10", "0123", "%", "&", "a=b", "#", "+", "😀", "\r", "\t", " a ", "\n", "\0", "a\r\nb",
    ] {
        let typed = |field: &&&Field| !field.is_secret() && field.name != "ca";
        for field in FIELDS.iter().filter(typed) {
            let mut form = Form::default();
            form.set(field, text.to_owned());
            let link = form.to_link(&Form::default());
            assert!(open(&link).0 == form, "{} {text:?}", field.name);
            let json = Form::from_json(form.to_json().as_bytes());
            assert!(
                json.is_ok_and(|json| json == form),
                "{} {text:?}",
                field.name
            );
        }
    }
}

#[test]
fn a_damaged_link_opens_as_far_as_it_goes() {
    let check = |fragment: &str, answers: &[(&str, &str)], at: &[&str]| {
        assert!(open(fragment).0 == with(answers), "{fragment}");
        assert_eq!(told(fragment), at, "{fragment}");
    };
    check("", &[], &[]);
    check("#", &[], &[]);
    check("&&amp;&amp;amp;&", &[], &[]);
    check(
        "port=1&amp;dind=tls&amp;amp;domain=a",
        &[("port", "1"), ("dind", "tls"), ("domain", "a")],
        &[],
    );
    // As a person or another program may write it.
    check(
        "p%6Frt=%31&username=a+b c日",
        &[("port", "1"), ("username", "a+b c日")],
        &[],
    );
    check("username=a=b#c", &[("username", "a=b#c")], &[]);
    check("port=", &[], &[]);
    check("prot=1&port=2", &[("port", "2")], &["link"]);
    check("port=1&port=2", &[("port", "1")], &["port"]);
    check("port=&port=2", &[], &["port"]);
    check("port=%zz&domain=a", &[("domain", "a")], &["port"]);
    check("port=%4&domain=%", &[], &["domain", "port"]);
    check("domain=%+1", &[], &["domain"]);
    check("domain=%ff", &[], &["domain"]);
    check("domain=%ED%A0%80", &[], &["domain"]);
    check("%ff=1&%zz&=1&a", &[], &["link", "link", "link", "link"]);
    check("domain=a&po", &[("domain", "a")], &["link"]);
    check("domain=a&port", &[("domain", "a")], &["port"]);
    check("proxies%3Da:1", &[], &["link"]);
    let long = "a".repeat(100_000);
    check(&format!("domain={long}"), &[("domain", &long)], &[]);
    check(&format!("domain={long}a"), &[], &["domain"]);
    // Ten thousand wrong parts are told as a few.
    assert_eq!(told(&"x&".repeat(10_000)).len(), 11);
}

#[test]
fn a_link_overrides_the_presets_that_it_names() {
    let presets = with(&[
        ("proxies", "proxy.corp.example:8080"),
        ("domain", "CORP"),
        ("route", "direct"),
    ]);
    let (form, problems) = Form::from_link("#domain=&username=a&route=%zz", &presets);
    assert!(form == changed(presets, &[("domain", ""), ("username", "a")]));
    assert_eq!(problems.len(), 1);
}

/// Texts that no message, link or file may hold.
fn silent(problems: &[Problem], secrets: &[&str]) {
    for problem in problems {
        let messages = Lang::ALL.map(|lang| problem.message.pick(lang));
        for text in messages.into_iter().chain([&*problem.field]) {
            for secret in secrets {
                assert!(!text.contains(secret), "{text}");
            }
            assert!(!text.contains('\n'), "{text:?}");
        }
    }
}

#[test]
fn no_secret_is_written_and_none_is_taken_from_a_link() {
    let secrets: Vec<_> = FIELDS.iter().filter(|field| field.is_secret()).collect();
    assert!(!secrets.is_empty());
    for field in secrets {
        let mut form = with(&[("proxies", "10.0.0.41:8080")]);
        form.set(field, "hunter2".to_owned());
        for text in [
            form.to_link(&Form::default()),
            form.to_link(&form),
            form.to_json(),
        ] {
            assert!(
                !text.contains("hunter2") && !text.contains(field.name),
                "{text}"
            );
        }
        let name = field.name;
        for link in [
            format!("{name}=hunter2"),
            format!("port=1&{name}=hunter2&domain=a"),
            format!("{name}=hunter2%zz"),
            format!("{name}=hunter%32"),
            format!("{name}=hunter2&{name}=hunter2"),
            format!("{name}=hunter2&hunter3=hunter4&hunter5&hunter6%zz=hunter7"),
        ] {
            let (read, problems) = open(&link);
            assert_eq!(read.text(field), "", "{link}");
            assert!(
                problems.iter().any(|problem| problem.field == name),
                "{link}"
            );
            silent(&problems, &["hunter"]);
        }
        assert_eq!(told(&format!("{name}=")), [""; 0]);
    }
    silent(&open("hunter2").1, &["hunter2"]);
    silent(&open("user@hunter2=1&a%0Ab=1").1, &["hunter2"]);
}

#[test]
fn no_link_panics() {
    let mut random = Random(5);
    for seed in 0..5_000 {
        let mut link = any_form(&mut Random(seed))
            .to_link(&Form::default())
            .into_bytes();
        for _ in 0..random.below(4).min(link.len()) {
            let at = random.below(link.len());
            link[at] = random.of(b"%&=#+;a0~\0 ");
        }
        let (form, problems) = open(std::str::from_utf8(&link).expect("ASCII"));
        silent(&problems, &[]);
        form::read(&form);
    }
}

//! site.json: what it presets and locks, and what is left out of a wrong one.

use super::{changed, with};
use runner_proxy::form::site::Site;
use runner_proxy::form::{FIELDS, Form, Problem, field};
use runner_proxy::say::Lang;

/// The site, and what is told of it in English.
fn read(text: &str) -> (Site, Vec<String>) {
    let (site, problems) = Site::read(text);
    let said = |problem: &Problem| {
        assert!(!problem.is_error() && problem.field == "site", "{text}");
        for lang in Lang::ALL {
            assert!(!problem.message.pick(lang).contains('\n'), "{text}");
            assert!(!problem.message.pick(lang).contains("hunter2"), "{text}");
        }
        problem.message.pick(Lang::En).to_owned()
    };
    let told = problems.iter().map(said).collect();
    (site, told)
}

fn names(site: &Site) -> Vec<&str> {
    site.locked.iter().map(|field| field.name).collect()
}

/// The one thing told of a site that is wrong in one place, and the site.
fn wrong(text: &str, told: &str) -> Site {
    let (site, messages) = read(text);
    assert_eq!(messages.len(), 1, "{text}: {messages:?}");
    assert!(messages[0].contains(told), "{text}: {messages:?}");
    site
}

fn says_nothing(site: &Site) -> bool {
    let words = site.organisation.is_none() && site.support.is_none();
    words && site.preset == Form::default() && site.locked.is_empty()
}

#[test]
fn a_whole_site_is_read() {
    let (site, told) = read(
        r#"{
            "locked": ["proxies", "daemon", "proxies"],
            "form": {"proxies": "proxy.corp.example:8080", "domain": "CORP", "port": ""},
            "organisation": " Example 株式会社 ",
            "support": "https://help.corp.example/proxy"
        }"#,
    );
    assert_eq!(told, [""; 0]);
    let preset = with(&[("proxies", "proxy.corp.example:8080"), ("domain", "CORP")]);
    assert!(site.preset == preset);
    assert_eq!(names(&site), ["proxies", "daemon"]);
    assert_eq!(site.organisation.as_deref(), Some("Example 株式会社"));
    assert_eq!(
        site.support.as_deref(),
        Some("https://help.corp.example/proxy")
    );
    for field in FIELDS {
        assert_eq!(
            site.locks(field),
            names(&site).contains(&field.name),
            "{}",
            field.name
        );
    }
}

#[test]
fn without_a_site_nothing_is_said() {
    for nothing in ["", " \r\n", "{}", "{\"form\": {}, \"locked\": []}"] {
        let (site, told) = read(nothing);
        assert!(says_nothing(&site) && told.is_empty(), "{nothing:?}");
    }
}

#[test]
fn what_is_no_object_is_told_with_its_place() {
    let site = wrong("{\n  \"form\": {},\n}", "line 3, column 1: ");
    assert!(says_nothing(&site));
    for broken in [
        "[]",
        "null",
        "{} {}",
        "{\"form\": {\"port\": \"1\"}",
        "<!doctype html>",
    ] {
        assert!(says_nothing(&wrong(broken, "line 1, column ")), "{broken}");
    }
    // Deeper than the reader goes: refused, and no stack overflows.
    let deep = format!("{{\"a\": {}", "[".repeat(100_000));
    assert!(says_nothing(&wrong(&deep, "line 1, column ")));
}

#[test]
fn a_wrong_member_is_left_out_and_the_rest_holds() {
    let check = |member: &str, told: &str| {
        let text =
            format!("{{\"form\": {{\"port\": \"1\"}}, {member}, \"support\": \"mailto:a@b\"}}");
        let site = wrong(&text, told);
        assert!(site.preset == with(&[("port", "1")]), "{member}");
        assert_eq!(site.support.as_deref(), Some("mailto:a@b"), "{member}");
        assert!(
            site.organisation.is_none() && site.locked.is_empty(),
            "{member}"
        );
    };
    check(r#""organization": "x""#, "“organization”");
    check(r#""a\nb": "x""#, r"“a\u{a}b”");
    check(r#""form": {"port": "2"}"#, "“form” stands twice");
    check(
        r#""locked": "port""#,
        "“locked” in site.json has the wrong type",
    );
    check(
        r#""locked": [1]"#,
        "“locked” in site.json has the wrong type",
    );
    check(r#""locked": ["prot"]"#, "“prot”");
    check(r#""locked": ["password"]"#, "locks the password");
    check(
        r#""organisation": 1"#,
        "“organisation” in site.json has the wrong type",
    );
    check(r#""organisation": " ""#, "one line of at most 80");
    check(r#""organisation": "a\nb""#, "one line of at most 80");
    check(
        &format!(r#""organisation": "{}""#, "株".repeat(81)),
        "one line of at most 80",
    );

    let form = |members: &str, told: &str| {
        let site = wrong(
            &format!("{{\"form\": {{\"port\": \"1\", {members}}}}}"),
            told,
        );
        assert!(site.preset == with(&[("port", "1")]), "{members}");
    };
    form(r#""prot": "2""#, "“prot”");
    form(r#""port": "2""#, "“port” stands twice");
    form(r#""domain": 2"#, "“domain” in site.json is not text");
    form(
        r#""domain": {"a": ["b"]}"#,
        "“domain” in site.json is not text",
    );
    assert!(says_nothing(&wrong(
        r#"{"form": ["port"]}"#,
        "“form” in site.json has the wrong type"
    )));
}

#[test]
fn a_secret_is_never_taken_from_a_site() {
    for field in FIELDS.iter().filter(|field| field.is_secret()) {
        for value in ["\"hunter2\"", "[\"hunter2\"]", "{\"hunter2\": 1}"] {
            let text = format!(
                "{{\"form\": {{\"{0}\": {value}, \"{0}\": {value}}}}}",
                field.name
            );
            let site = wrong(&text, "answers the password");
            assert!(says_nothing(&site), "{text}");
        }
    }
}

#[test]
fn a_support_link_is_a_link_and_no_program() {
    let support = |url: &str| {
        let text = serde_json::json!({ "support": url }).to_string();
        read(&text)
    };
    for right in [
        "https://help.corp.example/proxy?a=b#c",
        "HTTP://help",
        "mailto:help@corp.example",
        "https://日本.example/",
    ] {
        let (site, told) = support(right);
        assert!(
            site.support.as_deref() == Some(right) && told.is_empty(),
            "{right}"
        );
    }
    for refused in [
        "",
        "help.corp.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,a",
        "ftp://help",
        "//help",
        "https:help",
        "https://",
        "https:///help",
        "mailto:",
        "https://a b",
        "https://a\u{3000}b",
        "https://a\tb",
        " https://a",
        "htt",
        "日本",
    ] {
        let (site, told) = support(refused);
        assert!(site.support.is_none() && told.len() == 1, "{refused:?}");
    }
}

#[test]
fn a_lock_holds_whatever_a_link_says() {
    let (site, told) = read(
        r#"{"form": {"proxies": "proxy.corp.example:8080", "dind": "tls", "daemon": "drop-in"},
            "locked": ["proxies", "daemon", "domain", "client-values"]}"#,
    );
    assert_eq!(told, [""; 0]);
    let locked = |link: &str| {
        let (mut form, problems) = Form::from_link(link, &site.preset);
        assert!(problems.is_empty());
        let overruled = site.lock(&mut form).into_iter().map(|field| field.name);
        (overruled.collect::<Vec<_>>(), form)
    };
    let none: [&str; 0] = [];
    // The presets themselves, and what means the same, are no news.
    assert!(locked("") == (none.to_vec(), site.preset.clone()));
    assert!(locked("daemon=&dind=tls") == (none.to_vec(), site.preset.clone()));
    // What is preset but not locked may be changed.
    let (overruled, form) = locked("dind=none&username=a");
    assert_eq!(overruled, none);
    assert!(form == changed(site.preset.clone(), &[("dind", "none"), ("username", "a")]));
    // Also where the default follows from other answers.
    let (overruled, form) =
        locked("proxies=&daemon=daemon-json&domain=CORP&client-values=fixed&port=1");
    assert_eq!(overruled, ["proxies", "daemon", "domain", "client-values"]);
    assert!(form == changed(site.preset.clone(), &[("port", "1")]));

    // An opened file does without the presets, but not without the locks.
    let mut form = with(&[("username", "a"), ("password", "p")]);
    assert_eq!(site.lock(&mut form)[0].name, "proxies");
    assert_eq!(
        form.text(field("proxies").expect("a field")),
        "proxy.corp.example:8080"
    );
    assert_eq!(form.text(field("password").expect("a field")), "p");
}

#[test]
fn nothing_is_locked_that_nobody_could_mend() {
    // Missing, refused, and refused together with another preset.
    for (form, locked) in [
        ("", "proxies"),
        ("", "username"),
        (r#""port": "99999""#, "port"),
        (r#""route": "proxy""#, "route"),
        (r#""gitlab-route": "direct""#, "gitlab"),
    ] {
        let text = format!("{{\"form\": {{{form}}}, \"locked\": [\"{locked}\", \"daemon\"]}}");
        let site = wrong(&text, &format!("locks “{locked}”"));
        assert_eq!(names(&site), ["daemon"], "{text}");
    }
}

#[test]
fn no_site_panics() {
    let mut random = super::random::Random(3);
    let whole =
        r#"{"form": {"port": "1", "dind": "tls"}, "locked": ["port"], "support": "mailto:a"}"#;
    for _ in 0..5_000 {
        let mut text = whole.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len());
            text[at] = random.of(b"{}[]\",:\\ a0\n");
        }
        read(std::str::from_utf8(&text).expect("ASCII"));
    }
}

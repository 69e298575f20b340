//! What each answer may be, and what follows from it.

use super::{changed, file, no_proxy, refused, right, warned, with};
use runner_proxy::artifacts;
use runner_proxy::form::{self, FIELDS, Form, Problem};
use runner_proxy::say::Lang;

#[test]
fn every_row_refuses_its_examples_and_takes_its_example() {
    let form = right();
    assert_eq!(refused(&form), [""; 0]);
    for field in FIELDS {
        for text in field.refused {
            let mut form = form.clone();
            form.set(field, (*text).to_owned());
            assert!(
                refused(&form).contains(&field.name.to_owned()),
                "{} takes {text:?}",
                field.name
            );
        }
        let mut form = changed(form.clone(), &[("gitlab", "gitlab.corp.example")]);
        form.set(field, field.example.to_owned());
        if field.name == "ca" {
            // The first line of one, which no page has room for.
            let root = include_str!("certificates/root.pem");
            assert!(root.starts_with(field.example));
            form.set(field, root.to_owned());
        }
        assert_eq!(
            refused(&form),
            [""; 0],
            "{} refuses {:?}",
            field.name,
            field.example
        );
    }
}

#[test]
fn words_are_there_in_both_languages_and_differ() {
    for field in FIELDS {
        let mut words = vec![field.label, field.help];
        words.extend(
            field
                .choices()
                .iter()
                .flat_map(|choice| [choice.label, choice.consequence]),
        );
        for say in words {
            assert!(
                !say.en.trim().is_empty() && !say.ja.trim().is_empty(),
                "{}",
                field.name
            );
        }
        assert_ne!(field.help.en, field.help.ja, "{}", field.name);
        assert!(!field.help.ja.is_ascii(), "{}", field.name);
    }
}

#[test]
fn json_is_refused_with_its_place() {
    let refused = |json: &str| -> Vec<(String, String)> {
        let problems = Form::from_json(json.as_bytes()).err().expect("refused");
        let said = |problem: Problem| {
            (
                problem.field.into_owned(),
                problem.message.pick(Lang::En).to_owned(),
            )
        };
        problems.into_iter().map(said).collect()
    };
    let at = |json: &str| {
        refused(json)
            .into_iter()
            .map(|(field, _)| field)
            .collect::<Vec<_>>()
    };
    let (name, message) = refused("{\n  \"port\": \"3128\",\n}").remove(0);
    assert_eq!(name, "form");
    assert!(message.starts_with("line 3, column 1: "), "{message}");
    for broken in [
        "",
        "[]",
        "1",
        "{} {}",
        "{\"port\": \"\\ud800\"}",
        "\u{feff}{}",
    ] {
        assert_eq!(at(broken), ["form"], "{broken:?}");
    }
    assert_eq!(at(r#"{"prot": "3128", "port": 3128}"#), ["prot", "port"]);
    assert_eq!(at(r#"{"port": "", "port": ""}"#), ["port"]);
    assert_eq!(
        at(r#"{"port": null, "dind": ["a"], "gitlab": {"a": 1}, "daemon": true}"#).len(),
        4
    );
    // A name cannot forge a second line of output.
    assert_eq!(at("{\"a\\nform: fine\": \"\"}"), ["a\\u{a}form: fine"]);
}

#[test]
fn what_does_not_apply_is_not_read() {
    let garbage = [
        ("secret", "x"),
        ("cntlm", "x"),
        ("docker0", "x"),
        ("port", "x"),
    ];
    let direct = with(&[("route", "direct"), ("proxies", "proxy.corp.example:8080")]);
    assert_eq!(refused(&changed(direct, &garbage)), [""; 0]);
    let no_dind = changed(
        right(),
        &[
            ("dind", "none"),
            ("client-config", "x"),
            ("client-values", "x"),
        ],
    );
    assert_eq!(refused(&no_dind), [""; 0]);
}

#[test]
fn blanks_and_decorations_are_dropped_but_never_from_the_password() {
    let form = with(&[
        (
            "proxies",
            "  http://10.0.0.41:8080/ \r\n\n HTTP://10.0.0.42:8080\n",
        ),
        ("username", "  testuser\u{3000}"),
        ("domain", " corp-uk "),
        ("password", " s "),
        ("secret", "plain"),
        ("port", " 3129 "),
        (
            "docker0",
            "3: docker0    inet 172.18.0.1/16 brd 172.18.255.255 scope global docker0\\       valid_lft forever preferred_lft forever\n",
        ),
    ]);
    let expected = "Username     testuser\nDomain       corp-uk\nPassword     \" s \"\nProxy        10.0.0.41:8080\nProxy        10.0.0.42:8080\nListen       172.18.0.1:3129\n";
    assert_eq!(file(&form, "host/etc/cntlm.conf"), expected);
}

#[test]
fn docker0_is_found_among_the_addresses_of_all_interfaces() {
    let pasted = "1: lo    inet 127.0.0.1/8 scope host lo\n2: eth0    inet 10.1.2.3/24 scope global eth0\n3: docker0    inet 172.19.0.1/16 scope global docker0";
    let conf = file(
        &changed(right(), &[("docker0", pasted)]),
        "host/etc/cntlm.conf",
    );
    assert!(conf.ends_with("Listen       172.19.0.1:3128\n"), "{conf}");
    let other = "2: eth0    inet 10.1.2.3/24 scope global eth0";
    assert_eq!(
        refused(&changed(right(), &[("docker0", other)])),
        ["docker0"]
    );
}

#[test]
fn no_proxy_is_one_list_in_order() {
    let form = changed(
        right(),
        &[
            ("gitlab", "https://GitLab.Corp.example:8443/group?x#y"),
            ("gitlab-route", "direct"),
            (
                "no-proxy",
                ".Corp.example, *.other.example\nregistry.corp.example:5000\n10.0.0.0/8\n\n,corp.example,localhost",
            ),
        ],
    );
    assert_eq!(
        no_proxy(&form),
        "localhost,127.0.0.1,gitlab.corp.example,.corp.example,corp.example,.other.example,other.example,registry.corp.example,10.0.0.0/8,docker"
    );
    assert_eq!(warned(&form), ["no-proxy", "no-proxy"]);
    for (dind, docker) in [
        ("none", false),
        ("tls", true),
        ("plain", true),
        ("socket", false),
    ] {
        let list = no_proxy(&changed(right(), &[("dind", dind)]));
        assert_eq!(list.ends_with(",docker"), docker, "{dind}");
    }
}

#[test]
fn the_list_of_hosts_has_a_limit_in_bytes() {
    let hosts = |count: usize| {
        let names: Vec<_> = (0..count)
            .map(|n| format!("host-{n:05}.corp.example"))
            .collect();
        names.join("\n")
    };
    // `localhost,127.0.0.1` and 24 bytes an entry with its comma.
    assert_eq!(
        refused(&changed(
            right(),
            &[("dind", "none"), ("no-proxy", &hosts(2499))]
        )),
        [""; 0]
    );
    assert_eq!(
        refused(&changed(
            right(),
            &[("dind", "none"), ("no-proxy", &hosts(2500))]
        )),
        ["no-proxy"]
    );
}

#[test]
fn warnings_travel_and_do_not_block() {
    let check = |answers: &[(&str, &str)], at: &[&str]| {
        assert_eq!(warned(&changed(right(), answers)), at, "{answers:?}");
    };
    check(&[], &[]);
    check(&[("username", "jörg")], &["username"]);
    check(&[("username", "µ")], &["username", "username"]);
    check(&[("domain", "bücher")], &["domain"]);
    check(&[("password", "ü"), ("secret", "plain")], &["password"]);
    check(
        &[("username", "alice@corp.example"), ("domain", "")],
        &["username"],
    );
    check(&[("docker0", "8.8.8.8")], &["docker0"]);
    check(&[("docker0", "100.64.0.1")], &[]);
    check(&[("daemon", "daemon-json")], &["daemon"]);
    check(&[("gitlab", "gitlab.com")], &[]);
    check(
        &[("gitlab", "gitlab.com"), ("gitlab-route", "direct")],
        &["gitlab-route"],
    );
    check(&[("gitlab", "gitlab.corp.example")], &["gitlab-route"]);
    check(
        &[
            ("gitlab", "gitlab.corp.example"),
            ("gitlab-route", "direct"),
        ],
        &[],
    );
    assert_eq!(
        refused(&changed(right(), &[("username", "alice@corp.example")])),
        ["username"]
    );
    assert_eq!(
        refused(&changed(right(), &[("gitlab-route", "direct")])),
        ["gitlab"]
    );
}

#[test]
fn the_inner_bridge_avoids_what_is_outside() {
    let bridge = |answers: &[(&str, &str)]| file(&changed(right(), answers), "paste/gitlab-ci.yml");
    let first = "command: [\"--bip=10.250.0.1/24\"]";
    let second = "command: [\"--bip=10.251.0.1/24\"]";
    assert!(bridge(&[]).contains(first));
    assert!(bridge(&[("no-proxy", "192.168.0.0/16")]).contains(first));
    assert!(bridge(&[("no-proxy", "10.0.0.0/8")]).contains(second));
    assert!(bridge(&[("docker0", "10.250.3.1")]).contains(second));
    let direct = [
        ("route", "direct"),
        ("username", ""),
        ("domain", ""),
        ("password", ""),
    ];
    assert!(!bridge(&direct).contains("--bip"));
}

#[test]
fn a_proxy_is_a_host_that_can_be_reached() {
    let own = changed(right(), &[("proxies", "172.17.0.1:3128")]);
    assert_eq!(refused(&own), ["proxies"]);
    assert_eq!(refused(&changed(own, &[("port", "3129")])), [""; 0]);
    for nowhere in [
        "0.0.0.0:8080",
        "224.0.0.1:8080",
        "255.255.255.255:8080",
        "a:1, b:2",
        "a:b:c:1",
    ] {
        let form = changed(right(), &[("proxies", nowhere)]);
        assert_eq!(refused(&form), ["proxies"], "{nowhere}");
    }
    for loopback in ["127.0.0.1:8080", "LocalHost:8080", "[::1]:8080"] {
        let form = with(&[("route", "direct"), ("proxies", loopback)]);
        assert_eq!(warned(&form), ["proxies"], "{loopback}");
    }
}

#[test]
fn what_looks_like_a_separator_is_warned_about() {
    let check = |answers: &[(&str, &str)], at: &[&str]| {
        assert_eq!(warned(&changed(right(), answers)), at, "{answers:?}");
    };
    check(&[("domain", "CORP\\")], &["domain"]);
    check(&[("username", "CORP/alice")], &["username"]);
    check(&[("username", "CORP¥alice")], &["username", "username"]);
    check(&[("port", "80"), ("cntlm", "0.94")], &["port"]);
    check(&[("port", "80")], &[]);
}

#[test]
fn a_gitlab_that_the_list_takes_past_the_proxy_is_not_asked_for_through_it() {
    let gitlab = [
        ("gitlab", "gitlab.corp.example"),
        ("no-proxy", ".corp.example"),
    ];
    let covered = changed(right(), &gitlab);
    assert_eq!(warned(&covered), [""; 0]);
    let request = |form: &Form| {
        let readme = file(form, "README.md");
        let line = readme
            .lines()
            .find(|line| line.contains("curl"))
            .expect("the request");
        line.to_owned()
    };
    assert!(request(&covered).ends_with(" https://registry-1.docker.io/v2/"));
    let other = changed(covered, &[("no-proxy", "xcorp.example, 10.0.0.0/8")]);
    assert!(request(&other).ends_with(" https://gitlab.corp.example/"));
    let address = changed(other, &[("gitlab", "10.1.2.3")]);
    assert!(request(&address).ends_with(" https://registry-1.docker.io/v2/"));
}

#[test]
fn a_preview_shows_stand_ins_and_nothing_leaves() {
    let reading = form::read(&Form::default());
    let papers = artifacts::papers(&reading.plan, Lang::En);
    let conf = papers
        .iter()
        .find(|paper| paper.artifact.path == "host/etc/cntlm.conf");
    assert!(
        conf.expect("a preview")
            .text
            .as_str()
            .contains("missing-username")
    );
    assert_eq!(
        refused(&Form::default()),
        ["proxies", "username", "password"]
    );
    assert!(reading.ready().is_err());
}

#[test]
fn ten_thousand_mistakes_are_told_as_a_few() {
    let count = |line: &str| {
        let lines = vec![line; 10_000].join("\n");
        let form = changed(right(), &[("no-proxy", &lines)]);
        form::read(&form).problems
    };
    let errors = count("not a host");
    assert_eq!(errors.len(), 11);
    let last = errors.last().expect("a problem");
    assert!(last.is_error() && last.message.pick(Lang::En).starts_with("9990 more"));
    let warnings = count("host.corp.example:1");
    assert_eq!(warnings.len(), 11);
    assert!(warnings.iter().all(|problem| !problem.is_error()));
}

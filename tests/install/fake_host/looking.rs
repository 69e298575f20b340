//! --check: every link of the chain, and at most one request.

use super::host::{CONFIG, Host, able};
use crate::tree::{Listing, same};
use crate::trees::picture;
use serde_json::Value;
use std::fs;

/// The links of a check, each with its status; the JSON is read by a reader that knows no mercy.
fn links(host: &Host, arguments: &[&str], status: i32) -> Vec<(String, String)> {
    let before: Listing = host.listing();
    let arguments: Vec<_> = ["--check", "--json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let ran = host.run(&arguments).ends(status, "check");
    assert_eq!(ran.complained, "");
    let said: Value = serde_json::from_str(&ran.said).unwrap_or_default();
    assert!(said.is_object(), "{}", ran.said);
    assert_eq!(said["ok"], Value::Bool(status == 0), "{said}");
    let mut after = host.listing();
    // The answer of the proxy is remembered, so that nobody knocks again by chance.
    after.retain(|path, _| !path.ends_with("/refused") || before.contains_key(path));
    same(&before, &after, "a check changes nothing");
    let text = |link: &Value, name: &str| link[name].as_str().expect("text").to_owned();
    let all = said["checks"].as_array().expect("a list").iter();
    all.map(|link| {
        assert!(link["text"].as_str().is_some_and(|text| !text.is_empty()));
        let failed = link["status"] == "fail" && link["link"] != "host";
        assert!(!failed || link["cure"] != "", "no cure: {link}");
        (text(link, "link"), text(link, "status"))
    })
    .collect()
}

fn status_of<'a>(links: &'a [(String, String)], link: &str) -> &'a str {
    let found = links.iter().find(|(of, _)| of == link);
    found.map_or("absent", |(_, status)| status)
}

fn installed() -> Host {
    let host = Host::new(
        &picture(
            "guide",
            &[
                ("gitlab", "gitlab.corp.example"),
                ("gitlab-route", "direct"),
            ],
        )
        .expect("a form"),
    );
    host.run(&["--restart", "now"]).ends(0, "install");
    host.model("docker/images", "gitlab-runner-helper:x\n");
    host.forget();
    host
}

#[test]
fn a_whole_chain_is_well() {
    if !able() {
        return;
    }
    let host = installed();
    let links = links(&host, &[], 0);
    for link in [
        "file",
        "cntlm",
        "upstream",
        "login",
        "docker",
        "runner",
        "direct",
        "config",
        "container",
    ] {
        assert_eq!(status_of(&links, link), "ok", "{link}: {links:?}");
    }
    assert_eq!(host.requests(), 1);
    let ran = host.run(&["--check"]).ends(0, "in words");
    assert!(ran.said.ends_with("Every link holds.\n"), "{ran:?}");
    assert!(
        ran.said
            .lines()
            .filter(|line| line.starts_with("ok "))
            .count()
            >= 10,
        "{ran:?}"
    );
}

#[test]
fn each_broken_link_is_found() {
    if !able() {
        return;
    }
    type Break = fn(&Host);
    for (link, make) in [
        ("cntlm", (|host| host.stop("cntlm")) as Break),
        ("cntlm", |host| host.model("cntlm/deaf", "")),
        ("upstream", |host| {
            host.model(
                "unreachable",
                "telnet://10.0.0.41:8080\ntelnet://10.0.0.42:8080\n",
            )
        }),
        ("login", |host| host.model("answer", "407")),
        ("login", |host| host.model("answer", "000")),
        ("docker", |host| host.stop("docker")),
        ("docker", |host| {
            host.model(
                "docker/drop-in",
                "[Service]\nEnvironment=\"HTTP_PROXY=other\"\n",
            );
            host.restart("docker");
        }),
        ("runner", |host| host.stop("gitlab-runner")),
        ("direct", |host| {
            host.model(
                "unreachable",
                "https://gitlab.corp.example\nhttps://gitlab.corp.example/\n",
            )
        }),
        ("config", |host| {
            let text = host.read(CONFIG).replace("HTTP_PROXY=", "HTTP_PROXI=");
            fs::write(host.path(CONFIG), text).expect("written");
        }),
        ("config", |host| {
            fs::write(host.path(CONFIG), "[[[").expect("written")
        }),
        ("container", |host| host.model("docker/run", "1")),
        ("file", |host| {
            fs::write(host.path("etc/cntlm.conf"), "Listen 1\n").expect("written")
        }),
        ("host", |host| host.model("docker0", "10.1.2.3\n")),
    ] {
        let host = installed();
        make(&host);
        host.forget();
        let links = links(&host, &[], 5);
        let failed = links
            .iter()
            .any(|(of, status)| of == link && status == "fail");
        assert!(failed, "{link}: {links:?}");
        assert!(host.requests() <= 1, "{link}");
    }
}

#[test]
fn a_refused_login_is_not_tried_again_by_chance() {
    if !able() {
        return;
    }
    let host = installed();
    host.model("answer", "407");
    assert_eq!(status_of(&links(&host, &[], 5), "login"), "fail");
    host.forget();
    assert_eq!(status_of(&links(&host, &[], 5), "login"), "fail");
    assert_eq!(host.requests(), 0);
    assert_eq!(status_of(&links(&host, &["--login"], 5), "login"), "fail");
    assert_eq!(host.requests(), 1);

    // So tells the runner's journal; cntlm's own does not.
    let host = installed();
    host.model(
        "journal",
        "ERROR: Checking for jobs... failed: Post \"https://gitlab.example.com/\": Proxy Authentication Required\n",
    );
    assert_eq!(status_of(&links(&host, &[], 5), "login"), "fail");
    assert_eq!(host.requests(), 0);
}

/// A quote in a name must not break the JSON.
#[test]
fn odd_names_do_not_break_the_json() {
    if !able() {
        return;
    }
    let host = installed();
    let text = host.read(CONFIG).replace("\"build\"", "'a\"b\\c\u{1f600}'");
    fs::write(host.path(CONFIG), text).expect("written");
    assert_eq!(status_of(&links(&host, &[], 0), "config"), "ok");
}

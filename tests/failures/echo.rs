//! What is shown of a pasted line: the message, and no secret.

use super::random::Random;
use runner_proxy::knowledge::failures::{MASK, explain};

fn shown(line: &str) -> String {
    let found = explain(line);
    assert_eq!(found.len(), 1, "{line}");
    found[0].text.clone()
}

#[test]
fn a_line_is_shown_as_it_is() {
    for line in [
        "curl: (5) Could not resolve proxy: proxy.corp.example",
        "fatal: unable to access 'https://gitlab.example.com:8443/a.git/': Could not resolve proxy: proxy",
        "ERROR: failed to solve: registry:5000/image@sha256:0123456789: i/o timeout",
        "Get \"https://registry:5000/v2/image@sha256:0123456789\": proxyconnect tcp: EOF",
        "Get \"https://[fd00::1]/\": proxyconnect tcp: EOF",
        "git@gitlab.example.com: no such host",
        "/etc/systemd/system/x.conf:5: Invalid environment assignment, ignoring: http-proxy=x",
        "cntlm: Ignoring config file option: Usrename",
        "Parent proxy account password (or required hashes) missing.",
        "ERROR: Registering runner... forbidden (check registration token)  runner=abc",
    ] {
        assert_eq!(shown(line), line);
    }
    assert_eq!(
        shown("\u{1b}[31;1m\tERROR: no such host\u{1b}[0;m\u{7}\r"),
        "ERROR: no such host"
    );
    assert_eq!(shown("\u{202e}no such host\u{2066}"), "no such host");
}

/// How a password can stand in a log; PASSWORD is replaced by many.
const LEAKS: &[&str] = &[
    "Get \"http://alice:PASSWORD@proxy:8080/\": proxyconnect tcp: EOF",
    "Get \"https://x/\": proxyconnect tcp: EOF (HTTPS_PROXY=http://CORP\\alice:PASSWORD@proxy:8080)",
    "HTTPS_PROXY=http://CORP%5Calice:PASSWORD@proxy:8080 proxyconnect tcp: EOF",
    "no such host alice:PASSWORD@proxy:8080",
    "HTTP_PROXY=alice:PASSWORD@proxy:8080 no such host",
    "x.conf:2: Failed to resolve specifiers in HTTP_PROXY=http://u:PASSWORD@h:3128/, ignoring: Invalid slot",
    "curl: (5) Unsupported proxy syntax in 'http://alice:PASSWORD@proxy:8080'",
    "fatal: Invalid proxy URL 'http://alice:PASSWORD@proxy:8080': only SOCKS proxies support paths",
    "parse \"http://alice:PASSWORD@proxy:8080\": net/url: invalid userinfo",
    "Password = 'PASSWORD' no such host",
    "no such host for Proxy-Authorization: Basic PASSWORD",
    "\"password\": \"PASSWORD\", \"error\": \"no such host\"",
    "cntlm: Ignoring config file option: Password PASSWORD",
    "no such host {\"PRIVATE-TOKEN\": \"PASSWORD\"",
];

#[test]
fn no_password_is_shown() {
    // What stands around the letters is what a URL, a shell or a log would end it with.
    let between = [
        "", "@", ":", "/", "#", "?", "%", "%40", "@/", "/@", "::", "\\", "&", "=", "://", "!", "$",
        "@@", "日",
    ];
    let mut random = Random(11);
    for leak in LEAKS {
        // Where the password is a word of its own, a blank would end it; URLs cannot have one.
        for _ in 0..200 {
            let mut password = String::new();
            for part in ["seCret1", "seCret2", "seCret3"] {
                password.push_str(part);
                password.push_str(random.of(&between));
            }
            password.push_str("seCret4");
            let line = leak.replace("PASSWORD", &password);
            for found in explain(&line) {
                assert!(!found.text.contains("seCret"), "{line}\n{}", found.text);
                assert!(found.text.contains(MASK), "{line}\n{}", found.text);
            }
            assert!(!explain(&line).is_empty(), "{line}");
        }
    }
}

/// Programs repeat parts of a URL that they could not read.
#[test]
fn no_part_of_a_password_is_repeated() {
    for (line, meant) in [
        (
            "parse \"http://alice:pa/ss@proxy:8080\": invalid port \":pa\" after host",
            "parse \"http://xxxxx@proxy:8080\": invalid port xxxxx after host",
        ),
        (
            "parse \"http://alice:p%zz@p:8080\": invalid URL escape \"%zz\"",
            "parse \"http://xxxxx@p:8080\": invalid URL escape xxxxx",
        ),
        (
            "curl: (5) Could not resolve proxy: ss@proxy",
            "curl: (5) Could not resolve proxy: xxxxx",
        ),
        (
            "no such host glpat-abc-DEF_123 and glrt-t1_xyz GR1348941aGtf9e5u",
            "no such host glpat-xxxxx and glrt-xxxxx GR1348941xxxxx",
        ),
    ] {
        assert_eq!(shown(line), meant);
    }
}

#[test]
fn long_lines_are_cut_around_the_message() {
    let line = format!(
        "{} no such host {}",
        "before ".repeat(200),
        "after ".repeat(200)
    );
    let text = shown(&line);
    assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
    assert!(
        text.contains("no such host") && text.chars().count() <= 242,
        "{text}"
    );
    let line = format!("no such host {}", "日本".repeat(500));
    assert!(shown(&line).starts_with("no such host 日本"));
    // The cut may fall into a URL, but never between a password and its mask.
    for length in (0..400).step_by(7) {
        let line = format!(
            "{}http://alice:seCret@proxy:1 no such host",
            "x ".repeat(length)
        );
        assert!(!shown(&line).contains("seCret"));
        let line = format!(
            "no such host {}http://alice:seCret@proxy:1",
            "x ".repeat(length)
        );
        assert!(!shown(&line).contains("seCret"));
    }
    // Nor where a line is too long to be looked at as one.
    for length in (15_300..16_500).step_by(29) {
        let line = format!(
            "{}://alice:seCretseCret@proxy:1 no such host {}",
            "x".repeat(length),
            "y ".repeat(5_000)
        );
        for found in explain(&line) {
            assert!(!found.text.contains("eCret"), "{length}: {}", found.text);
        }
    }
}

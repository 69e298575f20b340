//! User, domain and password: what can be sent, where it goes, and where it must not.

use super::{changed, file, refused, right, url, warned, with};
use runner_proxy::artifacts;
use runner_proxy::form;
use runner_proxy::say::Lang;

#[test]
fn a_direct_route_percent_encodes_its_login() {
    let direct = with(&[("route", "direct"), ("proxies", "proxy.corp.example:8080")]);
    assert_eq!(url(&direct), "http://proxy.corp.example:8080");
    let user = changed(direct.clone(), &[("username", "jörg")]);
    assert_eq!(url(&user), "http://j%C3%B6rg@proxy.corp.example:8080");
    let all = changed(
        user.clone(),
        &[("domain", "CORP"), ("password", " p@:%$\"日")],
    );
    assert_eq!(
        url(&all),
        "http://CORP%5Cj%C3%B6rg:%20p%40%3A%25%24%22%E6%97%A5@proxy.corp.example:8080"
    );
    assert_eq!(warned(&all), ["password"]);
    assert_eq!(warned(&user), ["username"]);
    for lonely in ["domain", "password"] {
        assert_eq!(
            refused(&changed(direct.clone(), &[(lonely, "x")])),
            ["username"]
        );
    }
    assert_eq!(
        refused(&changed(direct, &[("proxies", "a:1\nb:2")])),
        ["proxies"]
    );
}

#[test]
fn credentials_are_never_committed_with_gitlab_ci() {
    let login = with(&[
        ("route", "direct"),
        ("proxies", "proxy.corp.example:8080"),
        ("username", "alice"),
        ("password", "s3cret-word"),
        ("dind", "tls"),
    ]);
    let yaml = "paste/gitlab-ci.yml";
    // Without an answer the values are live.
    assert!(file(&login, yaml).contains("$HTTP_PROXY"));
    assert!(!file(&login, yaml).contains("s3cret-word"));
    let fixed = changed(login.clone(), &[("client-values", "fixed")]);
    assert_eq!(refused(&fixed), ["client-values"]);
    let runner = changed(fixed, &[("client-config", "pre-build-script")]);
    assert!(file(&runner, "paste/config.toml").contains("s3cret-word"));
    assert!(!file(&runner, yaml).contains("s3cret-word"));
    assert!(!file(&runner, "README.md").contains("s3cret-word"));
}

#[test]
fn a_name_is_what_the_chosen_cntlm_can_send() {
    let long = |count: usize| "u".repeat(count);
    let check = |answers: &[(&str, &str)], at: &[&str]| {
        assert_eq!(refused(&changed(right(), answers)), at, "{answers:?}");
    };
    check(&[("username", &long(49))], &[]);
    check(&[("username", &long(50))], &["username"]);
    check(&[("username", &long(63)), ("cntlm", "0.94")], &[]);
    check(&[("username", &long(64)), ("cntlm", "0.94")], &["username"]);
    check(&[("domain", &long(50))], &["domain"]);
    // 65 characters together, where cntlm itself makes the hash.
    let (user, domain) = (long(40), long(25));
    check(&[("username", &user), ("domain", &domain)], &[]);
    check(
        &[
            ("username", &user),
            ("domain", &domain),
            ("secret", "plain"),
        ],
        &["username"],
    );
    check(
        &[("username", &user), ("domain", &domain), ("secret", "ask")],
        &["username"],
    );
    check(
        &[
            ("username", &user),
            ("domain", &domain),
            ("secret", "ask"),
            ("cntlm", "0.94"),
        ],
        &[],
    );
    check(&[("password", &long(1024))], &[]);
    check(&[("password", &long(1025))], &["password"]);
    check(&[("password", &long(49)), ("secret", "plain")], &[]);
    check(
        &[("password", &long(50)), ("secret", "plain")],
        &["password"],
    );
    check(
        &[
            ("password", &long(256)),
            ("secret", "plain"),
            ("cntlm", "0.94"),
        ],
        &[],
    );
    check(&[("password", "日本"), ("secret", "plain")], &["password"]);
    check(
        &[("password", "\"a\"#"), ("secret", "plain")],
        &["password"],
    );
    check(&[("password", "\"a\"#")], &[]);
    check(&[("password", ""), ("secret", "ask")], &[]);
    check(&[("username", "jörg"), ("secret", "plain")], &["username"]);
    check(&[("username", "jörg"), ("secret", "ask")], &["username"]);
    check(&[("domain", "bücher"), ("secret", "ask")], &["domain"]);
    let host = format!("{}.{}", long(40), long(40));
    let proxy = format!("{host}:8080");
    check(&[("proxies", &proxy)], &["proxies"]);
    check(&[("proxies", &proxy), ("cntlm", "0.94")], &[]);
    check(&[("proxies", "[fd00::1]:8080"), ("cntlm", "0.94")], &[]);
}

#[test]
fn no_message_holds_the_password() {
    let secret = "hunter2-hunter2";
    let line = format!("alice:{secret}@proxy.corp.example:8080");
    let url = format!("https://alice:{secret}@gitlab.example.com");
    let half = format!("https://alice:{secret}/@gitlab.example.com");
    let split = format!("http://alice:{secret},x@registry.example.com");
    let colons = format!("alice:{secret}:proxy.corp.example:8080");
    let forms = [
        changed(
            right(),
            &[
                ("gitlab", &half),
                ("no-proxy", &split),
                ("proxies", &colons),
                ("secret", secret),
            ],
        ),
        changed(
            right(),
            &[
                ("proxies", &line),
                ("no-proxy", &line),
                ("gitlab", &url),
                ("docker0", &line),
            ],
        ),
        changed(
            right(),
            &[("password", &format!("{secret}\n")), ("secret", "plain")],
        ),
        changed(
            right(),
            &[("password", &secret.repeat(9)), ("secret", "plain")],
        ),
        with(&[
            ("route", "direct"),
            ("proxies", "a:1"),
            ("username", "x"),
            ("password", secret),
            ("gitlab", "g.example"),
        ]),
    ];
    for form in forms {
        for problem in form::read(&form).problems {
            for lang in Lang::ALL {
                assert!(!problem.message.pick(lang).contains(secret), "{problem:?}");
                // Nor what shows of a button.
                assert!(!format!("{problem:?}").contains(secret), "{problem:?}");
            }
        }
    }
}

/// The recorded vectors, through the whole form: what cntlm can send stands in the file, what it
/// cannot is refused at its field.
#[test]
fn every_vector_is_rendered_or_refused() {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../data/cntlm_vectors.json")).expect("JSON");
    let vectors = vectors["vectors"].as_array().expect("vectors");
    let (mut rendered, mut not) = (0, 0);
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().expect("text");
        for (recorded, version, longest) in [("0.92.3", "0.92", 49), ("0.94.0", "0.94", 63)] {
            let form = changed(
                right(),
                &[
                    ("username", text("user")),
                    ("domain", text("domain")),
                    ("password", text("password")),
                    ("cntlm", version),
                ],
            );
            let cut = |name: &str| text(name).chars().count() > longest;
            let mut expected = Vec::new();
            expected.extend(cut("user").then_some("username"));
            expected.extend(cut("domain").then_some("domain"));
            // A tab; nobody can type one, and a line break would end the line of the file.
            expected.extend(text("password").contains('\t').then_some("password"));
            assert_eq!(refused(&form), expected, "{}", text("id"));
            if !expected.is_empty() {
                not += 1;
                continue;
            }
            rendered += 1;
            let (ready, _) = form::read(&form).ready().expect("a form without errors");
            let files = artifacts::files(&ready, Lang::En);
            let hash = vector["recommended"][recorded]["PassNTLMv2"].as_str();
            let line = format!("PassNTLMv2   {}\n", hash.expect("a hash"));
            let bytes = &files[0].bytes;
            let found = bytes
                .windows(line.len())
                .any(|part| part == line.as_bytes());
            assert!(found, "{} {version}", text("id"));
        }
    }
    assert_eq!((rendered, not), (78, 4));
}

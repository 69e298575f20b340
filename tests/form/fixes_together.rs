//! Fixes that look at, or set, more than the answer that is wrong.

use super::fixes::offers;
use super::{changed, refused, right, with};

#[test]
fn domain_and_user_are_split() {
    let form = |answers: &[(&str, &str)]| changed(changed(right(), &[("domain", "")]), answers);
    let split: &[(&str, &[(&str, &str)])] = &[(
        "Split it: domain `CORP`, user `alice`",
        &[("username", "alice"), ("domain", "CORP")],
    )];
    for user in ["CORP\\alice", " CORP \\ alice ", "CORP/alice", "CORP¥alice"] {
        offers(&form(&[("username", user)]), split);
        // The empty user name is an error of its own, which the split mends as well.
        offers(&form(&[("username", ""), ("domain", user)]), split);
    }
    offers(
        &form(&[("username", "CORP\\alice"), ("domain", "corp")]),
        &[("Write `alice`", &[("username", "alice")])],
    );
    offers(
        &form(&[("username", "\\alice")]),
        &[("Write `alice`", &[("username", "alice")])],
    );
    offers(
        &form(&[("domain", "CORP\\")]),
        &[("Write `CORP`", &[("domain", "CORP")])],
    );
    for answers in [
        [("username", "CORP\\alice"), ("domain", "OTHER")],
        [("username", "A\\B\\alice"), ("domain", "")],
        [("username", "CORP\\"), ("domain", "")],
        [("username", ".\\alice"), ("domain", "")],
        [("username", "CORP\\太郎"), ("domain", "")],
        [("username", "太郎"), ("domain", "")],
        [("username", "alice"), ("domain", "CORP\\bob")],
    ] {
        offers(&form(&answers), &[]);
    }
    offers(
        &form(&[("username", "alice@corp.example")]),
        &[(
            "Split it: domain `corp.example`, user `alice`",
            &[("username", "alice"), ("domain", "corp.example")],
        )],
    );
    offers(
        &form(&[("username", "alice@corp.example"), ("domain", "CORP")]),
        &[
            ("Write `alice`", &[("username", "alice")]),
            ("Empty the domain", &[("domain", "")]),
        ],
    );
    // It may be a password that stands before the @.
    offers(&form(&[("username", "alice:secret@corp.example")]), &[]);
    offers(
        &form(&[("username", "ｔａｒｏ")]),
        &[("Write `taro`", &[("username", "taro")])],
    );
}

#[test]
fn the_hash_is_chosen_where_the_file_cannot_carry_a_value() {
    let hash: &[(&str, &[(&str, &str)])] =
        &[("Choose “A hash of the password”", &[("secret", "hash")])];
    let long = "p".repeat(60);
    let check = |answers: &[(&str, &str)]| offers(&changed(right(), answers), hash);
    check(&[("secret", "plain"), ("password", "日本")]);
    check(&[("secret", "plain"), ("password", &long)]);
    check(&[("secret", "plain"), ("password", "\"a\"#")]);
    check(&[("secret", "plain"), ("password", "ü")]);
    check(&[("secret", "plain"), ("username", "jörg")]);
    check(&[("secret", "ask"), ("domain", "bücher")]);
    check(&[
        ("secret", "ask"),
        ("username", &long[..40]),
        ("domain", &long[..30]),
    ]);
    // It is asked for then, which is no step back.
    check(&[("secret", "ask"), ("domain", "bücher"), ("password", "")]);
}

#[test]
fn choices_that_contradict_each_other_are_offered_as_choices() {
    let login = [
        ("route", "direct"),
        ("proxies", "b:2\na:1"),
        ("username", "alice"),
    ];
    let several = with(&[&login[..], &[("password", "x")]].concat());
    offers(
        &several,
        &[
            ("Keep `b:2` alone", &[("proxies", "b:2")]),
            ("Choose “Through CNTLM on this host”", &[("route", "cntlm")]),
        ],
    );
    // CNTLM is for a login.
    let anonymous = changed(several.clone(), &[("username", ""), ("password", "")]);
    offers(&anonymous, &[("Keep `b:2` alone", &[("proxies", "b:2")])]);
    let committed = changed(
        several,
        &[
            ("proxies", "a:1"),
            ("dind", "tls"),
            ("client-values", "fixed"),
        ],
    );
    offers(
        &committed,
        &[
            (
                "Choose “The job's $HTTP_PROXY”",
                &[("client-values", "live")],
            ),
            (
                "Choose “pre_build_script of config.toml”",
                &[("client-config", "pre-build-script")],
            ),
        ],
    );
    // What somebody meant by an unknown value, only they know; and it may be the password.
    for name in [
        "route",
        "secret",
        "cntlm",
        "daemon",
        "dind",
        "client-values",
    ] {
        let form = changed(right(), &[(name, "secret-word")]);
        assert!(refused(&form).contains(&name.to_owned()));
        offers(&form, &[]);
    }
    offers(&changed(right(), &[("gitlab-route", "direct")]), &[]);
}

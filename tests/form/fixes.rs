//! What is offered as a button: for each kind of mistake the answers that mend it, and nothing where
//! two people would mend it differently.

use super::{changed, right};
use runner_proxy::form::{self, Form, field};
use runner_proxy::say::Lang;

/// The labels of all fixes with the answers that they set.
fn offered(form: &Form) -> Vec<(String, Vec<(&'static str, String)>)> {
    let problems = form::read(form).problems;
    let fixes = problems.into_iter().flat_map(|problem| problem.fixes);
    let told = |fix: form::Fix| {
        let answers = fix.answers.into_iter();
        (
            fix.label.pick(Lang::En).to_owned(),
            answers.map(|(field, text)| (field.name, text)).collect(),
        )
    };
    fixes.map(told).collect()
}

/// Of the right form with this answer, at the same field.
#[track_caller]
pub(super) fn mends(name: &str, text: &str, mended: Option<&str>) {
    let form = changed(right(), &[(name, text)]);
    let answers: Vec<_> = offered(&form)
        .into_iter()
        .map(|(_, answers)| answers)
        .collect();
    let name = field(name).expect("a field's name").name;
    let expected = mended.map(|text| vec![(name, text.to_owned())]);
    assert_eq!(answers, Vec::from_iter(expected), "{text:?}");
}

/// Of a form, each with its label.
#[track_caller]
pub(super) fn offers(form: &Form, expected: &[(&str, &[(&str, &str)])]) {
    let found = offered(form);
    let found: Vec<(&str, Vec<(&str, &str)>)> = found
        .iter()
        .map(|(label, answers)| {
            let answers = answers.iter().map(|(name, text)| (*name, text.as_str()));
            (label.as_str(), answers.collect())
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(label, answers)| (*label, answers.to_vec()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_proxy_is_taken_out_of_what_stands_around_it() {
    for text in [
        "https://proxy.corp.example:8080",
        "https://proxy.corp.example:8080/",
        "http://proxy.corp.example:8080/path?x=y",
        "alice:secret@proxy.corp.example:8080",
        "http://CORP%5Calice:se@cret@proxy.corp.example:8080/",
        "alice：secret＠proxy.corp.example：８０８０",
        "proxy.corp.example:８０８０",
        "ｐｒｏｘｙ．ｃｏｒｐ．ｅｘａｍｐｌｅ：8080",
        "proxy。corp。example:8080",
        "proxy.corp.example.:8080",
        "proxy.corp.example:08080",
        "\"proxy.corp.example:8080\"",
        "「proxy.corp.example:8080」",
        "proxy.corp.example:8080,",
        "- proxy.corp.example:8080;",
        "export HTTPS_PROXY='http://proxy.corp.example:8080'",
        "Environment=\"HTTP_PROXY=http://proxy.corp.example:8080\"",
        "Proxy\t\tproxy.corp.example:8080",
        "PROXY proxy.corp.example:8080; DIRECT",
        "http=proxy.corp.example:8080;https=proxy.corp.example:8080",
        "proxy.corp.example 8080",
        "proxy.corp.example: 8080",
        "proxy.corp.example\t8080",
        "\u{feff}proxy.corp.\u{200b}example:8080",
    ] {
        mends("proxies", text, Some("proxy.corp.example:8080"));
    }
    mends("proxies", "010.000.0.041:8080", Some("10.0.0.41:8080"));
    mends("proxies", "a:1, b:2;c:3", Some("a:1\nb:2\nc:3"));
    mends("proxies", "PROXY a:1; PROXY b:2; DIRECT", Some("a:1\nb:2"));
    for text in [
        "",
        "socks5://proxy.corp.example:1080",
        "SOCKS5 proxy.corp.example:1080",
        "proxy.corp.example",
        "https://proxy.corp.example",
        "http://wpad.corp.example:80/proxy.pac",
        "http://wpad.corp.example:80/WPAD.DAT?x",
        "proxy corp:8080",
        "a\tb:8080",
        "プロキシ:8080",
        "alice:secret:proxy.corp.example:8080",
        "alice:80,x@proxy.corp.example:8080",
        "http://alice:se/cret@proxy.corp.example:8080",
        "fd00::1:8080",
        "[fd00::1]:8080",
        "https://[fd00::1]:8080",
        "10.0.0.256:8080",
        "0.0.0.0:8080",
        "proxy.corp.example:0",
        "proxy.corp.example:65536",
        "https://172.17.0.1:3128",
        "DIRECT",
    ] {
        mends("proxies", text, None);
    }
}

#[test]
fn the_other_lines_of_a_list_stay_as_they_are() {
    let proxies = |text: &str| changed(right(), &[("proxies", text)]);
    offers(
        &proxies("  a:1 \r\n\n  https://b:2/ \r\nhttp://c:3/\n"),
        &[(
            "Write `b:2`",
            &[("proxies", "  a:1 \r\n\n  b:2 \r\nhttp://c:3/\n")],
        )],
    );
    offers(
        &proxies("https://a:1\nx\nb:2\nc:3,d:4"),
        &[(
            "Mend 2 entries: `a:1`, `c:3`, `d:4`",
            &[("proxies", "a:1\nx\nb:2\nc:3\nd:4")],
        )],
    );
    // A repeat goes with its line; so does what repeats another once it is mended.
    offers(
        &proxies("a:1\r\n A:1 \r\nb:2\nb:2"),
        &[(
            "Remove 2 entries: `A:1`, `b:2`",
            &[("proxies", "a:1\r\nb:2")],
        )],
    );
    offers(
        &proxies("https://a:1\na:1\nhttps://b:2\nhttps://b:2/"),
        &[
            (
                "Remove 2 entries: `https://a:1`, `https://b:2/`",
                &[("proxies", "a:1\nhttps://b:2")],
            ),
            (
                "Write `b:2`",
                &[("proxies", "https://a:1\na:1\nb:2\nhttps://b:2/")],
            ),
        ],
    );
    let hosts = |text: &str| changed(right(), &[("no-proxy", text)]);
    offers(
        &hosts(".x, http://a/ ,b c,, d\n*"),
        &[(
            "Mend 2 entries: `a`, `b`, `c`",
            &[("no-proxy", ".x, a ,b\nc,, d\n*")],
        )],
    );
    offers(
        &hosts("a, ::1 ,b\n::2\r\n[fd00::3]:443\nfd00::/8"),
        &[(
            "Remove 4 entries: `::1`, `::2`, `[fd00::3]:443`, …",
            &[("no-proxy", "a,b")],
        )],
    );
    offers(&hosts("a\n::1"), &[("Remove `::1`", &[("no-proxy", "a")])]);
}

#[test]
fn ten_thousand_mistakes_are_mended_with_one_click() {
    for (line, mended) in [
        ("http://a.b/", "a.b"),
        ("a.b:1", "a.b"),
        ("c\u{3000}d", "c\nd"),
    ] {
        // The first ones have no fix, so it stands at the sentence about all others.
        let lines = format!("{}{}", "*\n".repeat(20), vec![line; 10_000].join("\n"));
        let form = changed(right(), &[("no-proxy", &lines)]);
        let fixes = offered(&form);
        let expected = format!("{}{}", "*\n".repeat(20), vec![mended; 10_000].join("\n"));
        let [(_, answers)] = &fixes[..] else {
            unreachable!("{} fixes", fixes.len());
        };
        assert!(answers[..] == [("no-proxy", expected)], "{line}");
    }
}

#[test]
fn hosts_that_stay_inside_are_taken_out_of_urls() {
    for (text, mended) in [
        ("http://registry.corp.example", "registry.corp.example"),
        (
            "https://registry.corp.example:5000/v2/?x=1",
            "registry.corp.example",
        ),
        (
            "https://alice:secret@registry.corp.example/v2/",
            "registry.corp.example",
        ),
        ("registry.corp.example/path", "registry.corp.example"),
        ("registry.corp.example.", "registry.corp.example"),
        ("ｒｅｇｉｓｔｒｙ。ｃｏｒｐ", "registry.corp"),
        ("registry.corp.example:5000", "registry.corp.example"),
        ("*.corp.example:443", ".corp.example"),
        ("'.corp.example'", ".corp.example"),
        ("export NO_PROXY=.corp.example", ".corp.example"),
        ("Environment=\"NO_PROXY=.corp.example\"", ".corp.example"),
        ("a b\tc;d|e、f", "a\nb\nc\nd\ne\nf"),
        ("localhost ::1 a", "localhost\na"),
        ("10.*", "10.0.0.0/8"),
        ("192.168.*.*", "192.168.0.0/16"),
        ("10.1.2.*", "10.1.2.0/24"),
        ("10.0.0.0/255.0.0.0", "10.0.0.0/8"),
        ("010.0.0.0/08", "10.0.0.0/8"),
        ("１０．０．０．０／８", "10.0.0.0/8"),
        ("172.017.000.001", "172.17.0.1"),
        (".10.0.0.1", "10.0.0.1"),
        ("::1", ""),
        ("[fd00::1]:443", ""),
        ("fe80::1%eth0", ""),
        ("http://[::1]/", ""),
    ] {
        mends("no-proxy", text, Some(mended));
    }
    for text in [
        "*",
        "foo*.corp.example",
        "10.*.1",
        "*.10",
        "10.1",
        "10.0.0.0/33",
        "10.0.0.0/8/9",
        "10.0.0.0/255.0.255.0",
        "bücher.example",
        "<local>",
        "a <local>",
        "a:b",
        "-",
        "10.0.0.0/8",
        "http://alice:secret,x@registry.example.com",
        "http://alice:se/cret@registry.example.com",
        "alice@a bob@b",
        "http://alice@a/\n*",
    ] {
        mends("no-proxy", text, None);
    }
    // The others are read only without an @, so the fix waits until they are right.
    let both = "b, c\nhttp://alice@a/\nd";
    mends("no-proxy", both, Some("b, c\na\nd"));
}

#[test]
fn ports_and_gitlab_lose_what_is_around_them() {
    for text in [
        "３１２９",
        "03129",
        "+3129",
        ":3129",
        "3129/tcp",
        "port=3129",
        "「3129」",
    ] {
        mends("port", text, Some("3129"));
    }
    for text in ["0", "00", "65536", "http", "3128 3129", "-3129"] {
        mends("port", text, None);
    }
    let gitlab = |text: &str, mended: Option<&str>| mends("gitlab", text, mended);
    gitlab(
        "https://alice:secret@gitlab.example.com:8443/group",
        Some("https://gitlab.example.com:8443"),
    );
    gitlab(
        "HTTP://alice@gitlab.example.com",
        Some("http://gitlab.example.com"),
    );
    gitlab(
        "git@gitlab.example.com:group/project.git",
        Some("gitlab.example.com"),
    );
    gitlab(
        "ssh://git@gitlab.example.com:2222/group/project.git",
        Some("gitlab.example.com"),
    );
    gitlab(
        "https://gitlab.example.com./",
        Some("https://gitlab.example.com"),
    );
    gitlab(
        "ｇｉｔｌａｂ．ｅｘａｍｐｌｅ．ｃｏｍ",
        Some("gitlab.example.com"),
    );
    gitlab(
        "“https://gitlab.example.com/group”",
        Some("https://gitlab.example.com"),
    );
    gitlab("gitlab.example.com:0443", Some("gitlab.example.com:443"));
    for text in [
        "ftp://gitlab.example.com",
        "git lab",
        "https://[::1]/",
        "https://alice:se/cret@gitlab.example.com",
        "https://gitlab.example.com/@alice",
        "https://alice:@",
        "bücher.example",
    ] {
        gitlab(text, None);
    }
}

#[test]
fn labels_are_there_in_both_languages() {
    let form = changed(
        right(),
        &[
            ("proxies", "https://a:1"),
            ("username", "A\\b"),
            ("domain", ""),
        ],
    );
    let fixes = form::read(&form)
        .problems
        .into_iter()
        .flat_map(|problem| problem.fixes);
    let labels: Vec<_> = fixes
        .map(|fix| fix.label.pick(Lang::Ja).to_owned())
        .collect();
    assert_eq!(
        labels,
        ["`a:1` に直す", "ドメイン `A` とユーザー名 `b` に分ける"]
    );
}

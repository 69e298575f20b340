//! A file of the host at the desk where files are merged: it becomes what the command makes of it,
//! byte for byte.

use browser_tests::command::merged;
use browser_tests::forms::{Form, GUIDE};
use browser_tests::hand::Hand;
use browser_tests::page::paper;
use browser_tests::{DESK, Page, TELEPHONE, for_each_page, wait};
use serde_json::json;

#[test]
fn merging() {
    for_each_page!(
        a_link_leads_there,
        a_file_becomes_what_the_command_makes_of_it,
        every_byte_of_an_opened_file_is_kept,
        runners_are_chosen,
        what_cannot_be_merged_says_why,
    );
}

const MERGE: &str = "nav.desks a[href='#see=merge']";
pub(crate) const AREA: &str = "#existing";

pub(crate) const TOML: &str = "concurrent = 4 # as before\n\n[[runners]]\n  name = \"build\"\n  \
    url = \"https://gitlab.corp.example/\"\n  token = \"glrt-t1CanaryToken0\"\n  \
    executor = \"docker\"\n  environment = [\"HTTP_PROXY=10.9.8.7:1\", 'LANG=C.UTF-8']\n  \
    [runners.docker]\n    image = \"alpine\"\n\n[[runners]]\n  name = \"shell\"\n  \
    url = \"https://gitlab.corp.example/\"\n  token = \"x\"\n  executor = \"shell\"\n";

/// Files by their name, each of another kind, with the kind as a person would choose it where the
/// name does not tell.
pub(crate) const FILES: [(&str, &str, Option<&str>); 6] = [
    ("config.toml", TOML, None),
    ("daemon.json", "{\n\t\"log-driver\": \"local\"\n}", None),
    (
        "docker.json",
        "{ \"auths\": { \"r.corp.example\": { \"auth\": \"YTpi\" } } }\n",
        Some("docker-config.json"),
    ),
    (
        "cntlm.conf",
        "# ours\nUsername  bob\nPassword  Zx7CanaryPw9\nProxy  old:8080\nAllow 127.0.0.1",
        None,
    ),
    (
        "proxy.conf",
        "[Service]\nEnvironment=HTTP_PROXY=http://old:1 A=b\n",
        Some("docker-drop-in"),
    ),
    (
        "override.conf",
        "[Service]\n# ours\nEnvironment=A=b\n",
        Some("runner-drop-in"),
    ),
];

pub(crate) fn open(page: &Page, hand: Hand) {
    hand.turn_to_papers(page);
    hand.press(page, MERGE);
    page.wait_for(AREA);
}

/// Opens a file with the button, as far as a test can press it.
pub(crate) fn open_file(page: &Page, name: &str, bytes: &[u8]) {
    let body = "const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(arguments[1])], arguments[0]));
        const input = document.querySelector('#existing-file');
        input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.browser.run(body, &[json!(name), json!(bytes)]);
    let shown = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    // A longer one is read without standing there.
    match bytes.len() > 190_000 {
        true => page.wait_for("#merge > p"),
        false => wait::until_equal(name, &shown, || page.value(AREA)),
    };
}

pub(crate) fn say_kind(page: &Page, hand: Hand, kind: &str) {
    let css = format!("[id='kind-{kind}']");
    match hand {
        Hand::Mouse => page.browser.click(&css),
        Hand::Keys => {
            hand_to_kinds(page);
            page.browser.run(
                "document.querySelector(arguments[0]).focus()",
                &[json!(css)],
            );
            page.browser.press(' ');
        }
    }
    wait::until(kind, || {
        (page.count(&format!("{css}:checked")) == 1).then_some(())
    });
}

/// Keys come to a group of radio buttons at its first or its chosen one.
fn hand_to_kinds(page: &Page) {
    browser_tests::hand::tab_to(page, "input[name=kind]");
}

fn copied(page: &Page, hand: Hand, button: usize) -> String {
    page.mark_clipboard();
    let before = page.clipboard();
    hand.press(
        page,
        &format!(".taking > :nth-child({button}) .copy-merged"),
    );
    wait::until("a copy", || {
        Some(page.clipboard()).filter(|text| *text != before)
    })
}

/// What the page says of a file, as `inspect` would.
fn findings(page: &Page) -> Vec<[String; 2]> {
    let list = page.browser.eval(
        "[...document.querySelectorAll('.findings li')].map((item) =>
             [...item.querySelectorAll('p')].map((p) => p.textContent))",
    );
    serde_json::from_value(list).expect("reasons and cures")
}

fn a_file_becomes_what_the_command_makes_of_it(page: &Page) {
    page.allow_reading_the_clipboard();
    let forms: [Form; 2] = [
        &[GUIDE, &[("dind", "tls"), ("daemon", "daemon-json")]].concat(),
        &[("daemon", "drop-in"), ("no-proxy", ".corp.example")],
    ];
    let mut all: Vec<(&str, &str)> = Vec::new();
    let mut compared = 0;
    for (form, hand, size, lang) in [
        (forms[0], Hand::Mouse, DESK, "en"),
        (forms[1], Hand::Keys, TELEPHONE, "ja"),
    ] {
        page.browser.show(DESK, "light");
        page.fill(form);
        all.extend(form);
        page.browser.show(size, "light");
        page.speak(lang);
        open(page, hand);
        for (name, text, kind) in FILES {
            open_file(page, name, text.as_bytes());
            if let Some(kind) = kind {
                say_kind(page, hand, kind);
            }
            let expected = merged(
                &page.machine,
                &all,
                (name, text.as_bytes()),
                kind,
                &[],
                lang,
            );
            let what = format!("{name}, {lang}");
            wait::until_equal(&what, &expected.findings, || findings(page));
            if expected.new == text.as_bytes() {
                wait::until(&what, || (page.count(".desk .nothing") == 1).then_some(()));
                assert_eq!(page.count(".taking"), 0, "{what}");
                continue;
            }
            page.wait_for(".taking");
            let (called, bytes) = page.download("#download-merged");
            assert_eq!((&*called, bytes), (name, expected.new.clone()), "{what}");
            let new = String::from_utf8(expected.new).expect("UTF-8");
            assert_eq!(copied(page, hand, 1), new, "{what}");
            assert_eq!(copied(page, hand, 2), expected.patch, "{what}");
            compared += 1;
        }
    }
    page.browser.show(DESK, "light");
    println!("{compared} files are the command's");
    assert!(compared >= 9, "{compared}");
}

fn every_byte_of_an_opened_file_is_kept(page: &Page) {
    page.fill(GUIDE);
    open(page, Hand::Mouse);
    let files: [(&str, &[u8]); 3] = [
        (
            "config.toml",
            &["\u{feff}", &TOML.replace('\n', "\r\n"), "# é日本"]
                .concat()
                .into_bytes(),
        ),
        ("cntlm.conf", b"# J\xf6rg \x80\r\nUsername x\r\nDomain y"),
        (
            "cntlm.conf",
            "# Jörg 日本\nUsername x\nDomain y\n".as_bytes(),
        ),
    ];
    for (name, bytes) in files {
        open_file(page, name, bytes);
        page.wait_for(".taking");
        let expected = merged(&page.machine, GUIDE, (name, bytes), None, &[], "en");
        let (_, new) = page.download("#download-merged");
        assert!(new == expected.new, "{name}: {new:?}");
        let copyable = name == "config.toml";
        assert_eq!(
            page.count(".copy-merged:enabled"),
            if copyable { 2 } else { 0 }
        );
        assert_eq!(page.count("#merge-reason"), u64::from(!copyable));
    }
    // What a paste has lost is not guessed.
    Hand::Mouse.paste(page, AREA, "# Jörg\nUsername x\nDomain y\n");
    wait::until("a reason", || {
        page.text("#merge").contains("Open the file").then_some(())
    });
    assert_eq!(page.count(".taking"), 0);
}

fn runners_are_chosen(page: &Page) {
    let form = [GUIDE, &[("dind", "tls")]].concat();
    page.fill(&form);
    open(page, Hand::Mouse);
    open_file(page, "config.toml", TOML.as_bytes());
    let names = page.texts(".runners label");
    assert!(
        names[0].starts_with("build, docker, https://gitlab.corp.example/ (line 3)"),
        "{names:?}"
    );
    assert!(!names.join("").contains("glrt"), "{names:?}");
    let expect = |options: &[&str]| {
        let file = ("config.toml", TOML.as_bytes());
        let expected = merged(&page.machine, &form, file, None, options, "en");
        let (_, new) = page.download("#download-merged");
        let (new, expected) = (String::from_utf8(new), String::from_utf8(expected.new));
        assert_eq!(new, expected, "{options:?}");
    };
    expect(&[]);
    // What was chosen for one host is not for another one.
    for button in ["#runner-1", "#merge-dind"] {
        page.browser.click(button);
        wait::until_equal(button, &1, || page.count(&format!("{button}:checked")));
    }
    Hand::Mouse.paste(
        page,
        AREA,
        &TOML.replace("\"shell\"\n  url", "\"other\"\n  url"),
    );
    wait::until_equal("another host", &0, || {
        page.count(":is(#runner-1, #merge-dind):checked")
    });
    open_file(page, "config.toml", TOML.as_bytes());
    expect(&[]);
    for (hand, button, options) in [
        (
            Hand::Mouse,
            "#runner-1",
            &["--runner", "build", "--runner", "shell"][..],
        ),
        (
            Hand::Mouse,
            "#merge-dind",
            &[
                "--runner",
                "build",
                "--runner",
                "shell",
                "--docker-in-docker",
            ],
        ),
        (
            Hand::Keys,
            "#runner-0",
            &["--runner", "shell", "--docker-in-docker"],
        ),
    ] {
        match hand {
            Hand::Mouse => page.browser.click(button),
            Hand::Keys => {
                browser_tests::hand::tab_to(page, button);
                page.browser.press(' ');
            }
        }
        let taken = options
            .iter()
            .filter(|option| **option == "--runner")
            .count() as u64;
        wait::until_equal(button, &taken, || page.count("[id^=runner-]:checked"));
        expect(options);
    }
    page.browser.click("#runner-1");
    wait::until("no runner", || {
        page.text(".desk")
            .contains("No runner is chosen")
            .then_some(())
    });
    assert_eq!(page.count(".taking"), 0);
}

fn what_cannot_be_merged_says_why(page: &Page) {
    page.fill(GUIDE);
    open(page, Hand::Mouse);
    let cases = [
        (
            "config.toml",
            "[[runners]]\nname = \"a\nb = 1\n",
            "Line 2, column 10:",
        ),
        ("daemon.json", "{\n  \"a\": 1,\n}", "Line 3, column 1:"),
        ("daemon.json", "{ \"log-driver\": \"local\" }", "not needed"),
        ("notes.txt", "All is well.", "Nothing known"),
        ("x.conf", "[Service]\nEnvironment=A=b\n", "of which service"),
        (
            "x.txt",
            "root@host:~# cat /etc/cntlm.conf\nUsername a\nDomain b\n",
            "No file to merge",
        ),
        (
            "config.toml",
            "[[runners]]\nname = \"a\"\nexecutor = \"docker\"\nenvironment = \"A=b\"\n[runners.docker]\n",
            "at line 1 cannot be merged",
        ),
    ];
    for (name, text, says) in cases {
        open_file(page, name, text.as_bytes());
        wait::until(says, || page.text("#merge").contains(says).then_some(()));
        assert_eq!(page.count(".taking"), 0, "{name}");
    }
    // More than any such file has is not read at all.
    let body = "const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(300000)], 'config.toml'));
        const input = document.querySelector('#existing-file');
        input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    page.browser.run(body, &[]);
    wait::until("too long", || {
        page.text("#existing-said")
            .contains("larger than 250 kB")
            .then_some(())
    });
    assert_eq!(page.value(AREA), "");
    assert_eq!(page.text("#merge"), "");
}

/// From every file that the host may have, and from no other, a link leads there.
fn a_link_leads_there(page: &Page) {
    page.fill(&[GUIDE, &[("dind", "tls")]].concat());
    page.wait_for(".to-merge");
    let mut with = Vec::new();
    for path in page.papers().into_keys() {
        if page.count(&format!("{} .to-merge", paper(&path))) > 0 {
            with.push(path);
        }
    }
    let expected = [
        "host/etc/cntlm.conf",
        "host/etc/systemd/system/docker.service.d/http-proxy.conf",
        "host/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf",
        "host/root/.docker/config.json",
        "paste/config.toml",
    ];
    assert_eq!(with, expected);
    page.choose("paste/config.toml");
    page.browser
        .click(&format!("{} .to-merge a", paper("paste/config.toml")));
    page.wait_for(AREA);
    assert_eq!(page.value("#field-username"), "testuser");
}

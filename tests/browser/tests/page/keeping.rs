//! What is kept and what is not: answers as a file, looks and language in the browser, and no
//! password anywhere once the page is left.

use browser_tests::folder::Folder;
use browser_tests::forms::{GUIDE, PASSWORD};
use browser_tests::hand::tab_to;
use browser_tests::page::string;
use browser_tests::server::{Server, Site};
use browser_tests::{DESK, Page, for_each_page, wait};
use serde_json::{Value, json};
use std::fs;
use thirtyfour::Key;

#[test]
fn answers() {
    for_each_page!(
        answers_are_saved_without_the_password,
        answers_are_opened,
        what_is_no_form_changes_nothing,
        a_key_opens_the_chooser,
        leaving_forgets_the_password,
        a_password_sits_in_no_form,
    );
}

#[test]
fn looks() {
    for_each_page!(
        the_theme_is_the_systems_until_one_is_chosen,
        the_language_is_remembered_once_it_is_chosen,
        nothing_moves_for_who_wants_no_motion,
    );
}

const MORE: [(&str, &str); 3] = [
    ("dind", "socket"),
    ("no-proxy", ".corp.example\nregistry.corp.example"),
    ("gitlab", "https://gitlab.corp.example:8443"),
];

fn answers_are_saved_without_the_password(page: &Page) {
    // Also what is no right answer is kept as it was typed.
    let more = [
        &MORE[..],
        &[("docker0", "0123 \"\\%26 ü 日本"), ("port", "1.10")],
    ]
    .concat();
    page.fill(&[GUIDE, &more].concat());
    let (name, bytes) = page.download("#save-form");
    assert_eq!(name, "form.json");
    let saved: Value = serde_json::from_slice(&bytes).expect("JSON");
    let all = GUIDE
        .iter()
        .chain(&more)
        .filter(|(name, _)| *name != "password");
    let expected: serde_json::Map<_, _> = all
        .map(|(name, answer)| ((*name).to_owned(), json!(answer)))
        .collect();
    assert_eq!(saved, Value::Object(expected));
    // An empty form is one, too.
    page.browser.click("#reset");
    let (_, bytes) = page.download("#save-form");
    assert_eq!(
        serde_json::from_slice::<Value>(&bytes).ok(),
        Some(json!({}))
    );
}

/// Chooses a file with this content, which is there as long as what this gives.
#[must_use]
fn open(page: &Page, content: &[u8]) -> Folder {
    let folder = Folder::new();
    let file = folder.path().join("form.json");
    fs::write(&file, content).expect("a folder of ours");
    page.browser
        .type_into("#form-file", file.display().to_string());
    folder
}

fn answers_are_opened(page: &Page) {
    page.fill(&[("domain", "other"), ("port", "3129")]);
    let form: serde_json::Map<_, _> = GUIDE
        .iter()
        .chain(&MORE)
        .map(|(name, answer)| ((*name).to_owned(), json!(answer)))
        .collect();
    let bytes = Value::Object(form).to_string();
    let _file = open(page, bytes.as_bytes());
    wait::until_equal("opened", &"corp-uk".to_owned(), || {
        page.value("#field-domain")
    });
    assert_eq!(
        page.value("#field-port"),
        "",
        "what the file does not say is not answered"
    );
    assert_eq!(page.text("#status"), "The answers are open.");
    page.expect_files("from a file", &[GUIDE, &MORE].concat(), "en");
}

fn what_is_no_form_changes_nothing(page: &Page) {
    page.fill(GUIDE);
    let files = page.papers();
    let large = vec![b' '; 1_000_001];
    let cases: [(&[u8], &str, &str); 6] = [
        (b"<html>", "#told", "line 1, column 1"),
        (b"{\"port\": 3128}", "#told", "The value is not text"),
        (b"{\"hort\": \"3128\"}", "#told", "no field of this name"),
        (
            b"{\"port\": \"1\", \"port\": \"2\"}",
            "#told",
            "answered twice",
        ),
        (b"[\"port\"]", "#told", "line 1"),
        (&large, "#status", "larger than any form.json"),
    ];
    for (content, place, words) in cases {
        let _file = open(page, content);
        wait::until(words, || page.text(place).contains(words).then_some(()));
        assert!(page.papers() == files, "{words}");
        assert_eq!(page.value("#field-password"), PASSWORD);
    }
    // The same file can be chosen once more, and a right one puts an end to the complaints.
    page.browser.click("#dismiss");
    let _file = open(page, b"<html>");
    page.wait_for("#told li");
    let _file = open(page, b"{}");
    wait::until_equal("nothing to tell", &0, || page.count("#told li"));
}

/// The control of the browser is out of sight; our button opens its chooser.
fn a_key_opens_the_chooser(page: &Page) {
    page.browser.run(
        "document.querySelector('#form-file').addEventListener('click', (event) => {
             event.preventDefault();
             window.asked = (window.asked ?? 0) + 1;
         });",
        &[],
    );
    tab_to(page, "#open-form");
    page.browser.press(Key::Enter);
    page.browser.press(" ");
    wait::until_equal("twice", &json!(2), || page.browser.eval("window.asked"));
}

/// Back from another page, be it out of the browser's memory, nobody finds a password.
fn leaving_forgets_the_password(page: &Page) {
    let elsewhere = Server::start(Site {
        base: "/".into(),
        ..Site::default()
    });
    let elsewhere = format!("{}/elsewhere", elsewhere.origin());
    page.fill(&[GUIDE, &[("port", "3129")]].concat());
    let mark = "window.mark = true; addEventListener('pageshow', (event) => { window.back = event.persisted; });";
    page.browser.run(mark, &[]);
    page.browser.go(&elsewhere);
    page.browser.back();
    page.wait_until_ready();
    assert_eq!(
        page.browser.eval("[window.mark, window.back]"),
        json!([true, true]),
        "out of memory"
    );
    wait::until_equal("no password", &String::new(), || {
        page.value("#field-password")
    });
    assert_eq!(page.value("#field-username"), "testuser");
    page.wait_for("#problems-password li");
    // Nor is it found in what can be taken back.
    for _ in 0..3 {
        page.browser.click("#undo");
        assert_eq!(page.value("#field-password"), "");
    }
    for _ in 0..3 {
        page.browser.click("#redo");
        assert_eq!(page.value("#field-password"), "");
    }
    // And once more by a way on which the page is loaded anew.
    page.fill(&[("password", PASSWORD)]);
    let whole = "location.hash.endsWith('&port=3129')";
    wait::until_equal("the address", &json!(true), || page.browser.eval(whole));
    page.browser.run("location.reload();", &[]);
    wait::until_equal("loaded anew", &json!(false), || {
        page.browser.eval("'mark' in window")
    });
    page.wait_until_ready();
    assert_eq!(page.value("#field-password"), "");
    assert_eq!(
        page.value("#field-username"),
        "testuser",
        "the address has the rest"
    );
}

/// What sits in no form cannot be submitted, and no browser offers to store it.
fn a_password_sits_in_no_form(page: &Page) {
    assert_eq!(page.browser.eval("document.forms.length"), 0);
    page.fill(GUIDE);
    let url = page.browser.eval("location.pathname + location.search");
    page.browser.run("window.mark = true;", &[]);
    page.browser.type_into("#field-password", Key::Enter + "");
    page.browser.click("#show-password");
    page.browser.type_into("#field-password", Key::Enter + "");
    page.browser.settle("new Promise(requestAnimationFrame)");
    assert_eq!(page.browser.eval("window.mark"), true);
    assert_eq!(
        page.browser.eval("location.pathname + location.search"),
        url
    );
    let field = "#field-password[autocomplete=off][data-lpignore=true][data-bwignore=true]";
    assert_eq!(page.count(field), 1);
}

fn is_dark(page: &Page) -> bool {
    let background = "getComputedStyle(document.documentElement).backgroundColor";
    match string(&page.browser.eval(background)).as_str() {
        "rgb(244, 244, 247)" => false,
        "rgb(21, 20, 27)" => true,
        other => {
            assert_eq!(other, "", "no colour of ours");
            false
        }
    }
}

fn stored(page: &Page) -> Value {
    page.browser.eval("({ ...localStorage })")
}

fn the_theme_is_the_systems_until_one_is_chosen(page: &Page) {
    let by_system = |expected: [bool; 2], when: &str| {
        for (scheme, dark) in [("light", expected[0]), ("dark", expected[1])] {
            page.browser.show(DESK, scheme);
            wait::until_equal(when, &dark, || is_dark(page));
        }
    };
    by_system([false, true], "the system's");
    assert_eq!(stored(page), json!({}), "nothing is stored unasked");
    page.browser.click("#theme-dark");
    by_system([true, true], "dark by choice");
    assert_eq!(stored(page), json!({ "runner-proxy-theme": "dark" }));
    page.come_back();
    assert_eq!(page.count("#theme-dark:checked"), 1);
    by_system([true, true], "dark on the next visit");
    page.browser.click("#theme-light");
    page.come_back();
    by_system([false, false], "light on the next visit");
    tab_to(page, "#theme-light");
    page.browser.press(Key::Up);
    wait::until_equal("the arrow chooses", &1, || {
        page.count("#theme-system:checked")
    });
    page.come_back();
    by_system([false, true], "the system's again");
}

fn the_language_is_remembered_once_it_is_chosen(page: &Page) {
    page.fill(&[("username", "alice")]);
    page.speak("ja");
    assert_eq!(stored(page), json!({ "runner-proxy-lang": "ja" }));
    page.come_back();
    assert_eq!(page.browser.eval("document.documentElement.lang"), "ja");
    assert_eq!(page.count("#lang-ja:checked"), 1);
    assert_eq!(page.text("#download-all"), "すべてダウンロード");
    // What was stored by somebody else is no language, and no theme.
    let wrong = "localStorage.setItem('runner-proxy-lang', 'x'); localStorage.setItem('runner-proxy-theme', 'x');";
    page.browser.run(wrong, &[]);
    page.come_back();
    assert_eq!(page.browser.eval("document.documentElement.lang"), "en");
    assert_eq!(page.count("#theme-system:checked"), 1);
}

/// The tests themselves want none, so that nothing is measured in between.
fn nothing_moves_for_who_wants_no_motion(page: &Page) {
    let moving = "[...document.querySelectorAll('*')].filter((element) => {
        const style = getComputedStyle(element);
        return style.transitionDuration !== '0s' || style.animationName !== 'none'
            || style.scrollBehavior !== 'auto';
    }).length";
    assert_eq!(page.browser.eval(moving), 0);
}

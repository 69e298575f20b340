//! What a host prints, and files that came from here, are read into answers.

use crate::merge::{AREA, open, open_file};
use browser_tests::forms::{GUIDE, PASSWORD};
use browser_tests::hand::Hand;
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, wait, with_page};

#[test]
fn what_a_host_prints() {
    with_page(what_a_host_prints_becomes_answers);
}

fn what_a_host_prints_becomes_answers(page: &Page) {
    page.fill(&[("proxies", "10.0.0.41:8080"), ("username", "testuser")]);
    for (hand, size, lang, address) in [
        (Hand::Mouse, DESK, "en", "172.18.0.1"),
        (Hand::Keys, TELEPHONE, "ja", "172.19.0.1"),
    ] {
        page.browser.show(size, "light");
        page.speak(lang);
        open(page, hand);
        let printed = format!(
            "root@host:~# cat /etc/cntlm.conf\nUsername alice\nDomain CORP\nPassword {PASSWORD}\n\
             Proxy proxy.corp.example:8080\nListen {address}:3128\n"
        );
        hand.paste(page, AREA, &printed);
        page.wait_for(".answers");
        if page.count(".answers[open]") == 0 {
            hand.press(page, ".answers summary");
        }
        page.wait_for("#take-answers");
        let shown = page.text(".answers");
        assert!(!shown.contains(PASSWORD), "{shown}");
        // What would replace an answer is asked about first.
        let user = "#answer-username";
        if lang == "en" {
            assert_eq!(page.count(&format!("{user}:not(:checked)")), 1);
            assert_eq!(page.count("#answer-domain:checked"), 1);
            page.browser.click(user);
            wait::until_equal("asked", &1, || page.count(&format!("{user}:checked")));
            page.browser.click("#answer-proxies");
        } else {
            assert_eq!(page.count("#answer-docker0:not(:checked)"), 1);
            browser_tests::hand::tab_to(page, "#answer-docker0");
            page.browser.press(' ');
        }
        hand.press(page, "#take-answers");
        wait::until_equal("written", &address.to_owned(), || {
            page.value("#field-docker0")
        });
    }
    page.browser.show(DESK, "light");
    page.speak("en");
    let values = ["username", "domain", "password", "proxies"]
        .map(|name| page.value(&format!("#field-{name}")));
    assert_eq!(
        values,
        ["alice", "CORP", PASSWORD, "proxy.corp.example:8080"]
    );
    assert!(!string(&page.browser.eval("location.href")).contains(PASSWORD));
    // One step takes it back.
    page.browser.click("#undo");
    wait::until_equal("taken back", &"172.18.0.1".to_owned(), || {
        page.value("#field-docker0")
    });
}

#[test]
fn our_own_files_give_the_form_back() {
    let form = [
        GUIDE,
        &[
            ("gitlab", "https://gitlab.corp.example"),
            ("gitlab-route", "direct"),
            ("no-proxy", ".corp.example\nregistry"),
            ("dind", "tls"),
            ("client-config", "pre-build-script"),
            ("port", "3199"),
            ("docker0", "172.18.0.1"),
        ],
    ]
    .concat();
    with_page(|page| {
        let tree = page.render(&form, "en");
        let pasted: String = browser_tests::command::texts(&tree)
            .iter()
            .filter(|(path, _)| *path != "README.md")
            .map(|(path, text)| format!("==> {path} <==\n{text}\n"))
            .collect();
        open(page, Hand::Mouse);
        // As a file: what types a long text into an area in a test does so line by line.
        open_file(page, "all.txt", pasted.as_bytes());
        page.wait_for(".answers");
        if page.count(".answers[open]") == 0 {
            page.browser.click(".answers summary");
        }
        page.browser.click("#take-answers");
        // A hash cannot be turned back.
        page.fill(&[("password", PASSWORD)]);
        page.expect_files("read back", &form, "en");
    });
}

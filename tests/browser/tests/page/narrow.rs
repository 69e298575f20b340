//! On a telephone: one group of questions at a time, the files at any time, and never a page
//! without end.

use browser_tests::forms::GUIDE;
use browser_tests::hand::Hand;
use browser_tests::{Page, TELEPHONE, for_each_page, wait};

#[test]
fn telephone() {
    for_each_page!(
        one_group_at_a_time,
        the_files_are_one_press_away,
        nothing_is_too_long_or_too_wide,
    );
}

/// The most that a page may be high, in CSS pixels.
const HIGHEST: u64 = 9_000;

/// Which groups a person sees, by the names of their first questions.
fn groups(page: &Page) -> Vec<String> {
    let seen = page.browser.eval(
        "[...document.querySelectorAll('.group')].filter((group) => group.checkVisibility())
             .map((group) => group.getAttribute('aria-labelledby'))",
    );
    let seen = seen.as_array().cloned().unwrap_or_default();
    seen.iter().map(browser_tests::page::string).collect()
}

fn focus(page: &Page) -> String {
    browser_tests::page::string(&page.browser.eval("document.activeElement.id"))
}

fn one_group_at_a_time(page: &Page) {
    page.browser.show(TELEPHONE, "light");
    let order = [
        "group-route",
        "group-username",
        "group-cntlm",
        "group-gitlab",
        "group-dind",
    ];
    for hand in [Hand::Mouse, Hand::Keys] {
        for (number, id) in order.into_iter().enumerate() {
            assert_eq!(groups(page), [id]);
            assert!(!page.shows("#papers"));
            // The heading of the next group is where reading goes on, below nothing that covers it.
            hand.press(page, ".group.current .next");
            let next = order.get(number + 1).copied().unwrap_or("papers");
            wait::until_equal("the focus", &next.to_owned(), || focus(page));
            assert_eq!(
                page.browser
                    .eval("document.activeElement.getBoundingClientRect().top >= 0"),
                true
            );
        }
        assert_eq!(groups(page), Vec::<String>::new());
        assert!(page.shows("#papers"));
        hand.press(page, "#turn");
        assert_eq!(groups(page), ["group-route"]);
    }
    hand_back(page, &order);
}

/// Back leads through the same groups, and there is none before the first.
fn hand_back(page: &Page, order: &[&str]) {
    let last = ".group.current .next";
    for _ in 1..order.len() {
        page.browser.click(last);
    }
    for id in order.iter().rev().skip(1) {
        page.browser.click(".group.current .turn button:not(.next)");
        wait::until_equal("the focus", &(*id).to_owned(), || focus(page));
        assert_eq!(groups(page), [*id]);
    }
    assert_eq!(page.count(".group.current .turn button:not(.next)"), 0);
}

fn the_files_are_one_press_away(page: &Page) {
    page.browser.show(TELEPHONE, "dark");
    for group in 0..page.count(".group") {
        page.browser.click("#turn");
        assert!(page.shows("#papers"), "from group {group}");
        assert!(page.shows("article.paper h3"));
        page.browser.click("#turn");
        for _ in 0..=group {
            page.browser.click(".group.current .next");
        }
    }
    // The link for those who skip the questions does the same.
    page.reload();
    page.browser.press(thirtyfour::Key::Tab);
    assert_eq!(
        page.browser.eval("document.activeElement.className"),
        "skip"
    );
    page.browser.press(thirtyfour::Key::Enter);
    wait::until_equal("the focus", &"papers".to_owned(), || focus(page));
    assert_eq!(
        page.browser.eval("location.hash"),
        "",
        "the address is the form's"
    );
}

/// The longest form that people have: every question, problems, long lists, a peeled line.
fn nothing_is_too_long_or_too_wide(page: &Page) {
    let hosts: Vec<_> = (0..20)
        .map(|n| format!("registry-{n}.department.corp.example"))
        .collect();
    let hosts = hosts.join("\n");
    page.fill(GUIDE);
    page.fill(&[
        ("dind", "tls"),
        ("client-config", "pre-build-script"),
        (
            "gitlab",
            "https://gitlab-with-a-long-name.department.corp.example:8443",
        ),
        ("no-proxy", &hosts),
        ("port", "65536"),
        (
            "username",
            "CORP-UK\\a.very.long.name.without.any.blank.in.it@department.corp.example",
        ),
    ]);
    for lang in ["en", "ja"] {
        page.speak(lang);
        page.browser.show(TELEPHONE, "light");
        for group in 0..page.count(".group") {
            expect_size(page, &format!("{lang}, group {group}"));
            page.browser.click(".group.current .next");
        }
        for path in page.papers().keys() {
            page.choose(path);
            page.browser.run(
                "document.querySelectorAll('details').forEach((details) => { details.open = true; });
                 document.querySelector('.paper:not([hidden]) [data-line]')?.focus();",
                &[],
            );
            expect_size(page, &format!("{lang}, {path}"));
        }
        page.browser.click("nav.desks a[href='#see=no-proxy']");
        page.retype(
            "#see-host",
            "https://gitlab-with-a-long-name.department.corp.example",
        );
        page.wait_for(".verdicts");
        expect_size(page, &format!("{lang}, NO_PROXY"));
        page.browser.click("#keys");
        page.wait_for("dialog[open]");
        expect_size(page, &format!("{lang}, the list of keys"));
        page.browser.click("#help-close");
        page.browser.click("#turn");
    }
}

#[track_caller]
fn expect_size(page: &Page, what: &str) {
    let size = page.browser.eval(
        "[document.documentElement.scrollHeight,
          ...[document.documentElement, document.body, ...document.querySelectorAll('main *, dialog *')]
              .filter((element) => element.checkVisibility() && !element.closest('pre, .unseen')
                  && element.getBoundingClientRect().right > innerWidth + 0.5)
              .map((element) => element.outerHTML.slice(0, 150))]",
    );
    let height = size[0].as_u64().unwrap_or(u64::MAX);
    assert!(height <= HIGHEST, "{what}: {height} high");
    let wide = size.as_array().map_or(0, Vec::len);
    assert_eq!(wide, 1, "{what}: {size}");
    // What is in sight alone would miss what lies beyond.
    let beyond = "document.documentElement.scrollWidth > innerWidth";
    assert_eq!(page.browser.eval(beyond), false, "{what}");
}

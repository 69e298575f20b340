//! GitLab's guide on the page: every chapter linked, found, and with the reader's own values, and no
//! secret, also on paper.

use browser_tests::forms::{GUIDE, NASTY, PASSWORD};
use browser_tests::hand::{Hand, tab_to};
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, for_each_page, wait};
use serde_json::json;

#[test]
fn guide() {
    for_each_page!(
        every_chapter_has_a_link,
        words_are_found_in_all_chapters,
        values_are_the_readers_and_secrets_nobodys,
        a_chapter_leads_on,
        it_is_printed_when_it_is_on_show,
    );
}

const OPEN: &str = "nav.desks a[href='#see=guide']";

const SLUGS: [&str; 10] = [
    "overview",
    "cntlm",
    "docker0",
    "docker",
    "gitlab-runner",
    "containers",
    "docker-in-docker",
    "rate-limits",
    "no-proxy",
    "alternatives",
];

fn open(page: &Page, hand: Hand) {
    hand.turn_to_papers(page);
    hand.press(page, OPEN);
    page.wait_for(".chapter");
}

fn link(slug: &str) -> String {
    format!("#chapters a[href='#see=guide/{slug}']")
}

fn on_show(page: &Page) -> String {
    let shown = "[...document.querySelectorAll('.chapter')]
        .filter((chapter) => chapter.checkVisibility()).map((chapter) => chapter.dataset.chapter).join()";
    string(&page.browser.eval(shown))
}

#[track_caller]
fn expect_chapter(page: &Page, slug: &str) {
    let seen = || {
        let focus = string(&page.browser.eval("document.activeElement.id"));
        [on_show(page), focus]
    };
    wait::until_equal(
        "the chapter",
        &[slug.to_owned(), format!("see-guide-{slug}")],
        seen,
    );
}

fn every_chapter_has_a_link(page: &Page) {
    page.fill(&[("username", "testuser")]);
    for (hand, size, lang) in [(Hand::Mouse, DESK, "en"), (Hand::Keys, TELEPHONE, "ja")] {
        page.browser.show(size, "light");
        page.speak(lang);
        open(page, hand);
        assert_eq!(on_show(page), SLUGS[0]);
        let links = page.browser.eval(
            "[...document.querySelectorAll('#chapters a')].map((a) => a.getAttribute('href').slice(11))",
        );
        assert_eq!(links, json!(SLUGS));
        for slug in SLUGS {
            let title = page.text(&link(slug));
            hand.press(page, &link(slug));
            expect_chapter(page, slug);
            assert_eq!(page.text(".chapter h3"), title);
            assert_eq!(page.count("#chapters [aria-current]"), 1);
            let address = json!(format!("#see=guide/{slug}&username=testuser"));
            wait::until_equal("the address", &address, || {
                page.browser.eval("location.hash")
            });
        }
        page.browser.back();
        expect_chapter(page, "no-proxy");
    }
    page.browser.show(DESK, "light");
    // In another visit, with answers beside it.
    page.come_back_by("see=guide/docker0&docker0=172.18.0.1&port=8899");
    expect_chapter(page, "docker0");
    assert!(page.text(".chapter").contains("172.18.0.1:8899"));
    // Headings have no gaps.
    let levels = "[...document.querySelectorAll('.papers :is(h2, h3, h4)')]
        .filter((h) => h.checkVisibility()).map((h) => Number(h.localName[1]))";
    let levels = page.browser.eval(levels);
    let levels: Vec<u64> = levels
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|l| l.as_u64())
        .collect();
    assert!(
        levels.windows(2).all(|two| two[1] <= two[0] + 1),
        "{levels:?}"
    );
}

fn search(page: &Page, words: &str) {
    page.retype("#guide-search", words);
}

fn found(page: &Page) -> Vec<String> {
    let found = page.browser.eval(
        "[...document.querySelectorAll('#chapters a')].map((a) => a.getAttribute('href').slice(11))",
    );
    found.as_array().into_iter().flatten().map(string).collect()
}

fn words_are_found_in_all_chapters(page: &Page) {
    open(page, Hand::Mouse);
    let said = || page.text(".guide [role=status]").trim().to_owned();
    assert_eq!(said(), "");
    search(page, "ntlm_Credentials");
    let only = vec!["alternatives".to_owned()];
    wait::until_equal("the chapters", &only, || found(page));
    assert_eq!(said(), "1 chapter has them.");
    // The result says where, and leads there, where the words are marked.
    assert_eq!(page.text("#chapters mark"), "NTLM_CREDENTIALS");
    page.browser.click(&link("alternatives"));
    expect_chapter(page, "alternatives");
    assert!(page.count(".chapter mark") > 0);
    search(page, "dockerd systemd");
    wait::until("several", || (found(page).len() > 1).then_some(()));
    assert!(said().ends_with("chapters have them."), "{}", said());
    search(page, "zzzz");
    wait::until_equal("none", &Vec::<String>::new(), || found(page));
    assert_eq!(said(), "No chapter has all of these words.");
    assert_eq!(on_show(page), "alternatives", "what is read stays");
    page.speak("ja");
    search(page, "ケルベロス");
    tab_to(page, "#guide-search");
    search(page, "Kerberos");
    wait::until("in Japanese", || {
        found(page)
            .contains(&"alternatives".to_owned())
            .then_some(())
    });
    search(page, "");
    wait::until_equal("all", &SLUGS.len(), || found(page).len());
    assert_eq!(page.count("mark"), 0);
}

fn values_are_the_readers_and_secrets_nobodys(page: &Page) {
    page.fill(GUIDE);
    page.fill(&[
        ("docker0", "172.18.0.1"),
        ("port", "8899"),
        ("no-proxy", "registry.corp.example"),
    ]);
    open(page, Hand::Mouse);
    let text = |slug: &str| {
        page.browser.click(&link(slug));
        expect_chapter(page, slug);
        page.text(".chapter")
    };
    assert!(text("docker0").contains("172.18.0.1:8899"));
    assert!(text("no-proxy").contains("registry.corp.example"));
    // Straight to the proxy its URL has the password in it, and here it has not.
    page.fill(&[
        ("route", "direct"),
        ("proxies", "10.0.0.41:8080"),
        ("password", NASTY),
    ]);
    for slug in SLUGS {
        let text = text(slug);
        for secret in [NASTY, PASSWORD, "%2520", "%24HOME"] {
            assert!(!text.contains(secret), "{slug} shows {secret}");
        }
        let open = [
            "{docker0}",
            "{port}",
            "{proxy}",
            "{no-proxy}",
            "{gitlab}",
            "{attempts}",
            "{retries}",
        ];
        assert!(
            !open.iter().any(|open| text.contains(open)),
            "{slug}: {text}"
        );
    }
    assert!(text("overview").contains("10.0.0.41:8080"));
}

fn a_chapter_leads_on(page: &Page) {
    page.fill(&[("dind", "tls")]);
    for (hand, lang) in [(Hand::Mouse, "en"), (Hand::Keys, "ja")] {
        page.speak(lang);
        open(page, hand);
        hand.press(page, &link("docker-in-docker"));
        expect_chapter(page, "docker-in-docker");
        hand.press(page, ".chapter li[data-path='paste/gitlab-ci.yml'] .open");
        wait::until_equal("the paper", &"paste/gitlab-ci.yml".to_owned(), || {
            page.on_show()
        });
        page.browser.back();
        expect_chapter(page, "docker-in-docker");
        hand.press(page, ".chapter a[href='#see=messages/dind-no-proxy']");
        page.wait_for(".card[data-failure=dind-no-proxy]");
        page.browser.back();
        hand.press(page, ".chapter a[href='#see=guide/docker0']");
        expect_chapter(page, "docker0");
    }
    // What says so opens elsewhere, and is told nothing.
    let links =
        "[...document.querySelectorAll('.chapter a[href^=http]')].map((a) => [a.rel, a.target,
        new URL(a.href).protocol].join())";
    let mut count = 0;
    for slug in SLUGS {
        page.browser.click(&link(slug));
        expect_chapter(page, slug);
        for one in page.browser.eval(links).as_array().into_iter().flatten() {
            assert_eq!(string(one), "noreferrer,_blank,https:");
            count += 1;
        }
        let differences = page.count(".differences > li");
        assert_eq!(page.count(".differences dt"), 3 * differences, "{slug}");
    }
    assert!(count > 20, "{count}");
}

/// What a print shows, as text; then the screen is shown again.
fn printed(page: &Page) -> String {
    let say = |event: &str| {
        page.browser
            .run("dispatchEvent(new Event(arguments[0]));", &[json!(event)])
    };
    say("beforeprint");
    page.browser
        .cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let text = string(&page.browser.eval("document.body.innerText"));
    page.browser.show(DESK, "light");
    say("afterprint");
    text
}

fn it_is_printed_when_it_is_on_show(page: &Page) {
    page.fill(GUIDE);
    open(page, Hand::Mouse);
    let titles = page.texts("#chapters a");
    assert_eq!(titles.len(), SLUGS.len());
    let text = printed(page);
    for title in &titles {
        assert!(text.contains(title.as_str()), "{title}");
    }
    assert!(
        !text.contains("PassNTLMv2   ") && !text.contains(PASSWORD),
        "no paper"
    );
    assert!(!text.contains("Search all chapters"));
    wait::until_equal("one again", &SLUGS[0].to_owned(), || on_show(page));
    // Elsewhere it is the papers that are printed, and no desk.
    for desk in ["files", "messages"] {
        page.browser
            .click(&format!("nav.desks a[href='#see={desk}']"));
        wait::until_equal("no chapter", &0, || page.count(".chapter"));
        let text = printed(page);
        assert!(
            text.contains("/etc/cntlm.conf") && text.contains("PassNTLMv2"),
            "{desk}: {text}"
        );
        assert!(
            !text.contains(&titles[3]) && !text.contains("All that is known here"),
            "{desk}"
        );
    }
}

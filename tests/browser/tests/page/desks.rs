//! The desks beside the files: how a person gets there and back, by mouse, by keys and by a link, and
//! that no answer is lost on the way.

use browser_tests::forms::{GUIDE, PASSWORD};
use browser_tests::hand::Hand;
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, for_each_page, wait};
use serde_json::json;

#[test]
fn desks() {
    for_each_page!(
        a_desk_is_one_press_away,
        on_a_telephone_as_well,
        a_link_names_a_desk_before_the_answers,
        a_link_within_the_page_keeps_the_answers,
        back_keeps_the_answers,
        a_link_to_nowhere_is_told,
        what_was_typed_stays_at_its_desk,
        the_files_are_printed_from_any_desk,
    );
}

const LINK: &str = "nav.desks a[href='#see=no-proxy']";
const FILES: &str = "nav.desks a[href='#see=files']";

fn fragment(page: &Page) -> String {
    string(&page.browser.eval("location.hash"))
}

#[track_caller]
fn expect_fragment(page: &Page, expected: &str) {
    wait::until_equal("the address", &expected.to_owned(), || fragment(page));
}

/// The desk on show, as the navigation, the heading and the focus say.
#[track_caller]
fn expect_desk(page: &Page, name: &str) {
    let seen = || {
        let current = page.attribute("nav.desks [aria-current=page]", "href");
        let heading = "[...document.querySelectorAll('#papers h2')]
            .filter((heading) => heading.checkVisibility()).map((heading) => heading.id).join()";
        let focus = page.browser.eval("document.activeElement.id");
        [current, string(&page.browser.eval(heading)), string(&focus)]
    };
    let id = format!("see-{name}");
    wait::until_equal(
        "the desk",
        &[format!("#{}", id.replace("see-", "see=")), id.clone(), id],
        seen,
    );
}

fn a_desk_is_one_press_away(page: &Page) {
    for hand in [Hand::Mouse, Hand::Keys] {
        for lang in ["en", "ja"] {
            page.speak(lang);
            hand.press(page, LINK);
            expect_desk(page, "no-proxy");
            assert!(!page.shows("article.paper"), "the papers are out of sight");
            assert_eq!(
                page.count("article.paper pre.text"),
                6,
                "but in the document"
            );
            hand.press(page, FILES);
            expect_desk(page, "files");
            assert!(page.shows("article.paper"));
            assert_eq!(page.count(".desk"), 0);
        }
    }
    // A key that chooses a paper shows it.
    page.browser.click(LINK);
    expect_desk(page, "no-proxy");
    page.browser.press("n");
    wait::until_equal("the next paper", &"host/etc/cntlm.conf".to_owned(), || {
        page.on_show()
    });
    assert_eq!(page.count(".desk"), 0);
}

fn on_a_telephone_as_well(page: &Page) {
    page.browser.show(TELEPHONE, "dark");
    for hand in [Hand::Mouse, Hand::Keys] {
        assert_eq!(page.text("#turn"), "Files");
        hand.press(page, "#turn");
        hand.press(page, LINK);
        expect_desk(page, "no-proxy");
        hand.press(page, "#turn");
        assert!(page.shows("#field-proxies"));
        assert_eq!(page.text("#turn"), "NO_PROXY", "the way back says where to");
        hand.press(page, "#turn");
        assert!(page.shows(".desk"));
        hand.press(page, FILES);
        expect_desk(page, "files");
        hand.press(page, "#turn");
    }
    // The way on from the last questions leads to the files, whatever was there before.
    page.browser.click("#turn");
    page.browser.click(LINK);
    expect_desk(page, "no-proxy");
    page.browser.click("#turn");
    for _ in 0..page.count(".group") {
        page.browser.click(".group.current .next");
    }
    wait::until_equal("the files", &true, || page.shows(".files"));
    assert_eq!(page.count(".desk"), 0);
    page.browser.show(DESK, "light");
}

fn a_link_names_a_desk_before_the_answers(page: &Page) {
    let answers = "proxies=10.0.0.41:8080&username=testuser&dind=tls";
    let link = format!("see=no-proxy&{answers}");
    page.come_back_by(&link);
    expect_desk(page, "no-proxy");
    assert_eq!(page.value("#field-username"), "testuser");
    assert_eq!(page.count("#told li"), 0);
    page.allow_reading_the_clipboard();
    page.mark_clipboard();
    page.browser.click("#copy-link");
    let whole = format!("{}#{link}", page.server.url());
    wait::until_equal("the copied link", &whole, || page.clipboard());
    page.browser.click(FILES);
    expect_fragment(page, &format!("#{answers}"));
    page.browser.click(LINK);
    page.fill(&[("port", "3129")]);
    expect_fragment(
        page,
        "#see=no-proxy&proxies=10.0.0.41:8080&username=testuser&port=3129&dind=tls",
    );
    // Elsewhere in the link, with HTML's ampersand, and as `encodeURIComponent` writes it.
    for link in ["port=3129&amp;see=no-proxy", "see=no%2Dproxy&port=3129"] {
        page.come_back_by(link);
        expect_desk(page, "no-proxy");
        assert_eq!(page.value("#field-port"), "3129");
        assert_eq!(page.count("#told li"), 0, "{link}");
    }
}

/// Desks lead to each other by plain links, wherever they stand.
fn a_link_within_the_page_keeps_the_answers(page: &Page) {
    page.fill(GUIDE);
    page.browser.run(
        "const link = document.createElement('a');
         Object.assign(link, { href: '#see=no-proxy', id: 'within', innerHTML: '<b>there</b>' });
         document.querySelector('#papers .files').prepend(link);",
        &[],
    );
    page.browser.click("#within b");
    expect_desk(page, "no-proxy");
    assert_eq!(page.value("#field-password"), PASSWORD);
    expect_fragment(
        page,
        "#see=no-proxy&proxies=10.0.0.41:8080%0A10.0.0.42:8080&username=testuser&domain=corp-uk",
    );
    // Pasted into the address alone it is a link like others, which brings all answers: none.
    page.browser
        .run("location.hash = arguments[0];", &[json!("see=files")]);
    wait::until_equal("empty", &String::new(), || page.value("#field-username"));
    expect_desk(page, "files");
    page.browser.click("#undo");
    wait::until_equal("undone", &PASSWORD.to_owned(), || {
        page.value("#field-password")
    });
}

fn back_keeps_the_answers(page: &Page) {
    page.fill(&[("username", "alice")]);
    page.browser.click(LINK);
    expect_desk(page, "no-proxy");
    page.fill(&[("domain", "corp"), ("password", PASSWORD)]);
    page.browser.back();
    expect_desk(page, "files");
    assert_eq!(page.value("#field-domain"), "corp", "newer than that step");
    assert_eq!(page.value("#field-password"), PASSWORD);
    expect_fragment(page, "#username=alice&domain=corp");
    page.fill(&[("port", "3129")]);
    page.browser.eval("history.forward()");
    expect_desk(page, "no-proxy");
    expect_fragment(page, "#see=no-proxy&username=alice&domain=corp&port=3129");
    // Loaded anew it is the same page, but for the password, and back still only goes back.
    page.browser.eval("location.reload()");
    wait::until_equal("reloaded", &String::new(), || page.value("#field-password"));
    page.wait_until_ready();
    expect_desk(page, "no-proxy");
    page.fill(&[("port", "3130")]);
    page.browser.back();
    expect_desk(page, "files");
    assert_eq!(page.value("#field-port"), "3130");
    // Another person's link has its own answers, and so has the way back from it.
    page.browser.run(
        "location.hash = arguments[0];",
        &[json!("see=no-proxy&username=bob")],
    );
    expect_desk(page, "no-proxy");
    wait::until_equal("bob", &"bob".to_owned(), || page.value("#field-username"));
    page.browser.back();
    wait::until_equal("alice", &"alice".to_owned(), || {
        page.value("#field-username")
    });
    expect_desk(page, "files");
}

fn a_link_to_nowhere_is_told(page: &Page) {
    for (link, values) in [
        ("see=nowhere&port=3129", ["3129", ""]),
        ("see=%ZZ&port=3129&username=a", ["3129", "a"]),
        ("see=guide/no-such-chapter", ["", ""]),
        ("see", ["", ""]),
        ("see=no-proxy&see=files&port=1", ["1", ""]),
    ] {
        page.come_back_by(link);
        assert_eq!(page.count("#told li"), 1, "{link}");
        assert_eq!(page.attribute("#told li", "data-kind"), "Link");
        let shown = page.text("#told li");
        for part in ["nowhere", "%ZZ", "no-such"] {
            assert!(!shown.contains(part), "{link}: {shown}");
        }
        assert_eq!(
            values,
            ["#field-port", "#field-username"].map(|css| page.value(css))
        );
        assert_eq!(fragment(page), format!("#{link}"), "as it came");
    }
    // What may be the rest of a password is shown nowhere.
    page.come_back_by(&format!("password=abc&see={PASSWORD}"));
    let html = page
        .browser
        .eval("document.documentElement.outerHTML + location.href");
    assert!(!string(&html).contains(PASSWORD));
    assert_eq!(page.count("#told li"), 2);
}

fn what_was_typed_stays_at_its_desk(page: &Page) {
    page.browser.click(LINK);
    page.retype("#see-host", "gitlab.corp.example");
    page.browser.click(FILES);
    page.browser.click(LINK);
    assert_eq!(page.value("#see-host"), "gitlab.corp.example");
    assert_eq!(fragment(page), "#see=no-proxy", "and is in no address");
}

fn the_files_are_printed_from_any_desk(page: &Page) {
    page.fill(GUIDE);
    page.browser.click(LINK);
    expect_desk(page, "no-proxy");
    let print = json!({ "media": "print" });
    page.browser.cdp("Emulation.setEmulatedMedia", print);
    let unseen = "[...document.querySelectorAll('article.paper')].filter((paper) => !paper.checkVisibility()).length";
    assert_eq!(page.browser.eval(unseen), 0);
    assert!(page.shows(".desk") && !page.shows("nav.desks"));
    page.browser.show(DESK, "light");
}

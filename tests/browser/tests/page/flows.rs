//! The job from the first question to the files on the disk: with a mouse and with keys alone, on a
//! wide and on a narrow screen, light and dark, in both languages.

use browser_tests::forms::{Form, GUIDE, PASSWORD};
use browser_tests::hand::Hand::{self, Keys, Mouse};
use browser_tests::hand::tab_to;
use browser_tests::page::{paper, string};
use browser_tests::{DESK, Page, TELEPHONE, wait, with_page};
use serde_json::json;

/// How somebody does it.
struct Way {
    hand: Hand,
    size: (u64, u64),
    /// What the system has.
    scheme: &'static str,
    /// What is chosen on the page.
    theme: &'static str,
    lang: &'static str,
}

const fn way(
    hand: Hand,
    size: (u64, u64),
    scheme: &'static str,
    theme: &'static str,
    lang: &'static str,
) -> Way {
    Way {
        hand,
        size,
        scheme,
        theme,
        lang,
    }
}

#[test]
fn with_a_mouse() {
    go_all(&[
        way(Mouse, DESK, "light", "system", "en"),
        way(Mouse, DESK, "light", "dark", "ja"),
        way(Mouse, TELEPHONE, "dark", "system", "en"),
        way(Mouse, TELEPHONE, "dark", "light", "ja"),
    ]);
}

#[test]
fn with_keys_alone() {
    go_all(&[
        way(Keys, DESK, "dark", "light", "en"),
        way(Keys, DESK, "dark", "system", "ja"),
        way(Keys, TELEPHONE, "light", "dark", "en"),
        way(Keys, TELEPHONE, "light", "system", "ja"),
    ]);
}

fn go_all(ways: &[Way]) {
    with_page(|page| {
        page.allow_reading_the_clipboard();
        for way in ways {
            let Way {
                hand,
                size,
                theme,
                lang,
                ..
            } = way;
            println!("{hand:?}, {size:?}, {theme}, {lang}");
            page.browser.show(*size, way.scheme);
            page.reload();
            go(page, way);
            assert_eq!(page.violations(), json!([]));
            assert_eq!(page.browser.log("browser"), Vec::<String>::new());
        }
    });
}

const MORE: Form = &[
    ("gitlab", "https://gitlab.corp.example"),
    ("dind", "tls"),
    ("client-config", "pre-build-script"),
];

const TOML: &str = "paste/config.toml";

fn go(page: &Page, way: &Way) {
    let (hand, lang) = (way.hand, way.lang);
    choose_looks(page, way);
    let form = [GUIDE, MORE].concat();
    hand.answer(page, &form);
    page.expect_files("the answers", &form, lang);
    let link = string(&wait::until("the address", || {
        let href = page.browser.eval("location.href");
        string(&href)
            .ends_with("&client-config=pre-build-script")
            .then_some(href)
    }));

    hand.turn_to_papers(page);
    take_a_file(page, hand, &page.papers()[TOML]);
    let (name, archive) = press_for_download(page, hand, "#download-all");
    assert_eq!(name, "runner-proxy.tar");
    assert!(archive.len() > 100_000, "{}", archive.len());

    make_and_mend_a_mistake(page, hand);
    let mended = form.iter().map(|&(name, answer)| match name {
        "username" => (name, "alice"),
        _ => (name, answer),
    });
    page.expect_files("mended", &mended.collect::<Vec<_>>(), lang);
    hand.leaf_to(page, "#undo");
    hand.press(page, "#undo");
    hand.press(page, "#undo");
    page.expect_files("taken back", &form, lang);
    page.mark_clipboard();
    hand.press(page, "#copy-link");
    wait::until_equal("the copied link", &link, || page.clipboard());
    let (name, saved) = press_for_download(page, hand, "#save-form");
    assert_eq!(name, "form.json");
    assert!(!String::from_utf8_lossy(&saved).contains(PASSWORD));

    hand.press(page, "#reset");
    wait::until_equal("an empty form", &String::new(), || {
        page.value("#field-proxies")
    });
    let (_, fragment) = link.split_once('#').unwrap_or_default();
    page.come_back_by(fragment);
    assert_eq!(page.browser.eval("document.documentElement.lang"), lang);
    hand.answer(page, &[("password", PASSWORD)]);
    page.expect_files("by the link", &form, lang);
}

fn choose_looks(page: &Page, way: &Way) {
    way.hand.pick(page, "lang", way.lang);
    way.hand.pick(page, "theme", way.theme);
    let html = "[document.documentElement.lang, getComputedStyle(document.body).color]";
    let dark = way.theme == "dark" || way.theme == "system" && way.scheme == "dark";
    let ink = if dark {
        "rgb(233, 231, 241)"
    } else {
        "rgb(29, 27, 38)"
    };
    let expected = json!([way.lang, ink]);
    wait::until_equal("the looks", &expected, || page.browser.eval(html));
}

/// Chooses a file, peels a line of it, copies it and downloads it.
fn take_a_file(page: &Page, hand: Hand, text: &str) {
    let own = paper(TOML);
    hand.press(page, &format!("nav.contents [data-path='{TOML}']"));
    wait::until_equal("the file", &TOML.to_owned(), || page.on_show());
    let line = format!("{own} pre.text [data-line]");
    match hand {
        Mouse => page.browser.point(&line),
        Keys => tab_to(page, &line),
    }
    wait::until("layers", || {
        (page.count(&format!("{own} .xray li")) > 1).then_some(())
    });
    page.mark_clipboard();
    hand.press(page, &format!("{own} button.copy"));
    wait::until_equal("the clipboard", &text.to_owned(), || page.clipboard());
    let (name, bytes) = press_for_download(page, hand, &format!("{own} button.download"));
    assert_eq!(name, "config.toml");
    assert_eq!(String::from_utf8_lossy(&bytes), text);
}

fn press_for_download(page: &Page, hand: Hand, button: &str) -> (String, Vec<u8>) {
    hand.press(page, button);
    page.downloaded(button)
}

/// A mistake keeps the files in; the list of problems leads to it, and a button mends it.
fn make_and_mend_a_mistake(page: &Page, hand: Hand) {
    hand.answer(page, &[("username", "CORP-UK\\alice")]);
    wait::until_equal("nothing leaves", &1, || {
        page.count("#download-all:disabled")
    });
    let reason = page.attribute("#download-all", "aria-describedby");
    assert!(!page.text(&format!("#{reason}")).trim().is_empty());
    hand.turn_to_papers(page);
    hand.press(page, "#summary button.link");
    let focus = "document.activeElement.id";
    wait::until_equal("the question", &json!("field-username"), || {
        page.browser.eval(focus)
    });
    hand.press(page, "#problems-username button.fix");
    wait::until_equal("mended", &"alice".to_owned(), || {
        page.value("#field-username")
    });
    wait::until_equal("ready", &0, || page.count("#download-all:disabled"));
}

//! Copying: the clipboard holds the file, or the command, and nothing else.

use browser_tests::forms::GUIDE;
use browser_tests::page::string;
use browser_tests::{Page, command, wait, with_page};
use serde_json::json;

fn expect_copied(page: &Page, button: &str, text: &str) {
    page.mark_clipboard();
    page.browser.click(button);
    wait::until_equal(button, &text.to_owned(), || page.clipboard());
}

#[test]
fn every_file() {
    let form = [GUIDE, &[("dind", "tls")]].concat();
    with_page(|page| {
        page.fill(&form);
        let tree = page.expect_files("before copying", &form, "en");
        let texts = command::texts(&tree);
        // The first one without any permission: the click alone is enough.
        let toml = "paste/config.toml";
        let button = |path: &str| format!("article.paper[data-path='{path}'] button.copy");
        page.browser.click(&button(toml));
        let said = wait::until("the page says something", || {
            Some(page.text("#status")).filter(|said| !said.trim().is_empty())
        });
        page.allow_reading_the_clipboard();
        assert_eq!(page.clipboard(), texts[toml], "{said}");
        for (path, text) in &texts {
            expect_copied(page, &button(path), text);
        }
    });
}

#[test]
fn every_command() {
    with_page(|page| {
        page.fill(GUIDE);
        page.expect_files("before copying", GUIDE, "en");
        page.allow_reading_the_clipboard();
        let commands = page.texts("ol.steps > li .command pre code");
        assert!(commands.len() > 5, "{commands:?}");
        let buttons = page.count("ol.steps > li .command button.copy-command");
        assert_eq!(buttons, commands.len() as u64);
        let readme = page.papers().remove("README.md").unwrap_or_default();
        let flat =
            |text: &str| -> String { text.lines().map(str::trim).collect::<Vec<_>>().join("\n") };
        for (number, text) in commands.iter().enumerate() {
            page.mark_clipboard();
            let click = "document.querySelectorAll('ol.steps > li .command button.copy-command')\
                         [arguments[0]].setAttribute('data-next', '');";
            page.browser.run(click, &[json!(number)]);
            page.browser.click("button[data-next]");
            wait::until_equal("a command", text, || page.clipboard());
            page.browser
                .eval("document.querySelector('[data-next]').removeAttribute('data-next')");
            assert!(
                flat(&readme).contains(&flat(text)),
                "not in README.md: {text}"
            );
        }
    });
}

/// A clipboard holds Unicode, so a file in ISO-8859-1 would arrive with other bytes.
#[test]
fn not_a_file_in_latin_1() {
    with_page(|page| {
        let paper = "article.paper[data-path='host/etc/cntlm.conf']";
        let copy = format!("{paper} button.copy");
        page.fill(GUIDE);
        page.expect_files("before", GUIDE, "en");
        assert!(!off(page, &copy));
        page.retype("#field-username", "jörg");
        wait::until("copying is off", || off(page, &copy).then_some(()));
        assert!(!off(page, &format!("{paper} button.download")));
        assert!(!off(
            page,
            "article.paper[data-path='README.md'] button.copy"
        ));
        // The reason can be read, and belongs to the button.
        let reason = page.browser.run(
            "const button = document.querySelector(arguments[0]);
             const ids = (button.getAttribute('aria-describedby') ?? '').split(' ');
             return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');",
            &[json!(copy)],
        );
        assert!(string(&reason).contains("ISO-8859-1"), "reason: {reason}");
        page.retype("#field-username", "jorg");
        wait::until("copying is on", || (!off(page, &copy)).then_some(()));
    });
}

/// Whether a button says that it does nothing.
fn off(page: &Page, button: &str) -> bool {
    page.count(&format!("{button}:is(:disabled, [aria-disabled=true])")) == 1
}

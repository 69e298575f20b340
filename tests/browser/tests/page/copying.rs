//! Copying: the clipboard holds the file, or the command, and nothing else.

use browser_tests::forms::GUIDE;
use browser_tests::page::{paper, string};
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
        let button = |path: &str| format!("{} button.copy", paper(path));
        page.choose(toml);
        page.browser.click(&button(toml));
        let said = wait::until("the page says something", || {
            Some(page.text("#status")).filter(|said| !said.trim().is_empty())
        });
        page.allow_reading_the_clipboard();
        assert_eq!(page.clipboard(), texts[toml], "{said}");
        for (path, text) in &texts {
            page.choose(path);
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
        let readme = page.papers().remove("README.md").unwrap_or_default();
        let mut copied = 0;
        for path in page.papers().keys() {
            page.choose(path);
            copied += expect_commands(page, &paper(path), &flat(&readme));
        }
        assert!(copied > 5, "{copied}");
    });
}

/// Every command of a paper by its own button; they stand in README.md as well.
fn expect_commands(page: &Page, paper: &str, readme: &str) -> usize {
    let commands = page.texts(&format!("{paper} .command pre code"));
    let buttons = page.count(&format!("{paper} .command button.copy-command"));
    assert_eq!(buttons, commands.len() as u64);
    for (number, text) in commands.iter().enumerate() {
        let mark = "const buttons = document.querySelectorAll(arguments[0]);
                    document.querySelector('[data-next]')?.removeAttribute('data-next');
                    buttons[arguments[1]].setAttribute('data-next', '');";
        let buttons = format!("{paper} .command button.copy-command");
        page.browser.run(mark, &[json!(buttons), json!(number)]);
        expect_copied(page, "button[data-next]", text);
        assert!(readme.contains(&flat(text)), "not in README.md: {text}");
    }
    commands.len()
}

/// A text without indents.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// A clipboard holds Unicode, so a file in ISO-8859-1 would arrive with other bytes.
#[test]
fn not_a_file_in_latin_1() {
    with_page(|page| {
        let paper = paper("host/etc/cntlm.conf");
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

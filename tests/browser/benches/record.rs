//! Which functions a start of the page runs, asked of a page that `cargo xtask record` has made to
//! tell: their numbers, into the file that `RUNNER_PROXY_RECORD` names.
//!
//! A start is what an empty form does: with answers in its link, or with presets, static/loader.js
//! brings the second module first.

use browser_tests::browser::Browser;
use browser_tests::machine::{Machine, on_path};
use browser_tests::server::{Server, Site};
use browser_tests::{DESK, TELEPHONE};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Notes what has run when the page has been painted, before anything else is brought.
const WATCH: &str = r#"
window.ranFirst = new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    if (document.documentElement.dataset.ready !== "true") return;
    observer.disconnect();
    resolve([...ran]);
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
});
"#;

fn main() {
    let named = |name: &str| PathBuf::from(std::env::var_os(name).expect(name));
    let program = |name: &str| on_path(name).expect(name);
    let machine = Machine {
        site: named("RUNNER_PROXY_SITE"),
        chromium: program("chromium"),
        chromedriver: program("chromedriver"),
        command: PathBuf::new(),
        axe: PathBuf::new(),
    };
    let mut ran = BTreeSet::new();
    for (size, look, lang) in [
        (DESK, "light", "en-US"),
        (DESK, "dark", "ja"),
        (TELEPHONE, "light", "ja"),
        (TELEPHONE, "dark", "en-US"),
    ] {
        let server = Server::start(Site {
            directory: Some(machine.site.clone()),
            base: "/".into(),
            lacking: None,
            off: false,
        });
        let browser = Browser::start(&machine, &[&format!("--accept-lang={lang}")]);
        browser.show(size, look);
        browser.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH }),
        );
        browser.go(&server.url());
        let numbers = browser.settle("ranFirst");
        let numbers = numbers.as_array().expect("numbers").iter();
        ran.extend(numbers.filter_map(Value::as_u64));
    }
    let ran = serde_json::to_vec(&ran).expect("JSON");
    std::fs::write(named("RUNNER_PROXY_RECORD"), ran).expect("a written file");
}

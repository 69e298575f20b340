//! axe-core finds nothing wrong, on a wide and on a narrow screen, light and dark, in both
//! languages, with and without errors; and nothing has to be scrolled sideways.

use browser_tests::forms::GUIDE;
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, wait, with_page};
use serde_json::{Value, json};
use std::fs;

const SCHEMES: [&str; 2] = ["light", "dark"];

/// The script comes in through the debugger: the page's policy would refuse it any other way.
fn bring_axe(page: &Page) {
    let source = fs::read_to_string(&page.machine.axe).expect("axe.min.js is readable");
    let source = json!({ "expression": source, "returnByValue": false });
    page.browser.cdp("Runtime.evaluate", source);
    assert_eq!(page.browser.eval("typeof window.axe.run"), "function");
}

/// What is wrong with the page as it is shown now.
fn faults(page: &Page) -> Vec<String> {
    let found = page.browser.settle(
        "axe.run(document, { resultTypes: ['violations'] }).then((results) =>
             results.violations.flatMap((rule) => rule.nodes.map((node) =>
                 `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))",
    );
    let Value::Array(mut found) = found else {
        return vec![string(&found)];
    };
    let wide = page.browser.eval(
        "[document.documentElement, document.body].filter((e) => e.scrollWidth > innerWidth)
             .map((e) => `${e.localName} is ${e.scrollWidth} wide on ${innerWidth}`)",
    );
    found.extend(wide.as_array().cloned().unwrap_or_default());
    found.iter().map(string).collect()
}

fn expect_no_faults(lang: &str) {
    with_page(|page| {
        bring_axe(page);
        page.speak(lang);
        let mut all = Vec::new();
        let mut look = |state: &str| {
            for size in [DESK, TELEPHONE] {
                for scheme in SCHEMES {
                    page.browser.show(size, scheme);
                    let place = format!("{state}, {}×{}, {scheme}", size.0, size.1);
                    all.extend(
                        faults(page)
                            .into_iter()
                            .map(|one| format!("{place}: {one}")),
                    );
                }
            }
        };
        look("an empty form");
        let dind = [("dind", "tls"), ("client-config", "pre-build-script")];
        page.fill(&[GUIDE, &dind].concat());
        look("a whole form");
        page.fill(&[("no-proxy", "10.0.0.0/8"), ("username", "CORP\\alice")]);
        wait::until("an error", || (page.count("li.error") > 0).then_some(()));
        look("an error and a warning");
        assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
        assert_eq!(page.violations(), json!([]));
    });
}

#[test]
fn in_english() {
    expect_no_faults("en");
}

#[test]
fn in_japanese() {
    expect_no_faults("ja");
}

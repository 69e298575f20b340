//! axe-core finds nothing wrong in any state of the page, on a wide and on a narrow screen, light
//! and dark, in both languages; and nothing has to be scrolled sideways.

use browser_tests::forms::GUIDE;
use browser_tests::hand::Hand;
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, wait, with_page};
use serde_json::{Value, json};
use std::fs;

const SCHEMES: [&str; 2] = ["light", "dark"];

/// Lines with several layers in them, and every question asked.
const WHOLE: [(&str, &str); 4] = [
    ("dind", "tls"),
    ("client-config", "pre-build-script"),
    ("gitlab", "https://gitlab.corp.example"),
    ("gitlab-route", "direct"),
];

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

/// Looks at states of the page and remembers what was wrong.
struct Judge<'a> {
    page: &'a Page,
    faults: Vec<String>,
}

impl Judge<'_> {
    /// Looks at what is on show now.
    fn look(&mut self, state: &str) {
        for scheme in SCHEMES {
            self.look_once(state, DESK, scheme);
        }
    }

    fn look_once(&mut self, state: &str, size: (u64, u64), scheme: &str) {
        self.page.browser.show(size, scheme);
        let place = |fault| format!("{state}, {}×{}, {scheme}: {fault}", size.0, size.1);
        self.faults.extend(faults(self.page).into_iter().map(place));
    }

    /// Leafs through everything that a narrow screen shows one by one.
    fn leaf(&mut self, state: &str) {
        let page = self.page;
        page.browser.show(TELEPHONE, "light");
        Hand::Mouse.leaf_to(page, "#field-proxies");
        let groups = page.count(".group");
        for group in 0..groups {
            // Colours do not depend on the size, so each group is looked at in one of the two.
            let scheme = SCHEMES[usize::from(group % 2 == 1)];
            self.look_once(&format!("{state}, group {group}"), TELEPHONE, scheme);
            page.browser.click(".group.current .next");
        }
        assert!(page.shows("#papers"), "the papers come last");
        for scheme in SCHEMES {
            self.look_once(&format!("{state}, the files"), TELEPHONE, scheme);
        }
        // Back to where a wide screen and a narrow one begin.
        page.browser.click("#turn");
        page.browser.show(DESK, "light");
    }
}

fn expect_no_faults(lang: &str) {
    with_page(|page| {
        bring_axe(page);
        page.speak(lang);
        let mut judge = Judge {
            page,
            faults: Vec::new(),
        };
        judge.look("an empty form");
        let link = "location.hash = 'port=1&nonsense&password=Zx7&username=%ZZ'";
        page.browser.eval(link);
        page.wait_for("#dismiss");
        judge.look("what a link did not say");
        judge.leaf("what a link did not say");
        page.browser.click("#dismiss");

        page.browser.click("#reset");
        page.fill(&[GUIDE, &WHOLE].concat());
        page.choose("paste/config.toml");
        page.browser.click(".paper:not([hidden]) [data-line]");
        page.wait_for(".paper:not([hidden]) .xray li");
        judge.look("a whole form, and a line peeled");
        judge.leaf("a whole form, and a line peeled");
        page.browser.click("#keys");
        page.wait_for("dialog[open]");
        judge.look("the list of keys");
        judge.look_once("the list of keys", TELEPHONE, "dark");
        page.browser.show(DESK, "light");
        page.browser.click("#help-close");

        page.fill(&[("no-proxy", "10.0.0.0/8"), ("username", "CORP-UK\\alice")]);
        wait::until("an error", || {
            (page.count("li.error .fix") > 0).then_some(())
        });
        judge.look("an error, its remedy, and a warning");
        judge.leaf("an error, its remedy, and a warning");

        page.browser.click("nav.desks a[href='#see=no-proxy']");
        page.retype("#see-host", "10.1.2.3");
        page.wait_for(".verdicts");
        judge.look("NO_PROXY, client by client");
        judge.look_once("NO_PROXY, client by client", TELEPHONE, "dark");
        page.browser.show(DESK, "light");
        page.retype("#see-host", "a b");
        page.wait_for("#see-host-problem .error");
        judge.look("NO_PROXY, and no host");

        let print = json!({ "media": "print" });
        page.browser.cdp("Emulation.setEmulatedMedia", print);
        assert!(!page.shows(".bar"), "as printed");
        judge.faults.extend(faults(page));

        let faults = judge.faults;
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
        assert_eq!(page.violations(), json!([]));
        assert_eq!(page.browser.log("browser"), Vec::<String>::new());
    });
}

/// What a person pastes or searches for at each desk of the companion, and what shows that it is read.
const DESKS: [(&str, &str, &str, &str); 8] = [
    (
        "merge",
        "#existing",
        "[[runners]]\nname = \"a\"\nexecutor = \"docker\"\nenvironment = [\"HTTP_PROXY=a:1\", \"a\"]\n",
        ".rows",
    ),
    (
        "merge",
        "#existing",
        "docker0 inet 172.18.0.1/16\nHTTP_PROXY=http://a:1",
        ".answers",
    ),
    (
        "messages",
        "#log",
        "response 407 from http://a:b@h CONNECT tunnel failed, response 407",
        ".card",
    ),
    ("messages", "#log", "All is well.", ".nothing"),
    (
        "rate-limits",
        "#response",
        "HTTP/1.1 429 x\nDate: Wed, 21 Oct 2015 07:28:00 GMT\n\n",
        ".attempts",
    ),
    (
        "rate-limits",
        "#response",
        "All is well.",
        "#timeline .nothing",
    ),
    ("guide", "#guide-search", "docker0", "#chapters mark"),
    ("guide", "#guide-search", "zzzz", ".chapter"),
];

fn expect_no_faults_at_desks(lang: &str) {
    with_page(|page| {
        bring_axe(page);
        page.speak(lang);
        let mut judge = Judge {
            page,
            faults: Vec::new(),
        };
        for (desk, area, text, shown) in DESKS {
            page.browser
                .click(&format!("nav.desks a[href='#see={desk}']"));
            page.wait_for(area);
            Hand::Mouse.paste(page, area, text);
            page.wait_for(shown);
            judge.look(&format!("{desk}, {text}"));
            for scheme in SCHEMES {
                judge.look_once(&format!("{desk}, {text}"), TELEPHONE, scheme);
            }
            page.browser.show(DESK, "light");
        }
        let faults = judge.faults;
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
        assert_eq!(page.violations(), json!([]));
        assert_eq!(page.browser.log("browser"), Vec::<String>::new());
    });
}

#[test]
fn desks_in_english() {
    expect_no_faults_at_desks("en");
}

#[test]
fn desks_in_japanese() {
    expect_no_faults_at_desks("ja");
}

#[test]
fn in_english() {
    expect_no_faults("en");
}

#[test]
fn in_japanese() {
    expect_no_faults("ja");
}

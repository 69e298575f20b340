//! From the first byte to a page that is ready, wherever it is served, and what a person reads
//! when that fails.

use browser_tests::server::Request;
use browser_tests::{DESK, Page, TELEPHONE, wait, with_page};

/// What is asked for until a person can use the page.
const UNTIL_USABLE: usize = 8;

/// Everything that was asked for was there, and nothing above the base was asked for.
fn expect_only_own_files(page: &Page, base: &str) {
    page.wait_until_kept();
    // The worker asks for everything once more, to keep it.
    let mut requests = page.server.requests();
    let later = requests
        .iter()
        .position(|request| request.path.ends_with("/sw.js"));
    requests.truncate(later.expect("the worker comes last"));
    let place = |name| {
        requests
            .iter()
            .position(|request| request.path.contains(name))
    };
    let rest = place("/rest-").expect("the second module");
    assert!(rest <= UNTIL_USABLE, "{requests:?}");
    assert!(
        place("/program-") > Some(rest),
        "install.sh's program comes last: {requests:?}"
    );
    let foreign = |request: &&Request| request.status != 200 || !request.path.starts_with(base);
    let foreign: Vec<_> = requests.iter().filter(foreign).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let wasm = |request: &Request| request.path.ends_with(".wasm");
    assert_eq!(requests.iter().filter(|request| wasm(request)).count(), 2);
    let twice = |request: &&Request| requests.iter().filter(|other| other == request).count() > 1;
    let twice: Vec<_> = requests.iter().filter(twice).collect();
    assert!(twice.is_empty(), "loaded more than once: {twice:?}");
    assert_eq!(page.browser.log("browser"), Vec::<String>::new());
    assert_eq!(page.violations(), serde_json::json!([]));
}

#[test]
fn it_starts_at_the_root() {
    with_page(|page| {
        expect_only_own_files(page, "/");
        assert_eq!(
            page.text("html head title"),
            "runner-proxy: GitLab Runner behind a corporate proxy"
        );
        assert_eq!(page.count("#app-status"), 0, "the loading message stays");
        assert_eq!(page.count("main"), 1);
        assert_eq!(page.count("h1"), 1);
    });
}

#[test]
fn it_starts_under_a_sub_path() {
    let base = "/group/project/";
    if let Some(page) = Page::at(base, None) {
        page.wait_until_ready();
        expect_only_own_files(&page, base);
        page.fill(browser_tests::forms::GUIDE);
        page.expect_files("under a sub-path", browser_tests::forms::GUIDE, "en");
    }
}

/// What is painted before any script runs is in one language already, so that nothing moves when
/// the script comes: without that, Chromium's layout shift was 0.57 on a telephone.
#[test]
fn the_first_words_are_in_one_language() {
    if let Some(page) = Page::at("/", Some(".js")) {
        for (lang, other) in [("en", "ja"), ("ja", "en")] {
            let speak = format!("document.documentElement.lang = '{lang}'");
            page.browser.eval(&speak);
            for part in ["header.top p", "main.first section", "main.first h2"] {
                assert!(page.shows(&format!("{part}[lang={lang}]")), "{part} {lang}");
                assert!(
                    !page.shows(&format!("{part}[lang={other}]")),
                    "{part} {other}"
                );
            }
        }
    }
}

/// Waits for a message in both languages.
fn expect_message(page: &Page, english: &str, japanese: &str) {
    let status = "#app-status[role=alert]";
    wait::until("an alert", || (page.count(status) == 1).then_some(()));
    let text = page.text(status);
    assert!(text.contains(english), "{text}");
    let text = page.text("#app-status [lang=ja]");
    assert!(text.contains(japanese), "{text}");
    assert!(page.shows("#app-status [lang=ja]"), "both can be read");
}

#[test]
fn without_its_wasm_file_it_says_so() {
    if let Some(page) = Page::at("/", Some(".wasm")) {
        expect_message(&page, "could not be loaded", "読み込めませんでした");
        assert_eq!(page.count("html[data-ready]"), 0);
    }
}

/// What is on show stays, and the message stands above it.
#[test]
fn without_its_second_module_it_says_so() {
    if let Some(page) = Page::at("/", Some("rest-")) {
        page.wait_for("html[data-ready=true][data-rest=missing]");
        expect_message(&page, "could not be loaded", "読み込めませんでした");
        assert!(page.shows("#field-proxies"));
        // What is in it is not offered.
        assert_eq!(page.texts("nav.desks a"), ["Files"]);
    }
}

/// Lets go what waits for a frame.
const RELEASE: &str = "while (held.length) held.shift()();";

/// A start asks for nothing of the second module; what is touched before it has come brings it on
/// the spot. `cargo xtask record` writes anew which functions are in it.
#[test]
fn the_second_module_comes_after_the_start_or_when_it_is_needed() {
    let Some(page) = Page::unloaded("/", None) else {
        return;
    };
    // What would bring it waits until somebody lets it.
    let source = r#"
        const soon = window.setTimeout;
        window.held = [];
        window.asked = [];
        window.setTimeout = (run, time) => (time === 200 ? 0 : soon(run, time));
        const open = XMLHttpRequest.prototype.open;
        XMLHttpRequest.prototype.open = function (...all) { asked.push(all[1]); open.apply(this, all); };
        window.requestAnimationFrame = (run) => { held.push(run); return 0; };
    "#;
    let add = "Page.addScriptToEvaluateOnNewDocument";
    page.browser
        .cdp(add, serde_json::json!({ "source": source }));
    for (size, lang) in [(DESK, "en"), (TELEPHONE, "ja")] {
        page.browser.show(size, "light");
        page.browser.go(&page.server.url());
        page.wait_for("html[data-ready=true]");
        let remember = format!("localStorage.setItem('runner-proxy-lang', '{lang}')");
        page.browser.eval(&remember);
        page.browser.go("about:blank");
        page.browser.go(&page.server.url());
        page.wait_for(&format!("html[data-ready=true][lang={lang}]"));
        assert_eq!(page.count("html[data-rest]"), 0);
        assert_eq!(page.browser.eval("asked"), serde_json::json!([]));
        // Data that a start reads must be in the first module: a lack of it would be silent.
        let words = || [page.text("header.top"), page.text("section.questions")];
        let at_first = words();
        page.browser.run(RELEASE, &[]);
        page.wait_for("html[data-rest=here]");
        assert_eq!(words(), at_first);
        assert!(!at_first.concat().contains('\0'), "{at_first:?}");

        page.browser.go("about:blank");
        page.browser.go(&page.server.url());
        page.wait_for("html[data-ready=true]");
        page.browser
            .type_into("#field-proxies", "proxy.corp.example:8080");
        let asked = page
            .browser
            .eval("asked.map((from) => from.split('/').pop().split('-')[0])");
        assert_eq!(asked, serde_json::json!(["rest"]));
        assert_eq!(page.value("#field-proxies"), "proxy.corp.example:8080");

        page.browser.run(RELEASE, &[]);
        page.wait_for("html[data-rest=here]");
        wait::until("the files", || {
            page.papers()
                .contains_key("host/etc/cntlm.conf")
                .then_some(())
        });

        // With answers in the link it comes first, and nothing has to wait for it on the spot.
        page.browser.go("about:blank");
        let link = format!("{}#proxies=proxy.corp.example:8080", page.server.url());
        page.browser.go(&link);
        page.wait_for("html[data-ready=true]");
        assert_eq!(page.value("#field-proxies"), "proxy.corp.example:8080");
        assert_eq!(page.browser.eval("asked"), serde_json::json!([]));
    }
}

#[test]
fn a_browser_without_wasm_is_told_so() {
    if let Some(page) = Page::unloaded("/", None) {
        let source = serde_json::json!({ "source": "delete window.WebAssembly;" });
        let add = "Page.addScriptToEvaluateOnNewDocument";
        page.browser.cdp(add, source);
        page.browser.go(&page.server.url());
        expect_message(
            &page,
            "cannot run WebAssembly",
            "WebAssembly を実行できません",
        );
    }
}

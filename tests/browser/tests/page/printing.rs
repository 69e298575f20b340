//! On paper: the whole guide with every file, and no secret unless somebody asks.

use browser_tests::forms::{GUIDE, NASTY, PASSWORD};
use browser_tests::page::string;
use browser_tests::{DESK, Page, for_each_page, wait};
use serde_json::json;

#[test]
fn prints() {
    for_each_page!(
        every_file_and_every_step_is_printed,
        secrets_are_masked_unless_asked_for,
        the_button_prints,
    );
}

/// What a print shows, as text; then the screen is shown again. The browser says that it prints
/// before it looks at the page, and goes on once what was to be done at once is done.
fn printed(page: &Page) -> String {
    let say = |event: &str| {
        let body = "dispatchEvent(new Event(arguments[0]));";
        page.browser.run(body, &[json!(event)]);
    };
    say("beforeprint");
    page.browser
        .cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let text = string(&page.browser.eval("document.body.innerText"));
    page.browser.show(DESK, "light");
    say("afterprint");
    text
}

fn every_file_and_every_step_is_printed(page: &Page) {
    let form = [GUIDE, &[("dind", "tls"), ("secret", "ask")]].concat();
    page.fill(&form[..3]);
    page.fill(&form[4..]);
    let form: Vec<_> = form
        .into_iter()
        .filter(|(name, _)| *name != "password")
        .collect();
    page.expect_files("before printing", &form, "en");
    let text = printed(page);
    for (path, content) in page.papers() {
        let name = path
            .strip_prefix("host")
            .unwrap_or(&path)
            .trim_start_matches("paste/");
        assert!(text.contains(name), "{path}");
        // A program of thousands of lines is not for paper; its digest and its use are.
        if path == "install.sh" {
            continue;
        }
        for line in content.lines() {
            assert!(text.contains(line.trim()), "{path}: {line}");
        }
    }
    let steps = page.count("ol.steps > li");
    assert!(steps > 8, "{steps}");
    for step in page.texts("ol.steps > li > p, ol.steps .command pre, .why, .notes li") {
        assert!(text.contains(step.trim()), "{step}");
    }
    // What works on a screen only is not there.
    let rest = [
        "Download everything",
        "Undo",
        "Start over",
        "Copy",
        "Colours",
    ];
    for word in rest {
        assert!(!text.lines().any(|line| line.trim() == word), "{word}");
    }
    // Light on paper, also where the screen is dark.
    page.browser.click("#theme-dark");
    page.browser
        .cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let colour = "getComputedStyle(document.querySelector('.paper')).color";
    assert_eq!(page.browser.eval(colour), "rgb(29, 27, 38)");
    let pdf = page
        .browser
        .cdp("Page.printToPDF", json!({ "preferCSSPageSize": true }));
    assert!(string(&pdf["data"]).starts_with("JVBERi0"), "a PDF");
}

fn secrets_are_masked_unless_asked_for(page: &Page) {
    let url = "p%22a%5Cs%27s%2520%24HOME%23%3B%20%C3%BC%E6%97%A5%E6%9C%AC";
    page.fill(GUIDE);
    let hash = "PassNTLMv2   ";
    let file = &page.papers()["host/etc/cntlm.conf"];
    let hash = file.lines().find_map(|line| line.strip_prefix(hash));
    let hash = hash.unwrap_or("no hash").to_owned();
    expect_masked(page, &[&hash, PASSWORD], &hash);
    page.fill(&[("secret", "plain")]);
    expect_masked(page, &[PASSWORD], PASSWORD);
    let direct = [
        ("route", "direct"),
        ("proxies", "10.0.0.41:8080"),
        ("password", NASTY),
    ];
    page.fill(&direct);
    page.choose("host/etc/systemd/system/docker.service.d/http-proxy.conf");
    page.browser.click(".paper:not([hidden]) [data-line]");
    let in_toml = format!("HTTP_PROXY=http://corp-uk%5Ctestuser:{url}@10.0.0.41:8080");
    expect_masked(page, &[NASTY, url, "HOME"], &in_toml);
}

/// None of these is printed, but the one is when asked for.
fn expect_masked(page: &Page, secrets: &[&str], asked: &str) {
    wait::until_equal("a whole form", &0, || page.count("#summary li"));
    let text = printed(page);
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is printed");
    }
    assert!(
        text.contains("testuser"),
        "the rest of those files is there"
    );
    page.browser.click("#print-secrets");
    let text = printed(page);
    assert!(text.contains(asked), "{asked} is not printed: {text}");
    page.browser.click("#print-secrets");
    let text = printed(page);
    assert!(!text.contains(asked), "{asked} is printed");
}

/// Chromium without a window has no printer; that it is asked to print is all there is to see.
fn the_button_prints(page: &Page) {
    page.browser.run(
        "window.print = () => { window.printed = (window.printed ?? 0) + 1; };",
        &[],
    );
    page.browser.click("#print");
    assert_eq!(page.browser.eval("window.printed"), 1);
}

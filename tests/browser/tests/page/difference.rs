//! The difference of a merged file: what it shows, what it hides, and when it may leave.

use crate::merge::{AREA, FILES, TOML, open, open_file, say_kind};
use browser_tests::command::merged;
use browser_tests::forms::{GUIDE, PASSWORD};
use browser_tests::hand::Hand;
use browser_tests::page::string;
use browser_tests::{Page, for_each_page, wait, with_page};
use serde_json::Value;

#[test]
fn difference() {
    for_each_page!(
        nothing_leaves_before_the_form_is_ready,
        the_difference_shows_both_sides_without_secrets,
    );
}

/// The runner's token in [`TOML`].
const TOKEN: &str = "glrt-t1CanaryToken0";

fn nothing_leaves_before_the_form_is_ready(page: &Page) {
    page.fill(&[("proxies", "10.0.0.41:8080")]);
    open(page, Hand::Mouse);
    open_file(page, "config.toml", TOML.as_bytes());
    page.wait_for(".taking");
    assert_eq!(page.count(".taking button:enabled"), 0);
    assert!(page.shows("#merge-reason"));
    page.fill(GUIDE);
    wait::until_equal("ready", &3, || page.count(".taking button:enabled"));
    // It follows the answers.
    page.fill(&[("port", "3199")]);
    wait::until("the new port", || {
        page.text(".rows").contains(":3199").then_some(())
    });
    // Taken back and made again, with the file still there.
    page.browser.click("#undo");
    wait::until("the old port", || {
        page.text(".rows").contains(":3128").then_some(())
    });
    page.browser.click("nav.desks a[href='#see=files']");
    open(page, Hand::Mouse);
    assert_eq!(page.value(AREA), TOML);
    page.browser.click("#existing-clear");
    wait::until_equal("cleared", &0, || page.count(".taking"));
    assert_eq!(page.count("input[name=kind]"), 0);
}

/// Where a browser could keep it, and what people see of it but in the text area.
const PLACES: &str = "JSON.stringify([location.href, document.title, window.name, history.state,
    { ...localStorage }, { ...sessionStorage }, document.cookie,
    [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.value)),
    [...document.querySelectorAll('.desk *:not(textarea)')].map((e) => e.innerText)])";

fn the_difference_shows_both_sides_without_secrets(page: &Page) {
    page.wait_until_kept();
    page.fill(GUIDE);
    open(page, Hand::Mouse);
    let texts = || {
        let rows = page.browser.eval(
            "[...document.querySelectorAll('.rows tbody tr')].map((row) => [
                 [...row.querySelectorAll('td.number')].map((cell) => cell.textContent).join(' '),
                 [...row.querySelectorAll('code')].map((code) => code.textContent).join(' | ')])",
        );
        serde_json::from_value::<Vec<[String; 2]>>(rows).expect("rows")
    };
    open_file(page, "config.toml", TOML.as_bytes());
    page.wait_for(".rows");
    let file = ("config.toml", TOML.as_bytes());
    let patch = merged(&page.machine, GUIDE, file, None, &[], "en").patch;
    let count = |sign: &str| {
        let lines = patch.lines().skip(2);
        lines.filter(|line| line.starts_with(sign)).count()
    };
    let counts = format!(
        "Lines removed: {}. Lines added: {}.",
        count("-"),
        count("+")
    );
    assert_eq!(page.text(".counts"), counts);
    let below = texts();
    let gone = below
        .iter()
        .position(|row| row[1].contains("10.9.8.7"))
        .expect("it is gone");
    assert_eq!(below[gone][0], "8 ");
    assert_eq!(below[gone + 1][0], " 8");
    let token = below
        .iter()
        .find(|row| row[1].contains("token"))
        .expect("a row with a token");
    assert_eq!(token[1], "  token = ••••••••");
    page.browser.click("#layout-beside");
    wait::until("side by side", || {
        (page.count(".rows .beside") == 1).then_some(())
    });
    let beside = texts();
    assert!(
        beside
            .iter()
            .any(|row| row[1].contains("10.9.8.7") && row[1].contains(" | ")),
        "{beside:?}"
    );
    let (name, text, _) = FILES[3];
    open_file(page, name, text.as_bytes());
    let marked = ["bob", "testuser"].map(str::to_owned);
    wait::until("marked words", || {
        let marks = page.texts(".rows mark");
        marked.iter().all(|word| marks.contains(word)).then_some(())
    });
    let before = page.server.requests();
    for (name, text, kind) in FILES {
        open_file(page, name, text.as_bytes());
        if let Some(kind) = kind {
            say_kind(page, Hand::Mouse, kind);
        }
        wait::until("read", || (!page.text("#merge").is_empty()).then_some(()));
        let kept = string(&page.browser.eval(PLACES));
        for secret in [TOKEN, PASSWORD, "YTpi"] {
            assert!(!kept.contains(secret), "{name}: {kept}");
        }
    }
    assert_eq!(page.server.requests(), before);
    assert_eq!(page.browser.log("browser"), Vec::<String>::new());
    // Whoever comes back finds nothing.
    page.browser.go("about:blank");
    page.browser.back();
    page.wait_for(AREA);
    assert_eq!(page.value(AREA), "");
    assert_eq!(page.count(".rows"), 0);
}

#[test]
fn a_long_file_does_not_stop_the_page() {
    with_page(|page| {
        page.fill(GUIDE);
        open(page, Hand::Mouse);
        let mut text = TOML.to_owned();
        while text.len() < 240_000 {
            text.push_str(&TOML[TOML.find("[[").unwrap_or_default()..]);
        }
        let stood = page.browser.settle(&format!(
            "(async () => {{
                 let at = performance.now(), most = 0;
                 const timer = setInterval(() => {{ const now = performance.now();
                     most = Math.max(most, now - at); at = now; }}, 5);
                 const data = new DataTransfer();
                 data.items.add(new File([{}], 'config.toml'));
                 const input = document.querySelector('#existing-file');
                 input.files = data.files;
                 input.dispatchEvent(new Event('change', {{ bubbles: true }}));
                 while (!document.querySelector('.taking')) await new Promise((r) => setTimeout(r, 20));
                 clearInterval(timer);
                 return Math.max(most, performance.now() - at);
             }})()",
            Value::from(text.clone())
        ));
        let stood = stood.as_f64().unwrap_or(f64::MAX);
        println!(
            "{} bytes: the page stood still for {stood:.0} ms",
            text.len()
        );
        // Some times what it takes, for a machine that does other things.
        assert!(stood < 20_000.0, "{stood}");
        let expected = merged(
            &page.machine,
            GUIDE,
            ("config.toml", text.as_bytes()),
            None,
            &[],
            "en",
        );
        let (_, new) = page.download("#download-merged");
        assert!(new == expected.new);
    });
}

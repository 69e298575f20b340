//! X-ray: a line that is pointed at, or reached with Tab, is peeled; and what the last reader gets
//! is what this browser's own readers get.

use browser_tests::command;
use browser_tests::forms::{GUIDE, NASTY};
use browser_tests::hand::tab_to;
use browser_tests::page::{paper, string};
use browser_tests::{Page, TELEPHONE, for_each_page, wait};
use serde_json::json;
use thirtyfour::Key;

#[test]
fn layers() {
    for_each_page!(
        every_line_that_can_be_peeled_shows_itself_first,
        json_in_a_script_in_toml,
        a_password_in_a_url,
        with_keys_alone,
        on_a_narrow_screen,
    );
}

const TOML: &str = "paste/config.toml";

/// Everything nested that there is.
fn nest(page: &Page) {
    page.fill(GUIDE);
    page.fill(&[("dind", "tls"), ("client-config", "pre-build-script")]);
}

/// The texts of the levels, from the line to what the last reader gets.
fn levels(page: &Page, path: &str) -> Vec<String> {
    page.texts(&format!("{} .xray li pre", paper(path)))
}

/// Where a line with this in it is.
fn line_with(page: &Page, path: &str, text: &str) -> String {
    let lines = format!("{} pre.text [data-line]", paper(path));
    let number = page.browser.run(
        "return [...document.querySelectorAll(arguments[0])]
             .find((line) => line.textContent.includes(arguments[1]))?.dataset.line;",
        &[json!(lines), json!(text)],
    );
    format!("{} pre.text [data-line='{}']", paper(path), string(&number))
}

fn every_line_that_can_be_peeled_shows_itself_first(page: &Page) {
    let nested = [("dind", "tls"), ("client-config", "pre-build-script")];
    let in_yaml = [("client-config", "before-script"), ("password", NASTY)];
    let mut form = GUIDE.to_vec();
    page.fill(GUIDE);
    let mut peeled = Vec::new();
    for more in [
        &nested[..],
        &in_yaml,
        &[("route", "direct"), ("proxies", "10.0.0.41:8080")],
    ] {
        page.fill(more);
        form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        form.extend(more);
        peel_every_line(page, &mut peeled);
        // What is peeled stands beside the text, never in it.
        page.expect_files("peeled", &form, "en");
    }
    assert!(peeled.len() > 10, "{peeled:?}");
}

fn peel_every_line(page: &Page, peeled: &mut Vec<String>) {
    for path in page.papers().keys() {
        page.choose(path);
        let lines = page.browser.run(
            "return [...document.querySelectorAll(arguments[0])].map((line) =>
                 [line.dataset.line, line.textContent]);",
            &[json!(format!("{} pre.text [data-line]", paper(path)))],
        );
        for line in lines.as_array().into_iter().flatten() {
            let (number, text) = (string(&line[0]), string(&line[1]));
            page.browser
                .point(&format!("{} [data-line='{number}']", paper(path)));
            let own = text.trim_end_matches('\n').to_owned();
            let what = format!("{path}, line {number}");
            wait::until_equal(&what, &Some(own), || levels(page, path).into_iter().next());
            assert!(levels(page, path).len() > 1, "{what}");
            let expanded = format!("{} [data-line][aria-expanded=true]", paper(path));
            assert_eq!(page.attribute(&expanded, "data-line"), number);
            peeled.push(what);
        }
    }
}

/// TOML hands it to the shell, the shell to printf, and printf writes what this browser reads.
fn json_in_a_script_in_toml(page: &Page) {
    nest(page);
    page.choose(TOML);
    page.browser.point(&line_with(page, TOML, "httpProxy"));
    let json = wait::until("what printf writes", || {
        let mut levels = levels(page, TOML).into_iter();
        levels.find_map(|level| serde_json::from_str::<serde_json::Value>(&level).ok())
    });
    assert_eq!(
        json["proxies"]["default"]["httpProxy"],
        "http://172.17.0.1:3128"
    );
}

/// Its last level is the password, as `URL` and `decodeURIComponent` have it.
fn a_password_in_a_url(page: &Page) {
    let form = [
        ("route", "direct"),
        ("proxies", "10.0.0.41:8080"),
        ("username", "testuser"),
        ("password", NASTY),
    ];
    page.fill(&form);
    let path = "host/etc/systemd/system/docker.service.d/http-proxy.conf";
    page.choose(path);
    page.browser.point(&line_with(page, path, "HTTP_PROXY="));
    wait::until("a level", || (levels(page, path).len() > 2).then_some(()));
    let levels = levels(page, path);
    let url = levels.iter().find(|level| level.starts_with("http://"));
    let read = "return decodeURIComponent(new URL(arguments[0]).password);";
    assert_eq!(page.browser.run(read, &[json!(url)]), NASTY, "{levels:?}");
    assert_eq!(levels.last().map(String::as_str), Some(NASTY));
}

fn with_keys_alone(page: &Page) {
    nest(page);
    page.choose(TOML);
    let line = line_with(page, TOML, "httpProxy");
    tab_to(page, &line);
    wait::until("the focus peels", || {
        (levels(page, TOML).len() > 1).then_some(())
    });
    // The list belongs to the line, also for those who do not see it.
    let place = page.attribute(&line, "aria-controls");
    assert_eq!(
        page.count(&format!("[id='{place}'] li")),
        levels(page, TOML).len() as u64
    );
    page.browser.press(Key::Enter);
    wait::until_equal("Enter closes", &0, || levels(page, TOML).len());
    assert_eq!(page.attribute(&line, "aria-expanded"), "false");
    page.browser.press(" ");
    wait::until("and the space bar opens", || {
        (levels(page, TOML).len() > 1).then_some(())
    });
    page.browser.press(Key::Escape);
    wait::until_equal("Escape closes", &0, || levels(page, TOML).len());
    let focus = "document.activeElement.dataset.line ?? null";
    assert!(
        line.contains(&format!("'{}'", string(&page.browser.eval(focus)))),
        "the focus stays"
    );
}

/// A finger taps; what opens is in sight and needs no scrolling sideways.
fn on_a_narrow_screen(page: &Page) {
    nest(page);
    page.browser.show(TELEPHONE, "dark");
    page.browser.click("#turn");
    page.choose(TOML);
    page.browser.click(&line_with(page, TOML, "httpProxy"));
    wait::until("the tap peels", || {
        (levels(page, TOML).len() > 2).then_some(())
    });
    let wide = page.browser.eval(
        "[...document.querySelectorAll('.xray, .xray pre')].filter((e) => e.scrollWidth > e.clientWidth).length",
    );
    assert_eq!(wide, 0);
    let tree = page.render(
        &[
            GUIDE,
            &[("dind", "tls"), ("client-config", "pre-build-script")],
        ]
        .concat(),
        "en",
    );
    assert_eq!(page.papers()[TOML], command::texts(&tree)[TOML]);
}

//! Nothing typed leaves the page but through the buttons, and the page's policy sees to it.

use browser_tests::forms::{GUIDE, NASTY, PASSWORD};
use browser_tests::page::{paper, string};
use browser_tests::server::{Server, Site};
use browser_tests::{Page, for_each_page, wait, with_page};
use serde_json::{Value, json};

#[test]
fn the_policy_and_the_password() {
    for_each_page!(
        the_policy_is_strict_and_comes_first,
        the_policy_bites,
        the_password_is_hidden_until_asked_for
    );
}

/// The policy of index.html, word for word: whoever loosens it has to come here and say so.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; worker-src 'self'; \
                      manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// Everything a person does: types, chooses, copies, downloads, peels, changes the looks.
fn use_everything(page: &Page) {
    page.allow_reading_the_clipboard();
    page.browser.click("#show-password");
    for route in ["direct", "cntlm"] {
        page.fill(GUIDE);
        page.fill(&[("dind", "tls"), ("client-config", "pre-build-script")]);
        page.fill(&[("route", route), ("proxies", "10.0.0.41:8080")]);
        page.choose("paste/config.toml");
        let toml = paper("paste/config.toml");
        page.browser.click(&format!("{toml} button.copy"));
        page.browser.click(&format!("{toml} [data-line]"));
        page.download(&format!("{toml} button.download"));
        page.download("#download-all");
        page.speak("ja");
        page.browser.click("#theme-dark");
        page.choose("host/etc/systemd/system/docker.service.d/http-proxy.conf");
        page.browser
            .click("article.paper:not([hidden]) button.copy-command");
        page.retype("#field-password", NASTY);
        for button in ["undo", "redo", "copy-link", "keys", "help-close"] {
            page.browser.click(&format!("#{button}"));
        }
        page.download("#save-form");
        page.speak("en");
        page.retype("#field-username", "CORP\\alice");
        page.browser.click("#summary button.link");
        wait::until("an error", || (page.count("li.error") > 0).then_some(()));
    }
    page.browser.click("#show-password");
}

#[test]
fn nothing_is_sent_after_loading_and_no_password_kept() {
    with_page(|page| {
        let own = page.server.url();
        page.wait_until_kept();
        let loaded = page.browser.traffic();
        assert!(loaded.len() > 3, "{loaded:?}");
        let foreign: Vec<_> = loaded.iter().filter(|url| !url.starts_with(&own)).collect();
        assert!(foreign.is_empty(), "{foreign:?}");

        let before = page.server.requests();
        let history = page.browser.eval("history.length");
        use_everything(page);
        assert_eq!(page.server.requests(), before);
        assert_eq!(page.browser.eval("history.length"), history);
        // A download is handed over under a name inside the browser.
        let inside = format!("blob:{}", page.server.origin());
        let mut sent = page.browser.traffic();
        sent.retain(|url| !url.starts_with(&inside));
        assert!(sent.is_empty(), "{sent:?}");
        let entries = "performance.getEntriesByType('resource').map((entry) => entry.name)";
        for name in page.browser.eval(entries).as_array().into_iter().flatten() {
            assert!(string(name).starts_with(&own), "{name}");
        }
        assert_eq!(page.violations(), json!([]));
        assert_eq!(page.browser.log("browser"), Vec::<String>::new());
        expect_no_password_kept(page);
    });
}

/// Looks everywhere a browser can keep something for a page.
fn expect_no_password_kept(page: &Page) {
    for password in [PASSWORD, NASTY] {
        page.retype("#field-password", password);
        let places = page.browser.settle(
            "(async () => ({
                 location: location.href,
                 title: document.title,
                 window: window.name,
                 history: JSON.stringify(history.state),
                 local: JSON.stringify({ ...localStorage }),
                 session: JSON.stringify({ ...sessionStorage }),
                 cookies: document.cookie,
                 databases: JSON.stringify(await indexedDB.databases()),
                 caches: JSON.stringify(await Promise.all((await caches.keys()).map(async (name) =>
                     [name, (await (await caches.open(name)).keys()).map((kept) => kept.url)]))),
                 attributes: JSON.stringify([...document.querySelectorAll('*')]
                     .flatMap((element) => [...element.attributes].map((a) => a.value))),
                 status: document.getElementById('status').textContent,
             }))()",
        );
        let places = places.as_object().cloned().unwrap_or_default();
        assert_eq!(places.len(), 11, "{places:?}");
        let encoded = page.browser.run(
            "return encodeURIComponent(arguments[0]);",
            &[json!(password)],
        );
        let quoted = json!(password).to_string();
        for (place, held) in &places {
            let held = string(held);
            for form in [password, &string(&encoded), quoted.trim_matches('"')] {
                assert!(!held.contains(form), "{place} holds the password: {held}");
            }
        }
        // The answers are in the address, and what a person chose beside them is remembered.
        let link = string(&places["location"]);
        assert!(link.ends_with("&client-config=pre-build-script"), "{link}");
        let kept = json!({ "runner-proxy-lang": "en", "runner-proxy-theme": "dark" });
        let local: Value = serde_json::from_str(&string(&places["local"])).unwrap_or_default();
        assert_eq!(local, kept);
        assert_eq!(places["databases"], "[]");
        assert_eq!(places["cookies"], "");
    }
    // Leaving and coming back finds an empty form, and no browser offers to keep the password.
    page.reload();
    assert_eq!(page.value("#field-password"), "");
    let auto = "return document.querySelector('#field-password').autocomplete;";
    let auto = string(&page.browser.run(auto, &[]));
    assert!(["off", "new-password"].contains(&auto.as_str()), "{auto}");
}

fn the_password_is_hidden_until_asked_for(page: &Page) {
    let hidden = "#field-password[type=password]";
    page.fill(GUIDE);
    assert_eq!(page.count(hidden), 1);
    page.browser.click("#show-password");
    wait::until_equal("it shows", &1, || page.count("#field-password[type=text]"));
    assert_eq!(page.value("#field-password"), PASSWORD);
    page.browser.click("#show-password");
    wait::until_equal("it hides", &1, || page.count(hidden));
    assert_eq!(page.value("#field-password"), PASSWORD);
}

fn the_policy_is_strict_and_comes_first(page: &Page) {
    let meta = "meta[http-equiv=Content-Security-Policy]";
    let content = "[...document.querySelectorAll('meta[http-equiv=Content-Security-Policy]')]
                   .map((meta) => meta.content)";
    assert_eq!(page.browser.eval(content), json!([POLICY]));
    assert_eq!(
        page.count(&format!("head > :is(script, link, style) ~ {meta}")),
        0
    );
    assert_eq!(
        page.count(
            "script:not([src], [type='application/json']), style, [style], iframe, object, embed"
        ),
        0
    );
    assert_eq!(page.count("meta[name=referrer][content=no-referrer]"), 1);
}

/// A policy that refuses nothing would pass every other test.
fn the_policy_bites(page: &Page) {
    let stranger = Server::start(Site {
        base: "/".into(),
        ..Site::default()
    });
    page.browser.run(
        "const stranger = arguments[0];
         const add = (tag, properties) => {
             const element = document.createElement(tag);
             Object.assign(element, properties);
             document.body.append(element);
             return element;
         };
         add('script', { textContent: 'window.bitten = 1' });
         add('script', { src: stranger + 'a.js' });
         const button = add('button', {});
         button.setAttribute('onclick', 'window.bitten = 2');
         button.click();
         button.setAttribute('style', 'color: red');
         add('img', { src: stranger + 'a.png' });
         add('link', { rel: 'stylesheet', href: stranger + 'a.css' });
         add('iframe', { src: stranger });
         add('base', { href: stranger });
         add('form', { action: stranger, method: 'post' }).submit();
         fetch(stranger).catch(() => {});
         navigator.sendBeacon(stranger, 'secret');
         try { new WebSocket(stranger.replace('http', 'ws')); } catch {}",
        &[json!(stranger.url())],
    );
    let refused = [
        "script-src-elem",
        "script-src-attr",
        "style-src-attr",
        "style-src-elem",
        "img-src",
        "frame-src",
        "base-uri",
        "form-action",
        "connect-src",
    ];
    for directive in refused {
        wait::until(directive, || {
            let start = format!("{directive}: ");
            let violations = page.violations();
            let mut violations = violations.as_array()?.iter().map(string);
            violations.any(|one| one.starts_with(&start)).then_some(())
        });
    }
    assert_eq!(page.browser.eval("window.bitten ?? null"), Value::Null);
    assert_eq!(stranger.requests(), []);
}

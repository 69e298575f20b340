//! For a team that hosts the page: site.json presets, locks, names and points; and one that is
//! broken or absent stops nobody.

use browser_tests::forms::PASSWORD;
use browser_tests::hand::{Hand, tab_to};
use browser_tests::{Page, wait};
use serde_json::json;

/// Everything that the page keeps from being changed, or says.
const SITE: &str = r#"{
    "form": {"proxies": "10.0.0.41:8080\n10.0.0.42:8080", "domain": "corp-uk", "port": "3129", "dind": "tls"},
    "locked": ["proxies", "dind", "daemon"],
    "organisation": "Example & <Sons>",
    "support": "https://help.corp.example/proxy?from=a&b"
}"#;

/// One page, served with one site.json after the other.
#[test]
fn sites() {
    let Some(page) = Page::unloaded("/group/project/", None) else {
        return;
    };
    let folder = page.copy();
    page.serve(&folder);
    let site = folder.path().join("site.json");
    let put = |text: &str| std::fs::write(&site, text).expect("a folder of ours");

    put(SITE);
    page.browser.go(&page.server.url());
    page.wait_until_ready();
    it_presets_and_locks(&page);
    a_link_cannot_change_what_is_locked(&page);
    it_names_who_hosts_it(&page);

    for (broken, told) in [
        ("{\"form\": {\"port\": \"3129\"},\n oops", "line 2, column"),
        ("[]", "not a JSON object"),
        ("{\"form\": {\"port\": \"3129\", \"hort\": \"1\"}}", "hort"),
        (
            "{\"form\": {\"port\": \"3129\", \"password\": \"Zx7CanaryPw9\"}}",
            "password",
        ),
        (
            "{\"form\": {\"port\": 3129}, \"locked\": \"port\"}",
            "wrong type",
        ),
        (
            "{\"support\": \"javascript:alert(1)\", \"organisation\": \"x\"}",
            "support link",
        ),
    ] {
        put(broken);
        page.reload();
        it_is_told_and_stops_nobody(&page, told);
    }

    std::fs::remove_file(&site).expect("it is ours");
    page.reload();
    it_is_told_and_stops_nobody(&page, "could not be fetched");
    put("");
    page.reload();
    assert_eq!(page.count("#told li"), 0, "an empty one says nothing");
    assert_eq!(page.violations(), json!([]));
}

fn it_presets_and_locks(page: &Page) {
    assert_eq!(page.count("#told li"), 0);
    assert_eq!(
        page.value("#field-proxies"),
        "10.0.0.41:8080\n10.0.0.42:8080"
    );
    assert_eq!(page.value("#field-domain"), "corp-uk");
    assert_eq!(page.count("#field-dind-tls:checked"), 1);
    // Nobody has changed anything, so there is nothing to take back and nothing for a link to say.
    assert_eq!(page.count("#undo:disabled"), 1);
    assert_eq!(page.browser.eval("location.hash"), "");

    // Locked answers can be read, reached and copied, and not changed.
    assert_eq!(page.count("#field-proxies[readonly]"), 1);
    assert_eq!(
        page.count("[name=dind]:disabled, [name=daemon]:disabled"),
        6
    );
    assert_eq!(
        page.count(":is(#field-domain, #field-port):is([readonly], :disabled)"),
        0
    );
    tab_to(page, "#field-proxies");
    page.browser.press("9");
    for (name, locked) in [
        ("proxies", true),
        ("dind", true),
        ("daemon", true),
        ("port", false),
    ] {
        let help = page.text(&format!("#help-{name}"));
        assert_eq!(
            help.contains("Set by whoever provides this page."),
            locked,
            "{help}"
        );
    }
    let mine = [
        ("username", "testuser"),
        ("password", PASSWORD),
        ("port", "8899"),
    ];
    page.fill(&mine);
    let preset = [
        ("proxies", "10.0.0.41:8080\n10.0.0.42:8080"),
        ("domain", "corp-uk"),
        ("dind", "tls"),
    ];
    page.expect_files("with presets", &[&preset[..], &mine].concat(), "en");
    // A link brings the presets along, for a page that has others, and an answer that was emptied.
    let hash = "location.hash";
    let proxies = "#proxies=10.0.0.41:8080%0A10.0.0.42:8080";
    let link = json!(format!(
        "{proxies}&username=testuser&domain=corp-uk&port=8899&dind=tls"
    ));
    wait::until_equal("the address", &link, || page.browser.eval(hash));
    page.fill(&[("domain", "")]);
    let link = json!(format!(
        "{proxies}&username=testuser&domain=&port=8899&dind=tls"
    ));
    wait::until_equal("the address", &link, || page.browser.eval(hash));
    page.come_back_by("username=testuser&domain=&port=8899");
    assert_eq!(page.value("#field-domain"), "");
    assert_eq!(page.value("#field-port"), "8899");
    Hand::Keys.press(page, "#reset");
    wait::until_equal("as the site begins", &"corp-uk".to_owned(), || {
        page.value("#field-domain")
    });
    assert_eq!(page.value("#field-port"), "3129");
}

fn a_link_cannot_change_what_is_locked(page: &Page) {
    page.come_back_by("proxies=evil.example:8080&dind=none&username=bob");
    assert_eq!(
        page.value("#field-proxies"),
        "10.0.0.41:8080\n10.0.0.42:8080"
    );
    assert_eq!(page.count("#field-dind-tls:checked"), 1);
    assert_eq!(page.value("#field-username"), "bob");
    let names = page
        .browser
        .eval("[...document.querySelectorAll('#told li')].map((li) => li.dataset.kind)");
    assert_eq!(names.as_array().map(Vec::len), Some(2), "{names}");
    assert!(
        page.text("#told").contains("was not taken"),
        "{}",
        page.text("#told")
    );
}

fn it_names_who_hosts_it(page: &Page) {
    assert_eq!(
        page.text(".host"),
        "Set up for Example & <Sons>. Ask for help"
    );
    let link =
        "header a[href='https://help.corp.example/proxy?from=a&b'][rel=noreferrer][target=_blank]";
    assert_eq!(page.count(link), 1);
    page.speak("ja");
    assert!(page.text(".host").contains("Example & <Sons>"));
    page.speak("en");
}

fn it_is_told_and_stops_nobody(page: &Page, told: &str) {
    let said = page.texts("#told li").join("\n");
    assert!(
        said.contains("site.json") && said.contains(told),
        "{told}: {said}"
    );
    assert!(page.shows("#told li"));
    assert!(!said.contains(PASSWORD), "{said}");
    assert_eq!(page.value("#field-password"), "");
    assert_eq!(page.count("header a"), 0);
    let form = [("route", "direct"), ("proxies", "10.0.0.41:8080")];
    page.fill(&form);
    page.expect_files(told, &form, "en");
    page.browser.click("#dismiss");
    wait::until_equal("dismissed", &0, || page.count("#told li"));
}

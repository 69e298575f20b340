//! The answers in the address: a link restores them exactly, and what it cannot say is told. The
//! links are written by this browser's `encodeURIComponent` and the page's are read by its
//! `decodeURIComponent`.

use super::random::Random;
use browser_tests::forms::{GUIDE, PASSWORD};
use browser_tests::page::string;
use browser_tests::{Page, for_each_page, wait};
use serde_json::{Value, json};

const FORMS: usize = 1_000;

/// So many at a time, because a script may run for 30 seconds only.
const BATCH: usize = 100;

/// Questions of text; in the first two a value may have lines.
const TEXTS: [&str; 7] = [
    "proxies", "no-proxy", "username", "domain", "docker0", "port", "gitlab",
];

/// Choices, the default first; `client-values` has none.
const CHOICES: [(&str, &[&str]); 8] = [
    ("route", &["cntlm", "direct"]),
    ("secret", &["hash", "plain", "ask"]),
    ("cntlm", &["0.92", "0.94"]),
    ("daemon", &["drop-in", "daemon-json"]),
    ("gitlab-route", &["proxy", "direct"]),
    ("dind", &["none", "tls", "plain", "socket"]),
    ("client-config", &["before-script", "pre-build-script"]),
    ("client-values", &["", "fixed", "live"]),
];

/// What gets lost where somebody decodes twice, trims, splits, or takes text for numbers.
const PIECES: [&str; 34] = [
    "1.10",
    "0123",
    "1e3",
    "-0",
    "true",
    "null",
    "%",
    "%25",
    "%2",
    "%C3%BC",
    "&",
    "&amp;",
    "=",
    "#",
    "+",
    "%20",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "'",
    "`",
    "\\",
    "<b>",
    "~",
    ":~:text=",
    "日本",
    "ü",
    "u\u{308}",
    "👩\u{200d}💻",
    "\u{feff}",
    "\u{10ffff}",
];

fn text(random: &mut Random) -> String {
    let pieces = 1 + random.below(5);
    (0..pieces).map(|_| random.of(&PIECES)).collect()
}

/// A form without a password, by names.
fn form(random: &mut Random) -> Value {
    let mut form = serde_json::Map::new();
    for name in TEXTS {
        if random.below(3) != 0 {
            form.insert(name.into(), text(random).into());
        }
    }
    for (name, values) in CHOICES {
        match random.below(8) {
            // Answers that are none of the values are kept as well, to be seen and mended.
            0 => form.insert(name.into(), text(random).into()),
            1 | 2 => None,
            _ => form.insert(name.into(), random.of(values).into()),
        };
    }
    // At least one answer, and never twice the same link in a row.
    let port = format!("{}{}", random.next(), text(random));
    form.insert("port".into(), port.into());
    form.into()
}

/// Opens links one after the other in the loaded page; gives what was not as it should be.
const ROUND_TRIP: &str = "
    (async () => {
        // A timer would wait for some milliseconds.
        const { port1, port2 } = new MessageChannel();
        const turn = () => new Promise((done) => {
            port1.onmessage = done;
            port2.postMessage(null);
        });
        const faults = [];
        const differ = (what, expected, seen, list = faults) => {
            const [a, b] = [JSON.stringify(expected), JSON.stringify(seen)];
            if (a !== b) list.push(`${what}: ${a} became ${b}`);
        };
        const sorted = (object) => Object.fromEntries(Object.entries(object).sort());
        // What HTML's own controls make of line breaks: a line has none, an area has one kind.
        const line = (text) => text.replace(/[\\r\\n]/g, '');
        const area = (text) => text.replace(/\\r\\n?/g, '\\n');
        const onShow = (form) => {
            const list = [];
            for (const control of document.querySelectorAll('.question :is(input[type=text], textarea)')) {
                const as = control.localName === 'input' ? line : area;
                differ(control.name, as(form[control.name] ?? ''), control.value, list);
            }
            for (const [name, [first, ...rest]] of Object.entries(window.choices)) {
                const radios = [...document.querySelectorAll(`.question input[name='${name}']`)];
                if (radios.length === 0 || !form[name] && first === '') continue;
                const wanted = [first, ...rest].filter((value) => value === (form[name] || first));
                const checked = radios.filter((radio) => radio.checked).map((radio) => radio.value);
                differ(name, wanted, checked, list);
            }
            differ('password', '', document.querySelector('#field-password')?.value ?? '', list);
            return list;
        };
        // Drawing may come some turns later: Yew leaves the rest to a timer after 16 ms of work.
        const drawn = async (form) => {
            for (let turns = 0; turns < 10_000 && onShow(form).length > 0; turns++) await turn();
            return onShow(form);
        };
        for (const form of window.batch) {
            const pairs = Object.entries(form).map((pair) => pair.map(encodeURIComponent).join('='));
            const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
            location.hash = pairs.join('&');
            await changed;
            faults.push(...await drawn(form));
            window.copied = null;
            document.querySelector('#copy-link').click();
            await turn();
            const [bare, fragment] = (window.copied ?? '').split('#');
            differ('page', location.href.split('#')[0], bare);
            const said = fragment.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
            const expected = Object.entries(form)
                .filter(([name, text]) => text !== '' && text !== window.choices[name]?.[0]);
            differ('link', sorted(Object.fromEntries(expected)), sorted(Object.fromEntries(said)));
            for (let turns = 0; turns < 10_000 && location.href !== window.copied; turns++) await turn();
            differ('address', window.copied, location.href);
            differ('told', 0, document.querySelectorAll('#told li').length);
        }
        return faults;
    })()";

#[test]
fn a_thousand_forms_go_through_a_link() {
    // Chromium stops a page that changes its address as often as no person can.
    let flags = ["--disable-ipc-flooding-protection"];
    let Some(page) = Page::flagged("/", None, &flags) else {
        return;
    };
    page.browser.go(&page.server.url());
    page.wait_until_ready();
    let (mut random, choices) = (
        Random(0x11_4b),
        json!(
            CHOICES
                .iter()
                .copied()
                .collect::<std::collections::BTreeMap<_, _>>()
        ),
    );
    // What waits until a person has stopped typing waits no longer than it must.
    page.browser.run(
        "window.choices = arguments[0];
         const later = window.setTimeout;
         window.setTimeout = (run, _, ...rest) => later(run, 0, ...rest);
         navigator.clipboard.writeText = async (text) => { window.copied = text; };",
        &[choices],
    );
    for _ in 0..FORMS / BATCH {
        let batch: Vec<_> = (0..BATCH).map(|_| form(&mut random)).collect();
        page.browser
            .run("window.batch = arguments[0];", &[json!(batch)]);
        assert_eq!(page.browser.settle(ROUND_TRIP), json!([]));
    }
    assert_eq!(page.browser.log("browser"), Vec::<String>::new());
}

#[test]
fn links() {
    for_each_page!(
        a_link_brings_the_whole_form,
        what_cannot_be_read_is_told,
        a_password_in_a_link_is_not_taken,
        a_link_in_the_open_page_does_the_same,
        an_edited_link_is_clean,
    );
}

fn fragment(page: &Page) -> String {
    string(&page.browser.eval("location.hash"))
}

#[track_caller]
fn expect_fragment(page: &Page, expected: &str) {
    wait::until_equal("the address", &expected.to_owned(), || fragment(page));
}

/// The rest of the form comes by hand: what a colleague's link leaves out is the password.
fn a_link_brings_the_whole_form(page: &Page) {
    let link = "proxies=10.0.0.41:8080%0A10.0.0.42:8080&username=testuser&domain=corp-uk&dind=tls";
    page.come_back_by(link);
    page.fill(&[("password", PASSWORD)]);
    let form = [GUIDE, &[("dind", "tls")]].concat();
    page.expect_files("by a link", &form, "en");
    expect_fragment(page, &format!("#{link}"));
    assert_eq!(page.count("#told li"), 0);
    page.allow_reading_the_clipboard();
    page.mark_clipboard();
    page.browser.click("#copy-link");
    let whole = format!("{}#{link}", page.server.url());
    wait::until_equal("the copied link", &whole, || page.clipboard());
    // Typing writes the address anew and leaves no trail of it in the history.
    let length = page.browser.eval("history.length");
    page.fill(&[("port", "3129"), ("dind", "none")]);
    let shorter = link.replace("&dind=tls", "&port=3129");
    expect_fragment(page, &format!("#{shorter}"));
    assert_eq!(page.browser.eval("history.length"), length);
}

const BROKEN: &str =
    "port=3129&nonsense&username=%ZZ&proxies=10.0.0.41:8080&port=1&host=x&domain=%FF&secret=%";

fn what_cannot_be_read_is_told(page: &Page) {
    page.come_back_by(BROKEN);
    assert_eq!(page.value("#field-port"), "3129");
    assert_eq!(page.value("#field-proxies"), "10.0.0.41:8080");
    assert_eq!(page.value("#field-username"), "");
    let told = page.texts("#told li");
    for part in ["Part 2", "“host”", "damaged", "more than once"] {
        assert!(
            told.iter().any(|one| one.contains(part)),
            "{part}: {told:?}"
        );
    }
    let names = page
        .browser
        .eval("[...document.querySelectorAll('#told li')].map((li) => li.dataset.kind)");
    assert_eq!(names.as_array().map(Vec::len), Some(6), "{names}");
    for name in ["Port of CNTLM", "User name", "Domain"] {
        assert!(names.to_string().contains(name), "{name}: {names}");
    }
    // It stands in the way of nothing, and speaks the reader's language.
    assert_eq!(page.count("#summary li.error"), 0);
    page.speak("ja");
    let told = page.texts("#told li");
    let hiragana = |text: &String| text.contains(|c| ('ぁ'..='ん').contains(&c));
    assert!(told.iter().all(hiragana), "{told:?}");
    assert_eq!(
        fragment(page),
        format!("#{BROKEN}"),
        "it stays until somebody edits"
    );
    page.browser.click("#dismiss");
    wait::until_equal("dismissed", &0, || page.count("#told *"));
}

fn a_password_in_a_link_is_not_taken(page: &Page) {
    for secret in [
        format!("password={PASSWORD}"),
        format!("password={PASSWORD}&{PASSWORD}=1"),
    ] {
        page.come_back_by(&format!("username=alice&{secret}&port=3129"));
        assert_eq!(page.value("#field-password"), "");
        assert_eq!(fragment(page), "#username=alice&port=3129", "at once");
        let told = page.texts("#told").join("\n");
        assert!(told.contains("have the password changed"), "{told}");
        assert!(!told.contains(PASSWORD), "{told}");
        let entry = "navigation.entries().map((entry) => entry.url).join()";
        let entries = string(&page.browser.eval(entry));
        assert!(!entries.contains(PASSWORD), "{entries}");
    }
}

fn a_link_in_the_open_page_does_the_same(page: &Page) {
    page.fill(GUIDE);
    let link = format!("username=bob&password={NEW}&nonsense");
    page.browser
        .run("location.hash = arguments[0];", &[json!(link)]);
    wait::until_equal("bob", &"bob".to_owned(), || page.value("#field-username"));
    assert_eq!(
        page.value("#field-password"),
        "",
        "another link, another password"
    );
    assert_eq!(page.value("#field-proxies"), "");
    expect_fragment(page, "#username=bob");
    assert_eq!(page.count("#told li"), 2);
    page.browser.click("#undo");
    wait::until_equal("testuser", &"testuser".to_owned(), || {
        page.value("#field-username")
    });
    assert_eq!(page.value("#field-password"), PASSWORD);
    assert!(
        !page
            .browser
            .eval("document.documentElement.outerHTML")
            .to_string()
            .contains(NEW)
    );
}

/// Another one than [`PASSWORD`].
const NEW: &str = "Yy8OtherPw7";

fn an_edited_link_is_clean(page: &Page) {
    page.come_back_by(BROKEN);
    page.fill(&[("domain", "ü &%#+")]);
    expect_fragment(
        page,
        "#proxies=10.0.0.41:8080&domain=%C3%BC%20%26%25%23%2B&port=3129",
    );
    // A browser escapes by itself what a person types into the address; a plus is a plus.
    page.come_back_by("domain=a+\"b\" <ü>");
    assert_eq!(page.value("#field-domain"), "a+\"b\" <ü>");
    assert_eq!(page.count("#told li"), 0);
}

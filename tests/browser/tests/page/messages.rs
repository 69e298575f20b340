//! "What does this message mean?" says what the command says, opens the papers that help, and keeps
//! to itself what was pasted.

use browser_tests::command::explain;
use browser_tests::forms::PASSWORD;
use browser_tests::hand::{Hand, tab_to};
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, for_each_page, wait};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::Key;

#[test]
fn messages() {
    for_each_page!(
        the_page_says_what_the_command_says,
        a_paper_is_one_press_away,
        a_paper_that_is_not_there_says_how_it_comes,
        failures_without_a_message_are_chosen,
        what_is_pasted_is_kept_nowhere,
        a_long_text_does_not_stop_the_page,
        a_command_can_be_copied,
    );
}

const MESSAGES: &str = "nav.desks a[href='#see=messages']";
const EXAMPLES: &str = include_str!("../../../failures/examples.txt");

/// Logs of one, of several, of something broad beside something that says more, with colours, with
/// passwords, and of nothing.
const LOGS: [&str; 6] = [
    "curl: (56) CONNECT tunnel failed, response 407",
    "a\nb\nproxyconnect tcp: tls: first record does not look like a TLS handshake\nc\n\
     proxyconnect tcp: tls: first record does not look like a TLS handshake",
    "ERROR: Job failed (system failure): Error response from daemon: Get \
     \"https://registry-1.docker.io/v2/\": x509: certificate signed by unknown authority\n\
     error during connect: Get \"http://docker:2375/v1.24/info\": dial tcp: lookup docker: no such host",
    "proxyconnect tcp: dial tcp: lookup http://alice:Zx7CanaryPw9@10.0.0.41: no such host",
    EXAMPLES,
    "All is well.",
];

fn open(page: &Page, hand: Hand) {
    hand.turn_to_papers(page);
    hand.press(page, MESSAGES);
    page.wait_for("#log");
}

/// The cards on show, as the command would print them.
fn told(page: &Page, lang: &str) -> Vec<String> {
    let cards = page.browser.eval(
        "[...document.querySelectorAll('.card')].map((card) => {
             const text = (css) => card.querySelector(css)?.textContent ?? null;
             const all = (css) => [...card.querySelectorAll(css)];
             return {
                 id: card.dataset.failure, title: text('h3'), line: text('.line-number'),
                 seen: text('.seen'), means: text('.means'), cure: text('.cure'),
                 check: text('.command code'), none: text('.no-file'),
                 files: all('.for-it > li').map((item) => item.dataset.path),
                 sources: all('details li').map((item) => item.textContent),
             };
         })",
    );
    let labels = match lang {
        "en" => [
            "What it means:",
            "What cures it:",
            "Our files for it:",
            "See for yourself:",
            "Others met it:",
        ],
        _ => [
            "意味：",
            "対処：",
            "関係するファイル：",
            "確かめるコマンド：",
            "報告や資料：",
        ],
    };
    let card = |card: &Value| {
        let list = |name: &str, between: &str| {
            let list = card[name].as_array().map_or(&[][..], |list| list);
            let list: Vec<_> = list.iter().map(string).collect();
            list.iter()
                .map(|path| path.strip_prefix("host").unwrap_or(path))
                .collect::<Vec<_>>()
                .join(between)
        };
        let files = match card["none"].as_str() {
            Some(none) => none.to_owned(),
            None => list("files", "\n    "),
        };
        let parts = [
            string(&card["means"]),
            string(&card["cure"]),
            files,
            card["check"].as_str().unwrap_or_default().to_owned(),
            list("sources", ", "),
        ];
        let mut told = String::new();
        if let (Some(line), Some(seen)) = (card["line"].as_str(), card["seen"].as_str()) {
            told.push_str(&format!("{line} {seen}\n"));
        }
        let (id, title) = (string(&card["id"]), string(&card["title"]));
        told.push_str(&format!("{title}  [{id}]\n"));
        for (label, part) in labels.iter().zip(parts) {
            if !part.is_empty() {
                told.push_str(&format!("  {label}\n    {part}\n"));
            }
        }
        told
    };
    cards
        .as_array()
        .map_or_else(Vec::new, |cards| cards.iter().map(card).collect())
}

#[track_caller]
fn expect_as_command(page: &Page, log: &str, lang: &str) {
    let (said, recognised) = explain(&page.machine, log, lang);
    let status = page.text("#recognised");
    if !recognised {
        assert_eq!(told(page, lang), Vec::<String>::new());
        assert_eq!(
            status,
            page.text("#recognised .nothing"),
            "and nothing else"
        );
        assert!(said.starts_with(&format!("{status}\n")), "{status}: {said}");
        for symptom in page.texts(".symptoms a") {
            assert!(said.contains(&symptom), "{symptom}: {said}");
        }
        return;
    }
    let told = told(page, lang);
    assert!(status.contains(&told.len().to_string()), "{status}");
    let mut expected = told.join("\n");
    if said.contains("xxxxx") {
        let masked = page.text("#recognised .help");
        expected.push_str(&format!("\n{masked}\n"));
    }
    assert_eq!(expected, said, "{log}");
}

fn the_page_says_what_the_command_says(page: &Page) {
    page.wait_until_kept();
    page.browser.traffic();
    let before = page.server.requests();
    for (hand, size) in [(Hand::Mouse, DESK), (Hand::Keys, TELEPHONE)] {
        page.browser.show(size, "light");
        open(page, hand);
        for lang in ["en", "ja"] {
            page.speak(lang);
            for log in LOGS {
                hand.paste(page, "#log", log);
                expect_as_command(page, log, lang);
            }
        }
        hand.press(page, "#log-clear");
        wait::until_equal("nothing", &String::new(), || page.value("#log"));
        assert_eq!(page.count(".card"), 0);
        assert_eq!(page.text("#recognised"), "");
        page.speak("en");
    }
    // With keys alone, letter by letter.
    tab_to(page, "#log");
    page.browser.press(LOGS[0]);
    expect_as_command(page, LOGS[0], "en");
    page.browser.press("\nand more");
    let more = format!("{}\nand more", LOGS[0]);
    wait::until_equal("typed on", &more, || page.value("#log"));
    assert_eq!(page.server.requests(), before);
    assert_eq!(page.browser.traffic(), Vec::<String>::new());
    page.browser.show(DESK, "light");
}

fn a_paper_is_one_press_away(page: &Page) {
    page.fill(&[("proxies", "10.0.0.41:8080"), ("username", "testuser")]);
    for (hand, size, lang) in [
        (Hand::Mouse, DESK, "en"),
        (Hand::Keys, DESK, "ja"),
        (Hand::Keys, TELEPHONE, "en"),
        (Hand::Mouse, TELEPHONE, "ja"),
    ] {
        page.speak(lang);
        page.browser.show(size, "dark");
        open(page, hand);
        hand.paste(page, "#log", LOGS[0]);
        let paths = page.browser.eval(
            "[...document.querySelectorAll('.card li:has(> .open)')].map((item) => item.dataset.path)",
        );
        let paths = paths.as_array().cloned().unwrap_or_default();
        assert!(!paths.is_empty(), "some paper cures it");
        for path in paths {
            let path = string(&path);
            hand.press(page, &format!(".card li[data-path='{path}'] .open"));
            wait::until_equal("the paper", &path, || page.on_show());
            // With what was typed before, and what was pasted is still there.
            assert_eq!(page.value("#field-username"), "testuser");
            open(page, hand);
            assert_eq!(page.value("#log"), LOGS[0]);
        }
    }
    page.browser.show(DESK, "light");
}

fn a_paper_that_is_not_there_says_how_it_comes(page: &Page) {
    open(page, Hand::Mouse);
    Hand::Mouse.paste(
        page,
        "#log",
        "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character",
    );
    let item = ".card li[data-path='host/etc/docker/daemon.json']";
    page.wait_for(item);
    assert_eq!(page.count(&format!("{item} .open")), 0);
    let said = page.text(item);
    assert!(said.contains("“daemon.json”"), "{said}");
    page.browser.click(&format!("{item} .link"));
    let focus = "document.activeElement.closest('[data-field]')?.dataset.field ?? ''";
    wait::until_equal("the question", &json!("daemon"), || {
        page.browser.eval(focus)
    });
    page.browser.press(Key::Down);
    page.browser.click(&format!("{item} .open"));
    let path = "host/etc/docker/daemon.json".to_owned();
    wait::until_equal("the paper", &path, || page.on_show());
}

fn failures_without_a_message_are_chosen(page: &Page) {
    let focus = || string(&page.browser.eval("document.activeElement.id"));
    page.fill(&[("username", "testuser")]);
    for (hand, lang) in [(Hand::Mouse, "en"), (Hand::Keys, "ja")] {
        page.speak(lang);
        open(page, hand);
        let link = ".symptoms a[href='#see=messages/docker0-moved']";
        hand.press(page, link);
        let id = "see-messages-docker0-moved".to_owned();
        wait::until_equal("the card", &id, focus);
        assert_eq!(page.count(".card"), 1);
        let title = page.text(".card h3");
        assert_eq!(title, page.text(link));
        let address = json!("#see=messages/docker0-moved&username=testuser");
        wait::until_equal("the address", &address, || {
            page.browser.eval("location.hash")
        });
    }
    // The whole list is there, folded.
    assert_eq!(page.count(".theme"), 9);
    assert!(!page.shows(".theme li"));
    page.browser.click(".theme summary");
    page.browser.click(".theme[open] li a");
    wait::until("another card", || {
        (page.attribute(".card", "data-failure") == "cntlm-listen-name").then_some(())
    });
    assert_eq!(page.count(".theme a"), page.count(".theme li"));
    assert!(page.count(".theme a") > 80);
    // A link brings it in another visit, and what is pasted beside it does not show it twice.
    page.come_back_by("see=messages/proxy-407&port=3129");
    wait::until_equal("the card", &"see-messages-proxy-407".to_owned(), focus);
    assert_eq!(page.value("#field-port"), "3129");
    Hand::Mouse.paste(page, "#log", LOGS[0]);
    assert_eq!(page.count(".card"), 1);
    assert_eq!(page.count(".seen"), 1);
    // Its chapter is one link away.
    page.browser.click(".card a[href^='#see=guide/']");
    page.wait_for(".chapter");
    assert_eq!(page.value("#field-port"), "3129");
}

/// Where a browser could keep it.
const PLACES: &str = "JSON.stringify([location.href, document.title, window.name, history.state,
    { ...localStorage }, { ...sessionStorage }, document.cookie,
    [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.value)),
    document.querySelector('#app').innerText, document.querySelector('#app').textContent])";

fn what_is_pasted_is_kept_nowhere(page: &Page) {
    open(page, Hand::Mouse);
    let log = format!(
        "curl: (5) Could not resolve proxy: alice:{PASSWORD}@proxy\n\
         time=x level=error msg=\"proxyconnect tcp: dial tcp: lookup http://u:{PASSWORD}@h: no such host\"\n\
         {PASSWORD}\nPassword {PASSWORD}"
    );
    Hand::Mouse.paste(page, "#log", &log);
    page.wait_for(".card");
    let seen = page.texts(".seen").join("\n");
    assert!(seen.contains("xxxxx") && !seen.contains(PASSWORD), "{seen}");
    page.browser.click(".for-it .open");
    wait::until("a paper", || (page.on_show() != "").then_some(()));
    for _ in 0..2 {
        let kept = string(&page.browser.eval(PLACES));
        assert!(!kept.contains(PASSWORD), "{kept}");
        open(page, Hand::Mouse);
    }
    assert_eq!(page.browser.log("browser"), Vec::<String>::new());
    // Whoever comes back finds nothing, also when the browser kept the whole page.
    page.browser.go("about:blank");
    page.browser.back();
    page.wait_for("#log");
    assert_eq!(page.value("#log"), "");
    assert_eq!(page.count(".card"), 0);
}

/// Some times what it takes, for a machine that does other things. In the text area four megabytes
/// took five seconds.
const PATIENCE_MS: f64 = 3_000.0;

/// A paste of so many bytes, and a file: what the page says, and how long it stood still.
fn a_long_text_does_not_stop_the_page(page: &Page) {
    open(page, Hand::Mouse);
    page.allow_reading_the_clipboard();
    let line =
        "level=info msg=\"Could not resolve proxy: proxy.corp.example\" connection re-used\\n";
    let last = "curl: (56) CONNECT tunnel failed, response 407";
    let text = |size: usize| format!("'{line}'.repeat({}) + '{last}'", size / (line.len() - 1));
    let watch = "window.stood = 0; let at = performance.now(); window.watch = setInterval(() => {
        const now = performance.now(); window.stood = Math.max(window.stood, now - at); at = now; }, 5);";
    let stood = |what: &str| {
        std::thread::sleep(Duration::from_millis(50));
        let stood = page
            .browser
            .eval("window.stood")
            .as_f64()
            .unwrap_or(f64::MAX);
        println!("{what}: the page stood still for {stood:.0} ms");
        assert!(stood < PATIENCE_MS, "{what}: {stood} ms");
        page.browser.run("clearInterval(window.watch)", &[]);
    };
    for (size, said) in [(3 << 20, ""), (10 << 20, "the last 4 MB")] {
        let text = text(size);
        for way in ["paste", "file"] {
            page.browser.run(watch, &[]);
            let body = match way {
                "paste" => format!(
                    "const data = new DataTransfer();
                     data.setData('text/plain', {text});
                     const area = document.querySelector('#log');
                     area.dispatchEvent(new ClipboardEvent('paste',
                         {{ clipboardData: data, bubbles: true, cancelable: true }}));"
                ),
                _ => format!(
                    "const data = new DataTransfer();
                     data.items.add(new File([{text}], 'a.log'));
                     const input = document.querySelector('#log-file');
                     input.files = data.files;
                     input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
                ),
            };
            page.browser.run(&body, &[]);
            wait::until("both failures", || (page.count(".card") == 2).then_some(()));
            stood(&format!("{} MB, {way}", size >> 20));
            let told = page.text("#log-said");
            assert!(
                told.contains("too long to stand here") && told.contains(said),
                "{told}"
            );
            assert_eq!(told.contains("only"), !said.is_empty(), "{told}");
            assert_eq!(page.value("#log"), "");
            page.browser.click("#log-clear");
            wait::until_equal("cleared", &0, || page.count(".card"));
            assert_eq!(page.text("#log-said").trim(), "");
        }
    }
    // A short file stands in the area like a paste.
    page.browser.run(
        "const data = new DataTransfer();
         data.items.add(new File([arguments[0]], 'a.log'));
         const input = document.querySelector('#log-file');
         input.files = data.files;
         input.dispatchEvent(new Event('change', { bubbles: true }));",
        &[json!(last)],
    );
    wait::until_equal("the file", &last.to_owned(), || page.value("#log"));
    assert_eq!(page.attribute(".card", "data-failure"), "proxy-407");
}

fn a_command_can_be_copied(page: &Page) {
    page.allow_reading_the_clipboard();
    page.fill(&[("port", "3199")]);
    for (hand, lang) in [(Hand::Mouse, "en"), (Hand::Keys, "ja")] {
        page.speak(lang);
        open(page, hand);
        hand.paste(page, "#log", LOGS[0]);
        page.mark_clipboard();
        let command = page.text(".card .command code");
        assert!(command.contains("172.17.0.1:3199"), "{command}");
        hand.press(page, ".card .copy-command");
        wait::until_equal("copied", &command, || page.clipboard());
        let copied = if lang == "en" {
            "Copied"
        } else {
            "コピー済み"
        };
        wait::until_equal("said", &copied.to_owned(), || {
            page.text(".card .copy-command").trim().to_owned()
        });
    }
}

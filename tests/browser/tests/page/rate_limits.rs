//! What the Runner does with a response that limits it, by the clock of whoever looks.

use browser_tests::forms::PASSWORD;
use browser_tests::hand::{Hand, tab_to};
use browser_tests::page::string;
use browser_tests::{DESK, Page, TELEPHONE, for_each_page, wait};
use serde_json::{Value, json};

#[test]
fn rate_limits() {
    for_each_page!(
        both_rules_tell_a_timeline,
        a_line_of_the_log_is_read_too,
        the_clock_is_the_readers,
        what_is_no_response_is_said,
        the_parts_for_nginx_can_be_copied,
    );
}

const RATE_LIMITS: &str = "nav.desks a[href='#see=rate-limits']";

/// Kept for a long time: only its own Date makes something of the other one.
const RESPONSE: &str = "HTTP/1.1 429 Too Many Requests\nDate: Wed, 21 Oct 2015 07:28:00 GMT\n\
                        RateLimit-ResetTime: Wed, 21 Oct 2015 07:29:00 GMT\nRetry-After: 30\n\n{}";

fn open(page: &Page, hand: Hand) {
    hand.turn_to_papers(page);
    hand.press(page, RATE_LIMITS);
    page.wait_for("#response");
}

/// When each attempt comes, as counted from now.
#[track_caller]
fn expect_attempts(page: &Page, what: &str, expected: &[&str]) {
    wait::until_equal(what, &expected.to_vec(), || {
        let seen = page.texts(".attempts .when");
        let seen: Vec<&'static str> = seen
            .into_iter()
            .map(|text| &*Box::leak(text.into_boxed_str()))
            .collect();
        seen
    });
}

#[track_caller]
fn expect_end(page: &Page, part: &str) {
    let end = page.text(".conclusion");
    assert!(end.contains(part), "{part}: {end}");
}

fn toggle(page: &Page, hand: Hand) {
    match hand {
        Hand::Mouse => page.browser.click("label[for='by-date']"),
        Hand::Keys => {
            tab_to(page, "#by-date");
            page.browser.press(" ");
        }
    }
}

fn choose(page: &Page, hand: Hand, rule: &str) {
    let css = format!("#rule-{rule}");
    match hand {
        Hand::Mouse => page.browser.click(&format!("label[for='rule-{rule}']")),
        Hand::Keys => {
            tab_to(page, "input[name='rule']:checked");
            let key = if rule == "older" {
                thirtyfour::Key::Down
            } else {
                thirtyfour::Key::Up
            };
            page.browser.press(key);
        }
    }
    wait::until_equal(&css, &1, || page.count(&format!("{css}:checked")));
}

fn both_rules_tell_a_timeline(page: &Page) {
    page.wait_until_kept();
    page.browser.traffic();
    for (hand, size) in [(Hand::Mouse, DESK), (Hand::Keys, TELEPHONE)] {
        page.browser.show(size, "light");
        open(page, hand);
        // The date is past by now: the newer Runner goes by the seconds, the older one does not wait.
        hand.paste(page, "#response", RESPONSE);
        let seconds = [
            "at once",
            "after 30 s",
            "after 1 min",
            "after 1 min 30 s",
            "after 2 min",
        ];
        expect_attempts(page, "seconds", &seconds);
        expect_end(page, "If the fifth answer is still 429");
        choose(page, hand, "older");
        expect_attempts(page, "at once", &["at once"; 5]);
        expect_end(page, "gave up due to rate limit");
        // By the response's own clock the date is a minute away, and past after that.
        toggle(page, hand);
        let once = [
            "at once",
            "after 1 min",
            "after 1 min",
            "after 1 min",
            "after 1 min",
        ];
        expect_attempts(page, "the older rule", &once);
        choose(page, hand, "current");
        let then = [
            "at once",
            "after 1 min",
            "after 1 min 30 s",
            "after 2 min",
            "after 2 min 30 s",
        ];
        expect_attempts(page, "the newer rule", &then);
        let whys = page.texts(".attempts .help").join(" ");
        assert!(
            whys.contains("RateLimit-ResetTime") && whys.contains("Retry-After"),
            "{whys}"
        );
        assert!(page.text(".now").contains("Wed, 21 Oct 2015 07:28:00 GMT"));
        toggle(page, hand);
        expect_attempts(page, "seconds again", &seconds);
        let notes = page.texts("#timeline .notes li").join(" ");
        assert!(
            notes.contains("the clocks differ") && notes.contains("clock of its own host"),
            "{notes}"
        );
        // Without the header, the older rule asks but once.
        hand.paste(page, "#response", "HTTP/2 429\nretry-after: 30\n\n");
        choose(page, hand, "older");
        expect_attempts(page, "no date", &["at once"]);
        expect_end(page, "does not try again");
        assert_eq!(page.count("#by-date"), 0, "there is no Date to go by");
        choose(page, hand, "current");
        page.speak("ja");
        expect_attempts(
            page,
            "in Japanese",
            &["すぐに", "30 秒後", "1 分後", "1 分 30 秒後", "2 分後"],
        );
        page.speak("en");
    }
    page.browser.show(DESK, "light");
    assert_eq!(page.browser.traffic(), Vec::<String>::new());
}

fn a_line_of_the_log_is_read_too(page: &Page) {
    open(page, Hand::Mouse);
    let line = "WARNING: Waiting before making the next call  context=x duration=10s method=POST";
    Hand::Mouse.paste(page, "#response", line);
    wait::until("an attempt", || {
        (page.count(".attempts li") > 1).then_some(())
    });
    assert!(
        page.texts(".attempts .when")
            .contains(&"after 10 s".to_owned())
    );
    choose(page, Hand::Mouse, "older");
    let notes = page.texts("#timeline .notes li").join(" ");
    assert!(notes.contains("18.3 or newer"), "{notes}");
}

/// The times are those of the browser's own clock and zone.
fn the_clock_is_the_readers(page: &Page) {
    for (zone, offset) in [
        ("Asia/Tokyo", "UTC+09:00"),
        ("America/St_Johns", "UTC-0"),
        ("Asia/Kathmandu", "UTC+05:45"),
        ("UTC", "UTC+00:00"),
    ] {
        let set = json!({ "timezoneId": zone });
        page.browser.cdp("Emulation.setTimezoneOverride", set);
        page.reload();
        open(page, Hand::Mouse);
        Hand::Mouse.paste(
            page,
            "#response",
            "HTTP/1.1 503 Service Unavailable\nRetry-After: 3600\n\n",
        );
        wait::until("five attempts", || {
            (page.count(".attempts li") == 5).then_some(())
        });
        let now = page.text(".now");
        assert!(now.contains(offset), "{zone}: {now}");
        // Read the page's own words back, and let the browser count on from there.
        let times = page.browser.eval(
            "(() => {
                 const [, http] = document.querySelector('.now').textContent.match(/: ([^:]+:[^:]+:.*GMT)/);
                 const now = Date.parse(http);
                 const pad = (number) => String(number).padStart(2, '0');
                 const day = (d) => `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
                 const time = (d) => `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`;
                 const at = (hours) => {
                     const then = new Date(now + hours * 3600_000);
                     const other = day(then) !== day(new Date(now));
                     return (other ? `${day(then)} ` : '') + time(then);
                 };
                 return [Math.abs(Date.now() - now) < 60_000, ...[0, 1, 2, 3, 4].map(at)];
             })()",
        );
        let times: Vec<Value> = times.as_array().cloned().unwrap_or_default();
        assert_eq!(times.first(), Some(&json!(true)), "{zone}: now is now");
        let times: Vec<String> = times[1..].iter().map(string).collect();
        assert_eq!(page.texts(".attempts strong"), times, "{zone}");
    }
    page.browser
        .cdp("Emulation.setTimezoneOverride", json!({ "timezoneId": "" }));
}

fn what_is_no_response_is_said(page: &Page) {
    open(page, Hand::Mouse);
    assert_eq!(page.text("#timeline"), "");
    Hand::Mouse.paste(page, "#response", "It does not work.");
    wait::until("a word", || {
        page.text("#timeline").contains("curl -i").then_some(())
    });
    assert_eq!(page.count(".attempts"), 0);
    // What an answer brings is a stranger's: a secret in it is shown nowhere.
    let text = format!(
        "HTTP/1.1 429 x\nSet-Cookie: {PASSWORD}\nRetry-After: u:{PASSWORD}@h\nAuthorization: {PASSWORD}\n\n"
    );
    Hand::Mouse.paste(page, "#response", &text);
    page.wait_for(".attempts");
    let kept = page.browser.eval(
        "JSON.stringify([location.href, document.title, { ...localStorage }, history.state,
             document.querySelector('#app').innerText, document.querySelector('#app').textContent])",
    );
    assert!(!string(&kept).contains(PASSWORD), "{kept}");
    // A time beyond all calendars has none by the clock.
    Hand::Mouse.paste(
        page,
        "#response",
        "HTTP/1.1 429 x\nRetry-After: 9223372036\n\n",
    );
    wait::until("far away", || {
        page.texts(".attempts .when")
            .iter()
            .any(|when| when.contains(" d "))
            .then_some(())
    });
    assert_eq!(page.violations(), json!([]));
}

fn the_parts_for_nginx_can_be_copied(page: &Page) {
    page.allow_reading_the_clipboard();
    open(page, Hand::Mouse);
    let parts = [
        include_str!("../../../../src/knowledge/rate_limit/nginx/http.conf"),
        include_str!("../../../../src/knowledge/rate_limit/nginx/server.conf"),
    ];
    for (index, part) in parts.into_iter().enumerate() {
        assert_eq!(page.text(&format!("#snippet-{index}")), part);
        page.mark_clipboard();
        let button = format!(".command:has(#snippet-{index}) .copy-command");
        let hand = [Hand::Mouse, Hand::Keys][index];
        hand.press(page, &button);
        wait::until_equal("copied", &part.to_owned(), || page.clipboard());
    }
}

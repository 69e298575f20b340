//! Loading: what is fetched, and how long until the page can be used.

use crate::figures::{Row, Sample, Table, kb};
use browser_tests::browser::Browser;
use browser_tests::machine::Machine;
use browser_tests::server::{Server, Site};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant, UNIX_EPOCH};

/// What a page asks for by itself once it is usable, it asks for within this time.
const QUIET: Duration = Duration::from_secs(2);

/// How often each page is loaded.
const ROUNDS: usize = 9;

/// Loads both pages in turn.
pub(crate) fn measure(machine: &Machine, hello: &Path, table: &mut Table) {
    let pages = [&machine.site, hello];
    let [mut ready, mut usable]: [[Sample; 2]; 2] = Default::default();
    let mut whole = Sample::default();
    let mut traffic: [Traffic; 2] = Default::default();
    for round in 0..ROUNDS {
        for (number, directory) in pages.into_iter().enumerate() {
            let loaded = Loaded::new(machine, directory, &[]);
            ready[number].add(loaded.ready);
            usable[number].add(loaded.usable);
            if number == 0 {
                whole.add(loaded.whole());
            }
            if round == 0 {
                traffic[number] = loaded.traffic();
            }
        }
    }
    let [ours, bare] = traffic;
    table.add(Row {
        what: "requests until usable",
        page: ours.before.requests.to_string(),
        bare: Some((
            bare.before.requests.to_string(),
            ours.before.requests as f64 / bare.before.requests as f64,
        )),
        budget: Some(("at most 8", ours.before.requests <= 8)),
    });
    table.add(Row {
        what: "fetched until usable, brotli",
        page: kb(ours.before.bytes),
        bare: Some((kb(bare.before.bytes), ours.before.bytes / bare.before.bytes)),
        budget: Some(("at most 150 kB", ours.before.bytes <= 150_000.0)),
    });
    table.add(Row {
        what: "requests after that",
        page: format!("{} ({})", ours.after.requests, kb(ours.after.bytes)),
        ..Row::default()
    });
    table.add(Row {
        what: "requests to anybody else",
        page: format!("{} {}", ours.foreign.len(), ours.foreign.join(" ")),
        budget: Some(("none", ours.foreign.is_empty())),
        ..Row::default()
    });
    let [ours, bare] = ready;
    table.add(Row {
        what: "time until ready",
        page: ours.with_range(),
        bare: Some((bare.with_range(), ours.median() / bare.median())),
        budget: None,
    });
    let [ours, bare] = usable;
    let ratio = ours.median() / bare.median();
    table.add(Row {
        what: "time until usable (painted)",
        page: ours.with_range(),
        bare: Some((bare.with_range(), ratio)),
        budget: Some(("ratio at most 1.5", ratio <= 1.5)),
    });
    table.add(Row {
        what: "time until all of it is there (painted)",
        page: whole.with_range(),
        bare: Some((bare.with_range(), whole.median() / bare.median())),
        budget: None,
    });
}

/// A page in a browser that nobody used before.
pub(crate) struct Loaded {
    pub(crate) browser: Browser,
    pub(crate) server: Server,
    /// From the start of the navigation until the page says that it is ready, in milliseconds.
    pub(crate) ready: f64,
    /// The same until that has been painted with its fonts.
    pub(crate) usable: f64,
}

/// A number of requests and what their answers weigh, as sent.
#[derive(Default)]
struct Fetched {
    requests: usize,
    bytes: f64,
}

/// What a page fetches.
#[derive(Default)]
struct Traffic {
    /// Asked for before it was ready.
    before: Fetched,
    /// Asked for after that.
    after: Fetched,
    /// Addresses that are not the page's own server.
    foreign: Vec<String>,
}

impl Loaded {
    /// Loads a page. Each time everything is new, server, browser and profile: a cache of any kind,
    /// that of compiled Wasm among them, would make the second page look faster than the first.
    ///
    /// `scripts` are put into it before its own.
    pub(crate) fn new(machine: &Machine, directory: &Path, scripts: &[&str]) -> Self {
        let server = Server::start(Site {
            directory: Some(directory.to_owned()),
            base: "/".into(),
            lacking: None,
            off: false,
        });
        let browser = Browser::start(machine, &[]);
        for script in [&[include_str!("watch.js")], scripts].concat() {
            let source = json!({ "source": script });
            browser.cdp("Page.addScriptToEvaluateOnNewDocument", source);
        }
        browser.go(&server.url());
        let started = settled(&browser, "watch.started");
        Self {
            ready: number(&started["ready"]),
            usable: number(&started["usable"]),
            browser,
            server,
        }
    }

    /// Waits until our page has all of its code and has drawn with it: when, in milliseconds.
    pub(crate) fn whole(&self) -> f64 {
        number(&settled(&self.browser, "watch.whole"))
    }

    /// Waits until nothing more is asked for, and tells what was.
    fn traffic(&self) -> Traffic {
        let quiet_since = |requests: usize| {
            let end = Instant::now() + QUIET;
            while Instant::now() < end {
                std::thread::sleep(Duration::from_millis(50));
                if self.server.log().len() != requests {
                    return false;
                }
            }
            true
        };
        while !quiet_since(self.server.log().len()) {}

        let origin = number(&self.browser.eval("performance.timeOrigin"));
        let asked = self.browser.eval("watch.asked()");
        let mut asked = asked.as_array().cloned().unwrap_or_default();
        let mut traffic = Traffic::default();
        for (came, request) in self.server.log() {
            // The page knows best when it asked; what it does not know of (the icon, and what a
            // service worker fetches) has the moment at which it reached the server.
            // Both may ask for the same file, the page first.
            let asked = asked
                .iter()
                .position(|entry| entry[0] == request.path.as_str())
                .map(|known| number(&asked.remove(known)[1]));
            let came = came.duration_since(UNIX_EPOCH).unwrap_or_default();
            let at = asked.unwrap_or(came.as_secs_f64() * 1000.0 - origin);
            let fetched = match at < self.ready {
                true => &mut traffic.before,
                false => &mut traffic.after,
            };
            fetched.requests += 1;
            fetched.bytes += request.bytes as f64;
        }
        let own = self.server.url();
        traffic.foreign = self.browser.traffic();
        traffic.foreign.retain(|url| {
            !url.starts_with(&own) && !url.starts_with("data:") && !url.starts_with("blob:")
        });
        traffic
    }
}

/// What a promise in the page comes to.
///
/// # Panics
/// When it is rejected.
pub(crate) fn settled(browser: &Browser, promise: &str) -> Value {
    let value = browser.settle(promise);
    let rejected = &value["rejected"];
    assert!(rejected.is_null(), "{promise}: {rejected}");
    value
}

/// A number that a script gave.
///
/// # Panics
/// When it gave something else.
pub(crate) fn number(value: &Value) -> f64 {
    assert!(value.is_number(), "not a number: {value}");
    value.as_f64().unwrap_or(f64::NAN)
}

//! Memory after many edits: what a page leaks, it leaks at every edit.

use crate::figures::{Row, Table, kb};
use crate::load::{Loaded, number, settled};
use crate::typing::{HOSTS, SCRIPT, ordinary};
use browser_tests::machine::Machine;
use serde_json::{Value, json};

/// The first figures are taken when everything has been used a few times, the second much later.
const EDITS: [usize; 2] = [1_000, 10_000];

/// A driver waits 30 seconds for a script.
const AT_ONCE: usize = 200;

/// What 9,000 edits may leave behind in JavaScript's heap, in bytes. A heap is never twice quite the
/// same, but one empty element lost at every edit was seen to make twice this.
const HEAP: f64 = 100_000.0;

/// The same for the memory of Wasm, which grows by pages of 64 KiB to what was needed at the worst
/// moment and never shrinks. That moment may come late, and was seen to add three pages; one small
/// string lost at every edit would add more than four.
const WASM: f64 = 4.0 * 65_536.0;

/// What a page holds.
#[derive(Clone, Copy, Default)]
struct Held {
    heap: f64,
    wasm: f64,
    nodes: f64,
    listeners: f64,
}

/// Edits, and looks twice.
pub(crate) fn measure(machine: &Machine, table: &mut Table) {
    let page = Loaded::new(machine, &machine.site, &[include_str!("memories.js")]);
    page.whole();
    page.browser.run(SCRIPT, &[]);
    settled(&page.browser, &format!("typing.fill({})", ordinary()));
    let hosts = json!(HOSTS);
    let mut done = 0;
    let held = EDITS.map(|until| {
        while done < until {
            let next = done + AT_ONCE;
            let call = format!("typing.edit({done}, {next}, {hosts})");
            let showing = settled(&page.browser, &call);
            assert_ne!(showing, json!([]), "the edits reach no paper");
            done = next;
        }
        Held::by(&page)
    });
    let [first, second] = held;
    let grown = |what: &'static str, of: fn(&Held) -> f64, most: f64, budget: &'static str| {
        let [first, second] = [of(&first), of(&second)];
        Row {
            what,
            page: format!("{} → {}", kb(first), kb(second)),
            budget: Some((budget, second - first <= most)),
            ..Row::default()
        }
    };
    let heap = "heap after 1,000 → 10,000 edits";
    table.add(grown(heap, |held| held.heap, HEAP, "+ 100 kB at most"));
    let wasm = "memory of Wasm, likewise";
    table.add(grown(wasm, |held| held.wasm, WASM, "+ 262 kB at most"));
    table.add(Row {
        what: "nodes, likewise",
        page: format!("{} → {}", first.nodes, second.nodes),
        budget: Some(("steady", second.nodes <= first.nodes)),
        ..Row::default()
    });
    table.add(Row {
        what: "listeners, likewise",
        page: format!("{} → {}", first.listeners, second.listeners),
        budget: Some(("steady", second.listeners <= first.listeners)),
        ..Row::default()
    });
}

impl Held {
    /// Has the garbage collected and counts what is left.
    fn by(page: &Loaded) -> Self {
        let browser = &page.browser;
        browser.cdp("Performance.enable", json!({}));
        // What a first collection finalises, a second one frees.
        for _ in 0..2 {
            browser.cdp("HeapProfiler.collectGarbage", json!({}));
        }
        let metrics = browser.cdp("Performance.getMetrics", json!({}));
        let metric = |name: &str| {
            let mut metrics = metrics["metrics"].as_array().into_iter().flatten();
            let found = metrics.find(|metric| metric["name"] == name);
            number(found.map_or(&Value::Null, |metric| &metric["value"]))
        };
        let wasm = browser.eval("memories.map((memory) => memory.buffer.byteLength)");
        let wasm: Vec<f64> = wasm.as_array().into_iter().flatten().map(number).collect();
        assert!(!wasm.is_empty(), "no memory of Wasm was found");
        Self {
            heap: metric("JSHeapUsedSize"),
            wasm: wasm.iter().sum(),
            nodes: metric("Nodes"),
            listeners: metric("JSEventListeners"),
        }
    }
}

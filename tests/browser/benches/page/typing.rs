//! Typing: from the event of a key to papers that are right, and to a frame that shows them.

use crate::figures::{Row, Sample, Table};
use crate::load::{Loaded, number, settled};
use browser_tests::machine::Machine;
use serde_json::{Value, json};

/// What is put into the page to type and to edit.
pub(crate) const SCRIPT: &str = include_str!("typing.js");

/// Each round is a new page with both forms, one after the other.
const ROUNDS: usize = 5;

/// Keys of one form in one round.
const KEYS: usize = 40;

/// The longest time of a key, in milliseconds, for half of all keys.
const BUDGET: f64 = 4.0;

/// GitLab's guide with docker-in-docker, which has every file that a choice does not exclude: the
/// form of `benches/render.rs`, where the same is measured without a browser.
pub(crate) fn ordinary() -> Value {
    json!([
        ["proxies", "10.0.0.41:8080\n10.0.0.42:8080"],
        ["username", "testuser"],
        ["domain", "corp-uk"],
        ["password", "password"],
        ["no-proxy", HOSTS],
        ["dind", "tls"],
        ["client-config", "pre-build-script"],
    ])
}

/// What stands in NO_PROXY of an ordinary form before something is added.
pub(crate) const HOSTS: &str = "registry.corp.example\n.lab.example";

/// How one form fared.
#[derive(Default)]
struct Typed {
    updated: Sample,
    painted: Sample,
    keys: usize,
    in_the_next_frame: usize,
    long_tasks: Vec<f64>,
    papers: usize,
}

/// Types into both forms in turn.
pub(crate) fn measure(machine: &Machine, table: &mut Table) {
    let proxies: Vec<_> = (1..=50).map(|n| format!("10.0.0.{n}:8080")).collect();
    let hosts: Vec<_> = (1..=500)
        .map(|n| format!("host-{n}.corp.example"))
        .collect();
    let (proxies, hosts) = (proxies.join("\n"), hosts.join("\n"));
    let large = json!([["proxies", proxies], ["no-proxy", hosts]]);
    let [mut small, mut big] = [Typed::default(), Typed::default()];
    for _ in 0..ROUNDS {
        let page = Loaded::new(machine, &machine.site, &[]);
        page.whole();
        page.browser.run(SCRIPT, &[]);
        let mut since = page.usable;
        since = small.add(&page, &ordinary(), HOSTS, since);
        big.add(&page, &large, &hosts, since);
    }
    small.show(
        table,
        [
            "key → all papers in the DOM",
            "key → painted",
            "keys shown in the next frame",
            "long tasks after start",
        ],
    );
    big.show(
        table,
        [
            "50 proxies, 500 hosts: key → DOM",
            "50 proxies, 500 hosts: key → painted",
            "50 proxies, 500 hosts: in the next frame",
            "50 proxies, 500 hosts: long tasks",
        ],
    );
}

impl Typed {
    /// Fills in a form and types; `since` is when the page's long tasks begin to count, and what it
    /// gives is when those of this form end.
    fn add(&mut self, page: &Loaded, form: &Value, hosts: &str, since: f64) -> f64 {
        settled(&page.browser, &format!("typing.fill({form})"));
        // A change of NO_PROXY is the dearest there is: it goes into nearly every file.
        for key in 0..KEYS {
            let marker = format!("key-{key}.corp.example");
            let value = json!(format!("{hosts}\n{marker}"));
            let call = format!("typing.key('no-proxy', {value}, '{marker}')");
            let key = settled(&page.browser, &call);
            self.updated.add(number(&key["updated"]));
            self.painted.add(number(&key["painted"]));
            self.keys += 1;
            self.in_the_next_frame += usize::from(key["nextFrame"] == true);
            let papers = key["papers"].as_array().map_or(0, Vec::len);
            let before = std::mem::replace(&mut self.papers, papers);
            assert!(papers > 0, "{marker} is in no paper");
            assert!(before == 0 || before == papers, "not in all papers: {key}");
        }
        let long = page.browser.eval("watch.longTasks");
        let long = long.as_array().into_iter().flatten();
        let own = long.filter(|task| number(&task[0]) >= since);
        self.long_tasks.extend(own.map(|task| number(&task[1])));
        number(&page.browser.eval("performance.now()"))
    }

    fn show(&self, table: &mut Table, [updated, painted, frame, long]: [&'static str; 4]) {
        table.add(Row {
            what: updated,
            page: self.updated.with_p95(),
            budget: Some(("median at most 4 ms", self.updated.median() <= BUDGET)),
            ..Row::default()
        });
        table.add(Row {
            what: painted,
            page: self.painted.with_p95(),
            ..Row::default()
        });
        table.add(Row {
            what: frame,
            page: format!("{} of {}", self.in_the_next_frame, self.keys),
            budget: Some(("all", self.in_the_next_frame == self.keys)),
            ..Row::default()
        });
        let longest = self.long_tasks.iter().copied().fold(0.0, f64::max);
        table.add(Row {
            what: long,
            page: match self.long_tasks.len() {
                0 => "0".to_owned(),
                some => format!("{some} (up to {longest:.0} ms)"),
            },
            budget: Some(("0", self.long_tasks.is_empty())),
            ..Row::default()
        });
    }
}

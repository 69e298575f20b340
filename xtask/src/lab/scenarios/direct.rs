//! Without CNTLM: everything uses the corporate proxy itself, open or with a login by Basic.

use super::{by_hand, checks, install};
use crate::Outcome;
use crate::lab::host::{Host, Times};
use crate::lab::stage::{Answers, Rendered, Stage};

/// As `tests/lab/corporate_proxy.py` knows it, and as it stands in a URL.
const PASSWORD: &str = "p@ss:w%rd $\"'\\#/?&\u{e4}\u{65e5}";
const IN_A_URL: &str = "p%40ss%3Aw%25rd%20%24%22%27%5C%23%2F%3F%26%C3%A4%E6%97%A5";

const OPEN: Answers = &[
    ("route", "direct"),
    ("proxies", "10.213.1.10:8081"),
    ("username", ""),
    ("domain", ""),
    ("password", ""),
];
const BASIC: Answers = &[
    ("route", "direct"),
    ("proxies", "10.213.1.10:8082"),
    ("username", "testuser"),
    ("password", PASSWORD),
];

pub(super) fn run(stage: &Stage) -> Outcome {
    for (what, answers) in [("an open proxy", OPEN), ("a proxy with Basic", BASIC)] {
        stage.with_host(|host| {
            let rendered = stage.render(host, answers)?;
            let as_found = host.fingerprint(Times::Ignored, &[])?;
            let watch = stage.watch()?;
            let mut said = stage.script_ends(host, &["--restart", "now"], 0)?.words();
            let shown = shown(host, &rendered)?;
            stage.see(
                shown == 4,
                &format!("{what}: dockerd and the runner show what README.md says"),
            )?;
            checks::pull(stage, host)?;
            checks::clone(stage)?;
            said += &install::again(stage, host)?.words();
            said += &install::doctor(stage, host)?.words();
            said += &install::rollback(stage, host, &as_found, &[])?.words();
            let silent = !said.contains(PASSWORD) && !said.contains(IN_A_URL);
            stage.see(
                silent && watch.logons()?.1.is_empty(),
                "the script shows no password, and the proxy refused none",
            )
        })?;
    }
    Ok(())
}

/// Compares what README.md says that dockerd and the runner print; gives how many commands those
/// were. The host shows the password where README.md has xxxxx.
fn shown(host: &Host, rendered: &Rendered) -> Outcome<usize> {
    let text = rendered.text("README.md")?;
    let mut seen = 0;
    for (commands, prints) in by_hand::printing(&text) {
        if ["docker info", "systemctl show", "tr "]
            .iter()
            .all(|begin| !commands.starts_with(begin))
        {
            continue;
        }
        let said = host.must(&commands)?.replace(IN_A_URL, "xxxxx");
        if said.trim_end() != prints.trim_end() {
            return Err(format!("README.md says\n{prints}\nand the host says\n{said}").into());
        }
        seen += 1;
    }
    Ok(seen)
}

//! A host whose runner is not registered yet: the script prints the line that registers it.

use super::{checks, install};
use crate::Outcome;
use crate::lab::host::{CONFIG, Host, Times};
use crate::lab::stage::Stage;

/// As the Runner writes them: each on a line of its own.
const KEYS: [&str; 2] = ["  environment = [\"", "  pre_get_sources_script = \""];

/// Without a config.toml, and with one that has no `[[runners]]`.
pub(super) fn run(stage: &Stage) -> Outcome {
    for (what, config) in [
        ("no config.toml", "rm -f"),
        (
            "a config.toml without runners",
            "printf 'concurrent = 2\\n' >",
        ),
    ] {
        stage.with_host(|host| {
            host.must(&format!("{config} {CONFIG}"))?;
            stage.render(host, &[])?;
            let as_found = host.fingerprint(Times::Ignored, &[CONFIG])?;
            let said = stage.script_ends(host, &["--restart", "now"], 0)?;
            register(stage, host, what, &said.out)?;

            let said = install::again(stage, host)?;
            stage.see(
                said.out.contains("Everything is in place already"),
                "it knows its keys in the Runner's own writing",
            )?;
            checks::clone(stage)?;
            install::doctor(stage, host)?;
            let before = host.must(&format!("cat {CONFIG}"))?;
            install::rollback(stage, host, &as_found, &[CONFIG])?;
            without_keys(stage, host, &before)
        })?;
    }
    Ok(())
}

/// Runs what the script printed, with the answers that a person would type.
fn register(stage: &Stage, host: &Host, what: &str, said: &str) -> Outcome {
    let line = said
        .lines()
        .find(|line| line.contains("gitlab-runner register"))
        .ok_or_else(|| format!("{what}: the script prints no line that registers:\n{said}"))?;
    stage.ok(format!("{what}: it prints `{}`", line.trim()));
    let answers = format!(
        " --non-interactive --url https://gitlab.outside.lab --token {} )",
        stage.lane.token()
    );
    let watch = stage.watch()?;
    host.must(&line.replace(" )", &answers))?;
    let config = host.must(&format!("cat {CONFIG}"))?;
    let has = |key: &&str| config.lines().filter(|line| line.starts_with(*key)).count() == 1;
    stage.see(
        watch.asked("gitlab.outside.lab:443")? && KEYS.iter().all(has),
        "it registers through the proxy, and the Runner writes our keys",
    )
}

/// Our keys went out of the file that only the Runner wrote.
fn without_keys(stage: &Stage, host: &Host, before: &str) -> Outcome {
    let ours = |line: &&str| KEYS.iter().any(|key| line.starts_with(key));
    let without: Vec<_> = before.lines().filter(|line| !ours(line)).collect();
    let after = host.must(&format!("cat {CONFIG}"))?;
    stage.see(
        after.lines().eq(without),
        "of config.toml our keys are gone and nothing else",
    )
}

//! What goes wrong on a host: a service that does not start, and the power that fails.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::checks::{self, unchanged};
use crate::Outcome;
use crate::lab::host::{Host, Times};
use crate::lab::shell::wait;
use crate::lab::stage::{Stage, script};

/// Each service in turn is made to fail at its next start; the host is then as it was found.
pub(super) fn services(stage: &Stage) -> Outcome {
    for (service, how) in [
        ("cntlm", "a port that is taken"),
        ("docker", "a start that fails once"),
    ] {
        stage.with_host(|host| {
            stage.render(host, &[])?;
            let before = host.fingerprint(Times::Ignored, &[])?;
            match service {
                "cntlm" => host.must(
                    "systemd-run --quiet --unit=squatter python3 -m http.server --bind 172.17.0.1 3128; \
                     until [ -n \"$(ss -Hltn src 172.17.0.1:3128)\" ]; do sleep 0.1; done",
                )?,
                // Below /run, so that the files of the host stay as they are.
                _ => host.must(
                    "mkdir -p /run/systemd/system/docker.service.d; \
                     printf '[Service]\\nExecStartPre=/bin/sh -c \"rm /run/once\"\\n' \
                       > /run/systemd/system/docker.service.d/zz-lab.conf; \
                     printf 'StartLimitBurst=50\\nRestart=no\\n' >> /run/systemd/system/docker.service.d/zz-lab.conf; \
                     systemctl daemon-reload; rm -f /run/once",
                )?,
            };
            let running = host.running()?;
            stage.script_ends(host, &["--restart", "now"], 1)?;
            let what = format!("{service} with {how}: the run is taken back; otherwise differ");
            unchanged(stage, &before, &host.fingerprint(Times::Ignored, &[])?, &what)?;
            host.must(
                "systemctl stop squatter 2>/dev/null || :; \
                 rm -f /run/systemd/system/docker.service.d/zz-lab.conf; systemctl daemon-reload; \
                 systemctl reset-failed; systemctl start docker cntlm gitlab-runner",
            )?;
            stage.see(host.running()? == running, "the services run as before")?;
            stage.script_ends(host, &["--restart", "now"], 0)?;
            checks::clone(stage)
        })?;
    }
    Ok(())
}

/// The moments at which the power fails: as soon as this is so on the host.
const MOMENTS: [(&str, &str); 7] = [
    ("the journal is there", "[ -d /var/lib/runner-proxy ]"),
    (
        "cntlm.conf is renamed into place",
        "grep -q 10.213.1.10 /etc/cntlm.conf",
    ),
    (
        "cntlm's drop-in is in place",
        "[ -e /etc/systemd/system/cntlm.service.d/docker0.conf ]",
    ),
    (
        "cntlm listens on docker0",
        "[ -n \"$(ss -Hltn src 172.17.0.1:3128)\" ]",
    ),
    (
        "dockerd's drop-in is in place",
        "[ -e /etc/systemd/system/docker.service.d/http-proxy.conf ]",
    ),
    (
        "the runner's drop-in is in place",
        "[ -e /etc/systemd/system/gitlab-runner.service.d/http-proxy.conf ]",
    ),
    (
        "config.toml has its keys",
        "grep -q HTTPS_PROXY /etc/gitlab-runner/config.toml",
    ),
];

/// After each, a second run finishes on every other host, and a rollback on the others.
pub(super) fn power(stage: &Stage) -> Outcome {
    for (number, (moment, so)) in MOMENTS.iter().enumerate() {
        stage.with_host(|host| {
            stage.render(host, &[])?;
            let before = host.fingerprint(Times::Ignored, &[])?;
            cut(stage, host, moment, so)?;
            if number % 2 == 0 {
                stage.script_ends(host, &["--restart", "now"], 0)?;
                checks::clone(stage)?;
            }
            stage.script_ends(host, &["--rollback", "--restart", "now"], 0)?;
            let what = format!("power cut when {moment}: then differ");
            unchanged(
                stage,
                &before,
                &host.fingerprint(Times::Ignored, &[])?,
                &what,
            )
        })?;
    }
    Ok(())
}

/// Runs the script, and cuts the power at that moment. The host itself watches for it, and tells.
fn cut(stage: &Stage, host: &Host, moment: &str, so: &str) -> Outcome {
    const PATIENCE: Duration = Duration::from_secs(60);
    let mut watcher = host
        .command(&[
            "timeout",
            "60",
            "sh",
            "-c",
            &format!("until {so}; do :; done"),
        ])
        .stdin(Stdio::null())
        .spawn()?;
    let mut run = script(host, &["--restart", "now"]);
    let mut run = run
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let start = Instant::now();
    let came = wait(moment, PATIENCE, || Ok(watcher.try_wait()?))?;
    if !came.success() {
        return Err(format!("the moment never came: {moment}").into());
    }
    host.power_cut()?;
    let ended = run.wait()?;
    stage.say(format!(
        "  (power cut {:.1} s after the start, {ended})",
        start.elapsed().as_secs_f64()
    ));
    Ok(())
}

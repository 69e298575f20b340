//! The script from the first look to the last rollback.

use super::checks::{self, unchanged};
use crate::Outcome;
use crate::lab::host::{Fingerprint, Host, SERVICES, Times};
use crate::lab::shell::{Said, wait};
use crate::lab::stage::{JOB, Stage};

/// What a host looks like that did not take part: not even a time has changed.
pub(super) fn run(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        stage.render(host, &[])?;
        let as_found = host.fingerprint(Times::Ignored, &[])?;
        let ran = host.running()?;
        dry_run(stage, host)?;

        let watch = stage.watch()?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        checks::logged_in(stage, host, &watch)?;
        checks::pull(stage, host)?;
        checks::clone(stage)?;
        again(stage, host)?;
        doctor(stage, host)?;
        reboot(stage, host)?;
        rollback(stage, host, &as_found, &[])?;
        stage.see(
            host.running()? == ran,
            "the services run as before, or do not",
        )
    })
}

fn dry_run(stage: &Stage, host: &Host) -> Outcome {
    let before = host.fingerprint(Times::Compared, &[])?;
    let lives = host.lives()?;
    let watch = stage.watch()?;
    let said = stage.script_ends(host, &["--dry-run"], 0)?;
    let secret = stage.form(&[])?["password"].clone();
    stage.see(
        said.out.contains("+++ ") && !said.words().contains(&secret),
        "it shows a diff without the secret",
    )?;
    unchanged(
        stage,
        &before,
        &host.fingerprint(Times::Compared, &[])?,
        "the dry run changes",
    )?;
    stage.see(
        host.lives()? == lives && watch.requests()?.is_empty(),
        "it restarts nothing and asks nothing",
    )
}

/// A second run has nothing to do, and does nothing.
pub(super) fn again(stage: &Stage, host: &Host) -> Outcome<Said> {
    let before = host.fingerprint(Times::Compared, &["/var/lib/runner-proxy"])?;
    let lives = host.lives()?;
    let watch = stage.watch()?;
    let said = stage.script_ends(host, &["--restart", "now"], 0)?;
    let after = host.fingerprint(Times::Compared, &["/var/lib/runner-proxy"])?;
    unchanged(stage, &before, &after, "a second run changes")?;
    stage.see(
        host.lives()? == lives,
        "docker, cntlm and gitlab-runner live on as they were",
    )?;
    // The runner polls meanwhile, over the connection that it keeps.
    stage.see(watch.requests()?.is_empty(), "no request reaches the proxy")?;
    Ok(said)
}

/// The doctor finds every link whole, and changes nothing.
pub(super) fn doctor(stage: &Stage, host: &Host) -> Outcome<Said> {
    let before = host.fingerprint(Times::Compared, &[])?;
    let watch = stage.watch()?;
    let said = stage.script_ends(host, &["--check"], 0)?;
    unchanged(
        stage,
        &before,
        &host.fingerprint(Times::Compared, &[])?,
        "the doctor changes",
    )?;
    let requests = watch.requests()?.len();
    stage.see(
        requests <= 1,
        &format!("it sends {requests} requests through the proxy"),
    )?;
    Ok(said)
}

fn reboot(stage: &Stage, host: &Host) -> Outcome {
    let polls = || stage.lab.world.polls(&stage.lane.token());
    let before = polls()?;
    host.reboot()?;
    stage.see(
        host.running()? == [true; SERVICES.len()],
        "after a reboot, all three services are active",
    )?;
    host.must("ip -4 addr show dev docker0 | grep -qF 172.17.0.1/16")?;
    host.must("[ -n \"$(ss -Hltn src 172.17.0.1:3128)\" ]")?;
    stage.ok("docker0 has its address, and cntlm listens on it");
    wait("the runner polls", JOB, || {
        Ok((polls()? > before + 1).then_some(()))
    })?;
    stage.ok("the runner asks for jobs, through the proxy");
    checks::clone(stage)
}

/// Every byte, mode and owner is as it was found, but for these files.
pub(super) fn rollback(
    stage: &Stage,
    host: &Host,
    as_found: &Fingerprint,
    without: &[&str],
) -> Outcome<Said> {
    let said = stage.script_ends(host, &["--rollback", "--restart", "now"], 0)?;
    let after = host.fingerprint(Times::Ignored, without)?;
    unchanged(stage, as_found, &after, "after the rollback differ")?;
    let environment = host.must("systemctl show --property=Environment docker gitlab-runner")?;
    stage.see(
        !environment.contains("PROXY"),
        "dockerd and the runner know no proxy any more",
    )?;
    Ok(said)
}

//! A job that runs while the script does.

use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::checks;
use crate::Outcome;
use crate::lab::host::Host;
use crate::lab::shell::wait;
use crate::lab::stage::{JOB, Stage, script};

/// For a job's containers to come up, its images being there.
const START: Duration = Duration::from_secs(60);

/// The script waits for the job, and the job succeeds.
pub(super) fn survives(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        installed(stage, host)?;
        let job = running(stage, host, 20)?;
        let ended = start(host, &["--restart", "now", "--wait", "2m"])?.wait_with_output()?;
        let words = String::from_utf8_lossy(&ended.stdout).into_owned();
        stage.see(
            ended.status.code() == Some(0),
            "the script with --wait 2m ends with 0",
        )?;
        stage.see(words.contains('1'), "it says how many jobs run")?;
        let job = stage.lab.world.wait_for(job, &["success", "failed"], JOB)?;
        stage.see(
            job.state == "success",
            "the job that ran when it began has succeeded",
        )?;
        checks::clone(stage)
    })
}

/// Time is up before the job ends: the script stops, the job does not.
pub(super) fn outlasts(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        installed(stage, host)?;
        let job = running(stage, host, 25)?;
        stage.script_ends(host, &["--restart", "now", "--wait", "5s"], 1)?;
        stage.see(
            stage.lab.world.job(job)?.state == "running",
            "the job still runs",
        )?;
        let job = stage.lab.world.wait_for(job, &["success", "failed"], JOB)?;
        stage.see(job.state == "success", "and succeeds")?;
        wait("the runner is back", START, || {
            Ok((host.sh("systemctl is-active gitlab-runner")?.status == Some(0)).then_some(()))
        })?;
        host.must("! [ -e /run/systemd/system/gitlab-runner.service.d/runner-proxy.conf ]")?;
        stage.ok("the runner is back, and the run-time drop-in is gone");
        checks::clone(stage)
    })
}

/// A host that has its files, and then a form that differs in one host of NO_PROXY.
fn installed(stage: &Stage, host: &Host) -> Outcome {
    stage.render(host, &[])?;
    stage.script_ends(host, &["--restart", "now"], 0)?;
    // With this, the images of the next job are there.
    checks::clone(stage)?;
    stage.render(host, &[("no-proxy", "inside.corp.example")])?;
    Ok(())
}

/// Starts a job that takes so many seconds, and waits until its script runs.
fn running(stage: &Stage, host: &Host, seconds: u32) -> Outcome<u64> {
    let job: Value = json!({
        "image": "docker:24.0.5-cli",
        "script": [format!("sleep {seconds}"), "echo finished"],
    });
    let number = stage.queue(job)?;
    wait("the job's container runs", START, || {
        let list = "docker ps -q --filter label=com.gitlab.gitlab-runner.type=build";
        Ok((!host.must(list)?.trim().is_empty()).then_some(()))
    })?;
    stage.ok(format!("a job of {seconds} s runs"));
    Ok(number)
}

fn start(host: &Host, options: &[&str]) -> Outcome<Child> {
    let mut script = script(host, options);
    Ok(script
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?)
}

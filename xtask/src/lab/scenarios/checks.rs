//! What is looked at on every host that has its files.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::Outcome;
use crate::lab::host::{Fingerprint, Host};
use crate::lab::stage::{Rendered, Stage, clone_job};
use crate::lab::world::Watch;

/// Every logon so far was let in, by the hash alone.
pub(super) fn logged_in(stage: &Stage, host: &Host, watch: &Watch) -> Outcome {
    let (good, bad) = watch.logons()?;
    if let Some(bad) = bad.first() {
        return Err(format!("a logon failed: {bad}").into());
    }
    let name = stage.lane.user();
    let user = |line: &Value| line["user"] == name.as_str() && line["domain"] == "CORP-UK";
    if good.is_empty() || !good.iter().all(user) {
        return Err(format!("these are not the logons of {name}: {good:?}").into());
    }
    stage.ok(format!(
        "the corporate proxy let cntlm in {} times, never refused it",
        good.len()
    ));
    let secrets =
        host.must("grep -ciE '^(password|passlm|passnt)[[:space:]]' /etc/cntlm.conf || :")?;
    stage.see(
        secrets.trim() == "0",
        "cntlm.conf holds the NTLMv2 hash and no password",
    )
}

/// dockerd pulls an image through the proxy.
pub(super) fn pull(stage: &Stage, host: &Host) -> Outcome {
    let watch = stage.watch()?;
    host.must("docker pull -q registry.outside.lab/lab/curl:1")?;
    let through = watch.asked("registry.outside.lab:443")?;
    stage.see(through, "dockerd pulls an image, and the proxy sees it")
}

/// A job clones through the proxy, with the environment of config.toml.
pub(super) fn clone(stage: &Stage) -> Outcome {
    let watch = stage.watch()?;
    let trace = stage.job("clone", clone_job())?;
    for line in [
        "hello from the lab",
        "https_proxy=http://",
        "HTTPS_PROXY=http://",
    ] {
        if !trace.contains(line) {
            return Err(format!("the job's trace lacks `{line}`:\n{trace}").into());
        }
    }
    let through =
        watch.asked("gitlab.outside.lab:443")? && watch.asked("registry-1.docker.io:443")?;
    stage.see(
        through,
        "a job has the environment of config.toml and clones through the proxy",
    )
}

/// The runner's usual network, and one for each job: their names, and the flag for a job.
pub(super) const DEFAULT_NETWORK: (&str, &str) = ("the default network", "false");
pub(super) const NETWORK_PER_JOB: (&str, &str) = ("a network per job", "true");

/// Each build gets a tag of its own in the registry, which is new with each run.
static BUILT: AtomicUsize = AtomicUsize::new(0);

/// The rendered .gitlab-ci.yml, as GitLab reads it.
pub(super) fn ci(stage: &Stage, rendered: &Rendered) -> Outcome<Value> {
    let ci = rendered.file("paste/gitlab-ci.yml")?;
    stage.lab.world.read_yaml(&ci)
}

/// A Docker-in-Docker job as such a .gitlab-ci.yml wants it: builds with a step that reaches out,
/// and pushes.
pub(super) fn dind(
    stage: &Stage,
    ci: &Value,
    what: &str,
    (network, per_build): (&str, &str),
) -> Outcome {
    let watch = stage.watch()?;
    let tag = BUILT.fetch_add(1, Ordering::Relaxed).to_string();
    let image = format!("registry.outside.lab/lab/built:{tag}");
    let mut job = dind_job(
        ci,
        &[
            "docker info 2>/dev/null | grep -E 'Server Version|Storage Driver|Proxy:'",
            "printf 'FROM registry.outside.lab/lab/curl:1\\nRUN curl -fsS https://gitlab.outside.lab/from-a-build\\n' > Dockerfile",
            &format!("docker build --no-cache -t {image} ."),
            &format!("docker push -q {image}"),
        ],
    );
    job["variables"]["FF_NETWORK_PER_BUILD"] = per_build.into();
    let trace = stage.job(&format!("dind {what} on {network}"), job)?;
    if !stage.lab.world.has_image("lab/built", &tag) {
        return Err(format!("the registry has no lab/built:{tag}:\n{trace}").into());
    }
    let through =
        watch.asked("gitlab.outside.lab:443")? && watch.asked("registry.outside.lab:443")?;
    let what = format!("dind {what} on {network}: docker build reaches out, docker push arrives");
    stage.see(through, &what)
}

/// A job of such a .gitlab-ci.yml, which waits for its Docker and then runs these lines.
pub(super) fn dind_job(ci: &Value, lines: &[&str]) -> Value {
    let wait =
        "i=0; until docker info >/dev/null 2>&1 || [ $i -ge 30 ]; do i=$((i+1)); sleep 1; done";
    let lines = [&[wait], lines].concat();
    json!({
        "image": ci["default"]["image"],
        "services": ci["default"]["services"],
        "before_script": ci["default"].get("before_script").unwrap_or(&json!([])),
        "variables": ci["variables"],
        "script": lines,
    })
}

/// The host's files are as they were. `what` goes before the paths that are not.
pub(super) fn unchanged(
    stage: &Stage,
    before: &Fingerprint,
    after: &Fingerprint,
    what: &str,
) -> Outcome {
    let different = before.difference(after);
    if !different.is_empty() {
        return Err(format!("{what}: {}", different.join(", ")).into());
    }
    stage.ok(format!("{what} none of {} files", after.len()));
    Ok(())
}

//! dockerd's side: another address of docker0, and daemon.json.

use super::checks::{self, unchanged};
use crate::Outcome;
use crate::lab::host::Times;
use crate::lab::stage::Stage;

/// This host's docker0 is not where the form says.
pub(super) fn docker0(stage: &Stage) -> Outcome {
    const ADDRESS: &str = "172.29.5.1";
    stage.with_host(|host| {
        host.write(
            "/etc/docker/daemon.json",
            "{ \"bip\": \"172.29.5.1/24\" }\n",
        )?;
        host.must("systemctl restart docker")?;
        stage.render(host, &[])?;
        let before = host.fingerprint(Times::Compared, &[])?;
        let said = stage.script_ends(host, &["--restart", "now"], 3)?;
        let words = said.words();
        stage.see(
            words.contains(ADDRESS) && words.contains("172.17.0.1"),
            "it says both addresses",
        )?;
        unchanged(
            stage,
            &before,
            &host.fingerprint(Times::Compared, &[])?,
            "the refusal changes",
        )?;
        let watch = stage.watch()?;
        stage.script_ends(host, &["--restart", "now", "--docker0", ADDRESS], 0)?;
        host.must(&format!("[ -n \"$(ss -Hltn src {ADDRESS}:3128)\" ]"))?;
        stage.ok(format!("cntlm listens on {ADDRESS}:3128"));
        checks::logged_in(stage, host, &watch)?;
        checks::pull(stage, host)?;
        checks::clone(stage)
    })
}

/// dockerd learns the proxy from a daemon.json that holds other things already.
pub(super) fn json(stage: &Stage) -> Outcome {
    const THEIRS: &str = "{\n  \"log-driver\": \"local\",\n  \"debug\": false\n}\n";
    stage.with_host(|host| {
        host.write("/etc/docker/daemon.json", THEIRS)?;
        host.must("systemctl restart docker")?;
        let before = host.fingerprint(Times::Ignored, &[])?;
        stage.render(host, &[("daemon", "daemon-json")])?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        let merged: serde_json::Value =
            serde_json::from_str(&host.must("cat /etc/docker/daemon.json")?)?;
        let kept = merged["log-driver"] == "local" && merged["debug"] == false;
        stage.see(
            kept && merged["proxies"].is_object(),
            "daemon.json keeps what it had and gets the proxies",
        )?;
        let info = host.must("docker info 2>/dev/null | grep ' Proxy:'")?;
        stage.see(
            info.contains("HTTPS Proxy: http://172.17.0.1:3128"),
            "dockerd knows the proxy",
        )?;
        checks::pull(stage, host)?;
        checks::clone(stage)?;
        stage.script_ends(host, &["--rollback", "--restart", "now"], 0)?;
        unchanged(
            stage,
            &before,
            &host.fingerprint(Times::Ignored, &[])?,
            "after the rollback differ",
        )
    })
}

/// An old dockerd would not start with `proxies` in its daemon.json.
pub(super) fn json_refused(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        stage.render(host, &[("daemon", "daemon-json")])?;
        let before = host.fingerprint(Times::Compared, &[])?;
        stage.script_ends(host, &["--restart", "now"], 3)?;
        unchanged(
            stage,
            &before,
            &host.fingerprint(Times::Compared, &[])?,
            "the refusal changes",
        )
    })
}

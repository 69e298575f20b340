//! A proxy that opens TLS, as a host sees it: whatever comes is signed by an authority of which it
//! has never heard. The lab's servers have one, which its hosts know; this host forgets it.

use serde_json::json;

use super::{checks, install};
use crate::Outcome;
use crate::lab::host::Times;
use crate::lab::stage::Stage;

/// Where the lab's images have it.
pub(super) const KNOWN: &str = "/usr/local/share/ca-certificates/runner-proxy-lab.crt";
const STORE: &str = "/etc/ssl/certs/ca-certificates.crt";

pub(super) fn run(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        let authority = host.must(&format!("cat {KNOWN}"))?;
        let line = authority.lines().nth(1).ok_or("a certificate without lines")?;
        host.must(&format!(
            "rm {KNOWN} && update-ca-certificates --fresh > /dev/null && ! grep -qF '{line}' {STORE}"
        ))?;
        let as_found = host.fingerprint(Times::Ignored, &[])?;

        stage.render(host, &[])?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        let said = host.must("docker pull -q registry.outside.lab/lab/curl:1 2>&1 || :")?;
        stage.see(
            said.contains("certificate signed by unknown authority"),
            "without the certificate dockerd pulls nothing",
        )?;

        stage.render(host, &[("ca", &authority)])?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        host.must(&format!("grep -qF '{line}' {STORE}"))?;
        stage.ok("the host's store has the authority");
        checks::pull(stage, host)?;
        checks::clone(stage)?;
        let job = json!({
            "image": "docker:24.0.5-cli",
            "script": ["cat \"$NODE_EXTRA_CA_CERTS\""],
        });
        let trace = stage.job("authority", job)?;
        stage.see(trace.contains(line), "a job has the certificate in a volume")?;
        install::again(stage, host)?;
        install::doctor(stage, host)?;
        install::rollback(stage, host, &as_found, &[])?;
        host.must(&format!("! grep -qF '{line}' {STORE}"))?;
        stage.ok("the host's store is without it again");
        Ok(())
    })
}

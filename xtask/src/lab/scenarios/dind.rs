//! Docker-in-Docker jobs after the script.

use serde_json::json;

use super::{authority, checks};
use crate::Outcome;
use crate::lab::host::Host;
use crate::lab::stage::Stage;

/// The kinds, and what a person has put into `[runners.docker]` for each.
const KINDS: [(&str, &str); 3] = [
    ("tls", r#"volumes = ["/certs/client", "/cache"]"#),
    ("plain", r#"volumes = ["/cache"]"#),
    (
        "socket",
        r#"volumes = ["/runner/services/docker", "/cache"]"#,
    ),
];

pub(super) fn run(stage: &Stage) -> Outcome {
    for (kind, volumes) in KINDS {
        stage.with_host(|host| {
            let rendered = stage.render(host, &[("dind", kind)])?;
            if kind == "tls" {
                // What a person must still do is said, and is no failure.
                let said = stage.script_ends(host, &["--restart", "now"], 4)?;
                stage.see(
                    said.words().contains("privileged"),
                    "it says what [runners.docker] lacks",
                )?;
            }
            set(host, volumes)?;
            stage.script_ends(host, &["--restart", "now"], 0)?;
            let ci = checks::ci(stage, &rendered)?;
            for network in [checks::DEFAULT_NETWORK, checks::NETWORK_PER_JOB] {
                checks::dind(stage, &ci, kind, network)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// What a person does by hand when the script says what is missing.
fn set(host: &Host, volumes: &str) -> Outcome {
    host.must(&format!(
        "sed -i -e 's|^ *privileged = .*|    privileged = true|' \
         -e 's|^ *volumes = .*|    {volumes}|' /etc/gitlab-runner/config.toml"
    ))?;
    Ok(())
}

/// Behind a proxy that opens TLS, with a docker-in-docker that knows no authority but what the files
/// give it.
pub(super) fn behind_tls_inspection(stage: &Stage) -> Outcome {
    const IMAGE: &str = "registry.outside.lab/lab/dind:without-authorities";
    const VOLUMES: &str = r#"volumes = ["/certs/client", "/cache", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]"#;
    stage.with_host(|host| {
        let certificate = host.must(&format!("cat {}", authority::KNOWN))?;
        let rendered = stage.render(host, &[("dind", "tls"), ("ca", &certificate)])?;
        stage.script_ends(host, &["--restart", "now"], 4)?;
        set(host, VOLUMES)?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        let mut ci = checks::ci(stage, &rendered)?;
        let service = &mut ci["default"]["services"][0];
        service["name"] = IMAGE.into();
        let given = std::mem::replace(&mut service["variables"], json!({}));
        let pull = checks::dind_job(
            &ci,
            &["docker pull -q registry.outside.lab/lab/curl:1 2>&1 || :"],
        );
        let said = stage.job("dind without the authority", pull)?;
        stage.see(
            said.contains("certificate signed by unknown authority"),
            "without its variables docker-in-docker pulls nothing",
        )?;
        ci["default"]["services"][0]["variables"] = given;
        checks::dind(stage, &ci, "with the authority", checks::DEFAULT_NETWORK)
    })
}

//! Docker-in-Docker jobs after the script.

use super::checks;
use crate::Outcome;
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
            host.must(&format!(
                "sed -i -e 's|^ *privileged = .*|    privileged = true|' \
                 -e 's|^ *volumes = .*|    {volumes}|' /etc/gitlab-runner/config.toml"
            ))?;
            stage.script_ends(host, &["--restart", "now"], 0)?;
            for network in [checks::DEFAULT_NETWORK, checks::NETWORK_PER_JOB] {
                checks::dind(stage, &rendered, kind, network)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

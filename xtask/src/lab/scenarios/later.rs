//! Docker is restarted only when somebody says so, by the script or without it.

use crate::Outcome;
use crate::lab::host::Host;
use crate::lab::stage::Stage;

pub(super) fn run(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        stage.render(host, &[])?;
        let found = host.lives()?;
        let said = stage.script_ends(host, &["--restart", "later"], 4)?;
        stage.see(
            host.lives()?[0] == found[0] && said.err.contains("systemctl restart docker"),
            "docker lives on, and it says what is left to do",
        )?;
        in_place(stage, host)?;
        stage.script_ends(host, &["--yes"], 4)?;
        stage.see(
            host.lives()?[0] == found[0],
            "docker lives on when nobody was asked",
        )?;

        let before = host.lives()?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        let after = host.lives()?;
        stage.see(
            after[0] != before[0] && after[1] == before[1],
            "docker is restarted, cntlm is not",
        )?;

        stage.render(host, &[("no-proxy", "inside.corp.example")])?;
        stage.script_ends(host, &["--restart", "later"], 4)?;
        host.must("systemctl restart docker")?;
        let before = host.lives()?;
        stage.script_ends(host, &[], 0)?;
        stage.see(
            host.lives()? == before,
            "after an administrator's own restart nothing is left to do",
        )?;
        host.must("docker info 2>/dev/null | grep -q 'No Proxy: .*inside.corp.example'")?;
        stage.ok("and dockerd has the new values");
        Ok(())
    })
}

/// Nothing would be written any more.
fn in_place(stage: &Stage, host: &Host) -> Outcome {
    let said = stage.script_ends(host, &["--dry-run"], 0)?;
    stage.see(!said.out.contains("+++ "), "every file is in place")
}

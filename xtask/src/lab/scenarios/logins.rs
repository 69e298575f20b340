//! Passwords: a wrong one costs one failed logon, a new one is put in place by itself.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::checks::{self, unchanged};
use crate::Outcome;
use crate::lab::host::{Host, Times};
use crate::lab::shell::{Said, wait};
use crate::lab::stage::{JOB, RENDERED, Stage};

/// What cntlm itself can hash: ASCII.
const TYPED: &str = "n3w p#\"'$ %";

/// The form has a password that the proxy does not know.
pub(super) fn wrong(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        stage.render(host, &[("password", "not this one")])?;
        let before = host.fingerprint(Times::Ignored, &[])?;
        let running = host.running()?;
        let watch = stage.watch()?;
        stage.script_ends(host, &["--restart", "now"], 1)?;
        let (good, bad) = watch.logons()?;
        stage.see(
            good.is_empty() && bad.len() == 1,
            "exactly one failed logon at the proxy",
        )?;
        unchanged(
            stage,
            &before,
            &host.fingerprint(Times::Ignored, &[])?,
            "the failed run leaves changed",
        )?;
        stage.see(host.running()? == running, "the services run as before")?;
        // Time enough for a runner that would knock at the proxy again.
        wait_a_while(host)?;
        stage.see(
            watch.logons()?.1.len() == 1,
            "still one failed logon after the runner polled",
        )
    })
}

/// Somebody mistypes the new password; then it is changed in the company, and on the host.
pub(super) fn change(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        stage.render(host, &[])?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        let before = host.fingerprint(Times::Ignored, &["/var/lib/runner-proxy"])?;
        let watch = stage.watch()?;
        let said = typed(host, &["--password"], "wrong one")?;
        stage.see(
            said.status == Some(1),
            "--password with a wrong one ends with 1",
        )?;
        stage.see(
            watch.logons()?.1.len() == 1,
            "exactly one failed logon at the proxy",
        )?;
        let after = host.fingerprint(Times::Ignored, &["/var/lib/runner-proxy"])?;
        unchanged(
            stage,
            &before,
            &after,
            "the old line comes back; otherwise change",
        )?;
        checks::clone(stage)?;

        stage.set_password(TYPED)?;
        // A connection that was let in stays so; a cntlm that starts anew has to log in.
        host.must("systemctl restart cntlm")?;
        let watch = stage.watch()?;
        wait("the old password is refused", JOB, || {
            Ok((!watch.logons()?.1.is_empty()).then_some(()))
        })?;
        let said = stage.script_ends(host, &["--check"], 5)?;
        stage.see(
            said.out.contains("FAIL login") && said.out.contains("not tried again"),
            "the doctor does not knock again where the last login was refused",
        )?;

        let said = typed(host, &["--password"], TYPED)?;
        stage.see(
            said.status == Some(0),
            &format!(
                "--password with the right one ends with 0 ({:?})",
                said.status
            ),
        )?;
        let shown = said.words().contains(TYPED);
        stage.see(!shown, "the terminal does not show the password")?;
        checks::clone(stage)?;
        stage.script_ends(host, &["--restart", "now"], 0)?;
        checks::clone(stage)
    })
}

/// `secret=ask`: neither the form nor the script has a password.
pub(super) fn ask(stage: &Stage) -> Outcome {
    stage.with_host(|host| {
        stage.set_password(TYPED)?;
        stage.render(host, &[("secret", "ask"), ("password", "")])?;
        let watch = stage.watch()?;
        let said = typed(host, &["--restart", "now"], TYPED)?;
        if said.status != Some(0) {
            return Err(
                format!("the script ended with {:?}:\n{}", said.status, said.words()).into(),
            );
        }
        stage.ok("the script asks at the terminal, and ends with 0");
        stage.see(
            !said.words().contains(TYPED),
            "the terminal does not show the password",
        )?;
        checks::logged_in(stage, host, &watch)?;
        checks::clone(stage)
    })
}

/// Two polls, as the stand-in counts them in its journal or not: a bounded look at the runner.
fn wait_a_while(host: &Host) -> Outcome {
    let since = host.must("date +%s")?;
    wait("seven seconds of the host's own clock", JOB, || {
        let now = host.must("date +%s")?;
        Ok((now.trim().parse::<u64>()? >= since.trim().parse::<u64>()? + 7).then_some(()))
    })
}

/// Runs the script at a terminal of its own and types one line when it asks.
fn typed(host: &Host, options: &[&str], line: &str) -> Outcome<Said> {
    let run = format!("cd {RENDERED} && exec sh install.sh {}", options.join(" "));
    let mut terminal: Command = host.command(&[
        "script",
        "--quiet",
        "--return",
        "--echo",
        "never",
        "--command",
        &run,
        "/dev/null",
    ]);
    let mut child = terminal
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut keyboard = child.stdin.take().ok_or("no keyboard")?;
    let mut screen = child.stdout.take().ok_or("no screen")?;
    let mut out = Vec::new();
    let mut typed = false;
    let mut some = [0; 4096];
    loop {
        let count = screen.read(&mut some)?;
        if count == 0 {
            break;
        }
        out.extend(&some[..count]);
        // It asks on a line that it leaves open.
        if !typed
            && String::from_utf8_lossy(&out)
                .trim_end_matches(' ')
                .ends_with(':')
        {
            writeln!(keyboard, "{line}")?;
            typed = true;
        }
    }
    drop(keyboard);
    let status = child.wait()?.code();
    let out = String::from_utf8_lossy(&out).into_owned();
    if !typed {
        return Err(format!("it did not ask:\n{out}").into());
    }
    Ok(Said {
        status,
        out,
        err: String::new(),
    })
}

//! What one run leaves to the next: nothing of it may be forgotten, and nothing done for nothing.

use super::host::{Host, able};
use crate::kinds::file;
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;
use std::fs;

fn guide() -> Vec<OutFile> {
    picture("guide", &[]).expect("a form")
}

/// A second run that fails takes back its own changes, not the restart that the first one left.
#[test]
fn a_restart_left_for_later_outlives_a_failed_run() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.run(&["--restart", "later"]).ends(4, "later");
    let other = picture("guide", &[("password", "wrong")]).expect("a form");
    let first = fs::read(host.path("install.sh")).expect("the script");
    fs::write(host.path("install.sh"), file(&other, "install.sh")).expect("the other script");
    host.model("answer", "407");
    host.run(&["--restart", "later"])
        .ends(1, "a wrong password");
    fs::write(host.path("install.sh"), first).expect("the first script");
    host.model("answer", "200");
    let starts = host.starts("docker");
    let ran = host.run(&["--restart", "later"]).ends(4, "still later");
    assert!(
        ran.complained.contains("systemctl restart docker"),
        "{ran:?}"
    );
    host.run(&["--restart", "now"]).ends(0, "now");
    assert_eq!(host.starts("docker"), starts + 1);
}

/// Nothing has changed, and yet a CNTLM that died is not "everything in place".
#[test]
fn a_cntlm_that_died_is_started_again() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.run(&["--restart", "now"]).ends(0, "install");
    host.stop("cntlm");
    host.forget();
    host.run(&[]).ends(0, "again");
    assert!(host.runs("cntlm"));
    assert_eq!(host.requests(), 1);
}

/// A Docker that never started with our files need not start without them.
#[test]
fn a_rollback_asks_no_restart_of_a_docker_that_had_none() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.run(&["--restart", "later"]).ends(4, "later");
    let starts = host.starts("docker");
    let ran = host.run(&["--rollback"]).ends(0, "rollback");
    assert!(!ran.all().contains("systemctl restart docker"), "{ran:?}");
    assert_eq!(host.starts("docker"), starts);
}

/// The files are back, and the run died before the services were: the next one sees to them.
#[test]
fn the_services_of_a_rollback_that_died_come_last_in_the_next() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.run(&["--restart", "now"]).ends(0, "install");
    let starts = host.starts("docker");
    // It dies at the reload that follows the last file.
    let whole = fs::read_to_string(host.path("bin/systemctl")).expect("a stand-in");
    let deadly =
        "[ \"$1\" != daemon-reload ] || [ -d /var/lib/runner-proxy/files ] || kill -9 $PPID";
    host.program("systemctl", &format!("{deadly}\n{whole}"));
    let died = host.run(&["--rollback", "--restart", "now"]);
    assert!(!died.said.contains("Rolled back"), "{died:?}");
    assert!(host.path("var/lib/runner-proxy/back-cntlm").exists());
    fs::write(host.path("bin/systemctl"), whole).expect("the stand-in");
    host.run(&["--rollback", "--restart", "now"])
        .ends(0, "again");
    assert!(!host.runs("cntlm"), "it did not run before");
    assert_eq!(host.starts("docker"), starts + 1);
    assert!(!host.path("var/lib/runner-proxy").exists());
}

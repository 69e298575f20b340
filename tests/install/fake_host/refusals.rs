//! Everything that stands in the way is told at once, and nothing is touched.

use super::host::{Host, able};
use crate::machine::say;
use crate::tree::same;
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;
use std::fs;

/// What stands in the way, how it comes about, and a part of what is said of it.
type Problem = (&'static str, fn(&Host), &'static str);

const HASH_OF_NOBODY: &str = "echo 'PassNTLMv2      00112233445566778899AABBCCDDEEFF'\n";

/// For a form whose dockerd learns the proxy from a drop-in.
const PROBLEMS: &[Problem] = &[
    (
        "no systemd",
        |host| drop(fs::remove_dir_all(host.path("run/systemd"))),
        "systemd is not running",
    ),
    (
        "no curl",
        |host| host.lose("curl"),
        "The program curl is missing",
    ),
    (
        "no diff",
        |host| host.lose("diff"),
        "The program diff is missing",
    ),
    (
        "no ss",
        |host| host.lose("ss"),
        "Install the package iproute2",
    ),
    ("no ip", |host| host.lose("ip"), "The program ip is missing"),
    (
        "no cntlm",
        |host| host.lose("cntlm"),
        "CNTLM is not installed",
    ),
    (
        "no service cntlm",
        |host| host.unmodel("cntlm/loaded"),
        "There is no service cntlm",
    ),
    (
        "another hash",
        |host| host.program("cntlm", HASH_OF_NOBODY),
        "00112233445566778899AABBCCDDEEFF",
    ),
    (
        "no hash",
        |host| host.program("cntlm", "exit 1\n"),
        "hashes a known password to ?",
    ),
    (
        "no such user",
        |host| host.model("cntlm/User", "cntlm\n"),
        "the user cntlm, who does not exist",
    ),
    (
        "no docker",
        |host| host.lose("docker"),
        "Docker is not installed",
    ),
    (
        "no service docker",
        |host| host.unmodel("docker/loaded"),
        "There is no service docker",
    ),
    (
        "podman",
        |host| host.model("docker/client", "podman version 4.3.1\n"),
        "is Podman here",
    ),
    (
        "rootless",
        |host| host.model("docker/security", "[name=seccomp name=rootless]\n"),
        "runs rootless",
    ),
    (
        "no docker0",
        |host| host.unmodel("docker0"),
        "There is no docker0",
    ),
    (
        "another docker0",
        |host| host.model("docker0", "10.1.2.3\n"),
        "--docker0 10.1.2.3",
    ),
    (
        "proxies in daemon.json",
        |host| host.write("/etc/docker/daemon.json", "{\"proxies\": {}}"),
        "win over the drop-in",
    ),
    (
        "a later drop-in of docker",
        |host| {
            host.write(
                "/etc/systemd/system/docker.service.d/z.conf",
                "[Service]\nEnvironment=http_proxy=x\n",
            )
        },
        "/etc/systemd/system/docker.service.d/z.conf sets proxy variables",
    ),
    (
        "a later drop-in of the runner",
        |host| {
            host.write(
                "/run/systemd/system/gitlab-runner.service.d/proxy.conf",
                "[Service]\nUnsetEnvironment=HTTP_PROXY\n",
            )
        },
        "gitlab-runner.service.d/proxy.conf sets proxy variables",
    ),
    (
        "a file of variables",
        |host| {
            host.model(
                "gitlab-runner/unit",
                "[Service]\nEnvironmentFile=-/etc/sysconfig/gitlab-runner\n",
            );
            host.write("/etc/sysconfig/gitlab-runner", "HTTPS_PROXY=http://old:1\n");
        },
        "/etc/sysconfig/gitlab-runner sets proxy variables for the service gitlab-runner",
    ),
    (
        "a folder in place of a file",
        |host| fs::create_dir(host.path("etc/cntlm.conf")).expect("a folder"),
        "/etc/cntlm.conf is not a plain file",
    ),
];

/// For a form with daemon.json.
const DAEMON_JSON: &[Problem] = &[
    (
        "an old docker",
        |host| host.model("docker/version", "20.10.24\n"),
        "Docker 20.10.24 does not start",
    ),
    (
        "a docker that is down",
        |host| host.stop("docker"),
        "Docker does not answer",
    ),
    (
        "a daemon.json that is none",
        |host| host.write("/etc/docker/daemon.json", "{,}"),
        "no JSON object",
    ),
    (
        "a dockerd that refuses it",
        |host| {
            host.program(
                "dockerd",
                "case $1 in --help) echo '  --validate' ;; *) echo 'bad value'; exit 1 ;; esac\n",
            )
        },
        "bad value",
    ),
];

fn refused(host: &Host, wanted: &[&str], when: &str) {
    let before = host.listing();
    host.forget();
    let ran = host.run(&["--restart", "now"]).ends(3, when);
    for said in wanted {
        assert!(ran.complained.contains(said), "{when}: {said}: {ran:?}");
    }
    assert!(
        ran.complained.starts_with("Nothing was changed."),
        "{ran:?}"
    );
    let lines = ran
        .complained
        .lines()
        .filter(|line| line.starts_with("! "))
        .count();
    assert!(lines >= wanted.len(), "{ran:?}");
    same(&before, &host.listing(), when);
    assert_eq!(host.log(), Vec::<String>::new(), "{when}");
}

fn all(files: &[OutFile], problems: &[Problem]) {
    for (name, make, said) in problems {
        let host = Host::new(files);
        make(&host);
        refused(&host, &[said], name);
    }
}

#[test]
fn each_problem_is_told_and_nothing_is_touched() {
    if !able() {
        return;
    }
    let drop_in = picture("guide", &[]).expect("a form");
    let daemon = picture("guide", &[("daemon", "daemon-json")]).expect("a form");
    all(&drop_in, PROBLEMS);
    all(&daemon, DAEMON_JSON);
    let count = PROBLEMS.len() + DAEMON_JSON.len();
    say(&format!("install.sh: {count} problems of a host told"));
}

#[test]
fn all_problems_are_told_at_once() {
    if !able() {
        return;
    }
    let host = Host::new(&picture("guide", &[]).expect("a form"));
    // Those that do not hide another.
    let together = [
        "no diff",
        "no service cntlm",
        "another hash",
        "another docker0",
        "a later drop-in of docker",
        "a later drop-in of the runner",
        "a folder in place of a file",
    ];
    let chosen: Vec<_> = PROBLEMS
        .iter()
        .filter(|(name, ..)| together.contains(name))
        .collect();
    assert_eq!(chosen.len(), together.len());
    chosen.iter().for_each(|(_, make, _)| make(&host));
    let said: Vec<_> = chosen.iter().map(|(.., said)| *said).collect();
    refused(&host, &said, "together");
}

#[test]
fn the_form_of_the_hash_is_found_by_what_cntlm_does() {
    if !able() {
        return;
    }
    let files = picture("guide", &[]).expect("a form");
    let newer = picture("guide", &[("cntlm", "0.94")]).expect("a form");
    let conf = |files: &[OutFile]| crate::kinds::file(files, "host/etc/cntlm.conf").to_vec();
    assert_ne!(conf(&files), conf(&newer));
    let host = Host::new(&files);
    host.program(
        "cntlm",
        "echo 'PassNTLMv2      E097C611EA19C676CD79309A3A2F59A3'\n",
    );
    // Its service runs as a user of its own, in a group that is not there.
    host.write(
        "/etc/passwd",
        "root:x:0:0::/root:/bin/sh\ncntlm:x:123:65534::/:/bin/sh\n",
    );
    host.model("cntlm/User", "cntlm\n");
    host.model("cntlm/Group", "cntlm\n");
    host.run(&["--restart", "now"]).ends(0, "install");
    assert_eq!(host.read("/etc/cntlm.conf").as_bytes(), conf(&newer));
    assert_eq!(host.listing()["/etc/cntlm.conf"].owner, (123, 65534));
    let drop_in = "/etc/systemd/system/cntlm.service.d/docker0.conf";
    assert!(host.read(drop_in).contains("Group=nogroup"));
    host.forget();
    host.run(&[]).ends(0, "again");
    assert_eq!(host.log(), Vec::<String>::new());

    let narrow = picture("nasty-password", &[("proxies", "[fd00::1]:8080")]).expect("a form");
    let host = Host::new(&narrow);
    refused(
        &host,
        &["0.94"],
        "a form that needs 0.94 on a host with 0.92",
    );
}

//! The order of things, and what a failure leaves.

use super::host::{CONFIG, Host, able, kept};
use crate::kinds::hosted;
use crate::machine::say;
use crate::script::SHELLS;
use crate::tree::same;
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;

fn guide() -> Vec<OutFile> {
    picture("guide", &[]).expect("a form")
}

/// The place of the first line of the log that begins so.
fn at(log: &[String], start: &str) -> usize {
    let found = log.iter().position(|line| line.starts_with(start));
    assert!(found.is_some(), "no {start} in {log:#?}");
    found.unwrap_or_default()
}

#[test]
fn it_goes_there_in_order_and_back() {
    if !able() {
        return;
    }
    let files = guide();
    for shell in SHELLS {
        let mut host = Host::new(&files);
        host.shell = shell;
        let before = host.listing();
        host.run(&["--restart", "now"]).ends(0, "install");
        let log = host.log();
        let order = [
            "systemctl stop --no-block gitlab-runner",
            "systemctl restart cntlm",
            "curl through proxy = \"http://172.17.0.1:3128\"",
            "systemctl restart docker",
            "systemctl restart gitlab-runner",
        ];
        assert!(order.map(|line| at(&log, line)).is_sorted(), "{log:#?}");
        assert_eq!(host.requests(), 1, "{log:#?}");
        for (path, file) in hosted(&files).filter(|(path, _)| !path.starts_with("/root")) {
            assert_eq!(host.read(path).as_bytes(), file.bytes, "{path}");
        }
        assert!(
            host.read(CONFIG)
                .contains("HTTP_PROXY=http://172.17.0.1:3128")
        );
        assert!(
            ["cntlm", "docker", "gitlab-runner"]
                .iter()
                .all(|name| host.runs(name))
        );
        assert!(host.path("model/cntlm/enabled").exists());

        let (installed, starts) = (host.listing(), host.starts("docker"));
        host.forget();
        host.run(&[]).ends(0, "again");
        same(&installed, &host.listing(), "again");
        assert_eq!(
            host.log(),
            Vec::<String>::new(),
            "nothing is asked of any service"
        );

        host.run(&["--rollback", "--restart", "now"])
            .ends(0, "rollback");
        same(&before, &host.listing(), "rolled back");
        assert_eq!(host.starts("docker"), starts + 1);
        assert!(host.runs("gitlab-runner") && !host.runs("cntlm"));
        assert!(!host.path("model/cntlm/enabled").exists());
    }
}

/// The host is as it was, and every service that ran runs.
fn as_before(host: &Host, arguments: &[&str], answers: &[(&str, &str)]) -> crate::script::Ran {
    let before = kept(host.listing());
    let ran = if answers.is_empty() {
        host.run(arguments)
    } else {
        host.on_terminal(arguments, answers)
    };
    let ran = ran.ends(1, "a failure");
    same(&before, &kept(host.listing()), &format!("{ran:?}"));
    assert!(host.runs("docker") && host.runs("gitlab-runner"), "{ran:?}");
    ran
}

#[test]
fn a_refused_login_is_tried_once() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.model("answer", "407");
    let ran = as_before(&host, &["--restart", "now"], &[]);
    assert!(ran.complained.contains("one failed logon"), "{ran:?}");
    assert_eq!((host.requests(), host.starts("docker")), (1, 1));
    assert!(!host.runs("cntlm"), "it did not run before");
    say("install.sh: a wrong password: 1 request");

    // Over files that worked, those come back, and cntlm runs with them.
    host.model("answer", "200");
    host.run(&["--restart", "now"]).ends(0, "install");
    let other = picture("guide", &[("password", "wrong")]).expect("a form");
    let script = crate::kinds::file(&other, "install.sh");
    std::fs::write(host.path("install.sh"), script).expect("the other script");
    host.model("answer", "407");
    host.forget();
    as_before(&host, &[], &[]);
    assert_eq!(host.requests(), 1);
    assert!(host.runs("cntlm"));
}

#[test]
fn what_else_fails_leaves_the_host_as_it_was() {
    if !able() {
        return;
    }
    for (fact, answer) in [
        ("cntlm/broken", "200"),
        ("cntlm/deaf", "200"),
        ("nothing", "000"),
        ("nothing", "502"),
        ("nothing", ""),
        ("gitlab-runner/lint", "200"),
    ] {
        let host = Host::new(&guide());
        host.model(fact, "HTTP_PROXY");
        host.model("answer", answer);
        let ran = as_before(&host, &[], &[]);
        assert!(ran.complained.contains("The host is as it was"), "{ran:?}");
        assert!(!ran.all().contains("glrt-t0k3n"), "{ran:?}");
    }
}

/// Time is up before the jobs are: the runner goes on with them, and nothing was touched.
#[test]
fn running_jobs_are_not_stopped() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.model("gitlab-runner/busy", "");
    let starts = host.starts("gitlab-runner");
    let ran = host.run(&["--wait", "0s"]);
    let ran = ran.ends(1, "jobs run");
    assert!(
        ran.complained.contains("Job containers that still run"),
        "{ran:?}"
    );
    assert!(host.runs("gitlab-runner"));
    assert_eq!((host.starts("gitlab-runner"), host.requests()), (starts, 0));
    assert!(!host.path("etc/cntlm.conf").exists());
}

#[test]
fn a_runner_that_did_not_run_is_not_started() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.stop("gitlab-runner");
    host.run(&["--restart", "now"]).ends(0, "install");
    assert!(!host.runs("gitlab-runner"));
    host.run(&["--rollback", "--restart", "now"])
        .ends(0, "rollback");
    assert!(!host.runs("gitlab-runner"));
}

#[test]
fn docker_is_restarted_only_when_said() {
    if !able() {
        return;
    }
    for arguments in [
        &[][..],
        &["--yes"],
        &["--restart", "later"],
        &["--restart", "ask"],
    ] {
        let host = Host::new(&guide());
        let ran = host.run(arguments).ends(4, "later");
        assert!(
            ran.complained.contains("systemctl restart docker"),
            "{ran:?}"
        );
        assert_eq!(host.starts("docker"), 1, "{arguments:?}");
        // It is still due, until somebody does it.
        host.run(arguments).ends(4, "still due");
        host.restart("docker");
        host.run(arguments).ends(0, "done by hand");
        assert_eq!(host.starts("docker"), 2, "{arguments:?}");
    }
    for (answer, status, starts) in [("y", 0, 2), ("n", 4, 1), ("", 4, 1)] {
        let host = Host::new(&guide());
        host.model("docker/containers", "c1\nc2\n");
        let ran = host
            .on_terminal(&[], &[("[y/N]", answer)])
            .ends(status, answer);
        assert!(ran.said.contains("its 2 running containers"), "{ran:?}");
        assert_eq!(host.starts("docker"), starts, "{answer:?}");
    }
    let host = Host::new(&guide());
    host.on_terminal(&["--yes"], &[])
        .ends(4, "--yes asks nothing");
    assert_eq!(host.starts("docker"), 1);
}

#[test]
fn docker_that_does_not_start_is_given_its_files_back() {
    if !able() {
        return;
    }
    let host = Host::new(&guide());
    host.model("docker/broken-with", "");
    // It starts again once our file is gone.
    let systemctl = include_str!("programs/systemctl.sh").replace(
        "[ ! -e \"$service/broken\" ]",
        "[ ! -e \"$service/broken-with\" ] || [ ! -e \"$service/drop-in\" ]",
    );
    host.program("systemctl", &systemctl);
    as_before(&host, &["--restart", "now"], &[]);
}

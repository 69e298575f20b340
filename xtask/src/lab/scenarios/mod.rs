//! Everything that the lab sees.

use super::stage::Stage;
use crate::Outcome;

mod authority;
mod by_hand;
mod checks;
mod daemon;
mod dind;
mod direct;
mod faults;
mod install;
mod later;
mod logins;
mod register;
mod running_job;

/// One scenario: its name for `--only`, what it shows, on which kinds of hosts, and its steps.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    pub(super) why: &'static str,
    pub(super) hosts: &'static [&'static str],
    pub(super) run: fn(&Stage) -> Outcome,
}

const ALL: &[&str] = &["bookworm", "trixie", "sid"];
const FULL: &[&str] = &["bookworm", "trixie"];
const ONE: &[&str] = &["bookworm"];
const NEW: &[&str] = &["trixie"];

/// The scenarios, in their order. Each has hosts of its own.
pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "by-hand",
        why: "who follows README.md step by step sees what it says, and jobs run",
        hosts: ALL,
        run: by_hand::run,
    },
    Scenario {
        name: "install",
        why: "dry run, install, jobs, a second run, the doctor, a reboot, and back",
        hosts: ALL,
        run: install::run,
    },
    Scenario {
        name: "dind",
        why: "docker-in-docker jobs build and push, of every kind and on both networks",
        hosts: FULL,
        run: dind::run,
    },
    Scenario {
        name: "wrong-password",
        why: "a wrong password costs one failed logon and changes nothing",
        hosts: FULL,
        run: logins::wrong,
    },
    Scenario {
        name: "password",
        why: "a new password is put in place; a wrong one is taken back",
        hosts: FULL,
        run: logins::change,
    },
    Scenario {
        name: "ask",
        why: "the password is asked for at a terminal",
        hosts: ALL,
        run: logins::ask,
    },
    Scenario {
        name: "register",
        why: "a runner is registered with the line that the script prints, and taken back",
        hosts: NEW,
        run: register::run,
    },
    Scenario {
        name: "direct",
        why: "without cntlm: an open proxy, and one with Basic and a nasty password",
        hosts: ONE,
        run: direct::run,
    },
    Scenario {
        name: "authority",
        why: "a host learns whom to trust behind a proxy that opens TLS, and forgets it again",
        hosts: ONE,
        run: authority::run,
    },
    Scenario {
        name: "dind-authority",
        why: "docker-in-docker learns the same from its service's variables",
        hosts: ONE,
        run: dind::behind_tls_inspection,
    },
    Scenario {
        name: "later",
        why: "docker is restarted only when somebody says so, by the script or without it",
        hosts: NEW,
        run: later::run,
    },
    Scenario {
        name: "docker0",
        why: "docker0 has another address",
        hosts: ONE,
        run: daemon::docker0,
    },
    Scenario {
        name: "daemon-json",
        why: "dockerd learns the proxy from a daemon.json that holds other things",
        hosts: NEW,
        run: daemon::json,
    },
    Scenario {
        name: "old-docker",
        why: "a dockerd too old for that is left alone",
        hosts: ONE,
        run: daemon::json_refused,
    },
    Scenario {
        name: "job-survives",
        why: "a job that runs when the script starts comes to its end",
        hosts: FULL,
        run: running_job::survives,
    },
    Scenario {
        name: "job-outlasts",
        why: "a job that takes longer than --wait goes on; the script stops",
        hosts: ONE,
        run: running_job::outlasts,
    },
    Scenario {
        name: "services-fail",
        why: "a service that does not start: the host is as before",
        hosts: ONE,
        run: faults::services,
    },
    Scenario {
        name: "power-cut",
        why: "the power fails between rename and restart: a second run or a rollback finishes",
        hosts: ONE,
        run: faults::power,
    },
];

//! What a message means: known failures, how they look in a log, and what cures each.
//!
//! The table is [`THEMES`]. A message is told by plain text, parts in order with `…` between them
//! for what differs, without regard to ASCII case; beside each stands where it was seen: `run` is a
//! program made to fail so (the judges in `tests/judges/failures.rs` do it again), `source` a line
//! of the program that prints it, else a thread. Most failures of this trade show no message of
//! their own; those are symptoms, to be chosen from a list.
//!
//! Lines are read one at a time, because logs of several programs are mixed by the line. A message
//! that a terminal or a mail has broken in two is therefore not recognised.

mod cntlm;
mod cntlm_conf;
mod dind;
mod docker;
mod echo;
mod find;
mod network;
mod proxy;
mod runner;
mod systemd;
mod tls;

use crate::artifacts::Artifact;
use crate::form::plan::{Plan, Route};
use crate::say::{Say, say};
use crate::text::Text;
use std::net::Ipv4Addr;

pub use echo::MASK;
pub use find::{Found, explain};

/// A known failure.
pub struct Failure {
    /// A stable name for links: ASCII letters, digits and `-`.
    pub id: &'static str,
    /// What went wrong, in one sentence.
    pub title: Say,
    /// How it looks in a log; nothing when it can only be told by what one sees.
    pub texts: &'static [&'static str],
    /// Whether the texts only say that something failed: a row that is not broad is better.
    pub broad: bool,
    /// What it means.
    pub means: Say,
    /// What cures it.
    pub cure: Say,
    /// The files of ours that cure it, [`NO_FILE`] when there is none.
    pub files: &'static [&'static Artifact],
    /// A command that shows whether it is so, for a shell of the place that the words name. The
    /// proxy in it is CNTLM where the guide has it, see [`Failure::check_at`].
    pub check: Option<&'static str>,
    /// Where people met it, or what says so: `owner/repository#number` (`!` for a merge request of GitLab), or a document.
    pub sources: &'static [&'static str],
}

/// The addresses of a plan that commands name.
#[derive(Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The proxy that the host uses, as `host:port`.
    proxy: String,
    /// Where CNTLM listens, when it is in the way out.
    docker0: Option<Ipv4Addr>,
}

impl Addresses {
    /// Those of a plan. A host is a name or an address, in which no shell finds anything to expand.
    pub fn of(plan: &Plan) -> Self {
        let (proxy, docker0) = match &plan.route {
            Route::Cntlm(local) => (
                (Text::address(local.docker0), local.port),
                Some(local.docker0),
            ),
            Route::Direct(direct) => ((direct.proxy.host.clone(), direct.proxy.port), None),
        };
        let (host, port) = proxy;
        Self {
            proxy: [host.as_str(), ":", &port.to_string()].concat(),
            docker0,
        }
    }
}

impl Failure {
    /// The [command](Failure::check) with these addresses in the place of the guide's.
    pub fn check_at(&self, addresses: &Addresses) -> Option<String> {
        let check = self.check?.replace("172.17.0.1:3128", &addresses.proxy);
        Some(match addresses.docker0 {
            Some(docker0) => check.replace("172.17.0.1", &docker0.to_string()),
            None => check,
        })
    }
}

/// Failures of one kind.
pub struct Theme {
    /// What they are about.
    pub title: Say,
    /// Its failures.
    pub failures: &'static [Failure],
}

/// All of them, in the order in which a request travels.
pub static THEMES: [Theme; 9] = [
    Theme {
        title: say("CNTLM's file", "CNTLM の設定ファイル"),
        failures: &cntlm_conf::FAILURES,
    },
    Theme {
        title: say("CNTLM at work", "CNTLM の動作"),
        failures: &cntlm::FAILURES,
    },
    Theme {
        title: say("The way to the proxy", "プロキシまでの経路"),
        failures: &proxy::FAILURES,
    },
    Theme {
        title: say("The network", "ネットワーク"),
        failures: &network::FAILURES,
    },
    Theme {
        title: say("Certificates", "証明書"),
        failures: &tls::FAILURES,
    },
    Theme {
        title: say("systemd", "systemd"),
        failures: &systemd::FAILURES,
    },
    Theme {
        title: say("Docker on the host", "ホストの Docker"),
        failures: &docker::FAILURES,
    },
    Theme {
        title: say("GitLab Runner and its jobs", "GitLab Runner とジョブ"),
        failures: &runner::FAILURES,
    },
    Theme {
        title: say("Docker-in-Docker", "Docker-in-Docker"),
        failures: &dind::FAILURES,
    },
];

/// Every failure, in the order of the table.
pub fn failures() -> impl Iterator<Item = &'static Failure> {
    THEMES.iter().flat_map(|theme| theme.failures)
}

/// Those that show no message of their own, so that a person has to choose.
pub fn symptoms() -> impl Iterator<Item = &'static Failure> {
    failures().filter(|failure| failure.texts.is_empty())
}

/// The failure of this name.
pub fn by_id(id: &str) -> Option<&'static Failure> {
    failures().find(|failure| failure.id == id)
}

/// What to say of a failure without [`Failure::files`].
pub const NO_FILE: Say = say(
    "None of the files made here cures this.",
    "ここで作るファイルでは直りません。",
);

/// What to say when nothing was recognised.
pub const NOTHING: Say = say(
    "Nothing in this text is known here, which does not mean that nothing is wrong. Paste the lines from a minute before the failure, each line whole, from the program that failed (journalctl -u docker, -u gitlab-runner or -t cntlm, or the log of the job). Some failures show no message at all: look through the list of symptoms.",
    "この文章の中に、ここで知っている失敗はありませんでした。問題がないという意味ではありません。失敗の一分ほど前からの行を、途中で折り返さずに貼り付けてください。失敗したプログラムのログ（journalctl -u docker、-u gitlab-runner、-t cntlm、またはジョブのログ）が確実です。メッセージが何も出ない失敗もあるので、症状の一覧も見てください。",
);

/// What to say beside a line that has a [`MASK`].
pub const MASKED: Say = say(
    "xxxxx stands for what looked like a password or token.",
    "xxxxx は、パスワードやトークンと思われる部分を隠したものです。",
);

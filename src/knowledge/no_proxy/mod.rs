//! `NO_PROXY` as each client reads it: there is no standard, and one list is read in fourteen ways.
//!
//! ```text
//! list ─┬─ CLIENTS[i].reader(list, target) ─▶ verdicts: direct or proxy, and why
//!       ├─ entry_notes: entries that only some clients honour
//!       └─ suggest ──▶ one list that all of them read alike, and Java's, CNTLM's and buildx's spelling
//! ```
//!
//! Each reader is a model in a file of its own, written after the program's source, and judged by
//! the program itself in `tests/clients/`. The readers know no DNS: a name is a name, also for the
//! one client that looks names up (Ruby), which says so.
//!
//! A list is read in its ASCII letters' lower case. Of the clients, only Go turns an entry outside
//! ASCII into its `xn--` form; a target is asked for in that form, and such an entry matches
//! nothing here.

mod cntlm;
mod curl;
mod go;
mod java;
mod matching;
mod node_http;
mod notes;
mod proxy_from_env;
mod requests;
mod ruby;
mod spelling;
mod suggest;
mod target;
mod undici;
mod urllib;
mod wget;

pub use notes::{EntryNote, entry_notes};
pub use spelling::{buildx, cntlm_lines, java_options};
pub use suggest::{Change, Suggestion, suggest};
pub use target::{Scheme, Target};

use crate::form::values::Shown;
use crate::say::message;
use crate::say::{Message, Say, say};
use matching::{Answer, Found};

/// A program or library that reads a list.
pub struct Client {
    /// Its name and, where it matters, which versions.
    pub name: &'static str,
    /// Who asks through it.
    pub programs: Say,
    /// The versions of the program itself that agreed with the model in every case of
    /// `tests/clients/`.
    pub judged_by: &'static str,
    /// What it reads.
    pub reads: Reads,
    reader: for<'a> fn(&'a str, &Target) -> Answer<'a>,
}

/// Where a client finds its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// `NO_PROXY` or `no_proxy`.
    NoProxy,
    /// A setting of its own, of another grammar. It gets the same text here: that is what happens
    /// when a person copies the list.
    Own(&'static str),
}

/// Which way a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// To the host itself.
    Direct,
    /// To the proxy.
    Proxy,
    /// Nowhere: the client refuses such a request.
    Refused,
}

/// Why it goes that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// This entry takes it past the proxy.
    Entry {
        /// How many commas stand before it.
        index: usize,
        /// As it is written.
        text: &'a str,
    },
    /// No entry matches.
    NoEntry,
    /// The client does so whatever the list says, or because of what it cannot know here.
    Rule(Say),
}

/// What one client makes of a list and a target.
pub struct Verdict<'a> {
    /// Who.
    pub client: &'static Client,
    /// Which way.
    pub route: Route,
    /// And why.
    pub why: Why<'a>,
    /// Entries without any effect in this list for this client: what they name goes to the proxy.
    /// Left empty for lists longer than [`LONGEST_PROBED`].
    pub ignored: Vec<&'a str>,
}

/// The longest list, in bytes, whose every entry is tried with every client.
pub const LONGEST_PROBED: usize = 4_096;

/// Every client whose grammar differs, in the order in which a runner's host meets them.
pub static CLIENTS: &[Client] = &[
    Client {
        name: "Go ≥ 1.24.1",
        programs: say(
            "GitLab Runner, its helper, dockerd, docker, BuildKit (1.23.7 and later 1.23 as well)",
            "GitLab Runner とそのヘルパー、dockerd、docker、BuildKit（1.23.7 以降の 1.23 も同じ）",
        ),
        judged_by: "Go 1.27.3",
        reads: Reads::NoProxy,
        reader: go::today,
    },
    Client {
        name: "Go ≤ 1.24.0",
        programs: say(
            "the same when built with an older Go, such as Debian 12's docker.io",
            "古い Go で作られた同じプログラム（Debian 12 の docker.io など）",
        ),
        judged_by: "Go 1.19.8",
        reads: Reads::NoProxy,
        reader: go::before_1_24,
    },
    Client {
        name: "curl ≥ 8.19",
        programs: say("curl, git, PHP, R", "curl、git、PHP、R"),
        judged_by: "libcurl 8.19.0, 8.23.0",
        reads: Reads::NoProxy,
        reader: curl::from_8_19,
    },
    Client {
        name: "curl 8.9–8.16",
        programs: say("curl, git, PHP, R", "curl、git、PHP、R"),
        judged_by: "libcurl 8.11.1, 8.16.0",
        reads: Reads::NoProxy,
        reader: curl::from_8_9,
    },
    Client {
        name: "curl 7.86–8.8",
        programs: say(
            "curl, git, PHP, R (Debian 12)",
            "curl、git、PHP、R（Debian 12）",
        ),
        judged_by: "curl 7.88.1, git 2.47.3",
        reads: Reads::NoProxy,
        reader: curl::from_7_86,
    },
    Client {
        name: "curl ≤ 7.85",
        programs: say(
            "curl, git, PHP, R (Debian 11, RHEL 8 and 9)",
            "curl、git、PHP、R（Debian 11、RHEL 8・9）",
        ),
        judged_by: "libcurl 7.61.1",
        reads: Reads::NoProxy,
        reader: curl::before_7_86,
    },
    Client {
        name: "wget",
        programs: say("wget", "wget"),
        judged_by: "wget 1.21.3",
        reads: Reads::NoProxy,
        reader: wget::reader,
    },
    Client {
        name: "Python urllib",
        programs: say(
            "programs that use Python's standard library",
            "Python の標準ライブラリーを使うプログラム",
        ),
        judged_by: "Python 3.11",
        reads: Reads::NoProxy,
        reader: urllib::reader,
    },
    Client {
        name: "Python requests",
        programs: say("pip, Poetry, Conan", "pip、Poetry、Conan"),
        judged_by: "requests 2.34.2",
        reads: Reads::NoProxy,
        reader: requests::reader,
    },
    Client {
        name: "Ruby",
        programs: say("gem, Bundler, Net::HTTP", "gem、Bundler、Net::HTTP"),
        judged_by: "Ruby 3.1.2",
        reads: Reads::NoProxy,
        reader: ruby::reader,
    },
    Client {
        name: "Node.js undici 8",
        programs: say(
            "EnvHttpProxyAgent; fetch of newer Node.js with NODE_USE_ENV_PROXY=1",
            "EnvHttpProxyAgent、NODE_USE_ENV_PROXY=1 を付けた新しい Node.js の fetch",
        ),
        judged_by: "undici 8.13.1",
        reads: Reads::NoProxy,
        reader: undici::version_8,
    },
    Client {
        name: "Node.js undici 7",
        programs: say(
            "EnvHttpProxyAgent; fetch of Node.js 24 with NODE_USE_ENV_PROXY=1",
            "EnvHttpProxyAgent、NODE_USE_ENV_PROXY=1 を付けた Node.js 24 の fetch",
        ),
        judged_by: "undici 7.30.2",
        reads: Reads::NoProxy,
        reader: undici::version_7,
    },
    Client {
        name: "Node.js http",
        programs: say(
            "http and https of Node.js 22.21, 24.5 or newer with NODE_USE_ENV_PROXY=1; older ones use no proxy",
            "NODE_USE_ENV_PROXY=1 を付けた Node.js 22.21 以降・24.5 以降の http と https。それより古いものはプロキシを使いません",
        ),
        judged_by: "Node.js 24.19.0",
        reads: Reads::NoProxy,
        reader: node_http::reader,
    },
    Client {
        name: "proxy-from-env",
        programs: say(
            "axios (which since 1.15 goes direct in more cases), Puppeteer and other npm packages",
            "axios（1.15 以降は、直接つながる場合がこれより多くなります）、Puppeteer などの npm パッケージ",
        ),
        judged_by: "proxy-from-env 2.1.0",
        reads: Reads::NoProxy,
        reader: proxy_from_env::reader,
    },
    Client {
        name: "Java",
        programs: say(
            "Maven, Gradle, sbt; they ignore NO_PROXY and read http.nonProxyHosts",
            "Maven、Gradle、sbt。NO_PROXY は無視され、http.nonProxyHosts が読まれます",
        ),
        judged_by: "OpenJDK 17",
        reads: Reads::Own("http.nonProxyHosts"),
        reader: java::reader,
    },
    Client {
        name: "CNTLM",
        programs: say(
            "cntlm itself: the keyword NoProxy of cntlm.conf",
            "cntlm 自身。cntlm.conf の NoProxy です",
        ),
        judged_by: "cntlm 0.92.3",
        reads: Reads::Own("NoProxy"),
        reader: cntlm::reader,
    },
];

/// What every client of [`CLIENTS`] makes of a list and a target, in that order.
///
/// A client that reads a list of its own is given the same text.
pub fn verdicts<'a>(list: &'a str, target: &Target) -> Vec<Verdict<'a>> {
    CLIENTS
        .iter()
        .map(|client| {
            let (route, why) = client.read(list, target);
            let ignored = notes::ignored(client, list);
            Verdict {
                client,
                route,
                why,
                ignored,
            }
        })
        .collect()
}

impl Client {
    /// What this client makes of a list and a target.
    pub fn read<'a>(&self, list: &'a str, target: &Target) -> (Route, Why<'a>) {
        let Answer { route, found } = (self.reader)(list, target);
        let why = match found {
            Found::Entry(text) => Why::Entry {
                index: matching::commas_before(list, text),
                text,
            },
            Found::Nothing => Why::NoEntry,
            Found::Rule(rule) => Why::Rule(rule),
        };
        (route, why)
    }

    fn goes_direct(&self, list: &str, target: &Target) -> bool {
        (self.reader)(list, target).route == Route::Direct
    }
}

impl Route {
    /// A word for a table.
    pub fn label(self) -> Say {
        match self {
            Route::Direct => say("direct", "直接"),
            Route::Proxy => say("proxy", "プロキシ"),
            Route::Refused => say("refused", "拒否"),
        }
    }
}

impl Why<'_> {
    /// The reason as a sentence.
    pub fn sentence(&self) -> Message {
        match *self {
            Why::Entry { index, text } => {
                let (number, shown) = (index + 1, Shown(text));
                message!(
                    "Entry {number}, “{shown}”, matches.",
                    "{number} 番目の項目「{shown}」が一致します。",
                )
            }
            Why::NoEntry => say("No entry matches.", "一致する項目がありません。").into(),
            Why::Rule(rule) => rule.into(),
        }
    }
}

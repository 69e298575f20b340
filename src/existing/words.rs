//! What findings say that more than one kind of file can have. Each is a row of constants: a finding
//! shows no value of the file, so it cannot show a secret.

use super::{Finding, Level};
use crate::say::{Say, say};

/// A finding without its place.
pub(super) struct Words {
    level: Level,
    reason: Say,
    cure: Say,
}

/// The program refuses the file, or ignores what was meant.
pub(super) const fn error(reason: Say, cure: Say) -> Words {
    Words {
        level: Level::Error,
        reason,
        cure,
    }
}

/// Worth knowing.
pub(super) const fn warning(reason: Say, cure: Say) -> Words {
    Words {
        level: Level::Warning,
        reason,
        cure,
    }
}

impl Words {
    /// The finding on this line, from 1.
    pub(super) fn on(&self, line: Option<usize>) -> Finding {
        Finding {
            line,
            level: self.level,
            reason: self.reason.into(),
            cure: self.cure.into(),
            by_merging: false,
        }
    }
}

const NO_SCHEME: Words = warning(
    say(
        "The proxy has no http:// before it. curl and Go guess it, Ruby and Node programs refuse it.",
        "プロキシの前に http:// がありません。curl や Go は補いますが、Ruby や Node のプログラムは受け付けません。",
    ),
    say(
        "Write `http://` before it. Merging does so.",
        "前に `http://` を付けてください。マージすると自動で直ります。",
    ),
);

const HTTPS_PROXY: Words = warning(
    say(
        "https:// means that the proxy itself is spoken to over TLS, and hardly any corporate proxy does that: the first handshake fails.",
        "https:// は、プロキシとの通信にも TLS を使うという意味です。対応している社内プロキシはほとんどなく、最初のハンドシェイクで失敗します。",
    ),
    say(
        "Write `http://`, also for HTTPS. Merging does so.",
        "HTTPS 用の設定でも `http://` と書いてください。マージすると自動で直ります。",
    ),
);

pub(super) const ONLY_HTTP: Words = warning(
    say(
        "There is a proxy for http:// and none for https://. Nothing is reached over https:// then.",
        "http:// 用のプロキシだけがあり、https:// 用がありません。このままでは https:// でどこにも接続できません。",
    ),
    say(
        "Set the same proxy for both. Merging does so.",
        "両方に同じプロキシを設定してください。マージすると自動で直ります。",
    ),
);

const PORTS: Words = warning(
    say(
        "There is a host with a port in the list of hosts that are reached without the proxy. curl and wget do not understand it, so they go through the proxy.",
        "プロキシを通さないホストの一覧に、ポート付きのホストがあります。curl と wget はこれを解釈できず、そのホストにもプロキシ経由で接続します。",
    ),
    say("Write the host alone.", "ホスト名だけを書いてください。"),
);

const BLANKS: Words = warning(
    say(
        "The list of hosts that are reached without the proxy is separated by blanks. Programs written in Go, such as Docker and GitLab Runner, take it for one single host.",
        "プロキシを通さないホストの一覧が空白で区切られています。Docker や GitLab Runner など Go のプログラムは、全体を一つのホスト名とみなします。",
    ),
    say(
        "Separate the hosts by commas. Merging does so.",
        "ホストはコンマで区切ってください。マージすると自動で直ります。",
    ),
);

/// What GitLab's guide writes where docker0's address belongs.
pub(super) const PLACEHOLDER: &str = "docker0_interface_ip";

const NOT_FILLED_IN: Words = error(
    say(
        "docker0_interface_ip is the placeholder of GitLab's guide. No host has that name, so no proxy is reached.",
        "docker0_interface_ip は GitLab のガイドにある仮の名前です。その名前のホストはないので、プロキシに接続できません。",
    ),
    say(
        "Write docker0's address in its place. Merging does so.",
        "代わりに docker0 のアドレスを書いてください。マージすると自動で直ります。",
    ),
);

/// What is wrong with the address of a proxy.
pub(super) fn of_proxy(value: &str) -> Option<&'static Words> {
    let scheme = value.get(..8).unwrap_or_default();
    if value.contains(PLACEHOLDER) {
        Some(&NOT_FILLED_IN)
    } else if scheme.eq_ignore_ascii_case("https://") {
        Some(&HTTPS_PROXY)
    } else if !value.contains("://") && !value.is_empty() {
        Some(&NO_SCHEME)
    } else {
        None
    }
}

/// What is wrong with a list of hosts; ports only where curl and wget read it.
pub(super) fn of_hosts(value: &str, by_curl: bool) -> Option<&'static Words> {
    let has_port = |host: &str| {
        let port = host.split_once(':').map(|(_, port)| port);
        port.is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
    };
    if value.split(',').any(|host| host.trim().contains(' ')) {
        Some(&BLANKS)
    } else if by_curl && value.split([',', ' ']).any(has_port) {
        Some(&PORTS)
    } else {
        None
    }
}

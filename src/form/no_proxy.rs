//! `NO_PROXY`: one list that Go, curl, wget, Python, Ruby and Node read alike, as far as they do.
//!
//! Entries are names and addresses, separated by commas and nothing else. Ports are left out: curl
//! and wget ignore an entry that has one. `.x` is written as `.x,x`, because for Go, wget and Ruby
//! the dot means "subdomains only" while the bare name means both. IPv6 is refused: Ruby takes
//! `::1` for the suffix `1`, and every host that ends in 1 then bypasses the proxy.

use super::draft::printable;
use super::values::{self, Outcome, Shown};
use crate::say::Message;
use crate::say::message;
use crate::text::{Plain, Text};
use std::borrow::Cow;
use std::collections::HashSet;
use std::net::Ipv4Addr;

/// The longest list, in bytes: an environment string of 131,072 bytes keeps a service from
/// starting (`MAX_ARG_STRLEN` of Linux), and half of it is left for what a project adds.
pub const LONGEST: usize = 60_000;

/// One entry, as typed by a person.
pub struct Entry {
    /// A name, an address or a network, in lower case.
    pub host: Text<Plain>,
    /// Whether it began with `.` or `*.`.
    pub subdomains: bool,
    /// The network, when it is one or a single address.
    pub network: Option<Network>,
    /// What the reader should know.
    pub warning: Option<Message>,
}

/// An IPv4 network in CIDR form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: u32,
    prefix: u32,
}

impl Network {
    /// The network of `address` with this prefix length, at most 32.
    pub fn new(address: Ipv4Addr, prefix: u32) -> Self {
        Self {
            address: address.to_bits(),
            prefix: prefix.min(32),
        }
    }

    /// Whether all addresses of the other one are in it.
    pub fn holds(self, other: Self) -> bool {
        self.prefix <= other.prefix && self.overlaps(other)
    }

    /// Whether the two share an address.
    pub fn overlaps(self, other: Self) -> bool {
        let shift = 32 - self.prefix.min(other.prefix);
        // A shift by all 32 bits, when one of them is everything, leaves nothing to compare.
        let net = |address: u32| address.checked_shr(shift).unwrap_or(0);
        net(self.address) == net(other.address)
    }
}

/// Reads one line of `no-proxy`.
pub fn entry(line: &str) -> Outcome<Entry> {
    if let Some(entry) = plain(line) {
        return Ok(entry);
    }
    let line = printable(line)?;
    let shown = Shown(line);
    if line.contains(char::is_whitespace) {
        return Err(message!(
            "“{shown}” has a blank inside. Write one host a line, or commas between them.",
            "「{shown}」の途中に空白があります。一行に一つのホストを書くか、コンマで区切ってください。",
        ));
    }
    if line.contains("://") {
        return Err(message!(
            "“{shown}” has a scheme. Write the host alone; NO_PROXY knows no URLs.",
            "「{shown}」は URL です。NO_PROXY に URL は書けないので、ホストだけを書いてください。",
        ));
    }
    if let Some((address, prefix)) = line.split_once('/') {
        return network(line, address, prefix);
    }
    let (subdomains, rest) = match line.strip_prefix("*.").or_else(|| line.strip_prefix('.')) {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    if rest.contains('*') {
        return Err(message!(
            "“{shown}” has a * that most programs take literally. Write .corp.example for all hosts below corp.example, or a network such as 10.0.0.0/8.",
            "「{shown}」の * は、多くのプログラムでは文字どおりに扱われます。corp.example 以下のすべてなら .corp.example、ネットワークなら 10.0.0.0/8 のように書いてください。",
        ));
    }
    if rest.starts_with('[') || rest.matches(':').count() > 1 {
        return Err(message!(
            "“{shown}” is an IPv6 address. Leave it out: Ruby reads ::1 as “every host that ends in 1”. Write the host's name.",
            "「{shown}」は IPv6 アドレスです。Ruby は ::1 を「1 で終わるすべてのホスト」と読むので、ここには書けません。ホスト名を書いてください。",
        ));
    }
    let (name, warning) = match rest.split_once(':') {
        Some((name, port)) => {
            values::port(port)?;
            let short = Shown(name);
            let warning = message!(
                "“{shown}” becomes “{short}”: curl and wget ignore entries with a port.",
                "「{shown}」は「{short}」になります。curl と wget はポート番号付きの項目を無視するためです。",
            );
            (name, Some(warning))
        }
        None => (rest, None),
    };
    named(line, name, subdomains, warning)
}

/// A name in lower case of which nothing is to be said, as most lines are. Hundreds of them are read
/// at each key, so it takes one walk, where all that [`entry`] looks for would take a dozen.
fn plain(line: &str) -> Option<Entry> {
    let name = line.strip_prefix('.').unwrap_or(line);
    // The first byte of the last label, and the byte before the next one.
    let (mut first, mut before) = (b'.', b'.');
    for byte in name.bytes() {
        let begins = before == b'.';
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' => {}
            b'-' if !begins => {}
            b'.' if !begins && before != b'-' => {}
            _ => return None,
        }
        if begins {
            first = byte;
        }
        before = byte;
    }
    // What ends in a number may be an address; and where no label can be too long, none is counted.
    let named = first.is_ascii_lowercase() && before != b'-' && before != b'.' && name.len() <= 63;
    named
        .then(|| Text::typed(name))
        .flatten()
        .map(|host| Entry {
            host,
            subdomains: name.len() < line.len(),
            network: None,
            warning: None,
        })
}

/// An entry by its name or address.
fn named(line: &str, name: &str, subdomains: bool, warning: Option<Message>) -> Outcome<Entry> {
    let shown = Shown(line);
    let mut name = Cow::Borrowed(name);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        name.to_mut().make_ascii_lowercase();
    }
    let host = values::host(&name)?;
    if subdomains && name.parse::<Ipv4Addr>().is_ok() {
        return Err(message!(
            "“{shown}” is an address with a dot before it. Write {name} for this host, or a network such as 10.0.0.0/8.",
            "「{shown}」はアドレスの前に点があります。このホストなら {name}、ネットワークなら 10.0.0.0/8 のように書いてください。",
        ));
    }
    Ok(Entry {
        network: name.parse().ok().map(|address| Network::new(address, 32)),
        host,
        subdomains,
        warning,
    })
}

fn network(line: &str, address: &str, prefix: &str) -> Outcome<Entry> {
    let shown = Shown(line);
    let digits =
        prefix == "0" || (!prefix.starts_with('0') && prefix.bytes().all(|b| b.is_ascii_digit()));
    match (
        address.parse::<Ipv4Addr>(),
        prefix.parse::<u32>(),
        Text::typed(line),
    ) {
        (Ok(address), Ok(prefix @ 0..=32), Some(host)) if digits => Ok(Entry {
            host,
            subdomains: false,
            network: Some(Network::new(address, prefix)),
            warning: Some(message!(
                "“{shown}” is a network: Go programs (Runner, Docker), curl 7.86 or newer and Python requests follow it for addresses, not for names; Ruby also for names, which it looks up. wget, Python urllib and Node ignore it. List the names as well.",
                "「{shown}」はネットワークです。Go のプログラム（Runner、Docker）と curl 7.86 以降、Python の requests は、アドレスで接続するときだけ従います。Ruby は名前を引いた結果にも従います。wget、Python の urllib、Node は無視します。名前も並べて書いてください。",
            )),
        }),
        _ if address.contains(':') => Err(message!(
            "“{shown}” is an IPv6 network, which only Go programs and curl 8.19 or newer read. Write the hosts' names.",
            "「{shown}」は IPv6 のネットワークで、読めるのは Go のプログラムと curl 8.19 以降だけです。ホスト名を書いてください。",
        )),
        _ => Err(message!(
            "“{shown}” is neither a host nor an IPv4 network. Leave out the path, or write a network such as 10.0.0.0/8.",
            "「{shown}」はホストでも IPv4 ネットワークでもありません。パスを取るか、10.0.0.0/8 のようなネットワークを書いてください。",
        )),
    }
}

/// Whether the entries already take this host past the proxy, as most clients read them.
pub fn covers(entries: &[Entry], host: &str) -> bool {
    let address = host.parse().ok().map(|address| Network::new(address, 32));
    entries.iter().any(|entry| {
        let name = entry.host.as_str();
        let below = host
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        let inside = entry
            .network
            .zip(address)
            .is_some_and(|(net, host)| net.overlaps(host));
        below || inside
    })
}

/// The whole list: the host itself, GitLab when it is direct, the entries, and `docker` when a job
/// talks to it over TCP. Repeats are dropped.
pub fn list(gitlab: Option<&Text<Plain>>, entries: &[Entry], docker: bool) -> Text<Plain> {
    let fixed = ["localhost", "127.0.0.1", "docker"].map(Text::constant);
    let mut list = vec![(false, &fixed[0]), (false, &fixed[1])];
    list.extend(gitlab.map(|host| (false, host)));
    for entry in entries {
        if entry.subdomains {
            list.push((true, &entry.host));
        }
        list.push((false, &entry.host));
    }
    if docker {
        list.push((false, &fixed[2]));
    }
    let (comma, dot) = (Text::constant(","), Text::constant("."));
    let mut seen = HashSet::with_capacity(list.len());
    let mut joined = Text::empty();
    for (below, host) in list {
        if !seen.insert((below, host.as_str())) {
            continue;
        }
        if seen.len() > 1 {
            joined.push(&comma);
        }
        if below {
            joined.push(&dot);
        }
        joined.push(host);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The walk that most lines take says what all the looks say together.
    #[test]
    fn a_plain_name_is_read_as_any_other() {
        const PIECES: [&str; 16] = [
            "a", "z9", "0", "1", "10", "0x1f", "-", "_", ".", "..", "host", "corp", "xn--", "B",
            "é", " ",
        ];
        let mut plainly = 0;
        let mut state = 1_u64;
        for _ in 0..200_000 {
            let mut line = String::new();
            for _ in 0..=(state >> 60) {
                state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
                line.push_str(PIECES[(state >> 57) as usize % PIECES.len()]);
            }
            let Some(short) = plain(&line) else { continue };
            plainly += 1;
            let below = line.strip_prefix('.');
            let long = named(&line, below.unwrap_or(&line), below.is_some(), None);
            let long = long.unwrap_or_else(|_| unreachable!("{line:?} is refused"));
            assert_eq!(short.host, long.host, "{line:?}");
            assert_eq!(short.subdomains, long.subdomains, "{line:?}");
            assert!(long.network.is_none() && long.warning.is_none(), "{line:?}");
        }
        assert!(plainly > 5_000, "{plainly}");
    }

    #[test]
    fn networks_overlap_when_one_holds_the_other() {
        let net = |text: &str, prefix| Network::new(text.parse().expect("an address"), prefix);
        let inner = net("10.250.0.0", 24);
        assert!(inner.overlaps(net("10.0.0.0", 8)));
        assert!(inner.overlaps(net("10.250.0.77", 32)));
        assert!(inner.overlaps(net("0.0.0.0", 0)));
        assert!(!inner.overlaps(net("10.251.0.0", 24)));
        assert!(!inner.overlaps(net("172.16.0.0", 12)));
    }

    #[test]
    fn a_network_holds_itself_and_what_is_in_it() {
        let net = |text: &str, prefix| Network::new(text.parse().expect("an address"), prefix);
        let outer = net("10.250.3.7", 16);
        for held in [outer, net("10.250.9.0", 24), net("10.250.255.255", 32)] {
            assert!(outer.holds(held) && net("0.0.0.0", 0).holds(held));
            assert_eq!(held.holds(outer), held == outer);
        }
        assert!(!outer.holds(net("10.251.0.0", 24)));
        assert!(!outer.holds(net("10.0.0.0", 8)));
    }
}

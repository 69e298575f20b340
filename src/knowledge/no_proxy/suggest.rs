//! One list that every client reads the same way.
//!
//! What is left when everything is taken away that one of them reads otherwise: names and IPv4
//! addresses between commas, and each name a second time with a dot before it, because for
//! proxy-from-env and Node.js's http `corp.example` is that host alone, and for Go, wget and Ruby
//! `.corp.example` is only what is below.

use super::notes::entries;
use crate::form::no_proxy;
use crate::form::values::Shown;
use crate::say::Message;
use crate::say::message;
use crate::text::{Plain, Text};
use std::net::Ipv4Addr;

/// The list, and what became of each entry that it does not hold as it was.
pub struct Suggestion<'a> {
    /// What stays: names and IPv4 addresses, each once, without dots at their ends.
    pub hosts: Vec<Text<Plain>>,
    /// What was changed or dropped, and why.
    pub changes: Vec<Change<'a>>,
}

/// What became of an entry.
pub struct Change<'a> {
    /// The entry as it was.
    pub entry: &'a str,
    /// What stands in its place; empty where no spelling is read alike.
    pub became: Vec<Text<Plain>>,
    /// Why.
    pub why: Message,
}

/// The most addresses that stand in place of a network.
const MOST_ADDRESSES: u32 = 16;

/// Makes the list that all clients of `NO_PROXY` read the same way, save what each of them does with
/// `localhost` unasked.
pub fn suggest(list: &str) -> Suggestion<'_> {
    let mut suggestion = Suggestion {
        hosts: Vec::new(),
        changes: Vec::new(),
    };
    for entry in entries(list) {
        let (became, why) = in_common(entry);
        for host in &became {
            if !suggestion.hosts.contains(host) {
                suggestion.hosts.push(host.clone());
            }
        }
        if let Some(why) = why {
            suggestion.changes.push(Change { entry, became, why });
        }
    }
    suggestion
}

impl Suggestion<'_> {
    /// The value of `NO_PROXY`.
    pub fn list(&self) -> Text<Plain> {
        self.spelled(".", ",")
    }

    /// The hosts, each name also as a suffix after `below`.
    pub(super) fn spelled(&self, below: &'static str, separator: &'static str) -> Text<Plain> {
        let mut all = Vec::new();
        for host in &self.hosts {
            all.push(host.clone());
            if !is_address(host) {
                all.push(Text::concat([&Text::constant(below), host]));
            }
        }
        Text::join(separator, &all)
    }
}

pub(super) fn is_address(host: &Text<Plain>) -> bool {
    host.as_str().parse::<Ipv4Addr>().is_ok()
}

/// The hosts of an entry, and why they are not written as the entry was.
fn in_common(entry: &str) -> (Vec<Text<Plain>>, Option<Message>) {
    let shown = Shown(entry);
    // What only decorates a host is taken off; what is left is read as the form reads it.
    let (scheme, rest) = match entry.split_once("://") {
        Some((_, rest)) => (true, rest.split('/').next().unwrap_or_default()),
        None => (false, entry),
    };
    let bare = rest.strip_suffix('.').unwrap_or(rest);
    let typed = match no_proxy::entry(bare) {
        Ok(typed) => typed,
        Err(why) => return (Vec::new(), Some(why)),
    };
    if let Some((network, bits)) = typed.host.as_str().split_once('/') {
        let few = few_addresses(network, bits);
        let why = match few.is_empty() {
            false => message!(
                "“{shown}” is a network, which wget, Python urllib and Node.js ignore. Its addresses stand here one by one.",
                "「{shown}」はネットワークです。wget、Python の urllib、Node.js は無視するので、アドレスを一つずつ書きました。",
            ),
            true => typed.warning.unwrap_or_else(|| {
                message!(
                    "“{shown}” is a network. List the names of its hosts.",
                    "「{shown}」はネットワークです。そのホスト名を並べて書いてください。",
                )
            }),
        };
        return (few, Some(why));
    }
    let why = if scheme {
        Some(message!(
            "“{shown}” is a URL. Of NO_PROXY's clients none reads one; the host alone stands here.",
            "「{shown}」は URL です。NO_PROXY の URL を読むプログラムはないので、ホストだけを書きました。",
        ))
    } else if bare.len() < rest.len() {
        Some(message!(
            "“{shown}” ends with a dot, which most clients take for a part of the name. It is left out here.",
            "「{shown}」は点で終わっています。多くのプログラムはこれを名前の一部と見なすので、取りました。",
        ))
    } else if typed.warning.is_some() {
        typed.warning
    } else if typed.subdomains && entry.starts_with('*') {
        Some(message!(
            "“{shown}” has a * that curl, wget, Python and Ruby take literally. The name and the same with a dot before it stand here.",
            "「{shown}」の * は、curl、wget、Python、Ruby では文字どおりに扱われます。名前と、その先頭に点を付けた形を書きました。",
        ))
    } else {
        (entry != typed.host.as_str() && !typed.subdomains).then(|| {
            message!(
                "“{shown}” is written in lower case here.",
                "「{shown}」は小文字で書きました。",
            )
        })
    };
    (vec![typed.host], why)
}

/// The addresses of a small network, or nothing.
fn few_addresses(network: &str, bits: &str) -> Vec<Text<Plain>> {
    let (Ok(address), Ok(bits)) = (network.parse::<Ipv4Addr>(), bits.parse::<u32>()) else {
        return Vec::new();
    };
    let count = 1_u32.checked_shl(32_u32.saturating_sub(bits));
    let Some(count) = count.filter(|&count| count <= MOST_ADDRESSES) else {
        return Vec::new();
    };
    let first = address.to_bits() & !(count - 1);
    (first..=first + (count - 1))
        .map(|address| Text::address(Ipv4Addr::from_bits(address)))
        .collect()
}

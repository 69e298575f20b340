//! Which entries have an effect for whom.
//!
//! No reader is asked what it ignores. Each entry names some host, as its writer surely meant it;
//! where that host still goes to the proxy, the entry is without effect.

use super::{CLIENTS, Client, LONGEST_PROBED, Reads, Target};
use crate::form::no_proxy;
use crate::form::values::Shown;
use crate::say::Message;
use crate::say::message;
use std::net::Ipv4Addr;

/// An entry that only some clients honour, or none.
pub struct EntryNote<'a> {
    /// How many entries stand before it.
    pub index: usize,
    /// As it is written.
    pub entry: &'a str,
    /// The clients that take what it names past the proxy.
    pub honoured: Vec<&'static Client>,
    /// The clients that do not.
    pub ignored: Vec<&'static Client>,
    /// What to do: the form's own words where it refuses such an entry or warns of it.
    pub message: Message,
}

/// The entries as a person sees them: between commas and blanks.
pub(super) fn entries(list: &str) -> impl Iterator<Item = &str> {
    let separates = |c: char| c == ',' || c.is_whitespace();
    list.split(separates).filter(|entry| !entry.is_empty())
}

/// Entries of `NO_PROXY` that its clients do not all honour, each looked at alone. Of lists longer
/// than [`LONGEST_PROBED`] the rest is not looked at.
pub fn entry_notes(list: &str) -> Vec<EntryNote<'_>> {
    let clients = || CLIENTS.iter().filter(|it| it.reads == Reads::NoProxy);
    let mut notes = Vec::new();
    let mut looked_at = 0;
    for (index, entry) in entries(list).enumerate() {
        looked_at += entry.len() + 1;
        if looked_at > LONGEST_PROBED + 1 {
            break;
        }
        if is_plain(entry) {
            continue;
        }
        let host = meant(entry);
        let honours = |client: &&Client| {
            let direct = |host: &Target| client.goes_direct(entry, host);
            host.as_ref().is_some_and(direct)
        };
        let (honoured, ignored): (Vec<_>, Vec<_>) = clients().partition(honours);
        if ignored.is_empty() {
            continue;
        }
        let message = match no_proxy::entry(entry) {
            Err(message) => message,
            Ok(typed) => typed.warning.unwrap_or_else(|| odd(entry)),
        };
        notes.push(EntryNote {
            index,
            entry,
            honoured,
            ignored,
            message,
        });
    }
    notes
}

/// Whether it is a name in lower case whose last part begins with a letter, so that nobody takes it
/// for an address, perhaps behind a dot. All clients honour that for what it means; to ask them about
/// each of hundreds of such names would be most of the work.
fn is_plain(entry: &str) -> bool {
    let part = |part: &str| {
        let inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        part.bytes().all(inside)
            && !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let entry = entry.strip_prefix('.').unwrap_or(entry);
    let last = entry.rsplit('.').next().unwrap_or_default();
    last.starts_with(|c: char| c.is_ascii_lowercase()) && entry.split('.').all(part)
}

/// For what the form takes silently because it writes it in another way.
fn odd(entry: &str) -> Message {
    let shown = Shown(entry);
    message!(
        "“{shown}” is not read alike by all programs. Write the name alone, and the same with a dot before it for the hosts below.",
        "「{shown}」の解釈はプログラムによって異なります。名前だけの形と、下位のホスト用に先頭に点を付けた形を並べて書いてください。",
    )
}

/// The entries of a list that have no effect for this client.
pub(super) fn ignored<'a>(client: &Client, list: &'a str) -> Vec<&'a str> {
    if list.len() > LONGEST_PROBED {
        return Vec::new();
    }
    let without_effect =
        |entry: &&str| meant(entry).is_none_or(|host| !client.goes_direct(list, &host));
    entries(list).filter(without_effect).collect()
}

/// A host that the writer of this entry surely meant to reach directly; `None` when it names none.
pub(super) fn meant(entry: &str) -> Option<Target> {
    let (_, rest) = entry.split_once("://").unwrap_or(("", entry));
    if rest == "*" {
        return Target::parse("any.host.example").ok();
    }
    // A network's own address is one of its addresses, and a range's first one of the range.
    let rest = rest.split('/').next().unwrap_or_default();
    let address = |text: &str| text.parse::<Ipv4Addr>().is_ok();
    let rest = match rest.split_once('-') {
        Some((first, last)) if address(first) && address(last) => first,
        _ => rest,
    };
    let below = rest.strip_prefix("*.").or_else(|| rest.strip_prefix('.'));
    let mut host = match below {
        Some(name) => format!("host.{name}"),
        None => rest.replace('*', "1"),
    };
    // `10.` and `10.*` are the addresses that start so.
    let start = host.trim_end_matches('.');
    let octets = start.split('.').count();
    let numbers = start.split('.').all(|part| part.parse::<u8>().is_ok());
    if numbers && octets < 4 {
        host = format!("{start}{}", ".1".repeat(4 - octets));
    }
    // Without the root's dot, as people write hosts.
    Target::parse(host.trim_end_matches('.')).ok()
}

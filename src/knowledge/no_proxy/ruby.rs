//! Ruby: `URI::Generic#find_proxy` and `use_proxy?` in lib/uri/generic.rb, `IPAddr` in lib/ipaddr.rb.
//!
//! The list is scanned for `([^:,\s]+)(?::(\d+))?`, so every comma, blank and colon separates: `::1`
//! is the name `1`, which takes along every host whose last label is 1. A name is the whole host or
//! its end after a dot, with a dot before it only what is below; the port must be the request's.
//!
//! Ruby looks every name up. A host whose address is a loopback address never uses a proxy, and
//! entries that are addresses or networks are compared with the address. Here `localhost` is known
//! to be loopback, and of other names nothing is known, so such entries match addresses only.

use super::matching::{Answer, NO_ENTRY, direct_by, is_or_below, port_fits, rule, share_bits};
use super::{Route, Target};
use crate::say::say;
use std::net::{IpAddr, Ipv4Addr};

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let address = target.address();
    if target.host().trim_end_matches('.') == "localhost"
        || address.is_some_and(|address| address.is_loopback())
    {
        return rule(
            Route::Direct,
            say(
                "Ruby never uses a proxy for a host whose address is a loopback address.",
                "Ruby は、アドレスがループバックのホストにはプロキシを使いません。",
            ),
        );
    }
    let mut networks = false;
    let mut rest = list;
    while let Some((entry, port, after)) = next(rest) {
        rest = after;
        if !port_fits(port, target) {
            continue;
        }
        let below = entry.strip_prefix('.');
        let named = is_or_below(target.host(), below.unwrap_or(entry));
        if named && (below.is_none() || target.host().len() >= entry.len()) {
            return direct_by(entry);
        }
        if let Some((network, bits)) = network(entry) {
            networks = true;
            if address.is_some_and(|address| share_bits(network, address, bits)) {
                return direct_by(entry);
            }
        }
    }
    if networks && address.is_none() {
        return rule(
            Route::Proxy,
            say(
                "No name matches. Ruby also looks the name up and goes direct when its address is listed, which cannot be known here.",
                "一致する名前がありません。ただし Ruby は名前を引き、そのアドレスがリストにあれば直接つなぎます。ここではそれを確かめられません。",
            ),
        );
    }
    NO_ENTRY
}

/// The scan's next match: the name, its port, and what follows.
fn next(list: &str) -> Option<(&str, Option<u64>, &str)> {
    let separates = |c: char| matches!(c, ':' | ',' | '\u{b}') || c.is_ascii_whitespace();
    let start = list.trim_start_matches(separates);
    let end = start.find(separates).unwrap_or(start.len());
    let (name, rest) = start.split_at(end);
    if name.is_empty() {
        return None;
    }
    let after = rest.strip_prefix(':').unwrap_or_default();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return Some((name, None, rest));
    }
    let port = after[..digits].parse().unwrap_or(u64::MAX);
    Some((name, Some(port), &after[digits..]))
}

/// `IPAddr.new` of what can hold no colon: an IPv4 address, perhaps with bits or a mask.
fn network(entry: &str) -> Option<(IpAddr, u32)> {
    let (address, mask) = match entry.split_once('/') {
        Some((address, mask)) => (address, Some(mask)),
        None => (entry, None),
    };
    let address = IpAddr::V4(address.parse().ok()?);
    let bits = match mask {
        None => 32,
        Some(mask) if mask == "0" || !mask.starts_with('0') && digits(mask) => mask.parse().ok()?,
        Some(mask) => {
            let mask = mask.parse::<Ipv4Addr>().ok()?.to_bits();
            let bits = mask.leading_ones();
            (mask.count_ones() == bits).then_some(bits)?
        }
    };
    (bits <= 32).then_some((address, bits))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

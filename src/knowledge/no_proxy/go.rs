//! Go: net/http's `ProxyFromEnvironment`, a copy of golang.org/x/net/http/httpproxy (proxy.go).
//!
//! Entries are separated by commas and nothing else, and trimmed. `*` anywhere takes everything.
//! Then: a network in CIDR form, for addresses only; else `host:port` is split, and the host is an
//! address, or a name that stands for itself and all below, or, with `.` or `*.` before it, for all
//! below. The port, when there is one, must be the request's.
//!
//! `localhost`, written just so, and loopback addresses never use a proxy. Since the repair of
//! CVE-2025-22870 (x/net 0.36; Go 1.23.7 and 1.24.1), names match no addresses; before, `2.3` took
//! 10.1.2.3 along.

use super::matching::{Answer, direct_by, first, is_or_below, rule, share_bits};
use super::{Route, Target};
use crate::say::say;
use std::net::IpAddr;

pub(super) fn today<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    read(list, target, false)
}

pub(super) fn before_1_24<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    read(list, target, true)
}

fn read<'a>(list: &'a str, target: &Target, names_match_addresses: bool) -> Answer<'a> {
    let loopback = target
        .address()
        .is_some_and(|address| address.is_loopback());
    if target.host() == "localhost" || loopback {
        return rule(
            Route::Direct,
            say(
                "Go never uses a proxy for localhost and loopback addresses.",
                "Go は localhost とループバックアドレスにはプロキシを使いません。",
            ),
        );
    }
    let entries = || list.split(',').map(str::trim);
    if let Some(all) = entries().find(|&entry| entry == "*") {
        return direct_by(all);
    }
    first(&mut entries(), &|entry| {
        matches(entry, target, names_match_addresses)
    })
}

fn matches(entry: &str, target: &Target, names_match_addresses: bool) -> bool {
    if entry.is_empty() {
        return false;
    }
    if let Some((network, bits)) = network(entry) {
        return target
            .address()
            .is_some_and(|address| share_bits(network, address, bits));
    }
    let (host, port) = split(entry).unwrap_or((entry, ""));
    if !port.is_empty() && port != target.port().to_string() {
        return false;
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return target.address() == Some(address);
    }
    if host.is_empty() || (target.address().is_some() && !names_match_addresses) {
        return false;
    }
    let host = match host.strip_prefix('*') {
        Some(rest) if rest.starts_with('.') => rest,
        _ => host,
    };
    match host.strip_prefix('.') {
        Some(below) => target.host().len() > below.len() && is_or_below(target.host(), below),
        None => is_or_below(target.host(), host),
    }
}

/// `net.ParseCIDR`.
fn network(entry: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = entry.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let digits = !bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit());
    let bits = bits.parse().ok().filter(|_| digits)?;
    let longest = if address.is_ipv4() { 32 } else { 128 };
    (bits <= longest).then_some((address, bits))
}

/// `net.SplitHostPort`; `None` where it has an error, and then the whole is the host.
fn split(entry: &str) -> Option<(&str, &str)> {
    let (before, port) = entry.rsplit_once(':')?;
    let host = match before.strip_prefix('[') {
        Some(inside) => inside.strip_suffix(']')?,
        None if before.contains(':') => return None,
        None => before,
    };
    let brackets = |text: &str| text.contains(['[', ']']);
    (!brackets(host) && !brackets(port)).then_some((host, port))
}

//! Node.js's own http and https agents with `NODE_USE_ENV_PROXY=1`: `ProxyConfig` in
//! lib/internal/http.js, documented under "Built-in Proxy Support".
//!
//! Commas separate, entries are trimmed. `*` anywhere takes everything. A name or an address matches
//! itself alone, also with the request's port; `.x` also what is below, `*.x` only what is below;
//! `a-b` a range of IPv4 addresses. No networks, nothing implicit.

use super::Target;
use super::matching::{Answer, ends_with, first, is_or_below};
use std::net::{IpAddr, Ipv4Addr};

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let host = target.host();
    let with_port = format!("{host}:{}", target.port());
    first(&mut list.split(',').map(str::trim), &|entry| {
        entry == "*"
            || entry.eq_ignore_ascii_case(host)
            || entry.eq_ignore_ascii_case(&with_port)
            || entry
                .strip_prefix('.')
                .is_some_and(|name| is_or_below(host, name))
            || (entry.starts_with("*.") && ends_with(host, &entry[1..]))
            || in_range(entry, target)
    })
}

fn in_range(entry: &str, target: &Target) -> bool {
    let mut ends = entry.split('-').map(|end| end.trim().parse::<Ipv4Addr>());
    match (target.address(), ends.next(), ends.next()) {
        (Some(IpAddr::V4(address)), Some(Ok(first)), Some(Ok(last))) => {
            first <= address && address <= last
        }
        _ => false,
    }
}

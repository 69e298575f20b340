//! undici's `EnvHttpProxyAgent`, behind Node.js's `fetch`: lib/dispatcher/env-http-proxy-agent.js.
//!
//! Commas and blanks separate. `.` or `*.` at the start is dropped, and the rest is the whole host
//! or its end after a dot; a port must be the request's. No networks, nothing implicit.
//!
//! | | 7 | 8 |
//! |---|---|---|
//! | `*` | only as the whole list | anywhere, also `*:80` |
//! | `*.x` | also x itself | only below x |
//! | IPv6 | only in brackets | with or without them |
//! | a dot at the end | is a part of the name | is dropped |

use super::Target;
use super::matching::{Answer, direct_by, first, host_and_port, is_or_below, port_fits};

fn blank(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

fn without_dot(entry: &str) -> &str {
    let rest = entry.strip_prefix("*.").or_else(|| entry.strip_prefix('.'));
    rest.unwrap_or(entry)
}

pub(super) fn version_7<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    if list == "*" {
        return direct_by(list);
    }
    let host = target.host_in_url();
    first(&mut list.split(blank), &|entry| {
        let (name, port) = host_and_port(entry);
        // A port 0 is none.
        let port = port.filter(|&port| port != 0);
        !entry.is_empty() && port_fits(port, target) && is_or_below(&host, without_dot(name))
    })
}

pub(super) fn version_8<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let host = target.host().strip_suffix('.').unwrap_or(target.host());
    first(&mut list.split(blank), &|entry| {
        let (name, port) = split_8(entry);
        let port = port.filter(|&port| port != 0);
        if entry.is_empty() || !port_fits(port, target) {
            return false;
        }
        let name = without_dot(name);
        let name = match name.strip_suffix('.') {
            Some(rest) if !rest.is_empty() => rest,
            _ => name,
        };
        let itself = host.len() == name.len() && entry.starts_with('*');
        name == "*" || (is_or_below(host, name) && !itself)
    })
}

/// `[v6]:port`, `[v6]`, a bare IPv6 address, or a name with or without a port.
fn split_8(entry: &str) -> (&str, Option<u64>) {
    if let (bracketed, Some(port)) = host_and_port(entry)
        && let Some(inside) = inside(bracketed)
    {
        return (inside, Some(port));
    }
    let bare = inside(entry).unwrap_or(entry);
    match bare.matches(':').count() {
        1 => host_and_port(bare),
        _ => (bare, None),
    }
}

fn inside(entry: &str) -> Option<&str> {
    let inside = entry.strip_prefix('[')?.strip_suffix(']')?;
    (!inside.is_empty()).then_some(inside)
}

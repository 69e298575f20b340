//! Python's urllib: `proxy_bypass_environment` in Lib/urllib/request.py.
//!
//! Entries are separated by commas and trimmed; dots at the start are dropped; a name or an address
//! is the whole host or its end after a dot. `*` counts only as the whole list. A port matches only
//! a URL that writes it. A host in brackets is compared with its brackets.

use super::Target;
use super::matching::{Answer, direct_by, first, is_or_below};

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let host = match target.typed_port() {
        Some(port) => format!("{}:{port}", target.host_in_url()),
        None => target.host_in_url(),
    };
    bypass(list, &host)
}

/// For a host as it stands in a URL, with its port if that stands there.
pub(super) fn bypass<'a>(list: &'a str, host: &str) -> Answer<'a> {
    if list == "*" {
        return direct_by(list);
    }
    let host_only = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    first(&mut list.split(',').map(str::trim), &|entry| {
        let name = entry.trim_start_matches('.');
        !entry.is_empty() && (is_or_below(host_only, name) || is_or_below(host, name))
    })
}

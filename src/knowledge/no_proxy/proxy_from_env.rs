//! The npm package proxy-from-env: its index.js.
//!
//! Commas and blanks separate. A name or an address matches itself alone, IPv6 in brackets; after a
//! `.` or `*` at the start it is the end of a host. A port must be the request's. `*` takes
//! everything, also in a list. No networks, nothing implicit.

use super::Target;
use super::matching::{Answer, ends_with, first, host_and_port, port_fits};

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let host = target.host_in_url();
    let separates = |c: char| c == ',' || c.is_whitespace();
    first(&mut list.split(separates), &|entry| {
        let (name, port) = host_and_port(entry);
        let port = port.filter(|&port| port != 0);
        if entry.is_empty() || !port_fits(port, target) {
            return false;
        }
        match name.strip_prefix('*') {
            Some(end) => ends_with(&host, end),
            None if name.starts_with('.') => ends_with(&host, name),
            None => name.eq_ignore_ascii_case(&host),
        }
    })
}

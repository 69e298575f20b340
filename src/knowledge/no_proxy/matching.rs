//! What the readers share: how an answer is made, suffixes, networks. Everything takes `dyn`, so that
//! sixteen readers do not become sixteen copies.

use super::{Route, Target};
use crate::say::Say;
use std::net::IpAddr;

/// What a reader says.
pub(super) struct Answer<'a> {
    pub(super) route: Route,
    pub(super) found: Found<'a>,
}

/// Why it says so.
pub(super) enum Found<'a> {
    /// A slice of the list.
    Entry(&'a str),
    Nothing,
    Rule(Say),
}

/// Direct by the first entry that matches, else to the proxy.
pub(super) fn first<'a>(
    entries: &mut dyn Iterator<Item = &'a str>,
    matches: &dyn Fn(&str) -> bool,
) -> Answer<'a> {
    for entry in entries {
        if matches(entry) {
            return direct_by(entry);
        }
    }
    NO_ENTRY
}

/// To the proxy, because no entry matches.
pub(super) const NO_ENTRY: Answer<'_> = Answer {
    route: Route::Proxy,
    found: Found::Nothing,
};

/// Direct by this entry.
pub(super) fn direct_by(entry: &str) -> Answer<'_> {
    Answer {
        route: Route::Direct,
        found: Found::Entry(entry),
    }
}

/// By a rule of the client's own.
pub(super) fn rule<'a>(route: Route, rule: Say) -> Answer<'a> {
    Answer {
        route,
        found: Found::Rule(rule),
    }
}

/// How many commas of the list stand before a slice of it.
pub(super) fn commas_before(list: &str, slice: &str) -> usize {
    let start = (slice.as_ptr() as usize).saturating_sub(list.as_ptr() as usize);
    list.bytes()
        .take(start)
        .filter(|&byte| byte == b',')
        .count()
}

/// Whether `text` ends with `end`, letters' case aside.
pub(super) fn ends_with(text: &str, end: &str) -> bool {
    let (text, end) = (text.as_bytes(), end.as_bytes());
    let start = text.len().checked_sub(end.len());
    start.is_some_and(|start| text[start..].eq_ignore_ascii_case(end))
}

/// Whether `host` is `name` or ends with `.name`, letters' case aside. An empty name stands for the
/// root: what ends with a dot is below it.
pub(super) fn is_or_below(host: &str, name: &str) -> bool {
    let before = host.len().checked_sub(name.len());
    ends_with(host, name)
        && before.is_some_and(|before| before == 0 || host.as_bytes()[before - 1] == b'.')
}

/// `name` and the digits of a port, of `name:digits` with something before the last colon.
pub(super) fn host_and_port(entry: &str) -> (&str, Option<u64>) {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match entry.rsplit_once(':') {
        // More digits than a number holds are no port of any target.
        Some((name, port)) if !name.is_empty() && digits(port) => {
            (name, Some(port.parse().unwrap_or(u64::MAX)))
        }
        _ => (entry, None),
    }
}

/// Whether both are of one family and share their first `bits` bits.
pub(super) fn share_bits(one: IpAddr, other: IpAddr, bits: u32) -> bool {
    let (width, difference) = match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (32, u128::from(one.to_bits() ^ other.to_bits())),
        (IpAddr::V6(one), IpAddr::V6(other)) => (128, one.to_bits() ^ other.to_bits()),
        _ => return false,
    };
    bits <= width && difference.checked_shr(width - bits).unwrap_or(0) == 0
}

/// A number that C's atoi reads at the start of a text: 0 where there is none, and `None` where it
/// is negative or beyond what fits.
pub(super) fn atoi(text: &str) -> Option<u32> {
    let text = text.trim_start_matches([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']);
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[..end].parse() {
        Ok(0) => Some(0),
        Ok(_) if negative => None,
        Ok(number) => Some(number),
        Err(_) if end == 0 => Some(0),
        Err(_) => None,
    }
}

/// Whether a target's port is the one that an entry asks for, if it asks for one.
pub(super) fn port_fits(wanted: Option<u64>, target: &Target) -> bool {
    wanted.is_none_or(|port| port == u64::from(target.port()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoi_reads_what_c_reads() {
        let read = ["8", " 8x", "+8", "", "x", "-0", "-1", "99999999999"].map(atoi);
        let meant = [
            Some(8),
            Some(8),
            Some(8),
            Some(0),
            Some(0),
            Some(0),
            None,
            None,
        ];
        assert_eq!(read, meant);
    }

    #[test]
    fn networks_of_every_length() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert!(share_bits(address("10.1.2.3"), address("10.9.9.9"), 8));
        assert!(!share_bits(address("10.1.2.3"), address("11.1.2.3"), 8));
        assert!(share_bits(address("10.1.2.3"), address("192.0.2.1"), 0));
        assert!(share_bits(address("fd00::1"), address("fd00::1"), 128));
        assert!(!share_bits(address("fd00::1"), address("fd00::2"), 128));
        assert!(!share_bits(address("10.1.2.3"), address("10.1.2.3"), 33));
        assert!(!share_bits(address("::"), address("0.0.0.0"), 0));
    }
}

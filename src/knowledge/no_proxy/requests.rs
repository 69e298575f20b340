//! Python's requests: `should_bypass_proxies` in requests/utils.py, and after it urllib's own rules,
//! for the host without its port.
//!
//! Blanks are dropped wherever they stand; commas separate. An IPv4 address matches itself and, in
//! CIDR form, networks of 1 to 32 bits, whose address may be short (`10.0.0/8`). Everything else is
//! matched as in urllib; IPv6 goes without brackets.

use super::Target;
use super::matching::{Answer, Found, direct_by, is_or_below, share_bits};
use super::{Route, urllib};
use std::net::{IpAddr, Ipv4Addr};

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let host = target.host();
    let with_port = match target.typed_port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    for entry in list.split(',') {
        // Only U+0020; a tab stays.
        let squeezed = entry.replace(' ', "");
        let matches = match target.address() {
            _ if squeezed.is_empty() => false,
            Some(address @ IpAddr::V4(_)) => match network(&squeezed) {
                Some((network, bits)) => share_bits(network, address, bits),
                None => squeezed == host,
            },
            _ => {
                let name = squeezed.trim_start_matches('.');
                is_or_below(host, name) || is_or_below(&with_port, name)
            }
        };
        if matches {
            return direct_by(entry.trim_matches(' '));
        }
    }
    match urllib::bypass(list, host) {
        Answer {
            route: Route::Direct,
            found: Found::Entry(entry),
        } => direct_by(entry),
        other => other,
    }
}

/// `is_valid_cidr`: exactly one slash, 1 to 32 bits, and what inet_aton takes.
fn network(entry: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = entry.split_once('/')?;
    let bits = bits.trim();
    let digits = bits.strip_prefix('+').unwrap_or(bits);
    let bits: u32 = digits.parse().ok()?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let address = inet_aton(address)?;
    (plain && (1..=32).contains(&bits)).then_some((IpAddr::V4(address), bits))
}

/// inet_aton(3): one to four numbers, decimal, octal or hexadecimal; the last one fills the rest. The
/// GNU C library takes whatever follows a blank.
fn inet_aton(text: &str) -> Option<Ipv4Addr> {
    let blank = |c: char| c.is_ascii_whitespace() || c == '\u{b}';
    let text = text.split(blank).next().unwrap_or_default();
    let parts = text.split('.').count();
    let mut bits: u32 = 0;
    for (index, part) in text.split('.').enumerate() {
        let number = match part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
            Some(hexadecimal) => number(hexadecimal, 16)?,
            None if part.len() > 1 && part.starts_with('0') => number(part, 8)?,
            None => number(part, 10)?,
        };
        let left = 4_u32.checked_sub(u32::try_from(index).ok()?)?;
        let width = if index + 1 == parts { 8 * left } else { 8 };
        if left == 0 || u64::from(number) >> width != 0 {
            return None;
        }
        bits = bits.checked_shl(width).unwrap_or(0) | number;
    }
    Some(Ipv4Addr::from_bits(bits))
}

fn number(digits: &str, radix: u32) -> Option<u32> {
    let plain = digits.chars().all(|c| c.is_digit(radix));
    u32::from_str_radix(digits, radix).ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_addresses() {
        let read = |text| inet_aton(text).map(|address| address.to_string());
        assert_eq!(read("10").as_deref(), Some("0.0.0.10"));
        assert_eq!(read("10.0.1").as_deref(), Some("10.0.0.1"));
        assert_eq!(read("0x7f.1").as_deref(), Some("127.0.0.1"));
        assert_eq!(read("10.0.0.010").as_deref(), Some("10.0.0.8"));
        assert_eq!(read("10.1.2.4\t10").as_deref(), Some("10.1.2.4"));
        for wrong in [
            "",
            "10.",
            "10.0.0.256",
            "1.2.3.4.5",
            "10.0.0.08",
            "a",
            "+1",
            "1..2",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}

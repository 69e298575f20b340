//! curl, and all that uses libcurl, such as git: `check_noproxy` in lib/url.c up to 7.85,
//! lib/noproxy.c from 7.86 on, today in lib/proxy.c; docs/cmdline-opts/noproxy.md.
//!
//! `*` takes everything when it is the whole list. A name stands for itself and all below; a dot at
//! its start, and from 7.86 on at its end, is dropped. There are no ports: an entry with one matches
//! nothing. Nothing is implicit.
//!
//! | versions | separators | addresses |
//! |---|---|---|
//! | up to 7.85 | comma, blank | are texts: `2.3` takes 10.1.2.3 along |
//! | 7.86 to 8.8 | comma, blank, tab | IPv4 networks; IPv6 addresses are texts |
//! | 8.9 to 8.16 | comma; a blank that no comma follows ends the list | the same |
//! | from 8.19 | the same | networks of both; after the slash a number, where atoi took anything |
//!
//! `/0` is no network: in every version it stands for the very address. Of 8.17 and 8.18 nothing is
//! claimed; the last change happened on the way from 8.16 to 8.19.

use super::Target;
use super::matching::{Answer, atoi, direct_by, first, is_or_below, share_bits};
use std::net::{IpAddr, Ipv4Addr};

pub(super) fn before_7_86<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    if list == "*" {
        return direct_by(list);
    }
    first(&mut list.split([',', ' ']), &|entry| {
        !entry.is_empty() && is_or_below(target.host(), entry.strip_prefix('.').unwrap_or(entry))
    })
}

pub(super) fn from_7_86<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    modern(list, target, None, &matches_old)
}

pub(super) fn from_8_9<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    modern(list, target, blank_without_comma(list), &matches_old)
}

pub(super) fn from_8_19<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    modern(list, target, blank_without_comma(list), &matches_today)
}

fn modern<'a>(
    list: &'a str,
    target: &Target,
    end: Option<usize>,
    matches: &dyn Fn(&str, &Target) -> bool,
) -> Answer<'a> {
    if list == "*" {
        return direct_by(list);
    }
    let read = &list[..end.unwrap_or(list.len())];
    first(&mut read.split([',', ' ', '\t']), &|entry| {
        !entry.is_empty() && matches(entry, target)
    })
}

/// Where an entry ends whose next is separated by blanks alone.
fn blank_without_comma(list: &str) -> Option<usize> {
    let blank = |c| c == ' ' || c == '\t';
    let mut end = 0;
    for part in list.split_inclusive(',') {
        let inside = part.trim_start_matches(blank);
        let entry = inside
            .find(|c| blank(c) || c == ',')
            .unwrap_or(inside.len());
        let rest = inside[entry..].trim_start_matches(blank);
        if entry > 0 && !rest.is_empty() && !rest.starts_with(',') {
            return Some(end + part.len() - inside.len() + entry);
        }
        end += part.len();
    }
    None
}

fn matches_old(entry: &str, target: &Target) -> bool {
    match target.address() {
        Some(IpAddr::V4(address)) => {
            let (network, bits) = match entry.split_once('/') {
                Some((network, bits)) => (network, atoi(bits)),
                None => (entry, Some(0)),
            };
            let network = network.parse::<Ipv4Addr>().ok().map(IpAddr::V4);
            in_network(IpAddr::V4(address), network, bits)
        }
        // The brackets are gone before it looks, and without them it takes IPv6 for a name.
        _ => is_name_or_below(target.host(), entry),
    }
}

fn matches_today(entry: &str, target: &Target) -> bool {
    let Some(address) = target.address() else {
        return is_name_or_below(target.host(), entry);
    };
    let (network, bits) = match entry.split_once('/') {
        Some((network, bits)) => {
            let digits = !bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit());
            (network, bits.parse().ok().filter(|_| digits))
        }
        None => (entry, Some(0)),
    };
    in_network(address, network.parse().ok(), bits)
}

fn in_network(address: IpAddr, network: Option<IpAddr>, bits: Option<u32>) -> bool {
    match (network, bits) {
        (Some(network), Some(0)) => network == address,
        (Some(network), Some(bits)) => share_bits(network, address, bits),
        _ => false,
    }
}

fn is_name_or_below(host: &str, entry: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let entry = entry.strip_suffix('.').unwrap_or(entry);
    is_or_below(host, entry.strip_prefix('.').unwrap_or(entry))
}

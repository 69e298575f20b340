//! cntlm's own list, the keyword `NoProxy` of cntlm.conf: `noproxy_add` and `noproxy_match` in
//! main.c. What matches, cntlm fetches itself.
//!
//! Commas and blanks separate. Each entry is a pattern of fnmatch(3) for the whole host, in which
//! letters' case counts: `*`, `?`, `[…]` and `\`. A name does not stand for what is below. Nothing is
//! implicit, and a request for an IPv6 address is dropped whatever the list says, because the host
//! is cut at its first colon (http.c).

use super::matching::{Answer, first, rule};
use super::{Route, Target};
use crate::say::say;
use std::net::IpAddr;

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    if matches!(target.address(), Some(IpAddr::V6(_))) {
        return rule(
            Route::Refused,
            say(
                "CNTLM drops requests for IPv6 addresses, whatever its list says.",
                "CNTLM は、リストの内容にかかわらず、IPv6 アドレスへのリクエストを捨てます。",
            ),
        );
    }
    first(&mut list.split([',', ' ']), &|entry| {
        !entry.is_empty() && fnmatch(entry.as_bytes(), target.host().as_bytes())
    })
}

/// fnmatch(3) without flags, in the C locale. It goes back to the last `*` alone, so it takes time
/// in proportion to the two lengths' product at worst.
fn fnmatch(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    loop {
        if pattern.get(p) == Some(&b'*') {
            p += 1;
            back = Some((p, t));
            continue;
        }
        let step = match text.get(t) {
            None if p == pattern.len() => return true,
            None => return false,
            Some(&byte) => one(&pattern[p.min(pattern.len())..], byte),
        };
        match (step, back) {
            (Some(length), _) => (p, t) = (p + length, t + 1),
            (None, Some((after, from))) => {
                (p, t) = (after, from + 1);
                back = Some((after, from + 1));
            }
            (None, None) => return false,
        }
    }
}

/// How much of the pattern, which does not start with `*`, one byte takes; `None` if it does not fit.
fn one(pattern: &[u8], byte: u8) -> Option<usize> {
    match pattern {
        [] => None,
        [b'?', ..] => Some(1),
        [b'[', rest @ ..] => match bracket(rest, byte) {
            Some((fits, length)) => fits.then_some(1 + length),
            None => (byte == b'[').then_some(1),
        },
        [b'\\', escaped, ..] => (*escaped == byte).then_some(2),
        // A backslash that ends the pattern fits nothing.
        [b'\\'] => None,
        [literal, ..] => (*literal == byte).then_some(1),
    }
}

/// A bracket expression after its `[`: whether the byte is in it, and its length; `None` when it is
/// not closed, and then the `[` is itself.
fn bracket(rest: &[u8], byte: u8) -> Option<(bool, usize)> {
    let negated = matches!(rest, [b'!' | b'^', ..]);
    let mut at = usize::from(negated);
    let start = at;
    let mut inside = false;
    loop {
        let mut low = *rest.get(at)?;
        if low == b']' && at > start {
            return Some((inside != negated, at + 1));
        }
        if low == b'\\' {
            at += 1;
            low = *rest.get(at)?;
        }
        at += 1;
        let mut high = low;
        if rest.get(at) == Some(&b'-') && rest.get(at + 1).is_some_and(|&end| end != b']') {
            at += 1;
            high = rest[at];
            if high == b'\\' {
                at += 1;
                high = *rest.get(at)?;
            }
            at += 1;
        }
        inside |= (low..=high).contains(&byte);
    }
}

//! Java: the property `http.nonProxyHosts`, for https as well (`DefaultProxySelector` in
//! sun/net/spi, documented in java.net's "Networking Properties"). Java reads no environment.
//!
//! Patterns are separated by `|`. A `*` at the start or end of a pattern stands for anything;
//! everything else is literal, also commas and blanks. IPv6 stands in brackets. Unless the property
//! is set to nothing, `localhost|127.*|[::1]|0.0.0.0|[::0]` is added.

use super::matching::{Answer, Found, ends_with, first, rule};
use super::{Route, Target};
use crate::say::say;

/// What Java adds to every list that is not empty.
const ALWAYS: &str = "localhost|127.*|[::1]|0.0.0.0|[::0]";

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let host = target.host_in_url();
    let matches = |pattern: &str| !pattern.is_empty() && fits(pattern, &host);
    let answer = first(&mut list.split('|'), &matches);
    if matches!(answer.found, Found::Nothing) && !list.is_empty() && ALWAYS.split('|').any(matches)
    {
        return rule(
            Route::Direct,
            say(
                "Java never uses a proxy for localhost and loopback addresses, unless its list is set to nothing.",
                "Java は、リストを空に設定しないかぎり、localhost とループバックアドレスにはプロキシを使いません。",
            ),
        );
    }
    answer
}

fn fits(pattern: &str, host: &str) -> bool {
    let (open_start, rest) = match pattern.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (open_end, rest) = match rest.strip_suffix('*') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let same = |at: &[u8]| at.eq_ignore_ascii_case(rest.as_bytes());
    match (open_start, open_end) {
        (false, false) => host.eq_ignore_ascii_case(rest),
        (true, false) => ends_with(host, rest),
        (false, true) => host.as_bytes().get(..rest.len()).is_some_and(same),
        (true, true) => rest.is_empty() || host.as_bytes().windows(rest.len()).any(same),
    }
}

//! GNU Wget: `sepstring` in src/utils.c, `sufmatch` in src/host.c. It reads `no_proxy` in lower case
//! only.
//!
//! Entries are separated by commas; blanks after a comma are skipped, all others belong to an entry
//! and spoil it. An entry is the end of a host's text, be it a name or an address: the whole of it,
//! or after a dot; one that starts with a dot is only for hosts below. No `*`, no port, no network.

use super::Target;
use super::matching::{Answer, ends_with, first};

pub(super) fn reader<'a>(list: &'a str, target: &Target) -> Answer<'a> {
    let blank = |c: char| c.is_ascii_whitespace() || c == '\u{b}';
    let mut entries = list.split(',').enumerate().map(|(index, entry)| {
        if index == 0 {
            entry
        } else {
            entry.trim_start_matches(blank)
        }
    });
    // With an empty variable there is no list; with `,` there are two empty entries.
    let any = !list.is_empty();
    first(&mut entries, &|entry| any && matches(entry, target.host()))
}

fn matches(entry: &str, host: &str) -> bool {
    if !ends_with(host, entry) {
        return false;
    }
    let before = &host[..host.len() - entry.len()];
    before.is_empty() || before.ends_with('.') || entry.starts_with('.')
}

//! What a drop-in tells its service, for who fills a form from it.

use super::unit::{self, Word};
use super::{Document, name};
use crate::existing::Told;

impl Document<'_> {
    /// The proxy variables of the service, each once: of two with one name, the later counts.
    ///
    /// `%%` is one `%`. A single one stays: systemd refuses it, and whoever wrote it meant it.
    pub(in crate::existing) fn variables_there(&self) -> Vec<Told> {
        let mut told: Vec<Told> = Vec::new();
        for assignment in self.environment() {
            for word in unit::words(&assignment.value.text).0 {
                let Some((name, value)) = variable(&word) else {
                    continue;
                };
                let known = ["http_proxy", "https_proxy", "no_proxy", "all_proxy"];
                let is = |known: &&str| name == **known || name == known.to_ascii_uppercase();
                if !known.iter().any(is) {
                    continue;
                }
                told.retain(|before| before.name != name);
                told.push(Told {
                    at: assignment.key.start,
                    name,
                    value: value.replace("%%", "%"),
                });
            }
        }
        told
    }

    /// Whether an assignment of this key in such a section names this word.
    pub(in crate::existing) fn names(&self, section: &str, key: &str, word: &str) -> bool {
        self.assignments(section, key)
            .any(|found| found.value.text.split_whitespace().any(|one| one == word))
    }
}

/// The variables that `systemctl show --property=Environment` prints behind the `=`.
///
/// A word with special characters stands in double quotes. In those a backslash stands before each of
/// `"`, `\`, `` ` `` and `$`, and control characters are C's escapes (`shell_maybe_quote` in
/// src/basic/escape.c of v252). So two of the escapes are none of a unit file's.
pub(in crate::existing) fn shown(line: &str) -> Vec<Told> {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        let escaped = if c == '\\' { rest.next() } else { None };
        if !matches!(escaped, Some('`' | '$')) {
            text.push(c);
        }
        text.extend(escaped);
    }
    let words = unit::words(&text).0;
    let told = words
        .iter()
        .filter_map(variable)
        .map(|(name, value)| Told { at: 0, name, value });
    told.collect()
}

fn variable(word: &Word) -> Option<(String, String)> {
    let value = word.bytes.get(name(word).len() + 1..)?;
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Some((text(name(word)), text(value)))
}

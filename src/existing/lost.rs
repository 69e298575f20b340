//! Hosts that a file takes past the proxy and the list of a plan does not: merging puts that list in
//! the place of theirs, and nobody would look for the host that then goes through the proxy.

use super::findings::Findings;
use crate::form::fields::NO_PROXY;
use crate::form::no_proxy::{Network, entry};
use crate::form::plan::Plan;
use crate::form::values::Shown;
use crate::say::message;
use std::collections::BTreeSet;

/// How many of them are named.
const FEW: usize = 5;

/// What was looked at in one file.
pub(super) struct Lost {
    /// The entries of the plan's list.
    kept: BTreeSet<String>,
    /// Those of them that are networks.
    networks: Vec<Network>,
    /// What was told: a list often stands in a file twice.
    told: BTreeSet<String>,
}

impl Lost {
    /// Nothing yet; none without a plan.
    pub(super) fn by(plan: Option<&Plan>) -> Option<Self> {
        let hosts = plan?.no_proxy.as_str().split(',');
        Some(Self {
            kept: hosts.clone().map(str::to_owned).collect(),
            networks: hosts.filter_map(network).collect(),
            told: BTreeSet::new(),
        })
    }

    /// Tells the hosts of this list that fall away.
    pub(super) fn look(&mut self, findings: &mut Findings, at: usize, list: &str) {
        let mut lost = Vec::new();
        for word in list.split([',', ' ', '\t']) {
            let host = plain(word);
            if !self.keeps(&host) && self.told.insert(host) {
                lost.push(word);
            }
        }
        if lost.is_empty() {
            return;
        }
        let (mut en, mut ja) = (String::new(), String::new());
        for word in lost.iter().take(FEW) {
            for (list, comma) in [(&mut en, ", "), (&mut ja, "、")] {
                list.push_str(if list.is_empty() { "" } else { comma });
                list.push('`');
                list.push_str(&Shown(word).to_string());
                list.push('`');
            }
        }
        let more = lost.len().saturating_sub(FEW).to_string();
        if lost.len() > FEW {
            for (list, parts) in [
                (&mut en, [" and ", &more, " more"]),
                (&mut ja, ["、ほか ", &more, " 件"]),
            ] {
                parts.iter().for_each(|part| list.push_str(part));
            }
        }
        let (label, label_ja) = (NO_PROXY.label.en, NO_PROXY.label.ja);
        findings.warn_of_merging(
            at,
            message!(
                "The list that your answers make lacks hosts that are reached without the proxy here: {en}. With that list they go through the proxy.",
                "ここではプロキシを通さないのに、回答から作る一覧にはないホストがあります：{ja}。その一覧では、プロキシを通るようになります。",
            ),
            message!(
                "Add them to the answer `no-proxy` (“{label}”), or leave them out on purpose.",
                "回答 `no-proxy`（「{label_ja}」）に加えてください。不要なものは、なくて構いません。",
            ),
        );
    }

    /// Whether the plan's list has it, all that is below a domain that it is in, or a network that it
    /// is in. What loops back is in every list.
    fn keeps(&self, host: &str) -> bool {
        let loops = host.is_empty() || host == "::1" || host.starts_with("127.");
        let mut dots = host.match_indices('.');
        let held = |inner| self.networks.iter().any(|outer| outer.holds(inner));
        loops
            || self.kept.contains(host)
            || dots.any(|(at, _)| self.kept.contains(&host[at..]))
            || network(host).is_some_and(held)
    }
}

/// The network, when an entry is one or an address.
fn network(host: &str) -> Option<Network> {
    entry(host).ok()?.network
}

/// An entry as the plan's list has it: in lower case, without the dot before it and the port.
fn plain(word: &str) -> String {
    let mut host = word.strip_prefix('*').unwrap_or(word);
    if host.is_empty() {
        host = word;
    }
    let host = host.strip_prefix('.').unwrap_or(host);
    let host = match host.split_once(':') {
        Some((name, port)) if !port.contains(':') => name,
        _ => host.trim_matches(['[', ']']),
    };
    host.to_ascii_lowercase()
}

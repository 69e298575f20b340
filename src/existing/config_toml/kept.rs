//! What the runners of a config.toml have, for who fills a form from it.

use super::keys::any;
use super::tree::{Id, Kind};
use super::{Document, merge};

/// What one runner has.
pub(in crate::existing) struct Kept {
    /// Where it begins.
    pub(in crate::existing) at: usize,
    pub(in crate::existing) url: String,
    /// Its variables as they are written, each with its place.
    pub(in crate::existing) environment: Vec<(usize, String)>,
    pub(in crate::existing) before_build: String,
    pub(in crate::existing) privileged: bool,
    pub(in crate::existing) volumes: Vec<String>,
}

impl Document<'_> {
    /// What each runner has.
    pub(in crate::existing) fn kept(&self) -> Vec<Kept> {
        self.ids.iter().map(|&id| self.kept_by(id)).collect()
    }

    fn kept_by(&self, runner: Id) -> Kept {
        let tree = &self.tree;
        let text = |id: Option<Id>| id.and_then(|id| tree.string(id)).unwrap_or_default();
        let list = |id: Option<Id>| id.map_or(&[][..], |id| &tree.nodes[id].children);
        let at = |id: Id| tree.nodes[id].span.start;
        let key = |name| any(tree, runner, name);
        let docker = key("docker");
        let of_docker = |name| docker.and_then(|docker| any(tree, docker, name));
        let entries = list(key(merge::ENVIRONMENT)).iter();
        let volumes = list(of_docker(merge::VOLUMES)).iter();
        Kept {
            at: at(runner),
            url: text(key("url")).into_owned(),
            environment: entries
                .map(|&id| (at(id), text(Some(id)).into_owned()))
                .collect(),
            before_build: text(key(merge::PRE_BUILD)).into_owned(),
            privileged: of_docker(merge::PRIVILEGED)
                .is_some_and(|id| tree.nodes[id].kind == Kind::True),
            volumes: volumes.map(|&id| text(Some(id)).into_owned()).collect(),
        }
    }
}

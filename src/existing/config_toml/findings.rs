//! What is wrong in a config.toml, or worth knowing: line, reason, cure.

use super::Runner;
use super::keys::{self, any, is_named};
use super::merge::{self, Needs, Places, name};
use super::places::Wrong;
use super::strings::Written;
use super::tree::{Id, Kind, ROOT, Tree};
use super::words;
use crate::artifacts::config_toml;
use crate::existing::Finding;
use crate::existing::findings::Findings;
use crate::existing::lost::Lost;
use crate::existing::secrets::{self, Command};
use crate::form::plan::Plan;
use crate::form::values::Shown;
use crate::say::message;
use std::collections::BTreeSet;
use std::ops::Range;

/// The scripts of a runner.
const SCRIPTS: [&str; 6] = [
    merge::PRE_GET_SOURCES,
    "post_get_sources_script",
    merge::PRE_BUILD,
    "post_build_script",
    "pre_clone_script",
    "post_clone_script",
];

struct Look<'a> {
    tree: &'a Tree<'a>,
    findings: Findings,
    lost: Option<Lost>,
}

pub(super) fn all(
    tree: &Tree,
    ids: &[Id],
    runners: &[Runner],
    plan: Option<&Plan>,
) -> Vec<Finding> {
    let mut look = Look {
        tree,
        findings: Findings::of(tree.source),
        lost: Lost::by(plan),
    };
    let needs = plan.map(Needs::of);
    let bridge = plan
        .and_then(|plan| plan.dind.as_ref())
        .is_some_and(|dind| dind.bridge.is_some());
    look.document(ids);
    for (&id, runner) in ids.iter().zip(runners) {
        look.keys(id);
        if let Some(needs) = needs.as_ref().filter(|_| runner.docker) {
            look.docker(id, needs, bridge);
        }
    }
    look.findings.in_order()
}

impl Look<'_> {
    fn at(&self, id: Id) -> usize {
        self.tree.nodes[id].key_span.start
    }

    fn document(&mut self, ids: &[Id]) {
        if let Some(at) = self.tree.source.find('\u{fffd}') {
            self.findings.add(at, &words::NOT_UTF_8);
        }
        match keys::find(self.tree, ROOT, "runners") {
            Err(keys::Twins(id)) => self.findings.add(self.at(id), &words::TWIN),
            Ok(Some(id)) if keys::tables(self.tree, id).is_none() => {
                self.findings.add(self.at(id), &words::NOT_RUNNERS)
            }
            _ if ids.is_empty() => {
                self.findings.add_whole(&words::NO_RUNNER);
            }
            _ => {}
        }
        for &child in &self.tree.nodes[ROOT].children {
            let of_runners = is_named(&self.tree.nodes[child].key, "runners");
            if !of_runners {
                self.misplaced(child);
            }
        }
    }

    /// Keys of a runner that stand in a table: this node, or below it. In tables of names and
    /// values anything may be a name, and a service has an environment of its own.
    fn misplaced(&mut self, id: Id) {
        let node = &self.tree.nodes[id];
        let is_list = node.kind == Kind::Array;
        let script = SCRIPTS.iter().any(|script| is_named(&node.key, script));
        if script || (is_list && is_named(&node.key, merge::ENVIRONMENT)) {
            self.findings.add(node.key_span.start, &words::MISPLACED);
        }
        if !is_list && !is_named(&node.key, "services") {
            for &child in &node.children {
                self.misplaced(child);
            }
        }
    }

    fn keys(&mut self, runner: Id) {
        if let Err(wrong) = Places::of(self.tree, runner) {
            for wrong in wrong {
                let (id, words) = match wrong {
                    Wrong::Twin(id) => (id, &words::TWIN),
                    Wrong::NotStrings(id) => (id, &words::NOT_STRINGS),
                    Wrong::NotString(id) => (id, &words::NOT_STRING),
                    Wrong::NotTable(id) => (id, &words::NOT_TABLE),
                    Wrong::NotBoolean(id) => (id, &words::NOT_BOOLEAN),
                };
                self.findings.add(self.at(id), words);
            }
        }
        for &child in &self.tree.nodes[runner].children {
            let node = &self.tree.nodes[child];
            if is_named(&node.key, merge::ENVIRONMENT) {
                self.environment(child);
            } else if let Some(script) = SCRIPTS.iter().find(|script| is_named(&node.key, script)) {
                if script.contains("clone") {
                    self.findings.add(node.key_span.start, &words::CLONE_SCRIPT);
                }
                self.script(child);
            } else if [merge::PRIVILEGED, merge::VOLUMES]
                .iter()
                .any(|field| is_named(&node.key, field))
            {
                self.findings
                    .add(node.key_span.start, &words::NOT_IN_DOCKER);
            } else if !matches!(node.kind, Kind::Array) {
                for &inner in &node.children {
                    self.misplaced(inner);
                }
            }
        }
    }

    fn environment(&mut self, array: Id) {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for &element in &self.tree.nodes[array].children {
            let Some(entry) = self.tree.string(element) else {
                continue;
            };
            let at = self.at(element);
            let Some((name, value)) = entry.split_once('=') else {
                self.findings.add(at, &words::NO_EQUALS);
                continue;
            };
            if name.contains([' ', '\t', '"', '\'']) || value.starts_with([' ', '\t']) {
                self.findings.add(at, &words::BLANK_NAME);
            }
            if !seen.insert(name.to_owned()) {
                self.twice(at, name);
            }
            match &*name.to_ascii_lowercase() {
                "http_proxy" | "https_proxy" | "all_proxy" => self.proxy(at, value),
                "no_proxy" => self.no_proxy(at, value),
                _ => {}
            }
        }
        let has = |name: &str| seen.contains(name);
        let any = |name: &str| seen.iter().any(|seen| seen.eq_ignore_ascii_case(name));
        let at = self.at(array);
        if any("http_proxy") && !any("https_proxy") {
            self.findings.add(at, &words::ONLY_HTTP);
        }
        if any("http_proxy") && has("http_proxy") != has("HTTP_PROXY") {
            self.findings.add(at, &words::ONE_CASE);
        }
    }

    fn twice(&mut self, at: usize, name: &str) {
        let name = Shown(name);
        self.findings.warn(
            at,
            message!(
                "`{name}` stands in `environment` more than once.",
                "`environment` に `{name}` が二つ以上あります。",
            ),
            message!(
                "Keep one entry for `{name}` and delete the others.",
                "`{name}` の項目を一つだけ残して、ほかは消してください。",
            ),
        );
    }

    fn proxy(&mut self, at: usize, value: &str) {
        if value.starts_with(['"', '\'']) {
            self.findings.add(at, &words::QUOTED_VALUE);
        } else if value
            .get(..8)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
        {
            self.findings.add(at, &words::HTTPS_PROXY);
        } else if !value.contains("://") && !value.is_empty() && !value.starts_with('$') {
            self.findings.add(at, &words::NO_SCHEME);
        }
        // What is left when each pair is gone stands alone.
        if value.replace("$$", "").contains('$') {
            self.findings.add(at, &words::EXPANDED);
        }
    }

    fn no_proxy(&mut self, at: usize, value: &str) {
        if let Some(lost) = &mut self.lost {
            lost.look(&mut self.findings, at, value);
        }
        let has_port = |host: &str| {
            let port = host.split_once(':').map(|(_, port)| port);
            port.is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
        };
        if value.split([',', ' ']).any(has_port) {
            self.findings.add(at, &words::PORTS);
        }
        if value.split(',').any(|host| host.trim().contains(' ')) {
            self.findings.add(at, &words::BLANKS);
        }
    }

    fn script(&mut self, id: Id) {
        let Some(script) = Written::read(self.tree, id) else {
            return;
        };
        let (text, node) = (&script.text, &self.tree.nodes[id]);
        if self.tree.raw(&node.span).contains("\r\n") {
            self.findings
                .add(node.key_span.start, &words::CARRIAGE_RETURN);
        }
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let at = script.place(start);
            start += line.len();
            if line.trim_start().starts_with('#') {
                continue;
            }
            if overwrites(line) {
                self.findings.add(at, &words::OVERWRITES);
            }
            if !line.contains("git config") {
                continue;
            }
            if line.contains(" https.proxy") {
                self.findings.add(at, &words::HTTPS_KEY);
            }
            if ["$HTTP_PROXY", "${HTTP_PROXY}"]
                .iter()
                .any(|variable| line.contains(&format!(" http.proxy {variable}")))
            {
                self.findings.add(at, &words::BARE_VARIABLE);
            }
        }
    }

    /// What docker-in-docker and the certificates lack.
    fn docker(&mut self, runner: Id, needs: &Needs, bridge: bool) {
        let Ok(places) = Places::of(self.tree, runner) else {
            return;
        };
        let tree = self.tree;
        let at = places
            .docker
            .map_or(tree.nodes[runner].span.start, |docker| self.at(docker));
        let mounted = |volume: &str| places.volumes.and_then(|id| tree.volume(id, volume));
        let lacks = |volume: Option<&str>| volume.is_some_and(|volume| mounted(volume).is_none());
        let at_volumes = places.volumes.map_or(at, |id| self.at(id));
        if lacks(needs.ca) {
            self.findings.add(at_volumes, &words::NO_CA_VOLUME);
        }
        let Some(kind) = needs.dind else {
            return;
        };
        if places
            .privileged
            .is_none_or(|id| tree.nodes[id].kind != Kind::True)
        {
            let at = places.privileged.map_or(at, |id| self.at(id));
            self.findings.add(at, &words::NOT_PRIVILEGED);
        }
        if lacks(config_toml::volume(kind)) {
            self.findings.add(at_volumes, &words::NO_VOLUME);
        }
        if let Some(id) = mounted("/var/run/docker.sock") {
            self.findings.add(self.at(id), &words::HOST_SOCKET);
        }
        if let Some(id) = self.network_per_build(&places).filter(|_| bridge) {
            self.findings.add(self.at(id), &words::NETWORK_PER_BUILD);
        }
    }

    /// Where FF_NETWORK_PER_BUILD is turned on.
    fn network_per_build(&self, places: &Places) -> Option<Id> {
        const FLAG: &str = "FF_NETWORK_PER_BUILD";
        let tree = self.tree;
        let flags = any(tree, places.runner, "feature_flags");
        let flag = flags.and_then(|flags| tree.child(flags, FLAG));
        let on = |entry: &str| matches!(entry.split_once('='), Some((FLAG, "1" | "true")));
        let mut entries = places
            .environment
            .map_or(&[][..], |id| &tree.nodes[id].children)
            .iter()
            .copied();
        let entry = entries.find(|&id| tree.string(id).is_some_and(|entry| on(&entry)));
        flag.filter(|&flag| tree.nodes[flag].kind == Kind::True)
            .or(entry)
    }
}

/// Whether a line of a script writes a Docker config.json anew, as the guide's does.
fn overwrites(line: &str) -> bool {
    const FILE: &str = ".docker/config.json";
    let mut files = line.match_indices(FILE);
    let mut done = 0;
    files.any(|(at, _)| {
        let word = |c: char| !c.is_whitespace() && !matches!(c, '>' | ';' | '&' | '|');
        let before = line[done..at].trim_end_matches(word).trim_end();
        done = at;
        let command = before.rsplit([';', '&', '|']).next().unwrap_or_default();
        let ends = !line[at + FILE.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
        ends && (before.ends_with('>') || matches!(command.trim(), "tee" | "sudo tee" | "tee -a"))
    })
}

pub(super) fn secrets(tree: &Tree) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for comment in &tree.comments {
        let inside = secrets::in_comment(tree.raw(comment), &[]);
        let inside = inside.into_iter();
        found.extend(inside.map(|at| at.start + comment.start..at.end + comment.start));
    }
    // The array whose elements are looked at, and the command that it may be.
    let (mut array, mut command) = (ROOT, Command::default());
    for (id, node) in tree.nodes.iter().enumerate() {
        let Some(text) = tree.string(id) else {
            continue;
        };
        let is_element = tree.nodes[node.parent].kind == Kind::Array;
        if !is_element || std::mem::replace(&mut array, node.parent) != node.parent {
            command = Command::default();
        }
        let mut again = command;
        let inside = command.part(&text);
        // An element may be a variable; a script begins with anything.
        let name = match text.contains('=') && node.key.is_empty() {
            true => name(&text),
            false => "",
        };
        if secrets::is_key(&node.key)
            || secrets::is_name(name)
            || text.contains('@') && (text.contains("://") || text.contains('='))
        {
            found.push(node.span.clone());
            continue;
        }
        if inside.is_empty() {
            continue;
        }
        if let Some(written) = Written::read(tree, id) {
            // The decoded text may have CRs, which have no place of their own.
            let inside = again.part(&written.text).into_iter();
            found.extend(inside.map(|at| written.place(at.start)..written.place(at.end)));
        }
    }
    secrets::in_sequence(found)
}

//! What a plan needs, put into one runner.

use super::edits::{Edits, New};
use super::strings::Written;
use super::tree::{Id, Kind, Tree};
use crate::artifacts::config_toml;
use crate::artifacts::environment;
use crate::artifacts::scripts::{self, Mark};
use crate::form::plan::{DindKind, Plan};
use crate::text::runner::Variable;
use crate::text::sh::Sh;
use crate::text::toml::{self, Quotes, Toml};
use crate::text::{Plain, Raw, Text};
use std::ops::Range;

/// What a plan needs of every runner.
pub(super) struct Needs {
    pub(super) environment: Vec<Text<Variable>>,
    pub(super) pre_get_sources: Text<Sh>,
    pub(super) pre_build: Option<Text<Sh>>,
    pub(super) dind: Option<DindKind>,
    /// The volume of the proxy's authority.
    pub(super) ca: Option<&'static str>,
}

impl Needs {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            environment: environment::runner(plan),
            pre_get_sources: scripts::git(),
            pre_build: config_toml::pre_build_script(plan),
            dind: plan.dind.as_ref().map(|dind| dind.kind),
            ca: plan.ca.as_ref().map(|_| config_toml::CA_VOLUME),
        }
    }
}

/// Where a runner has what we need; each is of the type that the Runner takes.
pub(super) struct Places {
    pub(super) runner: Id,
    pub(super) environment: Option<Id>,
    pub(super) pre_get_sources: Option<Id>,
    pub(super) pre_build: Option<Id>,
    pub(super) docker: Option<Id>,
    pub(super) privileged: Option<Id>,
    pub(super) volumes: Option<Id>,
}

/// What was done with a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Nothing,
    Added,
    Changed,
    Extended,
    Removed,
}

pub(super) const ENVIRONMENT: &str = "environment";
pub(super) const PRE_GET_SOURCES: &str = "pre_get_sources_script";
pub(super) const PRE_BUILD: &str = "pre_build_script";
pub(super) const PRIVILEGED: &str = "privileged";
pub(super) const VOLUMES: &str = "volumes";

/// The name of a variable in an entry; all of it, when there is no `=`.
pub(super) fn name(entry: &str) -> &str {
    entry.split_once('=').map_or(entry, |(name, _)| name)
}

impl Edits<'_> {
    pub(super) fn environment(&mut self, places: &Places, entries: &[Text<Variable>]) -> Done {
        let Some(array) = places.environment else {
            self.add(places.runner, ENVIRONMENT, &New::Environment(entries));
            return Done::Added;
        };
        let mut missing: Vec<_> = entries.iter().collect();
        let mut done = Done::Nothing;
        for &element in &self.tree.nodes[array].children {
            let Some(old) = Written::read(self.tree, element) else {
                continue;
            };
            let Some(new) = entries
                .iter()
                .find(|new| name(new.as_str()) == name(&old.text))
            else {
                continue;
            };
            missing.retain(|entry| entry.as_str() != new.as_str());
            if old.text == new.as_str() {
                continue;
            }
            let span = self.tree.nodes[element].span.clone();
            // In its own quotes, if those can hold it.
            match toml::within(old.quotes, new).filter(|_| old.quotes == Quotes::Literal) {
                Some(new) => self.replace(span.start + 1..span.end - 1, new.as_str().to_owned()),
                None => self.replace(span, toml::string(new).as_str().to_owned()),
            }
            done = Done::Changed;
        }
        let elements: Vec<_> = missing.into_iter().map(toml::string).collect();
        if elements.is_empty() {
            return done;
        }
        let start = self.tree.nodes[array].span.start;
        let (indent, newline) = (self.indent(start), self.newline(start));
        let whole = New::Environment(entries);
        let whole = self.written(&whole, indent, newline, self.is_inline(array));
        self.append(array, &elements, whole);
        Done::Changed
    }

    /// A script in which our parts stand once and in their order, or not at all when nothing is
    /// `wanted`.
    pub(super) fn script(
        &mut self,
        runner: Id,
        place: Option<Id>,
        key: &str,
        mark: &Mark,
        wanted: Option<&Text<Sh>>,
    ) -> Done {
        let Some(id) = place else {
            return wanted.map_or(Done::Nothing, |script| {
                self.add(runner, key, &New::Script(script));
                Done::Added
            });
        };
        let Some(old) = Written::read(self.tree, id) else {
            return Done::Nothing;
        };
        let parts = parts(&old.text, mark);
        let Some(script) = wanted else {
            return if parts.is_empty() {
                Done::Nothing
            } else {
                self.take_out(id, &old, &parts)
            };
        };
        // A newline of it that the shell does not get, or with a CR, makes it another one.
        let broken = |part: &Range<usize>| {
            let raw = &self.tree.source[old.place(part.start)..old.place(part.end)];
            raw.contains('\r') || (old.folded && raw.contains('\n'))
        };
        // Lines of theirs may stand between ours.
        let all = parts.iter().map(|part| &old.text[part.clone()]);
        let all: String = all.collect();
        let same = all.trim_end_matches('\n') == script.as_str().trim_end_matches('\n');
        if same && !parts.iter().any(broken) {
            return Done::Nothing;
        }
        // Ours stands before theirs: it cannot fail the job, and theirs may end the script.
        let first = parts.first().cloned().unwrap_or(0..0);
        let rest = parts.get(1..).unwrap_or_default();
        self.rewrite(id, &old, first, rest, script);
        if parts.is_empty() && !old.text.is_empty() {
            Done::Extended
        } else {
            Done::Changed
        }
    }

    /// Writes the script at one place of a string and nothing at others.
    fn rewrite(
        &mut self,
        id: Id,
        old: &Written,
        first: Range<usize>,
        rest: &[Range<usize>],
        script: &Text<Sh>,
    ) {
        let span = self.tree.nodes[id].span.clone();
        let quotes = match old.quotes {
            // `'…'` has no newline; between longer quotes it stays as it is.
            Quotes::Literal => Quotes::LongLiteral,
            // On one line, with `\n`: BurntSushi/toml up to 1.2 joins all lines behind a folded one,
            // and a CR before the newline would reach the shell.
            Quotes::LongBasic if old.folded || self.tree.raw(&span).contains('\r') => Quotes::Basic,
            quotes => quotes,
        };
        let Some(new) = toml::within(quotes, script) else {
            return self.rewrite_whole(span, old, first, rest, script);
        };
        let mut new = new.as_str().to_owned();
        let place = old.place(first.start)..old.place(first.end);
        match old.quotes {
            Quotes::Literal => new.insert_str(0, "''\n"),
            // Ours begins on a line of its own: the first newline does not count.
            Quotes::LongBasic | Quotes::LongLiteral if place.start == span.start + 3 => {
                new.insert(0, '\n');
            }
            _ => {}
        }
        self.replace(place, new);
        if old.quotes == Quotes::Literal {
            // Not an insertion behind it: that is where the next key goes.
            self.replace(span.end - 1..span.end, "'''".to_owned());
        }
        for part in rest {
            self.replace(old.place(part.start)..old.place(part.end), String::new());
        }
    }

    /// The same as one string in double quotes, which hold everything.
    fn rewrite_whole(
        &mut self,
        span: Range<usize>,
        old: &Written,
        first: Range<usize>,
        rest: &[Range<usize>],
        script: &Text<Sh>,
    ) {
        let mut text = old.text[..first.start].to_owned() + script.as_str();
        let mut done = first.end;
        for part in rest {
            text.push_str(&old.text[done..part.start]);
            done = part.end;
        }
        text.push_str(&old.text[done..]);
        self.replace(
            span,
            toml::rewritten(&Text::<Raw>::raw(&text))
                .as_str()
                .to_owned(),
        );
    }

    /// Takes our parts out of a script, and a script that was nothing else out of its table.
    fn take_out(&mut self, id: Id, old: &Written, parts: &[Range<usize>]) -> Done {
        let node = &self.tree.nodes[id];
        let all = matches!(parts, [only] if *only == (0..old.text.len()));
        let (start, end) = (node.key_span.start, node.span.end);
        let in_lines = self.tree.nodes[node.parent].kind == Kind::Header && self.begins_line(start);
        // The line goes with the newline before it, for there may be none behind; where there is
        // one, it must be the same, because it stays.
        let source = self.tree.source;
        let line = self.line_start(start);
        let before = source[..line].strip_suffix('\n').unwrap_or_default();
        let before = before.strip_suffix('\r').unwrap_or(before).len();
        let alike = end == source.len() || source[end..].starts_with(&source[before..line]);
        if all && in_lines && alike {
            self.replace(before..end, String::new());
        } else if all {
            self.replace(node.span.clone(), "\"\"".to_owned());
        } else {
            let long = matches!(old.quotes, Quotes::LongBasic | Quotes::LongLiteral);
            for part in parts {
                let place = old.place(part.start)..old.place(part.end);
                // Else a newline of theirs would be the first one, which does not count.
                let first = long && place.start == node.span.start + 3;
                self.replace(place, if first { "\n" } else { "" }.to_owned());
            }
        }
        Done::Removed
    }

    /// `privileged` for docker-in-docker, and the volumes of that and of the certificates.
    pub(super) fn docker(
        &mut self,
        places: &Places,
        dind: Option<DindKind>,
        ca: Option<&'static str>,
    ) -> Done {
        if dind.is_none() && ca.is_none() {
            return Done::Nothing;
        }
        let mut keys = Vec::new();
        if dind.is_some() {
            keys.push((PRIVILEGED, Text::<Toml>::constant("true")));
        }
        let volume = dind.and_then(config_toml::volume);
        // Who only mounts certificates says nothing of the cache of jobs.
        let cache = dind.map(|_| "/cache");
        keys.push((VOLUMES, config_toml::volumes(&[volume, cache, ca])));
        let name = match places.docker {
            None => "docker",
            Some(id) if self.tree.nodes[id].kind == Kind::Implicit => {
                self.tree.raw(&self.tree.nodes[id].key_span)
            }
            Some(table) => return self.docker_keys(places, table, &keys, [volume, ca]),
        };
        self.add_table(places.runner, name, &keys);
        Done::Added
    }

    /// These keys in a table that is there: of its volumes those that are missing.
    fn docker_keys(
        &mut self,
        places: &Places,
        table: Id,
        keys: &[(&'static str, Text<Toml>)],
        volumes: [Option<&'static str>; 2],
    ) -> Done {
        let mut done = Done::Nothing;
        for (key, value) in keys {
            let place = match *key {
                PRIVILEGED => places.privileged,
                _ => places.volumes,
            };
            let Some(id) = place else {
                self.add(table, key, &New::Plain(value));
                done = Done::Changed;
                continue;
            };
            if self.tree.nodes[id].kind == Kind::Array {
                let missing = volumes.into_iter().flatten();
                let missing = missing.filter(|volume| self.tree.volume(id, volume).is_none());
                let missing: Vec<_> = missing
                    .map(|volume| toml::string::<Plain>(&Text::constant(volume)))
                    .collect();
                if missing.is_empty() {
                    continue;
                }
                let whole = toml::one_line(&missing).as_str().to_owned();
                self.append(id, &missing, whole);
                done = Done::Changed;
            } else if self.tree.nodes[id].kind != Kind::True {
                self.replace(self.tree.nodes[id].span.clone(), "true".to_owned());
                done = Done::Changed;
            }
        }
        done
    }
}

impl Tree<'_> {
    /// The volume in this array that is mounted where that one would be.
    pub(super) fn volume(&self, array: Id, volume: &str) -> Option<Id> {
        let mut elements = self.nodes[array].children.iter().copied();
        elements.find(|&element| {
            let found = self.string(element);
            found.is_some_and(|found| inside(&found) == inside(volume))
        })
    }
}

/// Where a volume is mounted: `path` or `source:path[:options]`.
fn inside(volume: &str) -> &str {
    let path = volume.split(':').nth(1).unwrap_or(volume);
    path.strip_suffix('/').unwrap_or(path)
}

/// Where parts of ours, of whatever version, stand in a script: whole lines. Parts that follow one
/// another are one.
fn parts(script: &str, mark: &Mark) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < script.len() {
        let start = at;
        let rest = &script[start..];
        let first = mark.first.iter().find(|first| rest.starts_with(**first));
        let known = first.map_or(0, |first| first.len());
        let mut lines = rest[known..].split_inclusive('\n');
        at += known + lines.next().map_or(0, str::len);
        if first.is_none() {
            continue;
        }
        let last = lines.find(|line| {
            at += line.len();
            line.trim_end_matches('\n') == mark.last
        });
        if last.is_none() {
            break;
        }
        // What stands between is looked at once, whatever else begins there.
        if !script[start..at].contains("runner-proxy: ") {
            continue;
        }
        match parts.last_mut() {
            Some(before) if before.end == start => before.end = at,
            _ => parts.push(start..at),
        }
    }
    parts
}

//! The script killed at every program that it calls: afterwards every file is whole, and both
//! another run and --rollback end as if nothing had happened.
//!
//! Between two of its calls the shell only thinks, so what a kill leaves behind is what was there
//! when a call began or ended. One run with copies of the host at each of these points tells which
//! of them differ; at each that does, the script is killed indeed.

mod disk;
mod points;
mod signals;

use crate::kinds::{Kind, file};
use crate::machine::say;
use crate::script::{Merger, SHELLS, Script};
use crate::tree::{Entry, Listing, STATE, Tree, What, same};
use crate::trees::{all, picture};
use points::{Point, copy, killed_at, watched};
use runner_proxy::artifacts::OutFile;
use std::fs;
use std::path::Path;

/// What a person was doing.
#[derive(Clone, Copy, Debug)]
enum Doing {
    Install,
    /// Another form over the first.
    Another,
    Rollback,
}

/// A run that is disturbed: the host before it, and what it comes to when it is not.
struct Scene {
    doing: Doing,
    tree: Tree,
    first: Vec<OutFile>,
    second: Vec<OutFile>,
    original: Listing,
    before: Listing,
    done: Listing,
}

impl Scene {
    fn new(doing: Doing) -> Self {
        let tree = Tree::new("faults");
        let root = ("ca", crate::forms::ROOT);
        let first = picture("daemon-json", &[root]).expect("a form");
        let others = [("proxies", "10.9.9.9:1"), ("dind", "none"), root];
        let second = picture("daemon-json", &others).expect("a form");
        Kind::Odd.make(&tree, &first);
        let original = tree.listing();
        let mut scene = Self {
            doing,
            tree,
            first,
            second,
            original,
            before: Listing::new(),
            done: Listing::new(),
        };
        if !matches!(doing, Doing::Install) {
            scene.on(&scene.tree, &scene.first, &[]);
        }
        scene.before = scene.tree.listing();
        copy(scene.tree.root(), &scene.tree.beside("before"));
        scene.run(&scene.tree);
        scene.done = tidy(scene.tree.listing());
        scene
    }

    fn on(&self, tree: &Tree, files: &[OutFile], arguments: &[&str]) {
        let ran = Script::new(tree, file(files, "install.sh")).run(arguments);
        assert!(
            matches!(ran.status, Some(0 | 4)),
            "{:?}: {ran:?}",
            self.doing
        );
    }

    /// What is disturbed, and how it is done again.
    fn what(&self) -> (&[OutFile], &'static [&'static str]) {
        match self.doing {
            Doing::Install => (&self.first, &[]),
            Doing::Another => (&self.second, &["--only", "daemon-json,config-toml"]),
            Doing::Rollback => (&self.first, &["--rollback"]),
        }
    }

    fn run(&self, tree: &Tree) {
        let (files, arguments) = self.what();
        self.on(tree, files, arguments);
    }

    /// The other way out: an install is taken back, and what was being taken back is installed.
    fn turn(&self, tree: &Tree) -> Listing {
        match self.doing {
            Doing::Rollback => {
                self.on(tree, &self.first, &[]);
                tidy(self.before.clone())
            }
            _ => {
                self.on(tree, &self.first, &["--rollback"]);
                self.original.clone()
            }
        }
    }

    /// Every file is as it was or as it will be; what else is there is named as ours, and as closed
    /// as what it will be.
    fn is_whole(&self, found: &Listing, when: &str) {
        for (path, entry) in found {
            let as_wanted = [&self.before, &self.done]
                .iter()
                .any(|listing| listing.get(path) == Some(entry));
            if as_wanted || path.starts_with(STATE) || path.contains("/.runner-proxy.aside") {
                continue;
            }
            let (folder, name) = path.rsplit_once('/').expect("a path");
            let target = name
                .strip_prefix('.')
                .and_then(|name| name.strip_suffix(".runner-proxy"))
                .map(|name| format!("{folder}/{name}"));
            assert!(
                target.is_some(),
                "{when}: {path} is neither old nor new: {entry:?}"
            );
            let target = target.unwrap_or_default();
            let modes = [&self.before, &self.done].map(|all| all.get(&target).map(|to| to.mode));
            let wide = modes
                .into_iter()
                .flatten()
                .fold(0o600, |all, mode| all | mode);
            let empty = entry.what == What::File(Vec::new());
            assert!(
                empty || entry.mode & !wide == 0,
                "{when}: {path} is {:o}",
                entry.mode
            );
        }
        for path in self
            .before
            .keys()
            .filter(|path| self.done.contains_key(*path))
        {
            let there = found.contains_key(path) || path.starts_with(STATE);
            assert!(there, "{when}: {path} is gone");
        }
    }

    /// Kills it there, and looks at both ways out.
    fn kill(&self, point: &Point) {
        let when = format!("{:?}, killed at {point:?}", self.doing);
        let tree = Tree::new("killed");
        restore(&self.tree.beside("before"), &tree);
        let (files, arguments) = self.what();
        let script = Script::new(&tree, file(files, "install.sh"));
        killed_at(&script, arguments, point);
        self.is_whole(&tree.listing(), &when);
        let killed = tree.beside("as-killed");
        copy(tree.root(), &killed);
        self.run(&tree);
        same(
            &self.done,
            &tidy(tree.listing()),
            &format!("{when}, run again"),
        );
        restore(&killed, &tree);
        let wanted = self.turn(&tree);
        same(
            &wanted,
            &tidy(tree.listing()),
            &format!("{when}, turned round"),
        );
    }
}

fn restore(from: &Path, tree: &Tree) {
    fs::remove_dir_all(tree.root()).expect("removed");
    copy(from, tree.root());
}

/// A directory that was made may be noted twice.
fn tidy(mut host: Listing) -> Listing {
    if let Some(Entry { what, .. }) = host.get_mut(&format!("{STATE}/made"))
        && let What::File(bytes) = what
    {
        let mut lines: Vec<_> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        lines.sort();
        lines.dedup();
        *bytes = lines.concat();
    }
    host
}

fn killed_everywhere(doing: Doing) {
    if !SHELLS[0].present() || !Merger::Python.present() {
        return;
    }
    let scene = Scene::new(doing);
    restore(&scene.tree.beside("before"), &scene.tree);
    let (files, arguments) = scene.what();
    let seen = watched(
        &Script::new(&scene.tree, file(files, "install.sh")),
        arguments,
    );
    same(&scene.done, &tidy(scene.tree.listing()), "watched");
    let mut different: Vec<Point> = Vec::new();
    let mut states: Vec<&Listing> = Vec::new();
    for (point, state) in &seen {
        scene.is_whole(state, &format!("{doing:?} at {point:?}"));
        if !states.contains(&state) {
            states.push(state);
            different.push(point.clone());
        }
    }
    assert!(different.len() >= 12, "only {} states", different.len());
    all(&different, |point| scene.kill(point));
    let (points, states) = (seen.len(), different.len());
    say(&format!(
        "install.sh: {doing:?}: {points} points to be killed at leave {states} states; killed at each, run again, and turned round"
    ));
}

#[test]
fn an_install_is_killed_everywhere() {
    killed_everywhere(Doing::Install);
}

#[test]
fn another_form_is_killed_everywhere() {
    killed_everywhere(Doing::Another);
}

#[test]
fn a_rollback_is_killed_everywhere() {
    killed_everywhere(Doing::Rollback);
}

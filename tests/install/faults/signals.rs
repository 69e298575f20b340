//! A person who presses Ctrl-C, or a machine that shuts down, in the middle.

use super::points::{calls, harmed};
use super::{Doing, Scene, restore, tidy};
use crate::kinds::file;
use crate::machine::say;
use crate::script::{Merger, SHELLS, Script, Shell};
use crate::tree::same;
use crate::trees::all;

/// Ctrl-C goes to every process of the terminal, the others to the shell alone.
const SIGNALS: [&str; 3] = [
    "trap '' INT; kill -INT 0",
    "kill -TERM \"$FAULT_SHELL\"",
    "kill -HUP \"$FAULT_SHELL\"",
];

/// Every so many calls.
const STEP: usize = 5;

#[test]
fn a_signal_in_the_middle_leaves_the_host_as_it_was() {
    let present = SHELLS
        .map(Shell::present)
        .into_iter()
        .all(|present| present);
    if !present || !Merger::Python.present() {
        return;
    }
    let scene = Scene::new(Doing::Install);
    restore(&scene.tree.beside("before"), &scene.tree);
    let (files, arguments) = scene.what();
    let whole = Script::new(&scene.tree, file(files, "install.sh"));
    harmed(&whole, arguments, "", "", "");
    let points: Vec<_> = (1..calls(&whole)).step_by(STEP).enumerate().collect();
    let interrupted = std::sync::atomic::AtomicUsize::new(0);
    all(&points, |&(index, call)| {
        let (signal, shell) = (SIGNALS[index % 3], SHELLS[index / 3 % 3]);
        let when = format!("{signal} at call {call} in {}", shell.name());
        let tree = crate::tree::Tree::new("signal");
        restore(&scene.tree.beside("before"), &tree);
        let mut script = Script::new(&tree, file(files, "install.sh"));
        script.shell = shell;
        let status = harmed(&script, arguments, &format!("{call}-before"), signal, "");
        let found = tidy(tree.listing());
        match status.code() {
            // Too late: everything is in place already.
            Some(0 | 4) => same(&scene.done, &found, &when),
            code => {
                assert_eq!(code, Some(130), "{when}: {status}");
                same(&scene.before, &found, &when);
                interrupted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        }
        assert_eq!(tree.leftovers(), Vec::<std::path::PathBuf>::new(), "{when}");
    });
    let interrupted = interrupted.into_inner();
    assert!(
        interrupted * 2 > points.len(),
        "only {interrupted} were in time"
    );
    say(&format!(
        "install.sh: {interrupted} signals in the middle, the host as before"
    ));
}

//! Programs that stand before the real ones: they count their calls, and at one of them do harm.

use crate::machine::on_path;
use crate::script::Script;
use crate::tree::{Listing, listing};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// The beginning or the end of a call, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) call: usize,
    pub(super) after: bool,
}

impl Point {
    fn name(&self) -> String {
        let when = if self.after { "after" } else { "before" };
        format!("{}-{when}", self.call)
    }
}

/// Counts without a race, since calls of a pipeline are made at once: a file can be made only once.
/// `last` only tells where to begin, and may be too low.
const SHIM: &str = r#"set -C
read -r call <"$FAULT_CALLS/last"
while ! { true >"$FAULT_CALLS/$call"; } 2>/dev/null; do call=$((call + 1)); done
set +C
echo "$call" >"$FAULT_CALLS/last"
at() {
    [ "$FAULT_AT" != "$1" ] || eval "$FAULT"
    [ -z "$FAULT_COPIES" ] || COPY -a "$FAULT_HOST" "$FAULT_COPIES/$1" 2>/dev/null
}
at "$call-before"
case $FAULT_COPIES:$FAULT_AT in
"":"$call-after") ;;
"":*) exec REAL "$@" ;;
esac
REAL "$@"
status=$?
at "$call-after"
exit "$status"
"#;

/// A folder of them, which stand for the programs of the script.
pub(super) fn shims(script: &Script<'_>) -> PathBuf {
    let folder = script.tree.beside("shims");
    if folder.exists() {
        return folder;
    }
    fs::create_dir(&folder).expect("a folder");
    let [sh, cp] = ["dash", "cp"].map(|name| on_path(name).expect("a program"));
    for entry in fs::read_dir(&script.path).expect("the programs") {
        let program = entry.expect("a program").path();
        let shim = SHIM
            .replace("REAL", &program.to_string_lossy())
            .replace("COPY", &cp.to_string_lossy());
        let path = folder.join(program.file_name().expect("a name"));
        fs::write(&path, format!("#!{}\n{shim}", sh.display())).expect("a shim");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("a mode");
    }
    folder
}

/// Runs the script with harm at this point, as the leader of a process group; gives its status.
pub(super) fn harmed(
    script: &Script<'_>,
    arguments: &[&str],
    at: &str,
    harm: &str,
    copies: &str,
) -> ExitStatus {
    let calls = script.tree.beside("calls");
    let _ = fs::remove_dir_all(&calls);
    fs::create_dir(&calls).expect("a folder");
    fs::write(calls.join("last"), "1\n").expect("a number");
    let inner = script.command(arguments);
    let mut command = Command::new(on_path("dash").expect("dash"));
    let status = command
        .args(["-c", "FAULT_SHELL=$$ exec \"$@\"", "dash"])
        .arg(inner.get_program())
        .args(inner.get_args())
        .env_clear()
        .env("PATH", shims(script))
        .env("TMPDIR", script.tree.beside("tmp"))
        .envs([("FAULT_AT", at), ("FAULT", harm), ("FAULT_COPIES", copies)])
        .env("FAULT_CALLS", &calls)
        .env("FAULT_HOST", script.tree.root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .status()
        .expect("the script");
    // The last of the group has ended when its lock can be had.
    let mut lock = Command::new(on_path("flock").expect("flock"));
    let lock = lock.arg(script.tree.root()).arg("true").status();
    assert!(lock.is_ok_and(|status| status.success()));
    status
}

/// Runs it undisturbed, and gives the host at every point.
pub(super) fn watched(script: &Script<'_>, arguments: &[&str]) -> Vec<(Point, Listing)> {
    let copies = script.tree.beside("copies");
    fs::create_dir(&copies).expect("a folder");
    let status = harmed(script, arguments, "", "", &copies.to_string_lossy());
    assert!(matches!(status.code(), Some(0 | 4)), "{status}");
    let mut seen = Vec::new();
    for call in 1..=calls(script) {
        for after in [false, true] {
            let point = Point { call, after };
            let copy = copies.join(point.name());
            seen.push((point, listing(&copy)));
        }
    }
    fs::remove_dir_all(&copies).expect("removed");
    seen
}

/// How many calls the last run made.
pub(super) fn calls(script: &Script<'_>) -> usize {
    let calls = fs::read_dir(script.tree.beside("calls"));
    // One of the files is `last`.
    calls.expect("the calls").count() - 1
}

/// Runs it until it is killed there, with every process that it started.
pub(super) fn killed_at(script: &Script<'_>, arguments: &[&str], point: &Point) {
    let status = harmed(script, arguments, &point.name(), "kill -9 0", "");
    assert_eq!(status.signal(), Some(9), "{point:?}: {status}");
    // What was in /tmp goes at the next boot.
    for left in script.tree.leftovers() {
        fs::remove_dir_all(left).expect("removed");
    }
}

/// A copy with owners, modes and times.
pub(super) fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(status.is_ok_and(|status| status.success()));
}

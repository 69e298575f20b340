//! `merge --in-place`: the whole file or nothing, as it was but for its content, and the old one
//! beside it.

use crate::machine::{Scratch, run, unprivileged};
use crate::merging::{DIRECT, FILES, merge, said};
use crate::{GUIDE, mode, text};
use std::fs;
use std::os::unix::fs::{MetadataExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

const OLD: &str = "{\"auths\": {}}";
const NAME: &str = ".docker/config.json";

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn backup(file: &Path, number: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".runner-proxy-backup");
    name.push(number);
    name.into()
}

/// Device, number, mode, owner, group, and when it was written.
fn identity(file: &Path) -> (u64, u64, u32, u32, u32, i64, i64) {
    let is = fs::metadata(file).expect("a file");
    let time = (is.mtime(), is.mtime_nsec());
    (
        is.dev(),
        is.ino(),
        is.mode(),
        is.uid(),
        is.gid(),
        time.0,
        time.1,
    )
}

#[test]
fn every_kind_is_replaced_once_and_kept() {
    let scratch = Scratch::new("in-place");
    for (path, old, form, _) in FILES {
        let file = scratch.write(path, old);
        let printed = merge(&scratch.path(""), form, path, &[]).stdout;
        let before = identity(&file);
        let output = merge(&scratch.path(""), form, path, &["--in-place"]);
        let (status, told) = said(&output);
        assert_eq!((status, text(&output.stdout)), (Some(0), ""), "{told}");
        assert!(fs::read(&file).expect("written") == printed, "{path}");
        let kept = backup(&file, "");
        assert!(told.contains(&kept.display().to_string()), "{told}");
        assert_eq!(&fs::read(&kept).expect("kept"), old);
        assert_eq!(identity(&kept), before);

        let after = identity(&file);
        let again = merge(&scratch.path(""), form, path, &["--in-place"]);
        assert_eq!((again.status.code(), text(&again.stdout)), (Some(0), ""));
        assert!(
            !text(&again.stderr).contains("written"),
            "{}",
            text(&again.stderr)
        );
        assert_eq!(identity(&file), after, "nothing to do is nothing done");
        assert_eq!(names(file.parent().expect("a folder")).len(), 2);
    }
}

#[test]
fn mode_and_owner_stay() {
    let scratch = Scratch::new("in-place-mode");
    for bits in [0o600, 0o640, 0o4755, 0o444] {
        let file = scratch.write(NAME, OLD);
        // Only root gives files away.
        if fs::metadata("/proc/self").expect("this process").uid() == 0 {
            chown(&file, Some(12_345), Some(54_321)).expect("another owner");
        }
        scratch.mode(NAME, bits);
        let before = identity(&file);
        let output = merge(&scratch.path(""), DIRECT, NAME, &["--in-place"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let (after, kept) = (identity(&file), identity(&backup(&file, "")));
        assert_eq!((after.2, after.3, after.4), (before.2, before.3, before.4));
        assert_eq!(kept, before);
        assert_ne!(after.1, before.1, "a file of its own");
        fs::remove_dir_all(scratch.path(".docker")).expect("gone");
    }
}

#[test]
fn an_older_backup_stays() {
    let scratch = Scratch::new("in-place-again");
    let file = scratch.write(NAME, OLD);
    let other = DIRECT.replace("8080", "8081");
    let run = |form: &str| merge(&scratch.path(""), form, NAME, &["--in-place"]);
    for (number, form) in [("", DIRECT), ("-2", &other), ("-3", DIRECT)] {
        let before = fs::read(&file).expect("there");
        assert_eq!(run(form).status.code(), Some(0));
        assert_eq!(fs::read(backup(&file, number)).expect("kept"), before);
    }
    assert_eq!(fs::read_to_string(backup(&file, "")).expect("kept"), OLD);
    assert_eq!(names(&scratch.path(".docker")).len(), 4);
}

#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let scratch = Scratch::new("in-place-link");
    let file = scratch.write("real/there.json", OLD);
    scratch.open(".docker");
    symlink("../real/there.json", scratch.path("middle")).expect("a link");
    fs::rename(scratch.path("middle"), scratch.path(".docker/middle")).expect("moved");
    symlink("middle", scratch.path(NAME)).expect("a link");
    let output = merge(&scratch.path(""), DIRECT, NAME, &["--in-place"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let link = fs::read_link(scratch.path(NAME)).expect("still a link");
    assert_eq!(link, Path::new("middle"));
    assert!(
        fs::read_to_string(&file)
            .expect("there")
            .contains("httpProxy")
    );
    assert_eq!(fs::read_to_string(backup(&file, "")).expect("kept"), OLD);
    assert_eq!(names(&scratch.path(".docker")), ["config.json", "middle"]);
}

/// The other name would keep the old content, and nobody would know.
#[test]
fn a_file_with_two_names_is_left_alone() {
    let scratch = Scratch::new("in-place-twice");
    let file = scratch.write(NAME, OLD);
    fs::hard_link(&file, scratch.path("other")).expect("a second name");
    let before = identity(&file);
    let output = merge(&scratch.path(""), DIRECT, NAME, &["--in-place"]);
    let (status, told) = said(&output);
    assert_eq!(status, Some(1));
    assert!(
        told.contains("is as it was. It has a second name"),
        "{told}"
    );
    assert_eq!(identity(&file), before);
    assert_eq!(names(&scratch.path(".docker")), ["config.json"]);
}

/// What a run that was killed leaves behind: the backup's name, and its new file, which may be that
/// of a run at work.
#[test]
fn what_a_killed_run_left_is_told() {
    let scratch = Scratch::new("in-place-killed");
    let file = scratch.write(NAME, OLD);
    fs::hard_link(&file, backup(&file, "")).expect("a second name");
    let half = scratch.write(".docker/.config.json.runner-proxy", "half");
    let before = identity(&file);
    let output = merge(&scratch.path(""), DIRECT, NAME, &["--in-place"]);
    let (status, told) = said(&output);
    assert_eq!(status, Some(1));
    let words = format!("{} is there: another run", half.display());
    assert!(told.contains(&words), "{told}");
    assert_eq!(identity(&file), before);
    assert_eq!(names(&scratch.path(".docker")).len(), 3);

    fs::remove_file(half).expect("gone");
    let output = merge(&scratch.path(""), DIRECT, NAME, &["--in-place"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(identity(&backup(&file, "")), before);
    assert!(
        fs::read_to_string(&file)
            .expect("there")
            .contains("httpProxy")
    );
    assert_eq!(names(&scratch.path(".docker")).len(), 2);
}

#[test]
fn where_nothing_can_be_written_nothing_changes() {
    let scratch = Scratch::new("in-place-refused");
    // Somebody who is not root may have no way to the program. Copied by another process: one that
    // another test starts would inherit what we have open, and nobody could run it.
    let program = scratch.path("runner-proxy");
    let original = env!("CARGO_BIN_EXE_runner-proxy");
    let copied = Command::new("cp").arg(original).arg(&program).status();
    assert!(copied.expect("cp").success());
    let file = scratch.write(NAME, OLD);
    let form = scratch.write("form.json", DIRECT);
    scratch.mode(".docker", 0o555);
    scratch.mode(NAME, 0o666);
    let before = identity(&file);
    let mut command = unprivileged(&program);
    command
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .arg("merge")
        .arg(&form);
    command.arg("--into").arg(&file).arg("--in-place");
    let output = run(&mut command, b"");
    scratch.mode(".docker", 0o755);
    let (status, told) = said(&output);
    assert_eq!((status, text(&output.stdout)), (Some(1), ""), "{told}");
    assert!(
        told.contains("is as it was. ") && told.contains("denied"),
        "{told}"
    );
    assert_eq!(identity(&file), before);
    assert_eq!(names(&scratch.path(".docker")), ["config.json"]);

    // In a folder where everybody may write: root's file, or one that stays with its owner.
    scratch.open(".docker");
    let output = run(&mut command, b"");
    let (status, told) = said(&output);
    match fs::metadata("/proc/self").expect("this process").uid() {
        0 => {
            assert_eq!(status, Some(1), "{told}");
            assert!(told.contains("Run this as root"), "{told}");
            assert_eq!(identity(&file), before);
            assert_eq!(names(&scratch.path(".docker")), ["config.json"]);
        }
        _ => assert_eq!(status, Some(0), "{told}"),
    }
}

/// The new file's name would be longer than a name may be: this binds root too.
#[test]
fn a_name_that_is_too_long_changes_nothing() {
    let scratch = Scratch::new("in-place-long");
    let name = "a".repeat(250);
    let file = scratch.write(&format!("x/{name}"), OLD);
    let before = identity(&file);
    let options = ["--as", "docker-config.json", "--in-place"];
    let output = merge(&scratch.path("x"), DIRECT, &name, &options);
    let (status, told) = said(&output);
    assert_eq!(status, Some(1));
    assert!(told.contains("is as it was. "), "{told}");
    assert_eq!(identity(&file), before);
    assert_eq!(names(&scratch.path("x")).len(), 1);
}

/// No umask opens what holds a secret, or closes what others read.
#[test]
fn the_umask_changes_nothing() {
    let scratch = Scratch::new("in-place-umask");
    for mask in ["0000", "0777"] {
        for bits in [0o600, 0o644] {
            let file = scratch.write("cntlm.conf", "Username a\n");
            scratch.mode("cntlm.conf", bits);
            let form = scratch.write("form.json", GUIDE);
            let script = format!("umask {mask}; exec \"$0\" merge \"$1\" --into \"$2\" --in-place");
            let mut command = Command::new("sh");
            command.args(["-c", &script, env!("CARGO_BIN_EXE_runner-proxy")]);
            let output = run(command.args([&form, &file]), b"");
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert_eq!((mode(&file), mode(&backup(&file, ""))), (bits, bits));
            fs::remove_file(backup(&file, "")).expect("gone");
        }
    }
}

/// Whoever comes first: the file is that of one run as a whole, and what was there is kept.
#[test]
fn runs_at_the_same_time_leave_a_whole_file() {
    for round in 0..5 {
        let scratch = Scratch::new(&format!("in-place-race-{round}"));
        let file = scratch.write(NAME, OLD);
        let forms: Vec<_> = (8081..8089)
            .map(|port| DIRECT.replace("8080", &port.to_string()))
            .collect();
        let whole: Vec<_> = forms
            .iter()
            .map(|form| merge(&scratch.path(""), form, NAME, &[]).stdout)
            .collect();
        let outputs: Vec<_> = thread::scope(|scope| {
            let run = |form| merge(&scratch.path(""), form, NAME, &["--in-place"]);
            let runs = forms.iter().map(|form| scope.spawn(move || run(form)));
            let runs: Vec<_> = runs.collect();
            runs.into_iter()
                .map(|run| run.join().expect("no panic"))
                .collect()
        });
        let written = outputs.iter().filter(|output| output.status.success());
        assert!(written.count() > 0);
        for output in &outputs {
            let told = text(&output.stderr);
            assert!(
                output.status.success() || told.contains("is as it was."),
                "{told}"
            );
        }
        assert!(whole.contains(&fs::read(&file).expect("there")));
        assert_eq!(fs::read_to_string(backup(&file, "")).expect("kept"), OLD);
        let kept = |name: &String| name.starts_with("config.json");
        assert!(names(&scratch.path(".docker")).iter().all(kept));
    }
}

//! A disk that is full, or may not be written to: the host stays as it was.

use super::points::copy;
use super::{Doing, Scene, tidy};
use crate::kinds::file;
use crate::machine::{on_path, say};
use crate::script::{Merger, Ran, SHELLS, Script, finished, may_mount};
use crate::tree::{Listing, What, listing, same};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// In a mount namespace of its own: makes the disk, puts the host on it, runs the script, and brings
/// the host back.
const ON_DISK: &str = r#"
disk=$1 before=$2 host=$3 after=$4
shift 4
host() {
    mount -t tmpfs -o "size=$1,mode=755" tmpfs "$host" && cp -a "$before/." "$host" 2>/dev/null || exit 99
}
read_only() {
    host 10m && mount --bind "$host$1" "$host$1" && mount -o remount,bind,ro "$host$1" || exit 99
}
case $disk in
/*) read_only "$disk" ;;
*) host "$disk" ;;
esac
"$@"
status=$?
cp -a "$host" "$after"
exit "$status"
"#;

/// Where the disk itself cannot hold the host.
const DOES_NOT_FIT: i32 = 99;

fn able() -> bool {
    may_mount() && SHELLS[0].present() && Merger::Python.present()
}

/// `disk` is its size, or the folder that is read-only.
fn on_disk(scene: &Scene, disk: &str, room: bool) -> (Ran, Listing) {
    let tree = &scene.tree;
    let after = tree.beside("after");
    let _ = fs::remove_dir_all(&after);
    let (files, arguments) = scene.what();
    let mut script = Script::new(tree, file(files, "install.sh"));
    if room {
        script.path = with_room(&script);
    }
    let inner = script.command(arguments);
    let mut command = Command::new(on_path("unshare").expect("unshare"));
    command
        .arg("-m")
        .arg(on_path("dash").expect("dash"))
        .args(["-c", ON_DISK, "dash", disk])
        .args([tree.beside("before"), tree.root().to_owned(), after.clone()])
        .args([on_path("env").expect("env")])
        .arg(format!("PATH={}", script.path.display()))
        .arg(format!("TMPDIR={}", tree.beside("tmp").display()))
        .arg(inner.get_program())
        .args(inner.get_args());
    let ran = finished(&mut command);
    let found = if after.exists() {
        tidy(listing(&after))
    } else {
        Listing::new()
    };
    (ran, found)
}

/// The programs, with a df that sees room where there is none.
fn with_room(script: &Script<'_>) -> std::path::PathBuf {
    let folder = script.tree.beside("room");
    if !folder.exists() {
        copy(&script.path, &folder);
        let df = folder.join("df");
        fs::remove_file(&df).expect("the link");
        fs::write(&df, "#!/bin/sh\nprintf '%s\\n' head 'x 9 9 9999999 9 /'\n").expect("df");
        fs::set_permissions(&df, PermissionsExt::from_mode(0o755)).expect("a mode");
    }
    folder
}

/// Pages of 4096 bytes, of which a file of a tmpfs has whole ones.
fn pages(host: &Listing) -> usize {
    let of = |what: &What| match what {
        What::File(bytes) => bytes.len().div_ceil(4096),
        _ => 0,
    };
    host.values().map(|entry| of(&entry.what)).sum()
}

#[test]
fn a_full_disk_leaves_the_host_as_it_was() {
    if !able() {
        return;
    }
    for doing in [Doing::Install, Doing::Another] {
        let scene = Scene::new(doing);
        let (mut refused, mut written) = (0, Vec::new());
        for page in pages(&scene.before).. {
            assert!(refused < 200, "it never fits");
            let (ran, found) = on_disk(&scene, &format!("{}k", 4 * page), true);
            let when = format!("{doing:?} with {page} pages: {ran:?}");
            match ran.status {
                Some(DOES_NOT_FIT) => continue,
                Some(0 | 4) => {
                    same(&scene.done, &found, &when);
                    break;
                }
                status => assert_eq!(status, Some(1), "{when}"),
            }
            same(&tidy(scene.before.clone()), &found, &when);
            refused += 1;
            written.push(ran.said.matches("- Wrote ").count());
        }
        written.sort();
        written.dedup();
        // It was full before the first file, and between each two.
        let files = if matches!(doing, Doing::Install) {
            5
        } else {
            2
        };
        assert!(written.iter().copied().eq(0..files), "{written:?}");
        say(&format!(
            "install.sh: {doing:?}: {refused} sizes of a disk that is full on the way, the host as before"
        ));
    }
}

#[test]
fn a_disk_with_little_room_is_refused_at_once() {
    if !able() {
        return;
    }
    let scene = Scene::new(Doing::Install);
    let (ran, found) = on_disk(&scene, "900k", false);
    let ran = ran.ends(3, "900 kB");
    assert!(ran.complained.contains("Less than 1 MB"), "{ran:?}");
    same(&scene.before, &found, "refused");
}

#[test]
fn what_is_read_only_leaves_the_host_as_it_was() {
    if !able() {
        return;
    }
    for doing in [Doing::Install, Doing::Another] {
        let scene = Scene::new(doing);
        for folder in ["/etc", "/etc/docker", "/etc/gitlab-runner", "/var/lib"] {
            let (ran, found) = on_disk(&scene, folder, false);
            let ran = ran.ends(1, &format!("{doing:?}: {folder}"));
            assert!(ran.complained.contains("cannot be written"), "{folder}");
            same(&tidy(scene.before.clone()), &found, folder);
        }
    }
    // A rollback that may not write says so, and can be made again.
    let scene = Scene::new(Doing::Rollback);
    let (ran, found) = on_disk(&scene, "/etc/gitlab-runner", false);
    let ran = ran.ends(4, "a rollback");
    assert!(ran.complained.contains("config.toml"), "{ran:?}");
    scene.is_whole(&found, "a rollback");
}

//! What a person types, what the script says, and what it must not do meanwhile.

use crate::kinds::{Kind, file, hosted};
use crate::machine::{on_path, program};
use crate::script::{Script, finished};
use crate::tree::{Tree, am_root, owner, same, without_journal};
use crate::trees::{picture, pictured};
use runner_proxy::artifacts::OutFile;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::{fs, thread};

fn guide() -> Vec<OutFile> {
    picture("guide", &[]).expect("a form")
}

#[test]
fn wrong_usage_says_so_and_does_nothing() {
    let files = guide();
    for arguments in [
        &["--nope"][..],
        &["word"],
        &["--only"],
        &["--only="],
        &["--only", ","],
        &["--only", "etc"],
        &["--skip", "cntlm-conf,x"],
        &["--root"],
        &["--root", "/no/such/folder"],
        &["--root", "/"],
        &["--root", "/usr/.."],
        &["--docker0"],
        &["--docker0", ""],
        &["--docker0", "172.17.0"],
        &["--docker0", "172.17.0.256"],
        &["--docker0", "172.17.0.01"],
        &["--docker0", "172.17.0.1\n172.17.0.2"],
        &["--docker0", "172.17.0.1%s"],
        &["--restart", "never"],
        &["--wait", "5"],
        &["--wait", "m"],
        &["--wait", "1d"],
        &["--wait", "1000000s"],
        &["--dry-run", "--rollback"],
        &["--rollback", "--check"],
        &["--login"],
        &["--json", "--dry-run"],
        &["--check"],
        &["--password"],
    ] {
        let tree = Tree::new("usage");
        let ran = Script::new(&tree, file(&files, "install.sh")).run(arguments);
        let ran = ran.ends(2, &format!("{arguments:?}"));
        assert_eq!(ran.said, "", "{arguments:?}");
        assert!(ran.complained.contains("--help"), "{ran:?}");
        assert!(tree.listing().is_empty(), "{arguments:?}");
    }
}

#[test]
fn only_and_skip_choose_files() {
    let files = picture("daemon-json", &[]).expect("a form");
    let all = [
        "/etc/docker/daemon.json",
        "/root/.docker/config.json",
        "/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf",
    ];
    for (arguments, wanted) in [
        (&[][..], &[0, 2][..]),
        (&["--only", "daemon-json"], &[0]),
        (&["--only", "client-config,daemon-json"], &[0, 1]),
        (&["--only=client-config", "--only=runner-drop-in"], &[1, 2]),
        (&["--skip", "daemon-json"], &[2]),
        (&["--skip=daemon-json,runner-drop-in"], &[]),
        (&["--only", "daemon-json", "--skip", "daemon-json"], &[]),
        // A file that this form does not have is not wanted by it.
        (&["--only", "cntlm-conf"], &[]),
    ] {
        let tree = Tree::new("only");
        Script::new(&tree, file(&files, "install.sh"))
            .run(arguments)
            .ends(0, &format!("{arguments:?}"));
        let there: Vec<_> = (0..all.len())
            .filter(|&index| tree.on(all[index]).exists())
            .collect();
        assert_eq!(there, wanted, "{arguments:?}");
        Script::new(&tree, file(&files, "install.sh"))
            .run(&["--rollback"])
            .ends(0, "rollback");
        assert!(tree.listing().is_empty(), "{arguments:?}");
    }
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3041}'..='\u{30ff}').contains(&c))
}

#[test]
fn it_speaks_the_language_of_the_locale() {
    let files = guide();
    for (variables, japanese) in [
        (&[][..], false),
        (&[("LANG", "ja_JP.UTF-8")], true),
        (&[("LANG", "ja")], true),
        (&[("LANG", "ja_JP.eucJP")], false),
        (&[("LANG", "ja_JP.utf8"), ("TERM", "linux")], false),
        (&[("LANG", "jav_ID.UTF-8")], false),
        (&[("LC_MESSAGES", "ja_JP.UTF-8"), ("LANG", "C")], true),
        (&[("LC_ALL", "C"), ("LANG", "ja_JP.UTF-8")], false),
        (&[("LC_ALL", ""), ("LANG", "ja_JP.UTF-8")], true),
    ] {
        let tree = Tree::new("language");
        let script = Script::new(&tree, file(&files, "install.sh"));
        for (arguments, status) in [
            (&["--help"][..], 0),
            (&[], 0),
            (&["--dry-run"], 0),
            (&["--rollback"], 0),
            (&["--nope"], 2),
        ] {
            let ran = finished(script.command(arguments).envs(variables.iter().copied()));
            let ran = ran.ends(status, &format!("{variables:?} {arguments:?}"));
            assert_eq!(is_japanese(&ran.all()), japanese, "{ran:?}");
            assert!(!ran.all().contains('\u{fffd}'), "no UTF-8: {ran:?}");
        }
    }
}

/// A process that holds the lock until it is dropped.
struct Holder(Child);

impl Holder {
    fn new(tree: &Tree) -> Self {
        let mut child = Command::new("flock")
            .arg(tree.root())
            .arg("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("flock");
        // What comes back through it tells that it has the lock.
        let (mut stdin, mut stdout) = (child.stdin.take(), child.stdout.take());
        let pipe = stdin.as_mut().expect("its input");
        pipe.write_all(b"x").expect("written");
        pipe.flush().expect("written");
        let mut back = [0];
        stdout
            .as_mut()
            .expect("its output")
            .read_exact(&mut back)
            .expect("the lock");
        child.stdin = stdin;
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[test]
fn a_second_run_is_refused() {
    if program("flock", "util-linux").is_none() {
        return;
    }
    let files = guide();
    let tree = Tree::new("lock");
    Kind::Debian.make(&tree, &files);
    let script = Script::new(&tree, file(&files, "install.sh"));
    let before = tree.listing();
    let holder = Holder::new(&tree);
    let ran = script.run(&[]).ends(3, "install");
    assert!(ran.complained.contains("Another run"), "{ran:?}");
    same(&before, &tree.listing(), "refused");
    script.run(&["--dry-run"]).ends(0, "looking is free");
    drop(holder);

    script.run(&[]).ends(0, "install");
    let installed = tree.listing();
    let holder = Holder::new(&tree);
    script.run(&["--rollback"]).ends(3, "rollback");
    same(&installed, &tree.listing(), "refused");
    drop(holder);
    script.run(&["--rollback"]).ends(0, "rollback");
}

#[test]
fn runs_at_once_do_not_meet() {
    let files = guide();
    let tree = Tree::new("race");
    Kind::Debian.make(&tree, &files);
    let before = tree.listing();
    let script = Script::new(&tree, file(&files, "install.sh"));
    let mut commands: Vec<_> = (0..4).map(|_| script.command(&[])).collect();
    thread::scope(|scope| {
        for command in &mut commands {
            scope.spawn(move || {
                let ran = finished(command);
                assert!(matches!(ran.status, Some(0 | 3)), "{ran:?}");
            });
        }
    });
    let found = without_journal(tree.listing());
    same(
        &Kind::Debian.done(&before, &files, false, &found),
        &found,
        "all at once",
    );
    script.run(&["--rollback"]).ends(0, "rollback");
    same(&before, &tree.listing(), "rolled back");
}

/// What a person may look at holds no secret, so only forms without one can be compared.
#[test]
fn a_dry_run_changes_nothing_and_its_diff_is_what_an_install_does() {
    let Some(patch) = program("patch", "patch") else {
        return;
    };
    let mut patched = 0;
    for (name, _) in pictured() {
        let files = picture(&name, &[]).expect("a form");
        for kind in [Kind::Empty, Kind::Debian, Kind::Odd, Kind::Linked] {
            let tree = Tree::new("dry");
            kind.make(&tree, &files);
            let (before, identities) = (tree.listing(), tree.identities());
            let script = Script::new(&tree, file(&files, "install.sh"));
            let ran = script.run(&["--dry-run"]);
            assert!(
                matches!(ran.status, Some(0 | 4)),
                "{name} {kind:?}: {ran:?}"
            );
            same(&before, &tree.listing(), &name);
            assert_eq!(identities, tree.identities(), "{name}");
            let secret = hosted(&files).any(|(_, file)| file.mode == 0o600);
            // A line of a token may stand beside a change, masked.
            if secret || kind != Kind::Empty {
                continue;
            }
            let diff = ran
                .said
                .replace(&tree.root().to_string_lossy().into_owned(), "");
            let copy = tree.beside("patched");
            fs::create_dir(&copy).expect("a folder");
            let mut command = Command::new(&patch);
            command
                .args(["-p1", "--binary", "--force", "-d"])
                .arg(&copy);
            let output = crate::machine::run(&mut command, diff.as_bytes());
            assert!(output.status.success(), "{diff}{output:?}");
            script.run(&[]);
            for (path, _) in hosted(&files).filter(|(path, _)| tree.on(path).exists()) {
                let patched = fs::read(copy.join(path.trim_start_matches('/')));
                assert_eq!(patched.expect("patched"), tree.read(path), "{name}: {path}");
            }
            patched += 1;
        }
    }
    assert!(patched >= 2, "only {patched} forms without a secret");
}

/// Somebody without root sees what may be seen, and is told what may not.
#[test]
fn a_dry_run_needs_no_root() {
    if !am_root() {
        return;
    }
    let files = guide();
    for (kind, status) in [(Kind::Empty, 0), (Kind::Debian, 3)] {
        let tree = Tree::new("nobody");
        kind.make(&tree, &files);
        let before = tree.listing();
        let script = Script::new(&tree, file(&files, "install.sh"));
        let inner = script.command(&["--dry-run"]);
        let mut command = Command::new(on_path("setpriv").expect("setpriv"));
        command
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
            .arg(inner.get_program())
            .args(inner.get_args())
            .env_clear()
            .env("PATH", &script.path)
            .env("TMPDIR", tree.beside("tmp"));
        let ran = finished(&mut command).ends(status, &format!("{kind:?}"));
        assert!(ran.said.contains("+Environment=\"HTTP_PROXY="), "{ran:?}");
        let told = ran.complained.contains("config.toml cannot be read");
        assert_eq!(told, kind == Kind::Debian, "{ran:?}");
        same(&before, &tree.listing(), "dry run");
    }
}

/// What people leave in comments, and URLs that nobody encoded, are secrets as well.
#[test]
fn a_dry_run_shows_no_secret_of_other_files() {
    let files = guide();
    let tree = Tree::new("masked");
    let conf =
        "#Password hunter-1\n; Password\thunter-2\nPassNT hunter-3\nSOCKS5User dave:hunter-4\n";
    tree.file("/etc/cntlm.conf", conf.as_bytes(), 0o600, owner(0, 0));
    let drop_in = "[Service]\nEnvironment=\"HTTP_PROXY=http://CORP\\\\u:p@ss/hunter-5@proxy:8080\"\n\
         Environment=\"HTTPS_PROXY=https://u:hunter-6@proxy:8080\"\n";
    let path = "/etc/systemd/system/docker.service.d/http-proxy.conf";
    tree.file(path, drop_in.as_bytes(), 0o644, owner(0, 0));
    let ran = Script::new(&tree, file(&files, "install.sh")).run(&["--dry-run"]);
    let ran = ran.ends(0, "dry run");
    assert!(ran.said.contains("SOCKS5User xxxxx"), "{ran:?}");
    assert!(!ran.all().contains("hunter-"), "{ran:?}");
}

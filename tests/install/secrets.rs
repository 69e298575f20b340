//! No secret in what is said, in an argument list, in an environment, or in what is left behind.

use crate::kinds::{Kind, file, hosted};
use crate::machine::{on_path, say};
use crate::script::{Script, finished};
use crate::tree::Tree;
use crate::trees::picture;
use runner_proxy::artifacts::OutFile;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::{env, fs};

const PASSWORD: &str = "hunter2 Hunter2%#";

/// Programs that write down how they were called, and then are what they are called.
fn shims(tree: &Tree, real: &Path) -> PathBuf {
    let folder = tree.beside("shims");
    fs::create_dir(&folder).expect("a folder");
    let log = tree.beside("calls").display().to_string();
    for entry in fs::read_dir(real).expect("the programs") {
        let program = entry.expect("a program").path();
        let path = folder.join(program.file_name().expect("a name"));
        let sh = on_path("dash").expect("dash");
        let env = on_path("env").expect("env");
        let text = format!(
            "#!{}\n{{ printf '%s\\n' CALL \"$0\" \"$@\"; {}; }} >>{log}\nexec {} \"$@\"\n",
            sh.display(),
            env.display(),
            program.display()
        );
        fs::write(&path, text).expect("a shim");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("a mode");
    }
    folder
}

/// Every writing of the secret that these files hold.
fn secrets(files: &[OutFile]) -> Vec<String> {
    let mut found = vec![PASSWORD.to_owned()];
    for (_, file) in hosted(files) {
        let text = String::from_utf8_lossy(&file.bytes);
        for line in text.lines() {
            found.extend(line.strip_prefix("PassNTLMv2   ").map(str::to_owned));
            if let Some((userinfo, _)) = line.split_once("@proxy.corp.example") {
                let password = userinfo.rsplit(':').next().expect("a part");
                found.push(password.to_owned());
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn no_secret_is_ever_seen() {
    let mut calls = 0;
    for (name, others) in [
        ("guide", &[("password", PASSWORD)][..]),
        ("guide", &[("password", PASSWORD), ("secret", "plain")]),
        ("direct-credentials", &[("password", PASSWORD)]),
        (
            "direct-credentials",
            &[("password", PASSWORD), ("daemon", "daemon-json")],
        ),
    ] {
        let files = picture(name, others).expect("a form");
        let secrets = secrets(&files);
        assert!(secrets.len() >= 2 || others.len() == 2, "{secrets:?}");
        let tree = Tree::new("secrets");
        Kind::Odd.make(&tree, &files);
        let mut script = Script::new(&tree, file(&files, "install.sh"));
        script.path = shims(&tree, &script.path);
        let mut said = String::new();
        for arguments in [
            &["--dry-run"][..],
            &[],
            &["--dry-run"],
            &[],
            &["--docker0", "10.1.1.1"],
            &["--dry-run"],
            &["--rollback"],
        ] {
            let ran = script.run(arguments);
            assert!(matches!(ran.status, Some(0 | 4)), "{arguments:?}: {ran:?}");
            said += &ran.all();
        }
        // A file that cannot be merged comes with what to paste, and a broken one with its reason.
        tree.file("/etc/docker/daemon.json", b"[", 0o644, (0, 0));
        tree.file("/etc/gitlab-runner/config.toml", b"[[[", 0o644, (0, 0));
        said += &finished(&mut script.command(&[])).all();
        said += &finished(&mut script.command(&["--dry-run"])).all();
        let called = fs::read_to_string(tree.beside("calls")).expect("the calls");
        for secret in &secrets {
            assert!(
                !said.contains(secret.as_str()),
                "{name}: {secret} was said:\n{said}"
            );
            let call = called
                .split("CALL\n")
                .find(|call| call.contains(secret.as_str()));
            assert_eq!(call, None, "{name}: {secret}");
        }
        calls += called.matches("CALL\n").count();
    }
    assert!(calls > 500, "only {calls} calls were seen");
    say(&format!(
        "install.sh: {calls} calls of programs, no secret seen"
    ));
}

/// The shims can see one: an argument and a variable that hold it are found.
#[test]
fn the_shims_see_arguments_and_variables() {
    let tree = Tree::new("shims");
    let files = picture("guide", &[]).expect("a form");
    let script = Script::new(&tree, file(&files, "install.sh"));
    let folder = shims(&tree, &script.path);
    let mut command = std::process::Command::new(folder.join("cat"));
    command.arg("/dev/null").env("SEEN", PASSWORD);
    finished(&mut command).ends(0, "cat");
    let called = fs::read_to_string(tree.beside("calls")).expect("the calls");
    assert!(called.contains("/dev/null\n") && called.contains(PASSWORD));
    assert!(env::var_os("SEEN").is_none());
}

//! `render` and `fields`, and usage that is wrong.

use crate::{GUIDE, command, mode, text};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of this test alone, gone when it ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a scratch folder");
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn render(form: &str, out: &Path, adjust: impl FnOnce(&mut Command)) -> Output {
    let mut command = command();
    command.args(["render", "-", "--out"]).arg(out);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    adjust(&mut command);
    let mut child = command.spawn().expect("the command");
    let mut stdin = child.stdin.take().expect("its stdin");
    // A command that refuses its arguments may not read the form.
    let _ = stdin.write_all(form.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("its output")
}

#[test]
fn it_writes_every_file_with_its_mode() {
    let scratch = Scratch::new("writes");
    let out = scratch.path("out");
    let output = render(GUIDE, &out, |_| {});
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    assert_eq!(mode(&out), 0o700);
    let written: Vec<_> = text(&output.stdout).lines().map(PathBuf::from).collect();
    assert_eq!(written.len(), 7);
    for path in &written {
        let secret = path.ends_with("cntlm.conf") || path.ends_with("install.sh");
        assert_eq!(
            mode(path),
            if secret { 0o600 } else { 0o644 },
            "{}",
            path.display()
        );
        assert_eq!(
            mode(path.parent().expect("a folder")) & 0o755,
            if path.parent() == Some(&out) {
                0o700
            } else {
                0o755
            }
        );
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/guide");
    for path in &written {
        let relative = path.strip_prefix(&out).expect("below DIR");
        let (written, golden) = (fs::read(path), fs::read(golden.join(relative)));
        let (written, golden) = (written.expect("written"), golden.expect("golden"));
        // Of the script, the picture shows what the form made of it.
        let script = path.ends_with("install.sh");
        assert!(if script {
            written.starts_with(&golden)
        } else {
            written == golden
        });
    }
}

#[test]
fn the_umask_changes_nothing() {
    let scratch = Scratch::new("umask");
    for mask in ["0000", "0077", "0777"] {
        let out = scratch.path(mask);
        let script = format!("umask {mask}; exec \"$0\" render \"$1\" --out \"$2\"");
        let form = scratch.path("form.json");
        fs::write(&form, GUIDE).expect("a form");
        let status = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_runner-proxy")])
            .args([&form, &out])
            .stdout(Stdio::null())
            .status();
        assert!(status.expect("sh").success(), "{mask}");
        assert_eq!(mode(&out), 0o700, "{mask}");
        assert_eq!(mode(&out.join("host/etc")), 0o755, "{mask}");
        assert_eq!(mode(&out.join("host/etc/cntlm.conf")), 0o600, "{mask}");
        assert_eq!(mode(&out.join("README.md")), 0o644, "{mask}");
    }
}

#[test]
fn a_refused_form_writes_nothing() {
    let scratch = Scratch::new("refused");
    let out = scratch.path("out");
    let form = r#"{"proxies": "10.0.0.41", "username": "CORP\\alice", "prot": "1", "password": "hunter2-hunter2"}"#;
    let output = render(form, &out, |_| {});
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert!(
        text(&output.stderr).starts_with("prot: "),
        "{}",
        text(&output.stderr)
    );
    let output = render(&form.replace("\"prot\": \"1\", ", ""), &out, |_| {});
    assert_eq!(output.status.code(), Some(2));
    let fields: Vec<_> = text(&output.stderr)
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(fields, ["proxies", "username"]);
    assert!(!text(&output.stderr).contains("hunter2"));
    let output = render("{\"proxies\": ", &out, |_| {});
    assert!(
        text(&output.stderr).starts_with("form: line 1, column 12: "),
        "{}",
        text(&output.stderr)
    );
    assert!(!out.exists());
}

#[test]
fn a_directory_in_use_is_left_alone() {
    let scratch = Scratch::new("in-use");
    let out = scratch.path("out");
    fs::create_dir(&out).expect("a directory");
    fs::write(out.join("mine"), "kept").expect("a file");
    let output = render(GUIDE, &out, |_| {});
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(&out).expect("there").count(), 1);
    assert_eq!(fs::read_to_string(out.join("mine")).expect("there"), "kept");
    fs::remove_file(out.join("mine")).expect("removed");
    assert_eq!(render(GUIDE, &out, |_| {}).status.code(), Some(0));
    assert_eq!(mode(&out), 0o700);

    let nowhere = scratch.path("no/such/place");
    assert_eq!(render(GUIDE, &nowhere, |_| {}).status.code(), Some(1));
    assert!(!scratch.path("no").exists());
    let file = scratch.path("file");
    fs::write(&file, "kept").expect("a file");
    assert_eq!(render(GUIDE, &file, |_| {}).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).expect("there"), "kept");
}

#[test]
fn the_password_may_come_from_the_environment_but_not_twice() {
    let scratch = Scratch::new("password");
    let without = GUIDE.replace(r#", "password": "password""#, "");
    let give = |command: &mut Command| {
        command.env("RUNNER_PROXY_PASSWORD", "password");
    };
    let (one, two) = (scratch.path("one"), scratch.path("two"));
    assert_eq!(render(&without, &one, give).status.code(), Some(0));
    assert_eq!(render(GUIDE, &two, |_| {}).status.code(), Some(0));
    let conf = |out: &Path| fs::read(out.join("host/etc/cntlm.conf")).expect("written");
    assert_eq!(conf(&one), conf(&two));
    let output = render(GUIDE, &scratch.path("three"), give);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("password: "));
}

#[test]
fn the_language_follows_the_option_then_the_locale() {
    let scratch = Scratch::new("language");
    let readme = |name: &str, adjust: &dyn Fn(&mut Command)| {
        let out = scratch.path(name);
        assert_eq!(
            render(GUIDE, &out, |command| adjust(command)).status.code(),
            Some(0)
        );
        fs::read_to_string(out.join("README.md")).expect("written")
    };
    let japanese = readme("option", &|command| {
        command.args(["--lang", "ja"]).env("LC_ALL", "en_US.UTF-8");
    });
    assert!(japanese.contains("手順"));
    let locale = |name: &str, all: &str, lang: &str| {
        readme(name, &|command| {
            command.env("LC_ALL", all).env("LANG", lang);
        })
    };
    assert_eq!(locale("all", "ja_JP.UTF-8", "C"), japanese);
    assert_eq!(locale("lang", "", "ja_JP.UTF-8"), japanese);
    let english = locale("c", "C", "ja_JP.UTF-8");
    assert!(english.contains("## Steps"));
    let strip = |out: &str| fs::read(scratch.path(out).join("paste/config.toml")).expect("written");
    assert_eq!(
        strip("option"),
        strip("c"),
        "the language changes README.md only"
    );
}

#[test]
fn wrong_usage_says_so() {
    for arguments in [
        &[][..],
        &["render"],
        &["render", "-"],
        &["draw"],
        &["--lang", "fr", "fields"],
        &["render", "a", "b", "--out", "c"],
        &["fields", "--nope"],
        &["no-proxy"],
        &["no-proxy", "a.test"],
        &["no-proxy", "a.test", "b.test", "c.test"],
        &["no-proxy", "a.test", "ssh://a.test"],
        &["no-proxy", "a.test", "b.test", "--out", "c"],
    ] {
        let output = command().args(arguments).output().expect("the command");
        assert_eq!(
            (output.status.code(), text(&output.stdout)),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(text(&output.stderr).starts_with("usage: "), "{arguments:?}");
    }
    let output = command()
        .args(["render", "/no/such/form.json", "--out", "x"])
        .output();
    assert_eq!(output.expect("the command").status.code(), Some(1));
}

#[test]
fn fields_lists_every_question_in_both_languages() {
    for (lang, word) in [
        ("en", "How does this host get out?"),
        ("ja", "このホストはどこを通って"),
    ] {
        let output = command()
            .args(["fields", "--lang", lang])
            .output()
            .expect("the command");
        assert_eq!(output.status.code(), Some(0));
        let list = text(&output.stdout);
        assert!(list.contains(word));
        for field in runner_proxy::form::FIELDS {
            assert!(
                list.lines().any(|line| line == field.name),
                "{}",
                field.name
            );
        }
    }
}

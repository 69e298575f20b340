//! `merge` to stdout, as a question (`--check`), and as a difference that GNU patch applies.

use crate::machine::{Scratch, program, run};
use crate::{GUIDE, command, text};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

/// Everything through the proxy itself, dockerd by daemon.json.
pub(crate) const DIRECT: &str = r#"{"route": "direct", "proxies": "proxy.corp.example:8080", "daemon": "daemon-json", "dind": "tls"}"#;

/// A file of each kind, where it lies, and what the guide's form or the direct one makes of a line.
pub(crate) const FILES: &[(&str, &[u8], &str, &[u8])] = &[
    (
        "etc/gitlab-runner/config.toml",
        b"\xef\xbb\xbfconcurrent = 1 # one\r\n\r\n[[runners]]\r\n  name = \"a\"\r\n  executor = \"docker\"\r\n  [runners.docker]\r\n    image = \"b\"",
        GUIDE,
        b"  environment = [\r\n    \"HTTP_PROXY=http://172.17.0.1:3128\",\r\n",
    ),
    (
        "etc/docker/daemon.json",
        b"{\n\t\"log-driver\": \"local\"\n}\n",
        DIRECT,
        b"\t\"proxies\": {\n\t\t\"http-proxy\": \"http://proxy.corp.example:8080\",\n",
    ),
    (
        "root/.docker/config.json",
        b"{\"auths\": {\"r.example\": {\"auth\": \"YTpodW50ZXItMQ==\"}}}",
        DIRECT,
        b"\"proxies\": { \"default\": { \"httpProxy\": \"http://proxy.corp.example:8080\"",
    ),
    (
        "etc/名 前/cntlm.conf",
        b"# J\xf6rg \xc3\xb6\nUsername joerg\nPassword  hunter-2 # old\nAllow 127.0.0.1",
        GUIDE,
        b"\nUsername testuser\nDomain   corp-uk\nPassNTLMv2 1F6839EE15E639893286CF65C5D0A65C # old\n",
    ),
    (
        "etc/systemd/system/docker.service.d/proxy.conf",
        b"[Service]\nEnvironment=TZ=UTC \"HTTP_PROXY=http://u:hunter-3@old:1\"\n",
        GUIDE,
        b"Environment=TZ=UTC \"HTTP_PROXY=http://172.17.0.1:3128\"\n",
    ),
    (
        "etc/systemd/system/gitlab-runner.service.d/名 前.conf",
        b"",
        GUIDE,
        b"[Unit]\nAfter=cntlm.service\n\n[Service]\nEnvironment=\"HTTP_PROXY=",
    ),
];

/// What `runner-proxy merge - --into FILE` ends with, run in this folder.
pub(crate) fn merge(folder: &Path, form: &str, file: impl AsRef<Path>, options: &[&str]) -> Output {
    let mut command = command();
    command.current_dir(folder).args(["merge", "-", "--into"]);
    command.arg(file.as_ref()).args(options);
    run(&mut command, form.as_bytes())
}

/// The exit status and what stands on stderr.
pub(crate) fn said(output: &Output) -> (Option<i32>, &str) {
    (output.status.code(), text(&output.stderr))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn the_merged_file_is_printed_and_merging_it_again_changes_nothing() {
    let scratch = Scratch::new("merge");
    for (path, old, form, part) in FILES {
        let file = scratch.write(path, old);
        let output = merge(&scratch.path(""), form, path, &[]);
        let (status, told) = said(&output);
        assert_eq!(status, Some(0), "{path}: {told}");
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(holds(&output.stdout, part), "{path}: {shown}");
        assert!(told.contains(&format!("{path}:")), "{told}");
        assert_eq!(&fs::read(&file).expect("the file"), old);

        let check = merge(&scratch.path(""), form, path, &["--check"]);
        let line = format!("{path}: the file would change.\n");
        assert_eq!((said(&check), text(&check.stdout)), ((Some(1), ""), &*line));
        fs::write(&file, &output.stdout).expect("the merged file");
        let again = merge(&scratch.path(""), form, path, &[]);
        assert_eq!(again.status.code(), Some(0));
        assert!(again.stdout == output.stdout, "{path}");
        assert!(text(&again.stderr).contains("all of it is there already"));
        let check = merge(&scratch.path(""), form, path, &["--check"]);
        let line = format!("{path}: nothing would change.\n");
        assert_eq!((said(&check), text(&check.stdout)), ((Some(0), ""), &*line));
        let difference = merge(&scratch.path(""), form, path, &["--diff"]);
        assert_eq!(
            (difference.status.code(), text(&difference.stdout)),
            (Some(0), "")
        );
    }
}

/// From where a person runs `patch`, for paths as people write them.
#[test]
fn patch_applies_the_difference() {
    let Some(patch) = program("patch", "patch") else {
        return;
    };
    for (index, (path, old, form, _)) in FILES.iter().enumerate() {
        let scratch = Scratch::new("merge-diff");
        let file = scratch.write(path, old);
        let name = file.file_name().expect("a name");
        symlink(file.parent().expect("a folder"), scratch.path("folder")).expect("a link");
        symlink(&file, scratch.path("link")).expect("a link");
        let kind = ["--as", runner_proxy::existing::Kind::ALL[index].name()];
        let linked = Path::new("folder").join(name);
        let dotted = Path::new("./etc/..").join(path);
        scratch.open("etc");
        for (from, root) in [
            (Path::new(path), false),
            (&Path::new(".").join(path), false),
            (&file, true),
            (&dotted, true),
            (&linked, true),
            (Path::new("link"), true),
        ] {
            fs::write(&file, old).expect("the old file");
            let whole = merge(&scratch.path(""), form, from, &kind);
            let output = merge(
                &scratch.path(""),
                form,
                from,
                &[&kind[..], &["--diff"]].concat(),
            );
            let (status, told) = said(&output);
            assert_eq!(status, Some(0), "{told}");
            assert_eq!(told.contains("patch -p0 -d /"), root, "{told}");
            let mut command = Command::new(&patch);
            command.args(["-p0", "--batch", "--fuzz=0", "--forward"]);
            command.current_dir(match root {
                true => Path::new("/").to_owned(),
                false => scratch.path(""),
            });
            let patched = run(&mut command, &output.stdout);
            let shown = text(&patched.stdout);
            assert!(patched.status.success(), "{}: {shown}", from.display());
            assert!(
                !shown.contains("offset") && !shown.contains("Stripping"),
                "{shown}"
            );
            assert!(
                fs::read(&file).expect("patched") == whole.stdout,
                "{}",
                from.display()
            );
        }
    }
}

#[test]
fn a_path_that_no_patch_can_name_is_refused() {
    let scratch = Scratch::new("merge-names");
    for name in ["a\nb", "a\tb", "\"a\"", "a\u{7f}"] {
        let file = scratch.write(name, "");
        let options = ["--as", "docker-drop-in", "--diff"];
        let output = merge(&scratch.path(""), GUIDE, name, &options);
        let (status, told) = said(&output);
        assert_eq!((status, output.stdout.len()), (Some(1), 0), "{told}");
        assert!(told.contains("no patch can name this path"), "{told}");
        assert_eq!(fs::read(&file).expect("there"), b"");
    }
}

/// Status 0 would say that the file now has what it needs.
#[test]
fn a_file_that_cannot_be_merged_is_refused() {
    let scratch = Scratch::new("merge-refused");
    for (name, old, words) in [
        (
            "config.toml",
            "",
            &["no runner to merge into", "gitlab-runner register"][..],
        ),
        (
            "config.toml",
            "[[runners]]\nname = \"a\"\nexecutor = \"shell\"\n[[runners]]\n",
            &["with --runner: `a`, ``."],
        ),
        (
            "config.toml",
            "[[runners]]\nexecutor = \"docker\"\n[[runners]]\nexecutor = \"docker\"\nenvironment = 1\n",
            &[
                "config.toml:5: error: A list",
                "config.toml:3: this cannot be merged",
            ],
        ),
        (
            "config.toml",
            "a = 1\na = 2\n",
            &["config.toml:2:1: error: "],
        ),
        (
            "daemon.json",
            "{\n \"proxies\": {},\n \"Proxies\": {}\n}",
            &[
                "daemon.json:3: error: ",
                "daemon.json:3: this cannot be merged",
            ],
        ),
        ("daemon.json", "{,}", &["daemon.json:1:2: error: "]),
        (".docker/config.json", "[]", &["config.json:1:1: error: "]),
    ] {
        let file = scratch.write(name, old);
        for option in [None, Some("--check"), Some("--diff"), Some("--in-place")] {
            let options: Vec<_> = option.into_iter().collect();
            let form = if name == "daemon.json" { DIRECT } else { GUIDE };
            let output = merge(&scratch.path(""), form, name, &options);
            let (status, told) = said(&output);
            assert_eq!((status, text(&output.stdout)), (Some(1), ""), "{told}");
            for word in words {
                assert!(told.contains(word), "{word}\n{told}");
            }
            assert_eq!(fs::read_to_string(&file).expect("there"), old);
        }
    }
    let here = fs::read_dir(scratch.path("")).expect("the folder");
    assert_eq!(here.count(), 3, "nothing is left behind");
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let scratch = Scratch::new("merge-unread");
    let mut large = vec![b'#'; 1_000_001];
    large[9_999] = b'\n';
    scratch.write("cntlm.conf", &large);
    scratch.write("daemon.json", &large);
    scratch.write("docker.service.d/a.conf", b"[Service]\n# \xe3\x81\x82 \xff");
    scratch.open("config.toml");
    for (name, word) in [
        (
            "cntlm.conf",
            "cntlm.conf:1:1: error: This file is larger than 1000000 bytes",
        ),
        ("daemon.json", "daemon.json:1:1: error: This file is larger"),
        (
            "docker.service.d/a.conf",
            "a.conf:2:5: error: A byte stands here that is not UTF-8",
        ),
        (
            "config.toml",
            "config.toml is a directory. Name the file in it.",
        ),
        (
            "no/daemon.json",
            "no/daemon.json does not exist, so there is nothing to merge into",
        ),
    ] {
        let output = merge(&scratch.path(""), DIRECT, name, &[]);
        let (status, told) = said(&output);
        assert_eq!((status, text(&output.stdout)), (Some(1), ""), "{told}");
        assert!(told.contains(word), "{told}");
    }
}

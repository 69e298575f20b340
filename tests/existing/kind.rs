//! A file is known by where it lies, or by what stands in it; what could be two things is neither.

use crate::plans::plan;
use runner_proxy::existing::config_toml::Choice;
use runner_proxy::existing::{Any, Kind};
use std::fs;
use std::path::{Path, PathBuf};

const PATHS: &[(&str, Option<Kind>)] = &[
    ("/etc/gitlab-runner/config.toml", Some(Kind::ConfigToml)),
    ("config.toml", Some(Kind::ConfigToml)),
    ("/config.toml", Some(Kind::ConfigToml)),
    ("./old/daemon.json", Some(Kind::DaemonJson)),
    ("/root/.docker/config.json", Some(Kind::DockerConfig)),
    (".docker/config.json", Some(Kind::DockerConfig)),
    ("config.json", None),
    ("docker/config.json", None),
    ("/etc/cntlm.conf", Some(Kind::CntlmConf)),
    (
        "/etc/systemd/system/docker.service.d/http-proxy.conf",
        Some(Kind::DockerDropIn),
    ),
    ("docker.service.d/10-a.conf", Some(Kind::DockerDropIn)),
    ("docker.service.d/10-a.conf.bak", None),
    ("/docker.service.d", None),
    (
        "x/gitlab-runner.service.d/override.conf",
        Some(Kind::RunnerDropIn),
    ),
    ("cntlm.service.d/docker0.conf", None),
    ("/etc/config.toml/", None),
    ("", None),
    ("/", None),
];

const TEXTS: &[(&str, Option<Kind>)] = &[
    ("", None),
    ("{}", None),
    ("{\"proxies\": {}}", None),
    ("\u{feff}\n {\"auths\": {}", Some(Kind::DockerConfig)),
    (
        "{\"proxies\": {\"default\": {\"httpProxy\": \"a\"}}}",
        Some(Kind::DockerConfig),
    ),
    (
        "{\"proxies\": {\"http-proxy\": \"a\"}}",
        Some(Kind::DaemonJson),
    ),
    ("{\"log-driver\": \"local\", \"auths\": 1}", None),
    ("# nothing\nconcurrent = 1\n", Some(Kind::ConfigToml)),
    ("  [[runners]]\r\n", Some(Kind::ConfigToml)),
    ("[Service]\nEnvironment=HTTP_PROXY=http://a:1\n", None),
    (
        "# /etc/systemd/system/docker.service.d/a.conf\n[Service]\n",
        Some(Kind::DockerDropIn),
    ),
    // All of a service is no drop-in, and what came from a terminal is no file.
    (
        "# /lib/systemd/system/docker.service\n[Service]\nExecStart=/usr/bin/dockerd\n\n\
         # /etc/systemd/system/docker.service.d/a.conf\n[Service]\n",
        None,
    ),
    ("root@host:~# cat x\nconcurrent = 1\n[[runners]]\n", None),
    ("==> /etc/cntlm.conf <==\nUsername a\nDomain b\n", None),
    ("$ cat x\n{\"auths\": {}}", None),
    (
        "# Username a@b # c\nUsername a\nPassword $ x\n",
        Some(Kind::CntlmConf),
    ),
    (
        "[Unit]\nAfter=cntlm.service\n\n[Service]\n",
        Some(Kind::RunnerDropIn),
    ),
    (
        "[Service]\nExecStart=\nExecStart=/usr/bin/dockerd\n",
        Some(Kind::DockerDropIn),
    ),
    (
        "[Unit]\nAfter=gitlab-runner.service\n[Service]\nExecStart=dockerd\n",
        None,
    ),
    (
        "Username\tbob\nPROXY 10.0.0.1:8080\n",
        Some(Kind::CntlmConf),
    ),
    ("Username bob\n", None),
    ("Username\nPassword\n", None),
    ("HTTP_PROXY=http://a:1\nHTTPS_PROXY=http://a:1\n", None),
];

#[test]
fn a_file_is_known_by_its_path() {
    for (path, kind) in PATHS {
        assert_eq!(Kind::of_path(path), *kind, "{path}");
    }
    for kind in Kind::ALL {
        assert_eq!(Kind::of_path(&kind.paths().replace('*', "a")), Some(kind));
    }
}

#[test]
fn a_text_is_known_by_its_content() {
    for (text, kind) in TEXTS {
        assert_eq!(Kind::guess(text), *kind, "{text}");
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// Of all files that there are in the tests none is taken for another kind.
#[test]
fn no_content_is_taken_for_that_of_another_kind() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut found = Vec::new();
    for folder in [
        "golden",
        "existing/config_toml/shapes",
        "existing/config_toml/merged",
    ] {
        files(&tests.join(folder), &mut found);
    }
    let mut known = 0;
    for path in &found {
        let kind = match path.extension() {
            Some(toml) if toml == "toml" => Some(Kind::ConfigToml),
            _ => Kind::of_path(&path.to_string_lossy()),
        };
        let Some(kind) = kind else { continue };
        let text = kind.decode(fs::read(path).expect("a file")).expect("text");
        let guess = Kind::guess(&text);
        assert!(
            guess.is_none_or(|guess| guess == kind),
            "{}",
            path.display()
        );
        known += usize::from(guess.is_some());
    }
    assert!(known > 100, "only {known} of {}", found.len());
}

/// Whatever the bytes: those of a cntlm.conf come back, others are refused at their place.
#[test]
fn bytes_come_back_or_are_refused() {
    let all: Vec<u8> = (0..=255).collect();
    let text = Kind::CntlmConf.decode(all.clone()).expect("any bytes");
    assert_eq!(Kind::CntlmConf.encode(&text), all);
    let bytes = b"a\n\xe3\x81\x82 \xff\n".to_vec();
    for kind in Kind::ALL
        .into_iter()
        .filter(|kind| *kind != Kind::CntlmConf)
    {
        let refused = kind.decode(bytes.clone()).expect_err("not UTF-8");
        assert_eq!((refused.line, refused.column), (2, 3));
        let text = kind.decode("\u{feff}あ\r\n".into()).expect("UTF-8");
        assert_eq!(kind.encode(&text), "\u{feff}あ\r\n".as_bytes());
    }
}

/// A plan that brings nothing of a file changes nothing in it, and one that does changes it.
#[test]
fn what_a_plan_brings_is_what_a_merge_changes() {
    let direct = r#"{"route": "direct", "proxies": "proxy.corp.example:8080""#;
    let cntlm = r#"{"proxies": "10.0.0.41:8080", "username": "a", "password": "p""#;
    for form in [direct, cntlm] {
        for daemon in ["drop-in", "daemon-json"] {
            let plan = plan(&format!("{form}, \"daemon\": \"{daemon}\"}}"));
            for kind in Kind::ALL {
                let old = match kind {
                    Kind::ConfigToml => "[[runners]]\nexecutor = \"docker\"\n",
                    _ => "",
                };
                let file = Any::read(kind, old).expect("a file");
                let merged = file.merge(&plan, &Choice::default());
                assert_eq!(!merged.edits.is_empty(), kind.brought(&plan), "{kind:?}");
                assert_eq!(file.runners().len(), usize::from(kind == Kind::ConfigToml));
            }
        }
    }
}

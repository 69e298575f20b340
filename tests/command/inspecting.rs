//! `inspect`: what is wrong in a file, each with its line, the reason and the cure.

use crate::machine::{Scratch, run};
use crate::{command, text};
use runner_proxy::existing::Kind;
use std::process::Output;

/// A file, and in it what is wrong.
struct Row {
    file: &'static str,
    line: &'static str,
    level: &'static str,
    reason: &'static str,
    text: String,
}

fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in include_str!("findings.txt").lines() {
        if let Some(header) = line.strip_prefix("== ") {
            let (place, reason) = header.split_once(": ").expect("a reason");
            let (place, level) = place.split_once(' ').expect("a level");
            let (file, line) = place.split_once(':').expect("a line");
            rows.push(Row {
                file,
                line,
                level,
                reason,
                text: String::new(),
            });
        } else if !line.is_empty() && !line.starts_with("# ") {
            let row = rows.last_mut().expect("a header above");
            row.text.push_str(line);
            row.text.push('\n');
        }
    }
    rows
}

fn inspect(scratch: &Scratch, file: &str, text: &str, options: &[&str]) -> Output {
    scratch.write(file, text);
    let mut command = command();
    command
        .current_dir(scratch.path(""))
        .args(["inspect", file]);
    run(command.args(options), b"")
}

/// The first lines of the findings, each of which has its cure below it.
fn findings(said: &str) -> Vec<&str> {
    let lines: Vec<_> = said.lines().collect();
    let nothing = said.ends_with(": Nothing was found.\n");
    let pairs = lines.chunks_exact(2);
    assert!(nothing || pairs.remainder().is_empty(), "{said}");
    let pairs: Vec<_> = pairs.collect();
    assert!(
        pairs.iter().all(|pair| pair[1].starts_with("    ")),
        "{said}"
    );
    pairs.iter().map(|pair| pair[0]).collect()
}

#[test]
fn every_mistake_has_its_line_reason_and_cure() {
    let scratch = Scratch::new("inspect");
    let rows = rows();
    assert!(rows.len() > 50, "only {}", rows.len());
    let mut missing = String::new();
    for row in &rows {
        let Row {
            file,
            line,
            level,
            reason,
            text: content,
        } = row;
        let output = inspect(&scratch, file, content, &[]);
        let (start, level) = (format!("{file}:{line}:"), format!(" {level}: "));
        let is_it = |told: &&str| {
            told.starts_with(&start) && told.contains(&level) && told.contains(reason)
        };
        // What cannot be read is told on stderr, with the column.
        let (said, unread) = (text(&output.stdout), text(&output.stderr));
        let told = findings(said).into_iter().chain(unread.lines());
        let told: Vec<_> = told.collect();
        let status = told.iter().any(|told| told.contains(" error: "));
        assert_eq!(
            output.status.code(),
            Some(i32::from(status)),
            "{content}\n{said}"
        );
        if !told.iter().any(is_it) {
            missing += &format!("{start}{level}{reason}\n{content}\n{said}{unread}\n");
        }
    }
    assert!(missing.is_empty(), "{missing}");
}

/// A folder is no file, whether or not its path tells a kind.
#[test]
fn a_folder_is_refused() {
    let scratch = Scratch::new("inspect-folder");
    scratch.open("config.toml");
    for (lang, words) in [
        ("en", " is a directory. Name the file in it.\n"),
        (
            "ja",
            " はディレクトリーです。その中のファイルを指定してください。\n",
        ),
    ] {
        for folder in ["config.toml", "."] {
            let mut command = command();
            command.current_dir(scratch.path("")).args(["--lang", lang]);
            let output = run(command.args(["inspect", folder]), b"");
            assert_eq!(text(&output.stderr), format!("{folder}{words}"));
            assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
        }
    }
}

/// What a line of a table cannot say: the first bytes of a file and its last one.
#[test]
fn the_ends_of_a_file_are_looked_at() {
    let scratch = Scratch::new("inspect-ends");
    for (file, content, words) in [
        (
            "cntlm.conf",
            "Proxy a:1\nListen 3128",
            "cntlm.conf:2: error: This last line has no newline",
        ),
        (
            "cntlm.conf",
            "\u{feff}Proxy a:1\nListen 1\n",
            "cntlm.conf:1: error: The file begins with a byte",
        ),
        (
            ".docker/config.json",
            "\u{feff}{}",
            "config.json:1: error: The file begins with a byte",
        ),
        (
            "cntlm.conf",
            "",
            "cntlm.conf: error: There is no line Listen",
        ),
        (
            "config.toml",
            "",
            "config.toml: warning: There is no [[runners]]",
        ),
    ] {
        let output = inspect(&scratch, file, content, &[]);
        let said = text(&output.stdout);
        assert!(said.contains(words), "{said}");
    }
}

const TYPED: &str = r#"{"proxies": "10.0.0.41:8080", "username": "testuser", "domain": "corp-uk", "password": "password", "dind": "socket""#;

/// What only the answers of a form can tell: the hash of a password in the form of another CNTLM, or
/// of another password, and what goes against the files that were chosen.
#[test]
fn a_form_tells_more() {
    let scratch = Scratch::new("inspect-form");
    let other = ", \"daemon\": \"daemon-json\", \"cntlm\": \"0.94\"}";
    for (file, content, rest, words) in [
        (
            "cntlm.conf",
            "Proxy a:1\nListen 172.17.0.1:3128\nPassNTLMv2 E097C611EA19C676CD79309A3A2F59A3\n",
            "}",
            "cntlm.conf:3: error: This is the hash of your password, but in the form of another version",
        ),
        (
            "cntlm.conf",
            "Proxy a:1\nListen 172.17.0.1:3128\nPassNTLMv2 1F6839EE15E639893286CF65C5D0A65C\n",
            other,
            "cntlm.conf:3: error: This is the hash of your password, but in the form of another version",
        ),
        (
            "cntlm.conf",
            "Proxy a:1\nListen 172.17.0.1:3128\nPassNTLMv2 00000000000000000000000000000000\n",
            "}",
            "cntlm.conf:3: warning: This is not the hash of the password",
        ),
        (
            "cntlm.conf",
            "Proxy a:1\nListen 172.17.0.1:3128\nListen 3128\n",
            "}",
            "cntlm.conf:3: warning: CNTLM listens elsewhere too",
        ),
        (
            "docker.service.d/a.conf",
            "[Service]\nEnvironment=HTTP_PROXY=http://a:1 HTTPS_PROXY=http://a:1\n",
            other,
            "a.conf:2: warning: dockerd takes the proxies of daemon.json",
        ),
        (
            "daemon.json",
            "{\"proxies\": {\n\"https-proxy\": \"http://a:1\"}}",
            "}",
            "daemon.json:2: warning: dockerd takes this value, and not the one of the drop-in",
        ),
        (
            "config.toml",
            "[[runners]]\nexecutor = \"docker\"\n",
            "}",
            "config.toml:1: warning: docker-in-docker does not start in this runner",
        ),
    ] {
        scratch.write("form.json", format!("{TYPED}{rest}"));
        let without = inspect(&scratch, file, content, &[]);
        assert!(!text(&without.stdout).contains(words));
        let with = inspect(&scratch, file, content, &["--form", "form.json"]);
        let said = text(&with.stdout);
        let told = findings(said);
        assert!(
            told.iter().any(|told| told.contains(words)),
            "{words}\n{said}"
        );
        assert_eq!(text(&with.stderr), "");
    }
}

/// In what we write ourselves nothing is wrong, and merging it changes nothing.
#[test]
fn our_own_files_are_right() {
    let scratch = Scratch::new("inspect-ours");
    for (index, form) in [
        format!("{TYPED}}}"),
        format!("{TYPED}, \"daemon\": \"daemon-json\", \"cntlm\": \"0.94\", \"client-config\": \"pre-build-script\"}}"),
        r#"{"route": "direct", "proxies": "p.example:8080", "dind": "tls", "no-proxy": "a.example\n10.0.0.0/8"}"#.to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let form = scratch.write("form.json", form);
        let out = scratch.path(&format!("out{index}"));
        let mut render = command();
        let rendered = run(render.arg("render").arg(&form).arg("--out").arg(&out), b"");
        assert_eq!(rendered.status.code(), Some(0), "{}", text(&rendered.stderr));
        let mut count = 0;
        for path in text(&rendered.stdout).lines() {
            let Some(kind) = Kind::of_path(path) else {
                continue;
            };
            count += 1;
            let mut inspect = command();
            let inspected = run(inspect.args(["inspect", path, "--form"]).arg(&form), b"");
            let said = text(&inspected.stdout);
            let nothing = format!("{path}: Nothing was found.\n");
            // The part of config.toml names no executor, so no one there asks for keys.
            assert_eq!((inspected.status.code(), said), (Some(0), nothing.as_str()));
            if kind == Kind::ConfigToml {
                continue;
            }
            let mut check = command();
            let check = check.args(["merge", "--check", "--into", path]).arg(&form);
            let checked = run(check, b"");
            assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stdout));
        }
        assert!(count >= 4, "only {count} files");
    }
}

/// What others can read holds no secret, or it is said; of what a merge brings as well.
#[test]
fn others_shall_not_read_secrets() {
    let scratch = Scratch::new("inspect-mode");
    let form = scratch.write("form.json", format!("{TYPED}}}"));
    let words = "cntlm.conf: warning: There are passwords";
    for (content, mode, inspected, merged) in [
        ("Password a\n", 0o644, true, true),
        ("Password a\n", 0o640, false, false),
        ("Allow 127.0.0.1\n", 0o644, false, true),
        ("Allow 127.0.0.1\n", 0o600, false, false),
    ] {
        scratch.write("cntlm.conf", content);
        scratch.mode("cntlm.conf", mode);
        let output = inspect(&scratch, "cntlm.conf", content, &[]);
        assert_eq!(text(&output.stdout).contains(words), inspected, "{content}");
        let mut merge = command();
        merge.current_dir(scratch.path("")).arg("merge").arg(&form);
        let output = run(merge.args(["--into", "cntlm.conf"]), b"");
        assert_eq!(text(&output.stderr).contains(words), merged, "{content}");
    }
}

/// A file that is another one may have as many mistakes as lines.
#[test]
fn a_hundred_findings_are_enough() {
    let scratch = Scratch::new("inspect-many");
    let output = inspect(&scratch, "cntlm.conf", &"Nonsense 1\n".repeat(5_000), &[]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("There is no line Listen"), "{said}");
    assert!(
        said.ends_with("\ncntlm.conf: 4902 more are not shown.\n"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 201);
}

//! Files that are no TOML: line, column, and what should stand there.

use super::plans;
use runner_proxy::existing::config_toml::{Choice, Document};
use runner_proxy::existing::limit::LARGEST;
use runner_proxy::say::Lang;
use std::fs;
use std::time::Duration;

const REFUSED: &[(&str, usize, usize, &str)] = &[
    ("a = 1\na = 2\n", 2, 1, "stands in the same table already"),
    (
        "[[runners]]\nenvironment = []\n  environment = []\n",
        3,
        3,
        "stands in the same table already",
    ),
    ("[a]\n[a]\n", 2, 2, "stands in the same table already"),
    (
        "a = { b = 1, b = 2 }",
        1,
        14,
        "stands in the same table already",
    ),
    ("[[runners]\n", 1, 11, "`]` is missing"),
    ("[runners\n", 1, 9, "`]` is missing"),
    ("a\n", 1, 2, "`=` is missing"),
    ("a = \n", 1, 5, "A value should stand here"),
    ("a = docker\n", 1, 5, "Text must stand in quotes"),
    ("name = test-runner\n", 1, 8, "Text must stand in quotes"),
    ("name = nginx\n", 1, 8, "Text must stand in quotes"),
    ("name = foo\n", 1, 8, "Text must stand in quotes"),
    ("name = infra\n", 1, 8, "Text must stand in quotes"),
    ("name = true-x\n", 1, 8, "Text must stand in quotes"),
    ("a = [test-runner]\n", 1, 6, "Text must stand in quotes"),
    ("a = { b = nginx }\n", 1, 11, "Text must stand in quotes"),
    ("a = [\"b\",\n  c]\n", 2, 3, "Text must stand in quotes"),
    ("privileged = True\n", 1, 14, "in lower case only"),
    ("privileged = FALSE # x\n", 1, 14, "in lower case only"),
    ("a = [True]\n", 1, 6, "in lower case only"),
    ("privileged = tru\n", 1, 14, "`true` is missing"),
    (
        "a = [\"/a\",\nkey = 1\n",
        2,
        1,
        "`]` is missing before this",
    ),
    ("a = [\"/a\"\nkey = 1\n", 2, 1, "`]` is missing before this"),
    (
        "a = [\n  token = \"b\"\n",
        2,
        3,
        "`]` is missing before this",
    ),
    (
        "a = [\"/a\",\n  [runners.docker]\n",
        2,
        4,
        "`]` is missing before this",
    ),
    (
        "a = [\"/a\",\n[[runners]]\n",
        2,
        3,
        "`]` is missing before this",
    ),
    ("a = { b = 1\n c = 2 }\n", 2, 2, "`,` is missing"),
    ("日本 = 1\n", 1, 1, "A key should stand here"),
    ("a = '日本' x\n", 1, 10, "The line should end here"),
    ("a = ['x' 'y']\n", 1, 10, "`,` is missing"),
    ("a = [1,\n", 1, 8, "`]` is missing"),
    ("a = \"\\d\"\n", 1, 7, "After a backslash"),
    ("a = \"\\u12\"\n", 1, 10, "After a backslash"),
    ("a = 'x\n", 1, 7, "`'` is missing"),
    ("a = \"x\n", 1, 7, "`\"` is missing"),
    ("a = '''x\n", 2, 1, "`'''` is missing"),
    ("a = \"\"\"x\n", 2, 1, "`\"\"\"` is missing"),
    ("a = 'x\u{1}'\n", 1, 7, "A control character"),
    ("# x\u{1}\n", 1, 4, "A control character"),
    ("a = 1\rb = 2\n", 1, 7, "The line should end here"),
    ("a = 2024-02-30\n", 1, 5, "A value should stand here"),
    (
        "a = 99999999999999999999\n",
        1,
        5,
        "A value should stand here",
    ),
    ("= 1\n", 1, 1, "A key should stand here"),
    ("<<<<<<< HEAD\n", 1, 1, "A key should stand here"),
    ("{}\n", 1, 1, "A key should stand here"),
];

/// How long this thread has been at work, however busy the machine is (proc_pid_schedstat).
fn worked() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.expect("a number"))
}

#[test]
fn each_is_refused_at_its_place() {
    let mut wrong = Vec::new();
    for (text, line, column, words) in REFUSED {
        let Err(refused) = Document::read(text) else {
            wrong.push(format!("{text:?} was read"));
            continue;
        };
        let said = refused.expected.pick(Lang::En);
        let right = (refused.line, refused.column) == (*line, *column) && said.contains(words);
        if !right {
            wrong.push(format!(
                "{text:?}: {}:{} {said}",
                refused.line, refused.column
            ));
        }
        assert!(refused.expected.pick(Lang::Ja).ends_with('。'));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn depth_is_limited() {
    for (open, close) in [("[", "]"), ("{ a = ", "}")] {
        let deep = format!("a = {}1{}", open.repeat(10_000), close.repeat(10_000));
        assert!(Document::read(&deep).is_err());
    }
    let path = vec!["a"; 100_000].join(".");
    for text in [
        format!("{path} = 1\n"),
        format!("[{path}]\n"),
        format!("a = {{{path} = 1}}"),
    ] {
        let refused = Document::read(&text).err().expect("a refusal");
        assert!(refused.expected.pick(Lang::En).contains("too deeply"));
    }
}

/// What a person may paste by mistake, or to annoy: nothing in it takes more than its length.
#[test]
fn the_largest_files_are_merged_in_time() {
    let plans = plans::all();
    let filled = |head: &str, part: &str, tail: &str| {
        let count = (LARGEST - head.len() - tail.len()) / part.len();
        format!("{head}{}{tail}", part.repeat(count))
    };
    let head = "[[runners]]\nexecutor = 'docker'\n";
    let entries: String = (0..60_000).map(|name| format!("'A{name}=b',")).collect();
    let keys: String = (0..60_000).map(|name| format!("k{name} = 1\n")).collect();
    let script = format!("{head}pre_build_script = '''\n");
    let store = "(\n  ca=/etc/gitlab-runner/certs/ca.crt\n  say() { printf 'runner-proxy: ";
    let texts = [
        filled(
            "",
            "[[runners]]\nexecutor = 'docker'\nenvironment = ['A', 'B=c']\n",
            "",
        ),
        filled(&format!("{head}environment = ["), "'no_proxy=a:1',", "]"),
        format!("{head}environment = [{entries}]"),
        format!("{head}{keys}"),
        filled(&script, "(\n  say() { printf 'runner-proxy: \n", "'''"),
        filled(&script, "(\n  say() { printf 'runner-proxy: \n)\n", "'''"),
        filled(&script, &format!("{store}\n)\n\n"), "'''"),
        filled(&format!("{head}docker.volumes = ["), "'/a:/b',", "]"),
        filled(
            &script,
            "git config http.proxy $HTTP_PROXY https.proxy\n",
            "'''",
        ),
        filled(&format!("{head}docker = {{ a = "), "[", ""),
        filled("", "\"", ""),
    ];
    for text in texts {
        let started = worked();
        if let Ok(document) = Document::read(&text) {
            let merged = document.merge(&plans[plans::WITH_CA + 1].plan, &Choice::default());
            assert!(merged.text.len() + LARGEST > text.len());
            let _ = document.secrets();
        }
        // Unoptimized; what grows with the square takes minutes.
        let took = worked() - started;
        assert!(took < Duration::from_secs(20), "{took:?}: {}", &text[..100]);
    }
}

#[test]
fn the_largest_file_is_read_and_a_larger_one_refused() {
    let runner = "[[runners]]\n  executor = \"docker\"\n  environment = [\"A=b\"]\n  [runners.docker]\n    image = \"a\"\n";
    let many = runner.repeat(LARGEST / runner.len());
    assert!(Document::read(&many).is_ok_and(|document| document.runners().len() > 10_000));
    let more = many + runner;
    assert!(more.len() > LARGEST);
    let refused = Document::read(&more).err().expect("a refusal");
    assert!(refused.expected.pick(Lang::En).contains("1000000 bytes"));
}

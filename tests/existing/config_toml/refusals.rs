//! Files that are no TOML: line, column, and what should stand there.

use runner_proxy::existing::config_toml::{Document, LARGEST};
use runner_proxy::say::Lang;
use std::time::{Duration, Instant};

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
    let started = Instant::now();
    let _ = Document::read(&format!("{path} = 1\n[{path}]\n"));
    assert!(started.elapsed() < Duration::from_secs(20));
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

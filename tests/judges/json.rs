//! JSON is read by Python's json module and by jq.

use super::machine::{from_hex, helper, program, python, read, run, verdict};
use super::values::{texts, values};
use runner_proxy::text::Text;
use runner_proxy::text::json::{self, Json, Node};
use std::process::Command;

fn by_python(documents: &[u8], members: &[&str]) -> Option<Vec<Vec<u8>>> {
    let mut command = Command::new(python()?);
    command.arg(helper("read_json.py")).args(members);
    Some(from_hex(&read(&mut command, documents)))
}

/// jq's filter prints a NUL after each text.
fn by_jq(documents: &[u8], filter: &str) -> Option<Vec<Vec<u8>>> {
    let mut command = Command::new(program("jq", "jq")?);
    let read = read(
        command.args(["-j", &format!("{filter} | ., \"\\u0000\"")]),
        documents,
    );
    let mut words: Vec<_> = read.split(|&byte| byte == 0).map(<[u8]>::to_vec).collect();
    assert_eq!(words.pop(), Some(Vec::new()));
    Some(words)
}

#[test]
fn python_and_jq_read_every_string() {
    let values = texts(&values());
    let meant: Vec<_> = values.iter().map(Text::as_str).collect();
    let strings: Vec<_> = values.iter().map(json::string).collect();
    let array = format!("[{}]", Text::join(",\n", &strings).as_str());
    if let Some(read) = by_python(format!("{array}\0").as_bytes(), &[]) {
        verdict("json::string by Python", &meant, &read);
    }
    if let Some(read) = by_jq(array.as_bytes(), ".[]") {
        verdict("json::string by jq", &meant, &read);
    }
}

type Layout = fn(Node<Text<Json>>) -> Text<Json>;

fn node(three: &[Text<Json>]) -> Node<Text<Json>> {
    let leaf = |index: usize| Node::Leaf(three[index].clone());
    let deep = Node::one("default", Node::one("noProxy", leaf(2)));
    Node::Object(vec![
        ("httpProxy", leaf(0)),
        ("httpsProxy", leaf(1)),
        ("proxies", deep),
    ])
}

#[test]
fn python_and_jq_read_every_document() {
    let values = texts(&values());
    let values = &values[..values.len() - values.len() % 3];
    let meant: Vec<_> = values.iter().map(Text::as_str).collect();
    let strings: Vec<_> = values.iter().map(json::string).collect();
    let layouts = [
        ("document", Node::document as Layout),
        ("inline", Node::inline),
    ];
    for (layout, lay_out) in layouts {
        let documents = strings
            .chunks(3)
            .map(|three| lay_out(node(three)).as_str().to_owned());
        let documents: Vec<_> = documents.collect();
        let ended = documents.join("\0") + "\0";
        let members = ["httpProxy", "httpsProxy", "proxies/default/noProxy"];
        if let Some(read) = by_python(ended.as_bytes(), &members) {
            verdict(&format!("Node::{layout} by Python"), &meant, &read);
        }
        let filter = ".httpProxy, .httpsProxy, .proxies.default.noProxy";
        if let Some(read) = by_jq(documents.join("\n").as_bytes(), filter) {
            verdict(&format!("Node::{layout} by jq"), &meant, &read);
        }
    }
}

#[test]
fn python_refuses_naive_json() {
    let Some(python) = python() else {
        return;
    };
    for naive in ["[\"a\"b\"]\0", "[\"a\\xb\"]\0", "[\"a\nb\"]\0", "['a']\0"] {
        let mut command = Command::new(&python);
        let output = run(command.arg(helper("read_json.py")), naive.as_bytes());
        assert!(!output.status.success(), "{naive:?}");
    }
}

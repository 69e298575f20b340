//! TOML strings are read by BurntSushi/toml, which GitLab Runner uses, and by Python's tomllib: each
//! is lenient where the other is not.

use super::go;
use super::machine::{from_hex, helper, name, python, read, run, verdict};
use super::scripts::scripts;
use super::values::{texts, values};
use runner_proxy::text::runner::{self, Variable};
use runner_proxy::text::toml::{self, Toml};
use runner_proxy::text::{Plain, Text};
use std::process::Command;

fn judge(what: &str, meant: &[&str], elements: &[Text<Toml>]) {
    let mut document: Text<Toml> = Text::constant("v = ");
    document.push(&toml::lines(0, elements));
    document.push(&Text::constant("\n"));
    let document = document.as_str().as_bytes();
    if let Some(go) = go::program() {
        verdict(
            &format!("{what} by Go"),
            meant,
            &go::ask(go, "toml", document),
        );
    }
    if let Some(python) = python() {
        let mut command = Command::new(python);
        let read = read(command.arg(helper("read_toml.py")), document);
        verdict(&format!("{what} by Python"), meant, &from_hex(&read));
    }
}

type Encoder = fn(&Text<Plain>) -> Text<Toml>;

#[test]
fn both_parsers_read_every_string() {
    let values = texts(&values());
    let meant: Vec<_> = values.iter().map(Text::as_str).collect();
    let encoders = [
        ("toml::string", toml::string as Encoder),
        ("toml::basic", toml::basic),
        ("toml::script", toml::script),
        ("toml::rewritten", toml::rewritten),
    ];
    for (what, encode) in encoders {
        let elements: Vec<_> = values.iter().map(encode).collect();
        judge(what, &meant, &elements);
    }
}

/// Scripts have several lines, and most stay as they are, in `'''…'''`.
#[test]
fn both_parsers_read_every_script() {
    let scripts = scripts();
    let meant: Vec<_> = scripts.iter().map(Text::as_str).collect();
    let elements: Vec<_> = scripts.iter().map(toml::script).collect();
    let literal = |text: &&Text<Toml>| text.as_str().starts_with("'''\n");
    let literal = elements.iter().filter(literal).count();
    assert!(literal * 2 > scripts.len(), "only {literal} are literal");
    assert!(literal < scripts.len(), "no script holds '''");
    judge("toml::script of scripts", &meant, &elements);
    let elements: Vec<_> = scripts.iter().map(toml::string).collect();
    judge("toml::string of scripts", &meant, &elements);
    let elements: Vec<_> = scripts.iter().map(toml::rewritten).collect();
    judge("toml::rewritten of scripts", &meant, &elements);
}

/// Every control character; what is typed has none, but the writing is Runner's and knows them.
const CONTROLS: &str = "\0\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\t\n\u{b}\u{c}\r\u{e}\u{f}\
    \u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1a}\u{1b}\u{1c}\u{1d}\u{1e}\u{1f}\
    \u{7f}\u{80}\u{85}";

/// What Runner saves is written by BurntSushi/toml: an element, and then the array, on one line.
#[test]
fn runner_writes_every_string_as_we_say() {
    let Some(go) = go::program() else {
        return;
    };
    let mut texts = texts(&values());
    texts.push(Text::constant(CONTROLS));
    let mut theirs: Vec<_> = texts.iter().map(toml::rewritten).collect();
    let mut ours: Vec<_> = texts.iter().map(toml::string).collect();
    // Ours for people would be in TOML 1.1, which this judge does not read.
    *ours.last_mut().expect("the controls") = theirs[theirs.len() - 1].clone();
    let scripts = scripts();
    theirs.extend(scripts.iter().map(toml::rewritten));
    ours.extend(scripts.iter().map(toml::script));
    let mut document: Text<Toml> = Text::constant("v = ");
    document.push(&toml::lines(0, &ours));
    // Runner would write what it cannot read, and we do not.
    let as_runner = |text: &str| text.replace("\\uFFFD", "\u{fffd}");
    let line = |value: &Text<Toml>| as_runner(&format!("v = {}\n", value.as_str()));
    let mut meant: Vec<_> = theirs.iter().map(line).collect();
    meant.push(line(&toml::one_line(&theirs)));
    let read = go::ask(go, "rewrite", document.as_str().as_bytes());
    verdict("toml::rewritten by Go", &meant, &read);
}

/// Runner splits at the first `=` and then expands: a `$` must survive both, and the TOML as well.
#[test]
fn runner_gets_every_variable() {
    let Some(go) = go::program() else {
        return;
    };
    let values = texts(&values());
    let mut meant = Vec::new();
    let entry = |(index, value)| {
        meant.extend([name(index).to_owned(), Text::as_str(value).to_owned()]);
        toml::string::<Variable>(&runner::variable(name(index), value))
    };
    let entries: Vec<_> = values.iter().enumerate().map(entry).collect();
    let document = format!(
        "[[runners]]\n  environment = {}\n",
        toml::lines(2, &entries).as_str()
    );
    let read = go::ask(go, "environment", document.as_bytes());
    verdict("runner::variable", &meant, &read);

    // The judge can say no: this is what a single `$` comes to.
    let naive = "[[runners]]\nenvironment = [\"A=a$HOME-$1$$b\"]\n";
    let read = go::ask(go, "environment", naive.as_bytes());
    assert_eq!(read, [&b"A"[..], b"a-$b"]);
}

#[test]
fn both_parsers_refuse_naive_strings() {
    for naive in ["v = [\"a\\c\"]\n", "v = ['it's']\n", "v = [\"a\"b\"]\n"] {
        if let Some(go) = go::program() {
            let output = run(Command::new(go).arg("toml"), naive.as_bytes());
            assert!(!output.status.success(), "{naive}");
        }
        if let Some(python) = python() {
            let mut command = Command::new(python);
            let output = run(command.arg(helper("read_toml.py")), naive.as_bytes());
            assert!(!output.status.success(), "{naive}");
        }
    }
}

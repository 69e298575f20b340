//! Shell words are read by dash, bash and busybox's ash: Debian's sh, the runner's shell, and the
//! shell of docker's own images.

use super::machine::{name, on_path, present, run, say, short, verdict};
use super::scripts::{print_object, printed_object};
use super::values::{texts, values};
use runner_proxy::text::json::{self, Node};
use runner_proxy::text::sh::{self, Sh};
use runner_proxy::text::{Charset, File, Plain, Template, Text};
use std::ffi::OsString;
use std::net::Ipv4Addr;
use std::process::Command;

/// A shell as it is started: `busybox sh` is a program and an argument.
pub(crate) struct Shell {
    /// The name for people.
    pub(crate) name: &'static str,
    /// The program and its arguments.
    pub(crate) words: Vec<OsString>,
}

impl Shell {
    /// The shell, reading a script from standard input, with an empty environment.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).env_clear();
        command
    }
}

/// All shells of this machine.
pub(crate) fn shells() -> Vec<Shell> {
    let shell = |(name, package, words): (&'static str, &str, &[&str])| {
        let program = present(on_path(words[0]), words[0], package)?;
        let rest = words[1..].iter().map(OsString::from);
        let words = std::iter::once(program.into()).chain(rest).collect();
        Some(Shell { name, words })
    };
    let all: [(_, _, &[&str]); 3] = [
        ("dash", "dash", &["dash"]),
        ("bash", "bash", &["bash"]),
        ("busybox sh", "busybox", &["busybox", "sh"]),
    ];
    all.into_iter().filter_map(shell).collect()
}

/// The words a shell makes of these commands, each of which prints a NUL after each of its words.
pub(crate) fn words(shell: &Shell, script: &[u8], locale: &str) -> Vec<Vec<u8>> {
    let mut command = shell.command();
    command.env("LC_ALL", locale).env("OPEN", OPEN);
    let output = run(&mut command, script);
    let said = short(&output.stderr);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}: {said}",
        shell.name
    );
    let mut words: Vec<_> = output
        .stdout
        .split(|&byte| byte == 0)
        .map(<[u8]>::to_vec)
        .collect();
    assert_eq!(words.pop(), Some(Vec::new()), "the last word has no NUL");
    words
}

/// What the open variable holds when scripts run: nothing of it may be read a second time.
pub(crate) const OPEN: &str = "$(id) `id` $HOME ${x} 'a' * ~ # ; & | < é 日 %s";

type Encoder = fn(&Text<Plain>) -> Text<Sh>;

#[test]
fn every_shell_reads_every_word() {
    let values = texts(&values());
    let meant: Vec<_> = values.iter().map(Text::as_str).collect();
    let encoders = [
        ("sh::word", sh::word as Encoder),
        ("sh::single_quoted", sh::single_quoted),
    ];
    for shell in shells() {
        for (what, encode) in encoders {
            let mut script = String::new();
            for value in &values {
                script.push_str(&format!("printf '%s\\0' {}\n", encode(value).as_str()));
            }
            for locale in ["C", "C.UTF-8"] {
                let read = words(&shell, script.as_bytes(), locale);
                verdict(
                    &format!("{what} by {} in {locale}", shell.name),
                    &meant,
                    &read,
                );
            }
        }
    }
}

/// JSON in double quotes: finished strings keep every character, open ones get the variable.
#[test]
fn every_shell_keeps_variables_alive() {
    let values: Vec<_> = texts(&values()).iter().map(json::string).collect();
    let meant: Vec<_> = values
        .iter()
        .map(|json| printed_object(json, OPEN))
        .collect();
    let script: String = values
        .iter()
        .map(|json| print_object(json.clone(), "OPEN").as_str().to_owned())
        .collect();
    for shell in shells() {
        let read = words(&shell, script.as_bytes(), "C.UTF-8");
        verdict(
            &format!("sh::double_quoted by {}", shell.name),
            &meant,
            &read,
        );
    }
}

/// The bytes of files come out of printf as they went in, in both charsets, and with another address
/// than the one they were made with; values that look like that address stay.
#[test]
fn every_shell_prints_every_file() {
    let mut values = values();
    let addresses = [
        "172.17.0.1",
        "http://172.17.0.1:3128",
        "198.18.0.0",
        "172.17.0.12",
    ];
    values.extend(addresses.map(str::to_owned));
    let [made_with, printed_with] = [Ipv4Addr::new(172, 17, 0, 1), Ipv4Addr::new(10, 9, 8, 7)];
    let file = |value: &Text<Plain>, address| {
        let address = json::string(&Text::address(address));
        let object = Node::Object(vec![
            ("one", Node::Leaf(address.clone())),
            ("value", Node::Leaf(json::string(value))),
            ("two", Node::Leaf(address)),
        ]);
        Text::<File>::whole(&object.document())
    };
    for charset in [Charset::Utf8, Charset::Latin1] {
        let fits = |value: &&Text<Plain>| {
            charset == Charset::Utf8 || value.as_str().chars().all(|c| c <= '\u{ff}')
        };
        let values = texts(&values);
        let values: Vec<_> = values.iter().filter(fits).collect();
        let meant: Vec<_> = values
            .iter()
            .map(|value| file(value, printed_with).bytes(charset))
            .collect();
        let mut script = String::from("docker0=10.9.8.7\n");
        for value in &values {
            let open = Template::open_address("docker0", made_with, |address| file(value, address));
            let command = sh::printf(&open, charset);
            assert!(command.as_str().is_ascii());
            script.push_str(&format!("{}\nprintf '\\0'\n", command.as_str()));
        }
        for shell in shells() {
            for locale in ["C", "C.UTF-8"] {
                let read = words(&shell, script.as_bytes(), locale);
                let what = format!("sh::printf, {charset:?}, by {} in {locale}", shell.name);
                verdict(&what, &meant, &read);
            }
        }
    }
}

/// A word stays one word wherever it stands: as an argument among others, in an assignment, and as
/// the pattern of a `case`.
#[test]
fn a_word_is_one_word_in_every_place() {
    let values: Vec<_> = texts(&values()).into_iter().step_by(7).collect();
    for shell in shells() {
        let (mut script, mut meant) = (String::new(), Vec::new());
        for (index, value) in values.iter().enumerate() {
            let (word, variable) = (sh::word(value), name(index));
            let word = word.as_str();
            script.push_str(&format!(
                "{variable}={word}; printf '%s\\0' \"${variable}\"; set -- {word} {word} end; printf '%s\\0' \"$#\" \"$2\"\n\
                 case \"${variable}\" in {word}) printf 'same\\0' ;; *) printf 'other\\0' ;; esac\n"
            ));
            let value = value.as_str();
            meant.extend([value, "3", value, "same"].map(str::to_owned));
        }
        let read = words(&shell, script.as_bytes(), "C.UTF-8");
        verdict(
            &format!("sh::word in every place by {}", shell.name),
            &meant,
            &read,
        );
    }
}

/// As the name of a command, a word with `=` is no assignment, though no such command exists. One
/// with `%` in front is left out: there bash sees a job of its own, also in quotes.
#[test]
fn a_word_is_no_assignment() {
    let values: Vec<_> = texts(&values())
        .into_iter()
        .filter(|text| {
            let text = text.as_str();
            text.contains('=') && !text.contains('/') && !text.starts_with('%') && text.len() < 200
        })
        .collect();
    assert!(values.len() > 1_000, "only {}", values.len());
    let command = |text| {
        let word = sh::word(text);
        format!("{} 2>/dev/null; printf '%s\\0' $?\n", word.as_str())
    };
    let script: String = values.iter().map(command).collect();
    let not_found = vec!["127"; values.len()];
    for shell in shells() {
        let read = words(&shell, script.as_bytes(), "C.UTF-8");
        let judge = format!("sh::word as a command by {}", shell.name);
        verdict(&judge, &not_found, &read);
    }
}

/// The judges can say no, and here is why the scripts use printf: dash's echo reads `\n` in JSON.
#[test]
fn shells_change_naive_words() {
    for shell in shells() {
        let naive = b"printf '%s\\0' \"$OPEN\\$HOME$HOME\" \"`printf x`\" $OPEN\n";
        let read = words(&shell, naive, "C.UTF-8");
        assert!(read.len() > 3 && read[0] == format!("{OPEN}$HOME").into_bytes());
        let echo = words(&shell, b"echo '\"a\\nb\"'; printf '\\0'\n", "C");
        let kept = echo[0] == b"\"a\\nb\"\n";
        assert_eq!(kept, shell.name != "dash", "{}", shell.name);
        say(&format!("{}: echo keeps JSON: {kept}", shell.name));
    }
}

//! YAML 1.1, as GitLab reads it with Ruby's Psych (libyaml).
//!
//! Plain scalars follow a set much narrower than the specification's: YAML 1.1 reads `no`, `1_000`,
//! `12:30:45`, `=` and `2026-11-23` as something else than text.

use super::{Holds, Language, Text};

/// A YAML value, or lines of a document.
pub enum Yaml {}

/// A scalar on one line: plain, else in single quotes, else in double quotes.
pub fn scalar<L: Language>(text: &Text<L>) -> Text<Yaml>
where
    Yaml: Holds<L>,
{
    let value = text.as_str();
    let written = if is_plain(value) {
        value.to_owned()
    } else if value.chars().all(is_printable) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        double_quoted(value)
    };
    Text::quote(written, text)
}

/// Text of several lines as a block literal (`|`) whose lines are indented by `indent` blanks; a
/// double-quoted scalar when a block would change it.
pub fn block<L: Language>(indent: usize, text: &Text<L>) -> Text<Yaml>
where
    Yaml: Holds<L>,
{
    let value = text.as_str();
    let Some(lines) = value.strip_suffix('\n').filter(|lines| is_block(lines)) else {
        return Text::quote(double_quoted(value), text);
    };
    let mut written = String::from("|");
    for line in lines.split('\n') {
        written.push('\n');
        if !line.is_empty() {
            written.push_str(&" ".repeat(indent));
            written.push_str(line);
        }
    }
    Text::quote_lines(1, written, text)
}

/// The indentation of a block is guessed from its first line, so that one must not be blank or begin
/// with a blank; more than one newline at the end would be dropped.
fn is_block(lines: &str) -> bool {
    !lines.is_empty()
        && !lines.starts_with([' ', '\n'])
        && !lines.ends_with('\n')
        && lines.chars().all(|c| c == '\n' || is_printable(c))
}

fn is_plain(value: &str) -> bool {
    // The words that YAML 1.1 and Psych take for booleans and null.
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let safe = |b: u8| b.is_ascii_alphanumeric() || b" $-./:@_".contains(&b);
    value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && value.bytes().all(safe)
        && !value.contains(": ")
        && !value.ends_with([':', ' '])
        && !WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// YAML 1.1's `c-printable` on one line, without the byte order mark: libyaml takes it, but inside a
/// document it "should be escaped on output" (YAML 1.2, section 5.2).
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn double_quoted(value: &str) -> String {
    let mut written = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            c if is_printable(c) => written.push(c),
            c => written.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    written.push('"');
    written
}

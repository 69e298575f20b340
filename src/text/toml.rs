//! TOML 1.0, read by GitLab Runner with BurntSushi/toml.
//!
//! Strings are toml_edit's and toml_writer's (the part of toml_edit that writes them). Both follow
//! TOML 1.1, whose `\e` and `\xHH` older readers refuse; only control characters would need those,
//! and no text of ours has one but the newline.
//!
//! BurntSushi/toml takes a U+FFFD in the file for broken UTF-8 (`next` in its lex.go), so that one
//! character is always escaped.

use super::{Holds, Language, Text};
use toml_edit::Formatted;
use toml_writer::{ToTomlValue, TomlStringBuilder};

/// A TOML value, or lines of a document.
pub enum Toml {}

const REPLACEMENT: char = '\u{fffd}';

/// A string, in the kind that needs the fewest escapes.
pub fn string<L: Language>(text: &Text<L>) -> Text<Toml>
where
    Toml: Holds<L>,
{
    // What is written as it is needs no looking for the best quotes: lists of hundreds of hosts are
    // written at each key.
    let as_it_is = |byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.as_str().bytes().all(as_it_is) {
        return Text::quote(["\"", text.as_str(), "\""].concat(), text);
    }
    if text.as_str().contains(REPLACEMENT) {
        return basic(text);
    }
    // Not `toml_edit::Value`, which brings the writing of floats along.
    let value = Formatted::new(text.as_str().to_owned());
    multi_line(value.to_string(), text)
}

/// What toml_writer wrote: text with a newline stands between `'''` or `"""`, whose own line comes
/// first.
fn multi_line<L: Language>(written: String, text: &Text<L>) -> Text<Toml>
where
    Toml: Holds<L>,
{
    if text.as_str().contains('\n') {
        Text::quote_lines(1, written, text)
    } else {
        Text::quote(written, text)
    }
}

/// A script: a multi-line literal string, `'''…'''`, because people read and edit it in the file;
/// an ordinary [`string`] when it holds what a literal string cannot.
pub fn script<L: Language>(text: &Text<L>) -> Text<Toml>
where
    Toml: Holds<L>,
{
    match TomlStringBuilder::new(text.as_str()).as_ml_literal() {
        Some(literal) if !text.as_str().contains(REPLACEMENT) => {
            multi_line(literal.to_toml_value(), text)
        }
        _ => string(text),
    }
}

/// A string in double quotes on one line, as GitLab's guide writes all of its own.
pub fn basic<L: Language>(text: &Text<L>) -> Text<Toml>
where
    Toml: Holds<L>,
{
    let basic = TomlStringBuilder::new(text.as_str()).as_basic();
    let basic = basic.to_toml_value().replace(REPLACEMENT, "\\uFFFD");
    Text::quote(basic, text)
}

/// The quotes around a string that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// `"…"`.
    Basic,
    /// `'…'`.
    Literal,
    /// `"""…"""`.
    LongBasic,
    /// `'''…'''`.
    LongLiteral,
}

/// What writes this text inside of such quotes, so that a string can be extended in its own style;
/// `None` when they cannot hold it. A newline stands as it is in the long ones, never as CRLF:
/// BurntSushi/toml of Runner would hand the CR to the shell.
pub fn within<L: Language>(quotes: Quotes, text: &Text<L>) -> Option<Text<Toml>>
where
    Toml: Holds<L>,
{
    let plain = text.as_str();
    // What a literal string holds: no control character but the tab, and here the newline.
    let literal = |c: char| c != REPLACEMENT && (!c.is_control() || c == '\t' || c == '\n');
    let written = match quotes {
        Quotes::Basic => basic_inside(plain),
        Quotes::Literal => {
            let fits = !plain.contains(['\'', '\n']) && plain.chars().all(literal);
            fits.then(|| plain.to_owned())?
        }
        // Every quote is escaped: beside this text may stand others.
        Quotes::LongBasic => {
            let mut written = String::new();
            for (index, line) in plain.split('\n').enumerate() {
                written.push_str(if index > 0 { "\n" } else { "" });
                written.push_str(&basic_inside(line));
            }
            written
        }
        Quotes::LongLiteral => {
            let fits = !plain.contains("'''") && plain.chars().all(literal);
            // Beside other quotes these would end the string.
            let fits = fits && !plain.starts_with('\'') && !plain.ends_with('\'');
            fits.then(|| plain.to_owned())?
        }
    };
    Some(Text::quote(written, text))
}

/// The string as GitLab Runner writes it when it saves its config.toml (`dblQuotedReplacer` in
/// BurntSushi/toml's encode.go, of 1.2 as of 1.6), so that our keys are known again.
///
/// The one exception is U+FFFD, which BurntSushi/toml writes as it is and then refuses to read.
pub fn rewritten<L: Language>(text: &Text<L>) -> Text<Toml>
where
    Toml: Holds<L>,
{
    Text::quote(format!("\"{}\"", basic_inside(text.as_str())), text)
}

fn basic_inside(text: &str) -> String {
    let mut written = String::new();
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\u{8}' => written.push_str("\\b"),
            '\t' => written.push_str("\\t"),
            '\n' => written.push_str("\\n"),
            '\u{c}' => written.push_str("\\f"),
            '\r' => written.push_str("\\r"),
            REPLACEMENT => written.push_str("\\uFFFD"),
            c if c.is_ascii_control() => written.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => written.push(c),
        }
    }
    written
}

/// An array on one line, as GitLab Runner writes it.
pub fn one_line(elements: &[Text<Toml>]) -> Text<Toml> {
    let elements = Text::join(", ", elements);
    Text::concat([&Text::constant("["), &elements, &Text::constant("]")])
}

/// An array with one element a line, indented by `indent` blanks.
pub fn lines(indent: usize, elements: &[Text<Toml>]) -> Text<Toml> {
    let mut array = Text::constant("[\n");
    for element in elements {
        array.push(&Text::new(" ".repeat(indent + 2)));
        array.push(element);
        array.push(&Text::constant(",\n"));
    }
    array.push(&Text::new(" ".repeat(indent)));
    array.push(&Text::constant("]"));
    array
}

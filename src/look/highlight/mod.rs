//! Tokens for colours: few kinds, those that help reading.
//!
//! Lossless for any text at all, also broken: the tokens, one after the other, are the text. A token
//! never reaches over a line end, so a page can draw line by line. Each reader is a state machine
//! over bytes that goes once from left to right; it may be wrong about a text that no program
//! would read, but never about how much of it there is.

use crate::text::Language;
use crate::text::cntlm::Cntlm;
use crate::text::json::Json;
use crate::text::markdown::Markdown;
use crate::text::pem::Pem;
use crate::text::runner::Variable;
use crate::text::sh::Sh;
use crate::text::systemd::Unit;
use crate::text::toml::Toml;
use crate::text::url::Url;
use crate::text::yaml::Yaml;
use pen::Pen;

mod json;
mod markdown;
mod pairs;
mod pen;
mod sh;
mod toml;
mod yaml;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing in particular.
    Plain,
    /// For people.
    Comment,
    /// The head of a section or of a function.
    Section,
    /// The name of a value.
    Key,
    /// Text.
    String,
    /// A character of a text that is not written as it is.
    Escape,
    /// A number.
    Number,
    /// A word of the language.
    Keyword,
    /// The place of a value that is not known yet.
    Variable,
    /// What holds the rest together.
    Punctuation,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 10] = [
        Kind::Plain,
        Kind::Comment,
        Kind::Section,
        Kind::Key,
        Kind::String,
        Kind::Escape,
        Kind::Number,
        Kind::Keyword,
        Kind::Variable,
        Kind::Punctuation,
    ];

    /// Its name, as for a class of CSS.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Plain => "plain",
            Kind::Comment => "comment",
            Kind::Section => "section",
            Kind::Key => "key",
            Kind::String => "string",
            Kind::Escape => "escape",
            Kind::Number => "number",
            Kind::Keyword => "keyword",
            Kind::Variable => "variable",
            Kind::Punctuation => "punctuation",
        }
    }
}

/// A stretch of text of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its text; the newline that ends a line is the end of that line's last token.
    pub text: &'a str,
}

/// The tokens of a text, by the name of its language; plain when that has no reader here.
pub fn tokens<'a>(language: &str, text: &'a str) -> Vec<Token<'a>> {
    read(language, text).finish()
}

/// The tokens line by line.
pub fn lines<'t, 'a>(tokens: &'t [Token<'a>]) -> impl Iterator<Item = &'t [Token<'a>]> {
    tokens.split_inclusive(|token| token.text.ends_with('\n'))
}

fn read<'a>(language: &str, text: &'a str) -> Pen<'a> {
    let mut pen = Pen::new(text);
    match language {
        Sh::NAME => sh::read(&mut pen),
        Toml::NAME => toml::read(&mut pen),
        Yaml::NAME => yaml::read(&mut pen),
        Json::NAME => json::read(&mut pen),
        Pem::NAME => pairs::pem(&mut pen),
        Markdown::NAME => markdown::read(&mut pen),
        Unit::NAME => pairs::unit(&mut pen),
        Cntlm::NAME => pairs::cntlm(&mut pen),
        Variable::NAME => pairs::variable(&mut pen),
        Url::NAME => pairs::url(&mut pen),
        _ => pen.take(Kind::Plain, text.len()),
    }
    pen
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 9] = [
        Sh::NAME,
        Toml::NAME,
        Yaml::NAME,
        Json::NAME,
        Markdown::NAME,
        Unit::NAME,
        Cntlm::NAME,
        Variable::NAME,
        Url::NAME,
    ];

    /// What opens something, and what may make a reader look ahead or back.
    const PIECES: [&str; 44] = [
        "'",
        "\"",
        "'''",
        "\"\"\"",
        "`",
        "``` ",
        "\\",
        "$",
        "${",
        "$(",
        "$((",
        "(",
        ")",
        "[",
        "{",
        "}",
        "]",
        "<<A\n",
        "<<'A'\n\n",
        "case ",
        "esac ",
        "if ",
        "a=",
        "a",
        "a ",
        "#",
        " #",
        ": ",
        "- ",
        "-",
        "\n- |\n  ",
        "a: |\n",
        "%",
        "%%",
        "%4",
        "%41",
        ",",
        ";",
        " ",
        "\n",
        "\\\n",
        "日",
        "1. ",
        "&a ",
    ];

    /// Twice the text, twice the bytes looked at: counted, not timed.
    #[test]
    fn no_text_is_looked_at_more_often_than_a_few_times() {
        for language in LANGUAGES {
            for first in PIECES {
                for second in PIECES {
                    let text = [first, second].concat().repeat(400);
                    let looked = read(language, &text).looked();
                    assert!(
                        looked <= 40 * text.len(),
                        "{language}: {looked} bytes looked at for {} of {first:?}{second:?}",
                        text.len()
                    );
                }
            }
        }
    }
}

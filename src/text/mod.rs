//! Strings that know their language.
//!
//! A [`Text<L>`] is finished text of the one language `L`. Its field is private, and the encoders in
//! the modules below are the only functions from one language to another, so each nesting is
//! visible in a signature: `json::string → sh::double_quoted → toml::string`.
//!
//! Which language may be quoted in which is one table, [`Holds`]. JSON straight into TOML is not in
//! it, because GitLab Runner hands those strings to a shell first:
//!
//! ```compile_fail,E0277
//! use runner_proxy::text::{Plain, Text, json, toml};
//! let value = json::string(&Text::<Plain>::constant("a"));
//! let wrong = toml::string(&value);
//! ```
//!
//! ```
//! use runner_proxy::text::{Plain, Text, json, sh, toml};
//! let value = json::string(&Text::<Plain>::constant("a"));
//! let right = toml::basic(&sh::single_quoted(&value));
//! assert_eq!(right.as_str(), r#""'\"a\"'""#);
//! ```
//!
//! What was tried and refused: a run-time `Layer` enum (a wrong nesting was then a test failure at
//! best), a template engine (its escaping is chosen per file, not per place), and cleaning finished
//! text by search and replace (it cannot tell what was typed from what was written).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::net::Ipv4Addr;
use std::ops::Range;
use std::sync::Arc;

pub mod cntlm;
pub mod csv;
pub mod java;
pub mod json;
pub mod markdown;
pub mod pem;
pub mod runner;
pub mod sh;
pub mod systemd;
mod template;
pub mod toml;
pub mod url;
pub mod yaml;

pub use template::{Compose, Template};

use cntlm::Cntlm;
use csv::Csv;
use java::Java;
use json::Json;
use markdown::Markdown;
use pem::Pem;
use runner::Variable;
use sh::Sh;
use systemd::{Output, Unit};
use toml::Toml;
use url::Url;
use yaml::Yaml;

mod sealed {
    pub trait Sealed {}
}

/// A language of the files we write. Only this room can add one.
pub trait Language: sealed::Sealed {
    /// The name people know it by.
    const NAME: &'static str;
}

/// "Text of `Inner` may be quoted in this language": the grammar of all nestings.
pub trait Holds<Inner: Language>: Language {}

macro_rules! languages {
    ($($language:ty, $name:literal, holds $($inner:ty),*;)*) => {$(
        impl sealed::Sealed for $language {}
        impl Language for $language {
            const NAME: &'static str = $name;
        }
        $(impl Holds<$inner> for $language {})*
    )*};
}

languages! {
    Plain,    "text",                    holds ;
    Raw,      "text",                    holds ;
    Url,      "URL",                     holds Plain, Raw;
    Json,     "JSON",                    holds Plain, Raw, Url;
    Csv,      "CSV",                     holds Plain, Url;
    Java,     "Java options",            holds Plain;
    Sh,       "shell",                   holds Plain, Url, Json, Csv, Java, File;
    Unit,     "systemd unit",            holds Plain, Url;
    Variable, "GitLab Runner variable",  holds Plain, Url;
    Toml,     "TOML",                    holds Plain, Raw, Sh, Variable;
    Yaml,     "YAML",                    holds Plain, Sh;
    Cntlm,    "cntlm.conf",              holds Plain;
    Output,   "output",                  holds Plain, Url;
    Markdown, "Markdown",                holds Sh, Output;
    Pem,      "PEM",                     holds ;
    File,     "file",                    holds Json, Unit, Toml, Yaml, Cntlm, Markdown, Pem, Sh, Output;
}

/// No language at all: the very characters that a program shall finally see, on one line.
pub enum Plain {}

/// An answer as it was typed, or a part of a file that was there, line breaks and control characters
/// included. Only the languages that can write every character hold it.
pub enum Raw {}

/// The whole of a file.
pub enum File {}

/// How a file's text becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// ISO-8859-1: cntlm makes one UTF-16 unit of each byte. Reading a form refuses the characters
    /// that it lacks.
    Latin1,
}

impl Charset {
    /// The bytes of a text.
    pub(crate) fn bytes(self, text: &str) -> Vec<u8> {
        let latin1 = |c| u8::try_from(u32::from(c)).unwrap_or(b'?');
        match self {
            Charset::Utf8 => text.as_bytes().to_vec(),
            Charset::Latin1 => text.chars().map(latin1).collect(),
        }
    }
}

/// Finished text of the language `L`.
pub struct Text<L> {
    written: Cow<'static, str>,
    quoted: Vec<Quoted>,
    language: PhantomData<fn() -> L>,
}

/// What a [`Text`] remembers of one quotation inside it, so that a reader can peel the layers
/// without a second decoder.
#[derive(Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The bytes of the outer text that write this quotation.
    pub range: Range<usize>,
    /// Where each line of the inner text is written on a line of its own, in order: on which line of
    /// `range`, from 0, the first one is.
    pub first_line: Option<usize>,
    /// What is quoted; shared, because each join of texts keeps the memory of its parts.
    pub inner: Arc<Peeled>,
}

/// What is quoted at one place of a [`Text`].
#[derive(PartialEq, Eq)]
pub struct Peeled {
    /// Its language.
    pub language: &'static str,
    /// Its text, as its own reader sees it. An open shell variable stands as `$NAME`, or as the
    /// form's value where [`Template::open_address`] opened it.
    pub text: Cow<'static, str>,
    /// The quotations inside it.
    pub quoted: Vec<Quoted>,
}

impl<L: Language> Text<L> {
    /// The only door for text that no encoder has seen: text of our own source. What of it a page
    /// fetches later comes in by [`sh::program`].
    pub fn constant(text: &'static str) -> Self {
        Self::new(text)
    }

    /// Text with nothing in it.
    pub fn empty() -> Self {
        Self::new("")
    }

    /// The finished text.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The quotations inside, in order.
    pub fn quoted(&self) -> &[Quoted] {
        &self.quoted
    }

    /// Appends text of the same language.
    pub fn push(&mut self, other: &Self) {
        let shift = self.written.len();
        self.written.to_mut().push_str(&other.written);
        self.quoted
            .extend(other.quoted.iter().map(|inner| inner.shifted(shift)));
    }

    /// The parts one after the other.
    pub fn concat<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self
    where
        L: 'a,
    {
        Self::join("", parts)
    }

    /// The parts with `separator` between them.
    pub fn join<'a>(separator: &'static str, parts: impl IntoIterator<Item = &'a Self>) -> Self
    where
        L: 'a,
    {
        let mut whole = Self::empty();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                whole.written.to_mut().push_str(separator);
            }
            whole.push(part);
        }
        whole
    }

    /// For encoders: text that quotes nothing.
    fn new(written: impl Into<Cow<'static, str>>) -> Self {
        Self {
            written: written.into(),
            quoted: Vec::new(),
            language: PhantomData,
        }
    }

    /// For encoders: `written` is, as a whole, the quotation of `inner`.
    fn quote<L2: Language>(written: String, inner: &Text<L2>) -> Self
    where
        L: Holds<L2>,
    {
        Self {
            quoted: vec![Quoted {
                range: 0..written.len(),
                first_line: None,
                inner: Arc::new(Peeled {
                    language: L2::NAME,
                    text: inner.written.clone(),
                    quoted: inner.quoted.clone(),
                }),
            }],
            written: written.into(),
            language: PhantomData,
        }
    }

    /// The same for encoders that write line by line, the first one on line `first_line`.
    fn quote_lines<L2: Language>(first_line: usize, written: String, inner: &Text<L2>) -> Self
    where
        L: Holds<L2>,
    {
        let mut text = Self::quote(written, inner);
        for quoted in &mut text.quoted {
            quoted.first_line = Some(first_line);
        }
        text
    }
}

impl Text<Plain> {
    /// What a person typed, narrowed to one printable line; `None` when it is not one.
    ///
    /// Refused are control characters (Unicode category Cc, which includes U+0085) and the two
    /// separators U+2028 and U+2029: YAML 1.1, which GitLab reads, ends a line at all three. With
    /// these out of the way every encoder is total, save [`cntlm::value`].
    pub fn typed(text: &str) -> Option<Self> {
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        // Nearly all is printable ASCII, which takes no decoding.
        let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        (plain || !text.contains(breaks)).then(|| Self::new(text.to_owned()))
    }

    /// An IPv4 address in dotted decimal.
    pub fn address(address: Ipv4Addr) -> Self {
        Self::new(address.to_string())
    }

    /// A number in decimal digits.
    pub fn number(number: u16) -> Self {
        Self::new(number.to_string())
    }

    /// Bytes as upper-case hexadecimal digits.
    pub fn hexadecimal(bytes: &[u8]) -> Self {
        Self::new(
            bytes
                .iter()
                .map(|byte| format!("{byte:02X}"))
                .collect::<String>(),
        )
    }
}

impl Text<Raw> {
    /// Any text at all.
    pub fn raw(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl Text<File> {
    /// The whole file, written in one language.
    pub fn whole<L: Language>(text: &Text<L>) -> Self
    where
        File: Holds<L>,
    {
        Self::quote(text.written.clone().into_owned(), text)
    }

    /// The file's bytes.
    pub fn bytes(&self, charset: Charset) -> Vec<u8> {
        charset.bytes(&self.written)
    }
}

impl Quoted {
    fn shifted(&self, by: usize) -> Self {
        Self {
            range: self.range.start + by..self.range.end + by,
            first_line: self.first_line,
            inner: Arc::clone(&self.inner),
        }
    }
}

// Not derived: a derive would ask `L: Clone`, and the languages are never values.
impl<L> Clone for Text<L> {
    fn clone(&self) -> Self {
        Self {
            written: self.written.clone(),
            quoted: self.quoted.clone(),
            language: PhantomData,
        }
    }
}

impl<L> PartialEq for Text<L> {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl<L> Eq for Text<L> {}

// A text may hold a password, and a debug line may end in a log: say how long it is, not what it is.
impl<L: Language> fmt::Debug for Text<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", L::NAME, self.written.len())
    }
}

impl fmt::Debug for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:?}", self.inner.language, self.range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_one_line_or_nothing() {
        for one_line in ["", " a b ", "日本語", "\u{feff}", "👩\u{200d}💻", "µÿ"] {
            assert!(Text::typed(one_line).is_some(), "{one_line:?}");
        }
        for broken in [
            "a\nb", "\t", "\0", "\u{7f}", "\u{85}", "\u{2028}", "\u{2029}",
        ] {
            assert!(Text::typed(broken).is_none(), "{broken:?}");
        }
    }

    #[test]
    fn a_text_remembers_every_layer() {
        let value = Text::typed(r#"a"b"#).expect("one line");
        let script = sh::single_quoted(&json::string(&value));
        let file = Text::whole(&toml::string(&script));

        let mut layers = Vec::new();
        let mut inside = file.quoted();
        while let [only] = inside {
            layers.push((only.inner.language, only.inner.text.as_ref()));
            inside = &only.inner.quoted;
        }
        assert_eq!(
            layers,
            [
                ("TOML", r#"''''"a\"b"''''"#),
                ("shell", r#"'"a\"b"'"#),
                ("JSON", r#""a\"b""#),
                ("text", r#"a"b"#),
            ]
        );
    }

    #[test]
    fn a_quotation_keeps_its_place_when_texts_are_joined() {
        let one = json::string(&Text::<Plain>::constant("x"));
        let list = Text::join(", ", [&one, &one]);
        let places: Vec<_> = list.quoted().iter().map(|q| q.range.clone()).collect();
        assert_eq!(list.as_str(), r#""x", "x""#);
        assert_eq!(places, [0..3, 5..8]);
    }

    #[test]
    fn debug_shows_no_content() {
        let secret = Text::typed("hunter2").expect("one line");
        let shown = format!("{secret:?} {:?}", json::string(&secret).quoted());
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

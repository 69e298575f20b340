//! What a person brought: how it came, and what was chosen for it.

use super::not_read;
use crate::existing::Kind;
use crate::existing::config_toml::{Choice, Runner};
use crate::say::{Message, Say, say};
use std::borrow::Cow;
use std::rc::Rc;
use yew::AttrValue;

/// A pasted letter has lost the bytes that it had in the file.
const OPEN_INSTEAD: Say = say(
    "There are letters beyond ASCII in it, and a pasted text does not tell how the file writes them. Open the file with the button instead.",
    "ASCII 以外の文字が入っています。貼り付けた文字からは、元のファイルの文字コードが分かりません。代わりにボタンでファイルを開いてください。",
);

/// What goes with the text at the desk. It ends with the text.
#[derive(Clone, Default, PartialEq)]
pub(in crate::web) struct Pasted {
    /// The name of the file, when it was opened.
    name: AttrValue,
    /// Its bytes then, which the text at the desk may show with other letters.
    bytes: Option<Rc<[u8]>>,
    /// What a person says that it is.
    pub(super) kind: Option<Kind>,
    /// What a person chose for its runners.
    pub(super) choice: Choice,
}

impl Pasted {
    /// A file that was opened, with its text as far as it can be shown.
    pub(super) fn opened(name: String, bytes: Vec<u8>) -> (Self, String) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let pasted = Self {
            name: name.into(),
            bytes: Some(bytes.into()),
            ..Self::default()
        };
        (pasted, text)
    }

    /// What remains of it after its text was changed by hand.
    pub(in crate::web) fn typed(&mut self, text: &str) {
        match text.is_empty() {
            true => *self = Self::default(),
            false => self.bytes = None,
        }
    }

    /// What it is: what a person says, else what its name says, else what is in it.
    pub(super) fn kind(&self, text: &str) -> Option<Kind> {
        let by_name = || Kind::of_path(&self.name);
        self.kind.or_else(by_name).or_else(|| Kind::guess(text))
    }

    /// The text as the reader of this kind has it.
    pub(super) fn read_as<'a>(&self, kind: Kind, text: &'a str) -> Result<Cow<'a, str>, Message> {
        match &self.bytes {
            Some(bytes) => match kind.decode(bytes.to_vec()) {
                Ok(text) => Ok(text.into()),
                Err(refused) => Err(not_read(&refused)),
            },
            None if kind == Kind::CntlmConf && !text.is_ascii() => Err(OPEN_INSTEAD.into()),
            None => Ok(text.into()),
        }
    }

    /// For each runner whether it gets the keys.
    pub(super) fn chosen(&self, runners: &[Runner]) -> Vec<bool> {
        let chosen = |(index, runner): (usize, &Runner)| {
            let said = self.choice.runners.get(index).copied();
            said.unwrap_or(runner.docker)
        };
        runners.iter().enumerate().map(chosen).collect()
    }

    /// What a download of it is called.
    pub(super) fn download_name(&self, kind: Kind) -> AttrValue {
        if !self.name.is_empty() {
            return self.name.clone();
        }
        let name = kind.paths().rsplit('/').next().unwrap_or_default();
        // The drop-ins that the answers make have this name.
        AttrValue::Static(if name.starts_with('*') {
            "http-proxy.conf"
        } else {
            name
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_an_opened_file_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        let files: [&[u8]; 4] = [
            b"Username bob\r\n",
            "# é ü 日本\n".as_bytes(),
            b"# \xe9\n",
            &all,
        ];
        let kind = Kind::CntlmConf;
        for file in files {
            let (pasted, text) = Pasted::opened("cntlm.conf".to_owned(), file.to_vec());
            assert_eq!(pasted.kind(&text), Some(kind));
            let text = pasted.read_as(kind, &text).unwrap_or_default();
            assert_eq!(kind.encode(&text), file);
        }
        let (pasted, text) = Pasted::opened("x.json".to_owned(), "\u{feff}{}\r\n".into());
        let kind = Kind::DaemonJson;
        let text = pasted.read_as(kind, &text).unwrap_or_default();
        assert_eq!(&*text, "\u{feff}{}\r\n");
        assert_eq!(&*pasted.download_name(kind), "x.json");
    }

    #[test]
    fn letters_whose_bytes_are_unknown_are_refused() {
        let mut pasted = Pasted::default();
        assert!(pasted.read_as(Kind::CntlmConf, "# é").is_err());
        assert!(pasted.read_as(Kind::ConfigToml, "# é").is_ok());
        let (opened, text) = Pasted::opened("x".to_owned(), b"\xe9".to_vec());
        assert!(opened.read_as(Kind::ConfigToml, &text).is_err());
        pasted = opened;
        pasted.typed("# é");
        assert!(pasted.read_as(Kind::CntlmConf, "# é").is_err());
        pasted.typed("");
        assert!(pasted == Pasted::default());
    }
}

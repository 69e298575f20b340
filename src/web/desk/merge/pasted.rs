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
    /// What a person says that it is, and what was guessed then.
    kind: Option<(Kind, Option<Kind>)>,
    /// What a person chose for its runners, and which those were.
    choice: Choice,
    runners: Vec<String>,
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

    /// What it is: what a person says, as long as the text looks like the one that was meant; else
    /// what its name says, else what is in it.
    pub(super) fn kind(&self, text: &str) -> Option<Kind> {
        let guessed = Kind::guess(text);
        match self.kind {
            Some((kind, at_that_time)) if at_that_time == guessed => Some(kind),
            _ => Kind::of_path(&self.name).or(guessed),
        }
    }

    /// With what a person says that it is.
    pub(super) fn say_kind(&mut self, kind: Kind, text: &str) {
        self.kind = Some((kind, Kind::guess(text)));
    }

    /// What was chosen for these runners; for any others nothing was.
    pub(super) fn choice(&self, runners: &[Runner]) -> Choice {
        match self.runners == names(runners) {
            true => self.choice.clone(),
            false => Choice::default(),
        }
    }

    /// With another choice for these runners.
    pub(super) fn choose(&mut self, choice: Choice, runners: &[Runner]) {
        (self.choice, self.runners) = (choice, names(runners));
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

/// What tells runners apart, but for two that are alike in all of it.
fn names(runners: &[Runner]) -> Vec<String> {
    let name = |runner: &Runner| [&*runner.name, &runner.url, &runner.executor].join("\n");
    runners.iter().map(name).collect()
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

    #[test]
    fn what_was_chosen_is_for_one_text() {
        let mut pasted = Pasted::default();
        pasted.say_kind(Kind::DaemonJson, "{}");
        assert_eq!(pasted.kind("{ }"), Some(Kind::DaemonJson));
        let cntlm = "Username a\nDomain b\n";
        assert_eq!(pasted.kind(cntlm), Some(Kind::CntlmConf));
        let runner = |name: &str| Runner {
            name: name.to_owned(),
            executor: "shell".to_owned(),
            url: String::new(),
            line: 1,
            docker: false,
        };
        let choice = Choice {
            runners: vec![true],
            docker_in_docker: true,
        };
        pasted.choose(choice.clone(), &[runner("a")]);
        assert_eq!(pasted.choice(&[runner("a")]), choice);
        for others in [vec![], vec![runner("b")], vec![runner("a"), runner("a")]] {
            assert_eq!(pasted.choice(&others), Choice::default());
        }
    }
}

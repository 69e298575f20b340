//! Words for people, in every language of the page at once: a missing translation does not compile.

use std::borrow::Cow;
use std::fmt;

/// A language of the page, of the messages and of README.md.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Lang {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ja];

    /// The primary language subtag of BCP 47, as for HTML's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ja => "ja",
        }
    }

    /// The language of a tag or locale name such as `ja`, `ja-JP` or `ja_JP.UTF-8`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let subtag = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Lang::ALL
            .into_iter()
            .find(|lang| subtag.eq_ignore_ascii_case(lang.tag()))
    }
}

/// One sentence or label of our own source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Say {
    /// In English.
    pub en: &'static str,
    /// In Japanese.
    pub ja: &'static str,
}

impl Say {
    /// The words in `lang`.
    pub const fn pick(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ja => self.ja,
        }
    }
}

/// The same in both languages at once: `say("…", "…")`.
pub const fn say(en: &'static str, ja: &'static str) -> Say {
    Say { en, ja }
}

/// A sentence with values in it, made in both languages at once, never glued from fragments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    en: Cow<'static, str>,
    ja: Cow<'static, str>,
}

impl Message {
    /// The sentence in `lang`.
    pub fn pick(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }

    /// For [`message!`].
    // Not inlined: there are many of them, and the page would grow with each.
    #[inline(never)]
    pub fn new(en: fmt::Arguments, ja: fmt::Arguments) -> Self {
        Self {
            en: en.to_string().into(),
            ja: ja.to_string().into(),
        }
    }
}

impl From<Say> for Message {
    fn from(say: Say) -> Self {
        Self {
            en: say.en.into(),
            ja: say.ja.into(),
        }
    }
}

/// A [`Message`] from two format strings over the same values: `message!("… {x} …", "… {x} …")`.
#[macro_export]
macro_rules! message {
    ($en:literal, $ja:literal $(,)?) => {
        $crate::say::Message::new(format_args!($en), format_args!($ja))
    };
}

#[doc(inline)]
pub use message;

//! What a person likes: language, colours, keys. The browser remembers it for the next visit.

use super::browser;
use crate::say::{Lang, Say, say};

/// How the page looks.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub(super) const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// Its name in the document and in storage.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Its name for people.
    pub(super) fn name(self) -> Say {
        match self {
            Theme::System => say("System", "自動"),
            Theme::Light => say("Light", "ライト"),
            Theme::Dark => say("Dark", "ダーク"),
        }
    }
}

// These are all that is ever stored: none is an answer.
const LANG: &str = "runner-proxy-lang";
const THEME: &str = "runner-proxy-theme";
const KEYS: &str = "runner-proxy-keys";

/// What a person likes.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Taste {
    /// The language of all words.
    pub(super) lang: Lang,
    /// The colours.
    pub(super) theme: Theme,
    /// Whether single keys do something: they do until a person turns them off.
    pub(super) keys: bool,
}

impl Taste {
    /// That of the last visit, else the browser's own.
    pub(super) fn remembered() -> Self {
        let lang = browser::remembered(LANG).and_then(|tag| Lang::from_tag(&tag));
        let theme = browser::remembered(THEME).unwrap_or_default();
        let mut themes = Theme::ALL.into_iter();
        Self {
            lang: lang.unwrap_or_else(browser::language),
            theme: themes
                .find(|known| known.tag() == theme)
                .unwrap_or_default(),
            keys: browser::remembered(KEYS).is_none(),
        }
    }
}

/// Shows the document in a language: voices, fonts and line breaks follow it.
pub(super) fn speak(lang: Lang) {
    browser::set_on_root("lang", lang.tag());
}

/// Shows the document in a theme.
pub(super) fn dress(theme: Theme) {
    browser::set_on_root("data-theme", theme.tag());
}

/// Remembers a language that a person chose.
pub(super) fn remember_lang(lang: Lang) {
    browser::remember(LANG, lang.tag());
}

/// Remembers a theme that a person chose.
pub(super) fn remember_theme(theme: Theme) {
    browser::remember(THEME, theme.tag());
}

/// Remembers whether a person wants single keys.
pub(super) fn remember_keys(keys: bool) {
    match keys {
        true => browser::forget(KEYS),
        false => browser::remember(KEYS, "off"),
    }
}

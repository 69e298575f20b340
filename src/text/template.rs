//! Text in which shell variables are still open.

use super::{File, Language, Text, sealed};
use std::net::Ipv4Addr;

/// Text of `L` with shell variables still open: `$HTTP_PROXY` gets its value when the script runs.
/// Only an encoder that keeps a variable alive takes one:
/// [`sh::double_quoted`](super::sh::double_quoted) and [`sh::printf`](super::sh::printf).
pub struct Template<L> {
    pub(super) pieces: Vec<Piece<L>>,
    /// The whole as it is remembered, with something that a person can read for each variable.
    pub(super) shown: Text<L>,
}

pub(super) enum Piece<L> {
    Fixed(Text<L>),
    Variable(&'static str),
}

impl<L: Language> Template<L> {
    /// An open variable, by its name without the `$`.
    pub(super) fn variable(name: &'static str) -> Self {
        Self {
            pieces: vec![Piece::Variable(name)],
            shown: Text::new(format!("${name}")),
        }
    }
}

impl Template<File> {
    /// The file that `render` makes of an address, with the address still open as the variable
    /// `name`, so that a script can put in another one.
    ///
    /// Digits and dots are written alike in every language, so the file made of a stand-in differs
    /// from the real one in the stand-in's places and nowhere else. The stand-in is an address that
    /// makes this true, of the 131,072 that are kept for benchmarks (RFC 2544); no file is long
    /// enough to hold them all. Refused: looking for the address itself, which may stand in the
    /// file for another reason.
    ///
    /// Remembered is the file with `address` in it: what is quoted in the file keeps its layers.
    pub fn open_address(
        name: &'static str,
        address: Ipv4Addr,
        render: impl Fn(Ipv4Addr) -> Text<File>,
    ) -> Self {
        let (file, address_text) = (render(address), address.to_string());
        let stand_ins = (0..=0x1_ffff).map(|n: u32| Ipv4Addr::from(0xc612_0000 | n));
        let opened = stand_ins.into_iter().find_map(|stand_in| {
            let text = stand_in.to_string();
            if file.written.contains(&text) {
                return None;
            }
            let other = render(stand_in);
            let parts: Vec<_> = other.written.split(&text).map(str::to_owned).collect();
            (parts.join(&address_text) == file.written).then_some(parts)
        });
        let mut pieces = Vec::new();
        for (index, part) in opened.into_iter().flatten().enumerate() {
            if index > 0 {
                pieces.push(Piece::Variable(name));
            }
            pieces.push(Piece::Fixed(Text::new(part)));
        }
        if pieces.is_empty() {
            pieces.push(Piece::Fixed(file.clone()));
        }
        Self {
            pieces,
            shown: file,
        }
    }
}

impl<L: Language> From<Text<L>> for Template<L> {
    fn from(text: Text<L>) -> Self {
        Self {
            shown: text.clone(),
            pieces: vec![Piece::Fixed(text)],
        }
    }
}

/// What can be put together from constants and parts of the same language: a [`Text`] or a
/// [`Template`].
pub trait Compose: sealed::Sealed {
    /// Text of our own source.
    fn from_constant(text: &'static str) -> Self;
    /// Appends a part.
    fn append(&mut self, part: Self);
}

impl<L> sealed::Sealed for Text<L> {}
impl<L> sealed::Sealed for Template<L> {}

impl<L: Language> Compose for Text<L> {
    fn from_constant(text: &'static str) -> Self {
        Self::constant(text)
    }

    fn append(&mut self, part: Self) {
        self.push(&part);
    }
}

impl<L: Language> Compose for Template<L> {
    fn from_constant(text: &'static str) -> Self {
        Text::constant(text).into()
    }

    fn append(&mut self, part: Self) {
        self.pieces.extend(part.pieces);
        self.shown.push(&part.shown);
    }
}

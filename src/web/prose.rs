//! Sentences for people, in which `backticks` set code apart.

use yew::prelude::*;

/// A sentence with its code marked as such.
pub(super) fn prose(text: &str) -> Html {
    let pieces: Vec<_> = text.split('`').collect();
    // A backtick without its partner is just a character, such as one that somebody typed.
    if pieces.len().is_multiple_of(2) {
        return html! { { text } };
    }
    let piece = |(index, piece): (usize, &&str)| match index % 2 {
        0 => html! { { *piece } },
        _ => html! { <code>{ *piece }</code> },
    };
    pieces.iter().enumerate().map(piece).collect()
}

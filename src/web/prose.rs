//! Sentences for people, in which `backticks` set code apart.

use yew::prelude::*;

/// A sentence with its code marked as such.
pub(super) fn prose(text: &str) -> Html {
    prose_with(text, &[])
}

/// The same with every occurrence of the words marked, without regard to ASCII case.
pub(super) fn prose_with(text: &str, words: &[&str]) -> Html {
    let pieces: Vec<_> = text.split('`').collect();
    // A backtick without its partner is just a character, such as one that somebody typed.
    if pieces.len().is_multiple_of(2) {
        return marked(text, words);
    }
    let piece = |(index, piece): (usize, &&str)| match index % 2 {
        0 => marked(piece, words),
        _ => html! { <code>{ marked(piece, words) }</code> },
    };
    pieces.iter().enumerate().map(piece).collect()
}

fn marked(text: &str, words: &[&str]) -> Html {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((at, end)) = first(rest, words) {
        pieces.push(html! { { &rest[..at] } });
        pieces.push(html! { <mark>{ &rest[at..end] }</mark> });
        rest = &rest[end..];
    }
    pieces.push(html! { { rest } });
    pieces.into_iter().collect()
}

/// Where the first of the words begins and ends; of two that begin there, the longer one.
pub(super) fn first(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let place = |word: &&str| {
        let at = lower.find(&word.to_ascii_lowercase())?;
        Some((at, at + word.len()))
    };
    let places = words
        .iter()
        .filter(|word| !word.is_empty())
        .filter_map(place);
    places.min_by_key(|(at, end)| (*at, usize::MAX - *end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_is_found_wherever_it_stands() {
        assert_eq!(first("CNTLM だけ", &["だけ", "cntlm"]), Some((0, 5)));
        assert_eq!(first("docker0", &["docker", "Docker0"]), Some((0, 7)));
        assert_eq!(first("日本 px", &["PX"]), Some((7, 9)));
        assert_eq!(first("px", &["", "py"]), None);
    }
}

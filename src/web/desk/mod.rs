//! The right side: the files, or one of the desks of the companion, which answer questions about a
//! host that the files alone do not.
//!
//! A desk is one file beside this one with a function that draws it, and one line in [`OFFERED`].
//! The frame does the rest: the way there, the heading, its place in the address, and the focus.
//!
//! ```text
//! #see=guide/cntlm&proxies=10.0.0.41:8080 ──▶ Desk::Guide(its row) ──▶ draw(&Given) -> Html
//! ```
//!
//! - A desk is drawn only while it is on show and the page is [whole](Page::whole), so that a key at
//!   the questions costs nothing at a desk that nobody sees. What is dear is memoised on what it
//!   follows from, in a function component.
//! - `<a href="#see=guide/cntlm">` leads to another desk from anywhere in the page and keeps all
//!   answers; copied elsewhere it opens that desk beside an empty form.
//! - What a person types or pastes at a desk goes through [`Action::Type`](super::state::Action) and
//!   stays in memory while other desks are on show. It never comes into the address.
//! - The heading, or what the row of a desk is drawn with, has the id [`Desk::place`] and
//!   `tabindex="-1"`: there the focus goes.

use super::leave::Request;
use super::row::Row;
use super::state::Page;
use crate::form::Reading;
use crate::knowledge::chapters::{self, Chapter};
use crate::knowledge::failures::{self, Failure};
use crate::say::{Message, Say, message, say};
use std::mem::discriminant;
use yew::prelude::*;

mod clock;
mod failure;
mod guide;
mod links;
mod marks;
mod merge;
mod messages;
mod no_proxy;
mod paste;
mod rate_limits;
mod spelling;

pub(super) use marks::Marked;
pub(super) use merge::{Merged, Pasted};
pub(super) use spelling::Spelling;

/// What the right side shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Desk {
    /// The files.
    Files,
    /// A file that the host has already, and what the answers make of it.
    Merge,
    /// What each client makes of `NO_PROXY`.
    NoProxy,
    /// What an error message means; one of them, or whatever is pasted.
    Messages(Option<Row<Failure>>),
    /// What the runner does when GitLab says "not so fast".
    RateLimits,
    /// GitLab's guide; one chapter of it, or the list.
    Guide(Option<Row<Chapter>>),
}

/// What a desk is drawn from.
pub(super) struct Given<'a> {
    pub(super) page: &'a UseReducerHandle<Page>,
    pub(super) reading: &'a Reading,
    /// Whether files may leave: a form without errors.
    pub(super) ready: bool,
    pub(super) send: &'a Callback<Request>,
}

/// One desk that is there.
struct Offer {
    desk: Desk,
    /// Its name in the address.
    name: &'static str,
    title: Say,
    /// What is below its heading. The files, which are always in the document, draw themselves.
    draw: Option<fn(&Given) -> Html>,
}

/// Every desk that is there, in the order of the navigation.
static OFFERED: &[Offer] = &[
    Offer {
        desk: Desk::Files,
        name: "files",
        title: say("Files", "ファイル"),
        draw: None,
    },
    Offer {
        desk: Desk::Merge,
        name: "merge",
        title: say("Merge", "マージ"),
        draw: Some(merge::draw),
    },
    Offer {
        desk: Desk::NoProxy,
        name: "no-proxy",
        title: say("NO_PROXY", "NO_PROXY"),
        draw: Some(no_proxy::draw),
    },
    Offer {
        desk: Desk::Messages(None),
        name: "messages",
        title: say("Messages", "メッセージ"),
        draw: Some(messages::draw),
    },
    Offer {
        desk: Desk::RateLimits,
        name: "rate-limits",
        title: say("Rate limits", "レート制限"),
        draw: Some(rate_limits::draw),
    },
    Offer {
        desk: Desk::Guide(None),
        name: "guide",
        title: say("Guide", "ガイド"),
        draw: Some(guide::draw),
    },
];

/// The name of the navigation.
const DESKS: Say = say("What to see", "表示する内容");

impl Desk {
    /// Reads what stands behind `see=`; none where it names nothing that is there.
    pub(super) fn named(value: &str) -> Option<Self> {
        let desk = match value.split_once('/').unwrap_or((value, "")) {
            ("files", "") => Desk::Files,
            ("merge", "") => Desk::Merge,
            ("no-proxy", "") => Desk::NoProxy,
            ("messages", "") => Desk::Messages(None),
            ("messages", id) => Desk::Messages(Some(Row(failures::by_id(id)?))),
            ("rate-limits", "") => Desk::RateLimits,
            ("guide", "") => Desk::Guide(None),
            ("guide", slug) => Desk::Guide(Some(Row(chapters::by_slug(slug)?))),
            _ => return None,
        };
        desk.offer().map(|_| desk)
    }

    /// What stands behind `see=`; nothing for the files, with which every page begins.
    pub(super) fn see(self) -> Option<String> {
        let name = self.offer().filter(|_| self != Desk::Files)?.name;
        Some(match self.row() {
            Some(row) => format!("{name}/{row}"),
            None => name.to_owned(),
        })
    }

    /// Whether the two are the same desk, be it with different rows.
    pub(super) fn is_at(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other)
    }

    /// What it is called.
    pub(super) fn title(self) -> Say {
        self.offer().map_or(DESKS, |offer| offer.title)
    }

    /// The id of its heading, or of that of its row.
    pub(super) fn place(self) -> String {
        match self.row() {
            Some(row) => format!("{}-{row}", self.heading()),
            None => self.heading(),
        }
    }

    /// The id of its heading.
    pub(super) fn heading(self) -> String {
        let name = self.offer().map_or("", |offer| offer.name);
        format!("see-{name}")
    }

    fn offer(self) -> Option<&'static Offer> {
        OFFERED.iter().find(|offer| offer.desk.is_at(self))
    }

    fn row(self) -> Option<&'static str> {
        match self {
            Desk::Messages(row) => row.map(|Row(failure)| failure.id),
            Desk::Guide(row) => row.map(|Row(chapter)| chapter.slug),
            Desk::Files | Desk::Merge | Desk::NoProxy | Desk::RateLimits => None,
        }
    }
}

/// The name of the desk in a fragment, and the rest of it, which is the form's. Where the name
/// stood the rest has an empty part, so that its parts keep their numbers.
pub(super) fn split(fragment: &str) -> (Option<&str>, String) {
    let is_see = |part: &str| without_amp(part).starts_with("see=");
    // So it is at nearly every start, which has to be quick.
    if !fragment.split('&').any(is_see) {
        return (None, fragment.to_owned());
    }
    let mut see = None;
    let own = |part| match without_amp(part).strip_prefix("see=") {
        Some(value) if see.is_none() => {
            see = Some(value);
            ""
        }
        _ => part,
    };
    let rest: Vec<&str> = fragment.split('&').map(own).collect();
    (see, rest.join("&"))
}

/// Without HTML's way to write `&`, as the form's own reader has it.
fn without_amp(part: &str) -> &str {
    part.trim_start_matches("amp;")
}

/// A fragment with the name of a desk before the answers.
pub(super) fn join(desk: Desk, answers: &str) -> String {
    match (desk.see(), answers) {
        (None, _) => answers.to_owned(),
        (Some(see), "") => format!("see={see}"),
        (Some(see), _) => format!("see={see}&{answers}"),
    }
}

/// The way to every desk whose code is there. Links, which can be opened elsewhere; a click is
/// `address`'s to answer.
pub(super) fn navigation(page: &Page) -> Html {
    let (current, lang) = (page.on_show(), page.lang);
    let there = |offer: &&Offer| page.whole || offer.desk == Desk::Files;
    let link = |offer: &Offer| {
        html! {
            <li>
                <a href={format!("#see={}", offer.name)}
                    aria-current={offer.desk.is_at(current).then_some("page")}>
                    { offer.title.pick(lang) }
                </a>
            </li>
        }
    };
    html! {
        <nav class="desks" aria-label={DESKS.pick(lang)}><ul>{ for OFFERED.iter().filter(there).map(link) }</ul></nav>
    }
}

/// The desk on show, when that is not the files.
pub(super) fn on_show(given: &Given) -> Html {
    let (desk, lang) = (given.page.on_show(), given.page.lang);
    let draw = desk.offer().and_then(|offer| offer.draw);
    html! {
        if let Some(draw) = draw {
            <div class="desk" key={desk.heading()}>
                <h2 id={desk.heading()} tabindex="-1">{ desk.title().pick(lang) }</h2>
                { draw(given) }
            </div>
        }
    }
}

/// What is left out of a long list.
fn more(count: usize) -> Message {
    message!("And {count} more.", "ほかに {count} 項目あります。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_desk_has_a_name_that_leads_to_it() {
        for offer in OFFERED {
            let desk = Desk::named(offer.name);
            assert!(desk == Some(offer.desk), "{}", offer.name);
            let link = join(offer.desk, "port=1");
            let (see, rest) = split(&link);
            assert!(see.map_or(Some(Desk::Files), Desk::named) == desk, "{link}");
            assert_eq!(rest.trim_start_matches('&'), "port=1");
        }
    }

    #[test]
    fn what_names_nothing_is_refused() {
        for value in ["", "x", "no-proxy/x", "files/a", "guide/x", "NO-PROXY"] {
            assert!(Desk::named(value).is_none(), "{value}");
        }
    }

    #[test]
    fn the_rest_of_a_fragment_keeps_its_places() {
        assert_eq!(split("port=1"), (None, "port=1".to_owned()));
        assert_eq!(split("see=a&port=1"), (Some("a"), "&port=1".to_owned()));
        assert_eq!(
            split("a&amp;see=b&see=c"),
            (Some("b"), "a&&see=c".to_owned())
        );
        assert_eq!(join(Desk::NoProxy, ""), "see=no-proxy");
        assert_eq!(join(Desk::Files, "port=1"), "port=1");
    }
}

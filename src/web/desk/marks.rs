//! Entries of the list that only some clients honour, beside the question and at the desk.

use crate::knowledge::no_proxy::{self, CLIENTS, Client, LONGEST_PROBED, Reads};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::prose::prose;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long a list rests before it is looked at.
const AFTER_TYPING_MS: u32 = 200;

/// The most marks beside the question.
const MOST_MARKS: usize = 3;

/// The most entries that are looked at in full at the desk.
const MOST_ENTRIES: usize = 12;

/// The heading at the desk.
const ENTRIES: Say = say(
    "Entries that only some of them honour",
    "一部のクライアントにしか効かない項目",
);
/// The link to the desk.
const CLIENT_BY_CLIENT: Say = say("See it client by client", "クライアントごとに見る");

/// Such an entry.
#[derive(PartialEq)]
struct Mark {
    entry: String,
    /// Those for which it has no effect.
    ignored: Vec<&'static str>,
}

/// What is marked.
#[derive(Default, PartialEq)]
struct Marks {
    all: Vec<Mark>,
    /// Whether there are entries that were not looked at.
    partly: bool,
}

impl Marks {
    /// Looks at every entry of a list, as far as the knowledge does.
    fn of(list: &str) -> Self {
        let names = |clients: &[&Client]| clients.iter().map(|client| client.name).collect();
        let mark = |note: no_proxy::EntryNote| Mark {
            entry: note.entry.to_owned(),
            ignored: names(&note.ignored),
        };
        Self {
            all: no_proxy::entry_notes(list).into_iter().map(mark).collect(),
            partly: list.len() > LONGEST_PROBED,
        }
    }

    /// How many are not among the first so many.
    fn more_than(&self, few: usize) -> Option<Message> {
        let more = self.all.len().saturating_sub(few);
        match (more, self.partly) {
            (0, false) => None,
            (_, false) => Some(super::more(more)),
            (_, true) => Some(message!(
                "And {more} more in the first {LONGEST_PROBED} bytes of the list; the rest was not looked at.",
                "リストの先頭 {LONGEST_PROBED} バイトに、ほかに {more} 項目あります。それより後ろは確かめていません。",
            )),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(in crate::web) struct Props {
    pub(in crate::web) list: AttrValue,
    pub(in crate::web) lang: Lang,
    /// Whether the clients are named, as at the desk.
    #[prop_or_default]
    pub(in crate::web) in_full: bool,
}

/// The marks of a list, once it has rested: to ask fifteen readers about each entry of a long one
/// takes longer than all that a key does besides.
#[function_component]
pub(in crate::web) fn Marked(props: &Props) -> Html {
    // A desk is opened with a click, which may take as long; so it opens whole.
    let marks = use_state_eq(|| match props.in_full {
        true => Marks::of(&props.list),
        false => Marks::default(),
    });
    let set = marks.setter();
    use_effect_with(props.list.clone(), move |list| {
        let list = list.clone();
        let timer = Timeout::new(AFTER_TYPING_MS, move || set.set(Marks::of(&list)));
        move || drop(timer)
    });
    match props.in_full {
        true => in_full(&marks, props.lang),
        false => beside(&marks, props.lang),
    }
}

/// Short, beside the question.
fn beside(marks: &Marks, lang: Lang) -> Html {
    let readers = CLIENTS.iter().filter(|it| it.reads == Reads::NoProxy);
    let all = readers.count();
    let item = |mark: &Mark| {
        let (entry, ignored) = (&mark.entry, mark.ignored.len());
        let message = message!(
            "`{entry}` has no effect for {ignored} of {all} clients.",
            "`{entry}` は、{all} 種のクライアントのうち {ignored} 種には効きません。",
        );
        html! { <li>{ prose(message.pick(lang)) }</li> }
    };
    html! {
        if !marks.all.is_empty() {
            <div class="marks">
                <ul>
                    { for marks.all.iter().take(MOST_MARKS).map(item) }
                    if let Some(more) = marks.more_than(MOST_MARKS) {
                        <li>{ more.pick(lang) }</li>
                    }
                </ul>
                <a href="#see=no-proxy">{ CLIENT_BY_CLIENT.pick(lang) }</a>
            </div>
        }
    }
}

/// With the names of the clients, at the desk.
fn in_full(marks: &Marks, lang: Lang) -> Html {
    let item = |mark: &Mark| {
        let (entry, en, ja) = (
            &mark.entry,
            mark.ignored.join(", "),
            mark.ignored.join("、"),
        );
        let message = message!(
            "`{entry}` has no effect for {en}.",
            "`{entry}` は、次のクライアントには効きません：{ja}。",
        );
        html! { <li>{ prose(message.pick(lang)) }</li> }
    };
    html! {
        if !marks.all.is_empty() {
            <h3>{ ENTRIES.pick(lang) }</h3>
            <ul class="notes">{ for marks.all.iter().take(MOST_ENTRIES).map(item) }</ul>
            if let Some(more) = marks.more_than(MOST_ENTRIES) {
                <p class="help">{ more.pick(lang) }</p>
            }
        }
    }
}

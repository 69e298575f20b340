//! "What does this message mean?": a pasted error or log, and the known failures in it.

use super::failure::Card;
use super::links::{Papers, to_failure};
use super::paste::Paste;
use super::{Desk, Given};
use crate::knowledge::failures::{
    Addresses, Failure, Found, MASK, MASKED, NOTHING, THEMES, Theme, explain, symptoms,
};
use crate::say::{Lang, Message, Say, message, say};
use crate::web::leave::Request;
use crate::web::row::Row;
use crate::web::sheet::Copied;
use crate::web::state::Page;
use yew::prelude::*;

const LABEL: Say = say("Error or log", "エラーまたはログ");
const HELP: Say = say(
    "Paste what the program printed, as much as you have. It is read in this page, goes nowhere, and is gone when you leave.",
    "プログラムが表示した内容を、あるだけ貼り付けてください。このページの中で読むだけで、どこにも送りません。ページを離れると消えます。",
);
const SYMPTOMS: Say = say("Failures that print nothing", "メッセージの出ない失敗");
const SYMPTOMS_HELP: Say = say(
    "Nothing to paste? Choose what you see.",
    "貼り付けるものがないときは、当てはまる症状を選んでください。",
);
const EVERY: Say = say("All that is known here", "ここで知っているすべての失敗");

/// How many failures a text shows.
fn recognised(count: usize) -> Message {
    match count {
        1 => say("1 known failure:", "知っている失敗が 1 件あります。").into(),
        _ => message!(
            "{count} known failures:",
            "知っている失敗が {count} 件あります。"
        ),
    }
}

/// The desk.
pub(super) fn draw(given: &Given) -> Html {
    let page = given.page;
    let chosen = match page.desk {
        Desk::Messages(chosen) => chosen,
        _ => None,
    };
    html! {
        <Messages lang={page.lang} {chosen} text={page.typed(page.desk)} dispatch={page.dispatcher()}
            papers={Papers::of(given)}
            addresses={Addresses::of(&given.reading.plan)} copied={page.copied()} send={given.send.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    lang: Lang,
    /// The failure that the address names.
    chosen: Option<Row<Failure>>,
    /// What was pasted.
    text: AttrValue,
    dispatch: UseReducerDispatcher<Page>,
    papers: Papers,
    addresses: Addresses,
    /// What was copied last.
    copied: Option<Copied>,
    send: Callback<Request>,
}

#[function_component]
fn Messages(props: &Props) -> Html {
    let lang = props.lang;
    let found = use_memo(props.text.clone(), |text| explain(text));
    let card = Card {
        lang,
        papers: &props.papers,
        addresses: &props.addresses,
        copied: props.copied,
        send: &props.send,
    };
    let masked = found.iter().any(|found| found.text.contains(MASK));
    let elsewhere = |chosen: &Row<Failure>| {
        let same = |found: &Found| std::ptr::eq(found.failure, chosen.0);
        !found.iter().any(same)
    };
    let link = |failure: &'static Failure| {
        html! { <li>{ to_failure(failure, lang) }</li> }
    };
    let theme = |theme: &'static Theme| {
        html! {
            <details class="theme">
                <summary>{ theme.title.pick(lang) }</summary>
                <ul>{ for theme.failures.iter().map(link) }</ul>
            </details>
        }
    };
    html! {
        <>
            <Paste id="log" label={LABEL} help={HELP} {lang}
                desk={Desk::Messages(None)} text={props.text.clone()} dispatch={props.dispatch.clone()} />
            <div id="recognised" role="status">
                if !found.is_empty() {
                    <p>{ recognised(found.len()).pick(lang) }</p>
                } else if !props.text.trim().is_empty() {
                    <p class="nothing">{ NOTHING.pick(lang) }</p>
                }
                if masked {
                    <p class="help">{ MASKED.pick(lang) }</p>
                }
            </div>
            // One element whatever is in it: Yew would make the text area anew beside a list that grows.
            <div class="cards">
                { for found.iter().map(|found| card.draw(Row(found.failure), Some(found))) }
                { for props.chosen.filter(elsewhere).map(|chosen| card.draw(chosen, None)) }
            </div>
            <h3>{ SYMPTOMS.pick(lang) }</h3>
            <p class="help">{ SYMPTOMS_HELP.pick(lang) }</p>
            <ul class="symptoms">{ for symptoms().map(link) }</ul>
            <h3>{ EVERY.pick(lang) }</h3>
            { for THEMES.iter().map(theme) }
        </>
    }
}

//! The text of a paper, line by line: coloured by its language, with what the last edit changed
//! marked. The lines together are the text, byte for byte, for whoever selects and copies it.
//!
//! A line with something quoted in it can be pointed at, or reached with Tab, and is then peeled
//! beside the text: what each reader hands to the next.

use super::changes::Changes;
use super::words;
use crate::look;
use crate::look::highlight::{self, Kind, Token};
use crate::look::peel::{self, Part};
use crate::say::Lang;
use crate::text::{File, Text};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

/// A text with more lines is a program, and is drawn in one piece.
const MOST_LINES: usize = 500;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) text: Text<File>,
    pub(super) changes: Changes,
    pub(super) lang: Lang,
    /// The id of its title.
    pub(super) title: String,
    /// Whether it is on show; else it is there for a print.
    pub(super) drawn: bool,
    /// The id of the text itself.
    pub(super) shown_at: String,
}

/// The text of a paper.
#[function_component]
pub(super) fn PaperText(props: &Props) -> Html {
    let peeled = use_state_eq(|| None::<usize>);
    let text = props.text.as_str();
    let plain = !props.drawn || text.lines().nth(MOST_LINES).is_some();
    let content = match plain {
        true => html! { { text.to_owned() } },
        false => lines(props, *peeled),
    };
    // One listener for all lines, which come and go with every key.
    let point = {
        let peeled = peeled.setter();
        move |target: Option<EventTarget>| {
            if let Some(line) = line_at(target) {
                peeled.set(Some(line));
            }
        }
    };
    let onmouseover = {
        let point = point.clone();
        Callback::from(move |event: MouseEvent| point(event.target()))
    };
    let onfocusin = Callback::from(move |event: FocusEvent| point(event.target()));
    let onkeydown = {
        let peeled = peeled.clone();
        Callback::from(move |event: KeyboardEvent| match &*event.key() {
            "Escape" => peeled.set(None),
            "Enter" | " " => {
                if let Some(line) = line_at(event.target()) {
                    event.prevent_default();
                    peeled.set((*peeled != Some(line)).then_some(line));
                }
            }
            _ => {}
        })
    };
    let levels = match *peeled {
        Some(line) if !plain => peel::levels(&props.text, line),
        _ => Vec::new(),
    };
    // Long lines scroll inside, which the keyboard must be able to do as well.
    html! {
        <div class="paper-text" {onmouseover} {onfocusin} {onkeydown}>
            <pre class="text" tabindex="0" role="group" aria-labelledby={props.title.clone()}><code id={props.shown_at.clone()}>{ content }</code></pre>
            <div class="xray" id={xray(&props.title)} role="status">{ xray_of(&levels, props.lang) }</div>
        </div>
    }
}

fn xray(title: &str) -> String {
    format!("{title}-xray")
}

/// The number of the line, from 0, when something of it can be peeled.
fn line_at(target: Option<EventTarget>) -> Option<usize> {
    let element = target?.dyn_into::<Element>().ok()?;
    let line = element.closest("[data-line]").ok().flatten()?;
    line.get_attribute("data-line")?.parse().ok()
}

fn lines(props: &Props, peeled: Option<usize>) -> Html {
    let language = look::language(&props.text);
    let tokens = highlight::tokens(language, props.text.as_str());
    let peelable = peel::peelable(&props.text);
    let line = |(number, tokens): (usize, &[Token])| {
        let fresh = props.changes.marks(number).then_some("fresh");
        let tokens = tokens.iter().map(|token| match token.kind {
            Kind::Plain => html! { { token.text.to_owned() } },
            kind => html! { <span class={kind.class()}>{ token.text.to_owned() }</span> },
        });
        match peelable.get(number) {
            Some(true) => html! {
                <span class={classes!("line", fresh)} role="button" tabindex="0" data-line={number.to_string()}
                    aria-expanded={(peeled == Some(number)).to_string()} aria-controls={xray(&props.title)}>
                    { for tokens }
                </span>
            },
            _ => html! { <span class={classes!("line", fresh)}>{ for tokens }</span> },
        }
    };
    highlight::lines(&tokens).enumerate().map(line).collect()
}

/// What each reader gets of a line.
fn xray_of(levels: &[Vec<Part>], lang: Lang) -> Html {
    let part = |part: &Part| {
        html! {
            <li>
                <p>{ part.say.pick(lang) }</p>
                <pre><code>{ marked(part) }</code></pre>
            </li>
        }
    };
    html! {
        if !levels.is_empty() {
            <h4>{ words::XRAY.pick(lang) }</h4>
            <ol>{ for levels.iter().flatten().map(part) }</ol>
        }
    }
}

/// A text with what the next level shows of it marked.
fn marked(part: &Part) -> Html {
    let mut at = 0;
    let mut pieces = Vec::new();
    for mark in &part.marks {
        pieces.push(html! { { part.text[at..mark.start].to_owned() } });
        pieces.push(html! { <mark>{ part.text[mark.clone()].to_owned() }</mark> });
        at = mark.end;
    }
    pieces.push(html! { { part.text[at..].to_owned() } });
    pieces.into_iter().collect()
}

//! What a text of the host answers: each answer with where it stands, and a box for whether it is
//! taken. What would replace another answer is taken only when a person says so.

use crate::existing::host::{Answer, Change, Heard, Left, Piece};
use crate::form::Form;
use crate::say::{Lang, Message, Say, message, say};
use crate::web::prose::prose;
use crate::web::state::{Action, Page};
use std::rc::Rc;
use yew::prelude::*;

/// The most characters of an answer that are shown.
const MOST: usize = 200;

/// What stands in the place of a secret.
const MASK: &str = "••••••••";

const ANSWERS: Say = say("Answers in it", "この内容から取り込める回答");
const TAKE: Say = say("Write into the answers", "回答に書き込む");
const TAKEN: Say = say(
    "The answers were written. “Undo” takes them back.",
    "回答に書き込みました。「元に戻す」で取り消せます。",
);
const NOTHING_NEW: Say = say(
    "The questions already have these answers.",
    "回答はすでにこの内容と同じです。",
);
const EMPTY: Say = say("(empty)", "（空欄）");
const REPLACES: Say = say("It replaces:", "現在の回答（置き換わります）：");
const LEFT: Say = say("What could not be taken", "取り込めなかったもの");

fn at_lines(piece: &Piece, lang: Lang) -> Message {
    let what = piece.what.pick(lang);
    let (first, last) = (piece.lines.start, piece.lines.end.saturating_sub(1));
    match first < last {
        true => message!(
            "{what}, lines {first}–{last}",
            "{what}（{first}～{last} 行目）"
        ),
        false => message!("{what}, line {first}", "{what}（{first} 行目）"),
    }
}

fn at_line(number: usize) -> Message {
    message!("Line {number}: ", "{number} 行目：")
}

/// What the boxes say; where the list is shorter, what replaces nothing is taken.
pub(super) type Chosen = UseStateHandle<(AttrValue, Vec<bool>)>;

/// What a text answers, with the button that writes it.
pub(super) struct Answers<'a> {
    pub(super) lang: Lang,
    pub(super) heard: &'a Heard,
    pub(super) text: &'a AttrValue,
    pub(super) form: &'a Rc<Form>,
    pub(super) chosen: &'a Chosen,
    pub(super) dispatch: &'a UseReducerDispatcher<Page>,
    /// Whether they are what the text is for: then nobody has to open them.
    pub(super) open: bool,
}

impl Answers<'_> {
    /// Nothing where there is no answer and nothing that was left.
    pub(super) fn draw(&self) -> Html {
        let (lang, heard) = (self.lang, self.heard);
        let (answers, left) = (&heard.answers, &heard.left);
        if answers.is_empty() && left.is_empty() {
            return Html::default();
        }
        let news = answers.iter().any(|answer| answer.change != Change::None);
        let taken: Vec<bool> = (0..answers.len()).map(|index| self.takes(index)).collect();
        let enabled = taken.contains(&true);
        let write = {
            let (dispatch, mut form) = (self.dispatch.clone(), Form::clone(self.form));
            heard.apply(&mut form, &taken);
            Callback::from(move |_: MouseEvent| {
                dispatch.dispatch(Action::Load(form.clone(), Vec::new()));
                dispatch.dispatch(Action::Notify(TAKEN.into()));
            })
        };
        let piece =
            |piece: &Piece| html! { <li>{ at_lines(piece, lang).pick(lang).to_owned() }</li> };
        let rest = |left: &Left| {
            html! { <li>{ at_line(left.line).pick(lang).to_owned() }{ prose(left.why.pick(lang)) }</li> }
        };
        html! {
            <details class="answers" open={self.open}>
                <summary>{ ANSWERS.pick(lang) }</summary>
                <ul class="notes">{ for heard.pieces.iter().take(super::MOST_PIECES).map(piece) }</ul>
                if news {
                    <div class="rule">
                        { for answers.iter().enumerate().map(|(index, answer)| self.answer(index, answer)) }
                    </div>
                    <button type="button" class="fix" id="take-answers" disabled={!enabled} onclick={write}>
                        { TAKE.pick(lang) }
                    </button>
                } else if !answers.is_empty() {
                    <p class="nothing">{ NOTHING_NEW.pick(lang) }</p>
                }
                if !left.is_empty() {
                    <h4>{ LEFT.pick(lang) }</h4>
                    <ul class="notes">{ for left.iter().take(super::MOST_PIECES).map(rest) }</ul>
                }
            </details>
        }
    }

    fn takes(&self, index: usize) -> bool {
        let (text, chosen) = &**self.chosen;
        let said = chosen.get(index).filter(|_| text == self.text);
        let change = self.heard.answers[index].change;
        said.copied().unwrap_or(change == Change::New) && change != Change::None
    }

    fn answer(&self, index: usize, answer: &Answer) -> Html {
        if answer.change == Change::None {
            return Html::default();
        }
        let (lang, field) = (self.lang, answer.field);
        let checked = self.takes(index);
        let onchange = {
            let mut all: Vec<bool> = (0..self.heard.answers.len())
                .map(|index| self.takes(index))
                .collect();
            all[index] = !checked;
            let (chosen, text) = (self.chosen.clone(), self.text.clone());
            Callback::from(move |_: Event| chosen.set((text.clone(), all.clone())))
        };
        let id = format!("answer-{}", field.name);
        let shown = |value: &str| {
            let choice = field.choices().iter().find(|choice| choice.value == value);
            match choice {
                _ if value.is_empty() => html! { { EMPTY.pick(lang) } },
                _ if field.is_secret() => html! { <code>{ MASK }</code> },
                Some(choice) => html! { { choice.label.pick(lang) } },
                None => {
                    let few: String = value.chars().take(MOST).collect();
                    let more = if few.len() < value.len() { "…" } else { "" };
                    html! { <code class="value">{ few }{ more }</code> }
                }
            }
        };
        html! {
            <span key={field.name}>
                <input type="checkbox" id={id.clone()} autocomplete="off" {checked} {onchange} />
                <div>
                    <label for={id}>{ field.label.pick(lang) }</label>{ " " }
                    <span class="help">{ at_line(answer.line).pick(lang).to_owned() }</span>
                    { shown(&answer.value) }
                    if answer.change == Change::Replaces {
                        <p class="help">{ REPLACES.pick(lang) }{ " " }{ shown(self.form.text(field)) }</p>
                    }
                </div>
            </span>
        }
    }
}

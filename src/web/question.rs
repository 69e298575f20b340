//! One question: label, help, control and problems, by the row of the table alone.

use super::certificates::certificates;
use super::desk::Marked;
use super::problems::{invalid, problems};
use super::prose::prose;
use super::row::Row;
use super::state::{Action, Page, Shown};
use super::words;
use crate::form::certificate::Certificate;
use crate::form::{Choice, Control, Field};
use crate::say::Lang;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) field: Row<Field>,
    /// The answer; of a choice, the value in force.
    pub(super) answer: AttrValue,
    pub(super) problems: Vec<Shown>,
    pub(super) lang: Lang,
    /// Whether the site keeps it from being changed.
    pub(super) locked: bool,
    pub(super) dispatch: UseReducerDispatcher<Page>,
    /// For certificates: what was read of the answer.
    #[prop_or_default]
    pub(super) certificates: Vec<Certificate>,
    /// For a secret: whether it is readable.
    #[prop_or_default]
    pub(super) revealed: bool,
    /// For a secret: the files that hold it.
    #[prop_or_default]
    pub(super) holders: Vec<AttrValue>,
    /// For NO_PROXY: the list, whose entries only some clients may honour.
    #[prop_or_default]
    pub(super) list: Option<AttrValue>,
}

/// One question.
#[function_component]
pub(super) fn Question(props: &Props) -> Html {
    let Row(field) = props.field;
    match field.control {
        Control::Line | Control::Lines | Control::Certificates => line(props),
        Control::Secret => secret(props),
        Control::Choice(choices) => choice(props, choices),
    }
}

impl Props {
    fn id(&self) -> String {
        format!("field-{}", self.field.name)
    }

    fn described_by(&self) -> String {
        let name = self.field.name;
        format!("help-{name} problems-{name}")
    }

    fn help(&self) -> Html {
        let id = format!("help-{}", self.field.name);
        html! {
            <p class="help" {id}>
                { prose(self.field.help.pick(self.lang)) }
                if self.locked {
                    { " " }<strong>{ words::LOCKED.pick(self.lang) }</strong>
                }
            </p>
        }
    }

    fn problems(&self) -> Html {
        problems(self.field.0, &self.problems, self.lang, &self.dispatch)
    }

    /// Passes on what was typed.
    fn oninput(&self) -> Callback<InputEvent> {
        let (dispatch, Row(field)) = (self.dispatch.clone(), self.field);
        Callback::from(move |event: InputEvent| {
            let text = event
                .target_dyn_into::<HtmlInputElement>()
                .map(|input| input.value())
                .or_else(|| {
                    let area = event.target_dyn_into::<HtmlTextAreaElement>()?;
                    let text = area.value();
                    // At once, and also where nothing else of the question changes.
                    if field.must_not_keep(&text).is_some() {
                        area.set_value("");
                    }
                    Some(text)
                });
            if let Some(text) = text {
                dispatch.dispatch(Action::Answer(field, text));
            }
        })
    }

    fn onfocusout(&self) -> Callback<FocusEvent> {
        let (dispatch, Row(field)) = (self.dispatch.clone(), self.field);
        Callback::from(move |_| dispatch.dispatch(Action::Leave(field)))
    }
}

fn line(props: &Props) -> Html {
    let (field, lang) = (props.field, props.lang);
    let placeholder = format!("{}{}", words::EXAMPLE.pick(lang), field.example);
    let value = props.answer.clone();
    let (oninput, onfocusout) = (props.oninput(), props.onfocusout());
    let control = match field.control {
        Control::Lines | Control::Certificates => html! {
            <textarea id={props.id()} name={field.name} rows="3" {value} {placeholder}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-describedby={props.described_by()} aria-invalid={invalid(&props.problems)}
                readonly={props.locked} {oninput} {onfocusout} />
        },
        _ => html! {
            <input type="text" id={props.id()} name={field.name} {value} {placeholder}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-describedby={props.described_by()} aria-invalid={invalid(&props.problems)}
                readonly={props.locked} {oninput} {onfocusout} />
        },
    };
    html! {
        <div class="question" data-field={field.name}>
            <label for={props.id()}>{ field.label.pick(lang) }</label>
            { props.help() }
            { control }
            { props.problems() }
            if let Some(list) = &props.list {
                <Marked {list} {lang} />
            }
            { certificates(&props.certificates, lang) }
        </div>
    }
}

fn secret(props: &Props) -> Html {
    let (field, lang, revealed) = (props.field, props.lang, props.revealed);
    let toggle = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Action::Reveal(!revealed)))
    };
    let holder = |name: &AttrValue| html! { <li><code>{ name }</code></li> };
    // `off` rather than `new-password`, which makes browsers offer one of their own making; the
    // data attributes say the same to password managers that do not heed `off`.
    html! {
        <div class="question" data-field={field.name}>
            <label for={props.id()}>{ field.label.pick(lang) }</label>
            { props.help() }
            <div class="secret">
                <input type={if revealed { "text" } else { "password" }} id={props.id()}
                    name={field.name} value={props.answer.clone()}
                    autocomplete="off" autocapitalize="off" spellcheck="false"
                    data-lpignore="true" data-bwignore="true"
                    aria-describedby={format!("{} secrecy", props.described_by())}
                    aria-invalid={invalid(&props.problems)}
                    oninput={props.oninput()} onfocusout={props.onfocusout()} />
                <button type="button" id="show-password" aria-pressed={revealed.to_string()}
                    aria-controls={props.id()} onclick={toggle}>
                    { words::SHOW_PASSWORD.pick(lang) }
                    <span class="unseen">{ format!(" – {}", field.label.pick(lang)) }</span>
                </button>
            </div>
            { props.problems() }
            <div class="secrecy" id="secrecy">
                <p>{ words::SECRECY.pick(lang) }</p>
                if props.holders.is_empty() {
                    <p>{ words::NO_SECRET_FILES.pick(lang) }</p>
                } else {
                    <p>{ words::SECRET_FILES.pick(lang) }</p>
                    <ul>{ for props.holders.iter().map(holder) }</ul>
                }
            </div>
        </div>
    }
}

fn choice(props: &Props, choices: &'static [Choice]) -> Html {
    let (Row(field), lang) = (props.field, props.lang);
    let radio = |choice: &'static Choice| {
        let id = format!("field-{}-{}", field.name, choice.value);
        let consequence = format!("{id}-means");
        let dispatch = props.dispatch.clone();
        let choose = move |_: Event| {
            dispatch.dispatch(Action::Answer(field, choice.value.to_owned()));
        };
        html! {
            <div class="choice" key={choice.value}>
                <input type="radio" name={field.name} value={choice.value} id={id.clone()}
                    autocomplete="off" aria-describedby={consequence.clone()}
                    disabled={props.locked} checked={props.answer == choice.value} onchange={choose} />
                <div>
                    <label for={id}>{ choice.label.pick(lang) }</label>
                    <p id={consequence}>{ prose(choice.consequence.pick(lang)) }</p>
                </div>
            </div>
        }
    };
    // A radiogroup, since `aria-invalid` means nothing on a mere group.
    html! {
        <fieldset class="question" data-field={field.name} role="radiogroup"
            aria-describedby={props.described_by()} aria-invalid={invalid(&props.problems)}
            onfocusout={props.onfocusout()}>
            <legend>{ field.label.pick(lang) }</legend>
            { props.help() }
            { for choices.iter().map(radio) }
            { props.problems() }
        </fieldset>
    }
}

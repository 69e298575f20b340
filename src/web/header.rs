//! The head of the page: its name, what it is for, and the choice of the language.

use super::state::{Action, Page};
use super::words;
use crate::say::Lang;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) lang: Lang,
    pub(super) dispatch: UseReducerDispatcher<Page>,
}

/// The head of the page.
#[function_component]
pub(super) fn Header(props: &Props) -> Html {
    let lang = props.lang;
    let choice = |offered: Lang| {
        let dispatch = props.dispatch.clone();
        let choose = move |_: Event| dispatch.dispatch(Action::Speak(offered));
        let id = format!("lang-{}", offered.tag());
        html! {
            <span class="language" key={offered.tag()}>
                <input type="radio" name="lang" value={offered.tag()} id={id.clone()}
                    autocomplete="off" checked={offered == lang} onchange={choose} />
                <label for={id} lang={offered.tag()}>{ words::own_name(offered) }</label>
            </span>
        }
    };
    html! {
        <header class="top">
            <div>
                <h1>{ "runner-proxy" }</h1>
                <p>{ words::TAGLINE.pick(lang) }{ " " }<strong>{ words::STAYS.pick(lang) }</strong></p>
            </div>
            <fieldset class="languages">
                <legend class="unseen">{ words::LANGUAGE.pick(lang) }</legend>
                { for Lang::ALL.into_iter().map(choice) }
            </fieldset>
        </header>
    }
}

//! The head of the page: its name, what it is for, who hosts it, and how it looks.

use super::browser;
use super::keys;
use super::state::Action;
use super::still::Still;
use super::taste::{self, Theme};
use super::words;
use crate::form::site::Site;
use crate::say::Lang;
use yew::prelude::*;

/// The head of the page.
pub(super) fn header(given: &Still) -> Html {
    let lang = given.lang;
    let languages = Lang::ALL.into_iter().map(|offered| {
        let dispatch = given.dispatch.clone();
        let choose = move |_: Event| {
            taste::remember_lang(offered);
            dispatch.dispatch(Action::Speak(offered));
        };
        let name = words::own_name(offered);
        option(
            "lang",
            offered.tag(),
            name,
            offered,
            offered == lang,
            choose,
        )
    });
    let themes = Theme::ALL.into_iter().map(|offered| {
        let dispatch = given.dispatch.clone();
        let choose = move |_: Event| {
            taste::remember_theme(offered);
            dispatch.dispatch(Action::Dress(offered));
        };
        let name = offered.name().pick(lang);
        option(
            "theme",
            offered.tag(),
            name,
            lang,
            offered == given.theme,
            choose,
        )
    });
    html! {
        <header class="top">
            <div>
                <h1>{ "runner-proxy" }</h1>
                <p>{ words::TAGLINE.pick(lang) }{ " " }<strong>{ words::STAYS.pick(lang) }</strong></p>
                { host(&given.site, lang) }
            </div>
            <fieldset class="switch">
                <legend class="unseen">{ words::LANGUAGE.pick(lang) }</legend>
                { for languages }
            </fieldset>
            <fieldset class="switch">
                <legend class="unseen">{ words::THEME.pick(lang) }</legend>
                { for themes }
            </fieldset>
            <button type="button" id="keys" aria-keyshortcuts="?" onclick={|_| browser::open_dialog(keys::DIALOG)}>
                { words::KEYS.pick(lang) }
            </button>
        </header>
    }
}

/// One of a few, as a radio button that looks like a switch.
fn option(
    group: &'static str,
    value: &'static str,
    name: &'static str,
    lang: Lang,
    checked: bool,
    onchange: impl Fn(Event) + 'static,
) -> Html {
    let id = format!("{group}-{value}");
    html! {
        <span key={value}>
            <input type="radio" name={group} {value} id={id.clone()} autocomplete="off" {checked} {onchange} />
            <label for={id} lang={lang.tag()}>{ name }</label>
        </span>
    }
}

/// Who hosts the page, and where they help.
fn host(site: &Site, lang: Lang) -> Html {
    html! {
        if let Some(organisation) = &site.organisation {
            <p class="host">
                { words::set_up_by(organisation).pick(lang) }
                if let Some(support) = &site.support {
                    { " " }
                    // A click on it is the reader's own request, and it says nothing of where it was made.
                    <a href={support.clone()} rel="noreferrer" target="_blank">{ words::SUPPORT.pick(lang) }</a>
                }
            </p>
        }
    }
}

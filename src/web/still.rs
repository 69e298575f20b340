//! The parts of the page that no answer changes. At a key they are neither drawn nor compared.

use super::state::Page;
use super::taste::Theme;
use crate::form::site::Site;
use crate::say::Lang;
use std::rc::Rc;
use yew::prelude::*;

/// What such a part may be drawn from.
#[derive(Properties)]
pub(super) struct Still {
    pub(super) lang: Lang,
    pub(super) theme: Theme,
    /// Whether single keys do something.
    pub(super) keys: bool,
    pub(super) site: Rc<Site>,
    pub(super) dispatch: UseReducerDispatcher<Page>,
    draw: fn(&Still) -> Html,
}

// Not derived: the site never changes, and at each place stands one function.
impl PartialEq for Still {
    fn eq(&self, other: &Self) -> bool {
        (self.lang, self.theme, self.keys) == (other.lang, other.theme, other.keys)
    }
}

/// Such a part.
pub(super) fn still(page: &UseReducerHandle<Page>, draw: fn(&Still) -> Html) -> Html {
    html! {
        <Part lang={page.lang} theme={page.theme} keys={page.keys} site={page.site.clone()}
            dispatch={page.dispatcher()} {draw} />
    }
}

#[function_component]
fn Part(props: &Still) -> Html {
    (props.draw)(props)
}

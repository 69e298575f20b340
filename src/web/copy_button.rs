//! A button that copies and says so for a moment.

use super::leave::{Copied, Request};
use super::words;
use crate::say::Lang;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long it says that it has copied.
const COPIED_MS: u32 = 2_000;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) class: &'static str,
    pub(super) lang: Lang,
    pub(super) what: Copied,
    /// What it copies, for those who do not see what is beside it.
    pub(super) name: AttrValue,
    pub(super) enabled: bool,
    /// The id of the reason why it is not.
    pub(super) reason: Option<String>,
    /// What shows the same text.
    pub(super) shown: NodeRef,
    pub(super) send: Callback<Request>,
}

/// A button that copies and says so for a moment.
#[function_component]
pub(super) fn CopyButton(props: &Props) -> Html {
    let copied = use_state(|| false);
    // Dropping the timer stops it, so the button never outlives itself.
    let timer = use_mut_ref(|| None::<Timeout>);
    let onclick = {
        let (what, shown, send) = (props.what, props.shown.clone(), props.send.clone());
        let copied = copied.setter();
        Callback::from(move |_: MouseEvent| {
            let (copied, timer) = (copied.clone(), timer.clone());
            let done = Callback::from(move |()| {
                copied.set(true);
                let back = copied.clone();
                timer.replace(Some(Timeout::new(COPIED_MS, move || back.set(false))));
            });
            send.emit(Request::Copy(what, shown.clone(), done));
        })
    };
    let words = if *copied { words::COPIED } else { words::COPY };
    html! {
        <button type="button" class={props.class} disabled={!props.enabled}
            aria-label={(!*copied).then(|| props.name.clone())}
            aria-describedby={if props.enabled { None } else { props.reason.clone() }} {onclick}>
            { words.pick(props.lang) }
        </button>
    }
}

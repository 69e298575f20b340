//! One paper: where it goes, its text, what to do with it, and what to know.

use super::leave::{Copied, Request};
use super::prose::prose;
use super::sheet::Sheet;
use super::steps::steps;
use super::words;
use crate::say::Lang;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long a copy button says that it has copied.
const COPIED_MS: u32 = 2_000;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) sheet: Rc<Sheet>,
    pub(super) lang: Lang,
    /// Whether it may leave.
    pub(super) ready: bool,
    pub(super) send: Callback<Request>,
}

/// One paper.
#[function_component]
pub(super) fn Paper(props: &Props) -> Html {
    let (sheet, lang) = (&*props.sheet, props.lang);
    let shown = use_node_ref();
    let download = {
        let (send, artifact) = (props.send.clone(), sheet.artifact);
        Callback::from(move |_: MouseEvent| send.emit(Request::Download(artifact)))
    };
    let id = sheet.id();
    let title = format!("{id}-title");
    let reason = match (props.ready, sheet.not_copyable) {
        (false, _) => Some(words::PAPER_PREVIEW),
        (true, not_copyable) => not_copyable,
    };
    let reason_id = reason.map(|_| format!("{id}-reason"));
    let copyable = props.ready && sheet.not_copyable.is_none();
    html! {
        <article class="paper" id={id.clone()} data-path={sheet.artifact.path}
            data-name={sheet.name.clone()} aria-labelledby={title.clone()} tabindex="-1">
            <header>
                <div class="about">
                    <h3 id={title.clone()}><code>{ &sheet.title }</code></h3>
                    <p class="place">
                        { sheet.place.pick(lang) }
                        if sheet.secret {
                            { " " }<strong class="tag">{ words::SECRET.pick(lang) }</strong>
                        }
                    </p>
                </div>
                <div class="actions">
                    <CopyButton class="copy" {lang} what={Copied::Paper(sheet.artifact)}
                        name={words::copy_this(&sheet.title).pick(lang).to_owned()}
                        enabled={copyable} reason={reason_id.clone()}
                        shown={shown.clone()} send={props.send.clone()} />
                    <button type="button" class="download" disabled={!props.ready}
                        aria-label={words::download_this(&sheet.name).pick(lang).to_owned()}
                        aria-describedby={if props.ready { None } else { reason_id.clone() }}
                        onclick={download}>
                        { words::DOWNLOAD.pick(lang) }
                    </button>
                </div>
            </header>
            <p class="why">{ prose(sheet.artifact.why.pick(lang)) }</p>
            if let Some(reason) = reason {
                <p class="reason" id={reason_id}>{ reason.pick(lang) }</p>
            }
            // Long lines scroll inside, which the keyboard must be able to do as well.
            <pre class="text" tabindex="0" role="group" aria-labelledby={title}><code ref={shown}>{ &sheet.text }</code></pre>
            { steps(&sheet.tasks, lang, props.ready, &props.send) }
            if !sheet.notes.is_empty() {
                <h4>{ words::NOTES.pick(lang) }</h4>
                <ul class="notes">
                    { for sheet.notes.iter().map(|note| html! { <li>{ prose(note.pick(lang)) }</li> }) }
                </ul>
            }
        </article>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct CopyProps {
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
pub(super) fn CopyButton(props: &CopyProps) -> Html {
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

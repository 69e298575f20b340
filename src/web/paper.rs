//! One paper: where it goes, its text, what to do with it, and what to know.

use super::copy_button::CopyButton;
use super::leave::{Copied, Request};
use super::prose::prose;
use super::sheet::Sheet;
use super::steps::steps;
use super::words;
use crate::say::Lang;
use std::rc::Rc;
use yew::prelude::*;

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
    let run_shown = use_node_ref();
    // Long lines scroll inside, which the keyboard must be able to do as well.
    let text = html! {
        <pre class="text" tabindex="0" role="group" aria-labelledby={title.clone()}><code ref={shown.clone()}>{ &sheet.text }</code></pre>
    };
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
            if let Some(run) = sheet.artifact.run {
                <div class="command">
                    <pre><code ref={run_shown.clone()}>{ run }</code></pre>
                    <CopyButton class="copy-command" {lang} what={Copied::Run(sheet.artifact)}
                        name={words::copy_run(sheet.artifact.path).pick(lang).to_owned()}
                        enabled={props.ready} reason={None::<String>}
                        shown={run_shown} send={props.send.clone()} />
                </div>
                // A program is long: it is drawn only when somebody wants to read it.
                <details>
                    <summary>{ words::READ_IT.pick(lang) }</summary>
                    { text }
                </details>
            } else {
                { text }
            }
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

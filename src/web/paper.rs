//! One paper: where it goes, its text, what to do with it, and what to know.

use super::copy_button::CopyButton;
use super::leave::{Files, Request};
use super::program;
use super::prose::prose;
use super::sheet::Copied;
use super::sheet::{Rest, Sheet};
use super::state::{Action, Page};
use super::steps::steps;
use super::text::PaperText;
use super::words;
use crate::existing::Kind;
use crate::say::{Lang, Message, Say, say};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The link to where it is merged into the host's own.
const TO_MERGE: Say = say(
    "The host has this file already? See it merged.",
    "このファイルがすでにあるときは、マージできます。",
);

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) sheet: Rc<Sheet>,
    pub(super) lang: Lang,
    /// Whether it may leave.
    pub(super) ready: bool,
    /// Whether it is on show; else it waits for a print.
    pub(super) chosen: bool,
    /// What was copied last.
    pub(super) copied: Option<Copied>,
    pub(super) send: Callback<Request>,
    pub(super) dispatch: UseReducerDispatcher<Page>,
}

/// One paper.
#[function_component]
pub(super) fn Paper(props: &Props) -> Html {
    let (sheet, lang) = (&*props.sheet, props.lang);
    let download = {
        let (send, artifact) = (props.send.clone(), sheet.artifact);
        Callback::from(move |_: MouseEvent| send.emit(Request::Files(Files::Download(artifact))))
    };
    let id = sheet.id();
    let title = format!("{id}-title");
    let reason = match (props.ready, sheet.not_copyable) {
        (false, _) => Some(words::PAPER_PREVIEW),
        (true, not_copyable) => not_copyable,
    };
    let reason_id = reason.map(|_| format!("{id}-reason"));
    let copyable = props.ready && sheet.not_copyable.is_none();
    let button = |class, what, name: Message, enabled| CopyButton {
        class,
        what,
        name: name.pick(lang).to_owned(),
        enabled,
        reason: reason_id.clone(),
        copied: props.copied,
        send: &props.send,
    };
    let (text_copied, run_copied) = (Copied::Paper(sheet.artifact), Copied::Run(sheet.artifact));
    let text = sheet.text.as_ref().map(|text| {
        html! {
            <>
                <PaperText text={text.clone()} changes={sheet.changes.clone()} {lang}
                    title={title.clone()} drawn={props.chosen} shown_at={text_copied.shown_at()} />
                if let Some(masked) = &sheet.masked {
                    <pre class="masked" aria-hidden="true"><code>{ masked }</code></pre>
                }
            </>
        }
    });
    // Not at the start, when no file has its text: the code of the desk is not there yet.
    let file = sheet.text.is_some() && sheet.artifact.run.is_none();
    let mergeable = file && Kind::of_path(sheet.artifact.path).is_some();
    let read = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let details = event.target_dyn_into::<Element>();
            let open = details.is_some_and(|details| details.has_attribute("open"));
            dispatch.dispatch(Action::Read(open));
        })
    };
    html! {
        <article class={classes!("paper", sheet.secret.then_some("holds-secret"))} id={id.clone()} data-path={sheet.artifact.path}
            data-name={sheet.name.clone()} aria-labelledby={title.clone()} tabindex="-1"
            hidden={!props.chosen}>
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
                    { button("copy", text_copied, words::copy_this(&sheet.title), copyable).draw(lang) }
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
                <p class="reason" id={reason_id.clone()}>{ reason.pick(lang) }</p>
            }
            if sheet.rest == Rest::Missing {
                { program::again(lang) }
            }
            if let Some(run) = sheet.artifact.run {
                <div class="command">
                    <pre><code id={run_copied.shown_at()}>{ run }</code></pre>
                    { button("copy-command", run_copied, words::copy_run(sheet.artifact.path), props.ready).draw(lang) }
                </div>
                // A program is long: it is drawn only when somebody wants to read it.
                <details ontoggle={read}>
                    <summary>{ words::READ_IT.pick(lang) }</summary>
                    { for text }
                </details>
            } else {
                { for text }
            }
            if mergeable {
                <p class="help to-merge"><a href="#see=merge">{ TO_MERGE.pick(lang) }</a></p>
            }
            { steps(&sheet.tasks, lang, props.ready, &reason_id, props.copied, &props.send) }
            if !sheet.notes.is_empty() {
                <h4>{ words::NOTES.pick(lang) }</h4>
                <ul class="notes">
                    { for sheet.notes.iter().map(|note| html! { <li>{ prose(note.pick(lang)) }</li> }) }
                </ul>
            }
        </article>
    }
}

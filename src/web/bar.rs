//! The bar that stays in sight: how far the form is, what happened last, and the one download.

use super::leave::Request;
use super::state::{Kind, Notice, Shown};
use super::words;
use crate::say::Lang;
use yew::prelude::*;

/// How many problems there are of each kind. It changes rarely, so the live region speaks rarely.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Tally {
    needed: usize,
    wrong: usize,
    warnings: usize,
}

impl Tally {
    /// Counts them.
    pub(super) fn of(problems: &[Shown]) -> Self {
        let count = |kind| problems.iter().filter(|shown| shown.kind == kind).count();
        Self {
            needed: count(Kind::Needed),
            wrong: count(Kind::Error),
            warnings: count(Kind::Warning),
        }
    }

    fn ready(self) -> bool {
        self.needed + self.wrong == 0
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) lang: Lang,
    pub(super) state: Tally,
    pub(super) notice: Option<Notice>,
    pub(super) send: Callback<Request>,
}

/// The bar.
#[function_component]
pub(super) fn Bar(props: &Props) -> Html {
    let (lang, state) = (props.lang, props.state);
    let download = {
        let send = props.send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Request::DownloadAll))
    };
    let said = match &props.notice {
        Some(notice) => html! { <p key={notice.number}>{ notice.message.pick(lang) }</p> },
        None => {
            let open = words::open(state.needed, state.wrong);
            let warnings = words::warnings(state.warnings).filter(|_| state.ready());
            html! {
                <>
                    <p>{ open.pick(lang) }</p>
                    if let Some(warnings) = warnings {
                        <p class="warnings">{ warnings.pick(lang) }</p>
                    }
                </>
            }
        }
    };
    let looks_ready = state.ready() && props.notice.is_none();
    html! {
        <div class={classes!("bar", looks_ready.then_some("ready"))}>
            <div id="status" role="status">{ said }</div>
            <button type="button" id="download-all" disabled={!state.ready()}
                aria-describedby={(!state.ready()).then_some("status")} onclick={download}>
                { words::DOWNLOAD_ALL.pick(lang) }
            </button>
        </div>
    }
}

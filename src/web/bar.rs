//! The bar that stays in sight: how far the form is, what happened last, and the one download.

use super::leave::{Files, Request};
use super::offline;
use super::state::{Action, Kind, Page, Shown, View};
use super::words;
use yew::prelude::*;

/// How many problems there are of each kind. It changes rarely, so the live region speaks rarely.
#[derive(Clone, Copy)]
struct Tally {
    needed: usize,
    wrong: usize,
    warnings: usize,
}

impl Tally {
    /// Counts them.
    fn of(problems: &[Shown]) -> Self {
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

/// The bar.
pub(super) fn bar(
    page: &UseReducerHandle<Page>,
    problems: &[Shown],
    send: &Callback<Request>,
) -> Html {
    let (lang, state) = (page.lang, Tally::of(problems));
    let download = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.emit(Request::Files(Files::DownloadAll)))
    };
    let said = match &page.notice {
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
    // What a narrow screen does not show is one press away.
    let (other, name) = match page.view {
        View::Papers => (View::Group(0), words::TO_QUESTIONS),
        View::Group(_) => (View::Papers, page.on_show().title()),
    };
    let turn = {
        let dispatch = page.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Action::Show(other)))
    };
    let looks_ready = state.ready() && page.notice.is_none();
    html! {
        <div class={classes!("bar", looks_ready.then_some("ready"))}>
            <div id="status" role="status">
                { said }
                if page.update {
                    { offline::update(lang) }
                }
            </div>
            <button type="button" id="turn" onclick={turn}>{ name.pick(lang) }</button>
            <button type="button" id="download-all" disabled={!state.ready()}
                aria-describedby={(!state.ready()).then_some("status")} onclick={download}>
                { words::DOWNLOAD_ALL.pick(lang) }
            </button>
        </div>
    }
}

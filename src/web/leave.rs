//! The only door through which text leaves the page: copying and downloading what a form without
//! errors gives, the same as the command writes.

use super::browser;
use super::state::{Action, Page, Row};
use super::words;
use crate::artifacts::steps::steps;
use crate::artifacts::{Artifact, Place, archive, files, papers};
use crate::form::Ready;
use crate::say::message;
use crate::say::{Lang, Message};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::{Callback, NodeRef, UseReducerDispatcher, UseReducerHandle};

/// What a button asks for.
pub(super) enum Request {
    /// Text for the clipboard. The element shows the same text, and the callback hears of success.
    Copy(Copied, NodeRef, Callback<()>),
    /// One file.
    Download(Row<Artifact>),
    /// All files in one archive.
    DownloadAll,
}

/// What can be copied.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Copied {
    /// A file's text.
    Paper(Row<Artifact>),
    /// The commands that run this program.
    Run(Row<Artifact>),
    /// The commands of the step with this number.
    Commands(usize),
}

/// Does what a button asks for and tells what became of it.
pub(super) fn serve(request: Request, page: &UseReducerHandle<Page>) {
    let dispatch = page.dispatcher();
    let lang = page.lang;
    // The buttons are disabled until the form is ready; this holds even if they were not.
    let Ok((ready, _)) = page.read().ready() else {
        dispatch.dispatch(Action::Notify(words::NOT_READY.into()));
        return;
    };
    match request {
        Request::Copy(what, shown, done) => match text_of(what, &ready, lang) {
            Some(text) => copy(what, text, shown, done, dispatch),
            None => dispatch.dispatch(Action::Notify(words::NOT_COPIED.into())),
        },
        Request::Download(row) => {
            let files = files(&ready, lang);
            let file = files.iter().find(|file| Row(file.artifact) == row);
            if let Some(file) = file {
                let name = row.download_name();
                dispatch.dispatch(Action::Notify(download(&name, &file.bytes)));
            }
        }
        Request::DownloadAll => {
            let archive = archive::tar(&files(&ready, lang));
            dispatch.dispatch(Action::Notify(download(archive::NAME, &archive)));
        }
    }
}

fn text_of(what: Copied, ready: &Ready, lang: Lang) -> Option<String> {
    match what {
        Copied::Paper(row) => {
            let papers = papers(ready.plan(), lang);
            let paper = papers.iter().find(|paper| Row(paper.artifact) == row)?;
            let copyable = paper.not_copyable().is_none();
            copyable.then(|| paper.text.as_str().to_owned())
        }
        Copied::Run(row) => row.run.map(str::to_owned),
        Copied::Commands(number) => {
            let steps = steps(ready.plan());
            let commands = steps.get(number.checked_sub(1)?)?.commands.as_ref()?;
            Some(commands.as_str().to_owned())
        }
    }
}

fn copy(
    what: Copied,
    text: String,
    shown: NodeRef,
    done: Callback<()>,
    dispatch: UseReducerDispatcher<Page>,
) {
    spawn_local(async move {
        let copied = browser::write_clipboard(&text).await.is_ok();
        let message = if copied {
            done.emit(());
            message_of(what)
        } else {
            let element = shown.cast::<Element>();
            let selected = element.is_some_and(|element| browser::select(&element).is_ok());
            if selected {
                words::SELECTED.into()
            } else {
                words::NOT_COPIED.into()
            }
        };
        dispatch.dispatch(Action::Notify(message));
    });
}

fn message_of(what: Copied) -> Message {
    match what {
        Copied::Run(row) => {
            let name = row.path;
            message!(
                "Copied: the commands that run {name}",
                "コピーしました：{name} を実行するコマンド",
            )
        }
        Copied::Paper(row) => {
            let name = match row.place() {
                Place::Host(path) => path,
                Place::Paste(name) => name,
                Place::Read => row.path,
            };
            message!("Copied: {name}", "コピーしました：{name}")
        }
        Copied::Commands(number) => message!(
            "Copied: the commands of step {number}",
            "コピーしました：手順 {number} のコマンド",
        ),
    }
}

fn download(name: &str, bytes: &[u8]) -> Message {
    match browser::download(name, bytes) {
        Ok(()) => message!(
            "Download started: {name}",
            "ダウンロードを始めました：{name}"
        ),
        Err(_) => words::NOT_DOWNLOADED.into(),
    }
}

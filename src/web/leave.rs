//! The only door through which text leaves the page: copying and downloading what a form without
//! errors gives, the same as the command writes.

use super::desk::Merged;
use super::row::Row;
use super::sheet::Copied;
use super::state::{Action, Page};
use super::words;
use super::{address, browser};
use crate::artifacts::steps::steps;
use crate::artifacts::{Artifact, INCOMPLETE, Place, archive, files, papers};
use crate::form::Ready;
use crate::knowledge::failures::Addresses;
use crate::knowledge::rate_limit::nginx;
use crate::say::{Message, message, say};
use wasm_bindgen_futures::spawn_local;
use yew::{UseReducerDispatcher, UseReducerHandle};

/// What a button asks for.
pub(super) enum Request {
    /// Something of the files, which a form without errors gives.
    Files(Files),
    /// The address that holds the answers, without the password.
    CopyLink,
    /// The answers as form.json, without the password.
    Save,
}

/// What can be had of the files.
pub(super) enum Files {
    /// Text for the clipboard.
    Copy(Copied),
    /// One file.
    Download(Row<Artifact>),
    /// All files in one archive.
    DownloadAll,
    /// A file of the host with what the answers need.
    DownloadMerged,
}

/// Does what a button asks for and tells what became of it.
pub(super) fn serve(request: Request, page: &UseReducerHandle<Page>) {
    match request {
        Request::CopyLink => copy_link(page),
        Request::Save => {
            let said = download("form.json", page.form.to_json().as_bytes());
            page.dispatch(Action::Notify(said));
        }
        Request::Files(files) => serve_files(files, page),
    }
}

fn serve_files(request: Files, page: &UseReducerHandle<Page>) {
    let dispatch = page.dispatcher();
    let lang = page.lang;
    if let Files::Copy(what) = request
        && let Some(text) = known(what, page)
    {
        copy(what, text, dispatch);
        return;
    }
    // The buttons are disabled until the form is ready; this holds even if they were not.
    let Ok((ready, _)) = page.read().ready() else {
        dispatch.dispatch(Action::Notify(words::NOT_READY.into()));
        return;
    };
    match request {
        Files::Copy(what) => match text_of(what, page, &ready) {
            Some(text) => copy(what, text, dispatch),
            None => dispatch.dispatch(Action::Notify(words::NOT_COPIED.into())),
        },
        Files::Download(row) => {
            let files = files(&ready, lang);
            let file = files.iter().find(|file| Row(file.artifact) == row);
            let message = match file {
                Some(file) => download(&row.download_name(), &file.bytes),
                None => INCOMPLETE.into(),
            };
            dispatch.dispatch(Action::Notify(message));
        }
        Files::DownloadMerged => {
            let message = match Merged::of(page, &ready) {
                Some(merged) => download(&merged.name, &merged.bytes()),
                None => words::NOT_DOWNLOADED.into(),
            };
            dispatch.dispatch(Action::Notify(message));
        }
        Files::DownloadAll => {
            let message = match archive::tar(&ready, lang) {
                Some(archive) => download(archive::NAME, &archive),
                None => INCOMPLETE.into(),
            };
            dispatch.dispatch(Action::Notify(message));
        }
    }
}

fn copy_link(page: &UseReducerHandle<Page>) {
    let dispatch = page.dispatcher();
    let link = browser::address_with(&address::link(page)).unwrap_or_default();
    spawn_local(async move {
        let message = match browser::write_clipboard(&link).await {
            Ok(()) => words::LINK_COPIED,
            Err(_) => words::LINK_NOT_COPIED,
        };
        dispatch.dispatch(Action::Notify(message.into()));
    });
}

/// What can leave whatever the form says.
fn known(what: Copied, page: &Page) -> Option<String> {
    match what {
        Copied::Check(failure) => failure.check_at(&Addresses::of(&page.read().plan)),
        Copied::Snippet(index) => {
            let part = nginx::SNIPPETS.get(index)?;
            Some(part.text().as_str().to_owned())
        }
        Copied::Paper(_)
        | Copied::Run(_)
        | Copied::Commands(_)
        | Copied::Spelling(_)
        | Copied::Merged
        | Copied::Patch => None,
    }
}

fn text_of(what: Copied, page: &Page, ready: &Ready) -> Option<String> {
    match what {
        Copied::Merged | Copied::Patch => Merged::of(page, ready)?.text(what),
        Copied::Paper(row) => {
            let papers = papers(ready.plan(), page.lang);
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
        Copied::Spelling(spelling) => spelling.text(ready.plan()),
        Copied::Check(_) | Copied::Snippet(_) => known(what, page),
    }
}

fn copy(what: Copied, text: String, dispatch: UseReducerDispatcher<Page>) {
    spawn_local(async move {
        let action = if browser::write_clipboard(&text).await.is_ok() {
            Action::Copied(what, message_of(what))
        } else if browser::select(&what.shown_at()).is_ok() {
            Action::Notify(words::SELECTED.into())
        } else {
            Action::Notify(words::NOT_COPIED.into())
        };
        dispatch.dispatch(action);
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
        Copied::Spelling(spelling) => {
            let name = spelling.name();
            message!("Copied: {name}", "コピーしました：{name}")
        }
        Copied::Commands(number) => message!(
            "Copied: the commands of step {number}",
            "コピーしました：手順 {number} のコマンド",
        ),
        Copied::Merged => say(
            "Copied: the merged file",
            "マージしたファイルをコピーしました。",
        )
        .into(),
        Copied::Patch => say("Copied: the patch", "パッチをコピーしました。").into(),
        Copied::Check(_) => say("Copied: the command", "コマンドをコピーしました。").into(),
        Copied::Snippet(_) => say(
            "Copied: a part of nginx's configuration",
            "nginx の設定をコピーしました。",
        )
        .into(),
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

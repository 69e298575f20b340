//! `runner-proxy inspect FILE`: what is wrong in a file that is there already.

use super::host_file::HostFile;
use super::{Stop, answers, print};
use runner_proxy::existing::{Kind, Level};
use runner_proxy::say::{Lang, say};
use std::ffi::OsString;
use std::path::PathBuf;

/// What is asked for.
pub(super) struct Inspect {
    pub(super) file: PathBuf,
    pub(super) kind: Option<Kind>,
    pub(super) form: Option<OsString>,
}

pub(super) fn run(inspect: &Inspect, lang: Lang) -> Result<(), Stop> {
    let form = inspect.form.as_deref().map(answers::read).transpose()?;
    let file = HostFile::read(&inspect.file, inspect.kind)?;
    let plan = form.as_ref().map(|(ready, _)| ready.plan());
    let findings = file.findings(&file.document()?, plan);
    let text = match findings.is_empty() {
        false => file.told(&findings, lang),
        true => {
            let nothing = say("Nothing was found.", "問題は見つかりませんでした。");
            format!("{}: {}", file.place(None), nothing.pick(lang))
        }
    };
    print(text + "\n")?;
    let is_error = findings.iter().any(|found| found.level == Level::Error);
    if is_error { Err(Stop::Said) } else { Ok(()) }
}

//! The form that a command is given, and what is told about it.

use super::{Stop, complain, failed};
use runner_proxy::form::{self, Form, Problem, Ready};
use runner_proxy::say::{Lang, say};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;
use std::{env, fs};

/// A plan without errors, and the warnings that travel with it.
pub(super) fn read(form: &OsStr) -> Result<(Ready, Vec<Problem>), Stop> {
    let bytes = if form == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(form)
    };
    let bytes = bytes.map_err(|error| failed(Path::new(form), &error))?;
    let mut form = Form::from_json(&bytes).map_err(Stop::Form)?;
    match env::var("RUNNER_PROXY_PASSWORD") {
        Ok(password) => form
            .give_password(password)
            .map_err(|problem| Stop::Form(vec![problem]))?,
        Err(env::VarError::NotPresent) => {}
        Err(env::VarError::NotUnicode(_)) => {
            return Err(Stop::Usage(
                say(
                    "RUNNER_PROXY_PASSWORD is not UTF-8.",
                    "RUNNER_PROXY_PASSWORD が UTF-8 ではありません。",
                )
                .into(),
            ));
        }
    }
    form::read(&form).ready().map_err(Stop::Form)
}

pub(super) fn warn(ready: &Ready, warnings: &[Problem], lang: Lang) {
    for Problem { field, message, .. } in warnings {
        complain(&format!("warning: {field}: {}", message.pick(lang)));
    }
    // The form has no clock, so that it comes to the same files on any day.
    let today = ready.plan().ca.iter().flat_map(|ca| ca.warnings_at(now()));
    for message in today {
        let field = form::fields::CA.name;
        complain(&format!("warning: {field}: {}", message.pick(lang)));
    }
}

/// Seconds since the epoch; a clock before it counts as the epoch.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

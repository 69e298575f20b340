//! `cargo xtask bench`: how fast the library renders and how much a reader of the page downloads.

use crate::Outcome;
use crate::process::cargo;
use crate::{process, site};

/// Runs `cargo bench`, then builds the site as published and reports its sizes.
pub(crate) fn chore(mut arguments: lexopt::Parser) -> Outcome {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    process::run(cargo().args(["bench", "--features", "cli"]))?;
    let directory = process::target_directory()?.join("site");
    site::build(&directory)?;
    site::publish(&directory)
}

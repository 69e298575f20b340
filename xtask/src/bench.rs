//! `cargo xtask bench`: how fast the library renders, how much a reader of the page downloads, and
//! whether the page keeps its budgets in a real browser.

use std::path::PathBuf;

use crate::process::{self, cargo};
use crate::{Outcome, root, site};

/// The page that ours is measured against.
const HELLO: &str = "tests/hello";

/// Runs `cargo bench`, then builds the site as published, reports its sizes, and has a browser
/// measure it beside a bare page; `--page` leaves the first out.
pub(crate) fn chore(mut arguments: lexopt::Parser) -> Outcome {
    let mut native = true;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("page") => native = false,
            other => return Err(other.unexpected().into()),
        }
    }
    if native {
        process::run(cargo().args(["bench", "--features", "cli"]))?;
    }
    let target = process::target_directory()?;
    let (page, hello) = (target.join("site"), target.join("hello-site"));
    println!("The page:");
    site::build(&page)?;
    site::publish(&page)?;
    println!("The bare page:");
    site::build_from(&root().join(HELLO), &hello)?;
    site::without_notes(&hello)?;
    site::publish(&hello)?;
    measure(page, hello)
}

/// The browser does the work, so what drives it is built as the tests build it.
fn measure(page: PathBuf, hello: PathBuf) -> Outcome {
    process::run(
        cargo()
            .args(["bench", "--package", "browser-tests", "--bench", "page"])
            .args(["--profile", "dev"])
            .env("RUNNER_PROXY_SITE", page)
            .env("RUNNER_PROXY_HELLO", hello),
    )
}

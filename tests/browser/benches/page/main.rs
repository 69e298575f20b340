//! The budgets of the page, measured in a real browser: `cargo xtask bench`.
//!
//! Everything that is compared is measured in turn (ours, the bare page, ours, …), because a busy
//! machine is busy for both. The figures decide nothing but the words in the last column; only what
//! goes wrong ends with an error. Where things are is told by `RUNNER_PROXY_SITE` and
//! `RUNNER_PROXY_HELLO`, the directories of the two published pages.

use browser_tests::machine::{Machine, on_path};
use std::path::PathBuf;
use std::process::ExitCode;

mod figures;
mod load;
mod memory;
mod typing;

use figures::Table;

/// Everything that the measurements need, or what is missing.
fn find() -> Result<(Machine, PathBuf), String> {
    let directory = |name: &str| {
        let directory = std::env::var_os(name).map(PathBuf::from);
        let directory = directory.filter(|path| path.join("index.html").is_file());
        directory.ok_or(format!(
            "{name} names no built page: run `cargo xtask bench`"
        ))
    };
    let program = |name: &str| {
        let bring = "`cargo xtask test --only packages` installs it";
        on_path(name).ok_or(format!("{name} is not on PATH: {bring}"))
    };
    let machine = Machine {
        site: directory("RUNNER_PROXY_SITE")?,
        chromium: program("chromium")?,
        chromedriver: program("chromedriver")?,
        // Nothing is compared and nothing judged here.
        command: PathBuf::new(),
        axe: PathBuf::new(),
    };
    Ok((machine, directory("RUNNER_PROXY_HELLO")?))
}

fn main() -> ExitCode {
    let (machine, hello) = match find() {
        Ok(found) => found,
        Err(missing) => {
            eprintln!("{missing}");
            return ExitCode::FAILURE;
        }
    };
    let mut table = Table::default();
    load::measure(&machine, &hello, &mut table);
    typing::measure(&machine, &mut table);
    memory::measure(&machine, &mut table);
    println!("\n{table}\n{}", figures::PEERS);
    ExitCode::SUCCESS
}

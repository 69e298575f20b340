//! The chores of runner-proxy, run as `cargo xtask CHORE`: build and serve the page, measure it,
//! and verify everything that `.ci/run` verifies. Nothing here is part of what is shipped.
//!
//! `site` makes the site, `serve` shows it, `verify` holds the table of verification steps.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod bench;
mod lab;
mod process;
mod serve;
mod site;
mod verify;

/// What every chore comes to: nothing, or a sentence for the person who ran it.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// One chore: its name, its options and purpose for the help, and what runs it.
struct Chore {
    name: &'static str,
    options: &'static str,
    help: &'static str,
    run: fn(lexopt::Parser) -> Outcome,
}

/// Every chore there is, in the order of the help.
const CHORES: &[Chore] = &[
    Chore {
        name: "serve",
        options: "[--port N] [--base /SUB/PATH] [--no-build]",
        help: "build the page and serve it on 127.0.0.1, port 8080 or the next free one",
        run: serve::chore,
    },
    Chore {
        name: "build",
        options: "[--out DIR] [--publish]",
        help: "build the site into dist/; --publish adds .br and .gz files and the size report",
        run: site::build_chore,
    },
    Chore {
        name: "finish",
        options: "[DIR]",
        help: "make a built page the finished site: one file, worker, icons; `build` and trunk call it",
        run: site::finish_chore,
    },
    Chore {
        name: "size",
        options: "[--out DIR]",
        help: "report the sizes of the built site: raw, gzip, brotli",
        run: site::size_chore,
    },
    Chore {
        name: "record",
        options: "",
        help: "watch a start of the page, and write which functions its second module can hold",
        run: site::record_chore,
    },
    Chore {
        name: "test",
        options: "[--yes] [--all] [--only STEP...]",
        help: "verify everything; --yes installs missing packages unasked, --all includes the lab and trunk",
        run: verify::chore,
    },
    Chore {
        name: "lab",
        options: "[--host KIND...] [--only SCENARIO...] [--keep] [--rebuild]",
        help: "see the files and the script work on whole hosts behind an NTLM proxy; needs root",
        run: lab::chore,
    },
    Chore {
        name: "bench",
        options: "[--page]",
        help: "run the benchmarks, the size report, and the page's budgets in a browser; --page leaves the first out",
        run: bench::chore,
    },
];

fn main() -> ExitCode {
    let mut arguments = lexopt::Parser::from_env();
    let name = match arguments.next() {
        Ok(Some(lexopt::Arg::Value(name))) => name.to_string_lossy().into_owned(),
        Ok(Some(lexopt::Arg::Short('h') | lexopt::Arg::Long("help"))) => {
            println!("{}", help());
            return ExitCode::SUCCESS;
        }
        _ => String::new(),
    };
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        eprintln!("cargo xtask: no such chore: `{name}`\n\n{}", help());
        return ExitCode::FAILURE;
    };
    match (chore.run)(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The help text, made of [`CHORES`] and the verification's own steps.
fn help() -> String {
    let chores = CHORES.iter().map(|chore| {
        let line = format!("  cargo xtask {} {}", chore.name, chore.options);
        format!("{}\n      {}\n", line.trim_end(), chore.help)
    });
    let steps = verify::STEPS
        .iter()
        .map(|step| format!("  {:<10} {}\n", step.name, step.why));
    format!(
        "Usage:\n{}\nThe steps of `cargo xtask test`:\n{}",
        chores.collect::<String>(),
        steps.collect::<String>().trim_end()
    )
}

/// The checkout's root: every chore runs there, wherever it was called from.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// A path given on the command line, which is meant relative to where the person stands.
fn path_argument(value: std::ffi::OsString) -> Outcome<PathBuf> {
    Ok(std::path::absolute(PathBuf::from(value))?)
}

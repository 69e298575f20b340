//! `cargo xtask test`: the whole verification, a table of steps run from top to bottom.
//!
//! On a new machine it installs what the judges need; everything it downloads lies outside the
//! checkout. The first step that fails ends it.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

use crate::process::{self, cargo, command, spell};
use crate::{Outcome, lab, site};

mod clients;
mod packages;
mod python;
mod trunk;

/// One step: its name for `--only`, why it is there, and what runs it.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) why: &'static str,
    run: fn(&Run) -> Outcome<Done>,
}

/// The verification. Later steps may use what earlier ones made, but each can run alone.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "packages",
        why: "the programs that read our files are installed (Debian packages)",
        run: packages::step,
    },
    Step {
        name: "toolchain",
        why: "rustfmt and clippy are part of the Rust toolchain",
        run: toolchain,
    },
    Step {
        name: "python",
        why: "an independent NTLM implementation and axe-core are there to judge",
        run: python::step,
    },
    Step {
        name: "clients",
        why: "the programs that read NO_PROXY and are no Debian package are there to judge",
        run: clients::step,
    },
    Step {
        name: "format",
        why: "the sources are laid out by rustfmt",
        run: format,
    },
    Step {
        name: "lints",
        why: "clippy and rustdoc have nothing to say, natively and for Wasm",
        run: lints,
    },
    Step {
        name: "tests",
        why: "unit tests, doc tests, goldens and every judge pass; none is skipped",
        run: tests,
    },
    Step {
        name: "browser",
        why: "the published site works in a real browser",
        run: browser,
    },
    Step {
        name: "lab",
        why: "install.sh works on whole hosts behind an NTLM proxy",
        run: lab,
    },
    Step {
        name: "trunk",
        why: "`trunk build --release` makes the same site",
        run: trunk::step,
    },
];

/// How a step that did not fail ended.
enum Done {
    Passed,
    /// It had a reason not to run, which is said aloud.
    Skipped(String),
}

/// What the person asked for, and where things are.
struct Run {
    /// Packages may be installed unasked.
    yes: bool,
    /// Nothing is left out.
    all: bool,
    /// Downloads that outlive a checkout.
    cache: PathBuf,
}

/// Reads the options and runs the steps.
pub(crate) fn chore(mut arguments: lexopt::Parser) -> Outcome {
    let unattended = env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false");
    let mut run = Run {
        yes: unattended,
        all: unattended,
        cache: process::cache()?,
    };
    let mut only: Vec<OsString> = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("yes") => run.yes = true,
            lexopt::Arg::Long("all") => run.all = true,
            lexopt::Arg::Long("only") => only.extend(arguments.values()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| *name != step.name))
    {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        let unknown = unknown.display();
        return Err(format!("no such step: {unknown}; there are: {}", names.join(", ")).into());
    }
    // Who names a step wants it run.
    run.all |= !only.is_empty();
    let wanted = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    let mut everything = match only.is_empty() {
        true => "everything".to_owned(),
        false => "every step asked for".to_owned(),
    };

    let start = Instant::now();
    let mut summary = String::new();
    for step in STEPS.iter().filter(wanted) {
        println!("\n=== {}: {}", step.name, step.why);
        let step_start = Instant::now();
        let done = (step.run)(&run);
        let time = spell(step_start.elapsed());
        match done {
            Ok(Done::Passed) => summary += &format!("  {:<10} passed in {time}\n", step.name),
            Ok(Done::Skipped(reason)) => {
                println!("SKIPPED: {reason}");
                summary += &format!("  {:<10} SKIPPED: {reason}\n", step.name);
                everything += &format!(" but {}", step.name);
            }
            Err(reason) => {
                println!("\n{summary}  {:<10} failed after {time}", step.name);
                return Err(format!("FAILED at {}: {reason}", step.name).into());
            }
        }
    }
    println!(
        "\n{summary}cargo xtask test: {everything} passed in {}.",
        spell(start.elapsed())
    );
    Ok(())
}

/// A minimal toolchain, as container images have it, lacks these two.
fn toolchain(_: &Run) -> Outcome<Done> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !process::succeeds(cargo().args([subcommand, "--version"])) {
            process::run(command("rustup").args(["component", "add", component]))?;
        }
    }
    site::add_wasm_target()?;
    Ok(Done::Passed)
}

fn format(_: &Run) -> Outcome<Done> {
    process::run(cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Done::Passed)
}

fn lints(_: &Run) -> Outcome<Done> {
    let native = ["clippy", "--workspace", "--all-targets", "--all-features"];
    process::run(cargo().args(native).args(["--", "-D", "warnings"]))?;
    let page = [
        "clippy",
        "--lib",
        "--bin",
        "page",
        "--features",
        "web",
        "--target",
        site::WASM,
    ];
    process::run(cargo().args(page).args(["--", "-D", "warnings"]))?;
    let doc = ["doc", "--no-deps", "--features", "cli,web"];
    process::run(cargo().args(doc).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Done::Passed)
}

fn tests(run: &Run) -> Outcome<Done> {
    let program = release_command()?;
    process::run(cargo().args(["test", "--package", "xtask"]))?;
    process::run(
        cargo()
            .args(["test", "--features", "cli,web"])
            .env("RUNNER_PROXY_JUDGES", "required")
            .env("RUNNER_PROXY_PYTHON", python::program(run))
            .env("RUNNER_PROXY_CLIENTS", clients::directory(run))
            .env("RUNNER_PROXY_BIN", program),
    )?;
    Ok(Done::Passed)
}

/// It needs root and the right to make networks, so a person asks for it; an unattended run always
/// has it.
fn lab(run: &Run) -> Outcome<Done> {
    if !run.all {
        let reason =
            "whole hosts need root and some minutes: `cargo xtask test --all` has them too";
        return Ok(Done::Skipped(reason.into()));
    }
    lab::run(&lab::Wishes::default())?;
    Ok(Done::Passed)
}

fn browser(run: &Run) -> Outcome<Done> {
    python::step(run)?;
    let program = release_command()?;
    let directory = published_site()?;
    process::run(
        cargo()
            .args(["test", "--package", "browser-tests"])
            .env("RUNNER_PROXY_JUDGES", "required")
            .env("RUNNER_PROXY_AXE", python::axe(run)?)
            .env("RUNNER_PROXY_SITE", directory)
            .env("RUNNER_PROXY_BIN", program),
    )?;
    Ok(Done::Passed)
}

/// Builds the command as it is shipped, and gives its path.
fn release_command() -> Outcome<PathBuf> {
    let build = [
        "build",
        "--release",
        "--bin",
        "runner-proxy",
        "--features",
        "cli",
    ];
    process::run(cargo().args(build))?;
    Ok(process::target_directory()?.join("release/runner-proxy"))
}

/// Builds the site as it is published, and gives its directory.
fn published_site() -> Outcome<PathBuf> {
    let directory = process::target_directory()?.join("site");
    site::build(&directory)?;
    site::publish(&directory)?;
    Ok(directory)
}

//! A Python environment of our own, so that the judge of the password hashes has a known version.

use std::path::{Path, PathBuf};

use super::{Done, Run};
use crate::Outcome;
use crate::process::{self, command};

/// The judge: NTLM written by strangers.
const JUDGE: (&str, &str) = ("pyspnego", "0.12.4");

/// Makes the environment unless it is there already.
pub(super) fn step(run: &Run) -> Outcome<Done> {
    let (package, version) = JUDGE;
    let program = program(run);
    let check = format!(
        "import importlib.metadata as m, spnego; assert m.version('{package}') == '{version}'"
    );
    if process::succeeds(command(&program).args(["-c", &check])) {
        return Ok(Done::Passed);
    }
    // Debian's own, which python3-venv belongs to; another one on PATH may lack venv.
    let debian = Path::new("/usr/bin/python3");
    let python = if debian.exists() {
        debian
    } else {
        Path::new("python3")
    };
    process::run(
        command(python)
            .args(["-m", "venv", "--clear"])
            .arg(directory(run)),
    )?;
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ];
    process::run(
        command(&program)
            .args(install)
            .arg(format!("{package}=={version}")),
    )?;
    process::run(command(&program).args(["-c", &check]))?;
    Ok(Done::Passed)
}

/// The Python that tests run, once [`step`] has made it.
pub(super) fn program(run: &Run) -> PathBuf {
    directory(run).join("bin/python")
}

fn directory(run: &Run) -> PathBuf {
    run.cache.join("python")
}

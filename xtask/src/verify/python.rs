//! A Python environment of our own, so that the judges of password hashes, of certificates and of
//! accessibility have known versions.

use std::path::{Path, PathBuf};

use super::{Done, Run};
use crate::Outcome;
use crate::process::{self, command};

/// The judges: NTLM written by strangers, and X.509, which the former leans on.
const JUDGES: [(&str, &str); 2] = [("pyspnego", "0.12.4"), ("cryptography", "50.0.2")];

/// What brings axe-core, the judge of the page's accessibility. Only that script of it is used, so
/// it is installed without what it depends on.
const AXE: (&str, &str) = ("axe-playwright-python", "0.1.8");

/// Makes the environment unless it is there already.
pub(super) fn step(run: &Run) -> Outcome<Done> {
    let program = program(run);
    let [ntlm, x509, axe] =
        [JUDGES[0], JUDGES[1], AXE].map(|(package, version)| format!("{package}=={version}"));
    let check = format!(
        "import importlib.metadata as m, spnego, cryptography; \
         assert all(m.version(p) == v for p, v in \
         [p.split('==') for p in ('{ntlm}', '{x509}', '{axe}')])"
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
    process::run(command(&program).args(install).args([ntlm, x509]))?;
    process::run(command(&program).args(install).args(["--no-deps", &axe]))?;
    process::run(command(&program).args(["-c", &check]))?;
    Ok(Done::Passed)
}

/// The Python that tests run, once [`step`] has made it.
pub(super) fn program(run: &Run) -> PathBuf {
    directory(run).join("bin/python")
}

/// The script of axe-core, once [`step`] has brought it.
pub(super) fn axe(run: &Run) -> Outcome<PathBuf> {
    let (package, folder) = (AXE.0, AXE.0.replace('-', "_"));
    let find = format!(
        "import importlib.metadata as m; \
         print(m.distribution('{package}').locate_file('{folder}/axe.min.js'))"
    );
    let path = process::output(command(program(run)).args(["-c", &find]))?;
    Ok(path.trim_end().into())
}

fn directory(run: &Run) -> PathBuf {
    run.cache.join("python")
}

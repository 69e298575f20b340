//! A network without a way out, in which everything is answered by a recorder: world.py.

use crate::cases::{Case, NAMES};
use crate::machine::{on_path, present, python, read};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a client did for each case.
pub(crate) struct Recorded {
    /// The client's own word for its version.
    pub(crate) version: String,
    /// In the order of the cases: `direct`, `proxy`, `none` when nothing came, or several of them.
    pub(crate) routes: Vec<String>,
}

/// A helper that stands beside this file.
pub(crate) fn helper(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/clients")
        .join(name)
}

/// Whether this machine can make such a network, which needs root or user namespaces.
pub(crate) fn possible() -> Option<()> {
    let unshare = present(on_path("unshare"), "unshare", "util-linux")?;
    present(on_path("ip"), "ip", "iproute2")?;
    let works = Command::new(unshare)
        .args(["--map-root-user", "--net", "--mount", "true"])
        .output()
        .is_ok_and(|output| output.status.success());
    present(
        works.then_some(()),
        "the right to make network namespaces (root, or kernel.unprivileged_userns_clone)",
        "util-linux",
    )
}

/// Runs a client of `drivers.py` for all cases, with every name at this address.
pub(crate) fn run(
    driver: &str,
    arguments: &[&Path],
    cases: &[Case],
    address: &str,
) -> Option<Recorded> {
    possible()?;
    let python = python()?;
    let cases: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(number, case)| json!({"list": case.list, "url": case.url(number)}))
        .collect();
    let input = json!({"names": NAMES, "address": address, "cases": cases}).to_string();
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--net", "--mount"])
        .arg(python)
        .arg(helper("world.py"))
        .arg(driver)
        .args(arguments);
    let output = read(&mut command, input.as_bytes());
    let output: Value = serde_json::from_slice(&output).expect("JSON");
    let routes = output["routes"].as_array().expect("routes");
    Some(Recorded {
        version: output["version"].as_str().expect("a version").to_owned(),
        routes: routes
            .iter()
            .map(|route| route.as_str().expect("a route").to_owned())
            .collect(),
    })
}

//! What the tests need of this machine, and what happens when it is not there.

use std::io::Write;
use std::path::PathBuf;
use std::{env, io};

/// Where everything is.
pub struct Machine {
    /// The directory of the built site.
    pub site: PathBuf,
    /// The command that renders the same files.
    pub command: PathBuf,
    /// The script of axe-core.
    pub axe: PathBuf,
    /// Debian's chromium, or whatever has that name.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
}

impl Machine {
    /// Looks for everything. Without it there is nothing to test; then this says so, past the
    /// test harness, which would hide it.
    ///
    /// # Panics
    /// When something is missing and nothing may be: in CI, or with
    /// `RUNNER_PROXY_JUDGES=required`.
    pub fn find() -> Option<Self> {
        let mut missing = Vec::new();
        let mut named = |name: &str, what: &str| {
            let path = env::var_os(name).map(PathBuf::from);
            let path = path.filter(|path| path.exists());
            if path.is_none() {
                missing.push(format!("{name} ({what})"));
            }
            path.unwrap_or_default()
        };
        let site = named("RUNNER_PROXY_SITE", "the directory of the built site");
        let command = named("RUNNER_PROXY_BIN", "the command runner-proxy");
        let axe = named("RUNNER_PROXY_AXE", "axe.min.js");
        let mut program = |name: &str| {
            let found = on_path(name);
            if found.is_none() {
                missing.push(format!("{name} on PATH"));
            }
            found.unwrap_or_default()
        };
        let chromium = program("chromium");
        let chromedriver = program("chromedriver");
        if missing.is_empty() {
            return Some(Self {
                site,
                command,
                axe,
                chromium,
                chromedriver,
            });
        }
        let missing = missing.join(", ");
        assert!(
            !required(),
            "missing: {missing}; `cargo xtask test --only browser` brings everything"
        );
        let test = std::thread::current().name().unwrap_or("test").to_owned();
        let line =
            format!("SKIPPED {test}: missing: {missing}; run `cargo xtask test --only browser`\n");
        io::stderr()
            .write_all(line.as_bytes())
            .expect("stderr is open");
        None
    }
}

fn required() -> bool {
    let set = |name, not: &[&str]| {
        env::var(name).is_ok_and(|value| !value.is_empty() && !not.contains(&value.as_str()))
    };
    set("CI", &["false"]) || env::var("RUNNER_PROXY_JUDGES").is_ok_and(|text| text == "required")
}

/// Where a program is, if the machine has it.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|directory| directory.join(name))
        .find(|path| path.is_file())
}

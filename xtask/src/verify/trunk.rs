//! `trunk build --release` and `cargo xtask build` must make the same site, byte for byte.
//!
//! Compiling trunk takes minutes, so a person may leave this out; an unattended run may not. Trunk
//! would download wasm-bindgen's program by itself; it takes the one on PATH when the version fits.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Done, Run, published_site};
use crate::Outcome;
use crate::process::{self, cargo, command, timed};
use crate::site::files_below;

/// A program that `cargo install` compiles.
struct Tool {
    name: &'static str,
    version: &'static str,
    program: &'static str,
    /// Whether the versions its authors tested it with can be had.
    locked: bool,
}

/// What the step needs. The bindgen version is the root's, and `Trunk.toml` names trunk's.
const TOOLS: [Tool; 2] = [
    Tool {
        name: "wasm-bindgen-cli",
        version: "0.2.130",
        program: "wasm-bindgen",
        locked: false,
    },
    Tool {
        name: "trunk",
        version: "0.21.14",
        program: "trunk",
        locked: true,
    },
];

/// How to install them: compiling them fast matters, running them fast does not.
const INSTALLATION: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    // Without a lock file, the newest dependencies may be too new for the toolchain.
    ("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback"),
];

/// Installs the tools where they are missing, builds with trunk, and compares.
pub(super) fn step(run: &Run) -> Outcome<Done> {
    let tools = run.cache.join("tools");
    let missing: Vec<_> = TOOLS.iter().filter(|tool| !tool.is_in(&tools)).collect();
    if !missing.is_empty() && !run.all {
        let reason = "trunk is not installed yet; `cargo xtask test --all` takes minutes to do so";
        return Ok(Done::Skipped(reason.into()));
    }
    for tool in missing {
        timed(tool.name, || tool.install(&tools))?;
    }

    let ours = published_site()?;
    let theirs = process::target_directory()?.join("trunk-site");
    let path = env::join_paths(
        std::iter::once(tools.join("bin"))
            .chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
    )?;
    process::run(
        command(TOOLS[1].path(&tools))
            .args(["build", "--release", "--dist"])
            .arg(&theirs)
            .env("PATH", path)
            // Trunk takes the customary NO_COLOR=1 for a usage error.
            .env_remove("NO_COLOR"),
    )?;
    compare(&ours, &theirs)?;
    println!("trunk made the same {} files.", files_below(&theirs)?.len());
    Ok(Done::Passed)
}

impl Tool {
    fn path(&self, tools: &Path) -> PathBuf {
        tools.join("bin").join(self.program)
    }

    /// Whether it is there in the right version.
    fn is_in(&self, tools: &Path) -> bool {
        let path = self.path(tools);
        path.exists()
            && process::output(command(path).arg("--version"))
                .is_ok_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    fn install(&self, tools: &Path) -> Outcome {
        let build = tools.join("build");
        let mut install = cargo();
        install
            .args([
                "install",
                "--quiet",
                "--no-default-features",
                "--force",
                "--root",
            ])
            .arg(tools)
            .arg(format!("{}@{}", self.name, self.version))
            .env("CARGO_TARGET_DIR", &build)
            .envs(INSTALLATION);
        if self.locked {
            install.arg("--locked");
        }
        process::run(&mut install)?;
        Ok(fs::remove_dir_all(build)?)
    }
}

/// Compares two sites, leaving aside the compressed files that only ours has.
fn compare(ours: &Path, theirs: &Path) -> Outcome {
    let read = |site: &Path| -> Outcome<Vec<(String, Vec<u8>)>> {
        files_below(site)?
            .into_iter()
            .filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz"))
            .map(|(name, path)| Ok((name, fs::read(path)?)))
            .collect()
    };
    let (ours, theirs) = (read(ours)?, read(theirs)?);
    let names = |site: &[(String, Vec<u8>)]| {
        site.iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    if names(&ours) != names(&theirs) {
        let (ours, theirs) = (names(&ours), names(&theirs));
        return Err(format!("the files differ: ours are {ours}; trunk's are {theirs}").into());
    }
    match ours
        .iter()
        .zip(&theirs)
        .find(|(ours, theirs)| ours != theirs)
    {
        Some(((name, _), _)) => Err(format!("trunk's {name} differs from ours").into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bindgen_of_trunk_is_the_one_of_the_page() {
        let lock = include_str!("../../../Cargo.lock");
        let page = format!(
            "name = \"wasm-bindgen\"\nversion = \"{}\"\n",
            TOOLS[0].version
        );
        assert!(lock.contains(&page));
    }

    #[test]
    fn sites_are_the_same_only_when_names_and_bytes_are() {
        let folder = env::temp_dir().join(format!("xtask-trunk-{}", std::process::id()));
        let site = |name: &str, files: &[(&str, &str)]| {
            let site = folder.join(name);
            fs::create_dir_all(&site).expect("a folder");
            for (name, text) in files {
                fs::write(site.join(name), text).expect("a file");
            }
            site
        };
        let ours = site("ours", &[("a.js", "1"), ("a.js.br", "2"), ("a.js.gz", "3")]);
        assert!(compare(&ours, &site("same", &[("a.js", "1")])).is_ok());
        assert!(compare(&ours, &site("bytes", &[("a.js", "2")])).is_err());
        assert!(compare(&ours, &site("names", &[("b.js", "1")])).is_err());
        fs::remove_dir_all(folder).expect("removed");
    }
}

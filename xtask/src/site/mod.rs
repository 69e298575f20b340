//! Making the site: cargo, wasm-bindgen, and the same treatment of `index.html` that trunk gives it.
//!
//! Trunk needs minutes to install on a new machine and fetches wasm-bindgen's program by itself;
//! this needs neither, and the verification proves that both make the same files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::process::{self, cargo, command, timed};
use crate::{Outcome, path_argument, root};

mod digest;
mod finish;
mod html;
mod single;
mod size;
mod split;
mod trunk;

use finish::Effort;
use html::{Document, Tag};
use trunk::Settings;

pub(crate) use split::record::chore as record_chore;

/// Where the site is built when nobody says otherwise.
const DEFAULT_OUT: &str = "dist";

/// The only target the page is built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// `cargo xtask build`.
pub(crate) fn build_chore(mut arguments: lexopt::Parser) -> Outcome {
    let mut out = root().join(DEFAULT_OUT);
    let mut publishing = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("out") => out = path_argument(arguments.value()?)?,
            lexopt::Arg::Long("publish") => publishing = true,
            other => return Err(other.unexpected().into()),
        }
    }
    build(&out)?;
    if publishing {
        publish(&out)?;
    }
    println!("The site is in {}.", out.display());
    Ok(())
}

/// `cargo xtask size`.
pub(crate) fn size_chore(mut arguments: lexopt::Parser) -> Outcome {
    let mut out = root().join(DEFAULT_OUT);
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("out") => out = path_argument(arguments.value()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    if !out.is_dir() {
        let shown = out.display();
        return Err(format!("{shown} is not there; `cargo xtask build` makes it").into());
    }
    let files = size::measure(&out)?;
    print!("{}", size::report(&files));
    Ok(())
}

/// `cargo xtask finish`, which trunk runs too.
pub(crate) fn finish_chore(mut arguments: lexopt::Parser) -> Outcome {
    let named = match arguments.next()? {
        Some(lexopt::Arg::Value(directory)) => Some(path_argument(directory)?),
        Some(other) => return Err(other.unexpected().into()),
        None => std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from),
    };
    let Some(directory) = named else {
        return Err("name the directory of a built page".into());
    };
    let effort = match std::env::var_os("TRUNK_PROFILE") {
        Some(profile) if profile == "debug" => Effort::Tried,
        _ => Effort::Published,
    };
    finish::finish(&directory, effort)
}

/// Builds the site into a directory, which then holds nothing else.
pub(crate) fn build(out: &Path) -> Outcome {
    refuse_foreign(out)?;
    build_from(root(), out)?;
    timed("finish", || finish::finish(out, Effort::Published))
}

/// Builds the page whose `index.html`, `Trunk.toml` and crate lie in `home`.
pub(crate) fn build_from(home: &Path, out: &Path) -> Outcome {
    let settings = Settings::read(&home.join("Trunk.toml"))?;
    let source = fs::read_to_string(home.join("index.html"))?;
    let document = Document::parse(&source)?.marked();

    let mut site = Site::of(home);
    let replacements = document
        .tags()
        .iter()
        .map(|tag| site.replacement(tag, &settings))
        .collect::<Outcome<Vec<_>>>()?;
    site.add("index.html".into(), document.replaced(&replacements));
    site.write(out)
}

/// Takes what only tools read out of the Wasm of a page that is not finished.
pub(crate) fn without_notes(out: &Path) -> Outcome {
    for (name, path) in files_below(out)? {
        if name.ends_with(".wasm") {
            fs::write(&path, split::whole(&fs::read(&path)?)?)?;
        }
    }
    Ok(())
}

/// Adds the compressed files that GitLab Pages serves in place of the plain ones, and reports sizes.
pub(crate) fn publish(out: &Path) -> Outcome {
    let files = timed("compress", || size::measure(out))?;
    size::write_compressed(out, &files)?;
    print!("{}", size::report(&files));
    Ok(())
}

/// The Rust program that the page runs, as `index.html` declares it.
struct App {
    bin: String,
    features: String,
    profile: String,
}

impl App {
    /// Reads the attributes that trunk reads for a release build.
    fn from_tag(tag: &Tag) -> Outcome<Self> {
        if tag.attribute("data-wasm-opt") != Some("0") {
            return Err("index.html: data-wasm-opt must be \"0\": only trunk could run it".into());
        }
        Ok(Self {
            bin: tag.required("data-bin")?.into(),
            features: tag.required("data-cargo-features")?.into(),
            profile: tag.required("data-cargo-profile-release")?.into(),
        })
    }

    /// Builds program and glue, adds them to the site, and gives the names of JS and Wasm.
    fn build(&self, site: &mut Site) -> Outcome<(String, String)> {
        let program = timed("cargo build", || self.compile(&site.home))?;
        // As trunk does, both files are named after the program before wasm-bindgen sees it.
        let stem = format!("{}-{:x}", self.bin, seahash::hash(&fs::read(&program)?));
        let (js, wasm) = (format!("{stem}.js"), format!("{stem}_bg.wasm"));

        let glue = process::target_directory()?.join("xtask-bindgen");
        empty(&glue)?;
        timed("wasm-bindgen", || {
            wasm_bindgen_cli_support::Bindgen::new()
                .input_path(&program)
                .web(true)?
                .typescript(false)
                .omit_default_module_path(false)
                .out_name(&self.bin)
                .generate(&glue)?;
            Ok(())
        })?;
        for (name, path) in files_below(&glue)? {
            let name = match name.as_str() {
                name if name == format!("{}.js", self.bin) => js.clone(),
                name if name == format!("{}_bg.wasm", self.bin) => wasm.clone(),
                snippet => snippet.to_owned(),
            };
            site.add(name, fs::read(path)?);
        }
        Ok((js, wasm))
    }

    /// Compiles to Wasm and gives the path of the program.
    fn compile(&self, home: &Path) -> Outcome<PathBuf> {
        add_wasm_target()?;
        let messages = process::output(
            cargo()
                .args(["build", "--target", WASM, "--bin", &self.bin])
                .arg("--manifest-path")
                .arg(home.join("Cargo.toml"))
                .args(["--features", &self.features, "--profile", &self.profile])
                .arg("--message-format=json-render-diagnostics")
                .stdin(Stdio::null()),
        )?;
        let wanted = format!("{}.wasm", self.bin);
        let program = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter(|message| message["reason"] == "compiler-artifact")
            .filter_map(|message| message["filenames"].as_array().cloned())
            .flatten()
            .filter_map(|name| name.as_str().map(PathBuf::from))
            .find(|path| path.file_name().is_some_and(|name| name == wanted.as_str()));
        program.ok_or_else(|| format!("cargo built no {wanted}").into())
    }
}

/// Adds the Wasm target to the toolchain where `rust-toolchain.toml` has not brought it.
pub(crate) fn add_wasm_target() -> Outcome {
    let library =
        process::output(command("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    process::run(command("rustup").args(["target", "add", WASM]))
}

/// The files of a site on their way to a directory.
struct Site {
    home: PathBuf,
    files: Vec<(String, Vec<u8>)>,
}

impl Site {
    /// A site without files yet; those that its page names lie in `home`.
    fn of(home: &Path) -> Self {
        Self {
            home: home.to_path_buf(),
            files: Vec::new(),
        }
    }

    /// Adds what a tag of the page stands for, and gives what trunk would put in its place.
    fn replacement(&mut self, tag: &Tag, settings: &Settings) -> Outcome<String> {
        let base = &settings.base;
        match (tag.name, tag.attribute("rel"), tag.attribute("type")) {
            ("link", Some("rust"), None) => {
                let (js, wasm) = App::from_tag(tag)?.build(self)?;
                Ok(settings.app_links(&js, &wasm))
            }
            ("link", Some("css"), None) => {
                let file = self.add_asset(tag.required("href")?)?;
                Ok(format!(r#"<link rel="stylesheet" href="{base}{file}"/>"#))
            }
            ("link", Some("icon"), None) => {
                let file = self.add_asset(tag.required("href")?)?;
                Ok(format!(r#"<link rel="icon" href="{base}{file}"/>"#))
            }
            ("script", None, Some("module")) => {
                let file = self.add_asset(tag.required("src")?)?;
                Ok(format!(
                    r#"<script src="{base}{file}" type="module"></script>"#
                ))
            }
            _ => Err(format!("index.html: `cargo xtask build` cannot do {}", tag.text).into()),
        }
    }

    /// Adds a file under its final name.
    fn add(&mut self, name: String, bytes: impl Into<Vec<u8>>) {
        self.files.push((name, bytes.into()));
    }

    /// Adds a file of the checkout under a name that changes with its content, and gives that name.
    fn add_asset(&mut self, href: &str) -> Outcome<String> {
        let path = self.home.join(href);
        let bytes = fs::read(&path).map_err(|error| format!("{href}: {error}"))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}-{:x}.{extension}", seahash::hash(&bytes));
        self.add(name.clone(), bytes);
        Ok(name)
    }

    /// Writes everything, after clearing away an earlier build; `index.html` comes last, so that it
    /// never names a file that is not there yet.
    fn write(self, out: &Path) -> Outcome {
        empty(out)?;
        for (name, bytes) in self.files {
            let path = out.join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// A build clears its directory first; this keeps a mistyped `--out` from clearing something else.
fn refuse_foreign(out: &Path) -> Outcome {
    if !out.exists() || fs::read_dir(out)?.next().is_none() {
        return Ok(());
    }
    let ours = fs::read_to_string(out.join("index.html"))
        .is_ok_and(|page| page.contains("<title>runner-proxy"));
    if ours && !out.join("Cargo.toml").exists() {
        return Ok(());
    }
    Err(format!(
        "{} holds something else than a built site; nothing was changed",
        out.display()
    )
    .into())
}

/// Makes a directory that exists and is empty.
fn empty(directory: &Path) -> Outcome {
    if directory.exists() {
        fs::remove_dir_all(directory)?;
    }
    Ok(fs::create_dir_all(directory)?)
}

/// Every file below a directory, sorted, with its name relative to it.
pub(crate) fn files_below(directory: &Path) -> Outcome<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let mut pending = vec![directory.to_path_buf()];
    while let Some(next) = pending.pop() {
        let entries =
            fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(directory)?.to_string_lossy().into_owned();
                files.push((name, path));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../index.html");

    #[test]
    fn the_policy_stands_before_everything_it_governs() {
        let policy = "content=\"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'\"";
        let (before, after) = PAGE.split_once(policy).expect("the policy is there");
        for governed in ["<link", "<script", "<style"] {
            assert!(
                !before.contains(governed),
                "{governed} stands before the policy"
            );
        }
        for inline in ["<style", "style=", "<script>", " onload=", " onerror="] {
            assert!(
                !after.contains(inline),
                "{inline}: the policy forbids inline code and styles"
            );
        }
    }

    #[test]
    fn every_marked_tag_is_one_this_builder_knows() {
        let document = Document::parse(PAGE).expect("the page parses").marked();
        let kinds: Vec<_> = document
            .tags()
            .iter()
            .map(|tag| tag.attribute("rel").unwrap_or(tag.name))
            .collect();
        assert_eq!(kinds, ["icon", "css", "rust", "script"]);
    }

    #[test]
    fn a_folder_that_is_not_a_site_is_not_cleared() {
        assert!(
            refuse_foreign(root()).is_err(),
            "the checkout itself has our index.html"
        );
        assert!(refuse_foreign(&root().join("xtask")).is_err());
        assert!(refuse_foreign(&root().join("no such folder")).is_ok());
    }
}

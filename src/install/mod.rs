//! `install.sh`: the program that puts every file in place, proves that it works, and takes it back.
//!
//! One file for POSIX sh (IEEE Std 1003.1, Shell Command Language), because a locked-down host can
//! be given one file, and an administrator can read it before running it as root. What a form made
//! of it stands at its top; the rest is the same for every form, in parts beside this file:
//!
//! | part | what it does |
//! |---|---|
//! | `options.sh` | language, output, options |
//! | `files.sh` | the journal: keep, put, give back, commit, one run at a time |
//! | `host.sh` | what is on the host, and every problem before anything is touched |
//! | `store.sh` | the authority of a proxy that opens TLS, in the host's own store |
//! | `cntlm.sh` | the form of the hash, the password, whether it listens and logs in |
//! | `services.sh` | stopping the runner without losing a job; restarts that are due |
//! | `configs.sh` | daemon.json, Docker's config.json and config.toml, which belong to others |
//! | `toml.awk`, `volumes.awk`, `runners.awk` | config.toml, edited only where that is provably safe |
//! | `check.sh` | the doctor |
//! | `back.sh` | the way back, of a run that failed and of everything |
//! | `run.sh` | the order of things |
//! | `words/` | every sentence, in English and Japanese |
//!
//! The last line starts it, so a file that was cut on its way does nothing. Everything is ASCII.
//!
//! A page can be used before this program is there: it is fetched later, as a file of the site, and
//! handed in with [`provide`]. Until then [`script`] gives a text to look at, and no file.

use crate::text::sh::{self, Sh};
use crate::text::{Charset, File, Template, Text};
use std::sync::OnceLock;

// Wasm gets the program handed in, see `provide`: it is a third of what the page would download.
#[cfg(not(target_family = "wasm"))]
mod program;
#[cfg(not(target_family = "wasm"))]
mod words;

/// Where a file goes, for the script.
pub struct Place {
    /// Its name for `--only` and `--skip`.
    pub id: &'static str,
    /// Its path on the machine.
    pub path: &'static str,
    /// Its mode, in octal digits.
    pub mode: &'static str,
}

/// Something that the script can print: a file, or a part or another writing of one.
pub struct Content {
    /// By which name its parts ask for it.
    pub key: &'static str,
    /// Its text; docker0's address may be open in it.
    pub text: Template<File>,
    /// How it becomes bytes.
    pub charset: Charset,
}

/// What a form makes of the script.
pub struct Data {
    /// Shell variables and their values.
    pub variables: Vec<(&'static str, Text<Sh>)>,
    /// Every file of the plan, in the order in which they are put in place.
    pub places: Vec<Place>,
    /// Everything that it may print.
    pub contents: Vec<Content>,
}

/// The shell variable that holds docker0's address in every [`Content`].
pub const DOCKER0: &str = "docker0";

/// The line that ends what a form made of the script.
pub const END_OF_DATA: &str = "# --- from here on it is the same for every form ---\n";

const HEADER: &str = "\
#!/bin/sh
# GitLab Runner behind a proxy: puts every file of one form in place, proves that it works, and
# takes it back.
#
#   sh install.sh --dry-run    what would change; changes nothing and needs no root
#   sh install.sh              put everything in place
#   sh install.sh --check      look at every link of the chain
#   sh install.sh --rollback   give everything back
#   sh install.sh --help       the rest
#
# It may hold a secret. Delete it when it has done its work.

";

/// What stands in the program's place while it is not there.
const STILL_COMING: &str = "\
# The rest is the same for every form. It is still being fetched; without it this is no script.
";

/// How the program ends: with the line that starts it.
const END: &str = "\nesac\n";

static PROGRAM: OnceLock<Text<Sh>> = OnceLock::new();

/// Everything that is the same for every form. Only a page may have to wait for it.
pub fn program() -> Option<&'static Text<Sh>> {
    #[cfg(not(target_family = "wasm"))]
    PROGRAM.get_or_init(program::built_in);
    PROGRAM.get()
}

/// Hands the program in, as [`program`] gives it natively and the site carries it in a file of its
/// own. `false` when the text is not all of it; then nothing has changed.
pub fn provide(text: String) -> bool {
    let whole = text.starts_with(END_OF_DATA) && text.ends_with(END) && text.is_ascii();
    if whole {
        // Whoever comes second brings the same.
        let _ = PROGRAM.set(sh::program(text));
    }
    whole
}

/// The whole script; without [`program`] only what a form made of it, for a person to look at.
pub fn script(data: &Data) -> Text<Sh> {
    let mut script = Text::constant(HEADER);
    for (name, value) in &data.variables {
        assign(&mut script, name, value);
    }
    let ids = data.places.iter().map(|place| Text::constant(place.id));
    let ids = Text::join(" ", &ids.collect::<Vec<_>>());
    script.push(&Text::concat([
        &Text::constant("plan_ids='"),
        &ids,
        &Text::constant("'\n\n"),
    ]));
    places(&mut script, &data.places);
    contents(&mut script, &data.contents);
    script.push(program().unwrap_or(&Text::constant(STILL_COMING)));
    script
}

fn assign(script: &mut Text<Sh>, name: &'static str, value: &Text<Sh>) {
    script.push(&Text::constant(name));
    script.push(&Text::constant("="));
    script.push(value);
    script.push(&Text::constant("\n"));
}

/// `where ID` sets `$path` and `$file_mode`. A host may keep two of the files elsewhere.
fn places(script: &mut Text<Sh>, places: &[Place]) {
    let mut add = |text: &'static str| script.push(&Text::constant(text));
    add("# Where each file goes.\nwhere() {\n    path='' file_mode=''\n    case $1 in\n");
    for place in places {
        for part in ["    ", place.id, ") path=", place.path, " file_mode="] {
            add(part);
        }
        for part in [place.mode, " ;;\n"] {
            add(part);
        }
    }
    add("    esac\n}\n\n");
}

/// `content KEY` prints.
fn contents(script: &mut Text<Sh>, contents: &[Content]) {
    script.push(&Text::constant(
        "# What each file holds: the bytes as they are, or as octal digits.\n# shellcheck disable=SC2016,SC2059 # formats hold scripts of jobs, and docker0's address is one\ncontent() {\n    case $1 in\n",
    ));
    for content in contents {
        script.push(&Text::constant("    "));
        script.push(&Text::constant(content.key));
        script.push(&Text::constant(")\n"));
        script.push(&sh::printf(&content.text, content.charset));
        script.push(&Text::constant("\n        ;;\n"));
    }
    script.push(&Text::constant("    esac\n}\n\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_program_is_taken() {
        let whole = program().expect("it is built in").as_str();
        let cut = &whole[..whole.len() - 1];
        let later = &whole[1..];
        for broken in ["", "<!doctype html>", cut, later] {
            assert!(!provide(broken.to_owned()), "{} bytes", broken.len());
        }
        assert!(!provide(whole.replacen("sh", "\u{2013}", 1)));
        assert!(provide(whole.to_owned()));
    }
}

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
//! | `cntlm.sh` | the form of the hash, the password, whether it listens and logs in |
//! | `services.sh` | stopping the runner without losing a job; restarts that are due |
//! | `configs.sh` | daemon.json, Docker's config.json and config.toml, which belong to others |
//! | `toml.awk`, `runners.awk` | config.toml, edited only where that is provably safe |
//! | `check.sh` | the doctor |
//! | `back.sh` | the way back, of a run that failed and of everything |
//! | `run.sh` | the order of things |
//! | `words/` | every sentence, in English and Japanese |
//!
//! The last line starts it, so a file that was cut on its way does nothing. Everything is ASCII.

use crate::text::sh::{self, Sh};
use crate::text::{Charset, File, Template, Text};
use std::sync::OnceLock;

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

/// The parts that are the same for every form, in the order in which the shell reads them.
const PROGRAM: [&str; 9] = [
    include_str!("options.sh"),
    include_str!("files.sh"),
    include_str!("host.sh"),
    include_str!("cntlm.sh"),
    include_str!("services.sh"),
    include_str!("configs.sh"),
    include_str!("check.sh"),
    include_str!("back.sh"),
    include_str!("run.sh"),
];

/// The editor of config.toml, for awk; quoted in the script, so it holds no single quote.
const EDITOR: [&str; 2] = [include_str!("toml.awk"), include_str!("runners.awk")];

/// The whole script.
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
    script.push(PROGRAM_TEXT.get_or_init(program));
    script
}

/// Made once: a page renders the script with every key.
static PROGRAM_TEXT: OnceLock<Text<Sh>> = OnceLock::new();

/// Everything that is the same for every form.
fn program() -> Text<Sh> {
    let mut script = Text::constant(END_OF_DATA);
    let mut add = |text: &'static str| script.push(&Text::constant(text));
    add("\n# shellcheck disable=SC2016 # a program for awk\nrunners_program='");
    EDITOR.into_iter().for_each(&mut add);
    add("'\n\n");
    sentences(&mut script);
    for part in PROGRAM {
        script.push(&Text::constant("\n"));
        script.push(&Text::constant(part));
    }
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

/// `words KEY VALUE...` says a sentence in the language of the locale.
fn sentences(script: &mut Text<Sh>) {
    script.push(&Text::constant(
        "# Everything that is said, in English and in Japanese (UTF-8, as octal digits).\n# shellcheck disable=SC2016 # commands stand between backquotes\nwords() {\n    words_key=$1\n    shift\n    case $language:$words_key in\n",
    ));
    for (key, say) in words::sentences() {
        for (language, sentence) in [("en:", say.en), ("ja:", say.ja)] {
            for part in ["    ", language, key, ") words_format="] {
                script.push(&Text::constant(part));
            }
            script.push(&sh::format(sentence));
            script.push(&Text::constant(" ;;\n"));
        }
    }
    script.push(&Text::constant(
        "    esac\n    # shellcheck disable=SC2059 # the formats are the sentences above\n    printf \"$words_format\\n\" \"$@\" 2>/dev/null || :\n}\n",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The words that follow one of these commands are names of sentences.
    fn named(part: &str) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        for line in part
            .lines()
            .map(str::trim)
            .filter(|line| !line.starts_with('#'))
        {
            let words: Vec<_> = line
                .split([' ', '(', ')', ';', '\''])
                .filter(|word| !word.is_empty())
                .collect();
            for (index, word) in words.iter().enumerate() {
                let next = words.get(index + 1).copied();
                match *word {
                    "words" | "step" | "trouble" | "problem" | "misused" | "--" => {
                        names.extend(next)
                    }
                    "fail"
                        if words
                            .get(index + 2)
                            .is_some_and(|word| word.ends_with("-cure")) =>
                    {
                        names.extend(words.get(index + 2).copied());
                    }
                    "skip"
                        if words
                            .get(index + 2)
                            .is_some_and(|word| word.ends_with("-cure")) =>
                    {
                        names.extend(words.get(index + 2).copied());
                    }
                    word => {
                        if let Some(name) = word.strip_prefix("ask_wrong=") {
                            names.insert(name);
                        }
                    }
                }
            }
        }
        names.retain(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
        names
    }

    #[test]
    fn every_sentence_is_said_and_everything_said_is_a_sentence() {
        let said: BTreeSet<_> = PROGRAM.iter().flat_map(|part| named(part)).collect();
        let known: BTreeSet<_> = words::sentences().map(|(key, _)| *key).collect();
        let unknown: Vec<_> = said.difference(&known).collect();
        let unsaid: Vec<_> = known.difference(&said).collect();
        assert!(
            unknown.is_empty() && unsaid.is_empty(),
            "unknown {unknown:?}, never said {unsaid:?}"
        );
        assert_eq!(
            known.len(),
            words::sentences().count(),
            "a name stands twice"
        );
    }

    #[test]
    fn both_languages_take_the_same_values() {
        for (key, say) in words::sentences() {
            let values = |sentence: &str| sentence.replace("%%", "").matches("%s").count();
            assert_eq!(values(say.en), values(say.ja), "{key}");
            for sentence in [say.en, say.ja] {
                let percents = sentence.replace("%%", "").matches('%').count();
                assert_eq!(percents, values(sentence), "{key}: {sentence}");
            }
        }
    }

    #[test]
    fn the_program_for_awk_can_stand_in_single_quotes() {
        assert!(EDITOR.iter().all(|part| !part.contains('\'')));
    }

    #[test]
    fn every_part_is_ascii_and_ends_its_line() {
        for part in PROGRAM.iter().chain(&EDITOR) {
            assert!(part.is_ascii() && part.ends_with('\n'));
        }
    }
}

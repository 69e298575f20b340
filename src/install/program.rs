//! The program's text, put together from the parts beside this file.

use super::{END_OF_DATA, words};
use crate::text::Text;
use crate::text::sh::{self, Sh};

/// The parts that are the same for every form, in the order in which the shell reads them.
const PROGRAM: [&str; 10] = [
    include_str!("options.sh"),
    include_str!("files.sh"),
    include_str!("host.sh"),
    include_str!("store.sh"),
    include_str!("cntlm.sh"),
    include_str!("services.sh"),
    include_str!("configs.sh"),
    include_str!("check.sh"),
    include_str!("back.sh"),
    include_str!("run.sh"),
];

/// The editor of config.toml, for awk; quoted in the script, so it holds no single quote.
const EDITOR: [&str; 3] = [
    include_str!("toml.awk"),
    include_str!("volumes.awk"),
    include_str!("runners.awk"),
];

/// The program, put together from its parts.
pub(super) fn built_in() -> Text<Sh> {
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

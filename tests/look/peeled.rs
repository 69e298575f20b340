//! What can be peeled, and where it is marked.

use super::lossless::{forms, papers};
use runner_proxy::look::highlight::{lines, tokens};
use runner_proxy::look::language;
use runner_proxy::look::peel::{Part, levels, peelable};
use runner_proxy::say::Lang;
use runner_proxy::text::{File, Plain, Text, cntlm, json, markdown, sh, systemd, toml, url};
use std::path::Path;

fn plain(text: &str) -> Text<Plain> {
    Text::typed(text).expect("one line")
}

/// The languages and texts of the levels of a one-line file.
fn shown(file: &Text<File>) -> Vec<Vec<(&'static str, String)>> {
    assert_eq!(peelable(file).len(), 1);
    let part = |part: &Part<'_>| (part.language, part.text.to_owned());
    let level = |level: &Vec<Part<'_>>| level.iter().map(part).collect();
    levels(file, 0).iter().map(level).collect()
}

#[test]
fn quotes_alone_are_no_news() {
    let value = plain("a b");
    for file in [
        Text::whole(&toml::basic(&sh::word(&plain("a")))),
        Text::whole(&json::string(&value)),
        Text::whole(&sh::single_quoted(&value)),
        Text::whole(&systemd::environment("A", &value)),
        Text::whole(&cntlm::value(&plain("a#b")).expect("quotes")),
        Text::whole(&markdown::fence(3, &systemd::printed(&value))),
        Text::whole(&sh::word(&url::proxy(None, &plain("proxy"), 80))),
    ] {
        let nothing = peelable(&file).iter().all(|peelable| !peelable);
        assert!(nothing, "{}", file.as_str());
    }
}

#[test]
fn two_layers_or_another_text_are() {
    let two = Text::whole(&toml::basic(&sh::single_quoted(&plain("a b"))));
    let levels = [("TOML", "\"'a b'\""), ("shell", "'a b'"), ("text", "a b")];
    let levels = levels.map(|(language, text)| vec![(language, text.to_owned())]);
    assert_eq!(shown(&two), levels);

    let escaped = Text::whole(&json::string(&plain("a\"b")));
    let levels = [("JSON", r#""a\"b""#), ("text", "a\"b")];
    let levels = levels.map(|(language, text)| vec![(language, text.to_owned())]);
    assert_eq!(shown(&escaped), levels);
}

/// The URL inside the variable changes nothing, so its own parts are marked in the variable.
#[test]
fn what_changes_nothing_is_seen_through() {
    let (username, password) = (plain("a"), plain("p@"));
    let user = url::UserInfo {
        domain: None,
        username: &username,
        password: Some(url::Password::Real(&password)),
    };
    let url = url::proxy(Some(&user), &plain("proxy"), 80);
    let file = Text::whole(&toml::basic(&runner_proxy::text::runner::variable(
        "A", &url,
    )));
    let levels = levels(&file, 0);
    let [_, variable, inside] = levels.as_slice() else {
        unreachable!("{} levels", levels.len());
    };
    assert_eq!(variable[0].text, "A=http://a:p%40@proxy:80");
    let marks = variable[0].marks.iter();
    let marked: Vec<_> = marks.map(|mark| &variable[0].text[mark.clone()]).collect();
    assert_eq!(marked, ["p%40"]);
    assert_eq!((inside[0].reader, inside[0].text), ("URL", "p@"));
}

/// In every paper: a line is peelable when it has levels; marks lie in their text, in order, and
/// each level but the last has some; nothing goes on without a sentence.
#[test]
fn levels_are_whole_in_every_paper() {
    let mut count = 0;
    for paper in forms().iter().flat_map(|form| papers(form, Lang::En)) {
        let text = &paper.text;
        let tokens = tokens(language(text), text.as_str());
        let lines: Vec<_> = lines(&tokens).collect();
        let peelable = peelable(text);
        assert_eq!(lines.len(), peelable.len());
        assert!(levels(text, lines.len()).is_empty());
        for (number, (line, peelable)) in lines.iter().zip(peelable).enumerate() {
            let levels = levels(text, number);
            assert_eq!(!levels.is_empty(), peelable);
            let [first, .., last] = levels.as_slice() else {
                continue;
            };
            count += 1;
            let written: String = line.iter().map(|token| token.text).collect();
            assert_eq!(first.len(), 1);
            assert_eq!(format!("{}\n", first[0].text), written);
            assert!(last.iter().all(|part| part.marks.is_empty()));
            for level in &levels {
                let marked = level.iter().any(|part| !part.marks.is_empty());
                assert_eq!(marked, !std::ptr::eq(level, last));
                for part in level {
                    let mut at = 0;
                    for mark in &part.marks {
                        assert!(mark.start >= at && part.text.get(mark.clone()).is_some());
                        at = mark.end;
                    }
                    for lang in Lang::ALL {
                        assert!(!part.say.pick(lang).is_empty());
                    }
                    assert_ne!(part.say.en, "This stands inside.", "{}", part.reader);
                }
            }
        }
    }
    assert!(count > 250, "only {count} lines");
}

/// One line through all of its languages, as a person sees it.
#[test]
fn the_line_with_the_most_layers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let papers = papers(&folder.join("direct-credentials.json"), Lang::En);
    let install = papers
        .iter()
        .find(|paper| paper.artifact.path == "install.sh");
    let text = &install.expect("a script").text;
    let all = (0..text.as_str().lines().count()).map(|line| levels(text, line));
    let deepest = all.max_by_key(Vec::len).expect("a line");
    let readers: Vec<_> = deepest.iter().map(|level| level[0].reader).collect();
    assert_eq!(readers, ["shell", "shell", "TOML", "shell", "JSON", "URL"]);
    let ends: Vec<_> = deepest[5].iter().map(|part| part.text).collect();
    assert_eq!(ends, ["CORP\\alice", "p@ss:w%rd$\"\\#日本"]);
}

//! What the page shows of a peeled line is what the real readers see: each level is read out of the
//! level before it, by the program whose language that is.
//!
//! Where a quotation spans lines, the whole file is read and its line compared; elsewhere what is
//! marked is read by itself. So nothing here knows how a level came about.

use super::cntlm::{self, latin1};
use super::forms::{cases, form};
use super::machine::{from_hex, helper, program, python, read, say, short};
use super::shells::{shells, words};
use super::systemd;
use runner_proxy::artifacts;
use runner_proxy::form::{self, Form};
use runner_proxy::install::END_OF_DATA;
use runner_proxy::look::language;
use runner_proxy::look::peel::{Part, levels, peelable};
use runner_proxy::say::Lang;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A text of several lines in a file, as the file's reader sees it.
struct Block {
    /// The line of the file that writes its first one.
    start: usize,
    text: String,
}

/// A step from one level to the next, to be asked of a reader.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    reader: &'static str,
    /// What the reader gets: what is marked, or for systemd its line.
    outside: Vec<String>,
    /// What it must make of that.
    inside: Vec<String>,
}

struct Judges {
    python: PathBuf,
    ruby: PathBuf,
    systemd: PathBuf,
    cntlm: PathBuf,
    cmark: PathBuf,
    /// The blocks of files that were read already.
    known: BTreeMap<(&'static str, String), Vec<Block>>,
}

impl Judges {
    fn all() -> Option<Self> {
        Some(Self {
            python: python()?,
            ruby: program("ruby", "ruby")?,
            systemd: systemd::program()?,
            cntlm: program("cntlm", "cntlm")?,
            cmark: program("cmark", "cmark")?,
            known: BTreeMap::new(),
        })
    }

    /// The line that a line of a file writes, when that belongs to a text of several lines: all of
    /// that text, and the number of the line in it.
    fn inside(
        &mut self,
        language: &'static str,
        file: &str,
        line: usize,
    ) -> Option<(String, usize)> {
        let key = (language, file.to_owned());
        if !self.known.contains_key(&key) {
            let blocks = self.blocks(language, file);
            self.known.insert(key.clone(), blocks);
        }
        self.known[&key].iter().find_map(|block| {
            let number = line.checked_sub(block.start)?;
            let inside = number < block.text.lines().count();
            inside.then(|| (block.text.clone(), number))
        })
    }

    fn blocks(&self, language: &'static str, file: &str) -> Vec<Block> {
        let after = |is_start: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let lines = file.lines().enumerate();
            let starts = lines.filter(|(_, line)| is_start(line));
            starts.map(|(number, _)| number + 1).collect()
        };
        let json = |mut command: Command, ended: &str| -> Value {
            serde_json::from_slice(&read(&mut command, ended.as_bytes())).expect("JSON")
        };
        let block = |(start, text): (usize, String)| Block { start, text };
        match language {
            "shell" => self.printed(file),
            "TOML" => {
                let mut command = Command::new(&self.python);
                command.arg(helper("read_toml.py")).arg("config");
                let document = json(command, &format!("{file}\0"));
                // Whole files have a table of runners, the script's parts are its keys.
                let keys = document.pointer("/runners/0").unwrap_or(&document);
                let starts = after(&|line| line.ends_with(" = '''"));
                let text = |start: usize| {
                    let line = file.lines().nth(start - 1).expect("a line");
                    let key = line.split_whitespace().next().expect("a key");
                    (start, keys[key].as_str().expect("a text").to_owned())
                };
                starts.into_iter().map(text).map(block).collect()
            }
            "YAML" => {
                let mut command = Command::new(&self.ruby);
                command.arg(helper("read_yaml.rb")).arg("ci");
                let document = json(command, &format!("{file}\0"));
                let starts = after(&|line| line.trim_start() == "- |");
                let scripts = document["default"]["before_script"].as_array();
                let scripts: Vec<_> = scripts.into_iter().flatten().collect();
                assert_eq!(starts.len(), scripts.len());
                let text = |script: &Value| script.as_str().expect("a text").to_owned();
                let texts = scripts.into_iter().map(text);
                starts.into_iter().zip(texts).map(block).collect()
            }
            "Markdown" => {
                let mut cmark = Command::new(&self.cmark);
                let mut xml = read(cmark.args(["-t", "xml"]), file.as_bytes());
                xml.push(0);
                let mut command = Command::new(&self.python);
                let blocks = read(command.arg(helper("read_cmark.py")), &xml);
                let blocks: Vec<String> = serde_json::from_slice(&blocks).expect("JSON");
                let fences = after(&|line| line.trim_start().starts_with("```"));
                assert_eq!(fences.len(), 2 * blocks.len());
                let starts = fences.into_iter().step_by(2);
                starts.zip(blocks).map(block).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What install.sh prints into files, with the form's own address of docker0.
    fn printed(&self, script: &str) -> Vec<Block> {
        let Some((data, _)) = script.split_once(END_OF_DATA) else {
            return Vec::new();
        };
        let lines: Vec<_> = data.lines().collect();
        let starts = lines.iter().enumerate();
        let starts = starts.filter(|(_, line)| line.starts_with("printf '"));
        let starts: Vec<_> = starts.map(|(number, _)| number).collect();
        let mut program = format!("{data}\ndocker0=$form_docker0\n");
        for start in &starts {
            let key = lines[start - 1].trim().trim_end_matches(')');
            program.push_str(&format!("content {key}; printf '\\0'\n"));
        }
        let shells = shells();
        let dash = shells.first().expect("a shell");
        let texts = words(dash, program.as_bytes(), "C.UTF-8");
        assert_eq!(texts.len(), starts.len());
        let block = |(start, text): (usize, Vec<u8>)| Block {
            start,
            // cntlm.conf is ISO-8859-1.
            text: String::from_utf8(text)
                .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect()),
        };
        starts.into_iter().zip(texts).map(block).collect()
    }

    /// What a reader makes of each of these; once for each shell.
    fn ask(&self, reader: &str, outside: &[&str]) -> Vec<Vec<Vec<u8>>> {
        let helped = |helper_name: &str, text: String| {
            let mut command = Command::new(&self.python);
            from_hex(&read(command.arg(helper(helper_name)), text.as_bytes()))
        };
        match reader {
            "shell" => {
                let open = |name: &str| format!("{name}='${name}'\n");
                let mut script: String =
                    ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].map(open).concat();
                for word in outside {
                    script.push_str(&format!("printf '%s\\0' {word}\n"));
                }
                let all = shells();
                let read = all
                    .iter()
                    .map(|shell| words(shell, script.as_bytes(), "C.UTF-8"));
                read.collect()
            }
            "TOML" => vec![helped(
                "read_toml.py",
                format!("v = [{}]\n", outside.join(", ")),
            )],
            "JSON" => {
                let documents = outside.iter().map(|value| format!("[{value}]\0"));
                vec![helped("read_json.py", documents.collect())]
            }
            "URL" => {
                let urls = outside.iter().map(|user| format!("http://{user}@h:1\n"));
                let parts = helped("read_url.py", urls.collect());
                vec![parts.into_iter().step_by(4).collect()]
            }
            "systemd unit" => {
                let unit = |line: &&str| format!("[Service]\n{line}\n");
                let units: Vec<_> = outside.iter().map(unit).collect();
                let value = |variables: Vec<Vec<u8>>| {
                    let [variable] = variables.as_slice() else {
                        unreachable!("{} variables of a line", variables.len());
                    };
                    let mut parts = variable.splitn(2, |&byte| byte == b'=');
                    parts.nth(1).expect("a value").to_vec()
                };
                let read = systemd::variables(&self.systemd, &units);
                vec![read.into_iter().map(value).collect()]
            }
            "cntlm.conf" => {
                let written: Vec<_> = outside.iter().map(|value| latin1(value)).collect();
                let utf8 =
                    |bytes: Vec<u8>| -> String { bytes.into_iter().map(char::from).collect() };
                let read = cntlm::read_each(&self.cntlm, &written).into_iter();
                vec![
                    read.map(|value| utf8(value.unwrap_or_default()).into_bytes())
                        .collect(),
                ]
            }
            _ => unreachable!("nobody here reads {reader}"),
        }
    }

    /// The steps that a reader sees differently.
    fn wrong<'a>(&self, steps: &'a BTreeSet<Step>) -> Vec<(&'a Step, Vec<u8>)> {
        let mut wrong = Vec::new();
        let readers: BTreeSet<_> = steps.iter().map(|step| step.reader).collect();
        for reader in readers {
            let own: Vec<_> = steps.iter().filter(|step| step.reader == reader).collect();
            let outside = own.iter().flat_map(|step| &step.outside);
            let outside: Vec<_> = outside.map(String::as_str).collect();
            for readings in self.ask(reader, &outside) {
                assert_eq!(readings.len(), outside.len(), "{reader}");
                let mut readings = readings.into_iter();
                for step in &own {
                    let mut seen: Vec<Vec<u8>> = Vec::new();
                    for reading in readings.by_ref().take(step.outside.len()) {
                        // A level shows the same thing once.
                        if !seen.contains(&reading) {
                            seen.push(reading);
                        }
                    }
                    let shown = step.inside.iter().map(String::as_bytes);
                    if !shown.eq(seen.iter().map(Vec::as_slice)) {
                        wrong.push((*step, seen.join(&b'\n')));
                    }
                }
            }
        }
        wrong
    }
}

/// Follows the levels of one line: compares what is written line by line, and notes the rest. Gives
/// the number of levels compared.
fn follow(
    judges: &mut Judges,
    file: &str,
    line: usize,
    all: &[Vec<Part<'_>>],
    steps: &mut BTreeSet<Step>,
) -> usize {
    let [outer, inner, ..] = all else {
        return 0;
    };
    let reader = inner[0].reader;
    assert!(inner.iter().all(|part| part.reader == reader), "{reader}");
    if let Some((text, number)) = judges.inside(reader, file, line) {
        let [part] = inner.as_slice() else {
            unreachable!("{} parts of a line of {reader}", inner.len());
        };
        assert_eq!(
            Some(part.text),
            text.lines().nth(number),
            "{reader}: {}",
            outer[0].text
        );
        return 1 + follow(judges, &text, number, &all[1..], steps);
    }
    let outside = match reader {
        "systemd unit" => outer.iter().map(|part| part.text.to_owned()).collect(),
        _ => {
            let marks = |part: &Part<'_>| -> Vec<String> {
                let marks = part.marks.iter();
                marks
                    .map(|mark| part.text[mark.clone()].to_owned())
                    .collect()
            };
            outer.iter().flat_map(marks).collect()
        }
    };
    let inside = inner.iter().map(|part| part.text.to_owned()).collect();
    steps.insert(Step {
        reader,
        outside,
        inside,
    });
    // From here on there is no file to read lines of.
    follow(judges, "", 0, &all[1..], steps)
}

/// The pictured machines, and forms with everything nasty in them.
fn forms(python: &Path) -> Vec<Form> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(folder).expect("the pictures");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let pictures = paths.filter(|path| path.extension().is_some_and(|e| e == "json"));
    let picture =
        |path: PathBuf| Form::from_json(&fs::read(path).expect("a form")).expect("a form");
    let mut forms: Vec<_> = pictures.map(picture).collect();
    assert!(forms.len() >= 10, "only {} pictures", forms.len());
    for case in cases(python, 24) {
        let answers = case.answers.iter();
        forms.push(form(answers.map(|(&name, answer)| (name, answer.as_str()))));
    }
    forms
}

#[test]
fn every_level_is_what_its_reader_sees() {
    let Some(mut judges) = Judges::all() else {
        return;
    };
    let (mut steps, mut lines, mut compared) = (BTreeSet::new(), 0, 0);
    for form in forms(&judges.python) {
        for paper in artifacts::papers(&form::read(&form).plan, Lang::En) {
            let file = paper.text.as_str();
            for (line, _) in peelable(&paper.text)
                .iter()
                .enumerate()
                .filter(|(_, peelable)| **peelable)
            {
                let levels = levels(&paper.text, line);
                let whole = [(
                    language(&paper.text),
                    file.lines().nth(line).expect("a line"),
                )];
                let first = levels[0].iter().map(|part| (part.language, part.text));
                assert!(first.eq(whole), "{}: line {line}", paper.artifact.path);
                compared += follow(&mut judges, file, line, &levels, &mut steps);
                lines += 1;
            }
        }
    }
    let wrong = judges.wrong(&steps);
    for (step, seen) in wrong.iter().take(10) {
        let (shown, outside) = (step.inside.join("\n"), step.outside.join("\n"));
        let [outside, shown, seen] = [outside.as_bytes(), shown.as_bytes(), seen].map(short);
        say(&format!(
            "{}: of {outside}: shown {shown}, seen {seen}",
            step.reader
        ));
    }
    assert!(wrong.is_empty(), "{} mismatches", wrong.len());
    let count = |reader: &str| steps.iter().filter(|step| step.reader == reader).count();
    let counts = ["shell", "TOML", "JSON", "URL", "systemd unit", "cntlm.conf"].map(count);
    assert!(
        counts.iter().all(|count| *count > 0) && compared > 500,
        "{counts:?}, {compared}"
    );
    say(&format!(
        "X-ray: {lines} lines, {compared} levels by line, {counts:?} others by shells, TOML, JSON, URL, systemd and cntlm, 0 mismatches"
    ));

    // The judges can say no: to what is shown one byte too long, whatever reads it.
    let mut spoiled = BTreeSet::new();
    for mut step in steps {
        step.inside[0].push('x');
        spoiled.insert(step);
    }
    let refused: BTreeSet<_> = judges
        .wrong(&spoiled)
        .into_iter()
        .map(|(step, _)| step)
        .collect();
    assert_eq!(refused.len(), spoiled.len());
}

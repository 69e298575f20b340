//! toml.awk and runners.awk on thousands of documents: every awk gives the same bytes, and the TOML
//! parsers of the Runner and of Python say that nothing changed but what should.

mod awk;
mod edges;
mod generator;
mod keys;
mod mutation;
mod oracle;
mod process;
mod shapes;
mod values;
mod volumes;

use crate::machine::{say, short};
use crate::random::Random;
use awk::{Answers, Awk, Folder, awks};
use edges::EDGES;
use generator::Document;
use keys::Keys;
use oracle::{Parser, Texts, parsers};
use shapes::{SHAPES, Said};
use std::sync::Mutex;
use std::thread;

/// Sets of keys, with documents for each.
const SETS: u64 = 20;
const DOCUMENTS: usize = 260;
const MUTATED: usize = 100;

/// What was seen, for the person who runs the tests.
#[derive(Default)]
struct Seen {
    documents: usize,
    edited: usize,
    statuses: Vec<String>,
    mutated: usize,
    refused: usize,
    /// Valid to both parsers and yet refused by us.
    strict: usize,
}

/// The answers of all awks, which must be one.
fn asked(folder: &Folder, awks: &[Awk], documents: &[Vec<u8>]) -> Vec<Answers> {
    let mut all = awks
        .iter()
        .map(|awk| (awk.name, folder.all(awk, documents)));
    let (first, answers) = all.next().expect("an awk");
    for (name, others) in all {
        for (index, (one, other)) in answers.iter().zip(&others).enumerate() {
            let document = || short(&documents[index]);
            assert!(
                one == other,
                "{first}: {one:?}\n{name}: {other:?}\n{}",
                document()
            );
        }
    }
    answers
}

/// Editing twice is editing once, and removing after editing is removing.
fn again(folder: &Folder, awk: &Awk, answers: &[Answers]) {
    let edited: Vec<_> = answers
        .iter()
        .filter(|first| first.edited.is_some())
        .collect();
    let documents: Vec<_> = edited
        .iter()
        .filter_map(|first| first.edited.clone())
        .collect();
    for (first, second) in edited.iter().zip(folder.all(awk, &documents)) {
        let document = || String::from_utf8_lossy(first.edited.as_ref().expect("text"));
        assert_eq!(second.edited, first.edited, "edited twice:\n{}", document());
        assert_eq!(
            second.removed,
            first.removed,
            "edited and removed:\n{}",
            document()
        );
    }
}

fn texts<'a>(keys: &'a Texts, documents: &'a [Vec<u8>], answers: &'a [Answers]) -> Vec<&'a [u8]> {
    let outputs = answers
        .iter()
        .flat_map(|answers| [&answers.edited, &answers.removed]);
    let outputs = outputs.flatten().map(Vec::as_slice);
    let documents = documents.iter().map(Vec::as_slice).chain(outputs);
    documents.chain(keys.all()).collect()
}

fn believed(parsers: &[Parser], keys: &Texts, before: &[u8], answers: &Answers) {
    for parser in parsers {
        let complaint = parser.complaint(keys, before, answers);
        let (before, list) = (String::from_utf8_lossy(before), &answers.list);
        assert_eq!(complaint, None, "{list}\n{before}");
    }
}

fn generated(seed: u64, awks: &[Awk], seen: &Mutex<Seen>) {
    let mut random = Random(seed);
    let keys = Keys::new(&mut random);
    let folder = Folder::new(&keys);
    let made: Vec<Document> = (0..DOCUMENTS)
        .map(|_| generator::document(&mut random, &keys))
        .collect();
    let mut documents: Vec<_> = made
        .iter()
        .map(|document| document.before.clone())
        .collect();
    documents.extend((0..MUTATED).map(|_| {
        let (one, other) = (random.below(DOCUMENTS), random.below(DOCUMENTS));
        mutation::of(&mut random, &made[one].before, &made[other].before)
    }));
    let answers = asked(&folder, awks, &documents);
    let texts_of_keys = Texts::new(&keys);
    let parsers = parsers(&texts(&texts_of_keys, &documents, &answers));
    for (document, answers) in made.iter().zip(&answers) {
        let text = || String::from_utf8_lossy(&document.before);
        assert_eq!(
            answers.statuses(),
            document.statuses,
            "{}\n{}",
            answers.list,
            text()
        );
        let edited = answers.edited.as_ref().expect("a document");
        let removed = answers.removed.as_ref().expect("a document");
        assert!(
            *edited == document.edited,
            "{}\nedited:\n{}",
            text(),
            String::from_utf8_lossy(edited)
        );
        assert!(
            *removed == document.removed,
            "{}\nremoved:\n{}",
            text(),
            String::from_utf8_lossy(removed)
        );
        believed(&parsers, &texts_of_keys, &document.before, answers);
    }
    let mut seen = seen.lock().expect("no panic");
    for (document, answers) in documents.iter().zip(&answers).skip(DOCUMENTS) {
        let invalid = parsers.iter().any(|parser| parser.refuses(document));
        seen.mutated += 1;
        seen.refused += usize::from(answers.edited.is_none());
        if let Some(edited) = &answers.edited {
            let text = || String::from_utf8_lossy(document);
            assert!(
                !invalid || edited == document,
                "edited an invalid document:\n{}",
                text()
            );
            if !invalid {
                believed(&parsers, &texts_of_keys, document, answers);
            }
        } else if !invalid {
            seen.strict += 1;
        }
    }
    for document in &made {
        seen.documents += 1;
        seen.edited += usize::from(document.edited != document.before);
        seen.statuses
            .extend(document.statuses.iter().map(|&status| status.to_owned()));
    }
    drop(seen);
    // Every fourth, which is enough of a thousand and more.
    let some = (seed as usize % 4..documents.len()).step_by(4);
    let (some, without): (Vec<_>, Vec<_>) = some.map(|at| (&documents[at], &answers[at])).unzip();
    volumes::with_one_more(&folder, awks, &some, &without);
    again(&folder, &awks[seed as usize % awks.len()], &answers);
}

#[test]
fn documents_of_every_shape() {
    let awks = awks();
    if awks.is_empty() {
        return;
    }
    let seen = Mutex::new(Seen::default());
    let next = Mutex::new(0..SETS);
    let work = || {
        while let Some(seed) = { next.lock().expect("no panic").next() } {
            generated(seed, &awks, &seen);
        }
    };
    thread::scope(|scope| {
        let workers = [(); 2].map(|()| scope.spawn(work));
        for worker in workers {
            worker.join().expect("a worker that ends");
        }
    });
    let seen = seen.into_inner().expect("no panic");
    let (documents, edited) = (seen.documents, seen.edited);
    say(&format!(
        "runners.awk by {} awks: {documents} documents, {edited} edited",
        awks.len()
    ));
    for status in ["ours", "absent", "old", "foreign", "executor", "unclear"] {
        let count = seen.statuses.iter().filter(|of| *of == status).count();
        say(&format!("runners.awk: {count} runners are {status}"));
        assert!(count > 100, "only {count} runners are {status}");
    }
    let (mutated, refused, strict) = (seen.mutated, seen.refused, seen.strict);
    say(&format!(
        "runners.awk: {mutated} broken on purpose, {refused} refused, {strict} needlessly"
    ));
    assert!(refused * 4 > mutated, "only {refused} refused");
}

/// Asks all awks and both parsers; each document holds nothing of ours.
fn judged(keys: &Keys, documents: &[Vec<u8>]) -> Vec<Answers> {
    let (folder, awks) = (Folder::new(keys), awks());
    let answers = asked(&folder, &awks, documents);
    let keys = Texts::new(keys);
    let parsers = parsers(&texts(&keys, documents, &answers));
    for (document, answers) in documents.iter().zip(&answers) {
        if answers.edited.is_some() {
            believed(&parsers, &keys, document, answers);
            assert_eq!(answers.removed.as_ref(), Some(document));
        }
    }
    again(&folder, &awks[0], &answers);
    answers
}

#[test]
fn files_as_people_write_them() {
    if awks().is_empty() {
        return;
    }
    let keys = Keys::new(&mut Random(0));
    let documents: Vec<_> = SHAPES
        .iter()
        .map(|(text, _)| text.as_bytes().to_vec())
        .collect();
    for ((text, said), answers) in SHAPES.iter().zip(judged(&keys, &documents)) {
        match said {
            Said::Runners(statuses) => {
                assert_eq!(answers.statuses(), *statuses, "{}\n{text}", answers.list);
            }
            Said::Refused(reason) => {
                let start = format!("document\t{reason}\t");
                assert!(answers.list.starts_with(&start), "{}\n{text}", answers.list);
            }
        }
    }
    let edge = |line: &str| format!("[[runners]]\nexecutor = 'docker'\n{line}\n").into_bytes();
    let documents: Vec<_> = EDGES.iter().map(|(line, _)| edge(line)).collect();
    for ((line, refused), answers) in EDGES.iter().zip(judged(&keys, &documents)) {
        let start = match refused {
            Some(reason) => format!("document\t{reason}\t"),
            None => "1\t1\t-\tdocker\tabsent\t".to_owned(),
        };
        assert!(answers.list.starts_with(&start), "{}\n{line}", answers.list);
    }
    let count = SHAPES.len() + EDGES.len();
    say(&format!("runners.awk: {count} files as people write them"));
}

#[test]
fn the_list_tells_the_facts_on_one_line() {
    let (keys, awks) = (Keys::new(&mut Random(0)), awks());
    if awks.is_empty() {
        return;
    }
    let folder = Folder::new(&keys);
    // And a name would break the table.
    let list = |document: &str| {
        asked(&folder, &awks, &[document.as_bytes().to_vec()])
            .remove(0)
            .list
    };
    assert_eq!(
        list(SHAPES[4].0),
        "1\t9\tbuild-01\tdocker\tabsent\t-\tfalse\t[\"/cache\"]\n"
    );
    let odd = "[[runners]]\nname = '''a\n\tb'''\nexecutor = 'docker'\npre_build_script = ''\n\
        environment.A = 1\n[runners.docker]\nvolumes = [ # two\n 'a#',\n\"b\" ]\nprivileged = 1\n";
    let line = "1\t1\ta??b\tdocker\tforeign\tenvironment,pre_build_script\t1\t['a#', \"b\"]\n";
    assert!(
        keys.names().contains(&"pre_build_script"),
        "the keys of seed 0"
    );
    assert_eq!(list(odd), line);
}

/// The Runner hands the CR of a CRLF inside a script to the shell, so that script is not ours.
#[test]
fn a_script_with_other_line_ends_is_another_script() {
    let long = |keys: &Keys| keys.now[1].ours.contains("= '''\n");
    let mut sets = (0..).map(|seed| Keys::new(&mut Random(seed)));
    let keys = sets.find(long).expect("a script of several lines");
    let lines: String = keys.now.iter().map(|key| &*key.ours).collect();
    let document = format!("[[runners]]\n{lines}executor = 'docker'\n");
    let with_crlf = document.replace('\n', "\r\n");
    let folder = Folder::new(&keys);
    for awk in awks() {
        let documents = [&document, &with_crlf].map(|text| text.as_bytes().to_vec());
        let answers = folder.all(&awk, &documents);
        let (unix, dos) = (&answers[0], &answers[1]);
        assert_eq!(unix.statuses(), ["ours"], "{}", awk.name);
        assert_eq!(dos.statuses(), ["foreign"], "{}", awk.name);
        let detail = dos.list.split('\t').nth(5).expect("a detail");
        assert!(detail.starts_with("pre_get_sources_script"), "{detail}");
        assert!(dos.edited.as_deref() == Some(with_crlf.as_bytes()));
    }
}

//! The program as install.sh runs it: one document in a process, its exit status and where it speaks.

use super::awk::{Folder, awks};
use super::generator;
use super::keys::Keys;
use super::shapes::{NOT_UTF_8, SHAPES};
use crate::machine::short;
use crate::random::Random;
use std::fs;

#[test]
fn one_process_says_what_many_documents_in_one_said() {
    let mut random = Random(100);
    let keys = Keys::new(&mut random);
    let folder = Folder::new(&keys);
    let shapes = SHAPES.iter().map(|(text, _)| text.as_bytes().to_vec());
    let made = (0..20).map(|_| generator::document(&mut random, &keys).before);
    let documents: Vec<_> = shapes.chain(made).collect();
    for awk in awks() {
        for (document, answers) in documents.iter().zip(folder.all(&awk, &documents)) {
            for (mode, meant) in [("edit", &answers.edited), ("remove", &answers.removed)] {
                let output = folder.one(&awk, mode, document);
                let said = String::from_utf8_lossy(&output.stderr);
                if let Some(meant) = meant {
                    assert_eq!(
                        (output.status.code(), &*said),
                        (Some(0), ""),
                        "{}",
                        awk.name
                    );
                    assert!(output.stdout == *meant, "{}: {mode}", awk.name);
                } else {
                    assert_eq!((output.status.code(), &*said), (Some(3), &*answers.list));
                    assert!(output.stdout.is_empty());
                }
            }
            let output = folder.one(&awk, "list", document);
            assert_eq!(String::from_utf8_lossy(&output.stdout), answers.list);
            assert_eq!(
                output.status.code(),
                Some(if answers.edited.is_some() { 0 } else { 3 })
            );
        }
    }
}

/// Awks do not agree on what a NUL is, and no awk may fall over its own stack.
#[test]
fn bytes_that_are_no_text_and_depths_without_end_are_refused() {
    let folder = Folder::new(&Keys::new(&mut Random(0)));
    let end = b"\n[[runners]]\nexecutor = \"docker\"\n";
    let mut documents: Vec<Vec<u8>> = [
        "\0",
        "a = 1\0",
        "a = 1 # \0 b",
        "a = '\0'",
        "\0\n",
        "# \0\n\0",
        "a = 1\u{1}",
    ]
    .map(|start| [start.as_bytes(), end].concat())
    .into();
    documents.push([end, &b"# \0"[..]].concat());
    documents.push([end, &b"\0"[..]].concat());
    documents.extend(NOT_UTF_8.map(|bytes| [b"# ", bytes, end].concat()));
    for open in ["[", "{a = ", "[[", "a.", "{a.b = ["] {
        documents.push(["a = ".as_bytes(), open.repeat(2_000).as_bytes(), end].concat());
        documents.push([open.repeat(2_000).as_bytes(), end].concat());
    }
    for awk in awks() {
        for document in &documents {
            for mode in ["list", "edit", "remove"] {
                let output = folder.one(&awk, mode, document);
                let document = short(document);
                assert_eq!(output.status.code(), Some(3), "{}: {document}", awk.name);
                let (said, nothing) = match mode {
                    "list" => (output.stdout, output.stderr),
                    _ => (output.stderr, output.stdout),
                };
                assert!(said.starts_with(b"document\t"), "{}: {document}", awk.name);
                assert!(nothing.is_empty(), "{}: {document}", awk.name);
            }
        }
    }
}

#[test]
fn wrong_usage_prints_no_document() {
    for awk in awks() {
        let folder = Folder::new(&Keys::new(&mut Random(0)));
        let document = b"[[runners]]\nexecutor = \"docker\"\n";
        let refused = |mode: &str| {
            let output = folder.one(&awk, mode, document);
            output.status.code() == Some(2) && output.stdout.is_empty() && !output.stderr.is_empty()
        };
        assert!(refused("") && refused("List"), "{}", awk.name);
        // An earlier installation may be unknown, but not what is to be written.
        for name in ["old_ours", "old_theirs"] {
            fs::remove_file(folder.0.path(name)).expect("a file to remove");
        }
        assert_eq!(
            folder.one(&awk, "edit", document).status.code(),
            Some(0),
            "{}",
            awk.name
        );
        let theirs = folder.0.path("theirs");
        for wrong in ["", "environment = [\"A=b\"\n", "a = 1\n", "[a]\n"] {
            fs::write(&theirs, wrong).expect("a file");
            assert!(refused("edit"), "{}: {wrong}", awk.name);
        }
        // The Runner writes each key on one line, and a table is no key to insert.
        fs::copy(folder.0.path("ours"), &theirs).expect("a copy");
        assert!(refused("edit"), "{}", awk.name);
        fs::write(folder.0.path("ours"), "[environment]\n").expect("a file");
        fs::write(&theirs, "[environment]\n").expect("a file");
        assert!(refused("edit"), "{}", awk.name);
        fs::remove_file(&theirs).expect("a file to remove");
        assert!(refused("edit"), "{}", awk.name);
    }
}

//! The house of `src/lib.rs` as a test: which room leans on which, and what the library never
//! touches.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and what it may lean on. Read from the top: nothing points back.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("say", &[]),
    ("credentials", &["text"]),
    ("form", &["text", "say", "credentials"]),
    ("install", &["text", "say"]),
    ("artifacts", &["install", "form", "text", "say"]),
    ("existing", &["artifacts", "form", "text", "say"]),
    ("look", &["text", "say"]),
    ("knowledge", &["artifacts", "form", "text", "say"]),
    (
        "web",
        &[
            "knowledge",
            "look",
            "existing",
            "artifacts",
            "form",
            "text",
            "say",
        ],
    ),
];

/// What a pure library knows nothing of. Addresses (`std::net::Ipv4Addr`) are values, not a network.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::io",
    "std::time",
    "std::thread",
    "TcpStream",
    "UdpSocket",
    "web_sys",
    "js_sys",
    "gloo",
    "wasm_bindgen",
    "yew",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(place: &Path, kinds: &[&str], found: &mut Vec<PathBuf>) {
    if place.is_dir() {
        for entry in fs::read_dir(place).expect("a readable folder") {
            files(&entry.expect("a readable entry").path(), kinds, found);
        }
    } else if place.is_file()
        && place
            .extension()
            .is_some_and(|extension| kinds.iter().any(|kind| extension == *kind))
    {
        found.push(place.to_owned());
    }
}

/// The code of a room, without comments, which may name anything.
fn code(room: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for place in [
        source().join(room),
        source().join(room).with_extension("rs"),
    ] {
        files(&place, &["rs"], &mut found);
    }
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("readable source");
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        (path, code)
    };
    found.into_iter().map(read).collect()
}

/// The rooms named after `crate::`.
fn leans_on(code: &str) -> BTreeSet<&str> {
    let after = code.split("crate::").skip(1);
    let names = after.map(|rest| {
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
    });
    names.flatten().filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_room_leans_only_on_those_before_it() {
    for (room, allowed) in ROOMS {
        let code = code(room);
        assert!(!code.is_empty(), "no source in {room}");
        for (path, code) in code {
            // `use crate::{…}` would hide what it names from this test.
            assert!(!code.contains("crate::{"), "{}", path.display());
            for name in leans_on(&code) {
                assert!(
                    *room == name || allowed.contains(&name),
                    "{} leans on {name}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_room_is_in_the_table() {
    let entries = fs::read_dir(source()).expect("the source");
    let names = entries.map(|entry| entry.expect("a readable entry").path());
    let rooms = names.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    for room in rooms.filter(|room| room != "lib" && room != "bin") {
        assert!(
            ROOMS.iter().any(|(name, _)| *name == room),
            "{room} is not in the table"
        );
    }
}

#[test]
fn the_library_knows_no_world_outside() {
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "web") {
        for (path, code) in code(room) {
            for outside in OUTSIDE {
                assert!(
                    !code.contains(outside),
                    "{} knows {outside}",
                    path.display()
                );
            }
        }
    }
}

/// Outside `text/`, text of a language comes from constants and encoders only; these would make it
/// from anything.
#[test]
fn only_the_text_room_makes_foreign_text() {
    for (room, _) in ROOMS
        .iter()
        .filter(|(room, _)| !["text", "web"].contains(room))
    {
        for (path, code) in code(room) {
            // Only install takes what is of our own source but came later.
            let program = (*room != "install").then_some("sh::program");
            let doors = ["Box::leak", "String::leak", ".leak()", "transmute"];
            for door in doors.into_iter().chain(program) {
                assert!(
                    !code.contains(door),
                    "{} has a back door: {door}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn files_stay_readable_in_one_sitting() {
    let mut found = Vec::new();
    files(&source(), &["rs", "sh", "awk"], &mut found);
    assert!(found.len() > 50, "only {} files", found.len());
    for path in found {
        let text = fs::read_to_string(&path).expect("readable source");
        let lines = text.lines().count();
        assert!(lines <= 420, "{} has {lines} lines", path.display());
    }
}

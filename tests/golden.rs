//! Pictures of machines: for each form `tests/golden/<scenario>.json`, the whole output directory
//! stands in `tests/golden/<scenario>/` and its modes and warnings in `<scenario>.txt`.
//!
//! Of `install.sh` only what the form made of it is drawn; the rest is the same in all of them.
//!
//! `REDRAW=1 cargo test --test golden` draws them anew; look at the difference before you commit.

use runner_proxy::artifacts;
use runner_proxy::form::{self, Form};
use runner_proxy::install::END_OF_DATA;
use runner_proxy::say::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Picture = BTreeMap<PathBuf, Vec<u8>>;

fn draw(form: &Path) -> Picture {
    let name = form.file_stem().expect("a scenario's name");
    let json = fs::read(form).expect("a readable form");
    let form = Form::from_json(&json).expect("a form");
    let (ready, warnings) = form::read(&form).ready().expect("a form without errors");
    let lang = if name.to_string_lossy().ends_with("-ja") {
        Lang::Ja
    } else {
        Lang::En
    };
    let mut listing = String::new();
    let mut picture = Picture::new();
    for file in artifacts::files(&ready, lang) {
        listing.push_str(&format!("{:04o} {}\n", file.mode, file.artifact.path));
        let mut bytes = file.bytes;
        if file.artifact.path == "install.sh" {
            let script = String::from_utf8(bytes).expect("ASCII");
            let (data, _) = script.split_once(END_OF_DATA).expect("its two halves");
            bytes = data.to_owned().into_bytes();
        }
        picture.insert(Path::new(name).join(file.artifact.path), bytes);
    }
    for warning in warnings {
        listing.push_str(&format!(
            "warning: {}: {}\n",
            warning.field,
            warning.message.pick(lang)
        ));
    }
    picture.insert(Path::new(name).with_extension("txt"), listing.into_bytes());
    picture
}

/// What stands in the folder, without the forms.
fn drawn(folder: &Path, below: &Path, picture: &mut Picture) {
    for entry in fs::read_dir(folder.join(below)).expect("a readable folder") {
        let entry = entry.expect("a readable entry");
        let path = below.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            drawn(folder, &path, picture);
        } else if path.extension().is_none_or(|extension| extension != "json")
            || below != Path::new("")
        {
            picture.insert(path, fs::read(entry.path()).expect("a readable file"));
        }
    }
}

#[test]
fn every_picture_is_as_drawn() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(&folder).expect("the folder of pictures");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let forms: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    assert!(forms.len() >= 10, "only {} forms", forms.len());
    let mut now = Picture::new();
    forms.iter().for_each(|form| now.extend(draw(form)));

    let mut before = Picture::new();
    drawn(&folder, Path::new(""), &mut before);
    if env::var_os("REDRAW").is_some() {
        for path in before.keys() {
            fs::remove_file(folder.join(path)).expect("an old picture");
        }
        for (path, bytes) in &now {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a picture");
        }
        return;
    }
    for (path, bytes) in &now {
        let old = before
            .get(path)
            .map(|old| String::from_utf8_lossy(old).into_owned());
        let new = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(
            old.as_deref(),
            Some(new.as_str()),
            "{} differs",
            path.display()
        );
        assert_eq!(
            before.get(path),
            Some(bytes),
            "{} differs in bytes",
            path.display()
        );
    }
    let old: Vec<_> = before
        .keys()
        .filter(|path| !now.contains_key(*path))
        .collect();
    assert!(old.is_empty(), "no form draws {old:?}");
}

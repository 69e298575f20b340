//! What some shapes come to, to look at: `merged/` is redrawn by `REDRAW=1`.

use super::judge::Case;
use super::plans;
use super::shapes::shapes;
use std::path::Path;
use std::{env, fs};

const PICTURED: &[&str] = &[
    "registered-by-runner",
    "crlf-registered",
    "comments-everywhere",
    "environment-of-the-guide",
    "environment-three-a-line",
    "inline-runners-on-lines",
    "dotted-docker",
    "ours-of-before-with-theirs",
    "ours-of-before-saved-by-runner",
    "scripts-literal",
    "scripts-long-basic",
    "scripts-long-basic-continued",
    "scripts-long-literal",
    "several-runners",
    "sysctls-without-docker",
    "tabs-registered",
];

/// And with certificates.
const WITH_CA: &[&str] = &["certificates-of-before", "registered-by-runner"];

#[test]
fn merged_files_look_as_pictured() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/existing/config_toml/merged");
    let plans = plans::all();
    let shapes = shapes();
    let plain = PICTURED.iter().map(|name| (name, &plans[2], ""));
    let certified = &plans[plans::WITH_CA + 1];
    let with_ca = WITH_CA.iter().map(|name| (name, certified, "-with-ca"));
    for (name, wanted, suffix) in plain.chain(with_ca) {
        let shape = shapes.iter().find(|(shape, _)| shape == name);
        let (_, before) = shape.expect("a shape of this name");
        let case = Case::new(before.clone(), wanted, true);
        let merged = case.merged().expect("TOML").text;
        let path = folder.join(format!("{name}{suffix}.toml"));
        if env::var_os("REDRAW").is_some() {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, &merged).expect("a picture");
        }
        let picture = fs::read_to_string(&path).expect("a picture");
        assert!(picture == merged, "{name}:\n{merged}");
    }
}

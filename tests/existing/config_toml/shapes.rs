//! config.toml files as people, scripts and the Runner itself write them, a file each in `shapes/`.

use super::judge::{Case, judged};
use super::plans;
use crate::machine::say;
use std::fs;
use std::path::Path;

/// Their names and texts.
pub(super) fn shapes() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/existing/config_toml/shapes");
    let entries = fs::read_dir(folder).expect("the shapes");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: &Path| {
        let name = path.file_stem().expect("a name").to_string_lossy();
        (
            name.into_owned(),
            fs::read_to_string(path).expect("a shape"),
        )
    };
    paths.iter().map(|path| read(path)).collect()
}

#[test]
fn every_shape_is_merged_as_it_should_be() {
    let shapes = shapes();
    assert!(shapes.len() >= 100, "{}", shapes.len());
    let plans = plans::all();
    let mut names = Vec::new();
    let mut cases = Vec::new();
    for (name, text) in &shapes {
        for (index, wanted) in plans.iter().enumerate() {
            for docker in [false, true] {
                names.push(format!("{name}, plan {index}, docker {docker}"));
                cases.push(Case::new(text.clone(), wanted, docker));
            }
            let mut all = Case::new(text.clone(), wanted, true);
            all.choice.runners = vec![true, true, false, true, true];
            names.push(format!("{name}, plan {index}, others chosen"));
            cases.push(all);
        }
    }
    let Some(verdicts) = judged(&cases) else {
        return;
    };
    let mut wrong = 0;
    for ((name, case), verdict) in names.iter().zip(&cases).zip(&verdicts) {
        let right = match verdict.as_str() {
            "merged" | "same" => true,
            // tomllib knows TOML 1.0.
            "refused" => name.starts_with("toml-1-1"),
            _ => false,
        };
        if !right {
            wrong += 1;
            let text = case.merged().map(|merged| merged.text);
            println!(
                "{name}: {verdict}\n{}\n-----\n{}",
                case.before,
                text.unwrap_or_default()
            );
        }
    }
    assert_eq!(wrong, 0);
    let count = |what: &str| verdicts.iter().filter(|verdict| *verdict == what).count();
    say(&format!(
        "tomllib: {} shapes in {} merges, {} changed, {} had nothing to change",
        shapes.len(),
        cases.len(),
        count("merged"),
        count("same")
    ));
}

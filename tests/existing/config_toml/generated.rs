//! Thousands of generated config.toml files, and some of them broken.

use super::awk::{Folder, awks};
use super::judge::{Case, judged, verdicts};
use super::keys::{Key, Keys};
use super::plans::{self, Wanted};
use super::{generator, made, mutation};
use crate::machine::say;
use crate::random::Random;
use runner_proxy::existing::config_toml::Document;
use runner_proxy::text::runner::Variable;
use runner_proxy::text::sh::Sh;
use runner_proxy::text::{Text, toml};

const MADE: usize = 10_000;
const OF_INSTALL: usize = 2_000;
const MUTATED: usize = 4_000;
/// For each two plans of which the newer one has certificates.
const MOUNTED: usize = 120;

/// Counts `merged` and `same`; anything else is a failure, told with its document.
fn counted(cases: &[Case], verdicts: &[String]) -> (usize, usize) {
    let (mut merged, mut same) = (0, 0);
    for (case, verdict) in cases.iter().zip(verdicts) {
        match verdict.as_str() {
            "merged" => merged += 1,
            "same" => same += 1,
            wrong => {
                let text = case.merged().map(|merged| merged.text).unwrap_or_default();
                assert!(wrong.is_empty(), "{wrong}\n{}\n-----\n{text}", case.before);
            }
        }
    }
    (merged, same)
}

#[test]
fn every_document_is_merged_as_it_should_be() {
    let plans = plans::all();
    let mut random = Random(1);
    let made = |_| {
        let before = made::document(&mut random, &plans);
        let wanted = &plans[random.below(plans.len())];
        let mut case = Case::new(before, wanted, random.below(2) == 0);
        if random.below(4) == 0 {
            case.choice.runners = (0..random.below(4)).map(|_| random.below(2) == 0).collect();
        }
        case
    };
    let cases: Vec<_> = (0..MADE).map(made).collect();
    let Some(verdicts) = judged(&cases) else {
        return;
    };
    let (merged, same) = counted(&cases, &verdicts);
    assert!(merged > MADE / 3 && same > MADE / 20, "{merged}, {same}");
    say(&format!(
        "tomllib: {MADE} generated documents, {merged} changed, {same} had nothing to change"
    ));
}

/// The keys of a plan as install.sh writes them, and as the Runner does.
fn keys(wanted: &Wanted) -> Vec<Key> {
    let text = &wanted.rendered;
    let block = |name: &str, end: &str| {
        let start = text.find(&format!("  {name} = "))?;
        let end = text[start..].find(end)? + start + end.len();
        Some(text[start..end].to_owned())
    };
    let mut keys = Vec::new();
    if let Some(ours) = block("environment", "\n  ]\n") {
        let entries = ours.split('"').skip(1).step_by(2);
        let entry = |entry: &str| Text::<Variable>::constant(entry.to_owned().leak());
        let entries: Vec<_> = entries.map(|text| toml::rewritten(&entry(text))).collect();
        let theirs = toml::one_line(&entries);
        let theirs = format!("  environment = {}\n", theirs.as_str());
        keys.push(Key {
            name: "environment",
            ours,
            theirs,
        });
    }
    for name in ["pre_get_sources_script", "pre_build_script"] {
        if let Some(ours) = block(name, "\n'''\n") {
            let script = ours.split("'''\n").nth(1).expect("a script").to_owned();
            let script = toml::rewritten(&Text::<Sh>::constant(script.leak()));
            let theirs = format!("  {name} = {}\n", script.as_str());
            keys.push(Key { name, ours, theirs });
        }
    }
    keys
}

/// The documents of install.sh's tests, which say what its awk makes of each; that is the awk's own
/// judge's word. Where the awk dares to merge, both come to the same tree.
#[test]
fn install_sh_comes_to_the_same() {
    let plans = plans::all();
    let mut random = Random(2);
    let mut cases = Vec::new();
    let mut awks = Vec::new();
    for _ in 0..OF_INSTALL {
        let (now, old) = (random.below(plans.len()), random.below(plans.len()));
        let keys = Keys {
            now: keys(&plans[now]),
            old: keys(&plans[old]),
        };
        let document = generator::document(&mut random, &keys);
        let dares = |status: &&str| ["absent", "old", "ours", "executor"].contains(status);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let agrees = document.statuses.iter().all(dares);
        awks.push(agrees.then(|| text(document.edited)));
        cases.push(Case::new(text(document.before), &plans[now], false));
    }
    let Some(said) = judged(&cases) else {
        return;
    };
    counted(&cases, &said);
    // What the awk made of it, in place of what we did.
    let daring: Vec<_> = cases
        .into_iter()
        .zip(&awks)
        .filter(|(_, awk)| awk.is_some())
        .collect();
    let texts: Vec<_> = daring.iter().map(|(_, awk)| awk.as_deref()).collect();
    // What the awk's judge says of it has no volumes, which have a test of their own.
    let mut cases: Vec<_> = daring.iter().map(|(case, _)| case.clone()).collect();
    cases.iter_mut().for_each(|case| case.awk = true);
    let verdicts = verdicts(&cases, &texts).expect("the judge was there");
    counted(&cases, &verdicts);
    assert!(cases.len() > OF_INSTALL / 4, "{}", cases.len());
    say(&format!(
        "tomllib: {OF_INSTALL} documents of install.sh, {} of them as its awk merges them",
        cases.len()
    ));
}

const VOLUME: &str = "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro";

const VOLUMES: &[&str] = &[
    "volumes = [\"/cache\"]",
    "volumes = []",
    "volumes = [\"/a:/b:ro\", \"/mine.crt:/etc/gitlab-runner/certs/ca.crt\"]",
    "volumes = [\"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\", \"/cache\"]",
    "volumes = [\"/etc/gitlab-runner/certs:/etc/gitlab-runner/certs:ro\"]",
    "volumes = ['/cache']",
    "volumes = [\"/cache\",] # mine",
    "Volumes = [\"/cache\"]",
];

/// Some tables of Docker have volumes now.
fn with_volumes(random: &mut Random, text: &str) -> String {
    let mut new = String::new();
    for line in text.split_inclusive('\n') {
        new += line;
        if line.trim() == "[runners.docker]" && line.ends_with('\n') && random.below(4) > 0 {
            new += &line.replace("[runners.docker]", random.of(VOLUMES));
        }
    }
    new
}

/// With certificates to mount, install.sh's awk itself comes to the same tree in the runners that it
/// changes, but for volumes that it leaves to a person.
#[test]
fn install_sh_mounts_the_same() {
    let awks = awks();
    let Some(awk) = awks.first() else {
        return;
    };
    let plans = plans::all();
    let mut random = Random(5);
    let (mut cases, mut texts, mut mounted) = (Vec::new(), Vec::new(), 0);
    for now in &plans[plans::WITH_CA..] {
        for old in &plans {
            let keys = Keys {
                now: keys(now),
                old: keys(old),
            };
            let folder = Folder::new(&keys);
            let document = |_| {
                let document = generator::document(&mut random, &keys).before;
                let text = String::from_utf8(document).expect("UTF-8");
                with_volumes(&mut random, &text).into_bytes()
            };
            let made: Vec<_> = (0..MOUNTED).map(document).collect();
            let answers = folder.with_volume(awk, &made, VOLUME);
            for (before, answers) in made.into_iter().zip(answers) {
                let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
                let Some(after) = answers.edited.clone().map(text) else {
                    continue;
                };
                let mut case = Case::new(text(before), now, false);
                let changes = |status: &str| ["absent", "old", "ours"].contains(&status);
                case.choice.runners = answers.statuses().into_iter().map(changes).collect();
                // Others, such as those of an array, the awk does not list.
                case.choice.runners.extend([false; 4]);
                case.awk = true;
                let count = |text: &str| text.matches(VOLUME).count();
                mounted += count(&after) - count(&case.before);
                cases.push(case);
                texts.push(after);
            }
        }
    }
    let texts: Vec<_> = texts.iter().map(|text| Some(text.as_str())).collect();
    let Some(said) = verdicts(&cases, &texts) else {
        return;
    };
    let (changed, _) = counted(&cases, &said);
    assert!(changed > 500 && mounted > 200, "{changed}, {mounted}");
    say(&format!(
        "tomllib: {} generated documents as install.sh's awk merges them, {changed} changed, \
         {mounted} runners mount certificates",
        cases.len()
    ));
}

/// What tomllib reads, the merger reads as well. What else it reads is TOML 1.1, as toml_edit says.
#[test]
fn broken_documents_are_refused() {
    let plans = plans::all();
    let mut random = Random(3);
    let mut cases = Vec::new();
    while cases.len() < MUTATED {
        let one = made::document(&mut random, &plans);
        let other = made::document(&mut random, &plans);
        let broken = mutation::of(&mut random, one.as_bytes(), other.as_bytes());
        if let Ok(before) = String::from_utf8(broken) {
            cases.push(Case::new(before, &plans[random.below(plans.len())], true));
        }
    }
    for (line, _) in super::edges::EDGES {
        let before = format!("[[runners]]\nexecutor = \"docker\"\n{line}\n");
        cases.push(Case::new(before, &plans[0], false));
    }
    let Some(verdicts) = judged(&cases) else {
        return;
    };
    let (mut refused, mut newer) = (0, 0);
    let mut others = (Vec::new(), Vec::new());
    for (case, verdict) in cases.into_iter().zip(verdicts) {
        let read = Document::read(&case.before).is_ok();
        let edit = case.before.parse::<toml_edit::DocumentMut>();
        // Whether a float is too large for 64 bits is not asked: reading floats costs too much Wasm.
        let large = case.before.contains("1e999");
        assert!(read == edit.is_ok() || large, "{}", case.before);
        match (verdict.as_str(), read) {
            ("refused", false) => refused += 1,
            ("refused", true) => newer += 1,
            // tomllib takes numbers that no other reader takes; toml_edit is asked above.
            ("the merger could not read it", false) => refused += 1,
            _ => {
                others.0.push(case);
                others.1.push(verdict);
            }
        }
    }
    let (merged, same) = counted(&others.0, &others.1);
    assert!(refused > MUTATED / 4 && merged + same > MUTATED / 10);
    say(&format!(
        "tomllib and toml_edit: {MUTATED} broken documents, {refused} refused, {newer} are TOML 1.1, \
         {merged} merged all the same, {same} had nothing to change"
    ));
}

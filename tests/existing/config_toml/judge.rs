//! What a merge came to, and what Python says of it.

use super::plans::Wanted;
use crate::ask::ask;
use runner_proxy::existing::Merged;
use runner_proxy::existing::config_toml::{Choice, Document};
use serde_json::json;

/// A document to merge, and how.
#[derive(Clone)]
pub(super) struct Case<'a> {
    pub(super) before: String,
    pub(super) wanted: &'a Wanted,
    pub(super) choice: Choice,
    /// Whether it is merged by install.sh's awk, which may leave a table of Docker as it was.
    pub(super) awk: bool,
}

impl<'a> Case<'a> {
    pub(super) fn new(before: String, wanted: &'a Wanted, docker_in_docker: bool) -> Self {
        let runners = Vec::new();
        let choice = Choice {
            runners,
            docker_in_docker,
        };
        Self {
            before,
            wanted,
            choice,
            awk: false,
        }
    }

    /// `None` when it cannot be read.
    pub(super) fn merged(&self) -> Option<Merged> {
        let document = Document::read(&self.before).ok()?;
        Some(document.merge(&self.wanted.plan, &self.choice))
    }
}

/// Merges all of them, and once more, which must change nothing; then asks the judge, whose answers
/// are `refused`, `same`, `merged` or what is wrong. `None` when it is missing.
pub(super) fn judged(cases: &[Case]) -> Option<Vec<String>> {
    let merged: Vec<_> = cases.iter().map(Case::merged).collect();
    for (case, merged) in cases.iter().zip(&merged) {
        let Some(merged) = merged else {
            continue;
        };
        let changed = merged.text != case.before;
        assert_eq!(changed, !merged.changes.is_empty(), "{}", case.before);
        let again = Case {
            before: merged.text.clone(),
            wanted: case.wanted,
            choice: case.choice.clone(),
            awk: false,
        };
        let again = again.merged();
        let why = Document::read(&merged.text).err();
        assert!(again.is_some(), "{why:?} in\n{}", merged.text);
        let again = again.expect("a merge");
        assert!(
            again.text == merged.text && again.changes.is_empty(),
            "merged once:\n{}\nmerged twice:\n{}",
            merged.text,
            again.text
        );
    }
    let texts: Vec<_> = merged
        .iter()
        .map(|merged| merged.as_ref().map(|merged| merged.text.as_str()))
        .collect();
    verdicts(cases, &texts)
}

/// What the judge says when the documents came to these texts.
pub(super) fn verdicts(cases: &[Case], after: &[Option<&str>]) -> Option<Vec<String>> {
    let case = |(case, after): (&Case, &Option<&str>)| {
        json!({
            "before": case.before,
            "after": after,
            "rendered": case.wanted.rendered,
            "docker": case.choice.docker_in_docker,
            "chosen": case.choice.runners,
            "awk": case.awk,
        })
    };
    let cases: Vec<_> = cases.iter().zip(after).map(case).collect();
    ask("config_toml/judge.py", &cases)
}

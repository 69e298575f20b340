//! What a paper shows, taken out of the plan once per key and compared, so that only papers that
//! changed are drawn again.

use super::state::Row;
use super::words;
use crate::artifacts::steps::steps;
use crate::artifacts::{Artifact, Paper, Place, papers};
use crate::form::plan::Plan;
use crate::say::{Lang, Message, Say};
use yew::AttrValue;

/// A paper with everything that stands beside it.
#[derive(PartialEq)]
pub(super) struct Sheet {
    /// Its row.
    pub(super) artifact: Row<Artifact>,
    /// Where it goes: a path of the host, or the name of a file.
    pub(super) title: AttrValue,
    /// How it gets there.
    pub(super) place: Message,
    /// Its download's name.
    pub(super) name: AttrValue,
    /// Its text.
    pub(super) text: AttrValue,
    /// Whether it holds a secret.
    pub(super) secret: bool,
    /// Why it cannot be copied, when it cannot.
    pub(super) not_copyable: Option<Say>,
    /// What to know before using it.
    pub(super) notes: Vec<Say>,
    /// What to do with it.
    pub(super) tasks: Vec<Task>,
}

/// A step with its number in the one list of the plan.
#[derive(Clone, PartialEq)]
pub(super) struct Task {
    /// Its number, from 1.
    pub(super) number: usize,
    /// What it does and why.
    pub(super) say: Say,
    /// What to type.
    pub(super) commands: Option<AttrValue>,
    /// What it prints.
    pub(super) expect: Option<AttrValue>,
}

impl Sheet {
    /// Every paper of a plan.
    pub(super) fn all(plan: &Plan, lang: Lang) -> Vec<Sheet> {
        let tasks: Vec<_> = steps(plan)
            .into_iter()
            .enumerate()
            .map(|(index, step)| {
                let task = Task {
                    number: index + 1,
                    say: step.say,
                    commands: step.commands.map(|text| text.as_str().to_owned().into()),
                    expect: step.expect.map(|text| text.as_str().to_owned().into()),
                };
                (Row(step.artifact), task)
            })
            .collect();
        let sheet = |paper: Paper| {
            let artifact = Row(paper.artifact);
            let (title, place) = match artifact.place() {
                Place::Host(path) => (path, words::mode(paper.mode)),
                Place::Paste(name) => (name, words::paste_into(name)),
                Place::Read if artifact.run.is_some() => (artifact.path, words::TO_RUN.into()),
                Place::Read => (artifact.path, words::TO_READ.into()),
            };
            let own = tasks.iter().filter(|(owner, _)| *owner == artifact);
            Sheet {
                artifact,
                title: title.into(),
                place,
                name: artifact.download_name().into(),
                secret: (artifact.secret)(plan),
                not_copyable: paper.not_copyable(),
                notes: (artifact.notes)(plan),
                tasks: own.map(|(_, task)| task.clone()).collect(),
                text: paper.text.as_str().to_owned().into(),
            }
        };
        papers(plan, lang).into_iter().map(sheet).collect()
    }

    /// Its id in the page.
    pub(super) fn id(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let name: String = self.name.chars().map(plain).collect();
        format!("paper-{name}")
    }
}

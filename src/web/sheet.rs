//! What a paper shows, taken out of the plan once per key and compared, so that only papers that
//! changed are drawn again.

use super::changes::Changes;
use super::desk::Spelling;
use super::program;
use super::row::Row;
use super::words;
use crate::artifacts::steps::{Step, steps};
use crate::artifacts::{Artifact, INCOMPLETE, Place, wanted};
use crate::form::plan::Plan;
use crate::form::{Form, fields, read};
use crate::knowledge::failures::Failure;
use crate::say::{Lang, Message, Say};
use crate::text::{File, Text};
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
    /// Its text, with the memory of what is quoted in it; none while nobody wants to read it.
    pub(super) text: Option<Text<File>>,
    /// What stands in its place on paper, when it holds a secret.
    pub(super) masked: Option<AttrValue>,
    /// What the last edit changed in it.
    pub(super) changes: Changes,
    /// Whether it holds a secret.
    pub(super) secret: bool,
    /// Whether all of it is there, or the rest could not be fetched.
    pub(super) rest: Rest,
    /// Why it cannot be copied, when it cannot.
    pub(super) not_copyable: Option<Say>,
    /// What to know before using it.
    pub(super) notes: Vec<Say>,
    /// What to do with it.
    pub(super) tasks: Vec<Task>,
}

/// The part of install.sh that the page fetches after it has started.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// It is there, or there is none.
    Here,
    /// It is being fetched.
    Coming,
    /// It could not be fetched.
    Missing,
}

impl Rest {
    fn of(artifact: &Artifact) -> Self {
        match artifact.complete() {
            true => Rest::Here,
            false if program::missing() => Rest::Missing,
            false => Rest::Coming,
        }
    }
}

/// Which texts are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Draw {
    /// None: only the first paper, which is a program, is on show, without its text.
    First,
    /// All but programs, which are long and hold what the others hold.
    Files,
    /// All.
    Programs,
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

/// The texts of all papers but programs, which are long and hold what the others hold.
#[derive(Default)]
pub(super) struct Texts(Vec<(Row<Artifact>, Text<File>)>);

impl Texts {
    /// The papers of a form.
    pub(super) fn of(form: &Form, lang: Lang) -> Self {
        let plan = read(form).plan;
        let texts = wanted(&plan).filter(|artifact| artifact.run.is_none());
        let text = |artifact: &'static Artifact| (Row(artifact), artifact.paper(&plan, lang).text);
        Self(texts.map(text).collect())
    }

    /// The papers as they are printed when no secret shall be: of the same form with another
    /// password, or with none yet in place of a hash, which would look like a true one.
    ///
    /// Blotting out the secret in the finished text was refused: it would have to be found there,
    /// in each of its spellings.
    pub(super) fn masked(form: &Form, plan: &Plan, lang: Lang) -> Self {
        let mut form = form.clone();
        form.set(&fields::PASSWORD, "********".to_owned());
        if plan.local_proxy().is_some() {
            form.set(&fields::SECRET, "ask".to_owned());
        }
        Self::of(&form, lang)
    }

    fn get(&self, artifact: Row<Artifact>) -> Option<&str> {
        let mut own = self.0.iter().filter(|(row, _)| *row == artifact);
        own.next().map(|(_, text)| text.as_str())
    }
}

impl Sheet {
    /// Every paper of a plan, compared with those before the last edit, if there was one.
    pub(super) fn all(
        plan: &Plan,
        lang: Lang,
        draw: Draw,
        before: Option<&Texts>,
        masked: &Texts,
    ) -> Vec<Sheet> {
        let steps = match draw {
            Draw::First => Vec::new(),
            Draw::Files | Draw::Programs => steps(plan),
        };
        let task = |(index, step): (usize, &Step)| Task {
            number: index + 1,
            say: step.say,
            commands: step
                .commands
                .as_ref()
                .map(|text| text.as_str().to_owned().into()),
            expect: step
                .expect
                .as_ref()
                .map(|text| text.as_str().to_owned().into()),
        };
        let sheet = |row: &'static Artifact| {
            let artifact = Row(row);
            let paper = match draw {
                Draw::Programs => true,
                Draw::Files => row.run.is_none(),
                Draw::First => false,
            };
            let paper = paper.then(|| row.paper_with(&steps, plan, lang));
            let (title, place) = match artifact.place() {
                Place::Host(path) => (
                    path,
                    words::owned((artifact.owner)(plan), artifact.mode(plan)),
                ),
                Place::Paste(name) => (name, words::paste_into(name)),
                Place::Read if artifact.run.is_some() => (artifact.path, words::TO_RUN.into()),
                Place::Read => (artifact.path, words::TO_READ.into()),
            };
            let own = steps.iter().enumerate();
            let own = own.filter(|(_, step)| Row(step.artifact) == artifact);
            let masked = masked.get(artifact).map(|text| text.to_owned().into());
            Sheet {
                artifact,
                title: title.into(),
                place,
                name: artifact.download_name().into(),
                secret: (artifact.secret)(plan),
                rest: Rest::of(row),
                not_copyable: match &paper {
                    Some(paper) => paper.not_copyable(),
                    None => (!row.complete()).then_some(INCOMPLETE),
                },
                notes: (artifact.notes)(plan),
                tasks: own.map(task).collect(),
                changes: match (&paper, before) {
                    (Some(paper), Some(before)) if row.run.is_none() => {
                        Changes::between(before.get(artifact), paper.text.as_str())
                    }
                    _ => Changes::default(),
                },
                masked: masked.filter(|_| (artifact.secret)(plan)),
                text: paper.map(|paper| paper.text),
            }
        };
        let mut sheets: Vec<_> = wanted(plan).map(sheet).collect();
        let changed = sheets.iter().any(|sheet| sheet.changes.any());
        // A program holds all the others.
        for sheet in sheets
            .iter_mut()
            .filter(|sheet| sheet.artifact.run.is_some())
        {
            sheet.changes = Changes::somewhere(changed);
        }
        sheets
    }

    /// Its id in the page.
    pub(super) fn id(&self) -> String {
        id(self.artifact)
    }
}

/// What can be copied. An element of the page shows the same text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Copied {
    /// A file's text.
    Paper(Row<Artifact>),
    /// The commands that run this program.
    Run(Row<Artifact>),
    /// The commands of the step with this number.
    Commands(usize),
    /// A list of hosts.
    Spelling(Spelling),
    /// The command that shows whether it is this failure.
    Check(Row<Failure>),
    /// A part of nginx's configuration.
    Snippet(usize),
    /// A file of the host with what the answers need.
    Merged,
    /// The difference between the two, for `patch`.
    Patch,
}

impl Copied {
    /// The id of the element that shows the text.
    pub(super) fn shown_at(self) -> String {
        match self {
            Copied::Paper(row) => format!("{}-text", id(row)),
            Copied::Run(row) => format!("{}-run", id(row)),
            Copied::Commands(number) => format!("commands-{number}"),
            Copied::Spelling(spelling) => spelling.shown_at().to_owned(),
            Copied::Check(failure) => format!("check-{}", failure.id),
            Copied::Snippet(index) => format!("snippet-{index}"),
            // Nothing shows them as they are: their secrets are masked.
            Copied::Merged | Copied::Patch => String::new(),
        }
    }
}

/// The id of a paper in the page.
pub(super) fn id(artifact: Row<Artifact>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = artifact.download_name().chars().map(plain).collect();
    format!("paper-{name}")
}

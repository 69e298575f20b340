//! What is wrong with an answer, or worth knowing about it.

use super::values::Shown;
use super::{FIELDS, Field, fields};
use crate::say::{Message, message};
use std::borrow::Cow;
use std::fmt;

/// The place of what is wrong with a link as a whole.
pub const LINK: &str = "link";

/// The place of what is wrong with site.json.
pub const SITE: &str = "site";

/// Whether a problem stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Blocks every output.
    Error,
    /// Travels with the output.
    Warning,
}

/// What is wrong with one answer, or worth knowing about it, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name, a name that is no field's, or where the answers came from: `form`,
    /// [`LINK`] or [`SITE`].
    pub field: Cow<'static, str>,
    /// Whether it blocks.
    pub level: Level,
    /// The sentence. It never holds a secret.
    pub message: Message,
    /// What mends it; mostly nothing. Of several that are alike, the first one mends them all.
    pub fixes: Vec<Fix>,
}

/// A way to mend a problem, offered as a button: [`Form::mend`](super::Form::mend) takes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative. It never holds a secret.
    pub label: Message,
    /// The answers that it sets; never the password.
    pub answers: Vec<(&'static Field, String)>,
}

/// Without the answers: beside a mended line of a list may stand one with a password.
impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.answers.iter().map(|(field, _)| field.name).collect();
        write!(f, "{names:?}: {:?}", self.label)
    }
}

impl Fix {
    /// Answers a question with this text.
    pub(super) fn write(field: &'static Field, text: String) -> Self {
        let shown = Shown(&text);
        Self {
            label: message!("Write `{shown}`", "`{shown}` に直す"),
            answers: vec![(field, text)],
        }
    }

    /// Writes domain and user each into its own field.
    pub(super) fn split(domain: &str, user: &str) -> Self {
        let (shown, user_shown) = (Shown(domain), Shown(user));
        Self {
            label: message!(
                "Split it: domain `{shown}`, user `{user_shown}`",
                "ドメイン `{shown}` とユーザー名 `{user_shown}` に分ける",
            ),
            answers: vec![
                (&fields::USERNAME, user.to_owned()),
                (&fields::DOMAIN, domain.to_owned()),
            ],
        }
    }

    /// Chooses this value of a choice.
    pub(super) fn choose(field: &'static Field, value: &'static str) -> Self {
        let chosen = field.choices().iter().find(|choice| choice.value == value);
        let (en, ja) = chosen.map_or((value, value), |choice| (choice.label.en, choice.label.ja));
        Self {
            label: message!("Choose “{en}”", "「{ja}」を選ぶ"),
            answers: vec![(field, value.to_owned())],
        }
    }
}

impl Problem {
    pub(super) fn error(field: impl Into<Cow<'static, str>>, message: impl Into<Message>) -> Self {
        Self {
            field: field.into(),
            level: Level::Error,
            message: message.into(),
            fixes: Vec::new(),
        }
    }

    pub(super) fn warning(
        field: impl Into<Cow<'static, str>>,
        message: impl Into<Message>,
    ) -> Self {
        Self {
            level: Level::Warning,
            ..Self::error(field, message)
        }
    }

    /// Whether they are the same but for what mends them.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.field == other.field && self.level == other.level && self.message == other.message
    }

    /// Whether it blocks every output.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// The first problems of each field in the order of the form, errors before warnings, and how many
/// more there are: a list of ten thousand hosts pasted in the wrong form is one mistake to mend, not
/// ten thousand to read.
pub(super) fn told(problems: Vec<Problem>) -> Vec<Problem> {
    const ONE_BY_ONE: usize = 10;
    let places: Vec<_> = problems.iter().map(place).collect();
    let mut told: Vec<Problem> = Vec::new();
    // There are few places, so that this needs no sorting, whose code is larger than all of this.
    let fields = (0..FIELDS.len()).map(Some);
    for (field, error) in std::iter::once(None)
        .chain(fields)
        .flat_map(|field| [(field, true), (field, false)])
    {
        let here = problems.iter().zip(&places);
        let here = here.filter(|(problem, place)| **place == field && problem.is_error() == error);
        let here: Vec<_> = here.map(|(problem, _)| problem).collect();
        for group in here.chunk_by(|a, b| a.field == b.field) {
            told.extend(group.iter().take(ONE_BY_ONE).copied().cloned());
            let more = &group[group.len().min(ONE_BY_ONE)..];
            if let Some(last) = more.last() {
                told.push(rest(last, more));
            }
        }
    }
    told
}

/// One sentence for all the problems of a field that are not told one by one.
fn rest(like: &Problem, problems: &[&Problem]) -> Problem {
    let count = problems.len();
    Problem {
        message: message!(
            "{count} more have such a problem. Look at these first.",
            "ほかにも {count} 件、同じような問題があります。まずここに挙げたものを確かめてください。",
        ),
        field: like.field.clone(),
        level: like.level,
        // What mends many at once may stand at one of these.
        fixes: problems
            .iter()
            .flat_map(|problem| problem.fixes.clone())
            .collect(),
    }
}

/// The place of a problem's field in the form.
fn place(problem: &Problem) -> Option<usize> {
    FIELDS.iter().position(|field| field.name == problem.field)
}

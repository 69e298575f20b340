//! Answers and problems while they are read.

use super::read::Answers;
use super::values::{self, Shown};
use super::{Field, Fix, Form, Problem, unknown_choice};
use crate::say::{Message, Say, message, say};
use crate::text::{Plain, Text};

/// The longest one-line answer, in characters.
pub(super) const LONGEST_LINE: usize = 1024;

/// Answers and problems while reading.
pub(super) struct Draft<'a> {
    /// All answers as typed, for what mends one of them with a look at another.
    pub(super) form: &'a Form,
    pub(super) answers: Answers,
    pub(super) problems: Vec<Problem>,
}

impl Draft<'_> {
    pub(super) fn error(&mut self, field: &Field, message: impl Into<Message>) {
        self.problems.push(Problem::error(field.name, message));
    }

    pub(super) fn warn(&mut self, field: &Field, message: impl Into<Message>) {
        self.problems.push(Problem::warning(field.name, message));
    }

    /// Offers what mends the last problem.
    pub(super) fn offer(&mut self, fix: impl IntoIterator<Item = Fix>) {
        if let Some(problem) = self.problems.last_mut() {
            problem.fixes.extend(fix);
        }
    }

    /// Whether the field already has an error, so that a second sentence about it would not help.
    pub(super) fn refused(&self, field: &Field) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.is_error() && problem.field == field.name)
    }

    pub(super) fn keep<T>(
        &mut self,
        field: &'static Field,
        text: &str,
        read: fn(&str) -> values::Outcome<T>,
        mend: fn(&str) -> Option<String>,
    ) -> Option<T> {
        let refused = |message| {
            self.error(field, message);
            self.offer(mend(text).map(|text| Fix::write(field, text)));
        };
        read(text).map_err(refused).ok()
    }

    /// The value at the place of the chosen one; the first when there is no answer.
    pub(super) fn choose<T: Copy, const N: usize>(
        &mut self,
        field: &Field,
        text: &str,
        values: [T; N],
    ) -> T {
        let text = text.trim();
        let choices = field.choices();
        debug_assert_eq!(choices.len(), N, "{}", field.name);
        let place = choices.iter().position(|choice| choice.value == text);
        if place.is_none() && !text.is_empty() {
            self.error(field, unknown_choice(field));
        }
        values[place.unwrap_or_default().min(N - 1)]
    }
}

/// One printable line of at most [`LONGEST_LINE`] characters, as it is.
pub(super) fn line(field: &Field, text: &str, draft: &mut Draft) -> Option<Text<Plain>> {
    const CONTROL: Say = say(
        "There is a control character inside, such as a tab or a line break. Type the text by hand instead of pasting it.",
        "タブや改行などの制御文字が入っています。貼り付けずに、手で入力してください。",
    );
    if text.chars().count() > LONGEST_LINE {
        draft.error(
            field,
            message!(
                "This is too long. At most {LONGEST_LINE} characters are read.",
                "長すぎます。{LONGEST_LINE} 文字までにしてください。",
            ),
        );
        return None;
    }
    let line = Text::typed(text);
    if line.is_none() {
        draft.error(field, CONTROL);
    }
    line.filter(|line| !line.as_str().is_empty())
}

/// An entry of a list without control characters.
pub(super) fn printable(entry: &str) -> values::Outcome<&str> {
    let shown = Shown(entry);
    match Text::typed(entry) {
        Some(_) => Ok(entry),
        None => Err(message!(
            "“{shown}” has a control character inside, such as a tab. Type it by hand instead of pasting it.",
            "「{shown}」にタブなどの制御文字が入っています。貼り付けずに、手で入力してください。",
        )),
    }
}

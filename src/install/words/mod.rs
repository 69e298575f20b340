//! Everything that `install.sh` says. `%s` stands for a value, in the same order in both languages;
//! a line is a format of printf, so a percent sign is `%%`.

use crate::say::Say;

mod doctor;
mod options;
mod problems;
mod steps;
mod store;

/// A sentence, with the name by which the parts of the script call it.
pub(super) type Sentence = (&'static str, Say);

/// All of them.
pub(super) fn sentences() -> impl Iterator<Item = &'static Sentence> {
    let parts = [
        options::SENTENCES,
        problems::SENTENCES,
        steps::SENTENCES,
        store::SENTENCES,
        doctor::SENTENCES,
    ];
    parts.into_iter().flatten()
}

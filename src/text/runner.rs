//! Entries of `environment = […]` in GitLab Runner's `config.toml`: `NAME=value`.
//!
//! Runner splits at the first `=`, trims nothing, and later replaces `$NAME` and `${NAME}` in the
//! value by other job variables with Go's `os.Expand` (`parseVariable` in common/config.go, `Expand`
//! in common/spec/variables.go). `$$` is the way to write one `$`.

use super::{Holds, Language, Text};

/// One `NAME=value` entry as Runner reads it.
pub enum Variable {}

/// `NAME=value`, with each `$` doubled.
pub fn variable<L: Language>(name: &'static str, value: &Text<L>) -> Text<Variable>
where
    Variable: Holds<L>,
{
    let mut entry = Text::constant(name);
    entry.push(&Text::constant("="));
    entry.push(&Text::quote(value.as_str().replace('$', "$$"), value));
    entry
}

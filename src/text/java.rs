//! `JAVA_TOOL_OPTIONS`: the command line options that every Java VM of version 5 or newer takes from
//! its environment (JVM Tool Interface, "The JAVA_TOOL_OPTIONS Environment Variable").
//!
//! The VM splits it at blanks (`Arguments::parse_options_buffer` in HotSpot's arguments.cpp). Single
//! and double quotes, which may start anywhere in a word, keep blanks; nothing is escaped, so a
//! quote stands inside the other kind.

use super::{Holds, Language, Text};

/// Options of a Java VM.
pub enum Java {}

/// The option `-Dname=value`.
pub fn property<L: Language>(name: &'static str, value: &Text<L>) -> Text<Java>
where
    Java: Holds<L>,
{
    let mut option = Text::constant("-D");
    option.push(&Text::constant(name));
    option.push(&Text::constant("="));
    let special = |c: char| c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\'' | '"');
    let written = match value.as_str().contains(special) {
        false => value.as_str().to_owned(),
        true => format!("'{}'", value.as_str().replace('\'', r#"'"'"'"#)),
    };
    option.push(&Text::quote(written, value));
    option
}

//! Markdown (CommonMark 0.31) for README.md: prose of our own source, and values in code.
//!
//! Values stand only in code spans and fenced blocks, where nothing is special but a run of
//! backticks as long as the fence (sections 4.5 and 6.1).

use super::{Holds, Language, Text};

/// Lines of a Markdown document.
pub enum Markdown {}

/// A fenced code block, indented by `indent` blanks so that it can belong to a list item.
pub fn fence<L: Language>(indent: usize, text: &Text<L>) -> Text<Markdown>
where
    Markdown: Holds<L>,
{
    let value = text.as_str();
    let fence = "`".repeat(longest_run(value).max(2) + 1);
    let margin = " ".repeat(indent);
    let mut written = format!("{margin}{fence}\n");
    for line in value.lines() {
        if !line.is_empty() {
            written.push_str(&margin);
            written.push_str(line);
        }
        written.push('\n');
    }
    written.push_str(&format!("{margin}{fence}\n"));
    Text::quote_lines(1, written, text)
}

fn longest_run(value: &str) -> usize {
    let (mut run, mut longest) = (0, 0);
    for byte in value.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The start of a list item with this number.
pub fn item(number: usize) -> Text<Markdown> {
    Text::new(format!("{number}. "))
}

/// Blanks before a line that belongs to a list item.
pub fn margin(indent: usize) -> Text<Markdown> {
    Text::new(" ".repeat(indent))
}

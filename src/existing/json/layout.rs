//! How new members are laid out: as those beside them are, in lines or on one line, with the same
//! indentation, the same newline and the same blanks around the colon.

use super::reader::{Member, byte_order_mark, members};
use crate::existing::Edit;
use std::ops::Range;

/// A value of ours, in no layout yet.
pub(super) enum New<'t> {
    /// JSON of one line.
    Leaf(&'t str),
    /// An object of such values.
    Object(Vec<(&'static str, New<'t>)>),
}

/// The habits of one file.
pub(super) struct Layout<'a> {
    text: &'a str,
    newline: &'static str,
    /// One step further in.
    step: &'a str,
    /// Whether values stand on lines of their own. In a document without members they shall.
    on_lines: bool,
}

fn newline_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// What stands in front of this member, behind the bracket or the comma before it.
fn gap<'a>(text: &'a str, member: &Member) -> &'a str {
    let before = &text[..member.name.start];
    let end = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
    &before[end..]
}

/// The last line of blanks, when there are several.
fn indent_of(gap: &str) -> Option<&str> {
    gap.rfind('\n').map(|newline| &gap[newline + 1..])
}

impl<'a> Layout<'a> {
    pub(super) fn of(text: &'a str, root: &Range<usize>) -> Self {
        let all = match text[root.clone()].starts_with('{') {
            true => members(text, root),
            false => Vec::new(),
        };
        let first = all.first();
        let step = first.and_then(|member| indent_of(gap(text, member)));
        Self {
            text,
            newline: newline_of(text),
            step: step.unwrap_or("    "),
            on_lines: first.is_none() || text[root.clone()].contains('\n'),
        }
    }

    /// A whole document, for a file with nothing but blanks in it.
    pub(super) fn document(&self, value: &New) -> Edit {
        let at = byte_order_mark(self.text);
        let mut text = self.written(value, Some(""), ": ", true);
        if !self.text.contains('\n') {
            text += self.newline;
        }
        Edit {
            range: at..at,
            text,
        }
    }

    /// This value in the place of another one.
    pub(super) fn replaced(&self, range: Range<usize>, value: &New) -> Edit {
        let indent = self.on_lines.then(|| self.line_indent(range.start));
        let text = self.written(value, indent, ": ", true);
        Edit { range, text }
    }

    /// Adds members behind the last one of an object.
    pub(super) fn added(&self, object: &Range<usize>, new: Vec<(&'static str, New)>) -> Edit {
        let all = members(self.text, object);
        let Some(last) = all.last() else {
            return self.replaced(object.clone(), &New::Object(new));
        };
        let gap = gap(self.text, last);
        let indent = indent_of(gap);
        let colon = &self.text[last.name.end..last.value.start];
        let colon = if colon.contains('\n') { ": " } else { colon };
        let spaced = colon.ends_with(' ') || !gap.is_empty();
        let between = match indent {
            Some(indent) => {
                let newline = if gap.contains("\r\n") { "\r\n" } else { "\n" };
                newline.to_owned() + indent
            }
            None => (if spaced { " " } else { "" }).to_owned(),
        };
        let mut text = String::new();
        for (name, value) in new {
            let value = self.written(&value, indent, colon, spaced);
            for part in [",", &between, "\"", name, "\"", colon, &value] {
                text.push_str(part);
            }
        }
        let at = last.value.end;
        Edit {
            range: at..at,
            text,
        }
    }

    /// The blanks at the start of a line.
    fn line_indent(&self, at: usize) -> &'a str {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// A value whose closing bracket is indented by `indent`; on one line without.
    fn written(&self, value: &New, indent: Option<&str>, colon: &str, spaced: bool) -> String {
        let members = match value {
            New::Leaf(json) => return (*json).to_owned(),
            New::Object(members) => members,
        };
        let deeper = indent.map(|indent| indent.to_owned() + self.step);
        let line = |indent: Option<&str>| match indent {
            Some(indent) => self.newline.to_owned() + indent,
            None => (if spaced { " " } else { "" }).to_owned(),
        };
        let mut text = String::from("{");
        for (index, (name, value)) in members.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let value = self.written(value, deeper.as_deref(), colon, spaced);
            let line = line(deeper.as_deref());
            for part in [comma, &line, "\"", name, "\"", colon, &value] {
                text.push_str(part);
            }
        }
        text + &line(indent) + "}"
    }
}

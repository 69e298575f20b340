//! Elements added to an array as its own are laid out: on one line, or each on its own, with or
//! without a comma behind the last one.

use super::edits::{Edits, deeper};
use super::tree::{Id, Kind, ROOT};
use crate::text::Text;
use crate::text::toml::Toml;

impl Edits<'_> {
    /// Adds these behind the last element. An array without any, and without a comment, is replaced
    /// by `whole`.
    pub(super) fn append(&mut self, array: Id, elements: &[Text<Toml>], whole: String) {
        let node = &self.tree.nodes[array];
        let close = node.span.end - 1;
        if elements.is_empty() {
            return;
        }
        let Some(&last) = node.children.last() else {
            let start = node.span.start + 1;
            let inside = self.tree.source[start..close].trim_end();
            if inside.trim_start().is_empty() {
                self.replace(node.span.clone(), whole);
            } else {
                // Behind the last comment.
                self.append_lines(array, start + inside.len(), elements, true);
            }
            return;
        };
        let last = self.tree.nodes[last].span.clone();
        let comma = self.comma(last.end, close);
        let at = comma.map_or(last.end, |comma| comma + 1);
        if self.tree.source[at..close].contains('\n') {
            if comma.is_none() {
                self.insert(at, ",".to_owned());
            }
            self.append_lines(array, self.line_end(at), elements, comma.is_some());
            return;
        }
        // The bracket closes on the line of the last element.
        let own_line = self.begins_line(last.start)
            && self.tree.source[node.span.start..last.start].contains('\n');
        let between = if own_line {
            self.newline(last.start).to_owned() + self.indent(last.start)
        } else {
            " ".to_owned()
        };
        let mut text = String::new();
        for element in elements {
            let before = if text.is_empty() && comma.is_some() {
                ""
            } else {
                ","
            };
            for part in [before, &between, element.as_str()] {
                text.push_str(part);
            }
        }
        if comma.is_some() {
            text.push(',');
        }
        self.insert(at, text);
    }

    /// Each on a line of its own, behind the line that ends at this place.
    fn append_lines(&mut self, array: Id, at: usize, elements: &[Text<Toml>], comma: bool) {
        let start = self.line_start(at);
        // In the line in which the array begins stands its key.
        let first = self.tree.nodes[array].span.start >= start;
        let indent = if first {
            deeper(self.indent(at))
        } else {
            self.indent(at).to_owned()
        };
        let newline = self.newline(at);
        let mut text = String::new();
        for (index, element) in elements.iter().enumerate() {
            let last = index + 1 == elements.len();
            let after = if last && !comma { "" } else { "," };
            for part in [newline, &indent, element.as_str(), after] {
                text.push_str(part);
            }
        }
        self.insert(at, text);
    }

    /// The comma between these places, which hold nothing else but blanks and comments.
    fn comma(&self, mut at: usize, end: usize) -> Option<usize> {
        while at < end {
            match self.tree.source.as_bytes()[at] {
                b',' => return Some(at),
                b'#' => at = self.line_end(at),
                _ => at += 1,
            }
        }
        None
    }

    /// Whether a value stands inside of an inline table, which has one line.
    pub(super) fn is_inline(&self, mut id: Id) -> bool {
        while id != ROOT {
            id = self.tree.nodes[id].parent;
            if self.tree.nodes[id].kind == Kind::Inline {
                return true;
            }
        }
        false
    }
}

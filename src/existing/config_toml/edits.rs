//! Where new text goes, and how it is laid out there: with the newline of its line and the
//! indentation of its neighbours.

use super::tree::{Id, Kind, Tree};
use crate::existing::Edit;
use crate::text::Text;
use crate::text::runner::Variable;
use crate::text::sh::Sh;
use crate::text::toml::{self, Toml};
use std::ops::Range;

/// A value of ours, in no layout yet.
pub(super) enum New<'t> {
    Environment(&'t [Text<Variable>]),
    Script(&'t Text<Sh>),
    /// Of one line, whatever is around it.
    Plain(&'t Text<Toml>),
    /// An inline table of such values.
    Table(&'t [(&'static str, Text<Toml>)]),
}

pub(super) struct Edits<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) edits: Vec<Edit>,
    /// Inline tables that were empty and no longer are.
    filled: Vec<Id>,
}

/// One step further in than this.
pub(super) fn deeper(indent: &str) -> String {
    let step = if indent.contains('\t') { "\t" } else { "  " };
    format!("{indent}{step}")
}

impl<'a> Edits<'a> {
    pub(super) fn new(tree: &'a Tree<'a>) -> Self {
        Self {
            tree,
            edits: Vec::new(),
            filled: Vec::new(),
        }
    }

    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.edits.push(Edit { range, text });
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.replace(at..at, text);
    }

    // ---- Lines. A place is never inside of a value, so that a newline there ends a line.

    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = &self.tree.source[..at];
        before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Before the newline of the line.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.tree.source[at..];
        let line = rest.find('\n').map_or(rest, |newline| &rest[..newline]);
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// The newline of the line, or of the one before it when it is the last one.
    pub(super) fn newline(&self, at: usize) -> &'static str {
        let (source, end) = (self.tree.source, self.line_end(at));
        let crlf = match source.get(end..).filter(|rest| !rest.is_empty()) {
            Some(rest) => rest.starts_with("\r\n"),
            None => source[..self.line_start(at)].ends_with("\r\n"),
        };
        if crlf { "\r\n" } else { "\n" }
    }

    pub(super) fn indent(&self, at: usize) -> &'a str {
        let line = &self.tree.source[self.line_start(at)..];
        let rest = line.trim_start_matches([' ', '\t']);
        &line[..line.len() - rest.len()]
    }

    pub(super) fn begins_line(&self, at: usize) -> bool {
        let before = &self.tree.source[self.line_start(at)..at];
        before.trim_matches([' ', '\t']).is_empty()
    }

    // ---- Values.

    pub(super) fn written(
        &self,
        value: &New,
        indent: &str,
        newline: &str,
        one_line: bool,
    ) -> String {
        match value {
            New::Environment(entries) if one_line => {
                let entries: Vec<_> = entries.iter().map(toml::rewritten).collect();
                toml::one_line(&entries).as_str().to_owned()
            }
            New::Environment(entries) => {
                let mut array = String::from("[");
                for entry in *entries {
                    let entry = toml::string(entry);
                    for part in [newline, &deeper(indent), entry.as_str(), ","] {
                        array.push_str(part);
                    }
                }
                array + newline + indent + "]"
            }
            // A CR in a string of several lines would reach the shell.
            New::Script(script) if one_line || newline == "\r\n" => {
                toml::rewritten(script).as_str().to_owned()
            }
            New::Script(script) => toml::script(script).as_str().to_owned(),
            New::Plain(value) => value.as_str().to_owned(),
            New::Table(keys) => {
                let key = |(key, value): &(_, Text<Toml>)| format!("{key} = {}", value.as_str());
                let keys: Vec<_> = keys.iter().map(key).collect();
                format!("{{ {} }}", keys.join(", "))
            }
        }
    }

    /// Adds a key to a table, behind its own last one and so before any table inside of it.
    pub(super) fn add(&mut self, table: Id, key: &str, value: &New) {
        let node = &self.tree.nodes[table];
        match node.kind {
            Kind::Dotted => {
                let key = format!("{}.{key}", self.tree.raw(&node.key_span));
                self.add(node.parent, &key, value);
            }
            Kind::Inline => {
                let empty = node.children.is_empty() && !self.filled.contains(&table);
                let last = node.children.last().map(|&last| self.end(last));
                let at = last.unwrap_or(node.span.start + 1);
                let blank = self.tree.source[at..].starts_with(' ');
                let before = match (empty, blank) {
                    (true, true) => " ",
                    (true, false) => "",
                    (false, _) => ", ",
                };
                let value = self.written(value, "", "\n", true);
                self.filled.push(table);
                self.insert(at, format!("{before}{key} = {value}"));
            }
            _ => {
                let (at, newline) = (self.line_end(node.last.end), self.newline(node.last.end));
                let indent = self.indent_of_keys(table);
                let value = self.written(value, &indent, newline, false);
                self.insert(at, format!("{newline}{indent}{key} = {value}"));
            }
        }
    }

    /// Where a child ends: dotted keys end with the last of their own.
    fn end(&self, id: Id) -> usize {
        let node = &self.tree.nodes[id];
        match node.kind {
            Kind::Dotted => node
                .children
                .iter()
                .map(|&child| self.end(child))
                .max()
                .unwrap_or(node.span.end),
            _ => node.span.end,
        }
    }

    fn indent_of_keys(&self, table: Id) -> String {
        let node = &self.tree.nodes[table];
        let indent = self.indent(node.last.start);
        if node.last == node.span {
            deeper(indent)
        } else {
            indent.to_owned()
        }
    }

    /// Adds a table of its own behind the keys of a table with a header.
    pub(super) fn add_table(&mut self, table: Id, name: &str, keys: &[(&'static str, Text<Toml>)]) {
        let node = &self.tree.nodes[table];
        if node.kind == Kind::Inline {
            return self.add(table, name, &New::Table(keys));
        }
        let (at, newline) = (self.line_end(node.last.end), self.newline(node.last.end));
        let inner = node.children.iter().map(|&child| &self.tree.nodes[child]);
        let inner = inner
            .filter(|child| matches!(child.kind, Kind::Header | Kind::Implicit | Kind::Tables))
            .min_by_key(|child| child.span.start);
        let indent = inner.map_or_else(
            || self.indent_of_keys(table),
            |child| self.indent(child.span.start).to_owned(),
        );
        let mut text = format!(
            "{newline}{indent}[{}.{name}]",
            self.tree.raw(&node.key_span)
        );
        for (key, value) in keys {
            for part in [newline, &deeper(&indent), key, " = ", value.as_str()] {
                text.push_str(part);
            }
        }
        self.insert(at, text);
    }
}

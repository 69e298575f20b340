//! Lines of a `cntlm.conf` set in place, taken out, and added.

use super::lines::{Form, LONGEST, Line, Setting, unquoted};
use super::{Change, Edit};
use crate::existing::{Lines, in_order};
use crate::say::{Message, message};

/// The column of the values, as in GitLab's guide and in [`crate::text::cntlm::line`].
const COLUMN: usize = 13;

pub(super) struct Edits<'a> {
    text: &'a str,
    lines: &'a [Line],
    numbers: Lines,
    edits: Vec<Edit>,
    changes: Vec<Change>,
    /// Lines that lacked their newline and have it now.
    ended: Vec<usize>,
    /// The line behind which the next new one goes.
    pub(super) last: Option<usize>,
}

impl<'a> Edits<'a> {
    pub(super) fn new(text: &'a str, lines: &'a [Line]) -> Self {
        Self {
            text,
            lines,
            numbers: Lines::of(text),
            edits: Vec::new(),
            changes: Vec::new(),
            ended: Vec::new(),
            last: None,
        }
    }

    /// Edits at the same place are in the order in which they stand then: what is new comes before
    /// what is taken out.
    pub(super) fn done(mut self) -> (Vec<Edit>, Vec<Change>) {
        in_order(&mut self.edits, |edit| edit.range.end);
        in_order(&mut self.edits, |edit| edit.range.start);
        in_order(&mut self.changes, |change| change.line);
        (self.edits, self.changes)
    }

    /// The lines with one of these keys and something behind it, in order.
    pub(super) fn with(&self, keys: &[&str]) -> Vec<usize> {
        let all = 0..self.lines.len();
        all.filter(|&index| {
            let option = self.lines[index].option.as_ref();
            option.is_some_and(|option| {
                let key = &self.text[option.key.clone()];
                let ours = keys.iter().any(|ours| ours.eq_ignore_ascii_case(key));
                ours && option.form != Form::Nothing
            })
        })
        .collect()
    }

    fn option(&self, index: usize) -> &'a Setting {
        let option = self.lines[index].option.as_ref();
        option.unwrap_or_else(|| unreachable!("a line with a key"))
    }

    pub(super) fn key(&self, index: usize) -> &'a str {
        &self.text[self.option(index).key.clone()]
    }

    /// What cntlm has of this line; nothing of one that it does not read well.
    pub(super) fn value(&self, index: usize) -> Option<&'a str> {
        let option = self.option(index);
        let written = &self.text[option.value.clone()];
        match option.form {
            Form::Bare => Some(written),
            Form::Quoted => Some(unquoted(written)),
            _ => None,
        }
    }

    pub(super) fn is_read(&self, index: usize) -> bool {
        self.lines[index].read
    }

    fn replace(&mut self, start: usize, end: usize, text: String) {
        self.edits.push(Edit {
            range: start..end,
            text,
        });
    }

    fn change(&mut self, at: usize, what: Message) {
        let line = self.numbers.line(at);
        self.changes.push(Change { line, what });
    }

    /// Sets key and value of a line.
    pub(super) fn set(&mut self, index: usize, key: &'static str, value: &str) {
        self.last = Some(index);
        let same_key = self.key(index).eq_ignore_ascii_case(key);
        let same = same_key && self.value(index) == Some(unquoted(value));
        if same && self.is_read(index) {
            return;
        }
        let start = self.lines[index].range.start;
        self.change(start, match same {
            true => message!(
                "`{key}` stands in a last line without a newline, which CNTLM does not read. It gets one.",
                "最後の `{key}` の行は改行がないので、CNTLM に読まれません。改行を付けます。",
            ),
            false => message!("`{key}` gets the new value.", "`{key}` を新しい値にします。"),
        });
        if !same {
            self.write(index, key, value, same_key);
        }
        self.end(index);
    }

    fn write(&mut self, index: usize, key: &'static str, value: &str, same_key: bool) {
        let (line, option) = (&self.lines[index], self.option(index));
        let (before, at) = (option.key.end, option.value.start);
        let mut head = self.text[before..at].to_owned();
        if !same_key && head.bytes().all(|byte| byte == b' ') {
            // The values stay below each other.
            let width = (self.key(index).len() + head.len()).saturating_sub(key.len());
            head = " ".repeat(width.max(1));
        }
        if head.is_empty() {
            head.push(' ');
        }
        let whole = &self.text[line.range.clone()];
        let end = line.range.start + whole.trim_end_matches(['\r', '\n']).len();
        let tail = &self.text[option.value.end..end];
        // What follows quotes is ignored; behind a bare value it must be a comment.
        let keeps = value.starts_with('"')
            || option.form == Form::Bare
            || tail.trim_start().is_empty()
            || tail.trim_start().starts_with('#');
        let indent = line.range.start..option.key.start;
        let length = |parts: &[&str]| parts.iter().map(|part| part.chars().count()).sum::<usize>();
        let fits = length(&[&self.text[indent.clone()], key, &head, value, tail]) <= LONGEST;
        let (start, key_end, value_end) = (option.key.start, option.key.end, option.value.end);
        let to = if keeps && fits { value_end } else { end };
        if length(&[&self.text[indent], key, &head, value]) > LONGEST {
            self.replace(line.range.start, end, format!("{key} {value}"));
        } else if same_key {
            self.replace(key_end, to, head + value);
        } else {
            self.replace(start, to, format!("{key}{head}{value}"));
        }
    }

    /// Gives a line its newline, where it has none: also where cntlm cut it, so that all other cuts
    /// stay where they are.
    pub(super) fn end(&mut self, index: usize) {
        let line = &self.lines[index];
        if !line.ended && !self.ended.contains(&index) {
            self.ended.push(index);
            let newline = self.newline();
            self.replace(line.range.end, line.range.end, newline.to_owned());
        }
    }

    /// The newline of the first line.
    fn newline(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Takes a line out.
    pub(super) fn remove(&mut self, index: usize) {
        let range = self.lines[index].range.clone();
        let key = self.key(index);
        let what = message!(
            "A line `{key}` is taken out.",
            "`{key}` の行を取り除きます。"
        );
        self.change(range.start, what);
        self.replace(range.start, range.end, String::new());
    }

    /// Adds a line behind the last one of ours; where there is none, at the end of the file.
    pub(super) fn add(&mut self, key: &'static str, value: &str) {
        let at = match self.last {
            Some(index) => {
                self.end(index);
                self.lines[index].range.end
            }
            // Before a last line without newline, which cntlm does not read and shall not now.
            None => self.text.rfind('\n').map_or(0, |newline| newline + 1),
        };
        let (mut indent, mut blanks) = ("", " ".repeat(COLUMN.saturating_sub(key.len()).max(1)));
        if let Some(index) = self.last {
            let option = self.option(index);
            indent = &self.text[self.lines[index].range.start..option.key.start];
            let between = &self.text[option.key.end..option.value.start];
            let column = self.key(index).len() + between.len();
            blanks = match between.contains('\t') {
                true => between.to_owned(),
                false => " ".repeat(column.saturating_sub(key.len()).max(1)),
            };
        }
        let line = format!("{indent}{key}{blanks}{value}{}", self.newline());
        self.change(
            at.saturating_sub(1),
            message!("`{key}` is new.", "`{key}` を書き加えます。"),
        );
        self.replace(at, at, line);
    }
}

//! POSIX shell (IEEE Std 1003.1, Shell Command Language): what is open is a stack, as quotes,
//! substitutions and `case` stand in each other.

use super::Kind;
use super::pen::{Pen, is_blank};

/// What is open.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    /// `"`
    Quotes,
    /// `${`
    Brace,
    /// `$(`
    Substitution,
    /// `` ` ``
    Backquote,
    /// Each `(` of `$((` and inside it.
    Arithmetic,
    /// `(`
    Parenthesis,
    /// `case`, in which `)` ends a pattern.
    Case,
}

struct Reader<'p, 'a> {
    pen: &'p mut Pen<'a>,
    open: Vec<Open>,
    /// Whether a command may begin here.
    command: bool,
    /// Whether the `in` of `for` or `case` is still to come.
    awaits_in: bool,
    /// The here-documents that begin after this line: how they end, and whether tabs may stand
    /// before that.
    here: Vec<(&'a str, bool)>,
}

pub(super) fn read(pen: &mut Pen<'_>) {
    let mut reader = Reader {
        pen,
        open: Vec::new(),
        command: true,
        awaits_in: false,
        here: Vec::new(),
    };
    while let Some(byte) = reader.pen.next() {
        match reader.open.last() {
            Some(Open::Quotes) => reader.quotes(byte),
            Some(Open::Brace) => reader.brace(byte),
            Some(Open::Arithmetic) => reader.arithmetic(byte),
            _ => reader.code(byte),
        }
    }
}

impl Reader<'_, '_> {
    /// Outside quotes.
    fn code(&mut self, byte: u8) {
        match byte {
            b'\n' => {
                self.pen.take(Kind::Plain, 1);
                self.command = true;
                self.here_documents();
            }
            b' ' | b'\t' => self.pen.blanks(),
            b'#' if self.begins() => self.pen.take_line(Kind::Comment),
            b';' | b'&' | b'|' => {
                self.pen.take(Kind::Punctuation, 1);
                self.command = true;
            }
            b'<' | b'>' => self.redirection(),
            b'(' => self.enter(Open::Parenthesis, Kind::Punctuation, 1),
            b')' => {
                if let Some(Open::Substitution | Open::Parenthesis) = self.open.last() {
                    self.open.pop();
                }
                self.pen.take(Kind::Punctuation, 1);
                self.command = true;
            }
            b'`' if self.open.last() == Some(&Open::Backquote) => self.leave(Kind::Punctuation),
            _ => self.part_of_word(byte),
        }
    }

    /// What may stand in a word, or in a value of `${…}`.
    fn part_of_word(&mut self, byte: u8) {
        let command = std::mem::take(&mut self.command);
        match byte {
            b'"' => self.enter(Open::Quotes, Kind::String, 1),
            b'\'' => {
                let len = 1 + self.pen.run(1, |byte| byte != b'\'');
                self.pen.take(Kind::String, len + 1);
            }
            b'\\' if self.pen.peek(1) == Some(b'\n') => {
                self.pen.take(Kind::Punctuation, 2);
                self.command = command;
            }
            b'\\' => self.pen.take(Kind::Escape, 2),
            b'`' => self.enter(Open::Backquote, Kind::Punctuation, 1),
            b'$' => self.dollar(Kind::Plain),
            _ => self.word(command),
        }
    }

    /// Between double quotes (section 2.2.3).
    fn quotes(&mut self, byte: u8) {
        match byte {
            b'"' => self.leave(Kind::String),
            b'\\' if matches!(self.pen.peek(1), Some(b'$' | b'`' | b'"' | b'\\' | b'\n')) => {
                self.pen.take(Kind::Escape, 2);
            }
            b'\\' => self.pen.take(Kind::String, 1),
            b'$' => self.dollar(Kind::String),
            b'`' => self.enter(Open::Backquote, Kind::Punctuation, 1),
            _ => {
                let other = |byte| !matches!(byte, b'"' | b'\\' | b'$' | b'`');
                self.pen.take_run(Kind::String, other);
            }
        }
    }

    /// In `${…}` (section 2.6.2).
    fn brace(&mut self, byte: u8) {
        let quoted = self.open.iter().nth_back(1) == Some(&Open::Quotes);
        match byte {
            b'}' => self.leave(Kind::Variable),
            b'\'' if quoted => self.pen.take(Kind::Variable, 1),
            b'"' | b'\'' | b'\\' | b'`' | b'$' => self.part_of_word(byte),
            _ => {
                let other = |byte| !matches!(byte, b'}' | b'"' | b'\'' | b'\\' | b'`' | b'$');
                self.pen.take_run(Kind::Variable, other);
            }
        }
    }

    /// In `$((…))` (section 2.6.4).
    fn arithmetic(&mut self, byte: u8) {
        match byte {
            b'(' => self.enter(Open::Arithmetic, Kind::Punctuation, 1),
            b')' => self.leave(Kind::Punctuation),
            b'"' | b'\\' | b'`' | b'$' => self.part_of_word(byte),
            b' ' | b'\t' | b'\n' => self.pen.take(Kind::Plain, 1),
            b'0'..=b'9' => self
                .pen
                .take_run(Kind::Number, |byte| byte.is_ascii_alphanumeric()),
            byte if is_name(byte) => self.pen.take_run(Kind::Variable, is_name),
            _ => self.pen.take(Kind::Punctuation, 1),
        }
    }

    /// An expansion; a `$` that begins none is `otherwise`.
    fn dollar(&mut self, otherwise: Kind) {
        match self.pen.peek(1) {
            Some(b'(') if self.pen.peek(2) == Some(b'(') => {
                self.open.push(Open::Arithmetic);
                self.enter(Open::Arithmetic, Kind::Punctuation, 3);
            }
            Some(b'(') => self.enter(Open::Substitution, Kind::Punctuation, 2),
            Some(b'{') => self.enter(Open::Brace, Kind::Variable, 2),
            Some(byte) if is_name(byte) && !byte.is_ascii_digit() => {
                self.pen.take(Kind::Variable, 1 + self.pen.run(1, is_name));
            }
            Some(byte) if byte.is_ascii_digit() || b"@*#?$!-".contains(&byte) => {
                self.pen.take(Kind::Variable, 2);
            }
            _ => self.pen.take(otherwise, 1),
        }
    }

    fn enter(&mut self, open: Open, kind: Kind, len: usize) {
        self.open.push(open);
        self.pen.take(kind, len);
        self.command = matches!(
            open,
            Open::Substitution | Open::Backquote | Open::Parenthesis
        );
    }

    fn leave(&mut self, kind: Kind) {
        self.open.pop();
        self.pen.take(kind, 1);
        self.command = false;
    }

    /// `<`, `>` and their kin; `<<` begins a here-document (section 2.7.4).
    fn redirection(&mut self) {
        let len = self.pen.run(0, |byte| matches!(byte, b'<' | b'>'));
        if self.pen.ahead(len) != "<<" {
            let also = usize::from(matches!(self.pen.peek(len), Some(b'&' | b'|')));
            return self.pen.take(Kind::Punctuation, len + also);
        }
        let tabs = self.pen.peek(2) == Some(b'-');
        self.pen.take(Kind::Punctuation, 2 + usize::from(tabs));
        self.pen.blanks();
        let ends = |byte| is_blank(byte) || b"\n;&|<>()".contains(&byte);
        let word = match self.pen.next() {
            Some(b'\'' | b'"') => self.pen.string(false),
            None => return,
            Some(byte) if ends(byte) => return,
            Some(_) => self
                .pen
                .run(0, |byte| !is_blank(byte) && !b"\n;&|<>()".contains(&byte)),
        };
        let end = self.pen.ahead(word);
        self.here.push((end.trim_matches(['\'', '"', '\\']), tabs));
        self.pen.take(Kind::String, word);
    }

    fn here_documents(&mut self) {
        for (end, tabs) in std::mem::take(&mut self.here) {
            while self.pen.next().is_some() {
                let len = self.pen.line();
                let line = self.pen.ahead(len);
                let line = if tabs {
                    line.trim_start_matches('\t')
                } else {
                    line
                };
                self.pen.take(Kind::String, len + 1);
                if line == end {
                    break;
                }
            }
        }
    }

    /// Whether nothing of a word stands before.
    fn begins(&self) -> bool {
        let last = self.pen.last();
        last.is_none_or(|last| !is_word(last) && !b"'\"`".contains(&last))
    }

    /// A word, or the part of one up to a quote or an expansion.
    fn word(&mut self, command: bool) {
        let begins = self.begins();
        let len = self.pen.run(0, is_word);
        let word = self.pen.ahead(len);
        let ends = self
            .pen
            .peek(len)
            .is_none_or(|next| !b"'\"\\$`".contains(&next));
        let whole = begins && ends;
        if whole && command && self.keyword(word) {
            return;
        }
        if whole && word == "in" && std::mem::take(&mut self.awaits_in) {
            self.pen.take(Kind::Keyword, len);
            self.command = self.open.last() == Some(&Open::Case);
            return;
        }
        let name = self.pen.run(0, is_name);
        let named = begins && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if named && self.pen.peek(name) == Some(b'=') {
            self.pen.take(Kind::Key, name);
            self.pen.take(Kind::Punctuation, 1);
            self.pen.take_run(Kind::Plain, is_word);
            self.command = command;
        } else if named
            && command
            && self.pen.peek(len) == Some(b'(')
            && self.pen.peek(len + 1) == Some(b')')
        {
            self.pen.take(Kind::Section, len);
            self.pen.take(Kind::Punctuation, 2);
            self.command = true;
        } else {
            self.pen.take(Kind::Plain, len);
        }
    }

    /// Takes a reserved word (section 2.4).
    fn keyword(&mut self, word: &str) -> bool {
        let (kind, more) = match word {
            "if" | "then" | "elif" | "else" | "while" | "until" | "do" | "!" => {
                (Kind::Keyword, true)
            }
            "for" => (Kind::Keyword, false),
            "case" => {
                self.open.push(Open::Case);
                (Kind::Keyword, false)
            }
            "esac" => {
                if self.open.last() == Some(&Open::Case) {
                    self.open.pop();
                }
                (Kind::Keyword, true)
            }
            "fi" | "done" => (Kind::Keyword, true),
            "{" | "}" => (Kind::Punctuation, true),
            _ => return false,
        };
        self.awaits_in = matches!(word, "for" | "case");
        self.command = more;
        self.pen.take(kind, word.len());
        true
    }
}

/// What a word goes on with, outside quotes and expansions.
fn is_word(byte: u8) -> bool {
    !is_blank(byte) && !b"\n;&|<>()'\"\\$`".contains(&byte)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

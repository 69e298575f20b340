//! A TOML document as a tree that knows where everything stands.
//!
//! The events are `toml_parser`'s, which is `toml_edit` without its documents: those cost more
//! Wasm than all of this, and print what they do not know the bytes of. What keys may follow which
//! is the specification's, sections “Keys”, “Table” and “Array of Tables".

use super::refused::Refused;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

/// How deep values may nest, and how many names a key may have; other readers go on until their
/// stacks end.
const DEEPEST: u32 = 40;

/// A node's number in its tree; the document's own is [`ROOT`].
pub(super) type Id = usize;

pub(super) const ROOT: Id = 0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A table with a header of its own, or the document.
    Header,
    /// A table that only longer headers name.
    Implicit,
    /// A table that dotted keys made.
    Dotted,
    /// `{ … }`.
    Inline,
    /// `[ … ]`; its children are the elements.
    Array,
    /// `[[name]]`; its children are the tables.
    Tables,
    String(Encoding),
    True,
    False,
    Other,
}

pub(super) struct Node<'a> {
    pub(super) parent: Id,
    /// Its name, decoded; empty for an element.
    pub(super) key: Cow<'a, str>,
    /// The bytes of the key that made it.
    pub(super) key_span: Range<usize>,
    /// Of a value all its bytes, of a table those of its header.
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
    pub(super) children: Vec<Id>,
    /// Of a table with a header: where the last of its own entries begins and ends, at first its
    /// header.
    pub(super) last: Range<usize>,
}

pub(super) struct Tree<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<Node<'a>>,
    /// The comments, each from its `#` to the end of its line.
    pub(super) comments: Vec<Range<usize>>,
    /// Which node has this parent and name.
    names: BTreeMap<(Id, Cow<'a, str>), Id>,
}

impl<'a> Tree<'a> {
    pub(super) fn read(source: &'a str) -> Result<Self, Refused> {
        let document = Node {
            parent: ROOT,
            key: Cow::Borrowed(""),
            key_span: 0..0,
            span: 0..0,
            kind: Kind::Header,
            children: Vec::new(),
            last: 0..0,
        };
        let mut builder = Builder {
            tree: Tree {
                source,
                nodes: vec![document],
                comments: Vec::new(),
                names: BTreeMap::new(),
            },
            table: ROOT,
            path: Vec::new(),
            header: None,
            open: Vec::new(),
        };
        let mut refused = None;
        let tokens = Source::new(source).lex().into_vec();
        let mut whitespace = ValidateWhitespace::new(&mut builder, Source::new(source));
        let mut guard = RecursionGuard::new(&mut whitespace, DEEPEST);
        let mut first = |error: ParseError| {
            refused.get_or_insert_with(|| Refused::new(&error));
        };
        parse_document(&tokens, &mut guard, &mut first);
        refused.map_or(Ok(builder.tree), Err)
    }

    pub(super) fn raw(&self, span: &Range<usize>) -> &'a str {
        &self.source[span.clone()]
    }

    /// The child of exactly this name.
    pub(super) fn child(&self, table: Id, name: &str) -> Option<Id> {
        self.names.get(&(table, Cow::Borrowed(name))).copied()
    }

    /// The decoded text, when it is a string.
    pub(super) fn string(&self, id: Id) -> Option<Cow<'a, str>> {
        let node = &self.nodes[id];
        let Kind::String(encoding) = node.kind else {
            return None;
        };
        let span = Span::new_unchecked(node.span.start, node.span.end);
        let raw = toml_parser::Raw::new_unchecked(self.raw(&node.span), Some(encoding), span);
        let mut text = Cow::Borrowed("");
        let _ = raw.decode_scalar(&mut text, &mut ());
        Some(text)
    }
}

/// A key on its way to a value: its name and its bytes.
type Key<'a> = (Cow<'a, str>, Range<usize>);

struct Builder<'a> {
    tree: Tree<'a>,
    /// The table of the last header.
    table: Id,
    /// The key that was read last.
    path: Vec<Key<'a>>,
    /// A header that is not closed yet: where it begins, and whether it is `[[ ]]`.
    header: Option<(usize, bool)>,
    /// Inline tables and arrays that are not closed yet; none when something was wrong with its key.
    open: Vec<Option<Id>>,
}

/// What toml_parser itself says of a name that is there already.
fn duplicate(span: &Range<usize>, error: &mut dyn ErrorSink) {
    let span = Span::new_unchecked(span.start, span.end);
    error.report_error(ParseError::new(super::refused::DUPLICATE).with_unexpected(span));
}

impl<'a> Builder<'a> {
    fn add(&mut self, parent: Id, key: Key<'a>, kind: Kind, span: Range<usize>) -> Id {
        let id = self.tree.nodes.len();
        let (key, key_span) = key;
        let named = !matches!(self.tree.nodes[parent].kind, Kind::Array | Kind::Tables);
        if named {
            self.tree.names.insert((parent, key.clone()), id);
        }
        self.tree.nodes[parent].children.push(id);
        self.tree.nodes.push(Node {
            parent,
            key,
            key_span,
            last: span.clone(),
            span,
            kind,
            children: Vec::new(),
        });
        id
    }

    fn found(&self, parent: Id, key: &Key<'a>) -> Option<Id> {
        self.tree.names.get(&(parent, key.0.clone())).copied()
    }

    fn kind(&self, id: Id) -> Kind {
        self.tree.nodes[id].kind
    }

    /// A value, where the key that was read last says, or as the next element.
    fn value(&mut self, span: Span, kind: Kind, error: &mut dyn ErrorSink) -> Option<Id> {
        let span = span.start()..span.end();
        let mut parent = match self.open.last() {
            Some(open) => (*open)?,
            None => self.table,
        };
        if self.kind(parent) == Kind::Array {
            return Some(self.add(parent, (Cow::Borrowed(""), span.clone()), kind, span));
        }
        let mut path = std::mem::take(&mut self.path);
        let last = path.pop()?;
        for key in path {
            parent = match self.found(parent, &key) {
                None => {
                    let span = key.1.clone();
                    self.add(parent, key, Kind::Dotted, span)
                }
                Some(id) if self.kind(id) == Kind::Dotted => id,
                Some(_) => {
                    duplicate(&key.1, error);
                    return None;
                }
            };
        }
        if self.found(parent, &last).is_some() {
            duplicate(&last.1, error);
            return None;
        }
        if self.open.is_empty() {
            let start = last.1.start;
            self.tree.nodes[self.table].last = start..span.end;
        }
        Some(self.add(parent, last, kind, span))
    }

    fn close(&mut self, end: usize) {
        let Some(Some(id)) = self.open.pop() else {
            return;
        };
        self.tree.nodes[id].span.end = end;
        if self.open.is_empty() {
            self.tree.nodes[self.table].last.end = end;
        }
    }

    fn close_header(&mut self, end: usize, error: &mut dyn ErrorSink) {
        let mut path = std::mem::take(&mut self.path);
        let (Some((start, array)), Some(last)) = (self.header.take(), path.pop()) else {
            return;
        };
        let span = start..end;
        let mut parent = ROOT;
        for key in path {
            parent = match self.found(parent, &key) {
                None => self.add(parent, key, Kind::Implicit, span.clone()),
                Some(id) => match self.kind(id) {
                    Kind::Header | Kind::Implicit | Kind::Dotted => id,
                    Kind::Tables => self.tree.nodes[id].children.last().copied().unwrap_or(id),
                    _ => return duplicate(&key.1, error),
                },
            };
        }
        let found = self.found(parent, &last);
        let found = found.map(|id| (id, self.kind(id)));
        self.table = match (found, array) {
            (None, false) => self.add(parent, last, Kind::Header, span),
            (Some((id, Kind::Implicit)), false) => {
                let node = &mut self.tree.nodes[id];
                node.kind = Kind::Header;
                (node.key_span, node.last, node.span) = (last.1, span.clone(), span);
                id
            }
            (None, true) => {
                let tables = self.add(parent, last.clone(), Kind::Tables, span.clone());
                self.add(tables, last, Kind::Header, span)
            }
            (Some((tables, Kind::Tables)), true) => self.add(tables, last, Kind::Header, span),
            _ => return duplicate(&last.1, error),
        };
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.header = Some((span.start(), false));
        self.path.clear();
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.header = Some((span.start(), true));
        self.path.clear();
    }

    fn std_table_close(&mut self, span: Span, error: &mut dyn ErrorSink) {
        self.close_header(span.end(), error);
    }

    fn array_table_close(&mut self, span: Span, error: &mut dyn ErrorSink) {
        self.close_header(span.end(), error);
    }

    fn inline_table_open(&mut self, span: Span, error: &mut dyn ErrorSink) -> bool {
        let id = self.value(span, Kind::Inline, error);
        self.open.push(id);
        true
    }

    fn inline_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span.end());
    }

    fn comment(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.tree.comments.push(span.start()..span.end());
    }

    fn array_open(&mut self, span: Span, error: &mut dyn ErrorSink) -> bool {
        let id = self.value(span, Kind::Array, error);
        self.open.push(id);
        true
    }

    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span.end());
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let range = span.start()..span.end();
        if self.path.len() > DEEPEST as usize {
            let deep = ParseError::new(super::refused::TOO_DEEP).with_unexpected(span);
            return error.report_error(deep);
        }
        let raw = self.tree.raw(&range);
        let raw = toml_parser::Raw::new_unchecked(raw, encoding, span);
        let mut name = Cow::Borrowed("");
        raw.decode_key(&mut name, error);
        self.path.push((name, range));
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let raw = self.tree.raw(&(span.start()..span.end()));
        let decoded = toml_parser::Raw::new_unchecked(raw, encoding, span);
        let mut text = Cow::Borrowed("");
        let kind = match (decoded.decode_scalar(&mut text, error), encoding) {
            (ScalarKind::String, Some(encoding)) => Kind::String(encoding),
            (ScalarKind::Boolean(true), _) => Kind::True,
            (ScalarKind::Boolean(false), _) => Kind::False,
            (kind, _) => {
                if !super::scalar::is_valid(kind, &text) {
                    let wrong = ParseError::new("value").with_unexpected(span);
                    error.report_error(wrong);
                }
                Kind::Other
            }
        };
        self.value(span, kind, error);
    }
}

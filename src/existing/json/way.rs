//! The way through a document to our members, as Go finds them.

use super::Document;
use super::reader::{Member, members};
use std::borrow::Cow;
use std::ops::Range;

/// How far a document leads to our members.
pub(super) enum Way {
    /// To the object that holds them.
    Whole(Range<usize>),
    /// To this object; the rest of the names is missing. Without one, the document holds none.
    Broken {
        object: Option<Range<usize>>,
        rest: &'static [&'static str],
        /// The value of the first of these names, when it is there and null.
        null: Option<Range<usize>>,
    },
}

/// What Docker does not take, with its place.
pub(super) enum Wrong {
    /// Two members for one field.
    Twins(usize),
    /// No object where one is needed.
    NotObject(usize),
    /// No text where one is needed.
    NotText(usize),
}

impl Wrong {
    /// Its place.
    pub(super) fn at(&self) -> usize {
        let (Wrong::Twins(at) | Wrong::NotObject(at) | Wrong::NotText(at)) = self;
        *at
    }
}

/// Finds the object of our members, and looks at those.
pub(super) fn find(document: &Document) -> Result<Way, Wrong> {
    let (text, way) = (document.text, document.file.way());
    if !text[document.root.clone()].starts_with('{') {
        return Ok(Way::Broken {
            object: None,
            rest: way,
            null: None,
        });
    }
    let mut object = document.root.clone();
    for (depth, name) in way.iter().enumerate() {
        let all = members(text, &object);
        let found = if depth == 0 {
            field(text, &all, name)?
        } else {
            one(&all, |member| {
                decoded(&text[member.name.clone()]).as_deref() == Some(*name)
            })?
        };
        let value = found.map(|member| member.value.clone());
        let broken = |null| {
            Ok(Way::Broken {
                object: Some(object.clone()),
                rest: &way[depth..],
                null,
            })
        };
        match value {
            None => return broken(None),
            Some(value) if &text[value.clone()] == "null" => return broken(Some(value)),
            Some(value) if text[value.clone()].starts_with('{') => object = value,
            Some(value) => return Err(Wrong::NotObject(value.start)),
        }
    }
    let all = members(text, &object);
    for name in document.file.names() {
        if let Some(member) = field(text, &all, name)? {
            let value = &text[member.value.clone()];
            if !value.starts_with('"') && value != "null" {
                return Err(Wrong::NotText(member.value.start));
            }
        }
    }
    Ok(Way::Whole(object))
}

/// The member for this field of a Go structure, whatever the case of its letters.
pub(super) fn field<'m>(
    text: &str,
    members: &'m [Member],
    field: &str,
) -> Result<Option<&'m Member>, Wrong> {
    one(members, |member| is_field(text, member, field))
}

/// Whether Go gives this member to the field.
pub(super) fn is_field(text: &str, member: &Member, field: &str) -> bool {
    decoded(&text[member.name.clone()]).is_some_and(|name| is_named(&name, field))
}

fn one(members: &[Member], is: impl Fn(&Member) -> bool) -> Result<Option<&Member>, Wrong> {
    let mut found = members.iter().filter(|member| is(member));
    let first = found.next();
    match found.next() {
        Some(twin) => Err(Wrong::Twins(twin.name.start)),
        None => Ok(first),
    }
}

/// Whether Go folds this name to the one of the field, which is in ASCII. Outside ASCII only two
/// letters fold into it.
fn is_named(name: &str, field: &str) -> bool {
    let fold = |c: char| match c {
        'ſ' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    };
    let field = field.chars().map(|c| c.to_ascii_lowercase());
    name.chars().map(fold).eq(field)
}

/// The text of a string; none when it holds half of a surrogate pair, which no text of ours does.
pub(super) fn decoded(written: &str) -> Option<Cow<'_, str>> {
    let inside = written.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') {
        serde_json::from_str(written).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inside))
    }
}

/// The text of a member; none when it is another value.
pub(super) fn string<'a>(text: &'a str, member: &Member) -> Option<Cow<'a, str>> {
    decoded(&text[member.value.clone()])
}

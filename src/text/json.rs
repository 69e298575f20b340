//! JSON (RFC 8259): strings, and objects of constant keys.
//!
//! Strings are serde_json's: it escapes `"`, `\` and control characters and leaves every other
//! character as it is.

use super::{Compose, Holds, Language, Template, Text};

/// A JSON value, or a whole document.
pub enum Json {}

/// A JSON string.
pub fn string<L: Language>(text: &Text<L>) -> Text<Json>
where
    Json: Holds<L>,
{
    // Not `serde_json::Value`, which brings the writing of floats along.
    let written = serde_json::to_string(text.as_str());
    Text::quote(
        written.unwrap_or_else(|_| unreachable!("text in memory can be written")),
        text,
    )
}

/// A JSON string whose content is the shell variable `$name` at run time. JSON cannot escape what
/// is not known yet: the script that holds it has to refuse values with `"`, `\` or control
/// characters.
pub fn open_string(name: &'static str) -> Template<Json> {
    let mut string = Template::from_constant("\"");
    string.append(Template::variable(name));
    string.append(Template::from_constant("\""));
    string
}

/// A value inside a document: a finished value, or an object. Keys are constants that need no
/// escaping.
pub enum Node<T> {
    /// A finished value.
    Leaf(T),
    /// An object, in this order.
    Object(Vec<(&'static str, Node<T>)>),
}

impl<T: Compose> Node<T> {
    /// An object with one member.
    pub fn one(key: &'static str, value: Node<T>) -> Self {
        Node::Object(vec![(key, value)])
    }

    /// On one line, as people write JSON inside a command: `{ "a": { "b": "c" } }`.
    pub fn inline(self) -> T {
        match self {
            Node::Leaf(value) => value,
            Node::Object(members) => {
                let mut text = T::from_constant("{ ");
                for (index, (key, value)) in members.into_iter().enumerate() {
                    text.append(T::from_constant(if index > 0 { ", \"" } else { "\"" }));
                    text.append(T::from_constant(key));
                    text.append(T::from_constant("\": "));
                    text.append(value.inline());
                }
                text.append(T::from_constant(" }"));
                text
            }
        }
    }

    /// A document: one member a line, indented by four blanks a level, with a final newline.
    pub fn document(self) -> T {
        let mut text = self.lines(0);
        text.append(T::from_constant("\n"));
        text
    }

    fn lines(self, depth: usize) -> T {
        let members = match self {
            Node::Leaf(value) => return value,
            Node::Object(members) => members,
        };
        let indented = |text: &mut T, depth| {
            text.append(T::from_constant("\n"));
            for _ in 0..depth {
                text.append(T::from_constant("    "));
            }
        };
        let mut text = T::from_constant("{");
        for (index, (key, value)) in members.into_iter().enumerate() {
            if index > 0 {
                text.append(T::from_constant(","));
            }
            indented(&mut text, depth + 1);
            text.append(T::from_constant("\""));
            text.append(T::from_constant(key));
            text.append(T::from_constant("\": "));
            text.append(value.lines(depth + 1));
        }
        indented(&mut text, depth);
        text.append(T::from_constant("}"));
        text
    }
}

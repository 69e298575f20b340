//! form.json, a flat JSON object of text: written without secrets, and read without losing what is
//! wrong with it. site.json is read with the same eyes.

use super::values::Shown;
use super::{FIELDS, Field, Form, Problem, field};
use crate::say::{Message, message, say};
use crate::text::Text;
use crate::text::json::{Json, Node, string};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The answers that are there, one a line, in the order of the form; no secret.
pub(super) fn write(form: &Form) -> String {
    let member = |field: &&'static Field| {
        let answer = form.passed_on(field);
        let value = || Node::Leaf(string(&Text::raw(&answer)));
        (!answer.is_empty()).then(|| (field.name, value()))
    };
    let members = FIELDS.iter().filter_map(member).collect();
    let document: Text<Json> = Node::Object(members).document();
    document.as_str().to_owned()
}

pub(super) fn parse(bytes: &[u8]) -> Result<Form, Vec<Problem>> {
    let members = members(bytes).map_err(|(line, column)| {
        let problem = message!(
            "line {line}, column {column}: this is not a JSON object of text. The form is {{\"name\": \"text\", …}}.",
            "{line} 行目 {column} バイト目：文字列だけからなる JSON オブジェクトではありません。フォームは {{\"名前\": \"文字列\", …}} の形です。",
        );
        vec![Problem::error("form", problem)]
    })?;
    let (form, wrong) = answers(members);
    if wrong.is_empty() {
        return Ok(form);
    }
    let problem = |(name, wrong): (Cow<'static, str>, Wrong)| {
        let message = match wrong {
            Wrong::Unknown => say(
                "There is no field of this name. `runner-proxy fields` lists them all.",
                "この名前の項目はありません。`runner-proxy fields` で一覧が見られます。",
            ),
            Wrong::Twice => say(
                "This field is answered twice. Keep one of the two.",
                "この項目が二度書かれています。どちらか一つにしてください。",
            ),
            Wrong::NotText => say(
                "The value is not text. Put it in double quotes, also numbers.",
                "値が文字列ではありません。数値も二重引用符で囲んでください。",
            ),
            Wrong::Secret(message) => return Problem::error(name, message),
        };
        Problem::error(name, message)
    };
    Err(wrong.into_iter().map(problem).collect())
}

/// What is wrong with a member of a form.
pub(super) enum Wrong {
    /// Its name is no field's.
    Unknown,
    /// Its name was there before.
    Twice,
    /// Its value is no text.
    NotText,
    /// Its value must not be kept, with what to do.
    Secret(Message),
}

/// The answers of an object, and the members that are none, each by the name to show.
pub(super) fn answers(members: Members) -> (Form, Vec<(Cow<'static, str>, Wrong)>) {
    let mut form = Form::default();
    let mut answered = Vec::new();
    let mut wrong = Vec::new();
    for (name, value) in members {
        let Some(field) = field(&name) else {
            // A name can be anything, also a line break that would forge a second message.
            wrong.push((Shown(&name).to_string().into(), Wrong::Unknown));
            continue;
        };
        match value {
            Value::Text(_) if answered.contains(&field.name) => {
                wrong.push((field.name.into(), Wrong::Twice));
            }
            // Also an empty text is remembered here: a repeated name is wrong whatever it says.
            Value::Text(text) => {
                answered.push(field.name);
                match field.must_not_keep(&text) {
                    Some(message) => wrong.push((field.name.into(), Wrong::Secret(message))),
                    None => form.set(field, text),
                }
            }
            _ => wrong.push((field.name.into(), Wrong::NotText)),
        }
    }
    (form, wrong)
}

/// The members of an object, in their order, also those of equal names.
pub(super) type Members = Vec<(String, Value)>;

/// A JSON value, as far as one of our files may hold it.
pub(super) enum Value {
    Text(String),
    List(Vec<Value>),
    Object(Members),
    Other,
}

/// Reads a document that is one object (RFC 8259).
///
/// # Errors
/// The line and column where it is none.
pub(super) fn members(bytes: &[u8]) -> Result<Members, (usize, usize)> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err((1, 1)),
        Err(error) => Err((error.line(), error.column())),
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    // serde's maps silently keep the last of two equal names; this keeps both.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Value::Object(members))
    }
}

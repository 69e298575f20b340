//! form.json: a flat JSON object of text, read without losing what is wrong with it.

use super::values::Shown;
use super::{Form, Problem, field};
use crate::say::message;
use crate::say::say;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;

pub(super) fn parse(bytes: &[u8]) -> Result<Form, Vec<Problem>> {
    let mut input = serde_json::Deserializer::from_slice(bytes);
    let members = input.deserialize_map(Members).and_then(|members| {
        input.end()?;
        Ok(members)
    });
    let members = members.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let problem = message!(
            "line {line}, column {column}: this is not a JSON object of text. The form is {{\"name\": \"text\", …}}.",
            "{line} 行目 {column} バイト目：文字列だけからなる JSON オブジェクトではありません。フォームは {{\"名前\": \"文字列\", …}} の形です。",
        );
        vec![Problem::error("form", problem)]
    })?;

    let mut form = Form::default();
    let mut problems = Vec::new();
    for (name, value) in members {
        // A name can be anything, also a line break that would forge a second message.
        let shown = Shown(&name).to_string();
        let Some(field) = field(&name) else {
            let unknown = say(
                "There is no field of this name. `runner-proxy fields` lists them all.",
                "この名前の項目はありません。`runner-proxy fields` で一覧が見られます。",
            );
            problems.push(Problem::error(shown, unknown));
            continue;
        };
        match value {
            Value::Text(_) if form.texts.contains_key(field.name) => {
                let twice = say(
                    "This field is answered twice. Keep one of the two.",
                    "この項目が二度書かれています。どちらか一つにしてください。",
                );
                problems.push(Problem::error(field.name, twice));
            }
            // Also an empty text is remembered here: a repeated name is wrong whatever it says.
            Value::Text(text) => {
                form.texts.insert(field.name, text);
            }
            Value::Other => {
                let text = say(
                    "The value is not text. Put it in double quotes, also numbers.",
                    "値が文字列ではありません。数値も二重引用符で囲んでください。",
                );
                problems.push(Problem::error(field.name, text));
            }
        }
    }
    form.texts.retain(|_, text| !text.is_empty());
    if problems.is_empty() {
        Ok(form)
    } else {
        Err(problems)
    }
}

enum Value {
    Text(String),
    Other,
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    // serde's maps silently keep the last of two equal names; this keeps both.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key()? {
            members.push((name, map.next_value::<Value>()?));
        }
        Ok(members)
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl<'de> Visitor<'de> for Either {
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

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}

//! One record of comma-separated values (RFC 4180), as Docker's commands read `--driver-opt`,
//! `--mount` and their like with Go's encoding/csv.

use super::{Holds, Language, Text};

/// A field of a record.
pub enum Csv {}

/// The field `key` followed by the value, in quotes when a comma or a quote would end it.
pub fn field<L: Language>(key: &'static str, value: &Text<L>) -> Text<Csv>
where
    Csv: Holds<L>,
{
    if !value.as_str().contains([',', '"', '\r', '\n']) {
        let mut field = Text::constant(key);
        field.push(&Text::quote(value.as_str().to_owned(), value));
        return field;
    }
    let mut field = Text::constant("\"");
    field.push(&Text::constant(key));
    field.push(&Text::quote(value.as_str().replace('"', "\"\""), value));
    field.push(&Text::constant("\""));
    field
}

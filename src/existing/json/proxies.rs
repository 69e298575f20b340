//! The proxies that a file of Docker names, for who fills a form from it.

use super::way::{self, Way};
use super::{Document, reader};
use crate::existing::{NotRead, Told, place};

/// Where the object ends with which this text begins; else where it is none.
pub(in crate::existing) fn end(text: &str) -> Result<usize, NotRead> {
    reader::value(text, 0).map_err(|error| {
        let (line, column) = place(text, error.at);
        NotRead {
            line,
            column,
            expected: error.expected.into(),
        }
    })
}

impl Document<'_> {
    /// Our members that hold a text, by the names of the variables that they stand for.
    pub(in crate::existing) fn proxies_there(&self) -> Vec<Told> {
        let mut told = Vec::new();
        if let Ok(Way::Whole(object)) = way::find(self) {
            let members = reader::members(self.text, &object);
            let names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];
            for (field, name) in self.file.names().into_iter().zip(names) {
                let member = way::field(self.text, &members, field).ok().flatten();
                let value = member.and_then(|member| way::string(self.text, member));
                told.extend(member.zip(value).map(|(member, value)| Told {
                    at: member.name.start,
                    name: name.to_owned(),
                    value: value.into_owned(),
                }));
            }
        }
        told
    }
}

//! What a cntlm.conf says, for who fills a form from it.

use super::Document;
use super::lines::{Form, unquoted};
use crate::existing::Told;

impl Document<'_> {
    /// The keys with their values, in order. A last line without its newline, which cntlm drops, is
    /// told as well: a paste often lacks it.
    pub(in crate::existing) fn settings(&self) -> Vec<Told> {
        let options = self.lines.iter().filter_map(|line| line.option.as_ref());
        let written = options.filter(|option| matches!(option.form, Form::Bare | Form::Quoted));
        let told = written.map(|option| Told {
            at: option.key.start,
            name: self.text[option.key.clone()].to_owned(),
            value: unquoted(&self.text[option.value.clone()]).to_owned(),
        });
        told.collect()
    }
}

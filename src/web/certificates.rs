//! What was read of pasted certificates, for a person to compare with what the company has
//! published.

use super::words;
use crate::form::certificate::{Certificate, Name, date};
use crate::form::values::Shown;
use crate::say::Lang;
use yew::prelude::*;

/// One description for each certificate.
pub(super) fn certificates(all: &[Certificate], lang: Lang) -> Html {
    let one = |certificate: &Certificate| {
        let days = [certificate.not_before, certificate.not_after].map(date);
        let signs = if certificate.is_ca() {
            words::YES
        } else {
            words::NO
        };
        let rows = [
            (words::ISSUED_TO, named(&certificate.subject)),
            (words::ISSUED_BY, named(&certificate.issuer)),
            (words::VALID, days.join(" – ")),
            (words::IS_CA, signs.pick(lang).to_owned()),
            (
                words::FINGERPRINT,
                certificate.fingerprint().as_str().to_owned(),
            ),
        ];
        let row = |(name, value): (crate::say::Say, String)| {
            html! { <div><dt>{ name.pick(lang) }</dt><dd>{ value }</dd></div> }
        };
        html! { <dl class="certificate">{ for rows.into_iter().map(row) }</dl> }
    };
    html! {
        if !all.is_empty() {
            <p class="help">{ words::COMPARE.pick(lang) }</p>
            { for all.iter().map(one) }
        }
    }
}

fn named(name: &Name) -> String {
    Shown(&name.text).to_string()
}

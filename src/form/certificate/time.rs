//! UTCTime and GeneralizedTime as RFC 5280, 4.1.2.5, allows them: with seconds, in `Z`, without
//! fractions.

use super::der::{Element, Wrong, tag};
use crate::form::calendar::Date;

const DAY: i64 = 86_400;

/// Seconds since the epoch.
pub(super) fn read(element: Element<'_>) -> Result<i64, Wrong> {
    let digits = element.content.strip_suffix(b"Z").ok_or(Wrong::Damaged)?;
    let (year, rest) = match (element.tag, digits.len()) {
        (tag::UTC_TIME, 12) => {
            let year = number(&digits[..2])?;
            (year + if year < 50 { 2000 } else { 1900 }, &digits[2..])
        }
        (tag::GENERALIZED_TIME, 14) => (number(&digits[..4])?, &digits[4..]),
        _ => return Err(Wrong::Damaged),
    };
    let mut fields = [0; 5];
    for (field, pair) in fields.iter_mut().zip(rest.chunks(2)) {
        *field = number(pair)?;
    }
    let [month, day, hour, minute, second] = fields;
    let date = Date { year, month, day };
    if !date.is_real() || hour > 23 || minute > 59 || second > 59 {
        return Err(Wrong::Damaged);
    }
    Ok(date.days() * DAY + (hour * 60 + minute) * 60 + second)
}

fn number(digits: &[u8]) -> Result<i64, Wrong> {
    digits.iter().try_fold(0, |number, digit| match digit {
        b'0'..=b'9' => Ok(number * 10 + i64::from(digit - b'0')),
        _ => Err(Wrong::Damaged),
    })
}

/// The day of an instant in UTC, as ISO 8601 writes it: `2026-11-26`.
pub fn date(seconds: i64) -> String {
    let Date { year, month, day } = Date::of(seconds.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

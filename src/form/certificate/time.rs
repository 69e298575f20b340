//! UTCTime and GeneralizedTime as RFC 5280, 4.1.2.5, allows them: with seconds, in `Z`, without
//! fractions.

use super::der::{Element, Wrong, tag};

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
    let real = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    if !real || hour > 23 || minute > 59 || second > 59 {
        return Err(Wrong::Damaged);
    }
    Ok(days(year, month, day) * DAY + (hour * 60 + minute) * 60 + second)
}

fn number(digits: &[u8]) -> Result<i64, Wrong> {
    digits.iter().try_fold(0, |number, digit| match digit {
        b'0'..=b'9' => Ok(number * 10 + i64::from(digit - b'0')),
        _ => Err(Wrong::Damaged),
    })
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar from 1970-01-01. Years begin in March here, so that a
/// leap day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let months = (month + 9) % 12;
    let year = if months >= 10 { year - 1 } else { year };
    let before = (months * 306 + 5) / 10 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + before - 719_468
}

/// The day of an instant in UTC, as ISO 8601 writes it: `2026-11-26`.
pub fn date(seconds: i64) -> String {
    let shifted = seconds.div_euclid(DAY) + 719_468;
    let within = shifted.rem_euclid(146_097);
    // The leap days so far are taken out, as many as full cycles of 4, 100 and 400 years had.
    let year = (within - within / 1_460 + within / 36_524 - within / 146_096) / 365;
    let day = within - (year * 365 + year / 4 - year / 100);
    let months = (day * 10 + 5) / 306;
    let day = day - (months * 306 + 5) / 10 + 1;
    let year = year + shifted.div_euclid(146_097) * 400 + i64::from(months >= 10);
    let month = (months + 2) % 12 + 1;
    format!("{year:04}-{month:02}-{day:02}")
}

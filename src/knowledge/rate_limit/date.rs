//! Dates as Go's `time.Parse(time.RFC1123, …)` reads them, and as HTTP writes them.
//!
//! The layout is `Mon, 02 Jan 2006 15:04:05 MST` (time/format.go). Go is looser than RFC 9110, 5.6.7:
//! names in any case, more blanks, an hour of one digit, fractions of a second, any weekday. It is
//! also stricter: a date without a zone, or with a numeric zone such as `+0900`, is none.

use crate::form::calendar::Date as Day;

/// A date that Go takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// Milliseconds since the epoch, rounded down.
    pub(super) ms: i64,
    /// Whether it is a fraction of a millisecond later than that.
    pub(super) later: bool,
    /// Whether its zone means the same on every host. Go looks other names up in the zone of the
    /// host, and takes what it does not find there for UTC.
    pub(super) universal: bool,
}

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAY: i64 = 86_400_000;

/// Reads a header's value, on a host whose own zone is UTC.
pub(super) fn read(value: &str) -> Option<Date> {
    let mut rest = Rest(value.as_bytes());
    rest.name(&WEEKDAYS)?;
    rest.sign(b',')?;
    rest.blanks()?;
    let day = rest.digits(2, 2)?;
    rest.blanks()?;
    let month = rest.name(&MONTHS)?;
    rest.blanks()?;
    let year = rest.digits(4, 4)?;
    rest.blanks()?;
    let hour = rest.digits(1, 2)?;
    rest.sign(b':')?;
    let minute = rest.digits(2, 2)?;
    rest.sign(b':')?;
    let second = rest.digits(2, 2)?;
    let nanoseconds = rest.fraction();
    rest.blanks()?;
    let zone = rest.0;
    let known = zone_length(zone) == Some(zone.len());
    if !known || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = Day {
        year,
        month: month + 1,
        day,
    };
    if !date.is_real() {
        return None;
    }
    let seconds = (hour * 60 + minute) * 60 + second;
    Some(Date {
        ms: date.days() * DAY + seconds * 1_000 + nanoseconds / 1_000_000,
        later: nanoseconds % 1_000_000 > 0,
        universal: matches!(zone, b"GMT" | b"UTC"),
    })
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// The place of one of these names in their list.
    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let (first, rest) = self.0.split_at_checked(3)?;
        let place = names
            .iter()
            .position(|name| first.eq_ignore_ascii_case(name.as_bytes()))?;
        self.0 = rest;
        Some(place as i64)
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[sign])?;
        Some(())
    }

    /// One blank or more; none is as good where the text ends.
    fn blanks(&mut self) -> Option<()> {
        if self.0.first().is_some_and(|byte| *byte != b' ') {
            return None;
        }
        while let Some(rest) = self.0.strip_prefix(b" ") {
            self.0 = rest;
        }
        Some(())
    }

    /// A number of so many digits; what follows the last of them is left.
    fn digits(&mut self, fewest: usize, most: usize) -> Option<i64> {
        let count = digits(self.0).min(most);
        let (number, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        (count >= fewest).then(|| value(number))
    }

    /// A fraction of a second in nanoseconds; further digits are read and count for nothing.
    fn fraction(&mut self) -> i64 {
        let Some((b'.' | b',', rest)) = self.0.split_first() else {
            return 0;
        };
        let count = digits(rest);
        if count == 0 {
            return 0;
        }
        let (fraction, rest) = rest.split_at(count);
        self.0 = rest;
        let kept = &fraction[..count.min(9)];
        (kept.len()..9).fold(value(kept), |number, _| number * 10)
    }
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number that some digits write, or some large one.
fn value(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |number: i64, digit| {
        number
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    })
}

/// How long the abbreviation of a zone is at the start of this text (`parseTimeZone`).
fn zone_length(text: &[u8]) -> Option<usize> {
    if text.len() < 3 {
        return None;
    }
    if text.starts_with(b"ChST") || text.starts_with(b"MeST") {
        return Some(4);
    }
    if let Some(offset) = text.strip_prefix(b"GMT") {
        return Some(3 + offset_length(offset));
    }
    if matches!(text[0], b'+' | b'-') {
        return Some(offset_length(text)).filter(|length| *length > 0);
    }
    let capitals = text.iter().take(6).take_while(|c| c.is_ascii_uppercase());
    match capitals.count() {
        3 => Some(3),
        4 if text[3] == b'T' || text.starts_with(b"WITA") => Some(4),
        5 if text[4] == b'T' => Some(5),
        _ => None,
    }
}

/// How long a sign with hours up to 23 is.
fn offset_length(text: &[u8]) -> usize {
    match text.split_first() {
        Some((b'+' | b'-', rest)) => match digits(rest) {
            0 => 0,
            count if value(&rest[..count]) > 23 => 0,
            count => 1 + count,
        },
        _ => 0,
    }
}

/// An instant as HTTP writes dates (IMF-fixdate of RFC 9110, 5.6.7), seconds rounded down.
pub(super) fn http(ms: i64) -> String {
    let (date, time) = (ms.div_euclid(DAY), ms.rem_euclid(DAY) / 1_000);
    let weekday = WEEKDAYS[(date + 4).rem_euclid(7) as usize];
    let Day { year, month, day } = Day::of(date);
    let month = MONTHS[(month - 1) as usize];
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in -73_049..73_049 {
            let text = http(day * DAY + 5_000);
            assert_eq!(
                read(&text).map(|date| date.ms),
                Some(day * DAY + 5_000),
                "{text}"
            );
        }
        assert_eq!(http(1_445_412_480_000), "Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(http(-1), "Wed, 31 Dec 1969 23:59:59 GMT");
        // No instant is too far away to be written.
        assert!(http(i64::MAX).ends_with(" GMT") && http(i64::MIN).ends_with(" GMT"));
    }
}

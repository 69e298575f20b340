//! Numbers and dates, as far as `toml_parser` leaves them to its caller: integers that fit into 64
//! bits, and days and times that there are (RFC 3339, which the specification names).

use toml_parser::decoder::ScalarKind;

/// Whether a value that is neither string nor boolean is one. `text` is as `toml_parser` decodes it:
/// without `_` and without `0x`.
pub(super) fn is_valid(kind: ScalarKind, text: &str) -> bool {
    match kind {
        ScalarKind::Integer(radix) => i64::from_str_radix(text, radix.value()).is_ok(),
        ScalarKind::DateTime => date_time(text),
        _ => true,
    }
}

/// A date, a time, or both.
fn date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.get(2) == Some(&b':') {
        return time(text);
    }
    let Some((day, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let Some(separator) = rest.chars().next() else {
        return date(day);
    };
    let rest = &rest[separator.len_utf8()..];
    let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(zone);
    let offset = match zone.strip_prefix(['+', '-']) {
        Some(offset) => offset.len() == 5 && clock_numbers(offset).is_some(),
        None => matches!(zone, "" | "Z" | "z"),
    };
    matches!(separator, 'T' | 't' | ' ') && date(day) && time(clock) && offset
}

fn date(text: &str) -> bool {
    let numbers = (number(text, 0..4), number(text, 5..7), number(text, 8..10));
    let (Some(year), Some(month), Some(day)) = numbers else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    let dashes = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    dashes && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fraction`; the first came with TOML 1.1.
fn time(text: &str) -> bool {
    let rest = text.get(5..).unwrap_or_default();
    let seconds = match rest.strip_prefix(':') {
        None => rest.is_empty(),
        Some(rest) => {
            let fraction = rest.get(2..).unwrap_or_default();
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            number(rest, 0..2).is_some_and(|seconds| seconds <= 60)
                && (fraction.is_empty() || fraction.strip_prefix('.').is_some_and(digits))
        }
    };
    seconds && clock_numbers(text).is_some()
}

/// `hh:mm` at the beginning.
fn clock_numbers(text: &str) -> Option<()> {
    let (hours, minutes) = (number(text, 0..2)?, number(text, 3..5)?);
    (text.as_bytes()[2] == b':' && hours <= 23 && minutes <= 59).then_some(())
}

fn number(text: &str, range: std::ops::Range<usize>) -> Option<u32> {
    let digits = text.get(range)?;
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

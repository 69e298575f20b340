//! Lines of Runner's log that speak of a limit.
//!
//! A line tells little: most often a wait or a status, never all the headers. What it does not tell
//! is said, and not guessed.

use super::response::{Header, RESET_TIME, RETRY_AFTER, Response};
use super::span::spans;
use super::{Attempt, Cause, Rule};
use crate::say::{Message, message, say};

/// What a line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Runner waits so many milliseconds and asks again.
    Waits(Rule, i64),
    /// This header's value was none.
    Unusable(Rule, &'static str),
    /// Five times were not enough.
    GaveUp,
    /// The status and nothing else.
    Status,
}

/// The sentences of network/retry_requester.go and, before 18.3, network/ratelimit_requester.go.
/// The longer of two that begin alike stands first.
const SENTENCES: [(&str, Line); 6] = [
    (
        "Waiting before making the next call",
        Line::Waits(Rule::Current, 0),
    ),
    ("Sleeping due to rate limit", Line::Waits(Rule::Older, 0)),
    (
        "Couldn't parse rate limit header, falling back",
        Line::Unusable(Rule::Older, RESET_TIME),
    ),
    (
        "Couldn't parse rate limit header",
        Line::Unusable(Rule::Current, RESET_TIME),
    ),
    (
        "Couldn't parse retry after header",
        Line::Unusable(Rule::Current, RETRY_AFTER),
    ),
    ("gave up due to rate limit", Line::GaveUp),
];

/// How Go names the statuses of a limit (net/http/status.go), as Runner's other lines print them.
const STATUSES: [&str; 6] = [
    "429 Too Many Requests",
    "503 Service Unavailable",
    "408 Request Timeout",
    "500 Internal Server Error",
    "502 Bad Gateway",
    "504 Gateway Timeout",
];

/// Reads the last line that tells something.
pub(super) fn read(paste: &str) -> Result<Response, Message> {
    let plain = without_colours(paste);
    plain.lines().rev().find_map(line).ok_or_else(|| {
        say(
            "There is neither a response nor a known line of a Runner's log in it. Run curl -i with the address that the Runner asks and paste all that it prints, from the line that begins with HTTP/.",
            "HTTP の応答も、Runner のログの既知の行も見つかりません。Runner が接続する URL を curl -i に渡し、HTTP/ で始まる行から出力をすべて貼り付けてください。",
        )
        .into()
    })
}

fn line(text: &str) -> Option<Response> {
    let known = SENTENCES
        .iter()
        .find(|(sentence, _)| text.contains(sentence));
    let Some((_, line)) = known else {
        let mut response = Response::empty(Some(status(text)?));
        response.line = Some(Line::Status);
        return Some(response);
    };
    let mut response = Response::empty(None);
    response.line = Some(match *line {
        Line::Waits(rule, _) => Line::Waits(rule, duration(&field(text, "duration")?)?),
        Line::Unusable(rule, name) => {
            let header = Header {
                value: field(text, "headerValue").unwrap_or_default(),
                count: 1,
            };
            match name {
                RESET_TIME => response.reset_time = header,
                _ => response.retry_after = header,
            }
            Line::Unusable(rule, name)
        }
        other => other,
    });
    // Of the older rule's lines all speak of 429.
    if let Some(Line::Waits(Rule::Older, _) | Line::Unusable(Rule::Older, _) | Line::GaveUp) =
        response.line
    {
        response.status = Some(429);
    }
    Some(response)
}

/// A status with its name anywhere in the line, or the number in a field of its own.
fn status(text: &str) -> Option<u16> {
    let named = STATUSES.iter().find(|status| text.contains(*status));
    let digits = match named {
        Some(named) => (*named).to_owned(),
        None => field(text, "status").or_else(|| field(text, "code"))?,
    };
    let code = digits.get(..3)?.parse().ok()?;
    Some(code).filter(|code| (100..=999).contains(code))
}

/// A field: `name=value`, `name="value"` or, in JSON, `"name":"value"` or `"name":number`.
fn field(text: &str, name: &str) -> Option<String> {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once(name)?;
        let start = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let after_name = after
            .strip_prefix('=')
            .or_else(|| after.strip_prefix("\":"));
        match after_name.filter(|_| start) {
            None => rest = after,
            Some(value) => {
                let (value, end) = match value.strip_prefix('"') {
                    Some(value) => (value, value.find('"')),
                    // Fields stand in the order of their names, and `method` follows.
                    None => (
                        value,
                        value
                            .find(" method=")
                            .or_else(|| value.find(['}', ',']).filter(|_| after.starts_with('"'))),
                    ),
                };
                return Some(value[..end.unwrap_or(value.len())].trim_end().to_owned());
            }
        }
    }
}

/// Milliseconds of a duration as Go prints it, such as `1m29.5s`; in JSON it is a number of
/// nanoseconds.
pub(super) fn duration(text: &str) -> Option<i64> {
    // `ms` stands before `m`.
    const UNITS: [(&str, i64); 7] = [
        ("h", 3_600_000_000_000),
        ("ms", 1_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("µs", 1_000),
        ("us", 1_000),
        ("ns", 1),
    ];
    let text = text.split(' ').next().unwrap_or_default();
    if let Ok(nanoseconds) = text.parse::<i64>() {
        return Some(nanoseconds / 1_000_000);
    }
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut nanoseconds: i64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let (unit, size) = UNITS.iter().find(|(unit, _)| after.starts_with(unit))?;
        let mut part = whole.parse::<i64>().ok()?.checked_mul(*size)?;
        let mut place = *size;
        for digit in fraction.bytes() {
            place /= 10;
            part = part.checked_add(place * i64::from(digit.checked_sub(b'0')?))?;
        }
        nanoseconds = nanoseconds.checked_add(part)?;
        rest = &after[unit.len()..];
    }
    (!text.trim_start_matches('-').is_empty()).then_some(sign * (nanoseconds / 1_000_000))
}

/// The text without the escapes with which Runner colours its lines (ECMA-48, SGR).
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        plain.push_str(match end.map(|end| part.split_at(end)) {
            Some((_, rest)) => rest.strip_prefix('m').unwrap_or(rest),
            None => "",
        });
    }
    plain
}

/// What follows from a line: the attempts it shows, after the first, and a conclusion.
pub(super) fn follow(line: Line, response: &Response, rule: Rule) -> (Vec<Attempt>, Message) {
    let conclusion = match line {
        Line::Waits(_, ms) => {
            let (en, ja) = spans(ms);
            let again = Attempt {
                number: 2,
                earliest_ms: ms.max(0),
                latest_ms: ms.max(0),
                cause: Cause::Log,
                why: message!(
                    "The line says that the Runner waits {en} and asks again.",
                    "この行によると、Runner は {ja}待ってから再試行します。",
                ),
            };
            let conclusion = message!(
                "The Runner waited {en} and then asked again. The line does not say which of the five attempts this was, nor which header the time came from: curl -i shows the headers.",
                "Runner は {ja}待ってから再試行しました。5 回のうち何回目か、どのヘッダーによる時間かは、この行では分かりません。ヘッダーは curl -i で確認できます。",
            );
            return (vec![again], conclusion);
        }
        Line::Unusable(Rule::Older, _) => say(
            "RateLimit-ResetTime was there but is not a date, so this Runner waits one minute before each further attempt, five in all, and then gives up. Have the server send a date such as Wed, 21 Oct 2015 07:28:00 GMT.",
            "RateLimit-ResetTime はありましたが、日時として読めませんでした。この Runner は 1 分ずつ待って合計 5 回試み、その後あきらめます。サーバーには Wed, 21 Oct 2015 07:28:00 GMT のような日時を送らせてください。",
        ).into(),
        Line::Unusable(_, RESET_TIME) => say(
            "RateLimit-ResetTime was there but is not a date. What the Runner does next depends on Retry-After, which the line does not show: it waits so many seconds, or else backs off for less than a second. curl -i shows the headers.",
            "RateLimit-ResetTime はありましたが、日時として読めませんでした。次の動作はこの行にない Retry-After で決まります。秒数があればその間待ち、なければ 1 秒未満のバックオフになります。ヘッダーは curl -i で確認できます。",
        ).into(),
        Line::Unusable(..) => say(
            "Retry-After was there but is not a whole number of seconds, and RateLimit-ResetTime was of no use either, so the Runner backs off for less than a second. Have the server send seconds, such as Retry-After: 30; a date is not understood there.",
            "Retry-After はありましたが、整数の秒数ではありませんでした。RateLimit-ResetTime も使えなかったため、Runner は 1 秒未満のバックオフだけで再試行します。サーバーには Retry-After: 30 のような秒数を送らせてください。日時は解釈されません。",
        ).into(),
        Line::GaveUp => say(
            "This is a Runner from 12.8 to 18.2. It asked five times, each answer was a 429 with RateLimit-ResetTime, and it gave up on this request. When all five came within a second, the dates were past already: compare the clocks of both hosts.",
            "これは 12.8 から 18.2 までの Runner です。5 回の応答がすべて RateLimit-ResetTime 付きの 429 だったため、このリクエストをあきらめました。5 回が 1 秒以内に続いていれば、日時が過去だったということです。両方のホストの時計を比べてください。",
        ).into(),
        Line::Status => match response.status {
            Some(status) if rule.retries(status) => message!(
                "The Runner tries a request that gets {status} again, if need be. The line does not show the headers that decide when: run curl -i with the same address and paste all that it prints.",
                "{status} を受け取ったリクエストは再試行されることがあります。いつ再試行するかを決めるヘッダーは、この行にはありません。同じ URL を curl -i に渡し、出力をすべて貼り付けてください。",
            ),
            status => super::not_retried(status.unwrap_or_default(), rule),
        },
    };
    (Vec::new(), conclusion)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_every_format() {
        let text = "WARNING: Couldn't parse retry after header  context=x error=y header=Retry-After headerValue=in a while method=POST url=https://h/";
        assert_eq!(field(text, "headerValue").as_deref(), Some("in a while"));
        let json = r#"{"duration":60000000000,"headerValue":"a, b","level":"info"}"#;
        assert_eq!(field(json, "duration").as_deref(), Some("60000000000"));
        assert_eq!(field(json, "headerValue").as_deref(), Some("a, b"));
        assert_eq!(field(json, "absent"), None);
        assert_eq!(without_colours("\u{1b}[0;33ma\u{1b}[0m=b\u{1b}[12"), "a=b");
    }

    #[test]
    fn durations_are_read_or_refused() {
        for (text, ms) in [
            ("1m0s", 60_000),
            ("1h0m1.5s", 3_601_500),
            ("0s", 0),
            ("-2.5s", -2_500),
        ] {
            assert_eq!(duration(text), Some(ms), "{text}");
        }
        for text in [
            "",
            "1x",
            "s",
            "1.5",
            "-",
            "99999999999999h",
            "5s5",
            "--1s",
            "1..2s",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}

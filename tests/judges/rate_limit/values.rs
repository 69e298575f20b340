//! Responses as servers, proxies and people write them, and worse.

use crate::random::Random;
use runner_proxy::knowledge::rate_limit::{RESET_TIME, RETRY_AFTER};

/// 2026-11-26 11:00:00 GMT.
pub(super) const NOW: i64 = 1_795_690_800_000;

/// Dates near [`NOW`], in every form that some server has sent, and in forms that none has.
const DATES: [&str; 40] = [
    "Thu, 26 Nov 2026 11:00:30 GMT",
    "Thu, 26 Nov 2026 11:00:00 GMT",
    "Thu, 26 Nov 2026 10:59:59 GMT",
    "Thu, 26 Nov 2026 11:05:00 UTC",
    "Thu, 26 Nov 2026 11:00:30 JST",
    "Thu, 26 Nov 2026 20:00:30 +0900",
    "Thu, 26 Nov 2026 11:00:30 +09",
    "Thu, 26 Nov 2026 11:00:30 -123",
    "Thu, 26 Nov 2026 11:00:30 GMT+9",
    "Thu, 26 Nov 2026 11:00:30 GMT+24",
    "Thu, 26 Nov 2026 11:00:30 GMT-",
    "Thu, 26 Nov 2026 11:00:30 gmt",
    "Thu, 26 Nov 2026 11:00:30 WITA",
    "Thu, 26 Nov 2026 11:00:30 ChST",
    "Thu, 26 Nov 2026 11:00:30 AEDT",
    "Thu, 26 Nov 2026 11:00:30 ABCDE",
    "Thu, 26 Nov 2026 11:00:30 ABCDT",
    "Thu, 26 Nov 2026 11:00:30 Z",
    "Thu, 26 Nov 2026 11:00:30",
    "Thu, 26 Nov 2026 11:00:30.25 GMT",
    "Thu, 26 Nov 2026 11:00:00.0004 GMT",
    "Thu, 26 Nov 2026 11:00:30,1234567891234 GMT",
    "Thu, 26 Nov 2026 11:00:30. GMT",
    "Mon, 26 Nov 2026 11:00:30 GMT",
    "thu, 26 NOV 2026 11:00:30 GMT",
    "Thu,  26  Nov  2026  11:00:30  GMT",
    "Thu,26 Nov 2026 11:00:30 GMT",
    "Thu, 26 Nov 2026 9:00:30 GMT",
    "Thu, 6 Nov 2026 11:00:30 GMT",
    "Thu, 26-Nov-2026 11:00:30 GMT",
    "Thursday, 26-Nov-26 11:00:30 GMT",
    "Thu Nov 26 11:00:30 2026",
    "Mon, 29 Feb 2027 11:00:30 GMT",
    "Tue, 29 Feb 2028 11:00:30 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Sat, 01 Jan 0000 00:00:00 GMT",
    "Thu, 26 Nov 2026 24:00:00 GMT",
    "Thu, 26 Nov 2026 11:60:00 GMT",
    "Thu, 26 Nov 2026 11:00:60 GMT",
    "2026-11-26T11:00:30Z",
];

const SECONDS: [&str; 20] = [
    "30",
    "1",
    "0",
    "-5",
    "+7",
    "007",
    "3600",
    "1.5",
    "30s",
    "",
    " 30 ",
    "3 0",
    "0x10",
    "1_000",
    "９",
    "9223372036",
    "9223372037",
    "9223372036854775807",
    "9223372036854775808",
    "Thu, 26 Nov 2026 11:00:30 GMT",
];

const STATUSES: [&str; 24] = [
    "429 Too Many Requests",
    "429",
    "429 ",
    "  429 x",
    "503 Service Unavailable",
    "408 Request Timeout",
    "500 x",
    "502 x",
    "504 x",
    "501 x",
    "511 x",
    "512 x",
    "599 x",
    "999 x",
    "200 OK",
    "404 Not Found",
    "099 x",
    "+12 x",
    "-12 x",
    "42",
    "4290 x",
    "４２９",
    "abc x",
    "101 x",
];

const VERSIONS: [&str; 10] = [
    "HTTP/1.1",
    "HTTP/1.0",
    "HTTP/2",
    "HTTP/3",
    "HTTP/1.9",
    "HTTP/1",
    "HTTP/1.1.1",
    "HTTP/x.1",
    "HTTP/1,1",
    "HTTP/4",
];

const ENDS: [&str; 2] = ["\r\n", "\n"];

/// A date as it stands in the table, or with one character changed, lost or doubled.
pub(super) fn date(random: &mut Random) -> String {
    let date = random.of(&DATES);
    if random.below(3) > 0 {
        return date.to_owned();
    }
    let mut characters: Vec<_> = date.chars().collect();
    let place = random.below(characters.len());
    match random.below(3) {
        0 => drop(characters.remove(place)),
        1 => characters.insert(place, characters[place]),
        _ => {
            characters[place] =
                random.of(&['0', '1', '9', ' ', ':', 'T', 'g', '+', '-', '.', ',', 'é'])
        }
    }
    characters.into_iter().collect()
}

/// A name with its letters in some other case.
fn cased(name: &str, random: &mut Random) -> String {
    let flips = random.next();
    let flip = |(index, c): (usize, char)| match flips >> (index % 64) & 1 {
        0 => c.to_ascii_lowercase(),
        _ => c.to_ascii_uppercase(),
    };
    match random.below(3) {
        0 => name.to_owned(),
        1 => name.to_ascii_lowercase(),
        _ => name.chars().enumerate().map(flip).collect(),
    }
}

/// One header, mostly as it should be.
fn header(random: &mut Random) -> String {
    let (name, value) = match random.below(6) {
        0 | 1 => (RESET_TIME, date(random)),
        2 | 3 => (RETRY_AFTER, random.of(&SECONDS).to_owned()),
        4 => ("Date", date(random)),
        _ => (
            random.of(&["Server", "X-Request-Id", "RateLimit-Reset", "X_a"]),
            "a: b, c".to_owned(),
        ),
    };
    let name = cased(name, random);
    let end = random.of(&ENDS);
    match random.below(24) {
        0 => format!("{name} : {value}{end}"),
        1 => format!("{name}:{value}{end}"),
        2 => format!("{name}:\t {value} \t{end}"),
        3 => format!("{name}:{end} {value}{end}"),
        4 => format!("{name}: {value}{end} {end}"),
        5 => {
            let cut = value.char_indices().nth(value.chars().count() / 2);
            let (left, right) = value.split_at(cut.map_or(0, |(place, _)| place));
            format!("{name}: {left}{end}\t  {right}{end}")
        }
        6 if random.below(3) == 0 => format!("{name}{end}"),
        6 if random.below(2) == 0 => format!("{name}é: {value}{end}"),
        6 => format!("{name}: {value}\u{1}{end}"),
        7 if random.below(4) == 0 => format!(" {name}: {value}{end}"),
        _ => format!("{name}: {value}{end}"),
    }
}

/// One response up to its blank line, or nearly.
fn response(random: &mut Random, status: &str, version: &str) -> String {
    let mut text = format!("{version} {status}{}", random.of(&ENDS));
    for _ in 0..random.below(6) {
        text.push_str(&header(random));
    }
    text
}

/// What somebody pasted.
pub(super) fn paste(random: &mut Random) -> String {
    let mut text = String::new();
    if random.below(8) == 0 {
        text.push_str("$ curl -i https://gitlab.example.com/HTTP/1.1\n\n");
    }
    for before in [
        "HTTP/1.1 200 Connection established",
        "HTTP/1.1 100 Continue",
        "HTTP/1.0 407 x",
    ] {
        if random.below(8) == 0 {
            text.push_str(&format!("{before}\r\nRetry-After: 99\r\n\r\n"));
        }
    }
    let status = match random.below(2) {
        0 => "429 Too Many Requests",
        _ => random.of(&STATUSES),
    };
    let version = match random.below(3) {
        0 => random.of(&VERSIONS),
        _ => "HTTP/1.1",
    };
    text.push_str(&response(random, status, version));
    match random.below(4) {
        0 => {}
        1 => text.push_str("\r\n"),
        2 => text.push_str("\n{\"message\": \"Retry later\"}\n\nRetry-After: 5\n"),
        _ => {
            text.push_str("\r\n");
            text.push_str(&response(random, "429", "HTTP/1.1"));
        }
    }
    text
}

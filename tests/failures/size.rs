//! Whatever is pasted, it is read to its end, soon.

use super::examples::examples;
use super::random::Random;
use super::seen;
use runner_proxy::knowledge::failures::{explain, failures};
use std::time::{Duration, Instant};

/// Ten megabytes, as the page takes them; a build for debugging is a hundred times slower, and gets
/// one.
const SIZE: usize = if cfg!(debug_assertions) {
    1 << 20
} else {
    10 << 20
};

/// Far above what it takes on a slow machine, far below what anything quadratic would take (hours).
const PATIENCE: Duration = Duration::from_secs(60);

fn timed(log: &str) -> Vec<(&'static str, usize, usize)> {
    let start = Instant::now();
    let seen = seen(log);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    seen
}

#[test]
fn a_long_log() {
    let line =
        "2026-11-26T09:14:02Z level=info msg=\"pulling layer\" progress=\"connection re-used\"\n";
    let mut log = line.repeat(SIZE / line.len());
    let lines = log.lines().count();
    log.push_str("Could not resolve proxy: proxy.corp.example");
    assert_eq!(timed(&log), [("proxy-unknown", lines + 1, 1)]);
}

/// A message is found wherever it stands, also where the line is cut.
#[test]
fn a_log_of_one_line() {
    for filler in ["x", "x y ", "日本 "] {
        let message = "curl: (56) CONNECT tunnel failed, response 407";
        let mut log = filler.repeat(SIZE / filler.len());
        log.push_str(message);
        assert_eq!(timed(&log), [("proxy-407", 1, 1)]);
    }
    for place in 14_000..19_000 {
        if place % 173 == 0 {
            let log = format!(
                "{} CONNECT tunnel failed, response 407 {}",
                "x ".repeat(place / 2),
                "y ".repeat(9_000)
            );
            assert_eq!(seen(&log), [("proxy-407", 1, 1)], "{place}");
            let log = format!(
                "{}CONNECT tunnel failed, response 407{}",
                "x".repeat(place),
                "y".repeat(18_000)
            );
            assert_eq!(seen(&log), [("proxy-407", 1, 1)], "{place}");
        }
    }
}

/// The worst for the search: every anchor everywhere, and no message anywhere, or always the first
/// part of one.
#[test]
fn nothing_is_quadratic() {
    let mut anchors = String::new();
    let mut starts = String::new();
    for failure in failures() {
        for text in failure.texts {
            let parts = text.split('…');
            let anchor = parts.clone().max_by_key(|part| part.len()).expect("a part");
            anchors.push_str(anchor);
            anchors.push(' ');
            starts.push_str(parts.clone().next().expect("a part"));
            starts.push(' ');
        }
    }
    for text in [&anchors, &starts] {
        let log = text.repeat(SIZE / text.len());
        assert!(!timed(&log).is_empty());
        timed(&text.replace(' ', "\n").repeat(SIZE / text.len()));
    }
    timed(&"\n".repeat(SIZE));
    timed(&"\r".repeat(SIZE));
    timed(&"://a:b@".repeat(SIZE / 7));
    timed(&"no such host\n".repeat(SIZE / 13));
}

#[test]
fn random_bytes_are_read_to_their_end() {
    let mut random = Random(3);
    let examples: Vec<&str> = examples().into_values().flatten().collect();
    for _ in 0..1_000 {
        let mut log = Vec::new();
        for _ in 0..random.below(20) {
            match random.below(4) {
                0 => log.extend(examples[random.below(examples.len())].bytes()),
                1 => log.extend((0..random.below(60)).map(|_| random.next() as u8)),
                2 => log.extend(
                    random
                        .of(&["\n", "\r", "\u{1b}[", "://", "@", "password=", "…", "\0"])
                        .bytes(),
                ),
                _ => {
                    let line = examples[random.below(examples.len())].as_bytes();
                    let cut = random.below(line.len());
                    log.extend(&line[cut..]);
                }
            }
        }
        let log = String::from_utf8_lossy(&log);
        let lines = log.split('\n').count();
        for found in explain(&log) {
            assert!((1..=lines).contains(&found.line) && (1..=lines).contains(&found.count));
            assert!(!found.text.contains(char::is_control), "{:?}", found.text);
            assert!(found.text.chars().count() <= 242, "{}", found.text.len());
        }
    }
}

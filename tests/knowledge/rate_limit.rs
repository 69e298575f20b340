//! Pasted responses and lines of logs, and the timelines that people see.

use crate::random::Random;
use runner_proxy::knowledge::rate_limit::{Cause, Response, Rule, Timeline, timeline};
use runner_proxy::say::Lang;

/// 2026-11-26 11:00:00 GMT.
const NOW: i64 = 1_795_690_800_000;

fn read(paste: &str) -> Response {
    match Response::parse(paste) {
        Ok(response) => response,
        Err(message) => unreachable!("{}", message.pick(Lang::En)),
    }
}

/// The causes after the first attempt, and all times.
fn shape(timeline: &Timeline) -> (Vec<Cause>, Vec<(i64, i64)>) {
    let causes = timeline.attempts[1..].iter().map(|next| next.cause);
    let times = timeline
        .attempts
        .iter()
        .map(|next| (next.earliest_ms, next.latest_ms));
    (causes.collect(), times.collect())
}

fn notes(timeline: &Timeline) -> String {
    let notes = timeline.notes.iter().map(|note| note.pick(Lang::En));
    notes.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_two_rules_differ_as_the_guide_and_the_source_do() {
    let both = read(
        "HTTP/1.1 429 Too Many Requests\nratelimit-resettime: Thu, 26 Nov 2026 11:00:30 GMT\nretry-after: 5\n",
    );
    let (causes, times) = shape(&timeline(&both, Rule::Current, NOW));
    assert_eq!(
        causes,
        [
            Cause::ResetTime,
            Cause::RetryAfter,
            Cause::RetryAfter,
            Cause::RetryAfter
        ]
    );
    assert_eq!(times.last(), Some(&(45_000, 45_000)));
    let (causes, times) = shape(&timeline(&both, Rule::Older, NOW));
    assert_eq!(
        causes,
        [Cause::ResetTime, Cause::Past, Cause::Past, Cause::Past]
    );
    assert_eq!(times.last(), Some(&(30_000, 30_000)));

    let neither = read("HTTP/1.1 429 Too Many Requests\n\n");
    let (causes, times) = shape(&timeline(&neither, Rule::Current, NOW));
    assert_eq!(causes, [Cause::BackOff; 4]);
    assert_eq!(
        times,
        [(0, 0), (100, 100), (200, 300), (300, 700), (400, 1_500)]
    );
    assert_eq!(timeline(&neither, Rule::Older, NOW).attempts.len(), 1);

    let bad = read("HTTP/1.1 429 Too Many Requests\nRateLimit-ResetTime: soon\n");
    let (causes, times) = shape(&timeline(&bad, Rule::Older, NOW));
    assert_eq!(
        (causes, times.last().copied()),
        (vec![Cause::Minute; 4], Some((240_000, 240_000)))
    );

    for (status, current, older) in [
        (503, 5, 1),
        (408, 5, 1),
        (501, 1, 1),
        (512, 5, 1),
        (403, 1, 1),
        (429, 5, 5),
    ] {
        let paste =
            format!("HTTP/1.1 {status} x\nRateLimit-ResetTime: Thu, 26 Nov 2026 11:00:30 GMT\n");
        let counts = Rule::ALL.map(|rule| timeline(&read(&paste), rule, NOW).attempts.len());
        assert_eq!(counts, [current, older], "{status}");
    }
}

#[test]
fn a_response_is_found_in_what_terminals_show() {
    let plain = read("HTTP/2 429 \nretry-after: 30\n\n{}");
    for paste in [
        "$ curl -i https://h\nHTTP/2 429 \r\nretry-after: 30\r\n\r\n{}",
        "    HTTP/2 429 \n    retry-after: 30\n\n    {}",
        "* Connected\n> GET / HTTP/2\n>\n< HTTP/2 429 \n< retry-after: 30\n<\n* left intact\n{}",
    ] {
        assert_eq!(read(paste), plain, "{paste}");
    }
    let chain = read(
        "< HTTP/1.1 200 Connection established\n< \n* CONNECT phase completed\n< HTTP/2 429 \n< retry-after: 30\n< \n",
    );
    assert_eq!((chain.status, chain.before), (Some(429), 1));
    for refused in [
        "",
        "hello",
        "HTTP/1.1",
        "HTTP/1.1 429x\n",
        "HTTP/1.1 100 Continue\n\n",
        "HTTP/1.1 503 x\n\ncurl: (56) CONNECT tunnel failed, response 503\n",
        "HTTP/1.1 429 x\n{\"message\"}\n",
        "HTTP/1.1 429 x\n Retry-After: 5\n",
    ] {
        let message = Response::parse(refused).expect_err(refused);
        assert_ne!(message.pick(Lang::En), message.pick(Lang::Ja));
    }
}

#[test]
fn what_cannot_be_used_is_said() {
    for (headers, rule, words) in [
        (
            "RateLimit-ResetTime: 2026-11-26T11:00:30Z",
            Rule::Current,
            "is not a date",
        ),
        ("RateLimit-ResetTime:", Rule::Older, "is empty"),
        (
            "RateLimit-ResetTime: Thu, 26 Nov 2026 11:00:30 JST",
            Rule::Older,
            "taken for UTC",
        ),
        (
            "RateLimit-ResetTime: Thu, 26 Nov 2026 10:59:30 GMT",
            Rule::Current,
            "30 s in the past",
        ),
        (
            "Retry-After: Thu, 26 Nov 2026 11:00:30 GMT",
            Rule::Current,
            "not a whole number of seconds",
        ),
        ("Retry-After: -5", Rule::Current, "is ignored"),
        ("Retry-After: 5", Rule::Older, "From 18.3 on it does"),
        (
            "Retry-After: 5\nRetry-After: 9",
            Rule::Current,
            "appears 2 times",
        ),
        (
            "RateLimit-Reset: 1795690830",
            Rule::Current,
            "“RateLimit-Reset” is not a header",
        ),
        (
            "RateLimit-ResetTime : Thu, 26 Nov 2026 11:00:30 GMT",
            Rule::Current,
            "“RateLimit-ResetTime ” is not a header",
        ),
        (
            "Date: Thu, 26 Nov 2026 11:01:00 GMT",
            Rule::Current,
            "1 min earlier, so the clocks differ",
        ),
        (
            "Date: Thu, 26 Nov 2026 10:00:00 GMT\nRateLimit-ResetTime: Thu, 26 Nov 2026 10:00:30 GMT",
            Rule::Older,
            "the server meant 30 s",
        ),
        ("Retry-After: 5", Rule::Current, "the paste does not tell"),
    ] {
        let response = read(&format!("HTTP/1.1 429 x\n{headers}\n"));
        let notes = notes(&timeline(&response, rule, NOW));
        assert!(notes.contains(words), "{headers}: {notes}");
    }
    // Where the clocks agree and all is well, only the honest note is left.
    let fine = read(
        "HTTP/1.1 429 x\nDate: Thu, 26 Nov 2026 10:59:59 GMT\nRateLimit-ResetTime: Thu, 26 Nov 2026 11:00:30 GMT\nRetry-After: 30\n",
    );
    for rule in Rule::ALL {
        assert_eq!(timeline(&fine, rule, NOW).notes.len(), 1);
    }
    let nothing = notes(&timeline(&read("HTTP/1.1 429 x\n"), Rule::Current, NOW));
    assert!(nothing.contains("within two seconds"), "{nothing}");
    // A password that somebody put before an @ is not shown.
    let secret = read("HTTP/1.1 429 x\nRetry-After: http://u:hunter2@h/\n");
    assert!(!notes(&timeline(&secret, Rule::Current, NOW)).contains("hunter2"));
}

#[test]
fn lines_of_the_log_tell_what_they_can() {
    let cases = [
        (
            "INFO: Waiting before making the next call  context=ratelimit-requester-gitlab-request duration=29.5s method=POST url=https://h/",
            Rule::Current,
            2,
            "29 s 500 ms",
        ),
        (
            "\u{1b}[0;33mINFO: Sleeping due to rate limit\u{1b}[0m  duration\u{1b}[0m=1m0s",
            Rule::Older,
            2,
            "1 min",
        ),
        (
            "WARNING: Couldn't parse rate limit header, falling back  headerValue=soon method=POST",
            Rule::Older,
            1,
            "one minute",
        ),
        (
            "WARNING: Couldn't parse rate limit header  headerValue=soon method=POST",
            Rule::Current,
            1,
            "depends on Retry-After",
        ),
        (
            "WARNING: Couldn't parse retry after header  headerValue=soon method=POST",
            Rule::Current,
            1,
            "backs off",
        ),
        (
            "WARNING: Checking for jobs... failed  runner=abc status=couldn't execute POST against https://h/api/v4/jobs/request: gave up due to rate limit",
            Rule::Older,
            1,
            "gave up on this request",
        ),
        (
            "WARNING: Checking for jobs... failed  runner=abc status=POST https://h/api/v4/jobs/request: 429 Too Many Requests",
            Rule::Current,
            1,
            "curl -i",
        ),
        (
            "WARNING: Checking for jobs... failed  runner=abc status=521 ",
            Rule::Current,
            1,
            "521",
        ),
        (
            "ERROR: Checking for jobs... forbidden  runner=abc status=403 Forbidden",
            Rule::Current,
            1,
            "403 is final",
        ),
    ];
    for (line, rule, attempts, words) in cases {
        let other = Rule::ALL[usize::from(rule == Rule::Current)];
        let timelines =
            [rule, other].map(|rule| timeline(&read(&format!("noise\n{line}\nnoise")), rule, NOW));
        assert_eq!(timelines[0].attempts.len(), attempts, "{line}");
        let conclusion = timelines[0].conclusion.pick(Lang::En);
        assert!(conclusion.contains(words), "{line}: {conclusion}");
        assert!(timelines[0].notes.is_empty(), "{line}");
        // Only a line that says nothing of its version leaves the rule to the reader.
        let says =
            !line.contains("status=POST") && !line.contains("status=521") && !line.contains("403");
        assert_eq!(timelines[1].notes.len(), usize::from(says), "{line}");
    }
}

#[test]
fn every_paste_has_an_answer_in_both_languages() {
    const PIECES: [&str; 34] = [
        "HTTP/",
        "1.1",
        "2",
        " ",
        "429",
        "503",
        "\n",
        "\r\n",
        "\n\n",
        "RateLimit-ResetTime",
        "Retry-After",
        "Date",
        ":",
        ": ",
        "Thu, 26 Nov 2026 11:00:30 GMT",
        "Thu, ",
        "99999999999999999999",
        "-",
        "+9",
        "GMT",
        "UTC",
        "\t",
        "\u{1b}[",
        "duration=",
        "Waiting before making the next call",
        "headerValue=\"",
        "\"",
        "Couldn't parse rate limit header",
        "status=",
        "< ",
        "é",
        "日本",
        "\0",
        "1h2m3.5µs",
    ];
    let mut random = Random(18);
    for _ in 0..60_000 {
        let paste: String = (0..random.below(24)).map(|_| random.of(&PIECES)).collect();
        let message = match Response::parse(&paste) {
            Err(message) => message,
            Ok(response) => {
                let any = random.next() as i64;
                let now = random.of(&[NOW, 0, i64::MIN, i64::MAX, any]);
                let timeline = timeline(&response, random.of(&Rule::ALL), now);
                for attempt in &timeline.attempts {
                    assert!(attempt.earliest_ms >= 0 && attempt.latest_ms >= attempt.earliest_ms);
                    assert!(!attempt.when().pick(Lang::Ja).is_empty());
                }
                timeline.conclusion
            }
        };
        assert_ne!(message.pick(Lang::En), message.pick(Lang::Ja), "{paste:?}");
    }
}

//! Go reads thousands of responses, dates and durations; so do we.

use super::values::{self, NOW};
use super::{ask, program};
use crate::machine::say;
use crate::random::Random;
use runner_proxy::knowledge::rate_limit::{Cause, Response, Rule, timeline};
use runner_proxy::say::Lang;
use serde_json::{Value, json};

/// What Go made of a paste, in the words of rate_limit.go.
fn text<'a>(verdict: &'a Value, name: &str) -> &'a str {
    verdict[name].as_str().expect("a text")
}

/// Compares one rule's attempts with the waits that Go would sleep; gives how many.
fn compare(response: &Response, rule: Rule, now: i64, waits: &Value, paste: &str) -> usize {
    let ours = timeline(response, rule, now);
    let list = |name: &str| waits[name].as_array().cloned().unwrap_or_default();
    let (causes, mut spans) = (list("Causes"), list("Waits"));
    let gave_up = waits["GaveUp"] == true;
    // After the fifth answer the older Runner waits once more, for nothing.
    spans.truncate(4);
    assert_eq!(ours.attempts.len(), spans.len() + 1, "{rule:?} {paste:?}");
    for (index, (pair, span)) in ours.attempts.windows(2).zip(&spans).enumerate() {
        let cause = format!("{:?}", pair[1].cause);
        assert_eq!(causes[index], cause.as_str(), "{rule:?} {paste:?}");
        let shortest = pair[1].earliest_ms - pair[0].earliest_ms;
        let longest = pair[1].latest_ms - pair[0].latest_ms;
        let milliseconds = span.as_i64().expect("a number") / 1_000_000;
        assert!(
            (shortest..=longest).contains(&milliseconds),
            "{rule:?} {milliseconds} {shortest} {longest} {paste:?}"
        );
        assert!(
            shortest == longest || pair[1].cause == Cause::BackOff,
            "{paste:?}"
        );
    }
    let told = ours
        .conclusion
        .pick(Lang::En)
        .contains("gave up due to rate limit");
    assert_eq!(told, gave_up, "{rule:?} {paste:?}");
    spans.len()
}

#[test]
fn runner_does_what_go_does() {
    let Some(program) = program() else {
        return;
    };
    let mut random = Random(429);
    let questions: Vec<_> = (0..12_000)
        .map(|index| {
            let now = match index % 8 {
                0 => NOW + random.below(120_000) as i64 - 60_000,
                1 => random.of(&[0, -1, 253_402_300_799_999, -62_135_596_800_000]),
                _ => NOW,
            };
            (values::paste(&mut random), now)
        })
        .collect();
    let lines: Vec<_> = questions
        .iter()
        .map(|(paste, now)| json!({"Paste": paste, "Now": now}).to_string())
        .collect();
    let (mut read, mut waits) = (0, 0);
    for ((paste, now), verdict) in questions.iter().zip(ask(program, "responses", &lines)) {
        let Ok(response) = Response::parse(paste) else {
            assert_eq!(verdict["Refused"], true, "{paste:?}");
            continue;
        };
        assert_eq!(verdict["Refused"], false, "{paste:?}");
        assert_eq!(
            verdict["Status"],
            response.status.expect("a status"),
            "{paste:?}"
        );
        assert_eq!(verdict["Before"], response.before, "{paste:?}");
        assert_eq!(
            text(&verdict, "ResetTime"),
            response.reset_time.value,
            "{paste:?}"
        );
        assert_eq!(
            text(&verdict, "RetryAfter"),
            response.retry_after.value,
            "{paste:?}"
        );
        assert_eq!(text(&verdict, "Date"), response.date.value, "{paste:?}");
        for (rule, name) in [(Rule::Current, "Current"), (Rule::Older, "Older")] {
            waits += compare(&response, rule, *now, &verdict[name], paste);
        }
        read += 1;
    }
    assert!(
        read > 5_000 && read < 11_000 && waits > 10_000,
        "{read} {waits}"
    );
    say(&format!(
        "rate_limit by Go: {} responses, {read} of them read, {waits} waits",
        questions.len()
    ));
}

#[test]
fn dates_are_what_go_takes_them_for() {
    let Some(program) = program() else {
        return;
    };
    let mut random = Random(1123);
    let dates: Vec<_> = (0..20_000).map(|_| values::date(&mut random)).collect();
    let lines: Vec<_> = dates.iter().map(|date| json!(date).to_string()).collect();
    let mut taken = 0;
    for (date, verdict) in dates.iter().zip(ask(program, "dates", &lines)) {
        let response =
            Response::parse(&format!("HTTP/1.1 429\nDate: {date}\n")).expect("a response");
        // The header's own reading takes blanks away at both ends; Go's `Header.Get` gives it so.
        if response.date.value == *date {
            assert_eq!(response.date_ms(), verdict.as_i64(), "{date:?}");
            taken += usize::from(!verdict.is_null());
        }
    }
    assert!(taken > 5_000 && taken < 15_000, "{taken}");
    say(&format!(
        "rate_limit by Go: {} dates, {taken} of them taken",
        dates.len()
    ));
}

#[test]
fn a_log_line_gives_the_duration_that_go_printed() {
    let Some(program) = program() else {
        return;
    };
    let mut random = Random(60);
    let spans: Vec<_> = (0..4_000)
        .map(|index| (random.next() >> (1 + index % 60)) as i64)
        .chain([0, 1, 999, 1_000, 60_000_000_000, 3_600_000_000_000])
        .collect();
    let lines: Vec<_> = spans.iter().map(i64::to_string).collect();
    for (span, printed) in spans.iter().zip(ask(program, "durations", &lines)) {
        let printed = printed.as_str().expect("a text");
        for line in [
            format!(
                "INFO: Waiting before making the next call          context=ratelimit-requester-gitlab-request duration={printed} method=POST url=https://gitlab.example.com/api/v4/jobs/request"
            ),
            format!(
                r#"{{"context":"x","duration":{span},"level":"info","msg":"Waiting before making the next call","method":"POST"}}"#
            ),
        ] {
            let response = Response::parse(&line).expect("a known line");
            let attempts = timeline(&response, Rule::Current, NOW).attempts;
            let again = attempts.get(1).expect("a second attempt");
            assert_eq!(
                (again.earliest_ms, again.cause),
                (span / 1_000_000, Cause::Log),
                "{line}"
            );
        }
    }
}

/// The lots that jpillora/backoff draws stay within our bounds and come near to both.
#[test]
fn the_back_off_is_drawn_between_our_bounds() {
    let Some(program) = program() else {
        return;
    };
    let drawn = ask(program, "backoff", &["5000".to_owned()]);
    let response = Response::parse("HTTP/1.1 503 Service Unavailable\n").expect("a response");
    let attempts = timeline(&response, Rule::Current, NOW).attempts;
    for (index, pair) in attempts.windows(2).enumerate() {
        let bound = |side: usize| drawn[0][index][side].as_f64().expect("a number") / 1e6;
        let shortest = (pair[1].earliest_ms - pair[0].earliest_ms) as f64;
        let longest = (pair[1].latest_ms - pair[0].latest_ms) as f64;
        assert!(
            bound(0) >= shortest && bound(0) < shortest * 1.02,
            "{index}"
        );
        assert!(bound(1) <= longest && bound(1) > longest * 0.98, "{index}");
    }
    assert_eq!(attempts.len(), 5);
}

/// A proxy's refusal of CONNECT is no response to Go, so nothing in it can be waited for.
#[test]
fn a_proxy_that_refuses_gives_no_response() {
    let Some(program) = program() else {
        return;
    };
    let lines = ["429", "503", "407"].map(str::to_owned);
    assert_eq!(
        ask(program, "connect", &lines),
        [json!(false), json!(false), json!(false)]
    );
    let paste =
        "HTTP/1.1 503 x\nRetry-After: 1\n\ncurl: (56) CONNECT tunnel failed, response 503\n";
    let message = Response::parse(paste).expect_err("no response");
    assert!(message.pick(Lang::En).contains("CONNECT"));
}

/// The judge can say no: a reader of HTTP dates by the book takes other ones.
#[test]
fn go_takes_dates_that_the_book_does_not() {
    let Some(program) = program() else {
        return;
    };
    let lines = [
        json!("Mon, 26 Nov 2026 9:00:30.5 utc"),
        json!("Mon, 26 Nov 2026 9:00:30.5 UTC"),
        json!("Thursday, 26-Nov-26 11:00:30 GMT"),
    ];
    let answers = ask(program, "dates", &lines.map(|line| line.to_string()));
    assert_eq!(
        answers,
        [Value::Null, json!(1_795_683_630_500_i64), Value::Null]
    );
}

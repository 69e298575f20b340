//! What GitLab Runner does with a response that limits it: when it asks again, and why then.
//!
//! Modelled from network/retry_requester.go of Runner 18.3 to 19.3 ([`Rule::Current`]) and from
//! network/ratelimit_requester.go of 12.8 ([`Rule::Older`]), which is the rule in GitLab's guide.
//! Later versions of the latter are said to wait for `Retry-After` as well before their next request;
//! they repeat none for it. The first versions of the former waited once more after the fifth answer.
//!
//! A response stands for all five: a [`Timeline`] is what follows when every attempt gets this very
//! answer, and says so. Requests take no time in it.

mod date;
mod log;
pub mod nginx;
mod notes;
mod response;
mod span;

pub use response::{Header, RESET_TIME, RETRY_AFTER, Response};

use crate::say::{Message, Say, message, say};
use log::Line;
use span::spans;

/// How many times a request is sent at most (`defaultRateLimitMaxAttempts`); the documentation's
/// "retries up to 5 times" counts the first one as well.
pub const ATTEMPTS: u8 = 5;

/// Which Runner it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// GitLab Runner 18.3 and newer.
    #[default]
    Current,
    /// GitLab Runner 12.8 to 18.2.
    Older,
}

impl Rule {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Rule; 2] = [Rule::Current, Rule::Older];

    /// The versions it is the rule of.
    pub const fn label(self) -> Say {
        match self {
            Rule::Current => say("GitLab Runner 18.3 or newer", "GitLab Runner 18.3 以降"),
            Rule::Older => say("GitLab Runner 12.8 to 18.2", "GitLab Runner 12.8〜18.2"),
        }
    }

    /// Whether a status can make the Runner ask again (`shouldRetryRequest`).
    pub const fn retries(self, status: u16) -> bool {
        match self {
            Rule::Current => matches!(status, 408 | 429 | 500 | 502 | 503 | 504 | 512..),
            Rule::Older => status == 429,
        }
    }
}

/// What made an attempt come when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is the first.
    First,
    /// The date in `RateLimit-ResetTime` had come.
    ResetTime,
    /// The seconds in `Retry-After` were over.
    RetryAfter,
    /// The back-off was over.
    BackOff,
    /// The older rule's minute was over.
    Minute,
    /// The older rule does not wait for a date that is past.
    Past,
    /// A line of a log tells of it.
    Log,
}

/// One request of the Runner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: u8,
    /// The earliest time, in milliseconds after the answer to the first attempt.
    pub earliest_ms: i64,
    /// The latest time; another one only after a back-off, which is random.
    pub latest_ms: i64,
    /// What made it come then.
    pub cause: Cause,
    /// The same for people.
    pub why: Message,
}

impl Attempt {
    /// When it comes, for people.
    pub fn when(&self) -> Message {
        if self.latest_ms == 0 {
            return say("at once", "すぐに").into();
        }
        let (en, ja) = spans(self.earliest_ms);
        if self.latest_ms == self.earliest_ms {
            return message!("after {en}", "{ja}後");
        }
        let (later_en, later_ja) = spans(self.latest_ms);
        message!("after {en} to {later_en}", "{ja}〜{later_ja}後")
    }
}

/// The attempts that follow from a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// "Now" as HTTP writes dates: when the first answer came.
    pub now: String,
    /// The attempts in order; the first one at 0.
    pub attempts: Vec<Attempt>,
    /// What comes out in the end.
    pub conclusion: Message,
    /// What the reader should know, and what the response does not tell.
    pub notes: Vec<Message>,
}

/// What the Runner of this rule does when it gets the response at `now_ms`, in milliseconds since
/// the epoch by the clock of its host.
pub fn timeline(response: &Response, rule: Rule, now_ms: i64) -> Timeline {
    let mut first = Attempt {
        number: 1,
        earliest_ms: 0,
        latest_ms: 0,
        cause: Cause::First,
        why: say(
            "The request is sent and gets this answer.",
            "リクエストを送り、この応答を受け取ります。",
        )
        .into(),
    };
    let mut notes = Vec::new();
    if let Some(line) = response.line {
        first.why = say(
            "The request is sent; the line tells of its answer.",
            "リクエストを送ります。貼り付けた行は、その応答についてのものです。",
        )
        .into();
        let (later, conclusion) = log::follow(line, response, rule);
        if let Line::Waits(of, _) | Line::Unusable(of, _) = line {
            other_rule(of, rule, &mut notes);
        }
        if line == Line::GaveUp {
            other_rule(Rule::Older, rule, &mut notes);
        }
        let mut attempts = vec![first];
        attempts.extend(later);
        return Timeline {
            now: date::http(now_ms),
            attempts,
            conclusion,
            notes,
        };
    }
    let limit = Limit::of(response, now_ms);
    let mut attempts = vec![first];
    while attempts.len() < usize::from(ATTEMPTS) && limit.asks_again(response, rule) {
        let next = limit.next(&attempts, rule);
        attempts.push(next);
    }
    limit.notes(response, rule, now_ms, attempts.len() > 1, &mut notes);
    Timeline {
        now: date::http(now_ms),
        conclusion: limit.conclusion(response, rule, &attempts),
        attempts,
        notes,
    }
}

fn other_rule(line: Rule, chosen: Rule, notes: &mut Vec<Message>) {
    if line != chosen {
        let (en, ja) = (line.label().en, line.label().ja);
        notes.push(message!(
            "This line was written by {en}, so it is that rule which counts here.",
            "この行を書いたのは {ja} です。ここではそのバージョンの規則が当てはまります。",
        ));
    }
}

/// The longest duration that Go knows, in milliseconds: 2⁶³ − 1 nanoseconds.
const LONGEST_MS: i64 = i64::MAX / 1_000_000;

/// What the two headers say.
struct Limit {
    /// The date, when it is one.
    date: Option<date::Date>,
    /// How far away it is in milliseconds; below 0 when it is past.
    until_ms: i64,
    /// The seconds, when they are a number.
    seconds: Option<i64>,
    /// How long that is in milliseconds, when there is something to wait for.
    after_ms: Option<i64>,
}

impl Limit {
    fn of(response: &Response, now_ms: i64) -> Self {
        let date = date::read(&response.reset_time.value);
        let until_ms = date.map_or(i64::MIN, |date| date.ms.saturating_sub(now_ms));
        // strconv.Atoi and Rust's parse take the same texts. The product is one of 64 bits in Go,
        // which wraps around: some very long times are none.
        let seconds = response.retry_after.value.parse::<i64>().ok();
        let nanoseconds = seconds.map(|seconds| seconds.wrapping_mul(1_000_000_000));
        Self {
            date,
            until_ms,
            seconds,
            after_ms: nanoseconds.filter(|n| *n > 0).map(|n| n / 1_000_000),
        }
    }

    fn asks_again(&self, response: &Response, rule: Rule) -> bool {
        let status = response.status.unwrap_or_default();
        rule.retries(status) && (rule == Rule::Current || !response.reset_time.value.is_empty())
    }

    /// How long the Runner would wait for the date after so many milliseconds, if at all.
    fn wait_ms(&self, elapsed_ms: i64) -> Option<i64> {
        let until = self.until_ms.saturating_sub(elapsed_ms);
        let within = elapsed_ms == 0 && until == 0 && self.date.is_some_and(|date| date.later);
        (until > 0 || within).then_some(until.min(LONGEST_MS))
    }

    /// The attempt after these. The same date is past once it was waited for; only one beyond Go's
    /// longest duration can be waited for twice.
    fn next(&self, attempts: &[Attempt], rule: Rule) -> Attempt {
        let last = attempts.last();
        let (earliest, latest) = last.map_or((0, 0), |last| (last.earliest_ms, last.latest_ms));
        let fresh = attempts.len() == 1 || earliest > 0;
        let until_ms = self.wait_ms(earliest).filter(|_| fresh);
        let (cause, shortest, longest, why) = if let Some(until) = until_ms {
            let (en, ja) = spans(until);
            let why = message!(
                "RateLimit-ResetTime is {en} away; the Runner waits until then.",
                "RateLimit-ResetTime は {ja}後です。Runner はその時刻まで待ちます。",
            );
            (Cause::ResetTime, until, until, why)
        } else if rule == Rule::Older {
            match self.date {
                Some(_) => (Cause::Past, 0, 0, say(
                    "The date in RateLimit-ResetTime is past, so the Runner asks again at once.",
                    "RateLimit-ResetTime の日時は過ぎているので、Runner はすぐに再試行します。",
                ).into()),
                None => (Cause::Minute, 60_000, 60_000, say(
                    "RateLimit-ResetTime is not a date, so the Runner waits one minute.",
                    "RateLimit-ResetTime を日時として読めないので、Runner は 1 分待ちます。",
                ).into()),
            }
        } else if let Some(after) = self.after_ms {
            let (en, ja) = spans(after);
            let why = message!(
                "Retry-After asks for {en}.",
                "Retry-After が {ja}を指定しています。",
            );
            (Cause::RetryAfter, after, after, why)
        } else {
            let longest = back_off(attempts.len() - 1);
            let (en, ja) = spans(longest);
            let why = if longest == SHORTEST_MS {
                message!(
                    "No header gives a time, so the Runner backs off: {en} at first.",
                    "使えるヘッダーがないため、バックオフで待ちます。最初は {ja}です。",
                )
            } else {
                message!(
                    "The back-off goes on: between 100 ms and {en}, chosen at random.",
                    "バックオフが続きます。100 ミリ秒から {ja}までの間で、無作為に決まります。",
                )
            };
            (Cause::BackOff, SHORTEST_MS, longest, why)
        };
        Attempt {
            number: attempts.len() as u8 + 1,
            earliest_ms: earliest.saturating_add(shortest),
            latest_ms: latest.saturating_add(longest),
            cause,
            why,
        }
    }

    fn conclusion(&self, response: &Response, rule: Rule, attempts: &[Attempt]) -> Message {
        let status = response.status.unwrap_or_default();
        if !rule.retries(status) {
            return not_retried(status, rule);
        }
        let Some(last) = attempts.get(1..).and_then(|later| later.last()) else {
            return say(
                "There is no RateLimit-ResetTime, so this Runner does not try again: the request fails with this answer. It reads no other header here; later versions of it only put off their next request by Retry-After.",
                "RateLimit-ResetTime がないので、この Runner は再試行しません。リクエストはこの応答のまま失敗します。ほかのヘッダーは判断に使われません。この中でも新しいバージョンは、次のリクエストを Retry-After の分だけ遅らせます。",
            )
            .into();
        };
        let (en, ja) = spans(last.latest_ms);
        match rule {
            Rule::Current => message!(
                "The Runner asks five times in all, the last time after {en} at the latest. If the fifth answer is still {status}, the request fails with it.",
                "Runner は合計 5 回試み、最後は遅くとも {ja}後です。5 回目の応答も {status} なら、リクエストはその応答のまま失敗します。",
            ),
            Rule::Older if last.latest_ms == 0 => message!(
                "The Runner asks five times without a pause. If the fifth answer is a {status} as well, the request fails: “gave up due to rate limit”.",
                "Runner は間を置かずに 5 回試みます。5 回目の応答も {status} なら、リクエストは「gave up due to rate limit」で失敗します。",
            ),
            Rule::Older => message!(
                "The Runner asks five times in all, the last time after {en}. If the fifth answer is a {status} as well, it waits once more and the request fails: “gave up due to rate limit”.",
                "Runner は合計 5 回試み、最後は {ja}後です。5 回目の応答も {status} なら、もう一度待った後、リクエストは「gave up due to rate limit」で失敗します。",
            ),
        }
    }
}

/// What a status that nobody retries comes to.
fn not_retried(status: u16, rule: Rule) -> Message {
    match rule {
        Rule::Current => message!(
            "{status} is final: the Runner tries again only after 408, 429, 500, 502, 503, 504 and from 512 on. This answer is the result of the request.",
            "{status} では再試行しません。Runner が再試行するのは 408、429、500、502、503、504 と 512 以上だけです。この応答がリクエストの結果になります。",
        ),
        Rule::Older => message!(
            "{status} is final: this Runner tries again only after 429. This answer is the result of the request.",
            "{status} では再試行しません。この Runner が再試行するのは 429 だけです。この応答がリクエストの結果になります。",
        ),
    }
}

/// `backOffMinDelay`.
const SHORTEST_MS: i64 = 100;

/// The longest wait of the back-off after so many others (jpillora/backoff): 100 ms doubled each
/// time, 60 s at most, which four waits never reach. With jitter the wait lies anywhere between
/// 100 ms and this.
const fn back_off(before: usize) -> i64 {
    let doubled = SHORTEST_MS << if before > 10 { 10 } else { before };
    if doubled > 60_000 { 60_000 } else { doubled }
}

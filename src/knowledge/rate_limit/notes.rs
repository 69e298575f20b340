//! What a reader should know besides the attempts.

use super::{Limit, RESET_TIME, RETRY_AFTER, Response, Rule, date, spans};
use crate::form::values::Shown;
use crate::say::{Message, message, say};

/// From how many milliseconds on two clocks are said to differ: `Date` has whole seconds, and the
/// answer was under way for a while.
const SKEW_MS: i64 = 3_000;

impl Limit {
    /// Collects the notes on a response, in the order of their weight.
    pub(super) fn notes(
        &self,
        response: &Response,
        rule: Rule,
        now_ms: i64,
        again: bool,
        notes: &mut Vec<Message>,
    ) {
        let limited = rule.retries(response.status.unwrap_or_default());
        if limited {
            self.values(response, rule, notes);
            clocks(response, self, now_ms, notes);
        }
        for (name, header) in [
            (RESET_TIME, &response.reset_time),
            (RETRY_AFTER, &response.retry_after),
        ] {
            let count = header.count;
            if count > 1 {
                notes.push(message!(
                    "{name} appears {count} times; only the first counts.",
                    "{name} が {count} 個あります。使われるのは最初の一つだけです。",
                ));
            }
        }
        let before = response.before;
        if before > 0 {
            notes.push(message!(
                "Responses before this one in the paste: {before}. The Runner goes by the last.",
                "貼り付けた内容では、この前に別の応答が {before} 個あります。Runner が判断に使うのは最後の応答です。",
            ));
        }
        if self.only_backs_off(response, rule) && response.status == Some(429) {
            notes.push(say(
                "All five attempts fall within two seconds, which few limits let pass. Have the server send Retry-After in seconds, and RateLimit-ResetTime for older Runners.",
                "5 回の試みは 2 秒以内に終わるため、たいていの制限は解除されません。サーバーには Retry-After を秒数で、古い Runner のためには RateLimit-ResetTime も送らせてください。",
            ).into());
        }
        if again {
            notes.push(say(
                "What the server answers later, the paste does not tell. These times hold when each attempt gets this same answer; a new date or another status changes all that follows.",
                "サーバーが後で何を返すかは、貼り付けた内容からは分かりません。この時刻は、毎回同じ応答が返る場合のものです。新しい日時や別のステータスが返れば、その後は変わります。",
            ).into());
        }
    }

    /// Whether no header helps.
    fn only_backs_off(&self, response: &Response, rule: Rule) -> bool {
        let waits = self.wait_ms(0).is_some() || self.after_ms.is_some();
        rule == Rule::Current && self.asks_again(response, rule) && !waits
    }

    /// Values that do not say what they were meant to.
    fn values(&self, response: &Response, rule: Rule, notes: &mut Vec<Message>) {
        let (reset, retry) = (&response.reset_time, &response.retry_after);
        let shown = Shown(&reset.value);
        match self.date {
            None if !reset.value.is_empty() => notes.push(message!(
                "RateLimit-ResetTime: “{shown}” is not a date that the Runner can read. Have the server send one such as Wed, 21 Oct 2015 07:28:00 GMT.",
                "RateLimit-ResetTime の「{shown}」を、Runner は日時として読めません。サーバーには Wed, 21 Oct 2015 07:28:00 GMT のような日時を送らせてください。",
            )),
            None if reset.count > 0 => notes.push(say(
                "RateLimit-ResetTime is empty, which is the same as none.",
                "RateLimit-ResetTime は空なので、ないのと同じです。",
            ).into()),
            Some(date) if !date.universal => notes.push(message!(
                "RateLimit-ResetTime: the zone in “{shown}” is taken for UTC, unless the Runner's own host has a zone of this name. Have the server write GMT.",
                "RateLimit-ResetTime の「{shown}」のタイムゾーンは、Runner のホスト自身が同じ名前のゾーンを使っていなければ UTC とみなされます。サーバーには GMT で書かせてください。",
            )),
            _ => {}
        }
        if rule == Rule::Current {
            let shown = Shown(&retry.value);
            if retry.count > 0 && self.seconds.is_none() {
                notes.push(message!(
                    "Retry-After: “{shown}” is not a whole number of seconds, and the Runner takes nothing else, not even a date. Have the server send, for example, Retry-After: 30.",
                    "Retry-After の「{shown}」は整数の秒数ではありません。Runner はそれ以外を受け付けず、日時も解釈しません。サーバーには Retry-After: 30 のように送らせてください。",
                ));
            } else if self.seconds.is_some() && self.after_ms.is_none() {
                notes.push(message!(
                    "Retry-After: “{shown}” is not a time to wait, so it is ignored.",
                    "Retry-After の「{shown}」は待ち時間にならないため、無視されます。",
                ));
            }
        } else if reset.value.is_empty() && self.after_ms.is_some() {
            notes.push(say(
                "Retry-After is there, but this Runner does not try again for it. From 18.3 on it does.",
                "Retry-After はありますが、この Runner はそれでは再試行しません。18.3 以降は再試行します。",
            ).into());
        }
        if let (None, None, Some(name)) = (self.date, self.after_ms, &response.unread) {
            let name = Shown(name);
            notes.push(message!(
                "“{name}” is not a header that the Runner reads: those are RateLimit-ResetTime and Retry-After.",
                "「{name}」は Runner が読むヘッダーではありません。読まれるのは RateLimit-ResetTime と Retry-After です。",
            ));
        }
    }
}

/// Clocks that differ, and a date that is past.
fn clocks(response: &Response, limit: &Limit, now_ms: i64, notes: &mut Vec<Message>) {
    let now = date::http(now_ms);
    let sent = response.date_ms();
    if let Some(sent_ms) = sent {
        let apart = now_ms.saturating_sub(sent_ms);
        if apart.saturating_abs() >= SKEW_MS {
            let (en, ja) = spans(apart / 1_000 * 1_000);
            let sent = date::http(sent_ms);
            notes.push(if apart > 0 {
                message!(
                    "Date says {sent}, and now is {now}: {en} later. Either the response is that old, or the clocks differ. To see what the Runner did at that time, set “now” to this Date; it goes by the clock of its own host alone.",
                    "Date は {sent}、現在は {now} で、{ja}後です。応答がその分古いか、時計がずれています。当時の動作を見るには「現在」をこの Date に合わせてください。Runner が使うのは自分のホストの時計だけです。",
                )
            } else {
                message!(
                    "Date says {sent}, and now is {now}: {en} earlier, so the clocks differ. The Runner goes by the clock of its own host alone.",
                    "Date は {sent}、現在は {now} で、{ja}前です。時計がずれています。Runner が使うのは自分のホストの時計だけです。",
                )
            });
        }
    }
    let Some(date) = limit.date.filter(|_| limit.wait_ms(0).is_none()) else {
        return;
    };
    let (en, ja) = spans(now_ms.saturating_sub(date.ms));
    notes.push(match sent.map(|sent| date.ms.saturating_sub(sent)) {
        Some(meant) if meant > 0 => {
            let (meant_en, meant_ja) = spans(meant);
            message!(
                "The date in RateLimit-ResetTime is {en} in the past and is ignored, but by its Date the server meant {meant_en}. If the response is not old, set both clocks.",
                "RateLimit-ResetTime の日時は {ja}前に過ぎていて使われませんが、サーバーは Date の {meant_ja}後を指定していました。古い応答でなければ、両方の時計を合わせてください。",
            )
        }
        _ => message!(
            "The date in RateLimit-ResetTime is {en} in the past, which leaves nothing to wait for.",
            "RateLimit-ResetTime の日時は {ja}前に過ぎているため、待ち時間になりません。",
        ),
    });
}

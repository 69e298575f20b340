//! Rate limits: when GitLab asks the runner to wait.

use super::{Chapter, Difference};
use crate::say::say;

const SOURCE: &str = "gitlabhq/gitlab-runner network/retry_requester.go @ d79f3e7b89ab; commit 2e73f3037 (2025-07-31)";
const SINCE: Option<&str> = Some("GitLab Runner 18.3.0");

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "rate-limits",
    title: say(
        "Rate limits: when GitLab has the runner wait",
        "レート制限：GitLab に待つよう求められたとき",
    ),
    heading: Some(say(
        "Handling rate limited requests",
        "レート限定リクエストの処理",
    )),
    paragraphs: &[
        say(
            "GitLab, or a reverse proxy before it, may limit how often an address asks, and then answers 429. Behind a corporate proxy all runners of the company come from one address and share that limit.",
            "GitLab やその手前のリバースプロキシは、接続元のアドレスごとにリクエストの回数を制限し、超えると 429 を返すことがあります。会社のプロキシの後ろでは、社内のすべてのランナーが一つのアドレスから来て、上限を分け合います。",
        ),
        say(
            "The runner sends a limited request at most {attempts} times in all, that is, it repeats it at most {retries} times. It waits until the date in RateLimit-ResetTime; without a usable one, for the seconds in Retry-After; without either, for a short time that grows with each attempt.",
            "制限されたリクエストを、ランナーは全部で {attempts} 回まで送ります（再試行は {retries} 回まで）。RateLimit-ResetTime の日時まで待ち、使える日時がなければ Retry-After の秒数だけ待ちます。どちらもなければ、待ち時間は短く、回を追うごとに長くなります。",
        ),
        say(
            "Without these headers all attempts are over within two seconds, too soon for most limits. Have the server send Retry-After in whole seconds, and RateLimit-ResetTime for runners older than 18.3.",
            "これらのヘッダーがないと、すべての試みが 2 秒以内に終わり、たいていの制限は解除されません。サーバーには Retry-After を整数の秒数で、18.3 より前のランナーのためには RateLimit-ResetTime も送らせてください。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The runner tries again after status 429 only.",
                "再試行するのは、429 を受け取ったときだけです。",
            ),
            today: say(
                "It does so after 408, 429, 500, 502, 503, 504, and from 512 on.",
                "408、429、500、502、503、504 と、512 以上で再試行します。",
            ),
            since: SINCE,
            source: SOURCE,
        },
        Difference {
            guide: say(
                "The header RateLimit-ResetTime alone is looked at.",
                "調べるヘッダーは RateLimit-ResetTime だけです。",
            ),
            today: say(
                "Retry-After counts too, when RateLimit-ResetTime gives no time to wait. It must be a whole number of seconds; a date is not read there.",
                "RateLimit-ResetTime から待ち時間が決まらなければ、Retry-After も使われます。値は整数の秒数でなければならず、日時は読まれません。",
            ),
            since: SINCE,
            source: SOURCE,
        },
        Difference {
            guide: say(
                "When RateLimit-ResetTime is not a valid date, the runner waits for a minute.",
                "RateLimit-ResetTime が有効な日時でなければ、1 分待ちます。",
            ),
            today: say(
                "There is no such minute any more: Retry-After counts then, and without it the growing wait.",
                "この 1 分はなくなりました。Retry-After が使われ、それもなければ、回を追って長くなる待ち時間が使われます。",
            ),
            since: SINCE,
            source: SOURCE,
        },
        Difference {
            guide: say(
                "Without the header the runner does nothing more and reports the error.",
                "ヘッダーがなければ何もせず、エラーを返します。",
            ),
            today: say(
                "It tries again all the same, after waits that begin at 100 milliseconds and double up to a minute, with some chance in them.",
                "その場合も再試行します。待ち時間は 100 ミリ秒から始まり、1 分を上限に倍になっていきます（ランダムなずれが加わります）。",
            ),
            since: SINCE,
            source: SOURCE,
        },
        Difference {
            guide: say(
                "All this happens five times, then the runner says “gave up due to rate limit”.",
                "これを 5 回繰り返すと「gave up due to rate limit」というエラーになります。",
            ),
            today: say(
                "The number of requests is {attempts} with the first one counted, and the last answer is returned as it is. The message does not exist any more.",
                "最初のものを含めて {attempts} 回送り、最後の応答をそのまま返します。このメッセージはなくなりました。",
            ),
            since: SINCE,
            source: SOURCE,
        },
    ],
    artifacts: &[],
    failures: &["runner-rate-limit"],
    see: &["gitlab-runner"],
};

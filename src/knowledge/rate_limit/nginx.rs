//! nginx in front of GitLab that limits its clients with headers which both rules understand:
//! `RateLimit-ResetTime` as a date of RFC 1123, and `Retry-After` in seconds.
//!
//! nginx has no variable for a date to come. What was tried with nginx 1.22 and refused:
//! `expires` and `$sent_http_expires` in the answer itself (nothing: `expires` leaves 429 alone),
//! `$sent_http_date` (empty there), and `$date_gmt` (`Thursday, 26-Nov-2026 …`, the present, and in a
//! form that Go does not take). So the answer is fetched over the loopback from a server of our own,
//! whose 200 does have `Expires`; `error_page` without `=` keeps 429 as its status. The modules njs and
//! Lua could compute the date themselves, but are not everywhere; nothing here needs more than the
//! modules that nginx is built with by default.
//!
//! The limit of nginx is a bucket that leaks, with no time at which it ends. A client that waits
//! `burst` / `rate` = 10 s finds all of it free; 30 s leaves room for clocks that differ.

use crate::say::{Say, say};
use crate::text::{File, Text};

/// How many seconds the answer asks for, in both headers.
pub const WAIT_S: u32 = 30;

/// The address of the server that computes the date; nobody else may listen there.
pub const ADDRESS: &str = "127.0.0.1:8429";

/// A part of nginx's configuration.
pub struct Snippet {
    /// Where it goes.
    pub place: Say,
    text: &'static str,
}

impl Snippet {
    /// The part itself.
    pub fn text(&self) -> Text<File> {
        Text::constant(self.text)
    }
}

/// The two parts, in the order in which they go in.
pub const SNIPPETS: [Snippet; 2] = [
    Snippet {
        place: say(
            "In http { … }, for example as /etc/nginx/conf.d/gitlab-rate-limit.conf.",
            "http { … } の中に入れます。たとえば /etc/nginx/conf.d/gitlab-rate-limit.conf というファイルにします。",
        ),
        text: include_str!("nginx/http.conf"),
    },
    Snippet {
        place: say(
            "In GitLab's server { … }, outside every location.",
            "GitLab の server { … } の中で、どの location にも入らない場所に書きます。",
        ),
        text: include_str!("nginx/server.conf"),
    },
];

/// What whoever uses them should know.
pub const NOTES: [Say; 4] = [
    say(
        "A location that has a limit_req or an error_page of its own does not take these over from the server: repeat the lines there.",
        "独自の limit_req や error_page を持つ location には、server の設定が引き継がれません。そこにも同じ行を書いてください。",
    ),
    say(
        "Behind another proxy all clients have its address: let the module realip restore theirs first.",
        "さらに別のプロキシの背後では、すべてのクライアントがそのプロキシのアドレスになります。先に realip モジュールで元のアドレスに戻してください。",
    ),
    say(
        "The date is by nginx's clock. A Runner 18.3 or newer whose clock is more than 30 seconds ahead goes by Retry-After; an older one asks five times at once and gives up. Let both hosts keep time by NTP.",
        "日時は nginx のホストの時計によるものです。時計が 30 秒より進んでいる場合、18.3 以降の Runner は Retry-After に従いますが、古い Runner はすぐに 5 回試みてあきらめます。両方のホストの時計を NTP で合わせてください。",
    ),
    say(
        "What GitLab itself answers, its own 429 included, passes through unchanged.",
        "GitLab 自身の応答は、GitLab が返す 429 も含めて、そのまま通ります。",
    ),
];

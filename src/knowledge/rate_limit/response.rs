//! A pasted response, read as Go's `http.ReadResponse` reads it.
//!
//! Judged are the status line and the headers. The framing of a body (Content-Length,
//! Transfer-Encoding) is not: the curl that printed the response has read it already.
//!
//! Where Go's versions differ, this is a newer one (after 1.19): a name or value with bytes that
//! RFC 9110, 5.1 and 5.5, forbids spoils the whole response, where older ones let it pass.

use super::{date, log};
use crate::form::values::Shown;
use crate::say::{Message, message, say};

/// The header that Runner asks first.
pub const RESET_TIME: &str = "RateLimit-ResetTime";
/// The header that Runner asks next.
pub const RETRY_AFTER: &str = "Retry-After";

/// What a paste tells of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code; none when a log line does not tell it.
    pub status: Option<u16>,
    /// `RateLimit-ResetTime`: when the limit ends, as a date.
    pub reset_time: Header,
    /// `Retry-After`: seconds to wait.
    pub retry_after: Header,
    /// `Date`: when the server thinks it answered.
    pub date: Header,
    /// How many responses came before it in the paste, such as a proxy's answer to CONNECT.
    pub before: usize,
    /// The name of another header that speaks of limits, which Runner does not read.
    pub unread: Option<String>,
    /// What a line of Runner's log told, when the paste is one.
    pub(super) line: Option<log::Line>,
}

/// The values of one header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// What Go's `Header.Get` gives: the first value; empty when there is none or it is empty.
    pub value: String,
    /// How often the header stands there.
    pub count: usize,
}

impl Response {
    /// Reads what `curl -i` or `curl -v` prints, or a line of Runner's log.
    ///
    /// Of several responses in a row (a CONNECT's 200, `100 Continue`, redirects, a proxy's 407) the
    /// last one counts, as it does for Runner. Lines before the first status line are passed over.
    ///
    /// # Errors
    /// A sentence that says what to paste instead: there is no status line and no known line of a log, Go
    /// would refuse the response, it is a proxy's refusal of CONNECT, or there are only interim responses (1xx).
    pub fn parse(paste: &str) -> Result<Response, Message> {
        // curl's words for a proxy that refused; to Go the connection failed, without any response.
        if paste.contains("CONNECT tunnel failed") || paste.contains("from proxy after CONNECT") {
            return Err(say(
                "This is the proxy's own answer to CONNECT: it opened no connection, and the Runner sees an error instead of a response, which it does not repeat. The proxy is what has to be mended.",
                "これは CONNECT に対するプロキシ自身の応答です。接続は開かれず、Runner には応答ではなくエラーが届き、再試行もされません。直す必要があるのはプロキシ側です。",
            )
            .into());
        }
        let Some(lines) = response_lines(paste) else {
            return log::read(paste);
        };
        let mut rest = lines.as_slice();
        let mut before = 0;
        loop {
            let mut response = Response::empty(status(rest[0])?);
            rest = response.headers(&rest[1..])?;
            if rest.first().is_some_and(|line| line.starts_with("HTTP/")) {
                before += 1;
                continue;
            }
            response.before = before;
            return match response.status {
                Some(100..=199) => Err(say(
                    "This is only an interim response (1xx). Paste what follows it as well: the Runner waits for the real one.",
                    "これは途中の応答（1xx）だけです。Runner はその後の本当の応答を待つので、続きも一緒に貼り付けてください。",
                )
                .into()),
                _ => Ok(response),
            };
        }
    }

    /// When the server thinks it answered, in milliseconds since the epoch: a good "now" for a
    /// response that was kept for a while.
    pub fn date_ms(&self) -> Option<i64> {
        date::read(&self.date.value).map(|date| date.ms)
    }

    pub(super) fn empty(status: Option<u16>) -> Self {
        Self {
            status,
            reset_time: Header::default(),
            retry_after: Header::default(),
            date: Header::default(),
            before: 0,
            unread: None,
            line: None,
        }
    }

    /// Takes the headers up to the blank line (`ReadMIMEHeader`); gives what comes after it.
    fn headers<'a>(&mut self, lines: &'a [Line<'a>]) -> Result<&'a [Line<'a>], Message> {
        let mut rest = lines;
        while let Some((line, after)) = rest.split_first() {
            rest = after;
            if line.is_empty() {
                break;
            }
            let shown = Shown(line);
            let refused = || {
                message!(
                    "“{shown}” is not a header, so Go refuses the whole response: the Runner reports an error and does not try again. If it belongs to the body, put a blank line before it.",
                    "「{shown}」はヘッダーではないため、Go は応答全体を受け付けません。Runner はエラーを報告し、再試行しません。本文の一部であれば、その前に空行を入れてください。",
                )
            };
            // Only the first line of a header can begin with a blank here: see below.
            if line.starts_with(BLANKS) || !line.contains(':') {
                return Err(refused());
            }
            let mut whole = line.trim_matches(BLANKS).to_owned();
            // A line that begins with a blank continues the one before (obs-fold, RFC 9112, 5.2).
            while let Some((line, after)) = rest.split_first() {
                if !line.starts_with(BLANKS) {
                    break;
                }
                whole.push(' ');
                whole.push_str(line.trim_matches(BLANKS));
                rest = after;
            }
            let (name, value) = whole.split_once(':').unwrap_or_default();
            let control = |c: char| c != '\t' && c.is_ascii_control();
            if name.is_empty() || !name.bytes().all(in_name) || value.contains(control) {
                return Err(refused());
            }
            self.header(name, value.trim_start_matches(BLANKS));
        }
        Ok(rest)
    }

    fn header(&mut self, name: &str, value: &str) {
        // A name with a blank in it is kept as it is, and so never found again: Go issue 34540.
        let header = if name.eq_ignore_ascii_case(RESET_TIME) {
            &mut self.reset_time
        } else if name.eq_ignore_ascii_case(RETRY_AFTER) {
            &mut self.retry_after
        } else if name.eq_ignore_ascii_case("Date") {
            &mut self.date
        } else {
            let lower = name.to_ascii_lowercase();
            let near = |part| lower.contains(part);
            if self.unread.is_none() && (near("ratelimit") || near("retry") || near("rate-limit")) {
                self.unread = Some(name.to_owned());
            }
            return;
        };
        if header.count == 0 {
            value.clone_into(&mut header.value);
        }
        header.count += 1;
    }
}

type Line<'a> = &'a str;

const BLANKS: [char; 2] = [' ', '\t'];

/// A byte of a header's name, a token; Go lets a blank pass.
fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~ ".contains(&byte)
}

/// The lines from the first status line on, without what stands before each of them: the `< ` of
/// `curl -v`, whose other lines are left out, or the indentation of a quotation.
fn response_lines(paste: &str) -> Option<Vec<Line<'_>>> {
    let all = || {
        let lines = paste.split('\n');
        lines.map(|line| line.strip_suffix('\r').unwrap_or(line))
    };
    let mark = all().find_map(|line| {
        let mark = &line[..line.find("HTTP/")?];
        (mark == "< " || mark.chars().all(|c| BLANKS.contains(&c))).then_some(mark)
    })?;
    let inner = |line: Line<'_>| {
        line.strip_prefix(mark)
            .is_some_and(|rest| rest.starts_with("HTTP/"))
    };
    let kept = all().skip_while(|line| !inner(line)).filter_map(|line| {
        let stripped = line.strip_prefix(mark);
        match mark {
            "< " => stripped.or((line == "<").then_some("")),
            _ => stripped.or(Some(line)),
        }
    });
    Some(kept.collect())
}

/// The status of a status line, or why Go takes it for none. HTTP/2 and HTTP/3 have no such line;
/// curl writes one with a version of one digit.
fn status(line: &str) -> Result<Option<u16>, Message> {
    let (version, rest) = line.split_once(' ').unwrap_or((line, ""));
    let code = rest.trim_start_matches(' ').split(' ').next();
    let version = match version.as_bytes() {
        b"HTTP/2" | b"HTTP/3" => true,
        [b'H', b'T', b'T', b'P', b'/', major, b'.', minor] => {
            major.is_ascii_digit() && minor.is_ascii_digit()
        }
        _ => false,
    };
    // strconv.Atoi reads a sign as well: `+12` is a status to Go.
    let code = code.filter(|code| code.len() == 3);
    let code = code.and_then(|code| u16::try_from(code.parse::<i16>().ok()?).ok());
    match code {
        Some(code) if version => Ok(Some(code)),
        _ => {
            let shown = Shown(line);
            Err(message!(
                "“{shown}” is not a status line that Go takes. It looks like HTTP/1.1 429 Too Many Requests; paste the answer as curl -i prints it.",
                "「{shown}」は、Go が受け付けるステータス行ではありません。HTTP/1.1 429 Too Many Requests のような形です。curl -i の出力をそのまま貼り付けてください。",
            ))
        }
    }
}

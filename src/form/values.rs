//! The values people type, each narrowed to what it must be, or refused with a sentence that says
//! what to do.

use super::plan::HostPort;
use crate::say::message;
use crate::say::{Message, say};
use crate::text::{Plain, Text};
use std::fmt::{self, Write};
use std::net::{Ipv4Addr, Ipv6Addr};

/// A value, or why it is none.
pub type Outcome<T> = Result<T, Message>;

/// Whether there is an `@`, before which a password may stand, or the full-width one of a Japanese
/// input method.
pub fn holds_at(text: &str) -> bool {
    // Each on its own is looked for among bytes; a set of characters would have all of them decoded.
    text.contains('@') || text.contains('＠')
}

/// How a text shows in a message: short and on one line, and not at all with an `@`, before which a
/// password may stand. A reader of parts of an answer must look at the whole of it first.
pub struct Shown<'a>(pub &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 60;
        if holds_at(self.0) {
            return f.write_str("…@…");
        }
        for c in self.0.chars().take(LONGEST) {
            if Text::typed(c.encode_utf8(&mut [0; 4])).is_some() {
                f.write_char(c)?;
            } else {
                write!(f, "{}", c.escape_unicode())?;
            }
        }
        if self.0.chars().nth(LONGEST).is_some() {
            f.write_char('…')?;
        }
        Ok(())
    }
}

/// A port: 1–65535 in plain digits.
pub fn port(text: &str) -> Outcome<u16> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    match text.parse() {
        Ok(port) if plain => Ok(port),
        _ => {
            let shown = Shown(text);
            Err(message!(
                "“{shown}” is not a port. Write a number from 1 to 65535 in plain digits.",
                "「{shown}」はポート番号ではありません。1 から 65535 までの数字を半角で書いてください。",
            ))
        }
    }
}

/// A host name or an IPv4 address (RFC 952 and RFC 1123 section 2.1, with `_`, which Docker's names
/// use). What ends in a number is an address or nothing, as browsers and resolvers read it.
pub fn host(text: &str) -> Outcome<Text<Plain>> {
    let shown = Shown(text);
    if !text.is_ascii() {
        return Err(message!(
            "“{shown}” has characters outside ASCII. Write the name in its xn--… form.",
            "「{shown}」に ASCII 以外の文字があります。xn--… の形で書いてください。",
        ));
    }
    if text.ends_with('.') && text.len() > 1 {
        return Err(message!(
            "Leave out the dot at the end of “{shown}”: clients disagree about it.",
            "「{shown}」の最後の点を取ってください。解釈がプログラムによって異なります。",
        ));
    }
    let label = |label: &str| {
        let inner = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        (1..=63).contains(&label.len())
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if text.len() > 253 || !text.split('.').all(label) {
        return Err(message!(
            "“{shown}” is not a host name. Write a name such as host.corp.example, or an IPv4 address.",
            "「{shown}」はホスト名ではありません。host.corp.example のような名前か、IPv4 アドレスを書いてください。",
        ));
    }
    let last = text.rsplit('.').next().unwrap_or_default();
    let number = last.bytes().all(|b| b.is_ascii_digit())
        || last
            .strip_prefix("0x")
            .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if number && text.parse::<Ipv4Addr>().is_err() {
        return Err(message!(
            "“{shown}” is not an IPv4 address. Write four numbers from 0 to 255, without leading zeros.",
            "「{shown}」は IPv4 アドレスではありません。0 から 255 までの数を四つ、先頭に 0 を付けずに書いてください。",
        ));
    }
    Text::typed(text)
        .ok_or_else(|| say("This is not a host name.", "これはホスト名ではありません。").into())
}

/// `host:port`, also pasted as `http://host:port/`. A host may be an IPv6 address in brackets.
pub fn host_port(line: &str) -> Outcome<HostPort> {
    let shown = Shown(line);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    let rest = match line.bytes().all(plain) {
        true => line,
        false => authority(line)?,
    };
    // `user:password:host:port` is what a person may write who knows no `@`.
    if rest.matches(':').count() > 1 && !rest.starts_with('[') {
        return Err(say(
            "There is more than one colon. Write host:port and nothing more; an IPv6 address stands in brackets: [fd00::1]:8080.",
            "コロンが二つ以上あります。ホスト:ポート だけを書いてください。IPv6 アドレスは [fd00::1]:8080 のように角括弧に入れます。",
        )
        .into());
    }
    if rest.bytes().any(|byte| matches!(byte, b'/' | b'?' | b'#')) {
        return Err(message!(
            "“{shown}” has a path. A proxy is host:port and nothing more; a PAC file's address does not belong here.",
            "「{shown}」にパスがあります。プロキシは ホスト:ポート だけです。PAC ファイルのアドレスは書けません。",
        ));
    }
    let (name, number) = match rest.rsplit_once(':') {
        Some((name, number)) if !name.is_empty() && !rest.ends_with(']') => (name, number),
        _ => {
            return Err(message!(
                "“{shown}” has no port. Write host:port, for example proxy.corp.example:8080.",
                "「{shown}」にポート番号がありません。proxy.corp.example:8080 のように ホスト:ポート と書いてください。",
            ));
        }
    };
    let port = port(number)?;
    let inside = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let host = match inside.map(str::parse::<Ipv6Addr>) {
        Some(Ok(_)) => Text::typed(name),
        Some(Err(_)) => None,
        None => Some(host(name)?),
    };
    if let Some(address) = name
        .parse::<Ipv4Addr>()
        .ok()
        .filter(|&address| is_nowhere(address))
    {
        return Err(message!(
            "{address} is no host's address. Write the proxy's own.",
            "{address} は特定のホストのアドレスではありません。プロキシ自身のアドレスを書いてください。",
        ));
    }
    let host = host.ok_or_else(|| {
        message!(
            "“{shown}” is not host:port. An IPv6 address stands in brackets: [fd00::1]:8080.",
            "「{shown}」は ホスト:ポート の形ではありません。IPv6 アドレスは [fd00::1]:8080 のように角括弧に入れてください。",
        )
    })?;
    Ok(HostPort { host, port })
}

/// What follows the scheme in a line that holds more than letters of hosts and ports.
fn authority(line: &str) -> Outcome<&str> {
    let shown = Shown(line);
    if holds_at(line) {
        return Err(say(
            "A proxy line holds no user and no password. Write host:port here, and the user in the fields below.",
            "プロキシの行にはユーザー名もパスワードも書けません。ここには ホスト:ポート だけを書き、ユーザー名は下の欄に書いてください。",
        )
        .into());
    }
    let rest = match line.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("https") => {
            return Err(message!(
                "“{shown}” asks for TLS to the proxy itself, which these programs cannot all do. Write host:port; it carries HTTPS as well.",
                "「{shown}」はプロキシ自身との TLS を求めますが、対応しないプログラムがあります。ホスト:ポート と書いてください。それで HTTPS の通信も通ります。",
            ));
        }
        Some(_) => {
            return Err(message!(
                "“{shown}” is not an HTTP proxy. Write host:port.",
                "「{shown}」は HTTP プロキシではありません。ホスト:ポート と書いてください。",
            ));
        }
        None => line,
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.contains(',') {
        return Err(say(
            "There is a comma. Write one proxy a line.",
            "コンマが入っています。プロキシは一行に一つずつ書いてください。",
        )
        .into());
    }
    Ok(rest)
}

/// docker0's IPv4 address, typed, or found in the pasted output of
/// `ip -4 -oneline addr show dev docker0`.
pub fn docker0(text: &str) -> Outcome<Ipv4Addr> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pasted = words.windows(3).find_map(|three| match three {
        [device, "inet", address] if device.trim_end_matches(':') == "docker0" => {
            address.split_once('/').map(|(address, _)| address)
        }
        _ => None,
    });
    let typed = pasted.unwrap_or(text);
    let shown = Shown(typed);
    let Ok(address) = typed.parse::<Ipv4Addr>() else {
        if typed.parse::<Ipv6Addr>().is_ok() {
            return Err(message!(
                "“{shown}” is an IPv6 address. Write docker0's IPv4 address, for example 172.17.0.1.",
                "「{shown}」は IPv6 アドレスです。172.17.0.1 のような、docker0 の IPv4 アドレスを書いてください。",
            ));
        }
        if let Some((address, _)) = typed.split_once('/')
            && address.parse::<Ipv4Addr>().is_ok()
        {
            return Err(message!(
                "“{shown}” is a network. Write the address alone: {address}.",
                "「{shown}」はネットワークの書き方です。アドレスだけを {address} と書いてください。",
            ));
        }
        return Err(message!(
            "“{shown}” is not an IPv4 address. Paste what `ip -4 -oneline addr show dev docker0` prints, or write the address, for example 172.17.0.1.",
            "「{shown}」は IPv4 アドレスではありません。`ip -4 -oneline addr show dev docker0` の出力を貼り付けるか、172.17.0.1 のようにアドレスを書いてください。",
        ));
    };
    let [first, ..] = address.octets();
    let reason = match first {
        0 => say(
            "it is no host's address",
            "どのホストのアドレスでもありません",
        ),
        127 => say(
            "containers cannot reach the host's loopback",
            "コンテナーからホストのループバックには届きません",
        ),
        224..=239 => say("it is a multicast address", "マルチキャストのアドレスです"),
        240..=255 => say(
            "it is reserved or a broadcast address",
            "予約済み、またはブロードキャストのアドレスです",
        ),
        _ => return Ok(address),
    };
    let (en, ja) = (reason.en, reason.ja);
    Err(message!(
        "docker0 cannot have the address {address}: {en}. `ip -4 -oneline addr show dev docker0` prints the right one.",
        "docker0 のアドレスは {address} ではありえません（{ja}）。正しいアドレスは `ip -4 -oneline addr show dev docker0` で分かります。",
    ))
}

/// Whether an address belongs to no single host: "this network", multicast, reserved, broadcast
/// (RFC 6890).
fn is_nowhere(address: Ipv4Addr) -> bool {
    let [first, ..] = address.octets();
    first == 0 || first >= 224
}

/// Whether an address is outside every range set aside for private use (RFC 1918, RFC 6598,
/// RFC 3927).
pub fn is_public(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    !(address.is_private() || address.is_link_local() || shared)
}

/// A GitLab instance: where it is and how it is spoken to.
pub struct Instance {
    /// Its host, in lower case.
    pub host: Text<Plain>,
    /// The port, when one is named.
    pub port: Option<u16>,
    /// False for an `http://` URL only.
    pub https: bool,
}

/// A GitLab instance, from its host or its URL. A path is left out: proxies know hosts only.
pub fn instance(text: &str) -> Outcome<Instance> {
    // Anywhere, not only in the host's part: a password with a `/` moves the `@` behind it.
    if holds_at(text) {
        return Err(say(
            "The URL holds a user. Write it without the part before the @, and without its path.",
            "URL にユーザー名が含まれています。@ より前と、パスを取ってください。",
        )
        .into());
    }
    let shown = Shown(text);
    let (https, rest) = match text.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
        Some(_) => {
            return Err(message!(
                "“{shown}” is not an http or https URL. Write the URL you open in the browser, or the host.",
                "「{shown}」は http または https の URL ではありません。ブラウザーで開く URL か、ホスト名を書いてください。",
            ));
        }
        None => (true, text),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.starts_with('[') || authority.matches(':').count() > 1 {
        return Err(message!(
            "“{shown}” is an IPv6 address, which NO_PROXY cannot carry everywhere. Write GitLab's host name.",
            "「{shown}」は IPv6 アドレスです。NO_PROXY では正しく扱われないことがあるので、GitLab のホスト名を書いてください。",
        ));
    }
    let (name, port) = match authority.split_once(':') {
        Some((name, number)) => (name, Some(self::port(number)?)),
        None => (authority, None),
    };
    let host = host(&name.to_ascii_lowercase())?;
    Ok(Instance { host, port, https })
}

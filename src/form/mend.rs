//! What a person most likely meant by an answer that was refused.
//!
//! Only what has one sensible reading is mended, and what comes out is what the answer's own reader
//! takes. Behind an `@` nothing is looked for: a password may stand there with a slash or a comma in
//! it, and a piece of it must not become somebody's host.

use super::{no_proxy, values};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The same in ASCII, as far as it was typed with a Japanese input method (full-width forms, U+FF01
/// to U+FF5E) or came with invisible characters and typographic dashes out of a document.
pub(super) fn narrow(text: &str) -> String {
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '、' | '､' => Some(','),
        '。' | '｡' => Some('.'),
        'ー' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
        _ if c.is_whitespace() => Some(' '),
        _ => Some(c),
    };
    text.chars().filter_map(one).collect()
}

/// What stands between blanks and separators, without bullets and a shell's `export`.
fn words(text: &str) -> Vec<&str> {
    const BETWEEN: &[char] = &[' ', ',', ';', '|'];
    let words = text.split(BETWEEN).map(bare);
    words
        .filter(|word| !matches!(*word, "" | "-" | "•" | "・" | "export"))
        .collect()
}

/// A word without the quotes around it and without a `HTTP_PROXY=` before it.
fn bare(mut word: &str) -> &str {
    const AROUND: &[char] = &['"', '\'', '`', '“', '”', '‘', '’', '「', '」', '(', ')'];
    let is_name = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    loop {
        word = word.trim_matches(AROUND);
        match word.split_once('=') {
            Some((name, value)) if is_name(name) => word = value,
            _ => return word,
        }
    }
}

/// The parts of a URL, or of a host without a scheme.
struct Place<'a> {
    scheme: &'a str,
    user: &'a str,
    host: &'a str,
    path: &'a str,
}

/// `None` with an `@` in the path: a password with a slash looks the same.
fn place(word: &str) -> Option<Place<'_>> {
    let (scheme, rest) = word.split_once("://").unwrap_or(("", word));
    let (authority, path) = rest.split_at(rest.find(&['/', '?', '#'][..]).unwrap_or(rest.len()));
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    (!path.contains('@')).then_some(Place {
        scheme,
        user,
        host,
        path,
    })
}

/// A number without the zeros before it.
fn number(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" if !digits.is_empty() => "0",
        rest => rest,
    }
}

/// A name without the dot at its end; an IPv4 address without the zeros before its numbers, which
/// people write to align columns. (C's `inet_aton` would read them as octal; nobody writes that.)
fn host(name: &str) -> String {
    let name = name.strip_suffix('.').unwrap_or(name);
    let four: Vec<_> = name.split('.').map(number).collect();
    let address = four.join(".");
    match address.parse::<Ipv4Addr>() {
        Ok(_) => address,
        Err(_) => name.to_owned(),
    }
}

/// The port without what people write around one.
pub(super) fn port(text: &str) -> Option<String> {
    let text = narrow(text);
    let [word] = words(&text)[..] else {
        return None;
    };
    let word = word.strip_suffix("/tcp").unwrap_or(word);
    let port = number(word.trim_start_matches(&[':', '+'][..]));
    values::port(port).is_ok().then(|| port.to_owned())
}

/// The proxies that a line names, each of them right.
pub(crate) fn proxies(line: &str) -> Option<Vec<String>> {
    let line = narrow(line);
    let words = words(&line);
    if line.contains('@') && words.len() > 1 {
        return None;
    }
    // An address and a port, copied from the two boxes of a window.
    if let [name, port] = words[..]
        && values::port(number(port)).is_ok()
    {
        let name = name.strip_suffix(':').unwrap_or(name);
        return Some(vec![proxy(&format!("{name}:{port}"))?]);
    }
    // As cntlm.conf and PAC files write them.
    let words = words
        .into_iter()
        .filter(|word| !matches!(*word, "Proxy" | "PROXY" | "DIRECT"));
    let found: Vec<_> = words.map(proxy).collect::<Option<_>>()?;
    (!found.is_empty()).then_some(found)
}

/// The address of a PAC file names the server of the file, not the proxy, and SOCKS is no HTTP.
fn proxy(word: &str) -> Option<String> {
    let place = place(word)?;
    let http = ["", "http", "https"].map(|scheme| place.scheme.eq_ignore_ascii_case(scheme));
    let path = place.path.to_ascii_lowercase();
    if !http.contains(&true) || path.contains(".pac") || path.contains(".dat") {
        return None;
    }
    let (name, port) = place.host.rsplit_once(':')?;
    let proxy = format!("{}:{}", host(name), number(port));
    values::host_port(&proxy).is_ok().then_some(proxy)
}

/// The hosts that a line of `no-proxy` names, each of them right; none where it names IPv6 only,
/// which is to be left out.
pub(crate) fn no_proxy(line: &str) -> Option<Vec<String>> {
    let line = narrow(line);
    let words = words(&line);
    if words.is_empty() || (line.contains('@') && words.len() > 1) {
        return None;
    }
    let mut found = Vec::new();
    for word in words {
        let place = place(word)?;
        if !is_ipv6(place.host) {
            found.push(network(word).or_else(|| inside(&place))?);
        }
    }
    Some(found)
}

fn is_ipv6(host: &str) -> bool {
    let inside = host.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let address = inside.map_or(host, |(address, _)| address);
    let address = address
        .split_once('%')
        .map_or(address, |(address, _)| address);
    address.parse::<Ipv6Addr>().is_ok()
}

fn inside(place: &Place) -> Option<String> {
    // What looks like a prefix length is no path, and may be a slip in either part.
    let slip = |path: &str| path.starts_with(|c: char| c.is_ascii_digit());
    if place.scheme.is_empty() && place.path.strip_prefix('/').is_some_and(slip) {
        return None;
    }
    let name = match place.host.split_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) => return None,
        None => place.host,
    };
    let below = name.strip_prefix("*.").or_else(|| name.strip_prefix('.'));
    let mut entry = host(below.unwrap_or(name));
    if below.is_some() && entry.parse::<Ipv4Addr>().is_err() {
        entry.insert(0, '.');
    }
    no_proxy::entry(&entry).is_ok().then_some(entry)
}

/// A network: with zeros before its numbers, with a netmask, or with stars (`10.*`) as Windows
/// writes it.
fn network(word: &str) -> Option<String> {
    if let Some((address, prefix)) = word.split_once('/') {
        let address: Ipv4Addr = host(address).parse().ok()?;
        let prefix = match prefix.parse::<Ipv4Addr>().map(Ipv4Addr::to_bits) {
            Ok(mask) if mask.count_ones() == mask.leading_ones() => mask.leading_ones(),
            Ok(_) => return None,
            Err(_) => number(prefix).parse().ok().filter(|bits| *bits <= 32)?,
        };
        return Some(format!("{address}/{prefix}"));
    }
    let stem = word.trim_end_matches(".*");
    let count = stem.split('.').count();
    let address: Ipv4Addr = format!("{stem}{}", ".0".repeat(4_usize.checked_sub(count)?))
        .parse()
        .ok()?;
    (stem.len() < word.len()).then(|| format!("{address}/{}", 8 * count))
}

/// GitLab's host or URL alone, also from the address that `git clone` takes.
pub(super) fn gitlab(text: &str) -> Option<String> {
    let text = narrow(text);
    let [word] = words(&text)[..] else {
        return None;
    };
    let place = place(word)?;
    let is = |scheme: &str| place.scheme.eq_ignore_ascii_case(scheme);
    let ssh = is("ssh") || (is("") && place.user == "git");
    let scheme = match () {
        () if ssh || is("") => "",
        () if is("https") => "https://",
        () if is("http") => "http://",
        () => return None,
    };
    let (name, port) = place.host.split_once(':').unwrap_or((place.host, ""));
    let mut url = format!("{scheme}{}", host(name));
    // SSH's port is not the web's, and behind `git@host:` stands a path.
    if !ssh && !port.is_empty() {
        url.push(':');
        url.push_str(number(port));
    }
    values::instance(&url).is_ok().then_some(url)
}

/// docker0's address out of what `ip`, `ifconfig` and `docker network inspect` print, also with its
/// line breaks gone: a one-line control drops them.
pub(crate) fn docker0(text: &str) -> Option<String> {
    const BETWEEN: &[char] = &[' ', ',', '"', '\'', '`', '{', '}', '[', ']', '\\'];
    let text = narrow(text);
    let words: Vec<_> = text
        .split(BETWEEN)
        .filter(|word| !word.is_empty())
        .collect();
    let found = of_interface(&words)
        .or_else(|| of_network(&words))
        .or_else(|| alone(&words))?;
    let found = found.to_string();
    values::docker0(&found).is_ok().then_some(found)
}

/// An address, without the prefix length behind it and the label of old `ifconfig` before it.
fn address(word: &str) -> Option<Ipv4Addr> {
    let word = word.strip_prefix("addr:").unwrap_or(word);
    let word = word.split_once('/').map_or(word, |(address, _)| address);
    host(word).parse().ok()
}

/// The first address between the heading of docker0 and the next one, or the `src` of its route.
fn of_interface(words: &[&str]) -> Option<Ipv4Addr> {
    let heads = |at: usize| {
        // What is up may be a flag of `<BROADCAST,MULTICAST,UP,LOWER_UP>`, split like all the rest.
        let flag = || {
            let mut before = words[..at].iter().rev();
            let edge = before.find(|word| word.starts_with('<') || word.ends_with('>'));
            edge.is_some_and(|edge| !edge.ends_with('>'))
        };
        let named = matches!(words[at], "UP" | "DOWN" | "UNKNOWN");
        let state = named && words[at - 1] != "state" && !flag();
        state
            || words[at].starts_with('<')
            || words[at].starts_with("flags=")
            || words[at] == "Link"
    };
    // Without line breaks the number that ends the last line stands before the name.
    let name = |word: &str| {
        let word = word.trim_start_matches(|c: char| c.is_ascii_digit());
        word.trim_end_matches(':') == "docker0"
    };
    let starts = (1..words.len()).filter(|at| name(words[at - 1]));
    for start in starts {
        let route = start > 1 && words[start - 2] == "dev";
        let mut rest = (start + 1..words.len()).take_while(|&at| match route {
            true => words[at] != "dev",
            false => !heads(at),
        });
        let found = match route {
            true => rest.find(|&at| words[at - 1] == "src").map(|at| words[at]),
            false if heads(start) || words[start] == "inet" => rest
                .map(|at| words[at])
                .find(|word| address(word).is_some()),
            false => None,
        };
        if let Some(found) = found.and_then(address) {
            return Some(found);
        }
    }
    None
}

/// The gateway of the one network in the JSON, when that is docker0's.
fn of_network(words: &[&str]) -> Option<Ipv4Addr> {
    let gateways = words.windows(3).filter_map(|three| match three {
        ["Gateway", ":", gateway] => address(gateway),
        _ => None,
    });
    let mut gateways: Vec<_> = gateways.collect();
    gateways.dedup();
    let docker0 = words.contains(&"docker0") || !words.contains(&"Name");
    match gateways[..] {
        [gateway] if docker0 => Some(gateway),
        _ => None,
    }
}

/// The address of an answer that holds nothing else of weight. A network's own address is not
/// docker0's, which is mostly the one after it, but not always.
fn alone(words: &[&str]) -> Option<Ipv4Addr> {
    let around = |word: &&&str| !matches!(**word, "docker0" | "docker0:" | "inet" | "addr" | "IP");
    let mut rest = words.iter().filter(around);
    let (Some(word), None) = (rest.next(), rest.next()) else {
        return None;
    };
    let place = place(bare(word))?;
    let name = match place.host.split_once(':') {
        Some((name, port)) if values::port(port).is_ok() => name,
        _ => place.host,
    };
    let address = address(name)?;
    let bits = place
        .path
        .strip_prefix('/')
        .and_then(|bits| bits.parse().ok());
    let inner = bits
        .and_then(|bits| u32::MAX.checked_shr(bits))
        .unwrap_or(0);
    let own = address.to_bits() & inner;
    (inner <= 1 || (own != 0 && own != inner)).then_some(address)
}

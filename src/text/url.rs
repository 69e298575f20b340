//! Proxy URLs: `http://user:password@host:port` (RFC 3986, sections 2.1, 2.3 and 3.2).
//!
//! Everything outside the unreserved set is percent-encoded as UTF-8, also where RFC 3986 would
//! allow a sub-delimiter in the user part: clients disagree about `+`, `;` and `&`, and an encoded
//! `$` can never meet the shell's or GitLab's variables. There is no trailing slash, because curl,
//! Go and Ruby all do without, and one form is easier to compare than two.

use super::{Plain, Text};

/// An `http://` URL or a part of one.
pub enum Url {}

/// Who logs in at the proxy, for the user part of its URL.
pub struct UserInfo<'a> {
    /// Windows domain; written as `domain\username`.
    pub domain: Option<&'a Text<Plain>>,
    /// The name.
    pub username: &'a Text<Plain>,
    /// The password; without one the URL has no `:`.
    pub password: Option<Password<'a>>,
}

/// The password of a URL.
pub enum Password<'a> {
    /// The password itself.
    Real(&'a Text<Plain>),
    /// `xxxxx`, for people, as Docker shows it.
    Masked,
}

/// One part of a URL, percent-encoded: the safe set is RFC 3986's unreserved characters.
pub fn component(text: &Text<Plain>) -> Text<Url> {
    let mut written = String::with_capacity(text.as_str().len());
    for byte in text.as_str().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                written.push(char::from(byte));
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                written.push('%');
                written.push(char::from(HEX[usize::from(byte >> 4)]));
                written.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    Text::quote(written, text)
}

/// A host in a URL: a name or an IPv4 address, or an IPv6 address in brackets, which stay.
pub fn host(host: &Text<Plain>) -> Text<Url> {
    let inside = host
        .as_str()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inside.map(str::parse::<std::net::Ipv6Addr>) {
        Some(Ok(_)) => Text::quote(host.as_str().to_owned(), host),
        _ => component(host),
    }
}

/// The whole proxy URL.
pub fn proxy(user: Option<&UserInfo<'_>>, name: &Text<Plain>, port: u16) -> Text<Url> {
    let mut url = Text::constant("http://");
    if let Some(user) = user {
        if let Some(domain) = user.domain {
            url.push(&component(domain));
            url.push(&Text::constant("%5C"));
        }
        url.push(&component(user.username));
        if let Some(password) = &user.password {
            url.push(&Text::constant(":"));
            url.push(&match password {
                Password::Real(password) => component(password),
                Password::Masked => Text::constant("xxxxx"),
            });
        }
        url.push(&Text::constant("@"));
    }
    url.push(&host(name));
    url.push(&Text::constant(":"));
    url.push(&component(&Text::number(port)));
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Text<Plain> {
        Text::typed(text).expect("one line")
    }

    #[test]
    fn a_proxy_url_has_every_part_in_its_place() {
        let (domain, username, password) = (plain("CORP"), plain("jörg"), plain("p@:/#%$ \\"));
        let user = UserInfo {
            domain: Some(&domain),
            username: &username,
            password: Some(Password::Real(&password)),
        };
        assert_eq!(
            proxy(Some(&user), &plain("proxy.corp"), 8080).as_str(),
            "http://CORP%5Cj%C3%B6rg:p%40%3A%2F%23%25%24%20%5C@proxy.corp:8080"
        );
        assert_eq!(
            proxy(None, &plain("[fd00::1]"), 80).as_str(),
            "http://[fd00::1]:80"
        );
        assert_eq!(proxy(None, &plain("[x]"), 80).as_str(), "http://%5Bx%5D:80");
    }
}

//! Proxy URLs, `http://user:password@host:port` (RFC 3986, sections 2.1, 2.3 and 3.2), and the
//! fragments of links (section 3.5).
//!
//! In a proxy URL everything outside the unreserved set is percent-encoded as UTF-8, also where RFC 3986 would
//! allow a sub-delimiter in the user part: clients disagree about `+`, `;` and `&`, and an encoded
//! `$` can never meet the shell's or GitLab's variables. There is no trailing slash, because curl,
//! Go and Ruby all do without, and one form is easier to compare than two.

use super::{Plain, Raw, Text};

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
    let safe = |_, byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    Text::quote(percent(text.as_str(), safe), text)
}

/// A value in a link's fragment, `#name=value&name=value`, which people read, and paste where other
/// programs look for the end of a link.
///
/// `:`, `/` and `,` stay as they are, so that `10.0.0.41:8080` can be read. No value ends in a mark:
/// chats take a `.`, `,`, `)` or `_` at the end of a link for the sentence around it. `~` is written
/// as `%7E` although RFC 3986 would leave it: browsers cut a fragment off at `:~:` (the fragment
/// directive of WICG's "URL Fragment Text Directives").
pub fn fragment(text: &Text<Raw>) -> Text<Url> {
    let end = text.as_str().len();
    let safe = |index, byte: u8| {
        byte.is_ascii_alphanumeric() || (b"-._:/,".contains(&byte) && index + 1 < end)
    };
    Text::quote(percent(text.as_str(), safe), text)
}

/// Writes a text as UTF-8, each byte that is not `safe` at its index as `%XX`.
fn percent(text: &str, safe: impl Fn(usize, u8) -> bool) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut written = String::with_capacity(text.len());
    for (index, byte) in text.bytes().enumerate() {
        if safe(index, byte) {
            written.push(char::from(byte));
        } else {
            written.push('%');
            written.push(char::from(HEX[usize::from(byte >> 4)]));
            written.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    written
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
        // One quotation: whoever decodes it gets one name.
        let backslash = Text::constant("\\");
        let domain = user.domain.into_iter().flat_map(|name| [name, &backslash]);
        url.push(&component(&Text::concat(domain.chain([user.username]))));
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

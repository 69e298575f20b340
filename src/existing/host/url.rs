//! The URL of a proxy taken apart, as people write them and as programs print them.

use super::words;
use crate::existing::words::PLACEHOLDER;
use crate::form::values;
use crate::say::Say;
use std::net::Ipv4Addr;

pub(super) struct Url {
    /// `host:port`.
    pub(super) proxy: String,
    pub(super) host: String,
    pub(super) login: Option<Login>,
    /// Why there is no login, or half of one.
    pub(super) note: Option<Say>,
}

#[derive(PartialEq, Eq)]
pub(super) struct Login {
    pub(super) domain: String,
    pub(super) username: String,
    pub(super) password: String,
}

impl Url {
    /// # Errors
    /// What is wrong with it; it shows nothing, because a part of it may be a password.
    pub(super) fn read(value: &str) -> Result<Self, Say> {
        let value = value.trim();
        if value.contains(PLACEHOLDER) {
            return Err(words::PLACEHOLDER);
        }
        let rest = match value.split_once("://") {
            None => value,
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
            Some((scheme, _)) if scheme.eq_ignore_ascii_case("https") => return Err(words::TLS),
            Some(_) => return Err(words::NO_URL),
        };
        // Behind the last `@`: one in a password is often written as it is.
        let (user, place) = match rest.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, rest),
        };
        let place = place.split(['/', '?', '#']).next().unwrap_or_default();
        let host_port = values::host_port(place).map_err(|_| match place.contains(':') {
            true => words::NO_URL,
            false => words::NO_PORT,
        })?;
        let (login, note) = user.map_or((None, None), login);
        Ok(Self {
            proxy: host_port.joined().as_str().to_owned(),
            host: host_port.host.as_str().to_owned(),
            login,
            note,
        })
    }

    /// Whether it is one of these addresses, or one that only this machine can have: its loopback, or
    /// the first address of a network that Docker chooses by itself (172.17.0.0/16 to 172.31.0.0/16,
    /// `ipamutils` of moby).
    pub(super) fn is_local(&self, known: &[String]) -> bool {
        if self.login.is_some() || self.note.is_some() {
            return false;
        }
        let docker = |address: Ipv4Addr| {
            let [a, b, c, d] = address.octets();
            a == 172 && (17..=31).contains(&b) && c == 0 && d == 1
        };
        self.is_loopback() || known.contains(&self.host) || self.host.parse().is_ok_and(docker)
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost") || self.host.starts_with("127.")
    }
}

/// User and password before the `@`.
fn login(text: &str) -> (Option<Login>, Option<Say>) {
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    let parts = (decoded(user), decoded(password));
    // What is cut off at a slash was never a login.
    let (Some(user), Some(password), false) = (parts.0, parts.1, text.contains(['/', '?', '#']))
    else {
        return (None, Some(words::LOGIN));
    };
    let masked = |text: &str| text.len() > 2 && text.chars().all(|c| matches!(c, 'x' | '*' | '•'));
    let (domain, name) = user.split_once('\\').unwrap_or(("", &user));
    let hidden = masked(&password);
    let login = Login {
        domain: domain.to_owned(),
        username: name.to_owned(),
        password: if hidden { String::new() } else { password },
    };
    let note = hidden.then_some(words::MASKED);
    // Docker masks the user's name as well.
    let unknown = name.is_empty() || hidden && masked(name);
    ((!unknown).then_some(login), note)
}

/// Percent-encoding undone (RFC 3986, section 2.1); nothing when it is none, or no UTF-8, or holds a
/// control character. A `%` that begins no pair is one that somebody forgot to encode.
fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| {
            bytes
                .get(at)
                .and_then(|&digit| char::from(digit).to_digit(16))
        };
        let pair = (byte == b'%').then(|| digit(at + 1).zip(digit(at + 2)));
        match pair.flatten() {
            Some((high, low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            None => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    let text = String::from_utf8(decoded).ok()?;
    (!text.contains('\u{fffd}') && !text.chars().any(char::is_control)).then_some(text)
}

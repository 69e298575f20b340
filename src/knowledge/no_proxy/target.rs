//! What a request is for.

use crate::form::values;
use crate::say::message;
use crate::say::{Message, say};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which of the two proxies and default ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `http`, port 80 by default.
    Http,
    /// `https`, port 443 by default.
    Https,
}

/// A host with scheme and perhaps a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    scheme: Scheme,
    /// In lower case, IPv6 in its shortest form (RFC 5952) and without brackets. A name may end with
    /// a dot.
    host: String,
    address: Option<IpAddr>,
    typed_port: Option<u16>,
}

impl Target {
    /// Reads what a person types: a URL, `host`, `host:port`, `[v6]:port` or a bare IPv6 address.
    ///
    /// Without a scheme it is `https`, with port 80 or 2375 `http`. `tcp://`, as in `DOCKER_HOST`,
    /// is `https` with port 2376 and else `http`.
    ///
    /// # Errors
    /// With a sentence that says what to write, for everything else.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        if text.is_empty() {
            return Err(say(
                "Name a host, for example gitlab.corp.example or https://10.0.0.5:8443/.",
                "ホストを書いてください。例：gitlab.corp.example、https://10.0.0.5:8443/",
            )
            .into());
        }
        // Before an @ a password may stand, which no message may repeat.
        if values::holds_at(text) {
            return Err(say(
                "There is an @. Write the host alone, without user name and password.",
                "@ が入っています。ユーザー名とパスワードを取り、ホストだけを書いてください。",
            )
            .into());
        }
        let shown = values::Shown(text);
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, text),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (name, port) = Self::split(authority);
        let typed_port = port.map(values::port).transpose()?;
        let plain = matches!(typed_port, Some(80 | 2375));
        let scheme = match scheme.as_deref() {
            Some("http") => Scheme::Http,
            Some("https") => Scheme::Https,
            Some("tcp") if typed_port == Some(2376) => Scheme::Https,
            Some("tcp") => Scheme::Http,
            None if plain => Scheme::Http,
            None => Scheme::Https,
            Some(_) => {
                return Err(message!(
                    "“{shown}” is neither http nor https, and only these go through the proxy. Write a host, or a URL with http:// or https://.",
                    "「{shown}」は http でも https でもありません。プロキシを通るのはこの二つだけです。ホスト、または http:// か https:// で始まる URL を書いてください。",
                ));
            }
        };
        let target = if name.contains(':') {
            name.parse().ok().and_then(Self::v6)
        } else {
            // Some clients take the dot of the root for a part of the name.
            let bare = name.strip_suffix('.').unwrap_or(name);
            let host = values::host(&bare.to_ascii_lowercase())?;
            let dot = if bare.len() < name.len() { "." } else { "" };
            Self::name(&format!("{}{dot}", host.as_str()))
        };
        let target = target.ok_or_else(|| {
            message!(
                "“{shown}” is not a host. Write a name, an IPv4 address such as 10.0.0.5, or an IPv6 address such as [fd00::1], without a zone.",
                "「{shown}」はホストではありません。ホスト名、10.0.0.5 のような IPv4 アドレス、または [fd00::1] のような IPv6 アドレス（ゾーンなし）を書いてください。",
            )
        })?;
        Ok(Self {
            scheme,
            typed_port,
            ..target
        })
    }

    /// Host, without brackets, and port of what stands between `//` and `/`.
    fn split(authority: &str) -> (&str, Option<&str>) {
        if let Some(inside) = authority.strip_prefix('[') {
            return match inside.split_once(']') {
                Some((host, "")) => (host, None),
                Some((host, rest)) => (host, Some(rest.strip_prefix(':').unwrap_or(rest))),
                None => (authority, None),
            };
        }
        match authority.split_once(':') {
            Some((host, port)) if !port.contains(':') => (host, Some(port)),
            _ => (authority, None),
        }
    }

    /// An IPv6 address; none that holds an IPv4 address, which each client writes its own way.
    fn v6(address: Ipv6Addr) -> Option<Self> {
        let holds_v4 = address.to_ipv4().is_some();
        let known = address.is_loopback() || address.is_unspecified() || !holds_v4;
        known.then(|| Self {
            scheme: Scheme::Https,
            host: address.to_string(),
            address: Some(IpAddr::V6(address)),
            typed_port: None,
        })
    }

    /// A name or an IPv4 address.
    fn name(host: &str) -> Option<Self> {
        let address = host.parse::<Ipv4Addr>();
        // An address with the root's dot: some clients connect to it, others look it up.
        let dotted = host.strip_suffix('.').map(str::parse::<Ipv4Addr>);
        (!matches!(dotted, Some(Ok(_)))).then(|| Self {
            scheme: Scheme::Https,
            host: host.to_owned(),
            address: address.ok().map(IpAddr::V4),
            typed_port: None,
        })
    }

    /// Its scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The name or address, an IPv6 address without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host as it stands in a URL.
    pub(super) fn host_in_url(&self) -> String {
        match self.address {
            Some(IpAddr::V6(_)) => format!("[{}]", self.host),
            _ => self.host.clone(),
        }
    }

    /// The address, if the host is one.
    pub(super) fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// The port, if it was typed.
    pub(super) fn typed_port(&self) -> Option<u16> {
        self.typed_port
    }

    /// The port, typed or the scheme's own.
    pub fn port(&self) -> u16 {
        self.typed_port.unwrap_or(match self.scheme {
            Scheme::Http => 80,
            Scheme::Https => 443,
        })
    }
}

/// The URL of it, with a port when one was typed.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}", self.host_in_url())?;
        match self.typed_port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Lang;

    #[test]
    fn what_people_type() {
        for (typed, meant) in [
            ("gitlab.corp.example", "https://gitlab.corp.example"),
            (" GitLab.Corp.Example. ", "https://gitlab.corp.example."),
            ("http://a.test/b?c#d", "http://a.test"),
            ("HTTPS://a.test:8443", "https://a.test:8443"),
            ("a.test:80", "http://a.test:80"),
            ("tcp://docker:2375", "http://docker:2375"),
            ("tcp://docker:2376", "https://docker:2376"),
            ("10.1.2.3:5000", "https://10.1.2.3:5000"),
            ("FD00:0::1", "https://[fd00::1]"),
            ("[fd00::1]:8080", "https://[fd00::1]:8080"),
            ("::1", "https://[::1]"),
        ] {
            let target = Target::parse(typed).unwrap_or_else(|e| unreachable!("{typed}: {e:?}"));
            assert_eq!(target.to_string(), meant, "{typed}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused_and_no_password_repeated() {
        for typed in [
            "",
            " ",
            "a b",
            "ssh://a.test",
            "a.test:",
            "a.test:0",
            "a.test:65536",
            "10.1.2",
            "10.1.2.3.",
            "::ffff:10.1.2.3",
            "[fd00::1",
            "[fd00::1]80x",
            "fe80::1%eth0",
            "bücher.test",
            "*.a.test",
            "http://",
            "a..test",
            "https://u:hunter2@a.test",
            "u:hunter2＠a.test",
        ] {
            let refused = Target::parse(typed).expect_err(typed);
            for lang in Lang::ALL {
                assert!(!refused.pick(lang).contains("hunter2"), "{typed}");
            }
        }
    }
}

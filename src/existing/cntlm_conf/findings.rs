//! What is wrong in a `cntlm.conf`, or worth knowing: line, reason, cure.

use super::lines::{Form, LONGEST, Line, Setting, everywhere, unquoted};
use super::{Document, words};
use crate::existing::Finding;
use crate::existing::findings::Findings;
use crate::form::plan::{CntlmVersion, Credential, LocalProxy, Plan};

/// Of these the first line counts.
const SINGLE: [&str; 12] = [
    "Username",
    "Domain",
    "Password",
    "PassNTLMv2",
    "PassNT",
    "PassLM",
    "Workstation",
    "Auth",
    "Flags",
    "Gateway",
    "ISAScannerSize",
    "NTLMToBasic",
];

/// Of these all count. `Pac` is of 0.94.
const MANY: [&str; 11] = [
    "Proxy",
    "Listen",
    "Tunnel",
    "NoProxy",
    "Header",
    "Allow",
    "Deny",
    "ISAScannerAgent",
    "SOCKS5Proxy",
    "SOCKS5Users",
    "Pac",
];

/// What is kept of them is short.
const SHORT: [&str; 5] = ["Username", "Domain", "Password", "Workstation", "Auth"];

/// The words that `Auth` takes.
const AUTHS: [&str; 6] = ["NTLMv2", "NTLM2SR", "NT", "NTLM", "LM", "GSS"];

struct Look<'a> {
    document: &'a Document<'a>,
    findings: Findings,
    local: Option<&'a LocalProxy>,
    /// Whether a listener without an address is one for all of them.
    gateway: bool,
    /// Whether some clients are denied.
    denies: bool,
    /// The ports of all listeners, sorted.
    ports: Vec<&'a str>,
}

pub(super) fn all(document: &Document, plan: Option<&Plan>) -> Vec<Finding> {
    let mut look = Look {
        document,
        findings: Findings::of(document.text),
        local: plan.and_then(Plan::local_proxy),
        gateway: false,
        denies: false,
        ports: Vec::new(),
    };
    let gateway = look.values("Gateway").first().copied();
    look.gateway = gateway.is_some_and(|value| is(value, "yes"));
    // An address alone is itself, not its network.
    let rules = look.values("Deny");
    look.denies = rules.iter().any(|rule| !matches!(*rule, "0" | "0.0.0.0"));
    look.ports = look.values("Listen").into_iter().map(port).collect();
    look.ports.sort_unstable();
    look.whole();
    let mut seen: Vec<&str> = Vec::new();
    for line in &document.lines {
        look.line(line, &mut seen);
    }
    look.findings.in_order()
}

fn is(key: &str, other: &str) -> bool {
    key.eq_ignore_ascii_case(other)
}

fn is_of(key: &str, keys: &[&str]) -> bool {
    keys.iter().any(|other| is(key, other))
}

/// Whether cntlm knows this key.
pub(in crate::existing) fn is_known(key: &str) -> bool {
    is_of(key, &SINGLE) || is_of(key, &MANY)
}

impl<'a> Look<'a> {
    fn key(&self, option: &Setting) -> &'a str {
        &self.document.text[option.key.clone()]
    }

    /// Whether cntlm reads a line with this key.
    fn has(&self, key: &str) -> bool {
        let lines = self.document.lines.iter().filter(|line| line.read);
        let mut options = lines.filter_map(|line| line.option.as_ref());
        options.any(|option| is(self.key(option), key) && option.form != Form::Nothing)
    }

    /// The values of the lines with this key that cntlm reads.
    fn values(&self, key: &str) -> Vec<&'a str> {
        let lines = self.document.lines.iter().filter(|line| line.read);
        let options = lines.filter_map(|line| line.option.as_ref());
        let of_key = options.filter(|option| is(self.key(option), key));
        let written = of_key.filter(|option| matches!(option.form, Form::Bare | Form::Quoted));
        let value = |option: &Setting| unquoted(&self.document.text[option.value.clone()]);
        written.map(value).collect()
    }

    /// What is wrong with the file as a whole.
    fn whole(&mut self) {
        let text = self.document.text;
        if text.starts_with('\u{feff}') || text.starts_with("\u{ef}\u{bb}\u{bf}") {
            self.findings.add(0, &words::MARK);
        }
        for (key, words) in [
            ("Listen", &words::NO_LISTEN),
            ("Proxy", &words::NO_PROXY_LINE),
        ] {
            if !self.has(key) {
                self.findings.add_whole(words);
            }
        }
    }

    fn line(&mut self, line: &Line, seen: &mut Vec<&'a str>) {
        let at = line.range.start;
        let text = &self.document.text[line.range.clone()];
        let cut = line.range.end < self.document.text.len();
        if !line.ended && cut && text.chars().count() == LONGEST {
            self.findings.add(at, &words::TOO_LONG);
        }
        let Some(option) = &line.option else {
            return;
        };
        if !line.read {
            self.findings.add(at, &words::NO_NEWLINE);
        }
        let key = self.key(option);
        if is(key, "SOCKS5User") {
            self.findings.add(at, &words::SOCKS_USER);
        } else if !is_known(key) {
            // A byte order mark has been named.
            if !key.is_empty() || at > 0 {
                self.findings.add(at, &words::UNKNOWN);
            }
            return;
        }
        match option.form {
            Form::Nothing => return self.findings.add(at, &words::NOTHING),
            Form::EmptyQuotes => return self.findings.add(at, &words::EMPTY_QUOTES),
            Form::Unclosed => return self.findings.add(at, &words::UNCLOSED),
            Form::Bare | Form::Quoted => {}
        }
        let written = &self.document.text[option.value.clone()];
        if option.key.end == option.value.start && option.form == Form::Bare {
            self.findings.add(at, &words::GLUED);
        } else if written.starts_with(['=', ':']) {
            self.findings.add(at, &words::EQUALS);
        }
        let single = SINGLE.iter().find(|single| is(key, single));
        if let Some(single) = single {
            if seen.contains(single) {
                return self.findings.add(at, &words::TWICE);
            }
            seen.push(single);
        }
        self.value(at, single.copied().unwrap_or(key), unquoted(written));
    }

    /// A value that counts.
    fn value(&mut self, at: usize, key: &str, value: &str) {
        self.length(at, key, value);
        match key {
            "Username" if value.contains('\\') => self.findings.add(at, &words::LOGON_NAME),
            "Username" | "Domain" if value.chars().any(|c| c > '\u{ff}') => {
                self.findings.add(at, &words::NOT_LATIN);
            }
            "Password" => self.findings.add(at, &words::PLAIN),
            "PassNTLMv2" | "PassNT" | "PassLM" => self.hash(at, key, value),
            "Auth" => self.auth(at, value),
            _ if is(key, "Proxy") && !is_proxy(value) => self.findings.add(at, &words::PROXY),
            _ if is(key, "Listen") => self.listen(at, value),
            _ => {}
        }
    }

    fn listen(&mut self, at: usize, value: &str) {
        if !is_listener(value) {
            return self.findings.add(at, &words::LISTEN);
        }
        let open = everywhere(value, self.gateway);
        if let Some(open) = open {
            if !self.denies {
                self.findings.add(at, &words::OPEN);
            }
            let first = self.ports.partition_point(|port| *port < open);
            if self.ports.get(first + 1) == Some(&open) {
                self.findings.add(at, &words::TAKEN);
            }
        }
        let Some(local) = self.local else {
            return;
        };
        if open == Some(&*local.port.to_string()) {
            self.findings.add(at, &words::EVERYWHERE);
        } else if value != format!("{}:{}", local.docker0, local.port) {
            self.findings.add(at, &words::ALSO_LISTENS);
        }
    }

    /// How much of a value is kept: by the plan's CNTLM; where there is no plan, by any.
    fn length(&mut self, at: usize, key: &str, value: &str) {
        let version = self.local.map(|local| local.version);
        if is(key, "Proxy") {
            // 0.94 keeps more than any name has.
            let host = value.rsplit_once(':').map_or(value, |(host, _)| host);
            if host.chars().count() > 63 && version != Some(CntlmVersion::V094) {
                self.findings.add(at, &words::HOST_CUT);
            }
        } else if is_of(key, &SHORT) {
            let since = if key == "Password" { 256 } else { 63 };
            let length = value.chars().count();
            if length > since || length > 49 && version == Some(CntlmVersion::V092) {
                self.findings.add(at, &words::CUT);
            } else if length > 49 && version.is_none() {
                self.findings.add(at, &words::CUT_BEFORE);
            }
        }
    }

    fn hash(&mut self, at: usize, key: &str, value: &str) {
        let digits = |length| value.len() == length && value.bytes().all(|b| b.is_ascii_hexdigit());
        if !digits(32) {
            return self.findings.add(at, &words::NO_HASH);
        }
        if self.has("Password") {
            return self.findings.add(at, &words::PASSWORD_WINS);
        }
        let Some(local) = self.local.filter(|_| key == "PassNTLMv2") else {
            return;
        };
        if let Credential::Hash(Some(hash)) = &local.credential {
            let other = match local.version {
                CntlmVersion::V092 => CntlmVersion::V094,
                CntlmVersion::V094 => CntlmVersion::V092,
            };
            if is(value, hash.written_for(other).as_str()) {
                self.findings.add(at, &words::OTHER_FORM);
            } else if !is(value, hash.written_for(local.version).as_str()) {
                self.findings.add(at, &words::OTHER_HASH);
            }
        }
    }

    fn auth(&mut self, at: usize, value: &str) {
        if !is_of(value, &AUTHS) {
            return self.findings.add(at, &words::AUTH);
        }
        let others = ["Password", "PassNT", "PassLM"];
        let alone = self.has("PassNTLMv2") && !others.iter().any(|key| self.has(key));
        if alone && !is(value, "NTLMv2") && !is(value, "GSS") {
            self.findings.add(at, &words::OTHER_AUTH);
        }
    }
}

/// `host:port`. 0.94 also takes an IPv6 address in brackets.
fn is_proxy(value: &str) -> bool {
    let Some((host, port)) = value.trim_end_matches('/').rsplit_once(':') else {
        return false;
    };
    let host_is_one = !host.is_empty() && !host.contains(['/', ' ', '\t', ',']);
    host_is_one && port.parse::<u16>().is_ok_and(|port| port > 0)
}

/// The port of a listener.
fn port(value: &str) -> &str {
    value.rsplit_once(':').map_or(value, |(_, port)| port)
}

/// A port alone, or with an address or a host name before it.
fn is_listener(value: &str) -> bool {
    let (host, port) = value.rsplit_once(':').unwrap_or(("localhost", value));
    let interface = host.starts_with("docker") && !host.contains('.');
    let host_is_one = !host.is_empty() && !interface && !host.contains(['/', ' ', '\t', ',']);
    host_is_one && port.parse::<u16>().is_ok_and(|port| port > 0)
}

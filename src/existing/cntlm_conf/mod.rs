//! `cntlm.conf`: its lines, what is wrong in them, and those of a plan put in place.
//!
//! Of most keys the first line counts; of `Proxy` and `Listen` all do. What a plan's file holds is
//! set where it stands, and what goes against it is taken out: another password or hash, another
//! proxy. Everything else stays: comments, `Header`, `Tunnel`, `Allow`, `NoProxy`, and listeners
//! for others.
//!
//! The text's characters are the bytes of the file (ISO-8859-1), as cntlm takes them.
//!
//! ```
//! use runner_proxy::existing::cntlm_conf::Document;
//! use runner_proxy::form::{self, Form};
//!
//! let old = "# ours\nUsername  bob # since May\nPassword  old\nProxy     old:8080\nAllow 127.0.0.1\n";
//! let form = br#"{"proxies": "10.0.0.41:8080", "username": "alice", "secret": "plain", "password": "new"}"#;
//! let plan = form::read(&Form::from_json(form).expect("a form")).plan;
//! let merged = Document::read(old).expect("small").merge(&plan);
//! assert_eq!(merged.text, "# ours\nUsername  alice # since May\nPassword  new\n\
//!     Proxy     10.0.0.41:8080\nListen    172.17.0.1:3128\nAllow 127.0.0.1\n");
//! ```

use super::{Change, Edit, Finding, Merged, NotRead, limit, secrets};
use crate::form::plan::{Credential, LocalProxy, Plan};
use edits::Edits;
pub(super) use findings::is_known;
use lines::{Line, unquoted};
use std::ops::Range;

mod edits;
mod findings;
mod lines;
mod settings;
mod words;

/// The keys that hold what cntlm logs in with. A `Password` wins over the hashes.
const CREDENTIALS: [&str; 4] = ["Password", "PassNTLMv2", "PassNT", "PassLM"];

/// A file that has been read.
pub struct Document<'a> {
    text: &'a str,
    lines: Vec<Line>,
}

impl<'a> Document<'a> {
    /// Reads a cntlm.conf, of which cntlm refuses no line as such.
    ///
    /// # Errors
    /// When it is larger than [`LARGEST`](limit::LARGEST).
    pub fn read(text: &'a str) -> Result<Self, NotRead> {
        limit::check(text)?;
        let lines = lines::lines(text);
        Ok(Self { text, lines })
    }

    /// What is wrong in it; with a plan also what goes against that plan. In the order of the lines.
    pub fn findings(&self, plan: Option<&Plan>) -> Vec<Finding> {
        findings::all(self, plan)
    }

    /// Where secrets stand, in order: passwords and hashes, headers, users of SOCKS, addresses with a
    /// password, and the same in comments and behind a key that is mistyped. What shows the text to
    /// people shows something else there.
    pub fn secrets(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for line in &self.lines {
            let start = line.range.start;
            let end = start + self.text[line.range.clone()].trim_end().len();
            let known = line.option.as_ref().filter(|option| {
                let key = &self.text[option.key.clone()];
                is_secret(key) || findings::is_known(key)
            });
            let comment = match known {
                // What is behind a `#` may be the rest of a password.
                Some(option) if is_secret(&self.text[option.key.clone()]) => {
                    found.push(option.value.start..end.max(option.value.start));
                    continue;
                }
                Some(option) => {
                    let value = option.value.clone();
                    if secrets::has_login(&self.text[value.clone()]) {
                        found.push(value.clone());
                    }
                    value.end..end.max(value.end)
                }
                None => start..end,
            };
            let names = ["header", "socks5user"];
            let inside = secrets::in_comment(&self.text[comment.clone()], &names);
            let inside = inside.into_iter();
            found.extend(inside.map(|at| at.start + comment.start..at.end + comment.start));
        }
        secrets::in_sequence(found)
    }

    /// Puts the lines of a plan in. A plan without CNTLM needs none.
    pub fn merge(&self, plan: &Plan) -> Merged {
        let mut edits = Edits::new(self.text, &self.lines);
        if let Some(local) = plan.local_proxy() {
            edits.merge(local);
        }
        let (edits, changes) = edits.done();
        Merged::new(self.text, edits, changes, self.findings(Some(plan)))
    }
}

/// Whether this key, perhaps a mistyped one, holds a secret.
fn is_secret(key: &str) -> bool {
    const OTHERS: [&str; 3] = ["Header", "SOCKS5Users", "SOCKS5User"];
    let begins = key
        .get(..3)
        .is_some_and(|first| first.eq_ignore_ascii_case("Pas"));
    begins || OTHERS.iter().any(|other| other.eq_ignore_ascii_case(key))
}

impl Edits<'_> {
    fn merge(&mut self, local: &LocalProxy) {
        let domain = local.domain.as_ref().map(|domain| domain.as_str());
        // Before they are set: whose the password is that stands there.
        let same_user = self.is_first("Username", Some(local.username.as_str()))
            && self.is_first("Domain", domain);
        self.single("Username", Some(local.username.as_str()));
        self.single("Domain", domain);
        match &local.credential {
            Credential::Hash(Some(hash)) => {
                let hash = hash.written_for(local.version);
                self.credential("PassNTLMv2", hash.as_str());
            }
            Credential::Hash(None) => self.credential("PassNTLMv2", "missing-password"),
            Credential::Plain(password) => self.credential("Password", password.as_str()),
            Credential::Ask => match self.with(&CREDENTIALS).first() {
                // Made on the host already.
                Some(&index) if same_user => self.keep(index),
                _ => self.credential("PassNTLMv2", "not-set-yet"),
            },
        }
        let proxies: Vec<_> = local.proxies.iter().map(|proxy| proxy.joined()).collect();
        let old = self.with(&["Proxy"]);
        for (&index, proxy) in old.iter().zip(&proxies) {
            self.set(index, "Proxy", proxy.as_str());
        }
        for &index in old.iter().skip(proxies.len()) {
            self.remove(index);
        }
        for proxy in proxies.iter().skip(old.len()) {
            self.add("Proxy", proxy.as_str());
        }
        self.listen(local);
    }

    /// Whether the first line with this key says so already, in any case of letters.
    fn is_first(&self, key: &str, value: Option<&str>) -> bool {
        let first = self.with(&[key]).first().map(|&index| self.value(index));
        match (first, value) {
            (None, None) => true,
            (Some(Some(old)), Some(new)) => old.eq_ignore_ascii_case(unquoted(new)),
            _ => false,
        }
    }

    /// Whether a listener without an address is one for all of them.
    fn is_gateway(&self) -> bool {
        let first = self.with(&["Gateway"]).first().copied();
        first.is_some_and(|index| {
            let yes = self
                .value(index)
                .is_some_and(|value| value.eq_ignore_ascii_case("yes"));
            yes && self.is_read(index)
        })
    }

    /// A key of which the first line counts.
    fn single(&mut self, key: &'static str, value: Option<&str>) {
        let mut old = self.with(&[key]).into_iter();
        if let Some(value) = value {
            match old.next() {
                Some(first) => self.set(first, key, value),
                None => self.add(key, value),
            }
        }
        old.for_each(|index| self.remove(index));
    }

    /// One line to log in with, in the place of all others.
    fn credential(&mut self, key: &'static str, value: &str) {
        let all = self.with(&CREDENTIALS);
        let same = all
            .iter()
            .find(|&&index| self.key(index).eq_ignore_ascii_case(key));
        let Some(&kept) = same.or(all.first()) else {
            self.add(key, value);
            return self.auth(key);
        };
        let digits = |text: &str| key != "Password" && text.eq_ignore_ascii_case(value);
        if same.is_some() && self.value(kept).is_some_and(digits) {
            self.keep(kept);
        } else {
            self.set(kept, key, value);
        }
        for index in all {
            if index != kept {
                self.remove(index);
            }
        }
        self.auth(key);
    }

    /// Leaves a line as it is, but for the newline without which it is not read.
    fn keep(&mut self, index: usize) {
        self.last = Some(index);
        let (key, value) = (self.key(index), self.value(index));
        let known = CREDENTIALS
            .iter()
            .find(|known| known.eq_ignore_ascii_case(key));
        if let (false, Some(known), Some(value)) = (self.is_read(index), known, value) {
            self.set(index, known, value);
        }
    }

    /// Another way to log in than by the hash that stands there fails. A password serves them all.
    fn auth(&mut self, key: &str) {
        let all = self.with(&["Auth"]);
        let Some(&first) = all.first() else {
            return;
        };
        let fits = |value: &str| value.eq_ignore_ascii_case("NTLMv2");
        if key == "PassNTLMv2" && !self.value(first).is_some_and(fits) {
            let last = self.last;
            self.single("Auth", Some("NTLMv2"));
            self.last = last;
        }
    }

    /// Other programs may use other listeners, which stay. One at docker0's address, or at another
    /// address of Docker's own (it takes its networks from 172.16.0.0/12), is an older one of ours.
    ///
    /// One for all addresses with our port serves docker0 too, and cntlm could not open ours beside
    /// it: "Cannot bind port 3128: Address already in use!", after which it runs on without.
    fn listen(&mut self, local: &LocalProxy) {
        let wanted = format!("{}:{}", local.docker0, local.port);
        let all = self.with(&["Listen"]);
        let is_wanted = |index: &&usize| self.value(**index) == Some(&wanted);
        let is_ours = |index: &&usize| {
            let value = self.value(**index).unwrap_or_default();
            let host = value.split([':', ' ', '\t']).next().unwrap_or_default();
            let address = host.parse::<std::net::Ipv4Addr>();
            address.is_ok_and(|address| {
                let [first, second, ..] = address.octets();
                address == local.docker0 || (first == 172 && (16..32).contains(&second))
            })
        };
        let by_gateway = self.is_gateway();
        let port = local.port.to_string();
        let open = all.iter().find(|index| {
            let everywhere = lines::everywhere(self.value(**index).unwrap_or_default(), by_gateway);
            everywhere == Some(&*port)
        });
        if let Some(&index) = open {
            let value = self.value(index).unwrap_or_default();
            return self.set(index, "Listen", value);
        }
        let found = all
            .iter()
            .find(is_wanted)
            .or_else(|| all.iter().find(is_ours));
        match found.copied() {
            Some(index) => self.set(index, "Listen", &wanted),
            None => {
                self.last = all.last().copied().or(self.last);
                self.add("Listen", &wanted);
            }
        }
    }
}

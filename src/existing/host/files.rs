//! Pieces that are files of a host, or parts of such files, each read by its own reader.

use super::facts::{Ear, MOST, What};
use super::pieces::{Lines, is_heading, is_section};
use super::url::Url;
use super::words;
use crate::existing::{Told, cntlm_conf, config_toml, drop_in, json};
use crate::form::{fields, mend, values};
use crate::say::Say;

/// How often something that begins like a config.toml is tried to its end and is none; each time
/// costs as much as all that follows.
const MOST_BROKEN: usize = 4;

impl Ear {
    /// Certificates, as long as one follows another.
    pub(super) fn certificate(&mut self, lines: &mut Lines) {
        let first = lines.number;
        let mut ended = false;
        let block = lines.take_while(&mut |line| {
            let goes_on = !ended && !is_heading(line);
            ended |= line.trim_start().starts_with("-----END ");
            goes_on
        });
        self.recognise(words::CERTIFICATE, first, lines.number);
        self.answer(first, &fields::CA, block);
    }

    pub(super) fn config_toml(&mut self, lines: &mut Lines) {
        let first = lines.number;
        let begins =
            |line: &str| is_heading(line) || is_section(line) || line.starts_with("-----BEGIN ");
        let mut region = lines.take_while(&mut |line| !begins(line));
        let mut document = config_toml::Document::read(region);
        if let Err(refused) = &document
            && self.broken < MOST_BROKEN
        {
            // Something else begins where it is TOML no more, or it is broken there.
            self.broken += 1;
            let number = refused.line.max(2);
            let start = line_start(region, number);
            let broken = region[start..].lines().next().unwrap_or_default();
            let is_key = refused.line < 2 || broken.contains(" = ");
            lines.back_to(start, region, first + number - 1);
            region = &region[..start];
            match config_toml::Document::read(region) {
                Ok(read) if !is_key => document = Ok(read),
                _ => {}
            }
        }
        self.recognise(words::CONFIG_TOML, first, lines.number);
        let document = match document {
            Ok(document) => document,
            Err(refused) => return self.leave_told(first + refused.line - 1, refused.expected),
        };
        let at = Places::of(region, first);
        for runner in document.kept() {
            let line = at.line(runner.at);
            if !runner.url.is_empty() {
                let url = runner.url.trim_end_matches('/');
                match values::instance(url) {
                    Ok(_) => self.answer(line, &fields::GITLAB, url),
                    Err(_) => self.leave(line, words::NO_GITLAB),
                }
            }
            for (place, entry) in &runner.environment {
                let (name, value) = entry.split_once('=').unwrap_or((entry, ""));
                if let Some(value) = collapsed(value) {
                    self.variable(at.line(*place), name, &value);
                } else if name.to_ascii_lowercase().ends_with("_proxy") {
                    self.leave(at.line(*place), words::EXPANDED);
                }
            }
            self.job_script(&runner.before_build, line, "pre-build-script");
            let has = |volume: &str| runner.volumes.iter().any(|one| one.starts_with(volume));
            if let (true, Some(kind)) = (runner.privileged, dind(has)) {
                self.answer(line, &fields::DIND, kind);
            }
        }
    }

    /// A unit of systemd, or a drop-in of one, for the service that a line before it names.
    pub(super) fn unit(&mut self, lines: &mut Lines, hint: &str) {
        let first = lines.number;
        let service = service(hint);
        let (mut open, mut service_before) = (false, false);
        let text = lines.take_while(&mut |line| {
            // The next file begins with the section that comes first, or with its name.
            let other = service_before && line.trim() == "[Unit]";
            let goes_on = open || (is_unit(line, service) && !other);
            // A comment does not end what goes on behind it.
            let comment = line.trim_start().starts_with(['#', ';']);
            open = if comment { open } else { line.ends_with('\\') };
            if is_section(line) || is_heading(line) {
                service_before = line.trim() == "[Service]";
            }
            goes_on
        });
        let document = match drop_in::Document::docker(text) {
            Ok(document) => document,
            Err(refused) => {
                self.recognise(words::UNIT, first, lines.number);
                return self.leave_told(first + refused.line - 1, refused.expected);
            }
        };
        let told = document.variables_there();
        let after = document.names("Unit", "After", "cntlm.service");
        let before = document.names("Unit", "After", "docker.service")
            && document.names("Unit", "Wants", "docker.service");
        let what = match service {
            "docker" => words::DOCKER_DROP_IN,
            "gitlab-runner" => words::RUNNER_DROP_IN,
            "cntlm" => words::CNTLM_DROP_IN,
            _ if after => words::RUNNER_DROP_IN,
            _ if before => words::CNTLM_DROP_IN,
            _ => words::UNIT,
        };
        if what == words::CNTLM_DROP_IN {
            if document.names("Service", "Group", "nogroup") {
                self.answer(first, &fields::CNTLM, "0.94");
            } else if before {
                self.answer(first, &fields::CNTLM, "0.92");
            }
        } else if told.is_empty() && !after {
            return;
        }
        self.recognise(what, first, lines.number);
        let known = self.facts.len();
        self.variables_of(&told, text, first);
        if what == words::DOCKER_DROP_IN && known < self.facts.len() {
            self.answer(first, &fields::DAEMON, "drop-in");
        }
        if after {
            self.with_cntlm(first, known);
        }
    }

    /// What these facts name as the proxy is CNTLM.
    fn with_cntlm(&mut self, line: usize, known: usize) {
        self.answer(line, &fields::ROUTE, "cntlm");
        let mut facts = self.facts[known..].iter();
        let proxy = facts.find(|fact| fact.what == What::Proxy);
        let url = proxy.and_then(|fact| Url::read(&fact.value).ok());
        if let Some(url) = url.filter(|url| url.login.is_none()) {
            self.listener(line, &url.proxy);
        }
    }

    fn variables_of(&mut self, told: &[Told], text: &str, first: usize) {
        let at = Places::of(text, first);
        for one in told {
            self.variable(at.line(one.at), &one.name, &one.value);
        }
    }

    /// One of Docker's two files; whether anything of it was consumed.
    pub(super) fn json(&mut self, lines: &mut Lines) -> bool {
        let first = lines.number;
        let rest = lines.rest();
        let blanks = rest.len() - rest.trim_start().len();
        let rest = &rest[blanks..];
        let end = match json::end(rest) {
            Ok(end) => end,
            // Perhaps a shell's block.
            Err(refused) if refused.line == 1 => return false,
            Err(refused) => {
                let end = line_start(rest, refused.line);
                if rest[..end].contains("roxy\"") {
                    self.recognise(words::DOCKER_CONFIG, first, first + refused.line - 1);
                    self.leave_told(first + refused.line - 1, refused.expected);
                }
                lines.skip_bytes(blanks + end);
                return true;
            }
        };
        lines.skip_bytes(blanks + end);
        let text = &rest[..end];
        let readers: [(_, Say, _); 2] = [
            (json::Document::client(text), words::DOCKER_CONFIG, None),
            (
                json::Document::daemon(text),
                words::DAEMON_JSON,
                Some("daemon-json"),
            ),
        ];
        for (document, what, daemon) in readers {
            let Ok(document) = document else { continue };
            let told = document.proxies_there();
            if !told.is_empty() {
                self.recognise(what, first, lines.number);
                self.variables_of(&told, text, first);
                if let Some(daemon) = daemon {
                    self.answer(first, &fields::DAEMON, daemon);
                }
            }
        }
        true
    }

    /// A .gitlab-ci.yml with docker-in-docker; whether it is one.
    pub(super) fn gitlab_ci(&mut self, text: &str, first: usize) -> bool {
        let known = self.facts.len();
        let written = self.job_script(text, first, "before-script");
        if !written && !text.contains("DOCKER_HOST:") {
            return false;
        }
        // Where crate::form::plan::Bridge puts the inner docker0, with CNTLM on the outer one.
        if ["0", "1"]
            .iter()
            .any(|net| text.contains(&["--bip=10.25", net, ".0.1/24"].concat()))
        {
            self.with_cntlm(first, known);
        }
        let mut number = first;
        for line in text.lines() {
            if let Some((_, host)) = line.split_once("DOCKER_HOST:") {
                let known = [("2376", "tls"), ("2375", "plain"), ("unix:", "socket")];
                if let Some((_, kind)) = known.iter().find(|(part, _)| host.contains(part)) {
                    self.answer(number, &fields::DIND, kind);
                }
            }
            self.variables(line, number);
            number += 1;
        }
        self.recognise(words::GITLAB_CI, first, number);
        // Ours has such a script, or the runner does it.
        let ours = text.starts_with("default:") && text.contains("\n  image: docker:");
        if !written && ours {
            self.answer(first, &fields::CLIENT_CONFIG, "pre-build-script");
        }
        true
    }

    /// A cntlm.conf; whether it is one.
    pub(super) fn cntlm_conf(&mut self, text: &str, first: usize) -> bool {
        let Ok(document) = cntlm_conf::Document::read(text) else {
            return false;
        };
        let settings = document.settings();
        let one = |key| first_of(&settings, key);
        // A line alone may be anybody's prose.
        let keys = ["Username", "Domain", "Password", "Proxy", "Listen"];
        let known = keys.iter().filter(|key| one(key).is_some()).count();
        if known < 2 && one("PassNTLMv2").is_none() {
            return false;
        }
        self.recognise(words::CNTLM_CONF, first, first + text.lines().count());
        let at = Places::of(text, first);
        let start = self.facts.len();
        for (key, field) in [
            ("Domain", &fields::DOMAIN),
            ("Username", &fields::USERNAME),
            ("Password", &fields::PASSWORD),
        ] {
            let Some(told) = one(key) else { continue };
            let line = at.line(told.at);
            // Somebody who writes both into one line means both; cntlm does not.
            let logon = told.value.split_once('\\').filter(|_| key == "Username");
            let (domain, value) = logon.unwrap_or(("", &told.value));
            if told.value.contains('\u{fffd}') {
                self.leave(line, words::DAMAGED);
                continue;
            }
            self.answer(line, field, value);
            if key == "Username" && one("Domain").is_none() {
                self.answer(line, &fields::DOMAIN, domain);
            }
        }
        if let Some(password) = one("Password") {
            self.answer(at.line(password.at), &fields::SECRET, "plain");
        } else if let Some(hash) = one("PassNTLMv2") {
            let line = at.line(hash.at);
            let is_hash = hash.value.len() == 32;
            self.answer(line, &fields::SECRET, if is_hash { "hash" } else { "ask" });
        }
        let mut proxies: Vec<String> = Vec::new();
        for told in settings
            .iter()
            .filter(|told| told.name.eq_ignore_ascii_case("Proxy"))
        {
            let found = match (values::host_port(&told.value), mend::proxies(&told.value)) {
                (Ok(proxy), _) => vec![proxy.joined().as_str().to_owned()],
                (_, Some(mended)) => mended,
                _ => Vec::new(),
            };
            if found.is_empty() {
                self.leave(at.line(told.at), words::NO_URL);
            }
            for proxy in found {
                let mut known = proxies.iter().take(MOST);
                if !known.any(|known| known.eq_ignore_ascii_case(&proxy)) {
                    proxies.push(proxy);
                }
            }
        }
        if let (Some(told), false) = (one("Proxy"), proxies.is_empty()) {
            self.answer(at.line(told.at), &fields::PROXIES, &proxies.join("\n"));
        }
        if let Some(told) = one("Listen") {
            self.listener(at.line(told.at), &told.value);
        }
        if start < self.facts.len() {
            self.answer(first, &fields::ROUTE, "cntlm");
        }
        true
    }
}

/// The first line of this key, which is the one that counts.
#[inline(never)]
fn first_of<'a>(settings: &'a [Told], key: &str) -> Option<&'a Told> {
    settings
        .iter()
        .find(|told| told.name.eq_ignore_ascii_case(key))
}

/// An entry's value with one `$` for each `$$`; none where a variable of the job begins.
fn collapsed(value: &str) -> Option<String> {
    let mut collapsed = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c == '$' && chars.next() != Some('$') {
            return None;
        }
        collapsed.push(c);
    }
    Some(collapsed)
}

/// The docker-in-docker of a privileged runner with these volumes; none with the host's own Docker.
fn dind(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    match () {
        () if has("/var/run/docker.sock") => None,
        () if has("/certs/client") => Some("tls"),
        () if has("/runner/services/docker") => Some("socket"),
        () => Some("plain"),
    }
}

/// The service that a path, a prompt or a heading names.
fn service(hint: &str) -> &str {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let bytes = hint
        .find(".service")
        .map_or(hint, |end| &hint[..end])
        .as_bytes();
    let end = bytes.iter().rposition(is_name).map_or(0, |last| last + 1);
    let other = bytes[..end].iter().rposition(|byte| !is_name(byte));
    // All that is no ASCII is another byte.
    hint.get(other.map_or(0, |other| other + 1)..end)
        .unwrap_or_default()
}

/// A line that goes on with a unit of this service.
fn is_unit(line: &str, of: &str) -> bool {
    let bare = line.trim_start();
    if is_heading(line) {
        return line.starts_with('#') && service(line) == of;
    }
    if bare.is_empty() || bare.starts_with(['#', ';']) || is_section(line) {
        return true;
    }
    // Names of variables have no small letters, or an underscore.
    let key = bare.split('=').next().unwrap_or_default().trim_end();
    key.len() < bare.len()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && key.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Where a line begins, by its number from 1.
fn line_start(text: &str, line: usize) -> usize {
    let mut newlines = text.match_indices('\n').skip(line.saturating_sub(2));
    match (line, newlines.next()) {
        (0 | 1, _) => 0,
        (_, Some((at, _))) => at + 1,
        (_, None) => text.len(),
    }
}

/// The lines of a piece, counted in the whole text.
struct Places {
    lines: crate::existing::Lines,
    first: usize,
}

impl Places {
    fn of(text: &str, first: usize) -> Self {
        Self {
            lines: crate::existing::Lines::of(text),
            first,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.first + self.lines.line(at) - 1
    }
}

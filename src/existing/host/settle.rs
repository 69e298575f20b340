//! What the facts mean together, and what that would do to a form.

use super::facts::{Ear, Fact, MOST, What};
use super::url::{Login, Url};
use super::{Answer, Change, Heard, Left, hosts, words};
use crate::existing::in_order;
use crate::form::{Control, FIELDS, Field, Form, certificate, fields, values};
use crate::say::{Message, message};
use crate::text::{Plain, Text};

/// How many reasons are told one by one.
const ONE_BY_ONE: usize = 40;

pub(super) fn settle(mut ear: Ear, form: &Form) -> Heard {
    ear.urls(form);
    ear.certificates();
    hosts::settle(&mut ear, form);
    let mut answers = Vec::new();
    for field in FIELDS {
        let mut first: Option<&Fact> = None;
        let mut left = None;
        for fact in &ear.facts {
            if !fact.what.is(field) {
                continue;
            }
            let why = match first {
                _ if !fits(field, &fact.value) => words::UNFIT.into(),
                None => {
                    first = Some(fact);
                    continue;
                }
                Some(first) if same(field, &first.value, &fact.value) => continue,
                Some(first) => differs(field, first.line),
            };
            let line = fact.line;
            left.get_or_insert(Left { line, why });
        }
        ear.left.extend(left);
        let new = first.and_then(|first| answer(field, first.line, &first.value, form));
        answers.extend(new);
    }
    let find = |field: &Field| answers.iter().find(|answer| answer.field == field);
    let known = find(&fields::PASSWORD).is_some() || !form.text(&fields::PASSWORD).is_empty();
    if let Some(hash) = find(&fields::SECRET)
        && hash.value == "hash"
        && !known
    {
        ear.left.push(Left {
            line: hash.line,
            why: words::HASH.into(),
        });
    }
    Heard {
        pieces: ear.pieces,
        answers,
        left: told(ear.left),
    }
}

impl Ear {
    /// What the URLs of proxies say.
    fn urls(&mut self, form: &Form) {
        let known = self.answers(&fields::DOCKER0);
        let mut known: Vec<_> = known.into_iter().map(|(_, address)| address).collect();
        known.push(plain(&fields::DOCKER0, form.text(&fields::DOCKER0)));
        // Whoever chose to use such an address directly knows why.
        let chosen = match form.text(&fields::ROUTE) {
            "direct" => form.text(&fields::PROXIES),
            _ => "",
        };
        let mut remote = Vec::new();
        for (line, value) in self.distinct(What::Proxy) {
            match Url::read(&value) {
                Err(why) => self.leave(line, why),
                Ok(url) if url.is_local(&known) && !same(&fields::PROXIES, &url.proxy, chosen) => {
                    self.answer(line, &fields::ROUTE, "cntlm");
                    self.listener(line, &url.proxy);
                }
                Ok(url) => remote.push((line, url)),
            }
        }
        let route = self.answers(&fields::ROUTE);
        let cntlm = route.first().is_some_and(|(_, route)| route == "cntlm");
        let parents = self.answers(&fields::PROXIES);
        let Some((first, chosen)) = remote.first() else {
            return;
        };
        if !cntlm {
            self.answer(*first, &fields::ROUTE, "direct");
        }
        for (line, url) in &remote {
            let mut parents = parents.iter().flat_map(|(_, parents)| parents.lines());
            if !parents.any(|parent| parent.eq_ignore_ascii_case(&url.proxy)) {
                self.answer(*line, &fields::PROXIES, &url.proxy);
            }
        }
        // A cntlm.conf has its own.
        if parents.is_empty() {
            self.login(&remote, &chosen.proxy);
        }
    }

    /// The login at this proxy: one with a password before one without.
    fn login(&mut self, urls: &[(usize, Url)], proxy: &str) {
        let here = urls.iter().filter(|(_, url)| url.proxy == proxy);
        let mut logins: Vec<(usize, &Login)> = Vec::new();
        let mut note = None;
        for (line, url) in here {
            logins.extend(url.login.as_ref().map(|login| (*line, login)));
            note = note.or(url.note.map(|note| (*line, note)));
        }
        let with_password = |(_, login): &&(usize, &Login)| !login.password.is_empty();
        let found = logins.iter().find(with_password).or(logins.first());
        if let Some((line, login)) = found.copied() {
            self.answer(line, &fields::USERNAME, &login.username);
            self.answer(line, &fields::DOMAIN, &login.domain);
            if !login.password.is_empty() {
                note = None;
                self.answer(line, &fields::PASSWORD, &login.password);
            }
            let other = |(_, other): &&(usize, &Login)| {
                let password = other.password.is_empty() || other.password == login.password;
                other.username != login.username || other.domain != login.domain || !password
            };
            if let Some((line, _)) = logins.iter().find(other) {
                self.leave(*line, words::OTHER_LOGIN);
            }
        }
        if let Some((line, note)) = note {
            self.leave(line, note);
        }
    }

    /// All certificates as one answer.
    fn certificates(&mut self) {
        let (mut pasted, mut line) = (String::new(), None);
        self.facts.retain(|fact| {
            let is_one = fact.what.is(&fields::CA);
            if is_one {
                pasted.push_str(&fact.value);
                pasted.push('\n');
                line = line.or(Some(fact.line));
            }
            !is_one
        });
        let Some(line) = line else {
            return;
        };
        match certificate::read(&pasted) {
            Ok(read) => self.answer(line, &fields::CA, read.pem.as_str()),
            Err(refused) => self.leave_told(line, refused.message),
        }
    }
}

/// Whether the field can take it at all.
fn fits(field: &Field, value: &str) -> bool {
    let line = |text: &str| {
        let is_line = Text::<Plain>::typed(text).is_some();
        text.is_empty() || is_line && text.chars().count() <= 1024
    };
    match field.name {
        "docker0" => values::docker0(value).is_ok(),
        "port" => values::port(value).is_ok(),
        "gitlab" => values::instance(value).is_ok(),
        // Somebody's machine, not a domain.
        "username" => line(value) && !value.contains('\\'),
        "domain" | "password" => line(value),
        _ => match field.choices() {
            [] => true,
            choices => choices.iter().any(|choice| choice.value == value),
        },
    }
}

/// Whether two answers say the same.
fn same(field: &Field, one: &str, other: &str) -> bool {
    one == other || !field.is_secret() && plain(field, one) == plain(field, other)
}

/// An answer without what makes no difference.
#[inline(never)]
fn plain(field: &Field, text: &str) -> String {
    let scheme = match field.control {
        Control::Lines => "http://",
        // The default of this one follows from others.
        Control::Choice(choices) if text.is_empty() && field != &fields::CLIENT_VALUES => {
            return choices[0].value.to_owned();
        }
        Control::Certificates => {
            let read = certificate::read(text);
            return read.map_or(String::new(), |read| read.pem.as_str().to_owned());
        }
        _ if field == &fields::GITLAB => {
            // Without its path, and with the one scheme that is not the usual one.
            let url = text.trim().to_ascii_lowercase();
            let url = url.strip_prefix("https://").unwrap_or(&url);
            let host = url.find("://").map_or(0, |scheme| scheme + 3);
            let path = url[host..].find(['/', '?', '#']);
            return url[..path.map_or(url.len(), |path| host + path)].to_owned();
        }
        // It may be what `ip` prints.
        _ => {
            let address = (field == &fields::DOCKER0).then(|| values::docker0(text));
            return match address {
                Some(Ok(address)) => address.to_string(),
                _ => text.trim().to_owned(),
            };
        }
    };
    let mut plain = String::new();
    for entry in text.split(['\n', ',']) {
        let entry = entry.trim().trim_end_matches('/').to_ascii_lowercase();
        let entry = entry.strip_prefix(scheme).unwrap_or(&entry);
        let below = entry.strip_prefix('*').filter(|rest| rest.starts_with('.'));
        plain.push_str(below.unwrap_or(entry));
        plain.push_str(if entry.is_empty() { "" } else { "," });
    }
    plain
}

fn answer(field: &'static Field, line: usize, value: &str, form: &Form) -> Option<Answer> {
    let old = form.text(field);
    // A choice that nobody made is in force all the same, together with the other answers; but for
    // the one whose default follows from those.
    let choice = !field.choices().is_empty() && field != &fields::CLIENT_VALUES;
    let begun = || {
        FIELDS
            .iter()
            .any(|field| !field.is_default(form.text(field)))
    };
    let change = match () {
        () if same(field, value, old) => Change::None,
        () if field.is_default(old) && !(choice && begun()) => Change::New,
        () => Change::Replaces,
    };
    (!value.is_empty() || !old.is_empty()).then(|| Answer {
        field,
        value: value.to_owned(),
        line,
        change,
    })
}

fn differs(field: &Field, line: usize) -> Message {
    let (en, ja) = (field.label.en, field.label.ja);
    message!(
        "Another answer to “{en}” stands here; the one in line {line} is taken.",
        "「{ja}」について、ここには別の値があります。取り込むのは {line} 行目の値です。",
    )
}

/// The first reasons in the order of the lines, each of those side by side once, and how many more
/// there are.
fn told(left: Vec<Left>) -> Vec<Left> {
    let mut told: Vec<Left> = Vec::new();
    for one in left {
        // The two variables of a proxy say the same.
        let known = |known: &Left| known.why == one.why && known.line.abs_diff(one.line) <= 1;
        if !told.iter().rev().take(MOST).any(known) {
            told.push(one);
        }
    }
    in_order(&mut told, |left| left.line);
    if let Some(more) = told.get(ONE_BY_ONE) {
        let (line, why) = (more.line, words::MORE.into());
        told.truncate(ONE_BY_ONE);
        told.push(Left { line, why });
    }
    told
}

//! What the facts mean together, and what that would do to a form.

use super::facts::{Ear, Fact, What};
use super::url::{Login, Url};
use super::{Answer, Change, Heard, Left, hosts, words};
use crate::form::plan::CntlmVersion;
use crate::form::{Control, FIELDS, Field, Form, certificate, fields, read, values};
use crate::say::{Message, message};
use crate::text::{Plain, Text};

/// How many different values of one variable are looked at.
pub(super) const MOST: usize = 32;

/// How many reasons are told one by one.
const ONE_BY_ONE: usize = 40;

pub(super) fn settle(mut ear: Ear, form: &Form) -> Heard {
    ear.urls(form);
    ear.certificates();
    hosts::settle(&mut ear, form);
    let mut answers = Vec::new();
    for field in FIELDS {
        let is_answer = |fact: &&Fact| fact.what == What::Answer(field);
        let fit = |fact: &&Fact| fits(field, &fact.value);
        let unfit = ear.facts.iter().filter(is_answer).find(|fact| !fit(fact));
        ear.left.extend(unfit.map(|fact| Left {
            line: fact.line,
            why: words::UNFIT.into(),
        }));
        let mut facts = ear.facts.iter().filter(is_answer).filter(fit);
        let Some(first) = facts.next() else {
            continue;
        };
        if let Some(other) = facts.find(|fact| !same(field, &fact.value, &first.value)) {
            let why = differs(field, first.line);
            ear.left.push(Left {
                line: other.line,
                why,
            });
        }
        answers.extend(answer(field, first.line, &first.value, form));
    }
    version(&mut answers, form);
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
        let answers = |ear: &Self, field: &'static Field| -> Vec<String> {
            let facts = ear.facts.iter();
            let facts = facts.filter(|fact| fact.what == What::Answer(field));
            facts.map(|fact| fact.value.clone()).take(MOST).collect()
        };
        let mut known = answers(self, &fields::DOCKER0);
        known.push(form.text(&fields::DOCKER0).trim().to_owned());
        let mut remote = Vec::new();
        for (line, value) in self.distinct(What::Proxy) {
            match Url::read(&value) {
                Err(why) => self.leave(line, why),
                Ok(url) if url.is_local(&known) => {
                    self.answer(line, &fields::ROUTE, "cntlm");
                    self.listener(line, &url.proxy);
                }
                Ok(url) => remote.push((line, url)),
            }
        }
        let route = answers(self, &fields::ROUTE);
        let cntlm = route.first().is_some_and(|route| route == "cntlm");
        let parents = answers(self, &fields::PROXIES);
        let Some((first, chosen)) = remote.first() else {
            return;
        };
        if !cntlm {
            self.answer(*first, &fields::ROUTE, "direct");
        }
        for (line, url) in &remote {
            let mut parents = parents.iter().flat_map(|parents| parents.lines());
            if !parents.any(|parent| parent.eq_ignore_ascii_case(&url.proxy)) {
                self.answer(*line, &fields::PROXIES, url.proxy.as_str());
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
            self.answer(line, &fields::USERNAME, login.username.as_str());
            self.answer(line, &fields::DOMAIN, login.domain.as_str());
            if !login.password.is_empty() {
                note = None;
                self.answer(line, &fields::PASSWORD, login.password.as_str());
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

    /// The different values of one kind, each with its first line.
    pub(super) fn distinct(&self, what: What) -> Vec<(usize, String)> {
        let mut found: Vec<(usize, String)> = Vec::new();
        for fact in self.facts.iter().filter(|fact| fact.what == what) {
            let is_known = found.iter().any(|(_, value)| *value == fact.value);
            if !is_known && found.len() < MOST {
                found.push((fact.line, fact.value.clone()));
            }
        }
        found
    }

    /// All certificates as one answer.
    fn certificates(&mut self) {
        let is_one = |fact: &Fact| fact.what == What::Answer(&fields::CA);
        let Some(line) = self
            .facts
            .iter()
            .find(|fact| is_one(fact))
            .map(|fact| fact.line)
        else {
            return;
        };
        let mut pasted = String::new();
        for fact in self.facts.iter().filter(|fact| is_one(fact)) {
            pasted.push_str(&fact.value);
            pasted.push('\n');
        }
        self.facts.retain(|fact| !is_one(fact));
        match certificate::read(&pasted) {
            Ok(read) => self.answer(line, &fields::CA, read.pem.as_str()),
            Err(refused) => self.leave(line, refused.message),
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
    match field.control {
        Control::Secret => one == other,
        Control::Choice(choices) => {
            let first = |value| match value {
                "" if field.name != fields::CLIENT_VALUES.name => choices[0].value,
                value => value,
            };
            first(one.trim()) == first(other.trim())
        }
        Control::Lines => entries(one).eq(entries(other)),
        Control::Certificates => {
            let pem = |text| certificate::read(text).ok().map(|read| read.pem);
            one == other
                || pem(one).is_some_and(|one| {
                    pem(other).is_some_and(|other| one.as_str() == other.as_str())
                })
        }
        Control::Line if field.name == fields::GITLAB.name => {
            let place = |text: &str| {
                let read = values::instance(text.trim()).ok()?;
                Some((read.host.as_str().to_owned(), read.port, read.https))
            };
            place(one) == place(other)
        }
        Control::Line => one.trim() == other.trim(),
    }
}

/// The entries of a list, without what makes no difference.
fn entries(text: &str) -> impl Iterator<Item = String> {
    let entries = text.split(['\n', ',']).map(|entry| {
        let entry = entry.trim().trim_end_matches('/').to_ascii_lowercase();
        let bare = entry.strip_prefix("http://").unwrap_or(&entry);
        let below = bare.strip_prefix("*").filter(|rest| rest.starts_with('.'));
        below.unwrap_or(bare).to_owned()
    });
    entries.filter(|entry| !entry.is_empty())
}

fn answer(field: &'static Field, line: usize, value: &str, form: &Form) -> Option<Answer> {
    let old = form.text(field);
    let change = match () {
        () if same(field, value, old) => Change::None,
        () if field.is_default(old) => Change::New,
        () => Change::Replaces,
    };
    (!value.is_empty() || !old.is_empty()).then(|| Answer {
        field,
        value: value.to_owned(),
        line,
        change,
    })
}

/// The newer CNTLM, where the older one cannot carry what was heard.
fn version(answers: &mut Vec<Answer>, form: &Form) {
    let find = |field: &Field| answers.iter().find(|answer| answer.field == field);
    let cntlm = find(&fields::ROUTE).is_some_and(|route| route.value == "cntlm");
    let line = find(&fields::PROXIES)
        .or(find(&fields::USERNAME))
        .map(|answer| answer.line);
    let (true, Some(line), None) = (cntlm, line, find(&fields::CNTLM)) else {
        return;
    };
    let mut trial = form.clone();
    for answer in answers.iter() {
        trial.set(answer.field, answer.value.clone());
    }
    // With the older one it would be an error, and nothing more is known of the plan.
    trial.set(&fields::CNTLM, "0.94".to_owned());
    let plan = read(&trial).plan;
    if plan
        .local_proxy()
        .is_some_and(|local| local.needs == CntlmVersion::V094)
    {
        let place = |field: &Field| FIELDS.iter().position(|one| *one == field);
        let cntlm = place(&fields::CNTLM);
        let before = answers
            .iter()
            .filter(|answer| place(answer.field) < cntlm)
            .count();
        let new = answer(&fields::CNTLM, line, "0.94", form);
        new.into_iter().for_each(|new| answers.insert(before, new));
    }
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
        let known = told.iter().rev().take(MOST);
        if !{ known }.any(|known| known.why == one.why && known.line.abs_diff(one.line) <= 1) {
            crate::existing::put(&mut told, one, |left| left.line);
        }
    }
    if let Some(more) = told.get(ONE_BY_ONE) {
        let (line, count) = (more.line, told.len() - ONE_BY_ONE);
        told.truncate(ONE_BY_ONE);
        told.push(Left {
            line,
            why: message!(
                "From here on there are {count} more that are not taken. Look at the ones before first.",
                "ここから先にも、取り込まないものが {count} 件あります。まずここまでに挙げたものを確かめてください。",
            ),
        });
    }
    told
}

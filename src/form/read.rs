//! Reading: from what was typed to a plan, answer by answer, then all together.

use super::no_proxy::{self, Entry};
use super::plan::{ClientConfig, ClientValues, CntlmVersion, Daemon, DindKind, HostPort, Plan};
use super::values::Shown;
use super::{
    Control, FIELDS, Field, Form, Level, Problem, fields, problem, together, unknown_choice, values,
};
use crate::say::message;
use crate::say::{Message, Say, say};
use crate::text::{Plain, Text};
use std::collections::HashSet;
use std::net::Ipv4Addr;

/// The longest one-line answer, in characters.
const LONGEST_LINE: usize = 1024;

/// The plan as far as it is known, with everything that is wrong with it.
pub struct Reading {
    /// What the answers mean. Refused and missing ones are replaced by stand-ins.
    pub plan: Plan,
    /// The single answers, for a page to know which questions apply.
    pub answers: Answers,
    /// What is wrong or worth knowing, in the order of the form.
    pub problems: Vec<Problem>,
}

/// The answers one by one, each read for itself.
pub struct Answers {
    pub(super) route: RouteKind,
    pub(super) proxies: Vec<HostPort>,
    pub(super) username: Option<Text<Plain>>,
    pub(super) domain: Option<Text<Plain>>,
    pub(super) password: Option<Text<Plain>>,
    pub(super) secret: SecretKind,
    pub(super) cntlm: CntlmVersion,
    pub(super) docker0: Ipv4Addr,
    pub(super) port: u16,
    pub(super) gitlab: Option<values::Instance>,
    pub(super) gitlab_direct: bool,
    pub(super) no_proxy: Vec<Entry>,
    pub(super) daemon: Daemon,
    pub(super) dind: Option<DindKind>,
    pub(super) client_config: ClientConfig,
    pub(super) client_values: Option<ClientValues>,
}

/// How traffic leaves the host, without the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteKind {
    Cntlm,
    Direct,
}

/// What cntlm.conf holds, without the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SecretKind {
    Hash,
    Plain,
    Ask,
}

/// Answers and problems while reading.
pub(super) struct Draft {
    pub(super) answers: Answers,
    pub(super) problems: Vec<Problem>,
}

impl Draft {
    pub(super) fn error(&mut self, field: &Field, message: impl Into<Message>) {
        self.problems.push(Problem::error(field.name, message));
    }

    pub(super) fn warn(&mut self, field: &Field, message: impl Into<Message>) {
        self.problems.push(Problem {
            level: Level::Warning,
            ..Problem::error(field.name, message)
        });
    }

    /// Whether the field already has an error, so that a second sentence about it would not help.
    pub(super) fn refused(&self, field: &Field) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.is_error() && problem.field == field.name)
    }

    fn keep<T>(&mut self, field: &Field, outcome: values::Outcome<T>) -> Option<T> {
        outcome.map_err(|message| self.error(field, message)).ok()
    }

    /// The value at the place of the chosen one; the first when there is no answer.
    fn choose<T: Copy, const N: usize>(&mut self, field: &Field, text: &str, values: [T; N]) -> T {
        let text = text.trim();
        let choices = field.choices();
        debug_assert_eq!(choices.len(), N, "{}", field.name);
        let place = choices.iter().position(|choice| choice.value == text);
        if place.is_none() && !text.is_empty() {
            self.error(field, unknown_choice(field));
        }
        values[place.unwrap_or_default().min(N - 1)]
    }
}

/// Reads a form: the plan, and what is wrong with it. It accepts anything and never fails.
pub fn read(form: &Form) -> Reading {
    let mut draft = Draft {
        answers: Answers {
            route: RouteKind::Cntlm,
            proxies: Vec::new(),
            username: None,
            domain: None,
            password: None,
            secret: SecretKind::Hash,
            cntlm: CntlmVersion::V092,
            docker0: Ipv4Addr::new(172, 17, 0, 1),
            port: 3128,
            gitlab: None,
            gitlab_direct: false,
            no_proxy: Vec::new(),
            daemon: Daemon::DropIn,
            dind: None,
            client_config: ClientConfig::BeforeScript,
            client_values: None,
        },
        problems: Vec::new(),
    };
    // Choices decide which other questions apply, so they are answered first.
    let is_choice = |field: &&&Field| matches!(field.control, Control::Choice(_));
    let choices = FIELDS.iter().filter(is_choice);
    let others = FIELDS.iter().filter(|field| !is_choice(field));
    for field in choices.chain(others) {
        if (field.asked)(&draft.answers) {
            (field.read)(form.text(field), &mut draft);
        }
    }
    let plan = together::plan(&mut draft);
    let Draft {
        answers,
        mut problems,
    } = draft;
    problems = problem::told(problems);
    Reading {
        plan,
        answers,
        problems,
    }
}

/// One printable line of at most [`LONGEST_LINE`] characters, as it is.
fn line(field: &Field, text: &str, draft: &mut Draft) -> Option<Text<Plain>> {
    const CONTROL: Say = say(
        "There is a control character inside, such as a tab or a line break. Type the text by hand instead of pasting it.",
        "タブや改行などの制御文字が入っています。貼り付けずに、手で入力してください。",
    );
    if text.chars().count() > LONGEST_LINE {
        draft.error(
            field,
            message!(
                "This is too long. At most {LONGEST_LINE} characters are read.",
                "長すぎます。{LONGEST_LINE} 文字までにしてください。",
            ),
        );
        return None;
    }
    let line = Text::typed(text);
    if line.is_none() {
        draft.error(field, CONTROL);
    }
    line.filter(|line| !line.as_str().is_empty())
}

/// The entries of a list: trimmed, without blank ones and without those that hold control
/// characters.
fn lines<'a>(field: &Field, text: &'a str, commas: bool, draft: &mut Draft) -> Vec<&'a str> {
    let entries = text.split(|c| c == '\n' || (commas && c == ','));
    let mut lines = Vec::new();
    for entry in entries.map(str::trim).filter(|entry| !entry.is_empty()) {
        if Text::typed(entry).is_some() {
            lines.push(entry);
        } else if !draft.refused(field) {
            draft.error(
                field,
                say(
                    "A line has a control character inside, such as a tab. Type it by hand instead of pasting it.",
                    "タブなどの制御文字が入った行があります。貼り付けずに、手で入力してください。",
                ),
            );
        }
    }
    lines
}

pub(super) fn route(text: &str, draft: &mut Draft) {
    draft.answers.route = draft.choose(&fields::ROUTE, text, [RouteKind::Cntlm, RouteKind::Direct]);
}

pub(super) fn proxies(text: &str, draft: &mut Draft) {
    let field = &fields::PROXIES;
    let mut seen = HashSet::new();
    for line in lines(field, text, false, draft) {
        let Some(proxy) = draft.keep(field, values::host_port(line)) else {
            continue;
        };
        if seen.insert(proxy.joined().as_str().to_ascii_lowercase()) {
            draft.answers.proxies.push(proxy);
        } else {
            let shown = Shown(line);
            draft.error(
                field,
                message!(
                    "“{shown}” is there twice. Remove one.",
                    "「{shown}」が二度書かれています。一つ消してください。",
                ),
            );
        }
    }
}

pub(super) fn username(text: &str, draft: &mut Draft) {
    let field = &fields::USERNAME;
    let username = line(field, text.trim(), draft);
    if let Some(username) = &username
        && username.as_str().contains('\\')
    {
        draft.error(
            field,
            say(
                "A backslash separates domain and user. Write what stands before it as the domain, and only what follows it here.",
                "円記号（バックスラッシュ）はドメインとユーザー名の区切りです。その前をドメインの欄に、後ろだけをここに書いてください。",
            ),
        );
    }
    if let Some(username) = &username {
        warn_about_separators(field, username, &['/', '¥'], draft);
    }
    draft.answers.username = username;
}

/// Characters that people write between domain and user, and that are no part of either.
fn warn_about_separators(
    field: &Field,
    text: &Text<Plain>,
    separators: &[char],
    draft: &mut Draft,
) {
    if text.as_str().contains(separators) {
        draft.warn(
            field,
            say(
                "It holds a character that looks like the separator of domain and user. It is sent as it is; if it is meant to separate, split the two.",
                "ドメインとユーザー名の区切りに見える文字が入っています。文字はそのまま送られます。区切りのつもりなら、二つの欄に分けて書いてください。",
            ),
        );
    }
}

pub(super) fn domain(text: &str, draft: &mut Draft) {
    let domain = line(&fields::DOMAIN, text.trim(), draft);
    if let Some(domain) = &domain {
        warn_about_separators(&fields::DOMAIN, domain, &['\\', '/', '¥'], draft);
    }
    draft.answers.domain = domain;
}

pub(super) fn password(text: &str, draft: &mut Draft) {
    // Not trimmed: blanks at its ends belong to it.
    draft.answers.password = line(&fields::PASSWORD, text, draft);
}

pub(super) fn secret(text: &str, draft: &mut Draft) {
    let kinds = [SecretKind::Hash, SecretKind::Plain, SecretKind::Ask];
    draft.answers.secret = draft.choose(&fields::SECRET, text, kinds);
}

pub(super) fn cntlm(text: &str, draft: &mut Draft) {
    let versions = [CntlmVersion::V092, CntlmVersion::V094];
    draft.answers.cntlm = draft.choose(&fields::CNTLM, text, versions);
}

pub(super) fn docker0(text: &str, draft: &mut Draft) {
    let field = &fields::DOCKER0;
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    // A pasted answer may hold line breaks, so only its length is checked as for a line.
    if text.chars().count() > LONGEST_LINE {
        line(field, text, draft);
    } else if let Some(address) = draft.keep(field, values::docker0(text)) {
        draft.answers.docker0 = address;
        if values::is_public(address) {
            draft.warn(
                field,
                message!(
                    "{address} is a public address, which is unusual for docker0. Check it with `ip -4 -oneline addr show dev docker0`.",
                    "{address} はグローバルアドレスです。docker0 のアドレスとしては珍しいので、`ip -4 -oneline addr show dev docker0` で確かめてください。",
                ),
            );
        }
    }
}

pub(super) fn port(text: &str, draft: &mut Draft) {
    let field = &fields::PORT;
    let Some(text) = line(field, text.trim(), draft) else {
        return;
    };
    if let Some(port) = draft.keep(field, values::port(text.as_str())) {
        draft.answers.port = port;
    }
}

pub(super) fn gitlab(text: &str, draft: &mut Draft) {
    let field = &fields::GITLAB;
    if let Some(text) = line(field, text.trim(), draft) {
        draft.answers.gitlab = draft.keep(field, values::instance(text.as_str()));
    }
}

pub(super) fn gitlab_route(text: &str, draft: &mut Draft) {
    draft.answers.gitlab_direct = draft.choose(&fields::GITLAB_ROUTE, text, [false, true]);
}

pub(super) fn no_proxy(text: &str, draft: &mut Draft) {
    let field = &fields::NO_PROXY;
    // Looked for in the whole answer: a comma in a password splits it before the `@`.
    if text.contains('@') {
        draft.error(
            field,
            say(
                "There is an @. NO_PROXY holds hosts only, no users and no URLs.",
                "@ が入っています。NO_PROXY に書けるのはホストだけで、ユーザー名や URL は書けません。",
            ),
        );
        return;
    }
    for line in lines(field, text, true, draft) {
        let Some(entry) = draft.keep(field, no_proxy::entry(line)) else {
            continue;
        };
        if let Some(warning) = entry.warning.clone() {
            draft.warn(field, warning);
        }
        draft.answers.no_proxy.push(entry);
    }
}

pub(super) fn daemon(text: &str, draft: &mut Draft) {
    let field = &fields::DAEMON;
    draft.answers.daemon = draft.choose(field, text, [Daemon::DropIn, Daemon::DaemonJson]);
    if draft.answers.daemon == Daemon::DaemonJson {
        draft.warn(
            field,
            say(
                "Docker Engine older than 23.0 does not start with this file. Check first: docker version --format '{{.Server.Version}}'",
                "23.0 より古い Docker Engine は、このファイルがあると起動しません。先に docker version --format '{{.Server.Version}}' で確かめてください。",
            ),
        );
    }
}

pub(super) fn dind(text: &str, draft: &mut Draft) {
    let kinds = [
        None,
        Some(DindKind::Tls),
        Some(DindKind::Plain),
        Some(DindKind::Socket),
    ];
    draft.answers.dind = draft.choose(&fields::DIND, text, kinds);
}

pub(super) fn client_config(text: &str, draft: &mut Draft) {
    let writers = [ClientConfig::BeforeScript, ClientConfig::PreBuildScript];
    draft.answers.client_config = draft.choose(&fields::CLIENT_CONFIG, text, writers);
}

pub(super) fn client_values(text: &str, draft: &mut Draft) {
    let values = [ClientValues::Fixed, ClientValues::Live];
    let chosen = draft.choose(&fields::CLIENT_VALUES, text, values);
    draft.answers.client_values = (!text.trim().is_empty()).then_some(chosen);
}

//! Reading: from what was typed to a plan, answer by answer, then all together.

use super::certificate::{self, Certificates};
use super::draft::{Draft, LONGEST_LINE, line, printable};
use super::list::{self, Wrong};
use super::no_proxy::{self, Entry};
use super::plan::{ClientConfig, ClientValues, CntlmVersion, Daemon, DindKind, HostPort, Plan};
use super::values::Shown;
use super::{Control, FIELDS, Field, Fix, Form, Problem, fields, mend, problem, together, values};
use crate::say::{message, say};
use crate::text::{Plain, Text};
use std::collections::HashSet;
use std::net::Ipv4Addr;

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
    pub(super) ca: Option<Certificates>,
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

/// Reads a form: the plan, and what is wrong with it. It accepts anything and never fails.
pub fn read(form: &Form) -> Reading {
    let (plan, mut draft) = once(form);
    for at in 0..draft.problems.len() {
        let mut fixes = std::mem::take(&mut draft.problems[at].fixes);
        fixes.retain(|fix| helps(fix, at, &draft));
        draft.problems[at].fixes = fixes;
    }
    Reading {
        plan,
        answers: draft.answers,
        problems: problem::told(draft.problems),
    }
}

/// Whether a fix helps, tried out: its problem is gone, and there is no error that was not there
/// before, but that a password may be asked for. So whoever clicks is never worse off, whatever the
/// mended answer means together with the others.
fn helps(fix: &Fix, at: usize, draft: &Draft) -> bool {
    let mut form = draft.form.clone();
    form.mend(fix);
    let (_, after) = once(&form);
    let mut errors = after.problems.iter().filter(|problem| problem.is_error());
    // Both are in the same order, so one walk through them is enough.
    let mut before = draft.problems.iter();
    let mut known = |error: &Problem| before.any(|problem| problem.is(error));
    errors.all(|error| error.field == fields::PASSWORD.name || known(error))
        && !after
            .problems
            .iter()
            .any(|problem| problem.is(&draft.problems[at]))
}

/// Reads a form, and offers what may mend it.
fn once(form: &Form) -> (Plan, Draft<'_>) {
    let mut draft = Draft {
        form,
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
            ca: None,
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
    (together::plan(&mut draft), draft)
}

pub(super) fn route(text: &str, draft: &mut Draft) {
    draft.answers.route = draft.choose(&fields::ROUTE, text, [RouteKind::Cntlm, RouteKind::Direct]);
}

pub(super) fn proxies(text: &str, draft: &mut Draft) {
    let field = &fields::PROXIES;
    let mut seen = HashSet::new();
    let mut wrong = Vec::new();
    for entry in list::entries(text, false) {
        match printable(entry.text).and_then(values::host_port) {
            Ok(proxy) if seen.insert(proxy.joined().as_str().to_ascii_lowercase()) => {
                draft.answers.proxies.push(proxy);
            }
            Ok(_) => {
                let shown = Shown(entry.text);
                draft.error(
                    field,
                    message!(
                        "“{shown}” is there twice. Remove one.",
                        "「{shown}」が二度書かれています。一つ消してください。",
                    ),
                );
                wrong.push(Wrong::new(entry, draft, Vec::new()));
            }
            Err(message) => {
                draft.error(field, message);
                if let Some(proxies) = mend::proxies(entry.text) {
                    wrong.push(Wrong::new(entry, draft, proxies));
                }
            }
        }
    }
    // A proxy that is there already, once mended, is not written twice.
    for wrong in &mut wrong {
        wrong
            .instead
            .retain(|proxy| seen.insert(proxy.to_ascii_lowercase()));
    }
    list::offer(field, text, &wrong, draft);
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
        draft.offer(split(field, username.as_str(), draft.form));
    }
    if let Some(username) = &username {
        warn_about_separators(field, username, &['/', '¥'], draft);
    }
    draft.answers.username = username;
}

/// Characters that people write between domain and user, and that are no part of either.
fn warn_about_separators(
    field: &'static Field,
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
        draft.offer(split(field, text.as_str(), draft.form));
    }
}

/// The domain and the user in a `CORP\alice`, in whichever of the two fields it stands.
fn split(field: &'static Field, text: &str, form: &Form) -> Option<Fix> {
    const BETWEEN: &[char] = &['\\', '/', '¥'];
    let (domain, user) = text.split_once(BETWEEN)?;
    let (domain, user) = (domain.trim(), user.trim());
    // `.\alice` is an account of one machine, in no domain.
    if user.contains(BETWEEN) || domain == "." {
        return None;
    }
    let (own, part, other) = match field == &fields::USERNAME {
        true => (user, domain, form.text(&fields::DOMAIN)),
        false => (domain, user, form.text(&fields::USERNAME)),
    };
    // Whether the other field is right or this part, when the two differ, nobody can tell.
    match other.trim() {
        _ if own.is_empty() => None,
        other if part.is_empty() || part.eq_ignore_ascii_case(other) => {
            Some(Fix::write(field, own.to_owned()))
        }
        "" => Some(Fix::split(domain, user)),
        _ => None,
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
        draft.offer(mend::docker0(text).map(|text| Fix::write(field, text)));
    } else if let Some(address) = draft.keep(field, text, values::docker0, mend::docker0) {
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
    if let Some(port) = draft.keep(field, text.as_str(), values::port, mend::port) {
        draft.answers.port = port;
    }
}

pub(super) fn gitlab(text: &str, draft: &mut Draft) {
    let field = &fields::GITLAB;
    if let Some(text) = line(field, text.trim(), draft) {
        draft.answers.gitlab = draft.keep(field, text.as_str(), values::instance, mend::gitlab);
    }
}

pub(super) fn gitlab_route(text: &str, draft: &mut Draft) {
    draft.answers.gitlab_direct = draft.choose(&fields::GITLAB_ROUTE, text, [false, true]);
}

pub(super) fn no_proxy(text: &str, draft: &mut Draft) {
    let field = &fields::NO_PROXY;
    let mut wrong = Vec::new();
    // Looked for in the whole answer: a comma in a password splits it before the `@`.
    if values::holds_at(text) {
        draft.error(
            field,
            say(
                "There is an @. NO_PROXY holds hosts only, no users and no URLs.",
                "@ が入っています。NO_PROXY に書けるのはホストだけで、ユーザー名や URL は書けません。",
            ),
        );
        for entry in list::entries(text, false) {
            if values::holds_at(entry.text)
                && let Some(hosts) = mend::no_proxy(entry.text)
            {
                wrong.push(Wrong::new(entry, draft, hosts));
            }
        }
        list::offer(field, text, &wrong, draft);
        return;
    }
    for entry in list::entries(text, true) {
        match no_proxy::entry(entry.text) {
            Ok(host) => {
                let warning = host.warning.clone();
                draft.answers.no_proxy.push(host);
                let Some(warning) = warning else { continue };
                draft.warn(field, warning);
            }
            Err(message) => draft.error(field, message),
        }
        if let Some(hosts) = mend::no_proxy(entry.text)
            && hosts != [entry.text]
        {
            wrong.push(Wrong::new(entry, draft, hosts));
        }
    }
    list::offer(field, text, &wrong, draft);
}

pub(super) fn ca(text: &str, draft: &mut Draft) {
    /// As much as a link carries. The list of all public authorities, which people paste by mistake,
    /// is twice as long.
    const LONGEST: usize = 100_000;
    let field = &fields::CA;
    if text.trim().is_empty() {
        return;
    }
    match certificate::read(text) {
        Ok(read) if read.pem.as_str().len() > LONGEST => draft.error(
            field,
            say(
                "These are more certificates than one proxy has, perhaps the list of all public authorities. Paste only those of the proxy's own authority.",
                "証明書が多すぎます。公開の認証局をすべて集めた一覧かもしれません。プロキシの認証局（CA）の証明書だけを貼り付けてください。",
            ),
        ),
        Ok(read) => {
            for warning in &read.warnings {
                draft.warn(field, warning.clone());
            }
            draft.answers.ca = Some(read);
        }
        Err(refused) => draft.error(field, refused.message),
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

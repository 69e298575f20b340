//! What the chosen cntlm can carry, and the plan's local proxy.

use super::draft::Draft;
use super::plan::{CntlmVersion, Credential, HostPort, Identity, LocalProxy, Ntlmv2};
use super::read::SecretKind;
use super::values::Shown;
use super::{Field, Fix, fields, mend};
use crate::credentials;
use crate::say::message;
use crate::say::say;
use crate::text::cntlm::{self, Cntlm};
use crate::text::{Plain, Text};

/// What a cntlm keeps of each value; it cuts the rest off without a word (its buffers, config.c and
/// utils.h). In bytes of the file, which is ISO-8859-1: one a character.
struct Limits {
    name: usize,
    password: usize,
    proxy_host: usize,
    /// User and domain together, where cntlm itself makes the hash.
    hashed_identity: usize,
}

fn limits(version: CntlmVersion) -> Limits {
    match version {
        CntlmVersion::V092 => Limits {
            name: 49,
            password: 49,
            proxy_host: 63,
            hashed_identity: 64,
        },
        CntlmVersion::V094 => Limits {
            name: 63,
            password: 256,
            proxy_host: 259,
            hashed_identity: 4096,
        },
    }
}

pub(super) fn local_proxy(draft: &mut Draft) -> LocalProxy {
    let version = draft.answers.cntlm;
    let limits = limits(version);
    let proxies = std::mem::take(&mut draft.answers.proxies);
    let itself = (draft.answers.docker0.to_string(), draft.answers.port);
    for HostPort { host, port } in &proxies {
        if (host.as_str(), *port) == (itself.0.as_str(), itself.1) {
            draft.error(
                &fields::PROXIES,
                say(
                    "This is CNTLM's own address, and it would ask itself without end. Write the corporate proxy.",
                    "これは CNTLM 自身のアドレスです。自分自身に問い合わせ続けることになるので、会社のプロキシを書いてください。",
                ),
            );
        }
        let (shown, max) = (Shown(host.as_str()), limits.proxy_host);
        if host.as_str().starts_with('[') && version == CntlmVersion::V092 {
            draft.error(
                &fields::PROXIES,
                message!(
                    "CNTLM 0.92 cannot use the IPv6 address {shown}. Write the proxy's name or its IPv4 address.",
                    "CNTLM 0.92 は IPv6 アドレス {shown} を使えません。プロキシの名前か IPv4 アドレスを書いてください。",
                ),
            );
        } else if host.as_str().len() > max {
            draft.error(
                &fields::PROXIES,
                message!(
                    "“{shown}” is longer than {max} characters, and this CNTLM cuts it off. Write the proxy's IPv4 address.",
                    "「{shown}」は {max} 文字より長く、この CNTLM では途中で切られます。プロキシの IPv4 アドレスを書いてください。",
                ),
            );
        }
    }
    if draft.answers.username.is_none() && !draft.refused(&fields::USERNAME) {
        draft.error(
            &fields::USERNAME,
            say(
                "CNTLM needs a user name to log in with. For a proxy without a login choose the way straight to it.",
                "CNTLM がログインするためのユーザー名が必要です。ログインのいらないプロキシなら、直接使うほうを選んでください。",
            ),
        );
    }
    if draft.answers.password.is_none()
        && draft.answers.secret != SecretKind::Ask
        && !draft.refused(&fields::PASSWORD)
    {
        draft.error(
            &fields::PASSWORD,
            say(
                "CNTLM needs the password. To give it on the host instead, choose “Nothing yet” for what cntlm.conf holds.",
                "CNTLM にはパスワードが必要です。ホスト上で入力するなら、cntlm.conf に置くものとして「まだ何も置かない」を選んでください。",
            ),
        );
    }
    principal_name(draft);
    if version == CntlmVersion::V094 && draft.answers.port < 1024 {
        draft.warn(
            &fields::PORT,
            say(
                "Debian's CNTLM 0.94 runs as the user cntlm, which may not listen below port 1024. Choose a higher port.",
                "Debian の CNTLM 0.94 は cntlm ユーザーで動くので、1024 未満のポートでは待ち受けられません。1024 以上を選んでください。",
            ),
        );
    }

    let username = draft.answers.username.clone();
    let domain = draft.answers.domain.clone();
    let username = username.and_then(|text| name(&fields::USERNAME, text, limits.name, draft));
    let domain = domain.and_then(|text| name(&fields::DOMAIN, text, limits.name, draft));
    let length = |name: &Option<Name>| {
        name.as_ref()
            .map_or(0, |name| name.typed.as_str().chars().count())
    };
    let together = length(&username) + length(&domain);
    let max = limits.hashed_identity;
    if draft.answers.secret != SecretKind::Hash && together > max {
        draft.error(
            &fields::USERNAME,
            message!(
                "User name and domain have {together} characters together, and this CNTLM hashes only {max} of them. Choose the hash, which is computed here.",
                "ユーザー名とドメインは合わせて {together} 文字ありますが、この CNTLM がハッシュに使うのは {max} 文字までです。ここで計算する「ハッシュ」を選んでください。",
            ),
        );
        draft.offer([hash()]);
    }

    let identity = Identity {
        username: username
            .as_ref()
            .map_or_else(stand_in_name, |name| name.typed.clone()),
        domain: domain.as_ref().map(|name| name.typed.clone()),
    };
    let needs = needs(draft, &proxies, &identity);
    LocalProxy {
        needs,
        proxies: if proxies.is_empty() {
            vec![HostPort::stand_in()]
        } else {
            proxies
        },
        username: username.map_or_else(|| Text::constant("missing-username"), |name| name.written),
        domain: domain.map(|name| name.written),
        credential: credential(draft, &identity, &limits),
        version,
        docker0: draft.answers.docker0,
        port: draft.answers.port,
    }
}

/// The oldest cntlm that carries these values: the install script looks which one is there.
fn needs(draft: &Draft, proxies: &[HostPort], identity: &Identity) -> CntlmVersion {
    let limits = limits(CntlmVersion::V092);
    let length = |text: &Text<Plain>| text.as_str().chars().count();
    let names = [Some(&identity.username), identity.domain.as_ref()];
    let lengths = names.into_iter().flatten().map(length);
    let too_long = lengths.clone().any(|length| length > limits.name);
    let kept = |proxy: &HostPort| {
        let host = proxy.host.as_str();
        !host.starts_with('[') && host.len() <= limits.proxy_host
    };
    let password = draft.answers.password.as_ref().map_or(0, length);
    let cut = match draft.answers.secret {
        SecretKind::Hash => false,
        SecretKind::Plain => password > limits.password,
        SecretKind::Ask => lengths.sum::<usize>() > limits.hashed_identity,
    };
    if too_long || cut || !proxies.iter().all(kept) {
        CntlmVersion::V094
    } else {
        CntlmVersion::V092
    }
}

fn stand_in_name() -> Text<Plain> {
    Text::constant("missing-username")
}

/// `alice@corp.example`, a user principal name, already holds its domain.
fn principal_name(draft: &mut Draft) {
    let username = draft.answers.username.as_ref().map(Text::as_str);
    let Some((user, domain)) = username.and_then(|name| name.split_once('@')) else {
        return;
    };
    // With a colon it may be `user:password@…`, and no part of it is shown.
    let whole = user.is_empty() || domain.is_empty() || user.contains(':') || domain.contains('@');
    let parts = (!whole).then(|| (user.to_owned(), domain.to_owned()));
    if draft.refused(&fields::USERNAME) {
        return;
    }
    if draft.answers.domain.is_some() {
        draft.error(
            &fields::USERNAME,
            say(
                "The user name holds an @ and there is a domain as well. Write only the part before the @ here, or empty the domain.",
                "ユーザー名に @ があり、ドメインも書かれています。ここには @ の前だけを書くか、ドメインを空にしてください。",
            ),
        );
        let empty = Fix {
            label: say("Empty the domain", "ドメインを空にする").into(),
            answers: vec![(&fields::DOMAIN, String::new())],
        };
        let first = parts.map(|(user, _)| Fix::write(&fields::USERNAME, user));
        draft.offer(first.into_iter().chain([empty]));
    } else {
        draft.warn(
            &fields::USERNAME,
            say(
                "CNTLM sends the name as it is, @ included. It works where the proxy accepts user principal names; otherwise split it into user name and domain.",
                "CNTLM は @ を含む名前をそのまま送ります。プロキシがユーザープリンシパル名を受け付けない場合は、ユーザー名とドメインに分けてください。",
            ),
        );
        draft.offer(parts.map(|(user, domain)| Fix::split(&domain, &user)));
    }
}

/// The hash is computed here and carries what the file cannot.
fn hash() -> Fix {
    Fix::choose(&fields::SECRET, "hash")
}

struct Name {
    typed: Text<Plain>,
    written: Text<Cntlm>,
}

/// A user or domain as this cntlm can send it: each byte of the file becomes one UTF-16 unit, so
/// only U+0000–U+00FF exist, in a file of ISO-8859-1.
fn name(field: &'static Field, typed: Text<Plain>, max: usize, draft: &mut Draft) -> Option<Name> {
    if draft.refused(field) {
        return None;
    }
    let text = typed.as_str();
    let length = text.chars().count();
    if text.chars().any(|c| c > '\u{ff}') {
        draft.error(
            field,
            say(
                "CNTLM can send only characters up to U+00FF (Western European). Use an account whose name fits.",
                "CNTLM が送れるのは U+00FF までの文字（西ヨーロッパの文字）だけです。それで書ける名前のアカウントを使ってください。",
            ),
        );
        // Nobody's account, but what a Japanese input method makes of ASCII.
        draft.offer([Fix::write(field, mend::narrow(text))]);
        return None;
    }
    if !text.is_ascii() && draft.answers.secret != SecretKind::Hash {
        draft.error(
            field,
            say(
                "CNTLM itself hashes names outside ASCII wrongly. Choose the hash, which is computed here.",
                "ASCII 以外の文字を含む名前は、CNTLM 自身では正しくハッシュにできません。ここで計算する「ハッシュ」を選んでください。",
            ),
        );
        draft.offer([hash()]);
        return None;
    }
    if length > max {
        draft.error(
            field,
            message!(
                "This has {length} characters, and this CNTLM cuts it off after {max} (0.92 after 49, 0.94 after 63). Use a shorter name.",
                "{length} 文字ありますが、この CNTLM では {max} 文字で切られます（0.92 は 49 文字、0.94 は 63 文字）。短い名前を使ってください。",
            ),
        );
        return None;
    }
    let Some(written) = cntlm::value(&typed) else {
        draft.error(
            field,
            say(
                "cntlm.conf has no way to write this: a double quote together with # or with a quote or ; at the start. Use another account.",
                "二重引用符が、# や先頭の引用符または ; と一緒に使われています。cntlm.conf ではこの名前を書けないので、別のアカウントを使ってください。",
            ),
        );
        return None;
    };
    if !text.is_ascii() {
        let doubtful = text.contains(['µ', 'ÿ']);
        draft.warn(
            field,
            say(
                "cntlm.conf is written in ISO-8859-1 for this name. Download it; copying the text would change its bytes.",
                "この名前のため、cntlm.conf は ISO-8859-1 で書かれます。コピーするとバイトが変わるので、ダウンロードしてください。",
            ),
        );
        if doubtful {
            draft.warn(
                field,
                say(
                    "Windows may upper-case µ and ÿ differently from Unicode, and then the hash does not match. Try one login before you rely on it.",
                    "µ と ÿ は Windows での大文字が Unicode と異なることがあり、その場合はハッシュが合いません。使う前に一度ログインを試してください。",
                ),
            );
        }
    }
    Some(Name { typed, written })
}

fn credential(draft: &mut Draft, identity: &Identity, limits: &Limits) -> Credential {
    let Some(password) = draft.answers.password.clone() else {
        return match draft.answers.secret {
            SecretKind::Ask => Credential::Ask,
            SecretKind::Hash => Credential::Hash(None),
            SecretKind::Plain => Credential::Plain(Text::constant("missing-password")),
        };
    };
    let field = &fields::PASSWORD;
    let text = password.as_str();
    match draft.answers.secret {
        SecretKind::Ask => Credential::Ask,
        SecretKind::Hash => {
            let domain = identity.domain.as_ref().map_or("", Text::as_str);
            let hash = credentials::ntowfv2(identity.username.as_str(), domain, text);
            Credential::Hash(Some(Ntlmv2::new(hash)))
        }
        SecretKind::Plain => {
            let (length, max) = (text.chars().count(), limits.password);
            let written = cntlm::value(&password);
            if text.chars().any(|c| c > '\u{ff}') {
                draft.error(
                    field,
                    say(
                        "CNTLM cannot send characters above U+00FF from a password in its file. Choose the hash.",
                        "CNTLM は、ファイルに書いたパスワードのうち U+00FF を超える文字を送れません。「ハッシュ」を選んでください。",
                    ),
                );
                draft.offer([hash()]);
            } else if length > max {
                draft.error(
                    field,
                    message!(
                        "This CNTLM cuts passwords off after {max} characters. Choose the hash, which has no limit.",
                        "この CNTLM ではパスワードが {max} 文字で切られます。長さの制限がない「ハッシュ」を選んでください。",
                    ),
                );
                draft.offer([hash()]);
            } else if written.is_none() {
                draft.error(
                    field,
                    say(
                        "cntlm.conf has no way to write this password: it has a double quote together with #, a blank at an end, or a quote or ; at the start. Choose the hash.",
                        "二重引用符が、#、前後の空白、先頭の引用符または ; と一緒に使われています。cntlm.conf ではこのパスワードを書けないので、「ハッシュ」を選んでください。",
                    ),
                );
                draft.offer([hash()]);
            } else if !text.is_ascii() {
                draft.warn(
                    field,
                    say(
                        "cntlm.conf is written in ISO-8859-1 for this password. Download it; copying the text would change its bytes. The hash avoids this.",
                        "このパスワードのため、cntlm.conf は ISO-8859-1 で書かれます。コピーするとバイトが変わるので、ダウンロードしてください。「ハッシュ」ならその心配はありません。",
                    ),
                );
                draft.offer([hash()]);
            }
            let usable = written.filter(|_| !draft.refused(field));
            Credential::Plain(usable.unwrap_or_else(|| Text::constant("missing-password")))
        }
    }
}

//! What no answer can tell alone: which ones are missing, which contradict each other, what the
//! chosen cntlm can carry, and the plan that they make.

use super::draft::Draft;
use super::no_proxy::{self, Network};
use super::plan::{
    Bridge, ClientConfig, ClientValues, CorporateProxy, Dind, DindKind, GitLab, HostPort, Identity,
    Login, Plan, Route,
};
use super::read::RouteKind;
use super::values::Shown;
use super::{Fix, fields, local_proxy};
use crate::say::message;
use crate::say::say;
use std::net::Ipv4Addr;

pub(super) fn plan(draft: &mut Draft) -> Plan {
    if draft.answers.proxies.is_empty() && !draft.refused(&fields::PROXIES) {
        draft.error(
            &fields::PROXIES,
            say(
                "At least one proxy is needed. Write host:port; your browser's proxy settings or the network team know it.",
                "プロキシが一つは必要です。ホスト:ポート の形で書いてください。ブラウザーのプロキシ設定か、ネットワークの担当者に聞くと分かります。",
            ),
        );
    }
    let route = match draft.answers.route {
        RouteKind::Cntlm => Route::Cntlm(local_proxy::local_proxy(draft)),
        RouteKind::Direct => Route::Direct(corporate_proxy(draft)),
    };
    let gitlab = gitlab(draft);
    let dind = dind(draft, &route);

    let docker = matches!(draft.answers.dind, Some(DindKind::Tls | DindKind::Plain));
    let direct = gitlab.as_ref().filter(|gitlab| gitlab.direct);
    let host = direct.map(|gitlab| &gitlab.host);
    let no_proxy = no_proxy::list(host, &draft.answers.no_proxy, docker);
    let (length, max) = (no_proxy.as_str().len(), no_proxy::LONGEST);
    if length > max {
        draft.error(
            &fields::NO_PROXY,
            message!(
                "The list is {length} bytes long, and a service does not start with so long a variable. Keep it under {max} by listing domains instead of hosts.",
                "一覧が {length} バイトあり、これほど長い変数ではサービスが起動しません。ホストの代わりにドメインを書いて、{max} バイト以下にしてください。",
            ),
        );
    }

    let plan = Plan {
        route,
        gitlab,
        no_proxy,
        daemon: draft.answers.daemon,
        dind,
        ca: draft.answers.ca.take(),
    };
    warn_about_gitlab(draft, &plan);
    plan
}

fn corporate_proxy(draft: &mut Draft) -> CorporateProxy {
    let mut proxies = std::mem::take(&mut draft.answers.proxies).into_iter();
    let proxy = proxies.next();
    if proxies.next().is_some() {
        draft.error(
            &fields::PROXIES,
            say(
                "Without CNTLM there is exactly one proxy; only CNTLM can fail over to another. Keep one line.",
                "CNTLM を使わないときのプロキシは一つだけです。別のプロキシへの切り替えは CNTLM にしかできません。一行だけ残してください。",
            ),
        );
        let first = proxy.iter().map(|proxy| {
            let kept = proxy.joined();
            let shown = Shown(kept.as_str());
            Fix {
                label: message!("Keep `{shown}` alone", "`{shown}` だけを残す"),
                answers: vec![(&fields::PROXIES, kept.as_str().to_owned())],
            }
        });
        draft.offer(first.chain([Fix::choose(&fields::ROUTE, "cntlm")]));
    }
    let host = proxy.as_ref().map_or("", |proxy| proxy.host.as_str());
    if host.eq_ignore_ascii_case("localhost") || host.starts_with("127.") || host == "[::1]" {
        draft.warn(
            &fields::PROXIES,
            say(
                "Every container has a loopback of its own, so jobs and services cannot reach this address. Write one that containers reach, such as docker0's.",
                "コンテナーはそれぞれ自分のループバックを持つので、ジョブやサービスからこのアドレスには届きません。docker0 のアドレスのように、コンテナーから届くものを書いてください。",
            ),
        );
    }
    let answers = &draft.answers;
    let login = match (
        answers.username.clone(),
        answers.domain.clone(),
        answers.password.clone(),
    ) {
        (Some(username), domain, password) => Some(Login {
            identity: Identity { username, domain },
            password,
        }),
        (None, None, None) => None,
        _ => {
            if !draft.refused(&fields::USERNAME) {
                draft.error(
                    &fields::USERNAME,
                    say(
                        "There is a domain or a password but no user name. Write the user name, or empty the other two.",
                        "ドメインかパスワードがありますが、ユーザー名がありません。ユーザー名を書くか、ほかの二つを空にしてください。",
                    ),
                );
            }
            None
        }
    };
    if let Some(login) = &login {
        if login.identity.has_colon() {
            draft.warn(
                &fields::USERNAME,
                say(
                    "Basic authentication cannot carry a user name or domain with a colon (RFC 7617): the proxy takes the rest for the password.",
                    "Basic 認証ではコロンを含むユーザー名やドメインを送れません (RFC 7617)。プロキシはコロンより後ろをパスワードとして扱います。",
                ),
            );
        }
        let field = if login.password.is_some() {
            &fields::PASSWORD
        } else {
            &fields::USERNAME
        };
        draft.warn(
            field,
            say(
                "These credentials become readable by every user of the host (systemd shows them over D-Bus) and by every job. CNTLM keeps them away from both.",
                "この認証情報は、ホストの全ユーザー（systemd が D-Bus で見せます）と全ジョブから読めるようになります。CNTLM を使えばどちらからも読めません。",
            ),
        );
    }
    CorporateProxy {
        proxy: proxy.unwrap_or_else(HostPort::stand_in),
        login,
    }
}

fn gitlab(draft: &mut Draft) -> Option<GitLab> {
    let direct = draft.answers.gitlab_direct;
    let instance = draft.answers.gitlab.take();
    if direct && instance.is_none() && !draft.refused(&fields::GITLAB) {
        draft.error(
            &fields::GITLAB,
            say(
                "To reach GitLab without the proxy, its host is needed. Write it here, or choose the way through the proxy.",
                "プロキシを通さずに GitLab へ接続するには、そのホスト名が必要です。ここに書くか、プロキシを通すほうを選んでください。",
            ),
        );
    }
    let hosts = &draft.answers.no_proxy;
    instance.map(|instance| GitLab {
        proxied: !direct && !no_proxy::covers(hosts, instance.host.as_str()),
        host: instance.host,
        port: instance.port,
        https: instance.https,
        direct,
    })
}

fn warn_about_gitlab(draft: &mut Draft, plan: &Plan) {
    let Some(gitlab) = &plan.gitlab else {
        return;
    };
    let cloud = gitlab.host.as_str() == "gitlab.com";
    if cloud == gitlab.proxied {
        return;
    }
    // The two requests ask for a password where one is needed, so that none is shown here.
    let user = match &plan.route {
        Route::Direct(CorporateProxy { login: Some(_), .. }) => " --proxy-user USER",
        _ => "",
    };
    let proxy = match &plan.route {
        Route::Cntlm(local) => format!("http://{}:{}", local.docker0, local.port),
        // A shell may take the brackets of an IPv6 address for a pattern.
        Route::Direct(direct) => format!("'http://{}'", direct.proxy.joined().as_str()),
    };
    let url = gitlab.url();
    let url = url.as_str();
    let through = format!("curl -sSI --noproxy '' -x {proxy}{user} {url}");
    let without = format!("curl -sSI --noproxy '*' {url}");
    draft.warn(
        &fields::GITLAB_ROUTE,
        if cloud {
            message!(
                "gitlab.com is usually reached through the proxy. Whichever of these answers on the host decides: `{through}` (through the proxy) or `{without}` (without it).",
                "gitlab.com へは、ふつうプロキシを通して接続します。ホスト上で次のどちらが応答するかで決めてください：`{through}`（プロキシを通す）、`{without}`（通さない）。",
            )
        } else {
            message!(
                "A GitLab inside the company is often unreachable through the proxy. Whichever of these answers on the host decides: `{through}` (through the proxy) or `{without}` (without it).",
                "社内の GitLab には、プロキシを通すとつながらないことがよくあります。ホスト上で次のどちらが応答するかで決めてください：`{through}`（プロキシを通す）、`{without}`（通さない）。",
            )
        },
    );
}

fn dind(draft: &mut Draft, route: &Route) -> Option<Dind> {
    let kind = draft.answers.dind?;
    let login = match route {
        Route::Direct(direct) => direct.login.is_some(),
        Route::Cntlm(_) => false,
    };
    let default = if login {
        ClientValues::Live
    } else {
        ClientValues::Fixed
    };
    let client_values = draft.answers.client_values.unwrap_or(default);
    let client_config = draft.answers.client_config;
    if login && client_values == ClientValues::Fixed && client_config == ClientConfig::BeforeScript
    {
        draft.error(
            &fields::CLIENT_VALUES,
            say(
                "The credentials would be committed with .gitlab-ci.yml. Choose the job's $HTTP_PROXY, or pre_build_script.",
                "認証情報が .gitlab-ci.yml と一緒にコミットされてしまいます。ジョブの $HTTP_PROXY か、pre_build_script を選んでください。",
            ),
        );
        draft.offer([
            Fix::choose(&fields::CLIENT_VALUES, "live"),
            Fix::choose(&fields::CLIENT_CONFIG, "pre-build-script"),
        ]);
    }
    Some(Dind {
        kind,
        client_config,
        client_values,
        bridge: match route {
            Route::Cntlm(local) => Some(bridge(local.docker0, draft)),
            Route::Direct(_) => None,
        },
    })
}

/// Where the inner docker0 shall be: its default, 172.17.0.1, would shadow the outer one, on which
/// CNTLM listens, in every job with a network of its own.
fn bridge(docker0: Ipv4Addr, draft: &Draft) -> Bridge {
    let first = Network::new(Ipv4Addr::new(10, 250, 0, 0), 24);
    // docker0's own network is not asked for; Docker's default is a /16.
    let outer = Network::new(docker0, 16);
    let networks = draft
        .answers
        .no_proxy
        .iter()
        .filter_map(|entry| entry.network);
    if networks
        .chain([outer])
        .any(|network| network.overlaps(first))
    {
        Bridge::Second
    } else {
        Bridge::First
    }
}

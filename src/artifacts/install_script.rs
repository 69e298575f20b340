//! `install.sh`: every file of the plan in one script, as one more layer of quoting.

use super::{
    Artifact, Charset, ca_file, cntlm_conf, cntlm_drop_in, config_toml, daemon_json, docker_client,
};
use super::{Place, docker_drop_in, environment, runner_drop_in, steps};
use crate::form::plan::{CntlmVersion, Credential, Daemon, DindKind, Plan, Route};
use crate::install::{self, Content, DOCKER0, Data};
use crate::say::{Lang, say};
use crate::text::sh::{self, Sh};
use crate::text::systemd::{self, Output};
use crate::text::toml::Toml;
use crate::text::{File, Plain, Template, Text};
use std::net::Ipv4Addr;

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "install.sh",
    why: say(
        "Does all the steps of README.md by itself: puts every file in place, proves that it works, and takes it back.",
        "README.md の手順をすべて自動で行います。ファイルを置き、動作を確かめ、元に戻すこともできます。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "Look first: `sh install.sh --dry-run` shows every difference, changes nothing, and needs no root. Then run it as root: `sh install.sh`. `--check` looks at every link of the chain, `--rollback` gives every file back.",
                "まず `sh install.sh --dry-run` で違いを確かめてください。何も変更せず、root も必要ありません。次に root で `sh install.sh` を実行します。`--check` はつながりを一つずつ調べ、`--rollback` はすべてのファイルを元に戻します。",
            ),
            say(
                "It waits for running jobs, sends exactly one request through the proxy, and stops at a refused login with the host as it was. Docker, whose restart ends every container, is restarted only when you say so.",
                "実行中のジョブの終了を待ち、プロキシには一度だけ要求を送ります。ログインを拒否されたら、ホストを元に戻して止まります。コンテナーがすべて終了する Docker の再起動は、指示したときにだけ行います。",
            ),
        ];
        notes.push(say(
            "A browser may ask whether to keep a script. Keep it, or take it out of the archive.",
            "ブラウザーがスクリプトを残すかどうかを尋ねることがあります。残すか、アーカイブから取り出してください。",
        ));
        if (ARTIFACT.secret)(plan) {
            notes.push(say(
                "It holds what cntlm.conf or the proxy's URL holds: anyone who reads it can log in as this user. Keep it 0600 and delete it after use; where it has to travel, choose “Nothing yet” for the password.",
                "cntlm.conf やプロキシの URL と同じ秘密の値が入っています。読んだ人はこのユーザーとしてログインできるので、モードは 0600 のままにし、使い終わったら消してください。人の手を渡る場合は、パスワードに「まだ何も置かない」を選んでください。",
            ));
        }
        notes
    },
    run: Some("sudo sh install.sh"),
    charset: Charset::Utf8,
    secret: |plan| {
        let credential = plan.local_proxy().map(|local| &local.credential);
        plan.url_is_secret() || !matches!(credential, None | Some(Credential::Ask))
    },
    owner: super::root,
    wanted: |_| true,
    render: |plan, _| Text::<File>::whole(&install::script(&data(plan))),
};

/// The files that it puts in place, with their names for `--only`, in its order.
const FILES: [(&str, &Artifact); 7] = [
    ("ca-file", &ca_file::ARTIFACT),
    ("cntlm-conf", &cntlm_conf::ARTIFACT),
    ("cntlm-drop-in", &cntlm_drop_in::ARTIFACT),
    ("docker-drop-in", &docker_drop_in::ARTIFACT),
    ("daemon-json", &daemon_json::ARTIFACT),
    ("runner-drop-in", &runner_drop_in::ARTIFACT),
    ("client-config", &docker_client::ARTIFACT),
];

/// Whether all of it can be rendered.
pub(super) fn complete() -> bool {
    install::program().is_some()
}

fn data(plan: &Plan) -> Data {
    Data {
        variables: variables(plan),
        places: places(plan),
        contents: contents(plan),
    }
}

fn variables(plan: &Plan) -> Vec<(&'static str, Text<Sh>)> {
    let word = Text::<Sh>::constant;
    let mut variables = vec![
        (
            "route",
            word(if plan.local_proxy().is_some() {
                "cntlm"
            } else {
                "direct"
            }),
        ),
        (
            "daemon",
            word(match plan.daemon {
                Daemon::DropIn => "drop-in",
                // Without quotes it looks like a subtraction.
                Daemon::DaemonJson => "'daemon-json'",
            }),
        ),
        (
            "dind",
            word(match plan.dind.as_ref().map(|dind| dind.kind) {
                None => "none",
                Some(DindKind::Tls) => "tls",
                Some(DindKind::Plain) => "plain",
                Some(DindKind::Socket) => "socket",
            }),
        ),
        ("request_url", sh::word(&steps::request_target(plan))),
        (
            "direct_url",
            match plan.gitlab.as_ref().filter(|gitlab| !gitlab.proxied) {
                Some(gitlab) => sh::word(&gitlab.url()),
                None => word("''"),
            },
        ),
    ];
    let local = plan.local_proxy();
    let address = |address| sh::word(&Text::address(address));
    let secret = match local.map(|local| &local.credential) {
        Some(Credential::Ask) => "ask",
        _ => "given",
    };
    variables.extend([
        (
            "form_docker0",
            local.map_or_else(|| word("''"), |local| address(local.docker0)),
        ),
        (
            "port",
            local.map_or_else(|| word("''"), |local| sh::word(&Text::number(local.port))),
        ),
        (
            "form_cntlm",
            word(local.map_or("", |local| local.version.name())),
        ),
        (
            "needs_cntlm",
            word(local.map_or("", |local| local.needs.name())),
        ),
        ("secret_kind", word(secret)),
    ]);
    variables
}

fn places(plan: &Plan) -> Vec<install::Place> {
    let wanted = FILES.iter().filter(|(_, artifact)| (artifact.wanted)(plan));
    let place = |(id, artifact): &(&'static str, &'static Artifact)| {
        let Place::Host(path) = artifact.place() else {
            return None;
        };
        let mode = match artifact.mode(plan) {
            0o600 => "600",
            _ => "644",
        };
        Some(install::Place { id, path, mode })
    };
    let mut places: Vec<_> = wanted.filter_map(place).collect();
    if plan.ca.is_some() {
        places.push(install::Place {
            id: "ca-store",
            path: "\"$ca_store/runner-proxy.crt\"",
            mode: "644",
        });
    }
    places.push(install::Place {
        id: "config-toml",
        path: "\"${config_toml:-/etc/gitlab-runner/config.toml}\"",
        mode: "600",
    });
    places
}

fn contents(plan: &Plan) -> Vec<Content> {
    let docker0 = plan.local_proxy().map(|local| local.docker0);
    let version = plan.local_proxy().map(|local| local.version);
    // The file of a plan on another docker0, for another cntlm.
    let open = |version: Option<CntlmVersion>, render: &dyn Fn(&Plan) -> Text<File>| match (
        docker0, version,
    ) {
        (Some(docker0), Some(version)) => {
            let on = |address: Ipv4Addr| render(&plan.on(address, version));
            Template::open_address(DOCKER0, docker0, on)
        }
        _ => render(plan).into(),
    };
    let utf8 = |key, render: &dyn Fn(&Plan) -> Text<File>| Content {
        key,
        text: open(version, render),
        charset: Charset::Utf8,
    };
    let mut contents = Vec::new();
    if let Route::Cntlm(_) = plan.route {
        for (key, version) in [
            ("cntlm-conf:0.92", CntlmVersion::V092),
            ("cntlm-conf:0.94", CntlmVersion::V094),
        ] {
            contents.push(Content {
                key,
                text: open(Some(version), &|plan| rendered(&cntlm_conf::ARTIFACT, plan)),
                charset: cntlm_conf::ARTIFACT.charset,
            });
        }
        for (key, version) in [
            ("cntlm-drop-in:plain", CntlmVersion::V092),
            ("cntlm-drop-in:group", CntlmVersion::V094),
        ] {
            contents.push(Content {
                key,
                text: open(Some(version), &|plan| {
                    rendered(&cntlm_drop_in::ARTIFACT, plan)
                }),
                charset: Charset::Utf8,
            });
        }
    }
    for (key, artifact) in FILES
        .iter()
        .filter(|(id, artifact)| !id.starts_with("cntlm-") && (artifact.wanted)(plan))
    {
        contents.push(utf8(key, &|plan| rendered(artifact, plan)));
    }
    contents.extend([
        utf8("config-toml:ours", &|plan| {
            Text::whole(&config_toml::keys(plan))
        }),
        utf8("config-toml:theirs", &|plan| {
            Text::whole(&config_toml::rewritten_keys(plan))
        }),
        utf8("config-toml:docker", &|plan| {
            Text::whole(&docker_table(plan))
        }),
        utf8("config-toml:template.toml", &|plan| {
            rendered(&config_toml::ARTIFACT, plan)
        }),
        utf8("config-toml:proxy.env", &|plan| Text::whole(&exports(plan))),
        utf8("environment:raw", &|plan| {
            Text::whole(&environment::raw(plan))
        }),
        utf8("docker-info", &|plan| Text::whole(&docker_info(plan))),
        utf8("proxies", &|plan| Text::whole(&proxies(plan))),
    ]);
    if plan.ca.is_some() {
        contents.push(utf8("config-toml:volume", &|_| {
            Text::whole(&config_toml::added_volume())
        }));
    }
    contents
}

fn rendered(artifact: &Artifact, plan: &Plan) -> Text<File> {
    // None of the files on the machine has words in it.
    (artifact.render)(plan, Lang::En)
}

fn docker_table(plan: &Plan) -> Text<Toml> {
    config_toml::docker(plan).unwrap_or_else(Text::empty)
}

/// For `gitlab-runner register`, which sees no drop-in.
fn exports(plan: &Plan) -> Text<Sh> {
    let mut lines = Text::constant("# The proxy, for gitlab-runner register.\n");
    for (name, value) in environment::variables(plan) {
        let value = match value {
            environment::Value::Url(url) => sh::single_quoted(&url),
            environment::Value::Hosts(hosts) => sh::single_quoted(&hosts),
        };
        lines.push(&Text::concat([
            &Text::constant("export "),
            &Text::constant(name),
            &Text::constant("="),
            &value,
            &Text::constant("\n"),
        ]));
    }
    lines
}

/// What `docker info` prints of the proxy.
fn docker_info(plan: &Plan) -> Text<Output> {
    let mut lines = steps::docker_info(plan);
    lines.push(&Text::constant("\n"));
    lines
}

/// The corporate proxies, `host:port` a line.
fn proxies(plan: &Plan) -> Text<Output> {
    let proxies: Vec<Text<Plain>> = match &plan.route {
        Route::Cntlm(local) => local.proxies.iter().map(|proxy| proxy.joined()).collect(),
        Route::Direct(direct) => vec![direct.proxy.joined()],
    };
    let mut lines = Text::empty();
    for proxy in &proxies {
        lines.push(&systemd::printed(proxy));
        lines.push(&Text::constant("\n"));
    }
    lines
}

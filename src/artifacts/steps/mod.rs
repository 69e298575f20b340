//! The numbered commands: what to do with the files, in order, and what it prints when it worked.
//!
//! The order is the safe one. The runner stops first, because each of its polls with a wrong
//! password is one more failed logon; exactly one request then shows whether the login works; and
//! what holds running jobs (Docker) is restarted only after that. No command overwrites a
//! `daemon.json`, `config.json` or `config.toml` that is there.

use super::{Artifact, Place, cntlm_conf, config_toml, daemon_json, docker_client, docker_drop_in};
use super::{ca_file, gitlab_ci, runner_drop_in};
use crate::form::plan::{Daemon, Plan, Route};
use crate::say::{Say, say};
use crate::text::Text;
use crate::text::sh::{self, Sh};
use crate::text::systemd::Output;
use crate::text::url::{self, Url};

mod ca;
mod cntlm;
mod verify;

pub(super) use verify::shown_by_docker as docker_info;

/// One numbered step.
pub struct Step {
    /// The file it belongs to.
    pub artifact: &'static Artifact,
    /// What it does and why.
    pub say: Say,
    /// What to type as root, in the directory of the files; nothing when a person edits a file.
    pub commands: Option<Text<Sh>>,
    /// What it prints when it worked.
    pub expect: Option<Text<Output>>,
}

/// All steps of a plan, in order.
pub fn steps(plan: &Plan) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Route::Cntlm(local) = &plan.route {
        steps.push(cntlm::which_cntlm(local));
    }
    steps.push(step(
        &runner_drop_in::ARTIFACT,
        say(
            "Stop the runner. It polls every three seconds, and each poll with a wrong password is a failed logon that can lock the account. Running jobs end, so choose a quiet moment. Go on if it is not installed yet.",
            "ランナーを止めます。三秒ごとに問い合わせるので、パスワードが違っているとそのたびにログオンに失敗し、アカウントがロックされるおそれがあります。実行中のジョブは終了するので、空いている時間に行ってください。まだインストールしていなければ、次へ進んでください。",
        ),
        constant("systemctl stop gitlab-runner"),
    ));
    if let Some(ca) = &plan.ca {
        steps.extend(ca::into_place(plan, ca));
    }
    if let Route::Cntlm(local) = &plan.route {
        steps.extend(cntlm::files_and_start(plan, local));
    }
    steps.push(one_request(plan));
    steps.extend(docker(plan));
    steps.extend(runner(plan));
    steps
}

/// An address that the proxy shall carry, over https, so that the proxy alone answers: GitLab
/// itself, or else the registry of Docker's images.
pub(super) fn request_target(plan: &Plan) -> Text<Url> {
    match &plan.gitlab {
        Some(gitlab) if gitlab.https && gitlab.proxied => gitlab.url(),
        _ => Text::constant("https://registry-1.docker.io/v2/"),
    }
}

/// The one request that shows whether the login works.
fn one_request(plan: &Plan) -> Step {
    let target = request_target(plan);
    let mut command = constant(match plan.ca {
        None => "curl -sS -o /dev/null -w '%{http_connect}\\n'",
        Some(_) => "curl -sS -o /dev/null -w '%{http_connect} %{ssl_verify_result}\\n'",
    });
    // The shell's own no_proxy must not take the proxy out of the test.
    command.push(&constant(" --noproxy '' -x "));
    let (artifact, address) = match &plan.route {
        Route::Cntlm(_) => (&cntlm_conf::ARTIFACT, plan.proxy_url()),
        Route::Direct(direct) => {
            let proxy = &direct.proxy;
            (
                &runner_drop_in::ARTIFACT,
                url::proxy(None, &proxy.host, proxy.port),
            )
        }
    };
    command.push(&sh::word(&address));
    if let Route::Direct(direct) = &plan.route
        && let Some(login) = &direct.login
        && !login.identity.has_colon()
    {
        let domain = login.identity.domain.as_ref();
        let mut user = domain.cloned().unwrap_or_else(Text::empty);
        if domain.is_some() {
            user.push(&Text::constant("\\"));
        }
        user.push(&login.identity.username);
        command.push(&constant(" --proxy-user "));
        command.push(&sh::word(&user));
    }
    command.push(&constant(" "));
    command.push(&sh::word(&target));
    let login = say(
        "Send exactly one request through the proxy. On 407 stop here: the login is refused, and each further try counts as one more failed logon. Check user, domain and password, and CNTLM's version. (403 means that the login worked and the proxy forbids this address.)",
        "プロキシを通して、一度だけ要求を送ります。407 ならここで止めてください。ログインが拒否されていて、試すたびに失敗が一回増えます。ユーザー名、ドメイン、パスワード、CNTLM のバージョンを確かめてください。（403 なら、ログインはできていて、プロキシがこの宛先を禁じています。）",
    );
    let open = say(
        "Send exactly one request through the proxy. On 407 stop here: the proxy refuses the login, or wants one. (403 means that the proxy forbids this address.)",
        "プロキシを通して、一度だけ要求を送ります。407 ならここで止めてください。プロキシがログインを拒否しているか、ログインを求めています。（403 なら、プロキシがこの宛先を禁じています。）",
    );
    let say = match (&plan.route, &plan.ca) {
        (_, Some(_)) => ca::ONE_REQUEST,
        (Route::Cntlm(_), None) => login,
        (Route::Direct(_), None) => open,
    };
    let trusted = plan.ca.is_some();
    step(artifact, say, command).printing(if trusted { "200 0" } else { "200" })
}

fn docker(plan: &Plan) -> Vec<Step> {
    let mut steps = match plan.daemon {
        Daemon::DropIn => vec![step(
            &docker_drop_in::ARTIFACT,
            say(
                "Tell dockerd the proxy. Restarting Docker ends every container of this host.",
                "dockerd にプロキシを設定します。Docker を再起動すると、このホストのコンテナーはすべて終了します。",
            ),
            lines(&[
                install(&docker_drop_in::ARTIFACT, plan),
                constant("systemctl daemon-reload\nsystemctl restart docker"),
            ]),
        )],
        Daemon::DaemonJson => daemon_json(plan),
    };
    let artifact = match plan.daemon {
        Daemon::DropIn => &docker_drop_in::ARTIFACT,
        Daemon::DaemonJson => &daemon_json::ARTIFACT,
    };
    steps.push(verify::docker_info(artifact, plan));
    if plan.daemon == Daemon::DropIn {
        steps.push(verify::shown_by_systemd(artifact, "docker", plan));
        steps.push(verify::later_drop_ins(artifact, "docker"));
    }
    steps
}

fn daemon_json(plan: &Plan) -> Vec<Step> {
    let artifact = &daemon_json::ARTIFACT;
    vec![
        step(
            artifact,
            say(
                "See that the server is 23.0 or newer. If not, choose the drop-in in the form.",
                "サーバーが 23.0 以降であることを確かめます。そうでなければ、フォームでドロップインを選んでください。",
            ),
            constant("docker version --format '{{.Server.Version}}'"),
        ),
        step(
            artifact,
            say(
                "See that this dockerd accepts the file.",
                "この dockerd がファイルを受け付けることを確かめます。",
            ),
            constant("dockerd --validate --config-file host/etc/docker/daemon.json"),
        )
        .printing("configuration OK"),
        step(
            artifact,
            say(
                "Put the file in place. An existing one is left alone; then put “proxies” into it by hand.",
                "ファイルを置きます。すでにある場合は書き換えないので、「proxies」を手で書き加えてください。",
            ),
            install_if_absent(artifact, plan),
        ),
        step(
            artifact,
            say(
                "See that it also accepts what is in place now. With a file that it refuses, it would not start again.",
                "置いたあとの内容も受け付けることを確かめます。受け付けないファイルがあると、dockerd は再び起動できません。",
            ),
            constant("dockerd --validate --config-file /etc/docker/daemon.json"),
        )
        .printing("configuration OK"),
        step(
            artifact,
            say(
                "Restart Docker. This ends every container of this host.",
                "Docker を再起動します。このホストのコンテナーはすべて終了します。",
            ),
            constant("systemctl restart docker"),
        ),
    ]
}

fn runner(plan: &Plan) -> Vec<Step> {
    let drop_in = &runner_drop_in::ARTIFACT;
    let merge = say(
        "Open /etc/gitlab-runner/config.toml and put the keys of paste/config.toml into each [[runners]], before its first [runners.…] table. When no runner is registered yet, run `gitlab-runner register --template-config paste/config.toml` in a shell that has the drop-in's HTTP_PROXY, HTTPS_PROXY and NO_PROXY exported.",
        "/etc/gitlab-runner/config.toml を開き、paste/config.toml のキーを各 [[runners]] に、最初の [runners.…] の表より前に書き加えます。まだランナーを登録していなければ、ドロップインと同じ HTTP_PROXY、HTTPS_PROXY、NO_PROXY を export したシェルで `gitlab-runner register --template-config paste/config.toml` を実行してください。",
    );
    let merge_with_docker = say(
        "Open /etc/gitlab-runner/config.toml and put the keys of paste/config.toml into each [[runners]], before its first [runners.…] table. `privileged` and `volumes` go into the [runners.docker] that is there already: a second one is an error. When no runner is registered yet, run `gitlab-runner register --template-config paste/config.toml` in a shell that has the drop-in's HTTP_PROXY, HTTPS_PROXY and NO_PROXY exported.",
        "/etc/gitlab-runner/config.toml を開き、paste/config.toml のキーを各 [[runners]] に、最初の [runners.…] の表より前に書き加えます。`privileged` と `volumes` は、すでにある [runners.docker] の中に書きます。[runners.docker] を二つ書くとエラーになります。まだランナーを登録していなければ、ドロップインと同じ HTTP_PROXY、HTTPS_PROXY、NO_PROXY を export したシェルで `gitlab-runner register --template-config paste/config.toml` を実行してください。",
    );
    let mut steps = vec![
        step(
            drop_in,
            say(
                "Tell the runner the proxy.",
                "ランナーにプロキシを設定します。",
            ),
            lines(&[install(drop_in, plan), constant("systemctl daemon-reload")]),
        ),
        Step {
            artifact: &config_toml::ARTIFACT,
            say: match (&plan.dind, &plan.ca) {
                (Some(_), _) => merge_with_docker,
                (None, Some(_)) => ca::MERGE,
                (None, None) => merge,
            },
            commands: None,
            expect: None,
        },
        step(
            drop_in,
            say("Start the runner.", "ランナーを起動します。"),
            constant("systemctl start gitlab-runner"),
        ),
        verify::shown_by_systemd(drop_in, "gitlab-runner", plan),
        verify::process_environment(plan),
        verify::later_drop_ins(drop_in, "gitlab-runner"),
    ];
    if plan.dind.is_some() {
        steps.push(Step {
            artifact: &gitlab_ci::ARTIFACT,
            say: say(
                "Put the content of paste/gitlab-ci.yml into the project's .gitlab-ci.yml.",
                "paste/gitlab-ci.yml の内容を、プロジェクトの .gitlab-ci.yml に書き加えます。",
            ),
            commands: None,
            expect: None,
        });
        steps.push(step(
            &docker_client::ARTIFACT,
            say(
                "Only if root also runs docker build or docker run by hand on this host. An existing config.json is left alone; put “proxies” into it by hand.",
                "このホストで root が docker build や docker run を手で実行する場合だけ行います。既存の config.json は書き換えないので、「proxies」を手で書き加えてください。",
            ),
            install_if_absent(&docker_client::ARTIFACT, plan),
        ));
    }
    steps
}

fn step(artifact: &'static Artifact, say: Say, commands: Text<Sh>) -> Step {
    Step {
        artifact,
        say,
        commands: Some(commands),
        expect: None,
    }
}

impl Step {
    fn expecting(mut self, expect: Text<Output>) -> Self {
        self.expect = Some(expect);
        self
    }

    fn printing(self, expect: &'static str) -> Self {
        self.expecting(Text::constant(expect))
    }
}

fn constant(command: &'static str) -> Text<Sh> {
    Text::constant(command)
}

fn lines(commands: &[Text<Sh>]) -> Text<Sh> {
    Text::join("\n", commands)
}

/// Puts a file at its place with owner and mode; an older one stays beside it as `NAME.~1~`, which
/// no reader of the directory takes for a file of its own.
fn install(artifact: &'static Artifact, plan: &Plan) -> Text<Sh> {
    let Place::Host(target) = artifact.place() else {
        return Text::empty();
    };
    let mode = match artifact.mode(plan) {
        0o600 => " -g root -m 0600 ",
        _ => " -g root -m 0644 ",
    };
    let words = [
        "install -D --backup=numbered -o ",
        (artifact.owner)(plan),
        mode,
        artifact.path,
        " ",
        target,
    ];
    Text::concat(&words.map(constant))
}

fn install_if_absent(artifact: &'static Artifact, plan: &Plan) -> Text<Sh> {
    let Place::Host(target) = artifact.place() else {
        return Text::empty();
    };
    let test = ["test -e ", target, " || "].map(constant);
    Text::concat(test.iter().chain([&install(artifact, plan)]))
}

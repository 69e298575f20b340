//! The numbered commands: what to do with the files, in order, and what it prints when it worked.
//!
//! The order is the safe one. The runner stops first, because each of its polls with a wrong
//! password is one more failed logon; exactly one request then shows whether the login works; and
//! what holds running jobs (Docker) is restarted only after that. No command overwrites a
//! `daemon.json`, `config.json` or `config.toml` that is there.

use super::{Artifact, Place, cntlm_conf, cntlm_drop_in, config_toml, daemon_json, docker_client};
use super::{docker_drop_in, gitlab_ci, mode, runner_drop_in};
use crate::form::plan::{CntlmVersion, Credential, Daemon, LocalProxy, Plan, Route};
use crate::say::{Say, say};
use crate::text::sh::{self, Sh};
use crate::text::systemd::{self, Output};
use crate::text::url::{self, Url};
use crate::text::{Plain, Text};

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
        steps.push(which_cntlm(local));
    }
    steps.push(step(
        &runner_drop_in::ARTIFACT,
        say(
            "Stop the runner. It polls every three seconds, and each poll with a wrong password is a failed logon that can lock the account. Running jobs end, so choose a quiet moment. Go on if it is not installed yet.",
            "ランナーを止めます。三秒ごとに問い合わせるので、パスワードが違っているとそのたびにログオンに失敗し、アカウントがロックされるおそれがあります。実行中のジョブは終了するので、空いている時間に行ってください。まだインストールしていなければ、次へ進んでください。",
        ),
        constant("systemctl stop gitlab-runner"),
    ));
    if let Route::Cntlm(local) = &plan.route {
        steps.extend(cntlm(plan, local));
    }
    steps.push(one_request(plan));
    steps.extend(docker(plan));
    steps.extend(runner(plan));
    steps
}

fn which_cntlm(local: &LocalProxy) -> Step {
    let artifact = &cntlm_conf::ARTIFACT;
    let commands = constant(
        "cntlm -h 2>&1 | grep version\nprintf 'password\\n' | cntlm -H -c /dev/null -u testuser -d corp-uk | awk '/PassNTLMv2/ { print $2 }'",
    );
    match local.version {
        CntlmVersion::V092 => step(
            artifact,
            say(
                "See which CNTLM is installed. These files are for 0.92: the first command names the version, the second must print exactly this hash. E097C611EA19C676CD79309A3A2F59A3 would mean 0.94; then choose 0.94 in the form, because a hash in the other form fails with 407 and no hint.",
                "どの CNTLM が入っているかを確かめます。このファイルは 0.92 用です。一つ目のコマンドでバージョンが分かり、二つ目は下と同じハッシュを表示するはずです。E097C611EA19C676CD79309A3A2F59A3 なら 0.94 なので、フォームで 0.94 を選び直してください。形の違うハッシュは、説明のない 407 で失敗します。",
            ),
            commands,
        )
        .printing("\t-h  Print this help info along with version number.\nCNTLM - Accelerating NTLM Authentication Proxy version 0.92.3\n1F6839EE15E639893286CF65C5D0A65C"),
        CntlmVersion::V094 => step(
            artifact,
            say(
                "See which CNTLM is installed. These files are for 0.94: the first command names the version, the second must end with exactly this hash. 1F6839EE15E639893286CF65C5D0A65C would mean 0.92; then choose 0.92 in the form, because a hash in the other form fails with 407 and no hint.",
                "どの CNTLM が入っているかを確かめます。このファイルは 0.94 用です。一つ目のコマンドでバージョンが分かり、二つ目の最後は下と同じハッシュになるはずです。1F6839EE15E639893286CF65C5D0A65C なら 0.92 なので、フォームで 0.92 を選び直してください。形の違うハッシュは、説明のない 407 で失敗します。",
            ),
            commands,
        )
        .printing("E097C611EA19C676CD79309A3A2F59A3"),
    }
}

fn cntlm(plan: &Plan, local: &LocalProxy) -> Vec<Step> {
    let conf = &cntlm_conf::ARTIFACT;
    let owner = match local.version {
        CntlmVersion::V092 => "root",
        CntlmVersion::V094 => "cntlm",
    };
    let mut steps = vec![step(
        conf,
        say(
            "Put CNTLM's files in place. Older ones stay beside them, with a number at the end of the name.",
            "CNTLM のファイルを置きます。以前のファイルは、名前の最後に番号を付けて隣に残ります。",
        ),
        lines(&[
            install(conf, owner, plan),
            install(&cntlm_drop_in::ARTIFACT, "root", plan),
        ]),
    )];
    if matches!(local.credential, Credential::Ask) {
        steps.push(step(
            conf,
            say(
                "Make the hash: type the password when asked, then put what follows PassNTLMv2 in place of not-set-yet. For a password with characters outside ASCII, or one longer than CNTLM keeps (49 characters in 0.92, 256 in 0.94), choose the hash in the form instead.",
                "ハッシュを作ります。聞かれたらパスワードを入力し、表示された PassNTLMv2 の後ろの値を not-set-yet と置き換えてください。ASCII 以外の文字を含むパスワードや、CNTLM が扱える長さ（0.92 は 49 文字、0.94 は 256 文字）を超えるパスワードでは、フォームで「ハッシュ」を選んでください。",
            ),
            constant("cntlm -H -c /etc/cntlm.conf\n\"${EDITOR:-vi}\" /etc/cntlm.conf"),
        ));
    }
    steps.push(step(
        &cntlm_drop_in::ARTIFACT,
        say(
            "Start CNTLM, also at every boot.",
            "CNTLM を起動します。ホストの起動時にも動くようにします。",
        ),
        constant("systemctl daemon-reload\nsystemctl enable cntlm\nsystemctl restart cntlm"),
    ));
    let listen = Text::join(
        ":",
        [&Text::address(local.docker0), &Text::number(local.port)],
    );
    let mut command = constant("ss -Hltn src ");
    command.push(&sh::word(&listen));
    command.push(&constant(" | awk '{ print $1, $4 }'"));
    let mut expect = Text::constant("LISTEN ");
    expect.push(&systemd::printed(&listen));
    steps.push(
        step(
            conf,
            say(
                "See that it listens on docker0. Debian's start script says success even when it does not; then `journalctl -u cntlm` tells why.",
                "docker0 で待ち受けていることを確かめます。Debian の起動スクリプトは失敗しても成功と報告します。何も表示されなければ `journalctl -u cntlm` で理由が分かります。",
            ),
            command,
        )
        .expecting(expect),
    );
    steps
}

/// The one request that shows whether the login works.
fn one_request(plan: &Plan) -> Step {
    // An address that the proxy shall carry, over https, so that the proxy alone answers: GitLab
    // itself, or else the registry of Docker's images.
    let target = match &plan.gitlab {
        Some(gitlab) if gitlab.https && !gitlab.direct => gitlab.url(),
        _ => Text::constant("https://registry-1.docker.io/v2/"),
    };
    let mut command = constant("curl -sS -o /dev/null -w '%{http_connect}\\n'");
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
    step(
        artifact,
        say(
            "Send exactly one request through the proxy. On 407 stop here: the login is refused, and each further try counts as one more failed logon. Check user, domain and password, and CNTLM's version. (403 means that the login worked and the proxy forbids this address.)",
            "プロキシを通して、一度だけ要求を送ります。407 ならここで止めてください。ログインが拒否されていて、試すたびに失敗が一回増えます。ユーザー名、ドメイン、パスワード、CNTLM のバージョンを確かめてください。（403 なら、ログインはできていて、プロキシがこの宛先を禁じています。）",
        ),
        command,
    )
    .printing("200")
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
                install(&docker_drop_in::ARTIFACT, "root", plan),
                constant("systemctl daemon-reload\nsystemctl restart docker"),
            ]),
        )],
        Daemon::DaemonJson => daemon_json(plan),
    };
    // Docker masks user and password alike.
    let url = match &plan.route {
        Route::Direct(direct) if direct.login.is_some() => {
            let mut masked = Text::<Output>::constant("http://xxxxx:xxxxx@");
            masked.push(&systemd::printed(&direct.proxy.joined()));
            masked
        }
        _ => systemd::printed(&plan.proxy_url()),
    };
    let expect = Text::concat([
        &Text::constant(" HTTP Proxy: "),
        &url,
        &Text::constant("\n HTTPS Proxy: "),
        &url,
        &Text::constant("\n No Proxy: "),
        &systemd::printed(&plan.no_proxy),
    ]);
    let artifact = match plan.daemon {
        Daemon::DropIn => &docker_drop_in::ARTIFACT,
        Daemon::DaemonJson => &daemon_json::ARTIFACT,
    };
    steps.push(
        step(
            artifact,
            say(
                "See that dockerd knows it.",
                "dockerd に設定が届いたことを確かめます。",
            ),
            constant("docker info 2>/dev/null | grep ' Proxy:'"),
        )
        .expecting(expect),
    );
    if plan.daemon == Daemon::DropIn {
        steps.push(shown_by_systemd(artifact, "docker", plan));
    }
    steps
}

fn daemon_json(plan: &Plan) -> Vec<Step> {
    let artifact = &daemon_json::ARTIFACT;
    vec![
        step(
            artifact,
            say(
                "See that the server is 23.0 or newer and accepts the file. If not, choose the drop-in in the form.",
                "サーバーが 23.0 以降で、このファイルを受け付けることを確かめます。そうでなければ、フォームでドロップインを選んでください。",
            ),
            constant(
                "docker version --format '{{.Server.Version}}'\ndockerd --validate --config-file host/etc/docker/daemon.json",
            ),
        )
        .printing("configuration OK"),
        step(
            artifact,
            say(
                "Tell dockerd the proxy. An existing daemon.json is left alone; put “proxies” into it by hand. Restarting Docker ends every container of this host.",
                "dockerd にプロキシを設定します。既存の daemon.json は書き換えないので、「proxies」を手で書き加えてください。Docker を再起動すると、このホストのコンテナーはすべて終了します。",
            ),
            lines(&[install_if_absent(artifact, plan), constant("systemctl restart docker")]),
        ),
    ]
}

fn runner(plan: &Plan) -> Vec<Step> {
    let drop_in = &runner_drop_in::ARTIFACT;
    let mut steps = vec![
        step(
            drop_in,
            say(
                "Tell the runner the proxy.",
                "ランナーにプロキシを設定します。",
            ),
            lines(&[
                install(drop_in, "root", plan),
                constant("systemctl daemon-reload"),
            ]),
        ),
        Step {
            artifact: &config_toml::ARTIFACT,
            say: say(
                "Open /etc/gitlab-runner/config.toml and put the keys of paste/config.toml into each [[runners]], before its first [runners.…] table. When no runner is registered yet, run `gitlab-runner register --template-config paste/config.toml` with HTTPS_PROXY and HTTP_PROXY set in that shell.",
                "/etc/gitlab-runner/config.toml を開き、paste/config.toml のキーを各 [[runners]] に、最初の [runners.…] の表より前に書き加えます。まだランナーを登録していなければ、HTTPS_PROXY と HTTP_PROXY を設定したシェルで `gitlab-runner register --template-config paste/config.toml` を実行してください。",
            ),
            commands: None,
            expect: None,
        },
        step(
            drop_in,
            say("Start the runner.", "ランナーを起動します。"),
            constant("systemctl start gitlab-runner"),
        ),
        shown_by_systemd(drop_in, "gitlab-runner", plan),
        process_environment(plan),
        step(
            drop_in,
            say(
                "See the unit with all its drop-ins: one that comes after http-proxy.conf must not set a proxy.",
                "ユニットをすべてのドロップインとともに表示します。http-proxy.conf より後ろに、プロキシを設定するものがあってはいけません。",
            ),
            constant("systemctl cat gitlab-runner"),
        ),
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

fn shown_by_systemd(artifact: &'static Artifact, unit: &'static str, plan: &Plan) -> Step {
    step(
        artifact,
        say(
            "See that systemd read the drop-in. (A password shows as xxxxx here, and as itself on the host.)",
            "systemd がドロップインを読んだことを確かめます。（パスワードは、ここでは xxxxx、ホストでは実際の値で表示されます。）",
        ),
        Text::concat([&constant("systemctl show --property=Environment "), &constant(unit)]),
    )
    .expecting(systemd::show(&shown(plan)))
}

/// What the process really has: an EnvironmentFile overrides drop-ins, and only here it shows.
fn process_environment(plan: &Plan) -> Step {
    let [http, https, no_proxy] = shown(plan);
    // In the order of `LC_ALL=C sort`.
    let sorted = [https, http, no_proxy]
        .map(|(name, value)| Text::concat([&Text::constant(name), &Text::constant("="), &value]));
    step(
        &runner_drop_in::ARTIFACT,
        say(
            "See what the running process has. If it differs, a file such as /etc/sysconfig/gitlab-runner overrides the drop-in.",
            "動いているプロセスの値を確かめます。違っていれば、/etc/sysconfig/gitlab-runner のようなファイルがドロップインより優先されています。",
        ),
        constant(
            "tr '\\0' '\\n' < \"/proc/$(systemctl show --property=MainPID --value gitlab-runner)/environ\" | grep _PROXY= | LC_ALL=C sort",
        ),
    )
    .expecting(Text::join("\n", &sorted))
}

fn shown(plan: &Plan) -> [(&'static str, Text<Output>); 3] {
    let url: Text<Url> = plan.proxy_url_masked();
    [
        ("HTTP_PROXY", systemd::printed(&url)),
        ("HTTPS_PROXY", systemd::printed(&url)),
        ("NO_PROXY", systemd::printed::<Plain>(&plan.no_proxy)),
    ]
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
fn install(artifact: &'static Artifact, owner: &'static str, plan: &Plan) -> Text<Sh> {
    let Place::Host(target) = artifact.place() else {
        return Text::empty();
    };
    let mode = match mode(artifact, plan) {
        0o600 => " -g root -m 0600 ",
        _ => " -g root -m 0644 ",
    };
    let words = [
        "install -D --backup=numbered -o ",
        owner,
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
    Text::concat(test.iter().chain([&install(artifact, "root", plan)]))
}

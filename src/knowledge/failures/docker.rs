//! dockerd and the docker command of the host, and builds. Seen with Docker 20.10.24 and 28.2.

use super::Failure;
use crate::artifacts::{
    CONFIG_TOML, DAEMON_JSON, DOCKER_CLIENT, DOCKER_DROP_IN, GITLAB_CI, RUNNER_DROP_IN,
};
use crate::say::say;

pub(super) static FAILURES: [Failure; 15] = [
    Failure {
        id: "dockerd-direct",
        title: say(
            "dockerd goes out without the proxy.",
            "dockerd がプロキシを通さずに外へ出ようとしています。",
        ),
        texts: &[
            "registry-1.docker.io…Client.Timeout exceeded while awaiting headers", // moby/moby#43224
            "registry-1.docker.io…request canceled while waiting for connection", // moby/moby#22635
            "registry-1.docker.io…i/o timeout",                                   // moby/moby#43224
            "registry-1.docker.io…context deadline exceeded",                     // as the others
            "lookup registry-1.docker.io…no such host", // source: Go's net
            "lookup registry-1.docker.io…server misbehaving", // source: Go's net
            "Error response from daemon:…failed to do request: Head…i/o timeout", // source: containerd
            "Error response from daemon:…registry.gitlab.com…i/o timeout", // as for Docker Hub
            "Error response from daemon:…lookup registry.gitlab.com…no such host", // as for Docker Hub
            "auth.docker.io…i/o timeout",                                          // as the others
            "lookup auth.docker.io…no such host",                                  // as the others
        ],
        broad: false,
        means: say(
            "It asked the registry outside itself, and the firewall drops that. It has no proxy at all, or only HTTP_PROXY, which has not counted for https:// since 20.10.8.",
            "社外のレジストリに直接つなごうとして、ファイアウォールに捨てられています。プロキシがまったく設定されていないか、HTTP_PROXY しかありません（20.10.8 から https:// には効きません）。",
        ),
        cure: say(
            "Put the drop-in of docker.service in place, or the key \"proxies\" in daemon.json, and restart Docker. The variables of your own shell do not reach dockerd.",
            "docker.service のドロップインか、daemon.json の \"proxies\" を置き、Docker を再起動してください。手元のシェルの環境変数は dockerd には届きません。",
        ),
        files: &[DOCKER_DROP_IN, DAEMON_JSON],
        check: Some("docker info 2>/dev/null | grep ' Proxy:'"),
        sources: &["moby/moby#43224", "docker/for-linux#1290"],
    },
    Failure {
        id: "helper-image",
        title: say(
            "The helper's image cannot be pulled.",
            "ヘルパーのイメージを取得できません。",
        ),
        texts: &[
            "failed to pull image…gitlab-runner-helper", // gitlab-org/gitlab-runner#29472
        ],
        broad: false,
        means: say(
            "Each job needs gitlab-runner-helper from registry.gitlab.com, and dockerd of the host pulls it. It has no proxy, or the proxy forbids that host.",
            "どのジョブにも registry.gitlab.com の gitlab-runner-helper が必要で、ホストの dockerd が取得します。dockerd にプロキシがないか、プロキシがこのホストを禁じています。",
        ),
        cure: say(
            "Give dockerd the proxy. If the host stays forbidden, copy the image to your registry and name it as helper_image in [runners.docker].",
            "dockerd にプロキシを設定してください。禁じられたままなら、イメージを自社のレジストリに写し、[runners.docker] の helper_image で指定します。",
        ),
        files: &[DOCKER_DROP_IN, DAEMON_JSON],
        check: Some("docker info 2>/dev/null | grep ' Proxy:'"),
        sources: &["gitlab-org/gitlab#338586", "gitlab-org/gitlab-runner#29472"],
    },
    Failure {
        id: "pull-failed",
        title: say(
            "An image could not be pulled.",
            "イメージを取得できませんでした。",
        ),
        texts: &[
            "Failed to pull image with policy", // GitLab's documentation of Runner
            "ERROR: Job failed: failed to pull image", // GitLab's documentation of Runner
        ],
        broad: true,
        means: say(
            "dockerd of the host was to pull it, with its own proxy; the variables of the job play no part. The end of the same line says what happened.",
            "取得するのはホストの dockerd で、使うのは dockerd 自身のプロキシです。ジョブの変数は関係しません。何が起きたかは、同じ行の終わりに書かれています。",
        ),
        cure: say(
            "A timeout or an unknown host: dockerd has no proxy. 407: the login. 403 or 5xx: an inside registry is missing in dockerd's NO_PROXY. “Denied” or “unauthorized” comes from the registry and has nothing to do with the proxy.",
            "タイムアウトか名前が引けないなら、dockerd にプロキシがありません。407 はログインの問題です。403 や 5xx なら、社内のレジストリが dockerd の NO_PROXY にありません。denied や unauthorized はレジストリの返事で、プロキシとは関係ありません。",
        ),
        files: &[DOCKER_DROP_IN, DAEMON_JSON],
        check: Some("docker info 2>/dev/null | grep ' Proxy:'"),
        sources: &["gitlab-org/gitlab-runner#29472"],
    },
    Failure {
        id: "docker-hub-limit",
        title: say(
            "Docker Hub's limit for your address is used up.",
            "Docker Hub の、接続元アドレスごとの上限に達しました。",
        ),
        texts: &["toomanyrequests: You have reached your"], // docs.docker.com, Docker Hub usage and limits
        broad: false,
        means: say(
            "The way through the proxy works. But for Docker Hub the whole company comes from one address, that of the proxy.",
            "プロキシを通る経路は正しく動いています。ただし、Docker Hub から見ると、全社がプロキシの一つのアドレスから来ています。",
        ),
        cure: say(
            "Log in to Docker Hub (DOCKER_AUTH_CONFIG for jobs), or use a registry of yours as a mirror.",
            "Docker Hub にログインする（ジョブでは DOCKER_AUTH_CONFIG）か、自社のレジストリをミラーにしてください。",
        ),
        files: &[],
        check: None,
        sources: &[],
    },
    Failure {
        id: "registry-plain-http",
        title: say(
            "The registry speaks plain HTTP, and Docker wants https.",
            "レジストリが平文の HTTP で、Docker は https を求めています。",
        ),
        texts: &["http: server gave HTTP response to HTTPS client"], // run: Go
        broad: false,
        means: say(
            "The host was reached. It has no TLS at this port, or something else, such as a proxy's error page, answers for it.",
            "ホストには届いています。このポートに TLS がないか、プロキシのエラーページなど別のものが応答しています。",
        ),
        cure: say(
            "Give the registry a certificate, or name it in \"insecure-registries\" of daemon.json. See that an inside registry is in NO_PROXY.",
            "レジストリに証明書を用意するか、daemon.json の \"insecure-registries\" に書いてください。社内のレジストリなら、NO_PROXY にあることも確かめてください。",
        ),
        files: &[],
        check: Some("docker info 2>/dev/null | grep -A3 'Insecure Registries'"),
        sources: &[],
    },
    Failure {
        id: "daemon-json-old-docker",
        title: say(
            "This Docker is too old for \"proxies\" in daemon.json, and does not start.",
            "この Docker は daemon.json の \"proxies\" を知らず、起動しません。",
        ),
        texts: &[
            "the following directives don't match any configuration option:…http-proxy", // run: dockerd 20.10.24
            "the following directives don't match any configuration option:…https-proxy", // run: dockerd 20.10.24
            "the following directives don't match any configuration option:…no-proxy", // run: dockerd 20.10.24
            "the following directives don't match any configuration option:…proxies", // moby/moby#42835
        ],
        broad: false,
        means: say(
            "The key came with Docker Engine 23.0. Debian 12 has 20.10.",
            "このキーは Docker Engine 23.0 で加わりました。Debian 12 の Docker は 20.10 です。",
        ),
        cure: say(
            "Choose the drop-in in the form instead, and take \"proxies\" out of daemon.json.",
            "フォームで「ドロップイン」を選び、daemon.json から \"proxies\" を消してください。",
        ),
        files: &[DOCKER_DROP_IN],
        check: Some("dockerd --version"),
        sources: &["moby/moby#42835"],
    },
    Failure {
        id: "daemon-json-key",
        title: say(
            "daemon.json has a key that dockerd does not know, so it does not start.",
            "daemon.json に dockerd の知らないキーがあり、dockerd が起動しません。",
        ),
        texts: &["the following directives don't match any configuration option"], // run
        broad: false,
        means: say(
            "Every unknown key keeps dockerd from starting, a comment such as \"_comment\" too. In \"proxies\" the names are http-proxy, https-proxy and no-proxy.",
            "知らないキーが一つでもあると、dockerd は起動しません。\"_comment\" のような注釈も同じです。\"proxies\" の中の名前は http-proxy、https-proxy、no-proxy です。",
        ),
        cure: say(
            "Take the key out that the message names, then systemctl restart docker.",
            "メッセージにあるキーを消し、systemctl restart docker を実行してください。",
        ),
        files: &[DAEMON_JSON],
        check: Some("journalctl -u docker -n 5; jq keys /etc/docker/daemon.json"),
        sources: &[],
    },
    Failure {
        id: "daemon-json-twice",
        title: say(
            "A setting stands in daemon.json and in dockerd's command line, so it does not start.",
            "同じ設定が daemon.json と dockerd のコマンドラインの両方にあり、dockerd が起動しません。",
        ),
        texts: &["specified both as a flag and in the configuration file"], // run
        broad: false,
        means: say(
            "dockerd accepts each setting in one place only, such as hosts or http-proxy. Variables are no such place: daemon.json beats them.",
            "hosts や http-proxy などの設定は、どちらか一か所にしか書けません。環境変数はこれに含まれず、daemon.json が優先されます。",
        ),
        cure: say(
            "Keep the one in daemon.json and take the flag out of the unit (systemctl edit docker), or the other way round.",
            "daemon.json の方を残してユニットのオプションを消す（systemctl edit docker）か、その逆にしてください。",
        ),
        files: &[DAEMON_JSON],
        check: Some("systemctl cat docker | grep ExecStart; cat /etc/docker/daemon.json"),
        sources: &[],
    },
    Failure {
        id: "daemon-json-syntax",
        title: say(
            "daemon.json is no JSON, so dockerd does not start.",
            "daemon.json が JSON として正しくなく、dockerd が起動しません。",
        ),
        texts: &[
            "unable to configure the Docker daemon with file…invalid character", // run
            "unable to configure the Docker daemon with file…unexpected", // source: encoding/json
        ],
        broad: false,
        means: say(
            "A comma too many before }, a comment, or a quote or backslash in a value that is not escaped.",
            "} の前の余分なコンマ、コメント、または値の中の引用符やバックスラッシュがエスケープされていないことが原因です。",
        ),
        cure: say(
            "Mend it, or add our part with install.sh, which never overwrites what is there.",
            "直すか、install.sh でここの設定を加えてください。既にある内容を上書きすることはありません。",
        ),
        files: &[DAEMON_JSON],
        check: Some("jq . /etc/docker/daemon.json"),
        sources: &[],
    },
    Failure {
        id: "docker-config-json",
        title: say(
            "The docker command cannot read its config.json.",
            "docker コマンドが config.json を読めません。",
        ),
        texts: &[
            "Error parsing config file…config.json", // run: docker 28.2
            "Error loading config file…config.json", // source: docker/cli before 25
        ],
        broad: false,
        means: say(
            "It goes on without it: containers and builds get no proxy, and docker login counts for nothing. An echo of a password into JSON is the usual cause.",
            "読めないまま動き続けるので、コンテナーやビルドにプロキシが渡らず、docker login も効きません。パスワードを echo で JSON に書き込むのがよくある原因です。",
        ),
        cure: say(
            "Use our config.json, or our script of the job; both write each value as JSON wants it. Mind that the file also holds logins.",
            "ここで作る config.json か、ジョブ用のスクリプトを使ってください。どちらも値を JSON の書き方で書きます。このファイルにはログイン情報も入っている点に注意してください。",
        ),
        files: &[DOCKER_CLIENT, CONFIG_TOML, GITLAB_CI],
        check: Some("jq . \"${DOCKER_CONFIG:-$HOME/.docker}/config.json\""),
        sources: &[],
    },
    Failure {
        id: "build-direct",
        title: say(
            "A build goes out without the proxy.",
            "ビルドがプロキシを通さずに外へ出ようとしています。",
        ),
        texts: &[
            "failed to solve:…i/o timeout",  // docker/build-push-action#822
            "failed to solve:…no such host", // as the one before
            "failed to do request: Head…i/o timeout", // docker/buildx#191
            "failed to resolve source metadata for…i/o timeout", // microsoft/vscode-remote-release#11032
        ],
        broad: false,
        means: say(
            "BuildKit itself asked for the base image. With the driver docker-container it runs in a container of its own, which gets neither dockerd's proxy nor that of config.json.",
            "ベースイメージを求めたのは BuildKit 自身です。docker-container ドライバーの BuildKit は専用のコンテナーで動き、dockerd のプロキシも config.json のプロキシも受け取りません。",
        ),
        cure: say(
            "With the default driver, give dockerd the proxy. With docker-container: docker buildx create --driver-opt env.http_proxy=… --driver-opt env.https_proxy=… and the same for no_proxy, in quotes because of its commas.",
            "標準のドライバーなら、dockerd にプロキシを設定します。docker-container なら、docker buildx create --driver-opt env.http_proxy=… --driver-opt env.https_proxy=… と、no_proxy も同じように指定します（コンマを含むので引用符で囲みます）。",
        ),
        files: &[DOCKER_DROP_IN, DAEMON_JSON],
        check: Some("docker buildx ls"),
        sources: &[
            "docker/buildx#170",
            "docker/buildx#947",
            "docker/buildx#2667",
            "docker/build-push-action#822",
        ],
    },
    Failure {
        id: "build-run-direct",
        title: say(
            "RUN in a Dockerfile, or a container started by hand, has no proxy.",
            "Dockerfile の RUN や、手で起動したコンテナーにプロキシがありません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "dockerd's own proxy is for pulling only. What runs in a build or container gets the proxy from config.json of whoever calls docker: of root on the host, of the job in a job. Variables of the docker command are not passed on.",
            "dockerd のプロキシはイメージの取得だけに使われます。ビルドやコンテナーの中には、docker を呼んだ側の config.json のプロキシが渡ります。ホストなら root の、ジョブならジョブの中のものです。docker コマンドの環境変数は渡りません。",
        ),
        cure: say(
            "Use our config.json on the host, and our script in the job. Kaniko and Buildah read no config.json: give them --build-arg http_proxy=… and the like.",
            "ホストにはここで作る config.json を、ジョブにはここで作るスクリプトを使ってください。Kaniko や Buildah は config.json を読まないので、--build-arg http_proxy=… のように渡します。",
        ),
        files: &[DOCKER_CLIENT, CONFIG_TOML, GITLAB_CI],
        check: Some("docker run --rm alpine env | grep -i _proxy="),
        sources: &[
            "moby/moby#24697",
            "moby/moby#4962",
            "gitlab-org/gitlab-runner#25841",
        ],
    },
    Failure {
        id: "no-docker-here",
        title: say(
            "The docker command finds no daemon at its socket.",
            "docker コマンドが、ソケットの先に Docker デーモンを見つけられません。",
        ),
        texts: &["Cannot connect to the Docker daemon at unix://"], // run
        broad: false,
        means: say(
            "On the host: dockerd does not run, often because it refused daemon.json after a change. In a job: DOCKER_HOST is not set, and the job has no socket of its own.",
            "ホストでは、dockerd が動いていません。daemon.json を変えた後に拒否されていることがよくあります。ジョブでは、DOCKER_HOST が設定されておらず、ソケットもありません。",
        ),
        cure: say(
            "On the host read the journal of docker, and look its last lines up here. In a job use our .gitlab-ci.yml, which names the daemon.",
            "ホストでは docker のログを見て、最後の行をここで調べてください。ジョブでは、接続先が書かれたここの .gitlab-ci.yml を使ってください。",
        ),
        files: &[GITLAB_CI],
        check: Some("systemctl status docker; journalctl -u docker -n 20"),
        sources: &[],
    },
    Failure {
        id: "address-pools",
        title: say(
            "Docker's networks and those of the company share addresses.",
            "Docker のネットワークと社内のネットワークのアドレスが重なっています。",
        ),
        texts: &[
            "non-overlapping IPv4 address pool", // moby libnetwork ipamutils
            "Pool overlaps with other one on this address space", // moby libnetwork ipam
            "all predefined address pools have been fully subnetted", // moby libnetwork ipam
        ],
        broad: false,
        means: say(
            "Docker finds no free range for a network, or the one that was asked for is in use. A VPN or a route to 172.16.0.0/12 is enough.",
            "Docker がネットワークに使える範囲を見つけられないか、指定した範囲が使用中です。VPN や 172.16.0.0/12 への経路があるだけで起こります。",
        ),
        cure: say(
            "Take old networks away (docker network prune), and give Docker ranges that nobody uses: \"bip\" and \"default-address-pools\" in daemon.json. Afterwards enter docker0's new address in the form.",
            "使っていないネットワークを消し（docker network prune）、daemon.json の \"bip\" と \"default-address-pools\" で空いている範囲を指定してください。その後、docker0 の新しいアドレスをフォームに入れます。",
        ),
        files: &[],
        check: Some("ip route; docker network ls"),
        sources: &["docker-library/docker#47", "moby/moby#32842"],
    },
    Failure {
        id: "rootless-docker",
        title: say(
            "With rootless Docker or Podman, nothing reaches the proxy of the host.",
            "rootless Docker や Podman から、ホストのプロキシに届きません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "The docker0 of a rootless Docker lives in a network of its own, where CNTLM cannot listen, and the way to the host's 127.0.0.1 is closed. Podman has no docker0 at all.",
            "rootless Docker の docker0 は独立したネットワークの中にあり、CNTLM はそこで待ち受けられません。ホストの 127.0.0.1 への経路も閉じています。Podman に docker0 はありません。",
        ),
        cure: say(
            "Let CNTLM listen at the host's own address, with Allow and Deny lines, and name that address as the proxy. Rootless Docker reads its drop-in below ~/.config/systemd/user.",
            "CNTLM をホスト自身のアドレスで待ち受けさせ（Allow と Deny も書きます）、そのアドレスをプロキシとして指定してください。rootless Docker のドロップインは ~/.config/systemd/user の下に置きます。",
        ),
        files: &[RUNNER_DROP_IN],
        check: Some("docker info 2>/dev/null | grep rootless"),
        sources: &["moby/moby#43639"],
    },
];

//! docker-in-docker: a Docker of the job's own.

use super::{Chapter, Difference};
use crate::artifacts::{CONFIG_TOML, DOCKER_CLIENT, GITLAB_CI};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "docker-in-docker",
    title: say(
        "Docker-in-Docker: a Docker of the job's own",
        "Docker-in-Docker：ジョブ専用の Docker",
    ),
    heading: Some(say(
        "Proxy settings when using dind service",
        "dindサービス使用時のプロキシ設定",
    )),
    paragraphs: &[
        say(
            "A job that runs docker commands can have a dockerd of its own, the service docker:dind. It pulls through the proxy that its container's environment names. The runner's environment and variables: of .gitlab-ci.yml reach it; variables entered in GitLab's pages do not.",
            "docker コマンドを使うジョブには、docker:dind サービスとして専用の dockerd を持たせられます。この dockerd は、自分のコンテナーの環境変数にあるプロキシを使います。ランナーの environment と .gitlab-ci.yml の variables: は届きますが、GitLab の画面で設定した変数は届きません。",
        ),
        say(
            "The docker command reaches this dockerd by the name docker, and would ask the proxy for it unless NO_PROXY has that name. Over a Unix socket on a shared volume no proxy is ever used.",
            "docker コマンドは、docker という名前でこの dockerd につなぎます。NO_PROXY にこの名前がないと、プロキシを通してつなごうとします。共有ボリューム上の Unix ソケットでつなぐ場合、プロキシは使われません。",
        ),
        say(
            "Builds and containers started by that command get the proxy from $HOME/.docker/config.json in the job's own container. Logins stand in the same file, so it is written before docker login, and never over one that is there.",
            "docker コマンドで始めたビルドやコンテナーには、ジョブのコンテナーの中の $HOME/.docker/config.json からプロキシが伝わります。同じファイルにログイン情報も入るので、docker login より前に書き、すでにあるファイルには上書きしません。",
        ),
        say(
            "The inner dockerd makes a docker0 too. With FF_NETWORK_PER_BUILD or a network of your own it takes 172.17.0.1 by default. Where CNTLM listens at that address, it would be hidden; --bip on the service moves the inner one.",
            "内側の dockerd も docker0 を作ります。FF_NETWORK_PER_BUILD や独自のネットワークでは、既定で 172.17.0.1 を使います。CNTLM がこのアドレスで待ち受けていると隠れてしまうので、サービスに --bip を付けて内側のほうを移します。",
        ),
        say(
            "docker:dind needs privileged = true, with which a job can become root on the host. Give such a runner only to projects you trust.",
            "docker:dind には privileged = true が必要で、ジョブがホストの root になれてしまいます。信頼できるプロジェクトにだけ使わせてください。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide calls it the Docker-in-Docker executor.",
                "ガイドは「Docker-in-Dockerエクゼキュータ」と呼んでいます。",
            ),
            today: say(
                "There is no such executor. docker:dind is a service that a job has beside it under the Docker executor.",
                "そのような executor はありません。docker:dind は、Docker executor のジョブに添えるサービスです。",
            ),
            since: None,
            source: "gitlabhq/gitlabhq doc/ci/docker/docker_in_docker.md @ 41946e65501d",
        },
        Difference {
            guide: say(
                "NO_PROXY must be docker:2375,docker:2376; without the ports docker push is blocked.",
                "NO_PROXY は docker:2375,docker:2376 とし、ポートがないと docker push がブロックされるとしています。",
            ),
            today: say(
                "The bare name docker takes both ports past the proxy for the docker command. curl and wget ignore entries with a port.",
                "docker という名前だけで、docker コマンドは両方のポートに直接つなぎます。curl と wget は、ポート番号付きの項目を無視します。",
            ),
            since: None,
            source: "golang/net http/httpproxy/proxy.go @ 0ca694d2a5ad; Docker CLI 28.2.2, curl 7.88.1, wget 1.21.3 run",
        },
        Difference {
            guide: say(
                "The docker command and dind's dockerd talk through the proxy that root's Docker configuration names.",
                "docker コマンドと dind の dockerd の通信には、root の Docker 設定にあるプロキシが使われるとしています。",
            ),
            today: say(
                "The docker command itself reads its environment only: HTTP_PROXY for port 2375, HTTPS_PROXY for 2376. config.json is for the builds and containers that it starts.",
                "docker コマンド自身が読むのは環境変数だけです（2375 番には HTTP_PROXY、2376 番には HTTPS_PROXY）。config.json は、docker コマンドで始めたビルドやコンテナーのためのものです。",
            ),
            since: None,
            source: "https://docs.docker.com/engine/cli/proxy; docker/cli cli/config/configfile/file.go @ 28f756087eea; Docker CLI 28.2.2 run",
        },
        Difference {
            guide: say(
                "/root/.docker/config.json of the host has to hold the proxy.",
                "ホストの /root/.docker/config.json にプロキシを書くよう求めています。",
            ),
            today: say(
                "It has no effect on jobs. The runner starts containers through Docker's API and takes only logins from that file. It serves docker commands that root runs by hand.",
                "ジョブには効きません。ランナーは Docker の API でコンテナーを起動し、このファイルからはログイン情報しか読みません。役に立つのは、root が手で実行する docker コマンドだけです。",
            ),
            since: None,
            source: "gitlabhq/gitlab-runner helpers/docker/auth/auth.go @ d79f3e7b89ab",
        },
        Difference {
            guide: say(
                "The sample's noProxy has the two entries for docker alone.",
                "例の noProxy は、docker の二つの項目だけです。",
            ),
            today: say(
                "Builds get this list as their NO_PROXY, so an internal registry or GitLab has to stand in it as well.",
                "この一覧はそのままビルドの NO_PROXY になるので、社内のレジストリや GitLab も入れる必要があります。",
            ),
            since: None,
            source: "docker/cli cli/config/configfile/file.go @ 28f756087eea",
        },
        Difference {
            guide: say(
                "The job writes config.json with echo and >.",
                "ジョブの中で、echo と > を使って config.json を書いています。",
            ),
            today: say(
                "That wipes out logins which are there already, and a quotation mark or backslash in a value makes it invalid JSON. The script made here leaves an existing file alone and writes valid JSON only.",
                "すでにあるログイン情報は消えてしまい、値に引用符やバックスラッシュがあると JSON として正しくなくなります。ここで作るスクリプトは、既存のファイルには手を付けず、正しい JSON だけを書きます。",
            ),
            since: None,
            source: "docker/cli cli/config/configfile/file.go @ 28f756087eea",
        },
        Difference {
            guide: say(
                "The guide says nothing of the inner docker0.",
                "内側の docker0 には触れていません。",
            ),
            today: say(
                "Docker's first range is 172.17.0.0/16, and on a network other than the default bridge nothing keeps the inner dockerd from taking it.",
                "Docker が最初に使う範囲は 172.17.0.0/16 です。既定のブリッジ以外のネットワークでは、内側の dockerd も同じ範囲を使います。",
            ),
            since: None,
            source: "moby/moby daemon/libnetwork/ipamutils/utils.go @ b985e2313a86; docker-library/docker#47",
        },
    ],
    artifacts: &[GITLAB_CI, CONFIG_TOML, DOCKER_CLIENT],
    failures: &[
        "dind-through-proxy",
        "dind-unknown-host",
        "dind-connect",
        "dind-not-privileged",
        "dind-no-proxy",
        "dind-shadows-proxy",
        "dind-network-per-build",
        "dind-root-config-json",
        "docker-config-json",
        "build-direct",
        "build-run-direct",
    ],
    see: &["containers", "docker0", "no-proxy"],
};

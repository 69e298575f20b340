//! GitLab Runner itself, its helper and its jobs.

use super::Failure;
use crate::artifacts::{CONFIG_TOML, DOCKER_DROP_IN, INSTALL_SCRIPT, RUNNER_DROP_IN};
use crate::say::say;

pub(super) static FAILURES: [Failure; 15] = [
    Failure {
        id: "runner-direct",
        title: say(
            "The runner reaches GitLab neither directly nor through the proxy.",
            "ランナーから GitLab につながりません。",
        ),
        texts: &[
            "couldn't execute…against…i/o timeout", // Tobewont/kubernetes#1; source: network/client.go
            "couldn't execute…against…no such host", // source: network/client.go
            "couldn't execute…against…connection refused", // sameersbn/docker-gitlab#1123
            "couldn't execute…against…context deadline exceeded", // source: network/client.go
            "couldn't execute…against…Client.Timeout exceeded", // source: network/client.go
        ],
        broad: false,
        means: say(
            "The runner's service has no proxy although GitLab is outside, or GitLab is inside and cannot be reached from here. The environment of config.toml does not count for it, only its drop-in does.",
            "GitLab が社外にあるのにランナーのサービスにプロキシがないか、GitLab が社内にあるのにここから届きません。サービス自身に効くのはドロップインだけで、config.toml の environment は効きません。",
        ),
        cure: say(
            "Put the runner's drop-in in place, systemctl daemon-reload, and restart it.",
            "ランナーのドロップインを置き、systemctl daemon-reload の後で再起動してください。",
        ),
        files: &[RUNNER_DROP_IN],
        check: Some("systemctl show --property=Environment gitlab-runner"),
        sources: &[
            "gitlab-org/gitlab-runner#3660",
            "gitlab-org/gitlab-runner#3400",
        ],
    },
    Failure {
        id: "gitlab-through-proxy",
        title: say(
            "The runner asks the proxy for GitLab, and the proxy refuses.",
            "ランナーが GitLab をプロキシ経由で求め、プロキシに断られています。",
        ),
        texts: &[
            "couldn't execute…against…: Forbidden", // run: Go, in the words of network/client.go
            "couldn't execute…against…: Bad Gateway", // as the one before
            "couldn't execute…against…: Service Unavailable", // as the one before
            "couldn't execute…against…: Gateway Timeout", // as the one before
        ],
        broad: false,
        means: say(
            "Your own GitLab is inside, and the runner's NO_PROXY lacks it.",
            "社内の GitLab が、ランナーの NO_PROXY にありません。",
        ),
        cure: say(
            "Choose in the form that GitLab is reached directly: its name then stands in NO_PROXY of every file. GitLab's guide had no NO_PROXY until 17.5.",
            "フォームで GitLab を「直接」にしてください。すべてのファイルの NO_PROXY に名前が入ります。GitLab のガイドには 17.5 まで NO_PROXY がありませんでした。",
        ),
        files: &[RUNNER_DROP_IN, CONFIG_TOML, DOCKER_DROP_IN],
        check: Some("systemctl show --property=Environment gitlab-runner"),
        sources: &["gitlab-org/gitlab-runner#38030"],
    },
    Failure {
        id: "register-direct",
        title: say(
            "gitlab-runner register does not use the proxy.",
            "gitlab-runner register がプロキシを使っていません。",
        ),
        texts: &[
            "Registering runner... failed…couldn't execute…dial tcp", // source: network/gitlab.go
            "Verifying runner... failed…couldn't execute…dial tcp",   // source: network/gitlab.go
        ],
        broad: false,
        means: say(
            "register is a command of its own: it reads the variables of your shell, not the drop-in of the service, and sudo takes them away.",
            "register は独立したコマンドです。読むのはサービスのドロップインではなくシェルの環境変数で、sudo はそれを消してしまいます。",
        ),
        cure: say(
            "Name the proxy in the same line: sudo env HTTPS_PROXY=http://172.17.0.1:3128 NO_PROXY=… gitlab-runner register, or export it and use sudo -E.",
            "同じ行でプロキシを渡してください：sudo env HTTPS_PROXY=http://172.17.0.1:3128 NO_PROXY=… gitlab-runner register。export してから sudo -E でも構いません。",
        ),
        files: &[],
        check: Some("sudo env | grep -i _proxy="),
        sources: &[
            "gitlab-org/gitlab-runner#4921",
            "gitlab-org/gitlab-runner#1290",
        ],
    },
    Failure {
        id: "register-failed",
        title: say(
            "The runner could not be registered.",
            "ランナーを登録できませんでした。",
        ),
        texts: &[
            "Failed to register the runner",  // source: commands/register.go
            "Failed to register this runner", // Tobewont/kubernetes#1, before 13
            "Registering runner... failed",   // source: network/gitlab.go
        ],
        broad: true,
        means: say(
            "The reason stands in the line with “Registering runner... failed”, after status=.",
            "理由は「Registering runner... failed」の行の、status= の後にあります。",
        ),
        cure: say(
            "Look that line up here. A timeout or an unknown host means that the command had no proxy: sudo takes the variables away, see register-direct.",
            "その行をここで調べてください。タイムアウトか、名前が引けないのなら、コマンドにプロキシがありません。sudo が環境変数を消すためです（register-direct を参照）。",
        ),
        files: &[],
        check: Some("sudo env | grep -i _proxy="),
        sources: &["gitlab-org/gitlab-runner#4921"],
    },
    Failure {
        id: "runner-token",
        title: say(
            "GitLab was reached, and does not accept the runner's token.",
            "GitLab には届きましたが、ランナーのトークンが受け付けられません。",
        ),
        texts: &[
            "Registering runner... forbidden", // sameersbn/docker-gitlab#2720
            "Checking for jobs... forbidden",  // mawalu/hetzner-gitlab-runner#8
            "is not healthy and will be disabled", // mawalu/hetzner-gitlab-runner#8
        ],
        broad: false,
        means: say(
            "The way to GitLab works, proxy or not. The token is wrong, has been reset, or its runner was deleted. A runner that seems unhealthy rests for an hour.",
            "プロキシの有無にかかわらず、GitLab までの経路は正しく動いています。トークンが違うか、再発行されたか、ランナーが削除されています。正常でないと判断されたランナーは一時間休みます。",
        ),
        cure: say(
            "Make a runner in GitLab, and register with its token (it begins with glrt-). Then restart gitlab-runner.",
            "GitLab でランナーを作り、そのトークン（glrt- で始まります）で登録して、gitlab-runner を再起動してください。",
        ),
        files: &[],
        check: Some("gitlab-runner verify"),
        sources: &["sameersbn/docker-gitlab#2720"],
    },
    Failure {
        id: "runner-rate-limit",
        title: say(
            "GitLab limits how often the runner may ask.",
            "GitLab が、ランナーの問い合わせ回数を制限しています。",
        ),
        texts: &[
            "gave up due to rate limit", // source: network/rate_limit_requester.go, 12.8 to 18.2
            "couldn't execute…against…429 Too Many Requests", // source: network/gitlab.go
            "Checking for jobs... failed…429 Too Many Requests", // source: network/gitlab.go
        ],
        broad: false,
        means: say(
            "The way to GitLab works. Behind a proxy all runners of the company come from one address and share one limit. Until 18.2 the runner gave up with this message; since 18.3 it tries 5 times, also after 5xx, and shows the last answer.",
            "GitLab までの経路は正しく動いています。プロキシの後ろでは、社内のすべてのランナーが一つのアドレスから来て、上限を分け合います。18.2 までのランナーはこのメッセージで中断しました。18.3 からは 5xx でも五回まで試し、最後の応答を表示します。",
        ),
        cure: say(
            "Raise check_interval in config.toml, put fewer runners on one host, or have the limit of your own GitLab raised.",
            "config.toml の check_interval を大きくするか、ホストあたりのランナーを減らすか、自社の GitLab なら上限を上げてもらってください。",
        ),
        files: &[],
        check: Some("grep -n check_interval /etc/gitlab-runner/config.toml"),
        sources: &["gitlab-org/gitlab-runner docs/configuration/proxy.md"],
    },
    Failure {
        id: "git-direct",
        title: say(
            "git in the job goes out without the proxy.",
            "ジョブの git がプロキシを通さずに外へ出ようとしています。",
        ),
        texts: &[
            "fatal: unable to access…Could not resolve host", // run: git
            "fatal: unable to access…port 443 after",         // run: git
            "fatal: unable to access…port 443: ",             // source: curl before 7.84
            "fatal: unable to access…Connection timed out",   // source: curl
        ],
        broad: false,
        means: say(
            "The clone runs in the helper's container. It reads https_proxy from the runner's environment; git config https.proxy, which some guides show, does not exist.",
            "クローンはヘルパーのコンテナーで動き、ランナーの environment にある https_proxy を読みます。一部のガイドにある git config https.proxy という設定は存在しません。",
        ),
        cure: say(
            "Put our environment into [[runners]] of config.toml: it reaches the helper, the job and its services. An inside GitLab has to stand in NO_PROXY there.",
            "config.toml の [[runners]] に、ここで作る environment を入れてください。ヘルパー、ジョブ、サービスのすべてに届きます。社内の GitLab は、その NO_PROXY に必要です。",
        ),
        files: &[CONFIG_TOML],
        check: Some("env | grep -i _proxy="),
        sources: &[
            "gitlab-org/gitlab-runner#3723",
            "gitlab-org/gitlab-runner#25841",
        ],
    },
    Failure {
        id: "artifacts-direct",
        title: say(
            "Artifacts or caches do not reach GitLab or the object storage.",
            "成果物やキャッシュが、GitLab やオブジェクトストレージに届きません。",
        ),
        texts: &[
            "Uploading artifacts…couldn't execute…against…dial tcp", // source: network/gitlab.go
            "Downloading artifacts…couldn't execute…against…dial tcp", // source: network/gitlab.go
        ],
        broad: false,
        means: say(
            "The helper's container uploads them, with the proxy and NO_PROXY of the runner's environment. A network such as 10.0.0.0/8 in NO_PROXY does not count for a host that is asked for by its name.",
            "アップロードするのはヘルパーのコンテナーで、ランナーの environment のプロキシと NO_PROXY を使います。NO_PROXY の 10.0.0.0/8 のような書き方は、名前でつなぐホストには効きません。",
        ),
        cure: say(
            "Put our environment into config.toml, and name GitLab and an inside storage under “hosts that stay inside”.",
            "config.toml にここで作る environment を入れ、GitLab と社内のストレージの名前を「プロキシを通さないホスト」に書いてください。",
        ),
        files: &[CONFIG_TOML],
        check: Some("grep -n environment /etc/gitlab-runner/config.toml"),
        sources: &["gitlab-org/gitlab-runner#2181"],
    },
    Failure {
        id: "config-toml-twice",
        title: say(
            "config.toml has a key twice, and the runner does not load it.",
            "config.toml に同じキーが二度あり、ランナーが読み込めません。",
        ),
        texts: &["Key '…' has already been defined"], // run: BurntSushi/toml
        broad: false,
        means: say(
            "A second environment = was added to a [[runners]] that had one.",
            "environment = がすでにある [[runners]] に、もう一つ加えました。",
        ),
        cure: say(
            "Put all entries into one list. install.sh merges them so.",
            "すべての項目を一つの配列にまとめてください。install.sh はそのように書き加えます。",
        ),
        files: &[CONFIG_TOML, INSTALL_SCRIPT],
        check: Some("grep -n environment /etc/gitlab-runner/config.toml"),
        sources: &["riemers/ansible-gitlab-runner#155"],
    },
    Failure {
        id: "runner-ignores-config-toml",
        title: say(
            "The proxy stands in config.toml, and the runner does not use it.",
            "config.toml にプロキシを書いたのに、ランナーが使いません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "environment in config.toml is for jobs, helpers and services. The runner's own requests to GitLab take the proxy from its service only. Below a [runners.docker] the key is even ignored silently.",
            "config.toml の environment は、ジョブ、ヘルパー、サービスのためのものです。ランナー自身が GitLab に送る要求は、サービスの環境変数だけを使います。[runners.docker] より後ろに書いたキーは、黙って無視されます。",
        ),
        cure: say(
            "Use both: the drop-in for the runner, config.toml for its jobs, with environment before any sub-table. On Windows set the variables for the machine or the service.",
            "ランナーにはドロップイン、ジョブには config.toml と、両方を使ってください。environment は副テーブルより前に書きます。Windows では、マシンかサービスの環境変数に設定します。",
        ),
        files: &[RUNNER_DROP_IN, CONFIG_TOML],
        check: Some("grep -n -e '^ *\\[' -e environment /etc/gitlab-runner/config.toml"),
        sources: &[
            "gitlab-org/gitlab-runner#3660",
            "gitlab-org/gitlab-runner#3400",
            "gitlab-org/gitlab-runner#35848",
        ],
    },
    Failure {
        id: "hook-without-effect",
        title: say(
            "A script in config.toml has no effect, or ends every job.",
            "config.toml のスクリプトが効かないか、すべてのジョブを止めてしまいます。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "pre_clone_script has been ignored without a word since 17.0; its name is pre_get_sources_script. And git config --global http.proxy $HTTP_PROXY fails when the variable is empty, which ends the job.",
            "pre_clone_script は 17.0 から黙って無視され、今の名前は pre_get_sources_script です。また、git config --global http.proxy $HTTP_PROXY は変数が空だと失敗し、ジョブが終わります。",
        ),
        cure: say(
            "Take the script out: with environment in config.toml git needs none.",
            "そのスクリプトを消してください。config.toml に environment があれば、git には不要です。",
        ),
        files: &[CONFIG_TOML],
        check: Some("grep -n -e pre_clone -e pre_get_sources /etc/gitlab-runner/config.toml"),
        sources: &[
            "gitlab-org/gitlab-runner#3723",
            "gitlab-org/gitlab-runner#25841",
        ],
    },
    Failure {
        id: "project-replaces",
        title: say(
            "In one project only, jobs go through the proxy where they should not, or the other way round.",
            "あるプロジェクトのジョブだけ、プロキシの使われ方がほかと違います。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "Variables of a project or its .gitlab-ci.yml replace those of the runner, they are not added. A NO_PROXY of two hosts there is the whole NO_PROXY.",
            "プロジェクトや .gitlab-ci.yml の変数は、ランナーの値に加わるのではなく、置き換えます。そこで NO_PROXY に二つのホストを書けば、それが NO_PROXY のすべてです。",
        ),
        cure: say(
            "Take the project's proxy variables out, or repeat the whole list in them, in both cases.",
            "プロジェクトのプロキシ変数を消すか、一覧をすべて、大文字と小文字の両方に書いてください。",
        ),
        files: &[CONFIG_TOML],
        check: Some("env | grep -i _proxy="),
        sources: &["gitlab-com/support/support-team-meta#2991"],
    },
    Failure {
        id: "kubernetes",
        title: say(
            "On Kubernetes or OpenShift the runner does not reach the cluster or GitLab.",
            "Kubernetes や OpenShift で、ランナーからクラスターや GitLab につながりません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "NO_PROXY lacks the address of the Kubernetes API and the names inside the cluster; the helper gets no proxy by itself.",
            "NO_PROXY に、Kubernetes API のアドレスとクラスター内の名前が足りません。ヘルパーにプロキシが自動で渡ることもありません。",
        ),
        cure: say(
            "Add the API's address, .svc and .cluster.local to NO_PROXY in the operator's custom-env or the chart's envVars, and the same to environment in config.toml.",
            "オペレーターの custom-env かチャートの envVars の NO_PROXY に、API のアドレス、.svc、.cluster.local を加え、config.toml の environment にも同じものを書いてください。",
        ),
        files: &[],
        check: Some("kubectl get service kubernetes"),
        sources: &[
            "gitlab-org/gitlab-runner#28145",
            "gitlab-org/gitlab-runner#2847",
            "gitlab-org/charts/gitlab-runner#478",
        ],
    },
    Failure {
        id: "autoscaled",
        title: say(
            "Machines that the runner makes itself have no proxy.",
            "ランナーが自動で作るマシンに、プロキシがありません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "With docker-machine and its successors, dockerd runs on a new machine that knows nothing of this host's files, and the manager must reach that machine without the proxy.",
            "docker-machine とその後継では、dockerd はこのホストのファイルを知らない新しいマシンで動きます。また、管理側からそのマシンへは、プロキシを通さずにつなぐ必要があります。",
        ),
        cure: say(
            "Give the new machines the proxy in their image or with engine-env in MachineOptions, and add their network to the manager's NO_PROXY.",
            "新しいマシンには、そのイメージか MachineOptions の engine-env でプロキシを渡し、管理側の NO_PROXY にそのネットワークを加えてください。",
        ),
        files: &[],
        check: None,
        sources: &["gitlab-org/gitlab-runner#26693"],
    },
    Failure {
        id: "many-places",
        title: say(
            "The proxy is set, and some program still goes without it.",
            "プロキシを設定したのに、使わないプログラムがあります。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "There is no one place. dockerd, the runner, register, jobs with their helpers and services, the docker command in a job, and a build each read another one.",
            "一か所で済む設定はありません。dockerd、ランナー、register、ジョブ（とヘルパー、サービス）、ジョブの中の docker コマンド、ビルドが、それぞれ別の場所を読みます。",
        ),
        cure: say(
            "Let install.sh put all files in place, and install.sh --check look at every link of the chain. Java and older Node read no variables at all: they have options of their own.",
            "install.sh ですべてのファイルを置き、install.sh --check で経路を一つずつ確かめてください。Java と古い Node は環境変数をまったく読まず、独自のオプションがあります。",
        ),
        files: &[INSTALL_SCRIPT],
        check: Some("sudo sh install.sh --check"),
        sources: &["moby/moby#30323", "gitlab-org/gitlab-runner#3723"],
    },
];

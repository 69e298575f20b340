//! Docker-in-docker: the docker command in a job, the service it talks to, and what that one
//! starts. Seen with Docker's command 28.2.

use super::Failure;
use crate::artifacts::{CONFIG_TOML, DOCKER_CLIENT, GITLAB_CI};
use crate::say::say;

pub(super) static FAILURES: [Failure; 13] = [
    Failure {
        id: "dind-through-proxy",
        title: say(
            "The docker command asks the proxy for the service named docker.",
            "docker コマンドが、サービス docker にプロキシ経由でつなごうとしています。",
        ),
        texts: &[
            "request returned…for API route and version http://docker:", // run: docker, at a proxy
            "request returned…for API route and version https://docker:", // as the one before
            "error during connect:…://docker:237…proxyconnect",          // run: docker, at a proxy
            "error during connect:…://docker:237…: Proxy Authentication Required", // run: docker, at a proxy
            "error during connect:…://docker:237…: Forbidden", // run: docker, at a proxy
            "error during connect:…://docker:237…: Service Unavailable", // run: docker, at a proxy
            "error during connect:…://docker:237…: Bad Gateway", // run: docker, at a proxy
        ],
        broad: false,
        means: say(
            "The docker command takes HTTP_PROXY for port 2375 and HTTPS_PROXY for 2376 from the job's variables. The proxy knows no host named docker.",
            "docker コマンドは、2375 番には HTTP_PROXY、2376 番には HTTPS_PROXY を、ジョブの変数から読みます。プロキシは docker というホストを知りません。",
        ),
        cure: say(
            "Add docker, and every other alias of a service, to NO_PROXY and no_proxy of the job. Without a port: curl and wget ignore an entry that has one. Our config.toml has it when docker-in-docker is chosen.",
            "ジョブの NO_PROXY と no_proxy に docker（とサービスのほかの別名）を加えてください。ポートは付けません。付けると curl と wget が無視します。フォームで Docker-in-Docker を選べば、ここで作る config.toml に入ります。",
        ),
        files: &[CONFIG_TOML, GITLAB_CI],
        check: Some("env | grep -i -e docker_host -e _proxy="),
        sources: &["gitlab-org/gitlab-runner!1090", "docker/for-linux#203"],
    },
    Failure {
        id: "dind-unknown-host",
        title: say(
            "The job knows no host named docker.",
            "ジョブから、docker という名前のホストが見つかりません。",
        ),
        texts: &[
            "lookup docker on…no such host",       // run: docker
            "lookup docker on…server misbehaving", // source: Go's net
            "lookup docker: ",                     // source: Go's net, without a name server
        ],
        broad: false,
        means: say(
            "The service did not start, has ended already, or has another name: from a mirror such as mirror.corp:5000/library/docker:27-dind it gets no alias docker.",
            "サービスが起動していないか、すでに終了したか、名前が違います。mirror.corp:5000/library/docker:27-dind のようなミラーのイメージには、docker という別名が付きません。",
        ),
        cure: say(
            "Write the service with its alias: name: …, alias: docker. Then look in the job's log for what the service printed; without privileged = true it ends at once.",
            "サービスに alias: docker を付けて書いてください。その上で、ジョブのログでサービスの出力を見ます。privileged = true がないと、すぐに終了します。",
        ),
        files: &[GITLAB_CI, CONFIG_TOML],
        check: None,
        sources: &["LordGaav/dind-options#3"],
    },
    Failure {
        id: "dind-no-daemon",
        title: say(
            "No daemon answers at docker's address.",
            "docker のアドレスで、デーモンが応答しません。",
        ),
        texts: &[
            "Cannot connect to the Docker daemon at tcp://docker:", // run: docker; firecow/gitlab-ci-local#911
            "Cannot connect to the Docker daemon at tcp://",        // run: docker
        ],
        broad: false,
        means: say(
            "The service is not up yet, has ended, or listens on the other port: 2376 with TLS, 2375 only when DOCKER_TLS_CERTDIR is empty. The docker command says the same when the proxy in HTTP_PROXY cannot be reached.",
            "サービスがまだ起動していないか、終了したか、別のポートで待ち受けています（TLS ありは 2376、2375 は DOCKER_TLS_CERTDIR が空のときだけ）。HTTP_PROXY のプロキシに届かないときも、docker コマンドは同じことを言います。",
        ),
        cure: say(
            "Let DOCKER_HOST and DOCKER_TLS_CERTDIR match, as in our .gitlab-ci.yml, keep docker in NO_PROXY, and run the service privileged.",
            "ここで作る .gitlab-ci.yml のように DOCKER_HOST と DOCKER_TLS_CERTDIR をそろえ、NO_PROXY に docker を入れ、サービスを privileged で動かしてください。",
        ),
        files: &[GITLAB_CI, CONFIG_TOML],
        check: Some("env | grep -i -e ^docker_ -e _proxy="),
        sources: &[
            "docker-library/docker#170",
            "docker-library/docker#214",
            "cattle-ops/terraform-aws-gitlab-runner#160",
        ],
    },
    Failure {
        id: "dind-connect",
        title: say(
            "The docker command and the service named docker do not get together.",
            "docker コマンドと、サービス docker の間がつながりません。",
        ),
        texts: &[
            "error during connect:…://docker:2375", // run: docker
            "error during connect:…://docker:2376", // run: docker
        ],
        broad: true,
        means: say(
            "The end of the same line says why. EOF at 2375 mostly means that the service wants TLS; a timeout, that something lies between the two.",
            "理由は同じ行の終わりにあります。2375 番で EOF なら、たいていサービスが TLS を求めています。タイムアウトなら、間に何かがあります。",
        ),
        cure: say(
            "Compare DOCKER_HOST, DOCKER_TLS_CERTDIR and NO_PROXY of the job with our .gitlab-ci.yml and config.toml. A unix socket on a shared volume, the third choice in the form, needs none of the three.",
            "ジョブの DOCKER_HOST、DOCKER_TLS_CERTDIR、NO_PROXY を、ここで作る .gitlab-ci.yml と config.toml に照らしてください。フォームの三つ目の選択肢、共有ボリュームの UNIX ソケットなら、どれも要りません。",
        ),
        files: &[GITLAB_CI, CONFIG_TOML],
        check: Some("env | grep -i -e ^docker_ -e _proxy="),
        sources: &[
            "docker-library/docker#170",
            "cattle-ops/terraform-aws-gitlab-runner#197",
        ],
    },
    Failure {
        id: "dind-http-to-tls",
        title: say(
            "The docker command speaks plain HTTP, and the service wants TLS.",
            "docker コマンドは平文の HTTP、サービスは TLS です。",
        ),
        texts: &["Client sent an HTTP request to an HTTPS server"], // run: docker
        broad: false,
        means: say(
            "The certificates are not where the job looks for them, so the command does not use TLS; or DOCKER_HOST names 2376 with an empty DOCKER_TLS_CERTDIR.",
            "証明書がジョブの見る場所にないため、コマンドが TLS を使っていません。または、DOCKER_TLS_CERTDIR を空にしたまま、DOCKER_HOST が 2376 を指しています。",
        ),
        cure: say(
            "With TLS both need the volume /certs/client in [runners.docker] and DOCKER_TLS_CERTDIR: \"/certs\". Our two files say so.",
            "TLS を使うなら、[runners.docker] の volumes に /certs/client、変数に DOCKER_TLS_CERTDIR: \"/certs\" が必要です。ここで作る二つのファイルはそうなっています。",
        ),
        files: &[GITLAB_CI, CONFIG_TOML],
        check: Some("ls /certs/client; env | grep ^DOCKER_"),
        sources: &["docker-library/docker#170"],
    },
    Failure {
        id: "dind-no-certificates",
        title: say(
            "The job has no certificates for the service.",
            "ジョブに、サービスの証明書がありません。",
        ),
        texts: &[
            "unable to resolve docker endpoint: open…ca.pem", // run: docker
            "could not read CA certificate",                  // source: go-connections before 0.5
        ],
        broad: false,
        means: say(
            "DOCKER_TLS_VERIFY is set, and the folder that DOCKER_CERT_PATH names is empty or was not mounted.",
            "DOCKER_TLS_VERIFY が設定されていますが、DOCKER_CERT_PATH のフォルダーが空か、マウントされていません。",
        ),
        cure: say(
            "Put \"/certs/client\" into volumes of [runners.docker]: the service writes the certificates there, and the job reads them.",
            "[runners.docker] の volumes に \"/certs/client\" を入れてください。サービスがそこに証明書を書き、ジョブが読みます。",
        ),
        files: &[CONFIG_TOML, GITLAB_CI],
        check: Some("ls \"$DOCKER_CERT_PATH\""),
        sources: &[],
    },
    Failure {
        id: "dind-wrong-certificate",
        title: say(
            "The docker command does not trust the service's certificate.",
            "docker コマンドが、サービスの証明書を信頼していません。",
        ),
        texts: &["error during connect:…x509: certificate signed by unknown authority"], // run: docker
        broad: false,
        means: say(
            "Two jobs at once share the volume of certificates, or an old one is still there. A proxy between the two that opens TLS looks the same.",
            "同時に動く二つのジョブが証明書のボリュームを共有しているか、古い証明書が残っています。間のプロキシが TLS を開いていても同じように見えます。",
        ),
        cure: say(
            "Keep docker in NO_PROXY, and let each job make its own certificates (a volume without a host path). The unix socket needs none.",
            "NO_PROXY に docker を入れ、証明書はジョブごとに作らせてください（ホストのパスを付けないボリューム）。UNIX ソケットなら証明書は要りません。",
        ),
        files: &[CONFIG_TOML, GITLAB_CI],
        check: Some("env | grep -i -e ^docker_ -e no_proxy="),
        sources: &[],
    },
    Failure {
        id: "dind-not-privileged",
        title: say(
            "The service may not start a dockerd.",
            "サービスに、dockerd を起動する権限がありません。",
        ),
        texts: &[
            "mount: permission denied (are you root?)", // source: busybox; seen in jobs' logs
            "Could not mount /sys/kernel/security", // source: docker-library dockerd-entrypoint.sh
        ],
        broad: false,
        means: say(
            "Docker-in-docker needs a privileged container, and this runner gives none.",
            "Docker-in-Docker には特権コンテナーが必要ですが、このランナーは許していません。",
        ),
        cure: say(
            "Set privileged = true in [runners.docker], knowing that every job of this runner is root on the host then. install.sh never sets it for you.",
            "[runners.docker] で privileged = true にしてください。このランナーのジョブはすべて、実質的にホストの root になる点に注意してください。install.sh がこれを設定することはありません。",
        ),
        files: &[CONFIG_TOML],
        check: Some("grep -n privileged /etc/gitlab-runner/config.toml"),
        sources: &["gitlab-org/gitlab doc/ci/docker/using_docker_build.md"],
    },
    Failure {
        id: "service-not-up",
        title: say(
            "The runner is not sure that a service has started.",
            "サービスが起動したかどうか、ランナーが確かめられません。",
        ),
        texts: &[
            "probably didn't start properly", // source: executors/docker/services.go
            "docker:dind healthcheck failed", // firecow/gitlab-ci-local#1461
        ],
        broad: true,
        means: say(
            "It tried the ports that the image exposes and got no answer in time. Often only a warning: docker:dind opens one of its two ports. What the service itself printed stands below.",
            "イメージが公開するポートを試しましたが、時間内に応答がありませんでした。docker:dind は二つのうち一つしか開かないので、警告だけで済むこともあります。サービス自身の出力は、その下にあります。",
        ),
        cure: say(
            "Read on below the warning and look those lines up here. If the service comes up later, nothing is wrong; wait_for_services_timeout gives it more time.",
            "警告の下の行を読み、ここで調べてください。サービスが後から起動していれば、問題はありません。wait_for_services_timeout で待ち時間を延ばせます。",
        ),
        files: &[GITLAB_CI],
        check: None,
        sources: &["docker-library/docker#214"],
    },
    Failure {
        id: "dind-no-proxy",
        title: say(
            "docker pull or docker push in docker-in-docker hangs or finds no registry.",
            "Docker-in-Docker の docker pull や docker push が止まるか、レジストリに届きません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "The service's dockerd reads the proxy from the service's variables. The runner's environment and variables of .gitlab-ci.yml reach it; variables that were entered in GitLab's pages do not.",
            "サービスの dockerd は、サービスの環境変数からプロキシを読みます。ランナーの environment と .gitlab-ci.yml の variables は届きますが、GitLab の画面で設定した変数は届きません。",
        ),
        cure: say(
            "Set them in config.toml. A variable of GitLab's pages can be handed on below the service: variables: HTTP_PROXY: $HTTP_PROXY. An inside registry has to stand in NO_PROXY.",
            "config.toml に設定してください。画面で設定した変数は、サービスの下に variables: HTTP_PROXY: $HTTP_PROXY と書けば渡せます。社内のレジストリは NO_PROXY に必要です。",
        ),
        files: &[CONFIG_TOML],
        check: Some("docker info | grep ' Proxy:'"),
        sources: &[
            "gitlab-org/gitlab#30178",
            "gitlab-org/gitlab#444233",
            "docker-library/docker#140",
            "gitlab-org/gitlab-runner#3763",
        ],
    },
    Failure {
        id: "dind-shadows-proxy",
        title: say(
            "Only inside docker-in-docker the proxy at 172.17.0.1 refuses.",
            "Docker-in-Docker の中だけ、172.17.0.1 のプロキシに拒否されます。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "With FF_NETWORK_PER_BUILD, or on a network of your own, the inner docker0 takes 172.17.0.1 for itself, so that address is no longer the host's.",
            "FF_NETWORK_PER_BUILD や独自のネットワークでは、内側の docker0 が 172.17.0.1 を使うので、このアドレスがホストのものではなくなります。",
        ),
        cure: say(
            "Give the inner docker0 another range, as our .gitlab-ci.yml does: command: [\"--bip=10.250.0.1/24\"] on the service.",
            "ここで作る .gitlab-ci.yml のように、サービスに command: [\"--bip=10.250.0.1/24\"] を付けて、内側の docker0 に別の範囲を使わせてください。",
        ),
        files: &[GITLAB_CI],
        check: Some("docker info | grep -i bridge; ip route get 172.17.0.1"),
        sources: &["docker-library/docker#47", "moby/moby#32842"],
    },
    Failure {
        id: "dind-network-per-build",
        title: say(
            "Since FF_NETWORK_PER_BUILD, names are unknown or big downloads hang.",
            "FF_NETWORK_PER_BUILD を有効にしてから、名前が引けないか、大きなダウンロードが止まります。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "Each job has a network of its own then. Containers of the inner Docker do not reach its name server, NO_PROXY lacks the aliases of services and build, and its MTU may be larger than the company's.",
            "ジョブごとに独立したネットワークになります。内側の Docker のコンテナーはその DNS に届かず、NO_PROXY にはサービスの別名と build が足りず、MTU が社内のネットワークより大きいことがあります。",
        ),
        cure: say(
            "On the service: command: [\"--dns=127.0.0.11\", \"--mtu=1400\"]. Add the aliases and build to NO_PROXY.",
            "サービスに command: [\"--dns=127.0.0.11\", \"--mtu=1400\"] を付け、別名と build を NO_PROXY に加えてください。",
        ),
        files: &[],
        check: Some("ip link show eth0; cat /etc/resolv.conf"),
        sources: &["gitlab-org/gitlab-runner docs/executors/docker.md"],
    },
    Failure {
        id: "dind-root-config-json",
        title: say(
            "config.json of the host's root has the proxy, and builds in a job do not get it.",
            "ホストの root の config.json にプロキシがあるのに、ジョブの中のビルドに渡りません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "The docker command in the job reads config.json of its own container. From the host's file the runner takes logins only, never proxies.",
            "ジョブの docker コマンドは、自分のコンテナーの config.json を読みます。ランナーがホストのファイルから使うのはログイン情報だけで、プロキシは使いません。",
        ),
        cure: say(
            "Have the job write the file, before docker login: our .gitlab-ci.yml or config.toml does, whichever you chose.",
            "docker login より前に、ジョブの中でファイルを書いてください。フォームの選択に応じて、ここで作る .gitlab-ci.yml か config.toml が書きます。",
        ),
        files: &[GITLAB_CI, CONFIG_TOML, DOCKER_CLIENT],
        check: Some("cat ~/.docker/config.json"),
        sources: &["gitlab-org/gitlab-runner#25841", "moby/moby#24697"],
    },
];

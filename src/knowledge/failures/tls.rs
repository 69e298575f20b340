//! Certificates, where the proxy opens TLS and signs again with an authority of the company.

use super::Failure;
use crate::artifacts::{CA_FILE, CONFIG_TOML, GITLAB_CI};
use crate::say::say;

pub(super) static FAILURES: [Failure; 6] = [
    Failure {
        id: "ca-unknown",
        title: say(
            "The certificate is signed by an authority that this place does not trust.",
            "証明書に署名した認証局を、この場所が信頼していません。",
        ),
        texts: &[
            "x509: certificate signed by unknown authority", // run: Go
            "self-signed certificate in certificate chain",  // GitLab's tls-self-signed.md
            "self signed certificate in certificate chain",  // source: OpenSSL 1.1
            "unable to get local issuer certificate",        // run: curl, Python, Ruby
            "server certificate verification failed",        // run: git with GnuTLS
            "unable to verify the first certificate",        // run: Node
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",               // run: Node
            "doesn't have a known issuer",                   // run: wget
        ],
        broad: false,
        means: say(
            "Either the proxy opens TLS and signs again with an authority of your company, or the server has a certificate of its own making.",
            "プロキシが TLS を開いて会社の認証局で署名し直しているか、サーバーの証明書が自己署名です。",
        ),
        cure: say(
            "Give the authority's certificate (PEM) in the form: it goes where each program looks, the host's store for dockerd and the runner, a volume ca.crt for the helper, and the job's own image. For an inside host, NO_PROXY keeps the proxy out.",
            "フォームに認証局の証明書（PEM）を入れてください。プログラムがそれぞれ見る場所、つまり dockerd とランナーはホストの証明書ストア、ヘルパーはボリュームの ca.crt、ジョブはそのイメージに届きます。社内のホストなら、NO_PROXY でプロキシを通さないようにもできます。",
        ),
        files: &[CA_FILE, CONFIG_TOML],
        check: Some(
            "openssl s_client -proxy 172.17.0.1:3128 -connect gitlab.com:443 </dev/null 2>/dev/null | grep -i issuer",
        ),
        sources: &[
            "gitlab-org/gitlab-runner#26497",
            "gitlab-org/gitlab-runner#1842",
            "gitlab-org/gitlab-runner#2675",
        ],
    },
    Failure {
        id: "ca-runner",
        title: say(
            "The runner does not trust GitLab's certificate.",
            "ランナーが GitLab の証明書を信頼していません。",
        ),
        texts: &[
            "couldn't execute…against…x509: certificate signed by unknown authority", // source: network/client.go
        ],
        broad: false,
        means: say(
            "The runner itself, not a job, met a certificate of an authority that it does not know: of your GitLab, or of a proxy that opens TLS.",
            "ジョブではなくランナー自身が、知らない認証局の証明書を受け取りました。GitLab のものか、TLS を開くプロキシのものです。",
        ),
        cure: say(
            "Add the proxy's authority to the host's store and restart the runner, as our steps do. For a GitLab with a certificate of its own making, put its authority (PEM) at /etc/gitlab-runner/certs/HOST.crt, with GitLab's host name and no port, or name it as tls-ca-file in config.toml.",
            "プロキシの認証局なら、ここの手順のとおりホストの証明書ストアに加え、ランナーを再起動してください。GitLab 自身の証明書が自己署名なら、その認証局（PEM）を /etc/gitlab-runner/certs/ホスト名.crt に置くか（GitLab のホスト名で、ポートなし）、config.toml の tls-ca-file で指定してください。",
        ),
        files: &[CA_FILE],
        check: Some("ls -l /etc/gitlab-runner/certs"),
        sources: &[
            "gitlab-org/gitlab-runner#2859",
            "gitlab-org/gitlab-runner#3842",
        ],
    },
    Failure {
        id: "ca-dockerd",
        title: say(
            "dockerd does not trust the registry's certificate.",
            "dockerd がレジストリの証明書を信頼していません。",
        ),
        texts: &[
            "Error response from daemon:…x509: certificate signed by unknown authority", // moby daemon
        ],
        broad: false,
        means: say(
            "dockerd of the host, or that of docker-in-docker, pulls the image. Each looks into its own store, not into that of the job.",
            "イメージを取得するのは、ホストの dockerd か Docker-in-Docker の dockerd です。どちらも自分の証明書ストアを見て、ジョブのものは見ません。",
        ),
        cure: say(
            "On the host: add the authority to the system's store (Debian: /usr/local/share/ca-certificates and update-ca-certificates), then restart Docker. For docker-in-docker mount it, and name its directory in SSL_CERT_DIR of the service.",
            "ホストでは、システムの証明書ストアに認証局を加え（Debian なら /usr/local/share/ca-certificates に置いて update-ca-certificates）、Docker を再起動してください。Docker-in-Docker ではマウントして、そのディレクトリーをサービスの SSL_CERT_DIR に加えます。",
        ),
        files: &[CA_FILE, GITLAB_CI],
        check: Some("openssl verify /etc/gitlab-runner/certs/ca.crt"),
        sources: &["docker-library/docker#248"],
    },
    Failure {
        id: "ca-helper",
        title: say(
            "The helper of a job does not trust GitLab's certificate.",
            "ジョブのヘルパーが GitLab の証明書を信頼していません。",
        ),
        texts: &[
            "Uploading artifacts…couldn't execute…against…x509: certificate signed by unknown authority", // source: network/gitlab.go
            "Downloading artifacts…couldn't execute…against…x509: certificate signed by unknown authority", // source: network/gitlab.go
        ],
        broad: false,
        means: say(
            "Clone, cache and artifacts run in the helper's container, which has its own store of certificates.",
            "クローン、キャッシュ、成果物の処理は、独自の証明書ストアを持つヘルパーのコンテナーで行われます。",
        ),
        cure: say(
            "Mount the authority's certificate in [runners.docker] volumes as …/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro; the helper installs it by itself.",
            "[runners.docker] の volumes に …/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro を加えてください。ヘルパーが自分で取り込みます。",
        ),
        files: &[CA_FILE, CONFIG_TOML],
        check: Some("grep -n volumes /etc/gitlab-runner/config.toml"),
        sources: &[
            "gitlab-org/gitlab-runner#26497",
            "gitlab-org/gitlab-foss#43235",
        ],
    },
    Failure {
        id: "ca-other-name",
        title: say(
            "The certificate is for another name.",
            "証明書が別の名前のものです。",
        ),
        texts: &[
            "x509: cannot validate certificate for…doesn't contain any IP SANs", // run: Go
            "x509: certificate is valid for…, not", // source: Go's crypto/x509
            "no alternative certificate subject name matches target host name", // run: curl
        ],
        broad: false,
        means: say(
            "The server was asked for by an address or a name that its certificate lacks. A firewall that answers in its place does the same.",
            "証明書に書かれていないアドレスか名前でサーバーにつなぎました。代わりにファイアウォールが応答していても、こうなります。",
        ),
        cure: say(
            "Use the name that the certificate has, or have one made with this name (subjectAltName). For docker-in-docker with TLS the service has to be called docker, or its name has to stand in DOCKER_TLS_SAN.",
            "証明書にある名前でつなぐか、この名前（subjectAltName）の証明書を作ってもらってください。TLS を使う Docker-in-Docker では、サービスの名前を docker にするか、DOCKER_TLS_SAN にその名前を書きます。",
        ),
        files: &[],
        check: Some(
            "openssl s_client -connect HOST:443 </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName",
        ),
        sources: &[],
    },
    Failure {
        id: "ca-hook-distribution",
        title: say(
            "A hook for all jobs calls a program that this image does not have.",
            "すべてのジョブで動くスクリプトが、このイメージにないプログラムを呼んでいます。",
        ),
        texts: &[
            "apt-get: not found",                // source: dash, busybox
            "apt-get: command not found",        // source: bash
            "update-ca-certificates: not found", // source: dash, busybox
        ],
        broad: false,
        means: say(
            "A pre_build_script that installs an authority for one distribution runs in every image, and a failure of it ends the job.",
            "ある配布物向けに認証局を入れる pre_build_script は、どのイメージの中でも動き、失敗するとジョブが終わります。",
        ),
        cure: say(
            "Let the hook ask first (command -v update-ca-certificates), or put the authority into the images. Our own hook uses what the image has, and fails no job.",
            "先に command -v update-ca-certificates で確かめるか、認証局をイメージに入れてください。ここで作るスクリプトは、イメージにあるものだけを使い、ジョブを失敗させません。",
        ),
        files: &[CONFIG_TOML],
        check: None,
        sources: &["gitlab-org/gitlab-runner#26497"],
    },
];

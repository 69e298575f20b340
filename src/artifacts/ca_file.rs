//! The certificates of a proxy that opens TLS, where the Runner's containers and the host's own store
//! get them from.

use super::{Artifact, Charset};
use crate::say::say;
use crate::text::{File, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/etc/gitlab-runner/certs/ca.crt",
    why: say(
        "The authority with which the proxy signs every page anew. Four places have to trust it, and all of them get it from here.",
        "プロキシがすべてのページに署名し直すときの認証局です。これを信頼する必要がある場所は四つあり、どれもこのファイルから受け取ります。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "The runner and dockerd read the host's own store once, when they start, so the certificate goes there as well and both are restarted. `tls-ca-file` or certs/HOST.crt would serve the runner alone, for one host; a GitLab that is reached without the proxy needs neither.",
                "ランナーと dockerd は、起動時に一度だけホストの証明書ストアを読みます。そのため証明書をストアにも入れ、両方を再起動します。`tls-ca-file` や certs/ホスト名.crt が効くのは、ランナーの、そのホストへの通信だけです。プロキシを通さずに接続する GitLab なら、どちらも要りません。",
            ),
            say(
                "The helper, which clones and uploads, installs the file that config.toml mounts at /etc/gitlab-runner/certs/ca.crt by itself. A job's image is given it by pre_build_script.",
                "クローンやアップロードを行うヘルパーは、config.toml が /etc/gitlab-runner/certs/ca.crt にマウントしたファイルを自分で取り込みます。ジョブのイメージには pre_build_script が入れます。",
            ),
            say(
                "Java, and Python's requests, bring a list of their own and look at no store: build their images with the certificate in it. The same holds for what runs inside docker build.",
                "Java や Python の requests は、自前の一覧だけを見て、ストアを見ません。そのイメージには、証明書を入れておく必要があります。docker build の中で動くものも同じです。",
            ),
        ];
        if plan.dind.is_some() {
            notes.push(say(
                "The dockerd of docker-in-docker gets it from .gitlab-ci.yml, by SSL_CERT_DIR.",
                "Docker-in-Docker の dockerd には、.gitlab-ci.yml の SSL_CERT_DIR で伝えます。",
            ));
        }
        notes
    },
    run: None,
    charset: Charset::Utf8,
    secret: |_| false,
    owner: super::root,
    wanted: |plan| plan.ca.is_some(),
    render: |plan, _| {
        let pem = plan.ca.as_ref().map(|ca| &ca.pem);
        Text::<File>::whole(pem.unwrap_or(&Text::empty()))
    },
};

//! The proxy's authority: whether it is the right one, and into the host's store with it.

use super::{Step, ca_file, constant, install, lines, step};
use crate::form::certificate::{Certificate, Certificates};
use crate::form::plan::Plan;
use crate::say::{Say, say};
use crate::text::Text;

/// Before anything that meets the proxy: dockerd and the runner read the store when they start.
pub(super) fn into_place(plan: &Plan, ca: &Certificates) -> [Step; 3] {
    let artifact = &ca_file::ARTIFACT;
    let fingerprints: Vec<_> = ca.each.iter().map(Certificate::fingerprint).collect();
    [
        step(
            artifact,
            say(
                "See that it is the right certificate: whoever holds its key can read everything that this host sends. Compare the fingerprint with the one that your IT department has published, not with one that came with the same mail.",
                "正しい証明書であることを確かめます。その鍵を持つ人は、このホストの通信をすべて読めるからです。フィンガープリントを、IT 部門が公開しているものと比べてください。証明書と同じメールに書かれていたものでは、確認になりません。",
            ),
            constant(
                "awk '/BEGIN/ { c = \"openssl x509 -noout -fingerprint -sha256 #\" ++n } { print | c } /END/ { close(c) }' host/etc/gitlab-runner/certs/ca.crt | cut -d = -f 2",
            ),
        )
        .expecting(Text::join("\n", &fingerprints)),
        step(
            artifact,
            say(
                "Put it in place, and into the store of this host, which the runner and dockerd read when they start: that of Red Hat and its relatives in the first case, SUSE's in the second, Debian's in the last. If another ca.crt is there already, paste its certificate into the form as well, or it is lost to the helper.",
                "証明書を置き、このホストの証明書ストアに加えます。ストアは、ランナーと dockerd が起動時に読みます。場合分けは順に、Red Hat 系、SUSE、Debian 系です。別の ca.crt がすでにあるなら、その証明書もフォームに貼り付けてください。そうしないと、ヘルパーがそれを信頼しなくなります。",
            ),
            lines(&[
                install(artifact, plan),
                constant(
                    "if [ -d /etc/pki/ca-trust/source/anchors ]; then\n  install -m 0644 host/etc/gitlab-runner/certs/ca.crt /etc/pki/ca-trust/source/anchors/runner-proxy.crt && update-ca-trust\nelif [ -d /etc/pki/trust/anchors ]; then\n  install -m 0644 host/etc/gitlab-runner/certs/ca.crt /etc/pki/trust/anchors/runner-proxy.crt && update-ca-certificates\nelse\n  install -D -m 0644 host/etc/gitlab-runner/certs/ca.crt /usr/local/share/ca-certificates/runner-proxy.crt && update-ca-certificates\nfi",
                ),
            ]),
        ),
        step(
            artifact,
            say(
                "See that this host trusts it now. An error names what is wrong: expired, not valid yet, or without the root that issued it.",
                "このホストがこの証明書を信頼していることを確かめます。期限切れ、まだ有効でない、発行したルート証明書がない、といった問題があれば、エラーに示されます。",
            ),
            constant("openssl verify /etc/gitlab-runner/certs/ca.crt"),
        )
        .printing("/etc/gitlab-runner/certs/ca.crt: OK"),
    ]
}

/// What the one request shows when the proxy opens TLS.
pub(super) const ONE_REQUEST: Say = say(
    "Send exactly one request through the proxy. On 407 stop here: the proxy refuses the login, or wants one, and each further try may count as one more failed logon. (403 means that the proxy forbids this address.) The second number is 0 when the certificate is trusted that stands there in place of the true one; otherwise another authority than yours has signed it.",
    "プロキシを通して、一度だけ要求を送ります。407 ならここで止めてください。プロキシがログインを拒否しているか、ログインを求めていて、試すたびに失敗が一回増えるおそれがあります。（403 なら、プロキシがこの宛先を禁じています。）二つ目の数字が 0 なら、差し替えられた証明書が信頼されています。0 でなければ、別の認証局が署名しています。",
);

/// What goes into config.toml when there is no docker-in-docker.
pub(super) const MERGE: Say = say(
    "Open /etc/gitlab-runner/config.toml and put the keys of paste/config.toml into each [[runners]], before its first [runners.…] table. What stands in `volumes` is added to the `volumes` of the [runners.docker] that is there already: a second one is an error. When no runner is registered yet, run `gitlab-runner register --template-config paste/config.toml` in a shell that has the drop-in's HTTP_PROXY, HTTPS_PROXY and NO_PROXY exported.",
    "/etc/gitlab-runner/config.toml を開き、paste/config.toml のキーを各 [[runners]] に、最初の [runners.…] の表より前に書き加えます。`volumes` の内容は、すでにある [runners.docker] の `volumes` に加えます。[runners.docker] を二つ書くとエラーになります。まだランナーを登録していなければ、ドロップインと同じ HTTP_PROXY、HTTPS_PROXY、NO_PROXY を export したシェルで `gitlab-runner register --template-config paste/config.toml` を実行してください。",
);

//! docker0: the address that host and containers share.

use super::{Chapter, Difference};
use crate::artifacts::{CNTLM_CONF, CNTLM_DROP_IN};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "docker0",
    title: say(
        "docker0: where CNTLM listens",
        "docker0：CNTLM が待ち受けるアドレス",
    ),
    heading: Some(say(
        "Make CNTLM listen to the docker0 interface",
        "CNTLM がdocker0 インターフェースをリッスンするようにします。",
    )),
    paragraphs: &[
        say(
            "docker0 is the bridge that Docker makes on the host. The host's own programs and the containers both reach its address, here {docker0}. 127.0.0.1 would not do: in a container it is the container itself.",
            "docker0 は、Docker がホストに作るブリッジです。そのアドレス（ここでは {docker0}）には、ホストのプログラムからもコンテナーからも届きます。127.0.0.1 は使えません。コンテナーの中では、コンテナー自身を指すためです。",
        ),
        say(
            "CNTLM therefore listens at {docker0}:{port}, and there alone. `ip -4 -oneline address show dev docker0` prints the address that docker0 has now.",
            "そこで、CNTLM は {docker0}:{port} だけで待ち受けます。docker0 の今のアドレスは `ip -4 -oneline address show dev docker0` で分かります。",
        ),
        say(
            "docker0 has an address only once Docker runs, so a drop-in starts CNTLM after docker.service. Docker is not made to wait for CNTLM: that would be a cycle, and dockerd needs the proxy only to pull images.",
            "docker0 にアドレスが付くのは Docker が起動した後なので、ドロップインで CNTLM を docker.service の後に起動します。Docker に CNTLM を待たせることはしません。循環してしまいますし、dockerd がプロキシを使うのはイメージを取得するときだけだからです。",
        ),
        say(
            "Other machines of the same network may reach docker0's address too. A firewall, or Allow and Deny lines in cntlm.conf, keep them out.",
            "同じネットワークの他の機器から、docker0 のアドレスに届くこともあります。ファイアウォールか、cntlm.conf の Allow と Deny で制限してください。",
        ),
        say(
            "With rootless Docker, docker0 lives in a network of its own, where CNTLM cannot listen, and Podman has none. CNTLM then listens at the host's own address, with Allow and Deny lines.",
            "rootless Docker の docker0 は独立したネットワークの中にあり、CNTLM はそこで待ち受けられません。Podman に docker0 はありません。どちらの場合も、CNTLM をホスト自身のアドレスで待ち受けさせ、Allow と Deny を書いてください。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide says nothing of the order at boot.",
                "ガイドは、起動時の順序に触れていません。",
            ),
            today: say(
                "When docker0 has no address yet, CNTLM ends at once. Debian's start script for 0.92.3 reports success all the same, so look whether the port is open: `ss -ltn` must show {docker0}:{port}.",
                "docker0 にまだアドレスがないと、CNTLM はすぐに終了します。それでも Debian の 0.92.3 の起動スクリプトは成功と報告するので、`ss -ltn` に {docker0}:{port} が出るかどうかで確かめてください。",
            ),
            since: None,
            source: "cntlm 0.92.3-1.2 (Debian, /etc/init.d/cntlm) and 0.94.0, both run",
        },
        Difference {
            guide: say(
                "cntlm.conf has one Listen line, that of docker0.",
                "cntlm.conf の Listen は、docker0 の一行だけです。",
            ),
            today: say(
                "One line is right. With a second one for 127.0.0.1, CNTLM runs on when docker0 is missing and never tries it again: the failure becomes silent.",
                "一行だけにしておくのが適切です。127.0.0.1 の行を加えると、docker0 がなくても CNTLM は動き続け、docker0 が後からできても待ち受けません。失敗に気付けなくなります。",
            ),
            since: None,
            source: "cntlm 0.92.3 and 0.94.0, both run",
        },
        Difference {
            guide: say(
                "The address is usually 172.17.0.1.",
                "アドレスは、通常 172.17.0.1 です。",
            ),
            today: say(
                "Docker takes the next range when a network or a name server of the host lies in 172.17.0.0/16. \"bip\" in /etc/docker/daemon.json pins the address.",
                "ホストのネットワークか DNS サーバーが 172.17.0.0/16 にあると、Docker は次の範囲を使います。/etc/docker/daemon.json の \"bip\" でアドレスを固定できます。",
            ),
            since: None,
            source: "moby/moby daemon/libnetwork/ipamutils/utils.go, netutils/utils_linux.go @ b985e2313a86",
        },
        Difference {
            guide: say(
                "The Japanese edition says that this protects the server from what is inside the containers.",
                "日本語版は「コンテナ内部からサーバを保護するため」としています。",
            ),
            today: say(
                "That is a slip of the translation: the original speaks of protection from the outside world.",
                "これは誤訳です。原文は、外部からサーバーを守るためだと述べています。",
            ),
            since: None,
            source: "gitlabhq/gitlab-runner docs/configuration/proxy.md @ d79f3e7b89ab",
        },
    ],
    artifacts: &[CNTLM_CONF, CNTLM_DROP_IN],
    failures: &[
        "address-not-there",
        "cntlm-no-port",
        "cntlm-port-taken",
        "cntlm-listen-name",
        "cntlm-denied",
        "docker0-moved",
        "proxy-at-localhost",
        "proxy-refused",
        "systemd-cycle",
        "rootless-docker",
        "address-pools",
    ],
    see: &["cntlm", "docker-in-docker"],
};

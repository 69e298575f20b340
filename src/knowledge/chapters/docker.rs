//! Docker: pulling images.

use super::{Chapter, Difference};
use crate::artifacts::{DAEMON_JSON, DOCKER_DROP_IN};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "docker",
    title: say("Docker: pulling images", "Docker：イメージの取得"),
    heading: Some(say(
        "Configuring Docker for downloading images",
        "イメージをダウンロードするためのDockerの設定",
    )),
    paragraphs: &[
        say(
            "dockerd itself pulls the images of jobs, services and the helper. It reads the proxy from its environment, so a drop-in for docker.service sets HTTP_PROXY and HTTPS_PROXY to {proxy}, and NO_PROXY.",
            "ジョブ、サービス、ヘルパーのイメージは、dockerd 自身が取得します。プロキシは環境変数から読むので、docker.service のドロップインで HTTP_PROXY と HTTPS_PROXY を {proxy} に設定し、NO_PROXY も設定します。",
        ),
        say(
            "Registries speak https://, for which dockerd reads HTTPS_PROXY alone. That name tells which addresses go through the proxy, not how to talk to it: the value still begins with http://.",
            "レジストリとの通信は https:// で、このとき dockerd が読むのは HTTPS_PROXY だけです。この名前は「どの宛先に使うプロキシか」を表し、プロキシへの接続方法を表すものではないので、値は http:// で始めます。",
        ),
        say(
            "The same values may stand in /etc/docker/daemon.json instead. There they win over the drop-in, and no % has to be doubled.",
            "同じ値は、代わりに /etc/docker/daemon.json に書くこともできます。その値はドロップインより優先され、% を二重にする必要もありません。",
        ),
        say(
            "`docker info` shows what dockerd really uses, with passwords masked. `systemctl show --property=Environment docker` shows the drop-in only.",
            "dockerd が実際に使っている値は、`docker info` で分かります（パスワードは伏せて表示されます）。`systemctl show --property=Environment docker` で分かるのは、ドロップインの値だけです。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide's drop-in has no NO_PROXY.",
                "ガイドのドロップインには NO_PROXY がありません。",
            ),
            today: say(
                "Without NO_PROXY dockerd asks the proxy also for an internal registry: by itself it leaves out localhost and loopback addresses only.",
                "NO_PROXY がないと、社内のレジストリにもプロキシを通してつなごうとします。書かなくても除かれるのは、localhost とループバックアドレスだけです。",
            ),
            since: None,
            source: "golang/net http/httpproxy/proxy.go @ 0ca694d2a5ad",
        },
        Difference {
            guide: say(
                "The guide knows the systemd drop-in only.",
                "ガイドが挙げるのは、systemd のドロップインだけです。",
            ),
            today: say(
                "Docker's own pages recommend \"proxies\" in daemon.json. An older Docker, such as the 20.10 of Debian 12, does not start with it.",
                "Docker の公式文書は、daemon.json の \"proxies\" を勧めています。Debian 12 の 20.10 のような古い Docker は、これがあると起動しません。",
            ),
            since: Some("Docker Engine 23.0.0"),
            source: "moby/moby#42835; moby/moby daemon/config/config.go @ b985e2313a86; Debian's 20.10.24 run",
        },
        Difference {
            guide: say(
                "The guide's URLs have no %, so it says nothing of it.",
                "ガイドの URL には % がないので、その扱いに触れていません。",
            ),
            today: say(
                "In a drop-in every % must be doubled. Before a digit, a single one makes systemd drop the variable, with a line in the journal only; before a letter, it may silently become something else.",
                "ドロップインでは、% をすべて二重に書きます。一つだけだと、数字の前では systemd が変数ごと捨て、ジャーナルに記録が残るだけです。英字の前では、知らないうちに別の文字列に置き換わることがあります。",
            ),
            since: None,
            source: "systemd.exec(5), systemd.syntax(7); src/core/load-fragment.c; systemd 252 run",
        },
        Difference {
            guide: say(
                "For Docker, the guide leaves daemon-reload and the restart to Docker's pages.",
                "Docker については、daemon-reload も再起動も書かれておらず、Docker の文書に任せています。",
            ),
            today: say(
                "Both are needed after a change of the drop-in; for daemon.json a restart is, and a reload is not enough. The restart ends running containers, so wait for the jobs first.",
                "ドロップインを変えたら、両方が必要です。daemon.json では再起動が必要で、リロードでは反映されません。再起動すると実行中のコンテナーが終了するので、ジョブが終わるのを待ってください。",
            ),
            since: None,
            source: "https://docs.docker.com/engine/daemon/proxy",
        },
    ],
    artifacts: &[DOCKER_DROP_IN, DAEMON_JSON],
    failures: &[
        "dockerd-direct",
        "helper-image",
        "pull-failed",
        "daemon-json-old-docker",
        "daemon-json-key",
        "daemon-json-twice",
        "daemon-json-syntax",
        "drop-in-without-effect",
        "systemd-percent",
        "systemd-quotes",
        "proxy-url-https",
        "proxy-http-only",
    ],
    see: &["docker0", "gitlab-runner", "no-proxy"],
};

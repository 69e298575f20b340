//! The questions about this host and what stays inside.

use super::{Choice, Control, Field, always, with_cntlm};
use crate::form::read;
use crate::say::say;

/// docker0's address.
pub static DOCKER0: Field = Field {
    name: "docker0",
    label: say("Address of docker0", "docker0 のアドレス"),
    help: say(
        "CNTLM listens here, where containers reach it. Paste the output of `ip -4 -oneline addr show dev docker0`, or the address.",
        "CNTLM はここで待ち受け、コンテナーはここに接続します。`ip -4 -oneline addr show dev docker0` の出力か、アドレスを貼り付けてください。",
    ),
    example: "172.17.0.1",
    refused: &[
        "fd00::1",
        "docker0",
        "172.17.0.1/16",
        "172.017.0.1",
        "127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
    ],
    control: Control::Line,
    asked: with_cntlm,
    read: read::docker0,
};

/// CNTLM's port.
pub static PORT: Field = Field {
    name: "port",
    label: say("Port of CNTLM", "CNTLM のポート"),
    help: say(
        "Any free port of the host.",
        "ホストの空いているポートなら何でもかまいません。",
    ),
    example: "3128",
    refused: &["0", "65536", "http", "+3128", "３１２８"],
    control: Control::Line,
    asked: with_cntlm,
    read: read::port,
};

/// The GitLab instance.
pub static GITLAB: Field = Field {
    name: "gitlab",
    label: say("GitLab", "GitLab"),
    help: say(
        "The host or URL of your GitLab. It may stay empty.",
        "お使いの GitLab のホスト名または URL です。空のままでもかまいません。",
    ),
    example: "https://gitlab.example.com",
    refused: &[
        "ftp://gitlab.example.com",
        "https://alice@gitlab.example.com",
        "git lab",
        "https://[::1]/",
    ],
    control: Control::Line,
    asked: always,
    read: read::gitlab,
};

/// How GitLab is reached.
pub static GITLAB_ROUTE: Field = Field {
    name: "gitlab-route",
    label: say("How is GitLab reached?", "GitLab への接続"),
    help: say(
        "A GitLab inside the company is often unreachable through the proxy.",
        "社内の GitLab には、プロキシを通すとつながらないことがよくあります。",
    ),
    example: "direct",
    refused: &["none"],
    control: Control::Choice(&[
        Choice {
            value: "proxy",
            label: say("Through the proxy", "プロキシを通す"),
            consequence: say("Right for gitlab.com.", "gitlab.com ならこちらです。"),
        },
        Choice {
            value: "direct",
            label: say("Without the proxy", "プロキシを通さない"),
            consequence: say(
                "Its host is put into NO_PROXY.",
                "そのホストを NO_PROXY に入れます。",
            ),
        },
    ]),
    asked: always,
    read: read::gitlab_route,
};

/// Further hosts to reach without the proxy.
pub static NO_PROXY: Field = Field {
    name: "no-proxy",
    label: say("Hosts that stay inside", "プロキシを通さないホスト"),
    help: say(
        "One a line, or with commas: registries, caches, the names of services: reached over HTTP. `.corp.example` means the domain and all below it.",
        "一行に一つか、コンマ区切りで書きます。レジストリ、キャッシュ、HTTP で接続する services: の名前などです。`.corp.example` はそのドメイン自身と、その下のすべてを指します。",
    ),
    example: "registry.corp.example",
    refused: &[
        "a b",
        "http://registry.corp.example",
        "registry.corp.example/path",
        "10.*",
        "*",
        "foo*.corp.example",
        "::1",
        "[fd00::1]:443",
        "fd00::/8",
        "bücher.example",
        "10.0.0.0/33",
        "10.1",
    ],
    control: Control::Lines,
    asked: always,
    read: read::no_proxy,
};

/// The authority of a proxy that opens TLS.
pub static CA: Field = Field {
    name: "ca",
    label: say(
        "Certificate of a proxy that opens TLS",
        "TLS を検査するプロキシの CA 証明書",
    ),
    help: say(
        "Only if the proxy signs every page anew with your company's own authority (CA): paste its root certificate as PEM, with all that stand above it when there are several. It is public, and makes the link long. The private key never belongs here.",
        "プロキシが TLS を検査し、会社の認証局（CA）で署名し直す場合にだけ必要です。CA のルート証明書を PEM で貼り付けてください。複数あれば、すべて貼り付けます。証明書は公開してよいものなのでリンクにも含まれ、リンクが長くなります。秘密鍵は決して貼り付けないでください。",
    ),
    example: "-----BEGIN CERTIFICATE-----",
    refused: &[
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----",
        "https://proxy.corp.example/ca.crt",
        "MIIB",
    ],
    control: Control::Certificates,
    asked: always,
    read: read::ca,
};

/// How dockerd learns the proxy.
pub static DAEMON: Field = Field {
    name: "daemon",
    label: say(
        "How dockerd learns the proxy",
        "dockerd へのプロキシの伝え方",
    ),
    help: say(
        "dockerd pulls the images of jobs, services and helpers.",
        "ジョブ、サービス、ヘルパーのイメージを取得するのは dockerd です。",
    ),
    example: "drop-in",
    refused: &["daemon.json"],
    control: Control::Choice(&[
        Choice {
            value: "drop-in",
            label: say("A systemd drop-in", "systemd のドロップイン"),
            consequence: say(
                "Works with every version of Docker.",
                "Docker のどのバージョンでも使えます。",
            ),
        },
        Choice {
            value: "daemon-json",
            label: say("daemon.json", "daemon.json"),
            consequence: say(
                "Needs Docker Engine 23.0 or newer; an older one does not start with it.",
                "Docker Engine 23.0 以降が必要です。古いものは起動しなくなります。",
            ),
        },
    ]),
    asked: always,
    read: read::daemon,
};

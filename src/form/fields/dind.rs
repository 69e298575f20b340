//! The questions about docker-in-docker.

use super::{Choice, Control, Field, always, with_dind};
use crate::form::read;
use crate::say::say;

/// Docker-in-docker.
pub static DIND: Field = Field {
    name: "dind",
    label: say("Docker-in-Docker", "Docker-in-Docker"),
    help: say(
        "Only for jobs that build or run images themselves. It needs privileged containers: such a job can become root on the host.",
        "ジョブ自身がイメージを作ったり動かしたりする場合にだけ必要です。特権コンテナーを使うので、そのジョブはホストの root になれます。",
    ),
    example: "tls",
    refused: &["yes"],
    control: Control::Choice(&[
        Choice {
            value: "none",
            label: say("Not used", "使わない"),
            consequence: say("Nothing is added.", "何も追加しません。"),
        },
        Choice {
            value: "tls",
            label: say("With TLS on port 2376", "TLS、ポート 2376"),
            consequence: say(
                "GitLab's and Docker's default.",
                "GitLab と Docker の標準です。",
            ),
        },
        Choice {
            value: "plain",
            label: say("Without TLS on port 2375", "TLS なし、ポート 2375"),
            consequence: say(
                "Whoever reaches the port controls that Docker.",
                "このポートに届く相手は、その Docker を操作できます。",
            ),
        },
        Choice {
            value: "socket",
            label: say(
                "A unix socket on a shared volume",
                "共有ボリューム上の Unix ソケット",
            ),
            consequence: say(
                "No port, and no proxy can ever come between.",
                "ポートを使わず、間にプロキシが入ることもありません。",
            ),
        },
    ]),
    asked: always,
    read: read::dind,
};

/// Who writes the job's Docker configuration.
pub static CLIENT_CONFIG: Field = Field {
    name: "client-config",
    label: say(
        "Who writes the job's Docker config.json",
        "ジョブの config.json を書くもの",
    ),
    help: say(
        "The job's $HOME/.docker/config.json passes the proxy on to builds and containers.",
        "ジョブの $HOME/.docker/config.json は、ビルドとコンテナーにプロキシを伝えます。",
    ),
    example: "pre-build-script",
    refused: &["script"],
    control: Control::Choice(&[
        Choice {
            value: "before-script",
            label: say(
                "before_script of .gitlab-ci.yml",
                ".gitlab-ci.yml の before_script",
            ),
            consequence: say(
                "Each project does it for itself.",
                "プロジェクトごとに書きます。",
            ),
        },
        Choice {
            value: "pre-build-script",
            label: say(
                "pre_build_script of config.toml",
                "config.toml の pre_build_script",
            ),
            consequence: say(
                "The runner does it for every project.",
                "ランナーがすべてのプロジェクトに対して行います。",
            ),
        },
    ]),
    asked: with_dind,
    read: read::client_config,
};

/// What is written there.
pub static CLIENT_VALUES: Field = Field {
    name: "client-values",
    label: say("What is written there", "そこに書く値"),
    help: say(
        "Without an answer: fixed, but live when the proxy's URL has credentials.",
        "選ばなければ固定です。ただしプロキシの URL に認証情報があるときは実行時の値にします。",
    ),
    example: "live",
    refused: &["auto"],
    control: Control::Choice(&[
        Choice {
            value: "fixed",
            label: say("These values", "この画面の値"),
            consequence: say("Written into the script.", "スクリプトに書き込みます。"),
        },
        Choice {
            value: "live",
            label: say("The job's $HTTP_PROXY", "ジョブの $HTTP_PROXY"),
            consequence: say(
                "Taken from the job's environment when it runs, as in GitLab's guide.",
                "GitLab のガイドと同じく、実行時にジョブの環境変数から取ります。",
            ),
        },
    ]),
    asked: with_dind,
    read: read::client_values,
};

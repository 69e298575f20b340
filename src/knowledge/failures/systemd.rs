//! What systemd says of drop-ins, in the journal only. Seen with version 252.

use super::Failure;
use crate::artifacts::{CNTLM_DROP_IN, DAEMON_JSON, DOCKER_DROP_IN, RUNNER_DROP_IN};
use crate::say::say;

pub(super) static FAILURES: [Failure; 6] = [
    Failure {
        id: "systemd-percent",
        title: say(
            "systemd drops a variable because of a single %.",
            "% が一つだけなので、systemd がその変数を捨てています。",
        ),
        texts: &["Failed to resolve specifiers in"], // run
        broad: false,
        means: say(
            "In a unit, % begins a specifier. The whole variable is ignored and the service starts without a proxy. %C, %E, %b and others are even replaced without a word.",
            "ユニットの中では、% が特別な意味を持ちます。変数全体が無視され、サービスはプロキシなしで起動します。%C、%E、%b などは、何も言わずに別の文字列へ置き換えられます。",
        ),
        cure: say(
            "Write each % of the drop-in twice: p%40ss becomes p%%40ss. Ours does; daemon.json needs no doubling.",
            "ドロップインの % はすべて二つ重ねます（p%40ss は p%%40ss）。ここで作るドロップインはそうなっています。daemon.json では重ねません。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, DAEMON_JSON],
        check: Some("systemctl show --property=Environment docker gitlab-runner"),
        sources: &[
            "docker/for-linux#628",
            "docker/for-linux#1149",
            "systemd/systemd#9842",
            "docker/docs#19118",
        ],
    },
    Failure {
        id: "systemd-quotes",
        title: say(
            "systemd ignores a line because of its quotes or backslashes.",
            "引用符かバックスラッシュのせいで、systemd がその行を無視しています。",
        ),
        texts: &["Invalid syntax, ignoring:"], // run
        broad: false,
        means: say(
            "In Environment= an apostrophe opens a quotation, and a backslash begins an escape. The line is dropped, and the service has no proxy.",
            "Environment= の中では、アポストロフィーは引用の始まり、バックスラッシュはエスケープの始まりです。その行は捨てられ、サービスにプロキシが渡りません。",
        ),
        cure: say(
            "Write Environment=\"NAME=value\", with \\\\ for a backslash, \\\" for a quote and %% for %. Ours is written so.",
            "Environment=\"名前=値\" と書き、バックスラッシュは \\\\、引用符は \\\"、% は %% とします。ここで作るドロップインはそうなっています。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN],
        check: Some("systemctl show --property=Environment docker gitlab-runner"),
        sources: &["docker/docs#10367"],
    },
    Failure {
        id: "systemd-assignment",
        title: say(
            "systemd ignores a variable whose name or value is not allowed.",
            "名前か値が許されないので、systemd がその変数を無視しています。",
        ),
        texts: &["Invalid environment assignment, ignoring"], // run
        broad: false,
        means: say(
            "A name has letters, digits and _ only, and the value no control characters. http-proxy is the name of a key in daemon.json, not of a variable.",
            "名前に使えるのは英数字と _ だけで、値に制御文字は使えません。http-proxy は daemon.json のキーで、環境変数の名前ではありません。",
        ),
        cure: say(
            "Write HTTP_PROXY, HTTPS_PROXY and NO_PROXY.",
            "HTTP_PROXY、HTTPS_PROXY、NO_PROXY と書いてください。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN],
        check: Some("systemctl cat docker gitlab-runner"),
        sources: &[],
    },
    Failure {
        id: "systemd-section",
        title: say(
            "systemd ignores a section of a drop-in.",
            "systemd がドロップインのセクションを無視しています。",
        ),
        texts: &[
            "Unknown section '…'. Ignoring",           // run
            "Assignment outside of section. Ignoring", // run
        ],
        broad: false,
        means: say(
            "A drop-in for variables begins with the line [Service], with a capital S.",
            "変数を設定するドロップインは、[Service] の行で始まります。S は大文字です。",
        ),
        cure: say(
            "Mend that line, then systemctl daemon-reload, and restart the service.",
            "その行を直し、systemctl daemon-reload の後でサービスを再起動してください。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN],
        check: Some("systemctl cat docker gitlab-runner"),
        sources: &[],
    },
    Failure {
        id: "systemd-cycle",
        title: say(
            "Units wait for each other, and systemd starts one of them not at all.",
            "ユニットが互いに待ち合っていて、systemd が片方を起動しません。",
        ),
        texts: &[
            "Found ordering cycle on",                       // run
            "deleted to break ordering cycle starting with", // run
        ],
        broad: false,
        means: say(
            "Often both drop-ins exist: cntlm after docker, and docker after cntlm. dockerd needs the proxy to pull, not to start.",
            "cntlm を docker の後に、docker を cntlm の後に、と両方のドロップインがあることが多いようです。dockerd がプロキシを使うのはイメージの取得時で、起動には要りません。",
        ),
        cure: say(
            "Keep cntlm after docker, as in our drop-in, and take After=cntlm.service out of docker's.",
            "ここで作るドロップインのように cntlm を docker の後にして、docker の側の After=cntlm.service を消してください。",
        ),
        files: &[CNTLM_DROP_IN],
        check: Some("systemctl show --property=After docker cntlm"),
        sources: &["matrix-docker-ansible-deploy 2d99ade"],
    },
    Failure {
        id: "drop-in-without-effect",
        title: say(
            "The drop-in is there, and the process has another proxy or none.",
            "ドロップインはあるのに、プロセスのプロキシが違うか、ありません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "It was not reloaded, a drop-in that sorts later wins, or an EnvironmentFile does: the runner's unit reads /etc/sysconfig/gitlab-runner, which beats every drop-in.",
            "再読み込みしていないか、名前が後に並ぶドロップインか EnvironmentFile が優先されています。ランナーのユニットは /etc/sysconfig/gitlab-runner を読み、これはどのドロップインにも勝ちます。",
        ),
        cure: say(
            "systemctl daemon-reload, restart, and take the proxy out of whatever else sets it. dockerd also prefers daemon.json to its variables.",
            "systemctl daemon-reload の後で再起動し、ほかの場所にあるプロキシの設定を消してください。dockerd では、daemon.json が変数より優先されます。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN],
        check: Some(
            "systemctl cat gitlab-runner; tr '\\0' '\\n' < \"/proc/$(systemctl show --property=MainPID --value gitlab-runner)/environ\" | grep -i _PROXY=",
        ),
        sources: &["gitlab-org/gitlab-runner#3660"],
    },
];

//! GitLab Runner: asking GitLab for jobs.

use super::{Chapter, Difference};
use crate::artifacts::RUNNER_DROP_IN;
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "gitlab-runner",
    title: say(
        "GitLab Runner: asking GitLab for jobs",
        "GitLab Runner：GitLab へのジョブの問い合わせ",
    ),
    heading: Some(say(
        "Adding Proxy variables to the GitLab Runner configuration",
        "GitLab Runner 設定へのプロキシ変数の追加",
    )),
    paragraphs: &[
        say(
            "For its own requests to GitLab, the runner reads the proxy from the environment of its process, and from nowhere else: the variables in config.toml are for jobs. A drop-in for gitlab-runner.service sets HTTP_PROXY and HTTPS_PROXY to {proxy}, and NO_PROXY.",
            "ランナー自身が GitLab に送るリクエストのプロキシは、プロセスの環境変数からだけ読まれます。config.toml の変数はジョブのためのものです。gitlab-runner.service のドロップインで HTTP_PROXY と HTTPS_PROXY を {proxy} に設定し、NO_PROXY も設定します。",
        ),
        say(
            "If {gitlab} stands inside the company, it belongs in NO_PROXY. Otherwise the runner asks the proxy for it, and many a proxy refuses.",
            "{gitlab} が社内にあるなら、NO_PROXY に入れます。入れないとランナーはプロキシを通してつなごうとし、プロキシに断られることがよくあります。",
        ),
        say(
            "The variables are read once, when the process starts. After a change run `systemctl daemon-reload`, then `systemctl restart gitlab-runner`; `systemctl show --property=Environment gitlab-runner` shows what arrived.",
            "環境変数が読まれるのは、プロセスの起動時の一度だけです。変更したら `systemctl daemon-reload` と `systemctl restart gitlab-runner` を実行し、`systemctl show --property=Environment gitlab-runner` で反映されたことを確かめてください。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide's drop-in has no NO_PROXY.",
                "ガイドのドロップインには NO_PROXY がありません。",
            ),
            today: say(
                "GitLab's page has an example with NO_PROXY now, because a GitLab of one's own was out of reach without it.",
                "今の GitLab のページには、NO_PROXY の例があります。ないと、社内の GitLab につながらなかったためです。",
            ),
            since: Some("GitLab Runner 17.5"),
            source: "gitlabhq/gitlab-runner docs/configuration/proxy.md, commit 7879c79ae; gitlab-org/gitlab-runner#38030",
        },
        Difference {
            guide: say(
                "The guide speaks of the service only, not of gitlab-runner register.",
                "ガイドが扱うのはサービスだけで、gitlab-runner register には触れていません。",
            ),
            today: say(
                "The command does not read the drop-in, and sudo takes the variables away. Export HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the shell, then run `sudo -E gitlab-runner register`.",
                "このコマンドはドロップインを読まず、sudo も変数を引き継ぎません。シェルで HTTP_PROXY、HTTPS_PROXY、NO_PROXY を export し、`sudo -E gitlab-runner register` を実行してください。",
            ),
            since: None,
            source: "gitlabhq/gitlab-runner docs/register/_index.md @ d79f3e7b89ab; gitlab-org/gitlab-runner#4921",
        },
        Difference {
            guide: say(
                "For the guide, what stands in the drop-in is what the runner gets.",
                "ガイドは、ドロップインの値がそのまま使われることを前提にしています。",
            ),
            today: say(
                "The runner's unit also reads /etc/sysconfig/gitlab-runner, on Debian too, and what stands in that file wins over the drop-in.",
                "ランナーのユニットは /etc/sysconfig/gitlab-runner も読みます（Debian でも同じです）。このファイルにある値は、ドロップインより優先されます。",
            ),
            since: None,
            source: "kardianos/service service_systemd_linux.go @ b7ded6f; systemd.exec(5)",
        },
        Difference {
            guide: say(
                "The check prints the variables on one line, as they were written.",
                "確認のコマンドは、書いたとおりの変数を一行に表示します。",
            ),
            today: say(
                "That is right for plain values. A value with blanks or special characters is printed in quotes, and %% as a single %.",
                "単純な値なら、そのとおりです。空白や特殊文字を含む値は引用符で囲まれ、%% は % 一つで表示されます。",
            ),
            since: None,
            source: "systemd src/basic/escape.c; systemd 252 run",
        },
        Difference {
            guide: say(
                "The guide has no word on a URL with a password in the drop-in.",
                "パスワード入りの URL をドロップインに書くことについて、注意がありません。",
            ),
            today: say(
                "systemd shows a unit's environment to every user of the host, even when the file is for root only. With CNTLM there is no password in it.",
                "ファイルを root だけが読める場合でも、systemd はユニットの環境変数をホストの全ユーザーに見せます。CNTLM を使えば、そこにパスワードはありません。",
            ),
            since: None,
            source: "systemd.exec(5)",
        },
    ],
    artifacts: &[RUNNER_DROP_IN],
    failures: &[
        "runner-direct",
        "gitlab-through-proxy",
        "register-direct",
        "register-failed",
        "runner-ignores-config-toml",
        "drop-in-without-effect",
        "proxy-403",
    ],
    see: &["containers", "no-proxy", "rate-limits"],
};

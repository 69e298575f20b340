//! The whole: who reads the proxy where.

use super::{Chapter, Difference};
use crate::artifacts::{INSTALL_SCRIPT, README};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "overview",
    title: say(
        "The whole: who reads the proxy where",
        "全体像：どのプログラムがどこからプロキシを読むか",
    ),
    heading: Some(say(
        "Running GitLab Runner behind a proxy",
        "GitLab Runnerをプロキシの後ろで実行する方法",
    )),
    paragraphs: &[
        say(
            "Docker and GitLab Runner run on one host, and the Docker executor starts a container for each job. Three of them go out to the network: dockerd pulls images, the runner asks GitLab for jobs, and the jobs fetch what they need.",
            "Docker と GitLab Runner は同じホストで動き、Docker executor がジョブごとにコンテナーを起動します。外のネットワークに出るのは、イメージを取得する dockerd、GitLab にジョブを問い合わせるランナー、必要なものをダウンロードするジョブの三つです。",
        ),
        say(
            "Each reads the proxy in a place of its own: dockerd and the runner in the environment of their systemd units, jobs in config.toml. Setting it in one place sets it in none of the others. Here all three get {proxy}.",
            "プロキシを読む場所は、それぞれ別です。dockerd とランナーは systemd ユニットの環境変数から、ジョブは config.toml から読みます。一か所に設定しても、ほかには伝わりません。ここでは三つとも {proxy} を使います。",
        ),
        say(
            "install.sh puts all files in place, checks every link of the chain and takes everything back when told so. README.md has the same steps to be done by hand, with what each prints when it worked.",
            "install.sh は、すべてのファイルを置き、つながりを一つずつ確かめます。元に戻すこともできます。同じ作業を手で行うための手順は README.md にあり、うまくいったときの表示も添えてあります。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide goes through CNTLM, Docker, the runner and the containers, each with its own snippet.",
                "ガイドは CNTLM、Docker、ランナー、コンテナーの順に、設定例を一つずつ挙げています。",
            ),
            today: say(
                "That order is still right. A command typed by hand, such as gitlab-runner register, is one more reader: it sees the shell's environment only.",
                "この順序は今も正しいものです。ただし、gitlab-runner register のように手で実行するコマンドは、別に考える必要があります。読むのはシェルの環境変数だけです。",
            ),
            since: None,
            source: "gitlabhq/gitlab-runner docs/register/_index.md @ d79f3e7b89ab",
        },
        Difference {
            guide: say(
                "The guide's Japanese edition is a translation of an earlier page.",
                "日本語のガイドは、以前のページを翻訳したものです。",
            ),
            today: say(
                "GitLab now has a Japanese page of its own. Several statements that were wrong in the old page still stand in the new one; the chapters name them.",
                "現在は GitLab 公式の日本語ページがあります。以前からの誤りには、新しいページに残っているものもあります。どれなのかは各章で説明します。",
            ),
            since: None,
            source: "https://docs.gitlab.com/ja-jp/runner/configuration/proxy; gitlabhq/gitlab-runner docs/configuration/proxy.md @ d79f3e7b89ab",
        },
    ],
    artifacts: &[INSTALL_SCRIPT, README],
    failures: &[
        "many-places",
        "timeout",
        "refused",
        "kubernetes",
        "autoscaled",
    ],
    see: &["cntlm", "docker", "gitlab-runner", "containers"],
};

//! NO_PROXY: what is reached without the proxy.

use super::{Chapter, Difference};
use crate::artifacts::{CONFIG_TOML, DAEMON_JSON, DOCKER_DROP_IN, RUNNER_DROP_IN};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "no-proxy",
    title: say(
        "NO_PROXY: what is reached without the proxy",
        "NO_PROXY：プロキシを通さない宛先",
    ),
    heading: None,
    paragraphs: &[
        say(
            "NO_PROXY lists the hosts that are reached directly, here {no-proxy}. There is no standard for it: Go, curl, wget, Python, Ruby and Node each read it in their own way.",
            "NO_PROXY は、直接つなぐホストの一覧です（ここでは {no-proxy}）。標準の書き方はなく、Go、curl、wget、Python、Ruby、Node がそれぞれ独自の規則で読みます。",
        ),
        say(
            "All of them understand names and addresses with commas between them. Leave out blanks, schemes, ports and *. For everything below corp.example write both .corp.example and corp.example: no single form serves all programs.",
            "どれにも通じるのは、名前とアドレスをコンマで区切ったものです。空白、http:// などのスキーム、ポート番号、* は書きません。corp.example 以下のすべてには、.corp.example と corp.example の両方を書いてください。一つの形ですべてのプログラムに通じるものはありません。",
        ),
        say(
            "A network such as 10.0.0.0/8 counts for Go, curl since 7.86, requests and Ruby; wget, Python's urllib and Node's libraries ignore it. Most compare it with addresses only and look up no name, so list the names as well.",
            "10.0.0.0/8 のようなネットワークを読むのは、Go、curl（7.86 以降）、requests、Ruby です。wget、Python の urllib、Node のライブラリは無視します。多くは名前を引かずにアドレスとだけ比べるので、名前も並べて書いてください。",
        ),
        say(
            "Leave ::1 out. Ruby reads it as the ending 1, and every host whose last part is 1, such as 10.9.9.1, would go past the proxy.",
            "::1 は書かないでください。Ruby は末尾の 1 と読み、10.9.9.1 のように最後の部分が 1 のホストがすべて、プロキシを通らなくなります。",
        ),
        say(
            "NoProxy in cntlm.conf is another list with a grammar of its own: shell patterns such as *.corp.example, in which the case of letters counts.",
            "cntlm.conf の NoProxy は別の一覧で、書き方も違います。*.corp.example のようなシェルのパターンで、大文字と小文字は区別されます。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "A * works at the end of an entry only, not at its beginning, and networks (CIDR) do not work.",
                "* が使えるのは末尾だけで、先頭では使えず、CIDR 表記も使えないとしています。",
            ),
            today: say(
                "For Go it is the other way round: it reads networks and a leading *., and does not read 10.*. curl reads neither kind of *, but networks.",
                "Go では逆です。CIDR 表記と先頭の *. は読みますが、10.* は読みません。curl はどちらの * も読まず、CIDR 表記は読みます。",
            ),
            since: Some("curl 7.86.0"),
            source: "golang/net http/httpproxy/proxy.go @ 0ca694d2a5ad; curl/curl lib/proxy.c @ 5c61e168698a",
        },
        Difference {
            guide: say(
                "For this the guide refers to moby/moby#9145.",
                "その根拠として moby/moby#9145 を挙げています。",
            ),
            today: say(
                "That thread is of 2014 and speaks of Docker 1.3.",
                "これは 2014 年のもので、Docker 1.3 についての話です。",
            ),
            since: None,
            source: "moby/moby#9145",
        },
        Difference {
            guide: say(
                "NO_PROXY is mentioned for Docker-in-Docker alone.",
                "NO_PROXY に触れているのは、Docker-in-Docker の節だけです。",
            ),
            today: say(
                "dockerd, the runner and the jobs each need it, with the same list in upper and in lower case for jobs. GitLab's page shows it for the runner now.",
                "dockerd、ランナー、ジョブのどれにも必要で、ジョブには大文字と小文字の両方に同じ一覧を書きます。今の GitLab のページは、ランナーの例に挙げています。",
            ),
            since: Some("GitLab Runner 17.5"),
            source: "gitlabhq/gitlab-runner docs/configuration/proxy.md, commit 7879c79ae; gitlab-org/gitlab-runner#38030",
        },
    ],
    artifacts: &[DOCKER_DROP_IN, DAEMON_JSON, RUNNER_DROP_IN, CONFIG_TOML],
    failures: &[
        "no-proxy-ignored",
        "gitlab-through-proxy",
        "project-replaces",
        "proxy-5xx",
        "unknown-host",
    ],
    see: &["gitlab-runner", "containers", "docker-in-docker"],
};

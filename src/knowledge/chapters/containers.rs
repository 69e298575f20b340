//! Containers: proxy variables in jobs.

use super::{Chapter, Difference};
use crate::artifacts::{CA_FILE, CONFIG_TOML};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "containers",
    title: say(
        "Containers: proxy variables in jobs",
        "コンテナー：ジョブに渡すプロキシの環境変数",
    ),
    heading: Some(say(
        "Adding the Proxy to the Docker containers",
        "Dockerコンテナへのプロキシの追加",
    )),
    paragraphs: &[
        say(
            "The runner adds no proxy to containers by itself. What stands under environment in [[runners]] of /etc/gitlab-runner/config.toml reaches the job, its services, and the helper, which runs git and carries artifacts and caches.",
            "ランナーが自分からコンテナーにプロキシを設定することはありません。/etc/gitlab-runner/config.toml の [[runners]] にある environment が、ジョブ、サービス、ヘルパーに届きます。git の実行や、成果物とキャッシュの転送は、ヘルパーが行います。",
        ),
        say(
            "Each variable stands there in upper and in lower case with the same value, {proxy}. curl and git read http_proxy in lower case only; Go prefers upper case, Ruby, Python and Node lower case.",
            "どの変数も、大文字と小文字の両方に同じ値（{proxy}）を書きます。curl と git は http_proxy を小文字でしか読みません。また、Go は大文字を、Ruby、Python、Node は小文字を優先します。",
        ),
        say(
            "The keys belong before the first [runners.…] table of their [[runners]], and a key that is there already is merged, not repeated. The runner reads the file again within seconds; no restart is needed.",
            "キーは、その [[runners]] の最初の [runners.…] の表より前に書きます。すでにあるキーは、重ねて書かずに一つにまとめてください。ランナーは数秒以内にファイルを読み直すので、再起動は要りません。",
        ),
        say(
            "Variables of a project win: a NO_PROXY there replaces the runner's as a whole. Java reads none of these variables, and Node's own http module only with NODE_USE_ENV_PROXY=1, from 22.21 or 24.5 on.",
            "プロジェクトの変数のほうが優先されます。そこで NO_PROXY を設定すると、ランナーの値は丸ごと置き換えられます。Java はこれらの変数を一切読みません。Node の http モジュールが読むのは、22.21 以降か 24.5 以降で NODE_USE_ENV_PROXY=1 を設定した場合だけです。",
        ),
        say(
            "A proxy that opens TLS signs every page anew with an authority of the company. The runner and dockerd look for it in the store of the host, the helper and the jobs each in their own, and docker-in-docker in a fourth; give its certificate in the form, and all four get it.",
            "TLS を検査するプロキシは、すべてのページに会社の認証局で署名し直します。ランナーと dockerd はホストの証明書ストアを、ヘルパーとジョブはそれぞれ自分のストアを、Docker-in-Docker はさらに別のストアを見ます。フォームに認証局の証明書を入れると、この四つすべてに届きます。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The upper-case values have no scheme: HTTP_PROXY=docker0_interface_ip:3128.",
                "大文字の変数の値に http:// がありません（HTTP_PROXY=docker0_interface_ip:3128）。",
            ),
            today: say(
                "All values need http://. Go, curl and git guess it, but Ruby refuses a value without it, and some Node programs then try TLS with the proxy. GitLab's page still has it so.",
                "どの値にも http:// が必要です。Go、curl、git は補って読みますが、Ruby は拒み、Node には TLS でプロキシにつなごうとするプログラムもあります。GitLab のページでは、今もこのままです。",
            ),
            since: None,
            source: "gitlabhq/gitlab-runner docs/configuration/proxy.md:155 @ d79f3e7b89ab; Rob--W/proxy-from-env index.js; Ruby 3.1.7 run",
        },
        Difference {
            guide: say(
                "The list has no NO_PROXY and no no_proxy.",
                "NO_PROXY も no_proxy もありません。",
            ),
            today: say(
                "Without them jobs ask the proxy for every host but loopback, and many programs even for that. Both belong in the list.",
                "ないと、ジョブはループバック以外のすべてのホストにプロキシを通してつなごうとします。ループバックにまで使うプログラムも少なくありません。両方とも書いてください。",
            ),
            since: None,
            source: "golang/net http/httpproxy/proxy.go @ 0ca694d2a5ad; curl 7.88.1, wget 1.21.3 and Python's urllib run",
        },
        Difference {
            guide: say(
                "git gets its proxy from the keys http.proxy and https.proxy.",
                "git には http.proxy と https.proxy でプロキシを設定しています。",
            ),
            today: say(
                "git has no key https.proxy; http.proxy serves both. With the variables in place git needs neither: it reads http_proxy and https_proxy itself.",
                "git に https.proxy というキーはなく、http.proxy が両方に使われます。環境変数があれば、どちらも要りません。git は http_proxy と https_proxy を自分で読みます。",
            ),
            since: None,
            source: "git/git http.c @ 1a3e64c6c4a6; git 2.47.3 run",
        },
        Difference {
            guide: say(
                "The script is git config --global http.proxy $HTTP_PROXY.",
                "スクリプトは git config --global http.proxy $HTTP_PROXY です。",
            ),
            today: say(
                "When the variable is not set, this line asks for the key instead of setting it, ends with status 1, and takes the job with it. The script made here looks first.",
                "変数がないと、この行は設定ではなく読み出しになり、終了コード 1 で終わってジョブも失敗します。ここで作るスクリプトは、先に変数の有無を確かめます。",
            ),
            since: None,
            source: "git/git http.c @ 1a3e64c6c4a6; git 2.47.3 run",
        },
        Difference {
            guide: say(
                "The script's key is pre_get_sources_script.",
                "スクリプトのキーは pre_get_sources_script です。",
            ),
            today: say(
                "That is its name since 15.8. The older pre_clone_script was removed in 17.0, and the runner ignores it without a word.",
                "この名前になったのは 15.8 からです。以前の pre_clone_script は 17.0 でなくなり、ランナーは何も言わずに無視します。",
            ),
            since: Some("GitLab Runner 15.8.0"),
            source: "gitlabhq/gitlab-runner commits a6c13cee3 (v15.8.0), 668f609f7 (v17.0.0)",
        },
        Difference {
            guide: say(
                "The guide has no way to check config.toml.",
                "config.toml を確かめる方法には触れていません。",
            ),
            today: say(
                "`gitlab-runner lint` reads the file, changes nothing, and reports syntax errors and misspelled keys.",
                "`gitlab-runner lint` を使うと、何も変更せずに、文法の誤りや綴りを間違えたキーが分かります。",
            ),
            since: Some("GitLab Runner 19.3.0"),
            source: "gitlabhq/gitlab-runner commands/lint.go, commit 0edf49188",
        },
    ],
    artifacts: &[CONFIG_TOML, CA_FILE],
    failures: &[
        "git-direct",
        "artifacts-direct",
        "config-toml-twice",
        "hook-without-effect",
        "project-replaces",
        "proxy-at-localhost",
        "proxy-http-only",
        "runner-ignores-config-toml",
        "ca-unknown",
        "ca-hook-distribution",
    ],
    see: &["gitlab-runner", "docker-in-docker", "no-proxy"],
};

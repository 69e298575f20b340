//! What every program says of the network, whichever way it went; most rows are broad.

use super::Failure;
use crate::artifacts::{CNTLM_CONF, CONFIG_TOML, DOCKER_CLIENT, DOCKER_DROP_IN, RUNNER_DROP_IN};
use crate::say::say;

pub(super) static FAILURES: [Failure; 6] = [
    Failure {
        id: "tls-to-plain",
        title: say(
            "TLS was spoken to a port that does not speak it.",
            "TLS を話さないポートに、TLS でつなごうとしました。",
        ),
        texts: &[
            "first record does not look like a TLS handshake", // source: Go's crypto/tls
            "SSL routines:…wrong version number",              // run: curl with OpenSSL 3
            "ssl3_get_record:wrong version number",            // source: OpenSSL 1.1
            "An unexpected TLS packet was received",           // run: git with GnuTLS
        ],
        broad: false,
        means: say(
            "Mostly the proxy's address begins with https:// and should begin with http://. Else the server itself speaks plain HTTP at that port.",
            "多くは、http:// で始めるべきプロキシのアドレスが https:// で始まっています。そうでなければ、サーバー自体がそのポートで平文の HTTP を話しています。",
        ),
        cure: say(
            "Write http:// before the proxy in HTTP_PROXY and in HTTPS_PROXY, as all our files do.",
            "HTTP_PROXY でも HTTPS_PROXY でも、プロキシの前には http:// と書きます。ここで作るファイルはすべてそうなっています。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML],
        check: Some("env | grep -i _proxy="),
        sources: &["docker/for-linux#415"],
    },
    Failure {
        id: "timeout",
        title: say(
            "No answer came in time.",
            "時間内に応答がありませんでした。",
        ),
        texts: &[
            "i/o timeout",                                    // run: Go
            "context deadline exceeded",                      // source: Go's context
            "Client.Timeout exceeded while awaiting headers", // moby/moby#43224
            "net/http: TLS handshake timeout",                // source: Go's net/http
            "Connection timed out", // strerror(ETIMEDOUT): curl, git, wget, apt
            "Operation timed out",  // run: curl
        ],
        broad: true,
        means: say(
            "Behind a corporate firewall, packets that go out directly are mostly dropped without a word. So the program that printed this probably has no proxy.",
            "社内ネットワークでは、外へ直接出ようとするパケットはたいてい黙って捨てられます。つまり、これを表示したプログラムにはプロキシが設定されていないと思われます。",
        ),
        cure: say(
            "Find out which program it was: dockerd, the runner, a job and a build each have a place of their own for the proxy. If the host is inside, it is the other way round: NO_PROXY lacks it.",
            "どのプログラムかを確かめてください。dockerd、ランナー、ジョブ、ビルドは、それぞれ別の場所でプロキシを設定します。宛先が社内のホストなら、逆に NO_PROXY に足りません。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML, DOCKER_CLIENT],
        check: Some("env | grep -i _proxy="),
        sources: &["moby/moby#43224", "moby/moby#22635"],
    },
    Failure {
        id: "refused",
        title: say("The connection was refused.", "接続を拒否されました。"),
        texts: &[
            "connection refused",         // run: Go, wget, Python
            "Couldn't connect to server", // run: curl, git
        ],
        broad: true,
        means: say(
            "The machine was reached, and no program listens at that port, or a firewall says no.",
            "相手のマシンには届きましたが、そのポートで待ち受けるプログラムがないか、ファイアウォールが拒否しています。",
        ),
        cure: say(
            "If the address is that of the proxy, see proxy-refused. If it is an inside host, check the port. If it is outside, the program went there without the proxy.",
            "プロキシのアドレスなら proxy-refused を見てください。社内のホストならポートを確かめてください。社外なら、プロキシを通さずにつなごうとしています。",
        ),
        files: &[CNTLM_CONF, CONFIG_TOML],
        check: Some("ss -ltn"),
        sources: &[],
    },
    Failure {
        id: "unknown-host",
        title: say("A name could not be looked up.", "名前が引けませんでした。"),
        texts: &[
            "no such host",                         // run: Go
            "Could not resolve host",               // run: curl, git
            "unable to resolve host address",       // run: wget
            "Name or service not known",            // run: Python, Ruby
            "Temporary failure in name resolution", // strerror of getaddrinfo: EAI_AGAIN
            "Temporary failure resolving",          // source: apt's methods/connect.cc
            "getaddrinfo ENOTFOUND",                // source: Node
            "getaddrinfo EAI_AGAIN",                // source: Node
        ],
        broad: true,
        means: say(
            "A program that uses a proxy leaves the names of others to the proxy. So this one uses none, or the name is an inside one that this name server does not know.",
            "プロキシを使うプログラムは、相手の名前の解決をプロキシに任せます。つまり、このプログラムはプロキシを使っていないか、社内の名前をこの DNS が知りません。",
        ),
        cure: say(
            "An outside name: give the program the proxy (dockerd, the runner, a job and a build each have a place of their own). An inside name: check the spelling and the name server of this place.",
            "社外の名前なら、そのプログラムにプロキシを設定してください（dockerd、ランナー、ジョブ、ビルドでそれぞれ場所が違います）。社内の名前なら、綴りと、その場所の DNS を確かめてください。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML, DOCKER_CLIENT],
        check: Some("env | grep -i _proxy=; cat /etc/resolv.conf"),
        sources: &[],
    },
    Failure {
        id: "proxy-http-only",
        title: say(
            "http:// goes through the proxy and https:// does not, or the other way round.",
            "http:// だけ、または https:// だけがプロキシを通りません。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "HTTP_PROXY is for http:// only; since Docker 20.10.8 it no longer counts for https://. curl and git read http_proxy in lower case only, Go prefers upper case, Ruby, Python and Node lower case.",
            "HTTP_PROXY は http:// だけに使われます。Docker 20.10.8 からは https:// に使われなくなりました。また、curl と git は http_proxy を小文字でしか読まず、Go は大文字を、Ruby、Python、Node は小文字を優先します。",
        ),
        cure: say(
            "Set all of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in both cases and with the same values. Our files do.",
            "HTTP_PROXY、HTTPS_PROXY、NO_PROXY をすべて、大文字でも小文字でも同じ値で設定してください。ここで作るファイルはそうなっています。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML, DOCKER_CLIENT],
        check: Some("env | grep -i _proxy="),
        sources: &["docker/for-linux#1290"],
    },
    Failure {
        id: "no-proxy-ignored",
        title: say(
            "NO_PROXY has the host, and a program goes through the proxy all the same.",
            "NO_PROXY に書いたホストなのに、プロキシを通ってしまいます。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "Each program reads NO_PROXY its own way. Networks such as 10.0.0.0/8 count for addresses only and not for wget, Python's urllib or Node; 10.* counts nowhere; a port makes curl and wget ignore the entry; a blank as separator breaks Go.",
            "NO_PROXY の読み方はプログラムごとに違います。10.0.0.0/8 のような書き方はアドレスにしか効かず、wget、Python の urllib、Node は読みません。10.* はどこでも効きません。ポートを付けると curl と wget は無視し、空白で区切ると Go が読めません。",
        ),
        cure: say(
            "List names, with commas only, as the form does. A project's own NO_PROXY replaces the runner's: it has to repeat the list.",
            "フォームのように、名前をコンマだけで区切って並べてください。プロジェクトが NO_PROXY を設定するとランナーの値は置き換えられるので、一覧をすべて書く必要があります。",
        ),
        files: &[CONFIG_TOML, DOCKER_DROP_IN, RUNNER_DROP_IN],
        check: Some("env | grep -i no_proxy="),
        sources: &["gitlab-org/gitlab-runner#2181", "moby/moby#9145"],
    },
];

//! The way to the proxy, as any program meets it. Seen with curl 7.88, git 2.47, wget 1.21,
//! Python 3, Ruby 3.1, Go 1.19 and Docker's command 28.2, each at a proxy that answers so.

use super::Failure;
use crate::artifacts::{
    CNTLM_CONF, CNTLM_DROP_IN, CONFIG_TOML, DAEMON_JSON, DOCKER_CLIENT, DOCKER_DROP_IN,
    INSTALL_SCRIPT, RUNNER_DROP_IN,
};
use crate::say::say;

pub(super) static FAILURES: [Failure; 10] = [
    Failure {
        id: "proxy-407",
        title: say(
            "The proxy wants a login, or refuses the one it got.",
            "プロキシがログインを求めているか、送られたログインを拒否しています。",
        ),
        texts: &[
            "Proxy Authentication Required",                   // run: all of them
            "CONNECT tunnel failed, response 407",             // run: curl, git
            "Received HTTP code 407 from proxy after CONNECT", // source: curl before 7.87
            "fatal: unable to access…The requested URL returned error: 407", // run: git
        ],
        broad: false,
        means: say(
            "The program reached the proxy. With CNTLM, user, domain, password or the form of the hash is wrong; without it, the program sent no login. CNTLM answers the same to a client that its own Deny keeps out.",
            "プロキシまでは届いています。CNTLM を使っているなら、ユーザー名、ドメイン、パスワード、ハッシュの形のどれかが違います。使っていないなら、ログインが送られていません。CNTLM は、自分の Deny で拒否したときも 407 を返します。",
        ),
        cure: say(
            "Stop the runner first, because each 407 is a failed logon and can lock the account. Check the answers in the form, put the files in place, and try once with curl.",
            "407 は一回ごとにログオン失敗と数えられ、アカウントがロックされるおそれがあるので、まずランナーを止めてください。フォームの値を確かめてファイルを置き直し、curl で一度だけ試してください。",
        ),
        files: &[
            CNTLM_CONF,
            DOCKER_DROP_IN,
            RUNNER_DROP_IN,
            CONFIG_TOML,
            INSTALL_SCRIPT,
        ],
        check: Some(
            "curl -sS -o /dev/null -w '%{http_connect}\\n' --noproxy '' -x http://172.17.0.1:3128 https://registry-1.docker.io/v2/",
        ),
        sources: &["Evengard/cntlm#4", "auth0/node-jwks-rsa#142"],
    },
    Failure {
        id: "proxy-403",
        title: say(
            "The proxy does not allow this address.",
            "プロキシが、この宛先を許していません。",
        ),
        texts: &[
            "CONNECT tunnel failed, response 403", // run: curl, git
            "Received HTTP code 403 from proxy after CONNECT", // source: curl before 7.87
            "Tunnel connection failed: 403",       // run: Python
            "Proxy tunneling failed: Forbidden",   // run: wget
            "Get …https://…\": Forbidden",         // run: Go
        ],
        broad: false,
        means: say(
            "The login worked. The proxy's rules forbid the address, or the address is inside and should not go through the proxy at all.",
            "ログインはできています。プロキシの規則がこの宛先を禁じているか、社内の宛先なのにプロキシを通そうとしています。",
        ),
        cure: say(
            "Is the host inside? Then add it to “hosts that stay inside” in the form, so that NO_PROXY has it. Otherwise ask whoever runs the proxy to allow it.",
            "社内のホストなら、フォームの「プロキシを通さないホスト」に加えてください（NO_PROXY に入ります）。社外なら、プロキシの担当者に許可を頼んでください。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML],
        check: None,
        sources: &["gitlab-org/gitlab-runner#38030"],
    },
    Failure {
        id: "proxy-5xx",
        title: say(
            "The proxy cannot reach the host.",
            "プロキシが、宛先のホストにつながりません。",
        ),
        texts: &[
            "CONNECT tunnel failed, response 50", // run: curl, git
            "Received HTTP code 50…from proxy after CONNECT", // source: curl before 7.87
            "Tunnel connection failed: 50",       // run: Python
            "Proxy tunneling failed: Bad Gateway", // run: wget
            "Proxy tunneling failed: Service Unavailable", // run: wget
            "Proxy tunneling failed: Gateway Time", // as the two before
            "Get …https://…\": Bad Gateway",      // run: Go
            "Get …https://…\": Service Unavailable", // run: Go
            "Get …https://…\": Gateway Timeout",  // as the two before
        ],
        broad: false,
        means: say(
            "Corporate proxies mostly look up outside names only. An inside host, such as your own GitLab or registry, that is asked for through them ends like this.",
            "社内プロキシの多くは、社外の名前しか引けません。自社の GitLab やレジストリのような社内のホストをプロキシ経由で求めると、こうなります。",
        ),
        cure: say(
            "If the host is inside, add it to “hosts that stay inside”, or choose for GitLab that it is reached directly. If it is outside, try again later or ask whoever runs the proxy.",
            "社内のホストなら、「プロキシを通さないホスト」に加えるか、GitLab を「直接」にしてください。社外なら、しばらくして試すか、プロキシの担当者に尋ねてください。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML],
        check: None,
        sources: &["gitlab-org/gitlab-runner#38030"],
    },
    Failure {
        id: "proxy-url-https",
        title: say(
            "The address of the proxy begins with https://, and the proxy speaks plain HTTP.",
            "プロキシのアドレスが https:// で始まっていますが、プロキシは平文の HTTP で応答しています。",
        ),
        texts: &[
            "proxyconnect tcp: tls: first record does not look like a TLS handshake", // run: Go
            "proxyconnect tcp: net/http: TLS handshake timeout", // freedomofdevelopers/fod#585
            "proxyconnect tcp: EOF",                             // docker/for-linux#415
        ],
        broad: false,
        means: say(
            "HTTPS_PROXY names the proxy for https pages. It does not say that the proxy itself is spoken to with TLS; https:// in the value does.",
            "HTTPS_PROXY は「https のページに使うプロキシ」という意味で、プロキシ自体に TLS でつなぐという意味ではありません。値を https:// で始めると、後者になります。",
        ),
        cure: say(
            "Write HTTPS_PROXY=http://proxy:port, with http:// also there. All our files do.",
            "HTTPS_PROXY=http://プロキシ:ポート のように、ここでも http:// と書きます。ここで作るファイルはすべてそうなっています。",
        ),
        files: &[
            DOCKER_DROP_IN,
            DAEMON_JSON,
            RUNNER_DROP_IN,
            CONFIG_TOML,
            DOCKER_CLIENT,
        ],
        check: Some("docker info 2>/dev/null | grep ' Proxy:'"),
        sources: &[
            "docker/for-linux#415",
            "docker/docs#7631",
            "moby/moby#37102",
        ],
    },
    Failure {
        id: "proxy-refused",
        title: say(
            "Nothing listens at the proxy's address.",
            "プロキシのアドレスで、何も待ち受けていません。",
        ),
        texts: &[
            "proxyconnect tcp: dial tcp…connection refused", // run: Go, docker
            "error connecting to proxy…connection refused",  // docker/for-mac#1511
            "Failed to connect to…port 3128",                // run: curl, git
            "Could not connect to…:3128",                    // source: apt's methods/connect.cc
            "dial tcp…:3128:…connection refused",            // run: Go
            "Connecting to…:3128... failed: Connection refused", // run: wget
        ],
        broad: false,
        means: say(
            "CNTLM does not run, or not at this address: it started before docker0 existed, or the address has changed. Inside docker-in-docker, 172.17.0.1 can be the inner docker0, where nobody listens.",
            "CNTLM が動いていないか、このアドレスで待ち受けていません。docker0 より先に起動したか、アドレスが変わった可能性があります。Docker-in-Docker の中では、172.17.0.1 が内側の docker0 を指すことがあり、そこではだれも待ち受けていません。",
        ),
        cure: say(
            "Look with ss on the host. If the line is missing, restart CNTLM and read its log. If it is there and only docker-in-docker fails, see dind-shadows-proxy.",
            "ホストで ss を実行してください。行がなければ、CNTLM を再起動してログを見ます。行があり、Docker-in-Docker の中だけで失敗するなら、dind-shadows-proxy を見てください。",
        ),
        files: &[CNTLM_DROP_IN, CNTLM_CONF],
        check: Some("ss -ltn | grep :3128; journalctl -t cntlm -n 20"),
        sources: &["docker/for-win#1057", "sw360/sw360chores#11"],
    },
    Failure {
        id: "proxy-at-localhost",
        title: say(
            "A container looks for the proxy in itself.",
            "コンテナーが、プロキシを自分自身の中に探しています。",
        ),
        texts: &[
            "proxyconnect tcp: dial tcp 127.0.0.1:…connection refused", // docker/for-win#1057
            "proxyconnect tcp: dial tcp [::1]:…connection refused",     // as the one before
            "error connecting to proxy http://localhost:",              // docker/for-mac#1511
            "Failed to connect to 127.0.0.1 port 3128",                 // run: curl, git
            "Failed to connect to localhost port 3128",                 // run: curl, git
            "Unable to connect to 127.0.0.1:3128",                      // wtsi-hgi/docker-proxify#2
            "Could not connect to 127.0.0.1:3128",                      // source: apt, as before
        ],
        broad: false,
        means: say(
            "127.0.0.1 and localhost mean the container, not the host that CNTLM runs on. On the host itself the message says that CNTLM does not listen there.",
            "127.0.0.1 と localhost は、CNTLM が動くホストではなくコンテナー自身を指します。ホストの上で出たのなら、CNTLM がそこで待ち受けていないという意味です。",
        ),
        cure: say(
            "Name the proxy by the address of docker0, and let CNTLM listen there. All our files do.",
            "プロキシは docker0 のアドレスで指定し、CNTLM もそこで待ち受けるようにします。ここで作るファイルはすべてそうなっています。",
        ),
        files: &[CNTLM_CONF, DOCKER_DROP_IN, CONFIG_TOML, DOCKER_CLIENT],
        check: Some("env | grep -i _proxy="),
        sources: &[
            "docker/for-win#1130",
            "docker/for-win#9297",
            "wtsi-hgi/docker-proxify#2",
        ],
    },
    Failure {
        id: "proxy-unknown",
        title: say(
            "The name of the proxy cannot be looked up.",
            "プロキシの名前が引けません。",
        ),
        texts: &[
            "proxyconnect tcp: dial tcp: lookup…no such host", // run: Go, docker
            "proxyconnect tcp: dial tcp: lookup…server misbehaving", // source: Go's net
            "Could not resolve proxy:",                        // run: curl, git
        ],
        broad: false,
        means: say(
            "The name is misspelt, a special character of the password was taken for the end of it, or the name server of this place (a container has its own) does not know it.",
            "綴りが違うか、パスワードの記号で名前が途中から始まってしまったか、その場所の DNS（コンテナーには別の DNS があります）がこの名前を知りません。",
        ),
        cure: say(
            "Compare the name in the message with that of your proxy. If only a part of it is there, the password has to be percent-encoded: enter it in the form as it is, and use our files.",
            "メッセージの名前を、実際のプロキシの名前と比べてください。一部しかなければ、パスワードをパーセントエンコードする必要があります。フォームにはそのまま入力し、ここで作るファイルを使ってください。",
        ),
        files: &[DOCKER_DROP_IN, RUNNER_DROP_IN, CONFIG_TOML],
        check: Some("getent hosts proxy.corp.example"),
        sources: &["docker/for-win#1130"],
    },
    Failure {
        id: "proxy-url-password",
        title: say(
            "A special character of user or password breaks the proxy's address.",
            "ユーザー名かパスワードの記号が、プロキシのアドレスを壊しています。",
        ),
        texts: &[
            "proxyconnect tcp: dial tcp: lookup http on…no such host", // run: Go, docker
            "net/url: invalid userinfo",                               // run: Go
            "invalid port…after host",                                 // run: Go
            "invalid URL escape",                                      // run: Go
            "Unsupported proxy syntax in",                             // run: curl
            "fatal: Invalid proxy URL",                                // run: git
        ],
        broad: false,
        means: say(
            "Characters such as @ : / # % \\ must be percent-encoded in a URL. A password as it was typed ends the address early. Go reads what is left as a host named “http”, or silently uses no proxy.",
            "@ : / # % \\ のような文字は、URL の中ではパーセントエンコードします。パスワードをそのまま書くと、アドレスがそこで切れます。Go のプログラムは残りを「http」というホストと読むか、黙ってプロキシを使いません。",
        ),
        cure: say(
            "Enter the password in the form as it is: each file then has it in its own writing (%40 for @, doubled %% for systemd, and so on). With CNTLM no password stands in an address at all.",
            "フォームにパスワードをそのまま入力してください。ファイルごとに正しい書き方になります（@ は %40、systemd ではさらに %% など）。CNTLM を使えば、アドレスにパスワードを書かずに済みます。",
        ),
        files: &[
            DOCKER_DROP_IN,
            DAEMON_JSON,
            RUNNER_DROP_IN,
            CONFIG_TOML,
            DOCKER_CLIENT,
        ],
        check: None,
        sources: &["docker/docs#19118", "docker/for-linux#1149"],
    },
    Failure {
        id: "proxy-url-bare",
        title: say(
            "The proxy's address has no http:// before it.",
            "プロキシのアドレスに http:// が付いていません。",
        ),
        texts: &[
            "first path segment in URL cannot contain colon", // run: Go
            "bad URI…URI::InvalidURIError",                   // run: Ruby
        ],
        broad: false,
        means: say(
            "curl and Go's own proxy setting take host:port as it is; Ruby, Node and others want a whole URL.",
            "curl や Go のプロキシ設定は ホスト:ポート だけでも読めますが、Ruby や Node などは完全な URL を求めます。",
        ),
        cure: say(
            "Write http://172.17.0.1:3128, in upper and lower case variables alike. Our files do.",
            "大文字の変数でも小文字の変数でも、http://172.17.0.1:3128 のように書きます。ここで作るファイルはそうなっています。",
        ),
        files: &[CONFIG_TOML, DOCKER_CLIENT],
        check: Some("env | grep -i _proxy="),
        sources: &[],
    },
    Failure {
        id: "proxy-timeout",
        title: say("The proxy does not answer.", "プロキシが応答しません。"),
        texts: &[
            "proxyconnect tcp: dial tcp…i/o timeout", // source: Go's net
            "proxyconnect tcp: dial tcp…no route to host", // source: Go's net
            "proxyconnect tcp: dial tcp…network is unreachable", // source: Go's net
        ],
        broad: false,
        means: say(
            "A firewall drops the packets, or the address belongs to nobody: a typing error, an old address of docker0, or a rootless Docker, which has no way to the host's docker0.",
            "ファイアウォールがパケットを捨てているか、アドレスの持ち主がいません。打ち間違い、以前の docker0 のアドレス、またはホストの docker0 に届かない rootless Docker が考えられます。",
        ),
        cure: say(
            "Check the address, and let the firewall of the host accept port 3128 from docker0.",
            "アドレスを確かめ、ホストのファイアウォールで docker0 からの 3128 番を許可してください。",
        ),
        files: &[CNTLM_CONF, DOCKER_DROP_IN, CONFIG_TOML],
        check: Some("curl -sv --connect-timeout 5 http://172.17.0.1:3128/ 2>&1 | head"),
        sources: &["moby/moby#43639"],
    },
];

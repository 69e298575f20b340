//! What CNTLM says at work, and what people see of it. The words are those of 0.92.3.

use super::Failure;
use crate::artifacts::{CNTLM_CONF, CNTLM_DROP_IN, CONFIG_TOML, DOCKER_DROP_IN, INSTALL_SCRIPT};
use crate::say::say;

pub(super) static FAILURES: [Failure; 10] = [
    Failure {
        id: "address-not-there",
        title: say(
            "A program was to listen at an address that the host does not have yet.",
            "ホストにまだないアドレスで待ち受けようとしました。",
        ),
        texts: &[
            "Cannot bind port…Cannot assign requested address", // run
            "Cannot assign requested address",                  // strerror(EADDRNOTAVAIL); Go too
        ],
        broad: false,
        means: say(
            "CNTLM's address is that of docker0, and docker0 exists only once Docker runs. CNTLM started before Docker, or docker0 has another address than the one in cntlm.conf.",
            "CNTLM が待ち受けるのは docker0 のアドレスですが、docker0 は Docker が動いてはじめてできます。CNTLM が Docker より先に起動したか、docker0 のアドレスが cntlm.conf と違っています。",
        ),
        cure: say(
            "The drop-in docker0.conf starts CNTLM after Docker. Until the next boot, systemctl restart cntlm is enough. If docker0 has another address, change it in the form.",
            "ドロップイン docker0.conf があれば、CNTLM は Docker の後に起動します。次の再起動までは systemctl restart cntlm で足ります。docker0 のアドレスが違うときは、フォームの値を直してください。",
        ),
        files: &[CNTLM_DROP_IN, CNTLM_CONF],
        check: Some("ip -4 address show docker0; ss -ltn | grep :3128"),
        sources: &[],
    },
    Failure {
        id: "cntlm-port-taken",
        title: say(
            "Another program has CNTLM's port already.",
            "CNTLM のポートを、ほかのプログラムがすでに使っています。",
        ),
        texts: &["Cannot bind port…Address already in use"], // run
        broad: false,
        means: say(
            "Mostly it is a second CNTLM, started by hand, or a Squid, whose usual port is also 3128.",
            "たいていは、手で起動したもう一つの CNTLM か、同じ 3128 番を使う Squid です。",
        ),
        cure: say(
            "Stop the other program, or choose another port in the form and put all files in place again.",
            "そのプログラムを止めるか、フォームで別のポートを選び、すべてのファイルを置き直してください。",
        ),
        files: &[CNTLM_CONF],
        check: Some("ss -ltnp | grep :3128"),
        sources: &[],
    },
    Failure {
        id: "cntlm-no-port",
        title: say(
            "CNTLM could listen nowhere and stopped.",
            "CNTLM はどこでも待ち受けられず、終了しました。",
        ),
        texts: &["No proxy service ports were successfully opened"], // run
        broad: true,
        means: say(
            "Each Listen line of cntlm.conf failed, or there is none. The line before this one says why.",
            "cntlm.conf の Listen がすべて失敗したか、一行もありません。理由は一つ前の行にあります。",
        ),
        cure: say(
            "Without a line before it, cntlm.conf has no Listen line: use ours. Otherwise look that line up here too.",
            "前の行が何もなければ、cntlm.conf に Listen がありません。ここで作る cntlm.conf を使ってください。あれば、その行もここで調べてください。",
        ),
        files: &[CNTLM_CONF],
        check: Some("journalctl -t cntlm -n 20"),
        sources: &[],
    },
    Failure {
        id: "cntlm-denied",
        title: say(
            "CNTLM's own list keeps this client out.",
            "CNTLM 自身のアクセス制限が、この接続元を拒否しています。",
        ),
        texts: &[
            "cntlm…Connection denied for",        // run
            "HTTP/1.0 407 Access denied",         // run
            "declined…is not allowed to connect", // run
        ],
        broad: false,
        means: say(
            "The address of the client is not allowed by Allow and Deny in cntlm.conf. CNTLM answers 407 then, which looks like a wrong password and is none.",
            "接続元のアドレスが、cntlm.conf の Allow と Deny で許されていません。このとき CNTLM は 407 を返すので、パスワードの誤りに見えますが、違います。",
        ),
        cure: say(
            "Allow the networks of Docker, such as Allow 172.16.0.0/12, before the Deny line. Our cntlm.conf listens on docker0 only and needs no such list.",
            "Deny の行より前に、Allow 172.16.0.0/12 のように Docker のネットワークを書いてください。ここで作る cntlm.conf は docker0 だけで待ち受けるので、この制限は要りません。",
        ),
        files: &[CNTLM_CONF],
        check: Some("grep -n -i -e allow -e deny /etc/cntlm.conf"),
        sources: &[],
    },
    Failure {
        id: "cntlm-parent-unreachable",
        title: say(
            "CNTLM reaches none of the corporate proxies.",
            "CNTLM が、どの社内プロキシにもつながりません。",
        ),
        texts: &[
            "Parent proxy unreacheable",      // run; the spelling is CNTLM's
            "No proxy on the list works",     // run
            "Proxy connect failed, will try", // run
            "cntlm…Cannot resolve proxy",     // run
        ],
        broad: false,
        means: say(
            "CNTLM itself is reached and works. Every proxy of its Proxy lines is unknown to the name server, does not answer, or refuses the connection.",
            "CNTLM までは届いていて、動いています。Proxy に書かれたどのプロキシも、名前が引けないか、応答しないか、接続を拒否しています。",
        ),
        cure: say(
            "Check name and port of the corporate proxies in the form, and whether a firewall lets this host reach them.",
            "フォームの社内プロキシの名前とポート、そしてファイアウォールがこのホストからの接続を通すかを確かめてください。",
        ),
        files: &[CNTLM_CONF],
        check: Some("curl -sv --connect-timeout 5 http://PROXY:PORT/ 2>&1 | head"),
        sources: &[],
    },
    Failure {
        id: "cntlm-no-ntlm",
        title: say(
            "The corporate proxy does not speak NTLM with CNTLM.",
            "社内プロキシが、CNTLM との間で NTLM を使っていません。",
        ),
        texts: &[
            "No Proxy-Authenticate, NTLM not supported", // source: 0.92.3 forward.c
            "Proxy returning invalid challenge",         // run
            "proxy doesn't support NTLM nor BASIC",      // source: 0.92.3 forward.c
        ],
        broad: false,
        means: say(
            "The proxy asks for no login, or only for another kind such as Kerberos. Or something that is no proxy answers at that port.",
            "プロキシがログインを求めていないか、Kerberos など別の方式だけを求めています。または、そのポートで応答しているのがプロキシではありません。",
        ),
        cure: say(
            "Ask which login the proxy takes. If it wants none, or Basic, choose “direct” as the way out in the form: CNTLM is not needed then.",
            "プロキシのログイン方式を担当者に確かめてください。ログイン不要か Basic なら、フォームで「direct」を選びます。CNTLM は要りません。",
        ),
        files: &[CNTLM_CONF],
        check: Some(
            "curl -sI -x http://PROXY:PORT http://example.com/ | grep -i proxy-authenticate",
        ),
        sources: &["Evengard/cntlm#4"],
    },
    Failure {
        id: "cntlm-no-target-info",
        title: say(
            "CNTLM 0.92 cannot log in to this proxy with NTLMv2.",
            "CNTLM 0.92 は、このプロキシに NTLMv2 でログインできません。",
        ),
        texts: &["No target info block. Cannot do NTLMv2"], // source: 0.92.3 forward.c
        broad: false,
        means: say(
            "The proxy's challenge has no target information, as with some McAfee Web Gateways. 0.92 gives up there, 0.94 goes on.",
            "プロキシのチャレンジに TargetInfo がありません（一部の McAfee Web Gateway など）。0.92 はここであきらめますが、0.94 は続けます。",
        ),
        cure: say(
            "Use CNTLM 0.94, choose it in the form, and put cntlm.conf in place again: its hashes are written another way.",
            "CNTLM 0.94 を使い、フォームでも選び直して、cntlm.conf を置き直してください。ハッシュの書き方が変わるためです。",
        ),
        files: &[CNTLM_CONF],
        check: None,
        sources: &["versat/cntlm#83", "versat/cntlm#19"],
    },
    Failure {
        id: "cntlm-exit",
        title: say("CNTLM did not start.", "CNTLM が起動しませんでした。"),
        texts: &[
            "Exitting with error. Check daemon logs or run with -v", // run; the spelling is CNTLM's
            "Error creating a new PID file",                         // source: 0.92.3 main.c
        ],
        broad: true,
        means: say(
            "The reason stands in the system's log only. A stray quote in cntlm.conf is a frequent one; a missing /run/cntlm after a reboot another. Debian's init script reports success all the same.",
            "理由はシステムのログにだけ残ります。cntlm.conf の余分な引用符や、再起動で消えた /run/cntlm がよくある原因です。Debian の起動スクリプトは、それでも成功と報告します。",
        ),
        cure: say(
            "Read the log, and look its lines up here. Careful with -v: it prints the password.",
            "ログを見て、その行をここで調べてください。-v を付けるとパスワードまで表示されるので注意してください。",
        ),
        files: &[CNTLM_CONF],
        check: Some("journalctl -t cntlm -n 20; ss -ltn | grep :3128"),
        sources: &["robertdebock/docker-cntlm#10", "Evengard/cntlm#11"],
    },
    Failure {
        id: "cntlm-right-password-407",
        title: say(
            "The password is right, and the proxy answers 407 all the same.",
            "パスワードは正しいのに、プロキシが 407 を返します。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "CNTLM 0.92 and 0.94 write the same hash in two ways, and each silently takes the other's for a wrong one. 0.92 also cuts passwords after 49 bytes, 0.94 the domain after 63, and neither hashes a password such as “pässwörd” or “日本” rightly when its file is UTF-8.",
            "CNTLM の 0.92 と 0.94 では同じハッシュの書き方が違い、互いに何も言わずに別のハッシュとして扱います。また、0.92 はパスワードを 49 バイトで、0.94 はドメインを 63 バイトで切り、どちらも UTF-8 のファイルに書かれた「pässwörd」や「日本」のようなパスワードを正しくハッシュできません。",
        ),
        cure: say(
            "Choose the version that cntlm prints, and let this page make the hash: it is right in all these cases. After an upgrade make it again. Try once only: each 407 is a failed logon and can lock the account.",
            "cntlm が表示するバージョンを選び、ハッシュはここで作ってください。どの場合も正しくなります。アップグレードの後は作り直します。407 は一回ごとにログオン失敗と数えられ、アカウントがロックされるおそれがあるので、試すのは一度だけにしてください。",
        ),
        files: &[CNTLM_CONF, INSTALL_SCRIPT],
        check: Some("cntlm -h 2>&1 | grep version"),
        sources: &["versat/cntlm#43", "genotrance/px#234", "samuong/alpaca#2"],
    },
    Failure {
        id: "docker0-moved",
        title: say(
            "It worked until Docker's addresses changed.",
            "Docker のアドレスが変わってから、つながらなくなりました。",
        ),
        texts: &[],
        broad: false,
        means: say(
            "172.17.0.1 is only where docker0 usually is. When another network has that range, Docker takes the next one, and the address in the files is nobody's.",
            "172.17.0.1 は、docker0 がたいてい持つアドレスにすぎません。ほかのネットワークがその範囲を使っていると、Docker は次の範囲を使い、ファイルに書いたアドレスはどこにもなくなります。",
        ),
        cure: say(
            "Enter the address that docker0 has now, and put the files in place again. \"bip\" in daemon.json pins it.",
            "今の docker0 のアドレスをフォームに入れ、ファイルを置き直してください。daemon.json の \"bip\" で固定できます。",
        ),
        files: &[CNTLM_CONF, DOCKER_DROP_IN, CONFIG_TOML],
        check: Some("ip -4 address show docker0"),
        sources: &["sw360/sw360chores#11", "moby/moby#32842"],
    },
];

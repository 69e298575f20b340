//! What CNTLM says of its file. The words are those of 0.92.3 unless told otherwise; before it has
//! started they go to syslog only.

use super::Failure;
use crate::artifacts::CNTLM_CONF;
use crate::say::say;

pub(super) static FAILURES: [Failure; 9] = [
    Failure {
        id: "cntlm-listen-name",
        title: say(
            "CNTLM does not know the address in a Listen line.",
            "CNTLM が Listen に書かれたアドレスを解釈できません。",
        ),
        texts: &["Cannot resolve listen address"], // run
        broad: false,
        means: say(
            "Listen takes an address and a port, not the name of an interface such as docker0.",
            "Listen に書けるのはアドレスとポートです。docker0 のようなインターフェース名は書けません。",
        ),
        cure: say(
            "Write Listen 172.17.0.1:3128, with the address that docker0 has on this host.",
            "このホストの docker0 のアドレスで、Listen 172.17.0.1:3128 のように書いてください。",
        ),
        files: &[CNTLM_CONF],
        check: Some("ip -4 address show docker0"),
        sources: &[],
    },
    Failure {
        id: "cntlm-no-parent",
        title: say(
            "cntlm.conf names no corporate proxy.",
            "cntlm.conf に社内プロキシが書かれていません。",
        ),
        texts: &["Parent proxy address missing"], // run
        broad: false,
        means: say(
            "There is no Proxy line, or it is the last line and has no line feed: CNTLM drops such a line silently.",
            "Proxy の行がないか、Proxy が最後の行で改行がありません。改行のない最後の行を、CNTLM は黙って捨てます。",
        ),
        cure: say(
            "Add Proxy host:port and end the file with a line feed, or use our cntlm.conf, which does both.",
            "Proxy ホスト:ポート を書き、ファイルを改行で終えてください。ここで作る cntlm.conf はそうなっています。",
        ),
        files: &[CNTLM_CONF],
        check: None,
        sources: &[],
    },
    Failure {
        id: "cntlm-proxy-form",
        title: say(
            "CNTLM cannot read a Proxy line.",
            "CNTLM が Proxy の行を読めません。",
        ),
        texts: &["Invalid proxy specification"], // run
        broad: false,
        means: say(
            "Proxy takes host:port, one a line: no http:// before it, and never without the port.",
            "Proxy に書けるのは ホスト:ポート だけで、一行に一つです。http:// は付けられず、ポートは省けません。",
        ),
        cure: say(
            "Write Proxy proxy.corp.example:8080, and a second line for a second proxy.",
            "Proxy proxy.corp.example:8080 のように書き、二台目は次の行に書いてください。",
        ),
        files: &[CNTLM_CONF],
        check: None,
        sources: &[],
    },
    Failure {
        id: "cntlm-hash-form",
        title: say(
            "The hash in cntlm.conf is no hash.",
            "cntlm.conf のハッシュが、ハッシュの形をしていません。",
        ),
        texts: &["Invalid Pass…hash, terminating"], // run
        broad: false,
        means: say(
            "PassNTLMv2 has to be exactly 32 hexadecimal digits. A blank, a quote or a missing digit is enough to stop CNTLM.",
            "PassNTLMv2 は、ちょうど 32 桁の十六進数でなければなりません。空白や引用符が混じったり、一桁足りなかったりするだけで、CNTLM は終了します。",
        ),
        cure: say(
            "Make the file again here, or make the hash on the host with cntlm -H and copy the whole line.",
            "ここでファイルを作り直すか、ホストで cntlm -H を実行し、出力の行をそのまま写してください。",
        ),
        files: &[CNTLM_CONF],
        check: None,
        sources: &["robertdebock/docker-cntlm#10"],
    },
    Failure {
        id: "cntlm-auth-word",
        title: say(
            "CNTLM does not know the word after Auth.",
            "CNTLM が Auth の値を知りません。",
        ),
        texts: &["Unknown NTLM auth combination"], // run
        broad: false,
        means: say(
            "Auth takes NTLMv2, NTLM2SR, NT, NTLM or LM; GSS only where CNTLM 0.94 was built with Kerberos.",
            "Auth に書けるのは NTLMv2、NTLM2SR、NT、NTLM、LM です。GSS は、Kerberos を組み込んだ CNTLM 0.94 だけで使えます。",
        ),
        cure: say(
            "Take the Auth line out: NTLMv2 is what CNTLM does without it.",
            "Auth の行を消してください。書かなければ NTLMv2 になります。",
        ),
        files: &[CNTLM_CONF],
        check: None,
        sources: &[],
    },
    Failure {
        id: "cntlm-hash-missing",
        title: say(
            "cntlm.conf has neither a password nor the hash that Auth wants.",
            "cntlm.conf に、パスワードも、Auth に必要なハッシュもありません。",
        ),
        texts: &["Parent proxy account password (or required hashes) missing"], // source: 0.94 main.c
        broad: false,
        means: say(
            "Only CNTLM 0.94 says so. 0.92.3 starts all the same and sends a login that every proxy refuses.",
            "これを知らせるのは CNTLM 0.94 だけです。0.92.3 はそのまま起動し、必ず拒否されるログインを送ります。",
        ),
        cure: say(
            "Put a line PassNTLMv2 there; that alone is enough.",
            "PassNTLMv2 の行を入れてください。それだけで足ります。",
        ),
        files: &[CNTLM_CONF],
        check: None,
        sources: &[],
    },
    Failure {
        id: "cntlm-acl",
        title: say(
            "CNTLM cannot read an Allow or Deny line.",
            "CNTLM が Allow か Deny の行を読めません。",
        ),
        texts: &[
            "ACL source address…is invalid", // run
            "ACL netmask for…is invalid",    // source: 0.92.3 acl.c
        ],
        broad: false,
        means: say(
            "Allow and Deny take one IPv4 address or network such as 172.16.0.0/12. No wildcard, no list, no IPv6, no mask such as 255.255.0.0.",
            "Allow と Deny に書けるのは、IPv4 アドレス一つか、172.16.0.0/12 のようなネットワーク一つです。ワイルドカード、列挙、IPv6、255.255.0.0 のようなマスクは書けません。",
        ),
        cure: say(
            "Write one network a line. Nobody is denied by Deny 0; write Deny 0/0.",
            "一行に一つのネットワークを書いてください。Deny 0 ではだれも拒否されません。Deny 0/0 と書きます。",
        ),
        files: &[],
        check: None,
        sources: &[],
    },
    Failure {
        id: "cntlm-unknown-option",
        title: say(
            "CNTLM skips a line of cntlm.conf.",
            "CNTLM が cntlm.conf のある行を読み飛ばしています。",
        ),
        texts: &["Ignoring config file option:"], // run
        broad: false,
        means: say(
            "The key is misspelt, stands there twice, or is the first line of a file that begins with a byte order mark. CNTLM goes on without that line.",
            "キーの綴りが違うか、同じキーが二度あるか、BOM で始まるファイルの一行目です。CNTLM はその行なしで動き続けます。",
        ),
        cure: say(
            "Mend that line, and save the file without a byte order mark. Ours has none.",
            "その行を直し、BOM なしで保存してください。ここで作るファイルに BOM はありません。",
        ),
        files: &[CNTLM_CONF],
        check: Some("head -c 3 /etc/cntlm.conf | od -An -tx1"),
        sources: &[],
    },
    Failure {
        id: "cntlm-config-unreadable",
        title: say(
            "CNTLM may not read its configuration.",
            "CNTLM が設定ファイルを読めません。",
        ),
        texts: &["Cannot access specified config file"], // run
        broad: false,
        means: say(
            "The file is not there, or CNTLM runs as a user who may not read it: Debian's 0.94 starts as the user cntlm, 0.92.3 as root.",
            "ファイルがないか、読めないユーザーで動いています。Debian の 0.94 はユーザー cntlm で、0.92.3 は root で起動します。",
        ),
        cure: say(
            "With 0.94: chown cntlm /etc/cntlm.conf, and leave its mode at 0600. With 0.92.3 it belongs to root.",
            "0.94 なら chown cntlm /etc/cntlm.conf を実行し、モードは 0600 のままにします。0.92.3 なら所有者は root です。",
        ),
        files: &[CNTLM_CONF],
        check: Some("ls -l /etc/cntlm.conf; systemctl show --property=User cntlm"),
        sources: &[],
    },
];

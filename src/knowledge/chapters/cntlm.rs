//! CNTLM: the login at the corporate proxy.

use super::{Chapter, Difference};
use crate::artifacts::{CNTLM_CONF, INSTALL_SCRIPT};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "cntlm",
    title: say(
        "CNTLM: one place for the login",
        "CNTLM：ログインを一か所にまとめる",
    ),
    heading: Some(say("Configuring CNTLM", "CNTLMの設定")),
    paragraphs: &[
        say(
            "CNTLM is a small proxy on the runner's host. It logs in to the corporate proxy with NTLM, so that Docker, GitLab Runner and the jobs need only its address, http://{docker0}:{port}, and no password.",
            "CNTLM は、ランナーのホストで動く小さなプロキシです。会社のプロキシへの NTLM のログインを引き受けるので、Docker、GitLab Runner、ジョブには、CNTLM のアドレス http://{docker0}:{port} だけを設定すれば足り、パスワードは要りません。",
        ),
        say(
            "The login stands in /etc/cntlm.conf alone, and a new password is changed there alone. Jobs cannot read this file, but every container that reaches CNTLM uses the proxy as this user.",
            "ログイン情報を書くのは /etc/cntlm.conf だけで、パスワードの変更もここだけで済みます。ジョブはこのファイルを読めませんが、CNTLM に届くコンテナーはすべて、このユーザーとしてプロキシを使えます。",
        ),
        say(
            "In place of the password the file can hold an NTLMv2 hash, which is made from the password, the user name and the domain. It logs in as well as the password does, so it is still a secret.",
            "パスワードの代わりに、パスワード、ユーザー名、ドメインから作る NTLMv2 ハッシュを置けます。ハッシュでもログインできるので、秘密であることに変わりはありません。",
        ),
        say(
            "Before the runner starts, send one single request through CNTLM. Each request with a wrong login counts as a failed logon, and a runner that asks again and again can lock the account.",
            "ランナーを起動する前に、CNTLM を通してリクエストを一度だけ送り、ログインを確かめてください。ログインを誤ると、リクエストのたびにログオン失敗と数えられます。ランナーは問い合わせを繰り返すので、アカウントがロックされるおそれがあります。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide recommends CNTLM in any case, also before a proxy without a login.",
                "ガイドは、ログインのいらないプロキシの場合も含めて、CNTLM を使うことを勧めています。",
            ),
            today: say(
                "Before a proxy without a login CNTLM only adds a service that can fail. Without a password, 0.92.3 even starts and sends logons that cannot succeed; 0.94 refuses to start.",
                "ログインのいらないプロキシでは、故障しうるサービスが一つ増えるだけです。パスワードがないと、0.94 は起動しませんが、0.92.3 はそのまま起動し、成功しないログオンを送ります。",
            ),
            since: None,
            source: "cntlm 0.92.3-1.2 (Debian) and 0.94.0 (versat/cntlm @ 1259d508094f), both run",
        },
        Difference {
            guide: say(
                "cntlm.conf holds the password as it is.",
                "cntlm.conf に、パスワードをそのまま書いています。",
            ),
            today: say(
                "PassNTLMv2 alone is enough, and CNTLM's manual advises hashes. Either way the file needs mode 0600, which the guide does not mention.",
                "PassNTLMv2 だけで足り、CNTLM のマニュアルもハッシュを勧めています。どちらの場合もファイルのモードは 0600 にする必要がありますが、ガイドには書かれていません。",
            ),
            since: None,
            source: "versat/cntlm doc/cntlm.1 @ 1259d508094f",
        },
        Difference {
            guide: say(
                "The guide does not tell versions of CNTLM apart.",
                "ガイドは CNTLM のバージョンを区別していません。",
            ),
            today: say(
                "Versions before 0.94 write every byte of a hash inverted, 0.94 does not. Each takes the other's form without a word, and the proxy then answers 407. Debian 12 and 13 have 0.92.3; make the hash again after an upgrade to 0.94.",
                "0.94 より前のバージョンは、ハッシュの各バイトを反転して書きます。0.94 は反転しません。形が違っても何も言わずに受け付け、プロキシから 407 が返ります。Debian 12 と 13 は 0.92.3 です。0.94 に上げたら、ハッシュを作り直してください。",
            ),
            since: Some("CNTLM 0.94"),
            source: "versat/cntlm commit 787cc1b (2024-02-09); both versions run",
        },
        Difference {
            guide: say(
                "Jobs cannot get at the credentials.",
                "認証情報には、ジョブのコンテナーからアクセスできないとしています。",
            ),
            today: say(
                "That is true of the password. But unless Allow and Deny lines in cntlm.conf forbid it, every job can use the proxy as this user.",
                "パスワードについては、そのとおりです。ただし、cntlm.conf の Allow と Deny で禁じないかぎり、どのジョブもこのユーザーとしてプロキシを使えます。",
            ),
            since: None,
            source: "versat/cntlm doc/cntlm.1 @ 1259d508094f",
        },
        Difference {
            guide: say(
                "The guide says nothing of the syntax of cntlm.conf.",
                "ガイドは cntlm.conf の文法に触れていません。",
            ),
            today: say(
                "CNTLM drops the last line when no line break ends it, and cuts an unquoted value at its first #, also within a password.",
                "最後の行は、改行で終わっていないと捨てられます。引用符のない値は、パスワードの途中であっても最初の # で切られます。",
            ),
            since: None,
            source: "versat/cntlm config.c @ 1259d508094f; 0.92.3 and 0.94.0 run",
        },
    ],
    artifacts: &[CNTLM_CONF, INSTALL_SCRIPT],
    failures: &[
        "proxy-407",
        "cntlm-right-password-407",
        "cntlm-hash-missing",
        "cntlm-hash-form",
        "cntlm-no-parent",
        "cntlm-parent-unreachable",
        "cntlm-no-ntlm",
        "cntlm-no-target-info",
        "cntlm-config-unreadable",
        "cntlm-unknown-option",
        "cntlm-exit",
    ],
    see: &["docker0", "alternatives"],
};

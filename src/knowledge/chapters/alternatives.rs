//! Where CNTLM does not fit.

use super::{Chapter, Difference};
use crate::say::say;

pub(super) static CHAPTER: Chapter = Chapter {
    slug: "alternatives",
    title: say(
        "Where CNTLM does not fit: px, alpaca, Kerberos",
        "CNTLM が合わない場合：px、alpaca、Kerberos",
    ),
    heading: None,
    paragraphs: &[
        say(
            "Some logins are beyond CNTLM: a user name with characters such as 太郎, or a proxy that takes Kerberos only. Microsoft has deprecated NTLM; where it is being switched off, Kerberos takes its place.",
            "CNTLM では対応できないログインがあります。「太郎」のような文字を含むユーザー名や、Kerberos しか受け付けないプロキシです。Microsoft は NTLM を非推奨としており、廃止が進む環境では Kerberos が後継になります。",
        ),
        say(
            "No files for these programs are made here. When one of them listens at {docker0}:{port} in CNTLM's place, choose “Straight to the corporate proxy” in the form and enter that address as a proxy without a login: Docker, the runner and the jobs then get the same values as with CNTLM.",
            "これらのプログラムの設定ファイルは、ここでは作りません。CNTLM の代わりに {docker0}:{port} で待ち受けさせる場合は、フォームで「会社のプロキシを直接使う」を選び、このアドレスをログインのいらないプロキシとして入力してください。Docker、ランナー、ジョブには、CNTLM の場合と同じ値が伝わります。",
        ),
        say(
            "Like CNTLM, such a program can listen there only once docker0 has its address, so its service has to start after docker.service.",
            "CNTLM と同じく、docker0 にアドレスが付くまでは待ち受けられないので、そのサービスは docker.service の後に起動する必要があります。",
        ),
    ],
    differences: &[
        Difference {
            guide: say(
                "The guide names no program but CNTLM; px is not in it.",
                "ガイドが挙げるのは CNTLM だけで、px は出てきません。",
            ),
            today: say(
                "px listens at several addresses, reads networks in its noproxy, and can use Kerberos. It takes the password from a keyring or, in plain text, from PX_PASSWORD; it has no hash in its place.",
                "px は複数のアドレスで待ち受けられ、noproxy に CIDR 表記を書け、Kerberos も使えます。パスワードはキーリングか、平文の PX_PASSWORD から読みます。代わりにハッシュを置くことはできません。",
            ),
            since: None,
            source: "genotrance/px @ 6c12321",
        },
        Difference {
            guide: say("alpaca is not in it either.", "alpaca も出てきません。"),
            today: say(
                "alpaca takes an NT hash in NTLM_CREDENTIALS, as user@DOMAIN:hash, and needs the URL of a PAC file. It has no configuration file, and the user name may hold no @. An NT hash is more dangerous than PassNTLMv2: it can be used to pass the hash.",
                "alpaca は、NTLM_CREDENTIALS に user@DOMAIN:ハッシュ の形で NT ハッシュを渡し、PAC ファイルの URL を必要とします。設定ファイルはなく、ユーザー名に @ は使えません。NT ハッシュは pass-the-hash 攻撃に使えるため、PassNTLMv2 より危険です。",
            ),
            since: None,
            source: "samuong/alpaca credentials.go @ 677b675",
        },
        Difference {
            guide: say(
                "The guide does not speak of Kerberos.",
                "Kerberos には触れていません。",
            ),
            today: say(
                "CNTLM 0.94 has Auth GSS when it was built with Kerberos, as in Debian sid; 0.92.3 has not. This was read in its source, not tried here.",
                "CNTLM 0.94 は、Kerberos を有効にしてビルドされていれば（Debian sid など）Auth GSS を使えます。0.92.3 にはありません。これはソースで確認したもので、ここでは試していません。",
            ),
            since: Some("CNTLM 0.94"),
            source: "versat/cntlm config.c, main.c @ 1259d508094f",
        },
        Difference {
            guide: say(
                "CNTLM comes from where the guide's link leads, an older fork.",
                "ガイドの CNTLM のリンク先は、以前のフォークです。",
            ),
            today: say(
                "GitLab's page leads to the fork versat/cntlm, from which 0.94 comes. It also logs in to proxies whose challenge has no target information, where 0.92.3 gives up.",
                "今の GitLab のページは、0.94 を公開しているフォーク versat/cntlm を案内しています。0.94 は、チャレンジに TargetInfo のないプロキシにもログインできます（0.92.3 はあきらめます）。",
            ),
            since: None,
            source: "gitlabhq/gitlab-runner commit 944e2502d (2025-05-08); versat/cntlm#83",
        },
    ],
    artifacts: &[],
    failures: &[
        "cntlm-no-ntlm",
        "cntlm-no-target-info",
        "cntlm-right-password-407",
    ],
    see: &["cntlm", "docker0"],
};

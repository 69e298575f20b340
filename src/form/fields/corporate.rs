//! The questions about the corporate proxy and the login at it.

use super::{Choice, Control, Field, always, with_cntlm, with_password};
use crate::form::read;
use crate::say::say;

/// How traffic leaves the host.
pub static ROUTE: Field = Field {
    name: "route",
    label: say(
        "How does this host get out?",
        "このホストはどこを通って外に出ますか",
    ),
    help: say(
        "Choose CNTLM when the corporate proxy asks for a Windows login (NTLM).",
        "会社のプロキシが Windows のログイン (NTLM) を求めるなら、CNTLM を選んでください。",
    ),
    example: "cntlm",
    refused: &["CNTLM", "proxy"],
    control: Control::Choice(&[
        Choice {
            value: "cntlm",
            label: say("Through CNTLM on this host", "このホストの CNTLM を通す"),
            consequence: say(
                "CNTLM logs in to the proxy. The password stays in one file that jobs cannot read.",
                "CNTLM がプロキシにログインします。パスワードはジョブから読めない一つのファイルにだけ置かれます。",
            ),
        },
        Choice {
            value: "direct",
            label: say(
                "Straight to the corporate proxy",
                "会社のプロキシを直接使う",
            ),
            consequence: say(
                "Right for a proxy without a login. A user and password would be readable by every user of the host and by every job.",
                "ログインのいらないプロキシに適しています。ユーザー名とパスワードを書くと、ホストの全ユーザーと全ジョブから読めてしまいます。",
            ),
        },
    ]),
    asked: always,
    read: read::route,
};

/// The corporate proxies.
pub static PROXIES: Field = Field {
    name: "proxies",
    label: say("Corporate proxies", "会社のプロキシ"),
    help: say(
        "One host:port a line. With CNTLM the next one is tried when one fails; without it there is exactly one.",
        "一行に一つ、ホスト:ポート の形で書きます。CNTLM では上から順に試します。CNTLM を使わないときは一つだけ書きます。",
    ),
    example: "10.0.0.41:8080",
    refused: &[
        "",
        "proxy.corp.example",
        "https://proxy.corp.example:8080",
        "alice:secret@proxy.corp.example:8080",
        "http://proxy.corp.example:8080/proxy.pac",
        "proxy.corp.example:0",
        "proxy.corp.example:65536",
        "proxy.corp.example:８０８０",
        "10.0.0.256:8080",
        "10.0.0.41:8080\n10.0.0.41:8080",
        "[fd00::1]:8080",
        "プロキシ:8080",
        "proxy corp:8080",
        "a\tb:8080",
    ],
    control: Control::Lines,
    asked: always,
    read: read::proxies,
};

/// The user name.
pub static USERNAME: Field = Field {
    name: "username",
    label: say("User name", "ユーザー名"),
    help: say(
        "The account that logs in to the proxy, without its domain. A service account is best.",
        "プロキシにログインするアカウントの名前です。ドメインは含めません。サービス用のアカウントをお勧めします。",
    ),
    example: "testuser",
    refused: &["", "CORP\\alice", "太郎", "a\u{7}b", "\"alice\"#1"],
    control: Control::Line,
    asked: always,
    read: read::username,
};

/// The Windows domain.
pub static DOMAIN: Field = Field {
    name: "domain",
    label: say("Domain", "ドメイン"),
    help: say(
        "The Windows domain of that account. Leave it empty when the account needs none.",
        "そのアカウントの Windows ドメインです。不要なら空のままにしてください。",
    ),
    example: "corp-uk",
    refused: &["ドメイン", "a\nb"],
    control: Control::Line,
    asked: always,
    read: read::domain,
};

/// What cntlm.conf holds.
pub static SECRET: Field = Field {
    name: "secret",
    label: say("What cntlm.conf holds", "cntlm.conf に置くもの"),
    help: say(
        "The hash is computed here; nothing is sent anywhere.",
        "ハッシュはこの場で計算します。どこにも送信しません。",
    ),
    example: "hash",
    refused: &["none"],
    control: Control::Choice(&[
        Choice {
            value: "hash",
            label: say("A hash of the password", "パスワードのハッシュ"),
            consequence: say(
                "Carries every password. It still logs in as this user: keep the file secret.",
                "どのようなパスワードでも使えます。ハッシュでもこのユーザーとしてログインできるので、ファイルは秘密にしてください。",
            ),
        },
        Choice {
            value: "plain",
            label: say("The password itself", "パスワードそのもの"),
            consequence: say(
                "Whoever reads the file knows the password. Some passwords cannot be written this way.",
                "ファイルを読んだ人にパスワードが知られます。この形では書けないパスワードもあります。",
            ),
        },
        Choice {
            value: "ask",
            label: say("Nothing yet", "まだ何も置かない"),
            consequence: say(
                "You make the hash on the host with cntlm. Until then CNTLM does not start.",
                "ホスト上で cntlm を使ってハッシュを作ります。それまで CNTLM は起動しません。",
            ),
        },
    ]),
    asked: with_cntlm,
    read: read::secret,
};

/// The password.
pub static PASSWORD: Field = Field {
    name: "password",
    label: say("Password", "パスワード"),
    help: say(
        "It is taken exactly as typed, blanks included, and leaves this page only inside the files you download.",
        "空白も含めて、入力したとおりに使います。ダウンロードするファイルに入るほかは、この画面から出ません。",
    ),
    example: "pa$$w#rd%40\"",
    refused: &["", "pass\tword"],
    control: Control::Secret,
    asked: with_password,
    read: read::password,
};

/// The version of CNTLM.
pub static CNTLM: Field = Field {
    name: "cntlm",
    label: say("CNTLM version", "CNTLM のバージョン"),
    help: say(
        "`cntlm -h 2>&1 | grep version` tells. The two write hashes differently, and the other one's fails with 407 and no hint.",
        "`cntlm -h 2>&1 | grep version` で分かります。両者はハッシュの書き方が違い、合わないと説明のない 407 で失敗します。",
    ),
    example: "0.92",
    refused: &["0.93"],
    control: Control::Choice(&[
        Choice {
            value: "0.92",
            label: say("0.92", "0.92"),
            consequence: say(
                "Debian 12 and 13, Ubuntu, Fedora.",
                "Debian 12 と 13、Ubuntu、Fedora のものです。",
            ),
        },
        Choice {
            value: "0.94",
            label: say("0.94", "0.94"),
            consequence: say(
                "Debian's development version, or built from the versat/cntlm source.",
                "Debian の開発版のもの、または versat/cntlm のソースから作ったものです。",
            ),
        },
    ]),
    asked: with_cntlm,
    read: read::cntlm,
};

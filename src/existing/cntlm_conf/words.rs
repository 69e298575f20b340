//! What findings of a `cntlm.conf` say. What cntlm does was read in its config.c and main.c, and seen
//! with 0.92.3 and 0.94.

use crate::existing::words::{Words, error, warning};
use crate::say::{Say, say};

pub(super) const MARK: Words = error(
    say(
        "The file begins with a byte order mark. CNTLM takes it for a part of the first line, which it ignores then.",
        "ファイルの先頭にバイト順マーク（BOM）があります。CNTLM は BOM を最初の行の一部とみなし、その行を無視します。",
    ),
    say(
        "Save it without a byte order mark.",
        "BOM なしで保存し直してください。",
    ),
);

pub(super) const NO_NEWLINE: Words = error(
    say(
        "This last line has no newline, and CNTLM drops such a line without a word.",
        "最後の行に改行がありません。CNTLM はそのような行を警告なしに無視します。",
    ),
    say("End it with a newline.", "行の最後で改行してください。"),
);

pub(super) const TOO_LONG: Words = error(
    say(
        "This line is longer than 4,095 bytes. CNTLM cuts it there, and reads the rest as another line.",
        "この行は 4,095 バイトを超えています。CNTLM はそこで区切り、残りを別の行として読みます。",
    ),
    say(
        "Write several shorter lines: NoProxy may stand more than once.",
        "短い行に分けてください。NoProxy は何行でも書けます。",
    ),
);

pub(super) const UNKNOWN: Words = warning(
    say(
        "CNTLM does not know this key and ignores the line.",
        "CNTLM にこのキーはないため、この行は無視されます。",
    ),
    say(
        "Look for a typing error. Between a key and its value stand blanks only, no `=` and no `:`.",
        "綴りを確かめてください。キーと値の間に置けるのは空白だけで、`=` や `:` は使えません。",
    ),
);

pub(super) const GLUED: Words = error(
    say(
        "No blank stands behind the key. CNTLM makes what follows it, also `=` or `:`, a part of the value.",
        "キーの後に空白がありません。CNTLM は、`=` や `:` も含めて後に続くものを値とみなします。",
    ),
    say(
        "Put a blank in its place.",
        "キーと値の間に空白を入れてください。",
    ),
);

pub(super) const EQUALS: Words = warning(
    say(
        "The value begins with `=` or `:`, which CNTLM makes a part of it.",
        "値が `=` か `:` で始まっています。CNTLM はこれも値の一部とみなします。",
    ),
    say(
        "Delete it, if it does not belong to the value.",
        "値の一部でなければ消してください。",
    ),
);

pub(super) const NOTHING: Words = warning(
    say(
        "There is no value, so CNTLM drops the line.",
        "値がないので、CNTLM はこの行を無視します。",
    ),
    say(
        "Write a value, or delete the line.",
        "値を書くか、行を消してください。",
    ),
);

pub(super) const EMPTY_QUOTES: Words = error(
    say(
        "CNTLM does not read two quotes as an empty value: it takes the second one for the value.",
        "CNTLM は中身のない引用符を空の値とはみなしません。二つ目の引用符が値になります。",
    ),
    say(
        "Write a value, or delete the line.",
        "値を書くか、行を消してください。",
    ),
);

pub(super) const UNCLOSED: Words = error(
    say(
        "The quote is not closed in this line, so CNTLM drops the line, or even crashes.",
        "この行の引用符が閉じていません。CNTLM はこの行を無視します。異常終了することもあります。",
    ),
    say(
        "Close it. A value that holds a `\"` needs no quotes unless it begins with one.",
        "引用符を閉じてください。途中に `\"` がある値は、それで始まらないかぎり引用符なしで書けます。",
    ),
);

pub(super) const TWICE: Words = warning(
    say(
        "This key stands in an earlier line already, and CNTLM takes the first one.",
        "このキーは前の行にもあり、CNTLM は最初のものを使います。",
    ),
    say(
        "Delete one of the two lines.",
        "どちらか一方の行を消してください。",
    ),
);

/// What to do about a value that is cut.
const KEPT: Say = say(
    "Up to 0.93 CNTLM keeps 49 bytes; 0.94 keeps 256 of a password and 63 of the others. With the hash in place of the password its length does not matter.",
    "CNTLM が使うのは、0.93 以前では 49 バイトまで、0.94 ではパスワードは 256 バイトまで、ほかは 63 バイトまでです。パスワードの代わりにハッシュを書けば、パスワードの長さは問題になりません。",
);

pub(super) const CUT: Words = error(
    say(
        "The value is longer than CNTLM keeps, and the rest of it is cut off without a word.",
        "値が CNTLM の上限より長く、残りは警告なしに切り捨てられます。",
    ),
    KEPT,
);

pub(super) const CUT_BEFORE: Words = warning(
    say(
        "The value is longer than CNTLM keeps before 0.94, where the rest of it is cut off without a word. See which one is installed: `cntlm -h`.",
        "値が 0.94 より前の CNTLM の上限より長く、残りは警告なしに切り捨てられます。インストール済みのバージョンは `cntlm -h` で確かめられます。",
    ),
    KEPT,
);

pub(super) const HOST_CUT: Words = warning(
    say(
        "The name of this proxy has more than 63 characters, and CNTLM before 0.94 cuts it off there.",
        "このプロキシの名前は 63 文字を超えていて、0.94 より前の CNTLM では、残りが切り捨てられます。",
    ),
    say(
        "Write the proxy's IPv4 address.",
        "プロキシの IPv4 アドレスを書いてください。",
    ),
);

pub(super) const PLAIN: Words = warning(
    say(
        "The plain password stands here.",
        "パスワードが平文で書かれています。",
    ),
    say(
        "Choose the hash, which is enough for CNTLM and no password for other services.",
        "ハッシュを選んでください。CNTLM にはそれで足り、ほかのサービスのパスワードとしては使えません。",
    ),
);

pub(super) const PASSWORD_WINS: Words = warning(
    say(
        "A Password line stands in this file as well, and CNTLM does not look at the hash then.",
        "Password の行もあるので、CNTLM はこのハッシュを使いません。",
    ),
    say(
        "Delete the Password line. Merging leaves one of the two.",
        "Password の行を消してください。マージすると、どちらか一方だけになります。",
    ),
);

pub(super) const NO_HASH: Words = error(
    say(
        "A hash has 32 hexadecimal digits. CNTLM does not start with anything but digits, and logs in wrongly with fewer of them.",
        "ハッシュは 16 進数 32 桁です。ほかの文字があると CNTLM は起動せず、桁が足りないとログインに失敗します。",
    ),
    say(
        "Make it anew: `cntlm -H` on this host, or merging with the password typed.",
        "ホストで `cntlm -H` を実行して作り直すか、パスワードを入力してマージしてください。",
    ),
);

pub(super) const OTHER_FORM: Words = error(
    say(
        "This is the hash of your password, but in the form of another version of CNTLM: up to 0.93 every byte is inverted. The proxy refuses the login with 407.",
        "これは入力されたパスワードのハッシュですが、CNTLM の別のバージョンの形式です（0.93 以前は全バイトが反転します）。プロキシは 407 でログインを拒否します。",
    ),
    say(
        "Merging writes it in the form of the version that you chose. See which one is installed: `cntlm -h`.",
        "マージすると、選んだバージョンの形式に直ります。インストール済みのバージョンは `cntlm -h` で確かめられます。",
    ),
);

pub(super) const OTHER_HASH: Words = warning(
    say(
        "This is not the hash of the password, user and domain that you typed.",
        "入力されたパスワード、ユーザー名、ドメインのハッシュと一致しません。",
    ),
    say(
        "Merging writes the new one.",
        "マージすると新しいハッシュに替わります。",
    ),
);

pub(super) const LOGON_NAME: Words = error(
    say(
        "CNTLM does not split the domain from the user name here, so the proxy refuses the login.",
        "CNTLM はここに書かれたドメインとユーザー名を分けないので、プロキシはログインを拒否します。",
    ),
    say(
        "Write the user name alone, and the domain in a line Domain.",
        "ここにはユーザー名だけを書き、ドメインは Domain の行に書いてください。",
    ),
);

pub(super) const NOT_LATIN: Words = error(
    say(
        "There is a character here that CNTLM cannot send: it knows those of ISO-8859-1 only.",
        "CNTLM が送れない文字があります。使えるのは ISO-8859-1 の文字だけです。",
    ),
    say(
        "Use the account's name in ASCII letters, if it has one.",
        "アカウントに ASCII 文字の名前があれば、それを使ってください。",
    ),
);

pub(super) const AUTH: Words = error(
    say(
        "CNTLM does not know this word and does not start. It knows NTLMv2, NTLM2SR, NT, NTLM, LM and, where it is built for Kerberos, GSS.",
        "CNTLM はこの値に対応していないため、起動しません。使えるのは NTLMv2、NTLM2SR、NT、NTLM、LM と、Kerberos 対応版での GSS です。",
    ),
    say(
        "Write NTLMv2, or delete the line.",
        "NTLMv2 と書くか、行を消してください。",
    ),
);

pub(super) const OTHER_AUTH: Words = error(
    say(
        "This way to log in does not use PassNTLMv2, the only hash of this file. CNTLM sends garbage, or does not start.",
        "このファイルにあるハッシュは PassNTLMv2 だけですが、このログイン方法では使われません。CNTLM は無意味な値を送るか、起動しません。",
    ),
    say(
        "Write NTLMv2, or delete the line. Merging does so.",
        "NTLMv2 と書くか、行を消してください。マージすると自動で直ります。",
    ),
);

pub(super) const PROXY: Words = error(
    say(
        "CNTLM reads one host:port here, without http:// before it, and does not start or does not connect otherwise.",
        "ここには ホスト:ポート を一つだけ、http:// を付けずに書きます。それ以外では CNTLM は起動しないか、接続できません。",
    ),
    say(
        "Write host:port, and a line Proxy for each one.",
        "プロキシごとに Proxy の行を分けて、ホスト:ポート と書いてください。",
    ),
);

pub(super) const LISTEN: Words = error(
    say(
        "CNTLM reads a port or address:port here. It takes an address alone for a port of 127.0.0.1, and knows no names of interfaces.",
        "ここには ポート か アドレス:ポート を書きます。アドレスだけを書くと 127.0.0.1 のポートとみなされ、インターフェース名は使えません。",
    ),
    say(
        "Write address:port, such as 172.17.0.1:3128.",
        "172.17.0.1:3128 のように アドレス:ポート と書いてください。",
    ),
);

pub(super) const NO_LISTEN: Words = error(
    say(
        "There is no line Listen, and CNTLM does not start without one.",
        "Listen の行がないので、CNTLM は起動しません。",
    ),
    say(
        "Add one. Merging does so.",
        "Listen の行を加えてください。マージすると自動で加わります。",
    ),
);

pub(super) const NO_PROXY_LINE: Words = error(
    say(
        "There is no line Proxy, and CNTLM does not start without one.",
        "Proxy の行がないので、CNTLM は起動しません。",
    ),
    say(
        "Add one. Merging does so.",
        "Proxy の行を加えてください。マージすると自動で加わります。",
    ),
);

pub(super) const ALSO_LISTENS: Words = warning(
    say(
        "CNTLM listens elsewhere too. When docker0 is not there yet at boot, it runs on without it, and nothing tells you so.",
        "CNTLM はほかのアドレスでも待ち受けます。起動時に docker0 がまだないと、docker0 では待ち受けないまま動き続け、エラーも表示されません。",
    ),
    say(
        "Delete this line unless programs on the host need it.",
        "ホストのプログラムに必要でなければ、この行を消してください。",
    ),
);

pub(super) const OPEN: Words = warning(
    say(
        "CNTLM listens at all addresses of this host, and no Deny line keeps anyone out: the whole network can use the proxy with your login.",
        "CNTLM がホストのすべてのアドレスで待ち受け、Deny の行もありません。ネットワークの誰でも、あなたのログインでプロキシを使えます。",
    ),
    say(
        "Write an address before the port, such as 172.17.0.1:3128, or add the lines Allow 127.0.0.1, Allow 172.16.0.0/12 and Deny 0/0.",
        "172.17.0.1:3128 のようにポートの前にアドレスを書くか、Allow 127.0.0.1、Allow 172.16.0.0/12、Deny 0/0 の行を加えてください。",
    ),
);

pub(super) const TAKEN: Words = warning(
    say(
        "This line is for all addresses, and another line Listen has the same port. CNTLM opens the first of them only: “Address already in use”.",
        "この行はすべてのアドレスで待ち受けますが、同じポートの Listen の行がほかにもあります。CNTLM が開けるのは最初の一つだけです (“Address already in use”)。",
    ),
    say(
        "Delete one of the two lines.",
        "どちらか一方の行を消してください。",
    ),
);

pub(super) const EVERYWHERE: Words = warning(
    say(
        "CNTLM listens at all addresses with this port, docker0's among them. Merging adds no line Listen: CNTLM could not open a second one.",
        "CNTLM は docker0 も含むすべてのアドレスで、このポートを待ち受けます。もう一つは開けないので、マージしても Listen の行は加わりません。",
    ),
    say(
        "Delete this line if only containers need CNTLM; merging then writes the one for docker0.",
        "コンテナーだけが CNTLM を使うなら、この行を消してください。マージすると docker0 用の行が加わります。",
    ),
);

pub(super) const SOCKS_USER: Words = error(
    say(
        "CNTLM ignores this key, whatever its manual says, so its SOCKS port is open to everyone.",
        "マニュアルの記載とは違い、CNTLM はこのキーを無視するので、誰でも SOCKS ポートを使えてしまいます。",
    ),
    say("Write SOCKS5Users.", "SOCKS5Users と書いてください。"),
);

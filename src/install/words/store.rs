//! The authority of a proxy that opens TLS, and the host's store of certificates.

use super::Sentence;
use crate::say::say;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "other-authority",
        say(
            "%s holds another certificate than this form. Paste that one into the form as well, below the other, so that neither is lost.",
            "%s に、フォームにはない証明書があります。失わないように、その証明書もフォームの欄に続けて貼り付けてください。",
        ),
    ),
    (
        "store-refreshed",
        say(
            "The store of certificates of this host was made anew by %s.",
            "ホストの証明書ストアを %s で作り直しました。",
        ),
    ),
    (
        "store-not-refreshed",
        say(
            "%s failed, so the store of certificates is as it was. The last it said:",
            "%s が失敗したので、証明書ストアは元のままです。最後の出力：",
        ),
    ),
    (
        "store-lacks-it",
        say(
            "%s ran, but the certificate is not in the list that programs read. Is it an authority (CA)?",
            "%s を実行しましたが、プログラムが読む一覧に証明書がありません。認証局（CA）の証明書かどうかを確かめてください。",
        ),
    ),
    (
        "store-of-tree",
        say(
            "Run %s once in that system: only then its programs find the certificate.",
            "そのシステムの中で %s を一度実行してください。実行するまで、プログラムは証明書を見つけられません。",
        ),
    ),
    (
        "request-not-trusted",
        say(
            "The login works, but this host does not trust what answers for %s: it is signed by “%s”. If that is the proxy's authority, paste its certificate into the form in place of the other.",
            "ログインはできましたが、%s として応答した証明書を、このホストは信頼していません。署名したのは「%s」です。これがプロキシの認証局なら、フォームの証明書をそれに差し替えてください。",
        ),
    ),
    (
        "runner-needs-volume",
        say(
            "The runner %s has to mount the certificate into its containers. Add this to the volumes of its [runners.docker]:",
            "ランナー %s のコンテナーに証明書をマウントする必要があります。[runners.docker] の volumes に、次を加えてください。",
        ),
    ),
    (
        "volume-stays",
        say(
            "%s still has the volume of the certificate, which is gone. Take it out of `volumes`, or Docker makes a directory in its place.",
            "%s の `volumes` に、もうない証明書のボリュームが残っています。消してください。残すと、Docker がその場所にディレクトリーを作ります。",
        ),
    ),
    (
        "store-has-it",
        say(
            "The store of certificates of this host has the authority.",
            "ホストの証明書ストアに認証局の証明書があります。",
        ),
    ),
    (
        "store-has-it-not",
        say(
            "The store of certificates of this host does not have the authority; %s makes it anew.",
            "ホストの証明書ストアに認証局の証明書がありません。ストアは %s で作り直せます。",
        ),
    ),
    (
        "store-cure",
        say(
            "Run `sh install.sh`. Docker and the runner read the store when they start.",
            "`sh install.sh` を実行してください。Docker とランナーは、起動時にストアを読みます。",
        ),
    ),
    (
        "authority-valid",
        say(
            "The certificate %s is valid until %s.",
            "証明書 %s の期限は %s です。",
        ),
    ),
    (
        "authority-ends",
        say(
            "The certificate %s is valid until %s, which is within 30 days.",
            "証明書 %s の期限は %s で、30 日以内に切れます。",
        ),
    ),
    (
        "authority-expired",
        say(
            "The certificate %s has expired, on %s.",
            "証明書 %s は %s に期限が切れています。",
        ),
    ),
    (
        "expired-cure",
        say(
            "Ask for its successor, paste it into the form below the old one, and run the new install.sh.",
            "後継の証明書をもらい、フォームの欄に続けて貼り付け、新しい install.sh を実行してください。",
        ),
    ),
    (
        "trusts",
        say(
            "This host trusts what answers for %s through the proxy.",
            "プロキシ経由で %s として応答する証明書を、このホストは信頼しています。",
        ),
    ),
    (
        "trusts-not",
        say(
            "This host does not trust what answers for %s through the proxy: it is signed by “%s”.",
            "プロキシ経由で %s として応答する証明書を、このホストは信頼していません。署名したのは「%s」です。",
        ),
    ),
    (
        "trusted-cure",
        say(
            "If that is the proxy's authority, paste its certificate into the form, and run the new install.sh.",
            "これがプロキシの認証局なら、その証明書をフォームに貼り付け、新しい install.sh を実行してください。",
        ),
    ),
    (
        "runner-lacks-volume",
        say(
            "The runner %s does not mount the certificate into its containers.",
            "ランナー %s は、コンテナーに証明書をマウントしていません。",
        ),
    ),
];

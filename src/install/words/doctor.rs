//! What the doctor sees, and the cure.

use super::Sentence;
use crate::say::say;

pub(super) const SENTENCES: &[Sentence] = &[
    ("one-line", say("%s", "%s")),
    (
        "file-is-ours",
        say(
            "%s is as this script has it.",
            "%s はこのスクリプトの内容どおりです。",
        ),
    ),
    (
        "file-differs",
        say(
            "%s is not as this script has it.",
            "%s がこのスクリプトの内容と違います。",
        ),
    ),
    (
        "install-cure",
        say(
            "Run `sh install.sh --dry-run` to see the difference, then `sh install.sh`.",
            "`sh install.sh --dry-run` で違いを確かめてから、`sh install.sh` を実行してください。",
        ),
    ),
    (
        "listens",
        say("CNTLM listens on %s.", "CNTLM が %s で待ち受けています。"),
    ),
    (
        "listens-not",
        say(
            "CNTLM does not listen on %s.",
            "CNTLM が %s で待ち受けていません。",
        ),
    ),
    (
        "cntlm-cure",
        say(
            "Run `systemctl restart cntlm`; `journalctl -u cntlm` tells what is wrong.",
            "`systemctl restart cntlm` を実行してください。理由は `journalctl -u cntlm` で分かります。",
        ),
    ),
    (
        "reachable",
        say(
            "The corporate proxy %s answers a connection.",
            "会社のプロキシ %s に接続できます。",
        ),
    ),
    (
        "not-reachable",
        say(
            "No corporate proxy answers a connection: %s.",
            "会社のプロキシに接続できません：%s",
        ),
    ),
    (
        "upstream-cure",
        say(
            "Check the addresses with the network team, and that a firewall lets this host through.",
            "アドレスと、このホストからの通信がファイアウォールで許可されていることを、ネットワークの担当者に確かめてください。",
        ),
    ),
    (
        "proxy-answers",
        say(
            "The proxy answers %s for %s.",
            "プロキシの応答は %s です（%s）。",
        ),
    ),
    (
        "was-refused",
        say(
            "The last login was refused (407). It was not tried again: each try is one more failed logon.",
            "前回のログインが拒否されています（407）。試すたびにログイン失敗の回数が増えるため、今回は試していません。",
        ),
    ),
    (
        "login-cure",
        say(
            "Give the right password with `sh install.sh --password`, or try all the same with --login.",
            "`sh install.sh --password` で正しいパスワードを設定してください。それでも試すなら --login を付けてください。",
        ),
    ),
    (
        "refused-cure",
        say(
            "User, domain or password is wrong, or the account is locked. `sh install.sh --password` gives a new password.",
            "ユーザー名、ドメイン、パスワードのどれかが違うか、アカウントがロックされています。新しいパスワードは `sh install.sh --password` で設定できます。",
        ),
    ),
    (
        "not-running",
        say("%s does not run.", "%s が動いていません。"),
    ),
    (
        "has-values",
        say(
            "%s has the proxy that this script sets.",
            "%s に、このスクリプトのプロキシが設定されています。",
        ),
    ),
    (
        "has-other-values",
        say(
            "%s does not have the proxy that this script sets.",
            "%s のプロキシの設定が、このスクリプトのものと違います。",
        ),
    ),
    (
        "docker-cure",
        say(
            "Run `systemctl restart docker` (it ends every container); `systemctl cat docker` shows what overrides our file.",
            "`systemctl restart docker` を実行してください（コンテナーはすべて終了します）。何が優先されているかは `systemctl cat docker` で分かります。",
        ),
    ),
    (
        "runner-cure",
        say(
            "Run `systemctl start gitlab-runner`.",
            "`systemctl start gitlab-runner` を実行してください。",
        ),
    ),
    (
        "environment-cure",
        say(
            "Run `systemctl restart gitlab-runner`; `systemctl cat gitlab-runner` shows what overrides our file.",
            "`systemctl restart gitlab-runner` を実行してください。何が優先されているかは `systemctl cat gitlab-runner` で分かります。",
        ),
    ),
    (
        "direct-reached",
        say(
            "%s answers without the proxy.",
            "%s はプロキシを通さずに応答します。",
        ),
    ),
    (
        "direct-not-reached",
        say(
            "%s does not answer without the proxy.",
            "%s はプロキシを通さないと応答しません。",
        ),
    ),
    (
        "direct-cure",
        say(
            "If it has to go through the proxy, change that in the form.",
            "プロキシを通す必要があるなら、フォームで変更してください。",
        ),
    ),
    (
        "no-runner-yet",
        say(
            "No runner is registered yet.",
            "まだランナーが登録されていません。",
        ),
    ),
    (
        "runner-keys",
        say(
            "The runner %s has our keys.",
            "ランナー %s に、このスクリプトのキーがあります。",
        ),
    ),
    (
        "runner-lacks-keys",
        say(
            "The runner %s does not have our keys.",
            "ランナー %s に、このスクリプトのキーがありません。",
        ),
    ),
    (
        "config-cure",
        say(
            "Run `sh install.sh`; it prints what to put there by hand.",
            "`sh install.sh` を実行すると、手で書く内容が表示されます。",
        ),
    ),
    (
        "dind-settings",
        say(
            "The runner %s has what docker-in-docker needs.",
            "ランナー %s に、docker-in-docker に必要な設定があります。",
        ),
    ),
    (
        "dind-settings-missing",
        say(
            "The runner %s lacks what docker-in-docker needs in its [runners.docker].",
            "ランナー %s の [runners.docker] に、docker-in-docker に必要な設定が足りません。",
        ),
    ),
    (
        "dind-cure",
        say(
            "Run `sh install.sh`; it prints the two lines.",
            "`sh install.sh` を実行すると、必要な行が表示されます。",
        ),
    ),
    (
        "no-image",
        say(
            "No image is here to try it from a container.",
            "コンテナーから試すためのイメージがありません。",
        ),
    ),
    (
        "no-usable-image",
        say(
            "The image %s has nothing to try it with.",
            "イメージ %s には、接続を試すためのコマンド（bash や nc）がありません。",
        ),
    ),
    (
        "container-reaches",
        say(
            "A container of %s reaches %s.",
            "%s のコンテナーから %s に届きます。",
        ),
    ),
    (
        "container-does-not-reach",
        say(
            "A container of %s does not reach %s.",
            "%s のコンテナーから %s に届きません。",
        ),
    ),
    (
        "container-cure",
        say(
            "A firewall stands between the containers and docker0, or CNTLM does not listen there.",
            "コンテナーと docker0 の間にファイアウォールがあるか、CNTLM が待ち受けていません。",
        ),
    ),
    ("check-passed", say("Every link holds.", "すべて正常です。")),
];

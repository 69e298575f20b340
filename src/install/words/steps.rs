//! What is being done, and how it goes back.

use super::Sentence;
use crate::say::say;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "found-cntlm",
        say(
            "CNTLM reads hashes in the form of %s.",
            "CNTLM のハッシュは %s の形です。",
        ),
    ),
    ("found-docker", say("Docker is %s.", "Docker は %s です。")),
    (
        "found-runner",
        say("GitLab Runner is %s.", "GitLab Runner は %s です。"),
    ),
    (
        "found-no-runner",
        say(
            "GitLab Runner is not installed as a service yet.",
            "GitLab Runner はまだサービスとしてインストールされていません。",
        ),
    ),
    (
        "nothing-to-do",
        say(
            "Everything is in place already; nothing was changed and nothing restarted.",
            "すべて設定済みです。何も変更せず、再起動もしていません。",
        ),
    ),
    (
        "stopping-runner",
        say(
            "Stopping the runner; it takes no new job. Running job containers: %s, which may take %s to end.",
            "ランナーを止めます。新しいジョブは受け付けません。実行中のジョブのコンテナーは %s 個です。終わるまで最長 %s 待ちます。",
        ),
    ),
    (
        "stopped-runner",
        say("The runner has stopped.", "ランナーが止まりました。"),
    ),
    (
        "jobs-still-run",
        say(
            "Job containers that still run: %s after %s. They are left alone; the runner ends them and then starts again as before. Run this again at a quieter time, or with a longer --wait.",
            "まだ実行中のジョブのコンテナーが %s 個あります（%s 待ちました）。ジョブは止めません。ランナーはジョブを終えると、元の設定のまま起動し直します。ジョブの少ない時間帯に、または --wait を長くして、もう一度実行してください。",
        ),
    ),
    ("wrote", say("Wrote %s.", "%s を書き込みました。")),
    (
        "replaces-another",
        say(
            "%s was there before and is replaced as a whole: what it had beyond ours no longer holds. It is kept as %s.",
            "%s は以前からあったファイルで、全体を置き換えます。このスクリプトにない設定は効かなくなります。元のファイルは %s に残ります。",
        ),
    ),
    (
        "gave-back",
        say("Gave %s back as it was.", "%s を元に戻しました。"),
    ),
    ("restarting", say("Restarting %s.", "%s を再起動します。")),
    (
        "did-not-start",
        say(
            "The service %s did not start. `systemctl status` and `journalctl -u` tell why.",
            "サービス %s が起動しません。`systemctl status` と `journalctl -u` で理由を確かめてください。",
        ),
    ),
    (
        "listening",
        say("CNTLM listens on %s.", "CNTLM が %s で待ち受けています。"),
    ),
    (
        "not-listening",
        say(
            "CNTLM does not listen on %s. The last it said:",
            "CNTLM が %s で待ち受けていません。最後の出力：",
        ),
    ),
    (
        "request-passed",
        say(
            "One request through the proxy to %s passed.",
            "プロキシ経由の要求（1 回だけ）が %s に届きました。",
        ),
    ),
    (
        "request-forbidden",
        say(
            "The login works; the proxy itself forbids %s (403).",
            "ログインはできました。%s へのアクセスはプロキシで禁止されています（403）。",
        ),
    ),
    (
        "request-407",
        say(
            "The proxy refuses the login (407). It was tried once, so this is one failed logon. Check user, domain and password, and then try again.",
            "プロキシがログインを拒否しました（407）。試したのは一回だけです。ユーザー名、ドメイン、パスワードを確かめてから、もう一度実行してください。",
        ),
    ),
    (
        "request-failed",
        say(
            "The one request through the proxy failed with status %s: %s. Check the proxy's address and that this host may reach it.",
            "プロキシ経由の要求（1 回だけ）が失敗しました（%s）：%s。プロキシのアドレスが正しいか、このホストから接続できるかを確かめてください。",
        ),
    ),
    (
        "docker-knows",
        say(
            "dockerd has the proxy.",
            "dockerd がプロキシの設定を読み込みました。",
        ),
    ),
    (
        "docker-does-not-know",
        say(
            "dockerd runs, but does not have the values of our file. `systemctl cat docker` shows what overrides it.",
            "dockerd は動いていますが、プロキシの設定がこのスクリプトのものと違います。何が優先されているかは `systemctl cat docker` で分かります。",
        ),
    ),
    (
        "ask-docker",
        say(
            "Restarting Docker ends its %s running containers. Restart it now? [y/N]",
            "Docker を再起動すると、実行中のコンテナー %s 個が終了します。今すぐ再起動しますか。[y/N]",
        ),
    ),
    (
        "docker-later",
        say(
            "Docker still has its old values. At a quiet time run: systemctl restart docker",
            "Docker はまだ以前の設定で動いています。空いている時間に systemctl restart docker を実行してください。",
        ),
    ),
    (
        "docker-later-back",
        say(
            "Docker still has the values of the files that are gone. At a quiet time run: systemctl restart docker",
            "Docker はまだ、元に戻す前の設定で動いています。空いている時間に systemctl restart docker を実行してください。",
        ),
    ),
    (
        "started-runner",
        say("The runner runs again.", "ランナーが動き始めました。"),
    ),
    (
        "runner-does-not-know",
        say(
            "The runner runs, but does not have the values of our file. `systemctl cat gitlab-runner` shows what overrides it.",
            "ランナーは動いていますが、プロキシの設定がこのスクリプトのものと違います。何が優先されているかは `systemctl cat gitlab-runner` で分かります。",
        ),
    ),
    (
        "runner-has-keys",
        say(
            "config.toml: the runner %s has the proxy.",
            "config.toml：ランナー %s にプロキシが設定されています。",
        ),
    ),
    (
        "runner-other-executor",
        say(
            "config.toml: the runner %s has the executor %s, which starts no container. It was left alone.",
            "config.toml：ランナー %s の executor は %s で、コンテナーを使いません。そのままにしました。",
        ),
    ),
    (
        "runner-not-changed",
        say(
            "config.toml: the runner %s (line %s) cannot be changed safely (%s).",
            "config.toml：ランナー %s（%s 行目）は安全に変更できません（%s）。",
        ),
    ),
    (
        "config-unclear",
        say(
            "%s cannot be changed safely (%s). Put these keys into each [[runners]] that uses Docker, before its first [runners.…] table:",
            "%s は安全に変更できません（%s）。Docker を使う各 [[runners]] に、最初の [runners.…] の表より前に、次のキーを書いてください。",
        ),
    ),
    (
        "paste-keys",
        say(
            "Put these keys into it, before its first [runners.…] table; merge what is there. (xxxxx stands for a secret.)",
            "次のキーを、最初の [runners.…] の表より前に書いてください。同じキーがすでにある場合は、一つにまとめてください。（xxxxx は秘密の値です。）",
        ),
    ),
    (
        "runner-needs-dind",
        say(
            "config.toml: docker-in-docker needs this in the runner %s. It lets jobs become root, so put it there yourself:",
            "config.toml：ランナー %s で docker-in-docker を使うには次の設定が必要です。ジョブが root になれる設定なので、ご自分で書いてください。",
        ),
    ),
    (
        "not-registered",
        say(
            "No runner is registered yet. As root, this registers one through the proxy and with the keys:",
            "まだランナーが登録されていません。root で次のコマンドを使うと、プロキシを経由し、必要なキーを含めて登録できます。",
        ),
    ),
    (
        "register-line",
        say(
            "( . %s/proxy.env && gitlab-runner register --template-config %s/template.toml )",
            "( . %s/proxy.env && gitlab-runner register --template-config %s/template.toml )",
        ),
    ),
    (
        "linted",
        say(
            "`gitlab-runner lint` accepts config.toml.",
            "`gitlab-runner lint` が config.toml を受け付けました。",
        ),
    ),
    (
        "lint-failed",
        say(
            "`gitlab-runner lint` accepted config.toml before and does not any more:",
            "変更前は問題のなかった config.toml が、`gitlab-runner lint` でエラーになりました。出力：",
        ),
    ),
    (
        "lint-was-failing",
        say(
            "`gitlab-runner lint` has something to say of config.toml, as it had before.",
            "`gitlab-runner lint` が config.toml の問題を指摘していますが、変更前からのものです。",
        ),
    ),
    (
        "delete-me",
        say(
            "This script may hold a secret. Delete it when you no longer need it: rm install.sh",
            "このスクリプトには秘密の値が入っていることがあります。不要になったら rm install.sh で削除してください。",
        ),
    ),
    ("interrupted", say("Interrupted.", "中断されました。")),
    (
        "taking-back",
        say(
            "Taking back what this run changed.",
            "今回の実行で変更したものを元に戻します。",
        ),
    ),
    (
        "taken-back",
        say(
            "The host is as it was before this run. Mend the cause and run this again.",
            "ホストはこの実行の前の状態に戻りました。原因を取り除いてから、もう一度実行してください。",
        ),
    ),
    (
        "partly-taken-back",
        say(
            "Not everything could be taken back; see above. Mend that, then run `sh install.sh --rollback`.",
            "元に戻せなかったものがあります（上の表示を見てください）。それを直してから `sh install.sh --rollback` を実行してください。",
        ),
    ),
    (
        "not-given-back",
        say(
            "%s could not be given back. Its saved copy is %s.",
            "%s を元に戻せませんでした。保存したファイルは %s です。",
        ),
    ),
    (
        "changed-since",
        say(
            "%s was changed since this script wrote it, so it stays. The saved copy of before is %s.",
            "%s は、このスクリプトが書いた後に変更されているので、そのままにします。以前の内容は %s にあります。",
        ),
    ),
    (
        "took-keys-out",
        say(
            "%s: only our keys were taken out; the rest is in use and stays.",
            "%s：使われているファイルなので、このスクリプトのキーだけを取り除きました。",
        ),
    ),
    (
        "keys-stay",
        say(
            "Our keys could not be taken out of %s. Mend that file and run this again, or take them out by hand.",
            "%s からこのスクリプトのキーを取り除けませんでした。ファイルを直してもう一度実行するか、手で取り除いてください。",
        ),
    ),
    (
        "rolled-back",
        say("Rolled back.", "元に戻す作業が終わりました。"),
    ),
    (
        "nothing-installed-here",
        say(
            "Nothing of this script is in place here.",
            "このスクリプトが置いたものはありません。",
        ),
    ),
    (
        "would-set-mode",
        say(
            "%s: only its mode and owner would change, to %s and %s.",
            "%s：モードと所有者だけが %s と %s に変わります。",
        ),
    ),
    (
        "would-change-secret",
        say(
            "%s: only a secret in it would change.",
            "%s：秘密の値だけが変わります。",
        ),
    ),
];

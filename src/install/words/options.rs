//! How the script is used.

use super::Sentence;
use crate::say::say;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "usage",
        say(
            "Puts the files of this form in place, proves that they work, and takes them back.

Usage: sh install.sh [option...]
  (none)              put everything in place
  --dry-run           show what would change; changes nothing and needs no root
  --check             look at every link of the chain; changes nothing (--json: for programs;
                      --login: try the login even if it was refused the last time)
  --rollback          give every file back as it was before the first run
  --password          ask for a new password, and keep it only if the proxy takes it
Options:
  --only ID[,ID...]   only these files      --skip ID[,ID...]   not these files
                      ca-file ca-store cntlm-conf cntlm-drop-in docker-drop-in daemon-json
                      runner-drop-in client-config (only if named) config-toml
  --docker0 ADDRESS   docker0 has this address, not the form's
  --restart WHEN      Docker, whose restart ends every container: now, later, or ask (the default
                      on a terminal; otherwise later)
  --wait TIME         how long running jobs may take to end: 90s, 30m (the default), 2h
  --root DIR          put the files below DIR instead, and touch no service
  --yes               ask nothing; Docker is then restarted only with --restart now
Exit status: 0 done; 1 failed, and what this run had changed was taken back; 2 wrong usage;
3 refused before anything was touched; 4 done, but something is left for you; 5 --check found a
broken link; 130 interrupted, and taken back.",
            "フォームのファイルをホストに置き、動作を確かめ、元に戻すこともできます。

使い方：sh install.sh [オプション...]
  （なし）            すべてを置きます
  --dry-run           何が変わるかを表示します。何も変更せず、root も必要ありません
  --check             つながりを一つずつ調べます。何も変更しません（--json はプログラム用、
                      --login は前回ログインを拒否されていても試します）
  --rollback          すべてのファイルを、最初に実行する前の状態に戻します
  --password          新しいパスワードを尋ね、プロキシが受け付けたときだけ残します
オプション：
  --only ID[,ID...]   指定したファイルだけ      --skip ID[,ID...]   指定したファイル以外
                      ca-file ca-store cntlm-conf cntlm-drop-in docker-drop-in daemon-json
                      runner-drop-in client-config（指定したときだけ） config-toml
  --docker0 ADDRESS   docker0 のアドレスがフォームと違うときに指定します
  --restart WHEN      Docker を再起動する時期です。すべてのコンテナーが終了します。now（今すぐ）、
                      later（後で）、ask（尋ねる。端末での既定値。それ以外では later）
  --wait TIME         実行中のジョブの終了を待つ時間です。90s、30m（既定値）、2h など
  --root DIR          DIR の下にファイルを置くだけで、サービスには触れません
  --yes               何も尋ねません。Docker の再起動は --restart now のときだけ行います
終了ステータス：0 完了。1 失敗（この実行で変えたものは元に戻しました）。2 使い方の誤り。
3 何も変えずに中止。4 完了したが、残りの作業がある。5 --check で問題が見つかった。
130 中断された（この実行で変えたものは元に戻しました）。",
        ),
    ),
    (
        "see-help",
        say(
            "Run `sh install.sh --help` to see what there is.",
            "`sh install.sh --help` で使い方を確認してください。",
        ),
    ),
    (
        "not-an-option",
        say("There is no option %s.", "オプション %s はありません。"),
    ),
    (
        "needs-value",
        say("%s needs a value after it.", "%s の後ろに値が必要です。"),
    ),
    (
        "one-at-a-time",
        say(
            "Choose one of %s and %s.",
            "%s と %s は同時に指定できません。",
        ),
    ),
    (
        "no-such-id",
        say(
            "There is no file %s. Choose among: %s.",
            "%s というファイルはありません。次の中から選んでください：%s",
        ),
    ),
    (
        "no-such-directory",
        say(
            "--root needs a directory that exists and is not /: %s.",
            "--root には、/ 以外の、存在するディレクトリーを指定してください：%s",
        ),
    ),
    (
        "not-an-address",
        say(
            "--docker0 needs an IPv4 address such as 172.17.0.1, not %s.",
            "--docker0 には 172.17.0.1 のような IPv4 アドレスを指定してください（%s は使えません）。",
        ),
    ),
    (
        "not-a-restart",
        say(
            "--restart is now, later or ask, not %s.",
            "--restart に指定できるのは now、later、ask です（%s は使えません）。",
        ),
    ),
    (
        "not-a-time",
        say(
            "--wait needs a time such as 90s, 30m or 2h, not %s.",
            "--wait には 90s、30m、2h のような時間を指定してください（%s は使えません）。",
        ),
    ),
    (
        "only-with-check",
        say(
            "--login and --json belong to --check.",
            "--login と --json は --check と一緒に使います。",
        ),
    ),
    (
        "not-with-root",
        say(
            "%s is about services, so it does not go with --root.",
            "%s はサービスに関わるので、--root とは一緒に使えません。",
        ),
    ),
    (
        "no-password-here",
        say(
            "--password is for CNTLM, and this form goes to the proxy directly. Change the form and run the new script.",
            "--password は CNTLM のためのものですが、このフォームはプロキシを直接使います。フォームを直して、新しいスクリプトを実行してください。",
        ),
    ),
];

//! What stands in the way, said before anything is touched, and what is wrong with a password.

use super::Sentence;
use crate::say::say;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "problems",
        say(
            "Nothing was changed. First mend this:",
            "何も変更していません。先に次の点を直してください。",
        ),
    ),
    (
        "not-root",
        say(
            "This needs root. Run it with sudo.",
            "root 権限が必要です。sudo を付けて実行してください。",
        ),
    ),
    (
        "no-systemd",
        say(
            "systemd is not running here. To put the files into a tree, use --root DIR.",
            "systemd が動いていません。ファイルを別のツリーに置くだけなら --root DIR を使ってください。",
        ),
    ),
    (
        "no-program",
        say(
            "The program %s is missing. Install the package %s.",
            "プログラム %s がありません。パッケージ %s をインストールしてください。",
        ),
    ),
    (
        "no-cntlm",
        say(
            "CNTLM is not installed. Install the package cntlm.",
            "CNTLM がインストールされていません。パッケージ cntlm をインストールしてください。",
        ),
    ),
    (
        "no-cntlm-service",
        say(
            "There is no service cntlm. Install CNTLM from your distribution's package, which brings one.",
            "cntlm サービスがありません。サービスを含む、ディストリビューションのパッケージから CNTLM をインストールしてください。",
        ),
    ),
    (
        "strange-cntlm",
        say(
            "This CNTLM hashes a known password to %s, which is neither the form of 0.92 nor that of 0.94. Use one of these versions.",
            "この CNTLM は既知のパスワードのハッシュを %s と計算しました。0.92 の形でも 0.94 の形でもありません。どちらかのバージョンを使ってください。",
        ),
    ),
    (
        "cntlm-too-old",
        say(
            "This CNTLM writes hashes like 0.92, which cuts off one of the form's values or cannot use an IPv6 proxy. Choose 0.92 in the form to see which, or install 0.94.",
            "この CNTLM のハッシュは 0.92 の形です。0.92 ではフォームの値のどれかが途中で切られるか、IPv6 のプロキシを使えません。フォームで 0.92 を選ぶとどの値か分かります。または 0.94 をインストールしてください。",
        ),
    ),
    (
        "no-such-user",
        say(
            "The service cntlm runs as the user %s, who does not exist. Reinstall the package cntlm.",
            "cntlm サービスはユーザー %s で動く設定ですが、そのユーザーがいません。パッケージ cntlm を再インストールしてください。",
        ),
    ),
    (
        "no-docker",
        say(
            "Docker is not installed. Install it and run this again.",
            "Docker がインストールされていません。インストールしてから、もう一度実行してください。",
        ),
    ),
    (
        "no-docker-service",
        say(
            "There is no service docker. Install Docker Engine from a package that brings one.",
            "docker サービスがありません。サービスを含むパッケージから Docker Engine をインストールしてください。",
        ),
    ),
    (
        "podman",
        say(
            "`docker` is Podman here. It has no docker0, and its containers take the proxy from containers.conf; this script is for Docker Engine.",
            "ここの `docker` は Podman です。docker0 がなく、コンテナーのプロキシは containers.conf で決まります。このスクリプトは Docker Engine 用です。",
        ),
    ),
    (
        "snap",
        say(
            "Docker comes from a snap, which reads none of these files. Install Docker Engine from a package.",
            "Docker が snap でインストールされているので、ここのファイルは読まれません。パッケージから Docker Engine をインストールしてください。",
        ),
    ),
    (
        "rootless",
        say(
            "Docker runs rootless here: its docker0 lies in a network of its own, where CNTLM cannot listen. Install Docker Engine as a system service.",
            "Docker が rootless で動いています。docker0 が別のネットワークにあり、CNTLM はそこで待ち受けられません。Docker Engine をシステムのサービスとしてインストールしてください。",
        ),
    ),
    (
        "docker-does-not-answer",
        say(
            "Docker does not answer, so its version is not known. Start it: systemctl start docker",
            "Docker が応答しないので、バージョンが分かりません。systemctl start docker で起動してください。",
        ),
    ),
    (
        "docker-too-old",
        say(
            "Docker %s does not start with proxies in daemon.json; that needs 23.0. Choose the drop-in in the form.",
            "Docker %s は、daemon.json にプロキシを書くと起動しません（23.0 以降が必要です）。フォームでドロップインを選んでください。",
        ),
    ),
    (
        "docker-flags",
        say(
            "dockerd gets a proxy as a flag, and with the same setting in daemon.json it would not start. Take --http-proxy, --https-proxy and --no-proxy out of its command line.",
            "dockerd にはプロキシがフラグでも指定されていて、daemon.json にも書くと起動しなくなります。コマンドラインから --http-proxy、--https-proxy、--no-proxy を消してください。",
        ),
    ),
    (
        "daemon-json-wins",
        say(
            "/etc/docker/daemon.json has “proxies”, which win over the drop-in. Take them out, or choose daemon.json in the form.",
            "/etc/docker/daemon.json に「proxies」があり、ドロップインより優先されます。それを消すか、フォームで daemon.json を選んでください。",
        ),
    ),
    (
        "daemon-json-refused",
        say(
            "This dockerd refuses the daemon.json that would come out of it, and would not start:",
            "書き加えた後の daemon.json を、この dockerd は受け付けません。このままでは起動できなくなります。dockerd の出力：",
        ),
    ),
    (
        "no-docker0",
        say(
            "There is no docker0 with an IPv4 address. Start Docker (systemctl start docker), or, if it uses another bridge, tell its address with --docker0.",
            "IPv4 アドレスを持つ docker0 がありません。systemctl start docker で起動するか、別のブリッジを使っている場合は --docker0 でアドレスを指定してください。",
        ),
    ),
    (
        "other-docker0",
        say(
            "The form says that docker0 is %s, but here it is %s. Change the form, or run this with --docker0 %s.",
            "フォームの docker0 は %s ですが、このホストでは %s です。フォームを直すか、--docker0 %s を付けて実行してください。",
        ),
    ),
    (
        "overridden-by-drop-in",
        say(
            "%s sets proxy variables too and comes after our drop-in, so it would win. Take these lines out of it, or remove it.",
            "%s にもプロキシの変数があり、後から読まれるので優先されます。その行を消すか、ファイルを削除してください。",
        ),
    ),
    (
        "overridden-by-file",
        say(
            "%s sets proxy variables for the service %s, and such a file wins over drop-ins. Take these lines out of it.",
            "%s にサービス %s のプロキシの変数があり、ドロップインより優先されます。その行を消してください。",
        ),
    ),
    (
        "no-room",
        say(
            "Less than 1 MB is free at %s. Make room first.",
            "%s の空きが 1 MB 未満です。先に空きを作ってください。",
        ),
    ),
    (
        "not-a-file",
        say(
            "%s is not a plain file, or is a link that leads out of the tree. Put it aside.",
            "%s は通常のファイルではないか、ツリーの外を指すリンクです。別の場所に移してください。",
        ),
    ),
    (
        "put-by-earlier",
        say(
            "An earlier script put %s in place, and this one has no such file. Run `sh install.sh --rollback` first.",
            "以前のスクリプトが %s を置きましたが、このスクリプトにはそのファイルがありません。先に `sh install.sh --rollback` を実行してください。",
        ),
    ),
    (
        "cannot-read",
        say(
            "%s cannot be read without root.",
            "%s を読むには root 権限が必要です。",
        ),
    ),
    (
        "cannot-merge",
        say(
            "%s is no JSON object that could be merged safely. Put this into it by hand:",
            "%s は、安全に書き加えられる JSON オブジェクトではありません。次の内容を手で書き加えてください。",
        ),
    ),
    (
        "cannot-merge-without",
        say(
            "%s exists, and neither python3 nor jq is here to merge it. Put this into it by hand:",
            "%s がすでにありますが、書き加えるための python3 も jq もありません。次の内容を手で書き加えてください。",
        ),
    ),
    (
        "nothing-installed",
        say(
            "There is no cntlm.conf yet. Run the script without --password first.",
            "cntlm.conf がまだありません。先に --password を付けずに実行してください。",
        ),
    ),
    (
        "another-run",
        say(
            "Another run of this script is going on. Wait until it has ended.",
            "このスクリプトが別に実行中です。終わるまで待ってください。",
        ),
    ),
    (
        "cannot-write",
        say(
            "%s cannot be written. Is the disk full or read-only?",
            "%s に書き込めません。ディスクに空きがあるか、読み取り専用になっていないかを確かめてください。",
        ),
    ),
    (
        "ask-password",
        say(
            "Password of %s (it is not shown):",
            "%s のパスワード（表示されません）：",
        ),
    ),
    (
        "no-terminal",
        say(
            "The password is asked on a terminal, and there is none. Run this on one.",
            "パスワードは端末で尋ねますが、端末がありません。端末から実行してください。",
        ),
    ),
    (
        "empty-password",
        say(
            "The password is empty. Run this again and type it.",
            "パスワードが空です。もう一度実行して入力してください。",
        ),
    ),
    (
        "password-not-ascii",
        say(
            "CNTLM hashes characters outside ASCII wrongly. Choose the hash in the form, where it is computed right.",
            "ASCII 以外の文字を含むパスワードは、CNTLM では正しくハッシュにできません。フォームで「ハッシュ」を選んでください。",
        ),
    ),
    (
        "password-too-long",
        say(
            "This CNTLM hashes only the first %s characters of a password. Choose the hash in the form, where it has no limit.",
            "この CNTLM がハッシュに使うのは、パスワードの先頭 %s 文字までです。長さの制限がない、フォームの「ハッシュ」を選んでください。",
        ),
    ),
    (
        "name-not-ascii",
        say(
            "CNTLM hashes a user or domain outside ASCII wrongly. Choose the hash in the form, where it is computed right.",
            "ASCII 以外の文字を含むユーザー名やドメインは、CNTLM では正しくハッシュにできません。フォームで「ハッシュ」を選んでください。",
        ),
    ),
    (
        "name-too-long",
        say(
            "User and domain are longer than the 64 characters that this CNTLM hashes. Choose the hash in the form.",
            "ユーザー名とドメインの合計が、この CNTLM がハッシュに使う 64 文字を超えています。フォームで「ハッシュ」を選んでください。",
        ),
    ),
    (
        "no-hash",
        say(
            "CNTLM made no hash of the password. Run `cntlm -H -c /etc/cntlm.conf` to see what it says.",
            "CNTLM がハッシュを作れませんでした。`cntlm -H -c /etc/cntlm.conf` を実行して、表示を確かめてください。",
        ),
    ),
    (
        "password-changed",
        say(
            "The new password works and is in place.",
            "新しいパスワードが使えることを確かめ、設定しました。",
        ),
    ),
];

//! What findings say. What the Runner does is read in its source: common/config.go for the keys,
//! common/spec/variables.go for `$`; and of git in its http.c.

use crate::existing::words::{Words, error, warning};
use crate::say::say;

/// The end of many a cure.
macro_rules! or_merge {
    ($en:literal, $ja:literal) => {
        say(
            concat!($en, " Merging does so in the runners that you choose."),
            concat!($ja, "選んだランナーでは、マージすると自動で直ります。"),
        )
    };
}

pub(super) const NOT_UTF_8: Words = error(
    say(
        "The character U+FFFD stands here, which is what becomes of a broken one. The runner does not load a file that holds it.",
        "壊れた文字の代わりに使われる U+FFFD があります。これを含むファイルをランナーは読み込みません。",
    ),
    say(
        "Write what stood here, or delete it, and save the file as UTF-8.",
        "元の文字に直すか消してから、UTF-8 で保存してください。",
    ),
);

pub(super) const NO_RUNNER: Words = warning(
    say(
        "There is no [[runners]] in this file, so there is nothing to merge into.",
        "このファイルには [[runners]] がないので、書き加える先がありません。",
    ),
    say(
        "Register a runner first: `gitlab-runner register`.",
        "先に `gitlab-runner register` でランナーを登録してください。",
    ),
);

pub(super) const NOT_RUNNERS: Words = error(
    say(
        "`runners` is not a list of tables here, so the runner does not load the file.",
        "`runners` がテーブルの配列になっていないので、ランナーはこのファイルを読み込みません。",
    ),
    say(
        "Write [[runners]], with two brackets, before each runner.",
        "ランナーごとに、角括弧を二つ重ねて [[runners]] と書いてください。",
    ),
);

pub(super) const TWIN: Words = error(
    say(
        "This key and another one in the same table differ in upper and lower case only. The runner takes them for one, and chance decides which counts. This runner is left as it is.",
        "同じテーブルに、大文字と小文字だけが違うキーがあります。ランナーは二つを同じキーとみなし、どちらが使われるかは決まっていません。このランナーは変更しません。",
    ),
    say("Delete one of the two.", "どちらか一方を消してください。"),
);

pub(super) const NOT_STRINGS: Words = error(
    say(
        "A list of texts belongs here, so the runner does not load the file. This runner is left as it is.",
        "ここには文字列の配列が必要です。このままでは、ランナーはこのファイルを読み込みません。このランナーは変更しません。",
    ),
    say(
        "Write it as [\"…\", \"…\"].",
        "[\"…\", \"…\"] の形で書いてください。",
    ),
);

pub(super) const NOT_STRING: Words = error(
    say(
        "Text belongs here, so the runner does not load the file. This runner is left as it is.",
        "ここには文字列が必要です。このままでは、ランナーはこのファイルを読み込みません。このランナーは変更しません。",
    ),
    say("Write it in quotes.", "引用符で囲んで書いてください。"),
);

pub(super) const NOT_TABLE: Words = error(
    say(
        "A table belongs here, so the runner does not load the file. This runner is left as it is.",
        "ここにはテーブルが必要です。このままでは、ランナーはこのファイルを読み込みません。このランナーは変更しません。",
    ),
    say(
        "Write it as [runners.docker], with single brackets.",
        "角括弧を一つにして [runners.docker] と書いてください。",
    ),
);

pub(super) const NOT_BOOLEAN: Words = error(
    say(
        "`true` or `false` belongs here, so the runner does not load the file. This runner is left as it is.",
        "ここには `true` か `false` が必要です。このままでは、ランナーはこのファイルを読み込みません。このランナーは変更しません。",
    ),
    say(
        "Write it without quotes.",
        "引用符を付けずに書いてください。",
    ),
);

pub(super) const NO_EQUALS: Words = error(
    say(
        "This entry of `environment` has no `=`, and the runner drops it without a word.",
        "`environment` のこの項目には `=` がないので、ランナーは警告なしに無視します。",
    ),
    say(
        "Write it as \"NAME=value\".",
        "\"名前=値\" の形で書いてください。",
    ),
);

pub(super) const BLANK_NAME: Words = error(
    say(
        "There is a blank or a quote in the name of this variable. The runner trims nothing, so no program finds it under its name.",
        "変数の名前に空白か引用符が入っています。ランナーはそれも名前の一部とみなすので、どのプログラムも本来の名前ではこの変数を見つけられません。",
    ),
    say(
        "Write it as \"NAME=value\", with nothing around `=`.",
        "`=` の前後に何も入れず、\"名前=値\" の形で書いてください。",
    ),
);

pub(super) const QUOTED_VALUE: Words = warning(
    say(
        "The value begins with a quote, which the runner makes part of it: it runs no shell here.",
        "値が引用符で始まっています。ここではシェルを通らないので、引用符も値の一部になります。",
    ),
    or_merge!(
        "Leave the inner quotes out.",
        "内側の引用符を取ってください。"
    ),
);

pub(super) const NO_SCHEME: Words = warning(
    say(
        "The proxy has no http:// before it. curl and Go guess it, Ruby and Node programs refuse it.",
        "プロキシの前に http:// がありません。curl や Go は補いますが、Ruby や Node のプログラムは受け付けません。",
    ),
    or_merge!(
        "Write `http://` before it.",
        "前に `http://` を付けてください。"
    ),
);

pub(super) const HTTPS_PROXY: Words = warning(
    say(
        "https:// means that the proxy itself is spoken to over TLS, and hardly any corporate proxy does that: the first handshake fails.",
        "https:// は、プロキシとの通信にも TLS を使うという意味です。対応している社内プロキシはほとんどなく、最初のハンドシェイクで失敗します。",
    ),
    or_merge!(
        "Write `http://`, also in HTTPS_PROXY.",
        "HTTPS_PROXY でも `http://` と書いてください。"
    ),
);

pub(super) const ONLY_HTTP: Words = warning(
    say(
        "HTTP_PROXY is set and HTTPS_PROXY is not. Programs reach nothing over https:// then.",
        "HTTP_PROXY だけがあり、HTTPS_PROXY がありません。このままでは https:// でどこにも接続できません。",
    ),
    or_merge!(
        "Set HTTPS_PROXY to the same value.",
        "HTTPS_PROXY にも同じ値を設定してください。"
    ),
);

pub(super) const ONE_CASE: Words = warning(
    say(
        "The proxy is set in one case of letters only. curl, wget and git read http_proxy in lower case only, and some programs only HTTP_PROXY.",
        "プロキシの変数が、大文字か小文字の一方しかありません。curl と wget と git は小文字の http_proxy しか読まず、大文字しか読まないプログラムもあります。",
    ),
    or_merge!("Set both.", "両方を設定してください。"),
);

pub(super) const EXPANDED: Words = warning(
    say(
        "There is a `$` in this value. The runner puts another variable of the job in the place of it and the name behind it, or nothing.",
        "値に `$` があります。ランナーは `$` とその後の名前を、ジョブの別の変数の値か、空文字列に置き換えます。",
    ),
    or_merge!(
        "Write `$$` for one `$`, or %24 within a password.",
        "`$` は `$$` と書きます。パスワードの中では %24 でも構いません。"
    ),
);

pub(super) const PORTS: Words = warning(
    say(
        "There is a host with a port in NO_PROXY. curl and wget do not understand it, so they go through the proxy.",
        "NO_PROXY にポート付きのホストがあります。curl と wget はこれを解釈できず、そのホストにもプロキシ経由で接続します。",
    ),
    or_merge!("Write the host alone.", "ホスト名だけを書いてください。"),
);

pub(super) const BLANKS: Words = warning(
    say(
        "NO_PROXY is separated by blanks. Go programs, such as the runner's own helper, take it for one single host then.",
        "NO_PROXY が空白で区切られています。ランナーのヘルパーなど Go のプログラムは、全体を一つのホスト名とみなします。",
    ),
    or_merge!(
        "Separate the hosts by commas.",
        "ホストはコンマで区切ってください。"
    ),
);

pub(super) const CLONE_SCRIPT: Words = warning(
    say(
        "GitLab Runner 17.0 took this key out. Since then it is ignored without a word.",
        "このキーは GitLab Runner 17.0 で廃止されました。それ以降は、警告なしに無視されます。",
    ),
    say(
        "Move what it does to the key with `get_sources` in place of `clone`, and delete this one.",
        "内容を、名前の `clone` を `get_sources` に替えたキーへ移し、このキーは消してください。",
    ),
);

pub(super) const HTTPS_KEY: Words = warning(
    say(
        "git has no key https.proxy, so this line does nothing. http.proxy counts for https:// too.",
        "git に https.proxy というキーはないので、この行には効果がありません。http.proxy が https:// にも使われます。",
    ),
    say("Delete the line.", "この行を消してください。"),
);

pub(super) const BARE_VARIABLE: Words = warning(
    say(
        "When HTTP_PROXY is empty or not set, this line only asks git for the key, which fails and ends the job.",
        "HTTP_PROXY が空か未設定のとき、この行は git が設定値を読み出すだけのコマンドになり、失敗してジョブが中断します。",
    ),
    say(
        "Delete the line: the part that merging writes does the same and cannot fail the job.",
        "この行を消してください。マージで書き加える部分が同じ働きをし、ジョブを失敗させることもありません。",
    ),
);

pub(super) const OVERWRITES: Words = warning(
    say(
        "This line writes the job's Docker config.json anew, as GitLab's guide does: logins in it are gone, and so is the file that our part of the script has just written.",
        "この行は GitLab のガイドと同じく、ジョブの Docker の config.json を上書きします。中のログイン情報も、スクリプトに書き加える部分が直前に書いたファイルも失われます。",
    ),
    say(
        "Delete the line. The answer `client-config` (“Who writes the job's Docker config.json”) does the same and keeps what is there.",
        "この行を消してください。回答 `client-config`（「ジョブの config.json を書くもの」）が同じことをし、元からある内容は残します。",
    ),
);

pub(super) const CARRIAGE_RETURN: Words = warning(
    say(
        "The lines of this script end in CRLF. The runner hands the CR to the shell, which takes it for a part of the command.",
        "このスクリプトの改行は CRLF です。ランナーは CR もシェルに渡すので、コマンドの一部とみなされます。",
    ),
    say(
        "Save the file with LF alone, as on Linux.",
        "Linux と同じく、改行を LF だけにして保存してください。",
    ),
);

pub(super) const MISPLACED: Words = error(
    say(
        "This key stands below the header of another table and belongs to that one, where the runner ignores it.",
        "このキーは別のテーブルの見出しの後にあるので、そのテーブルのキーになり、ランナーには無視されます。",
    ),
    say(
        "Move it up, between [[runners]] and the first [runners.…].",
        "[[runners]] と最初の [runners.…] の間に移してください。",
    ),
);

pub(super) const NOT_IN_DOCKER: Words = error(
    say(
        "The runner reads this key in [runners.docker] only; here it is ignored.",
        "ランナーはこのキーを [runners.docker] の中でしか読まないので、ここでは無視されます。",
    ),
    say(
        "Move it below [runners.docker].",
        "[runners.docker] の後に移してください。",
    ),
);

pub(super) const NOT_PRIVILEGED: Words = warning(
    say(
        "docker-in-docker does not start in this runner: its containers are not privileged.",
        "コンテナーに特権がないので、このランナーでは docker-in-docker が起動しません。",
    ),
    say(
        "Let merging set what docker-in-docker needs (`--docker-in-docker` on the command line), if you trust all projects of this runner: their jobs can become root on the host.",
        "このランナーを使うプロジェクトをすべて信頼できるなら、docker-in-docker に必要な設定もマージで書き加えてください（コマンドでは `--docker-in-docker`）。ジョブはホストの root になれます。",
    ),
);

pub(super) const NO_VOLUME: Words = warning(
    say(
        "This runner lacks the volume through which a job reaches its docker-in-docker.",
        "ジョブが docker-in-docker に接続するためのボリュームが、このランナーにありません。",
    ),
    say(
        "Let merging set what docker-in-docker needs (`--docker-in-docker` on the command line).",
        "docker-in-docker に必要な設定も、マージで書き加えてください（コマンドでは `--docker-in-docker`）。",
    ),
);

pub(super) const NO_CA_VOLUME: Words = warning(
    say(
        "This runner does not mount the certificate of the proxy's authority into its containers, so its jobs do not trust the proxy.",
        "このランナーは、プロキシの認証局（CA）の証明書をコンテナーにマウントしていません。このままでは、ジョブはプロキシを信頼しません。",
    ),
    or_merge!(
        "Add \"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\" to `volumes` of [runners.docker].",
        "[runners.docker] の `volumes` に \"/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro\" を加えてください。"
    ),
);

pub(super) const HOST_SOCKET: Words = warning(
    say(
        "The host's Docker socket is mounted into jobs and services. docker-in-docker finds it at its own place, and jobs get the host's Docker instead.",
        "ホストの Docker のソケットが、ジョブとサービスにマウントされています。docker-in-docker のソケットと場所が重なり、ジョブはホストの Docker に接続してしまいます。",
    ),
    say(
        "Use one of the two: delete this volume, or do without docker-in-docker.",
        "このボリュームを消すか、docker-in-docker を使わないようにしてください。",
    ),
);

pub(super) const NETWORK_PER_BUILD: Words = warning(
    say(
        "FF_NETWORK_PER_BUILD is on. The inner docker0 takes 172.17.0.1 by itself then, which hides the host's, where CNTLM listens.",
        "FF_NETWORK_PER_BUILD が有効です。内側の docker0 が 172.17.0.1 を使うので、CNTLM が待ち受けるホストの docker0 が隠れてしまいます。",
    ),
    say(
        "Give every docker-in-docker service the `--bip` of the .gitlab-ci.yml from here, also in other projects.",
        "ほかのプロジェクトも含め、docker-in-docker のサービスには必ず、ここで作る .gitlab-ci.yml の `--bip` を付けてください。",
    ),
);

//! What the pieces are called, and why something of them is not taken. Each is a constant: it shows
//! nothing of the text, so it cannot show a secret.

use crate::say::{Say, say};

pub(super) const CNTLM_CONF: Say = say("cntlm.conf", "cntlm.conf");
pub(super) const CNTLM_DROP_IN: Say = say("a drop-in of CNTLM", "CNTLM のドロップイン");
pub(super) const DOCKER_DROP_IN: Say = say("a drop-in of Docker", "Docker のドロップイン");
pub(super) const RUNNER_DROP_IN: Say =
    say("a drop-in of GitLab Runner", "GitLab Runner のドロップイン");
pub(super) const UNIT: Say = say("a drop-in of systemd", "systemd のドロップイン");
pub(super) const SHOW: Say = say(
    "the variables of a service, as systemctl shows them",
    "systemctl が表示したサービスの環境変数",
);
pub(super) const DAEMON_JSON: Say = say("daemon.json", "daemon.json");
pub(super) const DOCKER_CONFIG: Say = say("Docker's config.json", "Docker の config.json");
pub(super) const CONFIG_TOML: Say = say("config.toml", "config.toml");
pub(super) const GITLAB_CI: Say = say(".gitlab-ci.yml", ".gitlab-ci.yml");
pub(super) const CERTIFICATE: Say = say("certificates", "証明書");
pub(super) const DOCKER_INFO: Say = say("docker info", "docker info の出力");
pub(super) const VARIABLES: Say = say("environment variables", "環境変数");
pub(super) const GIT: Say = say("the configuration of git", "git の設定");
pub(super) const DOCKER0: Say = say("the address of docker0", "docker0 のアドレス");
pub(super) const INSTALL_SH: Say = say("install.sh", "install.sh");

pub(super) const TLS: Say = say(
    "This proxy's address begins with https://, which asks for TLS to the proxy itself, so it is not taken. Mostly http:// is meant: then write the proxy into the form as host:port.",
    "このプロキシのアドレスは https:// で始まります。プロキシとの通信にも TLS を使うという意味になるので、取り込みません。多くの場合、正しくは http:// です。その場合は、フォームに ホスト:ポート の形で書いてください。",
);
pub(super) const NO_URL: Say = say(
    "This is not the address of an HTTP proxy, so it is not taken. Write the proxy into the form as host:port.",
    "HTTP プロキシのアドレスではないので、取り込みません。フォームに ホスト:ポート の形で書いてください。",
);
pub(super) const PLACEHOLDER: Say = say(
    "This is the placeholder of GitLab's guide, not an address, so it is not taken. The page needs docker0's own address: paste what `ip -4 -oneline addr show dev docker0` prints.",
    "これは GitLab のガイドにある仮の名前で、アドレスではないため、取り込みません。docker0 の実際のアドレスが必要です。`ip -4 -oneline addr show dev docker0` の出力を貼り付けてください。",
);
pub(super) const NO_PORT: Say = say(
    "This proxy's address has no port, and programs disagree about the one that is meant, so it is not taken. Write the proxy into the form as host:port.",
    "このプロキシのアドレスにはポート番号がなく、どのポートとみなすかはプログラムによって異なるので、取り込みません。フォームに ホスト:ポート の形で書いてください。",
);
pub(super) const MASKED: Say = say(
    "The password is masked here, so it is not taken. Type it into the form.",
    "パスワードが伏せ字になっているので、取り込みません。フォームに入力してください。",
);
pub(super) const LOGIN: Say = say(
    "User name and password cannot be read out of this address: a character in them is not percent-encoded, or not in UTF-8. Type both into the form.",
    "このアドレスからはユーザー名とパスワードを読み取れません。パーセントエンコードされていない文字か、UTF-8 でない文字が入っています。どちらもフォームに入力してください。",
);
pub(super) const EXPANDED: Say = say(
    "A variable stands in this value, and what it holds cannot be known here, so it is not taken. Paste what `env` prints.",
    "この値には変数が含まれ、その中身がここでは分からないので、取り込みません。`env` の出力を貼り付けてください。",
);
pub(super) const HASH: Say = say(
    "A hash logs in like the password but cannot be turned back into it. Type the password into the form.",
    "ハッシュからパスワードを求めることはできません。パスワードをフォームに入力してください。",
);
pub(super) const DAMAGED: Say = say(
    "A letter outside ASCII was damaged on its way here, so this is not taken. Type it into the form.",
    "ASCII 以外の文字が途中で壊れているので、取り込みません。フォームに入力してください。",
);
pub(super) const NO_GITLAB: Say = say(
    "This runner's URL of GitLab cannot be used here, so it is not taken. Write GitLab's host name into the form.",
    "このランナーの GitLab の URL はここでは使えないので、取り込みません。フォームに GitLab のホスト名を書いてください。",
);
pub(super) const OTHER_LOGIN: Say = say(
    "Another user or password stands in this address than in the one that is taken.",
    "このアドレスのユーザー名またはパスワードは、取り込むものと異なります。",
);
pub(super) const NOT_HOSTS: Say = say(
    "There is an @ in this list of hosts, so it is not taken: it may be an address with a password.",
    "このホストの一覧には @ が含まれています。パスワードの入ったアドレスかもしれないので、取り込みません。",
);
pub(super) const UNFIT: Say = say(
    "The form has no place for this value: it is too long, holds a control character, or is no address. Type it into the form.",
    "この値は長すぎるか、制御文字を含むか、アドレスではないため、フォームに入れられません。フォームに入力してください。",
);
pub(super) const MORE: Say = say(
    "From here on there is more that is not taken. Look at what stands before this first.",
    "ここから先にも、取り込まないものがあります。まずここまでに挙げたものを確かめてください。",
);

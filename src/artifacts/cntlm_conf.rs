//! `/etc/cntlm.conf`.

use super::{Artifact, Charset};
use crate::form::plan::{CntlmVersion, Credential, LocalProxy};
use crate::say::say;
use crate::text::cntlm::{Cntlm, line, value};
use crate::text::{File, Plain, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/etc/cntlm.conf",
    why: say(
        "CNTLM reads here how it logs in to the corporate proxy and where it listens.",
        "CNTLM は、会社のプロキシへのログイン方法と、待ち受けるアドレスをここから読みます。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "GitLab's guide writes the plain password. Here a hash stands in its place unless you chose otherwise; it still logs in as this user, so the file belongs to root or cntlm alone.",
                "GitLab のガイドは平文のパスワードを書きますが、ここでは特に選ばないかぎりハッシュを置きます。ハッシュでもこのユーザーとしてログインできるので、root か cntlm だけが読めるようにしてください。",
            ),
            say(
                "Every container on this host can use the proxy as this user, and other machines of the same network may reach docker0's address too, unless a firewall or CNTLM's own Allow and Deny lines forbid it.",
                "このホストのどのコンテナーも、このユーザーとしてプロキシを使えます。同じネットワークの他の機器から docker0 のアドレスに届くこともあるので、ファイアウォールか CNTLM の Allow・Deny 行で制限してください。",
            ),
            say(
                "`cntlm -v` prints every value of this file, a password included.",
                "`cntlm -v` は、パスワードも含めて、このファイルの値をすべて表示します。",
            ),
        ];
        let credential = plan.local_proxy().map(|local| &local.credential);
        if matches!(credential, Some(Credential::Ask)) {
            notes.push(say(
                "CNTLM refuses to start with “not-set-yet”. Replace it by the hash made on the host; that keeps a wrong login from locking the account.",
                "「not-set-yet」のままでは CNTLM は起動しません。ホスト上で作ったハッシュに置き換えてください。誤ったログインでアカウントがロックされるのを防ぐためです。",
            ));
        }
        notes
    },
    run: None,
    charset: Charset::Latin1,
    // Also without a password yet: soon it will hold one.
    secret: |_| true,
    owner: |plan| match plan.local_proxy().map(|local| local.version) {
        Some(CntlmVersion::V094) => "cntlm",
        _ => "root",
    },
    wanted: |plan| plan.local_proxy().is_some(),
    render: |plan, _| {
        let text = plan.local_proxy().map_or_else(Text::empty, document);
        Text::<File>::whole(&text)
    },
};

fn document(local: &LocalProxy) -> Text<Cntlm> {
    // Hexadecimal digits, hosts and addresses can always be written.
    let bare = |text: &Text<Plain>| value(text).unwrap_or_else(Text::empty);
    let mut lines = vec![line("Username", &local.username)];
    lines.extend(local.domain.iter().map(|domain| line("Domain", domain)));
    lines.push(match &local.credential {
        Credential::Hash(Some(hash)) => line("PassNTLMv2", &bare(&hash.written_for(local.version))),
        Credential::Hash(None) => line("PassNTLMv2", &Text::constant("missing-password")),
        Credential::Plain(password) => line("Password", password),
        Credential::Ask => line("PassNTLMv2", &Text::constant("not-set-yet")),
    });
    for proxy in &local.proxies {
        lines.push(line("Proxy", &bare(&proxy.joined())));
    }
    let listen = Text::join(
        ":",
        [&Text::address(local.docker0), &Text::number(local.port)],
    );
    lines.push(line("Listen", &bare(&listen)));
    Text::concat(&lines)
}

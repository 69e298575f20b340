//! Which CNTLM is there, its files, and whether it listens.

use super::{Step, constant, install, lines, step};
use crate::artifacts::{cntlm_conf, cntlm_drop_in};
use crate::form::plan::{CntlmVersion, Credential, LocalProxy, Plan};
use crate::say::say;
use crate::text::{Text, sh, systemd};

pub(super) fn which_cntlm(local: &LocalProxy) -> Step {
    let artifact = &cntlm_conf::ARTIFACT;
    match local.version {
        CntlmVersion::V092 => step(
            artifact,
            say(
                "See which CNTLM is installed. These files are for 0.92: the first command names the version, the second must print exactly this hash. E097C611EA19C676CD79309A3A2F59A3 would mean 0.94; then choose 0.94 in the form, because a hash in the other form fails with 407 and no hint.",
                "どの CNTLM が入っているかを確かめます。このファイルは 0.92 用です。一つ目のコマンドでバージョンが分かり、二つ目は下と同じハッシュを表示するはずです。E097C611EA19C676CD79309A3A2F59A3 なら 0.94 なので、フォームで 0.94 を選び直してください。形の違うハッシュは、説明のない 407 で失敗します。",
            ),
            constant(
                "cntlm -h 2>&1 | grep version\nprintf 'password\\n' | cntlm -H -c /dev/null -u testuser -d corp-uk | awk '/PassNTLMv2/ { print $2 }'",
            ),
        )
        .printing("\t-h  Print this help info along with version number.\nCNTLM - Accelerating NTLM Authentication Proxy version 0.92.3\n1F6839EE15E639893286CF65C5D0A65C"),
        CntlmVersion::V094 => step(
            artifact,
            say(
                "See which CNTLM is installed. These files are for 0.94: the first command names the version, the second must print exactly this hash. 1F6839EE15E639893286CF65C5D0A65C would mean 0.92; then choose 0.92 in the form, because a hash in the other form fails with 407 and no hint.",
                "どの CNTLM が入っているかを確かめます。このファイルは 0.94 用です。一つ目のコマンドでバージョンが分かり、二つ目は下と同じハッシュを表示するはずです。1F6839EE15E639893286CF65C5D0A65C なら 0.92 なので、フォームで 0.92 を選び直してください。形の違うハッシュは、説明のない 407 で失敗します。",
            ),
            // Whatever it does, 0.94 says that it starts and ends on standard error.
            constant(
                "cntlm -h 2>/dev/null | grep 'Proxy version'\nprintf 'password\\n' | cntlm -H -c /dev/null -u testuser -d corp-uk 2>/dev/null | awk '/PassNTLMv2/ { print $2 }'",
            ),
        )
        .printing("CNTLM - Accelerating NTLM Authentication Proxy version 0.94.0\nE097C611EA19C676CD79309A3A2F59A3"),
    }
}

pub(super) fn files_and_start(plan: &Plan, local: &LocalProxy) -> Vec<Step> {
    let conf = &cntlm_conf::ARTIFACT;
    let mut steps = vec![step(
        conf,
        say(
            "Put CNTLM's files in place. Older ones stay beside them, with a number at the end of the name.",
            "CNTLM のファイルを置きます。以前のファイルは、名前の最後に番号を付けて隣に残ります。",
        ),
        lines(&[install(conf, plan), install(&cntlm_drop_in::ARTIFACT, plan)]),
    )];
    if matches!(local.credential, Credential::Ask) {
        steps.push(step(
            conf,
            say(
                "Make the hash: type the password when asked, then put what follows PassNTLMv2 in place of not-set-yet. For a password with characters outside ASCII, or one longer than CNTLM keeps (49 characters in 0.92, 256 in 0.94), choose the hash in the form instead.",
                "ハッシュを作ります。聞かれたらパスワードを入力し、not-set-yet を、PassNTLMv2 の後ろに表示された値に置き換えてください。ASCII 以外の文字を含むパスワードや、CNTLM が扱える長さ（0.92 は 49 文字、0.94 は 256 文字）を超えるパスワードでは、フォームで「ハッシュ」を選んでください。",
            ),
            constant("cntlm -H -c /etc/cntlm.conf\n${EDITOR:-vi} /etc/cntlm.conf"),
        ));
    }
    steps.push(start(local.version));
    let listen = Text::join(
        ":",
        [&Text::address(local.docker0), &Text::number(local.port)],
    );
    let mut command = constant("ss -Hltn src ");
    command.push(&sh::word(&listen));
    command.push(&constant(" | awk '{ print $1, $4 }'"));
    let mut expect = Text::constant("LISTEN ");
    expect.push(&systemd::printed(&listen));
    let look = match local.version {
        CntlmVersion::V092 => say(
            "See that it listens on docker0. Debian's start script says success even when it does not; then `journalctl -u cntlm` tells why.",
            "docker0 で待ち受けていることを確かめます。Debian の起動スクリプトは失敗しても成功と報告します。何も表示されなければ `journalctl -u cntlm` で理由が分かります。",
        ),
        CntlmVersion::V094 => say(
            "See that it listens on docker0. systemd says success before CNTLM listens: when nothing is printed, look once more a moment later; then `journalctl -u cntlm` tells why.",
            "docker0 で待ち受けていることを確かめます。systemd は CNTLM が待ち受けを始める前に成功と報告します。何も表示されなければ、少し待ってからもう一度確かめてください。それでも表示されなければ、`journalctl -u cntlm` で理由が分かります。",
        ),
    };
    steps.push(step(conf, look, command).expecting(expect));
    steps
}

fn start(version: CntlmVersion) -> Step {
    let artifact = &cntlm_drop_in::ARTIFACT;
    match version {
        CntlmVersion::V092 => step(
            artifact,
            say(
                "Start CNTLM, also at every boot.",
                "CNTLM を起動します。ホストの起動時にも動くようにします。",
            ),
            constant("systemctl daemon-reload\nsystemctl enable cntlm\nsystemctl restart cntlm"),
        ),
        CntlmVersion::V094 => step(
            artifact,
            say(
                "Start CNTLM, also at every boot. Without its group Debian's service has failed several times at once, so systemd would refuse one more start; reset-failed makes it forget that.",
                "CNTLM を起動します。ホストの起動時にも動くようにします。Debian のサービスはグループがないために続けて失敗していて、そのままでは systemd に起動を断られることがあります。reset-failed はその記録を消します。",
            ),
            constant(
                "systemctl daemon-reload\nsystemctl enable cntlm\nsystemctl reset-failed cntlm\nsystemctl restart cntlm",
            ),
        ),
    }
}

//! The drop-in that starts CNTLM after docker0 has its address.

use super::{Artifact, Charset};
use crate::form::plan::{CntlmVersion, Plan};
use crate::say::say;
use crate::text::{File, Text, systemd::Unit};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/etc/systemd/system/cntlm.service.d/docker0.conf",
    why: say(
        "CNTLM listens on docker0, which exists only once Docker runs: without this order it fails at boot.",
        "CNTLM は docker0 で待ち受けますが、docker0 は Docker が動いて初めてできます。この順序がないと、起動時に失敗します。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "GitLab's guide leaves this out, and Debian's start script reports success even when CNTLM could not listen.",
                "GitLab のガイドにはありません。しかも Debian の起動スクリプトは、CNTLM が待ち受けに失敗しても成功と報告します。",
            ),
            say(
                "Docker is not made to wait for CNTLM: that would be a cycle, which systemd breaks by dropping one of the two. dockerd needs the proxy only to pull images.",
                "Docker に CNTLM を待たせることはしません。循環になり、systemd がどちらかの起動を取りやめるためです。dockerd がプロキシを使うのはイメージを取得するときだけです。",
            ),
        ];
        if is_094(plan) {
            notes.push(say(
                "Debian's package of 0.94 names a group that it does not create; Group=nogroup lets the service start.",
                "Debian の 0.94 のパッケージは、作られていないグループを指定しています。Group=nogroup でサービスが起動するようになります。",
            ));
        }
        notes
    },
    run: None,
    charset: Charset::Utf8,
    secret: |_| false,
    owner: super::root,
    wanted: |plan| plan.local_proxy().is_some(),
    render: |plan, _| {
        let mut unit =
            Text::<Unit>::constant("[Unit]\nAfter=docker.service\nWants=docker.service\n");
        if is_094(plan) {
            unit.push(&Text::constant("\n[Service]\nGroup=nogroup\n"));
        }
        Text::<File>::whole(&unit)
    },
};

fn is_094(plan: &Plan) -> bool {
    let local = plan.local_proxy();
    local.is_some_and(|local| local.version == CntlmVersion::V094)
}

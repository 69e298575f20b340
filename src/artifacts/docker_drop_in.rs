//! The drop-in that tells dockerd the proxy.

use super::{Artifact, Charset, environment};
use crate::form::plan::{Daemon, Plan};
use crate::say::{Say, say};
use crate::text::{File, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/etc/systemd/system/docker.service.d/http-proxy.conf",
    why: say(
        "dockerd pulls the images of jobs, services and helpers through the proxy.",
        "dockerd は、ジョブ、サービス、ヘルパーのイメージをプロキシを通して取得します。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "The guide has no NO_PROXY here; without it an internal registry is asked for through the proxy.",
                "ガイドには NO_PROXY がありません。ないと、社内のレジストリにもプロキシを通してつなごうとします。",
            ),
            say(
                "Its name is Docker's own, so it replaces an older hand-written one. Other drop-ins whose names sort later, such as override.conf, still win.",
                "Docker の文書と同じ名前なので、以前に手で書いたものを置き換えます。override.conf のように名前が後に並ぶドロップインがあれば、そちらが優先されます。",
            ),
        ];
        notes.extend(credentials_note(plan));
        notes
    },
    run: None,
    charset: Charset::Utf8,
    secret: Plan::url_is_secret,
    owner: super::root,
    wanted: |plan| plan.daemon == Daemon::DropIn,
    render: |plan, _| Text::<File>::whole(&environment::service(plan)),
};

/// What to know of a drop-in that holds a password.
pub(super) fn credentials_note(plan: &Plan) -> Option<Say> {
    plan.url_is_secret().then_some(say(
        "The file is for root only, but systemd shows its variables to every user of the host over D-Bus.",
        "このファイルを読めるのは root だけですが、systemd はその変数を D-Bus を通じてホストの全ユーザーに見せます。",
    ))
}

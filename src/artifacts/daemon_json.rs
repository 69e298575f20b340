//! `/etc/docker/daemon.json`.

use super::{Artifact, Charset};
use crate::form::plan::{Daemon, Plan};
use crate::say::say;
use crate::text::json::{self, Node};
use crate::text::{File, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/etc/docker/daemon.json",
    why: say(
        "dockerd pulls the images of jobs, services and helpers through the proxy.",
        "dockerd は、ジョブ、サービス、ヘルパーのイメージをプロキシを通して取得します。",
    ),
    notes: |_| {
        vec![
            say(
                "Needs Docker Engine 23.0 or newer; an older one does not start with it. The guide writes a drop-in, in which every % has to be doubled; JSON has no such trap.",
                "Docker Engine 23.0 以降が必要で、古いものは起動しなくなります。ガイドが使うドロップインでは % を二重に書く必要がありますが、JSON にはその落とし穴がありません。",
            ),
            say(
                "If the file exists already, put the member “proxies” into it and keep the rest.",
                "このファイルがすでにある場合は、中身を残したまま「proxies」だけを書き加えてください。",
            ),
            say(
                "These values win over a drop-in's. The same option given to dockerd as a flag keeps it from starting.",
                "ここに書いた値はドロップインより優先されます。同じ設定を dockerd の引数でも渡すと、dockerd は起動しません。",
            ),
        ]
    },
    run: None,
    charset: Charset::Utf8,
    secret: Plan::url_is_secret,
    owner: super::root,
    wanted: |plan| plan.daemon == Daemon::DaemonJson,
    render: |plan, _| {
        let url = || Node::Leaf(json::string(&plan.proxy_url()));
        let proxies = Node::Object(vec![
            ("http-proxy", url()),
            ("https-proxy", url()),
            ("no-proxy", Node::Leaf(json::string(&plan.no_proxy))),
        ]);
        let document = Node::one("proxies", proxies).document();
        Text::<File>::whole(&document)
    },
};

//! The Docker client's `config.json`: root's own here, and the shape that jobs get.

use super::{Artifact, Charset};
use crate::form::plan::Plan;
use crate::say::say;
use crate::text::json::{self, Json, Node};
use crate::text::{Compose, File, Template, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/root/.docker/config.json",
    why: say(
        "Only for docker commands that root runs by hand: their builds and containers get the proxy.",
        "root が手で実行する docker コマンドのためだけのものです。そのビルドとコンテナーにプロキシが伝わります。",
    ),
    notes: |_| {
        vec![
            say(
                "The guide offers it for Docker-in-Docker, but GitLab Runner starts containers through Docker's API and never applies the proxies of this file. Jobs get theirs from config.toml.",
                "ガイドは Docker-in-Docker のために挙げていますが、GitLab Runner は Docker の API でコンテナーを起動するので、このファイルのプロキシ設定は使いません。ジョブには config.toml から伝わります。",
            ),
            say(
                "If the file exists already it holds logins: put the member “proxies” into it and keep the rest.",
                "このファイルがすでにある場合はログイン情報が入っています。中身を残したまま「proxies」だけを書き加えてください。",
            ),
        ]
    },
    run: None,
    charset: Charset::Utf8,
    secret: Plan::url_is_secret,
    owner: super::root,
    wanted: |plan| plan.dind.is_some(),
    render: |plan, _| Text::<File>::whole(&fixed(plan).document()),
};

/// The proxies with the plan's values.
pub(super) fn fixed(plan: &Plan) -> Node<Text<Json>> {
    let url = json::string(&plan.proxy_url());
    proxies(url.clone(), url, json::string(&plan.no_proxy))
}

/// The proxies with the variables of the job's shell.
pub(super) fn live() -> Node<Template<Json>> {
    let open = json::open_string;
    proxies(open("HTTP_PROXY"), open("HTTPS_PROXY"), open("NO_PROXY"))
}

fn proxies<T: Compose>(http: T, https: T, no_proxy: T) -> Node<T> {
    let default = Node::Object(vec![
        ("httpProxy", Node::Leaf(http)),
        ("httpsProxy", Node::Leaf(https)),
        ("noProxy", Node::Leaf(no_proxy)),
    ]);
    Node::one("proxies", Node::one("default", default))
}

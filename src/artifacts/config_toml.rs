//! What belongs in `[[runners]]` of GitLab Runner's `config.toml`.

use super::{Artifact, Charset, environment, scripts};
use crate::form::plan::{ClientConfig, Dind, DindKind, Plan};
use crate::say::say;
use crate::text::runner::Variable;
use crate::text::sh::Sh;
use crate::text::toml::{self, Toml};
use crate::text::{File, Plain, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "paste/config.toml",
    why: say(
        "Jobs, their helper and their services get the proxy from here.",
        "ジョブとそのヘルパー、サービスには、ここからプロキシが伝わります。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "Paste the keys into each [[runners]] of /etc/gitlab-runner/config.toml, before its first [runners.…] table: below one they would belong to that table and be ignored. A key that is there already must be merged, not repeated.",
                "/etc/gitlab-runner/config.toml の各 [[runners]] に、最初の [runners.…] の表より前に貼り付けてください。後ろに置くとその表のキーになり、無視されます。すでにあるキーは、重ねて書かずに一つにまとめてください。",
            ),
            say(
                "The guide's upper-case values have no http://, which Ruby and Node programs refuse, and it has no NO_PROXY. Its git key https.proxy does not exist: http.proxy serves both.",
                "ガイドの大文字の変数には http:// がなく、Ruby や Node のプログラムはこれを拒みます。NO_PROXY もありません。git の https.proxy というキーは存在せず、http.proxy が両方に使われます。",
            ),
            say(
                "A NO_PROXY variable set in a project replaces this one as a whole. Names of services: that a job reaches over HTTP belong in the list of hosts that stay inside.",
                "プロジェクトで NO_PROXY 変数を設定すると、こちらの値は丸ごと置き換えられます。ジョブが HTTP で接続する services: の名前は、プロキシを通さないホストの一覧に入れてください。",
            ),
        ];
        if plan.dind.is_some() {
            notes.push(say(
                "`privileged = true` lets a job become root on the host. Give such a runner only to projects you trust.",
                "`privileged = true` にすると、ジョブがホストの root になれます。信頼できるプロジェクトにだけ使わせてください。",
            ));
        }
        if plan.ca.is_some() {
            notes.push(say(
                "pre_build_script adds the proxy's authority to what a job's image trusts, and never fails a job. It sets no SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE or GIT_SSL_CAINFO: each of them replaces all that a program trusts; NODE_EXTRA_CA_CERTS adds.",
                "pre_build_script は、ジョブのイメージが信頼する認証局に、プロキシのものを加えます。ジョブを失敗させることはありません。SSL_CERT_FILE、REQUESTS_CA_BUNDLE、CURL_CA_BUNDLE、GIT_SSL_CAINFO は、プログラムが信頼する一覧を丸ごと置き換えるので設定しません。NODE_EXTRA_CA_CERTS は追加するだけです。",
            ));
        }
        if writes_client_config(plan).is_some() {
            notes.push(say(
                "The script leaves an existing config.json alone and uses printf: the guide's echo breaks JSON that holds a backslash under dash.",
                "このスクリプトは既存の config.json を書き換えません。また、ガイドの echo は dash でバックスラッシュを含む JSON を壊すので、printf を使います。",
            ));
        }
        notes
    },
    run: None,
    charset: Charset::Utf8,
    secret: Plan::url_is_secret,
    owner: super::root,
    wanted: |_| true,
    render: |plan, _| {
        let mut document = Text::constant("[[runners]]\n");
        document.push(&keys(plan));
        if let Some(docker) = docker(plan) {
            document.push(&docker);
        }
        Text::<File>::whole(&document)
    },
};

/// The keys of `[[runners]]` itself, as a person would write them.
pub(super) fn keys(plan: &Plan) -> Text<Toml> {
    written(
        plan,
        |entries| toml::lines(2, entries),
        toml::string,
        toml::script,
    )
}

/// The same keys as the Runner writes them when it saves its config.toml.
pub(super) fn rewritten_keys(plan: &Plan) -> Text<Toml> {
    written(plan, toml::one_line, toml::rewritten, toml::rewritten)
}

fn written(
    plan: &Plan,
    array: impl Fn(&[Text<Toml>]) -> Text<Toml>,
    entry: fn(&Text<Variable>) -> Text<Toml>,
    script: fn(&Text<Sh>) -> Text<Toml>,
) -> Text<Toml> {
    let entries: Vec<_> = environment::runner(plan).iter().map(entry).collect();
    let git = scripts::git();
    let mut keys = Text::concat([
        &key("  environment = ", &array(&entries)),
        &key("  pre_get_sources_script = ", &script(&git)),
    ]);
    if let Some(before_build) = pre_build_script(plan) {
        keys.push(&key("  pre_build_script = ", &script(&before_build)));
    }
    keys
}

/// What makes a job trust the proxy's authority, and what writes its Docker config.json when the
/// runner shall do that.
pub(crate) fn pre_build_script(plan: &Plan) -> Option<Text<Sh>> {
    let ca = plan.ca.as_ref().map(|_| scripts::ca());
    let config = writes_client_config(plan);
    let config = config.map(|dind| scripts::docker_client_config(plan, dind.client_values));
    match (ca, config) {
        (Some(ca), Some(config)) => Some(Text::concat([&ca, &config])),
        (ca, config) => ca.or(config),
    }
}

fn writes_client_config(plan: &Plan) -> Option<&Dind> {
    let dind = plan.dind.as_ref();
    dind.filter(|dind| dind.client_config == ClientConfig::PreBuildScript)
}

/// What the kind of docker-in-docker and the certificates need of `[runners.docker]`.
pub(super) fn docker(plan: &Plan) -> Option<Text<Toml>> {
    let kind = plan.dind.as_ref().map(|dind| dind.kind);
    let ca = plan.ca.as_ref().map(|_| CA_VOLUME);
    if kind.is_none() && ca.is_none() {
        return None;
    }
    let mut table = Text::constant("  [runners.docker]\n");
    if kind.is_some() {
        table.push(&Text::constant("    privileged = true\n"));
    }
    let volumes = volumes(&[kind.and_then(volume), Some("/cache"), ca]);
    table.push(&key("    volumes = ", &volumes));
    Some(table)
}

/// The certificates in every container of a job, where the helper looks for them.
pub(crate) const CA_VOLUME: &str =
    "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro";

/// What has to be added to the volumes that are there.
pub(super) fn added_volume() -> Text<Toml> {
    let table = Text::constant("  [runners.docker]\n");
    let volumes = volumes(&[Some("…"), Some(CA_VOLUME)]);
    Text::concat([&table, &key("    volumes = ", &volumes)])
}

/// These volumes, as GitLab Runner writes them.
pub(crate) fn volumes(paths: &[Option<&'static str>]) -> Text<Toml> {
    let paths = paths.iter().flatten();
    let strings: Vec<_> = paths
        .map(|path| toml::string::<Plain>(&Text::constant(path)))
        .collect();
    toml::one_line(&strings)
}

/// The volume through which a job reaches its docker-in-docker.
pub(crate) fn volume(kind: DindKind) -> Option<&'static str> {
    match kind {
        DindKind::Tls => Some("/certs/client"),
        DindKind::Plain => None,
        DindKind::Socket => Some("/runner/services/docker"),
    }
}

fn key(name: &'static str, value: &Text<Toml>) -> Text<Toml> {
    Text::concat([&Text::constant(name), value, &Text::constant("\n")])
}

//! What belongs in a project's `.gitlab-ci.yml` for docker-in-docker.

use super::{Artifact, Charset, scripts};
use crate::form::plan::{Bridge, ClientConfig, Dind, DindKind, Plan};
use crate::say::say;
use crate::text::yaml::{self, Yaml};
use crate::text::{File, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "paste/gitlab-ci.yml",
    why: say(
        "The project's jobs get a Docker of their own.",
        "プロジェクトのジョブが、自分専用の Docker を使えるようになります。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "There is no proxy variable and no secret in it: the runner's environment reaches the job and its services.",
                "プロキシの変数も秘密の値も書きません。ランナーの environment が、ジョブとそのサービスに届きます。",
            ),
            say(
                "The guide wants NO_PROXY to be docker:2375,docker:2376. Go programs understand that, curl and wget do not; the bare name docker in the runner's NO_PROXY works for all.",
                "ガイドは NO_PROXY を docker:2375,docker:2376 にするよう求めますが、理解できるのは Go のプログラムだけで、curl と wget はできません。ランナーの NO_PROXY にある docker という名前だけなら、すべてに通じます。",
            ),
        ];
        let Some(dind) = &plan.dind else {
            return notes;
        };
        if dind.bridge.is_some() {
            notes.push(say(
                "--bip moves the inner docker0: its default, 172.17.0.1, would hide the host's docker0, on which CNTLM listens.",
                "--bip は内側の docker0 を移します。既定の 172.17.0.1 のままだと、CNTLM が待ち受けるホストの docker0 が隠れてしまいます。",
            ));
        }
        if plan.ca.is_some() {
            notes.push(say(
                "SSL_CERT_DIR belongs to the service alone. Its dockerd, a Go program, reads these directories beside its own bundle; the runner mounts the authority in the second one. Variables of a service need GitLab 14.5 or newer. A BuildKit that docker buildx starts in a container of its own, and what runs inside builds, need the certificate in their own images.",
                "SSL_CERT_DIR はサービスだけの変数です。その dockerd は Go のプログラムで、自前の一覧に加えてこのディレクトリーも読みます。二つ目に、ランナーが認証局の証明書をマウントします。サービスの変数には GitLab 14.5 以降が必要です。docker buildx が別のコンテナーで動かす BuildKit と、ビルドの中で動くものには、それぞれのイメージに証明書を入れてください。",
            ));
        }
        if dind.client_config == ClientConfig::BeforeScript {
            notes.push(say(
                "before_script leaves an existing config.json alone and uses printf: the guide's echo breaks JSON that holds a backslash under dash.",
                "before_script は既存の config.json を書き換えません。また、ガイドの echo は dash でバックスラッシュを含む JSON を壊すので、printf を使います。",
            ));
        }
        notes
    },
    run: None,
    charset: Charset::Utf8,
    secret: |_| false,
    owner: super::root,
    wanted: |plan| plan.dind.is_some(),
    render: |plan, _| {
        let text = plan.dind.as_ref().map(|dind| document(plan, dind));
        Text::<File>::whole(&text.unwrap_or_else(Text::empty))
    },
};

fn document(plan: &Plan, dind: &Dind) -> Text<Yaml> {
    let mut document = Text::constant(
        "default:\n  image: docker:24.0.5-cli\n  services:\n    - name: docker:24.0.5-dind\n      alias: docker\n",
    );
    document.push(&Text::constant(match dind.bridge {
        Some(Bridge::First) => "      command: [\"--bip=10.250.0.1/24\"]\n",
        Some(Bridge::Second) => "      command: [\"--bip=10.251.0.1/24\"]\n",
        None => "",
    }));
    if plan.ca.is_some() {
        document.push(&Text::constant(
            "      variables:\n        SSL_CERT_DIR: /etc/ssl/certs:/etc/gitlab-runner/certs\n",
        ));
    }
    if dind.client_config == ClientConfig::BeforeScript {
        let script = scripts::docker_client_config(plan, dind.client_values);
        document.push(&Text::constant("  before_script:\n    - "));
        document.push(&yaml::block(6, &script));
        document.push(&Text::constant("\n"));
    }
    document.push(&Text::constant("\nvariables:\n"));
    document.push(&Text::constant(match dind.kind {
        DindKind::Tls => "  DOCKER_HOST: tcp://docker:2376\n  DOCKER_TLS_CERTDIR: /certs\n",
        DindKind::Plain => "  DOCKER_HOST: tcp://docker:2375\n  DOCKER_TLS_CERTDIR: \"\"\n",
        // Without a certificate directory dind would also listen on 2375, open to all.
        DindKind::Socket => "  DOCKER_HOST: unix:///runner/services/docker/docker.sock\n",
    }));
    document
}

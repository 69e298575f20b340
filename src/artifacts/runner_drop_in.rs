//! The drop-in that tells the gitlab-runner service the proxy.

use super::{Artifact, Charset, docker_drop_in, environment};
use crate::form::plan::{CorporateProxy, Plan, Route};
use crate::say::say;
use crate::text::{File, Text};

pub(super) static ARTIFACT: Artifact = Artifact {
    path: "host/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf",
    why: say(
        "The runner itself asks GitLab for jobs through the proxy. It reads only these variables, not those of config.toml.",
        "ランナー自身が、プロキシを通して GitLab にジョブを問い合わせます。読むのはここの変数だけで、config.toml の変数は読みません。",
    ),
    notes: |plan| {
        let mut notes = vec![
            say(
                "The guide's sample has no NO_PROXY; a GitLab inside the company needs it.",
                "ガイドの例には NO_PROXY がありませんが、社内の GitLab には必要です。",
            ),
            say(
                "A file /etc/sysconfig/gitlab-runner overrides these variables, also on Debian. `gitlab-runner register` does not see them: give it the proxy in its own environment.",
                "/etc/sysconfig/gitlab-runner というファイルがあると、Debian でもここの変数より優先されます。`gitlab-runner register` はここを読まないので、実行するときに環境変数で渡してください。",
            ),
        ];
        if let Route::Direct(CorporateProxy { login: None, .. }) = plan.route {
            notes.push(say(
                "The guide recommends CNTLM before every proxy. Before one without a login it does nothing but add a service that can fail: CNTLM 0.92 without a password even starts, and sends logons that fail.",
                "ガイドはどのプロキシの前にも CNTLM を勧めますが、ログインのいらないプロキシでは、故障しうるサービスが一つ増えるだけです。CNTLM 0.92 はパスワードがなくても起動し、失敗するログオンまで送ってしまいます。",
            ));
        }
        notes.extend(docker_drop_in::credentials_note(plan));
        notes
    },
    run: None,
    charset: Charset::Utf8,
    secret: Plan::url_is_secret,
    owner: super::root,
    wanted: |_| true,
    render: |plan, _| {
        let mut unit = match plan.route {
            Route::Cntlm(_) => Text::constant("[Unit]\nAfter=cntlm.service\n\n"),
            Route::Direct(_) => Text::empty(),
        };
        unit.push(&environment::service(plan));
        Text::<File>::whole(&unit)
    },
};

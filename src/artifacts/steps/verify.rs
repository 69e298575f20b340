//! Whether the readers of the files have read them.

use super::{Step, constant, step};
use crate::artifacts::{Artifact, runner_drop_in};
use crate::form::plan::{Plan, Route};
use crate::say::say;
use crate::text::Text;
use crate::text::systemd::{self, Output};

pub(super) fn shown_by_systemd(
    artifact: &'static Artifact,
    unit: &'static str,
    plan: &Plan,
) -> Step {
    let plain = say(
        "See that systemd read the drop-in.",
        "systemd がドロップインを読んだことを確かめます。",
    );
    let masked = say(
        "See that systemd read the drop-in. The host shows the password where xxxxx stands here.",
        "systemd がドロップインを読んだことを確かめます。ここで xxxxx と書かれている所に、ホストではパスワードが表示されます。",
    );
    step(
        artifact,
        if plan.url_is_secret() { masked } else { plain },
        Text::concat([
            &constant("systemctl show --property=Environment "),
            &constant(unit),
        ]),
    )
    .expecting(systemd::show(&shown(plan)))
}

/// What the process really has: an EnvironmentFile overrides drop-ins, and only here it shows.
pub(super) fn process_environment(plan: &Plan) -> Step {
    let [http, https, no_proxy] = shown(plan);
    // In the order of `LC_ALL=C sort`.
    let sorted = [https, http, no_proxy]
        .map(|(name, value)| Text::concat([&Text::constant(name), &Text::constant("="), &value]));
    let plain = say(
        "See what the running process has. If it differs, a file such as /etc/sysconfig/gitlab-runner overrides the drop-in.",
        "動いているプロセスの値を確かめます。違っていれば、/etc/sysconfig/gitlab-runner のようなファイルがドロップインより優先されています。",
    );
    let masked = say(
        "See what the running process has. The host shows the password where xxxxx stands here. If anything else differs, a file such as /etc/sysconfig/gitlab-runner overrides the drop-in.",
        "動いているプロセスの値を確かめます。ここで xxxxx と書かれている所に、ホストではパスワードが表示されます。ほかに違いがあれば、/etc/sysconfig/gitlab-runner のようなファイルがドロップインより優先されています。",
    );
    step(
        &runner_drop_in::ARTIFACT,
        if plan.url_is_secret() { masked } else { plain },
        constant(
            "tr '\\0' '\\n' < \"/proc/$(systemctl show --property=MainPID --value gitlab-runner)/environ\" | grep _PROXY= | LC_ALL=C sort",
        ),
    )
    .expecting(Text::join("\n", &sorted))
}

fn shown(plan: &Plan) -> [(&'static str, Text<Output>); 3] {
    let url = plan.proxy_url_masked();
    [
        ("HTTP_PROXY", systemd::printed(&url)),
        ("HTTPS_PROXY", systemd::printed(&url)),
        ("NO_PROXY", systemd::printed(&plan.no_proxy)),
    ]
}

/// Whether a drop-in that sorts later wins.
pub(super) fn later_drop_ins(artifact: &'static Artifact, unit: &'static str) -> Step {
    step(
        artifact,
        say(
            "See the unit with all its drop-ins: one that comes after http-proxy.conf must not set a proxy.",
            "ユニットをすべてのドロップインとともに表示します。http-proxy.conf より後ろに、プロキシを設定するものがあってはいけません。",
        ),
        Text::concat([&constant("systemctl cat "), &constant(unit)]),
    )
}

/// What `docker info` prints of the proxy.
pub(in crate::artifacts) fn shown_by_docker(plan: &Plan) -> Text<Output> {
    // Docker masks user and password alike.
    let url = match &plan.route {
        Route::Direct(direct) if direct.login.is_some() => {
            let mut masked = Text::<Output>::constant("http://xxxxx:xxxxx@");
            masked.push(&systemd::printed(&direct.proxy.joined()));
            masked
        }
        _ => systemd::printed(&plan.proxy_url()),
    };
    Text::concat([
        &Text::constant(" HTTP Proxy: "),
        &url,
        &Text::constant("\n HTTPS Proxy: "),
        &url,
        &Text::constant("\n No Proxy: "),
        &systemd::printed(&plan.no_proxy),
    ])
}

/// What dockerd itself says.
pub(super) fn docker_info(artifact: &'static Artifact, plan: &Plan) -> Step {
    step(
        artifact,
        say(
            "See that dockerd knows it.",
            "dockerd に設定が届いたことを確かめます。",
        ),
        constant("docker info 2>/dev/null | grep ' Proxy:'"),
    )
    .expecting(shown_by_docker(plan))
}

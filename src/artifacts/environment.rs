//! The proxy variables, the same in every file.

use crate::form::plan::Plan;
use crate::text::runner::{self, Variable};
use crate::text::systemd::{self, Output, Unit};
use crate::text::{Plain, Text, url::Url};

/// A variable's value: a URL or a list of hosts.
pub(crate) enum Value {
    Url(Text<Url>),
    Hosts(Text<Plain>),
}

/// HTTP_PROXY, HTTPS_PROXY and NO_PROXY. HTTPS_PROXY names the proxy *for* https, which itself is
/// spoken to over http; without it Go programs reach nothing over https.
pub(crate) fn variables(plan: &Plan) -> [(&'static str, Value); 3] {
    [
        ("HTTP_PROXY", Value::Url(plan.proxy_url())),
        ("HTTPS_PROXY", Value::Url(plan.proxy_url())),
        ("NO_PROXY", Value::Hosts(plan.no_proxy.clone())),
    ]
}

/// What a process with them has, one `NAME=value` a line.
pub(super) fn raw(plan: &Plan) -> Text<Output> {
    let mut lines = Text::empty();
    for (name, value) in variables(plan) {
        lines.push(&Text::constant(name));
        lines.push(&Text::constant("="));
        lines.push(&match value {
            Value::Url(url) => systemd::printed(&url),
            Value::Hosts(hosts) => systemd::printed(&hosts),
        });
        lines.push(&Text::constant("\n"));
    }
    lines
}

/// The `[Service]` section of a drop-in.
pub(super) fn service(plan: &Plan) -> Text<Unit> {
    let mut section = Text::constant("[Service]\n");
    for (name, value) in variables(plan) {
        section.push(&match value {
            Value::Url(url) => systemd::environment(name, &url),
            Value::Hosts(hosts) => systemd::environment(name, &hosts),
        });
    }
    section
}

/// Entries of config.toml's `environment`: upper case first for Go, lower case for curl,
/// wget and git, which read `http_proxy` in no other case.
pub(crate) fn runner(plan: &Plan) -> Vec<Text<Variable>> {
    const LOWER: [&str; 3] = ["http_proxy", "https_proxy", "no_proxy"];
    let entry = |name, value: &Value| match value {
        Value::Url(url) => runner::variable(name, url),
        Value::Hosts(hosts) => runner::variable(name, hosts),
    };
    let variables = variables(plan);
    let upper = variables.iter().map(|(name, value)| entry(name, value));
    let lower = LOWER.into_iter().zip(&variables);
    let lower = lower.map(|(name, (_, value))| entry(name, value));
    upper.chain(lower).collect()
}

//! The shell scripts that run inside jobs. Neither can fail a job: on trouble they write one line
//! to stderr and end with status 0, also under `set -eu -o pipefail`, which Runner sets.

use super::docker_client;
use crate::form::plan::{ClientValues, Plan};
use crate::text::Text;
use crate::text::sh::{self, Sh};

/// Sets git's http.proxy in the helper container; nothing when HTTP_PROXY is unset or empty, where
/// the guide's line fails the job.
///
/// There is no `https.proxy` in git: http.proxy is used for both.
pub(super) fn git() -> Text<Sh> {
    Text::constant(
        r#"if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git's http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
"#,
    )
}

/// Writes `$HOME/.docker/config.json` in the build container, unless there is one.
///
/// `printf '%s\n'`, not the guide's `echo`: dash's echo turns `\n` inside JSON into a line break.
/// No message shows a value, because a job's log is read by many and a proxy URL may hold a
/// password.
pub(super) fn docker_client_config(plan: &Plan, values: ClientValues) -> Text<Sh> {
    let mut script = Text::constant(
        r#"(
  say() { printf 'runner-proxy: %s\n' "$*" >&2 || :; exit 0; }
"#,
    );
    if values == ClientValues::Live {
        script.push(&Text::constant(
            r#"  [ -n "${HTTP_PROXY:-}" ] || exit 0
  : "${HTTPS_PROXY:=}" "${NO_PROXY:=}"
  case "$HTTP_PROXY$HTTPS_PROXY$NO_PROXY" in
    *[\"\\[:cntrl:]]*) say "a proxy variable holds a character that JSON must escape; docker builds get no proxy" ;;
  esac
"#,
        ));
    }
    script.push(&Text::constant(
        r#"  [ -n "${HOME:-}" ] || say "HOME is not set; docker builds get no proxy"
  config="$HOME/.docker/config.json"
  { [ ! -e "$config" ] && [ ! -L "$config" ]; } || say "$config exists and stays as it is; give it proxies.default with httpProxy, httpsProxy and noProxy"
  umask 077
  { mkdir -p "$HOME/.docker" && printf '%s\n' "#,
    ));
    script.push(&match values {
        ClientValues::Fixed => sh::single_quoted(&docker_client::fixed(plan).inline()),
        ClientValues::Live => sh::double_quoted(&docker_client::live().inline()),
    });
    script.push(&Text::constant(
        r#" > "$config"; } 2>/dev/null || {
    rm -f "$config" 2>/dev/null || :
    say "$config could not be written; docker builds get no proxy"
  }
)
"#,
    ));
    script
}

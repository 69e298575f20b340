//! The shell scripts that run inside jobs. Neither can fail a job: on trouble they write one line
//! to stderr and end with status 0, also under `set -eu -o pipefail`, which Runner sets.

use super::docker_client;
use crate::form::plan::{ClientValues, Plan};
use crate::text::Text;
use crate::text::sh::{self, Sh};

/// How the parts of a script of ours begin and end in every version of them, so that they are known
/// again between the lines of others.
pub(crate) struct Mark {
    /// How each part begins, from the start of a line to somewhere in a line.
    pub(crate) first: &'static [&'static str],
    /// The last line of each part, which it has only once.
    pub(crate) last: &'static str,
}

/// The marks of [`git`].
pub(crate) const GIT: Mark = Mark {
    first: &[
        "if [ -n \"${HTTP_PROXY:-}\" ]; then\n  git config --global http.proxy \"$HTTP_PROXY\" ",
    ],
    last: "fi",
};

/// The marks of [`ca`], also where somebody changed the variable, and of [`docker_client_config`].
/// None of them begins with another one, whatever stands before it.
pub(crate) const BEFORE_BUILD: Mark = Mark {
    first: &[
        "if [ -r /etc/gitlab-runner/certs/ca.crt ]; then\n  export NODE_EXTRA_CA_CERTS=\"${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}\"\nfi\n(\n  ca=/etc/gitlab-runner/certs/ca.crt\n  say() { printf 'runner-proxy: ",
        "(\n  ca=/etc/gitlab-runner/certs/ca.crt\n  say() { printf 'runner-proxy: ",
        "(\n  say() { printf 'runner-proxy: ",
    ],
    last: ")",
};

/// Sets git's http.proxy in the helper container; nothing when HTTP_PROXY is unset or empty, where
/// the guide's line fails the job.
///
/// There is no `https.proxy` in git: http.proxy is used for both.
pub(crate) fn git() -> Text<Sh> {
    Text::constant(
        r#"if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git's http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
"#,
    )
}

/// Adds the proxy's authority to what the image of the job trusts, from the file that
/// `[runners.docker] volumes` mounts.
///
/// Variables that name a whole bundle (SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE,
/// GIT_SSL_CAINFO, PIP_CERT, AWS_CA_BUNDLE) are refused: with one of them a program trusts that
/// authority alone, and hosts that the proxy does not open fail. NODE_EXTRA_CA_CERTS adds; a value of
/// the project's own stays.
///
/// Images without a program that knows their store, such as alpine, have the bundle as one file,
/// which programs only read: there it is appended. The container is the job's own.
pub(super) fn ca() -> Text<Sh> {
    Text::constant(
        r#"if [ -r /etc/gitlab-runner/certs/ca.crt ]; then
  export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}"
fi
(
  ca=/etc/gitlab-runner/certs/ca.crt
  say() { printf 'runner-proxy: %s\n' "$*" >&2 || :; exit 0; }
  [ -r "$ca" ] || say "$ca is not there, so this job does not trust the proxy; the runner needs it in [runners.docker] volumes"
  if command -v update-ca-certificates; then
    store=/usr/local/share/ca-certificates
    [ ! -d /etc/pki/trust/anchors ] || store=/etc/pki/trust/anchors
    mkdir -p "$store" && cp "$ca" "$store/runner-proxy.crt" && update-ca-certificates
  elif command -v update-ca-trust; then
    cp "$ca" /etc/pki/ca-trust/source/anchors/runner-proxy.crt && update-ca-trust
  else
    added=1
    for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do
      if [ -w "$bundle" ]; then { echo; cat "$ca"; } >> "$bundle" && added=0; break; fi
    done
    [ "$added" = 0 ]
  fi >/dev/null 2>&1 || say "the proxy's authority could not be added to this image, which needs root and a store; build the image with it"
)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Form, fields, read};

    fn is_marked(script: &str, first: &str, mark: &Mark) {
        assert!(script.starts_with(first), "{script}");
        let ends = |line: &&str| *line == mark.last;
        assert_eq!(script.lines().filter(ends).count(), 1, "{script}");
        assert!(script.ends_with(&format!("\n{}\n", mark.last)), "{script}");
        assert!(script.contains("runner-proxy: "), "{script}");
    }

    #[test]
    fn every_script_has_its_marks() {
        is_marked(git().as_str(), GIT.first[0], &GIT);
        is_marked(ca().as_str(), BEFORE_BUILD.first[0], &BEFORE_BUILD);
        assert!(BEFORE_BUILD.first[0].ends_with(BEFORE_BUILD.first[1]));
        let mut form = Form::default();
        form.set(&fields::NO_PROXY, ").example\n(".to_owned());
        let plan = read(&form).plan;
        for values in [ClientValues::Fixed, ClientValues::Live] {
            let script = docker_client_config(&plan, values);
            is_marked(script.as_str(), BEFORE_BUILD.first[2], &BEFORE_BUILD);
        }
    }
}

#!/bin/sh
# GitLab Runner behind a proxy: puts every file of one form in place, proves that it works, and
# takes it back.
#
#   sh install.sh --dry-run    what would change; changes nothing and needs no root
#   sh install.sh              put everything in place
#   sh install.sh --check      look at every link of the chain
#   sh install.sh --rollback   give everything back
#   sh install.sh --help       the rest
#
# It may hold a secret. Delete it when it has done its work.

route=direct
daemon='daemon-json'
dind=none
request_url=https://registry-1.docker.io/v2/
direct_url=https://gitlab.corp.example/
form_docker0=''
port=''
form_cntlm=
needs_cntlm=
secret_kind=given
plan_ids='ca-file daemon-json runner-drop-in ca-store config-toml'

# Where each file goes.
where() {
    path='' file_mode=''
    case $1 in
    ca-file) path=/etc/gitlab-runner/certs/ca.crt file_mode=644 ;;
    daemon-json) path=/etc/docker/daemon.json file_mode=644 ;;
    runner-drop-in) path=/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf file_mode=644 ;;
    ca-store) path="$ca_store/runner-proxy.crt" file_mode=644 ;;
    config-toml) path="${config_toml:-/etc/gitlab-runner/config.toml}" file_mode=600 ;;
    esac
}

# What each file holds: the bytes as they are, or as octal digits.
# shellcheck disable=SC2016,SC2059 # formats hold scripts of jobs, and docker0's address is one
content() {
    case $1 in
    ca-file)
printf '\055----BEGIN CERTIFICATE-----
MIIBODCB66ADAgECAgkBAAAAAAAAAAcwBQYDK2VwMDIxCzAJBgNVBAYTAkpQMSMw
IQYDVQQDDBrkvovnpLrmoKrlvI/kvJrnpL4gUm9vdCBDQTAeFw0yNjAxMDEwMDAw
MDBaFw0zNjAxMDEwMDAwMDBaMBgxFjAUBgNVBAMMDUNvcnAgUHJveHkgQ0EwKjAF
BgMrZXADIQBsb7LyMiep/8MvFvboBHtp2RlSUX4xI9rWHBezn7JBW6M4MDYwEwYD
VR0OBAwECjAxMjM0NTY3ODkwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMC
AQYwBQYDK2VwA0EAmIFBcal5OKQ8p00ro3mVohcNvsj5EngzTMMCoc9uPorf3wvw
uR1uE8VYF48nFMB9b0r99U19xtF1NxJ4yepBDQ==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBUzCCAQWgAwIBAgIJAQAAAAAAAAAHMAUGAytlcDAyMQswCQYDVQQGEwJKUDEj
MCEGA1UEAwwa5L6L56S65qCq5byP5Lya56S+IFJvb3QgQ0EwHhcNMjYwMTAxMDAw
MDAwWhcNMzYwMTAxMDAwMDAwWjAyMQswCQYDVQQGEwJKUDEjMCEGA1UEAwwa5L6L
56S65qCq5byP5Lya56S+IFJvb3QgQ0EwKjAFBgMrZXADIQBRuoHPLeBtx2hVkUwC
QHhLe4XxSUxfqHYKt7neEP93aKM4MDYwEwYDVR0OBAwECjAxMjM0NTY3ODkwDwYD
VR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwBQYDK2VwA0EAl1XG0U/oVg4R
+upXYHoFZpKKKPNN8bbRC2WQb5GYbR51Yq1Hq+hkgHEErzQTdSRPx8Yvlp25XThL
7jkRPEc3AA==
-----END CERTIFICATE-----
'
        ;;
    daemon-json)
printf '{
    "proxies": {
        "http-proxy": "http://proxy.corp.example:8080",
        "https-proxy": "http://proxy.corp.example:8080",
        "no-proxy": "localhost,127.0.0.1,gitlab.corp.example"
    }
}
'
        ;;
    runner-drop-in)
printf '[Service]
Environment="HTTP_PROXY=http://proxy.corp.example:8080"
Environment="HTTPS_PROXY=http://proxy.corp.example:8080"
Environment="NO_PROXY=localhost,127.0.0.1,gitlab.corp.example"
'
        ;;
    config-toml:ours)
printf '  environment = [
    "HTTP_PROXY=http://proxy.corp.example:8080",
    "HTTPS_PROXY=http://proxy.corp.example:8080",
    "NO_PROXY=localhost,127.0.0.1,gitlab.corp.example",
    "http_proxy=http://proxy.corp.example:8080",
    "https_proxy=http://proxy.corp.example:8080",
    "no_proxy=localhost,127.0.0.1,gitlab.corp.example",
  ]
  pre_get_sources_script = '\'''\'''\''
if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
'\'''\'''\''
  pre_build_script = '\'''\'''\''
if [ -r /etc/gitlab-runner/certs/ca.crt ]; then
  export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}"
fi
(
  ca=/etc/gitlab-runner/certs/ca.crt
  say() { printf '\''runner-proxy: %%s\\n'\'' "$*" >&2 || :; exit 0; }
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
  fi >/dev/null 2>&1 || say "the proxy'\''s authority could not be added to this image, which needs root and a store; build the image with it"
)
'\'''\'''\''
'
        ;;
    config-toml:theirs)
printf '  environment = ["HTTP_PROXY=http://proxy.corp.example:8080", "HTTPS_PROXY=http://proxy.corp.example:8080", "NO_PROXY=localhost,127.0.0.1,gitlab.corp.example", "http_proxy=http://proxy.corp.example:8080", "https_proxy=http://proxy.corp.example:8080", "no_proxy=localhost,127.0.0.1,gitlab.corp.example"]
  pre_get_sources_script = "if [ -n \\"${HTTP_PROXY:-}\\" ]; then\\n  git config --global http.proxy \\"$HTTP_PROXY\\" 2>/dev/null ||\\n    echo \\"runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy\\" >&2 || :\\nfi\\n"
  pre_build_script = "if [ -r /etc/gitlab-runner/certs/ca.crt ]; then\\n  export NODE_EXTRA_CA_CERTS=\\"${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}\\"\\nfi\\n(\\n  ca=/etc/gitlab-runner/certs/ca.crt\\n  say() { printf '\''runner-proxy: %%s\\\\n'\'' \\"$*\\" >&2 || :; exit 0; }\\n  [ -r \\"$ca\\" ] || say \\"$ca is not there, so this job does not trust the proxy; the runner needs it in [runners.docker] volumes\\"\\n  if command -v update-ca-certificates; then\\n    store=/usr/local/share/ca-certificates\\n    [ ! -d /etc/pki/trust/anchors ] || store=/etc/pki/trust/anchors\\n    mkdir -p \\"$store\\" && cp \\"$ca\\" \\"$store/runner-proxy.crt\\" && update-ca-certificates\\n  elif command -v update-ca-trust; then\\n    cp \\"$ca\\" /etc/pki/ca-trust/source/anchors/runner-proxy.crt && update-ca-trust\\n  else\\n    added=1\\n    for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do\\n      if [ -w \\"$bundle\\" ]; then { echo; cat \\"$ca\\"; } >> \\"$bundle\\" && added=0; break; fi\\n    done\\n    [ \\"$added\\" = 0 ]\\n  fi >/dev/null 2>&1 || say \\"the proxy'\''s authority could not be added to this image, which needs root and a store; build the image with it\\"\\n)\\n"
'
        ;;
    config-toml:docker)
printf '  [runners.docker]
    volumes = ["/cache", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]
'
        ;;
    config-toml:template.toml)
printf '[[runners]]
  environment = [
    "HTTP_PROXY=http://proxy.corp.example:8080",
    "HTTPS_PROXY=http://proxy.corp.example:8080",
    "NO_PROXY=localhost,127.0.0.1,gitlab.corp.example",
    "http_proxy=http://proxy.corp.example:8080",
    "https_proxy=http://proxy.corp.example:8080",
    "no_proxy=localhost,127.0.0.1,gitlab.corp.example",
  ]
  pre_get_sources_script = '\'''\'''\''
if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
'\'''\'''\''
  pre_build_script = '\'''\'''\''
if [ -r /etc/gitlab-runner/certs/ca.crt ]; then
  export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}"
fi
(
  ca=/etc/gitlab-runner/certs/ca.crt
  say() { printf '\''runner-proxy: %%s\\n'\'' "$*" >&2 || :; exit 0; }
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
  fi >/dev/null 2>&1 || say "the proxy'\''s authority could not be added to this image, which needs root and a store; build the image with it"
)
'\'''\'''\''
  [runners.docker]
    volumes = ["/cache", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]
'
        ;;
    config-toml:proxy.env)
printf '# The proxy, for gitlab-runner register.
export HTTP_PROXY='\''http://proxy.corp.example:8080'\''
export HTTPS_PROXY='\''http://proxy.corp.example:8080'\''
export NO_PROXY='\''localhost,127.0.0.1,gitlab.corp.example'\''
'
        ;;
    environment:raw)
printf 'HTTP_PROXY=http://proxy.corp.example:8080
HTTPS_PROXY=http://proxy.corp.example:8080
NO_PROXY=localhost,127.0.0.1,gitlab.corp.example
'
        ;;
    docker-info)
printf ' HTTP Proxy: http://proxy.corp.example:8080
 HTTPS Proxy: http://proxy.corp.example:8080
 No Proxy: localhost,127.0.0.1,gitlab.corp.example
'
        ;;
    proxies)
printf 'proxy.corp.example:8080
'
        ;;
    config-toml:volume)
printf '  [runners.docker]
    volumes = ["\342\200\246", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]
'
        ;;
    esac
}


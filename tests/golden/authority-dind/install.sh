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

route=cntlm
daemon=drop-in
dind=tls
request_url=https://gitlab.example.com/
direct_url=''
form_docker0=172.17.0.1
port=3128
form_cntlm=0.92
needs_cntlm=0.92
secret_kind=given
plan_ids='ca-file cntlm-conf cntlm-drop-in docker-drop-in runner-drop-in client-config ca-store config-toml'

# Where each file goes.
where() {
    path='' file_mode=''
    case $1 in
    ca-file) path=/etc/gitlab-runner/certs/ca.crt file_mode=644 ;;
    cntlm-conf) path=/etc/cntlm.conf file_mode=600 ;;
    cntlm-drop-in) path=/etc/systemd/system/cntlm.service.d/docker0.conf file_mode=644 ;;
    docker-drop-in) path=/etc/systemd/system/docker.service.d/http-proxy.conf file_mode=644 ;;
    runner-drop-in) path=/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf file_mode=644 ;;
    client-config) path=/root/.docker/config.json file_mode=644 ;;
    ca-store) path="$ca_store/runner-proxy.crt" file_mode=644 ;;
    config-toml) path="${config_toml:-/etc/gitlab-runner/config.toml}" file_mode=600 ;;
    esac
}

# What each file holds: the bytes as they are, or as octal digits.
# shellcheck disable=SC2016,SC2059 # formats hold scripts of jobs, and docker0's address is one
content() {
    case $1 in
    cntlm-conf:0.92)
printf 'Username     testuser
Domain       corp-uk
PassNTLMv2   1F6839EE15E639893286CF65C5D0A65C
Proxy        10.0.0.41:8080
Listen       '"$docker0"':3128
'
        ;;
    cntlm-conf:0.94)
printf 'Username     testuser
Domain       corp-uk
PassNTLMv2   E097C611EA19C676CD79309A3A2F59A3
Proxy        10.0.0.41:8080
Listen       '"$docker0"':3128
'
        ;;
    cntlm-drop-in:plain)
printf '[Unit]
After=docker.service
Wants=docker.service
'
        ;;
    cntlm-drop-in:group)
printf '[Unit]
After=docker.service
Wants=docker.service

[Service]
Group=nogroup
'
        ;;
    ca-file)
printf '\055----BEGIN CERTIFICATE-----
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
    docker-drop-in)
printf '[Service]
Environment="HTTP_PROXY=http://'"$docker0"':3128"
Environment="HTTPS_PROXY=http://'"$docker0"':3128"
Environment="NO_PROXY=localhost,127.0.0.1,docker"
'
        ;;
    runner-drop-in)
printf '[Unit]
After=cntlm.service

[Service]
Environment="HTTP_PROXY=http://'"$docker0"':3128"
Environment="HTTPS_PROXY=http://'"$docker0"':3128"
Environment="NO_PROXY=localhost,127.0.0.1,docker"
'
        ;;
    client-config)
printf '{
    "proxies": {
        "default": {
            "httpProxy": "http://'"$docker0"':3128",
            "httpsProxy": "http://'"$docker0"':3128",
            "noProxy": "localhost,127.0.0.1,docker"
        }
    }
}
'
        ;;
    config-toml:ours)
printf '  environment = [
    "HTTP_PROXY=http://'"$docker0"':3128",
    "HTTPS_PROXY=http://'"$docker0"':3128",
    "NO_PROXY=localhost,127.0.0.1,docker",
    "http_proxy=http://'"$docker0"':3128",
    "https_proxy=http://'"$docker0"':3128",
    "no_proxy=localhost,127.0.0.1,docker",
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
(
  say() { printf '\''runner-proxy: %%s\\n'\'' "$*" >&2 || :; exit 0; }
  [ -n "${HOME:-}" ] || say "HOME is not set; docker builds get no proxy"
  config="$HOME/.docker/config.json"
  { [ ! -e "$config" ] && [ ! -L "$config" ]; } || say "$config exists and stays as it is; give it proxies.default with httpProxy, httpsProxy and noProxy"
  umask 077
  { mkdir -p "$HOME/.docker" && printf '\''%%s\\n'\'' '\''{ "proxies": { "default": { "httpProxy": "http://'"$docker0"':3128", "httpsProxy": "http://'"$docker0"':3128", "noProxy": "localhost,127.0.0.1,docker" } } }'\'' > "$config"; } 2>/dev/null || {
    rm -f "$config" 2>/dev/null || :
    say "$config could not be written; docker builds get no proxy"
  }
)
'\'''\'''\''
'
        ;;
    config-toml:theirs)
printf '  environment = ["HTTP_PROXY=http://'"$docker0"':3128", "HTTPS_PROXY=http://'"$docker0"':3128", "NO_PROXY=localhost,127.0.0.1,docker", "http_proxy=http://'"$docker0"':3128", "https_proxy=http://'"$docker0"':3128", "no_proxy=localhost,127.0.0.1,docker"]
  pre_get_sources_script = "if [ -n \\"${HTTP_PROXY:-}\\" ]; then\\n  git config --global http.proxy \\"$HTTP_PROXY\\" 2>/dev/null ||\\n    echo \\"runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy\\" >&2 || :\\nfi\\n"
  pre_build_script = "if [ -r /etc/gitlab-runner/certs/ca.crt ]; then\\n  export NODE_EXTRA_CA_CERTS=\\"${NODE_EXTRA_CA_CERTS:-/etc/gitlab-runner/certs/ca.crt}\\"\\nfi\\n(\\n  ca=/etc/gitlab-runner/certs/ca.crt\\n  say() { printf '\''runner-proxy: %%s\\\\n'\'' \\"$*\\" >&2 || :; exit 0; }\\n  [ -r \\"$ca\\" ] || say \\"$ca is not there, so this job does not trust the proxy; the runner needs it in [runners.docker] volumes\\"\\n  if command -v update-ca-certificates; then\\n    store=/usr/local/share/ca-certificates\\n    [ ! -d /etc/pki/trust/anchors ] || store=/etc/pki/trust/anchors\\n    mkdir -p \\"$store\\" && cp \\"$ca\\" \\"$store/runner-proxy.crt\\" && update-ca-certificates\\n  elif command -v update-ca-trust; then\\n    cp \\"$ca\\" /etc/pki/ca-trust/source/anchors/runner-proxy.crt && update-ca-trust\\n  else\\n    added=1\\n    for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do\\n      if [ -w \\"$bundle\\" ]; then { echo; cat \\"$ca\\"; } >> \\"$bundle\\" && added=0; break; fi\\n    done\\n    [ \\"$added\\" = 0 ]\\n  fi >/dev/null 2>&1 || say \\"the proxy'\''s authority could not be added to this image, which needs root and a store; build the image with it\\"\\n)\\n(\\n  say() { printf '\''runner-proxy: %%s\\\\n'\'' \\"$*\\" >&2 || :; exit 0; }\\n  [ -n \\"${HOME:-}\\" ] || say \\"HOME is not set; docker builds get no proxy\\"\\n  config=\\"$HOME/.docker/config.json\\"\\n  { [ ! -e \\"$config\\" ] && [ ! -L \\"$config\\" ]; } || say \\"$config exists and stays as it is; give it proxies.default with httpProxy, httpsProxy and noProxy\\"\\n  umask 077\\n  { mkdir -p \\"$HOME/.docker\\" && printf '\''%%s\\\\n'\'' '\''{ \\"proxies\\": { \\"default\\": { \\"httpProxy\\": \\"http://'"$docker0"':3128\\", \\"httpsProxy\\": \\"http://'"$docker0"':3128\\", \\"noProxy\\": \\"localhost,127.0.0.1,docker\\" } } }'\'' > \\"$config\\"; } 2>/dev/null || {\\n    rm -f \\"$config\\" 2>/dev/null || :\\n    say \\"$config could not be written; docker builds get no proxy\\"\\n  }\\n)\\n"
'
        ;;
    config-toml:docker)
printf '  [runners.docker]
    privileged = true
    volumes = ["/certs/client", "/cache", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]
'
        ;;
    config-toml:template.toml)
printf '[[runners]]
  environment = [
    "HTTP_PROXY=http://'"$docker0"':3128",
    "HTTPS_PROXY=http://'"$docker0"':3128",
    "NO_PROXY=localhost,127.0.0.1,docker",
    "http_proxy=http://'"$docker0"':3128",
    "https_proxy=http://'"$docker0"':3128",
    "no_proxy=localhost,127.0.0.1,docker",
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
(
  say() { printf '\''runner-proxy: %%s\\n'\'' "$*" >&2 || :; exit 0; }
  [ -n "${HOME:-}" ] || say "HOME is not set; docker builds get no proxy"
  config="$HOME/.docker/config.json"
  { [ ! -e "$config" ] && [ ! -L "$config" ]; } || say "$config exists and stays as it is; give it proxies.default with httpProxy, httpsProxy and noProxy"
  umask 077
  { mkdir -p "$HOME/.docker" && printf '\''%%s\\n'\'' '\''{ "proxies": { "default": { "httpProxy": "http://'"$docker0"':3128", "httpsProxy": "http://'"$docker0"':3128", "noProxy": "localhost,127.0.0.1,docker" } } }'\'' > "$config"; } 2>/dev/null || {
    rm -f "$config" 2>/dev/null || :
    say "$config could not be written; docker builds get no proxy"
  }
)
'\'''\'''\''
  [runners.docker]
    privileged = true
    volumes = ["/certs/client", "/cache", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]
'
        ;;
    config-toml:proxy.env)
printf '# The proxy, for gitlab-runner register.
export HTTP_PROXY='\''http://'"$docker0"':3128'\''
export HTTPS_PROXY='\''http://'"$docker0"':3128'\''
export NO_PROXY='\''localhost,127.0.0.1,docker'\''
'
        ;;
    environment:raw)
printf 'HTTP_PROXY=http://'"$docker0"':3128
HTTPS_PROXY=http://'"$docker0"':3128
NO_PROXY=localhost,127.0.0.1,docker
'
        ;;
    docker-info)
printf ' HTTP Proxy: http://'"$docker0"':3128
 HTTPS Proxy: http://'"$docker0"':3128
 No Proxy: localhost,127.0.0.1,docker
'
        ;;
    proxies)
printf '10.0.0.41:8080
'
        ;;
    config-toml:volume)
printf '  [runners.docker]
    volumes = ["\342\200\246", "/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro"]
'
        ;;
    esac
}


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
dind=tls
request_url=https://registry-1.docker.io/v2/
direct_url=''
form_docker0=''
port=''
form_cntlm=
needs_cntlm=
secret_kind=given
plan_ids='daemon-json runner-drop-in client-config config-toml'

# Where each file goes.
where() {
    path='' file_mode=''
    case $1 in
    daemon-json) path=/etc/docker/daemon.json file_mode=644 ;;
    runner-drop-in) path=/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf file_mode=644 ;;
    client-config) path=/root/.docker/config.json file_mode=644 ;;
    config-toml) path="${config_toml:-/etc/gitlab-runner/config.toml}" file_mode=600 ;;
    esac
}

# What each file holds: the bytes as they are, or as octal digits.
# shellcheck disable=SC2016,SC2059 # formats hold scripts of jobs, and docker0's address is one
content() {
    case $1 in
    daemon-json)
printf '{
    "proxies": {
        "http-proxy": "http://[fd00::1]:8080",
        "https-proxy": "http://[fd00::1]:8080",
        "no-proxy": "localhost,127.0.0.1,docker"
    }
}
'
        ;;
    runner-drop-in)
printf '[Service]
Environment="HTTP_PROXY=http://[fd00::1]:8080"
Environment="HTTPS_PROXY=http://[fd00::1]:8080"
Environment="NO_PROXY=localhost,127.0.0.1,docker"
'
        ;;
    client-config)
printf '{
    "proxies": {
        "default": {
            "httpProxy": "http://[fd00::1]:8080",
            "httpsProxy": "http://[fd00::1]:8080",
            "noProxy": "localhost,127.0.0.1,docker"
        }
    }
}
'
        ;;
    config-toml:ours)
printf '  environment = [
    "HTTP_PROXY=http://[fd00::1]:8080",
    "HTTPS_PROXY=http://[fd00::1]:8080",
    "NO_PROXY=localhost,127.0.0.1,docker",
    "http_proxy=http://[fd00::1]:8080",
    "https_proxy=http://[fd00::1]:8080",
    "no_proxy=localhost,127.0.0.1,docker",
  ]
  pre_get_sources_script = '\'''\'''\''
if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
'\'''\'''\''
'
        ;;
    config-toml:theirs)
printf '  environment = ["HTTP_PROXY=http://[fd00::1]:8080", "HTTPS_PROXY=http://[fd00::1]:8080", "NO_PROXY=localhost,127.0.0.1,docker", "http_proxy=http://[fd00::1]:8080", "https_proxy=http://[fd00::1]:8080", "no_proxy=localhost,127.0.0.1,docker"]
  pre_get_sources_script = "if [ -n \\"${HTTP_PROXY:-}\\" ]; then\\n  git config --global http.proxy \\"$HTTP_PROXY\\" 2>/dev/null ||\\n    echo \\"runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy\\" >&2 || :\\nfi\\n"
'
        ;;
    config-toml:docker)
printf '  [runners.docker]
    privileged = true
    volumes = ["/certs/client", "/cache"]
'
        ;;
    config-toml:template.toml)
printf '[[runners]]
  environment = [
    "HTTP_PROXY=http://[fd00::1]:8080",
    "HTTPS_PROXY=http://[fd00::1]:8080",
    "NO_PROXY=localhost,127.0.0.1,docker",
    "http_proxy=http://[fd00::1]:8080",
    "https_proxy=http://[fd00::1]:8080",
    "no_proxy=localhost,127.0.0.1,docker",
  ]
  pre_get_sources_script = '\'''\'''\''
if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
'\'''\'''\''
  [runners.docker]
    privileged = true
    volumes = ["/certs/client", "/cache"]
'
        ;;
    config-toml:proxy.env)
printf '# The proxy, for gitlab-runner register.
export HTTP_PROXY='\''http://[fd00::1]:8080'\''
export HTTPS_PROXY='\''http://[fd00::1]:8080'\''
export NO_PROXY='\''localhost,127.0.0.1,docker'\''
'
        ;;
    environment:raw)
printf 'HTTP_PROXY=http://[fd00::1]:8080
HTTPS_PROXY=http://[fd00::1]:8080
NO_PROXY=localhost,127.0.0.1,docker
'
        ;;
    docker-info)
printf ' HTTP Proxy: http://[fd00::1]:8080
 HTTPS Proxy: http://[fd00::1]:8080
 No Proxy: localhost,127.0.0.1,docker
'
        ;;
    proxies)
printf '[fd00::1]:8080
'
        ;;
    esac
}


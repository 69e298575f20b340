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
dind=none
request_url=https://registry-1.docker.io/v2/
direct_url=''
form_docker0=172.17.0.1
port=3128
form_cntlm=0.94
needs_cntlm=0.94
secret_kind=given
plan_ids='cntlm-conf cntlm-drop-in docker-drop-in runner-drop-in config-toml'

# Where each file goes.
where() {
    path='' file_mode=''
    case $1 in
    cntlm-conf) path=/etc/cntlm.conf file_mode=600 ;;
    cntlm-drop-in) path=/etc/systemd/system/cntlm.service.d/docker0.conf file_mode=644 ;;
    docker-drop-in) path=/etc/systemd/system/docker.service.d/http-proxy.conf file_mode=644 ;;
    runner-drop-in) path=/etc/systemd/system/gitlab-runner.service.d/http-proxy.conf file_mode=644 ;;
    config-toml) path="${config_toml:-/etc/gitlab-runner/config.toml}" file_mode=600 ;;
    esac
}

# What each file holds: the bytes as they are, or as octal digits.
# shellcheck disable=SC2016,SC2059 # formats hold scripts of jobs, and docker0's address is one
content() {
    case $1 in
    cntlm-conf:0.92)
printf 'Username     j\366rg
Domain       b\374cher
PassNTLMv2   4104930806FBB15489AD69D8C7E850E7
Proxy        [fd00::1]:8080
Listen       '"$docker0"':3128
'
        ;;
    cntlm-conf:0.94)
printf 'Username     j\366rg
Domain       b\374cher
PassNTLMv2   BEFB6CF7F9044EAB765296273817AF18
Proxy        [fd00::1]:8080
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
    docker-drop-in)
printf '[Service]
Environment="HTTP_PROXY=http://'"$docker0"':3128"
Environment="HTTPS_PROXY=http://'"$docker0"':3128"
Environment="NO_PROXY=localhost,127.0.0.1"
'
        ;;
    runner-drop-in)
printf '[Unit]
After=cntlm.service

[Service]
Environment="HTTP_PROXY=http://'"$docker0"':3128"
Environment="HTTPS_PROXY=http://'"$docker0"':3128"
Environment="NO_PROXY=localhost,127.0.0.1"
'
        ;;
    config-toml:ours)
printf '  environment = [
    "HTTP_PROXY=http://'"$docker0"':3128",
    "HTTPS_PROXY=http://'"$docker0"':3128",
    "NO_PROXY=localhost,127.0.0.1",
    "http_proxy=http://'"$docker0"':3128",
    "https_proxy=http://'"$docker0"':3128",
    "no_proxy=localhost,127.0.0.1",
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
printf '  environment = ["HTTP_PROXY=http://'"$docker0"':3128", "HTTPS_PROXY=http://'"$docker0"':3128", "NO_PROXY=localhost,127.0.0.1", "http_proxy=http://'"$docker0"':3128", "https_proxy=http://'"$docker0"':3128", "no_proxy=localhost,127.0.0.1"]
  pre_get_sources_script = "if [ -n \\"${HTTP_PROXY:-}\\" ]; then\\n  git config --global http.proxy \\"$HTTP_PROXY\\" 2>/dev/null ||\\n    echo \\"runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy\\" >&2 || :\\nfi\\n"
'
        ;;
    config-toml:docker)
printf ''
        ;;
    config-toml:template.toml)
printf '[[runners]]
  environment = [
    "HTTP_PROXY=http://'"$docker0"':3128",
    "HTTPS_PROXY=http://'"$docker0"':3128",
    "NO_PROXY=localhost,127.0.0.1",
    "http_proxy=http://'"$docker0"':3128",
    "https_proxy=http://'"$docker0"':3128",
    "no_proxy=localhost,127.0.0.1",
  ]
  pre_get_sources_script = '\'''\'''\''
if [ -n "${HTTP_PROXY:-}" ]; then
  git config --global http.proxy "$HTTP_PROXY" 2>/dev/null ||
    echo "runner-proxy: git'\''s http.proxy could not be set; git uses http_proxy and https_proxy" >&2 || :
fi
'\'''\'''\''
'
        ;;
    config-toml:proxy.env)
printf '# The proxy, for gitlab-runner register.
export HTTP_PROXY='\''http://'"$docker0"':3128'\''
export HTTPS_PROXY='\''http://'"$docker0"':3128'\''
export NO_PROXY='\''localhost,127.0.0.1'\''
'
        ;;
    environment:raw)
printf 'HTTP_PROXY=http://'"$docker0"':3128
HTTPS_PROXY=http://'"$docker0"':3128
NO_PROXY=localhost,127.0.0.1
'
        ;;
    docker-info)
printf ' HTTP Proxy: http://'"$docker0"':3128
 HTTPS Proxy: http://'"$docker0"':3128
 No Proxy: localhost,127.0.0.1
'
        ;;
    proxies)
printf '[fd00::1]:8080
'
        ;;
    esac
}


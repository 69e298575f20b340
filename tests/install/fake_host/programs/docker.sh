# The client of Docker, and of a dockerd that runs when its service does.

running() {
    [ -e "$MODEL/docker/pid" ] && kill -0 "$(cat "$MODEL/docker/pid")" 2>/dev/null
}

member() {
    sed -n "s/^ *\"$1\": \"\(.*\)\",\{0,1\}$/\1/p" "$MODEL/docker/daemon.json" 2>/dev/null
}

case $* in
--version)
    cat "$MODEL/docker/client"
    exit
    ;;
esac
running || exit 1
case $* in
'info --format {{.SecurityOptions}}') cat "$MODEL/docker/security" 2>/dev/null ;;
info)
    echo 'Server:'
    for name in http-proxy https-proxy no-proxy; do
        value=$(member "$name")
        case $name in
        http-proxy) label='HTTP Proxy' ;;
        https-proxy) label='HTTPS Proxy' ;;
        *) label='No Proxy' ;;
        esac
        [ -z "$value" ] || printf ' %s: %s\n' "$label" "$value"
    done
    ;;
'version --format {{.Server.Version}}') cat "$MODEL/docker/version" ;;
'ps --quiet'*) cat "$MODEL/docker/containers" 2>/dev/null ;;
images*) cat "$MODEL/docker/images" 2>/dev/null ;;
run*)
    printf 'docker %s\n' "$(printf '%s' "$*" | tr '\n' ' ')" >>"$MODEL/log"
    exit "$(cat "$MODEL/docker/run" 2>/dev/null || echo 0)"
    ;;
*) exit 1 ;;
esac

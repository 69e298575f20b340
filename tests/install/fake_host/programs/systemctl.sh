# systemd, as far as the script asks it: a service runs as a process that has the environment of the
# drop-in that the last daemon-reload read.

exec 9>&-
printf 'systemctl %s\n' "$*" >>"$MODEL/log"

command='' name='' property=''
for word in "$@"; do
    case $word in
    --property=*) property=${word#*=} ;;
    -*) ;;
    *) if [ -z "$command" ]; then command=$word; else name=${word%.service}; fi ;;
    esac
done
service=$MODEL/$name

runs() {
    [ -e "$service/pid" ] && kill -0 "$(cat "$service/pid")" 2>/dev/null
}

start() {
    [ ! -e "$service/broken" ] || return 1
    ! runs || return 0
    echo x >>"$service/starts"
    set --
    while IFS= read -r line; do
        [ -z "$line" ] || set -- "$@" "$line"
    done <<END
$(sed -n 's/^Environment="\(.*\)"$/\1/p' "$service/drop-in" 2>/dev/null | sed 's/%%/%/g')
END
    cp /etc/docker/daemon.json "$service/daemon.json" 2>/dev/null || rm -f "$service/daemon.json"
    env -i "$@" "$MODEL/session" "$MODEL/long" 600 </dev/null >/dev/null 2>&1 &
    echo $! >"$service/pid"
    # Only then it has its own environment.
    while runs && [ "$(cat "/proc/$!/comm")" != long ]; do :; done
}

stop() {
    ! runs || kill -9 "$(cat "$service/pid")"
    rm -f "$service/pid"
}

# A runner with a job goes on until the job has ended.
stop_runner() {
    graceful=/run/systemd/system/gitlab-runner.service.d/runner-proxy.conf
    if ! grep -q KillSignal=SIGQUIT "$service/graceful" 2>/dev/null; then
        echo 'a job was killed' >>"$MODEL/log"
    fi
    [ -e "$service/busy" ] || {
        stop
        rm -f "$graceful"
    }
}

case $command:$property in
show:LoadState) if [ -e "$service/loaded" ]; then echo loaded; else echo not-found; fi ;;
show:ActiveState) if runs; then echo active; else echo inactive; fi ;;
show:MainPID) if runs; then cat "$service/pid"; else echo 0; fi ;;
show:InvocationID) [ ! -e "$service/starts" ] || grep -c . "$service/starts" ;;
show:*) [ ! -e "$service/$property" ] || cat "$service/$property" ;;
cat:*) [ ! -e "$service/unit" ] || cat "$service/unit" ;;
is-enabled:*) [ -e "$service/enabled" ] ;;
enable:*) : >"$service/enabled" ;;
disable:*) rm -f "$service/enabled" ;;
reset-failed:*) ;;
daemon-reload:*)
    for name in docker gitlab-runner; do
        cp "/etc/systemd/system/$name.service.d/http-proxy.conf" "$MODEL/$name/drop-in" 2>/dev/null ||
            rm -f "$MODEL/$name/drop-in"
    done
    cp /run/systemd/system/gitlab-runner.service.d/runner-proxy.conf "$MODEL/gitlab-runner/graceful" 2>/dev/null ||
        rm -f "$MODEL/gitlab-runner/graceful"
    ;;
start:*) start ;;
restart:*)
    stop
    start
    ;;
stop:*) if [ "$name" = gitlab-runner ]; then stop_runner; else stop; fi ;;
*) exit 1 ;;
esac

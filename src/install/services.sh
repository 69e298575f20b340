# --- services: restarted only when what they read has changed, and never under running jobs -------

# Remembers that a service has to start anew, together with the start it has behind it: after a
# reboot, or when someone else restarted it, nothing is left to do.
must_restart() {
    [ -z "$root" ] || return 0
    mkdir -p "$state/pending" || return 1
    # Which start it had before the first of our files: a rollback looks whether it read any.
    [ -e "$state/$1-before" ] || property "$1" InvocationID >"$state/$1-before" || return 1
    [ -e "$state/pending/$1" ] || {
        property "$1" InvocationID >"$state/pending/$1.new" &&
            flush "$state/pending/$1.new" && mv "$state/pending/$1.new" "$state/pending/$1"
    }
}

restart_due() {
    [ -e "$state/pending/$1" ] || return 1
    due_now=$(property "$1" InvocationID)
    if [ -n "$due_now" ] && [ "$due_now" != "$(cat "$state/pending/$1")" ]; then
        rm -f "$state/pending/$1"
        return 1
    fi
}

restarted() {
    rm -f "$state/pending/$1"
}

# A service that was started or that failed often a moment ago (docker.service: three times in a
# minute) would be refused a start; reset-failed forgets that.
start_anew() {
    systemctl reset-failed "$1.service" 2>/dev/null
    systemctl restart "$1.service" 2>/dev/null
}

# A run-time drop-in, gone with the next boot, lets the runner finish its jobs (SIGQUIT is its own
# signal for that) and takes itself away once it has stopped. Only the runner itself gets the signal.
# TimeoutStopSec= is not ours to bound: at its end systemd would kill the runner, and its jobs.
graceful=/run/systemd/system/gitlab-runner.service.d/runner-proxy.conf
be_graceful() {
    mkdir -p "${graceful%/*}" &&
        printf '%s\n' '[Service]' KillSignal=SIGQUIT KillMode=mixed TimeoutStopSec=infinity \
            "ExecStopPost=-/bin/sh -c 'rm -f $graceful; systemctl daemon-reload'" >"$graceful" &&
        systemctl daemon-reload
}

not_graceful() {
    [ -e "$graceful" ] || [ -d "${graceful%/*}" ] || return 0
    rm -f "$graceful"
    rmdir "${graceful%/*}" 2>/dev/null || :
    systemctl daemon-reload
}

job_containers() {
    docker ps --quiet --filter label=com.gitlab.gitlab-runner.type=build 2>/dev/null | grep -c .
}

# Stops the runner without losing a job. When time is up it is left to finish what it does and then
# to start again as before; the answer is 1.
stop_runner() {
    [ -z "$root" ] && [ -n "$runner" ] || return 0
    case $(property gitlab-runner ActiveState) in
    active | activating | reloading | deactivating) ;;
    *) return 0 ;;
    esac
    true >"$state/runner-start" && flush "$state/runner-start"
    step stopping-runner "$(job_containers)" "$wait_for"
    be_graceful && systemctl stop --no-block gitlab-runner.service || return 1
    stop_until=$(($(date +%s) + wait_seconds))
    until case $(property gitlab-runner ActiveState) in inactive | failed) true ;; *) false ;; esac; do
        if [ "$(date +%s)" -ge "$stop_until" ]; then
            systemctl start --no-block gitlab-runner.service
            rm -f "$state/runner-start"
            trouble jobs-still-run "$(job_containers)" "$wait_for"
            return 1
        fi
        sleep 0.5
    done
    not_graceful
    step stopped-runner
}

# Starts the runner again when it was running before. One that still finishes jobs is left to do so:
# without the run-time drop-in its time would be up at once, and its jobs killed.
start_runner() {
    [ -z "$root" ] && [ -e "$state/runner-start" ] || return 0
    case $(property gitlab-runner ActiveState) in
    deactivating)
        systemctl start --no-block gitlab-runner.service
        rm -f "$state/runner-start"
        trouble jobs-still-run "$(job_containers)" "$wait_for"
        return 0
        ;;
    active | activating | reloading)
        # It never stopped, unless it has done so and was started by somebody else.
        not_graceful
        rm -f "$state/runner-start"
        return 0
        ;;
    esac
    not_graceful
    if ! start_anew gitlab-runner; then
        trouble did-not-start gitlab-runner
        return 1
    fi
    # A service that ends at once was "started" all the same.
    start_pid=$(property gitlab-runner MainPID)
    sleep 2
    if ! running gitlab-runner || [ "$start_pid" != "$(property gitlab-runner MainPID)" ]; then
        trouble did-not-start gitlab-runner
        return 1
    fi
    rm -f "$state/runner-start"
    restarted gitlab-runner
    step started-runner
}

# Sets $docker_when: `now` only when said, in the option or on a terminal.
choose_docker() {
    docker_when=${restart:-ask}
    [ "$docker_when" = ask ] || return 0
    docker_when=later
    if [ -z "$yes" ] && [ -t 0 ] && [ -t 1 ]; then
        printf '%s ' "$(words ask-docker "$(docker ps --quiet 2>/dev/null | grep -c .)")"
        IFS= read -r reply || reply=''
        case $reply in y | Y | yes | Yes | YES) docker_when=now ;; esac
    fi
}

docker_knows() {
    if [ "$daemon" = drop-in ]; then
        has_our_environment docker
    else
        docker_said=$(docker info 2>/dev/null | grep ' Proxy: ')
        [ "$docker_said" = "$(content docker-info)" ]
    fi
}

# Restarts Docker when it has to, and sees that it took the values. $later is set when that is left
# for another time.
restart_docker() {
    restart_due docker || return 0
    systemctl daemon-reload
    if [ "$docker_when" = later ]; then
        later=yes
        return 0
    fi
    step restarting docker
    docker_restarted=yes
    if ! start_anew docker; then
        trouble did-not-start docker
        journalctl --unit=docker.service --lines=3 --no-pager --output=cat 2>/dev/null | sed 's/^/    /' >&2
        return 1
    fi
    if ! docker_knows; then
        trouble docker-does-not-know
        return 1
    fi
    restarted docker
    step docker-knows
}

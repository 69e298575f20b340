# --- what is on this host, and what stands in the way ---------------------------------------------

problems=$work/problems
: >"$problems"

problem() {
    words "$@" >>"$problems"
}

# Everything that is in the way, at once; nothing was touched.
stop_if_problems() {
    [ -s "$problems" ] || return 0
    words problems >&2
    while IFS= read -r line; do
        printf '%s!%s %s\n' "$red" "$plain" "$line" >&2
    done <"$problems"
    exit 3
}

has() {
    command -v "$1" >/dev/null 2>&1
}

property() {
    systemctl show --property="$2" --value "$1.service" 2>/dev/null
}

loaded() {
    [ "$(property "$1" LoadState)" = loaded ]
}

running() {
    [ "$(property "$1" ActiveState)" = active ]
}

# The variable $2 in the environment of a process.
variable_of() {
    tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" | sed -n "s/^$2=//p" | head -n 1
}

# Whether a service's process has the three variables of our drop-in.
has_our_environment() {
    our_pid=$(property "$1" MainPID)
    [ -n "$our_pid" ] && [ "$our_pid" != 0 ] && [ -r "/proc/$our_pid/environ" ] || return 1
    content environment:raw >"$work/environment"
    while IFS= read -r our_line; do
        [ "$(variable_of "$our_pid" "${our_line%%=*}")" = "${our_line#*=}" ] || return 1
    done <"$work/environment"
}

# Which form of hashes a cntlm writes and reads is found by what it does: a fixed credential, whose
# hash in both forms is known, is given to it. Sets $cntlm to 0.92, 0.94 or nothing.
find_cntlm() {
    cntlm=$form_cntlm cntlm_owner=0:0 cntlm_unit=''
    if [ -n "$root" ]; then
        # No program of that tree is run, so the form decides; 0.94 runs as the user cntlm.
        if [ "$cntlm" = 0.94 ] && [ -r "$root/etc/passwd" ]; then
            cntlm_owner=$(awk -F: '$1 == "cntlm" { print $3 ":" $4 }' "$root/etc/passwd")
            cntlm_owner=${cntlm_owner:-0:0}
        fi
        if [ "$cntlm" = 0.94 ] && ! grep -q '^cntlm:' "$root/etc/group" 2>/dev/null; then
            cntlm_unit=group
        fi
        return 0
    fi
    if ! has cntlm; then
        problem no-cntlm
        return 0
    fi
    find_hash=$(printf 'password\n' | cntlm -H -c /dev/null -u testuser -d corp-uk 2>/dev/null |
        awk '$1 == "PassNTLMv2" { print $2 }')
    case $find_hash in
    1F6839EE15E639893286CF65C5D0A65C) cntlm=0.92 ;;
    E097C611EA19C676CD79309A3A2F59A3) cntlm=0.94 ;;
    *)
        cntlm=''
        problem strange-cntlm "${find_hash:-?}"
        ;;
    esac
    if [ "$cntlm" = 0.92 ] && [ "$needs_cntlm" = 0.94 ]; then
        problem cntlm-too-old
    fi
    loaded cntlm || {
        problem no-cntlm-service
        return 0
    }
    # A service that starts as another user reads its file as that user.
    find_user=$(property cntlm User)
    if [ -n "$find_user" ] && [ "$find_user" != root ]; then
        if find_uid=$(id -u "$find_user" 2>/dev/null); then
            cntlm_owner=$find_uid:$(id -g "$find_user")
        else
            problem no-such-user "$find_user"
        fi
        find_group=$(property cntlm Group)
        # Ours, when there already, is what makes the group right.
        if [ -e /etc/systemd/system/cntlm.service.d/docker0.conf ] &&
            grep -q '^Group=nogroup$' /etc/systemd/system/cntlm.service.d/docker0.conf; then
            cntlm_unit=group
        elif [ -n "$find_group" ] && ! getent group "$find_group" >/dev/null; then
            cntlm_unit=group
        fi
    fi
}

# Services whose drop-ins sort after ours, or that read a file over it, would not get our values.
find_overriding() {
    for over_file in \
        /etc/systemd/system/"$1".service.d/*.conf /run/systemd/system/"$1".service.d/*.conf \
        /usr/local/lib/systemd/system/"$1".service.d/*.conf /usr/lib/systemd/system/"$1".service.d/*.conf \
        /etc/systemd/system/service.d/*.conf /usr/lib/systemd/system/service.d/*.conf; do
        [ -r "$over_file" ] || continue
        [ "$(printf '%s\n' http-proxy.conf "${over_file##*/}" | sort | tail -n 1)" != http-proxy.conf ] || continue
        ! grep -qiE '^[[:space:]]*(Environment|UnsetEnvironment)=.*(https?|no)_proxy' "$over_file" ||
            problem overridden-by-drop-in "$over_file"
    done
    systemctl cat "$1.service" 2>/dev/null | sed -n 's/^[[:space:]]*EnvironmentFile=-\{0,1\}//p' |
        sort -u | while IFS= read -r over_file; do
        ! grep -qiE '^[[:space:]]*(https?|no)_proxy=' "$over_file" 2>/dev/null ||
            problem overridden-by-file "$over_file" "$1"
    done
}

# The number before the first dot of a version.
major() {
    printf '%s\n' "${1%%.*}" | tr -cd 0-9
}

find_docker() {
    if ! has docker; then
        problem no-docker
        return 0
    fi
    find_text=$(docker --version 2>/dev/null)
    case $find_text in *[Pp]odman*)
        problem podman
        return 0
        ;;
    esac
    case $(readlink -f "$(command -v docker)") in */snap/* | */snap)
        problem snap
        return 0
        ;;
    esac
    if ! loaded docker; then
        for find_socket in /run/user/*/docker.sock; do
            if [ -S "$find_socket" ]; then
                problem rootless
                return 0
            fi
        done
        problem no-docker-service
        return 0
    fi
    if docker info --format '{{.SecurityOptions}}' 2>/dev/null | grep -q rootless; then
        problem rootless
    fi
    docker_version=$(docker version --format '{{.Server.Version}}' 2>/dev/null)
    if [ "$daemon" = daemon-json ] && wanted daemon-json; then
        if [ -z "$docker_version" ]; then
            problem docker-does-not-answer
        elif [ "$(major "$docker_version")" -lt 23 ]; then
            problem docker-too-old "$docker_version"
        fi
        find_pid=$(property docker MainPID)
        if tr '\0' '\n' 2>/dev/null <"/proc/${find_pid:-0}/cmdline" | grep -qE '^--(https?|no)-proxy(=|$)'; then
            problem docker-flags
        fi
    fi
    if [ "$daemon" = drop-in ] && wanted docker-drop-in; then
        if grep -q '"proxies"' /etc/docker/daemon.json 2>/dev/null; then
            problem daemon-json-wins
        fi
        find_overriding docker
    fi
}

# docker0 has the address that the files name.
find_docker0() {
    has ip || {
        problem no-program ip iproute2
        return 0
    }
    find_real=$(ip -4 -oneline addr show dev docker0 2>/dev/null |
        awk '{ sub("/.*", "", $4); print $4; exit }')
    if [ -z "$find_real" ]; then
        problem no-docker0
    elif [ "$find_real" != "$docker0" ]; then
        problem other-docker0 "$docker0" "$find_real" "$find_real"
    fi
}

# The runner's own choice of its file.
find_runner() {
    runner=''
    if has gitlab-runner && loaded gitlab-runner; then
        runner=yes
        runner_version=$(gitlab-runner --version 2>/dev/null | sed -n 's/^Version: *//p' | head -n 1)
        config_toml=$(systemctl cat gitlab-runner.service 2>/dev/null |
            sed -n 's/^ExecStart=\(..*\)/\1 /p' | tail -n 1 | tr -d '"' |
            sed -n -e 's/.* --config[ =]\([^ ]*\) .*/\1/p' -e t -e 's/.* -c[ =]\([^ ]*\) .*/\1/p')
        ! wanted runner-drop-in || find_overriding gitlab-runner
    fi
}

find_room() {
    for room_place in "$root/etc" "${state%/*}"; do
        while [ ! -d "$room_place" ]; do room_place=${room_place%/*}; done
        room=$(df -Pk "$room_place" 2>/dev/null | awk 'NR == 2 { print $4 }')
        [ "${room:-0}" -ge 1024 ] || problem no-room "$room_place"
    done
}

# What an earlier script put in place and this one does not have would contradict it.
find_earlier() {
    for earlier_id in $all_ids; do
        [ -d "$state/files/$earlier_id/original" ] || continue
        case " $plan_ids " in *" $earlier_id "*) continue ;; esac
        kept_target "$state/files/$earlier_id" || continue
        problem put-by-earlier "$target"
    done
}

# A directory, a device or a link out of the tree is nothing to write to.
find_strange() {
    inside "$state/." || problem not-a-file "$state"
    for strange_id in $plan_ids; do
        wanted "$strange_id" || continue
        find_target "$strange_id" || problem not-a-file "$root$path"
    done
}

# Sets what the other parts go by, and collects every problem.
find_host() {
    runner='' docker_version='' runner_version=''
    if [ -z "$root" ]; then
        [ "$mode" = dry-run ] || [ "$(id -u)" = 0 ] || problem not-root
        [ -d /run/systemd/system ] || problem no-systemd
        for find_program in curl:curl diff:diffutils cmp:diffutils flock:util-linux ss:iproute2; do
            has "${find_program%:*}" || problem no-program "${find_program%:*}" "${find_program#*:}"
        done
        find_docker
        find_runner
        if [ "$route" = cntlm ]; then find_docker0; fi
    fi
    if [ "$route" = cntlm ]; then find_cntlm; fi
    find_authority
    find_room
    find_strange
    find_earlier
}

say_found() {
    [ -z "$root" ] || return 0
    if [ "$route" = cntlm ]; then step found-cntlm "${cntlm:-?}"; fi
    step found-docker "${docker_version:-?}"
    if [ -n "$runner" ]; then step found-runner "${runner_version:-?}"; else step found-no-runner; fi
}

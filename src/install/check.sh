# --- the doctor: every link of the chain, one line each; nothing is changed -----------------------

checks='' failed=no

quoted_for_json() {
    awk '{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }'
}

# result ok|fail|skip LINK [CURE] -- KEY VALUES...: what was seen, and what to do about it.
result() {
    result_status=$1 result_link=$2 result_cure=''
    shift 2
    if [ "$1" != -- ]; then
        result_cure=$(words "$1")
        shift
    fi
    shift
    result_text=$(words "$@")
    case $result_status in
    ok) result_mark="${green}ok  $plain" ;;
    fail) result_mark="${red}FAIL$plain" failed=yes ;;
    skip) result_mark='skip' ;;
    esac
    if [ -n "$json" ]; then
        [ -z "$checks" ] || checks="$checks,"
        checks="$checks
    {\"link\": \"$result_link\", \"status\": \"$result_status\", \"text\": \"$(printf '%s\n' "$result_text" | quoted_for_json)\", \"cure\": \"$(printf '%s\n' "$result_cure" | quoted_for_json)\"}"
        return 0
    fi
    printf '%s %-13s %s\n' "$result_mark" "$result_link" "$result_text"
    [ -z "$result_cure" ] || printf '     %-13s -> %s\n' '' "$result_cure"
}

# Whether anything answers a connection there.
reachable() {
    reach_time=$(curl -q -s -o /dev/null -w '%{time_connect}' --noproxy '*' --connect-timeout 5 --max-time 6 \
        "telnet://$1" </dev/null 2>/dev/null)
    case $reach_time in '' | 0 | 0.000 | 0.000000) return 1 ;; esac
}

check_files() {
    for check_id in $plan_ids; do
        wanted "$check_id" || continue
        [ "$check_id" != config-toml ] || continue
        find_target "$check_id" || continue
        set_owner_and_mode "$check_id"
        if [ ! -s "$work/want/$check_id" ] || differs "$check_id" "$work/want/$check_id" "$owner" "$file_mode"; then
            result fail file install-cure -- file-differs "$target"
        else
            result ok file -- file-is-ours "$target"
        fi
    done
}

check_cntlm() {
    if listening; then
        result ok cntlm -- listens "$docker0:$port"
    else
        result fail cntlm cntlm-cure -- listens-not "$docker0:$port"
    fi
}

check_upstream() {
    check_any=no
    for check_proxy in $(content proxies); do
        if reachable "$check_proxy"; then
            check_any=yes
            result ok upstream -- reachable "$check_proxy"
        else
            check_missing="${check_missing:-} $check_proxy"
        fi
    done
    [ "$check_any" = no ] || return 0
    result fail upstream upstream-cure -- not-reachable "${check_missing# }"
}

check_login() {
    if [ "$route" = cntlm ] && [ -z "$login" ] && was_refused; then
        result fail login login-cure -- was-refused
    elif [ "$route" = cntlm ] && ! listening; then
        result skip login -- listens-not "$docker0:$port"
    elif one_request >/dev/null 2>&1; then
        remember_check
        result ok login -- proxy-answers "$answer" "$request_url"
    else
        remember_check
        case $answer in
        407) result fail login refused-cure -- proxy-answers 407 "$request_url" ;;
        *) result fail login upstream-cure -- proxy-answers "${answer:-000}" "$request_url" ;;
        esac
    fi
}

# A doctor leaves no trace where nothing was installed.
remember_check() {
    [ ! -d "$state" ] || remember_answer
}

check_docker() {
    if ! running docker; then
        result fail docker docker-cure -- not-running docker
    elif docker_knows; then
        result ok docker -- has-values dockerd
    else
        result fail docker docker-cure -- has-other-values dockerd
    fi
}

check_runner() {
    if [ -z "$runner" ]; then
        result skip runner -- found-no-runner
    elif ! running gitlab-runner; then
        result fail runner runner-cure -- not-running gitlab-runner
    elif has_our_environment gitlab-runner; then
        result ok runner -- has-values gitlab-runner
    else
        result fail runner environment-cure -- has-other-values gitlab-runner
    fi
}

# A GitLab that must not go through the proxy has to answer without it.
check_direct() {
    [ -n "$direct_url" ] || return 0
    check_time=$(curl -q -s -o /dev/null -w '%{time_connect}' --noproxy '*' --connect-timeout 10 --max-time 20 "$direct_url" 2>/dev/null)
    case $check_time in
    '' | 0 | 0.000 | 0.000000) result fail direct direct-cure -- direct-not-reached "$direct_url" ;;
    *) result ok direct -- direct-reached "$direct_url" ;;
    esac
}

check_config_toml() {
    if [ -n "$config_unclear" ]; then
        result fail config config-cure -- config-unclear "$target" "$config_unclear"
    elif [ -n "$template" ]; then
        result skip config -- no-runner-yet
    fi
    while IFS="$tab" read -r _ check_line check_name check_executor check_status check_detail check_privileged check_volumes; do
        case $check_status in
        ours)
            result ok config -- runner-keys "$check_name"
            has_ca_volume "$check_volumes" ||
                result fail volume config-cure -- runner-lacks-volume "$check_name"
            [ "$dind" != none ] || continue
            if needs_dind_settings "$check_privileged" "$check_volumes"; then
                result ok dind -- dind-settings "$check_name"
            else
                result fail dind dind-cure -- dind-settings-missing "$check_name"
            fi
            ;;
        executor) result skip config -- runner-other-executor "$check_name" "$check_executor" ;;
        absent | old) result fail config install-cure -- runner-lacks-keys "$check_name" ;;
        *) result fail config config-cure -- runner-not-changed "$check_name" "$check_line" "$check_detail" ;;
        esac
    done <"$work/runners"
}

# From a container to CNTLM, with an image that is here already, and by a connection alone.
check_container() {
    [ "$route" = cntlm ] && running docker || return 0
    check_image=$(docker images --format '{{.Repository}}:{{.Tag}}' 2>/dev/null | grep -v '<none>' |
        awk '/gitlab-runner-helper/ { print; exit } { first = first ? first : $0 } END { if (first) print first }' | head -n 1)
    if [ -z "$check_image" ]; then
        result skip container -- no-image
        return 0
    fi
    docker run --rm --pull never --network bridge --entrypoint sh "$check_image" -c '
        if command -v bash >/dev/null; then timeout 5 bash -c ": </dev/tcp/$1/$2"
        elif command -v nc >/dev/null; then nc -w 5 "$1" "$2" </dev/null
        else exit 42
        fi' sh "$docker0" "$port" >/dev/null 2>&1
    case $? in
    0) result ok container -- container-reaches "$check_image" "$docker0:$port" ;;
    42 | 125 | 126 | 127) result skip container -- no-usable-image "$check_image" ;;
    *) result fail container container-cure -- container-does-not-reach "$check_image" "$docker0:$port" ;;
    esac
}

check_everything() {
    find_host
    if [ -s "$problems" ]; then
        while IFS= read -r check_problem; do
            result fail host -- one-line "$check_problem"
        done <"$problems"
    fi
    if [ "$(id -u)" = 0 ]; then
        : >"$problems"
        prepare
        check_files
        if [ "$route" = cntlm ]; then check_cntlm; fi
        check_upstream
        check_authority
        check_login
        check_trusted
        check_docker
        check_runner
        check_direct
        check_config_toml
        check_container
    fi
    if [ -n "$json" ]; then
        case $failed in no) check_ok=true ;; *) check_ok=false ;; esac
        printf '{\n  "ok": %s,\n  "checks": [%s\n  ]\n}\n' "$check_ok" "$checks"
    elif [ "$failed" = no ]; then
        words check-passed
    fi
    [ "$failed" = no ] || exit 5
}

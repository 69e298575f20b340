# --- the order of things --------------------------------------------------------------------------

later='' left='' docker_restarted='' docker_was_due='' cntlm_restarted=''

# Owner and mode of a file: its own where it belongs to others, ours where it is ours.
set_owner_and_mode() {
    where "$1"
    owner=0:0
    case $1 in
    cntlm-conf) owner=$cntlm_owner ;;
    config-toml | daemon-json | client-config)
        if find_target "$1" && [ -e "$target" ]; then
            owner=$(stat -c %u:%g "$target")
            # One that gets a password may not stay open to all.
            [ "$1" != config-toml ] && [ "$file_mode" = 600 ] || file_mode=$(stat -c %a "$target")
        fi
        ;;
    esac
}

# What every file shall be, in $work/want.
prepare() {
    mkdir -p "$work/want"
    for prepare_id in $plan_ids; do
        wanted "$prepare_id" || continue
        case $prepare_id in
        cntlm-conf) [ -z "$cntlm" ] || prepare_cntlm_conf || prepare_failed=yes ;;
        cntlm-drop-in) content "cntlm-drop-in:${cntlm_unit:-plain}" >"$work/want/cntlm-drop-in" ;;
        daemon-json)
            prepare_json daemon-json
            validate_daemon_json
            ;;
        client-config) prepare_json client-config ;;
        config-toml) prepare_config_toml ;;
        ca-store) content ca-file >"$work/want/ca-store" ;;
        *) content "$prepare_id" >"$work/want/$prepare_id" ;;
        esac
    done
}

changes() {
    [ -e "$work/want/$1" ] || return 1
    set_owner_and_mode "$1"
    differs "$1" "$work/want/$1" "$owner" "$file_mode"
}

# apply ID [SERVICE]: puts a prepared file, and notes the service that reads it only at its start.
apply() {
    changes "$1" || return 0
    set_owner_and_mode "$1"
    case $1 in
    cntlm-conf | *-drop-in)
        if [ -s "$target" ] && [ ! -d "$state/files/$1" ]; then
            trouble replaces-another "$target" "$state/files/$1/original/file"
        fi
        ;;
    esac
    if { [ -z "${2:-}" ] || must_restart "$2"; } && put "$1" "$work/want/$1" "$owner" "$file_mode"; then :; else
        trouble cannot-write "$target"
        return 1
    fi
}

begin() {
    # Not yet, for what is there may be another run's; and no more, once this run may take it back.
    trap '' INT TERM HUP
    lock || {
        trouble cannot-write "$state"
        exit 1
    }
    [ ! -e "$state/pending/docker" ] || docker_was_due=yes
    # Who reads what we say may be gone before we are, as in `| tee`.
    trap '' PIPE
    trap 'trouble interrupted; take_back; exit 130' INT TERM HUP
}

# Whether one of these files is to be changed.
any_changes() {
    for any_id in "$@"; do
        ! changes "$any_id" || return 0
    done
    return 1
}

# Sets $due when anything is to be done, and $runner_due when the runner has to stop for it: for its
# own files, while the login changes, and while Docker ends every container.
find_due() {
    due='' runner_due='' docker_when=later
    if any_changes ca-file ca-store cntlm-conf cntlm-drop-in runner-drop-in config-toml; then runner_due=yes; fi
    if any_changes docker-drop-in daemon-json client-config; then due=yes; fi
    for due_id in $all_ids; do
        # Left by a run that was killed.
        [ ! -d "$state/files/$due_id/before" ] || runner_due=yes
    done
    if [ -z "$root" ]; then
        if restart_due cntlm || restart_due gitlab-runner || [ -e "$state/runner-start" ] || [ -e "$state/store-due" ]; then
            runner_due=yes
        fi
        if restart_due docker || any_changes ca-store docker-drop-in daemon-json; then choose_docker; fi
        if [ "$docker_when" = now ]; then runner_due=yes; fi
        if [ "$route" = cntlm ] && wanted cntlm-conf && ! listening; then due=yes; fi
    fi
    due=$due$runner_due
}

cntlm_part() {
    [ "$route" = cntlm ] || return 0
    if [ -z "$root" ] && changes cntlm-conf && [ ! -d "$state/files/cntlm-conf" ]; then
        listening_before=$(ss -Hltnp 2>/dev/null | grep -c '"cntlm"')
        [ "$listening_before" != 0 ] || true >"$state/cntlm-was-stopped"
    fi
    apply cntlm-conf cntlm && apply cntlm-drop-in cntlm || return 1
    [ -z "$root" ] || return 0
    if ! systemctl is-enabled --quiet cntlm.service 2>/dev/null; then
        true >"$state/cntlm-enabled" && systemctl --quiet enable cntlm.service 2>/dev/null
    fi
    if restart_due cntlm || { wanted cntlm-conf && ! listening; }; then
        cntlm_restarted=yes
        restart_cntlm || return 1
    fi
    restarted cntlm
}

# The login is tried once when something in its way is new.
request_part() {
    [ -z "$root" ] || return 0
    one_request
    request_outcome=$?
    remember_answer
    if [ "$request_outcome" = 0 ] && wanted ca-file && ! trusted; then
        trouble request-not-trusted "$request_url" "$signer"
        return 1
    fi
    return "$request_outcome"
}

docker_part() {
    apply docker-drop-in docker && apply daemon-json docker && apply client-config || return 1
    [ -z "$root" ] || return 0
    restart_docker
}

# config.toml comes last, while the runner does not run, from the file as it is now.
runner_part() {
    apply runner-drop-in gitlab-runner || return 1
    if wanted config-toml; then
        : >"$problems"
        prepare_config_toml
        if [ -s "$problems" ]; then
            cat "$problems" >&2
            return 1
        fi
        keep_keys && apply config-toml || return 1
        find_target config-toml
        [ ! -e "$target" ] || lint_config_toml "$target" || return 1
    fi
    [ -z "$root" ] || return 0
    systemctl daemon-reload
    if [ -n "$runner" ]; then
        start_runner || return 1
        if running gitlab-runner && ! has_our_environment gitlab-runner && wanted runner-drop-in; then
            left=yes
            trouble runner-does-not-know
        fi
    fi
}

install_files() {
    find_host
    say_found
    stop_if_problems
    prepare_failed=''
    prepare
    stop_if_problems
    [ -z "$prepare_failed" ] || exit 3
    begin
    find_due
    if [ -n "$due" ]; then
        [ -z "$runner_due" ] || stop_runner || fail
        authority_part || fail
        cntlm_part || fail
        if [ -n "$cntlm_restarted" ] || [ "$route" = direct ]; then
            request_part || fail
        fi
        docker_part || fail
        runner_part || fail
    else
        step nothing-to-do
    fi
    trap '' INT TERM HUP
    for keep_form in ours theirs; do
        [ ! -e "$state/$keep_form.toml.new" ] || mv "$state/$keep_form.toml.new" "$state/$keep_form.toml"
    done
    # A rollback that was killed is turned round.
    rm -f "$state"/back-*
    commit || {
        trouble cannot-write "$state"
        exit 1
    }
    [ "$route" = direct ] || [ "$mode" != install ] || remember_credential
    if wanted config-toml; then
        if [ -n "$template" ]; then say_template; else say_runners; fi
    fi
    if [ -z "$root" ] && restart_due docker; then later=yes; fi
    if [ -n "$later" ]; then
        left=yes
        trouble docker-later
    fi
    words delete-me
    if [ -n "$left" ]; then exit 4; fi
}

# A password that --password gave stays until a script with another one comes.
remember_credential() {
    [ -e "$state/password-changed" ] && [ -n "${script_credential:-}" ] || return 0
    [ "$(cat "$state/password-changed")" = "$script_credential" ] || rm -f "$state/password-changed"
}

change_password() {
    [ "$route" = cntlm ] || misused no-password-here
    find_host
    if ! find_target cntlm-conf || [ ! -s "$target" ]; then problem nothing-installed; fi
    stop_if_problems
    begin
    mkdir -p "$work/want"
    if ! ask_credential "$target"; then
        if [ -z "$(ls "$state/files" 2>/dev/null)" ]; then forget_everything; fi
        exit 3
    fi
    stop_runner || fail
    find_target cntlm-conf
    with_credential "$target" "$work/credential" >"$work/want/cntlm-conf" || fail
    must_restart cntlm || fail
    put cntlm-conf "$work/want/cntlm-conf" "$(stat -c %u:%g "$target")" "$(stat -c %a "$target")" || fail
    cntlm_restarted=yes
    restart_cntlm || fail
    restarted cntlm
    request_part || fail
    content "cntlm-conf:$form_cntlm" | credential_of - | sha256sum >"$state/password-changed"
    commit || fail
    start_runner || fail
    step password-changed
}

# What would change, file by file. Secrets are masked on both sides.
show_changes() {
    find_host
    say_found
    prepare
    show_any=no
    for show_id in $plan_ids; do
        [ -e "$work/want/$show_id" ] || continue
        find_target "$show_id" || continue
        if [ -e "$target" ] && [ ! -r "$target" ]; then
            trouble cannot-read "$target"
            continue
        fi
        changes "$show_id" || continue
        show_any=yes
        if [ -e "$target" ]; then show_old=$target; else show_old=/dev/null; fi
        mask <"$show_old" >"$work/old"
        mask <"$work/want/$show_id" >"$work/new"
        if cmp -s "$show_old" "$work/want/$show_id"; then
            words would-set-mode "$target" "$file_mode" "$owner"
        elif cmp -s "$work/old" "$work/new"; then
            words would-change-secret "$target"
        else
            diff -u -L "$show_old" -L "$target" "$work/old" "$work/new"
        fi
    done
    [ "$show_any" = yes ] || words nothing-to-do
    if wanted config-toml && [ -z "$template" ]; then say_runners; fi
    stop_if_problems
}

case $mode in
install) install_files ;;
dry-run) show_changes ;;
check) check_everything ;;
rollback) roll_back ;;
password) change_password ;;
esac

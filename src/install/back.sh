# --- the way back: of a run that failed, and of everything ------------------------------------------

# Everything since the host was last whole is taken back, and services run as they did.
take_back() {
    trap '' INT TERM HUP
    trouble taking-back
    [ ! -d "$state/files/ca-store/before" ] || must_refresh_store || left=yes
    undo_files || left=yes
    refresh_store || left=yes
    if [ -z "$root" ]; then
        systemctl daemon-reload
        if [ -n "$cntlm_restarted" ] || [ -e "$state/pending/cntlm" ]; then
            give_back_cntlm
        fi
        if [ -n "$docker_restarted" ]; then
            start_anew docker || trouble did-not-start docker
        fi
        start_runner || left=yes
    fi
    rm -f "$state/pending/cntlm" "$state/pending/gitlab-runner"
    # What an earlier run left for later is still to be done.
    if [ -z "$docker_was_due" ] || [ -n "$docker_restarted" ]; then rm -f "$state/pending/docker"; fi
    rmdir "$state/pending" 2>/dev/null || :
    if [ -z "$(ls "$state/files" 2>/dev/null)" ]; then forget_everything; fi
    if [ -n "$left" ]; then trouble partly-taken-back; else trouble taken-back; fi
}

fail() {
    take_back
    exit 1
}

# CNTLM runs, and starts at boot, as it did before the first run.
give_back_cntlm() {
    if [ -e "$state/cntlm-enabled" ] && [ ! -d "$state/files/cntlm-conf/original" ]; then
        systemctl --quiet disable cntlm.service 2>/dev/null
        rm -f "$state/cntlm-enabled"
    fi
    if [ -e "$state/cntlm-was-stopped" ] && [ ! -d "$state/files/cntlm-conf/original" ]; then
        systemctl stop cntlm.service 2>/dev/null
        rm -f "$state/cntlm-was-stopped"
    else
        start_anew cntlm || :
    fi
}

# A file that somebody changed since is not overwritten. Of config.toml, which the Runner itself
# rewrites, our own lines are taken out.
take_out_keys() {
    [ -r "$target" ] || return 1
    write_keys
    runners remove "$target" >"$work/config-toml" || return 1
    ! cmp -s "$work/config-toml" "$target" || return 0
    back_new=$(beside)
    cp -p "$target" "$back_new" && cat "$work/config-toml" >"$back_new" && rename_into_place "$back_new" || return 1
    step took-keys-out "$target"
}

roll_back() {
    if [ ! -d "$state" ]; then
        find_journal_top
        words nothing-installed-here
        exit 0
    fi
    [ -n "$root" ] || [ "$(id -u)" = 0 ] || problem not-root
    stop_if_problems
    runner=''
    [ -n "$root" ] || find_runner
    begin
    trap 'trouble interrupted; start_runner; exit 130' INT TERM HUP
    stop_runner || exit 1
    trap '' INT TERM HUP
    back_keys=''
    # Runners that were registered with our template have our keys in a file that we never touched.
    if [ -e "$state/template.toml" ] && find_target config-toml && [ -e "$target" ]; then
        take_out_keys || {
            left=yes back_keys=yes
            trouble keys-stay "$target"
        }
    fi
    for back_id in $undo_order; do
        record=$state/files/$back_id
        back_kind=original
        [ -d "$record/original" ] || back_kind=before
        [ -d "$record/$back_kind" ] || continue
        # Kept in the journal: the services come last, perhaps in another run.
        case $back_id in
        cntlm-*) true >"$state/back-cntlm" || exit 1 ;;
        docker-drop-in | daemon-json) true >"$state/back-docker" || exit 1 ;;
        ca-store) must_refresh_store && true >"$state/back-docker" || exit 1 ;;
        esac
        give_back "$back_id" "$back_kind"
        case $?:$back_id in
        0:*) ;;
        2:config-toml) take_out_keys ;;
        *) false ;;
        esac || {
            left=yes
            trouble changed-since "$target" "$record/$back_kind/file"
            continue
        }
        drop "$record"
    done
    sweep
    remove_made
    refresh_store || left=yes
    tell_volume_that_stays
    if [ -z "$root" ]; then
        systemctl daemon-reload
        if [ -e "$state/back-cntlm" ] || [ -e "$state/pending/cntlm" ]; then give_back_cntlm; fi
        # A Docker that was not started since has none of our values.
        if [ -e "$state/back-docker" ] &&
            [ "$(property docker InvocationID)" != "$(cat "$state/docker-before" 2>/dev/null)" ]; then
            choose_docker
            if [ "$docker_when" = later ]; then
                left=yes
                trouble docker-later-back
            else
                step restarting docker
                start_anew docker || {
                    left=yes
                    trouble did-not-start docker
                }
            fi
        fi
        start_runner || left=yes
    fi
    rm -rf "$state"/back-* "$state"/*-before "$state/pending"
    if [ -z "$back_keys$(ls "$state/files" 2>/dev/null)" ]; then forget_everything; fi
    step rolled-back
    if [ -n "$left" ]; then exit 4; fi
}

# --- CNTLM: its file, its password, whether it listens and logs in ---------------------------------

# The credential lines of a cntlm.conf; keys have no case (config.c of cntlm).
credential_of() {
    awk 'tolower($1) ~ /^(password|passntlmv2|passnt|passlm)$/' "$1" 2>/dev/null
}

# The file $1 with the lines of the file $2 in place of its credentials.
with_credential() {
    awk '
        NR == FNR { lines = lines $0 "\n"; next }
        tolower($1) ~ /^(password|passntlmv2|passnt|passlm)$/ { if (!done++) printf "%s", lines; next }
        { print }
        END { if (!done) printf "%s", lines }' "$2" "$1"
}

# The user and domain of a cntlm.conf and nothing else of it.
identity_of() {
    awk 'tolower($1) ~ /^(username|domain)$/' "$1" 2>/dev/null
}

# Asks for the password on the terminal, without echo, and leaves the line for cntlm.conf in
# $work/credential. The password is a variable of this shell alone: printf is built into it, so no
# argument list and no environment ever holds it, and cntlm reads it from a pipe.
ask_credential() {
    if ! has stty || ! true 2>/dev/null </dev/tty; then
        trouble no-terminal
        return 1
    fi
    identity_of "$1" >"$work/identity"
    if [ -n "$(tr -d '\12\40-\176' <"$work/identity")" ]; then
        trouble name-not-ascii
        return 1
    fi
    ask_user=$(awk 'tolower($1) == "username" { sub(/^[^ \t]*[ \t]*/, ""); print; exit }' "$work/identity")
    exec 3</dev/tty
    ask_terminal=$(stty -g <&3)
    # Before the question, which somebody may answer at once.
    stty -echo <&3
    printf '%s ' "$(words ask-password "$ask_user")" >/dev/tty
    IFS= read -r secret <&3 || secret=''
    stty "$ask_terminal" <&3
    echo >/dev/tty
    ask_terminal=''
    exec 3<&-
    case $cntlm in 0.92) ask_most=49 ;; *) ask_most=256 ;; esac
    ask_wrong=''
    # What cntlm's own hashing gets wrong: it reads bytes for characters, and cuts at its buffers.
    case $secret in
    '') ask_wrong=empty-password ;;
    *[!\ -~]*) ask_wrong=password-not-ascii ;;
    esac
    if [ "${#secret}" -gt "$ask_most" ]; then ask_wrong=password-too-long; fi
    if [ "$cntlm" = 0.92 ]; then
        ask_length=$(awk '{ sub(/^[^ \t]*[ \t]*/, ""); n += length($0) } END { print n + 0 }' "$work/identity")
        if [ "$ask_length" -gt 64 ]; then ask_wrong=name-too-long; fi
    fi
    if [ -n "$ask_wrong" ]; then
        secret=''
        trouble "$ask_wrong" "$ask_most"
        return 1
    fi
    ask_hash=$(printf '%s\n' "$secret" | cntlm -H -c "$work/identity" 2>/dev/null |
        awk '$1 == "PassNTLMv2" { print $2 }')
    secret=''
    case $ask_hash in
    *[!0-9A-F]*) ask_hash='' ;;
    esac
    if [ "${#ask_hash}" != 32 ]; then
        trouble no-hash
        return 1
    fi
    printf 'PassNTLMv2   %s\n' "$ask_hash" >"$work/credential"
}

# The cntlm.conf to put in place, as $work/want/cntlm-conf. With `ask`, and after --password, the
# credential on the host is the right one: the script has none, or an older one.
prepare_cntlm_conf() {
    find_target cntlm-conf || return 1
    content "cntlm-conf:$cntlm" >"$work/want/cntlm-conf"
    script_credential=$(content "cntlm-conf:$form_cntlm" | credential_of - | sha256sum)
    if [ "$secret_kind" = ask ]; then
        identity_of "$work/want/cntlm-conf" >"$work/ours"
        identity_of "$target" >"$work/theirs"
        credential_of "$target" >"$work/credential"
        if cmp -s "$work/ours" "$work/theirs" && [ -s "$work/credential" ] &&
            ! grep -q not-set-yet "$work/credential"; then :; else
            case $mode in
            dry-run | check) return 0 ;;
            *) [ -n "$root" ] || ask_credential "$work/want/cntlm-conf" || return 1 ;;
            esac
            [ -z "$root" ] || return 0
        fi
    elif [ -r "$state/password-changed" ] &&
        [ "$(cat "$state/password-changed")" = "$script_credential" ]; then
        credential_of "$target" >"$work/credential"
        [ -s "$work/credential" ] || return 0
    else
        return 0
    fi
    with_credential "$work/want/cntlm-conf" "$work/credential" >"$work/want/cntlm-conf.new" &&
        mv "$work/want/cntlm-conf.new" "$work/want/cntlm-conf"
}

listening() {
    # Another program on the same port would make ours fail, and answer in its place.
    ss -Hltnp src "$docker0:$port" 2>/dev/null | grep -q '"cntlm"'
}

# Debian's init script says success when cntlm could not listen, so the socket is asked.
restart_cntlm() {
    step restarting cntlm
    systemctl daemon-reload
    if ! start_anew cntlm; then
        trouble did-not-start cntlm
        return 1
    fi
    cntlm_tries=0
    until listening; do
        cntlm_tries=$((cntlm_tries + 1))
        if [ "$cntlm_tries" -gt 20 ]; then
            trouble not-listening "$docker0:$port"
            journalctl --unit=cntlm.service --lines=3 --no-pager --output=cat 2>/dev/null | sed 's/^/    /' >&2
            return 1
        fi
        sleep 0.5
    done
    step listening "$docker0:$port"
}

# A request of curl's through the proxy. The address goes through a pipe: it may hold a password.
through_proxy() {
    content environment:raw | sed -n 's/^HTTP_PROXY=\(.*\)$/proxy = "\1"/p' |
        curl -q -sS --noproxy '' --connect-timeout 20 --max-time 60 --config - "$@"
}

# Exactly one request through the proxy. Only the proxy's own answer counts; what lies behind it may
# be down, or have a certificate that this host does not know. Sets $answer to its status, and
# $verified to what became of the certificate.
one_request() {
    answer=$(through_proxy -o /dev/null -w '%{http_connect} %{ssl_verify_result}' "$request_url" 2>"$work/curl")
    verified=${answer#* }
    answer=${answer%% *}
    case $answer in
    200) step request-passed "$request_url" ;;
    403)
        # The login worked, and the proxy forbids this address.
        step request-forbidden "$request_url"
        ;;
    407)
        trouble request-407
        return 1
        ;;
    *)
        trouble request-failed "${answer:-000}" "$request_url"
        sed 's/^/    /' "$work/curl" >&2
        return 1
        ;;
    esac
}

# After a 407, nobody knocks again by chance.
remember_answer() {
    if [ "$answer" = 407 ]; then
        property cntlm InvocationID >"$state/refused"
    else
        rm -f "$state/refused"
    fi
}

# Whether the CNTLM that runs now was refused the last time. Its own journal does not tell (0.92.3
# writes a line for each request and none for the answer), so those who asked through it do.
was_refused() {
    if [ -e "$state/refused" ] && [ "$(cat "$state/refused")" = "$(property cntlm InvocationID)" ]; then
        return 0
    fi
    refused_since=$(property cntlm ActiveEnterTimestamp)
    for refused_unit in gitlab-runner docker cntlm; do
        ! journalctl --unit="$refused_unit.service" --since="${refused_since:-today}" --lines=1 \
            --no-pager --output=cat 2>/dev/null |
            grep -qE 'Proxy Authentication Required|HTTP code 407|HTTP/1\.[01] 407' || return 0
    done
    return 1
}

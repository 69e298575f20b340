# --- the authority of a proxy that opens TLS: our file, and the host's own store of certificates ----
#
# What programs read of the store is made by a program of the host's ($ca_refresh) from files like
# ours, so it has to run after each change: $state/store-due says so until it has.

# The runner and dockerd read the store once, when they start.
must_refresh_store() {
    [ -z "$root" ] || return 0
    must_restart docker && must_restart gitlab-runner &&
        true >"$state/store-due" && flush "$state/store-due"
}

refresh_store() {
    [ -z "$root" ] && [ -e "$state/store-due" ] || return 0
    # Debian's program leaves its links to a file that is gone.
    refresh_link=/etc/ssl/certs/runner-proxy.pem
    if [ -L "$refresh_link" ] && [ ! -e "$refresh_link" ]; then
        for refresh_hash in /etc/ssl/certs/*.[0-9]; do
            [ "$(readlink "$refresh_hash")" != runner-proxy.pem ] || rm -f "$refresh_hash"
        done
        rm -f "$refresh_link"
    fi
    # What it makes is for everybody to read.
    if ! (umask 022 && "$ca_refresh") >"$work/refresh" 2>&1; then
        trouble store-not-refreshed "$ca_refresh"
        tail -n 3 "$work/refresh" | sed 's/^/    /' >&2
        return 1
    fi
    rm -f "$state/store-due"
    step store-refreshed "$ca_refresh"
}

# Whether a certificate of the file $1 stands in the list that programs read. Not all have to: Red
# Hat's program leaves out what is no authority.
store_has() {
    for store_bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do
        if [ -r "$store_bundle" ] && awk '
            /^-----BEGIN / { body = ""; next }
            /^-----END / { if (NR == FNR) ours[body] = 1; else if (body in ours) found = 1; next }
            { body = body $0 }
            END { exit !found }' "$1" "$store_bundle"; then
            return 0
        fi
    done
    return 1
}

# Whether every certificate of the file $1 stands in the file $2 too.
all_in() {
    awk '
        /^-----BEGIN / { body = ""; next }
        /^-----END / { if (NR == FNR) ours[body] = 1; else if (!(body in ours)) missing = 1; next }
        { body = body $0 }
        END { exit missing + 0 }' "$2" "$1"
}

# Another authority may stand at our file's place already, perhaps that of GitLab itself.
find_authority() {
    wanted ca-file || wanted ca-store || return 0
    [ -n "$root" ] || has "$ca_refresh" || problem no-program "$ca_refresh" ca-certificates
    if wanted ca-file && find_target ca-file && [ -s "$target" ] && [ ! -d "$state/files/ca-file" ]; then
        content ca-file >"$work/authority"
        all_in "$target" "$work/authority" || problem other-authority "$target"
    fi
}

authority_part() {
    apply ca-file || return 1
    if changes ca-store; then
        must_refresh_store && apply ca-store || return 1
        if [ -n "$root" ]; then
            left=yes
            trouble store-of-tree "$ca_refresh"
        fi
    fi
    refresh_store || return 1
    if [ -z "$root" ] && wanted ca-store && ! store_has "$work/want/ca-store"; then
        trouble store-lacks-it "$ca_refresh"
        return 1
    fi
}

ca_volume=/etc/gitlab-runner/certs/ca.crt:/etc/gitlab-runner/certs/ca.crt:ro

# Whether the volumes of a runner have the certificate at the place where the helper, the jobs and
# docker-in-docker look.
has_ca_volume() {
    ! wanted ca-file || case $1 in *:/etc/gitlab-runner/certs/ca.crt[:\"]*) true ;; *) false ;; esac
}

# Docker makes a directory of what a volume names and is not there.
tell_volume_that_stays() {
    find_target ca-file && [ ! -e "$target" ] || return 0
    find_target config-toml && grep -qsF -e "$ca_volume" "$target" || return 0
    left=yes
    trouble volume-stays "$target"
}

# The days of each certificate, as far as the host can read them.
check_authority() {
    wanted ca-file || return 0
    if store_has "$work/want/ca-file"; then
        result ok authority -- store-has-it
    else
        result fail authority store-cure -- store-has-it-not "$ca_refresh"
    fi
    has openssl || return 0
    rm -f "$work"/one-*.pem
    awk -v at="$work/one-" '/^-----BEGIN / { n++ } { print >(at n ".pem") }' "$work/want/ca-file"
    for check_one in "$work"/one-*.pem; do
        check_subject=$(openssl x509 -noout -subject -in "$check_one" 2>/dev/null | sed 's/^subject= *//' | tr -cd '\40-\176')
        check_until=$(openssl x509 -noout -enddate -in "$check_one" 2>/dev/null | sed 's/^notAfter=//')
        if ! openssl x509 -noout -checkend 0 -in "$check_one" >/dev/null 2>&1; then
            result fail authority expired-cure -- authority-expired "$check_subject" "$check_until"
        elif ! openssl x509 -noout -checkend 2592000 -in "$check_one" >/dev/null 2>&1; then
            result ok authority expired-cure -- authority-ends "$check_subject" "$check_until"
        else
            result ok authority -- authority-valid "$check_subject" "$check_until"
        fi
    done
}

# Whether the host trusts what the one request met ($verified is OpenSSL's verdict). Sets $signer to
# who signed it otherwise; that takes a request more, which no login can fail at any more.
trusted() {
    signer=''
    [ "$answer" = 200 ] && [ "${verified:-0}" != 0 ] || return 0
    signer=$(through_proxy -k -o /dev/null -w '%{certs}' "$request_url" 2>/dev/null | sed -n 's/^Issuer: *//p' | head -n 1 | tr -cd '\40-\176')
    signer=${signer:-?}
    return 1
}

check_trusted() {
    wanted ca-file || return 0
    if [ "${answer:-}" != 200 ]; then
        result skip trusted -- proxy-answers "${answer:-000}" "$request_url"
    elif trusted; then
        result ok trusted -- trusts "$request_url"
    else
        result fail trusted trusted-cure -- trusts-not "$request_url" "$signer"
    fi
}

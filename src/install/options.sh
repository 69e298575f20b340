# --- what was asked for ---------------------------------------------------------------------------

set -u
umask 077
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin

config_toml='' # found on the host; never taken from the caller's environment
language=en
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
ja.[Uu][Tt][Ff]8 | ja_*.[Uu][Tt][Ff]8* | ja.[Uu][Tt][Ff]-8 | ja_*.[Uu][Tt][Ff]-8*) language=ja ;;
ja.* | ja_*.*) ;; # another encoding than ours
ja | ja[_@-]*) language=ja ;;
esac
# The console of a host without a network has no Japanese letters.
[ "${TERM:-}" != linux ] || language=en
# From here on a byte is a character, and no program translates what is read below.
LC_ALL=C
export LC_ALL
# What would lead our questions elsewhere, or colour the answers.
unset CDPATH DOCKER_HOST DOCKER_CONTEXT SYSTEMD_COLORS

green='' red='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    green=$(printf '\033[32m') red=$(printf '\033[31m') plain=$(printf '\033[0m')
fi

# One line for each step.
step() {
    printf '%s-%s ' "$green" "$plain" 2>/dev/null || :
    words "$@"
}

# A line of its own colour for what did not work.
trouble() {
    printf '%s!%s ' "$red" "$plain" >&2
    words "$@" >&2
}

misused() {
    words "$@" >&2
    words see-help >&2
    exit 2
}

# Four numbers from 0 to 255 in plain digits.
is_address() {
    printf '%s\n' "$1" | awk -F. '
        NF != 4 { bad = 1 }
        { for (i = 1; i <= NF; i++) if ($i !~ /^(0|[1-9][0-9]?[0-9]?)$/ || $i > 255) bad = 1 }
        END { exit bad || NR != 1 }'
}

# Seconds of `90s`, `30m` or `2h`.
seconds_of() {
    case ${1%?} in
    '' | 0?* | *[!0-9]* | ??????*) return 1 ;;
    esac
    case $1 in
    *s) printf '%s\n' "${1%s}" ;;
    *m) printf '%s\n' "$((${1%m} * 60))" ;;
    *h) printf '%s\n' "$((${1%h} * 3600))" ;;
    *) return 1 ;;
    esac
}

# Adds the IDs of a list with commas to the variable $1.
add_ids() {
    case $2 in *[!,]*) ;; *) misused needs-value "--$1" ;; esac
    for add_id in $(printf '%s\n' "$2" | tr ',' ' '); do
        case " $all_ids " in
        *" $add_id "*) eval "$1=\"\$$1 \$add_id\"" ;;
        *) misused no-such-id "$add_id" "$all_ids" ;;
        esac
    done
}

all_ids='ca-file ca-store cntlm-conf cntlm-drop-in docker-drop-in daemon-json runner-drop-in client-config config-toml'
mode=install root='' only='' skip='' address='' restart='' wait_for=30m yes='' login='' json=''

while [ $# -gt 0 ]; do
    case $1 in
    --only=* | --skip=* | --root=* | --docker0=* | --restart=* | --wait=*)
        option=${1%%=*} value=${1#*=}
        shift
        set -- "$option" "$value" "$@"
        ;;
    esac
    case $1 in
    --only | --skip | --root | --docker0 | --restart | --wait)
        if [ $# -lt 2 ] || [ -z "$2" ]; then misused needs-value "$1"; fi
        ;;
    esac
    case $1 in
    --dry-run | --check | --rollback | --password)
        [ "$mode" = install ] || misused one-at-a-time "--$mode" "$1"
        mode=${1#--}
        ;;
    --only) add_ids only "$2" && shift ;;
    --skip) add_ids skip "$2" && shift ;;
    --root)
        root=$(cd -- "$2" 2>/dev/null && pwd -P) || misused no-such-directory "$2"
        [ "$root" != / ] || misused no-such-directory "$2"
        shift
        ;;
    --docker0)
        is_address "$2" || misused not-an-address "$2"
        address=$2
        shift
        ;;
    --restart)
        case $2 in now | later | ask) restart=$2 ;; *) misused not-a-restart "$2" ;; esac
        shift
        ;;
    --wait)
        seconds_of "$2" >/dev/null || misused not-a-time "$2"
        wait_for=$2
        shift
        ;;
    --yes) yes=yes ;;
    --login) login=yes ;;
    --json) json=yes ;;
    -h | --help)
        words usage
        exit 0
        ;;
    *) misused not-an-option "$1" ;;
    esac
    shift
done
[ -z "$login$json" ] || [ "$mode" = check ] || misused only-with-check
case $mode in
check | password) [ -z "$root" ] || misused not-with-root "--$mode" ;;
esac
# Where a certificate of ours goes, and what makes the list that programs read: of Red Hat and its
# relatives, of SUSE (README of openSUSE/ca-certificates), of Debian. Not every form has such a file.
# shellcheck disable=SC2034
if [ -d "$root/etc/pki/ca-trust/source/anchors" ]; then
    ca_store=/etc/pki/ca-trust/source/anchors ca_refresh=update-ca-trust
elif [ -d "$root/etc/pki/trust/anchors" ]; then
    ca_store=/etc/pki/trust/anchors ca_refresh=update-ca-certificates
else
    ca_store=/usr/local/share/ca-certificates ca_refresh=update-ca-certificates
fi
if [ -n "$address" ]; then docker0=$address; else docker0=$form_docker0; fi
wait_seconds=$(seconds_of "$wait_for")

# Whether this file is wanted: in the plan, and not left out. Root's own config.json has to be named.
wanted() {
    case " $plan_ids " in *" $1 "*) ;; *) return 1 ;; esac
    case " $skip " in *" $1 "*) return 1 ;; esac
    case $only in
    '') [ "$1" != client-config ] ;;
    *) case " $only " in *" $1 "*) ;; *) return 1 ;; esac ;;
    esac
}

state=$root/var/lib/runner-proxy
work='' ask_terminal=''
leave() {
    [ -z "$ask_terminal" ] || stty "$ask_terminal" </dev/tty
    [ -z "$work" ] || rm -rf "$work"
}
trap leave EXIT
# dash takes no leave when a signal ends it.
trap 'exit 130' INT TERM HUP
if [ -z "$root" ] && [ -w /run ]; then
    work=$(mktemp -d "/run/runner-proxy.$$.XXXXXX") || exit 1
else
    work=$(mktemp -d) || exit 1
fi

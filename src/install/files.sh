# --- files: each is kept before it is touched, and replaced as a whole ----------------------------
#
# $state/files/ID/ holds, of each file that was touched:
#   path       where it is, below --root
#   before/    the file before this run (`file`, absent when there was none; `was`, its fingerprint)
#   after      the fingerprint that this run gives it, written before the file is renamed into place
#   original/  like before/, from before the first run; `left` is the fingerprint we left it with
# before/ and after exist only while a run is going on, or after one was killed: the next run goes
# on with them, so that a failure still takes back everything since the host was last whole.

# What makes a file itself: its bytes, mode and owner.
fingerprint() {
    if [ -e "$1" ]; then
        print_sum=$(sha256sum <"$1") || return 1
        print_rest=$(stat -c '%a %u:%g' "$1") || return 1
        printf '%s %s\n' "${print_sum%% *}" "$print_rest"
    else
        echo absent
    fi
}

# GNU's sync takes a file; another one writes everything.
flush() {
    sync "$1" 2>/dev/null || sync
}

# Whether the directory of a file that may not be there yet lies below --root. Directories may be
# links, and in a tree an absolute one leads out of it.
inside() {
    [ -n "$root" ] || return 0
    inside_of=${1%/*}
    while [ ! -d "$inside_of" ]; do inside_of=${inside_of%/*}; done
    inside_of=$(cd "$inside_of" 2>/dev/null && pwd -P) || return 1
    case $inside_of/ in "$root"/*) ;; *) return 1 ;; esac
}

# Sets $target to the file that the path of this ID comes to, through symbolic links.
find_target() {
    where "$1"
    target=$root$path
    if [ -L "$target" ]; then target=$(readlink -f "$target") || return 1; fi
    inside "$target" || return 1
    [ ! -e "$target" ] || [ -f "$target" ]
}

# Makes a directory and those above it, and remembers which were not there.
make_directory() {
    [ ! -d "$1" ] || return 0
    make_directory "${1%/*}" || return 1
    printf '%s\n' "${1#"$root"}" >>"$state/made" && flush "$state/made" && mkdir -m 755 "$1"
}

# Keeps what $target is now, unless a run that was killed has done so.
keep() {
    record=$state/files/$1
    [ ! -d "$record/before" ] || return 0
    mkdir -p "$record" && rm -rf "$record/before.new" && mkdir "$record/before.new" || return 1
    printf '%s\n' "${target#"$root"}" >"$record/path" || return 1
    fingerprint "$target" >"$record/before.new/was" || return 1
    if [ -e "$target" ]; then
        cp -p "$target" "$record/before.new/file" || return 1
        fingerprint "$record/before.new/file" | cmp -s - "$record/before.new/was" || return 1
        flush "$record/before.new/file"
    fi
    flush "$record/before.new/was"
    mv "$record/before.new" "$record/before" && flush "$record"
}

# Puts a finished file, which stands beside it already, in place of $target.
rename_into_place() {
    flush "$1"
    mv -f "$1" "$target" || return 1
    flush "${target%/*}"
    # SELinux: the label belongs to the place.
    if [ -z "$root" ] && command -v restorecon >/dev/null 2>&1; then
        restorecon "$target" 2>/dev/null || :
    fi
}

# Where a file is prepared: beside its target, under a name that no reader of the directory takes.
beside() {
    printf '%s\n' "${target%/*}/.${target##*/}.runner-proxy"
}

# put ID FILE OWNER MODE: the file of this ID gets these bytes, this owner and this mode.
put() {
    find_target "$1" || return 1
    put_owner=$3
    [ "$(id -u)" = 0 ] || put_owner=$(id -u):$(id -g)
    put_sum=$(sha256sum <"$2") || return 1
    put_after="${put_sum%% *} $4 $put_owner"
    [ "$(fingerprint "$target")" != "$put_after" ] || return 0
    make_directory "${target%/*}" && keep "$1" || return 1
    printf '%s\n' "$put_after" >"$record/after.new" && flush "$record/after.new" &&
        mv "$record/after.new" "$record/after" || return 1
    put_new=$(beside)
    rm -f "$put_new"
    # Owner and mode come before the content.
    # A copy of what is there brings its access control list along.
    if { [ ! -e "$target" ] || cp -p "$target" "$put_new"; } && true >"$put_new" && chown "$put_owner" "$put_new" && chmod "$4" "$put_new" &&
        cat "$2" >"$put_new" && cmp -s "$2" "$put_new" && rename_into_place "$put_new"; then
        step wrote "$target"
    else
        rm -f "$put_new"
        return 1
    fi
}

# Whether put would change anything.
differs() {
    find_target "$1" || return 0
    differs_owner=$3
    [ "$(id -u)" = 0 ] || differs_owner=$(id -u):$(id -g)
    differs_sum=$(sha256sum <"$2")
    [ "$(fingerprint "$target")" != "${differs_sum%% *} $4 $differs_owner" ]
}

# Sets $target to the file of a record.
kept_target() {
    IFS= read -r target <"$1/path" && target=$root$target
}

# give_back ID KIND: the file becomes what it was in KIND, `before` or `original`. When it is not as
# we left it, it stays, and the answer is 2.
give_back() {
    record=$state/files/$1
    kept_target "$record" || return 1
    rm -f "$(beside)"
    back_now=$(fingerprint "$target") || return 1
    [ "$back_now" != "$(cat "$record/$2/was")" ] || return 0
    back_ours=no
    for back_print in after left; do
        [ -e "$record/$back_print" ] && [ "$back_now" = "$(cat "$record/$back_print")" ] && back_ours=yes
    done
    [ "$back_ours" = yes ] || return 2
    if [ -e "$record/$2/file" ]; then
        back_new=$(beside)
        if cp -p "$record/$2/file" "$back_new" && rename_into_place "$back_new"; then :; else
            # A full disk: in place it needs no more room than before.
            rm -f "$back_new"
            cat "$record/$2/file" >"$target" && cmp -s "$record/$2/file" "$target" || return 1
        fi
    else
        rm -f "$target" && flush "${target%/*}"
    fi
    step gave-back "$target"
}

# Takes a directory of the journal away in one moment.
drop() {
    rm -rf "$1.gone"
    [ ! -e "$1" ] || mv "$1" "$1.gone" || return 1
    rm -rf "$1.gone"
}

# Directories of ours that are empty now go, the deepest first.
remove_made() {
    [ -e "$state/made" ] || return 0
    sort -r "$state/made" | while IFS= read -r made; do
        rmdir "$root$made" 2>/dev/null || :
    done
}

# What a killed run left unfinished in the journal, or beside a file, goes.
sweep() {
    for record in "$state/files"/*; do
        if [ -d "$record/original" ] || [ -d "$record/before" ]; then
            case $record in *.gone) rm -rf "$record" ;; esac
        else
            rm -rf "$record"
        fi
        [ ! -d "$record" ] || rm -rf "$record"/*.new "$record"/*.gone
        if kept_target "$record" 2>/dev/null; then rm -f "$(beside)"; fi
    done
    rmdir "$state/files" 2>/dev/null || :
    rm -f "$state"/*.new
}

# What this run changed stays: `before` becomes `original`, unless an older one is there and the
# file was still as we had left it, or had just been given back.
commit() {
    for commit_id in $all_ids; do
        record=$state/files/$commit_id
        if [ -d "$record/before" ]; then
            if [ -d "$record/original" ] && {
                cmp -s "$record/before/was" "$record/left" || cmp -s "$record/before/was" "$record/original/was"
            }; then
                drop "$record/before"
            elif [ -d "$record/original" ]; then
                commit_number=1
                while [ -e "$record/original.$commit_number" ]; do
                    commit_number=$((commit_number + 1))
                done
                mv "$record/original" "$record/original.$commit_number" &&
                    mv "$record/before" "$record/original" || return 1
            else
                mv "$record/before" "$record/original" || return 1
            fi
        fi
        [ ! -e "$record/after" ] || mv "$record/after" "$record/left" || return 1
    done
    sweep
    flush "$state"
}

# Files of this run go back to what they were before it. Answers 1 when one could not.
undo_files() {
    undo_outcome=0
    for undo_id in $undo_order; do
        record=$state/files/$undo_id
        [ -d "$record/before" ] || continue
        if give_back "$undo_id" before; then
            rm -f "$record/after"
            drop "$record/before"
            [ -d "$record/original" ] || rm -rf "$record"
        else
            trouble not-given-back "$target" "$record/before/file"
            undo_outcome=1
        fi
    done
    sweep
    remove_made
    return "$undo_outcome"
}
undo_order='config-toml runner-drop-in client-config daemon-json docker-drop-in cntlm-drop-in cntlm-conf ca-store ca-file'

# The journal comes and goes in one moment, together with the directories that were made for it: it
# is made, and taken down, beside the first of them. Sets $journal_top to that and $journal_aside.
find_journal_top() {
    journal_top=$state
    while [ ! -d "${journal_top%/*}" ]; do journal_top=${journal_top%/*}; done
    journal_aside=${journal_top%/*}/.runner-proxy.aside
    rm -rf "$journal_aside"
}

make_journal() {
    find_journal_top
    journal_new=$journal_aside${state#"$journal_top"}
    (umask 022 && mkdir -p "$journal_new") || return 1
    journal_made=${state%/*}
    while [ "${#journal_made}" -ge "${#journal_top}" ]; do
        printf '%s\n' "${journal_made#"$root"}"
        journal_made=${journal_made%/*}
    done >"$journal_new/made" && flush "$journal_new/made" &&
        chmod 700 "$journal_new" && mv "$journal_aside" "$journal_top"
}

# One run at a time. The lock is the kernel's, so a killed run leaves none behind. It is on what is
# there before anything is made: the tree, or root's home, which nobody else may open.
lock() {
    lock_on=${root:-/root}
    [ -d "$lock_on" ] || lock_on=/run
    exec 9<"$lock_on"
    has flock || {
        trouble no-program flock util-linux
        exit 3
    }
    flock -n 9 || {
        trouble another-run
        exit 3
    }
    forget_killed
    [ -d "$state" ] || make_journal || return 1
    [ -w "$state" ]
}

# What killed runs worked with, which may hold a secret; the name tells whose it is.
forget_killed() {
    [ -z "$root" ] || return 0
    for killed in /run/runner-proxy.*.*; do
        killed_pid=${killed#/run/runner-proxy.}
        kill -0 "${killed_pid%%.*}" 2>/dev/null || rm -rf "$killed"
    done
}

# Nothing is kept any more, so the journal itself goes, and what was made for it.
forget_everything() {
    remove_made
    forget_top=$state
    while forget_up=${forget_top%/*} && grep -qxF -e "${forget_up#"$root"}" "$state/made" &&
        [ "$(ls -A "$forget_up")" = "${forget_top##*/}" ]; do
        forget_top=$forget_up
    done
    forget_aside=${forget_top%/*}/.runner-proxy.aside
    rm -rf "$forget_aside"
    mv "$forget_top" "$forget_aside" && rm -rf "$forget_aside"
}

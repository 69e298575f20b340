# --- files that belong to others: JSON is merged, config.toml gets keys only where that is provably
# --- safe -----------------------------------------------------------------------------------------

# Lines for a person to paste. No password is shown: it is left for the person to put back.
to_paste() {
    mask | sed 's/^/    /'
}

# What is secret in any of our files, or of those beside them, as xxxxx.
mask() {
    sed -e 's#\(https\{0,1\}://[^/@[:space:]":]*:\)[^[:space:]"]*@#\1xxxxx@#g' \
        -e 's/^\([-+ #;]*[[:space:]]*[Pp][Aa][Ss][Ss][A-Za-z0-9]*[[:space:]:=]\{1,\}\).*/\1xxxxx/' \
        -e 's/^\([-+ #;]*[[:space:]]*[Ss][Oo][Cc][Kk][Ss]5[Uu][Ss][Ee][Rr][Ss]\{0,1\}[[:space:]]\{1,\}\).*/\1xxxxx/' \
        -e 's/^\([-+ ]\{0,1\}[[:space:]]*[A-Za-z_-]*[Tt][Oo][Kk][Ee][Nn][[:space:]]*=[[:space:]]*\).*/\1xxxxx/' \
        -e 's/^\([-+ ]\{0,1\}[[:space:]]*[A-Za-z]*[Kk]ey[[:space:]]*=[[:space:]]*\).*/\1xxxxx/' \
        -e 's/\("[a-z]*\(auth\)": *\)"[^"]*"/\1"xxxxx"/g' \
        -e 's/\("[a-z]*\(token\)": *\)"[^"]*"/\1"xxxxx"/g'
}

# Puts our members into a JSON object and keeps everything else of it. Prints nothing new when they
# are there already. Names that stand twice, which parsers disagree about, are refused.
merge_with_python() {
    python3 - "$1" "$2" <<'END'
import json, re, sys

def once(pairs):
    if len(dict(pairs)) != len(pairs):
        sys.exit(1)
    return dict(pairs)

def merge(old, new):
    for name, value in new.items():
        if isinstance(value, dict) and isinstance(old.get(name), dict):
            merge(old[name], value)
        else:
            old[name] = value

def exact(number):
    if repr(float(number)) != number:
        sys.exit(1)
    return float(number)

def no_json(_):
    sys.exit(1)

how = {"parse_float": exact, "parse_constant": no_json}
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read()
with open(sys.argv[2], encoding="utf-8") as file:
    ours = json.load(file)
try:
    old, both = json.loads(text, object_pairs_hook=once, **how), json.loads(text)
except ValueError:
    sys.exit(1)
if not isinstance(both, dict):
    sys.exit(1)
merge(both, ours)
if both != old:
    indent = re.search(r"\n([ \t]+)\"", text)
    text = json.dumps(both, indent=indent.group(1) if indent else 4, ensure_ascii=False) + "\n"
sys.stdout.buffer.write(text.encode("utf-8"))
END
}

merge_with_jq() {
    jq -es 'length == 2 and (.[0] | type == "object")' "$1" "$2" >/dev/null 2>&1 || return 1
    # What jq does not print as it stands it would change: a long number, bytes that are not UTF-8, a
    # name that stands twice.
    jq -c . "$1" | tr -d ' \t\r\n' >"$work/reread"
    tr -d ' \t\r\n' <"$1" | cmp -s - "$work/reread" || return 1
    if jq -es '.[0] == (.[0] * .[1])' "$1" "$2" >/dev/null 2>&1; then
        cat "$1"
    else
        jq --indent 4 -s '.[0] * .[1]' "$1" "$2"
    fi
}

# prepare_json ID: $work/want/ID is our file, or the one that is there with our members in it.
prepare_json() {
    find_target "$1" || return 0
    content "$1" >"$work/want/$1"
    [ -s "$target" ] || return 0
    if [ ! -r "$target" ]; then
        problem cannot-read "$target"
        return 0
    fi
    if has python3; then
        merge_with_python "$target" "$work/want/$1" >"$work/merged" 2>/dev/null
    elif has jq; then
        merge_with_jq "$target" "$work/want/$1" >"$work/merged" 2>/dev/null
    else
        problem cannot-merge-without "$target"
        to_paste <"$work/want/$1" >>"$problems"
        return 0
    fi || {
        problem cannot-merge "$target"
        to_paste <"$work/want/$1" >>"$problems"
        return 0
    }
    mv "$work/merged" "$work/want/$1"
}

# A file that dockerd refuses would keep it from starting.
validate_daemon_json() {
    [ -z "$root" ] && has dockerd || return 0
    dockerd --help 2>/dev/null | grep -q -e --validate || return 0
    if ! dockerd --validate --config-file "$work/want/daemon-json" >"$work/validate" 2>&1; then
        problem daemon-json-refused
        to_paste <"$work/validate" >>"$problems"
    fi
}

# --- config.toml ----------------------------------------------------------------------------------

# The caller tells with a last line `.` whether the file ends with a newline.
with_end() {
    cat "$1" && echo .
}

runners() {
    # Nobody mounts what is no more.
    runners_volume=''
    if [ "$1" = remove ] || wanted ca-file; then runners_volume=$ca_volume; fi
    with_end "$2" | awk -v mode="$1" -v size="$(wc -lc <"$2")" -v ours="$work/ours.toml" -v theirs="$work/theirs.toml" \
        -v old_ours="$work/old-ours.toml" -v old_theirs="$work/old-theirs.toml" \
        -v volume="$runners_volume" "$runners_program"
}

# The writings of our keys, of this script and of an earlier one.
write_keys() {
    for write_form in ours theirs; do
        content "config-toml:$write_form" >"$work/$write_form.toml"
        if [ -r "$state/$write_form.toml" ]; then
            cat "$state/$write_form.toml" >"$work/old-$write_form.toml"
        else
            : >"$work/old-$write_form.toml"
        fi
    done
}

# Our keys are known later by their writings. While config.toml may still hold those of an earlier
# script, the new ones stand beside them.
keep_keys() {
    for write_form in ours theirs; do
        [ -e "$work/$write_form.toml" ] || return 0
        cat "$work/$write_form.toml" >"$state/$write_form.toml.new" && flush "$state/$write_form.toml.new" ||
            return 1
    done
}

# Prepares $work/want/config-toml from the file as it is now, and one line for each runner:
# $work/runners as they are, $work/runners-then as they will be. Nothing is prepared when there is no runner yet: then $template is set.
prepare_config_toml() {
    template='' config_unclear=''
    rm -f "$work/want/config-toml"
    : >"$work/runners"
    : >"$work/runners-then"
    find_target config-toml || return 0
    write_keys
    if [ -d "${target%/*}" ] && [ ! -x "${target%/*}" ]; then
        problem cannot-read "$target"
        return 0
    fi
    if [ ! -e "$target" ]; then
        template=yes
        return 0
    fi
    if [ ! -r "$target" ]; then
        problem cannot-read "$target"
        return 0
    fi
    if ! runners list "$target" >"$work/runners"; then
        config_unclear=$(cut -f 2,3 "$work/runners" | tr '\t' ' ')
        config_unclear=${config_unclear:-?}
        : >"$work/runners"
        return 0
    fi
    if [ ! -s "$work/runners" ]; then
        template=yes
        return 0
    fi
    if runners edit "$target" >"$work/want/config-toml"; then
        runners list "$work/want/config-toml" >"$work/runners-then"
    else
        rm -f "$work/want/config-toml"
    fi
}

# Tells what became of each runner, and what is left for a person.
say_runners() {
    find_target config-toml
    if [ -n "$config_unclear" ]; then
        left=yes
        trouble config-unclear "$target" "$config_unclear"
        content config-toml:ours | to_paste
        return 0
    fi
    say_paste=no
    while IFS="$tab" read -r _ say_line say_name say_executor say_status say_detail say_privileged say_volumes; do
        case $say_status in
        ours | absent | old)
            [ "$mode" = dry-run ] || step runner-has-keys "$say_name"
            has_ca_volume "$say_volumes" || {
                left=yes
                trouble runner-needs-volume "$say_name"
                content config-toml:volume | to_paste
            }
            needs_dind_settings "$say_privileged" "$say_volumes" || {
                left=yes
                trouble runner-needs-dind "$say_name"
                content config-toml:docker | to_paste
            }
            ;;
        executor) step runner-other-executor "$say_name" "$say_executor" ;;
        *)
            left=yes say_paste=yes
            trouble runner-not-changed "$say_name" "$say_line" "$say_detail"
            ;;
        esac
    done <"$work/runners-then"
    if [ "$say_paste" = yes ]; then
        words paste-keys
        content config-toml:ours | to_paste
    fi
}
tab=$(printf '\t')

# Whether a runner's [runners.docker] has what the kind of docker-in-docker needs.
needs_dind_settings() {
    [ "$dind" != none ] || return 0
    [ "$1" = true ] || return 1
    case $dind:$2 in
    tls:*/certs/client*) ;;
    socket:*/runner/services/docker*) ;;
    plain:*) ;;
    *) return 1 ;;
    esac
}

# `gitlab-runner register` sees no drop-in, so it gets the proxy from a file, and the keys as a
# template. Both hold what the drop-in holds, and lie in a directory that only root may enter.
say_template() {
    for template_kind in template.toml proxy.env; do
        content "config-toml:$template_kind" >"$work/new"
        cmp -s "$work/new" "$state/$template_kind" || cat "$work/new" >"$state/$template_kind" || return 1
    done
    step not-registered
    words register-line "${state#"$root"}" "${state#"$root"}" | to_paste
}

# A file that was right before and is not any more does not stay.
lint_config_toml() {
    [ -z "$root" ] && has gitlab-runner && gitlab-runner lint --help >/dev/null 2>&1 || return 0
    if gitlab-runner lint --config "$1" >"$work/lint" 2>&1; then
        step linted
        return 0
    fi
    if [ -e "$state/files/config-toml/before/file" ] &&
        gitlab-runner lint --config "$state/files/config-toml/before/file" >/dev/null 2>&1; then
        trouble lint-failed
        to_paste <"$work/lint" >&2
        return 1
    fi
    trouble lint-was-failing
}

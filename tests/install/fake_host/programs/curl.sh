# A request through the proxy, whose answer is in the model; or a connection without it.

case " $* " in
*' --config - '*)
    printf 'curl through %s\n' "$(cat)" >>"$MODEL/log"
    case "$*" in
    *'%{certs}'*) cat "$MODEL/certs" ;;
    *) printf '%s %s' "$(cat "$MODEL/answer")" "$(cat "$MODEL/verified" 2>/dev/null || echo 0)" ;;
    esac
    ;;
*)
    for word in "$@"; do url=$word; done
    printf 'curl to %s\n' "$url" >>"$MODEL/log"
    if grep -qxF "$url" "$MODEL/unreachable" 2>/dev/null; then printf 0.000000; else printf 0.012345; fi
    ;;
esac

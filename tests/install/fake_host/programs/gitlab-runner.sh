# GitLab Runner: its version, and its lint where it has one.

printf 'gitlab-runner %s\n' "$*" >>"$MODEL/log"
case $* in
--version) printf 'Version:      17.5.0\nGit revision: abc\n' ;;
'lint --help') [ -e "$MODEL/gitlab-runner/lint" ] ;;
lint*)
    file=${*##* }
    ! grep -q "$(cat "$MODEL/gitlab-runner/lint")" "$file" || {
        echo 'token = "glrt-t0k3n" is odd'
        exit 1
    }
    ;;
*) exit 1 ;;
esac

# The listening sockets: that of cntlm, when it runs and is not deaf.

[ -e "$MODEL/cntlm/pid" ] && kill -0 "$(cat "$MODEL/cntlm/pid")" 2>/dev/null || exit 0
[ ! -e "$MODEL/cntlm/deaf" ] || exit 0
listen=$(sed -n 's/^Listen *//p' /etc/cntlm.conf)
case $* in
*p) echo "LISTEN 0 5 $listen 0.0.0.0:* users:((\"cntlm\",pid=1,fd=3))" ;;
*"src $listen") echo "LISTEN 0 5 $listen 0.0.0.0:* users:((\"cntlm\",pid=1,fd=3))" ;;
esac

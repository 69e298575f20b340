# The address of docker0.

address=$(cat "$MODEL/docker0" 2>/dev/null) || exit 1
echo "4: docker0    inet $address/16 brd 172.17.255.255 scope global docker0\\       valid_lft forever preferred_lft forever"

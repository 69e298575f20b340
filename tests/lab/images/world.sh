#!/bin/sh
# Makes the image of everything outside: corporate proxy, GitLab-like server and registry. Runs
# inside a bare Debian, with /lab beside what it needs. The registry is filled here, with small
# images that hold a few programs of this system and the libraries they name.
set -eu

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
echo force-unsafe-io > /etc/dpkg/dpkg.cfg.d/lab
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 0755 /usr/sbin/policy-rc.d
# A mirror may lag behind.
apt-get update -qq -o Acquire::Check-Valid-Until=false
apt-get install -qq --yes --no-install-recommends python3 python3-cryptography python3-yaml git curl openssl \
  docker-registry busybox-static docker.io docker-cli docker-buildx iptables iproute2
rm -rf /var/lib/apt/lists/*

cp /lab/ca.crt /usr/local/share/ca-certificates/runner-proxy-lab.crt
update-ca-certificates > /dev/null
mkdir -p /etc/lab /srv
cp /lab/server.crt /lab/server.key /lab/registry.yml /etc/lab/
python3 -c 'import spnego'

# A root with a shell, certificates, and the programs and files named.
root() {
  root=/roots/$1
  shift
  mkdir -p "$root/bin" "$root/etc/ssl/certs" "$root/tmp" "$root/root" "$root/proc" "$root/sys" \
    "$root/dev" "$root/run" "$root/var" "$root/usr/bin" "$root/usr/sbin" "$root/lib64"
  ln -s bin "$root/sbin"
  ln -s ../run "$root/var/run"
  chmod 1777 "$root/tmp"
  cp /bin/busybox "$root/bin/"
  for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
  done
  echo root:x:0:0:root:/root:/bin/sh > "$root/etc/passwd"
  echo root:x:0: > "$root/etc/group"
  echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  for file in "$@"; do
    with_libraries "$file"
  done
}

with_libraries() {
  mkdir -p "$root$(dirname "$1")"
  # A busybox applet of this name is a link, through which cp would write.
  rm -f "$root$1"
  cp -a -L "$1" "$root$1"
  { ldd "$1" 2> /dev/null || true; } | grep -o '/[^ ]*' | while read -r library; do
    [ -e "$root$library" ] || { mkdir -p "$root$(dirname "$library")" && cp -L "$library" "$root$library"; }
  done
}

git_files="/usr/bin/git /usr/lib/git-core/git-remote-http /usr/lib/git-core/git-remote-https"
# The lists are meant to be split.
# shellcheck disable=SC2086
root cli $git_files /usr/bin/curl /usr/bin/openssl /usr/bin/docker \
  /usr/libexec/docker/cli-plugins/docker-buildx
install -m 0755 /lab/docker-entrypoint.sh "$root/usr/bin/"
# shellcheck disable=SC2086
root helper $git_files
root curl /usr/bin/curl
root dind /usr/bin/docker /usr/sbin/dockerd /usr/bin/containerd /usr/bin/containerd-shim-runc-v2 \
  /usr/sbin/runc /usr/bin/docker-init /usr/sbin/docker-proxy /usr/bin/openssl /etc/ssl/openssl.cnf \
  /usr/sbin/xtables-nft-multi /usr/lib/x86_64-linux-gnu/xtables/*.so
ln -s docker-init "$root/usr/bin/tini"
for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
  ln -s xtables-nft-multi "$root/usr/sbin/$name"
done
mkdir -p "$root/usr/lib/ssl"
ln -s /etc/ssl/openssl.cnf "$root/usr/lib/ssl/openssl.cnf"
install -m 0755 /lab/dockerd-entrypoint.sh "$root/usr/bin/"

# The registry runs in a network of its own, so that no port of the machine is taken.
unshare --net sh -eu -c '
  ip link set lo up
  REGISTRY_HTTP_ADDR=127.0.0.1:5000 REGISTRY_HTTP_TLS_CERTIFICATE= REGISTRY_HTTP_TLS_KEY= \
    docker-registry serve /etc/lab/registry.yml > /var/log/registry.log 2>&1 &
  python3 /lab/push.py || { cat /var/log/registry.log; exit 1; }
  kill $!
'
rm -rf /roots
apt-get purge -qq --yes --autoremove docker.io docker-cli docker-buildx > /dev/null

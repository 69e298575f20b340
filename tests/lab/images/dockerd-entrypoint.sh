#!/bin/sh
# The entrypoint of the lab's stand-in for docker:dind. It decides as the real one does
# (docker-library/docker, dockerd-entrypoint.sh): a certificate directory means TLS on port 2376,
# an empty one plain TCP on 2375; a unix:// DOCKER_HOST is the socket; arguments are dockerd's.
set -eu

certificates() {
  directory=$1
  [ -s "$directory/server/cert.pem" ] && return
  mkdir -p "$directory/ca" "$directory/server" "$directory/client"
  (
    cd "$directory"
    openssl req -x509 -newkey rsa:2048 -nodes -days 800 -subj "/CN=docker:dind CA" \
      -keyout ca/key.pem -out ca/cert.pem
    for side in server client; do
      names="DNS:docker,DNS:localhost,DNS:$(hostname),IP:127.0.0.1"
      for address in $(hostname -i); do names="$names,IP:$address"; done
      openssl req -newkey rsa:2048 -nodes -subj "/CN=docker:dind $side" \
        -keyout "$side/key.pem" -out "$side/csr.pem"
      printf 'subjectAltName=%s\nextendedKeyUsage=%sAuth\n' "$names" "$side" > "$side/extensions"
      openssl x509 -req -in "$side/csr.pem" -CA ca/cert.pem -CAkey ca/key.pem -CAcreateserial \
        -days 800 -extfile "$side/extensions" -out "$side/cert.pem"
      cp ca/cert.pem "$side/ca.pem"
    done
  ) 2> /dev/null
}

if [ "$#" -eq 0 ] || [ "${1#-}" != "$1" ]; then
  socket=unix:///var/run/docker.sock
  case ${DOCKER_HOST:-} in unix://*) socket=$DOCKER_HOST ;; esac
  if [ -n "${DOCKER_TLS_CERTDIR:-}" ]; then
    certificates "$DOCKER_TLS_CERTDIR"
    server=$DOCKER_TLS_CERTDIR/server
    set -- dockerd "--host=$socket" --host=tcp://0.0.0.0:2376 --tlsverify --tlscacert \
      "$server/ca.pem" --tlscert "$server/cert.pem" --tlskey "$server/key.pem" "$@"
  else
    set -- dockerd "--host=$socket" --host=tcp://0.0.0.0:2375 "$@"
  fi
fi
# A daemon that was killed leaves its number behind.
rm -f /var/run/docker.pid /var/run/docker/containerd/containerd.pid
exec "$@"

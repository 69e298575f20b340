#!/bin/sh
# The entrypoint of the lab's stand-in for docker:cli. It finds the daemon as the real one does
# (docker-library/docker, docker-entrypoint.sh): certificates that are there are used.
set -eu

client=${DOCKER_TLS_CERTDIR:-}/client
tls() {
  [ -n "${DOCKER_TLS_CERTDIR:-}" ] && [ -s "$client/ca.pem" ] && [ -s "$client/cert.pem" ] &&
    [ -s "$client/key.pem" ]
}

if [ -z "${DOCKER_HOST:-}" ] && [ ! -S /var/run/docker.sock ]; then
  if tls; then DOCKER_HOST=tcp://docker:2376; else DOCKER_HOST=tcp://docker:2375; fi
  export DOCKER_HOST
fi
case ${DOCKER_HOST:-} in
  tcp:*)
    if [ -z "${DOCKER_TLS_VERIFY:-}${DOCKER_CERT_PATH:-}" ] && tls; then
      export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH="$client"
    fi
    ;;
esac
exec "$@"

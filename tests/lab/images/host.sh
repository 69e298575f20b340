#!/bin/sh
# Makes a host of the lab out of a bare Debian. Runs inside of it, with /lab beside what it needs;
# its arguments are packages beyond those that every host has.
set -eu

export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
echo force-unsafe-io > /etc/dpkg/dpkg.cfg.d/lab
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 0755 /usr/sbin/policy-rc.d
# A mirror may lag behind.
apt-get update -qq -o Acquire::Check-Valid-Until=false
apt-get install -qq --yes --no-install-recommends cntlm docker.io iptables curl git python3 \
  diffutils util-linux "$@"
rm -f /usr/sbin/policy-rc.d
rm -rf /var/lib/apt/lists/*

cp /lab/ca.crt /usr/local/share/ca-certificates/runner-proxy-lab.crt
update-ca-certificates > /dev/null

# The stand-in itself comes when the host starts. Its unit and its user are those that the real
# one's package and `gitlab-runner install` make.
mkdir -p /usr/share/gitlab-runner /etc/gitlab-runner
[ ! -e /lab/with-lint ] || touch /usr/share/gitlab-runner/with-lint
chmod 0700 /etc/gitlab-runner
useradd --system --create-home --shell /bin/bash gitlab-runner
cp /lab/gitlab-runner.service /etc/systemd/system/
systemctl enable --quiet gitlab-runner

# Nothing changes by itself while a scenario compares the host with what it was.
systemctl mask --quiet apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
  e2scrub_all.timer fstrim.timer systemd-tmpfiles-clean.timer
# A container has no modules of its own.
systemctl mask --quiet systemd-modules-load.service

#!/bin/sh
# Builds the Debian system that lab machines of one release are copies of: systemd, Docker, polkit and a small desktop.
# A machine has no network, so everything it will ever need is put in here.
#
#   base.sh RELEASE MIRROR BASE_DIR
#
# Runs as root, under the release's lock, in mount and PID namespaces of its own: whatever ends it, no mount and no process
# stays behind. BASE_DIR appears whole or not at all.
set -eu
release=$1 mirror=$2 base=$3
cache=$(dirname "$base")
root=$cache/building-$release

# Another run may have built it while we waited for the lock. An unfinished one is nobody's now.
[ ! -d "$base" ] || exit 0
rm -rf "$root"

# runit's package in forky wants to be the machine's first process.
case $release in
  bullseye) own='docker.io policykit-1 lsb-base runit' ;;
  bookworm) own='docker.io polkitd pkexec runit' ;;
  trixie) own='docker.io docker-cli polkitd pkexec runit' ;;
  *) own='docker.io docker-cli polkitd pkexec' ;;
esac
# xvfb to scrot: a desktop whose password dialog can be seen, typed into and photographed. chromium to fonts-noto-cjk:
# what the wizard's window needs. redis-server and busybox-static: what container images are made from. curl: how
# a machine without the docker command asks the API. runit and sysvinit-utils: what else can keep a service, by a run
# script and by Docker's own /etc/init.d/docker. uidmap: what reads /etc/subuid beside Docker. strace: who wrote what.
packages="$own iptables iproute2 sudo curl procps acl attr uidmap strace sysvinit-utils
  xvfb x11-xserver-utils openbox lxqt-policykit mate-polkit xdotool scrot
  chromium fonts-dejavu-core fonts-liberation fonts-noto-cjk
  redis-server busybox-static"

say() { printf '%s\n' "$*"; }

# Debian's newer releases are all installed by one and the same debootstrap script.
script=/usr/share/debootstrap/scripts/$release
[ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid

say "Installing Debian $release (once; the result is kept in $cache)"
debootstrap --variant=minbase --include=systemd,systemd-sysv,libpam-systemd,dbus,ca-certificates \
  "$release" "$root" "$mirror" "$script" >"$root.log" 2>&1

# Packages must not start their services here, and a throw-away tree need not be synced to disk file by file.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
printf 'force-unsafe-io\npath-exclude=/usr/share/doc/*\npath-exclude=/usr/share/man/*\n' \
  >"$root/etc/dpkg/dpkg.cfg.d/lab"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"

inside() { DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$root" "$@"; }

mount -t proc proc "$root/proc"
# A mirror may lag behind what testing promises; the signatures are checked all the same, and debootstrap does likewise.
inside apt-get -o Acquire::Retries=3 -o Acquire::Check-Valid-Until=false update >>"$root.log" 2>&1
say "Installing Docker, polkit, a desktop and Chromium in $release"
# shellcheck disable=SC2086 # a list of package names
inside apt-get -o Acquire::Retries=3 install -y --no-install-recommends $packages >>"$root.log" 2>&1
inside apt-get clean
umount "$root/proc"

# The image is made from the package's files; the machine itself runs no Redis and has no user for it. It loads no
# kernel modules either: trixie's list of them is a link to nothing.
inside systemctl mask redis-server.service systemd-modules-load.service >>"$root.log" 2>&1
inside userdel redis

# What these do at certain hours would look like a change that a test made. Not every release has each of them.
inside systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
  systemd-tmpfiles-clean.timer >>"$root.log" 2>&1

# From trixie on polkit does not say by itself when an agent has registered, which a desktop has to wait for.
if grep -q 'log-level=notice' "$root/usr/lib/systemd/system/polkit.service"; then
  mkdir "$root/etc/systemd/system/polkit.service.d"
  printf '[Service]\nExecStart=\nExecStart=/usr/lib/polkit-1/polkitd --no-debug --log-level=info\n' \
    >"$root/etc/systemd/system/polkit.service.d/lab.conf"
fi

# alice and bob are ordinary desktop users; the group sudo makes polkit take them for administrators.
# They get their subordinate ranges as on any Debian machine.
for user in alice bob; do
  inside useradd --create-home --shell /bin/bash --groups sudo "$user"
  printf '%s:%s\n' "$user" "$LAB_PASSWORD" | inside chpasswd
done

rm -f "$root/usr/sbin/policy-rc.d" "$root/etc/resolv.conf"
printf '127.0.0.1 localhost lab\n' >"$root/etc/hosts"
printf 'lab\n' >"$root/etc/hostname"
: >"$root/etc/machine-id"

: >"$base.lock"
mv "$root" "$base"

# Other recipes' bases that nothing was booted from for a week: a checkout beside this one may be using its own.
find "$cache" -maxdepth 1 -name "$release-*.lock" -mtime +7 | while read -r lock; do
  flock --exclusive --nonblock "$lock" rm -rf "${lock%.lock}" "$lock" || true
done

#!/bin/sh
# Keeps one lab machine: boots it, and ends it when told to (SIGTERM). An owned machine also ends when its owner lets go
# of our standard input, which the kernel does for a process that dies of anything. Then removes the machine's cgroups.
# The machine's mounts and files live in its own mount namespace and go with its last process; its processes go with
# its first.
#
#   keeper.sh owned|free BASE_DIR SCRATCH_DIR NSPAWN_ARGUMENT…
set -u
ownership=$1
shift
here=$(dirname "$0")
group=subroot-lab-$$

# systemd-nspawn keeps its processes in cgroups called payload and supervisor beside its own; without a cgroup per machine
# two machines would share them. Both hierarchies matter on a host that has both.
hierarchies=$(awk '$3 == "cgroup2" || ($3 == "cgroup" && $4 ~ /name=systemd/) { print $2 }' /proc/mounts | sort -u)

remove_cgroups() {
  for hierarchy in $hierarchies; do
    [ ! -d "$hierarchy/$1" ] || find "$hierarchy/$1" -depth -type d -exec rmdir {} + 2>/dev/null
  done
}

# What keepers that were themselves killed could not remove.
for hierarchy in $hierarchies; do
  for left_over in "$hierarchy"/subroot-lab-*; do
    name=${left_over##*/}
    [ -d "/proc/${name##*-}" ] || remove_cgroups "$name"
  done
done

for hierarchy in $hierarchies; do mkdir "$hierarchy/$group"; done

# The base is locked against being cleared away while a machine stands on it, and for a week after (base.sh).
touch "$1.lock"
# shellcheck disable=SC2086 # a list of directories
LAB_CGROUPS=$(for hierarchy in $hierarchies; do printf '%s ' "$hierarchy/$group"; done) \
  setpriv --pdeathsig KILL flock --shared --no-fork "$1.lock" \
  unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
  sh "$here/boot.sh" "$@" </dev/null &
machine=$!

# Kills the first process in the namespaces, which unshare then reaps; unshare itself if it has not made them yet.
end_machine() {
  first=$(cat "/proc/$machine/task/$machine/children" 2>/dev/null)
  # shellcheck disable=SC2086 # at most one number
  kill -KILL ${first:-$machine} 2>/dev/null
}
trap end_machine TERM INT HUP

watcher=
if [ "$ownership" = owned ]; then
  exec 3<&0
  (
    cat <&3 >/dev/null
    end_machine
  ) &
  watcher=$!
fi

while kill -0 "$machine" 2>/dev/null; do wait "$machine"; done
[ -z "$watcher" ] || kill "$watcher" 2>/dev/null

# A killed process leaves its cgroup a moment later.
for _ in $(seq 100); do
  remove_cgroups "$group"
  found=no
  for hierarchy in $hierarchies; do
    if [ -d "$hierarchy/$group" ]; then found=yes; fi
  done
  [ "$found" = yes ] || exit 0
  sleep 0.1
done

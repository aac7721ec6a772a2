#!/bin/sh
# Boots a copy of a base; the keeper runs it as the first process of mount and PID namespaces of the machine's own.
set -eu
base=$1 scratch=$2
shift 2

for group in $LAB_CGROUPS; do echo 0 >"$group/cgroup.procs"; done

# The copy is an overlay in memory. Docker keeps its data beside it, because its own overlays cannot lie on one.
mount -t tmpfs -o mode=755,size=80% lab "$scratch"
cd "$scratch"
mkdir upper work root docker containerd
mount -t overlay -o "lowerdir=$base,upperdir=$scratch/upper,workdir=$scratch/work" lab "$scratch/root"

# systemd-nspawn leaves locks and directories there; these go with the namespace.
mkdir -p /run/systemd
mount -t tmpfs -o mode=755 lab /run/systemd

# The private network keeps the machine off every network, the system calls are those that Docker needs. One hierarchy of
# cgroups: newer Docker and systemd refuse anything else.
cd /
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
exec systemd-nspawn --quiet --boot -D "$scratch/root" -M lab --register=no --keep-unit --private-network \
  --capability=all --system-call-filter='@keyring bpf' --console=pipe --resolv-conf=off --timezone=off \
  --bind="$scratch/docker:/var/lib/docker" --bind="$scratch/containerd:/var/lib/containerd" "$@"

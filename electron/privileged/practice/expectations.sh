# ---- What there must be ----

expect_asker() { # PID START
  is_asking "$1" "$2" || refuse asker-gone "$1"
}

is_asking() { # PID START
  read_process "$1" 2>/dev/null && [ "$process_start" = "$2" ]
}

expect_means() {
  local missing='' program free_kb
  for program in dockerd containerd runc docker unshare setsid chroot mkfifo mount umount find timeout tar; do
    command -v "$program" >/dev/null || missing="$missing $program"
  done
  [ -z "$missing" ] || refuse command-missing "${missing# }"
  # With the older hierarchies a container's limits are elsewhere; nothing is tried there.
  [ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ] || refuse control-groups-v1
  free_kb=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo)
  [ "${free_kb:-0}" -ge $needed_kb ] || refuse memory-short "$((${free_kb:-0} / 1024))"
  unshare --mount --pid --net --cgroup --fork --kill-child true >"$run_dir/output" 2>&1 ||
    refuse namespaces-refused "$(tail -n 1 "$run_dir/output")"
  expect_free_range /etc/subuid
  expect_free_range /etc/subgid
}

# It was free when the wizard looked. An owner whom a directory service knows stands in no file; the wizard sees to that.
expect_free_range() { # FILE
  local owner first count _
  [ -e "$1" ] || return 0
  while IFS=: read -r owner first count _ || [ -n "$owner" ]; do
    case $first$count in '' | *[!0-9]*) continue ;; esac
    if [ "$first" -lt $((range_start + 65536)) ] && [ "$range_start" -lt $((first + ${count:-0})) ]; then
      refuse range-taken "$owner:$first:$count"
    fi
  done <"$1"
}

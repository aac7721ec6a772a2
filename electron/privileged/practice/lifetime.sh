# ---- How it ends ----

# One practice at a time on this machine: whoever makes the group has it. One that nobody keeps any more is what a practice
# left whose processes were all killed.
take_group() {
  # Not between the making and the note of it.
  trap '' INT TERM
  if [ -d "$group" ]; then
    [ -z "$(processes_in_group)" ] || refuse practice-busy
    end_group
    find /run/subroot -mindepth 1 -maxdepth 1 -name 'practice-*' ! -name "$run" -exec rm -rf {} +
    find /run -maxdepth 1 -name 'subroot-practice-*' ! -name "subroot-$run" -exec rm -rf {} +
  fi
  mkdir "$group" 2>/dev/null || refuse practice-busy
  has_group=yes
  trap 'exit 0' INT TERM
  mkdir "$group/engines"
  # A run-away container takes nothing from this machine. Not every machine hands these out.
  if [ -e "$group/memory.max" ]; then echo 2G >"$group/memory.max"; fi
  if [ -e "$group/pids.max" ]; then echo 2000 >"$group/pids.max"; fi
}

processes_in_group() {
  find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null
}

# Its processes are killed until there are none: what they start meanwhile is in the group, too. A killed process leaves
# it a moment later. Linux 5.14 can do it at once.
end_group() {
  local pid
  while [ -d "$group" ]; do
    if [ -e "$group/cgroup.kill" ]; then echo 1 >"$group/cgroup.kill"; fi
    for pid in $(processes_in_group); do kill -KILL "$pid" 2>/dev/null || :; done
    find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || :
    [ ! -d "$group" ] || sleep 0.1
  done
}

# Also root's copy of this script, whose shell may have been killed (copyDirOf in elevation.ts).
remove_files() {
  rm -rf "/run/subroot/$run" "/run/subroot-$run"
  # Others' runs are in there, too.
  rmdir /run/subroot 2>/dev/null || :
}

watch() { # RUN PID START KEEPER KEEPER_START
  local deadline
  trap '' HUP INT TERM PIPE
  run=$1
  read_uptime
  deadline=$((uptime + limit_s * 100))
  while [ -d "$group" ] && is_asking "$2" "$3" && is_asking "$4" "$5" && [ "$uptime" -lt "$deadline" ]; do
    sleep 0.5 >/dev/null
    read_uptime
  done
  end_group
  if ! is_asking "$4" "$5"; then remove_files; fi
}

# ---- Lines of progress, and who writes them ----

# For the times of events: the wall clock is read once, since it may be set at any moment.
start_clock() {
  read_uptime
  started_uptime=$uptime
  started_at=$(date +%s%3N)
  # Not every date(1) knows parts of seconds.
  case $started_at in *[!0-9]*) started_at=$(date +%s)000 ;; esac
}

# Leaves the hundredths of seconds since boot in $uptime. Never jumps, and costs no process.
read_uptime() {
  read -r uptime _ </proc/uptime
  uptime=${uptime%.*}${uptime#*.}
}

# Leaves the next event's line in $event_line.
format_event() { # KIND [FIELD]...
  local field
  read_uptime
  sequence=$((sequence + 1))
  event_line=$sequence$tab$((started_at + (uptime - started_uptime) * 10))
  for field in "$@"; do
    case $field in *[[:cntrl:]]*) field=$(printf %s "$field" | tr '[:cntrl:]' ' ') ;; esac
    if [ ${#field} -gt 500 ]; then field=$(printf %s "$field" | head -c 500); fi
    event_line=$event_line$tab$field
  done
}

# Leaves in $process_start when it was started, in ticks since boot: numbers of processes are used again. Fails for one that
# has ended, also where its parent has not taken notice yet (fields 3 and 22 of stat, proc(5)).
read_process() { # PID
  local stat
  read -r stat <"/proc/$1/stat" || return 1
  # The program's name may hold anything but ends at the last bracket.
  # shellcheck disable=SC2086 # fields
  set -- ${stat##*) }
  process_start=${20}
  case $1 in Z | X) return 1 ;; esac
}

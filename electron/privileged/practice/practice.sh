# Two Docker daemons to practise with, side by side on this machine: `plain` as Docker comes, `remapped` with user namespace
# remapping. They are real, and so are their containers; this machine's own Docker is left alone. It needs nothing newer
# than POSIX sh with `local` (dash, bash, busybox).
#
# What it promises:
# - Nothing of this machine is written but /run/subroot/RUN (in memory) and one control group; both go at the end. The
#   daemons see a file system of their own, in memory: this machine's programs are in it, read-only, and nothing else is.
#   So there is no file, mount, account, profile or network rule to take away: they live in namespaces that end.
# - Nobody but root can reach the daemons, and nothing can reach a network.
# - No text of the user's is used: of its words one names the practice, two name a process of whoever asked.
# - It ends when that process does, when the time is up, when it is told to (SIGTERM), or when it is killed; whichever of
#   its processes is killed, another one clears away.
#
# Who is who:
#   keep     checks, starts the others, waits, and clears away
#   watch    a session of its own: ends the others with the process of whoever asked, with the time, and with `keep`; if
#            that was killed, it clears away in its place. It holds the pipe that `engines` waits on
#   enter    goes into the control group and the namespaces, makes the root of their own, and becomes
#   engines  the first process of a PID namespace: with it everything in there ends. It ends with the pipe, too, so that
#            nothing is left to run when both of the others were killed
#
# /run/subroot/RUN/events  progress, readable by everyone: sequence, milliseconds since 1970, kind and fields, separated by
#                          tabs. As it is removed at the end, `keep` prints it, too.

set -euf
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset CDPATH ENV BASH_ENV
umask 077

tab=$(printf '\t')
group=/sys/fs/cgroup/subroot-practice
limit_s=3600
needed_kb=786432
sequence=0 unsafe_dir='' has_group='' reported='' run='' run_dir=''

practise() { # RANGE_START RUN PID START
  range_start=$1
  shift
  case $1 in
    # By ourselves.
    watch | enter | join | inside | engines) "$@" ;;
    *) keep "$@" ;;
  esac
}

keep() { # RUN PID START
  [ $# = 3 ] || misuse
  case $1 in *[!a-z0-9-]*) misuse ;; practice-*) ;; *) misuse ;; esac
  case $2 in '' | *[!0-9]*) misuse ;; esac
  case $3 in '' | *[!0-9]*) misuse ;; esac
  if [ "$(id -u)" != 0 ]; then printf 'This must run as root\n' >&2 && exit 64; fi
  # The display, and whoever reads our output, may go away at any time.
  trap '' HUP PIPE
  run=$1
  open_events
  trap 'end_keeping $?' EXIT
  trap 'exit 0' INT TERM
  emit practice-started "$((limit_s * 1000))"
  expect_asker "$2" "$3"
  expect_means
  take_group
  read_process $$
  mkfifo "$run_dir/pipe"
  # The shells are told what they are by words, so that each can be seen for what it is.
  setsid sh "$0" watch "$run" "$2" "$3" $$ "$process_start" >"$run_dir/pipe" 2>/dev/null 6>&- 8>&- &
  sh "$0" enter "$sequence" "$(stat -c %u "/proc/$2")" "$(readlink /proc/self/ns/mnt)" \
    <"$run_dir/pipe" >"$run_dir/output" 2>&1 6>&- &
  # A signal ends it.
  wait $! || :
}

misuse() {
  printf 'It is told the name of a practice, and the number and the start of a process\n' >&2
  exit 64
}

open_events() {
  run_dir=/run/subroot/$run
  (
    umask 022
    mkdir -p /run/subroot
    is_roots_own /run/subroot || { printf 'Others may write in %s\n' "$unsafe_dir" >&2 && exit 64; }
    mkdir "$run_dir"
    : >"$run_dir/events"
  )
  exec 6>&1 8>>"$run_dir/events" </dev/null >"$run_dir/output" 2>&1
  start_clock
}

emit() { # KIND [FIELD]...
  format_event "$@"
  printf '%s\n' "$event_line" >&8
}

refuse() { # CODE [DETAIL]
  emit practice-failed "$1" "${2-}"
  reported=yes
  exit 1
}

end_keeping() { # STATUS
  trap '' INT TERM
  set +e
  # `engines` has written, too.
  sequence=$(($(wc -l <"$run_dir/events")))
  if [ "$1" != 0 ] && [ -z "$reported" ]; then emit practice-failed unexpected "$(tail -n 3 "$run_dir/output")"; fi
  if [ -n "$has_group" ]; then end_group; fi
  # `watch` sees that it is over.
  wait
  emit practice-ended
  cat "$run_dir/events" >&6
  remove_files
  exit "$1"
}

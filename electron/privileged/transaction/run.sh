# How a run changes this machine. This part is the same in every run; what is changed stands above it, in
# `expectations`, `changes` and `plan`. It needs nothing newer than POSIX sh with `local` (dash, bash, busybox).
#
# What it promises:
# - One run at a time, and nothing is changed unless every file, account and group is as it was reviewed.
# - Nothing is read but this script, the files it names and what the system's own commands say; no argument but the
#   run's name, no variable, no input.
# - No file is read or written by a path on which anybody but root may exchange what lies there.
# - Every file is replaced as a whole, keeping its mode, owner, labels and every byte that the plan does not name,
#   under the lock that shadow's own commands take, after a copy of it was kept in the journal.
# - Nothing is begun that could only fail: files that cannot be replaced, or would lose lists and attributes that belong to
#   them, are refused. Room for going back is kept on every disk that it writes to.
# - Everything else that is changed is written to the journal before it is.
# - Whatever fails, and whoever asks it to stop, every file is put back and Docker runs as it did before. What somebody
#   else changed meanwhile is never overwritten.
# - Docker comes first: what was written while it ran, and with which it would not start again as it ran, is taken away
#   by edits `for good`; once Docker was stopped they are not put back, and the events say so.
# - Where it is cut off (killed, a power failure), the same program finishes the run later or rolls it back:
#   script.sh ATTEMPT finish|roll-back RUN. Nothing else is done on the machine until one of them was.
# - Progress is one line per event: sequence, milliseconds since 1970, kind and fields, separated by tabs; a field
#   never contains a control character. The last event is always `run-finished`.
#
# /run/subroot/RUN/events            progress, readable by everyone, gone at the next boot; beside it process, who does it
# /var/lib/subroot/runs/RUN/         the journal: plan.json, script.sh, events, processes (that did the run) and backups
#                                    (a list of them), readable by everyone; for root alone backup/ (files as they were),
#                                    changes (what was done), dirs (where temporary files may be), containers (that ran),
#                                    docker (its service, and what it reported before)

set -euf
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset CDPATH ENV BASH_ENV
umask 077

tab=$(printf '\t')
line_feed='
'
runs_dir=/var/lib/subroot/runs
docker_socket=/var/run/docker.sock
# Starting Docker waits for its containers to stop (systemd gives them 90 s) and then for the daemon itself.
restart_limit_s=180
# For what writes boot files: an initramfs or an OSTree deployment on a slow disk takes its time.
boot_limit_s=600

step=check sequence=0 journal='' undone='' temp='' locked='' interrupted='' reported='' finished=''
resumed='' restart_step='' edit_kind=file docker_was='' docker_root='' lock_trouble='' service_manager='' service=''
down_since='' boot_id='' was='' left='' unsafe_dir='' room_bytes=131072 mount_points=''

run() { # ACTION UNDONE_RUN RUN, or ACTION UNDONE_RUN ATTEMPT finish|roll-back RUN
  local name
  for name in "$3" "${5-$3}"; do
    case $name in '' | *[!a-z0-9-]*) printf 'A run is named by a-z, 0-9 and -\n' >&2 && exit 64 ;; esac
  done
  case ${4-finish} in finish | roll-back) ;; *) printf 'finish or roll-back\n' >&2 && exit 64 ;; esac
  if [ "$(id -u)" != 0 ]; then printf 'This must run as root\n' >&2 && exit 64; fi
  # The display, and whoever reads our output, may go away at any time.
  trap '' HUP PIPE
  trap 'interrupted=yes' INT TERM
  start_events "$3"
  trap 'end_run $?' EXIT
  [ $# -gt 3 ] || emit run-started "$1"

  exec 9>/run/subroot/lock
  take_lock $#
  expect_roots_own "$runs_dir"
  if [ -n "$2" ]; then undone=$runs_dir/$2; fi
  if [ $# -gt 3 ]; then
    resume "$4" "$5"
  else
    expect_finished_runs
    open_journal "$3"
    prepare
  fi
  changes
  # What ran when remapping was turned on is there again now.
  if [ -n "$undone" ]; then start_containers "$undone/containers"; fi
  give_room "$journal"
  conclude 'done'
}

# From here to the first change nothing is done that the journal does not tell how to clear away.
prepare() {
  expectations
  note_docker
  keep_room
}

# Whatever a killed run had started, such as useradd, still holds its lock: what is resumed waits for it to end.
take_lock() { # WORDS
  local tries=0
  until flock -n 9; do
    tries=$((tries + 1))
    if [ "$1" -le 3 ] || [ $tries -ge 300 ] || [ -n "$interrupted" ]; then fail busy /run/subroot/lock; fi
    sleep 0.1
  done
}

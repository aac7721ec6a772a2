# shellcheck shell=dash
# How a run changes this machine. This part is the same in every run; what is changed stands above it, in
# `expectations`, `changes` and `plan`. It needs nothing newer than POSIX sh with `local` (dash, bash, busybox).
#
# What it promises:
# - One run at a time, and nothing is changed unless every file, account and group is as it was reviewed.
# - Nothing is read but this script, the files it names and what the system's own commands say; no argument but the
#   run's name, no variable, no input.
# - Every file is replaced as a whole, keeping its mode, owner, labels and every byte that the plan does not name,
#   under the lock that shadow's own commands take, after a copy of it was kept in the journal.
# - Whatever fails, and whoever asks it to stop, every file is put back and Docker runs as it did before. What somebody
#   else changed meanwhile is never overwritten.
# - Progress is one line per event: sequence, milliseconds since 1970, kind and fields, separated by tabs; a field
#   never contains a control character. The last event is always `run-finished`.
#
# /run/subroot/RUN/events            progress, readable by everyone, gone at the next boot
# /var/lib/subroot/runs/RUN/         the journal: plan.json, script.sh and events, readable by everyone; for root alone
#                                    backup/ (files as they were), changes (what was done), containers (that ran)

set -euf
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset CDPATH ENV BASH_ENV
umask 077

tab=$(printf '\t')
runs_dir=/var/lib/subroot/runs
docker_socket=/var/run/docker.sock
# Starting Docker waits for its containers to stop (systemd gives them 90 s) and then for the daemon itself.
restart_limit_s=180
answer_limit_ms=30000

step=check sequence=0 journal='' undone='' temp='' locked='' interrupted='' reported='' finished=''
restart_step='' docker_was='' docker_root='' lock_holder=''

run() { # ACTION UNDONE_RUN RUN
  case $3 in '' | *[!a-z0-9-]*) printf 'A run is named by a-z, 0-9 and -\n' >&2 && exit 64 ;; esac
  if [ "$(id -u)" != 0 ]; then printf 'This must run as root\n' >&2 && exit 64; fi
  # The display, and whoever reads our output, may go away at any time.
  trap '' HUP PIPE
  trap 'interrupted=yes' INT TERM
  start_events "$3"
  trap 'end_run $?' EXIT
  emit run-started "$1"

  exec 9>/run/subroot/lock
  flock -n 9 || fail busy /run/subroot/lock
  if [ -n "$2" ]; then undone=$runs_dir/$2; fi
  expectations
  open_journal "$3"
  changes
  # What ran when remapping was turned on is there again now.
  if [ -n "$undone" ]; then start_containers "$undone/containers"; fi
  conclude 'done'
}

# ---- Progress and the journal ----

start_events() { # RUN
  run_dir=/run/subroot/$1
  # Readable from the moment it exists: the wizard looks for it all the time.
  (
    umask 022
    mkdir -p /run/subroot
    mkdir "$run_dir"
    : >"$run_dir/events"
  )
  mkdir "$run_dir/docker-config"
  printf 'Progress is in %s/events\n' "$run_dir" || :
  exec </dev/null >"$run_dir/output" 2>&1
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

emit() { # KIND [FIELD]...
  local line field
  read_uptime
  sequence=$((sequence + 1))
  line=$sequence$tab$((started_at + (uptime - started_uptime) * 10))
  for field in "$@"; do
    case $field in *[[:cntrl:]]*) field=$(printf %s "$field" | tr '[:cntrl:]' ' ') ;; esac
    if [ ${#field} -gt 500 ]; then field=$(printf %s "$field" | head -c 500); fi
    line=$line$tab$field
  done
  printf '%s\n' "$line" >>"$run_dir/events"
  if [ -n "$journal" ]; then printf '%s\n' "$line" >>"$journal/events"; fi
}

open_journal() { # RUN
  local dir
  for dir in "${runs_dir%/*}" "$runs_dir"; do
    [ -d "$dir" ] || mkdir -m 755 "$dir"
  done
  mkdir -m 755 "$runs_dir/$1"
  journal=$runs_dir/$1
  mkdir "$journal/backup"
  : >"$journal/changes"
  plan >"$journal/plan.json"
  cp "$0" "$journal/script.sh"
  cp "$run_dir/events" "$journal/events"
  chmod 644 "$journal/plan.json" "$journal/script.sh" "$journal/events"
  sync_path "$journal/plan.json"
  sync_path "$journal"
}

begin_step() { # STEP
  step=$1
  [ -z "$interrupted" ] || fail interrupted "$step"
  emit step-started "$step"
}

end_step() { emit step-done "$step"; }

fail() { # CODE DETAIL
  report_failure "$1" "$2"
  exit 1
}

# Whoever stops us may stop the commands that we run, too: then that is why they failed.
report_failure() { # CODE DETAIL
  local code="$1"
  if [ -n "$interrupted" ]; then code=interrupted; fi
  emit step-failed "$step" "$code" "$2"
  reported=yes
}

conclude() { # OUTCOME
  finished=$1
  emit run-finished "$1"
  if [ -n "$journal" ]; then sync_path "$journal/events"; fi
}

# ---- What must be so before anything is changed ----

expect_file() { # PATH DIGEST|absent
  [ "$(digest "$1")" = "$2" ] || fail changed-since-review "$1"
}

expect_free() { # passwd|group NAME ID
  if getent "$1" "$2" || getent "$1" "$3"; then fail changed-since-review "$1: $2 ($3)"; fi
}

expect_account() { # passwd|group NAME ID
  grep -q "^$2:[^:]*:$3:" "/etc/$1" || fail changed-since-review "/etc/$1: $2 ($3)"
}

# Docker must answer now, so that its answers mean something later.
expect_docker() {
  read_docker || fail docker-not-answering "$docker_socket"
  docker_was="$docker_remapped $docker_root"
}

# Prints the SHA-256 of a regular file, `absent`, or `irregular` for what Subroot never writes through (a link…).
digest() { # PATH
  local sum
  if [ -L "$1" ]; then
    printf irregular
  elif [ -f "$1" ]; then
    sum=$(sha256sum <"$1")
    printf %s "${sum%% *}"
  elif [ -e "$1" ]; then
    printf irregular
  else
    printf absent
  fi
}

# ---- Files ----

# Cuts LENGTH bytes at OFFSET and puts TEXT there, for each edit in order; offsets refer to the file as it is.
edit_file() { # STEP PATH DIGEST|absent DIGEST|absent MODE [OFFSET LENGTH TEXT]...
  local path="$2" before="$3" after="$4" mode="$5"
  begin_step "$1"
  shift 5
  lock "$path" || fail file-locked "$path: $lock_holder"
  [ "$(digest "$path")" = "$before" ] || fail changed-since-review "$path"
  make_parent "$path"
  if [ "$before" != absent ]; then back_up "$path"; fi
  record_change file "$path" - "$before" "$after"
  if [ "$after" = absent ]; then
    rm "$path"
    if find_change "$undone" directory "${path%/*}"; then rmdir "${path%/*}" || :; fi
  else
    new_file "$path" "$mode"
    splice "$path" "$@" >"$temp"
    [ "$(digest "$temp")" = "$after" ] || fail write-failed "$path"
    replace "$path"
  fi
  unlock
  end_step
}

splice() { # PATH [OFFSET LENGTH TEXT]...
  local path="$1" position=0
  [ -e "$path" ] || path=/dev/null
  shift
  while [ $# -gt 0 ]; do
    head -c "$1" "$path" | tail -c "+$((position + 1))"
    printf %s "$3"
    position=$(($1 + $2))
    shift 3
  done
  tail -c "+$((position + 1))" "$path"
}

# Makes an empty file beside PATH that has its mode, owner and labels, and leaves its name in $temp.
new_file() { # PATH MODE_IF_ABSENT
  temp=$(mktemp "${1%/*}/.subroot-XXXXXX")
  if [ -e "$1" ]; then
    copy_attributes "$1" "$temp"
  else
    chmod "$2" "$temp"
  fi
  true >"$temp"
}

# GNU cp alone knows how to keep ACLs and labels; others keep mode and owner.
copy_attributes() { cp --attributes-only --preserve=all "$1" "$2" 2>/dev/null || cp -p "$1" "$2"; }
copy_file() { cp --preserve=all "$1" "$2" 2>/dev/null || cp -p "$1" "$2"; }

replace() { # PATH
  local new=''
  [ -e "$1" ] || new=yes
  sync_path "$temp"
  mv -f "$temp" "$1"
  temp=''
  if [ -n "$new" ] && command -v restorecon >/dev/null; then restorecon "$1" || :; fi
  sync_path "${1%/*}"
}

make_parent() { # PATH
  local dir="${1%/*}"
  if [ -d "$dir" ]; then return 0; fi
  record_change directory "$dir" - absent absent
  mkdir -m 755 "$dir"
}

back_up() { # PATH
  mkdir -p "$journal/backup${1%/*}"
  copy_file "$1" "$journal/backup$1"
  sync_path "$journal/backup$1"
}

# Written before the change itself, so that a run that was killed can still be taken back.
record_change() { # file|directory|account-added|account-removed PATH NAME BEFORE AFTER
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$step" "$@" >>"$journal/changes"
  sync_path "$journal/changes"
}

# Finds what a journal says about a path; leaves the digest that the run left there in $left.
find_change() { # JOURNAL KIND PATH
  local kind path
  [ -n "$1" ] && [ -e "$1/changes" ] || return 1
  while IFS=$tab read -r _ kind path _ _ left; do
    if [ "$kind" = "$2" ] && [ "$path" = "$3" ]; then return 0; fi
  done <"$1/changes"
  return 1
}

# Older sync(1) takes no path and writes out everything.
sync_path() { sync "$1" || sync; }

# The lock of shadow's commands (lib/commonio.c): PATH.lock is a link to a file that holds our process id. A lock whose
# process is gone is taken over, as they do; a living one is waited for, up to 15 s.
lock() { # PATH
  local tries=0
  case $1 in /etc/passwd | /etc/shadow | /etc/group | /etc/gshadow | /etc/subuid | /etc/subgid) ;; *) return 0 ;; esac
  printf %s $$ >"$1.$$"
  until ln "$1.$$" "$1.lock"; do
    lock_holder=$(tr -cd 0-9 <"$1.lock") || :
    if [ -n "$lock_holder" ] && ! kill -0 "$lock_holder"; then
      rm -f "$1.lock"
    else
      if [ $tries -ge 150 ] || [ -n "$interrupted" ]; then rm -f "$1.$$" && return 1; fi
      sleep 0.1
    fi
    tries=$((tries + 1))
  done
  rm -f "$1.$$"
  locked=$1.lock
}

unlock() {
  if [ -n "$locked" ]; then rm -f "$locked"; fi
  locked=''
}

# ---- Accounts ----

create_group() { # STEP NAME GID
  begin_step "$1"
  add_account "$2" '/etc/group /etc/gshadow' groupadd --system --gid "$3" "$2"
  grep -q "^$2:[^:]*:$3:\$" /etc/group || fail account-failed "$(grep "^$2:" /etc/group)"
  end_step
}

create_user() { # STEP NAME UID GID LINE
  begin_step "$1"
  add_account "$2" '/etc/passwd /etc/shadow' useradd --system --no-create-home --home-dir /nonexistent \
    --shell /usr/sbin/nologin --uid "$3" --gid "$4" "$2"
  grep -Fqx "$5" /etc/passwd || fail account-failed "$(grep "^$2:" /etc/passwd)"
  end_step
}

add_account() { # NAME FILES COMMAND...
  local name="$1" files="$2" status=0 message file before after
  shift 2
  for file in $files; do
    if [ -e "$file" ]; then back_up "$file"; fi
  done
  message=$("$@" 2>&1) || status=$?
  for file in $files; do
    [ -e "$journal/backup$file" ] || continue
    before=$(digest "$journal/backup$file")
    after=$(digest "$file")
    # Our copy may only come back if this line is all that was changed since; $( ) forgets a missing last line feed.
    if [ "$(sed "/^$name:/d" "$file")" != "$(cat "$journal/backup$file")" ]; then after=unknown; fi
    if [ "$before" != "$after" ]; then record_change account-added "$file" "$name" "$before" "$after"; fi
  done
  [ $status = 0 ] || fail account-failed "$message"
}

# userdel is not used: it also takes a group of the same name and the user's other subordinate ranges away, and refuses
# while a process runs under one of those. Here exactly the lines go that were added, one file at a time.
remove_user() { # STEP NAME UID
  begin_step "$1"
  expect_account passwd "$2" "$3"
  remove_account "$2" /etc/passwd
  remove_account "$2" /etc/shadow
  end_step
}

remove_group() { # STEP NAME GID
  begin_step "$1"
  expect_account group "$2" "$3"
  remove_account "$2" /etc/group
  remove_account "$2" /etc/gshadow
  end_step
}

remove_account() { # NAME PATH
  local before
  if [ ! -e "$2" ]; then return 0; fi
  lock "$2" || fail file-locked "$2: $lock_holder"
  before=$(digest "$2")
  back_up "$2"
  new_file "$2" ''
  if find_change "$undone" account-added "$2" && [ "$left" = "$before" ]; then
    # Nobody changed the file since we did, so it can be byte for byte as it was.
    cat "$undone/backup$2" >"$temp"
  else
    sed "/^$1:/d" "$2" >"$temp"
  fi
  record_change account-removed "$2" "$1" "$before" "$(digest "$temp")"
  replace "$2"
  unlock
}

# ---- Docker ----

restart_docker() { # STEP UNIT
  begin_step "$1"
  running_containers >"$journal/containers" || fail docker-not-answering "$docker_socket"
  restarted_at=$(date +%s)
  # From here on going back means restarting Docker, too.
  restart_step=$1 unit=$2
  restart_unit || fail_docker_start
  end_step
}

# reset-failed also forgets earlier starts: systemd refuses the fourth within a minute.
restart_unit() {
  systemctl reset-failed "$unit" "${unit%.service}.socket" || :
  timeout "$restart_limit_s" systemctl restart "$unit"
}

verify_docker() { # STEP true|false DATA_ROOT
  begin_step "$1"
  wait_for_docker || fail_docker_start
  [ "$docker_remapped" = "$2" ] || fail remapping-differs "$docker_remapped"
  [ "$docker_root" = "$3" ] || fail data-root-differs "$docker_root"
  end_step
}

wait_for_docker() {
  local deadline
  read_uptime
  deadline=$((uptime + answer_limit_ms / 10))
  until read_docker; do
    read_uptime
    if [ "$uptime" -gt "$deadline" ]; then return 1; fi
    case $(unit_state) in *=failed* | *=inactive* | *=auto-restart*) return 1 ;; esac
    sleep 0.05
  done
}

unit_state() { systemctl show --property=ActiveState,SubState,Result "$unit" | tr '\n' ' '; }

fail_docker_start() {
  local state line
  state=$(unit_state)
  journalctl --sync || :
  journalctl _SYSTEMD_UNIT="$unit" --since="@$restarted_at" --output=cat --no-pager |
    grep -Ev 'level=(debug|info|warning)' | tail -n 5 >"$run_dir/docker-errors" || :
  while read -r line; do emit log "$line"; done <"$run_dir/docker-errors"
  fail docker-not-started "$state"
}

# Leaves what Docker reports about itself in $docker_remapped (true, false) and $docker_root.
read_docker() {
  local info
  docker_remapped=false
  if command -v docker >/dev/null; then
    info=$(docker_cli info --format '{{.DockerRootDir}}{{range .SecurityOptions}}{{"\n"}}{{.}}{{end}}') || return 1
    docker_root=$(printf '%s\n' "$info" | head -n 1)
    if printf '%s\n' "$info" | grep -Eq '^name=userns(,|$)'; then docker_remapped=true; fi
  else
    info=$(docker_api /info) || return 1
    docker_root=$(printf %s "$info" | sed -n 's/.*"DockerRootDir":"\([^"]*\)".*/\1/p')
    if printf %s "$info" | grep -Eq '"SecurityOptions":\[[^]]*"name=userns[",]'; then docker_remapped=true; fi
  fi
  [ -n "$docker_root" ]
}

# Prints their IDs, the oldest first, so that they can be started in the order in which they once were.
running_containers() {
  local list
  if command -v docker >/dev/null; then
    list=$(docker_cli ps --quiet --no-trunc) || return 1
  else
    list=$(docker_api /containers/json) || return 1
    list=$(printf %s "$list" | grep -o '"Id":"[0-9a-f]*"' | cut -d '"' -f 4) || :
  fi
  printf '%s\n' "$list" | sed '/./!d' | sed '1!G;h;$!d'
}

start_container() { # ID
  if command -v docker >/dev/null; then
    docker_cli start "$1"
  else
    docker_api "/containers/$1/start" --request POST
  fi
}

docker_cli() { # ARGUMENT...
  timeout 30 env -i "PATH=$PATH" "DOCKER_CONFIG=$run_dir/docker-config" "DOCKER_HOST=unix://$docker_socket" docker "$@"
}

docker_api() { # PATH [CURL_OPTION]...
  local path="$1"
  shift
  curl --disable --silent --show-error --fail --max-time 30 --unix-socket "$docker_socket" "$@" "http://docker$path"
}

start_containers() { # FILE
  local id running
  if [ ! -s "$1" ]; then return 0; fi
  running=$(running_containers) || :
  while read -r id; do
    case $running in *"$id"*) continue ;; esac
    start_container "$id" </dev/null || emit log "docker start $id: failed"
  done <"$1"
}

# ---- The end of every run ----

# Runs as a trap, where a bare `return` would give the status from before the trap: always `return 0`, here and in
# everything called from here.

end_run() { # STATUS
  trap '' INT TERM
  set +e
  if [ -z "$finished" ]; then
    [ -n "$reported" ] || report_failure unexpected "status $1: $(tail -n 3 "$run_dir/output")"
    # What is put back waits for locks as usual.
    interrupted=''
    if [ -n "$temp" ]; then rm -f "$temp"; fi
    unlock
    if [ -n "$restart_step" ] || [ -n "$journal" ] && [ -s "$journal/changes" ]; then
      roll_back
    else
      forget_journal
      conclude refused
    fi
  fi
  case $finished in 'done') exit 0 ;; refused) exit 10 ;; rolled-back) exit 11 ;; *) exit 12 ;; esac
}

forget_journal() {
  if [ -z "$journal" ]; then return 0; fi
  rm -rf "$journal"
  journal=''
  rmdir "$runs_dir" "${runs_dir%/*}"
}

roll_back() {
  local outcome=rolled-back step kind path name before after announced=''
  emit rollback-started
  # systemd tries again by itself; not with half of the files put back.
  if [ -n "$restart_step" ]; then case $(unit_state) in *=active*) ;; *) systemctl stop "$unit" ;; esac fi
  sed '1!G;h;$!d' "$journal/changes" >"$run_dir/changes-reversed"
  while IFS=$tab read -r step kind path name before after; do
    if [ "$step" != "$announced" ]; then emit rollback-step "$step"; fi
    announced=$step
    revert "$kind" "$path" "$name" "$before" "$after" || outcome=rollback-failed
  done <"$run_dir/changes-reversed"
  if [ -n "$restart_step" ]; then
    emit rollback-step "$restart_step"
    if restart_unit && wait_for_docker && [ "$docker_was" = "$docker_remapped $docker_root" ]; then
      start_containers "$journal/containers"
    else
      emit log "$unit: $(unit_state)"
      outcome=rollback-failed
    fi
  fi
  conclude "$outcome"
}

revert() { # KIND PATH NAME BEFORE AFTER
  local now
  if [ "$1" = directory ]; then
    rmdir "$2" || :
    return 0
  fi
  lock "$2" || { emit log "$2 is locked by process $lock_holder" && return 1; }
  now=$(digest "$2")
  if [ "$now" = "$4" ]; then
    unlock
    return 0
  elif [ "$now" = "$5" ]; then
    restore "$2" "$4"
  elif [ "$1" = account-added ]; then
    new_file "$2" '' && sed "/^$3:/d" "$2" >"$temp" && replace "$2"
  elif [ "$1" = account-removed ]; then
    new_file "$2" '' && { cat "$2" && grep "^$3:" "$journal/backup$2"; } >"$temp" && replace "$2"
  else
    emit log "$2 was changed by another program; it is left so. As it was before: $journal/backup$2"
    false
  fi
  now=$?
  unlock
  return $now
}

restore() { # PATH DIGEST|absent
  if [ "$2" = absent ]; then
    rm "$1" && return 0
    return 1
  fi
  [ -d "${1%/*}" ] || mkdir -m 755 "${1%/*}"
  temp=$(mktemp "${1%/*}/.subroot-XXXXXX") && copy_file "$journal/backup$1" "$temp" || return 1
  [ "$(digest "$temp")" = "$2" ] && replace "$1"
}

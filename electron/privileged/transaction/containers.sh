# ---- Containers ----

# Stops what runs, the newest first: it may use what was started before it. Without this, Docker with live-restore would
# leave them running, and with another data root no longer know them.
stop_containers() { # STEP
  local id
  begin_step "$1"
  if [ ! -e "$journal/containers" ]; then keep_running_containers; fi
  if [ -s "$journal/containers" ]; then
    record_change containers - - - -
    sed '1!G;h;$!d' "$journal/containers" >"$run_dir/newest-first"
    while read -r id; do
      [ -z "$interrupted" ] || fail interrupted "$step"
      stop_container "$id" </dev/null || emit log "docker stop $id: failed"
    done <"$run_dir/newest-first"
    running_containers >"$run_dir/still-running" || fail docker-not-answering "$docker_socket"
    [ ! -s "$run_dir/still-running" ] || fail containers-still-running "$(tr '\n' ' ' <"$run_dir/still-running")"
  fi
  end_step
}

# The list is there as a whole or not at all.
keep_running_containers() {
  # A finished restart has taken them away; before that, Docker still knows them.
  if is_docker_ahead; then
    : >"$run_dir/containers"
  else
    running_containers >"$run_dir/containers" || fail docker-not-answering "$docker_socket"
  fi
  cp "$run_dir/containers" "$journal/containers.new"
  sync_path "$journal/containers.new"
  mv "$journal/containers.new" "$journal/containers"
  sync_path "$journal"
}

# Whether a run that is resumed finds Docker started with what it had written, as a boot does: none of the containers that
# ran then runs now, and those that do are of the data root that it is to have.
is_docker_ahead() {
  [ -n "$resumed" ] && [ -n "$docker_was" ] && read_docker && [ "$docker_was" != "$docker_remapped $docker_root" ]
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

# Their processes are in control groups that are named after them, whoever runs them.
expect_containers_gone() {
  local tries=0
  until
    # Processes end while they are looked at.
    (set +f && cat /proc/[0-9]*/cgroup) >"$run_dir/cgroups" 2>/dev/null || :
    ! grep -oFf "$journal/containers" "$run_dir/cgroups" >"$run_dir/still-running"
  do
    tries=$((tries + 1))
    [ $tries -lt 30 ] || fail containers-still-running "$(sort -u "$run_dir/still-running" | tr '\n' ' ')"
    sleep 0.1
  done
}

# Docker itself gives each container the time that it asks for, 10 s by default, before it kills it.
stop_container() { # ID
  if command -v docker >/dev/null; then
    docker_within "$restart_limit_s" stop "$1"
  else
    docker_api "/containers/$1/stop" --request POST --max-time "$restart_limit_s"
  fi
}

start_container() { # ID
  if command -v docker >/dev/null; then
    docker_cli start "$1"
  else
    docker_api "/containers/$1/start" --request POST
  fi
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

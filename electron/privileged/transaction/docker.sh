# ---- Docker ----

restart_docker() { # STEP MANAGER NAME
  local started
  begin_step "$1"
  choose_service "$2" "$3"
  # A step before may have stopped them, and then has the list.
  if [ ! -e "$journal/containers" ]; then keep_running_containers; fi
  note_logs
  # From here on going back means restarting Docker, too.
  record_change docker - - - -
  restart_step=$1
  read_uptime
  started=$uptime
  manage_service restart || fail_docker_start docker-not-started
  read_uptime
  if [ $((uptime - started)) -gt 1000 ]; then tell_manager; fi
  end_step
}

verify_docker() { # STEP true|false DATA_ROOT
  begin_step "$1"
  wait_for_docker || fail_docker_start docker-silent
  [ "$docker_remapped" = "$2" ] || fail remapping-differs "$docker_remapped"
  [ "$docker_root" = "$3" ] || fail data-root-differs "$docker_root"
  # With another data root, Docker no longer knows a container that outlived its restart.
  if [ -n "$docker_was" ] && [ "${docker_was#* }" != "$docker_root" ]; then expect_containers_gone; fi
  end_step
}

# systemd says when Docker has started; after a script returns, Docker may still be starting.
wait_for_docker() {
  local deadline
  read_uptime
  case $service_manager in systemd) deadline=$((uptime + 3000)) ;; *) deadline=$((uptime + 12000)) ;; esac
  until read_docker; do
    read_uptime
    if [ "$uptime" -gt "$deadline" ] || service_failed; then return 1; fi
    sleep 0.05
  done
}

fail_docker_start() { # CODE_WHILE_THE_SERVICE_RUNS
  local state code=docker-not-started
  state=$(service_state)
  tell_logs
  tell_manager
  # Its last result is what systemd keeps, also when it then gives up.
  if grep -q 'repeated too quickly' "$run_dir/manager"; then state="$state start-limit-hit"; fi
  case $state in
    *=deactivating*) code=docker-not-stopped ;;
    *start-limit-hit*) code=docker-start-limit ;;
    *=timeout*) code=docker-start-timeout ;;
    *=auto-restart*) ;;
    *=activating*) code=docker-start-timeout ;;
    *) if service_runs; then code=$1; fi ;;
  esac
  fail "$code" "$state"
}

# Asks the daemon's own program, with the service's own flags, whether it would start like this (Docker 23 and newer).
validate_docker() { # STEP PROGRAM [ARGUMENT]...
  begin_step "$1"
  shift
  if ! within 60 env -i "PATH=$PATH" "$@" --validate >"$run_dir/validation" 2>&1; then
    tell_docker_errors <"$run_dir/validation"
    fail configuration-refused "$(tail -n 1 "$run_dir/docker-errors")"
  fi
  end_step
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

docker_cli() { docker_within 30 "$@"; }

docker_within() { # SECONDS ARGUMENT...
  local limit="$1"
  shift
  within "$limit" env -i "PATH=$PATH" "DOCKER_CONFIG=$run_dir/docker-config" "DOCKER_HOST=unix://$docker_socket" docker "$@"
}

docker_api() { # PATH [CURL_OPTION]...
  local path="$1"
  shift
  curl --disable --silent --show-error --fail --max-time 30 --unix-socket "$docker_socket" "$@" "http://docker$path"
}

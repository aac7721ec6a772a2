# ---- The two daemons ----

# Before Docker 20.10 there is no such option, and no such rule.
choose_options() {
  options=''
  if dockerd --help 2>&1 | grep -q -e '--ip6tables'; then options=--ip6tables=false; fi
}

# Without a bridge, and with no rule of any packet filter.
start_engine() { # ENGINE [OPTION]...
  local engine="$1"
  shift
  emit engine-starting "$engine"
  # shellcheck disable=SC2086 # one option, or none
  dockerd --config-file=/etc/docker/daemon.json --host="unix:///run/$engine.sock" --group=0 \
    --data-root="/var/lib/$engine" --exec-root="/run/$engine" --pidfile="/run/$engine.pid" \
    --storage-driver=vfs --exec-opt=native.cgroupdriver=cgroupfs --cgroup-parent="/$engine" \
    --bridge=none --iptables=false --ip-forward=false --ip-masq=false --userland-proxy=false $options "$@" \
    >"/run/$engine.log" 2>&1 7<&- 8>&- &
  eval "daemon_$engine=$!"
}

wait_for_engine() {
  local tries=0 daemon version
  eval "daemon=\$daemon_$engine"
  until version=$(engine_docker version --format '{{.Server.Version}}' 2>/dev/null); do
    tries=$((tries + 1))
    if [ $tries -gt 600 ] || ! kill -0 "$daemon" 2>/dev/null; then
      refuse engine-not-started "$engine: $(tail -n 3 "/run/$engine.log")"
    fi
    sleep 0.2
  done
  emit engine-ready "$engine" "$version"
}

engine_docker() { timeout 60 docker --host "unix:///run/$engine.sock" "$@" 7<&- 8>&-; }

# The same in both. Who asked is an ordinary user of this machine, and so is whom the second container runs as.
fill_engine() { # UID
  local uid="$1"
  if [ "$uid" = 0 ]; then uid=1000; fi
  # An empty archive.
  head -c 10240 /dev/zero | timeout 60 docker --host "unix:///run/$engine.sock" import - practice >/dev/null 7<&- 8>&- ||
    refuse container-failed "$engine: $(tail -n 1 "/run/$engine.log")"
  start_container as-root --user 0:0 practice sleep 90m
  start_container as-you --user "$uid:$uid" practice sleep 91m
  start_container several --user 0:0 practice sh -c 'sleep 92m & sleep 93m & wait'
  break_out
}

start_container() { # NAME OPTION...
  local name="$1" id
  shift
  id=$(run_container --detach --name "$name" "$@") || refuse container-failed "$engine: $(tail -n 3 /run/words)"
  emit container-started "$engine" "$name" "$id"
}

# The programs are this machine's own, as in the proof (container-spec.ts). What is said of errors is in /run/words.
run_container() { # OPTION...
  local dir mounts=''
  for dir in /usr /bin /lib /lib64 /nix/store /gnu/store; do
    if [ -d "$dir" ]; then mounts="$mounts --mount type=bind,src=$(readlink -f "$dir"),dst=$dir,readonly"; fi
  done
  # shellcheck disable=SC2086 # paths without spaces
  engine_docker run --network none --log-driver none --read-only --security-opt no-new-privileges \
    --env PATH=/usr/bin:/bin --env LC_ALL=C $mounts "$@" 2>/run/words
}

# Whether root of a container reads what only root of this machine may read. The byte goes nowhere.
break_out() {
  if run_container --rm --mount type=bind,src=/root-only,dst=/root-only,readonly practice \
    dd if=/root-only of=/dev/null bs=1 count=1; then
    emit break-out "$engine" read
  elif grep -q 'ermission denied' /run/words; then
    emit break-out "$engine" denied "$(cat /run/words)"
  else
    emit break-out "$engine" failed "$(cat /run/words)"
  fi
}

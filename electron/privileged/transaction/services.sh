# ---- The service manager ----

# Leaves the service in $service_manager and $service: what follows asks for it there.
choose_service() { # systemd|openrc|runit|sysvinit NAME
  service_manager=$1 service=$2 down_since=''
}

expect_service() { # systemd|openrc|runit|sysvinit NAME
  choose_service "$1" "$2"
  case $1 in
    systemd)
      expect_command systemctl
      [ -n "$(service_state)" ] || fail manager-silent systemd
      ;;
    openrc) expect_command rc-service ;;
    runit) expect_command sv ;;
    sysvinit) expect_command "/etc/init.d/$2" ;;
  esac
}

# Proven with a real Docker: systemd, and Debian's SysV script (e2e/lab). OpenRC and runit are unverified there: what is
# called is in their manuals.
manage_service() { # restart|stop
  case $service_manager in
    systemd) set -- systemctl "$1" "$service" ;;
    openrc) set -- rc-service "$service" "$1" ;;
    # By itself sv waits no longer than 7 s (sv(8)).
    runit) set -- sv -w "$restart_limit_s" "$1" "$service" ;;
    sysvinit)
      if [ "$1" = restart ]; then restart_sysvinit && return 0 || return 1; fi
      set -- "/etc/init.d/$service" "$1"
      ;;
  esac
  # reset-failed also forgets earlier starts: systemd refuses the fourth within a minute.
  if [ "$service_manager $2" = 'systemd restart' ]; then
    within 30 systemctl reset-failed "$service" "${service%.service}.socket" || :
  fi
  as_at_boot "$@"
}

# Stops it for sure. What still hangs after it had its time is killed, as systemd would do it; containers are none of it.
end_service() {
  local process
  case $(service_state) in *=deactivating*) ;; *) manage_service stop && return 0 ;; esac
  if [ "$service_manager" != systemd ]; then return 1; fi
  for process in main control; do
    within 30 systemctl kill "--kill-who=$process" --signal=KILL "$service" || :
  done
  manage_service stop
}

# Docker's own script starts the new daemon while the old one still ends, and the new one then gives up (moby
# contrib/init/sysvinit-debian; Debian's waits). So its restart is not asked for: stop, wait, start.
restart_sysvinit() {
  local deadline
  as_at_boot "/etc/init.d/$service" stop || :
  read_uptime
  deadline=$((uptime + restart_limit_s * 100))
  while as_at_boot "/etc/init.d/$service" status; do
    read_uptime
    [ "$uptime" -lt "$deadline" ] || return 1
    sleep 0.2
  done
  as_at_boot "/etc/init.d/$service" start
}

# A daemon that a script starts lives on after us, so it gets nothing of ours: not our lock (which it would hold for as
# long as it runs), nor our variables, umask and ignored signals.
as_at_boot() { # COMMAND...
  (
    trap - HUP PIPE INT TERM
    umask 022
    cd /
    exec 9>&-
    timeout "$restart_limit_s" env -i "PATH=$PATH" TERM=dumb "$@"
  )
}

# busybox' timeout leaves a watcher behind for up to a second, which would hold our lock as long.
within() { # SECONDS COMMAND...
  timeout "$@" </dev/null 9>&-
}

# In the manager's own words, on one line.
service_state() {
  case $service_manager in
    systemd) within 10 systemctl show --property=ActiveState,SubState,Result "$service" ;;
    openrc) as_at_boot rc-service "$service" status 2>&1 ;;
    runit) as_at_boot sv status "$service" 2>&1 ;;
    sysvinit) as_at_boot "/etc/init.d/$service" status 2>&1 ;;
  esac | tr '\n' ' '
}

service_runs() {
  case $service_manager in
    systemd) case $(service_state) in *=active*) ;; *) return 1 ;; esac ;;
    openrc) as_at_boot rc-service "$service" status ;;
    runit) case $(service_state) in run:*) ;; *) return 1 ;; esac ;;
    sysvinit) as_at_boot "/etc/init.d/$service" status ;;
  esac
}

# systemd knows when a service has failed. The others only know whether it runs: down for 3 s is taken for a failure.
service_failed() {
  if [ "$service_manager" = systemd ]; then
    case $(service_state) in *=failed* | *=inactive* | *=auto-restart*) return 0 ;; esac
    return 1
  fi
  if service_runs; then
    down_since=''
    return 1
  fi
  read_uptime
  down_since=${down_since:-$uptime}
  [ $((uptime - down_since)) -gt 300 ]
}

reload_units() { # STEP
  begin_step "$1"
  record_change units - - - -
  within 60 systemctl daemon-reload || fail units-not-reloaded 'systemctl daemon-reload'
  end_step
}

# ---- What the daemon said ----

# Where the daemon's output goes without systemd: the SysV script and OpenRC write docker.log (moby contrib/init), runit
# what svlogd calls `current`. Names with line feeds are nobody's. What others could have put there is not read: a link
# might lead to what only root may see.
log_files() {
  local file
  (
    set +f
    ls -d /var/log/docker.log /var/log/docker/*.log /var/log/docker/current \
      /etc/sv/"$service"/log/main/current 2>/dev/null
  ) | while read -r file; do
    if [ ! -f "$file" ] || [ -L "$file" ] || ! is_roots_own "${file%/*}"; then continue; fi
    printf '%s\n' "$file"
  done
}

# So that later only what is new is told.
note_logs() {
  local file
  logs_from=$(date +%s)
  if [ "$service_manager" = systemd ]; then return 0; fi
  log_files | while read -r file; do
    printf '%s %s\n' "$(wc -c <"$file" | tr -d ' ')" "$file"
  done >"$run_dir/log-sizes"
}

new_log_lines() {
  local file size
  if [ "$service_manager" = systemd ]; then
    journalctl --sync || :
    journalctl _SYSTEMD_UNIT="$service" --since="@$logs_from" --output=cat --no-pager
    return
  fi
  log_files | while read -r file; do
    size=$(grep -F " $file" "$run_dir/log-sizes" | head -n 1 | cut -d ' ' -f 1) || :
    size=${size:-0}
    # A log that became shorter was begun anew.
    if [ "$(wc -c <"$file")" -lt "$size" ]; then size=0; fi
    tail -c "+$((size + 1))" "$file"
  done
}

tell_logs() { new_log_lines | tell_docker_errors; }

# Everybody may read our events, but not what the daemon says: where it repeats settings, they may hold passwords.
tell_docker_errors() {
  grep -Ev 'level=(debug|info|warning)' | tail -n 5 |
    sed 's|://[^ "]*@|://***@|g; s/(from flag: .*/(...)/' >"$run_dir/docker-errors" || :
  emit_log <"$run_dir/docker-errors"
}

# What systemd itself has to say of a service that took too long, or was started too often.
tell_manager() {
  : >"$run_dir/manager"
  if [ "$service_manager" = systemd ]; then
    journalctl _PID=1 UNIT="$service" --since="@$logs_from" --output=cat --no-pager |
      grep -E 'timed out|repeated too quickly' >"$run_dir/manager" || :
  fi
  emit_log <"$run_dir/manager"
}

emit_log() {
  local line
  while read -r line; do emit log "$line"; done
}

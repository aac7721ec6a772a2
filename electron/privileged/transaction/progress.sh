# ---- Progress and the journal ----

start_events() { # RUN
  run_dir=/run/subroot/$1
  # Readable from the moment it exists: the wizard looks for it all the time.
  (
    umask 022
    mkdir -p /run/subroot
    is_roots_own /run/subroot || { printf 'Others may write in %s\n' "$unsafe_dir" >&2 && exit 64; }
    mkdir "$run_dir"
    : >"$run_dir/events"
  )
  mkdir "$run_dir/docker-config"
  # For what going back tells and notes here. Without it nobody would hear of the run, so it does not begin.
  fill_file "$run_dir/room" "$room_bytes" || { rm -rf "$run_dir" && exit 74; }
  printf 'Progress is in %s/events\n' "$run_dir" || :
  exec </dev/null >"$run_dir/output" 2>&1
  # The wizard looks for it, too, when the run falls silent.
  note_process "$run_dir/process"
  start_clock
}

emit() { # KIND [FIELD]...
  format_event "$@"
  printf '%s\n' "$event_line" >>"$run_dir/events"
  if [ -n "$journal" ]; then printf '%s\n' "$event_line" >>"$journal/events"; fi
}

open_journal() { # RUN
  local dir file
  for dir in "${runs_dir%/*}" "$runs_dir"; do
    [ -d "$dir" ] || mkdir -m 755 "$dir"
  done
  mkdir -m 755 "$runs_dir/$1"
  journal=$runs_dir/$1
  mkdir "$journal/backup"
  : >"$journal/changes"
  : >"$journal/dirs"
  : >"$journal/backups"
  plan >"$journal/plan.json"
  cp "$0" "$journal/script.sh"
  cp "$run_dir/events" "$journal/events"
  note_process "$journal/processes"
  chmod 644 "$journal/plan.json" "$journal/script.sh" "$journal/events" "$journal/backups"
  for file in plan.json script.sh events processes; do sync_path "$journal/$file"; done
  # A directory's own entry is on the disk only once its parent is.
  for dir in "$journal" "$runs_dir" "${runs_dir%/*}" "${runs_dir%/*/*}"; do sync_path "$dir"; done
}

# What ran before, for whoever goes back.
note_docker() {
  if [ -z "$docker_was" ]; then return 0; fi
  printf '%s\t%s\t%s\n' "$service_manager" "$service" "$docker_was" >"$journal/docker"
  sync_path "$journal/docker"
  sync_path "$journal"
}

# Before anything is put into it: a run that is cut off may leave a temporary file there.
note_dir() { # DIRECTORY
  if grep -Fqx "$1" "$journal/dirs"; then return 0; fi
  printf '%s\n' "$1" >>"$journal/dirs"
  sync_path "$journal/dirs"
}

# Who does this run: a process is known by its number, its start and its boot; last comes the UID of whoever logged in, for
# whom it is done.
note_process() { # FILE
  local login_uid
  read_process $$
  read -r boot_id </proc/sys/kernel/random/boot_id
  # Not every kernel keeps it.
  login_uid=$(cat /proc/self/loginuid) || login_uid=''
  printf '%s %s %s %s\n' $$ "$process_start" "$boot_id" "$login_uid" >>"$1"
  chmod 644 "$1"
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

# Whoever stops us may stop the commands that we run, too: then that is why they failed. Once it is known why something
# could not be written, the rest of the run may have its room.
report_failure() { # CODE DETAIL
  local code="$1" cause=''
  case $code in
    unexpected | file-locked | write-failed | account-failed | kernel-arguments-failed | boot-loader-failed) cause=$(cause_in "$2") ;;
  esac
  if [ -n "$interrupted" ]; then cause=interrupted; fi
  rm -f "$run_dir/room"
  if [ -n "$journal" ]; then
    give_room "$journal"
    end_line "$journal/events"
  fi
  end_line "$run_dir/events"
  emit step-failed "$step" "${cause:-$code}" "$2"
  reported=yes
}

# What was being written when the disk was full may have lost its end.
end_line() { # FILE
  if [ -n "$(tail -c 1 "$1")" ]; then printf '\n' >>"$1"; fi
}

conclude() { # OUTCOME
  finished=$1
  rm -f "$run_dir/room"
  emit run-finished "$1"
  if [ -n "$journal" ]; then sync_path "$journal/events"; fi
}

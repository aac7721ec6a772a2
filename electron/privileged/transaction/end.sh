# ---- The end of every run ----

# Runs as a trap, where a bare `return` would give the status from before the trap: always `return 0`, here and in
# everything called from here.

end_run() { # STATUS
  trap '' INT TERM
  set +e
  if [ -z "$finished" ]; then
    [ -n "$reported" ] || report_failure unexpected "$(last_words "$1")"
    # What is put back waits for locks as usual.
    interrupted=''
    if [ -n "$temp" ]; then rm -f "$temp"; fi
    unlock
    # One that is rolled back because somebody asked for it has its end, though it had changed nothing.
    if [ -n "$restart_step$resumed" ] || { [ -n "$journal" ] && [ -s "$journal/changes" ]; }; then
      roll_back
    else
      forget_journal
      conclude refused
    fi
  fi
  case $finished in 'done') exit 0 ;; refused) exit 10 ;; rolled-back) exit 11 ;; *) exit 12 ;; esac
}

# Of the command that failed. dash says only that there was an error, and a full disk may have kept the words out.
last_words() { # STATUS
  local words path
  words=$(tail -n 1 "$run_dir/output")
  case $(cause_in "$words") in
    '') words="status $1: $(tail -n 3 "$run_dir/output")" ;;
    disk-full) ;;
    *) printf %s "$words" && return 0 ;;
  esac
  for path in "$run_dir/events" "${journal:-$run_dir}/events" "${temp:-$run_dir/events}"; do
    words="$words $(trouble_beside "$path")"
  done
  printf %s "$words"
}

forget_journal() {
  if [ -z "$journal" ]; then return 0; fi
  give_room "$journal"
  rm -rf "$journal"
  journal=''
  rmdir "$runs_dir" "${runs_dir%/*}"
}

roll_back() {
  local outcome=rolled-back step kind path name before after announced='' units_step='' boot_step='' boot_loader=''
  local containers_step=''
  give_room "$journal"
  whole_lines "$journal/changes"
  emit rollback-started
  # The service manager tries again by itself; not with half of the files put back.
  if [ -n "$restart_step" ]; then service_runs || end_service; fi
  sed '1!G;h;$!d' "$journal/changes" >"$run_dir/changes-reversed"
  if [ "$(wc -l <"$run_dir/changes-reversed")" != "$(wc -l <"$journal/changes")" ]; then
    emit log "$(tail -n 1 "$run_dir/output")"
    conclude rollback-failed
    return 0
  fi
  while IFS=$tab read -r step kind path name before after; do
    case $kind in
      # Whatever reads the files comes after all of them are back.
      units) units_step=$step && continue ;;
      boot-loader) boot_step=$step boot_loader=$path && continue ;;
      containers) containers_step=$step && continue ;;
      # Docker ran, but would not have started like that.
      lasting)
        if [ -n "$restart_step" ]; then
          emit kept-for-good "$step" "$path"
          emit log "$path is left as changed: with what it said before, Docker would not start as it ran"
          continue
        fi
        ;;
      docker) continue ;;
    esac
    if [ "$step" != "$announced" ]; then emit rollback-step "$step"; fi
    announced=$step
    revert "$kind" "$path" "$name" "$before" "$after" || outcome=rollback-failed
  done <"$run_dir/changes-reversed"
  if [ -n "$boot_step" ]; then
    emit rollback-step "$boot_step"
    make_boot_files "$boot_loader" || { emit log "$boot_loader: $(tail -n 3 "$run_dir/output")" && outcome=rollback-failed; }
  fi
  if [ -n "$units_step" ]; then
    emit rollback-step "$units_step"
    within 60 systemctl daemon-reload || outcome=rollback-failed
  fi
  # Cut off before the restart, but started anew since, perhaps by a boot: with what was written until then.
  if [ -n "$resumed" ] && [ -z "$restart_step" ] && [ -n "$docker_was" ]; then
    if ! read_docker || [ "$docker_was" != "$docker_remapped $docker_root" ]; then restart_step=restart-docker; fi
  fi
  if [ -n "$restart_step" ]; then
    emit rollback-step "$restart_step"
    down_since=''
    manage_service restart || { end_service && manage_service restart; }
    if ! wait_for_docker || [ "$docker_was" != "$docker_remapped $docker_root" ]; then
      emit log "$service: $(service_state)"
      conclude rollback-failed
      return 0
    fi
  fi
  if [ -n "$containers_step" ]; then emit rollback-step "$containers_step"; fi
  start_containers "$journal/containers"
  conclude "$outcome"
}

revert() { # KIND PATH NAME BEFORE AFTER
  local now
  case $1 in
    directory)
      rmdir "$2" || :
      return 0
      ;;
    limit)
      revert_limit "$2" "$4" "$5"
      return $?
      ;;
    argument-*)
      revert_argument "$1" "$2" "$3" "$4"
      return $?
      ;;
  esac
  is_roots_own "${2%/*}" || { emit log "$2 is left: others may write in $unsafe_dir" && return 1; }
  lock "$2" || { emit log "$2: $lock_trouble" && return 1; }
  now=$(digest "$2")
  if [ "$now" = "$4" ]; then
    unlock
    return 0
  elif [ "$now" = "$5" ]; then
    restore "$2" "$4"
  elif [ "$1" = account-added ]; then
    new_file "$2" '' && sed "/^$3:/d" "$2" >"$temp" && as_backup "$2" "$4" && replace "$2"
  elif [ "$1" = account-removed ]; then
    new_file "$2" '' && { cat "$2" && grep "^$3:" "$(backup_of "$2" "$4")"; } >"$temp" && replace "$2"
  else
    emit log "$2 was changed by another program; it is left so. As it was before: $journal/backup$2"
    false
  fi
  now=$?
  if [ -n "$temp" ]; then rm -f "$temp"; fi
  temp=''
  unlock
  return $now
}

# Where nobody else changed the file, to the last byte: sed ends a last line that had no line feed.
as_backup() { # PATH DIGEST
  local copy
  copy=$(backup_of "$1" "$2")
  if [ "$(cat "$temp")" = "$(cat "$copy")" ]; then cat "$copy" >"$temp"; fi
}

restore() { # PATH DIGEST|absent
  if [ "$2" = absent ]; then
    rm "$1" && sync_path "${1%/*}" && return 0
    return 1
  fi
  restore_parents "${1%/*}"
  temp=$(mktemp "${1%/*}/.subroot-XXXXXX") && copy_file "$(backup_of "$1" "$2")" "$temp" || return 1
  [ "$(digest "$temp")" = "$2" ] && replace "$1"
}

# Directories that an undo removed.
restore_parents() { # DIRECTORY
  if [ -d "$1" ]; then return 0; fi
  restore_parents "${1%/*}"
  mkdir -m 755 "$1"
}

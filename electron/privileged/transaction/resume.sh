# ---- A run that was cut off ----

# Goes on with the journal of such a run: either its steps are done that are not done yet, or it is rolled back.
resume() { # finish|roll-back RUN
  local dir="$runs_dir/$2"
  if [ ! -s "$dir/plan.json" ] || [ ! -e "$dir/changes" ]; then fail nothing-to-resume "$2"; fi
  if is_finished "$dir" && ! has_ended "$dir" rollback-failed; then fail nothing-to-resume "$2"; fi
  # Only the program that began the run knows how it goes on.
  cmp -s "$0" "$dir/script.sh" || fail changed-since-review "$dir/script.sh"
  if [ "$1" = finish ] && grep -q "${tab}rollback-started\$" "$dir/events"; then fail cannot-finish "$2"; fi

  give_room "$dir"
  whole_lines "$dir/changes"
  whole_lines "$dir/events"
  # Whoever follows this attempt sees the whole run, but for an end that was none.
  grep -v "${tab}run-finished$tab" "$dir/events" >"$run_dir/events" || :
  sequence=$(tail -n 1 "$dir/events" | cut -f 1)
  sequence=${sequence:-0}
  journal=$dir resumed=$1
  clear_leftovers "$2"
  cp "$dir/processes" "$run_dir/processes"
  note_process "$dir/processes"
  sync_path "$dir/processes"
  if [ -e "$dir/docker" ]; then
    IFS=$tab read -r service_manager service docker_was <"$dir/docker"
    choose_service "$service_manager" "$service"
  fi
  emit run-resumed "$1"
  if [ "$1" = roll-back ]; then
    restart_step=$(grep "^[^$tab]*${tab}docker$tab" "$dir/changes" | tail -n 1 | cut -f 1)
    # Another boot has started Docker with what was written until then.
    if [ -n "$docker_was" ] && [ -s "$dir/changes" ] && ! tail -n 1 "$run_dir/processes" | grep -Fq " $boot_id"; then
      restart_step=${restart_step:-restart-docker}
    fi
    note_logs
    reported=yes
    exit 1
  fi
  if [ -s "$journal/changes" ]; then
    take_room
  else
    # Cut off before its first change: it begins anew, and must be as safe to begin as then.
    prepare
  fi
}

# Whether a step was done before the run was cut off: a later one may have changed the same file again.
is_done() { # STEP
  [ -n "$resumed" ] && grep -q "${tab}step-done$tab$1\$" "$journal/events"
}

is_finished() { # RUN_DIRECTORY
  has_ended "$1" 'done|refused|rolled-back|rollback-failed'
}

has_ended() { # RUN_DIRECTORY OUTCOME[|OUTCOME]...
  [ -e "$1/events" ] && grep -Eq "${tab}run-finished$tab($2)\$" "$1/events"
}

# A power failure may leave half a line; what it was to announce was never done.
whole_lines() { # FILE
  if [ -z "$(tail -c 1 "$1")" ]; then return 0; fi
  rewrite "$1" head -n "$(wc -l <"$1")"
}

# In one step: nothing else knows what a run has changed.
rewrite() { # FILE COMMAND...
  local file="$1"
  shift
  cp -p "$file" "$file.new" && "$@" "$file" >"$file.new" && sync_path "$file.new" && mv "$file.new" "$file" &&
    sync_path "${file%/*}"
}

# Copies that did not take their file's place yet, and locks: nobody else takes them away.
clear_leftovers() { # RUN
  local journal="$runs_dir/$1" dir file pid
  { cat "$journal/dirs" && cut -f 3 "$journal/changes" | sed 's|/[^/]*$||'; } | sort -u >"$run_dir/dirs"
  while IFS= read -r dir; do
    case $dir/ in /etc/* | /usr/local/etc/*) ;; *) continue ;; esac
    if [ ! -d "$dir" ] || ! is_roots_own "$dir"; then continue; fi
    find "$dir" -maxdepth 1 -type f -name '.subroot-??????' -exec rm -f {} +
  done <"$run_dir/dirs"
  while read -r pid _; do
    case $pid in '' | *[!0-9]*) continue ;; esac
    for file in passwd shadow group gshadow subuid subgid; do
      rm -f "/etc/$file.$pid"
      # After a power failure its text may be missing; others link a lock only once it has its text.
      case $(cat "/etc/$file.lock" 2>/dev/null) in "$pid" | '') rm -f "/etc/$file.lock" ;; esac
    done
  done <"$journal/processes"
  rm -rf "/run/subroot-$1" "/run/subroot/$1/room"
}

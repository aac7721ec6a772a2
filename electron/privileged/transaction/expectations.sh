# ---- What must be so before anything is changed ----

expect_file() { # PATH DIGEST|absent
  expect_roots_own "${1%/*}"
  [ "$(digest "$1")" = "$2" ] || fail changed-since-review "$1"
  expect_writable "$1"
}

expect_roots_own() { # DIRECTORY
  is_roots_own "$1" || fail unsafe-directory "$unsafe_dir"
}

expect_free() { # passwd|group NAME ID
  if getent "$1" "$2" || getent "$1" "$3"; then fail changed-since-review "$1: $2 ($3)"; fi
  expect_writable_accounts "$1"
}

# Exactly this line, and not another one of the same name.
expect_user() { # NAME UID LINE
  [ "$(grep "^$1:" /etc/passwd)" = "$3" ] || fail changed-since-review "/etc/passwd: $1 ($2)"
  [ "$step" != check ] || expect_writable_accounts passwd
}

# Nobody else's: without members, and no other account's primary group.
expect_own_group() { # NAME GID
  if ! grep -q "^$1:[^:]*:$2:\$" /etc/group || grep -v "^$1:" /etc/passwd | grep -q "^[^:]*:[^:]*:[^:]*:$2:"; then
    fail changed-since-review "/etc/group: $1 ($2)"
  fi
  [ "$step" != check ] || expect_writable_accounts group
}

expect_writable_accounts() { # passwd|group
  local path=/etc/shadow
  if [ "$1" = group ]; then path=/etc/gshadow; fi
  expect_writable "/etc/$1"
  if [ -e "$path" ]; then expect_writable "$path"; fi
}

# What only root's own PATH decides.
expect_command() { # PROGRAM
  command -v "$1" >/dev/null || fail command-missing "$1"
}

# One thing after the other: a run that was cut off is finished or rolled back first. One that had not changed anything
# yet is forgotten.
expect_finished_runs() {
  local name
  if [ ! -d "$runs_dir" ]; then return 0; fi
  ls "$runs_dir" >"$run_dir/runs"
  while IFS= read -r name; do
    if is_finished "$runs_dir/$name"; then
      # Where it could not be given back at the end, because the disk had become read-only.
      give_room "$runs_dir/$name"
    elif [ -s "$runs_dir/$name/changes" ]; then
      fail unfinished-run "$name"
    else
      give_room "$runs_dir/$name"
      if [ -s "$runs_dir/$name/processes" ]; then clear_leftovers "$name"; fi
      rm -rf "${runs_dir:?}/$name"
    fi
  done <"$run_dir/runs"
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

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

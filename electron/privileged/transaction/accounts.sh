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
  local name="$1" files="$2" status=0 message file known
  shift 2
  if [ -n "$resumed" ]; then
    if has_account "$name" "$files"; then
      # The command outlived the run that had started it; what it left is to be known for Undo.
      grep "${tab}account-added${tab}[^${tab}]*${tab}$name${tab}[^${tab}]*${tab}unknown\$" "$journal/changes" \
        >"$run_dir/announced" || :
      record_accounts "$name" "$files"
      return 0
    fi
    # Half of it is there: from the start again.
    for file in $files; do
      if find_change "$journal" account-added "$file"; then
        revert account-added "$file" "$name" "$was" "$left"
      fi
    done
  fi
  known=$(wc -l <"$journal/changes")
  for file in $files; do
    if [ ! -e "$file" ]; then continue; fi
    back_up "$file"
    record_change account-added "$file" "$name" "$(digest "$file")" unknown
  done
  message=$("$@" 2>&1) || status=$?
  sync_path /etc
  tail -n "+$((known + 1))" "$journal/changes" >"$run_dir/announced"
  if [ $status = 0 ]; then
    record_accounts "$name" "$files"
  elif [ -z "$(account_changes <"$run_dir/announced")" ]; then
    # It refused before it wrote anything.
    rewrite "$journal/changes" head -n "$known"
  fi
  if [ $status = 0 ]; then return 0; fi
  case $message in *'cannot lock '*) fail file-locked "$message" ;; esac
  fail account-failed "$message $(trouble_beside /etc/passwd)"
}

# Of the files that were announced, what each is now.
record_accounts() { # NAME FILES
  local file before after
  account_changes <"$run_dir/announced" >"$run_dir/account-changes"
  while read -r file before after; do
    case " $2 " in *" $file "*) record_change account-added "$file" "$1" "$before" "$after" ;; esac
  done <"$run_dir/account-changes"
}

has_account() { # NAME FILES
  local file
  for file in $2; do
    if [ -e "$file" ] && ! grep -q "^$1:" "$file"; then return 1; fi
  done
}

# Reads what was announced; prints which files are not as they were, and their digests before and after.
account_changes() {
  local file name before after
  while IFS=$tab read -r _ _ file name before _; do
    after=$(digest "$file")
    if [ "$before" = "$after" ]; then continue; fi
    # Our copy may only come back if this line is all that was changed since; $( ) forgets a missing last line feed.
    if [ "$(sed "/^$name:/d" "$file")" != "$(cat "$(backup_of "$file" "$before")")" ]; then after=unknown; fi
    printf '%s %s %s\n' "$file" "$before" "$after"
  done
}

# userdel is not used: it also takes a group of the same name and the user's other subordinate ranges away, and refuses
# while a process runs under one of those. Here exactly the lines go that were added, one file at a time.
remove_user() { # STEP NAME UID LINE
  begin_step "$1"
  [ -n "$resumed" ] || expect_user "$2" "$3" "$4"
  remove_account "$2" /etc/passwd
  remove_account "$2" /etc/shadow
  end_step
}

remove_group() { # STEP NAME GID
  begin_step "$1"
  [ -n "$resumed" ] || expect_own_group "$2" "$3"
  remove_account "$2" /etc/group
  remove_account "$2" /etc/gshadow
  end_step
}

remove_account() { # NAME PATH
  local before
  if [ ! -e "$2" ]; then return 0; fi
  if [ -n "$resumed" ] && ! grep -q "^$1:" "$2"; then return 0; fi
  lock "$2" || fail file-locked "$2: $lock_trouble"
  before=$(digest "$2")
  back_up "$2"
  new_file "$2" ''
  if find_change "$undone" account-added "$2" && [ "$left" = "$before" ]; then
    # Nobody changed the file since we did, so it can be byte for byte as it was.
    cat "$(backup_of "$2" "$was" "$undone")" >"$temp"
  else
    sed "/^$1:/d" "$2" >"$temp"
  fi
  record_change account-removed "$2" "$1" "$before" "$(digest "$temp")"
  replace "$2"
  unlock
}

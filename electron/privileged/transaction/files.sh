# ---- Files ----

# As edit_file; going back leaves it so once Docker was stopped (see roll_back).
edit_file_for_good() { # as edit_file
  edit_kind=lasting
  edit_file "$@"
  edit_kind='file'
}

# Cuts LENGTH bytes at OFFSET and puts TEXT there, for each edit in order; offsets refer to the file as it is.
edit_file() { # STEP PATH DIGEST|absent DIGEST|absent MODE [OFFSET LENGTH TEXT]...
  local path="$2" before="$3" after="$4" mode="$5"
  begin_step "$1"
  shift 5
  expect_roots_own "${path%/*}"
  lock "$path" || fail file-locked "$path: $lock_trouble"
  if is_done "$step" || { [ -n "$resumed" ] && [ "$(digest "$path")" = "$after" ]; }; then
    unlock
    end_step
    return 0
  fi
  [ "$(digest "$path")" = "$before" ] || fail changed-since-review "$path"
  make_parent "$path"
  if [ "$before" != absent ]; then back_up "$path"; fi
  record_change "$edit_kind" "$path" - "$before" "$after"
  if [ "$after" = absent ]; then
    rm "$path"
    sync_path "${path%/*}"
    remove_parents "${path%/*}"
  else
    new_file "$path" "$mode"
    splice "$path" "$@" >"$temp"
    [ "$(digest "$temp")" = "$after" ] || fail write-failed "$path $(trouble_beside "$path")"
    if [ "$before" != absent ]; then expect_attributes "$path"; fi
    replace "$path"
  fi
  unlock
  end_step
}

splice() { # PATH [OFFSET LENGTH TEXT]...
  local path="$1" position=0
  [ -e "$path" ] || path=/dev/null
  shift
  while [ $# -gt 0 ]; do
    head -c "$1" "$path" | tail -c "+$((position + 1))"
    printf %s "$3"
    position=$(($1 + $2))
    shift 3
  done
  tail -c "+$((position + 1))" "$path"
}

# Makes an empty file beside PATH that has its mode, owner and labels, and leaves its name in $temp.
new_file() { # PATH MODE_IF_ABSENT
  temp=$(mktemp "${1%/*}/.subroot-XXXXXX")
  if [ -e "$1" ]; then
    copy_attributes "$1" "$temp"
  else
    chmod "$2" "$temp"
  fi
  true >"$temp"
}

# GNU cp alone knows how to keep ACLs and labels; others keep mode and owner.
copy_attributes() { cp --attributes-only --preserve=all "$1" "$2" 2>/dev/null || cp -p "$1" "$2"; }
copy_file() { cp --preserve=all "$1" "$2" 2>/dev/null || cp -p "$1" "$2"; }

replace() { # PATH
  local new=''
  [ -e "$1" ] || new=yes
  sync_path "$temp"
  mv -f "$temp" "$1"
  temp=''
  if [ -n "$new" ] && command -v restorecon >/dev/null; then restorecon "$1" || :; fi
  sync_path "${1%/*}"
}

make_parent() { # PATH
  local dir="${1%/*}"
  if [ -d "$dir" ]; then return 0; fi
  make_parent "$dir"
  record_change directory "$dir" - absent absent
  mkdir -m 755 "$dir"
  sync_path "${dir%/*}"
}

# Directories that the undone run made, as far as they are empty now.
remove_parents() { # DIRECTORY
  if find_change "$undone" directory "$1" && rmdir "$1"; then remove_parents "${1%/*}"; fi
}

back_up() { # PATH
  local copy sum
  sum=$(digest "$1")
  copy=$(backup_of "$1" "$sum")
  mkdir -p "${copy%/*}"
  copy_file "$1" "$copy"
  sync_path "$copy"
  sync_parents "${copy%/*}"
  list_backup "$1" "$copy" "$sum"
}

# For History, which may not look into the backups. Of passwords not even a digest is told.
list_backup() { # PATH COPY DIGEST
  local sum="$3"
  case $1 in */shadow | */gshadow) sum=- ;; esac
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$(wc -c <"$2")" "$sum" >>"$journal/backups"
}

# Where a journal, this run's by default, keeps PATH as it was with DIGEST: two steps may change one file.
backup_of() { # PATH DIGEST [JOURNAL]
  local copy="${3-$journal}/backup$1"
  if [ -e "$copy" ] && [ "$(digest "$copy")" != "$2" ]; then copy=$copy.$2; fi
  printf %s "$copy"
}

# So that what lies in new directories can be found after a power failure.
sync_parents() { # DIRECTORY
  sync_path "$1"
  if [ "$1" != "$journal" ]; then sync_parents "${1%/*}"; fi
}

# Written before the change itself, so that a run that was killed can still be taken back.
record_change() { # KIND PATH NAME BEFORE AFTER
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$step" "$@" >>"$journal/changes"
  sync_path "$journal/changes"
}

# Finds what a journal says last about a path; leaves the digests from before and after the run in $was and $left.
find_change() { # JOURNAL KIND PATH
  local kind path before after found=1
  [ -n "$1" ] && [ -e "$1/changes" ] || return 1
  while IFS=$tab read -r _ kind path _ before after; do
    if [ "$kind" = "$2" ] && [ "$path" = "$3" ]; then was=$before left=$after found=0; fi
  done <"$1/changes"
  return $found
}

# Older sync(1) takes no path and writes out everything.
sync_path() { sync "$1" || sync; }

# The lock of shadow's commands (lib/commonio.c): PATH.lock is a link to a file that holds our process id. A lock whose
# process is gone is taken over, as they do; a living one is waited for, up to 15 s. Leaves in $lock_trouble what failed.
lock() { # PATH
  local tries=0 holder
  case $1 in /etc/passwd | /etc/shadow | /etc/group | /etc/gshadow | /etc/subuid | /etc/subgid) ;; *) return 0 ;; esac
  until lock_trouble=$(link_lock "$1" 2>&1); do
    tries=$((tries + 1))
    # A FIFO would never be read to its end.
    holder=''
    if [ -f "$1.lock" ] && [ ! -L "$1.lock" ]; then holder=$(tr -cd 0-9 <"$1.lock") || :; fi
    if [ $tries -gt 150 ] || [ -n "$interrupted" ] || [ -n "$(cause_in "$lock_trouble")" ]; then
      rm -f "$1.$$"
      if [ -n "$holder" ]; then
        lock_trouble="locked by process $holder $(cat "/proc/$holder/comm")"
      else
        lock_trouble="$lock_trouble $(trouble_beside "$1")"
      fi
      return 1
    elif [ -n "$holder" ] && ! kill -0 "$holder"; then
      rm -f "$1.lock"
    else
      sleep 0.1
    fi
  done
  rm -f "$1.$$"
  locked=$1.lock
}

link_lock() { # PATH
  # Into a directory of that name the link would be put.
  printf %s $$ >"$1.$$" && [ ! -d "$1.lock" ] && ln "$1.$$" "$1.lock"
}

unlock() {
  if [ -n "$locked" ]; then rm -f "$locked"; fi
  locked=''
}

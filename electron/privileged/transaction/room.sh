# ---- Room on the disk, and leave to write ----

# Does on an empty copy what an edit will do with the file, so that nothing is begun that could only fail. Whatever of this
# fails ends the run; why is in the command's own words.
expect_writable() { # PATH
  local dir="${1%/*}"
  until [ -d "$dir" ]; do dir=${dir%/*}; done
  # This changes nothing, but is refused where the directory is immutable or may only grow (ioctl_iflags(2)).
  chmod u+ "$dir"
  note_dir "$dir"
  if [ -e "$1" ]; then
    # Opened for writing, and not written to: refused where the file is immutable or may only grow.
    write_with if=/dev/null "of=$1" conv=notrunc
    mount_points=${mount_points:-$(cut -d ' ' -f 5 /proc/self/mountinfo)}
    # rename(2) puts nothing in a mount point's place.
    case "$line_feed$mount_points$line_feed" in
      *"$line_feed$1$line_feed"*) fail file-protected "$1 is a mount point" ;;
    esac
    new_file "$1" 600
    expect_attributes "$1"
    room_bytes=$((room_bytes + $(wc -c <"$1")))
  else
    temp=$(mktemp "$dir/.subroot-XXXXXX")
  fi
  rm -f "$temp"
  temp=''
}

# dd names both the file and the reason, also where other commands (busybox' head) do not.
write_with() { # DD_OPERAND...
  local words
  if words=$(dd "$@" 2>&1); then return 0; fi
  printf '%s\n' "$words" | head -n 1 >&2
  return 1
}

# A file of so many bytes, which are no zeros: a file system that compresses would take no room for those.
fill_file() { # PATH BYTES
  write_with if=/dev/urandom "of=$1" "bs=$2" count=1
}

# Fails where the copy in $temp has not just what the file carries beside mode and owner.
expect_attributes() { # PATH
  [ "$(attributes "$1")" = "$(attributes "$temp")" ] || fail attributes-not-kept "$1"
}

# Access control lists and other extended attributes, as far as a tool is there that shows them.
attributes() { # PATH
  local shown
  if command -v getfattr >/dev/null; then
    shown=$(getfattr --absolute-names --dump --match=- --encoding=hex "$1")
    # The first line names the file.
    printf %s "${shown#*"$line_feed"}"
  elif command -v getfacl >/dev/null; then
    getfacl --absolute-names --numeric --omit-header "$1"
  fi
}

# Why a write failed, from what the C library calls it (glibc and musl, in the C locale). Empty for other reasons.
cause_in() { # TEXT
  case $1 in
    *'No space left on device'* | *[Qq]'uota exceeded'*) printf disk-full ;;
    *'Read-only file system'*) printf read-only ;;
    *'Operation not permitted'* | *'Permission denied'* | *'Device or resource busy'*) printf file-protected ;;
  esac
}

# Not every command says why it could not write. Prints what stops a file of this size from being written beside it now.
trouble_beside() { # PATH
  local probe size
  size=$(wc -c <"$1") || size=0
  if probe=$(mktemp "${1%/*}/.subroot-XXXXXX" 2>&1); then
    { fill_file "$probe" $((size + 4096)) && sync_path "$probe"; } 2>&1 || :
    rm -f "$probe"
  else
    printf %s "$probe"
  fi
}

# A disk that others fill while a run is at work must not keep the run from going back. So before the first change each
# file system that going back writes to gets a file as large as all that is written there; going back takes it away first.
keep_room() {
  local dir point here
  here=$(mount_point "$journal")
  while IFS= read -r dir; do mount_point "$dir"; done <"$journal/dirs" | sort -u >"$run_dir/mount-points"
  while IFS= read -r point; do
    [ "$point" = "$here" ] || printf '%s %s/.subroot-room\n' "$room_bytes" "${point%/}"
  done <"$run_dir/mount-points" >"$journal/rooms"
  printf '%s %s/room\n' "$room_bytes" "$journal" >>"$journal/rooms"
  sync_path "$journal/rooms"
  take_room
}

take_room() {
  local size path
  while read -r size path; do
    fill_file "$path" "$size"
    sync_path "$path"
  done <"$journal/rooms"
}

give_room() { # JOURNAL
  local path
  if [ ! -e "$1/rooms" ]; then return 0; fi
  while read -r _ path; do rm -f "$path"; done <"$1/rooms"
}

mount_point() { # PATH
  df -P "$1" | sed -n '2s/^.*% //p'
}

# ---- Whose a directory is ----

# Root reads and writes nothing by a path on which somebody else may exchange what lies there: between a look and its
# use a link could take the file's place. What an access control list lets others write shows in the group's bits
# (acl(5)). Who may write in / itself needs nothing from us.
# A directory that is not there is made by root in one that is. Leaves which one it is not in $unsafe_dir.
is_roots_own() { # DIRECTORY
  local target
  case $1 in '' | /) return 0 ;; esac
  is_roots_own "${1%/*}" || return 1
  unsafe_dir=$1
  if [ -L "$1" ]; then
    # A link that root made is as good as where it leads; one that leads nowhere, or round in circles, is not.
    if [ ! -d "$1" ]; then return 1; fi
    target=$(readlink "$1") || return 1
    case $target in /*) ;; *) target=${1%/*}/$target ;; esac
    is_roots_own "$target"
    return $?
  fi
  [ -e "$1" ] || return 0
  [ -d "$1" ] || return 1
  # Owner and permission bits in octal: 2 is to write, for the group in the last digit but one, for others in the last.
  case $(stat -c '%u %a' "$1") in
    '0 '*[2367]? | '0 '*[2367]) return 1 ;;
    '0 '*) return 0 ;;
    *) return 1 ;;
  esac
}

# ---- The kernel ----

# Only what runs now: what the next boot sets is in a file of its own.
set_kernel_limit() { # STEP NAME BEFORE VALUE
  local path
  begin_step "$1"
  path=$(limit_path "$2")
  if [ -n "$resumed" ] && [ "$(cat "$path")" = "$4" ]; then
    end_step
    return 0
  fi
  [ "$(cat "$path")" = "$3" ] || fail changed-since-review "$2"
  record_change limit "$path" "$2" "$3" "$4"
  printf '%s\n' "$4" >"$path" || :
  [ "$(cat "$path")" = "$4" ] || fail limit-not-set "$2 = $(cat "$path")"
  end_step
}

revert_limit() { # PATH BEFORE AFTER
  case $(cat "$1") in
    "$2") return 0 ;;
    "$3") printf '%s\n' "$2" >"$1" && return 0 ;;
  esac
  emit log "$1 is $(cat "$1"); it was $2 before"
  return 1
}

limit_path() { printf '/proc/sys/%s' "$1" | tr . /; }

expect_limit() { # NAME VALUE
  [ "$(cat "$(limit_path "$1")")" = "$2" ] || fail changed-since-review "$1"
}

# Adds or removes arguments of every kernel that the boot loader knows. What is so already is left alone, and is not
# taken back later either. Under Undo only what the journal of the undone run tells was done is taken back.
change_kernel_arguments() { # STEP grubby|rpm-ostree|kernelstub [+ARGUMENT|-ARGUMENT]...
  local loader="$2" kind kernel argument
  begin_step "$1"
  shift 2
  read_kernels "$loader" || fail kernel-arguments-failed "$loader: $(tail -n 3 "$run_dir/output")"
  for argument in "$@"; do argument_changes "$loader" "$argument" "$*"; done >"$run_dir/arguments"
  while IFS=$tab read -r kind kernel argument; do
    if [ "$kind" = conflict ]; then fail kernel-argument-conflict "$kernel: $argument"; fi
    record_change "$kind" "$loader" "$argument" "$kernel" -
    change_argument "$kind" "$loader" "$argument" "$kernel" ||
      fail kernel-arguments-failed "$loader: $(tail -n 3 "$run_dir/output")"
  done <"$run_dir/arguments"
  read_kernels "$loader" || fail kernel-arguments-failed "$loader: $(tail -n 3 "$run_dir/output")"
  while IFS=$tab read -r kind kernel argument; do
    is_argument_changed "$kind" "$kernel" "$argument" || fail kernel-arguments-failed "$kernel: $argument"
  done <"$run_dir/arguments"
  end_step
}

# Prints what is to be done for one argument: `argument-added` or `argument-removed`, for which kernel (`all` of them
# where none is different), and the argument.
argument_changes() { # LOADER +ARGUMENT|-ARGUMENT ALL
  local argument="${2#?}" kernel other kind has
  case $2 in +*) kind='argument-added' has=no ;; *) kind='argument-removed' has=yes ;; esac
  if [ -n "$undone" ]; then
    recorded_arguments "$1" "$kind" "$argument"
    return 0
  fi
  : >"$run_dir/concerned"
  while IFS=$tab read -r kernel other; do
    if [ "$has" = no ]; then
      # grubby would replace another value of the same name, and not know how to give it back.
      for other in $other; do
        case $other in "$argument") ;; "${argument%%=*}="*) conflicting "$kernel" "$other" "$3" ;; esac
      done
    fi
    [ "$(has_argument "$kernel" "$argument")" != "$has" ] || printf '%s\n' "$kernel" >>"$run_dir/concerned"
  done <"$run_dir/kernels"
  if cut -f 1 "$run_dir/kernels" | cmp -s - "$run_dir/concerned"; then
    printf '%s\tall\t%s\n' "$kind" "$argument"
  else
    while read -r kernel; do printf '%s\t%s\t%s\n' "$kind" "$kernel" "$argument"; done <"$run_dir/concerned"
  fi
}

conflicting() { # KERNEL ARGUMENT ALL
  case " $3 " in *" -$2 "*) ;; *) printf 'conflict\t%s\t%s\n' "$1" "$2" ;; esac
}

# What Undo takes back: the opposite of what the undone run did, as far as it is still so.
recorded_arguments() { # LOADER KIND ARGUMENT
  local kind loader argument kernel
  while IFS=$tab read -r _ kind loader argument kernel _; do
    [ "$loader $argument" = "$1 $3" ] || continue
    case $kind.$2 in
      argument-added.argument-removed | argument-removed.argument-added) ;;
      *) continue ;;
    esac
    if is_kernel "$kernel" && ! is_argument_changed "$2" "$kernel" "$3"; then
      printf '%s\t%s\t%s\n' "$2" "$kernel" "$3"
    fi
  done <"$undone/changes"
}

# Kernels come and go with updates.
is_kernel() { # KERNEL
  [ "$1" = all ] || cut -f 1 "$run_dir/kernels" | grep -Fqx "$1"
}

is_argument_changed() { # argument-added|argument-removed KERNEL|all ARGUMENT
  local kernel wanted=yes
  case $1 in argument-removed) wanted=no ;; esac
  while IFS=$tab read -r kernel _; do
    if [ "$2" != all ] && [ "$2" != "$kernel" ]; then continue; fi
    [ "$(has_argument "$kernel" "$3")" = "$wanted" ] || return 1
  done <"$run_dir/kernels"
}

has_argument() { # KERNEL ARGUMENT
  local kernel arguments
  while IFS=$tab read -r kernel arguments; do
    if [ "$kernel" != "$1" ]; then continue; fi
    case " $arguments " in *" $2 "*) printf yes && return 0 ;; esac
  done <"$run_dir/kernels"
  printf no
}

# Leaves each kernel and its arguments, separated by a tab, in $run_dir/kernels.
read_kernels() { # LOADER
  local line kernel='' arguments
  case $1 in
    grubby)
      within "$boot_limit_s" grubby --info=ALL >"$run_dir/boot-entries" || return 1
      while IFS= read -r line; do
        case $line in
          # Older versions print the kernel without quotes.
          kernel=*) kernel=$(printf %s "${line#kernel=}" | tr -d '"') ;;
          args=\"*\") arguments=${line#args=\"} && printf '%s\t%s\n' "$kernel" "${arguments%\"}" ;;
        esac
      done <"$run_dir/boot-entries" >"$run_dir/kernels"
      ;;
    rpm-ostree)
      within "$boot_limit_s" rpm-ostree kargs >"$run_dir/boot-entries" || return 1
      printf 'next\t%s\n' "$(tr '\n' ' ' <"$run_dir/boot-entries")" >"$run_dir/kernels"
      ;;
    kernelstub)
      within "$boot_limit_s" kernelstub --print-config >"$run_dir/boot-entries" 2>&1 || return 1
      printf 'next\t%s\n' "$(sed -n 's/.*Kernel Boot Options:\.*//p' "$run_dir/boot-entries")" >"$run_dir/kernels"
      ;;
  esac
  [ -s "$run_dir/kernels" ]
}

change_argument() { # argument-added|argument-removed LOADER ARGUMENT KERNEL|all
  local kernel="$4"
  [ "$kernel" != all ] || kernel=ALL
  case $2.$1 in
    grubby.argument-added) set -- grubby "--update-kernel=$kernel" "--args=$3" ;;
    grubby.argument-removed) set -- grubby "--update-kernel=$kernel" "--remove-args=$3" ;;
    rpm-ostree.argument-added) set -- rpm-ostree kargs "--append-if-missing=$3" ;;
    rpm-ostree.argument-removed) set -- rpm-ostree kargs "--delete-if-present=$3" ;;
    kernelstub.argument-added) set -- kernelstub --add-options "$3" ;;
    kernelstub.argument-removed) set -- kernelstub --delete-options "$3" ;;
  esac
  within "$boot_limit_s" "$@"
}

# Nothing is done for what is so already, because each change may write a whole new deployment.
revert_argument() { # argument-added|argument-removed LOADER ARGUMENT KERNEL|all
  local opposite='argument-added'
  case $1 in argument-added) opposite='argument-removed' ;; esac
  if read_kernels "$2" && is_argument_changed "$opposite" "$4" "$3"; then return 0; fi
  if change_argument "$opposite" "$2" "$3" "$4" && read_kernels "$2" && is_argument_changed "$opposite" "$4" "$3"; then
    return 0
  fi
  emit log "$2: $3 is as the run left it: $(tail -n 3 "$run_dir/output")"
  return 1
}

# Takes what was edited into the boot loader's own files.
update_boot_loader() { # STEP LOADER
  begin_step "$1"
  record_change boot-loader "$2" - - -
  make_boot_files "$2" || fail boot-loader-failed "$2: $(tail -n 3 "$run_dir/output")"
  end_step
}

make_boot_files() { # LOADER
  local version image
  case $1 in
    update-grub) within "$boot_limit_s" update-grub ;;
    grub2-mkconfig) within "$boot_limit_s" grub2-mkconfig -o /boot/grub2/grub.cfg ;;
    grub-mkconfig) within "$boot_limit_s" grub-mkconfig -o /boot/grub/grub.cfg ;;
    kernel-install)
      ls /usr/lib/modules >"$run_dir/kernel-versions"
      while read -r version; do
        image=/usr/lib/modules/$version/vmlinuz
        [ -e "$image" ] || image=/boot/vmlinuz-$version
        if [ ! -e "$image" ]; then continue; fi
        within "$boot_limit_s" kernel-install add "$version" "$image" || return 1
      done <"$run_dir/kernel-versions"
      ;;
  esac
}

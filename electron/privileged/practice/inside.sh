# ---- Into namespaces of their own ----

# The group becomes the root of what they see of control groups, so that they change no other.
enter() { # SEQUENCE UID MOUNT_NAMESPACE
  echo 0 >"$group/cgroup.procs"
  exec unshare --cgroup sh "$0" join "$@"
}

# A group that hands limits on to others holds no process itself.
join() { # SEQUENCE UID MOUNT_NAMESPACE
  echo 0 >"$group/engines/cgroup.procs"
  # A shell gives what it runs beside itself no input.
  exec 7<&0 </dev/null
  exec unshare --mount --pid --net --fork --kill-child --propagation private \
    env -i "PATH=$PATH" LC_ALL=C HOME=/root sh "$0" inside "$@"
}

inside() { # SEQUENCE UID MOUNT_NAMESPACE
  expect_own_namespaces "$3"
  build_root
  cp "$0" run/program
  leave_machine
  exec chroot . sh /run/program engines "$@"
}

# What comes next unmounts everything, and would kill everything: never where it is the machine itself that would be hit.
expect_own_namespaces() { # MOUNT_NAMESPACE
  if [ $$ = 1 ] && [ "$(readlink /proc/self/ns/mnt)" != "$1" ] && ! grep -q ' shared:' /proc/self/mountinfo; then
    return 0
  fi
  printf 'This is not a namespace of our own\n' >&2
  exit 64
}

engines() { # SEQUENCE UID MOUNT_NAMESPACE
  [ $$ = 1 ] || exit 64
  sequence=$1
  trap 'end_inside $?' EXIT
  cd /
  start_clock
  wait_for_end &
  choose_options
  start_engine plain
  start_engine remapped --userns-remap=practice
  for engine in plain remapped; do
    wait_for_engine
    fill_engine "$2"
  done
  emit practice-ready
  expect_engines
}

# The containers of a daemon that ended would go on, and the wizard would show them as if it were there.
expect_engines() {
  local engine daemon
  while sleep 1; do
    for engine in plain remapped; do
      eval "daemon=\$daemon_$engine"
      if kill -0 "$daemon" 2>/dev/null; then continue; fi
      # It was told to.
      [ ! -e /run/ending ] || return 0
      refuse engine-ended "$engine: $(tail -n 3 "/run/$engine.log")"
    done
  done
}

# Nobody holds the other end of the pipe any more. This kills everything in here but ourselves and the first process, which
# then ends, too: what it waited for is gone.
wait_for_end() {
  read -r _ <&7 || :
  # Never in the way of the end: a redirection that fails would end this shell before it kills.
  mkdir /run/ending || :
  kill -KILL -1
}

end_inside() { # STATUS
  if [ "$1" != 0 ] && [ -z "$reported" ]; then emit practice-failed unexpected "exit $1"; fi
}

# A root of their own, of nothing but this machine's programs. -n: mount(8) and umount(8) would note some of it in this
# machine's /run/mount.
build_root() {
  local dir
  cd /run
  mkdir -p subroot
  # Hides the reports of other runs, too; nobody else sees this.
  mount -n -t tmpfs -o mode=755,size=512m practice subroot
  cd subroot
  umask 022
  for dir in /usr /bin /sbin /lib /lib32 /lib64 /libx32 /nix/store /gnu/store; do
    if [ -L "$dir" ]; then
      ln -s "$(readlink "$dir")" ".$dir"
    elif [ -d "$dir" ]; then
      mkdir -p ".$dir"
      mount -n --bind "$dir" ".$dir"
      mount -n -o remount,bind,ro ".$dir"
    fi
  done
  # No module is loaded for them.
  for dir in usr/lib/modules lib/modules; do
    if [ -d "$dir" ] && [ ! -L "${dir%/*}" ]; then mount -n -t tmpfs -o ro none "$dir"; fi
  done
  mkdir -p etc/docker dev proc sys root tmp var/lib run
  ln -s /run var/run
  chmod 1777 tmp
  build_etc
  build_dev
  mount -n -t proc proc proc
  # A new one has nothing mounted in it: without securityfs Docker has no AppArmor profile to load.
  mount -n -t sysfs -o ro sysfs sys
  mount -n -t cgroup2 cgroup sys/fs/cgroup
  (umask 077 && printf 'Only root of this practice may read this.\n' >root-only)
}

# As an initial file system in memory is left at boot, since pivot_root(8) is not on every machine. The copies of other
# mounts go first: they would keep disks busy. What is below the new root cannot.
leave_machine() {
  local point
  cut -d' ' -f5 /proc/self/mountinfo | sort -r >run/points
  while read -r point; do
    case $point in
      # umount(8) needs /proc for the others.
      / | /run | /run/subroot | /run/subroot/* | /proc) ;;
      # The kernel writes spaces and the like as octal numbers. What lay in another one may be gone with it.
      *) umount -n -l "$(printf %b "$point")" 2>/dev/null || : ;;
    esac
  done <run/points
  rm run/points
  umount -n -l /proc
  mount -n --move . /
}

build_etc() {
  local file
  printf 'root:x:0:0:root:/root:/bin/sh\npractice:x:%s:%s::/:/bin/false\n' "$range_start" "$range_start" >etc/passwd
  printf 'root:x:0:\npractice:x:%s:\n' "$range_start" >etc/group
  printf 'practice:%s:65536\n' "$range_start" | tee etc/subuid >etc/subgid
  printf 'passwd: files\ngroup: files\nhosts: files\n' >etc/nsswitch.conf
  printf '127.0.0.1 localhost\n' >etc/hosts
  : >etc/resolv.conf
  # Images are kept as they were before Docker 29, so that every version does the same.
  printf '{ "features": { "containerd-snapshotter": false } }\n' >etc/docker/daemon.json
  # How programs find their libraries, and Debian its programs.
  for file in /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/alternatives; do
    if [ -e "$file" ]; then cp -a "$file" etc/; fi
  done
}

build_dev() {
  local file
  for file in null zero full random urandom tty; do
    : >"dev/$file"
    mount -n --bind "/dev/$file" "dev/$file"
  done
  ln -s /proc/self/fd dev/fd
}

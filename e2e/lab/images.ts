import type { Machine } from './machine.ts'

/** Container images made from the machine's own Debian packages: a machine has no network and no registry. */

export async function importBusyboxImage(machine: Machine): Promise<void> {
  await machine.shell(`
    dir=$(mktemp -d)
    mkdir -p "$dir/bin" "$dir/tmp"
    cp /bin/busybox "$dir/bin/"
    chmod 755 "$dir"
    for applet in $(/bin/busybox --list | grep -vx busybox); do ln -s busybox "$dir/bin/$applet"; done
    ${importDir('busybox', `--change 'CMD ["sh"]'`)}`)
}

/** Redis from Debian's package, and ps to look at it from inside, with the libraries that they load. Runs as root. */
export async function importRedisImage(machine: Machine): Promise<void> {
  await machine.shell(`
    dir=$(mktemp -d)
    mkdir -p "$dir/bin" "$dir/data" "$dir/tmp"
    chmod 755 "$dir"
    programs='/usr/bin/redis-server /usr/bin/redis-cli /usr/bin/ps'
    cp -L $programs "$dir/bin/"
    for library in $(ldd $programs | grep -o '/[^ :)]*' | sort -u); do
      case $library in /usr/bin/*) continue ;; esac
      mkdir -p "$dir$(dirname "$library")"
      cp -L "$library" "$dir$library"
    done
    mkdir -p "$dir/etc"
    printf 'root:x:0:0:root:/:/bin/sh\\n' >"$dir/etc/passwd"
    printf 'root:x:0:\\n' >"$dir/etc/group"
    ${importDir('redis', `--change 'WORKDIR /data' --change 'CMD ["redis-server", "--save", ""]'`)}`)
}

function importDir(image: string, changes: string): string {
  return `tar -C "$dir" -c . | docker import ${changes} - ${image} >/dev/null && rm -rf "$dir"`
}

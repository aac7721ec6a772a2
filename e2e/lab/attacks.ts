import { once } from 'node:events'
import type { LabUser } from './desktop.ts'
import type { Machine } from './machine.ts'

/** Somebody without rights, who tries everything all the time until stopped. */
export type Attacker = {
  /** Stops, and tells what was tried with success, and which of root's files and directories were met. */
  readonly stop: () => Promise<{
    readonly gained: readonly string[]
    readonly met: readonly string[]
  }>
}

/** What only root, and alice where it is hers, may write in; and the names of what may be in there. */
const CLOSED_DIRS = [
  '/run/user/1000/',
  '/run/user/1000/subroot-*/',
  '/run/',
  '/run/subroot/',
  '/run/subroot/*/',
  '/run/subroot-*/',
  '/var/lib/subroot/',
  '/var/lib/subroot/runs/',
  '/var/lib/subroot/runs/*/',
  '/etc/',
  '/etc/docker/',
]
const CLOSED_FILES = [
  '/run/user/1000/subroot-*/script',
  '/run/subroot-*/script',
  '/run/subroot/lock',
  '/run/subroot/*/output',
  '/run/subroot/*/changes*',
  '/run/subroot/*/docker-config/*',
  '/var/lib/subroot/runs/*/changes',
  '/var/lib/subroot/runs/*/containers',
  '/var/lib/subroot/runs/*/docker',
  '/var/lib/subroot/runs/*/backup/etc/*',
  '/etc/docker/daemon.json',
  '/etc/.subroot-*',
  '/etc/docker/.subroot-*',
]
/** What everybody may read, and nobody else may write, lock for writing or link to a place of their own. */
const READABLE_FILES = [
  '/run/subroot/*/events',
  '/var/lib/subroot/runs/*/events',
  '/var/lib/subroot/runs/*/plan.json',
  '/var/lib/subroot/runs/*/script.sh',
  '/etc/subuid',
  '/etc/subuid.lock',
  '/etc/passwd',
]

const ROUND = `
  for dir in ${CLOSED_DIRS.join(' ')}; do
    is_there "$dir" || continue
    try "file in $dir" touch "$dir/attack"
    try "link in $dir" ln -s /etc/shadow "$dir/.subroot-AAAAAA"
    try "FIFO in $dir" mkfifo "$dir/events"
    try "directory in $dir" mkdir "$dir/daemon.json"
    try "lock in $dir" ln -s /etc/shadow "$dir/subuid.lock"
  done
  for file in ${CLOSED_FILES.join(' ')}; do
    is_there "$file" || continue
    try "text of $file" cat "$file"
    try "lock of $file" flock -n "$file" true
    try "name of $file" mv "$file" "$file.away"
    try "hard link to $file" ln "$file" "$HOME/link"
  done
  for file in ${READABLE_FILES.join(' ')}; do
    is_there "$file" || continue
    try "more in $file" dd if=/dev/null of="$file" oflag=append conv=notrunc
    try "removal of $file" unlink "$file"
    try "hard link to $file" ln "$file" "$HOME/link"
  done
  for name in script subroot subroot-AAAAAA events sudo-prompt; do
    mkfifo "/tmp/$name" || rm -rf "/tmp/$name"
    ln -s /etc/shadow "/tmp/$name"
    mkdir -p "/tmp/$name"
  done
`

/** What another program of the same user does to a staged script: it is exchanged as soon as it is there. */
const EXCHANGE = `
  for file in /run/user/1000/subroot-*/script; do
    [ -e "$file" ] || continue
    echo 'touch /root/attacked; chmod u+s /bin/dash' >"$file"
    ln -sf /etc/shadow "$file.new" && mv -T "$file.new" "$file"
    rm -f "$file" && cp /bin/false "$file"
  done
`

export function startAttacker(
  machine: Machine,
  user: LabUser,
  kind: 'outside' | 'same-user',
): Attacker {
  const home = `/home/${user}`
  const script = `
    is_there() { [ -e "$1" ] && echo "$1" >>"$HOME/met"; }
    try() { what=$1; shift; ! "$@" || [ -e "$HOME/stop" ] || echo "$what" >>"$HOME/gained"; }
    until [ -e "$HOME/stop" ]; do
      ${kind === 'outside' ? ROUND : EXCHANGE}
    done`
  const attacker = machine.spawn(['sh', '-c', `exec >/dev/null 2>&1; ${script}`], {
    user,
    env: { HOME: home },
  })
  const exited = once(attacker, 'exit')
  const readLines = async (name: string) =>
    (await machine.shell(`sort -u ${home}/${name} 2>/dev/null || :`))
      .split('\n')
      .filter((line) => line !== '')
  return {
    stop: async () => {
      await machine.shell(`touch ${home}/stop`)
      await exited
      const result = { gained: await readLines('gained'), met: await readLines('met') }
      await machine.shell(`rm -f ${home}/stop ${home}/gained ${home}/met ${home}/link`)
      return result
    },
  }
}

/** The files with a text in them, wherever Subroot writes: all of them, or those that a user may read. */
export async function filesWith(
  machine: Machine,
  text: string,
  user?: LabUser,
): Promise<readonly string[]> {
  const search = ['grep', '-rslF', '-D', 'skip', '--', text]
  const places = ['/run/subroot', '/run/user', '/var/lib/subroot', '/tmp', '/var/tmp', '/home']
  const { stdout } = await machine.exec([...search, ...places], user === undefined ? {} : { user })
  return stdout.split('\n').filter((line) => line !== '')
}

import { once } from 'node:events'
import { compilePractice, parsePracticeEvents } from '#domain/practice-engines.ts'
import type { PracticeEngine, PracticeEvent } from '#domain/practice-engines.ts'
import { practiceText } from '#privileged/practice/practice-text.ts'
import type { Machine } from './machine.ts'
import { waitFor } from './wait-for.ts'

/** The program of the practice engines, run by root in a machine without the wizard. */

/** The lab's machines have nobody's IDs there. */
export const practiceRange = { start: 458752, count: 65536 }

/** Eight containers are started, on a machine that may be very busy. */
export const READY_LIMIT_MS = 240_000

export type RunningPractice = {
  readonly runId: string
  readonly readEvents: () => Promise<readonly PracticeEvent[]>
  /** Waits for an event of that kind, and of that engine where one is named. */
  readonly waitForEvent: (kind: PracticeEvent['kind'], engine?: string) => Promise<void>
  /** Kills the process that it must not outlive, which is alice's. */
  readonly stop: () => Promise<void>
  /** What the program printed, and its status, once it has ended. */
  readonly end: Promise<{ readonly code: number; readonly events: readonly PracticeEvent[] }>
}

/** `change` replaces words of the program, where a test cannot wait as long as it does. */
export async function startPractice(
  machine: Machine,
  runId: string,
  change: (script: string) => string = (script) => script,
): Promise<RunningPractice> {
  const input = change(compilePractice(practiceRange, practiceText))
  await machine.exec(['sh', '-c', `umask 077; cat >/root/${runId}`], { input })
  const asker = machine.spawn(['sh', '-c', 'echo $$; exec sleep 3600'], { user: 'alice' })
  const askerEnded = once(asker, 'close')
  const askerPid = await new Promise<number>((resolve) => {
    asker.stdout.once('data', (words: Buffer) => resolve(Number(words.toString())))
  })
  const start = await machine.shell(`sed 's/.*) //' /proc/${askerPid}/stat | cut -d' ' -f20`)
  const command = ['sh', `/root/${runId}`, runId, String(askerPid), start]
  const end = machine.exec(command, { timeoutMs: 1_500_000 }).then(async ({ code, stdout }) => {
    await machine.exec(['rm', `/root/${runId}`])
    return { code, events: parsePracticeEvents(stdout) }
  })
  const readEvents = async () => {
    const { stdout } = await machine.exec(['cat', `/run/subroot/${runId}/events`])
    return parsePracticeEvents(stdout)
  }
  return {
    runId,
    readEvents,
    end,
    waitForEvent: async (kind, engine) => {
      const isIt = (event: PracticeEvent) =>
        event.kind === kind &&
        (engine === undefined || ('engine' in event && event.engine === engine))
      const look = async () => {
        const events = await readEvents()
        if (events.some(isIt)) return true
        const failed = events.find((event) => event.kind === 'practice-failed')
        if (failed) throw new Error(JSON.stringify(failed))
        return undefined
      }
      await waitFor(`${kind} ${engine ?? ''}`, look, READY_LIMIT_MS)
    },
    stop: async () => {
      await machine.exec(['kill', '-KILL', `${askerPid}`])
      await askerEnded
    },
  }
}

/** `ENGINE NAME UID COMMAND` of each process in a container of theirs, as ps on the machine shows them. */
export async function processesOnHost(
  machine: Machine,
  events: readonly PracticeEvent[],
): Promise<readonly string[]> {
  const containers = events.filter((event) => event.kind === 'container-started')
  const list = await machine.shell(`
    ps -eo pid,uid,args --no-headers | while read -r pid line; do
      printf '%s %s\\n' "$(tail -n 1 /proc/$pid/cgroup 2>/dev/null)" "$line"
    done`)
  return containers.flatMap(({ engine, name, containerId }) =>
    [
      ...list.matchAll(new RegExp(`^0::/subroot-practice/${engine}/${containerId} (.*)$`, 'gm')),
    ].map(([, line]) => `${engine} ${name} ${line}`),
  )
}

/** The same as it has to be; `root` is the UID of a container's root. */
export function expectedProcesses(engine: PracticeEngine, root: number) {
  return [
    `${engine} as-root ${root} sleep 90m`,
    `${engine} as-you ${root + 1000} sleep 91m`,
    `${engine} several ${root} sh -c sleep 92m & sleep 93m & wait`,
    `${engine} several ${root} sleep 92m`,
    `${engine} several ${root} sleep 93m`,
  ]
}

/**
 * All that practice engines could leave on a machine, or change there: processes and their namespaces, mounts, control
 * groups and what they hand on, files, accounts, network, packet filters, settings of the kernel, and Docker with its containers.
 */
export async function readWholeState(machine: Machine): Promise<readonly string[]> {
  const text = await machine.shell(`
    # Without those of this reading.
    ps -eo pid,ppid,uid,args --no-headers |
      awk -v own=$$ -v parent=$PPID '$1 != own && $1 != parent && $2 != own { print "process", $0 }'
    for process in /proc/[1-9]*; do
      for kind in mnt net pid cgroup user ipc; do readlink "$process/ns/$kind" || :; done
    done 2>/dev/null | sort -u | sed 's/^/namespace /'
    cut -d' ' -f3- /proc/1/mountinfo | sort | sed 's/^/mount /'
    find /sys/fs/cgroup -type d | sort | sed 's/^/group /'
    sed 's/^/handed on /' /sys/fs/cgroup/cgroup.subtree_control
    find /etc /home /opt /root /run /srv /tmp /usr/local /var -xdev \\
      -not -path '/var/log/journal*' -not -path '/run/log/journal*' -not -path '/run/systemd/*' \\
      -not -path '/opt/subroot*' -not -path '/root/practice-*' \\
      -printf 'file %p %y %m %U:%G %s %T@\\n' | grep -Ev '^file (/root|/tmp|/run) ' | sort
    find /var/lib/docker /var/lib/containerd -printf 'file %p %y %m %U:%G %s\\n' | sort
    find /etc -xdev -type f -exec sha256sum {} + | sort
    ip -oneline link; ip -oneline address; ip route; ip netns; bridge link 2>/dev/null || :
    { iptables-save; ip6tables-save; } | grep -v '^#'; cat /proc/modules 2>/dev/null || :
    # Some of them nobody may read.
    grep -r . /proc/sys/net 2>/dev/null || :
    docker info --format '{{.ID}} {{.DockerRootDir}} {{json .SecurityOptions}}'
    docker ps --all --no-trunc --format '{{.ID}} {{.Names}} {{.State}}'
    docker inspect --format '{{.State.StartedAt}} {{.State.Pid}} {{.RestartCount}}' $(docker ps --all --quiet)
    docker images --all --no-trunc --quiet; docker network ls --quiet; docker volume ls --quiet
    systemctl show --property=ActiveEnterTimestampMonotonic,MainPID,NRestarts docker containerd`)
  return text.split('\n')
}

/**
 * Waits until the kernel has found each address of the machine's interfaces to be nobody else's; for a second or two
 * after Docker has made one, its address is missing or `tentative`, which would look like a change between two readings.
 */
export async function waitForSettledNetwork(machine: Machine, interfaces: readonly string[]) {
  await waitFor('settled addresses', async () => {
    const list = await machine.shell('ip -6 -oneline address')
    const all = interfaces.every((name) => list.includes(` ${name}`))
    return (all && !list.includes('tentative')) || undefined
  })
}

/** The lines of one reading that the other one has not. */
export function changesOf(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ]
}

/** What a practice that has ended has left: how the machine differs from an earlier reading. */
export async function changesSince(
  before: readonly string[],
  machine: Machine,
): Promise<readonly string[]> {
  // Whichever of its processes is the last ends a moment after the others, and what one of them slept in, after that.
  const theirs = '^((setsid |)sh /root/practice-|sleep 0[.])'
  await waitFor('the end of it', async () => {
    const { stdout } = await machine.exec(['pgrep', '--full', theirs])
    return stdout === '' || undefined
  })
  return changesOf(before, await readWholeState(machine))
}

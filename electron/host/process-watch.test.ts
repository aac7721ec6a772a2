import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import type { ProcStatus } from '#domain/proc-files.ts'
import type { ContainerNames, ContainerNamesCache } from './container-names.ts'
import { createProcessWatch, readContainerProcesses } from './process-watch.ts'
import type { ProcReader } from './proc-reader.ts'
import { createProcReader } from './proc-reader.ts'

// Copied from /proc of a machine with two daemons, the second with userns-remap at 231072: containers that ran as root,
// as UID 999, with --pid=host, with --userns=host, and a process of `docker exec`.
const recorded = createProcReader(join(import.meta.dirname, 'fixtures/proc'))

const redisId = '969d5b9d68f957fdba12636cc11c23abf379522a0dedaf518ade82e856ccaa19'
const remappedId = '025f07dc7b7cf70fdbdaed8b43ff5694d1e5057cc067bb1714d3f5f918d01a40'

const noNames: ContainerNamesCache = { namesOf: () => undefined, keepOnly: () => {} }

describe('readContainerProcesses', () => {
  it('reads every process of every container, and no other', async () => {
    const { processes } = await readContainerProcesses(noNames, recorded)
    expect(
      processes
        .toSorted((a, b) => a.command.localeCompare(b.command))
        .map(({ command, pid, uid, hostUserNamespace }) => [
          command,
          pid.host,
          pid.container,
          uid.host,
          uid.container,
          hostUserNamespace,
        ]),
    ).toEqual([
      ['sleep 100000', 9653, 1, 999, 999, true],
      ['sleep 100001', 9749, 9, 101, 101, true],
      ['sleep 100003', 9718, 1, 101, 101, true],
      ['sleep 100005', 10632, 10632, 0, 0, true],
      ['sleep 200000', 9859, 1, 232071, 999, false],
      ['sleep 200004', 9989, 1, 0, 0, true],
      ['sleep 200005', 10041, 7, 232071, 999, false],
    ])
  })

  it('gives the mapping and both sides of a remapped process, without any name from Docker', async () => {
    const { processes } = await readContainerProcesses(noNames, recorded)
    expect(processes.find(({ pid }) => pid.host === 9859)).toEqual({
      containerId: remappedId,
      containerName: undefined,
      pid: { host: 9859, container: 1 },
      uid: { host: 232071, container: 999, hostName: undefined, containerName: undefined },
      gid: { host: 232071, container: 999, hostName: undefined, containerName: undefined },
      command: 'sleep 200000',
      uidMappings: [{ containerId: 0, hostId: 231072, size: 65536 }],
      gidMappings: [{ containerId: 0, hostId: 231072, size: 65536 }],
      hostUserNamespace: false,
      // The recorded files were cut off before that line.
      effectiveCapabilities: undefined,
    })
  })

  it('adds the names that are known, and calls 0 root anyway', async () => {
    const kept: string[][] = []
    const names: ContainerNamesCache = {
      namesOf: (id) =>
        id === redisId
          ? { name: 'redis', inside: { uid: new Map([[999, 'redis']]), gid: new Map() } }
          : undefined,
      keepOnly: (ids) => kept.push([...ids]),
    }
    const { processes } = await readContainerProcesses(names, recorded)
    const redis = processes.find(({ containerId }) => containerId === redisId)
    const root = processes.find(({ uid }) => uid.host === 0)
    expect([redis?.containerName, redis?.uid.containerName, redis?.gid.containerName]).toEqual([
      'redis',
      'redis',
      undefined,
    ])
    expect([root?.containerName, root?.uid.containerName, root?.uid.hostName]).toEqual([
      undefined,
      'root',
      'root',
    ])
    expect(kept.map((ids) => ids.length)).toEqual([5])
  })

  it('skips a process that ends while it is read', async () => {
    const proc = {
      ...recorded,
      readIdMap: (pid: number, kind: 'uid' | 'gid') =>
        pid === 9859 ? undefined : recorded.readIdMap(pid, kind),
    }
    const { processes } = await readContainerProcesses(noNames, proc)
    expect(processes.length).toBe(6)
  })
})

/** A machine of which a test changes one thing at a time, and on which it counts what is read. */
function countingProc() {
  const counts = { status: 0, maps: 0, arguments: 0, cgroup: 0 }
  const machine = {
    status: (pid: number) => recorded.readStatus(pid),
    containerId: (pid: number) => recorded.readContainerId(pid),
    arguments: (pid: number) => recorded.readArguments(pid),
  }
  const proc: ProcReader = {
    readStatus: (pid) => {
      counts.status += 1
      return machine.status(pid)
    },
    readArguments: (pid) => {
      counts.arguments += 1
      return machine.arguments(pid)
    },
    readContainerId: (pid) => {
      counts.cgroup += 1
      return machine.containerId(pid)
    },
    readIdMap: (pid, kind) => {
      counts.maps += 1
      return recorded.readIdMap(pid, kind)
    },
    visitProcesses: recorded.visitProcesses,
  }
  return { proc, counts, machine }
}

describe('createProcessWatch', () => {
  it('reads each mapping, cgroup and command line about once in sixteen readings', async () => {
    const { proc, counts } = countingProc()
    const watch = createProcessWatch(noNames, proc)
    const first = await watch.read()
    const afterFirst = { ...counts }
    expect(afterFirst).toEqual({ status: 7, maps: 14, arguments: 7, cgroup: 11 })
    const readings = [first]
    for (let index = 0; index < 16; index += 1) readings.push(await watch.read())
    // In 16 more readings each of the 7 processes was read afresh once, and its status every time.
    expect(counts.maps - afterFirst.maps).toBe(14)
    expect(counts.arguments - afterFirst.arguments).toBe(7)
    expect(counts.status - afterFirst.status).toBe(7 * 16)
    for (const { processes } of readings) {
      expect(processes.every((process, index) => process === first.processes[index])).toBe(true)
    }
  })

  it('sees at once that a process took another ID, other capabilities or another program', async () => {
    const { proc, machine } = countingProc()
    const watch = createProcessWatch(noNames, proc)
    await watch.read()
    const changes: readonly Partial<ProcStatus>[] = [
      { uid: 231072 },
      { gid: 231073 },
      { effectiveCapabilities: '00000000a80425fb' },
      { name: 'redis-server' },
    ]
    for (const change of changes) {
      machine.status = (pid) => {
        const status = recorded.readStatus(pid)
        return status && (pid === 9859 ? { ...status, ...change } : status)
      }
      machine.arguments = () => [JSON.stringify(change)]
      const { processes } = await watch.read()
      expect(processes.find(({ pid }) => pid.host === 9859)?.command).toBe(JSON.stringify(change))
    }
  })

  it('finds a process that is moved into its container after it was first seen', async () => {
    const { proc, machine } = countingProc()
    machine.containerId = (pid) => (pid === 9859 ? undefined : recorded.readContainerId(pid))
    const watch = createProcessWatch(noNames, proc)
    const pids = async () => (await watch.read()).processes.map(({ pid }) => pid.host)
    expect(await pids()).not.toContain(9859)
    machine.containerId = (pid) => recorded.readContainerId(pid)
    expect(await pids()).toContain(9859)
  })

  it('finds what no status shows within sixteen readings', async () => {
    const { proc, machine } = countingProc()
    const watch = createProcessWatch(noNames, proc)
    await watch.read()
    machine.arguments = () => ['postgres: idle']
    machine.containerId = (pid) => (pid === 9653 ? undefined : recorded.readContainerId(pid))
    let processes: readonly ContainerProcess[] = []
    for (let index = 0; index < 16; index += 1) processes = (await watch.read()).processes
    expect([...new Set(processes.map(({ command }) => command))]).toEqual(['postgres: idle'])
    expect(processes.map(({ pid }) => pid.host)).not.toContain(9653)
  })

  it('takes a name over as soon as it is known', async () => {
    let name: string | undefined
    const inside = { uid: new Map<number, string>(), gid: new Map<number, string>() }
    const watch = createProcessWatch(
      {
        namesOf: (() => {
          const known = new Map<string, ContainerNames>()
          return (id: string) => {
            if (name === undefined) return undefined
            known.set(id, known.get(id) ?? { name, inside })
            return known.get(id)
          }
        })(),
        keepOnly: () => {},
      },
      recorded,
    )
    const nameSeen = async () => (await watch.read()).processes[0]?.containerName
    expect(await nameSeen()).toBe(undefined)
    name = 'redis'
    expect(await nameSeen()).toBe('redis')
  })
})

describe('createProcReader', () => {
  it('reads our own process from the real /proc', async () => {
    const proc = createProcReader()
    const pids: number[] = []
    await proc.visitProcesses((pid) => pids.push(pid))
    const status = proc.readStatus(process.pid)
    expect(pids).toContain(process.pid)
    expect(status?.uid).toBe(process.geteuid?.())
    expect(status?.namespacePids.at(-1)).toBeGreaterThan(0)
    expect(proc.readArguments(process.pid)[0]).toContain('node')
    expect(proc.readIdMap(process.pid, 'uid')?.length).toBeGreaterThan(0)
  })

  it('gives the status of before back only while the file says the very same', async () => {
    const proc = createProcReader()
    // It waits for its input, so that nothing of its status changes.
    const sleeper = spawn('sh', ['-c', 'echo; read -r _'], { stdio: ['pipe', 'pipe', 'ignore'] })
    await once(sleeper.stdout, 'data')
    const pid = sleeper.pid ?? 0
    const stateOf = () => proc.readStatus(pid)?.state
    // It is on its way to sleep for a moment.
    await expect.poll(stateOf).toBe('S')
    const before = proc.readStatus(pid)
    expect(before?.state).toBe('S')
    expect(proc.readStatus(pid, before)).toBe(before)
    const other = proc.readStatus(process.pid)
    expect(proc.readStatus(pid, other)).toEqual(before)
    sleeper.kill('SIGSTOP')
    await expect.poll(stateOf).toBe('T')
    expect(proc.readStatus(pid, before)).toEqual({ ...before, state: 'T' })
    sleeper.kill('SIGKILL')
    await once(sleeper, 'exit')
    expect(proc.readStatus(pid, before)).toBe(undefined)
  })

  it('tells nothing of a process that is not there', () => {
    const proc = createProcReader()
    expect([
      proc.readStatus(2 ** 30),
      proc.readArguments(2 ** 30),
      proc.readContainerId(2 ** 30),
      proc.readIdMap(2 ** 30, 'gid'),
    ]).toEqual([undefined, [], undefined, undefined])
  })
})

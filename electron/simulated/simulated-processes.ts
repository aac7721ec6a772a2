import type { IdMapping } from '#domain/id-mapping.ts'
import { parseIdMap } from '#domain/id-mapping.ts'
import type { ProcStatus } from '#domain/proc-files.ts'
import { containerIdFromCgroup, parseCmdline, parseProcStatus } from '#domain/proc-files.ts'
import type { ProcReader } from '#host/proc-reader.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { containersOf, daemonProcessesOf, isDocker } from './simulated-machine.ts'

const INITIAL_MAPPING: IdMapping = { containerId: 0, hostId: 0, size: 4294967295 }

type Process = {
  readonly status: ProcStatus
  readonly argv: readonly string[]
  readonly containerId: string | undefined
}

/** The processes of host.json, of the containers, and those whose files in /proc the tree has. */
export function processesOf(machine: SimulatedMachine): ProcReader {
  const processes = new Map([
    ...fromTree(machine.texts),
    ...fromContainers(machine),
    ...fromDescription(machine),
  ])
  return {
    readStatus: (pid) => processes.get(pid)?.status,
    readArguments: (pid) => processes.get(pid)?.argv ?? [],
    readContainerId: (pid) => processes.get(pid)?.containerId,
    readIdMap(pid, kind) {
      const text = machine.texts.get(`/proc/${pid}/${kind}_map`)
      if (text !== undefined) return parseIdMap(text)
      return processes.has(pid) ? [INITIAL_MAPPING] : undefined
    },
    visitProcesses: async (visit) => {
      for (const pid of [...processes.keys()].toSorted((a, b) => a - b)) visit(pid)
    },
  }
}

/** A cmdline may be written with spaces and a line feed instead of NULs, and `comm` alone is enough of a process. */
function fromTree(texts: ReadonlyMap<string, string>): readonly (readonly [number, Process])[] {
  const files = [...texts.keys()].flatMap((path) => {
    const digits = /^\/proc\/(?<pid>[1-9]\d*)\/(?:status|comm)$/.exec(path)?.groups?.['pid']
    return digits === undefined ? [] : [Number(digits)]
  })
  return [...new Set(files)].flatMap((pid) => {
    const file = (name: string) => texts.get(`/proc/${pid}/${name}`)
    const name = file('comm')?.trim() ?? ''
    const plain: ProcStatus = { name, state: 'S', uid: 0, gid: 0, namespacePids: [pid] }
    const statusText = file('status')
    const status = statusText === undefined ? plain : parseProcStatus(statusText)
    const cmdline = file('cmdline') ?? name
    const argv = cmdline.includes('\0') ? parseCmdline(cmdline) : cmdline.trim().split(/\s+/)
    const containerId = containerIdFromCgroup(file('cgroup') ?? '')
    return status ? [[pid, { status, argv, containerId }] as const] : []
  })
}

function fromContainers(machine: SimulatedMachine): readonly (readonly [number, Process])[] {
  if (machine.docker === 'failed') return []
  return containersOf(machine).flatMap((container) => {
    const root = container.usernsMode === 'host' ? undefined : machine.remappedRoot
    return container.processes.map(({ pid, containerPid, uid, gid, command }) => {
      const argv = command.split(' ')
      const status = {
        name: nameOf(argv),
        state: 'S',
        uid: (root?.uid ?? 0) + uid,
        gid: (root?.gid ?? 0) + gid,
        namespacePids: [pid, containerPid],
      }
      return [pid, { status, argv, containerId: container.id }] as const
    })
  })
}

function fromDescription(machine: SimulatedMachine): readonly (readonly [number, Process])[] {
  const daemons = daemonProcessesOf(machine)
  const others = machine.description.processes.filter(({ argv }) => !isDocker(argv))
  return [...others, ...daemons].map(({ pid, name, uid, gid, argv, inContainer, parent }) => {
    const namespacePids = inContainer ? [pid, 1] : [pid]
    const parentPid = parent === undefined ? {} : { parentPid: parent }
    const status = { name: name ?? nameOf(argv), state: 'S', uid, gid, namespacePids, ...parentPid }
    return [pid, { status, argv, containerId: undefined }] as const
  })
}

/** As /proc/PID/comm has it: at most 15 bytes. */
function nameOf(argv: readonly string[]): string {
  return (argv[0] ?? '').split('/').at(-1)?.slice(0, 15) ?? ''
}

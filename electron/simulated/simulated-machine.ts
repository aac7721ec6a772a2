import { createHash } from 'node:crypto'
import type { ContainerProcess, ProcessSnapshot } from '#domain/container-process.ts'
import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import { parseDockerdArguments } from '#domain/dockerd-arguments.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import { parseSubordinateFile } from '#domain/subordinate-file.ts'
import type { LoadedHost } from './host-description.ts'
import type {
  HostDescription,
  SimulatedContainer,
  SimulatedProcess,
} from './host-description-schema.ts'
import { containersAt } from './simulated-life.ts'
import { firstArguments } from './simulated-reboot.ts'

/** What changes on a simulated machine while the application runs. */
export type SimulatedMachine = {
  readonly description: HostDescription
  /** Text files by absolute path; a run edits them. */
  readonly texts: Map<string, string>
  readonly modes: Map<string, number>
  /** Symbolic links and where they lead. */
  readonly links: ReadonlyMap<string, string>
  readonly executables: ReadonlySet<string>
  /** Directories that are there even where the tree has nothing in them. */
  readonly directories: readonly string[]
  docker: 'running' | 'failed'
  /** Only root may open Docker's socket, whatever the description says. */
  socketIsRootOnly: boolean
  dockerStarts: number
  /** The command line of the machine's own dockerd; undefined where none runs at first. */
  daemonArguments: readonly string[] | undefined
  /** Host IDs of root in containers; undefined: not remapped. */
  remappedRoot: { readonly uid: number; readonly gid: number } | undefined
  /** As they were when the machine was opened, or made since; `containersOf` has them as they are at the moment. */
  containers: readonly SimulatedContainer[]
  /** Seconds that this machine has run for. */
  readonly clock: () => number
  /** Those in the data directory that Docker does not use at present; undefined before it first changed. */
  hiddenContainers: readonly SimulatedContainer[] | undefined
  /** How many the person who practises has started. */
  startedContainers: number
  /** How many accounts others have added. */
  colleagues: number
  /** Arguments of the next boot. */
  readonly kernelArguments: Set<string>
}

/** `clock` sets the life in the machine's containers going; without it time stands still. */
export function createMachine(
  { description, texts, ...tree }: LoadedHost,
  clock: () => number = () => 0,
): SimulatedMachine {
  const { absentFiles } = description
  const modes = Object.entries(description.modes).map(
    ([path, mode]) => [path, Number.parseInt(mode, 8)] as const,
  )
  const all = new Map([...EVERYWHERE, ...texts])
  for (const path of absentFiles) all.delete(path)
  const hasSystemd = all.get('/proc/1/comm')?.trim() === 'systemd'
  return {
    ...tree,
    description,
    texts: all,
    modes: new Map(modes),
    directories: hasSystemd ? ['/run/systemd/system'] : [],
    docker: 'running',
    socketIsRootOnly: false,
    dockerStarts: 1,
    daemonArguments: description.processes.find(isOwnDaemon)?.argv,
    remappedRoot: undefined,
    containers: description.containers,
    clock,
    hiddenContainers: undefined,
    startedContainers: 0,
    colleagues: 0,
    kernelArguments: new Set(firstArguments(all)),
  }
}

/** What every machine has unless its tree says otherwise: systemd, and a kernel with user namespaces. */
const EVERYWHERE: readonly (readonly [path: string, text: string])[] = [
  ['/proc/1/comm', 'systemd\n'],
  ['/proc/self/ns/user', ''],
]

/** What Docker says when it does not start; undefined when it started. */
export type StartProblem = string | undefined

/**
 * What dockerd does at its start: reads `userns-remap` from its command line and its file, and the ranges of that user,
 * with the messages of daemon/config/config.go and daemon/daemon_unix.go where they do not fit together.
 */
export function restartDocker(machine: SimulatedMachine): StartProblem {
  const daemonConfigPath = daemonConfigPathOf(machine)
  const configText = machine.texts.get(daemonConfigPath) ?? '{}'
  const config: Record<string, unknown> = JSON.parse(configText.trim() || '{}')
  const key = config['userns-remap']
  const flag = parseDockerdArguments(machine.daemonArguments ?? []).usernsRemap
  if (flag !== undefined && key !== undefined) {
    machine.docker = 'failed'
    return `unable to configure the Docker daemon with file ${daemonConfigPath}: the following directives are specified both as a flag and in the configuration file: userns-remap: (from flag: ${flag}, from file: ${JSON.stringify(key)})`
  }
  const value = flag ?? key
  const wasRemapped = machine.remappedRoot !== undefined
  if (typeof value !== 'string' || value === '') {
    machine.remappedRoot = undefined
  } else {
    const user = value === 'default' ? 'dockremap' : value.split(':')[0]
    const uid = firstStart(machine.texts.get('/etc/subuid'), user)
    const gid = firstStart(machine.texts.get('/etc/subgid'), user)
    if (uid === undefined || gid === undefined) {
      machine.docker = 'failed'
      return `failed to start daemon: Can't create ID mappings: no subuid ranges found for user "${user}"`
    }
    machine.remappedRoot = { uid, gid }
  }
  machine.docker = 'running'
  machine.dockerStarts += 1
  const isRemapped = machine.remappedRoot !== undefined
  if (isRemapped !== wasRemapped) {
    const before = machine.containers
    machine.containers = machine.hiddenContainers ?? before.filter(isRecreated).map(recreate)
    machine.hiddenContainers = before
  }
  return undefined
}

/** `--config-file` of dockerd. */
export function daemonConfigPathOf({ daemonArguments }: SimulatedMachine): string {
  return parseDockerdArguments(daemonArguments ?? []).configFile ?? '/etc/docker/daemon.json'
}

function firstStart(text: string | undefined, owner: string | undefined): number | undefined {
  return parseSubordinateFile(text ?? '').ranges.find((range) => range.owner === owner)?.start
}

function isRecreated({ recreated }: SimulatedContainer): boolean {
  return recreated
}

/** The container as its owner creates it again: another ID, other PIDs. */
function recreate(container: SimulatedContainer): SimulatedContainer {
  const pidShift = 20_000
  return {
    ...container,
    id: createHash('sha256').update(container.id).digest('hex'),
    pid: container.pid + pidShift,
    processes: container.processes.map((process) => ({ ...process, pid: process.pid + pidShift })),
  }
}

/** Who may open Docker's socket, as far as the machine says so. */
export function socketOf(machine: SimulatedMachine): HostDescription['docker']['socket'] {
  return machine.socketIsRootOnly ? 'root-only' : machine.description.docker.socket
}

/** The containers with the processes that they have at this moment. */
export function containersOf({
  containers,
  clock,
}: SimulatedMachine): readonly SimulatedContainer[] {
  return containersAt(containers, clock())
}

/** The data root that Docker reports. */
export function dataRootOf(machine: SimulatedMachine): string {
  const dataRoot = machine.description.docker.info?.dataRoot ?? '/var/lib/docker'
  const root = machine.remappedRoot
  return root ? `${dataRoot}/${root.uid}.${root.gid}` : dataRoot
}

/** dockerd as host.json has it, unless it failed; each start is another process. */
export function daemonProcessesOf(machine: SimulatedMachine): readonly SimulatedProcess[] {
  if (machine.docker === 'failed') return []
  const shift = (machine.dockerStarts - 1) * 5000
  const own = machine.description.processes.find(isOwnDaemon)
  return machine.description.processes
    .filter(({ argv }) => isDocker(argv))
    .map((process) =>
      startedAs(
        process,
        process.pid + shift,
        process === own ? machine.daemonArguments : process.argv,
      ),
    )
}

function startedAs(
  process: SimulatedProcess,
  pid: number,
  argv: readonly string[] = process.argv,
): SimulatedProcess {
  return { ...process, pid, argv: [...argv] }
}

/** The daemon that the machine's service manager runs: the first one of root's outside of containers. */
function isOwnDaemon({ argv, uid, inContainer }: SimulatedProcess): boolean {
  return isDocker(argv) && uid === 0 && !inContainer
}

/** The client's own daemon, up to Docker 1.12, is named docker. */
export function isDocker([command]: readonly string[]): boolean {
  return /(?:^|\/)docker(?:d|-current)?$/.test(command ?? '')
}

export function takeProcessSnapshot(machine: SimulatedMachine): ProcessSnapshot {
  const start = performance.now()
  const processes = machine.docker === 'running' ? containersOf(machine).flatMap(processesOf) : []
  return { at: Date.now(), processes, readMs: performance.now() - start }

  function processesOf(container: SimulatedContainer): readonly ContainerProcess[] {
    const mapped = container.usernsMode === 'host' ? undefined : machine.remappedRoot
    const readable = socketOf(machine) !== 'root-only'
    return container.processes.map(({ pid, containerPid, uid, gid, command }) => ({
      containerId: container.id,
      containerName: readable ? container.name : undefined,
      pid: { host: pid, container: containerPid },
      uid: {
        host: (mapped?.uid ?? 0) + uid,
        container: uid,
        hostName: hostUserName(machine, (mapped?.uid ?? 0) + uid),
        containerName: uid === 0 ? 'root' : readable ? container.users[uid] : undefined,
      },
      gid: {
        host: (mapped?.gid ?? 0) + gid,
        container: gid,
        hostName: hostGroupName(machine, (mapped?.gid ?? 0) + gid),
        containerName: gid === 0 ? 'root' : readable ? container.groups[gid] : undefined,
      },
      command,
      uidMappings: [mapped ? remapping(mapped.uid) : INITIAL_MAPPING],
      gidMappings: [mapped ? remapping(mapped.gid) : INITIAL_MAPPING],
      hostUserNamespace: mapped === undefined,
      effectiveCapabilities: uid === 0 ? DOCKER_CAPABILITIES : NO_CAPABILITIES,
    }))
  }
}

/** What Docker gives to root of a container without options (moby's caps/defaults.go), as CapEff has it. */
const DOCKER_CAPABILITIES = '00000000a80425fb'
const NO_CAPABILITIES = '0000000000000000'

const INITIAL_MAPPING: IdMapping = { containerId: 0, hostId: 0, size: 4294967295 }

function remapping(hostId: number): IdMapping {
  return { containerId: 0, hostId, size: 65536 }
}

function hostUserName(machine: SimulatedMachine, uid: number): string | undefined {
  const accounts = parsePasswd(machine.texts.get('/etc/passwd') ?? '')
  return accounts.find((account) => account.uid === uid)?.name
}

function hostGroupName(machine: SimulatedMachine, gid: number): string | undefined {
  const groups = parseGroup(machine.texts.get('/etc/group') ?? '')
  return groups.find((group) => group.gid === gid)?.name
}

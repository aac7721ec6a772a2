import { createHash } from 'node:crypto'
import type { ContainerProcess, ProcessSnapshot } from '#domain/container-process.ts'
import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import type { DaemonInfo } from '#domain/docker-api.ts'
import type { FileState, HostSnapshot } from '#domain/host-snapshot.ts'
import { OTHER_FILES } from '#domain/other-files.ts'
import type { IdMapping } from '#domain/id-mapping.ts'
import { parseSubordinateFile } from '#domain/subordinate-file.ts'
import type { LoadedHost } from './host-description.ts'
import type { HostDescription, SimulatedContainer } from './host-description-schema.ts'
import { simulatedKernel } from './simulated-kernel.ts'

/** What changes on a simulated machine while the application runs. */
export type SimulatedMachine = {
  readonly description: HostDescription
  /** Text files by absolute path; a run edits them. */
  readonly texts: Map<string, string>
  readonly modes: Map<string, number>
  docker: 'running' | 'failed'
  dockerStarts: number
  /** Host IDs of root in containers; undefined: not remapped. */
  remappedRoot: { readonly uid: number; readonly gid: number } | undefined
  containers: readonly SimulatedContainer[]
  /** user.max_user_namespaces of the running kernel. */
  maxUserNamespaces: string | undefined
  /** Arguments of the next boot that a run added. */
  readonly kernelArguments: Set<string>
}

export function createMachine({ description, texts }: LoadedHost): SimulatedMachine {
  const modes = Object.entries(description.modes).map(
    ([path, mode]) => [path, Number.parseInt(mode, 8)] as const,
  )
  return {
    description,
    texts: new Map(texts),
    modes: new Map(modes),
    docker: 'running',
    dockerStarts: 1,
    remappedRoot: undefined,
    containers: description.containers,
    maxUserNamespaces: description.machine.maxUserNamespaces,
    kernelArguments: new Set(),
  }
}

/** What Docker says when it does not start; undefined when it started. */
export type StartProblem = string | undefined

/**
 * What dockerd does at its start: reads `userns-remap` and the ranges of that user from the machine's files, with the
 * messages of daemon/daemon_unix.go where they do not fit together.
 */
export function restartDocker(machine: SimulatedMachine): StartProblem {
  const { daemonConfigPath } = machine.description.docker
  const configText = machine.texts.get(daemonConfigPath) ?? '{}'
  const config: Record<string, unknown> = JSON.parse(configText.trim() || '{}')
  const value = config['userns-remap']
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
    machine.containers = isRemapped
      ? machine.description.containers.filter(({ recreated }) => recreated).map(recreate)
      : machine.description.containers
  }
  return undefined
}

function firstStart(text: string | undefined, owner: string | undefined): number | undefined {
  return parseSubordinateFile(text ?? '').ranges.find((range) => range.owner === owner)?.start
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

/** The data root that Docker reports. */
export function dataRootOf(machine: SimulatedMachine): string {
  const dataRoot = machine.description.docker.info?.dataRoot ?? '/var/lib/docker'
  const root = machine.remappedRoot
  return root ? `${dataRoot}/${root.uid}.${root.gid}` : dataRoot
}

export function takeSnapshot(
  machine: SimulatedMachine,
  access: HostSnapshot['access'],
): HostSnapshot {
  const { description } = machine
  const { socket, socketAccess, imageCount, info: _, ...docker } = description.docker
  const readable = access === 'elevated' || socketAccess === 'user'
  const info = machine.docker === 'running' && readable ? daemonInfoOf(machine) : undefined
  const file = (path: string) => fileStateOf(machine, path, access)
  return {
    access,
    machine: machineOf(machine, file),
    user: userOf(machine),
    elevation: { pkexecPath: description.pkexecPath },
    files: {
      passwd: file('/etc/passwd'),
      group: file('/etc/group'),
      subuid: file('/etc/subuid'),
      subgid: file('/etc/subgid'),
      loginDefs: file('/etc/login.defs'),
      nsswitch: file('/etc/nsswitch.conf'),
      smbConf: file('/etc/samba/smb.conf'),
      daemonConfig: file(docker.daemonConfigPath),
      otherFiles: Object.fromEntries(OTHER_FILES.map((path) => [path, file(path)])),
    },
    docker: {
      ...docker,
      socket: { ...socket, state: socketStateOf(machine, readable) },
      daemons: daemonsOf(machine),
      unit: unitOf(machine),
      info,
      containers: info ? machine.containers.map(toContainer) : [],
      imageCount: info && (machine.remappedRoot ? machine.containers.length : imageCount),
    },
    nspawnMachines: description.nspawnMachines,
    homedUsers: description.homedUsers,
    runningIds: description.runningIds,
  }
}

/** As host.json says, else as the files of the tree do, else a plain Linux machine under systemd. */
function machineOf(
  { description, texts, maxUserNamespaces }: SimulatedMachine,
  file: (path: string) => FileState,
): HostSnapshot['machine'] {
  const trimmed = (path: string) => texts.get(path)?.trim()
  const own = description.machine
  const procVersion = own.procVersion ?? trimmed('/proc/version') ?? ''
  const initCommand = own.initCommand ?? trimmed('/proc/1/comm') ?? 'systemd'
  const osRelease = file('/etc/os-release')
  const kernelRelease =
    own.kernelRelease ??
    trimmed('/proc/sys/kernel/osrelease') ??
    /^Linux version (?<release>\S+)/.exec(procVersion)?.groups?.['release'] ??
    '6.1.0'
  return {
    osRelease: osRelease.kind === 'absent' ? file('/usr/lib/os-release') : osRelease,
    kernelRelease,
    kernel: simulatedKernel(texts, kernelRelease, file),
    procVersion,
    hasUserNamespaces: own.hasUserNamespaces,
    maxUserNamespaces: maxUserNamespaces ?? trimmed('/proc/sys/user/max_user_namespaces'),
    initCommand,
    systemdBooted: own.systemdBooted ?? initCommand === 'systemd',
    containerMarkers:
      own.containerMarkers ??
      ['/.dockerenv', '/run/.containerenv'].filter((path) => texts.has(path)),
    containerManager: own.containerManager ?? trimmed('/run/systemd/container'),
  }
}

/** Groups and home as passwd and group have them, unless host.json says otherwise. */
function userOf({ description: { user }, texts }: SimulatedMachine): HostSnapshot['user'] {
  const groups = parseGroup(texts.get('/etc/group') ?? '')
  const account = parsePasswd(texts.get('/etc/passwd') ?? '').find(({ uid }) => uid === user.uid)
  const memberships = groups.filter(({ members }) => members.includes(user.name))
  return {
    ...user,
    groupIds: user.groupIds ?? [...new Set([user.gid, ...memberships.map(({ gid }) => gid)])],
    homeDir: user.homeDir ?? account?.home ?? `/home/${user.name}`,
  }
}

function socketStateOf(
  machine: SimulatedMachine,
  readable: boolean,
): HostSnapshot['docker']['socket']['state'] {
  const { info, socket } = machine.description.docker
  const state = socket.state ?? (info === undefined ? 'absent' : 'answers')
  if (state !== 'answers') return state
  if (machine.docker === 'failed') return 'no-answer'
  return readable ? 'answers' : 'permission-denied'
}

/** Each start of Docker is another process. */
function daemonsOf(machine: SimulatedMachine): HostSnapshot['docker']['daemons'] {
  if (machine.docker === 'failed') return []
  return machine.description.docker.daemons.map((daemon) => ({
    ...daemon,
    pid: pidOfStart(machine, daemon.pid),
  }))
}

function unitOf(machine: SimulatedMachine): HostSnapshot['docker']['unit'] {
  const { unit } = machine.description.docker
  if (unit === undefined) return undefined
  if (machine.docker === 'failed') return { ...unit, activeState: 'failed', mainPid: 0 }
  return { ...unit, mainPid: pidOfStart(machine, unit.mainPid) }
}

function pidOfStart({ dockerStarts }: SimulatedMachine, firstPid: number): number {
  return firstPid === 0 ? 0 : firstPid + (dockerStarts - 1) * 5000
}

function daemonInfoOf(machine: SimulatedMachine): DaemonInfo | undefined {
  const { info } = machine.description.docker
  if (info === undefined || machine.remappedRoot === undefined) return info
  return {
    ...info,
    securityOptions: [...info.securityOptions, 'name=userns'],
    dataRoot: dataRootOf(machine),
  }
}

function fileStateOf(
  machine: SimulatedMachine,
  path: string,
  access: HostSnapshot['access'],
): FileState {
  const reason = machine.description.unreadableFiles[path]
  if (reason !== undefined && !(reason === 'permission' && access === 'elevated')) {
    return { kind: 'unreadable', reason }
  }
  const text = machine.texts.get(path)
  if (text === undefined) return { kind: 'absent' }
  return { kind: 'text', text, mode: machine.modes.get(path) ?? 0o644, uid: 0, gid: 0 }
}

function toContainer({
  recreated: _recreated,
  processes: _processes,
  users: _users,
  groups: _groups,
  ...container
}: SimulatedContainer) {
  return container
}

export function takeProcessSnapshot(machine: SimulatedMachine): ProcessSnapshot {
  const start = performance.now()
  const processes = machine.docker === 'running' ? machine.containers.flatMap(processesOf) : []
  return { at: Date.now(), processes, readMs: performance.now() - start }

  function processesOf(container: SimulatedContainer): readonly ContainerProcess[] {
    const mapped = container.usernsMode === 'host' ? undefined : machine.remappedRoot
    const readable = machine.description.docker.socketAccess === 'user'
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
      hostUserNamespace: mapped === undefined,
    }))
  }
}

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

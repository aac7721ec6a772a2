import { constants } from 'node:fs'
import { access, open, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { release } from 'node:os'
import { delimiter, join } from 'node:path'
import type { DaemonInfo } from '#domain/docker-api.ts'
import { parseDockerdArguments } from '#domain/dockerd-arguments.ts'
import type {
  DockerSnapshot,
  FileState,
  HostFiles,
  HostSnapshot,
  MachineSnapshot,
  UserSnapshot,
} from '#domain/host-snapshot.ts'
import type { DockerFailure } from './docker-client.ts'
import { createDockerClient } from './docker-client.ts'
import { decodeUtf8, readEditableFile, readReferenceFile } from './file-reader.ts'
import type { RunProcess } from './process-runner.ts'
import { runProcess } from './process-runner.ts'
import {
  chooseMainDaemon,
  findClosedParents,
  readDockerUnit,
  readProcessFacts,
} from './read-daemons.ts'
import { readUser } from './read-user.ts'

export const DEFAULT_SOCKET_PATH = '/var/run/docker.sock'
const DEFAULT_DAEMON_CONFIG_PATH = '/etc/docker/daemon.json'
const DEFAULT_DATA_ROOT = '/var/lib/docker'
const CONTAINER_MARKERS = ['/.dockerenv', '/run/.containerenv']
const MAX_SCRIPT_BYTES = 4096

/** What the reading depends on besides the machine; tests give their own. */
export type ReadingMeans = {
  readonly environment: NodeJS.ProcessEnv
  readonly runProcess: RunProcess
}

/**
 * Reads this machine as the current user. Everything independent runs at once; the only process it starts is
 * `systemctl show`, and it writes nothing.
 */
export async function readSnapshot(
  { environment, runProcess: run }: ReadingMeans = { environment: process.env, runProcess },
): Promise<HostSnapshot> {
  const machineReading = readMachine()
  const [machine, unit, user, processFacts, systemFiles, pkexecPath, curlPath, cli] =
    await Promise.all([
      machineReading,
      machineReading.then(({ systemdBooted }) => (systemdBooted ? readDockerUnit(run) : undefined)),
      readUser(environment),
      readProcessFacts(),
      readSystemFiles(),
      findProgram('pkexec', environment),
      findProgram('curl', environment),
      readCli(environment),
    ])
  const daemon = chooseMainDaemon(processFacts.daemons, unit)
  const daemonArguments = parseDockerdArguments(daemon?.argv ?? [])
  const daemonConfigPath = daemonArguments.configFile ?? DEFAULT_DAEMON_CONFIG_PATH
  const [daemonConfig, api, otherSockets, nspawnMachines, homedUsers] = await Promise.all([
    readEditableFile(daemonConfigPath),
    readApi(socketPathOf(daemonArguments.hosts)),
    findOtherSockets(user, environment),
    readNspawnMachines(),
    readHomedUsers(),
  ])
  const dataRoot =
    (api.info && configuredDataRoot(api.info)) ?? daemonArguments.dataRoot ?? DEFAULT_DATA_ROOT
  return {
    access: 'user',
    machine,
    user,
    elevation: { pkexecPath },
    files: { ...systemFiles, daemonConfig },
    docker: {
      cli,
      curlPath,
      ...api,
      daemons: processFacts.daemons,
      unit,
      daemonConfigPath,
      otherSockets,
      closedDataRootParents: await findClosedParents(dataRoot),
    },
    nspawnMachines,
    homedUsers,
    runningIds: processFacts.runningIds,
  }
}

async function readMachine(): Promise<MachineSnapshot> {
  const [osRelease, procVersion, maxUserNamespaces, initCommand, containerManager] =
    await Promise.all([
      readOsRelease(),
      readTrimmed('/proc/version'),
      readTrimmed('/proc/sys/user/max_user_namespaces'),
      readTrimmed('/proc/1/comm'),
      readTrimmed('/run/systemd/container'),
    ])
  const [hasUserNamespaces, systemdDir, ...markers] = await Promise.all(
    ['/proc/self/ns/user', '/run/systemd/system', ...CONTAINER_MARKERS].map(kindOf),
  )
  return {
    osRelease,
    kernelRelease: release(),
    procVersion: procVersion ?? '',
    hasUserNamespaces: hasUserNamespaces !== undefined,
    maxUserNamespaces,
    initCommand: initCommand ?? '',
    systemdBooted: systemdDir === 'directory',
    containerMarkers: CONTAINER_MARKERS.filter((_, index) => markers[index] !== undefined),
    containerManager,
  }
}

/** /etc/os-release wins over /usr/lib/os-release (os-release(5)). */
async function readOsRelease(): Promise<FileState> {
  const own = await readReferenceFile('/etc/os-release')
  return own.kind === 'absent' ? readReferenceFile('/usr/lib/os-release') : own
}

async function readSystemFiles(): Promise<Omit<HostFiles, 'daemonConfig'>> {
  const [passwd, group, subuid, subgid, loginDefs, nsswitch, smbConf] = await Promise.all([
    readEditableFile('/etc/passwd'),
    readEditableFile('/etc/group'),
    readEditableFile('/etc/subuid'),
    readEditableFile('/etc/subgid'),
    readReferenceFile('/etc/login.defs'),
    readReferenceFile('/etc/nsswitch.conf'),
    readReferenceFile('/etc/samba/smb.conf'),
  ])
  return { passwd, group, subuid, subgid, loginDefs, nsswitch, smbConf }
}

/** The socket that the daemon listens on: its first `unix://` host, else where packages put it. */
function socketPathOf(hosts: readonly string[]): string {
  const host = hosts.find((candidate) => candidate.startsWith('unix://'))
  return host?.slice('unix://'.length) || DEFAULT_SOCKET_PATH
}

type ApiReading = Pick<DockerSnapshot, 'socket' | 'info' | 'containers' | 'imageCount'>

async function readApi(path: string): Promise<ApiReading> {
  const client = createDockerClient(path)
  const [info, containers, imageCount] = await Promise.all([
    client.readInfo(),
    client.listContainers(),
    client.countImages(),
  ])
  // Half an answer would let the check call a machine safe that it has not seen.
  if (!info.ok || !containers.ok) {
    const error = info.ok ? containers : info
    const state = error.ok ? 'no-answer' : socketStateOf(error.error)
    return { socket: { path, state }, info: undefined, containers: [], imageCount: undefined }
  }
  return {
    socket: { path, state: 'answers' },
    info: info.value,
    containers: containers.value,
    imageCount: imageCount.ok ? imageCount.value : undefined,
  }
}

function socketStateOf({ code }: DockerFailure): DockerSnapshot['socket']['state'] {
  return code === 'absent' || code === 'permission-denied' ? code : 'no-answer'
}

/** The directory that was configured: under remapping, Docker reports the `UID.GID` directory below it. */
export function configuredDataRoot({ securityOptions, dataRoot }: DaemonInfo): string {
  const remapped = securityOptions.some((option) => option.startsWith('name=userns'))
  return remapped ? dataRoot.replace(/\/\d+\.\d+$/, '') : dataRoot
}

async function readCli(environment: NodeJS.ProcessEnv): Promise<DockerSnapshot['cli']> {
  const path = await findProgram('docker', environment)
  if (path === undefined) return undefined
  const [realPath, scriptText] = await Promise.all([realpath(path), readScript(path)])
  return { path, realPath, scriptText }
}

/** The first bytes of a program that is a script. */
async function readScript(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_SCRIPT_BYTES))
      const text = decodeUtf8(buffer.subarray(0, bytesRead))
      return text?.startsWith('#!') ? text : undefined
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

/** Sockets of other engines on this machine: rootless Docker's, and those of virtual machines (userns-facts 5). */
async function findOtherSockets(
  user: UserSnapshot,
  environment: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const runtimeDir = user.environment.XDG_RUNTIME_DIR ?? `/run/user/${user.uid}`
  const limaDir = environment['LIMA_HOME'] || join(user.homeDir, '.lima')
  const paths = [
    join(runtimeDir, 'docker.sock'),
    join(user.homeDir, '.docker/desktop/docker.sock'),
    join(user.homeDir, '.colima/default/docker.sock'),
    join(user.homeDir, '.rd/docker.sock'),
    join(limaDir, 'docker/sock/docker.sock'),
  ]
  const kinds = await Promise.all(paths.map(kindOf))
  return paths.filter((_, index) => kinds[index] === 'socket')
}

/** Images in /var/lib/machines where that may be listed, and containers that run now. */
async function readNspawnMachines(): Promise<readonly string[]> {
  const names = await Promise.all(
    ['/var/lib/machines', '/run/systemd/machines'].map(listIfPossible),
  )
  // Hidden entries are machined's own; `unit:NAME` are links from units to machines.
  const machines = names.flat().filter((name) => !name.startsWith('.') && !name.startsWith('unit:'))
  return [...new Set(machines)].toSorted()
}

/** Users of systemd-homed, where its directory may be listed. */
async function readHomedUsers(): Promise<readonly string[]> {
  const names = await listIfPossible('/var/lib/systemd/home')
  return names.flatMap((name) =>
    name.endsWith('.identity') ? [name.slice(0, -'.identity'.length)] : [],
  )
}

function listIfPossible(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => [])
}

/** Where a program is, on the user's PATH or where packages put it. */
async function findProgram(
  name: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const directories = [
    ...(environment['PATH'] ?? '').split(delimiter).filter((path) => path.startsWith('/')),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ]
  for (const directory of directories) {
    const path = join(directory, name)
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (usable && (await kindOf(path)) === 'file') return path
  }
  return undefined
}

/** What a path leads to, following links; `file` is anything that is neither of the others. */
async function kindOf(path: string): Promise<'directory' | 'socket' | 'file' | undefined> {
  const status = await stat(path).catch(() => undefined)
  if (status === undefined) return undefined
  if (status.isDirectory()) return 'directory'
  return status.isSocket() ? 'socket' : 'file'
}

async function readTrimmed(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text?.trim()
}

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
import type { DockerClient } from './docker-client.ts'
import type { DockerFailure } from './docker-request.ts'
import { createDockerClient } from './docker-client.ts'
import { decodeUtf8 } from './file-reader.ts'
import type { MachineFiles } from './machine-files.ts'
import { realFiles } from './machine-files.ts'
import type { ProcReader } from './proc-reader.ts'
import { createProcReader } from './proc-reader.ts'
import type { RunProcess } from './process-runner.ts'
import { runProcess } from './process-runner.ts'
import {
  chooseMainDaemon,
  findClosedParents,
  readDockerUnit,
  readProcessFacts,
} from './read-daemons.ts'
import { readConfiguration } from './read-configuration.ts'
import { readSurroundings } from './read-containers.ts'
import { readKernel } from './read-kernel.ts'
import { readServiceMarks } from './read-service-marks.ts'
import { readOtherFiles } from './read-other-files.ts'
import { readServiceRanges } from './read-service-ranges.ts'
import type { UserIdentity } from './read-user.ts'
import { currentIdentity, readUser } from './read-user.ts'

export const DEFAULT_SOCKET_PATH = '/var/run/docker.sock'
const DEFAULT_DAEMON_CONFIG_PATH = '/etc/docker/daemon.json'
const DEFAULT_DATA_ROOT = '/var/lib/docker'
const CONTAINER_MARKERS = ['/.dockerenv', '/run/.containerenv']
const MAX_SCRIPT_BYTES = 4096

/** Everything that a reading asks: this machine, or one that exists as a tree (electron/simulated). */
export type ReadingMeans = {
  readonly environment: NodeJS.ProcessEnv
  readonly identity: UserIdentity
  readonly kernelRelease: string
  readonly files: MachineFiles
  readonly proc: ProcReader
  readonly runProcess: RunProcess
  readonly createDockerClient: (
    socketPath: string,
  ) => Pick<DockerClient, 'readInfo' | 'listContainers' | 'listVolumes' | 'countImages'>
}

function thisMachine(): ReadingMeans {
  return {
    environment: process.env,
    identity: currentIdentity(),
    kernelRelease: release(),
    files: realFiles,
    proc: createProcReader(),
    runProcess,
    createDockerClient,
  }
}

/**
 * Reads this machine as the current user. Everything independent runs at once. The only processes it starts are
 * `systemctl show`, where subordinate IDs come from a service `getsubids`, and where containers get files of this machine
 * `getfacl`; it writes nothing. `otherMeans` replace those of this machine.
 */
export async function readSnapshot(otherMeans: Partial<ReadingMeans> = {}): Promise<HostSnapshot> {
  const means: ReadingMeans = { ...thisMachine(), ...otherMeans }
  const { environment, files, runProcess: run } = means
  const machineReading = readMachine(means)
  const [machine, unit, user, processFacts, systemFiles, pkexecPath, curlPath, cli] =
    await Promise.all([
      machineReading,
      machineReading.then(({ systemdBooted }) => (systemdBooted ? readDockerUnit(run) : undefined)),
      readUser(means),
      readProcessFacts(means.proc),
      readSystemFiles(files),
      findProgram('pkexec', means),
      findProgram('curl', means),
      readCli(means),
    ])
  const daemon = chooseMainDaemon(processFacts.daemons, unit)
  const daemonArguments = parseDockerdArguments(daemon?.argv ?? [])
  const daemonConfigPath = daemonArguments.configFile ?? DEFAULT_DAEMON_CONFIG_PATH
  const [
    daemonConfig,
    configuration,
    serviceMarks,
    api,
    otherSockets,
    nspawnMachines,
    homedUsers,
    serviceRanges,
  ] = await Promise.all([
    files.readEditable(daemonConfigPath),
    readConfiguration(unit, machine, files.readReference),
    machine.systemdBooted ? undefined : readServiceMarks(files),
    readApi(socketPathOf(daemonArguments.hosts), means.createDockerClient),
    findOtherSockets(user, environment, files),
    readNspawnMachines(files),
    readHomedUsers(files),
    readServiceRanges(systemFiles.nsswitch, user.name, run),
  ])
  const surroundings = await readSurroundings(api, means)
  const dataRoot =
    (api.info && configuredDataRoot(api.info)) ?? daemonArguments.dataRoot ?? DEFAULT_DATA_ROOT
  return {
    access: 'user',
    machine,
    user: { ...user, ...(serviceRanges && { serviceRanges }) },
    elevation: { pkexecPath },
    files: { ...systemFiles, daemonConfig },
    docker: {
      cli,
      curlPath,
      ...api,
      socket: await withRealPath(api.socket, files),
      ...surroundings,
      daemons: processFacts.daemons,
      unit,
      ...(configuration && { configuration }),
      ...(serviceMarks && { serviceMarks }),
      daemonConfigPath,
      otherSockets,
      closedDataRootParents: await findClosedParents(dataRoot, files),
    },
    nspawnMachines,
    homedUsers,
    runningIds: processFacts.runningIds,
    mappedRanges: processFacts.mappedRanges,
  }
}

async function readMachine({ files, proc, kernelRelease }: ReadingMeans): Promise<MachineSnapshot> {
  const [osRelease, procVersion, maxUserNamespaces, initCommand, containerManager, kernel] =
    await Promise.all([
      readOsRelease(files),
      readTrimmed(files, '/proc/version'),
      readTrimmed(files, '/proc/sys/user/max_user_namespaces'),
      readTrimmed(files, '/proc/1/comm'),
      readTrimmed(files, '/run/systemd/container'),
      readKernel(files, proc, kernelRelease),
    ])
  const [hasUserNamespaces, systemdDir, ...markers] = await Promise.all(
    ['/proc/self/ns/user', '/run/systemd/system', ...CONTAINER_MARKERS].map(files.kindOf),
  )
  return {
    osRelease,
    kernelRelease,
    procVersion: procVersion ?? '',
    hasUserNamespaces: hasUserNamespaces !== undefined,
    maxUserNamespaces,
    initCommand: initCommand ?? '',
    systemdBooted: systemdDir === 'directory',
    containerMarkers: CONTAINER_MARKERS.filter((_, index) => markers[index] !== undefined),
    containerManager,
    kernel,
  }
}

/** /etc/os-release wins over /usr/lib/os-release (os-release(5)). */
async function readOsRelease(files: MachineFiles): Promise<FileState> {
  const own = await files.readReference('/etc/os-release')
  return own.kind === 'absent' ? files.readReference('/usr/lib/os-release') : own
}

async function readSystemFiles(files: MachineFiles): Promise<Omit<HostFiles, 'daemonConfig'>> {
  const [passwd, group, subuid, subgid, loginDefs, nsswitch, smbConf, otherFiles] =
    await Promise.all([
      files.readEditable('/etc/passwd'),
      files.readEditable('/etc/group'),
      files.readEditable('/etc/subuid'),
      files.readEditable('/etc/subgid'),
      files.readReference('/etc/login.defs'),
      files.readReference('/etc/nsswitch.conf'),
      files.readReference('/etc/samba/smb.conf'),
      readOtherFiles(files),
    ])
  return { passwd, group, subuid, subgid, loginDefs, nsswitch, smbConf, otherFiles }
}

/** The socket that the daemon listens on: its first `unix://` host, else where packages put it. */
function socketPathOf(hosts: readonly string[]): string {
  const host = hosts.find((candidate) => candidate.startsWith('unix://'))
  return host?.slice('unix://'.length) || DEFAULT_SOCKET_PATH
}

type ApiReading = Pick<DockerSnapshot, 'socket' | 'info' | 'containers' | 'volumes' | 'imageCount'>

async function readApi(
  path: string,
  createClient: ReadingMeans['createDockerClient'],
): Promise<ApiReading> {
  const client = createClient(path)
  const [info, containers, volumes, imageCount] = await Promise.all([
    client.readInfo(),
    client.listContainers(),
    client.listVolumes(),
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
    ...(volumes.ok && { volumes: volumes.value }),
    imageCount: imageCount.ok ? imageCount.value : undefined,
  }
}

async function withRealPath(
  socket: DockerSnapshot['socket'],
  files: MachineFiles,
): Promise<DockerSnapshot['socket']> {
  const realPath = await files.realPath(socket.path)
  return realPath === socket.path ? socket : { ...socket, realPath }
}

function socketStateOf({ code }: DockerFailure): DockerSnapshot['socket']['state'] {
  return code === 'absent' || code === 'permission-denied' ? code : 'no-answer'
}

/** The directory that was configured: under remapping, Docker reports the `UID.GID` directory below it. */
export function configuredDataRoot({ securityOptions, dataRoot }: DaemonInfo): string {
  const remapped = securityOptions.some((option) => option.startsWith('name=userns'))
  return remapped ? dataRoot.replace(/\/\d+\.\d+$/, '') : dataRoot
}

async function readCli(means: ReadingMeans): Promise<DockerSnapshot['cli']> {
  const path = await findProgram('docker', means)
  if (path === undefined) return undefined
  const [realPath, start] = await Promise.all([
    means.files.realPath(path),
    means.files.readStart(path, MAX_SCRIPT_BYTES),
  ])
  const text = start && decodeUtf8(start)
  return { path, realPath, scriptText: text?.startsWith('#!') ? text : undefined }
}

/** Sockets of other engines on this machine: rootless Docker's, and those of virtual machines (userns-facts 5). */
async function findOtherSockets(
  user: UserSnapshot,
  environment: NodeJS.ProcessEnv,
  files: MachineFiles,
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
  const kinds = await Promise.all(paths.map(files.kindOf))
  return paths.filter((_, index) => kinds[index] === 'socket')
}

/** Images in /var/lib/machines where that may be listed, and containers that run now. */
async function readNspawnMachines(files: MachineFiles): Promise<readonly string[]> {
  const names = await Promise.all(['/var/lib/machines', '/run/systemd/machines'].map(files.list))
  // Hidden entries are machined's own; `unit:NAME` are links from units to machines.
  const machines = names.flat().filter((name) => !name.startsWith('.') && !name.startsWith('unit:'))
  return [...new Set(machines)].toSorted()
}

/** Users of systemd-homed, where its directory may be listed. */
async function readHomedUsers(files: MachineFiles): Promise<readonly string[]> {
  const names = await files.list('/var/lib/systemd/home')
  return names.flatMap((name) =>
    name.endsWith('.identity') ? [name.slice(0, -'.identity'.length)] : [],
  )
}

/** Where a program is, on the user's PATH or where packages put it. */
async function findProgram(
  name: string,
  { environment, files }: ReadingMeans,
): Promise<string | undefined> {
  const directories = [
    ...(environment['PATH'] ?? '').split(delimiter).filter((path) => path.startsWith('/')),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ]
  for (const directory of directories) {
    const path = join(directory, name)
    if ((await files.isExecutable(path)) && (await files.kindOf(path)) === 'file') return path
  }
  return undefined
}

async function readTrimmed(files: MachineFiles, path: string): Promise<string | undefined> {
  const file = await files.readReference(path)
  return file.kind === 'text' ? file.text.trim() : undefined
}

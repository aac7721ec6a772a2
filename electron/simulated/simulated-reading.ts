import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import type { DaemonInfo } from '#domain/docker-api.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { DockerFailure } from '#host/docker-request.ts'
import type { ReadingMeans } from '#host/read-host.ts'
import { readSnapshot } from '#host/read-host.ts'
import type { SimulatedContainer } from './host-description-schema.ts'
import { filesOf } from './simulated-files.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { containersOf, dataRootOf, socketOf } from './simulated-machine.ts'
import { processesOf } from './simulated-processes.ts'
import { runProcessOf } from './simulated-services.ts'

/** The reading of a real machine, with everything that it asks answered by a simulated one. */
export async function takeSnapshot(
  machine: SimulatedMachine,
  access: HostSnapshot['access'],
): Promise<HostSnapshot> {
  return { ...(await readSnapshot(meansOf(machine, access))), access }
}

function meansOf(machine: SimulatedMachine, access: HostSnapshot['access']): ReadingMeans {
  const { user } = machine.description
  const account = parsePasswd(machine.texts.get('/etc/passwd') ?? '').find(
    ({ uid }) => uid === user.uid,
  )
  const groups = parseGroup(machine.texts.get('/etc/group') ?? '')
  const memberships = groups.filter(({ members }) => members.includes(user.name))
  return {
    environment: { HOME: account?.home ?? `/home/${user.name}`, ...user.environment },
    identity: {
      name: user.name,
      uid: user.uid,
      gid: user.gid,
      groupIds: [...new Set([user.gid, ...memberships.map(({ gid }) => gid)])],
    },
    kernelRelease: releaseOf(machine),
    files: filesOf(machine, access),
    proc: processesOf(machine),
    runProcess: runProcessOf(machine),
    createDockerClient: () => dockerClientOf(machine, access),
  }
}

/** `uname -r`. */
export function releaseOf({ texts }: SimulatedMachine): string {
  const versionText = texts.get('/proc/version') ?? ''
  return (
    texts.get('/proc/sys/kernel/osrelease')?.trim() ??
    /^Linux version (?<release>\S+)/.exec(versionText)?.groups?.['release'] ??
    '6.1.0'
  )
}

/** Answers as the API does, with what host.json says of it. */
function dockerClientOf(
  machine: SimulatedMachine,
  access: HostSnapshot['access'],
): ReturnType<ReadingMeans['createDockerClient']> {
  const { imageCount, volumes } = machine.description.docker
  const info = infoOf(machine, access)
  const answer = <Value>(value: Value) => (info.ok ? success(value) : info)
  return {
    readInfo: async () => info,
    listContainers: async () => answer(containersOf(machine).map(toContainer)),
    listVolumes: async () => answer(volumes),
    countImages: async () => answer(machine.remappedRoot ? machine.containers.length : imageCount),
  }
}

function infoOf(
  machine: SimulatedMachine,
  access: HostSnapshot['access'],
): Result<DaemonInfo, DockerFailure> {
  const { info } = machine.description.docker
  const socket = socketOf(machine)
  const code = failureCodeOf(machine, access)
  if (code) return failure({ code, detail: `simulated: ${code}` })
  if (!info) return failure({ code: 'no-answer', detail: `docker.info is missing (${socket})` })
  if (!machine.remappedRoot) return success(info)
  return success({
    ...info,
    securityOptions: [...info.securityOptions, 'name=userns'],
    dataRoot: dataRootOf(machine),
  })
}

function failureCodeOf(
  machine: SimulatedMachine,
  access: HostSnapshot['access'],
): DockerFailure['code'] | undefined {
  const { info } = machine.description.docker
  const socket = socketOf(machine) ?? (info ? 'open' : 'absent')
  if (socket === 'absent' || socket === 'no-answer') return socket
  if (machine.docker === 'failed') return 'no-answer'
  return socket === 'root-only' && access === 'user' ? 'permission-denied' : undefined
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

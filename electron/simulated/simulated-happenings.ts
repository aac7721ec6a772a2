import { createHash } from 'node:crypto'
import type { PracticeHappening } from '#domain/practice.ts'
import { assertNever } from '#domain/result.ts'
import { parseSubordinateFile } from '#domain/subordinate-file.ts'
import type { SimulatedContainer } from './host-description-schema.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { reboot } from './simulated-reboot.ts'

/** Somebody at the machine does something. False where that cannot be done on it as it is now; then nothing changed. */
export function letHappen(machine: SimulatedMachine, happening: PracticeHappening): boolean {
  switch (happening) {
    case 'container-started':
      return isAnswering(machine) && startContainer(machine)
    case 'container-stopped':
      return isAnswering(machine) && stopContainer(machine)
    case 'account-added':
      addColleague(machine)
      return true
    case 'own-line-changed':
      return widenOwnLine(machine)
    case 'machine-restarted':
      reboot(machine)
      return true
    default:
      return assertNever(happening)
  }
}

function isAnswering({ docker, description }: SimulatedMachine): boolean {
  return docker === 'running' && description.docker.info !== undefined
}

/** `docker run --detach`: root and another user, so that both are seen from the host. */
function startContainer(machine: SimulatedMachine): boolean {
  machine.startedContainers += 1
  const number = machine.startedContainers
  const pid = 60_000 + number * 20
  const name = `practice-${number}`
  const container: SimulatedContainer = {
    id: createHash('sha256').update(name).digest('hex'),
    name,
    image: 'busybox',
    running: true,
    pid,
    privileged: false,
    networkMode: 'bridge',
    pidMode: '',
    ipcMode: 'private',
    usernsMode: '',
    user: '',
    groupAdd: [],
    capAdd: [],
    capDrop: [],
    securityOptions: [],
    readOnlyRootFilesystem: false,
    runtime: 'runc',
    devices: [],
    requestsDevices: false,
    restartPolicy: 'no',
    labels: {},
    mounts: [],
    recreated: false,
    processes: [
      { pid, containerPid: 1, uid: 0, gid: 0, command: 'sh -c su www-data -s /bin/sh & sleep 600' },
      { pid: pid + 7, containerPid: 7, uid: 33, gid: 33, command: 'sleep 600' },
    ],
    users: { 33: 'www-data' },
    groups: { 33: 'www-data' },
  }
  machine.containers = [...machine.containers, container]
  return true
}

/** The newest one that runs. */
function stopContainer(machine: SimulatedMachine): boolean {
  const index = machine.containers.findLastIndex(({ processes }) => processes.length > 0)
  if (index === -1) return false
  machine.containers = machine.containers.map((container, at) =>
    at === index ? { ...container, running: false, pid: 0, processes: [] } : container,
  )
  return true
}

const COLLEAGUES = ['carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan', 'judy']

/** As useradd(8) does, the account apart. */
export function addColleague(machine: SimulatedMachine): void {
  const number = machine.colleagues
  machine.colleagues += 1
  const name = COLLEAGUES[number] ?? `user${number}`
  const line = `${name}:${1_200_000 + number * 65_536}:65536\n`
  for (const path of ['/etc/subuid', '/etc/subgid']) {
    machine.texts.set(path, (machine.texts.get(path) ?? '') + line)
  }
}

/** Somebody doubles the range that a change wrote into /etc/subuid: it is another line then. */
function widenOwnLine(machine: SimulatedMachine): boolean {
  const path = '/etc/subuid'
  const text = machine.texts.get(path) ?? ''
  const root = machine.remappedRoot
  const range = parseSubordinateFile(text).ranges.find(({ start }) => start === root?.uid)
  if (range === undefined) return false
  const { owner, start, count } = range
  machine.texts.set(
    path,
    text.replace(`${owner}:${start}:${count}`, `${owner}:${start}:${count * 2}`),
  )
  return true
}

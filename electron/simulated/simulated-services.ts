import { failure, success } from '#domain/result.ts'
import type { RunProcess } from '#host/process-runner.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { daemonProcessesOf } from './simulated-machine.ts'

/** Where systemd looks for units, the first of which wins (systemd.unit(5)). */
const UNIT_DIRS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]

/** The programs that a reading starts: `systemctl show docker.service`, from the unit files of the tree, and getsubids. */
export function runProcessOf(machine: SimulatedMachine): RunProcess {
  return async (command, args) => {
    if (command === 'systemctl' && args[0] === 'show' && args[1] === 'docker.service') {
      return answer(propertiesOf(machine))
    }
    if (command === 'getsubids') return answer(subidsOf(machine, args[0] === '-g' ? 'gid' : 'uid'))
    return failure({ code: 'not-found', detail: `${command} is not on the simulated machine` })
  }
}

function answer(stdout: string) {
  return success({ exitCode: 0, stdout, stderr: '' })
}

/** As getsubids(1) prints them. */
function subidsOf({ description: { user } }: SimulatedMachine, ids: 'uid' | 'gid'): string {
  const lines = user.subids[ids].map(
    ({ start, count }, index) => `${index}: ${user.name} ${start} ${count}\n`,
  )
  return lines.join('')
}

function propertiesOf(machine: SimulatedMachine): string {
  const { unit } = machine.description.docker
  const fragment = UNIT_DIRS.map((dir) => `${dir}/docker.service`).find((path) =>
    machine.texts.has(path),
  )
  if (fragment === undefined) {
    return 'Id=docker.service\nLoadState=not-found\nActiveState=inactive\nMainPID=0\n'
  }
  const daemon = daemonProcessesOf(machine).find(
    ({ uid, inContainer }) => uid === 0 && !inContainer,
  )
  const state = unit.activeState ?? (daemon ? 'active' : 'inactive')
  const activeState = machine.docker === 'failed' ? 'failed' : state
  return [
    'Id=docker.service',
    'LoadState=loaded',
    `ActiveState=${activeState}`,
    `MainPID=${activeState === 'active' ? (daemon?.pid ?? 0) : 0}`,
    `FragmentPath=${fragment}`,
    `DropInPaths=${dropInsOf(machine).join(' ')}`,
    `NeedDaemonReload=${unit.needsReload ? 'yes' : 'no'}`,
    '',
  ].join('\n')
}

/** In the order of their names; of one name the first counts, those for every service last (systemd.unit(5)). */
function dropInsOf({ texts }: SimulatedMachine): readonly string[] {
  const dirs = ['docker.service.d', 'service.d'].flatMap((name) =>
    UNIT_DIRS.map((dir) => `${dir}/${name}`),
  )
  const byName = new Map<string, string>()
  for (const dir of dirs) {
    for (const path of texts.keys()) {
      const name = path.slice(dir.length + 1)
      const isOne = path.startsWith(`${dir}/`) && /^[^/]+\.conf$/.test(name)
      if (isOne && !byName.has(name)) byName.set(name, path)
    }
  }
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
}

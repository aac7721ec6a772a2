import { existsSync, mkdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Plan, PlanStep } from '../domain/plan.ts'
import { digested } from '../domain/edit-step.ts'
import { parseRunEvents } from '../domain/run-events.ts'
import { compileScript } from '../domain/script.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { transactionText } from './transaction/transaction-text.ts'

const obstacle = scratchMachineObstacle()
const KERNELS = '/boot/a ro quiet\n/boot/b ro namespace.unpriv_enable=1\n'
const DROP_IN = '/etc/systemd/system/docker.service.d/zz-subroot.conf'
const text = digested('[Service]\n')

/** Stand-ins for what cannot run here: they keep their state in /etc, and say in their first line what they are. */
const SIMULATED = {
  grubby: `# simulated grubby: each line of /etc/kernels is a kernel and its arguments
case $1 in
  --info=ALL)
    while read -r kernel arguments; do
      printf 'index=0\\nkernel="%s"\\nargs="%s"\\nroot="/dev/x"\\n' "$kernel" "$arguments"
    done </etc/kernels ;;
  --update-kernel=*)
    while read -r kernel arguments; do
      case \${1#*=} in ALL | "$kernel")
        case $2 in
          --args=*) arguments="$arguments \${2#*=}" ;;
          --remove-args=*) arguments=$(printf ' %s ' "$arguments" | sed "s/ \${2#*=} / /; s/^ //; s/ $//") ;;
        esac ;;
      esac
      printf '%s %s\\n' "$kernel" "$arguments"
    done </etc/kernels >/etc/kernels.new
    mv /etc/kernels.new /etc/kernels ;;
esac`,
  systemctl: `# simulated systemctl\ncase $1 in
  show) printf 'ActiveState=active\\n' ;;
  *) printf '%s\\n' "$*" >>/etc/systemctl-calls ;;
esac`,
  docker: `# simulated docker, which runs as it always did
case $1 in info) printf '/var/lib/docker\\n' ;; esac`,
  dockerd: `# simulated dockerd
case $* in *--bad*--validate) printf 'unable to configure the Docker daemon\\n' >&2; exit 1 ;; esac
printf 'configuration OK\\n' >&2`,
}

const ADD: PlanStep = {
  id: 'kernel',
  kind: 'change-kernel-arguments',
  loader: 'grubby',
  add: ['user_namespace.enable=1', 'namespace.unpriv_enable=1'],
  remove: [],
}
const REMOVE: PlanStep = { ...ADD, add: [], remove: ADD.add }
const CREATE: PlanStep = {
  id: 'drop-in',
  kind: 'edit-file',
  path: DROP_IN,
  before: undefined,
  after: text,
  edits: [{ offset: 0, length: 0, content: text.text }],
  mode: 0o644,
}
const TAKE_AWAY: PlanStep = { ...CREATE, before: text, after: undefined, edits: [] }
const RELOAD: PlanStep = { id: 'reload', kind: 'reload-units' }
const validation = (...words: readonly string[]): PlanStep => ({
  id: 'validate',
  kind: 'validate-docker',
  program: '/usr/bin/dockerd',
  arguments: words,
})

/** Two edits of one file: the first takes away what somebody else wrote while Docker ran. */
const CLEAR_AND_SET: readonly PlanStep[] = [
  {
    id: 'clear',
    kind: 'edit-file',
    path: '/etc/options',
    before: digested('a b\n'),
    after: digested('a\n'),
    edits: [{ offset: 1, length: 2, content: '' }],
    mode: 0o644,
    lasting: true,
  },
  {
    id: 'set',
    kind: 'edit-file',
    path: '/etc/options',
    before: digested('a\n'),
    after: digested('a c\n'),
    edits: [{ offset: 1, length: 0, content: ' c' }],
    mode: 0o644,
  },
]
const RESTART: PlanStep = {
  id: 'restart',
  kind: 'restart-docker',
  service: { manager: 'systemd', name: 'docker.service' },
}

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle !== undefined) return
  machine = createScratchMachine()
  mkdirSync(machine.outside('/etc/simulated'))
  for (const [name, body] of Object.entries(SIMULATED)) {
    machine.write(`/etc/simulated/${name}`, `#!/bin/sh\n${body}\n`, 0o755)
  }
  machine.write('/etc/kernels', KERNELS)
  machine.write('/etc/options', 'a b\n')
})
afterEach(() => machine.remove())

describe.runIf(obstacle === undefined).each([
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['busybox', ['busybox', 'sh']],
])('with simulated tools, under %s', { timeout: 120_000 }, (_, shell) => {
  const run = (runId: string, steps: readonly PlanStep[], undoes?: string) => {
    machine.write('/run/script.sh', compileScript(planOf(steps, undoes), transactionText))
    // Before the system's own programs, and only in this machine's mount namespace.
    const overlay = 'mount -t overlay overlay -o lowerdir=/etc/simulated:/usr/bin /usr/bin'
    machine.run(['sh', '-c', `${overlay} && exec "$@"`, 'sh', ...shell, '/run/script.sh', runId])
    return parseRunEvents(machine.read(`/run/subroot/${runId}/events`) ?? '').map((event) =>
      Object.entries(event)
        .flatMap(([key, value]) => (['sequence', 'at', 'detail'].includes(key) ? [] : [value]))
        .join(' '),
    )
  }

  it('changes and takes back boot arguments and a drop-in, down to the directories', () => {
    expect(run('a', [ADD, CREATE, RELOAD, validation('-H', 'fd://')]).at(-1)).toBe(
      'run-finished done',
    )
    expect(machine.read('/etc/kernels')).toBe(
      '/boot/a ro quiet user_namespace.enable=1 namespace.unpriv_enable=1\n' +
        '/boot/b ro namespace.unpriv_enable=1 user_namespace.enable=1\n',
    )
    // One after the other: nothing of the first may still hold the lock (busybox' timeout once did).
    expect(run('b', [TAKE_AWAY, REMOVE, RELOAD], 'a').at(-1)).toBe('run-finished done')
    expect(state()).toEqual([KERNELS, false])
    expect(machine.read('/etc/systemctl-calls')).toBe('daemon-reload\ndaemon-reload\n')
  })

  it('puts all of it back when dockerd refuses the configuration, and reloads last', () => {
    expect(run('a', [ADD, CREATE, RELOAD, validation('--bad')]).slice(-7)).toEqual([
      'log unable to configure the Docker daemon',
      'step-failed validate configuration-refused',
      'rollback-started',
      'rollback-step drop-in',
      'rollback-step kernel',
      'rollback-step reload',
      'run-finished rolled-back',
    ])
    expect(state()).toEqual([KERNELS, false])
    expect(machine.read('/etc/systemctl-calls')).toBe('daemon-reload\ndaemon-reload\n')
  })

  it('leaves a lasting edit once Docker was stopped, and puts back the rest', () => {
    const verify: PlanStep = { id: 'verify', kind: 'verify-docker', remapped: true, dataRoot: '/x' }
    expect(run('a', [...CLEAR_AND_SET, RESTART, verify]).slice(-7)).toEqual([
      'step-failed verify remapping-differs',
      'rollback-started',
      'rollback-step set',
      'kept-for-good clear /etc/options',
      expect.stringMatching(/^log \/etc\/options is left as changed/),
      'rollback-step restart',
      'run-finished rolled-back',
    ])
    expect(machine.read('/etc/options')).toBe('a\n')
  })

  it('puts a lasting edit back, too, while Docker still runs as it did', () => {
    expect(run('a', [...CLEAR_AND_SET, validation('--bad'), RESTART]).slice(-4)).toEqual([
      'rollback-started',
      'rollback-step set',
      'rollback-step clear',
      'run-finished rolled-back',
    ])
    expect(machine.read('/etc/options')).toBe('a b\n')
  })

  it('refuses where the second of two edits would find the file changed', () => {
    machine.write('/etc/options', 'a x\n')
    expect(run('a', [...CLEAR_AND_SET, RESTART]).slice(-2)).toEqual([
      'step-failed check changed-since-review',
      'run-finished refused',
    ])
  })

  it('never replaces another value of a boot argument', () => {
    const other: PlanStep = { ...ADD, add: ['namespace.unpriv_enable=0'] }
    expect(run('a', [other]).slice(-2)).toEqual([
      'step-failed kernel kernel-argument-conflict',
      'run-finished refused',
    ])
    expect(state()).toEqual([KERNELS, false])
  })
})

function state() {
  return [machine.read('/etc/kernels'), existsSync(machine.outside('/etc/systemd'))]
}

function planOf(steps: readonly PlanStep[], undoes?: string): Plan {
  return {
    version: 1,
    action: undoes === undefined ? 'apply' : 'undo',
    ...(undoes === undefined ? {} : { undoes }),
    remapUser: 'dockremap',
    range: { start: 231072, count: 65536 },
    usernsRemap: 'default',
    dataRoot: '/var/lib/docker',
    remappedDataRoot: '/var/lib/docker/231072.231072',
    needsReboot: true,
    steps,
  }
}

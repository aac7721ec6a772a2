import { readdirSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digested } from '../domain/edit-step.ts'
import type { Plan, PlanStep } from '../domain/plan.ts'
import { parseRunEvents } from '../domain/run-events.ts'
import { compileScript } from '../domain/script.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { transactionText } from './transaction/transaction-text.ts'

const obstacle = scratchMachineObstacle()
const FILES = ['/etc/passwd', '/etc/group', '/etc/shadow', '/etc/gshadow', '/etc/subuid']
const DAEMON_CONFIG = '/etc/docker/daemon.json'

/** The real sync, which then kills whoever called it for the Nth time: N is in /etc/kill-at. */
const KILLING_SYNC = `#!/bin/sh
calls=$(($(cat /etc/sync-calls) + 1))
echo $calls >/etc/sync-calls
/etc/real-sync "$@"
if [ $calls = "$(cat /etc/kill-at)" ]; then kill -9 $PPID; fi
`

/** The same for busybox, whose sync is a part of itself: a function at the head of the script. */
const KILLING_FUNCTION = `
sync() {
  local calls
  command sync "$@" || return
  [ -e /etc/kill-at ] || return 0
  calls=$(($(cat /etc/sync-calls) + 1))
  echo $calls >/etc/sync-calls
  if [ $calls = "$(cat /etc/kill-at)" ]; then kill -9 $$; fi
}
`

/** The real cp, which kills whoever copied a file's attributes to an empty one beside it. */
const KILLING_CP = `#!/bin/sh
/etc/real-cp "$@"
case $1 in --attributes-only) kill -9 $PPID ;; esac
`

/** What shells say of a script that is not there. */
const NO_SUCH_SCRIPT = [2, 127]

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle === undefined) machine = createScratchMachine()
})
afterEach(() => machine.remove())

describe.runIf(obstacle === undefined).each([
  ['dash', ['dash'], 8],
  // Everywhere takes long: npm run test:crash does that, on a real machine.
  ['bash', ['bash'], 24],
  ['busybox', ['busybox', 'sh'], 5],
])('a run that was killed, under %s', { timeout: 1_800_000 }, (name, shell, every) => {
  /** When some files are changed, and others are not. */
  const halfway = 20
  const resume = (verb: string, runId: string, attempt = 'attempt-1') =>
    machine.run([...shell, scriptOf(runId), attempt, verb, runId]).exitCode

  /** Runs a plan until its Nth sync; whether it was killed there. */
  const runKilled = (plan: Plan, runId: string, killAt: number): boolean => {
    const head = name === 'busybox' ? KILLING_FUNCTION : ''
    machine.write('/run/script.sh', head + compileScript(plan, transactionText))
    killed(['/run/script.sh', runId], killAt)
    return lastEventOf(runId) !== 'run-finished'
  }

  const killed = (command: readonly string[], killAt: number) => {
    machine.write('/etc/kill-at', String(killAt))
    machine.write('/etc/sync-calls', '0')
    machine.write('/etc/killing-sync', KILLING_SYNC, 0o755)
    const prepare =
      'cp /usr/bin/sync /etc/real-sync && mount --bind /etc/killing-sync /usr/bin/sync && exec "$@"'
    machine.run(['sh', '-c', prepare, 'sh', ...shell, ...command])
    for (const file of ['kill-at', 'sync-calls', 'killing-sync', 'real-sync']) {
      rmSync(machine.outside(`/etc/${file}`))
    }
    waitForWhatItStarted()
  }

  /** What is wrong after a plan was killed, at each place where it can be, on a machine of its own. */
  const problemsAtEachPlace = (
    plan: () => Plan,
    arrange: () => void,
    problemsOf: () => readonly (string | false)[],
  ): readonly string[] => {
    const problems: string[] = []
    let places = 0
    for (let killAt = 1; ; killAt += every) {
      machine.remove()
      machine = createScratchMachine()
      arrange()
      if (!runKilled(plan(), 'run-1', killAt)) break
      places += 1
      const some = [...problemsOf(), leftovers().length > 0 && `left ${leftovers().join(' ')}`]
      problems.push(...some.flatMap((problem) => (problem ? [`${killAt}: ${problem}`] : [])))
    }
    return places < 25 / every ? [...problems, `only ${places} places`] : problems
  }

  it('is rolled back to the last byte, wherever it was killed', () => {
    let before = contents()
    const problems = problemsAtEachPlace(
      applyPlan,
      () => (before = contents()),
      () => {
        const begun = hasChanges('run-1')
        return [
          endedUnlike(11, begun, resume('roll-back', 'run-1')),
          !isAs(before) && 'not as before',
          resume('roll-back', 'run-1', 'attempt-2') === 11 && 'rolled back twice',
        ]
      },
    )
    expect(problems).toEqual([])
  })

  it('is finished, wherever it was killed', () => {
    const applied = contentsAfter(applyPlan())
    const problems = problemsAtEachPlace(
      applyPlan,
      () => undefined,
      () => {
        const begun = hasChanges('run-1')
        const exitCode = resume('finish', 'run-1')
        return [
          endedUnlike(0, begun, exitCode),
          exitCode === 0 && !isAs(applied) && 'not as planned',
          exitCode === 0 && lastEventOf('run-1') !== 'run-finished' && 'without an end',
        ]
      },
    )
    expect(problems).toEqual([])
  })

  it('is taken back by Undo to the last byte once it was finished', () => {
    const before = contents()
    runKilled(applyPlan(), 'run-1', halfway)
    expect(resume('finish', 'run-1')).toBe(0)
    machine.write('/run/script.sh', compileScript(undoPlan(), transactionText))
    expect(machine.run([...shell, '/run/script.sh', 'undo-1']).exitCode).toBe(0)
    expect(contents()).toEqual(before)
  })

  it('stays undone or applied, wherever its Undo was killed', () => {
    const before = contents()
    const applied = contentsAfter(applyPlan())
    const problems = (
      [
        ['roll-back', 11, applied],
        ['finish', 0, before],
      ] as const
    ).flatMap(([verb, status, expected]) =>
      problemsAtEachPlace(
        undoPlan,
        () => {
          machine.write('/run/script.sh', compileScript(applyPlan(), transactionText))
          machine.run([...shell, '/run/script.sh', 'applied'])
        },
        () => {
          const begun = hasChanges('run-1')
          return [
            endedUnlike(status, begun, resume(verb, 'run-1')),
            begun && !isAs(expected) && `not as expected after ${verb}`,
          ]
        },
      ),
    )
    expect(problems).toEqual([])
  })

  const comers: readonly [string, () => number | null][] = [
    ['it is rolled back', () => resume('roll-back', 'run-1')],
    ['another run comes', () => runAnother()],
  ]
  // busybox' cp is a part of itself, and cannot be made to kill.
  it.each(name === 'busybox' ? [] : comers)(
    'leaves nothing where it was killed while it only looked, once %s',
    (_, go) => {
      machine.write('/run/script.sh', compileScript(applyPlan(), transactionText))
      machine.write('/etc/killing-cp', KILLING_CP, 0o755)
      const prepare =
        'cp /usr/bin/cp /etc/real-cp && mount --bind /etc/killing-cp /usr/bin/cp && exec "$@"'
      machine.run(['sh', '-c', prepare, 'sh', ...shell, '/run/script.sh', 'run-1'])
      waitForWhatItStarted()
      expect([leftovers().length, hasChanges('run-1')]).toEqual([1, false])
      expect([0, 11]).toContain(go())
      expect(leftovers()).toEqual([])
    },
  )

  it('keeps every other run waiting until then', () => {
    runKilled(applyPlan(), 'run-1', halfway)
    const killed = contents()
    machine.write('/run/script.sh', compileScript(applyPlan(), transactionText))
    expect(machine.run([...shell, '/run/script.sh', 'run-2']).exitCode).toBe(10)
    expect(machine.read('/run/subroot/run-2/events')).toContain('\tunfinished-run\trun-1\n')
    // What it kept for going back is still kept.
    expect(machine.read('/var/lib/subroot/runs/run-1/room')).toBeDefined()
    expect(contents()).toEqual(killed)
    expect(resume('roll-back', 'run-1')).toBe(11)
    machine.write('/run/script.sh', compileScript(applyPlan(), transactionText))
    expect(machine.run([...shell, '/run/script.sh', 'run-3']).exitCode).toBe(0)
  })

  it('is resumed by no other program, and never once it has ended', () => {
    runKilled(applyPlan(), 'run-1', halfway)
    machine.write('/run/other.sh', `${machine.read(scriptOf('run-1'))}# another\n`)
    expect(
      machine.run([...shell, '/run/other.sh', 'attempt-0', 'roll-back', 'run-1']).exitCode,
    ).toBe(10)
    expect(resume('roll-back', 'run-1', 'attempt-1')).toBe(11)
    expect(resume('finish', 'run-1', 'attempt-2')).toBe(10)
    expect(machine.read('/run/subroot/attempt-2/events')).toContain('\tnothing-to-resume\trun-1\n')
  })

  it('survives half a line at the end of its journal', () => {
    const before = contents()
    runKilled(applyPlan(), 'run-1', halfway)
    const journal = '/var/lib/subroot/runs/run-1'
    machine.write(
      `${journal}/changes`,
      `${machine.read(`${journal}/changes`)}edit-subuid\tfile\t/etc/su`,
    )
    machine.write(`${journal}/events`, `${machine.read(`${journal}/events`)}99\t17`)
    expect(resume('roll-back', 'run-1')).toBe(11)
    expect(contents()).toEqual(before)
  })

  it('takes away its own locks, also one whose text was never written', () => {
    const before = contents()
    runKilled(applyPlan(), 'run-1', halfway)
    const [pid = ''] = (machine.read('/var/lib/subroot/runs/run-1/processes') ?? '').split(' ')
    machine.write('/etc/subuid.lock', '')
    machine.write('/etc/passwd.lock', pid)
    expect(resume('roll-back', 'run-1')).toBe(11)
    expect(contents()).toEqual(before)
    expect(leftovers()).toEqual([])
  })

  it('rolls back again when the roll-back was killed, too', () => {
    const before = contents()
    const outcomes = Array.from({ length: 11 }, (_, index) => {
      machine.remove()
      machine = createScratchMachine()
      runKilled(applyPlan(), 'run-1', halfway)
      killed([scriptOf('run-1'), 'attempt-1', 'roll-back', 'run-1'], index + 1)
      const exitCode = resume('roll-back', 'run-1', 'attempt-2')
      return [10, 11].includes(exitCode ?? -1) && isAs(before) && leftovers().length === 0
    })
    expect(outcomes).toEqual(outcomes.map(() => true))
  })

  function runAnother() {
    machine.write('/run/script.sh', compileScript(applyPlan(), transactionText))
    return machine.run([...shell, '/run/script.sh', 'run-2']).exitCode
  }

  function contentsAfter(plan: Plan) {
    machine.write('/run/script.sh', compileScript(plan, transactionText))
    expect(machine.run([...shell, '/run/script.sh', 'reference']).exitCode).toBe(0)
    const after = contents()
    machine.remove()
    machine = createScratchMachine()
    return after
  }
})

/** What outlives a killed run goes on writing, and holds the lock of runs. */
function waitForWhatItStarted() {
  machine.run(['sh', '-c', '[ ! -e /run/subroot/lock ] || flock /run/subroot/lock true'])
}

function scriptOf(runId: string): string {
  return `/var/lib/subroot/runs/${runId}/script.sh`
}

/** Whether a resumed run ended as expected; one that had not begun may have left nothing to resume. */
function endedUnlike(expected: number, begun: boolean, exitCode: number | null): string | false {
  const mayBe = begun ? [expected] : [expected, 10, ...NO_SUCH_SCRIPT]
  return !mayBe.includes(exitCode ?? -1) && `ended with ${exitCode}`
}

const HEAD: Omit<Plan, 'steps'> = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 231072, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/231072.231072',
  needsReboot: false,
}
const RANGE_LINE = 'dockremap:231072:65536\n'
const CONFIG = digested('{ "userns-remap": "default" }\n')

function applyPlan(): Plan {
  const subuid = machine.read('/etc/subuid') ?? ''
  return {
    ...HEAD,
    steps: [
      { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 901 },
      {
        id: 'create-user',
        kind: 'create-user',
        name: 'dockremap',
        uid: 902,
        gid: 901,
        line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
      },
      {
        id: 'edit-subuid',
        kind: 'edit-file',
        path: '/etc/subuid',
        before: digested(subuid),
        after: digested(subuid + RANGE_LINE),
        edits: [{ offset: subuid.length, length: 0, content: RANGE_LINE }],
        mode: 0o644,
      },
      {
        id: 'edit-daemon-config',
        kind: 'edit-file',
        path: DAEMON_CONFIG,
        before: undefined,
        after: CONFIG,
        edits: [{ offset: 0, length: 0, content: CONFIG.text }],
        mode: 0o644,
      },
    ],
  }
}

/** What the domain would plan from the journal, while nothing else has changed. */
function undoPlan(): Plan {
  const subuid = machine.read('/etc/subuid') ?? ''
  const steps: readonly PlanStep[] = [
    {
      id: 'edit-daemon-config',
      kind: 'edit-file',
      path: DAEMON_CONFIG,
      before: CONFIG,
      after: undefined,
      edits: [],
      mode: 0o644,
    },
    {
      id: 'edit-subuid',
      kind: 'edit-file',
      path: '/etc/subuid',
      before: digested(subuid),
      after: digested(subuid.replace(RANGE_LINE, '')),
      edits: [{ offset: subuid.indexOf(RANGE_LINE), length: RANGE_LINE.length, content: '' }],
      mode: 0o644,
    },
    {
      id: 'create-user',
      kind: 'remove-user',
      name: 'dockremap',
      uid: 902,
      line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
    },
    { id: 'create-group', kind: 'remove-group', name: 'dockremap', gid: 901 },
  ]
  return { ...HEAD, action: 'undo', undoes: appliedRun(), steps }
}

function appliedRun(): string {
  return listOf('/var/lib/subroot/runs').includes('applied') ? 'applied' : 'run-1'
}

function listOf(path: string): readonly string[] {
  try {
    return readdirSync(machine.outside(path))
  } catch {
    return []
  }
}

function hasChanges(runId: string): boolean {
  return (machine.read(`/var/lib/subroot/runs/${runId}/changes`) ?? '') !== ''
}

function lastEventOf(runId: string): string | undefined {
  return parseRunEvents(
    machine.read(`/var/lib/subroot/runs/${runId}/events`) ??
      machine.read(`/run/subroot/${runId}/events`) ??
      '',
  ).at(-1)?.kind
}

function contents(): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([...FILES, DAEMON_CONFIG].map((path) => [path, machine.read(path)]))
}

function isAs(other: Readonly<Record<string, string | undefined>>): boolean {
  return JSON.stringify(contents()) === JSON.stringify(other)
}

/** Temporary files, locks and directories that should be gone. */
function leftovers(): readonly string[] {
  return [
    ...listOf('/etc').filter(
      (name) =>
        name.startsWith('.subroot-') ||
        (name.endsWith('.lock') && name !== '.pwd.lock') ||
        /\.\d+$/.test(name),
    ),
    ...listOf('/etc/docker').filter((name) => name !== 'daemon.json'),
  ]
}

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalPlan, Plan, PlanStep } from '../domain/plan.ts'
import type { RunEvent } from '../domain/run-events.ts'
import { parseRunEvents } from '../domain/run-events.ts'
import { compileScript } from '../domain/script.ts'
import { parseBackups } from '#domain/run-backups.ts'
import { sha256 } from '../domain/sha256.ts'
import type { TextEdit } from '../domain/text-edit.ts'
import { applyEdits } from '../domain/text-edit.ts'
import { transactionText } from './transaction/transaction-text.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'

const ACCOUNT_FILES = ['/etc/passwd', '/etc/group', '/etc/shadow', '/etc/gshadow']
const FILES = [...ACCOUNT_FILES, '/etc/subuid', '/etc/subgid', '/etc/docker/daemon.json']

const obstacle = scratchMachineObstacle()
if (obstacle !== undefined) console.warn(`No scratch machine, so no transaction tests: ${obstacle}`)

/** Larger than any process's (PID_MAX_LIMIT in the kernel). */
const NO_PID = 2 ** 22 + 1

let machine: ScratchMachine
let testStartedAt: number
beforeEach(() => {
  testStartedAt = Date.now()
  if (obstacle === undefined) machine = createScratchMachine()
})
afterEach(() => machine.remove())

// What needs Docker is proven in the lab; here is everything else, with the real program and the real commands.
describe.runIf(obstacle === undefined).each([
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['busybox', ['busybox', 'sh']],
])('the transaction under %s', { timeout: 120_000 }, (_, shell) => {
  const apply = (steps: readonly PlanStep[], runId = 'apply-1') =>
    run(shell, { ...PLAN, steps }, runId)
  const start = (steps: readonly PlanStep[], runId = 'apply-1') =>
    startRun(shell, { ...PLAN, steps }, runId)

  it('does every step in order, says so, and keeps a journal', () => {
    const before = contents()
    const steps = applySteps()
    expect(apply(steps)).toBe(0)
    expect(eventsOf('apply-1').map(withoutTime)).toEqual([
      { sequence: 1, kind: 'run-started', action: 'apply' },
      ...steps.flatMap(({ id: step }, index) => [
        { sequence: 2 + 2 * index, kind: 'step-started', step },
        { sequence: 3 + 2 * index, kind: 'step-done', step },
      ]),
      { sequence: 2 + 2 * steps.length, kind: 'run-finished', outcome: 'done' },
    ])
    expect(contents()).toEqual({
      ...before,
      '/etc/passwd': `${before['/etc/passwd']}${USER_LINE}\n`,
      '/etc/group': `${before['/etc/group']}dockremap:x:901:\n`,
      '/etc/shadow': expect.stringMatching(/\ndockremap:!/),
      '/etc/gshadow': `${before['/etc/gshadow']}dockremap:!::\n`,
      '/etc/subuid': `${before['/etc/subuid']}${RANGE_LINE}`,
      '/etc/subgid': `${before['/etc/subgid']}${RANGE_LINE}`,
      '/etc/docker/daemon.json': '{}\n',
    })
    expect(modes(['/etc/docker', '/etc/docker/daemon.json', '/etc/subuid', '/etc/shadow'])).toEqual(
      ['755', '644', '644', '640'],
    )
    expect(machine.read('/var/lib/subroot/runs/apply-1/events')).toBe(
      machine.read('/run/subroot/apply-1/events'),
    )
    expect(leftovers()).toEqual([])
  })

  it('lists for everyone which copies it keeps, and tells no digest of passwords', () => {
    const before = contents()
    expect(apply(applySteps())).toBe(0)
    const list = inJournal('apply-1')('backups')
    expect(modes([list])).toEqual(['644'])
    const backups = parseBackups(machine.read(list) ?? '')
    expect(backups.map(({ path }) => path).toSorted()).toEqual(
      [...ACCOUNT_FILES, '/etc/subuid', '/etc/subgid'].toSorted(),
    )
    for (const { path, copyPath, bytes, sha256: digest } of backups) {
      const text = String(Reflect.get(before, path))
      expect(machine.read(copyPath)).toBe(text)
      expect(bytes).toBe(Buffer.byteLength(text))
      expect(digest).toBe(path.endsWith('shadow') ? undefined : sha256(text))
    }
  })

  it('takes an undo back to the last byte, with no final newline anywhere', () => {
    for (const path of [...ACCOUNT_FILES, '/etc/subuid']) {
      machine.write(path, machine.read(path)?.trimEnd() ?? '')
    }
    const before = contents()
    const modesBefore = modes(FILES.slice(0, -1))
    const steps = applySteps()
    expect(apply(steps)).toBe(0)
    expect(run(shell, undoPlan('apply-1'), 'undo-1')).toBe(0)
    expect(contents()).toEqual(before)
    expect(modes(FILES.slice(0, -1))).toEqual(modesBefore)
    expect(existsSync(machine.outside('/etc/docker'))).toBe(false)
    expect(leftovers()).toEqual([])
  })

  it('takes only its own line out of an account file that changed since', () => {
    apply(applySteps())
    for (const path of ACCOUNT_FILES) {
      machine.write(path, `${machine.read(path)}bob:x:1001:1001::/home/bob:/bin/sh\n`)
    }
    const withoutOurs = ACCOUNT_FILES.map((path) =>
      machine.read(path)?.replace(/^dockremap:.*\n/m, ''),
    )
    expect(run(shell, undoPlan('apply-1'), 'undo-1')).toBe(0)
    expect(ACCOUNT_FILES.map(machine.read)).toEqual(withoutOurs)
  })

  it.each<[string, path: string, from: string, to: string]>([
    ['the user may log in', '/etc/passwd', ':/usr/sbin/nologin', ':/bin/bash'],
    ['the user is another one', '/etc/passwd', 'dockremap:x:902:', 'dockremap:x:909:'],
    ['the group has a member', '/etc/group', 'dockremap:x:901:', 'dockremap:x:901:alice'],
    ['the group is another one', '/etc/group', 'dockremap:x:901:', 'dockremap:x:909:'],
    ['others have the group', '/etc/passwd', USER_LINE, `${USER_LINE}\nx:x:9:901::/:/bin/sh`],
    ['a line was added to a file', '/etc/subgid', RANGE_LINE, `${RANGE_LINE}x:1:1\n`],
  ])('refuses an undo, and writes nothing, when since the review %s', (_, path, from, to) => {
    apply(applySteps())
    const plan = undoPlan('apply-1')
    const ours = machine.read(path) ?? ''
    const last = ours.lastIndexOf(from)
    machine.write(path, ours.slice(0, last) + to + ours.slice(last + from.length))
    const before = snapshot()
    expect(run(shell, plan, 'undo-1')).toBe(10)
    expect(eventsOf('undo-1')).toContainEqual(
      expect.objectContaining({ code: 'changed-since-review', step: 'check' }),
    )
    expect(snapshot()).toEqual(before)
  })

  it.each<[string, () => void]>([
    ['a changed file', () => machine.write('/etc/subgid', 'alice:100000:65537\n')],
    ['a file that is gone', () => rmSync(machine.outside('/etc/subgid'))],
    ['a file that came', () => machine.write('/etc/docker-daemon.json', '{}')],
    [
      'a link in the place of a file',
      () => {
        machine.write('/etc/elsewhere', machine.read('/etc/subgid') ?? '')
        rmSync(machine.outside('/etc/subgid'))
        symlinkSync('elsewhere', machine.outside('/etc/subgid'))
      },
    ],
    ['a taken user name', () => append('/etc/passwd', 'dockremap:x:5:5::/:/bin/sh\n')],
    ['a taken UID', () => append('/etc/passwd', 'other:x:902:5::/:/bin/sh\n')],
    ['a taken group name', () => append('/etc/group', 'dockremap:x:5:\n')],
    ['a taken GID', () => append('/etc/group', 'other:x:901:\n')],
  ])('refuses %s and writes nothing', (_, change) => {
    const steps = [...applySteps(), createFile('create-other', '/etc/docker-daemon.json', '{}\n')]
    change()
    const before = snapshot()
    expect(apply(steps)).toBe(10)
    expect(eventsOf('apply-1').slice(1).map(withoutTime)).toEqual([
      {
        sequence: 2,
        kind: 'step-failed',
        step: 'check',
        code: 'changed-since-review',
        detail: expect.any(String),
      },
      { sequence: 3, kind: 'run-finished', outcome: 'refused' },
    ])
    expect(snapshot()).toEqual(before)
  })

  it('puts everything back when a later step fails', () => {
    const before = contents()
    const [group, , ...rest] = applySteps()
    const wrongUser: PlanStep = { ...CREATE_USER, line: 'dockremap:x:902:901:other:/:/bin/sh' }
    expect(apply([...rest, group!, wrongUser])).toBe(11)
    expect(contents()).toEqual(before)
    expect(existsSync(machine.outside('/etc/docker'))).toBe(false)
    expect(eventsOf('apply-1').slice(-8).map(brief)).toEqual([
      'step-failed create-user account-failed',
      'rollback-started',
      'rollback-step create-user',
      'rollback-step create-group',
      'rollback-step edit-daemon-config',
      'rollback-step edit-subgid',
      'rollback-step edit-subuid',
      'run-finished rolled-back',
    ])
    expect(leftovers()).toEqual([])
  })

  it('puts an undo back that fails, accounts and a removed directory too', () => {
    apply(applySteps())
    const applied = contents()
    const plan = undoPlan('apply-1')
    // The group is gone when its turn comes: somebody is faster than the last step.
    const steps = [...plan.steps, { ...plan.steps.at(-1)!, id: 'again' }]
    expect(run(shell, { ...plan, steps }, 'undo-1')).toBe(11)
    expect(contents()).toEqual(applied)
  })

  it('never shows the text of a file that only root may read', () => {
    mkdirSync(machine.outside('/etc/docker'))
    machine.write('/etc/docker/daemon.json', '{ "secret": "hunter2" }\n', 0o600)
    const steps = [
      editFile('edit-daemon-config', '/etc/docker/daemon.json', [
        { offset: 1, length: 0, content: ' "userns-remap": "default",' },
      ]),
    ]
    expect(apply(steps)).toBe(0)
    expect(machine.read('/etc/docker/daemon.json')).toBe(
      '{ "userns-remap": "default", "secret": "hunter2" }\n',
    )
    expect(modes(['/etc/docker/daemon.json', '/var/lib/subroot/runs/apply-1/backup'])).toEqual([
      '600',
      '700',
    ])
    const readable = Object.entries(snapshot()).filter(
      ([path]) => (statSync(machine.outside(path)).mode & 0o004) !== 0,
    )
    expect(readable.map(([path]) => path)).toEqual(
      expect.arrayContaining(['plan.json', 'script.sh', 'events'].map(inJournal('apply-1'))),
    )
    expect(readable.filter(([, text]) => text.includes('hunter2'))).toEqual([])
  })

  it('cuts and inserts at any byte of any text', () => {
    const cases = fc.sample(
      fc
        .tuple(
          fc.string({ unit: 'grapheme' }),
          fc.array(fc.tuple(fc.string(), fc.nat(), fc.nat(3))),
        )
        .map(([text, drafts]) => ({ text, edits: editsOf(text, drafts) })),
      { numRuns: 12, seed: 7 },
    )
    const steps = cases.map(({ text, edits }, index) => {
      machine.write(`/etc/case-${index}`, text)
      return editFile(`edit-${index}`, `/etc/case-${index}`, edits)
    })
    expect(apply(steps)).toBe(0)
    expect(cases.map((_, index) => machine.read(`/etc/case-${index}`))).toEqual(
      cases.map(({ text, edits }) => applyEdits(text, edits)),
    )
  })

  it('waits for a lock that a living process holds', async () => {
    machine.write('/etc/subgid.lock', String(process.pid))
    const child = start(applySteps())
    await eventually(() => lastEvent('apply-1') === 'step-started edit-subgid')
    await setTimeout(300)
    expect(lastEvent('apply-1')).toBe('step-started edit-subgid')
    rmSync(machine.outside('/etc/subgid.lock'))
    expect(await exitOf(child)).toBe(0)
    expect(leftovers()).toEqual([])
  })

  it('takes over the lock of a process that is gone', () => {
    machine.write('/etc/subuid.lock', String(NO_PID))
    expect(apply(applySteps())).toBe(0)
    expect(leftovers()).toEqual([])
  })

  it('lets one run at a time do something', async () => {
    machine.write('/etc/subgid.lock', String(process.pid))
    const steps = applySteps()
    const child = start(steps)
    await eventually(() => lastEvent('apply-1') === 'step-started edit-subgid')
    expect(apply(steps, 'apply-2')).toBe(10)
    expect(eventsOf('apply-2').map(brief)).toEqual([
      'run-started',
      'step-failed check busy',
      'run-finished refused',
    ])
    rmSync(machine.outside('/etc/subgid.lock'))
    expect(await exitOf(child)).toBe(0)
  })

  it('rolls back when it is told to stop, and not when its terminal goes away', async () => {
    machine.write('/etc/subgid.lock', String(process.pid))
    const before = contents()
    const child = start(applySteps())
    await eventually(() => lastEvent('apply-1') === 'step-started edit-subgid')
    child.kill('SIGHUP')
    await setTimeout(300)
    expect(lastEvent('apply-1')).toBe('step-started edit-subgid')
    child.kill('SIGTERM')
    expect(await exitOf(child)).toBe(11)
    expect(contents()).toEqual(before)
  })

  it('never overwrites what another program wrote meanwhile, and says so', async () => {
    machine.write('/etc/subgid.lock', String(process.pid))
    const child = start(applySteps())
    await eventually(() => lastEvent('apply-1') === 'step-started edit-subgid')
    machine.write('/etc/subuid', 'carol:1:2\n')
    child.kill('SIGTERM')
    expect(await exitOf(child)).toBe(12)
    expect(machine.read('/etc/subuid')).toBe('carol:1:2\n')
    expect(eventsOf('apply-1').slice(-5).map(brief)).toEqual([
      'rollback-step edit-subuid',
      'log',
      'rollback-step create-user',
      'rollback-step create-group',
      'run-finished rollback-failed',
    ])
  })

  it('is refused, not harmed, by a useradd that cannot', () => {
    const before = snapshot()
    expect(apply([CREATE_USER])).toBe(10)
    expect(brief(eventsOf('apply-1').at(-2)!)).toBe('step-failed create-user account-failed')
    expect(snapshot()).toEqual(before)
  })

  it.each(['', '../x', 'A', 'a/b', 'a b'])('runs under no such name: "%s"', (runId) => {
    const before = snapshot()
    expect(apply(applySteps(), runId)).toBe(64)
    expect(snapshot()).toEqual(before)
  })
})

const PLAN: Omit<Plan, 'steps'> = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 231072, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/231072.231072',
  needsReboot: false,
}
const USER_LINE = 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin'
const CREATE_USER: Extract<PlanStep, { kind: 'create-user' }> = {
  id: 'create-user',
  kind: 'create-user',
  name: 'dockremap',
  uid: 902,
  gid: 901,
  line: USER_LINE,
}
const RANGE_LINE = 'dockremap:231072:65536\n'

function applySteps(): readonly PlanStep[] {
  return [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 901 },
    CREATE_USER,
    appendLine('edit-subuid', '/etc/subuid'),
    appendLine('edit-subgid', '/etc/subgid'),
    createFile('edit-daemon-config', '/etc/docker/daemon.json', '{}\n'),
  ]
}

/** What the domain would plan from the journal, while nothing else has changed. */
function undoPlan(runId: string): Plan {
  const { steps }: JournalPlan = JSON.parse(machine.read(inJournal(runId)('plan.json')) ?? '')
  const edits = steps.flatMap((step): readonly PlanStep[] => {
    if (step.kind !== 'edit-file') return []
    if (step.before) return [editFile(step.id, step.path, step.inverseEdits)]
    const { before } = editFile(step.id, step.path, [])
    return [{ ...step, before, after: undefined, edits: [] }]
  })
  return {
    ...PLAN,
    action: 'undo',
    undoes: runId,
    steps: [
      ...edits.toReversed(),
      { id: 'remove-user', kind: 'remove-user', name: 'dockremap', uid: 902, line: USER_LINE },
      { id: 'remove-group', kind: 'remove-group', name: 'dockremap', gid: 901 },
    ],
  }
}

type EditStep = Extract<PlanStep, { kind: 'edit-file' }>

function editFile(id: string, path: string, edits: readonly TextEdit[]): EditStep {
  const text = machine.read(path) ?? ''
  return {
    id,
    kind: 'edit-file',
    path,
    before: digested(text),
    after: digested(applyEdits(text, edits)),
    edits,
    mode: 0o644,
  }
}

function createFile(id: string, path: string, text: string): EditStep {
  const edits = [{ offset: 0, length: 0, content: text }]
  return {
    id,
    kind: 'edit-file',
    path,
    before: undefined,
    after: digested(text),
    edits,
    mode: 0o644,
  }
}

function appendLine(id: string, path: string): EditStep {
  const text = machine.read(path) ?? ''
  const content = `${text.endsWith('\n') ? '' : '\n'}${RANGE_LINE}`
  return editFile(id, path, [{ offset: text.length, length: 0, content }])
}

function digested(text: string) {
  return { text, sha256: sha256(text) }
}

/** Edits that do not overlap, from arbitrary numbers: each skips some characters and replaces up to three. */
function editsOf(
  text: string,
  drafts: readonly (readonly [content: string, skip: number, length: number])[],
): readonly TextEdit[] {
  // Whole characters, because a file never holds half of one.
  const characters = Array.from(text)
  const edits: TextEdit[] = []
  let position = 0
  for (const [content, skip, count] of drafts) {
    const from = position + (skip % (characters.length - position + 1))
    position = Math.min(from + count, characters.length)
    edits.push({
      offset: characters.slice(0, from).join('').length,
      length: characters.slice(from, position).join('').length,
      content,
    })
  }
  return edits
}

function stageScript(plan: Plan): string {
  machine.write('/run/script.sh', compileScript(plan, transactionText))
  return '/run/script.sh'
}

function run(shell: readonly string[], plan: Plan, runId: string): number | null {
  return machine.run([...shell, stageScript(plan), runId]).exitCode
}

function startRun(shell: readonly string[], plan: Plan, runId: string): ChildProcess {
  return machine.start([...shell, stageScript(plan), runId])
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

async function eventually(condition: () => boolean) {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It never came true')
    await setTimeout(20)
  }
}

function eventsOf(runId: string): readonly RunEvent[] {
  return parseRunEvents(machine.read(`/run/subroot/${runId}/events`) ?? '')
}

function withoutTime({ at, ...event }: RunEvent) {
  expect(at).toBeGreaterThan(testStartedAt - 60_000)
  expect(at).toBeLessThan(Date.now() + 60_000)
  return event
}

function brief(event: RunEvent): string {
  switch (event.kind) {
    case 'step-failed':
      return `${event.kind} ${event.step} ${event.code}`
    case 'step-started':
    case 'step-done':
    case 'rollback-step':
      return `${event.kind} ${event.step}`
    case 'run-finished':
      return `${event.kind} ${event.outcome}`
    default:
      return event.kind
  }
}

function lastEvent(runId: string): string | undefined {
  const event = eventsOf(runId).at(-1)
  return event && brief(event)
}

function inJournal(runId: string): (name: string) => string {
  return (name) => `/var/lib/subroot/runs/${runId}/${name}`
}

function append(path: string, text: string) {
  machine.write(path, `${machine.read(path)}${text}`)
}

function contents(): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(FILES.map((path) => [path, machine.read(path)]))
}

function modes(paths: readonly string[]): readonly string[] {
  return paths.map((path) => (statSync(machine.outside(path)).mode & 0o7777).toString(8))
}

/** Every regular file of /etc and /var/lib with its text, but for shadow's own backups and lock. */
function snapshot(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['/etc', '/var/lib'].flatMap((dir) =>
      readdirSync(machine.outside(dir), { recursive: true, encoding: 'utf8' })
        .map((name) => join(dir, name))
        .filter((path) => lstatSync(machine.outside(path)).isFile())
        .filter((path) => !path.endsWith('-') && path !== '/etc/.pwd.lock')
        .map((path) => [path, readFileSync(machine.outside(path), 'latin1')]),
    ),
  )
}

/** Temporary files and locks that should be gone. */
function leftovers(): readonly string[] {
  return Object.keys(snapshot()).filter(
    (path) => path.includes('.subroot-') || path.endsWith('.lock') || /\.\d+$/.test(path),
  )
}

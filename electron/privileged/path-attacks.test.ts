import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Stats } from 'node:fs'
import {
  chmodSync,
  chownSync,
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanStep } from '../domain/plan.ts'
import { compileProbe } from '../domain/script.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { eventsOf, planOf, prepend, runPlan, SHELLS, startPlan } from './testing-plans.ts'

const CONFIG = '/etc/docker/daemon.json'
const SETTING = '{ "userns-remap": "default" }\n'
const ALICE = 1000
const SECRET = 'only-root-may-read-this'

/** Somebody else than root: as alice would have it, and nothing of hers is a way in. */
const obstacle =
  process.getuid?.() === 0
    ? scratchMachineObstacle()
    : 'another user than root is needed, whom only root can be'
if (obstacle !== undefined) console.warn(`No attacks on root's paths: ${obstacle}`)

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle !== undefined) return
  machine = createScratchMachine()
  mkdirSync(machine.outside('/etc/docker'))
  machine.write('/etc/secret', SECRET, 0o600)
  ownDir('/var/home')
  ownDir('/var/home/alice', ALICE)
})
afterEach(() => machine?.remove())

describe.runIf(obstacle === undefined).each(SHELLS)(
  'what alice did to a path, under %s',
  { timeout: 120_000 },
  (_, shell) => {
    const run = (steps: readonly PlanStep[], runId = 'run-1') =>
      runPlan(machine, shell, planOf(steps), runId)

    it('is read by the probe only where nobody but root can have put it', () => {
      const parts = ['probe.sh', 'transaction/ownership.sh'].map((name) =>
        readFileSync(join(import.meta.dirname, name), 'utf8'),
      )
      machine.write('/run/probe.sh', compileProbe(CONFIG, parts.join('\n')))
      const probe = () => machine.run([...shell, '/run/probe.sh']).output
      machine.write(CONFIG, '{}\n', 0o600)
      expect(probe()).toContain(`daemon-config\tfile\t600\t0\t0\t${btoa('{}\n')}\n`)
      own('/etc/docker', ALICE)
      rmSync(machine.outside(CONFIG))
      linkSync(machine.outside('/etc/secret'), machine.outside(CONFIG))
      expect(probe()).toContain('daemon-config\tunreadable\tunsafe-directory\n')
      expect(probe()).not.toContain(btoa(SECRET))
    })

    it.each<[string, string, () => void]>([
      ['a directory that is hers', '/etc/docker', () => own('/etc/docker', ALICE)],
      ['one that her group may write', '/etc/docker', () => own('/etc/docker', 0, ALICE, 0o775)],
      ['one that all may write', '/etc/docker', () => own('/etc/docker', 0, 0, 0o757)],
      ['one like /tmp', '/etc/docker', () => own('/etc/docker', 0, 0, 0o1777)],
      [
        'one that an access control list lets her write',
        '/etc/docker',
        () => spawnSync('setfacl', ['-m', `u:${ALICE}:rwx`, machine.outside('/etc/docker')]),
      ],
      [
        'a link to one of hers',
        '/var/home/alice',
        () => {
          ownDir('/var/home/alice/docker', ALICE)
          replaceByLink('/etc/docker', '/var/home/alice/docker')
        },
      ],
      [
        "a link by way of her directory to one of root's",
        '/var/home/alice',
        () => {
          ownDir('/etc/real')
          symlinkSync('/etc/real', machine.outside('/var/home/alice/way'))
          replaceByLink('/etc/docker', '/var/home/alice/way')
        },
      ],
      ['a link that leads to itself', '/etc/docker', () => replaceByLink('/etc/docker', 'docker')],
      ['the journal, which is hers', '/var/lib/subroot', () => ownDir('/var/lib/subroot', ALICE)],
      [
        'the journal, in which all may write',
        '/var/lib/subroot/runs',
        () => {
          ownDir('/var/lib/subroot')
          ownDir('/var/lib/subroot/runs', 0, 0o777)
          // What she would like root to remove.
          symlinkSync('/etc/docker', machine.outside('/var/lib/subroot/runs/a'))
        },
      ],
      [
        'a link from the journal to her directory',
        '/var/home/alice',
        () => symlinkSync('/var/home/alice', machine.outside('/var/lib/subroot')),
      ],
    ])('is refused, with nothing touched: %s', (_, unsafe, arrange) => {
      arrange()
      const before = everything()
      const { exitCode, events } = run([prepend(CONFIG, SETTING, undefined)])
      expect([exitCode, ...events.slice(1)]).toEqual([
        10,
        expect.objectContaining({
          kind: 'step-failed',
          step: 'check',
          code: 'unsafe-directory',
          detail: unsafe,
        }),
        expect.objectContaining({ kind: 'run-finished', outcome: 'refused' }),
      ])
      expect(everything()).toEqual(before)
    })

    it.each<[string, () => void]>([
      ['is hers', () => ownDir('/run/subroot', ALICE)],
      ['may be written by all', () => ownDir('/run/subroot', 0, 0o1777)],
      [
        'is a link to her directory',
        () => symlinkSync('/var/home/alice', machine.outside('/run/subroot')),
      ],
      ['is a file', () => machine.write('/run/subroot', '')],
      [
        'is a FIFO that nobody writes to',
        () => spawnSync('mkfifo', [machine.outside('/run/subroot')]),
      ],
    ])('is refused before anything is said: progress would go where %s', (_, arrange) => {
      arrange()
      const before = everything()
      const { exitCode, events } = run([prepend(CONFIG, SETTING, undefined)])
      expect([exitCode === 0, events]).toEqual([false, []])
      expect(everything()).toEqual(before)
    })

    it.each<[string, () => void]>([
      ['closed to others', () => own('/etc/docker', 0, 0, 0o700)],
      ["for root's group and with its group's bit", () => own('/etc/docker', 0, ALICE, 0o2755)],
      [
        "a link to another of root's own",
        () => {
          ownDir('/etc/real')
          replaceByLink('/etc/docker', 'real')
        },
      ],
    ])('is no attack: a directory %s', (_, arrange) => {
      arrange()
      expect(run([prepend(CONFIG, SETTING, undefined)]).exitCode).toBe(0)
      expect(machine.read(CONFIG)).toBe(SETTING)
    })

    it.each<[string, (path: string) => void]>([
      ['a link to what only root may read', (path) => symlinkSync('/etc/secret', path)],
      ['a link to nothing', (path) => symlinkSync('/etc/nothing', path)],
      ['a FIFO that nobody writes to', (path) => spawnSync('mkfifo', [path])],
      ['a device without an end', (path) => spawnSync('mknod', [path, 'c', '1', '5'])],
      ['a directory', (path) => mkdirSync(path)],
    ])('in the place of a file is refused at once: %s', (_, put) => {
      machine.write('/etc/subuid', 'alice:100000:65536\n')
      put(machine.outside(CONFIG))
      const before = everything()
      const steps = [
        prepend('/etc/subuid', 'dockremap:231072:65536\n', 'alice:100000:65536\n'),
        prepend(CONFIG, SETTING, undefined),
      ]
      const limited = ['timeout', '20', ...shell]
      expect(runPlan(machine, limited, planOf(steps), 'run-1')).toMatchObject({
        exitCode: 10,
        events: [{}, { code: 'changed-since-review', detail: CONFIG }, {}],
      })
      expect(everything()).toEqual(before)
    })

    it('leaves her hard link, and what she holds open, to what the file was', () => {
      machine.write(CONFIG, '{}\n')
      own(CONFIG, ALICE, ALICE, 0o640)
      const hers = '/var/home/alice/config'
      linkSync(machine.outside(CONFIG), machine.outside(hers))
      const held = openSync(machine.outside(CONFIG), 'r+')
      expect(run([prepend(CONFIG, ' ', '{}\n')]).exitCode).toBe(0)
      writeSync(held, 'hers')
      closeSync(held)
      expect([machine.read(CONFIG), machine.read(hers)]).toEqual([' {}\n', 'hers'])
      expect(lstatSync(machine.outside(CONFIG)).nlink).toBe(1)
    })

    it.each<[string, (path: string) => void]>([
      ['a directory', (path) => mkdirSync(path)],
      ['a FIFO', (path) => spawnSync('mkfifo', [path])],
      ['a link to what only root may read', (path) => symlinkSync('/etc/secret', path)],
    ])('as a lock is waited for like any other, until root is told to stop: %s', async (_, put) => {
      put(machine.outside('/etc/subuid.lock'))
      const before = everything()
      const range = prepend('/etc/subuid', 'dockremap:1:2\n', 'alice:100000:65536\n')
      const plan = planOf([prepend(CONFIG, SETTING, undefined), range])
      const root = startPlan(machine, shell, plan, 'run-1')
      const ended = once(root, 'exit')
      await expect
        .poll(() => eventsOf(machine, 'run-1').at(-1))
        .toMatchObject({ kind: 'step-started', step: 'edit-subuid' })
      root.kill('SIGTERM')
      const [exitCode] = await ended
      const events = eventsOf(machine, 'run-1')
      expect([exitCode, ...events.slice(-5)]).toEqual([
        11,
        ...[
          { kind: 'step-started', step: 'edit-subuid' },
          { kind: 'step-failed', code: 'interrupted' },
          { kind: 'rollback-started' },
          { kind: 'rollback-step' },
          { kind: 'run-finished', outcome: 'rolled-back' },
        ].map((event) => expect.objectContaining(event)),
      ])
      expect(JSON.stringify(events)).not.toContain(SECRET)
      rmSync(machine.outside('/var/lib/subroot'), { recursive: true })
      expect(everything()).toEqual(before)
    })

    it('keeps her from holding the lock of runs', () => {
      run([prepend(CONFIG, SETTING, undefined)])
      const alice = ['setpriv', `--reuid=${ALICE}`, `--regid=${ALICE}`, '--clear-groups']
      const lock = machine.run([...alice, 'flock', '--shared', '/run/subroot/lock', 'true'])
      expect(lock.output).toContain('Permission denied')
    })
  },
)

function own(path: string, uid: number, gid = uid, mode = 0o755) {
  chownSync(machine.outside(path), uid, gid)
  chmodSync(machine.outside(path), mode)
}

function ownDir(path: string, uid = 0, mode = 0o755) {
  mkdirSync(machine.outside(path))
  own(path, uid, uid, mode)
}

function replaceByLink(path: string, target: string) {
  rmSync(machine.outside(path), { recursive: true })
  symlinkSync(target, machine.outside(path))
}

/** Everything in the machine but root's own notes on mounts and on its progress: what it is, whose, and what is in it. */
function everything(): Readonly<Record<string, string>> {
  const dir = machine.outside('/')
  const states = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map(
    (path) => [path, lstatSync(join(dir, path))] as const,
  )
  return Object.fromEntries(
    states
      .filter(([path, state]) => !isNotes(path, state))
      .map(([path, state]) => {
        const text = state.isFile() ? readFileSync(join(dir, path), 'latin1') : ''
        return [path, `${state.mode.toString(8)} ${state.uid}:${state.gid} ${text}`]
      }),
  )
}

function isNotes(path: string, { uid, mode }: Stats): boolean {
  if (path === 'run/subroot') return uid === 0 && mode === 0o40755
  return /^run\/(mount$|mount\/|script\.sh|subroot\/)/.test(path)
}

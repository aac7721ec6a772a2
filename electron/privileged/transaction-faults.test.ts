import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanStep } from '../domain/plan.ts'
import { everyStep, fileStep, planOfSteps } from '../domain/testing/every-step.ts'
import { parseRunEvents } from '../domain/run-events.ts'
import { compileScript } from '../domain/script.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { transactionText } from './transaction/transaction-text.ts'

/*
 * Files that cannot be written: real file systems that are full or read-only, real flags, lists and attributes. They are
 * mounted and set in the machine's own mount namespace.
 */

const obstacle = scratchMachineObstacle()
const isRoot = process.getuid?.() === 0
if (!isRoot) console.warn('No immutable files: only root may set that flag.')

const FILES = ['passwd', 'group', 'shadow', 'gshadow', 'subuid', 'subgid', 'docker/daemon.json']
const BIND_RO = 'mount -o remount,bind,ro'
const CONFIG = '{ "debug": true }\n'
const UNWRITABLE: readonly (readonly [
  what: string,
  arrange: string,
  code: string,
  where: string,
])[] = [
  ['the disk is full', 'shrink /etc; fill /etc', 'disk-full', ''],
  ['the disk of the journal is full', 'shrink /var/lib; fill /var/lib', 'disk-full', '/var/lib'],
  ['nothing may be written', `${BIND_RO} /etc`, 'read-only', '/etc'],
  [
    'the journal may not be written',
    `bind /var/lib; ${BIND_RO} /var/lib`,
    'read-only',
    '/var/lib/subroot',
  ],
  [
    'a directory is read-only',
    `bind /etc/docker; ${BIND_RO} /etc/docker`,
    'read-only',
    '/etc/docker',
  ],
  ['a file is read-only', `bind /etc/subgid; ${BIND_RO} /etc/subgid`, 'read-only', '/etc/subgid'],
  ['a file is a mount point', 'bind /etc/subgid', 'file-protected', '/etc/subgid'],
]

/** Each with what it arranges before, and the directory on the disk that fills up. */
const FILLED: readonly (readonly [whose: string, arrange: string, dir: string])[] = [
  ['the files', 'shrink /etc', '/etc'],
  ['the journal', 'shrink /var/lib', '/var/lib'],
  ['the progress', 'shrink /run', '/run'],
  ['the files and the journal', 'share /etc /var/lib', '/etc'],
]

const RANGE = 'dockremap:231072:65536\n'

/** Shell functions for what a test arranges. */
const TOOLS = `
set -eu
# Puts a small file system in the place of a directory, with everything that was in it.
shrink() { # DIRECTORY
  cp -a "$1" "$outside/hold"
  mount -t tmpfs -o size=1m,mode=755 small "$1"
  cp -a "$outside/hold/." "$1"
  rm -r "$outside/hold"
}
share() { # DIRECTORY...
  mkdir "$outside/one"
  mount -t tmpfs -o size=1m,mode=755 one "$outside/one"
  for dir in "$@"; do
    cp -a "$dir" "$outside/one"
    mount --bind "$outside/one/\${dir##*/}" "$dir"
  done
}
bind() { mount --bind "$1" "$1"; }
fill() { # DIRECTORY
  dd if=/dev/zero "of=$1/ballast" bs=1k 2>/dev/null || :
}
# Does something once the run waits for the lock of /etc/subgid, and then lets it go on.
meanwhile() { # COMMAND...
  echo $$ >/etc/subgid.lock
  (
    until grep -q 'step-started.edit-subgid' /run/subroot/run-1/events; do sleep 0.05; done
    read -r pid _ </var/lib/subroot/runs/run-1/processes
    kill -STOP $pid
    rm /etc/subgid.lock
    # What it had begun may have a file open for a moment longer.
    until "$@"; do sleep 0.05; done
    kill -CONT $pid
  ) 2>/dev/null &
}
`

let machine: ScratchMachine
let before: Contents
beforeEach(() => {
  if (obstacle !== undefined) return
  machine = createScratchMachine()
  mkdirSync(machine.outside('/etc/docker'))
  machine.write('/etc/docker/daemon.json', CONFIG)
  before = contentsOf(machine.outside('/etc'))
})
afterEach(() => machine.remove())

describe.runIf(obstacle === undefined).each([
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['busybox', ['busybox', 'sh']],
])('under %s', { timeout: 120_000 }, (name, shell) => {
  const run = (arrange: string, afterwards?: string) => runArranged(shell, arrange, afterwards)
  // busybox' own cp knows neither.
  const keeps = name !== 'busybox'

  it.each(UNWRITABLE)('refuses, with nothing changed, where %s', (_, arrange, code, where) => {
    expect(run(arrange)).toEqual(refused(code, where))
  })

  it.runIf(isRoot).each([
    ['an immutable file', '/etc/subgid', 'i'],
    ['a file that may only grow', '/etc/subgid', 'a'],
    ['an immutable directory', '/etc/docker', 'i'],
    ['a directory that may only grow', '/etc/docker', 'a'],
    ['an immutable account file', '/etc/gshadow', 'i'],
  ])('refuses %s, with nothing changed', (_, path, flag) => {
    expect(run(`chattr +${flag} ${path}`, `chattr -${flag} ${path}`)).toEqual(
      refused('file-protected', path),
    )
  })

  it.each(FILLED)('goes back when the disk of %s fills up meanwhile', (_, arrange, dir) => {
    expect(run(`${arrange}; meanwhile fill ${dir}`)).toEqual(rolledBack('disk-full'))
  })

  it.runIf(isRoot)('goes back when a file becomes immutable meanwhile', () => {
    const config = '/etc/docker/daemon.json'
    expect(run(`meanwhile chattr +i ${config}`, `chattr -i ${config}`)).toEqual(
      rolledBack('file-protected'),
    )
  })

  it('goes back when a file system becomes read-only meanwhile', () => {
    const arrange = 'bind /etc/docker'
    expect(run(`${arrange}; meanwhile ${BIND_RO} /etc/docker`)).toEqual({
      ...rolledBack('read-only'),
      // What was kept free there cannot be taken away now; the next run does that.
      leftovers: expect.any(Array),
    })
  })

  it('goes back later when all files have become read-only meanwhile', () => {
    const resume = [
      ...shell,
      '/var/lib/subroot/runs/run-1/script.sh',
      'run-2',
      'roll-back',
      'run-1',
    ]
    const { exitCode, outcome, changed, leftovers } = run(
      `meanwhile ${BIND_RO} /etc`,
      `mount -o remount,bind,rw /etc; [ $code = 12 ] && { ${resume.join(' ')} || code=$?; }`,
    )
    expect({ exitCode, outcome, changed, leftovers }).toEqual({
      exitCode: 11,
      outcome: 'rollback-failed',
      changed: [],
      leftovers: [],
    })
  })

  it.each([
    ['an access control list', 'setfacl -m u:1000:r /etc/subgid', '/etc/subgid'],
    ['extended attributes', 'setfattr -n user.note -v kept /etc/docker/daemon.json', 'daemon.json'],
  ])(`${keeps ? 'keeps' : 'refuses what it could not keep:'} %s`, (_, arrange, where) => {
    const dump = 'getfattr --dump --match=- --encoding=hex /etc/subgid /etc/docker/daemon.json'
    const result = run(
      `${arrange}; ${dump} >"$outside/attributes-before"`,
      `${dump} >"$outside/attributes-after"`,
    )
    const before = readFileSync(machine.outside('attributes-before'), 'utf8')
    expect(before).toMatch(/posix_acl_access|user\.note/)
    expect(readFileSync(machine.outside('attributes-after'), 'utf8')).toBe(before)
    expect(result).toMatchObject(
      keeps ? { outcome: 'done' } : refused('attributes-not-kept', where),
    )
  })

  it('does not begin where there is no room to tell of it, and says so where it was called', () => {
    expect(run('shrink /run; fill /run')).toEqual({
      exitCode: 74,
      failure: undefined,
      outcome: expect.stringContaining('No space left on device'),
      changed: [],
      leftovers: [],
      journal: [],
    })
  })
})

const refused = (code: string, where: string) => ({
  exitCode: 10,
  failure: { step: 'check', code, detail: expect.stringContaining(where) },
  outcome: 'refused',
  changed: [],
  leftovers: [],
  journal: [],
})

const rolledBack = (code: string) => ({
  exitCode: 11,
  failure: { step: expect.any(String), code, detail: expect.any(String) },
  outcome: 'rolled-back',
  changed: [],
  leftovers: [],
  journal: expect.arrayContaining(['runs/run-1/events']),
})

type Contents = Readonly<Record<string, string | undefined>>

function contentsOf(etcDir: string): Contents {
  return Object.fromEntries(
    FILES.map((name) => {
      const path = join(etcDir, name)
      return [name, existsSync(path) ? readFileSync(path, 'utf8') : undefined]
    }),
  )
}

function withRange(name: string): PlanStep {
  const text = machine.read(`/etc/${name}`) ?? ''
  return fileStep(`edit-${name}`, text, text + RANGE, `/etc/${name}`)
}

/** In an order in which what needs most room comes last. */
function steps(): readonly PlanStep[] {
  return [
    withRange('subuid'),
    withRange('subgid'),
    ...everyStep['create-group'],
    ...everyStep['create-user'],
    fileStep(
      'config',
      CONFIG,
      '{ "debug": true, "userns-remap": "default" }\n',
      '/etc/docker/daemon.json',
    ),
  ]
}

/** Runs the plan on a machine that `arrange` has changed; what it left is read before the mounts are gone. */
function runArranged(shell: readonly string[], arrange: string, afterwards = '') {
  machine.write('/run/script.sh', compileScript(planOfSteps(steps()), transactionText))
  const outside = machine.outside('')
  const script = `
    outside=$1
    shift
    cp /run/script.sh "$outside/script.sh"
    ${TOOLS}
    ${arrange}
    code=0
    "$@" || code=$?
    ${afterwards}
    mkdir "$outside/after"
    cp -a /etc "$outside/after/etc"
    cp -a /var/lib "$outside/after/lib"
    cp -a /run "$outside/after/run"
    exit $code`
  const command = [...shell, join(outside, 'script.sh'), 'run-1']
  const { exitCode, output } = machine.run(['sh', '-c', script, 'sh', outside, ...command])
  const after = (path: string) => join(outside, 'after', path)
  const contents = contentsOf(after('etc'))
  const progress = join(after('run'), 'subroot/run-1/events')
  const events = parseRunEvents(existsSync(progress) ? readFileSync(progress, 'utf8') : '')
  const failed = events.find((event) => event.kind === 'step-failed')
  const last = events.at(-1)
  return {
    exitCode,
    failure: failed && { step: failed.step, code: failed.code, detail: failed.detail },
    outcome: last?.kind === 'run-finished' ? last.outcome : output,
    changed: FILES.filter((name) => contents[name] !== before[name]),
    leftovers: ['etc', 'etc/docker', 'run/subroot/run-1']
      .flatMap((dir) => (existsSync(after(dir)) ? readdirSync(after(dir)) : []))
      .filter((name) => /^\.subroot|^room$|\.\d+$|(?<!^\.pwd)\.lock$/.test(name)),
    journal: existsSync(after('lib/subroot'))
      ? readdirSync(after('lib/subroot'), { recursive: true, encoding: 'utf8' })
      : [],
  }
}

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '#domain/sha256.ts'
import type { ScratchMachine } from '../privileged/scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from '../privileged/scratch-machine.ts'
import { elevatedCommand } from './elevation.ts'

/**
 * The staged file, in the hands of another program of the same user: the only one, but for root, who can reach it
 * (staging.test.ts). It may keep the run from starting, and nothing else.
 */
const ALICE = 1000
const SECRET = 'only-root-may-read-this'
const REVIEWED = 'echo reviewed >>/etc/ran\n'
const OTHER = 'echo exchanged >>/etc/ran\n'
const STAGED = '/var/alice/script'

const obstacle =
  process.getuid?.() === 0
    ? scratchMachineObstacle()
    : 'another user than root is needed, whom only root can be'
if (obstacle !== undefined) console.warn(`No attacks on the staged script: ${obstacle}`)

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle !== undefined) return
  machine = createScratchMachine()
  mkdirSync(machine.outside('/var/alice'))
  chownSync(machine.outside('/var/alice'), ALICE, ALICE)
  // Otherwise she could not even come near.
  chmodSync(machine.outside('/'), 0o755)
  machine.write('/etc/secret', `echo ${SECRET}\n`.padEnd(REVIEWED.length, '#'), 0o600)
})
afterEach(() => machine?.remove())

describe.runIf(obstacle === undefined)('a staged script', { timeout: 600_000 }, () => {
  it.each<[string, (path: string) => void]>([
    ['another script', () => machine.write(STAGED, OTHER)],
    ['nothing', () => {}],
    ['a link to what only root may read', (path) => symlinkSync('/etc/secret', path)],
    ['a link to nothing', (path) => symlinkSync('nothing', path)],
    ['a directory', (path) => mkdirSync(path)],
    ['a device without an end', (path) => symlinkSync('/dev/zero', path)],
    ['a FIFO that nobody writes to', (path) => spawnSync('mkfifo', [path])],
  ])('is not run, shown or waited for when it is %s', (_, put) => {
    put(machine.outside(STAGED))
    const started = Date.now()
    const { exitCode, output } = elevate()
    expect([72, 73]).toContain(exitCode)
    expect(output).not.toContain(SECRET)
    expect(Date.now() - started).toBeLessThan(60_000)
    expect(machine.read('/etc/ran')).toBeUndefined()
    expect(leftovers()).toEqual([])
  })

  it('runs as it was reviewed or not at all, while it is exchanged all the time', async () => {
    const swapping = `
      cd "$0"
      while :; do
        printf %s "$1" >new; mv new script
        printf %s "$2" >new; mv new script
        ln -s /etc/secret new; mv -T new script
        rm -f script
        printf %s "$1" >script
        printf %s "$2" >>script
      done`
    const dir = machine.outside('/var/alice')
    const alice = ['--reuid', String(ALICE), '--regid', String(ALICE), '--clear-groups']
    const swapper = spawn('setpriv', [...alice, 'sh', '-c', swapping, dir, REVIEWED, OTHER], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    swapper.stdout.resume()
    // Closed by the last of its children, too: until then, files come and go.
    const closed = once(swapper, 'close')
    const ends = Array.from({ length: 60 }, () => elevate())
    swapper.kill('SIGKILL')
    await closed
    const statuses = ends.map(({ exitCode }) => exitCode)
    expect(statuses.filter((status) => status !== 0 && status !== 72 && status !== 73)).toEqual([])
    // Both must have been met, or nothing was exchanged at the right time.
    expect(new Set(statuses).size).toBeGreaterThan(1)
    expect(ends.filter(({ output }) => output.includes(SECRET))).toEqual([])
    expect(machine.read('/etc/ran')).toBe(
      'reviewed\n'.repeat(statuses.filter((status) => status === 0).length),
    )
    expect(leftovers()).toEqual([])
  })

  it('is put into no directory, link or file of somebody else', () => {
    for (const put of [
      (path: string) => symlinkSync('/var/alice', path),
      (path: string) => mkdirSync(path),
      (path: string) => spawnSync('mkfifo', [path]),
    ]) {
      machine.write(STAGED, REVIEWED)
      put(machine.outside('/run/subroot-0f-1'))
      expect(elevate().exitCode).toBe(71)
      expect(machine.read('/etc/ran')).toBeUndefined()
      expect(readdirSync(machine.outside('/var/alice'))).toEqual(['script'])
      rmSync(machine.outside('/run/subroot-0f-1'), { recursive: true })
    }
  })
})

/** As sudo-prompt and pkexec do it, but for the password. */
function elevate() {
  const command = elevatedCommand(['0f-1'], STAGED, REVIEWED.length, sha256(REVIEWED))
  return machine.run(['/bin/bash', '-c', command])
}

function leftovers(): readonly string[] {
  return readdirSync(machine.outside('/run')).filter((name) => name.startsWith('subroot'))
}

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '#domain/run-events.ts'
import { sha256 } from '#domain/sha256.ts'
import type { ScratchMachine } from '../privileged/scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from '../privileged/scratch-machine.ts'
import { elevatedCommand } from './elevation.ts'
import { followHandedOver, terminalCommand } from './hand-over.ts'

/** As progress.sh reports, as far as a follower sees it. */
const BEGIN = `mkdir -p /run/subroot/0f-1; printf '1\\t1\\trun-started\\tapply\\n' >/run/subroot/0f-1/events\n`
const FINISH = `printf '2\\t2\\trun-finished\\tdone\\n' >>/run/subroot/0f-1/events\n`
const STAGED = '/run/staged'

describe('terminalCommand', () => {
  it('is one line with one word in single quotes, in which no shell finds anything to expand', () => {
    const line = terminalCommand(elevatedCommand(['0f-1'], STAGED, 12, sha256('')))
    expect(line).toMatch(/^sudo \/bin\/sh -c '[^'$`\\!\n]*'$/)
  })

  it.each(['$', '`', '\\', '!', '\n'])('refuses %j', (character) => {
    expect(() => terminalCommand(`echo ${character}`)).toThrow('Not to be pasted')
  })
})

const obstacle = scratchMachineObstacle()
if (obstacle !== undefined) console.warn(`No scratch machine, so no lines are run: ${obstacle}`)

// Simulated: sudo, which here asks for no password. All else is the real line in a real shell.
describe.runIf(obstacle === undefined)('a script that was handed over', () => {
  let machine: ScratchMachine
  let events: RunEvent[]

  beforeEach(() => {
    machine = createScratchMachine()
    mkdirSync(machine.outside('/run/bin'))
    machine.write('/run/bin/sudo', '#!/bin/sh\nexec "$@"\n', 0o755)
    events = []
  })
  afterEach(() => machine.remove())

  /** Stages a script as main does, and gives what the page and the user get. */
  function handOver(script: string, takeLimitMs?: number) {
    machine.write(STAGED, script)
    const command = elevatedCommand(['0f-1'], STAGED, Buffer.byteLength(script), sha256(script))
    const followed = followHandedOver(
      {
        copyDir: machine.outside('/run/subroot-0f-1'),
        progressDir: machine.outside('/run/subroot/0f-1'),
      },
      (event) => events.push(event),
      async () => rmSync(machine.outside(STAGED), { force: true }),
      takeLimitMs,
    )
    const line = terminalCommand(command)
    return { ...followed, line, argv: (shell: string) => pasted(line, shell) }
  }

  function leftovers() {
    return readdirSync(machine.outside('/run')).filter((name) => name.startsWith('subroot-'))
  }

  it.each(['bash', 'dash', 'busybox ash'])(
    'is run as it was reviewed, pasted into %s',
    async (shell) => {
      const said = `printf '%s\\n' "$*" "$0" >/run/said; stat -c %a "$0" >>/run/said\n`
      const { argv, end } = handOver(BEGIN + said + FINISH)
      expect(machine.run(argv(shell))).toEqual({ exitCode: 0, output: '' })
      expect(await end).toEqual({ ok: true, value: 'done' })
      expect(machine.read('/run/said')).toBe('0f-1\n/run/subroot-0f-1/script\n600\n')
      expect(events.map(({ kind }) => kind)).toEqual(['run-started', 'run-finished'])
      expect(leftovers()).toEqual([])
    },
  )

  it('is followed while it runs, and is not kept once root has its copy', async () => {
    const { argv, end } = handOver(`${BEGIN}until [ -e /run/go ]; do sleep 0.1; done\n${FINISH}`)
    machine.start(argv('bash'))
    await expect.poll(() => events.length).toBe(1)
    await expect.poll(() => existsSync(machine.outside(STAGED))).toBe(false)
    machine.write('/run/go', '')
    expect(await end).toEqual({ ok: true, value: 'done' })
  })

  it('is not there any more once it was taken back: the line says so, and nothing runs', async () => {
    const { argv, end, withdraw } = handOver(`touch /run/ran\n${BEGIN}${FINISH}`)
    await withdraw()
    expect(await end).toEqual({ ok: false, error: { code: 'withdrawn', detail: '' } })
    const { exitCode, output } = machine.run(argv('bash'))
    expect(exitCode).toBe(72)
    expect(output).toContain('The script is not there any more')
    expect(output).toContain('Nothing was changed.')
    expect(existsSync(machine.outside('/run/ran'))).toBe(false)
    expect(leftovers()).toEqual([])
  })

  it('is refused by root when it was exchanged, which the wizard notices', async () => {
    const script = `${BEGIN}${FINISH}`
    const { argv, end } = handOver(script)
    machine.write(STAGED, 'touch /run/ran\n'.padEnd(script.length, '#'))
    const { exitCode, output } = machine.run(argv('bash'))
    expect(exitCode).toBe(73)
    expect(output).toBe('Subroot: This is not the script that was reviewed. Nothing was changed.\n')
    expect(await end).toEqual({ ok: false, error: { code: 'root-refused', detail: '' } })
    expect(existsSync(machine.outside('/run/ran'))).toBe(false)
    expect(existsSync(machine.outside(STAGED))).toBe(false)
  })

  it('is followed although it was taken back, when root had it already', async () => {
    const script = `until [ -e /run/go ]; do sleep 0.1; done\n${BEGIN}${FINISH}`
    const { argv, end, withdraw } = handOver(script, 120_000)
    machine.start(argv('bash'))
    await expect.poll(() => machine.read('/run/subroot-0f-1/script')).toBe(script)
    const withdrawn = withdraw()
    await expect.poll(() => existsSync(machine.outside(STAGED))).toBe(false)
    machine.write('/run/go', '')
    await withdrawn
    expect(await end).toEqual({ ok: true, value: 'done' })
  })

  it('is waited for no longer than root may take, when a copy of another attempt was left', async () => {
    const { end, withdraw } = handOver(BEGIN, 300)
    mkdirSync(machine.outside('/run/subroot-0f-1'))
    await withdraw()
    expect(await end).toEqual({ ok: false, error: { code: 'withdrawn', detail: '' } })
  })

  it('may put everything back after Ctrl+C, and its copy goes only then', () => {
    const script = `trap 'echo back >/run/said; exit 11' INT; kill -INT 0; sleep 0.3\n`
    const { line, withdraw } = handOver(script)
    // An interactive shell gives the line a process group of its own, which is what Ctrl+C reaches.
    const inTerminal = ['setsid', '--wait', ...pasted(`exec ${line}`)]
    expect(machine.run(inTerminal).exitCode).toBe(11)
    expect(machine.read('/run/said')).toBe('back\n')
    expect(leftovers()).toEqual([])
    return withdraw()
  })
})

function pasted(line: string, shell = 'bash'): readonly string[] {
  return ['env', 'PATH=/run/bin:/usr/bin:/bin', ...shell.split(' '), '-c', line]
}

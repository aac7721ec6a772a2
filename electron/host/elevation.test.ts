import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '#domain/sha256.ts'
import type { ScratchMachine } from '../privileged/scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from '../privileged/scratch-machine.ts'
import { elevatedCommand, interpretPrompt, isNoRoom } from './elevation.ts'

const DIGEST = sha256('')

describe('elevatedCommand', () => {
  it('holds nothing that one of the two shells would expand', () => {
    const command = elevatedCommand(['0f-1'], '/run/user/1000/subroot-Ab_.x/script', 12, DIGEST)
    expect(command.match(/[$`\\"!]/g)).toBeNull()
  })

  it('tells the script which run to go on with', () => {
    expect(elevatedCommand(['0f-2', 'roll-back', '0f-1'], '/run/a', 12, DIGEST)).toMatch(
      /; \/bin\/sh \/run\/subroot-0f-2\/script 0f-2 roll-back 0f-1$/,
    )
  })

  it.each([
    ['a path with a space', '0f', '/run/a b', 'Not a plain path'],
    ['a path with a dollar', '0f', '/run/$HOME', 'Not a plain path'],
    ['a path with a quote', '0f', "/run/a'", 'Not a plain path'],
    ['a relative path', '0f', 'run/a', 'Not a plain path'],
    ["a run's name with a path in it", '../0f', '/run/a', 'Not a word of a run'],
    ["a run's name with a command in it", '0f;ls', '/run/a', 'Not a word of a run'],
  ])('refuses %s', (_, runId, path, message) => {
    expect(() => elevatedCommand([runId], path, 1, DIGEST)).toThrow(message)
  })
})

const obstacle = scratchMachineObstacle()
if (obstacle !== undefined) console.warn(`No scratch machine, so no elevated commands: ${obstacle}`)

describe.runIf(obstacle === undefined)('the elevated command, through the shells it passes', () => {
  let machine: ScratchMachine
  beforeEach(() => {
    machine = createScratchMachine()
  })
  afterEach(() => machine.remove())

  /** As sudo-prompt and pkexec do it, but for the password: the user's sh, then root's bash. */
  function runElevated(script: string, reviewed = script) {
    machine.write('/run/staged', script)
    const command = elevatedCommand(
      ['0f-1'],
      '/run/staged',
      Buffer.byteLength(reviewed),
      sha256(reviewed),
    )
    return machine.run(['sh', '-c', `/bin/bash -c "echo SUDOPROMPT; ${command}"`])
  }

  it("runs a root-only copy with the run's name, and gives its output and status back", () => {
    const script = 'stat -c %a "$0"; printf "%s %s\\n" "$0" "$*"; exit 11\n'
    expect(runElevated(script)).toEqual({
      exitCode: 11,
      output: 'SUDOPROMPT\n600\n/run/subroot-0f-1/script 0f-1\n',
    })
  })

  it.each([
    ['another text', 'echo no\n', 'echo hi\n'],
    ['a shorter text', 'echo', 'echo hi\n'],
  ])('does not run %s than the reviewed one', (_, script, reviewed) => {
    expect(runElevated(script, reviewed)).toEqual({
      exitCode: 73,
      output:
        'SUDOPROMPT\nSubroot: This is not the script that was reviewed. Nothing was changed.\n',
    })
  })

  it('does not run what was put after the reviewed text', () => {
    expect(runElevated('echo hi\necho no\n', 'echo hi\n').output).toBe('SUDOPROMPT\nhi\n')
  })

  it('leaves nothing behind, whatever the script does', () => {
    runElevated('exit 1\n')
    runElevated('echo no\n', 'echo hi\n')
    runElevated('kill -9 $$\n')
    const names = readdirSync(machine.outside('/run'))
    expect(names.filter((name) => name.startsWith('subroot'))).toEqual([])
  })

  it('says in recognisable words that /run is full', () => {
    const command = elevatedCommand(['0f-1'], '/run/staged', 8192, sha256('x'))
    const full =
      'mount -t tmpfs -o size=16k full /run; head -c 8192 /dev/zero >/run/staged; cp /run/staged /run/more'
    const { exitCode, output } = machine.run([
      'sh',
      '-c',
      `${full}; LC_ALL=de_DE.UTF-8; export LC_ALL; /bin/bash -c "${command}"`,
    ])
    expect(exitCode).toBe(72)
    expect(isNoRoom(output)).toBe(true)
  })

  it('never uses a directory that was there before', () => {
    machine.run(['mkdir', '/run/subroot-0f-1'])
    expect(runElevated('echo hi\n').exitCode).toBe(71)
  })
})

const REFUSED = 'User did not grant permission.'

function errorOf(message: string, code: number) {
  return Object.assign(new Error(message), { code })
}

describe('interpretPrompt', () => {
  it.each([
    [
      'no agent',
      errorOf('No polkit authentication agent found.', 127),
      'Error executing command as another user: No authentication agent found.',
      'no-agent',
    ],
    ['no pkexec', new Error('Unable to find pkexec or kdesudo.'), '', 'no-pkexec'],
    [
      'a dismissed dialog',
      errorOf(REFUSED, 126),
      'Error executing command as another user: Request dismissed',
      'dialog-dismissed',
    ],
    [
      'wrong passwords',
      errorOf(REFUSED, 127),
      'Error executing command as another user: Not authorized\n\nThis incident has been reported.',
      'not-authorised',
    ],
    [
      'a pkexec that is not setuid',
      errorOf(REFUSED, 127),
      'pkexec must be setuid root',
      'elevation-failed',
    ],
    ['a script that was exchanged', errorOf('Command failed', 73), '', 'elevation-failed'],
    [
      'a full /run',
      errorOf('Command failed', 72),
      "head: error writing 'standard output': No space left on device",
      'no-room',
    ],
  ])('knows %s', (_, error, stderr, code) => {
    expect(interpretPrompt(error, '', stderr)).toEqual({
      ok: false,
      error: { code, detail: expect.stringContaining(stderr.split('\n')[0] ?? '') },
    })
  })

  it.each([0, 10, 11, 12, 126, 127, 137])(
    'leaves status %d of the script itself to others',
    (exitCode) => {
      const error = exitCode === 0 ? undefined : errorOf('Command failed: …', exitCode)
      expect(interpretPrompt(error, 'out', 'err')).toEqual({
        ok: true,
        value: { exitCode, stdout: 'out', stderr: 'err' },
      })
    },
  )
})

import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlanStep } from '../domain/plan.ts'
import { compilePractice } from '../domain/practice-engines.ts'
import { compileProbe, compileScript } from '../domain/script.ts'
import { everyStep, fileStep, planOfSteps } from '../domain/testing/every-step.ts'
import { practiceText } from './practice/practice-text.ts'
import { transactionText } from './transaction/transaction-text.ts'

// The scripts say by themselves which shell they are for; nothing else may soften it, so no rc file and no variable.
function shellcheck(script: string, ...options: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync('shellcheck', ['--norc', ...options, '-'], {
    input: script,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  })
  return { status, said: stdout + stderr + (error?.message ?? '') }
}
const CLEAN = { status: 0, said: '' }

const cases: readonly (readonly [string, readonly PlanStep[]])[] = Object.entries(everyStep)
// No plan is without one, and an empty function is none.
const EXPECTS = everyStep['reload-units']

describe('shellcheck finds nothing', { timeout: 120_000 }, () => {
  it.each(cases)('in the script for steps of the kind %s', (_, steps) => {
    expect(shellcheck(compileScript(planOfSteps([...EXPECTS, ...steps]), transactionText))).toEqual(
      CLEAN,
    )
  })

  it('in the script of an undo', () => {
    const plan = planOfSteps(Object.values(everyStep).flat(), 'apply-1')
    expect(shellcheck(compileScript(plan, transactionText))).toEqual(CLEAN)
  })

  // SC2016 says of a text in single quotes with a $ or a backtick in it that it is not expanded. Just so.
  it('but that they are not expanded, in commands that somebody put into a file', () => {
    const hostile = fileStep('hostile', '$(reboot)\n', "'; reboot #`reboot`\n$HOME\\\n")
    const script = compileScript(planOfSteps([hostile]), transactionText)
    expect(shellcheck(script).said).toContain('SC2016')
    expect(shellcheck(script, '--exclude=SC2016')).toEqual(CLEAN)
  })

  it('in the probe', () => {
    const probe = ['probe.sh', 'transaction/ownership.sh']
      .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
      .join('\n')
    expect(shellcheck(compileProbe("/etc/it's docker/daemon.json", probe))).toEqual(CLEAN)
  })

  it('in the program of the practice engines', () => {
    const script = compilePractice({ start: 458752, count: 65536 }, practiceText)
    expect(shellcheck(script)).toEqual(CLEAN)
  })

  it('but finds an unquoted variable, a bash word and a missing definition', () => {
    const faults = ['cat $unknown', 'if [[ -n "$1" ]]; then :; fi', 'readonly a=$(x)']
    for (const fault of faults) {
      expect(
        shellcheck(`${compileScript(planOfSteps(EXPECTS), transactionText)}${fault}\n`),
      ).toEqual({
        status: 1,
        said: expect.stringMatching(/SC\d{4}/),
      })
    }
  })
})

describe('an exclusion from shellcheck', () => {
  const names = ['transaction', 'practice'].flatMap((dir) =>
    readdirSync(join(import.meta.dirname, dir)).map((name) => join(dir, name)),
  )
  const files = [...names.filter((name) => name.endsWith('.sh')), 'probe.sh'].map((name) =>
    join(import.meta.dirname, name),
  )

  it.each(files)('says why, in the line or above it: %s', (path) => {
    const lines = readFileSync(path, 'utf8').split('\n')
    const mute = lines.filter((line, index) => {
      if (!/shellcheck (?!shell=)/.test(line)) return false
      const reason = / # .+$/.test(line) || /^ *# (?!shellcheck)/.test(lines[index - 1] ?? '')
      return !/shellcheck disable=SC\d+\b/.test(line) || !reason
    })
    expect(mute).toEqual([])
  })
})

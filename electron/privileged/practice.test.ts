import { spawnSync } from 'node:child_process'
import { existsSync, readlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compilePractice } from '../domain/practice-engines.ts'
import { practiceText } from './practice/practice-text.ts'

/** What can be seen of the practice engines' program without root; the rest is e2e/lab/specs/practice-engines.lab.ts. */
const script = compilePractice({ start: 458752, count: 65536 }, practiceText)

describe.each([['dash'], ['bash'], ['busybox', 'ash']])('under %s %s', (shell, ...applet) => {
  const run = (...words: readonly string[]) =>
    spawnSync(shell, [...applet, ...words], { input: script, encoding: 'utf8' })

  it('is understood as a whole', () => {
    expect(run('-n')).toMatchObject({ status: 0, stderr: '' })
  })

  it.each([
    [[]],
    [['practice-x', '1']],
    [['practice-x', '1', '1', '1']],
    [['Practice', '1', '1']],
    [['apply-x', '1', '1']],
    [['practice-../../etc', '1', '1']],
    [['practice-x', '1; reboot', '1']],
    [['practice-x', '', '1']],
    [['practice-x', '1', '-1']],
  ])('does nothing for words that name no practice: %j', (words) => {
    expect(run('-s', '--', ...words)).toMatchObject({
      status: expect.toSatisfy((status) => status !== 0),
      stdout: '',
      stderr: expect.stringMatching(/It is told the name of a practice|unbound|parameter not set/u),
    })
    expect(existsSync('/run/subroot/practice-x')).toBe(false)
  })

  const runAsNobody = (...words: readonly string[]) => {
    const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {}
    const all = [...applet, '-s', '--', ...words]
    return spawnSync(shell, all, { input: script, encoding: 'utf8', cwd: '/', ...nobody })
  }

  it('does nothing without root', () => {
    expect(runAsNobody('practice-x', '1', '1')).toMatchObject({
      status: 64,
      stderr: 'This must run as root\n',
    })
  })

  // As nobody: whoever takes the guard away does not lose the machine that the test runs on.
  it('unmounts nothing and kills nobody outside of namespaces of its own', () => {
    const here = readlinkSync('/proc/self/ns/mnt')
    expect(runAsNobody('inside', '1', '1000', here)).toMatchObject({
      status: 64,
      stderr: 'This is not a namespace of our own\n',
    })
    expect(runAsNobody('inside', '1', '1000', 'mnt:[1]').status).toBe(64)
    expect(runAsNobody('engines', '1', '1000', 'mnt:[1]').status).toBe(64)
  })
})

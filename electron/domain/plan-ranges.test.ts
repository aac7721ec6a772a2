import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Consent } from './consents.ts'
import { existingRange } from './existing-range.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostFiles } from './host-snapshot.ts'
import type { Choices } from './plan.ts'
import { createPlan } from './plan.ts'
import { parseSubordinateFile, replaceSubordinateLines } from './subordinate-file.ts'
import { bookwormWithFiles, textFile } from './testing/bookworm.ts'
import { applyEdits, invertEdits } from './text-edit.ts'

const PASSWD = 'root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/bash\n'
const GROUP = 'root:x:0:\ndocker:x:998:alice\nalice:x:1000:\ndockremap:x:997:\n'

function fileOf(text: string | undefined): HostFiles['subuid'] {
  return text === undefined ? { kind: 'absent' } : textFile(text)
}

function machineWith(subuid: string | undefined, subgid: string | undefined) {
  return parseHostFacts(
    bookwormWithFiles({
      passwd: textFile(`${PASSWD}dockremap:x:997:997::/nonexistent:/usr/sbin/nologin\n`),
      group: textFile(GROUP),
      subuid: fileOf(subuid),
      subgid: fileOf(subgid),
    }),
  )
}

function choicesWith(start: number, consents: readonly Consent[] = []): Choices {
  return { remapUser: 'dockremap', range: { start, count: 65536 }, way: 'daemon-config', consents }
}

/** Both files after the plan; `undefined` for one that it does not edit. What stands in the way where there is no plan. */
function filesAfter(
  subuid: string | undefined,
  subgid: string | undefined,
  choices: Choices,
): readonly unknown[] {
  const plan = createPlan(machineWith(subuid, subgid), choices)
  if (!plan.ok) {
    return plan.error.code === 'blocked'
      ? plan.error.findings
      : plan.error.problems.map(({ code }) => code)
  }
  return ['/etc/subuid', '/etc/subgid'].map((path) => {
    const step = plan.value.steps.find((step) => step.kind === 'edit-file' && step.path === path)
    if (step?.kind !== 'edit-file') return undefined
    // Undo: the inverse edits give every byte back.
    const before = step.before?.text ?? ''
    const after = step.after?.text ?? ''
    expect(applyEdits(after, invertEdits(before, step.edits))).toBe(before)
    return after
  })
}

const OURS = 'dockremap:165536:65536\n'
const ALICE = '# by hand\nalice:100000:65536\n'
const AGREED = choicesWith(165536, ['normalise-ranges'])

describe('the remap user’s ranges that are there already', () => {
  it.each<[string, string | undefined, string | undefined, readonly unknown[]]>([
    ['in both files: nothing is written', ALICE + OURS, ALICE + OURS, [undefined, undefined]],
    [
      'by UID in both files: nothing is written',
      '997:165536:65536\n',
      '997:165536:65536\n',
      [undefined, undefined],
    ],
    ['in subuid only: subgid gets the line', ALICE + OURS, ALICE, [undefined, ALICE + OURS]],
    ['in subgid only: subuid gets the line', ALICE, ALICE + OURS, [ALICE + OURS, undefined]],
    ['in subuid, and no subgid: it is created', OURS, undefined, [undefined, OURS]],
    ['different in the two files: not adopted', OURS, 'dockremap:231072:65536\n', ['other-ranges']],
    ['two lines: not adopted', `${OURS}dockremap:600000:65536\n`, OURS, ['other-ranges']],
    [
      'two neighbours that make one range: not adopted',
      'dockremap:165536:32768\ndockremap:198304:32768\n',
      OURS,
      ['other-ranges'],
    ],
    [
      'the same line twice, which the kernel refuses: not adopted',
      OURS + OURS,
      OURS,
      ['other-ranges'],
    ],
    [
      'by name and by UID, which Docker 27 and 28 read differently: not adopted',
      `${OURS}997:600000:65536\n`,
      OURS,
      ['other-ranges'],
    ],
    ['smaller than 65536: not adopted', 'dockremap:165536:1000\n', OURS, ['other-ranges']],
    ['shared with bob: refused', `${OURS}bob:200000:1\n`, OURS, ['owned']],
    ['broken: blocked', 'dockremap: 165536:65536\n', OURS, ['remap-user-line-invalid']],
  ])('%s', (_, subuid, subgid, expected) => {
    expect(filesAfter(subuid, subgid, choicesWith(165536))).toEqual(expected)
  })
})

describe('the same, once their replacement is agreed to', () => {
  it.each<[string, string, string, readonly unknown[]]>([
    ['nothing is wrong: nothing is written', ALICE + OURS, ALICE + OURS, [undefined, undefined]],
    [
      'different in the two files: one becomes the other',
      ALICE + OURS,
      `dockremap:231072:65536\n${ALICE}`,
      [undefined, OURS + ALICE],
    ],
    [
      'several lines: the chosen one stays where it is, the others go',
      `dockremap:600000:65536\n${ALICE}${OURS}997:700000:65536\nbob:800000:65536\n`,
      ALICE + OURS,
      [`${ALICE}${OURS}bob:800000:65536\n`, undefined],
    ],
    [
      'broken lines, whatever is wrong with them: the first becomes the line',
      `\uFEFFdockremap:165536:65536\n${ALICE}dockremap\n dockremap:1:2\r\ndockremap:0x10:5`,
      'dockremap: 231072:65536',
      [OURS + ALICE, 'dockremap:165536:65536'],
    ],
    [
      'the larger range of before: it becomes the chosen one',
      'dockremap:165536:131072\n997:1000000:1\n',
      OURS,
      [OURS, undefined],
    ],
    [
      'shared with alice, as Docker 28 leaves it: its own range instead',
      'alice:100000:65536\ndockremap:100000:65536\n',
      'alice:100000:65536\ndockremap:100000:65536\n',
      [ALICE.slice(10) + OURS, ALICE.slice(10) + OURS],
    ],
    ['somebody else’s range: still refused', `${OURS}bob:200000:1\n`, `${OURS}${OURS}`, ['owned']],
    [
      'somebody else’s broken line: still blocked',
      `${OURS}bob: 1:2\n`,
      `${OURS}${OURS}`,
      ['subordinate-line-invalid'],
    ],
  ])('%s', (_, subuid, subgid, expected) => {
    expect(filesAfter(subuid, subgid, AGREED)).toEqual(expected)
  })
})

describe('existingRange', () => {
  const range = { start: 165536, count: 65536 }

  it.each<[string, string, string, Choices, unknown]>([
    ['used', OURS, OURS, choicesWith(165536), { kind: 'used', range, missingIn: undefined }],
    ['completed', OURS, '', choicesWith(165536), { kind: 'used', range, missingIn: '/etc/subgid' }],
    [
      'used as a whole, though larger',
      'dockremap:165536:131072\n',
      '',
      choicesWith(165536),
      { kind: 'used', range: { start: 165536, count: 131072 }, missingIn: '/etc/subgid' },
    ],
    ['available', OURS, OURS, choicesWith(231072), { kind: 'available', range }],
    ['none', ALICE, ALICE, choicesWith(231072), undefined],
    ['unusable', OURS + OURS, OURS, choicesWith(165536), undefined],
    ['somebody else’s too', `${OURS}bob:200000:1\n`, OURS, choicesWith(165536), undefined],
    [
      'replaced',
      `${OURS}dockremap: 1:2\n`,
      OURS,
      AGREED,
      {
        kind: 'replaced',
        lines: [
          { path: '/etc/subuid', line: 1, text: 'dockremap:165536:65536' },
          { path: '/etc/subuid', line: 2, text: 'dockremap: 1:2' },
          { path: '/etc/subgid', line: 1, text: 'dockremap:165536:65536' },
        ],
      },
    ],
  ])('says what becomes of them: %s', (_, subuid, subgid, choices, expected) => {
    expect(existingRange(machineWith(subuid, subgid), choices)).toEqual(expected)
  })
})

function ownIn(text: string) {
  return parseSubordinateFile(text).ranges.filter(({ owner }) => owner === 'dockremap')
}

function othersIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => !/^dockremap:\d+:\d+$/.test(line) && line !== '')
}

describe('replaceSubordinateLines', () => {
  const wanted = { owner: 'dockremap', ...AGREED.range }
  const line = fc.oneof(
    fc.constantFrom(
      'dockremap:1:2',
      'dockremap:165536:65536',
      'alice:100000:65536',
      '# x',
      '',
      ' y\r',
    ),
    fc.string(),
  )

  it('property: leaves one own line and every byte of the others, is done once, and can be undone', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.boolean(), (lines, ends) => {
        const text = lines.join('\n') + (ends ? '\n' : '')
        const edits = replaceSubordinateLines(text, ownIn(text), wanted)
        const after = applyEdits(text, edits)
        expect(ownIn(after).map(({ start, count }) => ({ start, count }))).toEqual([AGREED.range])
        expect(othersIn(after)).toEqual(othersIn(text))
        expect(replaceSubordinateLines(after, ownIn(after), wanted)).toEqual([])
        expect(applyEdits(after, invertEdits(text, edits))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })
})

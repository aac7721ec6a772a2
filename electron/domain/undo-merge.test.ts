import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOptionFile } from './configuration/option-file.ts'
import { setOption } from './configuration/option-file-edits.ts'
import { setUsernsRemap } from './daemon-config.ts'
import { addGrubArguments } from './kernel/grub-defaults.ts'
import { NAMESPACE_LIMIT } from './kernel/kernel-facts.ts'
import { setSysctl } from './kernel/sysctl-files.ts'
import { addSubordinateRange } from './subordinate-file.ts'
import { applyEdits, invertEdits } from './text-edit.ts'
import type { TextEdit } from './text-edit.ts'
import type { OwnPart } from './undo-merge.ts'
import { takeOutParts, takeOutSettings } from './undo-merge.ts'

const RANGE = { owner: 'dockremap', start: 458752, count: 65536 }
const OURS = 'dockremap:458752:65536'
const LINE: OwnPart = { ours: `${OURS}\n`, original: '' }

/** What a run's edits of `text` put in, as its journal has it. */
function partsOf(text: string, edits: readonly TextEdit[]): readonly OwnPart[] {
  const after = applyEdits(text, edits)
  return invertEdits(text, edits).map(({ offset, length, content }) => ({
    ours: after.slice(offset, offset + length),
    original: content,
  }))
}

function merged(current: string, merge: ReturnType<typeof takeOutParts>): unknown {
  return merge.ok ? applyEdits(current, merge.value) : merge.error
}

describe('takeOutParts', () => {
  const foreignLine = fc.oneof(
    fc.constantFrom('alice:100000:65536', 'carol:600000:65536', '', '# dock', '\r', 'ü:1:1'),
    fc.string({ unit: fc.constantFrom('a', ':', '1', '#', ' ', '\r') }),
  )

  it('property: takes out our line and keeps every byte of the others, wherever it stands now', () => {
    fc.assert(
      fc.property(
        fc.array(foreignLine),
        fc.array(foreignLine),
        fc.constantFrom('', 'alice:100000:65536', 'alice:100000:65536\n'),
        (above, below, original) => {
          const parts = partsOf(original, addSubordinateRange(original, RANGE))
          const current = [...above, OURS, ...below, ''].join('\n')
          const expected = [...above, ...below, ''].join('\n')
          expect(merged(current, takeOutParts(current, parts))).toBe(expected)
        },
      ),
    )
  })

  it('property: gives back what each editor found, between whatever others wrote around it', () => {
    const optionText = 'DOCKER_OPTS="--debug --ipv6"\n'
    const option = parseOptionFile(optionText, 'DOCKER_OPTS', 'sh')
    if (!option.ok) throw new Error('Not an option file')
    const grubText = 'GRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX="quiet"\n'
    const edited: readonly (readonly [string, readonly TextEdit[]])[] = [
      ['alice:100000:65536\n', addSubordinateRange('alice:100000:65536\n', RANGE)],
      [optionText, setOption(optionText, option.value, 'DOCKER_OPTS', 'userns-remap', 'default')],
      [grubText, addGrubArguments(grubText, ['user_namespace.enable=1']) ?? []],
      ['vm.swappiness = 10\n', setSysctl('vm.swappiness = 10\n', NAMESPACE_LIMIT, '28633')],
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...edited),
        fc.array(foreignLine),
        fc.array(foreignLine),
        ([text, edits], above, below) => {
          const around = (inner: string) =>
            `${above.map((line) => `${line}\n`).join('')}${inner}${below.join('\n')}`
          const current = around(applyEdits(text, edits))
          expect(merged(current, takeOutParts(current, partsOf(text, edits)))).toBe(around(text))
        },
      ),
    )
  })

  it('property: takes nothing out where our line is not as we wrote it', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '9'), minLength: 1 })
    fc.assert(
      fc.property(fc.array(foreignLine), digits, digits, (others, start, count) => {
        const line = `dockremap:${start}:${count}`
        fc.pre(line !== OURS)
        const current = [...others, line, ''].join('\n')
        expect(takeOutParts(current, [LINE])).toEqual({
          ok: false,
          error: { reason: 'own-part-changed', difference: { ours: OURS, now: line } },
        })
      }),
    )
  })

  it.each<[string, string, OwnPart, string]>([
    [
      'the last line, where it has no line feed now',
      `a:1:1\n${OURS}`,
      { ours: `\n${OURS}\n`, original: '' },
      'a:1:1',
    ],
    ['all there is', `${OURS}\n`, LINE, ''],
    ['nothing, where nothing of it is left', 'a:1:1\nb:2:2\n', LINE, 'a:1:1\nb:2:2\n'],
    [
      'an option among options',
      'DOCKER_OPTS="--debug --userns-remap=default --ipv6"\n',
      { ours: ' --userns-remap=default', original: '' },
      'DOCKER_OPTS="--debug --ipv6"\n',
    ],
    [
      'a kernel argument, below what somebody else changed',
      'GRUB_TIMEOUT=9\nGRUB_CMDLINE_LINUX="quiet user_namespace.enable=1"\n',
      { ours: ' user_namespace.enable=1', original: '' },
      'GRUB_TIMEOUT=9\nGRUB_CMDLINE_LINUX="quiet"\n',
    ],
    [
      'a value that took another’s place, which comes back',
      'b:1:1\ndockremap:458752:65536\n',
      { ours: OURS, original: 'dockremap: 458752:65536' },
      'b:1:1\ndockremap: 458752:65536\n',
    ],
    [
      'several lines together',
      '# by us\nuser.max_user_namespaces = 28633\nvm.swappiness = 10\n',
      { ours: '# by us\nuser.max_user_namespaces = 28633\n', original: '' },
      'vm.swappiness = 10\n',
    ],
  ])('takes out %s', (_, current, part, expected) => {
    expect(merged(current, takeOutParts(current, [part]))).toBe(expected)
  })

  it.each<[string, string, OwnPart, object]>([
    [
      'a line that somebody commented out',
      `#${OURS}\n`,
      LINE,
      { reason: 'own-part-changed', difference: { ours: OURS, now: `#${OURS}` } },
    ],
    [
      'a line that is there twice',
      `${OURS}\nb:1:1\n${OURS}\n`,
      LINE,
      { reason: 'several-places', difference: { ours: OURS, now: `${OURS}\n${OURS}` } },
    ],
    [
      'an option that goes on now',
      'DOCKER_OPTS="--userns-remap=default:default"\n',
      { ours: '--userns-remap=default', original: '' },
      {
        reason: 'own-part-changed',
        difference: {
          ours: '--userns-remap=default',
          now: 'DOCKER_OPTS="--userns-remap=default:default"',
        },
      },
    ],
    [
      'what took another’s place and is gone',
      'b:1:1\n',
      { ours: OURS, original: 'dockremap:1:1' },
      { reason: 'own-part-changed', difference: { ours: OURS, now: '' } },
    ],
    [
      'part of several lines',
      '# mine\nuser.max_user_namespaces = 28633\n',
      { ours: '# by us\nuser.max_user_namespaces = 28633\n', original: '' },
      {
        reason: 'own-part-changed',
        difference: {
          ours: '# by us\nuser.max_user_namespaces = 28633',
          now: 'user.max_user_namespaces = 28633',
        },
      },
    ],
    [
      'a number that could stand anywhere',
      'user.max_user_namespaces = 28633\n',
      { ours: '28633', original: '0' },
      { reason: 'untraceable', difference: { ours: '28633', now: '' } },
    ],
    [
      'what a run took away',
      'a:1:1\n',
      { ours: '', original: 'dockremap:1:1\n' },
      { reason: 'untraceable', difference: { ours: '', now: '' } },
    ],
  ])('refuses %s', (_, current, part, error) => {
    expect(takeOutParts(current, [part])).toEqual({ ok: false, error })
  })
})

describe('takeOutSettings', () => {
  it('property: takes out our key alone, whatever else was added, changed or laid out anew', () => {
    const key = fc.constantFrom('debug', 'labels', 'data-root', 'ü')
    const object = fc.dictionary(key, fc.oneof(fc.string(), fc.boolean(), fc.array(fc.string())))
    fc.assert(
      fc.property(
        object,
        object,
        object,
        fc.constantFrom(undefined, 2, '\t'),
        (original, above, below, indent) => {
          const text = JSON.stringify(original, null, indent)
          const parts = partsOf(text, setUsernsRemap(text, 'default'))
          const others = { ...above, ...below }
          const current = JSON.stringify(
            { ...above, 'userns-remap': 'default', ...below },
            null,
            indent,
          )
          const merge = takeOutSettings(current, parts)
          const result = String(merged(current, merge))
          expect(JSON.parse(result)).toEqual(others)
          // Every byte that went is of our key, or of the comma and the space around it.
          const gone = merge.ok ? merge.value.map((edit) => sliceOf(current, edit)) : []
          expect(gone).toHaveLength(1)
          expect(gone[0]?.replaceAll(/[\s,]/g, '')).toBe('"userns-remap":"default"')
        },
      ),
    )
  })

  const added: OwnPart = { ours: '{\n  "userns-remap": "default"\n}\n', original: '' }

  it.each<[string, string, readonly OwnPart[], string]>([
    ['nothing where the key is gone', '{"debug": true}', [added], '{"debug": true}'],
    [
      'a value, and gives the one before it back',
      '{"userns-remap": "default", "debug": true}',
      [{ ours: '"default"', original: '""' }],
      '{"userns-remap": "", "debug": true}',
    ],
    [
      'the key, and turns the image store on again',
      '{"debug": true, "features": {"containerd-snapshotter": false}, "userns-remap": "default"}',
      [
        { ours: 'false', original: 'true' },
        { ours: ', "userns-remap": "default"', original: '' },
      ],
      '{"debug": true, "features": {"containerd-snapshotter": true}}',
    ],
  ])('takes out %s', (_, current, parts, expected) => {
    expect(merged(current, takeOutSettings(current, parts))).toBe(expected)
  })

  it.each<[string, string, readonly OwnPart[], object]>([
    [
      'another user',
      '{"userns-remap": "alice"}',
      [added],
      {
        reason: 'own-part-changed',
        difference: { ours: '"userns-remap": "default"', now: '"userns-remap": "alice"' },
      },
    ],
    [
      'a file that is not JSON any more',
      '{"debug": true,}',
      [added],
      {
        reason: 'not-understood',
        difference: { ours: '{\n  "userns-remap": "default"\n}', now: '{"debug": true,}' },
      },
    ],
    [
      'an image store that was set anew',
      '{"features": {"containerd-snapshotter": true}}',
      [{ ours: 'false', original: 'true' }],
      {
        reason: 'own-part-changed',
        difference: {
          ours: '"containerd-snapshotter": false',
          now: '{"features": {"containerd-snapshotter": true}}',
        },
      },
    ],
    [
      'a value that took another’s place and is gone',
      '{}',
      [{ ours: '"default"', original: '""' }],
      {
        reason: 'own-part-changed',
        difference: { ours: '"userns-remap": "default"', now: '' },
      },
    ],
  ])('refuses %s', (_, current, parts, error) => {
    expect(takeOutSettings(current, parts)).toEqual({ ok: false, error })
  })
})

function sliceOf(text: string, { offset, length }: TextEdit): string {
  return text.slice(offset, offset + length)
}

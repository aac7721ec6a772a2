import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileChange, Plan, PlanStep } from './plan.ts'
import { compileProbe, compileScript, toJournalPlan } from './script.ts'
import { quote } from './shell-words.ts'
import { sha256 } from './sha256.ts'
import { fileStep } from './testing/every-step.ts'
import type { TextEdit } from './text-edit.ts'
import { applyEdits } from './text-edit.ts'

const SHELLS = ['dash', 'bash', 'busybox']

describe('quote', () => {
  it.each(SHELLS)('property: means exactly the text in %s', (shell) => {
    const anyText = fc
      .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HARD_TEXTS)), {
        minLength: 1,
        maxLength: 200,
      })
      .map((texts) => texts.map((text) => text.replaceAll('\0', '')))
    fc.assert(
      fc.property(anyText, (texts) => {
        const script = texts.map((text) => `printf '%s\\0' ${quote(text)}\n`).join('')
        const output = execFileSync(shell, shell === 'busybox' ? ['sh'] : [], {
          input: script,
          encoding: 'utf8',
        })
        expect(output.split('\0').slice(0, -1)).toEqual(texts)
      }),
      { numRuns: 40 },
    )
  })

  it('refuses NUL', () => {
    expect(() => quote('a\0b')).toThrow('NUL')
  })
})

const HARD_TEXTS = [
  '',
  "'",
  "''",
  "'\\''",
  '\\',
  '\\n',
  '\n',
  '\n\n',
  'a\n',
  '\r\n',
  '-n',
  '--',
  '$HOME',
  '$(exit 1)',
  '`exit 1`',
  '"',
  '!',
  '*',
  '~',
  '#',
  '日本語',
  '😀',
  '\u0081\u0088\u009f',
  '\u007f',
  '\u001b[0m',
]

describe('compileScript', () => {
  it('writes each step as one call with quoted words, after everything it expects', () => {
    const script = compileScript(planOf(APPLY_STEPS), 'TRANSACTION\n')
    expect(script.split('\n').slice(0, -4)).toEqual(
      [
        '#!/bin/sh',
        '# shellcheck shell=dash',
        '# Subroot: turn on user namespace remapping for Docker, with root in containers as UID 231072.',
        '# Part 1 is what this run changes. Part 2 is how, and the same in every run.',
        '',
        '# ==== Part 1: what changes ====',
        '',
        '# Nothing is changed unless all of this is so: digests are SHA-256 of the files as you reviewed them.',
        'expectations() {',
        '  expect_command groupadd',
        '  expect_free group dockremap 998',
        '  expect_command useradd',
        '  expect_free passwd dockremap 997',
        `  expect_file '/etc/subuid' ${sha256('é:1:2\n')}`,
        "  expect_file '/etc/docker/daemon.json' absent",
        '  expect_service systemd docker.service',
        '  expect_docker',
        '}',
        '',
        '# In this order. Numbers before a text are bytes: where it goes, and how many bytes it replaces there.',
        'changes() {',
        '  # Create the group dockremap.',
        '  create_group group dockremap 998',
        '  # Create the user dockremap, who cannot log in; its line in /etc/passwd will be exactly this one.',
        "  create_user user dockremap 997 998 'dockremap:x:997:998::/nonexistent:/usr/sbin/nologin'",
        '  # Edit /etc/subuid.',
        `  edit_file subuid '/etc/subuid' \\`,
        `    ${sha256('é:1:2\n')} \\`,
        `    ${sha256("it's:1:2\nb:3:4\n")} 644 \\`,
        "    0 2 'it'\\''s' \\",
        "    7 0 'b:3:4",
        "'",
        '  # Create /etc/docker/daemon.json.',
        `  edit_file daemon-config '/etc/docker/daemon.json' \\`,
        '    absent \\',
        `    ${sha256('{}\n')} 644 \\`,
        "    0 0 '{}",
        "'",
        '  # Restart Docker. Running containers stop here.',
        '  restart_docker restart systemd docker.service',
        '  # Docker must now report that remapping is on, and this data root; else all is put back.',
        "  verify_docker verify true '/var/lib/docker/231072.231072'",
        '}',
        '',
        '# Kept in the journal for Undo.',
        'plan() {',
        `  printf '%s\\n' ${quote(JSON.stringify(toJournalPlan(planOf(APPLY_STEPS))))}`,
        '}',
        '',
        '# ==== Part 2: how ====',
        '',
      ].flatMap((line) => line.split('\n')),
    )
    expect(script.split('\n').slice(-4)).toEqual(['TRANSACTION', '', 'run apply \'\' "$@"', ''])
  })

  it('names the run that an undo takes back', () => {
    const plan: Plan = { ...planOf([]), action: 'undo', undoes: '20261124-abc' }
    expect(compileScript(plan, '')).toContain('\nrun undo 20261124-abc "$@"\n')
  })

  it.each<[string, string, PlanStep]>([
    [
      'a line feed in a path',
      'Control character',
      { id: 'a', kind: 'edit-file', ...changeOf('/etc/a\nrm -rf', 'a', []) },
    ],
    [
      'a name with a slash',
      'Not an account name',
      { id: 'a', kind: 'remove-user', name: 'a/b', uid: 1, line: '' },
    ],
    ['an ID that is none', 'Not an ID', { id: 'a', kind: 'remove-group', name: 'a', gid: 1.5 }],
    [
      'a digest of another text',
      'Wrong digest',
      {
        id: 'a',
        kind: 'edit-file',
        ...changeOf('/etc/a', 'a', []),
        before: { text: 'b', sha256: sha256('a') },
      },
    ],
    [
      'edits that give another text',
      'do not give the planned text',
      {
        id: 'a',
        kind: 'edit-file',
        ...changeOf('/etc/a', 'a', []),
        edits: [{ offset: 0, length: 0, content: 'x' }],
      },
    ],
  ])('refuses a plan with %s', (_, message, step) => {
    expect(() => compileScript(planOf([step]), '')).toThrow(message)
  })
})

describe('toJournalPlan', () => {
  it('property: keeps no text of a file but ours, and the edits that lead back', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.nat(), (secret, content, at, size) => {
        const offset = at % (secret.length + 1)
        const length = size % (secret.length - offset + 1)
        const change = changeOf('/etc/docker/daemon.json', secret, [{ offset, length, content }])
        const [step] = toJournalPlan(planOf([{ id: 'a', kind: 'edit-file', ...change }])).steps
        if (step?.kind !== 'edit-file') throw new Error('not an edit')
        expect(Object.keys(step).toSorted()).toEqual(
          ['after', 'before', 'id', 'inverseEdits', 'kind', 'mode', 'ours', 'path'].toSorted(),
        )
        expect([step.before, step.after]).toEqual([
          { sha256: change.before?.sha256 },
          { sha256: change.after?.sha256 },
        ])
        expect(step.ours).toEqual([content])
        expect(applyEdits(change.after?.text ?? '', step.inverseEdits)).toBe(secret)
      }),
    )
  })

  it('keeps the whole text of a file that the run makes: all of it is ours', () => {
    const [step] = toJournalPlan(planOf([fileStep('create', undefined, 'a\n')])).steps
    expect(step).toMatchObject({ before: undefined, inverseEdits: [], ours: ['a\n'] })
  })
})

describe('compileProbe', () => {
  it('tells the probe the path of the daemon configuration', () => {
    expect(compileProbe("/etc/it's.json", 'PROBE\n')).toBe("PROBE\n\nprobe '/etc/it'\\''s.json'\n")
  })
})

function planOf(steps: readonly PlanStep[]): Plan {
  return {
    version: 1,
    action: 'apply',
    remapUser: 'dockremap',
    range: { start: 231072, count: 65536 },
    usernsRemap: 'default',
    dataRoot: '/var/lib/docker',
    remappedDataRoot: '/var/lib/docker/231072.231072',
    needsReboot: false,
    steps,
  }
}

function changeOf(path: string, before: string, edits: readonly TextEdit[]): FileChange {
  const after = applyEdits(before, edits)
  return {
    path,
    before: { text: before, sha256: sha256(before) },
    after: { text: after, sha256: sha256(after) },
    edits,
    mode: 0o644,
  }
}

const APPLY_STEPS: readonly PlanStep[] = [
  { id: 'group', kind: 'create-group', name: 'dockremap', gid: 998 },
  {
    id: 'user',
    kind: 'create-user',
    name: 'dockremap',
    uid: 997,
    gid: 998,
    line: 'dockremap:x:997:998::/nonexistent:/usr/sbin/nologin',
  },
  {
    id: 'subuid',
    kind: 'edit-file',
    ...changeOf('/etc/subuid', 'é:1:2\n', [
      { offset: 6, length: 0, content: 'b:3:4\n' },
      { offset: 0, length: 1, content: "it's" },
    ]),
  },
  {
    id: 'daemon-config',
    kind: 'edit-file',
    path: '/etc/docker/daemon.json',
    before: undefined,
    after: { text: '{}\n', sha256: sha256('{}\n') },
    edits: [{ offset: 0, length: 0, content: '{}\n' }],
    mode: 0o644,
  },
  {
    id: 'restart',
    kind: 'restart-docker',
    service: { manager: 'systemd', name: 'docker.service' },
  },
  {
    id: 'verify',
    kind: 'verify-docker',
    remapped: true,
    dataRoot: '/var/lib/docker/231072.231072',
  },
]

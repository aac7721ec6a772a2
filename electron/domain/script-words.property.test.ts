import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digested } from './edit-step.ts'
import type { Plan, PlanStep } from './plan.ts'
import { compileScript } from './script.ts'
import { applyEdits } from './text-edit.ts'

/**
 * Whatever a machine calls things, root's shell gets it as a word: never as a command, a comment that ends early, or another
 * number of words. The real shells run whole compiled scripts here, whose functions only print what they were given.
 */
const SHELLS = [
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['busybox', ['busybox', 'sh']],
] as const

const FUNCTIONS = [
  'create_group',
  'create_user',
  'edit_file',
  'edit_file_for_good',
  'validate_docker',
  'verify_docker',
  'expect_file',
  'expect_free',
  'expect_command',
]

/** Prints each call as the number of its words and the words, every one ended by NUL. */
const PRINTING = `
${FUNCTIONS.map((name) => `${name}() { say ${name} "$@"; }`).join('\n')}
say() { printf '%s\\0' "$#" "$@"; }
run() { expectations && changes && say "$(plan)"; }
`

const HOSTILE = [
  "'",
  "'\\''",
  "'; touch /tmp/owned; '",
  '$(exit 9)',
  '`exit 9`',
  '${IFS}',
  '"',
  '\\',
  '-rf',
  '*',
  '~root',
  '#',
  '!!',
  '<img src=x onerror=alert(1)>',
  '\u202Egnp',
  '\u2028}',
  '日本語😀',
  '\u00A0',
  '%s%n',
]
/** Shell words cannot hold NUL, and what stands in a comment may hold no control character at all. */
const line = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme' })), { maxLength: 6 })
  .map((parts) => parts.join('').replaceAll(/\p{Cc}/gu, ''))
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE, '\n', '\n}\nreboot\n', 'EOF\n', '\r', '\t', '\u001B[2J', '\\\n'),
      fc.string({ unit: 'grapheme' }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))
const path = line.map((rest) => `/${rest}`)
const id = fc.nat(4294967295)

const step: fc.Arbitrary<PlanStep> = fc.oneof(
  fc
    .record({
      path,
      before: fc.option(text, { nil: undefined }),
      content: text,
      lasting: fc.boolean(),
    })
    .map(({ path, before, content, lasting }) => {
      const edits = [{ offset: 0, length: 0, content }]
      const edit = {
        id: 'edit',
        kind: 'edit-file' as const,
        path,
        before: before === undefined ? undefined : digested(before),
        after: digested(applyEdits(before ?? '', edits)),
        edits,
        mode: 0o644,
      }
      return lasting ? Object.assign(edit, { lasting: true as const }) : edit
    }),
  fc
    .record({ program: path, words: fc.array(line, { maxLength: 4 }) })
    .map(({ program, words }) => ({
      id: 'validate',
      kind: 'validate-docker' as const,
      program,
      arguments: words,
    })),
  path.map((dataRoot) => ({
    id: 'verify',
    kind: 'verify-docker' as const,
    remapped: true,
    dataRoot,
  })),
  fc.record({ uid: id, gid: id, line }).map(({ uid, gid, line }) => ({
    id: 'user',
    kind: 'create-user' as const,
    name: 'dockremap',
    uid,
    gid,
    line,
  })),
)

/** The calls that a step stands for, said once more and by hand. */
function callsOf(step: PlanStep): readonly (readonly string[])[] {
  switch (step.kind) {
    case 'edit-file':
      return [
        [
          step.lasting ? 'edit_file_for_good' : 'edit_file',
          step.id,
          step.path,
          step.before?.sha256 ?? 'absent',
          step.after?.sha256 ?? 'absent',
          '644',
          ...step.edits.flatMap(({ content }) => ['0', '0', content]),
        ],
      ]
    case 'validate-docker':
      return [['validate_docker', step.id, step.program, ...step.arguments]]
    case 'verify-docker':
      return [['verify_docker', step.id, 'true', step.dataRoot]]
    case 'create-user':
      return [['create_user', step.id, step.name, String(step.uid), String(step.gid), step.line]]
    default:
      throw new Error(`Not made here: ${step.kind}`)
  }
}

function expectationsOf(steps: readonly PlanStep[]): readonly (readonly string[])[] {
  const seen = new Set<string>()
  return steps.flatMap((step): readonly (readonly string[])[] => {
    if (step.kind === 'edit-file') {
      if (seen.has(step.path)) return []
      seen.add(step.path)
      return [['expect_file', step.path, step.before?.sha256 ?? 'absent']]
    }
    if (step.kind === 'validate-docker') return [['expect_command', step.program]]
    if (step.kind !== 'create-user') return []
    return [
      ['expect_command', 'useradd'],
      ['expect_free', 'passwd', step.name, String(step.uid)],
    ]
  })
}

describe.each(SHELLS)('a compiled script under %s', (_, [shell, ...options]) => {
  it('property: gives every hostile name to its function as it is, and runs nothing else', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), path, (steps, dataRoot) => {
        const plan = planOf(steps, dataRoot)
        const script = compileScript(plan, PRINTING)
        const output = execFileSync(shell, [...options, '-s'], {
          input: script,
          encoding: 'utf8',
        })
        const calls = callsIn(output)
        expect(calls.slice(0, -1)).toEqual([
          ...expectationsOf(steps),
          ...steps.flatMap((step) => callsOf(step)),
        ])
        expect(JSON.parse(calls.at(-1)?.[0] ?? '')).toMatchObject({ dataRoot })
      }),
      { numRuns: 25 },
    )
  })
})

it.each<[string, PlanStep]>([
  ['a line feed in a path', { id: 'a', kind: 'verify-docker', remapped: true, dataRoot: '/a\nb' }],
  [
    'an escape in an argument',
    { id: 'a', kind: 'validate-docker', program: '/a', arguments: ['\u001B'] },
  ],
  [
    'a program that is searched for',
    { id: 'a', kind: 'validate-docker', program: 'a', arguments: [] },
  ],
  [
    'an account that is a command',
    { id: 'a', kind: 'remove-user', name: '$(id)', uid: 1, line: '$(id):x:1:1::/:/bin/sh' },
  ],
  ['an account that is an option', { id: 'a', kind: 'remove-group', name: '-f', gid: 1 }],
  [
    'a service that is a path',
    { id: 'a', kind: 'restart-docker', service: { manager: 'sysvinit', name: '../sh' } },
  ],
  [
    'a kernel argument with a space',
    { id: 'a', kind: 'change-kernel-arguments', loader: 'grubby', add: ['a init=/x'], remove: [] },
  ],
])('no script is made of %s', (_, step) => {
  expect(() => compileScript(planOf([step], '/'), PRINTING)).toThrow(/Control|Not a/)
})

function callsIn(output: string): readonly (readonly string[])[] {
  const words = output.split('\0').slice(0, -1)
  const calls: (readonly string[])[] = []
  for (let at = 0; at < words.length;) {
    const count = Number(words[at])
    calls.push(words.slice(at + 1, at + 1 + count))
    at += 1 + count
  }
  return calls
}

function planOf(steps: readonly PlanStep[], dataRoot: string): Plan {
  return {
    version: 1,
    action: 'apply',
    remapUser: 'dockremap',
    range: { start: 231072, count: 65536 },
    usernsRemap: 'default',
    dataRoot,
    remappedDataRoot: `${dataRoot}/231072.231072`,
    needsReboot: false,
    steps,
  }
}

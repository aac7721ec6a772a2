import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { catalogue } from '#domain/findings/catalogue.ts'
import type { FindingCode } from '#domain/findings/catalogue.ts'
import { findingsInEnglish } from '../text/findings/en.ts'
import { commandsOf } from './commands-of.ts'
import { FINDING_EXPLANATIONS } from './finding-explanations.ts'
import { STEP_COMMANDS } from './step-commands.ts'

const codes = Object.keys(catalogue).filter((code): code is FindingCode =>
  Object.hasOwn(catalogue, code),
)

const places = (text: string): readonly string[] => text.match(/(?<!\{)\{\w+\}/gu) ?? []

it('has an explanation for every finding, and for nothing else', () => {
  expect(Object.keys(FINDING_EXPLANATIONS).toSorted()).toEqual(codes.toSorted())
})

it('names only values that the finding’s own texts have, too', () => {
  const unknown = codes.flatMap((code) => {
    const { title, detail, action } = findingsInEnglish[code]
    const known = places([title, detail, action].join(' '))
    return FINDING_EXPLANATIONS[code].commands
      .flatMap(places)
      .filter((place) => !known.includes(place))
      .map((place) => `${code} ${place}`)
  })
  expect(unknown).toEqual([])
})

it('quotes what comes from the machine', () => {
  const values = { path: "/etc/it's $(reboot)" }
  expect(commandsOf({ code: 'file-unusable', values })).toEqual([
    String.raw`ls -l '/etc/it'\''s $(reboot)'`,
    String.raw`file '/etc/it'\''s $(reboot)'`,
  ])
  expect(commandsOf({ code: 'file-unusable', values: { path: '/etc/passwd' } })[0]).toBe(
    'ls -l /etc/passwd',
  )
})

it('shows commands that a shell understands', () => {
  const all = [
    ...codes.flatMap((code) => commandsOf({ code, values: { path: '/a', dataRoot: '/b' } })),
    ...Object.values(STEP_COMMANDS).flat(),
  ]
  expect(all.length).toBeGreaterThan(codes.length)
  // -n: read, never run.
  for (const command of all) execFileSync('sh', ['-n', '-c', command])
})

it('shows commands for findings that change nothing', () => {
  const changing = codes.filter((code) =>
    /\b(?:sudo|rm|tee|mv|chmod|chown|edit|restart|start|stop|kill|set)\b/u.test(
      FINDING_EXPLANATIONS[code].commands.join('\n').replaceAll(/--property \S+/gu, ''),
    ),
  )
  expect(changing).toEqual([])
})

import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from '#domain/testing/any-text.ts'
import { applyEdits, invertEdits } from '#domain/text-edit.ts'
import { dropOption, optionWords, setOption } from './option-file-edits.ts'
import type { OptionFile, OptionFileReader } from './option-file.ts'
import { parseOptionFile } from './option-file.ts'

const word = fc.constantFrom(
  '-D',
  '--debug',
  '-H fd://',
  '--label a=b',
  '--userns-remap=bob',
  '--userns-remap bob',
  '--config-file=/etc/docker/daemon.json',
  '--label --userns-remap=x',
  '',
  ' ',
)
const quoted = fc
  .tuple(
    fc.array(word, { maxLength: 5 }),
    fc.constantFrom(' ', '  ', '\t'),
    fc.constantFrom('"', "'"),
  )
  .map(([words, space, quote]) => `${quote}${words.join(space)}${quote}`)
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('', ' ', '\t'), quoted)
    .map(([space, value]) => `${space}DOCKER_OPTS=${value}`),
  fc.constantFrom(
    '',
    '# a comment',
    '#DOCKER_OPTS="--dns 8.8.8.8"',
    'OTHER="a b"',
    'DOCKER_OPTS=--debug',
    'DOCKER_OPTS=',
    "MY_DOCKER_OPTS='x'",
    'http_proxy=http://p:3128/',
  ),
)
/** What people write into such a file, with and without a last line feed. */
const optionText = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('', '\n'))
  .map(([lines, end]) => lines.join('\n') + end)

function parsed(text: string, reader: OptionFileReader = 'sh'): OptionFile {
  const result = parseOptionFile(text, 'DOCKER_OPTS', reader)
  if (!result.ok) throw new Error(`${result.error.reason} in line ${result.error.line}`)
  return result.value
}

const changes = [
  (text: string) => setOption(text, parsed(text), 'DOCKER_OPTS', 'userns-remap', 'default'),
  (text: string) => dropOption(parsed(text), 'userns-remap'),
]

/** The options without the flag and its value. */
function others(text: string): readonly string[] {
  const value = applyEdits(text, dropOption(parsed(text), 'userns-remap'))
  return optionWords(parsed(value).assignment?.value ?? '')
}

function otherLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !/^[ \t]*DOCKER_OPTS=/.test(line))
}

it('property: any change of the options is undone to the last byte', () => {
  fc.assert(
    fc.property(optionText, fc.constantFrom(...changes), (text, change) => {
      const edits = change(text)
      expect(applyEdits(applyEdits(text, edits), invertEdits(text, edits))).toBe(text)
    }),
  )
})

it('property: what is written once is there, and nothing is left to write', () => {
  fc.assert(
    fc.property(optionText, fc.constantFrom(...changes), (text, change) => {
      expect(change(applyEdits(text, change(text)))).toEqual([])
    }),
  )
})

it('property: the other options and lines stay as they are', () => {
  fc.assert(
    fc.property(optionText, (text) => {
      const set = applyEdits(text, changes[0]!(text))
      expect(others(set)).toEqual(others(text))
      expect(otherLines(set)).toEqual(otherLines(text))
    }),
  )
})

it('property: a real shell reads what was parsed, before and after each change', () => {
  fc.assert(
    fc.property(optionText, fc.constantFrom(undefined, ...changes), (text, change) => {
      const file = change ? applyEdits(text, change(text)) : text
      const shell = spawnSync('sh', ['-c', `${file}\nprintf %s "$DOCKER_OPTS"`], {
        encoding: 'utf8',
        env: {},
      })
      expect([shell.stderr, shell.stdout]).toEqual(['', parsed(file).assignment?.value ?? ''])
    }),
    { numRuns: 40 },
  )
})

it('property: any text is understood or refused, and a shell agrees with what is understood', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        fc.string({
          unit: fc.constantFrom('D', '"', "'", '=', '#', ';', ' ', '\t', '$', '\\', '\n', 'x'),
        }),
      ),
      (end) => {
        const text = `DOCKER_OPTS=${end}`
        const result = parseOptionFile(text, 'DOCKER_OPTS', 'sh')
        if (!result.ok) return
        const script = `${text}\nprintf %s "$DOCKER_OPTS"`
        const shell = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: {} })
        expect(shell.stdout).toBe(result.value.assignment?.value)
      },
    ),
    { numRuns: 300 },
  )
})

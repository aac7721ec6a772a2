import { expect, it } from 'vitest'
import type { ExplainText } from './explain-text.ts'
import { explainInEnglish } from './explain-en.ts'
import { explainInChinese } from './explain-zh-CN.ts'
import { TERMS } from './terms.ts'

const flat = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
  typeof value === 'string'
    ? [[path, value] as const]
    : Object.entries(value ?? {}).flatMap(([key, inner]) => flat(inner, `${path}.${key}`))

const both: readonly ExplainText[] = [explainInEnglish, explainInChinese]

const words = (text: ExplainText) =>
  flat(text).map(([path, sentence]) => [path, (sentence.match(/`[^`]+`/gu) ?? []).toSorted()])

it('explains the same in both languages', () => {
  const [english, chinese] = both.map((text) => flat(text).map(([path]) => path))
  expect(english).toEqual(chinese)
  expect(Object.keys(explainInEnglish.terms)).toEqual([...TERMS])
})

it('closes its backticks, and leaves nothing empty', () => {
  for (const text of both) {
    const wrong = flat(text).filter(
      ([, sentence]) => sentence.trim() === '' || sentence.split('`').length % 2 === 0,
    )
    expect(wrong).toEqual([])
  }
})

it('translates everything', () => {
  const untranslated = flat(explainInChinese).filter(
    ([path, sentence]) => !/\p{Script=Han}/u.test(sentence) && path !== '.terms.kubernetes.name',
  )
  expect(untranslated).toEqual([])
})

it('shows the same machine words in both languages', () => {
  expect(words(explainInChinese)).toEqual(words(explainInEnglish))
})

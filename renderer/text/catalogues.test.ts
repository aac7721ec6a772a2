import { expect, it } from 'vitest'
import { en } from './en.ts'
import { fill } from './fill.ts'
import { practiceInEnglish } from './practice/en.ts'
import { practiceInChinese } from './practice/zh-CN.ts'
import { zhCN } from './zh-CN.ts'

/** Every text of a catalogue by its path, for example `check.lede`. */
function textsOf(value: object, path = ''): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') texts.set(`${path}${key}`, inner)
    else for (const [below, text] of textsOf(inner, `${path}${key}.`)) texts.set(below, text)
  }
  return texts
}

const english = textsOf({ ...en, practice: practiceInEnglish })
const chinese = textsOf({ ...zhCN, practice: practiceInChinese })
const all = [...english, ...chinese]

/** Names and words for machines: the same everywhere. */
const untranslated = new Set([
  'product',
  'check.docker',
  'check.topics.docker',
  'compare.columns.pid',
  'review.scriptDigest',
  'check.serviceManagers.systemd',
  'check.serviceManagers.openrc',
  'check.serviceManagers.runit',
  'check.serviceManagers.sysvinit',
  'check.engines.rootless',
  'check.engines.desktop',
  'choose.tableRange',
  'choose.idKinds.uid',
  'choose.idKinds.gid',
  'ownerNames.sssd',
  'ownerNames.winbind',
  'ownerNames.ldap',
  'ownerNames.lxd',
  'ownerNames.incus',
])

/** What is left of a text without places and punctuation. */
const words = (text: string): string => text.replaceAll(/\{\w+\}|[\p{P}\s]/gu, '')

const placesIn = (text: string): string =>
  [...new Set(text.match(/\{\w+\}/gu))].toSorted((a, b) => a.localeCompare(b)).join(' ')

it('has the same texts in both languages', () => {
  expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
})

it('has the same places for values in both languages', () => {
  const wrong = [...english].filter(
    ([path, text]) => placesIn(text) !== placesIn(chinese.get(path) ?? ''),
  )
  expect(wrong).toEqual([])
})

it('closes its backticks', () => {
  expect(all.filter(([, text]) => text.split('`').length % 2 === 0)).toEqual([])
})

it('translates everything but names', () => {
  const wrong = [...chinese].filter(
    ([path, text]) => words(text) !== '' && /\p{Script=Han}/u.test(text) === untranslated.has(path),
  )
  expect(wrong).toEqual([])
})

it('has no Chinese in the English texts', () => {
  expect([...english].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
})

it('speaks calmly', () => {
  expect(all.filter(([, text]) => /[!！]/u.test(text))).toEqual([])
})

it('uses full-width punctuation after Chinese characters', () => {
  expect([...chinese].filter(([, text]) => /\p{Script=Han}[,;:?]/u.test(text))).toEqual([])
})

it('fills places, and leaves one without a value to be seen', () => {
  expect(fill('{a} and {b} and {a}', { a: 1, b: '{a}' })).toBe('1 and {a} and 1')
  expect(fill('{unknown}', {})).toBe('{unknown}')
})

import type { Language } from '../preferences.ts'
import { fill } from './fill.ts'

export type PluralForms = { readonly one: string; readonly other: string }

/** The sentence in the form that the language uses for a count, which stands in its place `{count}`. */
export function fillPlural(
  { one, other }: PluralForms,
  count: number,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const isOne = new Intl.PluralRules(language).select(count) === 'one'
  return fill(isOne ? one : other, { ...values, count })
}

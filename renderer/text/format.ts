import { endOf } from '#domain/id-range.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { Language } from '../preferences.ts'

/** First and last ID, ungrouped as the files write them: `231072–296607`. A single ID stands alone. */
export function formatRange(range: IdRange): string {
  return range.count === 1 ? String(range.start) : `${range.start}–${endOf(range) - 1}`
}

export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language).format(count)
}

/** Date and time of day; `at` is milliseconds since 1970. */
export function formatTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(at)
}

export function formatClock(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(at)
}

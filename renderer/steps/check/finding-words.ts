import type { Finding } from '#domain/findings/catalogue.ts'
import type { Text } from '../../text/en.ts'
import { wordFor } from '../../text/fill.ts'

/** The values as they stand in a sentence: a `reason` is a code too. */
export function inWords(values: Finding['values'], text: Text): Finding['values'] {
  const { reason } = values
  return reason === undefined ? values : { ...values, reason: wordFor(reason, text.reasons) }
}

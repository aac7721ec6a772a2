import type { Remedy } from '#domain/containers/remedies.ts'
import type { Reason } from '#domain/containers/verdict.ts'
import { fill } from '../text/fill.ts'
import type { Text } from '../text/en.ts'

/** What happens, and why. */
export function reasonSentence({ code, values }: Reason, { verdicts }: Text): string {
  return fill(verdicts.reasons[code].detail, known(values, verdicts))
}

/** What its lines do. */
export function remedySentence({ code, values }: Remedy, { verdicts }: Text): string {
  return fill(verdicts.remedies[code].does, known(values, verdicts))
}

/** What it costs; empty where it costs nothing. */
export function remedyPrice({ code, values }: Remedy, { verdicts }: Text): string {
  return fill(verdicts.remedies[code].price, known(values, verdicts))
}

/** `?` stands for what nobody could tell. */
function known(values: Reason['values'], { unknown, unknownFiles }: Text['verdicts']) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === '?' ? (name === 'files' ? unknownFiles : unknown) : value,
    ]),
  )
}

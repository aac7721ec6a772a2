import type { ChoiceProblem } from '#domain/plan.ts'
import { fill, wordFor } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'

/** A problem as a sentence that names who owns the IDs. */
export function problemText({ code, severity, values }: ChoiceProblem, text: Text): string {
  const sentence =
    code === 'owned' && severity === 'warning'
      ? text.choiceProblems.mayBeOwned
      : text.choiceProblems[code]
  const { owner, kind } = values
  return fill(sentence, {
    ...values,
    ...(owner === undefined ? {} : { owner: wordFor(owner, text.ownerNames) }),
    ...(kind === undefined ? {} : { kind: wordFor(kind, text.choose.ownerKinds) }),
  })
}

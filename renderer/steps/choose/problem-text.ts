import type { ChoiceProblem } from '#domain/plan.ts'
import { fill } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'

/** A problem as a sentence that names who owns the IDs. */
export function problemText({ code, severity, values }: ChoiceProblem, text: Text): string {
  const sentence =
    code === 'owned' && severity === 'warning'
      ? text.choiceProblems.mayBeOwned
      : text.choiceProblems[code]
  const names: Readonly<Record<string, string>> = text.ownerNames
  const kinds: Readonly<Record<string, string>> = text.choose.ownerKinds
  const { owner, kind } = values
  return fill(sentence, {
    ...values,
    ...(owner === undefined ? {} : { owner: names[owner] ?? owner }),
    ...(kind === undefined ? {} : { kind: kinds[kind] ?? kind }),
  })
}

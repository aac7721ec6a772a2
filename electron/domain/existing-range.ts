import { checkChoices, effectiveRange, replacesLines } from './choices.ts'
import type { HostFacts } from './host-facts.ts'
import type { IdRange } from './id-range.ts'
import type { Choices } from './plan.ts'
import { ownLinesOf } from './remap-user.ts'

/** `line` is 1-based. */
type ReplacedLine = { readonly path: string; readonly line: number; readonly text: string }

/** What becomes of the subordinate IDs that the remap user has already. */
export type ExistingRange =
  /** They are what was chosen. `missingIn`: the file that has no line yet, and gets one. */
  | { readonly kind: 'used'; readonly range: IdRange; readonly missingIn: string | undefined }
  /** They could be used, but others were chosen. */
  | { readonly kind: 'available'; readonly range: IdRange }
  /** The lines of each file that one new line takes the place of. */
  | {
      readonly kind: 'replaced'
      readonly lines: readonly ReplacedLine[]
    }

/** undefined where the user has none, or has some that are in the way (`checkChoices` says why). */
export function existingRange(facts: HostFacts, choices: Choices): ExistingRange | undefined {
  const files = [facts.subuid, facts.subgid].map((file) => ({
    path: file.path,
    own: ownLinesOf(facts, file, choices.remapUser),
  }))
  if (replacesLines(facts, choices)) {
    return {
      kind: 'replaced',
      lines: files.flatMap(({ path, own }) => [
        ...own.ranges.map((range) => ({ path, line: range.line, text: textOf(range) })),
        ...own.problems.map(({ line, text }) => ({ path, line, text })),
      ]),
    }
  }
  const [first] = files.flatMap(({ own }) => own.ranges)
  if (first === undefined) return undefined
  const existing = { ...choices, range: { start: first.start, count: first.count } }
  const blockers = checkChoices(facts, existing).filter(({ severity }) => severity === 'blocker')
  if (blockers.length > 0) return undefined
  const { start, count } = first
  return effectiveRange(facts, choices).start === start
    ? {
        kind: 'used',
        range: { start, count },
        missingIn: files.find(({ own }) => own.ranges.length === 0)?.path,
      }
    : { kind: 'available', range: { start, count } }
}

function textOf({ owner, start, count }: { owner: string } & IdRange): string {
  return `${owner}:${start}:${count}`
}

import type { IdOwner } from '#domain/host-facts.ts'
import { CONTAINER_ID_COUNT, endOf } from '#domain/id-range.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { ChoiceProblem } from '#domain/plan.ts'
import { neighbouringFreeRange } from '../../charts/free-ranges.ts'
import { fill } from '../../text/fill.ts'
import { formatCount } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import { EntryField } from './EntryField.tsx'

type Props = {
  readonly startText: string
  readonly suggestedStart: number
  readonly range: IdRange | undefined
  readonly owners: readonly IdOwner[]
  readonly problems: readonly ChoiceProblem[]
}

/** The first ID, the range it makes, and buttons that go from one free range to the next. */
export function RangeField({ startText, suggestedStart, range, owners, problems }: Props) {
  const { choose } = useText()
  const language = useLanguage()
  const actions = useActions()
  const previous = range && neighbouringFreeRange(owners, range.start, 'previous')
  const next = range && neighbouringFreeRange(owners, range.start, 'next')
  return (
    <div className="range-field">
      <EntryField
        label={choose.start}
        help={choose.startHelp}
        value={startText}
        problems={problems}
        formatError={range === undefined ? choose.notANumber : undefined}
        isNumeric
        result={
          range === undefined
            ? ''
            : fill(choose.rangeSentence, {
                end: endOf(range) - 1,
                count: formatCount(CONTAINER_ID_COUNT, language),
              })
        }
        onChange={actions.typeStart}
      />
      <div className="buttons buttons-compact">
        <ActionButton
          isDisabled={previous === undefined}
          onPress={() => previous && actions.typeStart(String(previous.start))}
        >
          {choose.previousFree}
        </ActionButton>
        <ActionButton
          isDisabled={next === undefined}
          onPress={() => next && actions.typeStart(String(next.start))}
        >
          {choose.nextFree}
        </ActionButton>
        <ActionButton
          isDisabled={range?.start === suggestedStart}
          onPress={() => actions.typeStart(String(suggestedStart))}
        >
          {choose.suggested}
        </ActionButton>
      </div>
    </div>
  )
}

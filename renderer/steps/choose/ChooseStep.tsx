import { checkChoices } from '#domain/choices.ts'
import { existingRange } from '#domain/existing-range.ts'
import { assess } from '#domain/findings/catalogue.ts'
import { CONTAINER_ID_COUNT } from '#domain/id-range.ts'
import type { Choices } from '#domain/plan.ts'
import { createPlan } from '#domain/plan.ts'
import { NumberLine } from '../../charts/NumberLine.tsx'
import { OwnerTable } from '../../charts/OwnerTable.tsx'
import { fillSentences } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { ChooseState } from '../../wizard/wizard-state.ts'
import { reviewedOf } from '../review/reviewed.ts'
import { Decisions } from './Decisions.tsx'
import { ExistingRangeNote } from './ExistingRangeNote.tsx'
import { MappingPreview } from './MappingPreview.tsx'
import { RangeField } from './RangeField.tsx'
import { RemapUserField } from './RemapUserField.tsx'
import { WayField } from './WayField.tsx'
import { decisionsOf, undecidedReason } from './decisions.ts'
import { problemText } from './problem-text.ts'

type Props = { readonly at: ChooseState }

export function ChooseStep({ at }: Props) {
  const text = useText()
  const actions = useActions()
  const { facts } = at.inspection
  const choices = choicesOf(at)
  const findings = assess(facts)
  const problems = choices === undefined ? [] : checkChoices(facts, choices)
  const unsettled = choices === undefined ? [] : checkChoices(facts, { ...choices, consents: [] })
  const blocker = problems.find((problem) => problem.severity === 'blocker')
  const rangeProblems = problems.filter((problem) => problem.field === 'range')
  const reason =
    undecidedReason(findings, at.consents, text) ??
    (choices === undefined ? text.choose.notANumber : blocker && problemText(blocker, text))

  function review(): void {
    if (choices === undefined) return
    const plan = createPlan(facts, choices)
    if (plan.ok) actions.review(choices, reviewedOf(plan.value, at.inspection.program))
  }

  return (
    <StepPage
      title={text.steps.choose}
      lede={text.choose.lede}
      footer={
        <>
          <ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>
          <p className="footer-hint" id="choose-hint">
            {reason !== undefined && (
              <Prose>{fillSentences(text.choose.continueBlocked, { reason })}</Prose>
            )}
          </p>
          <ActionButton
            kind="primary"
            isDisabled={reason !== undefined}
            describedBy="choose-hint"
            onPress={review}
          >
            {text.shell.continue}
          </ActionButton>
        </>
      }
    >
      <Decisions decisions={decisionsOf(findings, unsettled)} consents={at.consents} />
      <div className="choose-columns">
        <div className="choose-fields">
          <RemapUserField
            value={at.remapUser}
            problems={problems.filter((problem) => problem.field === 'remapUser')}
          />
          <ExistingRangeNote
            remapUser={at.remapUser.trim()}
            existing={choices && existingRange(facts, choices)}
          />
          <RangeField
            startText={at.startText}
            suggestedStart={at.suggested.range.start}
            range={choices?.range}
            owners={facts.idOwners}
            problems={rangeProblems}
          />
        </div>
        <MappingPreview start={choices?.range.start} isFree={rangeProblems.length === 0} />
      </div>
      <section className="section">
        <h2>{text.choose.chartTitle}</h2>
        <NumberLine
          owners={facts.idOwners}
          chosen={choices?.range}
          isTaken={rangeProblems.some((problem) => problem.severity === 'blocker')}
        />
        <p className="quiet">{text.choose.chartScale}</p>
        <Fold title={text.choose.showTable}>
          <OwnerTable owners={facts.idOwners} />
        </Fold>
      </section>
      <WayField facts={facts} way={at.way} />
    </StepPage>
  )
}

/** What was typed, as choices; undefined while the first ID is not a whole number. */
function choicesOf({ remapUser, startText, way, consents }: ChooseState): Choices | undefined {
  return /^\d{1,10}$/u.test(startText.trim())
    ? {
        remapUser: remapUser.trim(),
        range: { start: Number(startText), count: CONTAINER_ID_COUNT },
        way,
        consents,
      }
    : undefined
}

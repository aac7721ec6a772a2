import { assess } from '#domain/findings/catalogue.ts'
import type { Finding } from '#domain/findings/catalogue.ts'
import { suggestChoices } from '#domain/choices.ts'
import type { Failure, Inspection } from '#contract/channels.ts'
import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { CheckState } from '../../wizard/wizard-state.ts'
import { ElevatedLookOffer } from './ElevatedLookOffer.tsx'
import { FindingList } from './FindingList.tsx'
import { MachineSummary } from './MachineSummary.tsx'
import { PastChangeNotice } from './PastChangeNotice.tsx'
import { Verdict } from './Verdict.tsx'

type Props = { readonly at: CheckState }

export function CheckStep({ at: { look } }: Props) {
  const text = useText()
  if (look.kind === 'looking') {
    return (
      <StepPage title={text.steps.check} lede={text.check.lede}>
        <Looking label={look.elevated ? text.check.lookingElevated : text.check.looking} />
      </StepPage>
    )
  }
  if (look.kind === 'failed') return <NotRead failure={look.failure} />
  return <Seen inspection={look.inspection} elevationFailure={look.elevationFailure} />
}

function NotRead({ failure }: { readonly failure: Failure }) {
  const text = useText()
  const actions = useActions()
  return (
    <StepPage title={text.steps.check} lede={text.check.lede}>
      <FailureNotice failure={failure}>
        <ActionButton onPress={() => void actions.look()}>{text.shell.tryAgain}</ActionButton>
      </FailureNotice>
    </StepPage>
  )
}

type SeenProps = {
  readonly inspection: Inspection
  readonly elevationFailure: Failure | undefined
}

function Seen({ inspection: { facts }, elevationFailure }: SeenProps) {
  const text = useText()
  const actions = useActions()
  const findings = assess(facts)
  const blockers = findings.filter((finding) => finding.severity === 'blocker')
  const suggested = suggestChoices(facts)
  const mayContinue = blockers.length === 0 && suggested !== undefined
  const needsProbe = findings.some((finding) => finding.code === 'probe-needed')
  return (
    <StepPage
      title={text.steps.check}
      lede={text.check.lede}
      footer={
        <>
          <ActionButton onPress={() => void actions.look()}>
            <Icon name="refresh" />
            {text.check.lookAgain}
          </ActionButton>
          <p className="footer-hint" id="check-hint">
            {mayContinue ? null : <Prose>{blockedReason(blockers, text)}</Prose>}
          </p>
          <ActionButton
            kind="primary"
            isDisabled={!mayContinue}
            describedBy="check-hint"
            onPress={() => suggested && actions.choose(suggested)}
          >
            {text.shell.continue}
          </ActionButton>
        </>
      }
    >
      <PastChangeNotice />
      {needsProbe && <ElevatedLookOffer failure={elevationFailure} />}
      {(!needsProbe || blockers.length > 1) && <Verdict findings={findings} />}
      <FindingList
        title={text.check.blockers}
        severity="blocker"
        findings={blockers.filter((finding) => finding.code !== 'probe-needed')}
      />
      <FindingList
        title={text.check.warnings}
        severity="warning"
        findings={findings.filter((finding) => finding.severity === 'warning')}
      />
      <MachineSummary facts={facts} />
      <FindingList
        title={text.check.notes}
        severity="note"
        findings={findings.filter((finding) => finding.severity === 'note')}
      />
    </StepPage>
  )
}

function blockedReason(blockers: readonly Finding[], text: ReturnType<typeof useText>): string {
  const titles = blockers.map((finding) => fill(text.findings[finding.code].title, finding.values))
  return fill(text.check.continueBlocked, {
    titles: titles.join(text.shell.listSeparator),
  })
}

import { pairOf } from '#domain/proof/live-proof.ts'
import { ContainerVerdicts } from '../../containers/ContainerVerdicts.tsx'
import { LiveProofSection } from '../../proof/LiveProofSection.tsx'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { ReviewState } from '../../wizard/wizard-state.ts'
import { AffectedContainers } from './AffectedContainers.tsx'
import { PlanView } from './PlanView.tsx'

type Props = { readonly at: ReviewState }

export function ReviewStep({ at }: Props) {
  const text = useText()
  const actions = useActions()
  const { facts } = at.inspection
  const { needsReboot } = at.reviewed.plan
  const proofs = useWizard((state) => state.live.proofs)
  return (
    <StepPage
      title={text.steps.review}
      lede={text.review.lede}
      footer={
        <>
          <ActionButton onPress={actions.goBack}>{text.shell.back}</ActionButton>
          <p className="footer-hint">{text.review.confirmHint}</p>
          <ActionButton kind="primary" onPress={actions.continueToApply}>
            {text.shell.continue}
          </ActionButton>
        </>
      }
    >
      {needsReboot && (
        <Notice tone="info" title={text.review.rebootTitle}>
          <p>{text.review.rebootDetail}</p>
        </Notice>
      )}
      <PlanView reviewed={at.reviewed} />
      {!needsReboot && <AffectedContainers docker={facts.docker} />}
      {!needsReboot && <ContainerVerdicts facts={facts} range={at.reviewed.plan.range} />}
      {!needsReboot && facts.docker.remapped === false && (
        <LiveProofSection pair={pairOf(proofs, Infinity)} moment="before" />
      )}
      {facts.pkexecPath === undefined ? (
        <Notice tone="info" title={text.terminal.offerTitle}>
          <p>
            <Prose>{text.terminal.before}</Prose>
          </p>
        </Notice>
      ) : (
        <Notice tone="info" title={text.review.passwordTitle}>
          <p>{text.review.passwordDetail}</p>
        </Notice>
      )}
    </StepPage>
  )
}

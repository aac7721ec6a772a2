import { useMemo } from 'react'
import { CONSENTS } from '#domain/consents.ts'
import { assess, declarationOf, openBlockers } from '#domain/findings/catalogue.ts'
import type { Finding, FindingCode } from '#domain/findings/catalogue.ts'
import { effectiveRange, suggestChoices } from '#domain/choices.ts'
import { pendingReboot } from '#domain/kernel/pending-reboot.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Failure } from '#contract/channels.ts'
import { ContainerVerdicts, hasVerdicts } from '../../containers/ContainerVerdicts.tsx'
import { fill, fillSentences } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { StepPage } from '../../ui/StepPage.tsx'
import { cutOffRun } from '../../wizard/cut-off-run.ts'
import type { CutOffRun } from '../../wizard/cut-off-run.ts'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import type { CheckState, WizardState } from '../../wizard/wizard-state.ts'
import { CutOffNotice } from '../resume/CutOffNotice.tsx'
import { ElevatedLookOffer } from './ElevatedLookOffer.tsx'
import { FindingList } from './FindingList.tsx'
import { FineFindings } from './FineFindings.tsx'
import { MachineSummary } from './MachineSummary.tsx'
import { PracticeOffer } from './PracticeOffer.tsx'
import { PastChangeNotice } from './PastChangeNotice.tsx'
import { RebootNotice } from './RebootNotice.tsx'
import { Verdict } from './Verdict.tsx'
import { groupFindings } from './finding-groups.ts'
import { resumedChoices } from './resumed-choices.ts'

type Props = { readonly at: CheckState }

export function CheckStep({ at: { look } }: Props) {
  const text = useText()
  const seen = useSeen(look.kind === 'seen' ? look.inspection.facts : undefined)
  // One page for all looks: a new one would take the focus from whoever is elsewhere when a look ends.
  return (
    <StepPage
      title={text.steps.check}
      lede={text.check.lede}
      stage={look.kind}
      footer={seen && <CheckFooter seen={seen} />}
    >
      {look.kind === 'looking' && (
        <Looking label={look.elevated ? text.check.lookingElevated : text.check.looking} />
      )}
      {look.kind === 'failed' && <NotRead failure={look.failure} />}
      {look.kind === 'seen' && seen && (
        <SeenMachine seen={seen} elevationFailure={look.elevationFailure} />
      )}
    </StepPage>
  )
}

function NotRead({ failure }: { readonly failure: Failure }) {
  const text = useText()
  const actions = useActions()
  const cutOff = useWizard((state) => cutOffRun(state.runs))
  return (
    <>
      {cutOff && <CutOffNotice run={cutOff} />}
      <FailureNotice failure={failure}>
        <ActionButton onPress={() => void actions.look()}>{text.shell.tryAgain}</ActionButton>
      </FailureNotice>
      <PracticeOffer />
    </>
  )
}

type Seen = ReturnType<typeof seenOf>

/** What follows from a look and from past runs; undefined without a look. */
function useSeen(facts: HostFacts | undefined): Seen | undefined {
  const text = useText()
  const runs = useWizard((state) => state.runs)
  return useMemo(() => facts && seenOf(facts, runs, text), [facts, runs, text])
}

function seenOf(facts: HostFacts, runs: WizardState['runs'], text: Text) {
  const findings = assess(facts)
  const suggestion = suggestChoices(facts)
  // Whether there is an agreement to what needs one is for the next step to ask.
  const blockers = openBlockers(findings, CONSENTS)
  const past = runs.kind === 'ready' ? runs.value : []
  const cutOff = cutOffRun(runs)
  const pending = pendingReboot(past, facts)
  const suggested = resumedChoices(facts, pending, suggestion)
  const isNotRestarted = pending?.state === 'restart'
  const waitsFor = waitingReason(cutOff, isNotRestarted, text)
  const mayContinue = blockers.length === 0 && waitsFor === undefined
  return {
    facts,
    findings,
    blockers,
    past,
    cutOff,
    pending,
    suggested,
    isNotRestarted,
    waitsFor,
    /** What Continue takes along; undefined where there is no going on. */
    next: mayContinue ? suggested : undefined,
  }
}

function CheckFooter({ seen: { waitsFor, blockers, next } }: { readonly seen: Seen }) {
  const text = useText()
  const actions = useActions()
  return (
    <>
      <ActionButton onPress={() => void actions.look()}>
        <Icon name="refresh" />
        {text.check.lookAgain}
      </ActionButton>
      <p className="footer-hint" id="check-hint">
        {waitsFor !== undefined
          ? fillSentences(text.check.continueBlocked, { titles: waitsFor })
          : next === undefined && <Prose>{blockedReason(blockers, text)}</Prose>}
      </p>
      <ActionButton
        kind="primary"
        isDisabled={next === undefined}
        describedBy="check-hint"
        onPress={() => next && actions.choose(next)}
      >
        {text.shell.continue}
      </ActionButton>
    </>
  )
}

type SeenMachineProps = {
  readonly seen: Seen
  readonly elevationFailure: Failure | undefined
}

function SeenMachine({ seen, elevationFailure }: SeenMachineProps) {
  const { facts, findings, past, cutOff, pending, suggested, isNotRestarted, waitsFor, next } = seen
  const actions = useActions()
  const grouped = groupFindings(
    findings.filter(
      ({ code }) => code !== 'probe-needed' && !(isNotRestarted && isArgumentMissing(code)),
    ),
  )
  const needsProbe = findings.some((finding) => finding.code === 'probe-needed')
  return (
    <>
      {cutOff ? <CutOffNotice run={cutOff} /> : <PastChangeNotice />}
      {pending && !cutOff && (
        <RebootNotice
          pending={pending}
          startedAt={past.find(({ runId }) => runId === pending.runId)?.startedAt ?? 0}
          onGoOn={next && (() => actions.choose(next))}
        />
      )}
      {needsProbe && <ElevatedLookOffer failure={elevationFailure} />}
      {waitsFor === undefined && (!needsProbe || grouped.blocked.length > 0) && (
        <Verdict
          grouped={grouped}
          containerCount={suggested && hasVerdicts(facts) ? facts.docker.containers.length : 0}
        />
      )}
      <FindingList group="blocked" findings={grouped.blocked} />
      {grouped.blocked.length > 0 && <PracticeOffer />}
      <FindingList group="undecided" findings={grouped.undecided} />
      <FindingList group="warned" findings={grouped.warned} />
      {suggested && <ContainerVerdicts facts={facts} range={effectiveRange(facts, suggested)} />}
      <MachineSummary facts={facts} />
      <FineFindings findings={grouped.fine} />
    </>
  )
}

/** What has to come first, whatever else was found. */
function waitingReason(
  cutOff: CutOffRun | undefined,
  isNotRestarted: boolean,
  { check, resume }: Text,
): string | undefined {
  if (cutOff !== undefined) return cutOff.cutOff.running ? resume.runningHint : resume.cutOffHint
  return isNotRestarted ? check.notRestarted : undefined
}

/** What is done already and waits for the restart, which the notice asks for; it is no decision any more. */
function isArgumentMissing(code: FindingCode): boolean {
  return declarationOf(code).consent === 'add-kernel-arguments'
}

/** The list above names them all. */
const NAMED_REASONS = 2

function blockedReason(blockers: readonly Finding[], text: Text): string {
  const titles = blockers.map((finding) => fill(text.findings[finding.code].title, finding.values))
  const rest = titles.length - NAMED_REASONS
  const named =
    rest > 0
      ? [...titles.slice(0, NAMED_REASONS), fill(text.check.andMore, { count: rest })]
      : titles
  return fillSentences(text.check.continueBlocked, {
    titles: named.length > 0 ? named.join(text.shell.listSeparator) : text.check.noFreeRange,
  })
}

import type { RunSummary } from '#contract/channels.ts'
import { isInEffect } from '#domain/past-run.ts'
import { fill } from '../../text/fill.ts'
import { formatRange, formatTime } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { isCutOff, mayResume } from '../../wizard/cut-off-run.ts'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import { purposeOf } from '../run/plan-purpose.ts'
import { RunDetails } from './RunDetails.tsx'

const icons: Readonly<Record<RunSummary['outcome'], IconName>> = {
  done: 'check',
  refused: 'minus',
  'rolled-back': 'undo',
  'rollback-failed': 'blocked',
  unfinished: 'warning',
}

type Props = { readonly run: RunSummary }

export function RunItem({ run }: Props) {
  const text = useText()
  const language = useLanguage()
  const actions = useActions()
  const mayUndo = isInEffect(run)
  return (
    <li className={`run outcome-${run.outcome}`}>
      <Icon name={icons[run.outcome]} className="run-icon" />
      <div className="run-body">
        <h2>
          {(isCutOff(run) ? text.resume.purposes : text.history.actions)[purposeOf(run.plan)]}
        </h2>
        <p className="run-facts">
          <span className="run-outcome">
            {isCutOff(run) && run.cutOff.running
              ? text.history.underWay
              : text.history.outcomes[run.outcome]}
          </span>
          <time dateTime={new Date(run.startedAt).toISOString()}>
            {formatTime(run.startedAt, language)}
          </time>
          {run.finishedAt !== undefined && (
            <span>
              {fill(text.history.took, { seconds: secondsBetween(run.startedAt, run.finishedAt) })}
            </span>
          )}
          <OtherRun runId={run.undoneBy} sentence={text.history.undoneAt} />
          <OtherRun runId={run.plan.undoes} sentence={text.history.undoes} />
        </p>
        {!run.plan.needsReboot && (
          <p className="quiet">
            <Prose>
              {fill(text.history.forUser, {
                range: formatRange(run.plan.range),
                user: run.plan.remapUser,
              })}
            </Prose>
          </p>
        )}
      </div>
      <div className="buttons">
        {mayUndo && !run.plan.needsReboot && (
          <ActionButton onPress={() => void actions.prove(run.runId, run.plan)}>
            {text.history.show}
          </ActionButton>
        )}
        {mayResume(run) && (
          <ActionButton
            kind={isCutOff(run) ? 'primary' : 'secondary'}
            onPress={() => void actions.openResume(run.runId)}
          >
            {isCutOff(run) ? text.resume.open : text.history.rollBackAgain}
          </ActionButton>
        )}
        {mayUndo && (
          <ActionButton onPress={() => void actions.openUndo(run.runId)}>
            {text.prove.undoThis}
          </ActionButton>
        )}
      </div>
      <RunDetails run={run} />
    </li>
  )
}

type OtherProps = { readonly runId: string | undefined; readonly sentence: string }

/** A run that this one has to do with, by its time. */
function OtherRun({ runId, sentence }: OtherProps) {
  const language = useLanguage()
  const other = useWizard(({ runs }) =>
    runs.kind === 'ready' ? runs.value.find((run) => run.runId === runId) : undefined,
  )
  return other && <span>{fill(sentence, { time: formatTime(other.startedAt, language) })}</span>
}

function secondsBetween(startedAt: number, finishedAt: number): string {
  return ((finishedAt - startedAt) / 1000).toFixed(1)
}

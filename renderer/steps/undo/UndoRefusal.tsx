import type { PastRunProblem } from '#domain/undo-order.ts'
import { assertNever } from '#domain/result.ts'
import { fill } from '../../text/fill.ts'
import { formatTime } from '../../text/format.ts'
import type { Text } from '../../text/en.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import { FullComparison } from './FullComparison.tsx'
import { OwnDifference } from './OwnDifference.tsx'

type Props = { readonly problem: PastRunProblem; readonly target: string }

/** Why a change cannot be taken back, or not yet: the difference where there is one, and what to do. */
export function UndoRefusal({ problem, target }: Props) {
  const text = useText()
  const { title, action } = text.undo.refusals[problem.code]
  const detail = useDetail(problem)
  const values = valuesOf(problem, text)
  return (
    <Notice tone="warning" title={fill(title, values)} announce>
      <p>
        <Prose>{fill(detail, values)}</Prose> <strong>{text.run.nothingChanged}</strong>
      </p>
      {'difference' in problem && (
        <OwnDifference path={problem.path} difference={problem.difference} />
      )}
      {problem.code === 'file-changed' && <FullComparison target={target} paths={[problem.path]} />}
      <p>
        <Prose>{action}</Prose>
      </p>
      <div className="buttons">
        <WayOn problem={problem} target={target} />
      </div>
    </Notice>
  )
}

function useDetail(problem: PastRunProblem): string {
  const { refusals } = useText().undo
  const language = useLanguage()
  const newer = useWizard(({ runs }) =>
    runs.kind === 'ready' && problem.code === 'newer-run-first'
      ? runs.value.find(({ runId }) => runId === problem.runId)
      : undefined,
  )
  if (problem.code === 'file-changed') return refusals['file-changed'].detail[problem.reason]
  const { detail } = refusals[problem.code]
  return newer ? fill(detail, { time: formatTime(newer.startedAt, language) }) : detail
}

function valuesOf(problem: PastRunProblem, { review }: Text): Readonly<Record<string, string>> {
  return {
    ...('path' in problem && { path: problem.path }),
    ...('name' in problem && { name: problem.name }),
    ...('users' in problem && { users: problem.users.join(review.nameSeparator) }),
  }
}

function WayOn({ problem, target }: Props) {
  const { undo, check, resume, shell } = useText()
  const actions = useActions()
  switch (problem.code) {
    case 'newer-run-first':
      return (
        <ActionButton kind="primary" onPress={() => void actions.openUndo(problem.runId)}>
          {undo.laterFirst}
        </ActionButton>
      )
    case 'cut-off':
      return (
        <ActionButton kind="primary" onPress={() => void actions.openResume(target)}>
          {resume.open}
        </ActionButton>
      )
    case 'not-in-effect':
      return <ActionButton onPress={actions.openHistory}>{shell.history}</ActionButton>
    case 'file-unreadable':
    case 'still-needed':
    case 'nothing-to-undo':
      return <ActionButton onPress={() => void actions.look()}>{check.lookAgain}</ActionButton>
    case 'file-changed':
    case 'account-changed':
    case 'group-in-use':
      return <ActionButton onPress={() => void actions.openUndo(target)}>{undo.again}</ActionButton>
    default:
      return assertNever(problem)
  }
}

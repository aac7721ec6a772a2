import { fill } from '../../text/fill.ts'
import { formatTime } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { CutOffRun } from '../../wizard/cut-off-run.ts'
import { useActions } from '../../wizard/use-wizard.ts'
import { purposeOf } from '../run/plan-purpose.ts'
import { useRunsPolling } from './use-runs-polling.ts'

type Props = { readonly run: CutOffRun }

/** What keeps every other change waiting, and the way to it. */
export function CutOffNotice({ run: { runId, startedAt, plan, cutOff } }: Props) {
  const { resume } = useText()
  const language = useLanguage()
  const actions = useActions()
  useRunsPolling(cutOff.running)
  const time = formatTime(startedAt, language)
  if (cutOff.running) {
    return (
      <Notice tone="info" title={resume.runningTitle} announce>
        <p>{fill(resume.runningDetail, { time })}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="bad" title={resume.titles[purposeOf(plan)]} announce>
      <p>
        {fill(resume.noticeDetail, { time })}
        {plan.needsReboot && <strong> {resume.noticeReboot}</strong>}
      </p>
      <ActionButton kind="primary" onPress={() => void actions.openResume(runId)}>
        {resume.open}
      </ActionButton>
    </Notice>
  )
}

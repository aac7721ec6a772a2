import { fill } from '../../text/fill.ts'
import { formatRange, formatTime } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import { appliedRun } from '../../wizard/wizard-store.ts'

/** The change of an earlier run that is in effect. */
export function PastChangeNotice() {
  const text = useText()
  const language = useLanguage()
  const actions = useActions()
  const applied = useWizard((state) => appliedRun(state.runs))
  // What only prepared the kernel turned nothing on; the notice about the restart speaks of it.
  if (applied === undefined || applied.plan.needsReboot) return null
  return (
    <Notice tone="good" title={text.check.appliedTitle}>
      <p>
        <Prose>
          {fill(text.check.appliedDetail, {
            time: formatTime(applied.startedAt, language),
            range: formatRange(applied.plan.range),
            user: applied.plan.remapUser,
          })}
        </Prose>
      </p>
      <div className="buttons">
        <ActionButton
          kind="primary"
          onPress={() => void actions.prove(applied.runId, applied.plan)}
        >
          {text.check.seeProof}
        </ActionButton>
        <ActionButton onPress={() => void actions.openUndo(applied.runId)}>
          {text.prove.undoThis}
        </ActionButton>
      </div>
    </Notice>
  )
}

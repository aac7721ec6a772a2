import type { PendingReboot } from '#domain/kernel/pending-reboot.ts'
import { fill } from '../../text/fill.ts'
import { formatRange, formatTime } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Tone } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'

const tones: Readonly<Record<PendingReboot['state'], Tone>> = {
  restart: 'info',
  'go-on': 'good',
  'no-effect': 'warning',
}

type Props = {
  readonly pending: PendingReboot
  readonly startedAt: number
  /** Where there is a way on. */
  readonly onGoOn: (() => void) | undefined
}

/** An earlier run prepared the kernel: whether the computer was restarted since, and what is left. */
export function RebootNotice({ pending, startedAt, onGoOn }: Props) {
  const text = useText()
  const language = useLanguage()
  const actions = useActions()
  const { runId, state, remapUser, range } = pending
  const { title, detail } = text.check.reboots[state]
  return (
    <Notice tone={tones[state]} title={title} announce>
      <p>
        <Prose>
          {fill(detail, {
            time: formatTime(startedAt, language),
            user: remapUser,
            range: formatRange(range),
          })}
        </Prose>
      </p>
      <div className="buttons">
        {state === 'go-on' && onGoOn !== undefined && (
          <ActionButton kind="primary" onPress={onGoOn}>
            {text.check.goOn}
          </ActionButton>
        )}
        <ActionButton onPress={() => void actions.openUndo(runId)}>
          {text.prove.undoThis}
        </ActionButton>
      </div>
    </Notice>
  )
}

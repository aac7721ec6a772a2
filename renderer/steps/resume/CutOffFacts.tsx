import { formatTime } from '../../text/format.ts'
import { fill } from '../../text/fill.ts'
import { useLanguage, useText } from '../../text/use-text.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { useWizard } from '../../wizard/use-wizard.ts'
import type { Resumable, WizardState } from '../../wizard/wizard-state.ts'
import { purposeOf } from '../run/plan-purpose.ts'

type Props = { readonly target: string; readonly preview: Resumable }

/** What the change was, when it began and stopped, and whose it was. */
export function CutOffFacts({ target, preview: { plan, events } }: Props) {
  const { resume } = useText()
  const language = useLanguage()
  const uid = useWizard(({ runs }) => startedByOf(runs, target))
  const name = useWizard(({ at }) => (uid === undefined ? undefined : accountName(at, uid)))
  const [began, lastSign] = [events[0]?.at, events.at(-1)?.at]
  return (
    <section className="section">
      <h2>{resume.facts}</h2>
      <KeyValues
        rows={[
          { label: resume.change, value: resume.purposes[purposeOf(plan)] },
          ...(began === undefined
            ? []
            : [{ label: resume.began, value: formatTime(began, language) }]),
          ...(lastSign === undefined
            ? []
            : [{ label: resume.lastSign, value: formatTime(lastSign, language) }]),
          ...(uid === undefined
            ? []
            : [{ label: resume.startedBy, value: name ?? fill(resume.uid, { uid }) }]),
        ]}
      />
    </section>
  )
}

function startedByOf(runs: WizardState['runs'], target: string): number | undefined {
  if (runs.kind !== 'ready') return undefined
  return runs.value.find(({ runId }) => runId === target)?.cutOff?.startedBy
}

/** As the last look at this machine knows it. */
function accountName(at: WizardState['at'], uid: number): string | undefined {
  const base = 'back' in at ? at.back : at
  if (base.step === 'prove') return undefined
  const facts = base.step === 'check' ? seenFacts(base.look) : base.inspection.facts
  return facts?.accounts.find((account) => account.uid === uid)?.name
}

function seenFacts(look: Extract<WizardState['at'], { step: 'check' }>['look']) {
  return look.kind === 'seen' ? look.inspection.facts : undefined
}

import { fill } from '../../text/fill.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import { useWizard } from '../../wizard/use-wizard.ts'
import { KeptList } from '../run/KeptList.tsx'
import { lastingSettings } from '../run/kept-for-good.ts'

type Props = { readonly target: string; readonly path: string }

/** What Docker does, and what of the change is there afterwards all the same. */
export function KeptSection({ target, path }: Props) {
  const { undo, review } = useText()
  const runs = useWizard((state) => state.runs)
  const undone =
    runs.kind === 'ready' ? runs.value.find(({ runId }) => runId === target)?.plan : undefined
  const kept = undone === undefined ? [] : lastingSettings(undone)
  return (
    <section className="section">
      <h2>{undo.kept}</h2>
      <ul className="plain-list">
        <li>{undo.restart}</li>
        <li>{undo.dataBack}</li>
        <li>
          <Prose>{fill(undo.keptDetail, { path })}</Prose>
        </li>
        {kept.length > 0 && (
          <li>
            {undo.keptForGood}
            <KeptList kept={kept} />
          </li>
        )}
        <li>{review.passwordDetail}</li>
      </ul>
    </section>
  )
}

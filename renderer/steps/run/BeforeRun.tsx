import type { Reviewed } from '../../wizard/wizard-state.ts'
import { formatRange } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { Prose } from '../../ui/Prose.tsx'

type Props = {
  readonly reviewed: Reviewed
  /** Whether this machine can ask for a password in a dialog. */
  readonly hasDialog: boolean
}

const icons = ['key', 'restart', 'undo', 'info'] as const

/** What is about to happen, before the button that asks for the password. */
export function BeforeRun({ reviewed: { plan, script }, hasDialog }: Props) {
  const { run, choose, review, terminal } = useText()
  const paths = pathsOf(plan)
  const [password, ...others] = plan.needsReboot ? run.beforeReboot : run.beforeApply
  const points = [hasDialog ? password : terminal.before, ...others]
  return (
    <>
      <section className="section">
        <h2>{run.beforeTitle}</h2>
        <ul className="before">
          {points.map((point, index) => (
            <li key={point}>
              <Icon name={icons[index] ?? 'info'} />
              <span>
                <Prose>{point}</Prose>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="section">
        <h2>{run.reviewedTitle}</h2>
        <KeyValues
          rows={[
            { label: choose.remapUser, value: plan.remapUser, isMachineText: true },
            { label: choose.idKinds.both, value: formatRange(plan.range), isMachineText: true },
            ...(paths.length > 0
              ? [{ label: run.files, value: paths.join('\n'), isMachineText: true }]
              : []),
            {
              label: `${review.tabs.script} (${review.scriptDigest})`,
              value: script.sha256,
              isMachineText: true,
            },
          ]}
        />
      </section>
    </>
  )
}

function pathsOf({ steps }: Reviewed['plan']): readonly string[] {
  const paths = steps.filter((step) => step.kind === 'edit-file').map((step) => step.path)
  return [...new Set(paths)]
}

import { memo } from 'react'
import type { Check, CheckOf } from '#domain/verification.ts'
import { useText } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import type { Loadable } from '../../wizard/wizard-state.ts'

type Props = { readonly runId: string; readonly checks: Loadable<readonly Check[]> }

/** The plan against the machine, check by check. */
export const CheckList = memo(function CheckList({ runId, checks }: Props) {
  const text = useText()
  const actions = useActions()
  const checkAgain = (
    <ActionButton onPress={() => void actions.verify(runId)}>
      <Icon name="refresh" />
      {text.prove.checksAgain}
    </ActionButton>
  )
  return (
    <section className="section">
      <div className="section-head">
        <h2>{text.prove.checksTitle}</h2>
        {checks.kind === 'ready' && checkAgain}
      </div>
      {checks.kind === 'loading' && <Looking label={text.shell.loading} />}
      {checks.kind === 'failed' && (
        <FailureNotice failure={checks.failure}>{checkAgain}</FailureNotice>
      )}
      {checks.kind === 'ready' && (
        <ul className="checks">
          {checks.value.map((check) => (
            <CheckItem key={check.code} check={check} words={text.checks[check.code]} />
          ))}
        </ul>
      )}
    </section>
  )
})

type Verdict = 'ok' | 'failed' | 'open'

const icons: Readonly<Record<Verdict, IconName>> = { ok: 'check', failed: 'cross', open: 'circle' }

type ItemProps = {
  readonly check: CheckOf<string>
  readonly words: { readonly title: string; readonly failed: string }
}

/** One check: whether it passed, what was seen, and what was expected where it did not. */
export function CheckItem({ check, words: { title, failed } }: ItemProps) {
  const text = useText()
  const verdict = verdictOf(check)
  const verdicts = {
    ok: text.prove.checkOk,
    failed: text.prove.checkFailed,
    open: text.prove.checkOpen,
  }
  return (
    <li className={`check check-${verdict}`}>
      <Icon name={icons[verdict]} className="check-icon" />
      <div>
        <h3>
          <Prose>{verdict === 'failed' ? failed : title}</Prose>
        </h3>
        <dl className="check-evidence">
          {check.evidence !== '' && (
            <div>
              <dt>{text.prove.seen}</dt>
              <dd className="machine-inline">{check.evidence}</dd>
            </div>
          )}
          {verdict !== 'ok' && (
            <div>
              <dt>{text.prove.expected}</dt>
              <dd className="machine-inline">{check.expected}</dd>
            </div>
          )}
        </dl>
      </div>
      <span className="check-verdict">{verdicts[verdict]}</span>
    </li>
  )
}

function verdictOf({ ok }: CheckOf<string>): Verdict {
  if (ok === undefined) return 'open'
  return ok ? 'ok' : 'failed'
}

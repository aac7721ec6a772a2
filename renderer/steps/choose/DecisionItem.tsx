import { useId } from 'react'
import { declarationOf } from '#domain/findings/catalogue.ts'
import type { Source } from '#domain/findings/declaration.ts'
import { useText } from '../../text/use-text.ts'
import { Prose } from '../../ui/Prose.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { useActions } from '../../wizard/use-wizard.ts'
import { FindingSource } from '../check/FindingSource.tsx'
import type { Decision } from './decisions.ts'
import { titleOf } from './decisions.ts'
import { problemText } from './problem-text.ts'

type Props = { readonly decision: Decision; readonly isGiven: boolean }

/** One agreement: its switch, and beside it what it does, what it costs, and how it is taken back. */
export function DecisionItem({ decision: { consent, findings, problems }, isGiven }: Props) {
  const text = useText()
  const actions = useActions()
  const id = useId()
  const { choose } = text
  const { title, does, means, undo } = text.consents[consent]
  return (
    <li className={`decision${isGiven ? ' is-given' : ''}`}>
      <div className="decision-head">
        <Switch
          isOn={isGiven}
          onChange={(isOn) => actions.consent(consent, isOn)}
          id={id}
          describedBy={`${id}-details`}
        />
        <label htmlFor={id}>
          <Prose>{title}</Prose>
        </label>
        <span className="decision-state" aria-hidden="true">
          {isGiven ? choose.decisionOn : choose.decisionOff}
        </span>
      </div>
      <dl className="decision-details" id={`${id}-details`}>
        <Detail label={choose.decisionWhy}>
          {[
            ...findings.map((finding) => titleOf(finding, text)),
            ...problems.map((problem) => problemText(problem, text)),
          ].join(text.shell.listSeparator)}
        </Detail>
        <Detail label={choose.decisionDoes}>{does}</Detail>
        <Detail label={choose.decisionMeans}>{means}</Detail>
        <Detail label={choose.decisionUndo}>{undo}</Detail>
      </dl>
      {sourcesOf(findings).map((source) => (
        <FindingSource key={source.url} source={source} />
      ))}
    </li>
  )
}

function Detail({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Prose>{children}</Prose>
      </dd>
    </div>
  )
}

function sourcesOf(findings: Decision['findings']): readonly Source[] {
  const sources = findings.map(({ code }) => declarationOf(code).source)
  return [...new Map(sources.map((source) => [source.url, source])).values()]
}

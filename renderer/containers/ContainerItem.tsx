import type { ContainerVerdict } from '#domain/containers/verdict.ts'
import { useText } from '../text/use-text.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Icon } from '../ui/Icon.tsx'
import { ReasonDetails } from './ReasonDetails.tsx'
import { Remedies } from './Remedies.tsx'
import { VerdictBadge } from './VerdictBadge.tsx'
import { remediesOf } from './remedies-of.ts'

type Props = {
  readonly verdict: ContainerVerdict
  readonly heading: 'h3' | 'h4'
  readonly isOpen: boolean
}

/** One line that says enough; behind it why, and the exact lines to change. */
export function ContainerItem({ verdict, heading, isOpen }: Props) {
  const text = useText()
  const { name, image, running, reasons } = verdict
  const titles = reasons.map(({ code }) => text.verdicts.reasons[code].title)
  return (
    <li>
      <Disclosure
        className="fold"
        buttonClassName="container-button"
        heading={heading}
        isOpen={isOpen}
        trigger={
          <>
            <Icon name="chevron" className="fold-chevron" />
            <VerdictBadge kind={verdict.verdict} />
            <span className="container-line">
              <bdi className="container-name">{name}</bdi>
              <span className="container-why">{titles.join(' · ')}</span>
            </span>
          </>
        }
      >
        <div className="container-details">
          <p className="quiet">
            <bdi className="machine-inline">{image}</bdi>
            {' · '}
            {running ? text.verdicts.running : text.verdicts.stopped}
          </p>
          {reasons.map((reason) => (
            <ReasonDetails key={[reason.code, ...reason.evidence].join(' ')} reason={reason} />
          ))}
          <Remedies name={name} remedies={remediesOf(verdict)} verdict={verdict.verdict} />
        </div>
      </Disclosure>
    </li>
  )
}

import { memo, use } from 'react'
import type { RefObject } from 'react'
import type { IdRange } from '#domain/id-range.ts'
import type { LiveProof, ProofPair } from '#domain/proof/live-proof.ts'
import { checkLiveProof } from '#domain/proof/proof-checks.ts'
import { PROOF_SCRIPT } from '#domain/proof/proof-script.ts'
import { CheckItem } from '../steps/prove/CheckList.tsx'
import { fill } from '../text/fill.ts'
import { formatTime } from '../text/format.ts'
import { loadProofText } from '../text/proof-text.ts'
import type { ProofText } from '../text/proof-text.ts'
import { useLanguage } from '../text/use-text.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Looking } from '../ui/Looking.tsx'
import { MissingPart } from '../ui/MissingPart.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Prose } from '../ui/Prose.tsx'
import { useActions, useWizard } from '../wizard/use-wizard.ts'
import type { ProveState } from '../wizard/wizard-state.ts'
import './proof.css'
import { problemsOf } from './proof-columns.ts'
import { ProofTable } from './ProofTable.tsx'
import { usePicture } from './use-picture.ts'

export type LiveProofProps = {
  readonly pair: ProofPair
  /** `before`: Docker does not remap yet, and one container is enough. */
  readonly moment: 'before' | 'now'
  /** The change that is proved, and where its comparison is shown. */
  readonly proved?: {
    readonly range: IdRange
    readonly processes: ProveState['processes']
    readonly comparison: RefObject<HTMLElement | null>
  }
}

/** The live proof: what it will make, said before it is made, and what was measured. */
export function LiveProofPanel({ pair, moment, proved }: LiveProofProps) {
  usePicture(proved?.processes, proved?.comparison)
  return <Panel pair={pair} moment={moment} range={proved?.range} />
}

type PanelProps = Pick<LiveProofProps, 'pair' | 'moment'> & { readonly range: IdRange | undefined }

/** Apart from the processes, which come each second and are no part of it. */
const Panel = memo(function Panel({ pair, moment, range }: PanelProps) {
  const text = use(loadProofText(useLanguage()))
  const run = useWizard((state) => state.live.run)
  const simulated = useWizard((state) => state.simulated)
  if (text === undefined) return <MissingPart />
  const measured = moment === 'before' ? pair.before : pair.now
  const isBefore = moment === 'before'
  return (
    <section className="section proof">
      <h2>{isBefore ? text.titleBefore : text.title}</h2>
      <p className="quiet">
        {simulated ? text.ledeSimulated : isBefore ? text.ledeBefore : text.lede}
      </p>
      {run.kind === 'failed' && <FailureNotice failure={run.failure} />}
      {run.kind === 'running' ? (
        <Looking label={isBefore ? text.runningBefore : text.running} />
      ) : (
        <Offer text={text} moment={moment} isAgain={measured !== undefined} />
      )}
      {range && (
        <ul className="checks">
          {checkLiveProof(range, pair).map((check) => (
            <CheckItem key={check.code} check={check} words={text.checks[check.code]} />
          ))}
        </ul>
      )}
      {(pair.before ?? pair.now) !== undefined && (
        <>
          <ProofTable pair={pair} text={text} onlyBefore={isBefore} />
          <Remarks proof={measured} text={text} />
        </>
      )}
    </section>
  )
})

type OfferProps = {
  readonly text: ProofText
  readonly moment: LiveProofProps['moment']
  readonly isAgain: boolean
}

/** Once it was made, the list is folded away: it says the same. */
function Offer({ text, moment, isAgain }: OfferProps) {
  const actions = useActions()
  const { image, containers, container, file, breakOut } = text.makesList
  const made = [image, moment === 'before' ? container : containers, file, breakOut]
  const verb =
    moment === 'before' ? (isAgain ? 'measureAgain' : 'measure') : isAgain ? 'proveAgain' : 'prove'
  const list = (
    <>
      <ul className="proof-makes">
        {made.map((sentence) => (
          <li key={sentence}>
            <Prose>{sentence}</Prose>
          </li>
        ))}
      </ul>
      <p className="quiet">{text.ends}</p>
    </>
  )
  return (
    <div className="proof-offer">
      {isAgain ? (
        <Fold title={text.makes} isQuiet>
          {list}
        </Fold>
      ) : (
        <>
          <p>{text.makes}</p>
          {list}
        </>
      )}
      <Fold title={text.script} isQuiet>
        <pre className="machine">{PROOF_SCRIPT}</pre>
      </Fold>
      <div>
        <ActionButton onPress={() => void actions.proveLive()}>
          <Icon name={isAgain ? 'refresh' : 'boxes'} />
          {text[verb]}
        </ActionButton>
      </div>
    </div>
  )
}

function Remarks({
  proof,
  text,
}: {
  readonly proof: LiveProof | undefined
  readonly text: ProofText
}) {
  const language = useLanguage()
  if (proof === undefined) return null
  const { at, simulated, dockerVersion: version, kernelRelease: kernel, leftBehind } = proof
  const said = simulated ? text.simulatedAt : text.measuredAt
  return (
    <>
      <p className="quiet">
        {fill(said, { time: formatTime(at, language), version, kernel })}{' '}
        {leftBehind.length === 0 && !simulated && text.removed}
      </p>
      {problemsOf(proof).map(({ role, problem }) => (
        <div key={role}>
          <p>
            <Prose>{text.problems[role]}</Prose>
          </p>
          <pre className="machine">{problem}</pre>
        </div>
      ))}
      {leftBehind.length > 0 && (
        <Notice tone="warning" title={text.leftTitle}>
          <p>{text.leftDetail}</p>
          <pre className="machine">{leftBehind.join('\n')}</pre>
        </Notice>
      )}
    </>
  )
}

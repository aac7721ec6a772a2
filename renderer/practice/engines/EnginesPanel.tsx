import { PRACTICE_ENGINES } from '#domain/practice-engines.ts'
import type { FailureCode, PracticeEnginesReading } from '#contract/channels.ts'
import { ScriptView } from '../../steps/review/ScriptView.tsx'
import { fill } from '../../text/fill.ts'
import { formatClock, formatRange } from '../../text/format.ts'
import { useLanguage } from '../../text/use-text.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Looking } from '../../ui/Looking.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { useActions, useWizard } from '../../wizard/use-wizard.ts'
import { EngineCard } from './EngineCard.tsx'
import { endOfEngines, endOfTime, engineView } from './engine-view.ts'
import { useEnginesText } from './engines-text.ts'
import { useEngines, type Engines } from './use-engines.ts'

/** Two real engines side by side; not on a simulated machine, where there is nothing real. */
export function EnginesPanel() {
  const text = useEnginesText()
  const { practice } = useActions()
  const simulated = useWizard((state) => state.practice !== undefined || state.simulated)
  const engines = useEngines(practice.api)
  const { reading, refusal } = engines
  return (
    <section className="section engines">
      <h2>{text.title}</h2>
      <p className="quiet">{simulated ? text.notHere : text.lede}</p>
      {refusal && <FailureNotice failure={refusal} />}
      {!simulated && reading?.kind === 'off' && <Off engines={engines} last={reading} />}
      {reading?.kind === 'asking' && <Looking label={text.asking} />}
      {reading?.kind === 'on' && <On reading={reading} onStop={engines.stop} />}
    </section>
  )
}

/** What to do about them is said with the way by a terminal, which is one for changes only. */
const BY_TERMINAL: ReadonlySet<FailureCode> = new Set(['no-pkexec', 'no-agent', 'not-allowed'])

type OffProps = {
  readonly engines: Engines
  readonly last: PracticeEnginesReading & { readonly kind: 'off' }
}

function Off({ engines: { prepared, prepare, start }, last }: OffProps) {
  const text = useEnginesText()
  if (prepared === undefined) {
    return (
      <>
        <LastEnd last={last} />
        <div>
          <ActionButton onPress={() => void prepare()}>
            <Icon name="boxes" />
            {text.look}
          </ActionButton>
        </div>
      </>
    )
  }
  const { script, range } = prepared
  return (
    <>
      <p>{text.makes}</p>
      <ul className="engines-makes">
        {text.makesList.map((sentence) => (
          <li key={sentence}>
            <Prose>{sentence}</Prose>
          </li>
        ))}
      </ul>
      <p className="quiet">{text.ends}</p>
      <Fold title={text.program}>
        <ScriptView script={script} help={fill(text.programHelp, { range: formatRange(range) })} />
      </Fold>
      <div>
        <ActionButton onPress={() => void start(script)}>
          <Icon name="key" />
          {text.start}
        </ActionButton>
      </div>
    </>
  )
}

function LastEnd({ last: { events, failure } }: Pick<OffProps, 'last'>) {
  const text = useEnginesText()
  if (failure) {
    return (
      <FailureNotice
        failure={failure}
        {...(failure.code !== 'internal' && { reassurance: text.nothingStarted })}
      >
        {BY_TERMINAL.has(failure.code) && <p>{text.dialogOnly}</p>}
      </FailureNotice>
    )
  }
  const end = endOfEngines(events)
  if (end === undefined) return null
  if (end.kind === 'failed') {
    return (
      <Notice tone="bad" title={end.hadStarted ? text.endedTitle : text.failedTitle} announce>
        <p>
          <Prose>{text.failures[end.failure.code]}</Prose> {text.nothingLeft}
        </p>
        {end.failure.detail !== '' && <pre className="machine">{end.failure.detail}</pre>}
      </Notice>
    )
  }
  const isOver = end.kind === 'over'
  return (
    <Notice tone={isOver ? 'good' : 'warning'} title={text.over} announce>
      <p>{isOver ? text.nothingLeft : text.killed}</p>
    </Notice>
  )
}

type OnProps = {
  readonly reading: PracticeEnginesReading & { readonly kind: 'on' }
  readonly onStop: () => Promise<void>
}

function On({ reading: { events, processes, stopping }, onStop }: OnProps) {
  const text = useEnginesText()
  const language = useLanguage()
  const end = endOfTime(events)
  const isReady = events.some(({ kind }) => kind === 'practice-ready')
  return (
    <>
      <p className="engines-real">
        <Icon name="info" />
        {text.real}
      </p>
      <div className="engines-pair">
        {PRACTICE_ENGINES.map((engine) => (
          <EngineCard key={engine} view={engineView(engine, events, processes)} />
        ))}
      </div>
      {stopping ? (
        <Looking label={text.stopping} />
      ) : (
        <div className="engines-end">
          <ActionButton onPress={() => void onStop()}>{text.stop}</ActionButton>
          {!isReady && <Looking label={text.starting} />}
          {end !== undefined && (
            <span className="quiet">{fill(text.until, { time: formatClock(end, language) })}</span>
          )}
        </div>
      )}
    </>
  )
}

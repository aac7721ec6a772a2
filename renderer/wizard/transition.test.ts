import { describe, expect, it } from 'vitest'
import type { Failure, Inspection, RunSummary } from '#contract/channels.ts'
import { suggestChoices } from '#domain/choices.ts'
import type { Consent } from '#domain/consents.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { Practice } from '#domain/practice.ts'
import { createPlan } from '#domain/plan.ts'
import type { RunEvent, RunOutcome } from '#domain/run-events.ts'
import { toJournalPlan } from '#domain/script.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'
import type { LiveEvent } from './live-state.ts'
import type { RunState } from './run-state.ts'
import { initialState, isRunning, transition } from './transition.ts'
import type {
  ApplyState,
  CheckState,
  ChooseState,
  ProveState,
  ResumeState,
  Reviewed,
  ReviewState,
  UndoState,
  WizardEvent,
  WizardState,
  WizardStep,
} from './wizard-state.ts'

const host = openSimulated('debian-12')
const inspection: Inspection = {
  facts: parseHostFacts(await host.readSnapshot()),
  program: '',
  simulated: false,
}
const choices = suggestChoices(inspection.facts)!
const created = createPlan(inspection.facts, choices)
if (!created.ok) throw new Error('The simulated machine has no plan')
const plan = created.value
const reviewed: Reviewed = { plan, script: { text: 'true\n', sha256: 'a'.repeat(64) } }
const failed: Failure = { code: 'dialog-dismissed', detail: '' }

const started: RunEvent = { sequence: 1, at: 1, kind: 'run-started', action: 'apply' }
const finished = (outcome: RunOutcome): RunEvent => ({
  sequence: 2,
  at: 2,
  kind: 'run-finished',
  outcome,
})

const running: RunState = { kind: 'running', runId: 'run-1', events: [started] }
const ended = (outcome: RunOutcome): RunState => ({
  kind: 'finished',
  runId: 'run-1',
  events: [started, finished(outcome)],
  outcome,
})

const checkSeen: CheckState = {
  step: 'check',
  look: { kind: 'seen', inspection, elevationFailure: undefined },
}
const choose: ChooseState = {
  step: 'choose',
  inspection,
  suggested: choices,
  remapUser: 'dockremap',
  startText: '458752',
  way: 'daemon-config',
  consents: [],
}
const review: ReviewState = { step: 'review', inspection, choices, reviewed }
const apply = (run: RunState): ApplyState => ({
  step: 'apply',
  inspection,
  choices,
  reviewed,
  run,
})
const prove: ProveState = {
  step: 'prove',
  runId: 'run-1',
  plan,
  checks: { kind: 'loading' },
  processes: { kind: 'loading' },
  paused: false,
}
const undo = (run: RunState, preview: UndoState['preview']): UndoState => ({
  step: 'undo',
  target: 'run-0',
  preview,
  run,
  back: review,
})
const ready = { kind: 'ready', value: reviewed } as const
const resumable = {
  kind: 'ready',
  value: {
    plan: toJournalPlan(plan),
    events: [started],
    verbs: ['finish', 'roll-back'],
    script: reviewed.script,
  },
} as const
const resume = (run: RunState, preview: ResumeState['preview']): ResumeState => ({
  step: 'resume',
  target: 'run-9',
  preview,
  verb: 'finish',
  run,
  back: review,
})
const snapshot = { at: 3, processes: [], readMs: 1 }

const practice: Practice = {
  machine: {
    name: 'debian-12',
    about: { en: 'Debian.', 'zh-CN': 'Debian。' },
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    engine: 'rootful',
    dockerVersion: '20.10.24',
    outcome: 'can-be-done',
    featured: true,
  },
  faults: ['no-agent'],
}

/** Proofs on test containers belong to no step: live-state.test.ts. */
type StepEventKind = Exclude<WizardEvent, LiveEvent>['kind']

/** One event of every other kind; the run's name is the running one's. */
const events: { readonly [Kind in StepEventKind]: Extract<WizardEvent, { kind: Kind }> } = {
  looking: { kind: 'looking', elevated: false },
  seen: { kind: 'seen', inspection },
  'look-failed': { kind: 'look-failed', failure: failed, before: inspection },
  choosing: { kind: 'choosing', suggested: choices },
  'remap-user-typed': { kind: 'remap-user-typed', text: 'somebody' },
  'start-typed': { kind: 'start-typed', text: '65536x' },
  'way-chosen': { kind: 'way-chosen', way: 'docker-options' },
  'consent-changed': { kind: 'consent-changed', consent: 'drop-remap-flag', given: true },
  planned: { kind: 'planned', choices, reviewed },
  'continued-to-apply': { kind: 'continued-to-apply' },
  'went-back': { kind: 'went-back' },
  'run-requested': { kind: 'run-requested' },
  'run-named': { kind: 'run-named', runId: 'run-1' },
  'run-refused': { kind: 'run-refused', failure: failed },
  'run-event': { kind: 'run-event', runId: 'run-1', event: finished('done') },
  'run-not-started': { kind: 'run-not-started', runId: 'run-1', failure: failed },
  'run-cut-off': { kind: 'run-cut-off', runId: 'run-1' },
  proving: { kind: 'proving', runId: 'run-1', plan },
  'checks-loaded': { kind: 'checks-loaded', runId: 'run-1', checks: { kind: 'ready', value: [] } },
  'processes-read': { kind: 'processes-read', processes: { kind: 'ready', value: snapshot } },
  paused: { kind: 'paused', paused: true },
  'history-opened': { kind: 'history-opened' },
  'practice-opened': { kind: 'practice-opened' },
  'practice-read': { kind: 'practice-read', practice },
  'machine-changed': { kind: 'machine-changed', practice },
  'runs-listed': { kind: 'runs-listed', runs: { kind: 'ready', value: [] } },
  'undo-opened': { kind: 'undo-opened', target: 'run-0' },
  'undo-prepared': { kind: 'undo-prepared', target: 'run-0', preview: ready },
  'resume-opened': { kind: 'resume-opened', target: 'run-9' },
  'resume-prepared': { kind: 'resume-prepared', target: 'run-9', preview: resumable },
  'verb-chosen': { kind: 'verb-chosen', verb: 'roll-back' },
}

type Expected = { readonly [Kind in StepEventKind]?: string }

/** These lead away from every step at which root is not at work. */
const fromAnywhere = {
  looking: 'check looking',
  proving: 'prove loading loading',
  'history-opened': 'history',
  'practice-opened': 'practice',
  'undo-opened': 'undo loading explained',
  'resume-opened': 'resume loading explained',
} satisfies Expected

/** Every step in every condition, and where each event leads; what is not named changes nothing. */
const table: readonly (readonly [name: string, at: WizardStep, expected: Expected])[] = [
  [
    'check, looking',
    { step: 'check', look: { kind: 'looking', elevated: false } },
    { ...fromAnywhere, seen: 'check seen', 'look-failed': 'check failed' },
  ],
  [
    'check, looking with administrator rights',
    { step: 'check', look: { kind: 'looking', elevated: true } },
    { ...fromAnywhere, seen: 'check seen', 'look-failed': 'check seen dialog-dismissed' },
  ],
  ['check, failed', { step: 'check', look: { kind: 'failed', failure: failed } }, fromAnywhere],
  ['check, seen', checkSeen, { ...fromAnywhere, choosing: 'choose dockremap 458752' }],
  [
    'choose',
    choose,
    {
      ...fromAnywhere,
      'remap-user-typed': 'choose somebody 458752',
      'start-typed': 'choose dockremap 65536x',
      'way-chosen': 'choose dockremap 458752 docker-options',
      'consent-changed': 'choose dockremap 458752 drop-remap-flag',
      planned: 'review',
      'went-back': 'check seen',
    },
  ],
  [
    'review',
    review,
    {
      ...fromAnywhere,
      'continued-to-apply': 'apply explained',
      'went-back': 'choose dockremap 458752',
    },
  ],
  [
    'apply, explained',
    apply({ kind: 'explained' }),
    { ...fromAnywhere, 'run-requested': 'apply requested', 'went-back': 'review' },
  ],
  [
    'apply, requested',
    apply({ kind: 'requested', early: [] }),
    {
      'run-named': 'apply running',
      'run-refused': 'apply not-started',
      'run-event': 'apply requested',
      'run-not-started': 'apply requested',
      'run-cut-off': 'apply requested',
    },
  ],
  [
    'apply, running',
    apply(running),
    {
      'run-event': 'apply finished done',
      'run-not-started': 'apply not-started',
      'run-cut-off': 'apply cut-off',
    },
  ],
  [
    'apply, not started',
    apply({ kind: 'not-started', failure: failed }),
    { ...fromAnywhere, 'run-requested': 'apply requested', 'went-back': 'review' },
  ],
  [
    'apply, cut off',
    apply({ kind: 'cut-off', runId: 'run-1', events: [started] }),
    { ...fromAnywhere, 'went-back': 'review' },
  ],
  ['apply, done', apply(ended('done')), fromAnywhere],
  [
    'apply, refused',
    apply(ended('refused')),
    { ...fromAnywhere, 'run-requested': 'apply requested', 'went-back': 'review' },
  ],
  [
    'apply, rolled back',
    apply(ended('rolled-back')),
    { ...fromAnywhere, 'run-requested': 'apply requested', 'went-back': 'review' },
  ],
  ['apply, rollback failed', apply(ended('rollback-failed')), fromAnywhere],
  [
    'prove',
    prove,
    {
      ...fromAnywhere,
      'checks-loaded': 'prove ready loading',
      'processes-read': 'prove loading ready',
      paused: 'prove loading loading paused',
    },
  ],
  [
    'prove, paused',
    { ...prove, paused: true },
    {
      ...fromAnywhere,
      'checks-loaded': 'prove ready loading paused',
      paused: 'prove loading loading paused',
    },
  ],
  [
    'undo, loading',
    undo({ kind: 'explained' }, { kind: 'loading' }),
    {
      ...fromAnywhere,
      'undo-prepared': 'undo ready explained',
      'run-requested': 'undo loading requested',
      'went-back': 'review',
    },
  ],
  [
    'undo, reviewed',
    undo({ kind: 'explained' }, ready),
    {
      ...fromAnywhere,
      'undo-prepared': 'undo ready explained',
      'run-requested': 'undo ready requested',
      'went-back': 'review',
    },
  ],
  [
    'undo, running',
    undo(running, ready),
    {
      'run-event': 'undo ready finished done',
      'run-not-started': 'undo ready not-started',
      'run-cut-off': 'undo ready cut-off',
    },
  ],
  ['undo, done', undo(ended('done'), ready), fromAnywhere],
  [
    'undo, rolled back',
    undo(ended('rolled-back'), ready),
    {
      ...fromAnywhere,
      'run-requested': 'undo ready requested',
      'went-back': 'review',
    },
  ],
  [
    'resume, loading',
    resume({ kind: 'explained' }, { kind: 'loading' }),
    {
      ...fromAnywhere,
      'resume-prepared': 'resume ready explained',
      'verb-chosen': 'resume loading explained roll-back',
      'run-requested': 'resume loading requested',
      'went-back': 'review',
    },
  ],
  [
    'resume, ready',
    resume({ kind: 'explained' }, resumable),
    {
      ...fromAnywhere,
      'resume-prepared': 'resume ready explained',
      'verb-chosen': 'resume ready explained roll-back',
      'run-requested': 'resume ready requested',
      'went-back': 'review',
    },
  ],
  [
    'resume, running',
    resume(running, resumable),
    {
      'run-event': 'resume ready finished done',
      'run-not-started': 'resume ready not-started',
      'run-cut-off': 'resume ready cut-off',
    },
  ],
  [
    'resume, done',
    resume(ended('done'), resumable),
    { ...fromAnywhere, 'verb-chosen': 'resume ready finished done roll-back' },
  ],
  [
    'history',
    { step: 'history', back: review },
    {
      looking: 'check looking',
      proving: 'prove loading loading',
      'practice-opened': 'practice',
      'undo-opened': 'undo loading explained',
      'resume-opened': 'resume loading explained',
      'went-back': 'review',
    },
  ],
  [
    'practice',
    { step: 'practice', back: review },
    {
      looking: 'check looking',
      proving: 'prove loading loading',
      'history-opened': 'history',
      'undo-opened': 'undo loading explained',
      'resume-opened': 'resume loading explained',
      'went-back': 'review',
    },
  ],
]

function describeStep(at: WizardStep): string {
  switch (at.step) {
    case 'check':
      return [
        'check',
        at.look.kind,
        ...(at.look.kind === 'seen' && at.look.elevationFailure
          ? [at.look.elevationFailure.code]
          : []),
      ].join(' ')
    case 'choose':
      return [
        `choose ${at.remapUser} ${at.startText}`,
        ...(at.way === 'daemon-config' ? [] : [at.way]),
        ...at.consents,
      ].join(' ')
    case 'apply':
      return `apply ${describeRun(at.run)}`
    case 'undo':
      return `undo ${at.preview.kind} ${describeRun(at.run)}`
    case 'resume':
      return [
        `resume ${at.preview.kind} ${describeRun(at.run)}`,
        ...(at.verb === 'roll-back' ? [at.verb] : []),
      ].join(' ')
    case 'prove':
      return `prove ${at.checks.kind} ${at.processes.kind}${at.paused ? ' paused' : ''}`
    default:
      return at.step
  }
}

function describeRun(run: RunState): string {
  return run.kind === 'finished' ? `finished ${run.outcome}` : run.kind
}

const inState = (at: WizardStep): WizardState => ({ ...initialState, at })

/** These change more than the step. */
const BEYOND_STEPS: ReadonlySet<WizardEvent['kind']> = new Set([
  'runs-listed',
  'practice-read',
  'machine-changed',
])

describe.each(table)('in %s', (_name, at, expected) => {
  it.each(Object.values(events).filter(({ kind }) => !BEYOND_STEPS.has(kind)))(
    '$kind leads where it should',
    (event) => {
      const before = inState(at)
      const after = transition(before, event)
      expect(after === before ? undefined : describeStep(after.at)).toBe(expected[event.kind])
    },
  )
})

it.each([
  ['history', { kind: 'history-opened' }],
  ['undo', { kind: 'undo-opened', target: 'run-0' }],
] as const)('brings a late answer to the step below %s', (_name, opened) => {
  const seenBelow = [opened, events.seen, events['went-back']].reduce(transition, initialState)
  expect(describeStep(seenBelow.at)).toBe('check seen')
  const checkedBelow = [opened, events['checks-loaded'], events['went-back']].reduce(
    transition,
    inState(prove),
  )
  expect(describeStep(checkedBelow.at)).toBe('prove ready loading')
})

it('keeps a list of runs at every step, and nothing else changes', () => {
  const runs: readonly RunSummary[] = []
  for (const [, at] of table) {
    expect(
      transition(inState(at), { kind: 'runs-listed', runs: { kind: 'ready', value: runs } }),
    ).toEqual({ ...inState(at), runs: { kind: 'ready', value: runs } })
  }
})

it('forgets everything when the machine becomes another one, whatever step it was at', () => {
  for (const [, at] of table) {
    const before: WizardState = { ...inState(at), runs: { kind: 'ready', value: [] } }
    const practising = transition(before, events['machine-changed'])
    expect(practising).toEqual({ ...initialState, practice, simulated: true })
    const left = transition(practising, { kind: 'machine-changed', practice: undefined })
    expect(left).toEqual(initialState)
  }
})

it('marks the machine as simulated as soon as it is known, before anything was seen of it', () => {
  const known = transition(initialState, events['practice-read'])
  expect(known).toEqual({ ...initialState, practice, simulated: true })
})

it('drops what another run reports, and what another run would change', () => {
  const strangers: readonly WizardEvent[] = [
    { kind: 'run-event', runId: 'run-2', event: finished('done') },
    { kind: 'run-not-started', runId: 'run-2', failure: failed },
    { kind: 'run-cut-off', runId: 'run-2' },
    { kind: 'checks-loaded', runId: 'run-2', checks: { kind: 'ready', value: [] } },
    { kind: 'undo-prepared', target: 'run-2', preview: ready },
    { kind: 'resume-prepared', target: 'run-2', preview: resumable },
  ]
  for (const at of [apply(running), undo(running, ready), resume(running, resumable), prove]) {
    for (const event of strangers) {
      const before = inState(at)
      expect(transition(before, event)).toBe(before)
    }
  }
})

it('keeps what was seen without administrator rights when the look with them does not come about', () => {
  const looking = transition(inState(checkSeen), { kind: 'looking', elevated: true })
  const after = transition(looking, events['look-failed'])
  expect(after.at).toEqual({
    step: 'check',
    look: { kind: 'seen', inspection, elevationFailure: failed },
  })
})

const change = (consent: Consent, given: boolean): WizardEvent => ({
  kind: 'consent-changed',
  consent,
  given,
})

it.each([
  [
    [true, true, true],
    ['raise-namespace-limit', 'drop-remap-flag'],
  ],
  [[true, true, false], ['raise-namespace-limit']],
  [[false, true, false], ['raise-namespace-limit']],
] as const)(
  'gives and takes back one agreement without the others, in one order: %s',
  ([first, second, last], consents) => {
    const changes = [
      change('drop-remap-flag', first),
      change('raise-namespace-limit', second),
      change('drop-remap-flag', last),
    ]
    expect(changes.reduce(transition, inState(choose)).at).toMatchObject({ consents })
  },
)

it('remembers the choices on the way back from Review', () => {
  expect(transition(inState(review), { kind: 'went-back' }).at).toEqual({
    ...choose,
    startText: String(choices.range.start),
  })
})

it('leads back from History and Undo to the step below, whatever was opened in between', () => {
  const opened = [events['history-opened'], events['undo-opened'], events['went-back']]
  expect(opened.reduce(transition, inState(review)).at).toBe(review)
})

it('says that the machine is simulated once main has said so', () => {
  const looking = inState({ step: 'check', look: { kind: 'looking', elevated: false } })
  const seen = transition(looking, { kind: 'seen', inspection: { ...inspection, simulated: true } })
  expect(seen.simulated).toBe(true)
  expect(transition(seen, events.choosing).simulated).toBe(true)
})

it('knows when root is at work', () => {
  const atWork = table.filter(([, at]) => isRunning(at)).map(([name]) => name)
  expect(atWork).toEqual(['apply, requested', 'apply, running', 'undo, running', 'resume, running'])
})

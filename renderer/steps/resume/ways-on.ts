import type { DockerService } from '#domain/docker-service.ts'
import type { JournalPlan, JournalStep } from '#domain/plan.ts'
import type { RunEvent } from '#domain/run-events.ts'

type Kind = JournalStep['kind']

/** Done again even if it was done: what these bring about cannot be read from a file. */
const REPEATED: ReadonlySet<Kind> = new Set<Kind>([
  'reload-units',
  'validate-docker',
  'stop-containers',
  'restart-docker',
  'verify-docker',
  'update-boot-loader',
])

/** What resume.sh does to finish a run that reported these events, in this order. */
export function stepsToFinish(
  { steps }: JournalPlan,
  events: readonly RunEvent[],
): readonly JournalStep[] {
  const done = idsOf(events, 'step-done')
  return steps.filter(({ id, kind }) => !done.has(id) || REPEATED.has(kind))
}

export type Rollback = {
  /** What is put back, in this order. */
  readonly steps: readonly JournalStep[]
  /** Files that stay as the run left them. */
  readonly keptPaths: readonly string[]
  /** Restarted only if it does not run as before: its own restart was not reached. */
  readonly restartIfNeeded: DockerService | undefined
  readonly startsContainers: boolean
}

/** What reads the files comes after all of them are back, in this order; what only looked has nothing to put back. */
const LAST: readonly Kind[] = ['update-boot-loader', 'reload-units', 'restart-docker']
const WITHOUT_TRACE: ReadonlySet<Kind> = new Set<Kind>([
  'validate-docker',
  'stop-containers',
  'verify-docker',
])

/** What end.sh does to roll a run back that reported these events. */
export function rollbackOf({ steps }: JournalPlan, events: readonly RunEvent[]): Rollback {
  const begun = idsOf(events, 'step-started')
  const changed = steps.filter(({ id, kind }) => begun.has(id) && !WITHOUT_TRACE.has(kind))
  const wasRestarted = changed.some(({ kind }) => kind === 'restart-docker')
  const kept = changed.flatMap((step) =>
    wasRestarted && step.kind === 'edit-file' && step.lasting ? [step] : [],
  )
  const first = changed.filter(
    (step) => !LAST.includes(step.kind) && !kept.some(({ id }) => id === step.id),
  )
  const restart = steps.find((step) => step.kind === 'restart-docker')
  const stopped = steps.some(({ id, kind }) => kind === 'stop-containers' && begun.has(id))
  return {
    steps: [
      ...first.toReversed(),
      ...LAST.flatMap((kind) => changed.filter((step) => step.kind === kind)),
    ],
    keptPaths: [...new Set(kept.map(({ path }) => path))],
    restartIfNeeded: wasRestarted ? undefined : restart?.service,
    startsContainers: wasRestarted || stopped,
  }
}

function idsOf(events: readonly RunEvent[], kind: 'step-started' | 'step-done'): Set<string> {
  return new Set(events.flatMap((event) => (event.kind === kind ? [event.step] : [])))
}

import type { RunSummary } from '#contract/channels.ts'
import type { Loadable } from './wizard-state.ts'

/** A change whose end was never recorded: until it has one, root does nothing else on this machine. */
export type CutOffRun = RunSummary & Required<Pick<RunSummary, 'cutOff'>>

/** The change that has to come to its end first; there is never more than one. */
export function cutOffRun(runs: Loadable<readonly RunSummary[]>): CutOffRun | undefined {
  return runs.kind === 'ready' ? runs.value.find(isCutOff) : undefined
}

/** A change that could not be put back completely has an end, and keeps nothing waiting; it may be rolled back again. */
export function isCutOff(run: RunSummary): run is CutOffRun {
  return run.outcome === 'unfinished' && run.cutOff !== undefined
}

/** Whether there is a way on with it: it was cut off, or something of it could not be put back. */
export function mayResume({ cutOff }: RunSummary): boolean {
  return cutOff !== undefined && !cutOff.running
}

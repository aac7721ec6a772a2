import type { ProcessSnapshot } from '#domain/container-process.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { PracticeEvent } from '#domain/practice-engines.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import type { Result } from '#domain/result.ts'
import type { Backup } from '#domain/run-backups.ts'
import type { Resumption, RunEvent, RunOutcome } from '#domain/run-events.ts'
import type { Failure, PracticeEnginesReading, RunSummary } from '#contract/channels.ts'

/** How a run ended; `cut-off`: it began, and its process is gone without an end. What it did is in the journal. */
export type RunEnd = RunOutcome | 'cut-off'

/** A script that waits for the user to run it as root. */
export type HandedOver = {
  /** One line for a terminal; it asks for the password there, if one is needed. */
  readonly command: string
  /** The script that it names, which only this user can change; the line takes no other text. */
  readonly path: string
  /** Fails only when the script never started, and never will. */
  readonly end: Promise<Result<RunEnd, Failure>>
  /** Takes the script away, so that the line does nothing any more. A run that has begun goes on. */
  readonly withdraw: () => Promise<void>
}

/** Two real Docker daemons beside this machine's own (electron/privileged/practice). */
export type PracticeEngines = {
  /**
   * Asks for the password, and has root run the program, until `stop`, its time limit, or our own end. Then gives all that
   * it said, as far as it was heard. Fails where root never ran it.
   */
  readonly keep: (script: string) => Promise<Result<readonly PracticeEvent[], Failure>>
  /** undefined while none are kept, or nothing was heard of them. */
  readonly read: () => Promise<
    Pick<Extract<PracticeEnginesReading, { kind: 'on' }>, 'events' | 'processes'> | undefined
  >
  readonly stop: () => void
}

/**
 * The one door to the machine. `real-host.ts` opens it on this machine; the end-to-end tests open it on a simulated
 * one. Nothing here writes to the machine except `runScript`, whoever runs the line of `handOver`, and `proveLive` and
 * `practiceEngines`, which remove what they make.
 */
export type Host = {
  readonly simulated: boolean
  /** Reads the machine as the current user. */
  readonly readSnapshot: () => Promise<HostSnapshot>
  /** The same, with what only root may read, through one password prompt. Changes nothing. */
  readonly readSnapshotElevated: () => Promise<Result<HostSnapshot, Failure>>
  /**
   * Runs a compiled script as root behind one password prompt, passing each progress event on once and in order.
   * Fails only when the script never started: then nothing was changed. With `resumption`, the script goes on with a
   * run that was cut off, and `runId` names this attempt.
   */
  readonly runScript: (
    runId: string,
    script: string,
    onEvent: (event: RunEvent) => void,
    resumption?: Resumption,
  ) => Promise<Result<RunEnd, Failure>>
  /** The same without a dialog: the user runs the script by a line in a terminal, whenever they want to. */
  readonly handOver: (
    runId: string,
    script: string,
    onEvent: (event: RunEvent) => void,
    resumption?: Resumption,
  ) => Promise<Result<HandedOver, Failure>>
  /** The script that began a run, as root's journal has it; undefined where there is none. */
  readonly readRunScript: (runId: string) => Promise<string | undefined>
  /** The copies that root's journal keeps of what a run changed; only root may look into them. */
  readonly readRunBackups: (runId: string) => Promise<readonly Backup[]>
  /** Past runs from the journal, newest first. */
  readonly listRuns: () => Promise<readonly RunSummary[]>
  /** The processes of containers, each read afresh. */
  readonly readProcesses: () => Promise<ProcessSnapshot>
  /** The same for a live view: cheap, and an unchanged process is the object of the reading before. */
  readonly watchProcesses: () => Promise<ProcessSnapshot>
  /** Measures on test containers what their root is here, as the user, who must be asked before. */
  readonly proveLive: () => Promise<Result<LiveProof, Failure>>
  /** undefined: there are none on a simulated machine. */
  readonly practiceEngines: PracticeEngines | undefined
}

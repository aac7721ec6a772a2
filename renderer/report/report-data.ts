import type { RunSummary } from '#contract/channels.ts'
import type { ContainerProcess } from '#domain/container-process.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import { landingOf } from '#domain/landing.ts'
import type { Landing } from '#domain/landing.ts'
import type { LiveProof, ProofPair } from '#domain/proof/live-proof.ts'
import { checkLiveProof } from '#domain/proof/proof-checks.ts'
import type { Check, LiveCheck } from '#domain/verification.ts'
import type { Picture } from '../wizard/live-state.ts'
import type { ProveState } from '../wizard/wizard-state.ts'

/** The proof of one change, as it is saved as JSON; docs/proof.md describes every key. A change of shape gets a number. */
export type SubrootReport = {
  readonly format: 'subroot-report'
  readonly version: 1
  /** ISO 8601, as all times here. */
  readonly madeAt: string
  readonly subroot: string
  /** Then nothing in it was read or measured on a real machine. */
  readonly simulated: boolean
  readonly machine: ReportMachine | null
  readonly plan: ReportPlan
  readonly checks: readonly ReportCheck[]
  /** Measured on test containers; null: not measured. */
  readonly proofs: { readonly before: LiveProof | null; readonly now: LiveProof | null }
  readonly processes: { readonly readAt: string; readonly list: readonly ReportProcess[] } | null
  /** The pictures themselves are in the HTML file only. */
  readonly pictures: readonly { readonly takenAt: string; readonly of: 'comparison' }[]
}

type ReportMachine = {
  readonly distribution: string
  readonly kernel: string
  readonly dockerVersion: string | null
  readonly storageDriver: string | null
  readonly dataRoot: string | null
}

type ReportPlan = {
  readonly runId: string
  readonly appliedAt: string | null
  readonly remapUser: string
  readonly range: IdRange
  readonly dataRoot: string
  readonly remappedDataRoot: string
  readonly files: readonly {
    readonly path: string
    readonly sha256Before: string | null
    readonly sha256After: string | null
  }[]
}

/** `ok` is null for what was not measured. */
type ReportCheck = Omit<Check | LiveCheck, 'ok'> & { readonly ok: boolean | null }

type ReportProcess = {
  readonly container: string
  readonly command: string
  readonly pid: number
  /** null inside: not mapped into the container. */
  readonly uid: { readonly inside: number | null; readonly here: number }
  readonly gid: { readonly inside: number | null; readonly here: number }
  readonly landing: Landing
}

export type ReportParts = {
  readonly at: ProveState
  readonly run: RunSummary | undefined
  readonly pair: ProofPair
  readonly pictures: readonly Picture[]
  readonly facts: HostFacts | undefined
  readonly simulated: boolean
  readonly subrootVersion: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export function reportOf(parts: ReportParts): SubrootReport {
  const { at, run, pair, pictures, facts, simulated, subrootVersion, now } = parts
  const { plan, checks, processes } = at
  const all = [
    ...(checks.kind === 'ready' ? checks.value : []),
    ...checkLiveProof(plan.range, pair),
  ]
  return {
    format: 'subroot-report',
    version: 1,
    madeAt: iso(now),
    subroot: subrootVersion,
    simulated,
    machine: facts ? machineOf(facts) : null,
    plan: {
      runId: at.runId,
      appliedAt: run ? iso(run.startedAt) : null,
      remapUser: plan.remapUser,
      range: plan.range,
      dataRoot: plan.dataRoot,
      remappedDataRoot: plan.remappedDataRoot,
      files: run ? changedFilesOf(run) : [],
    },
    checks: all.map(({ code, ok, evidence, expected }) => ({
      code,
      ok: ok ?? null,
      evidence,
      expected,
    })),
    proofs: { before: pair.before ?? null, now: pair.now ?? null },
    processes:
      processes.kind === 'ready'
        ? { readAt: iso(processes.value.at), list: processes.value.processes.map(processOf) }
        : null,
    pictures: pictures.map((picture) => ({ takenAt: iso(picture.at), of: 'comparison' })),
  }
}

function machineOf({ machine, docker }: HostFacts): ReportMachine {
  return {
    distribution: machine.os.prettyName,
    kernel: machine.kernelRelease,
    dockerVersion: docker.version ?? null,
    storageDriver: docker.storageDriver ?? null,
    dataRoot: docker.dataRoot ?? null,
  }
}

function changedFilesOf({ plan }: RunSummary): ReportPlan['files'] {
  return plan.steps.flatMap((step) =>
    step.kind === 'edit-file'
      ? [
          {
            path: step.path,
            sha256Before: step.before?.sha256 ?? null,
            sha256After: step.after?.sha256 ?? null,
          },
        ]
      : [],
  )
}

function processOf(process: ContainerProcess): ReportProcess {
  const { containerName, containerId, command, pid, uid, gid } = process
  return {
    container: containerName ?? containerId.slice(0, 12),
    command,
    pid: pid.host,
    uid: { inside: uid.container ?? null, here: uid.host },
    gid: { inside: gid.container ?? null, here: gid.host },
    landing: landingOf(process),
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

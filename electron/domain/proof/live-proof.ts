import type { IdMapping } from '#domain/id-mapping.ts'
import type { Landing } from '#domain/landing.ts'
import type { RootOnlyReading } from './proof-script.ts'

/** Begins the names of test containers and of their image. */
export const PROOF_NAME = 'subroot-proof'

/** What was measured on test containers, which are gone again. Plain JSON: it is kept, and goes into the report. */
export type LiveProof = {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whether the machine was a simulated one; then nothing here was measured. */
  readonly simulated: boolean
  /** Whether Docker said then that it remaps. */
  readonly remapped: boolean
  readonly dockerVersion: string
  readonly kernelRelease: string
  /** The file of this machine that only root may read; undefined where none was found. */
  readonly rootOnlyFile?: RootOnlyFile
  readonly containers: readonly ProofContainer[]
  /** What could not be removed afterwards, in words of the machine. Empty in the ordinary course. */
  readonly leftBehind: readonly string[]
}

export type RootOnlyFile = {
  readonly path: string
  readonly uid: number
  readonly gid: number
  /** Permission bits. */
  readonly mode: number
}

/**
 * `ordinary`: as `docker run` makes it. `exempt`: the same one with `--userns=host`, which shows on a machine that remaps
 * what root of a container may without remapping, and so that the test can fail.
 */
export const PROOF_ROLES = ['ordinary', 'exempt'] as const
export type ProofRole = (typeof PROOF_ROLES)[number]

export type ProofContainer = {
  readonly role: ProofRole
  readonly name: string
  /** Why it did not come to its end, in Docker's words. What it measured before is there. */
  readonly problem?: string
  /** Who it says it is. */
  readonly uid?: number
  readonly gid?: number
  readonly uidMappings: readonly IdMapping[]
  readonly gidMappings: readonly IdMapping[]
  readonly capabilities?: string
  /** Its process as this machine sees it. */
  readonly process?: ProofProcess
  /** To whom the file that it made belongs on this machine. */
  readonly file?: { readonly uid: number; readonly gid: number }
  readonly rootOnly?: RootOnlyReading
}

export type ProofProcess = {
  readonly pid: number
  readonly uid: number
  readonly gid: number
  readonly command: string
  readonly landing: Landing
}

/** What is put side by side: a measurement with remapping, and the newest without that came before it. */
export type ProofPair = {
  readonly before: LiveProof | undefined
  readonly now: LiveProof | undefined
}

/**
 * `proofs` in any order; `since`, milliseconds since 1970, is when the change was made whose effect is asked for: what was
 * measured with remapping before that was measured of another change.
 */
export function pairOf(proofs: readonly LiveProof[], since: number): ProofPair {
  const newestFirst = proofs.toSorted((a, b) => b.at - a.at)
  return {
    before: newestFirst.find(({ remapped, at }) => !remapped && at < since),
    now: newestFirst.find(({ remapped, at }) => remapped && at >= since),
  }
}

export function containerOf(
  proof: LiveProof | undefined,
  role: ProofRole,
): ProofContainer | undefined {
  return proof?.containers.find((container) => container.role === role)
}

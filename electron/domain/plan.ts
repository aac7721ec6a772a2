import type { IdRange } from './id-range.ts'
import type { TextEdit } from './text-edit.ts'

/** What the user decided. UIDs and GIDs get the same range. */
export type Choices = {
  /** Login name of the remap user, `dockremap` unless the user names another. */
  readonly remapUser: string
  readonly range: IdRange
}

/** A reason why these choices cannot become a plan. The page turns it into a sentence beside the field. */
export type ChoiceProblem = {
  readonly field: 'remapUser' | 'range'
  readonly code: string
  readonly severity: 'blocker' | 'warning'
  readonly values: Readonly<Record<string, string>>
}

/** What will be done, in order, and everything needed to show it, do it, check it and take it back. Plain JSON. */
export type Plan = {
  readonly version: 1
  readonly action: 'apply' | 'undo'
  /** The run that an undo takes back: its journal says what it created and which containers ran. */
  readonly undoes?: string
  readonly remapUser: string
  readonly range: IdRange
  /** The value of `userns-remap` in daemon.json once remapping is on: `default` for dockremap, else the user's name. */
  readonly usernsRemap: string
  readonly dataRoot: string
  /** `<dataRoot>/<uid>.<gid>` (moby setupDaemonRoot). */
  readonly remappedDataRoot: string
  readonly steps: readonly PlanStep[]
}

/** `id` is stable and is what a `RunEvent` names. */
export type PlanStep = { readonly id: string } & (
  | { readonly kind: 'create-group'; readonly name: string; readonly gid: number }
  | {
      readonly kind: 'create-user'
      readonly name: string
      readonly uid: number
      readonly gid: number
      readonly line: string
    }
  | ({ readonly kind: 'edit-file' } & FileChange)
  | { readonly kind: 'remove-user'; readonly name: string; readonly uid: number }
  | { readonly kind: 'remove-group'; readonly name: string; readonly gid: number }
  | { readonly kind: 'restart-docker'; readonly unit: string }
  | { readonly kind: 'verify-docker'; readonly remapped: boolean; readonly dataRoot: string }
)

/** One file's change. `before`/`after` undefined: the file does not exist then. Digests are hexadecimal SHA-256. */
export type FileChange = {
  readonly path: string
  readonly before: { readonly text: string; readonly sha256: string } | undefined
  readonly after: { readonly text: string; readonly sha256: string } | undefined
  /** Turns `before` into `after`; offsets in UTF-16 units of `before` (the script counts bytes). */
  readonly edits: readonly TextEdit[]
  /** Mode for a file that is created, for example 0o644; an existing file keeps its own. */
  readonly mode: number
}

/**
 * A plan as the journal keeps it, readable by everyone: without the files' texts, because daemon.json may hold
 * secrets. Undo gets a text back from the file as it is now: while it still has the digest in `after`,
 * `applyEdits(current, inverseEdits)` is byte for byte what was there before the run.
 */
export type JournalPlan = Omit<Plan, 'steps'> & { readonly steps: readonly JournalStep[] }

export type JournalStep =
  | Exclude<PlanStep, { readonly kind: 'edit-file' }>
  | ({ readonly id: string; readonly kind: 'edit-file' } & JournalFileChange)

export type JournalFileChange = {
  readonly path: string
  readonly before: { readonly sha256: string } | undefined
  readonly after: { readonly sha256: string } | undefined
  /** Turns `after` into `before`; offsets in UTF-16 units of `after`. Empty when `before` or `after` is absent. */
  readonly inverseEdits: readonly TextEdit[]
  readonly mode: number
}

import type { JournalPlan } from '#domain/plan.ts'
import type { Backup } from '#domain/run-backups.ts'

export type ChangedFile = { readonly path: string; readonly copies: readonly Backup[] }

/** The files that a run changed, in order: those of its plan, and the account files that its commands changed. */
export function filesOf(
  { steps }: Pick<JournalPlan, 'steps'>,
  backups: readonly Backup[],
): readonly ChangedFile[] {
  const planned = steps.flatMap((step) => (step.kind === 'edit-file' ? [step.path] : []))
  const paths = new Set([...backups.map(({ path }) => path), ...planned])
  return [...paths].map((path) => ({
    path,
    copies: backups.filter((backup) => backup.path === path),
  }))
}

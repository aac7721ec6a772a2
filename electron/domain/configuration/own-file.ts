import type { FileState } from '#domain/host-snapshot.ts'

/**
 * Whether a file that was read on the way to the service's command is one that Subroot may edit: read again as such it
 * is the same (what a link led to is not there), and it is root's alone.
 */
export function isOwnFile(read: FileState, editable: FileState | undefined): boolean {
  if (read.kind !== 'text') return editable?.kind === 'absent'
  return (
    editable?.kind === 'text' &&
    editable.text === read.text &&
    editable.uid === 0 &&
    (editable.mode & 0o022) === 0
  )
}

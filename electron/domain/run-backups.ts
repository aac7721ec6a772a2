/** A file as it was before a run, of which root's journal keeps a copy. */
export type Backup = {
  readonly path: string
  /** Where the copy is; only root may look there. */
  readonly copyPath: string
  readonly bytes: number
  /** Hexadecimal SHA-256; undefined of files that hold passwords. */
  readonly sha256: string | undefined
}

/**
 * The journal's list of copies, as transaction.sh writes it: `PATH\tCOPY\tBYTES\tDIGEST|-`. A run that was resumed may
 * have made a copy again: the last line of each counts. Lines that no transaction.sh writes are left out.
 */
export function parseBackups(text: string): readonly Backup[] {
  const backups = text.split('\n').flatMap((line): readonly Backup[] => {
    const [path = '', copyPath = '', bytes = '', digest = '', ...rest] = line.split('\t')
    const isWhole =
      path.startsWith('/') &&
      copyPath.startsWith('/') &&
      /^ *\d{1,15}$/.test(bytes) &&
      /^(?:[0-9a-f]{64}|-)$/.test(digest) &&
      rest.length === 0
    const sha256 = digest === '-' ? undefined : digest
    return isWhole ? [{ path, copyPath, bytes: Number(bytes), sha256 }] : []
  })
  return [...new Map(backups.map((backup) => [backup.copyPath, backup])).values()]
}

/** One conclusion about the machine. The page turns `code` and `values` into sentences. */
export type Finding = {
  readonly code: FindingCode
  readonly severity: 'blocker' | 'warning' | 'note'
  /** What it was concluded from, in the machine's own words: a line, a path, a reply. Never translated. */
  readonly evidence: readonly string[]
  /** Values that the sentences mention, for example `{ path: '/etc/subuid', line: '3' }`. */
  readonly values: Readonly<Record<string, string>>
}

export type FindingCode = string

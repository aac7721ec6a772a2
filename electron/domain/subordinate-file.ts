import type { IdRange } from './id-range.ts'

/** A line of subuid(5) or subgid(5). `owner` is a login name or a decimal UID, kept as text. */
export type SubordinateRange = IdRange & { readonly owner: string; readonly line: number }

import type { Result } from './result.ts'
import { failure, success } from './result.ts'

/** What the elevated probe printed (the format is in electron/privileged/probe.sh). JSON is as Docker wrote it. */
export type ProbeReport = {
  readonly daemonConfig: ProbedFile
  /** GET /version; undefined when Docker did not tell. */
  readonly versionJson: string | undefined
  /** GET /info. */
  readonly infoJson: string | undefined
  /** GET /containers/{id}/json, one each. */
  readonly containersJson: readonly string[]
  /** GET /volumes for the driver `local`; undefined when Docker did not tell. */
  readonly volumesJson: string | undefined
}

const REASONS = ['not-regular', 'too-large', 'unsafe-directory'] as const

export type ProbedFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: (typeof REASONS)[number] }
  | {
      readonly kind: 'file'
      /** Permission bits, for example 0o600. */
      readonly mode: number
      readonly uid: number
      readonly gid: number
      /** Its exact bytes. */
      readonly base64: string
    }

/** Strict: a line that the probe does not write, or a missing end, fails with what was wrong. */
export function parseProbeReport(text: string): Result<ProbeReport, string> {
  const lines = text.split('\n')
  if (lines[0] !== 'subroot-probe\t1') return failure('It does not begin as a report')
  if (lines.at(-2) !== 'end' || lines.at(-1) !== '') return failure('It does not end as a report')

  let daemonConfig: ProbedFile | undefined
  let versionJson: string | undefined
  let infoJson: string | undefined
  let volumesJson: string | undefined
  const containersJson: string[] = []
  for (const line of lines.slice(1, -2)) {
    const [key, ...fields] = line.split('\t')
    const [json = ''] = fields
    if (key === 'daemon-config') daemonConfig = parseFile(fields)
    else if (key === 'version' && fields.length === 1) versionJson = json
    else if (key === 'info' && fields.length === 1) infoJson = json
    else if (key === 'container' && fields.length === 1) containersJson.push(json)
    else if (key === 'volumes' && fields.length === 1) volumesJson = json
    else return failure(`Unknown line: ${line.slice(0, 100)}`)
  }
  if (daemonConfig === undefined) return failure('It says nothing of the daemon configuration')
  return success({ daemonConfig, versionJson, infoJson, containersJson, volumesJson })
}

function parseFile([kind, ...fields]: readonly string[]): ProbedFile | undefined {
  switch (kind) {
    case 'absent':
      return fields.length === 0 ? { kind } : undefined
    case 'unreadable': {
      const [reason] = fields
      const known = REASONS.find((one) => one === reason)
      return known && { kind, reason: known }
    }
    case 'file': {
      const [mode = '', uid = '', gid = '', base64 = ''] = fields
      const isFile =
        /^[0-7]{1,4}$/.test(mode) &&
        /^\d{1,10}$/.test(uid) &&
        /^\d{1,10}$/.test(gid) &&
        /^[A-Za-z0-9+/]*={0,2}$/.test(base64)
      return isFile
        ? { kind, mode: Number.parseInt(mode, 8), uid: Number(uid), gid: Number(gid), base64 }
        : undefined
    }
    default:
      return undefined
  }
}

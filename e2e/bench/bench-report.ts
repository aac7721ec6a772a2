import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What `npm run bench` measured in one run. Times are in milliseconds; only ratios of one run mean anything. */
export type BenchReport = {
  /** One refresh of all processes of 100 containers, by each way. */
  readonly refreshMs: { readonly cli: number; readonly api: number; readonly ours: number }
  /** How many of our refreshes take as long as one by the other way. */
  readonly ratio: { readonly api: number; readonly cli: number }
  /** Our refresh on a machine that grows. */
  readonly scale: readonly Scale[]
  /** Reading once a second on the largest of these machines, while containers come and go. */
  readonly soak: Soak
  /** Frames drawn while so many rows change each second. */
  readonly rows: { readonly count: number; readonly fps: number }
  readonly check: { readonly containers: number; readonly ms: number }
  readonly start: { readonly firstScreenMs: number; readonly rendererGzipKb: number }
}

export type Scale = { readonly containers: number; readonly processes: number; readonly ms: number }
export type Soak = {
  readonly minutes: number
  /** Of one core. */
  readonly cpuPercent: number
  /** Of the resident memory, after collecting garbage at the start and at the end. */
  readonly growthMb: number
}

const bars = {
  ratioToApi: 100,
  cpuPercent: 5,
  growthMb: 20,
  fps: 50,
  checkMs: 1000,
  firstScreenMs: 1000,
  rendererGzipKb: 200,
} as const

/** In the order of the report: what is measured, what came out, and what it has to be. */
export function tableOf(report: BenchReport): string {
  const { refreshMs, ratio, scale, soak, rows, check, start } = report
  const lines: readonly (readonly [string, string, string])[] = [
    ['Refresh by docker top, one container after the other', `${refreshMs.cli} ms`, ''],
    ['Refresh by the API’s top, 16 at a time', `${refreshMs.api} ms`, ''],
    ['Refresh by ours, in steady state', `${refreshMs.ours} ms`, ''],
    ['The API’s against ours', `${ratio.api} : 1`, `at least ${bars.ratioToApi} : 1`],
    ['docker top’s against ours', `${ratio.cli} : 1`, ''],
    ...scale.map(
      ({ containers, processes, ms }) =>
        [
          `Ours, ${processes} processes in ${containers} containers`,
          `${ms} ms, ${perProcess({ processes, ms })} µs a process`,
          'no more a process than with the fewest',
        ] as const,
    ),
    [`CPU at 1 Hz for ${soak.minutes} minutes`, `${soak.cpuPercent} %`, `≤ ${bars.cpuPercent} %`],
    ['Memory growth in that time', `${soak.growthMb} MB`, `≤ ${bars.growthMb} MB`],
    [`Frames while ${rows.count} rows change each second`, `${rows.fps} a second`, `> ${bars.fps}`],
    [`Check with ${check.containers} containers`, `${check.ms} ms`, `< ${bars.checkMs} ms`],
    ['First screen, usable', `${start.firstScreenMs} ms`, `< ${bars.firstScreenMs} ms`],
    ['The page in one language', `${start.rendererGzipKb} kB`, `≤ ${bars.rendererGzipKb} kB`],
  ]
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map(([what, value, bar]) =>
      `${what.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${bar}`.trimEnd(),
    )
    .join('\n')
}

/** What is not as it has to be. Growing with the machine is allowed, more than in proportion is not. */
export function missedBars(report: BenchReport): readonly string[] {
  const { ratio, scale, soak, rows, check, start } = report
  const [fewest] = scale
  const steep = scale.filter(
    (one) => fewest !== undefined && perProcess(one) > perProcess(fewest) * NOISE,
  )
  const missed: readonly (false | string)[] = [
    ratio.api < bars.ratioToApi && `Ours is only ${ratio.api} times faster than the API.`,
    ...steep.map(({ processes }) => `A process costs more among ${processes} than among few.`),
    soak.cpuPercent > bars.cpuPercent && `Reading takes ${soak.cpuPercent} % of a core.`,
    soak.growthMb > bars.growthMb && `Memory grew by ${soak.growthMb} MB.`,
    rows.fps <= bars.fps && `Only ${rows.fps} frames a second.`,
    check.ms >= bars.checkMs && `Check takes ${check.ms} ms.`,
    start.firstScreenMs >= bars.firstScreenMs &&
      `The first screen takes ${start.firstScreenMs} ms.`,
    start.rendererGzipKb > bars.rendererGzipKb && `The page is ${start.rendererGzipKb} kB.`,
  ]
  return missed.filter((line) => line !== false)
}

/** Two measurements of the same thing differ by as much on a busy machine. */
const NOISE = 1.25

/** In microseconds. */
function perProcess({ processes, ms }: Pick<Scale, 'processes' | 'ms'>): number {
  return Math.round((ms / processes) * 1000)
}

export function writeBenchReport(path: string, report: BenchReport): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`)
}

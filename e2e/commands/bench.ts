import { resolve } from 'node:path'
import { endWithCommand } from '../lab/command-chain.ts'
import { bootMachine } from '../lab/machine.ts'
import type { OwnedMachine } from '../lab/machine.ts'
import type { CheckTimes } from '../lab/measure-check.ts'
import { measureInside, prepareBenchMachine, startContainers } from '../bench/bench-machine.ts'
import { missedBars, tableOf, writeBenchReport } from '../bench/bench-report.ts'
import type { BenchReport, Scale, Soak } from '../bench/bench-report.ts'
import type { Refresh } from '../bench/measure-refresh.ts'
import { measureRows, measureStart } from '../bench/measure-page.ts'
import provideDisplay from '../display.config.ts'
import { buildWizard } from './build.ts'
import { ensureBrowser, ensureLabTools } from './setup.ts'

/**
 * `npm run bench`: how fast the comparison is beside what Docker offers, on a Debian machine with real containers, and how
 * smoothly it is drawn. SUBROOT_SOAK_MINUTES shortens the ten minutes of steady reading.
 */
const soakMinutes = Number(process.env['SUBROOT_SOAK_MINUTES'] ?? '10')
const reportPath = resolve(import.meta.dirname, '../../out/bench.json')
/** Containers of the machine as it grows; 3 processes each, and 3.5 in those after the first hundred. */
const sizes = [100, 200, 300] as const

async function bench(): Promise<number> {
  const obstacle = ensureLabTools() ?? ensureBrowser()
  if (obstacle !== undefined) return 1
  console.log('Building the wizard.')
  if (!buildWizard()) return 1
  const removeDisplay = await provideDisplay()
  const machine = await bootMachine('bookworm')
  try {
    console.log('Drawing a thousand rows that change each second, and loading the first screen.')
    const page = { rows: await measureRows(), start: await measureStart() }
    const report: BenchReport = { ...(await measureMachine(machine)), ...page }
    writeBenchReport(reportPath, report)
    console.log(`\n${tableOf(report)}\n\nWritten to ${reportPath}.`)
    const missed = missedBars(report)
    for (const complaint of missed) console.error(`NOT REACHED: ${complaint}`)
    return missed.length === 0 ? 0 : 1
  } finally {
    await machine.stop()
    await removeDisplay?.()
  }
}

async function measureMachine(machine: OwnedMachine) {
  await prepareBenchMachine(machine)
  const refreshes: Refresh[] = []
  let check: BenchReport['check'] | undefined
  let started = 0
  for (const size of sizes) {
    console.log(`Starting containers up to ${size}.`)
    await startContainers(machine, started, size, started > 0)
    started = size
    console.log('Measuring.')
    const ways = size === sizes[0] ? 'all' : 'ours'
    refreshes.push(await measureInside<Refresh>(machine, 'e2e/bench/measure-refresh.ts', [ways]))
    check ??= await measureCheck(machine)
  }
  const { cliMs, apiMs, oursMs } = refreshes[0] ?? {}
  if (cliMs === undefined || apiMs === undefined || oursMs === undefined || check === undefined) {
    throw new Error('The machine did not answer.')
  }
  return {
    refreshMs: { cli: round(cliMs), api: round(apiMs), ours: round(oursMs) },
    ratio: { api: round(apiMs / oursMs), cli: round(cliMs / oursMs) },
    scale: refreshes.map(({ containers, processes, oursMs }): Scale => ({
      containers,
      processes,
      ms: round(oursMs),
    })),
    soak: await measureSoak(machine),
    check,
  }
}

async function measureCheck(machine: OwnedMachine): Promise<BenchReport['check']> {
  const { timesMs, containers } = await measureInside<CheckTimes>(
    machine,
    'e2e/lab/measure-check.ts',
    ['11'],
  )
  return { containers, ms: timesMs.toSorted((a, b) => a - b)[5] ?? Number.NaN }
}

/** While a container comes and goes every few seconds, as on a machine at work. */
async function measureSoak(machine: OwnedMachine): Promise<Soak> {
  console.log(`Reading once a second for ${soakMinutes} minutes.`)
  const comings = 'while :; do docker run --rm --network none busybox sleep 2; sleep 3; done'
  const churn = machine.spawn(['sh', '-c', comings])
  try {
    return await measureInside<Soak>(machine, 'e2e/bench/measure-soak.ts', [`${soakMinutes}`])
  } finally {
    churn.kill()
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

endWithCommand()
try {
  process.exitCode = await bench()
} catch (error) {
  console.error('The benchmark could not go on.', error)
  process.exitCode = 1
}

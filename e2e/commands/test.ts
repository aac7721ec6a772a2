import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter'
import { ensureBase, releases } from '../lab/base.ts'
import { ensureBrowser, ensureLabTools, ensureReaders, ensureShells } from './setup.ts'

/**
 * `npm test [-- unit|e2e|lab|crash|power-loss|open-dialog …]`: runs the suites, counts every test, and ends in
 * `N passed, N failed, N skipped`.
 * What cannot run where it is, is counted as skipped with the reason. What failed is said again at the end with its
 * first error, since of a long log often only the end is kept.
 */
const suiteNames = [
  'unit',
  'property',
  'end-to-end',
  'lab',
  'crash',
  'power-loss',
  'open-dialog',
] as const
type SuiteName = (typeof suiteNames)[number]
type Count = { passed: number; failed: number; skipped: number }

const reportDir = 'out/test'
const counts = new Map<SuiteName, Count>()
const problems: string[] = []

function add(suite: SuiteName, count: Partial<Count>) {
  const { passed, failed, skipped } = counts.get(suite) ?? { passed: 0, failed: 0, skipped: 0 }
  counts.set(suite, {
    passed: passed + (count.passed ?? 0),
    failed: failed + (count.failed ?? 0),
    skipped: skipped + (count.skipped ?? 0),
  })
}

/** Runs a command with our own terminal; returns whether it succeeded. */
function run(command: string, args: readonly string[], environment: Record<string, string> = {}) {
  const result = spawnSync(command, [...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  return result.status === 0
}

/** A suite whose runner failed must have said why in its counts; a runner that died silently is a failure of its own. */
function expectReported(suite: SuiteName, succeeded: boolean, failed: number) {
  if (!succeeded && failed === 0) {
    add(suite, { failed: 1 })
    problems.push(`${suite}: the test runner failed without naming a failed test`)
  }
}

/** How much of an error is said again at the end. */
const errorLines = 15

function reportFailure(suite: SuiteName, testName: string, errors: readonly string[]) {
  const excerpt = stripVTControlCharacters(errors.join('\n')).split('\n').slice(0, errorLines)
  problems.push([`${suite}: ${testName}`, ...excerpt].join('\n      '))
}

type VitestReport = {
  testResults: {
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[]
  }[]
}

/** Counts a Vitest JSON report; returns how many tests failed. */
function countVitest(path: string, suiteOf: (testName: string) => SuiteName) {
  const report: VitestReport = JSON.parse(readFileSync(path, 'utf8'))
  const before = problems.length
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      const suite = suiteOf(test.fullName)
      if (test.status === 'passed') add(suite, { passed: 1 })
      else if (test.status === 'failed') {
        add(suite, { failed: 1 })
        reportFailure(suite, test.fullName, test.failureMessages ?? [])
      } else {
        add(suite, { skipped: 1 })
        problems.push(`${suite}: skipped without a reason: ${test.fullName}`)
      }
    }
  }
  return problems.length - before
}

/** What the machine still lacks: said again at the end, as it may be why tests fail. */
function reportObstacles(suite: SuiteName, ...obstacles: readonly (string | undefined)[]) {
  for (const obstacle of obstacles) {
    if (obstacle !== undefined) problems.push(`${suite}: ${obstacle}`)
  }
}

function runUnit() {
  reportObstacles('unit', ensureShells(), ensureReaders())
  const report = `${reportDir}/unit.json`
  const succeeded = run('npx', [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const failed = countVitest(report, (testName) =>
    /(?:^| )property: /.test(testName) ? 'property' : 'unit',
  )
  expectReported('unit', succeeded, failed)
}

function runEndToEnd() {
  reportObstacles('end-to-end', ensureBrowser())
  const report = `${reportDir}/e2e.json`
  const succeeded = run(
    'npx',
    ['playwright', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    // Absolute: Playwright takes a relative path from its configuration file.
    { PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(report) },
  )
  const { stats, suites: files, errors }: JSONReport = JSON.parse(readFileSync(report, 'utf8'))
  add('end-to-end', {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  })
  for (const file of files) reportFailedSpecs(file, [])
  for (const error of errors)
    reportFailure('end-to-end', 'outside of a test', [error.message ?? ''])
  expectReported('end-to-end', succeeded, stats.unexpected + stats.flaky)
}

function reportFailedSpecs(suite: JSONReportSuite, outer: readonly string[]) {
  const titles = [...outer, suite.title]
  for (const { title, tests } of suite.specs) {
    const errors = tests.flatMap((test) => test.results.flatMap((result) => result.errors))
    if (errors.length === 0) continue
    reportFailure(
      'end-to-end',
      [...titles, title].join(' > '),
      errors.map(({ message }) => message ?? ''),
    )
  }
  for (const inner of suite.suites ?? []) reportFailedSpecs(inner, titles)
}

function runLab() {
  return runInLab('lab', 'vitest.lab.config.ts', [])
}

/** Crash and power-loss know their tests only once their machine runs: where none can, each suite counts as one. */
async function runInLab(suite: SuiteName, config: string, files: readonly string[]) {
  const obstacle = ensureLabTools()
  if (obstacle !== undefined) {
    const count = suite === 'lab' ? countListed(config) : 1
    add(suite, { skipped: count })
    console.log(`${suite}: ${count} tests skipped: ${obstacle}`)
    return
  }
  // All at once: a build waits for its mirror and its disk in turns. What fails is told by the tests that need it.
  const startedAt = Date.now()
  await Promise.allSettled(releases.map(ensureBase))
  console.log(`lab: the systems to boot are there after ${secondsSince(startedAt)} s`)

  const report = `${reportDir}/${suite}.json`
  const succeeded = run('npx', [
    'vitest',
    'run',
    '--config',
    config,
    ...files,
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  expectReported(
    suite,
    succeeded,
    countVitest(report, () => suite),
  )
  console.log(`${suite}: took ${secondsSince(startedAt)} s`)
}

function countListed(config: string): number {
  const listed = spawnSync('npx', ['vitest', 'list', '--config', config, '--json'], {
    encoding: 'utf8',
  })
  const tests: unknown[] = JSON.parse(listed.stdout)
  return tests.length
}

function secondsSince(startedAt: number): number {
  return Math.round((Date.now() - startedAt) / 1000)
}

const suites = {
  unit: runUnit,
  e2e: runEndToEnd,
  lab: runLab,
  // Only where asked for: each takes ten minutes or more.
  crash: () => runInLab('crash', 'vitest.faults.config.ts', ['crash']),
  'power-loss': () => runInLab('power-loss', 'vitest.faults.config.ts', ['power-loss']),
  'open-dialog': () => runInLab('open-dialog', 'vitest.faults.config.ts', ['open-dialog']),
}
const usual = ['unit', 'e2e', 'lab'] as const

function isSuite(name: string): name is keyof typeof suites {
  return name in suites
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !isSuite(name))
if (unknown.length > 0) {
  console.error(
    `Unknown suite: ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`,
  )
  process.exit(2)
}
const chosen = asked.length > 0 ? asked.filter(isSuite) : usual

rmSync(reportDir, { recursive: true, force: true })
mkdirSync(reportDir, { recursive: true })
if (
  chosen.some((name) => name !== 'unit') &&
  !run('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'])
) {
  console.error('The build failed, so no test was run.')
  process.exit(1)
}
for (const name of chosen) await suites[name]()

console.log('')
for (const [suite, { passed, failed, skipped }] of counts) {
  console.log(`${suite}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
}
for (const problem of problems) console.log(`  ${problem}`)
const total = [...counts.values()].reduce(
  (sum, count) => ({
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
    skipped: sum.skipped + count.skipped,
  }),
  { passed: 0, failed: 0, skipped: 0 },
)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

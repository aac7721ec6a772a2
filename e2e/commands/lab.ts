import { resolve } from 'node:path'
import { isRelease, releases } from '../lab/base.ts'
import type { Release } from '../lab/base.ts'
import { bringUp, findMachine, takeDown } from '../lab/free-machines.ts'
import { brokenPromises, writeReport } from '../lab/report.ts'
import { doWholeJob } from '../lab/whole-job.ts'
import { buildWizard } from './build.ts'
import { ensureLabTools } from './setup.ts'

const usage = `A lab machine by hand (root only):
  npm run lab -- up RELEASE              boots one; it stays, in memory, until it is taken down
  npm run lab -- exec RELEASE -- CMD…    runs a command as root in it
  npm run lab -- wizard RELEASE          lets the wizard turn remapping on in it, and leaves it on
  npm run lab -- down RELEASE            stops it and deletes everything of it
RELEASE is one of ${releases.join(', ')}.`

async function run(action: string | undefined, release: Release, command: readonly string[]) {
  switch (action) {
    case 'up':
      await bringUp(release)
      console.log(`The ${release} machine is up. It outlives this command: end it with`)
      console.log(`  npm run lab -- down ${release}`)
      return 0
    case 'exec':
      return command.length > 0 ? execute(release, command) : fail()
    case 'wizard':
      return letWizardApply(release)
    case 'down':
      await takeDown(release)
      console.log(`No ${release} machine is left.`)
      return 0
    default:
      return fail()
  }
}

async function execute(release: Release, command: readonly string[]): Promise<number> {
  const machine = await findMachine(release)
  const child = machine.spawn(command)
  process.stdin.pipe(child.stdin)
  child.stdin.on('error', () => {})
  child.stdout.pipe(process.stdout)
  child.stderr.pipe(process.stderr)
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Leaves remapping on, with a Redis container running, and a report of how it went. */
async function letWizardApply(release: Release): Promise<number> {
  if (!buildWizard()) return 1
  const machine = await findMachine(release)
  const outDir = resolve(import.meta.dirname, '../../out/lab', release)
  const report = await doWholeJob(machine, { outDir, undo: false, say: console.log })
  console.log(`The report is ${writeReport(outDir, report)}`)
  const broken = brokenPromises(report)
  for (const complaint of broken) console.error(`NOT KEPT: ${complaint}`)
  return broken.length === 0 ? 0 : 1
}

function fail(): number {
  console.error(usage)
  return 2
}

const [action, release, ...rest] = process.argv.slice(2)
if (!isRelease(release)) process.exit(fail())
if (ensureLabTools() !== undefined) process.exit(1)
try {
  process.exit(await run(action, release, rest[0] === '--' ? rest.slice(1) : rest))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

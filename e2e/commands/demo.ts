import { join, resolve } from 'node:path'
import { endWithCommand } from '../lab/command-chain.ts'
import { bootMachine } from '../lab/machine.ts'
import { brokenOnAnyMachine, brokenPromises, tooLong, writeReport } from '../lab/report.ts'
import type { LabReport, SimulatedReport } from '../lab/report.ts'
import { doWholeJob } from '../lab/whole-job.ts'
import { buildWizard } from './build.ts'
import { findDisplay } from '../find-display.ts'
import { ensureLabTools } from './setup.ts'

/**
 * `npm run demo`: the whole job on a Debian machine that is booted for it and gone afterwards. Without root, or where no
 * such machine can run, it is done on a simulated one, and says so.
 */
const release = 'bookworm'
const simulatedMachine = 'ubuntu-16.04-docker-17.06'
const outDir = resolve(import.meta.dirname, '../../out/demo')

async function demonstrate(): Promise<number> {
  say('Subroot turns Docker’s user namespace remapping on and off again, on a machine made for it.')
  if (ensureLabTools() !== undefined) return demonstrateSimulated()
  say('Building the wizard.')
  if (!buildWizard()) return 1
  say(`Booting a Debian ${release} machine with systemd, Docker, polkit and a desktop.`)
  const machine = await bootMachine(release)
  try {
    const report = await doWholeJob(machine, { outDir, undo: true, say })
    const path = writeReport(outDir, report)
    printProof(report)
    sayWhere(path, report)
    return judge([...brokenPromises(report), ...tooLong(report)])
  } finally {
    await machine.stop()
  }
}

async function demonstrateSimulated(): Promise<number> {
  say('')
  say(
    'SIMULATED: so the demo goes on with a machine that exists in memory only. What is real is the',
  )
  say('wizard, its reading, its plan and its script; what root and Docker would do is simulated.')
  const display = await findDisplay()
  if (!display.ok) {
    console.error(display.error)
    return 1
  }
  try {
    say('Building the wizard.')
    if (!buildWizard()) return 1
    // Playwright's runtime is chosen as the module is loaded, after what it needs was found.
    const { doSimulatedJob } = await import('../simulated-job.ts')
    say(`Opening the wizard on the simulated machine ${simulatedMachine}.`)
    const { args } = display.value
    const report = await doSimulatedJob({ outDir, machine: simulatedMachine, args, say })
    const path = writeReport(outDir, report)
    printSimulatedProof(report)
    sayWhere(path, report)
    say(
      'SIMULATED: this shows the wizard, and proves nothing about a real Docker. As root, it would.',
    )
    return judge(brokenOnAnyMachine(report))
  } finally {
    await display.value.end()
  }
}

function sayWhere(path: string, { wizardReport, screenshots }: LabReport | SimulatedReport) {
  const mark = wizardReport.simulated ? ', marked as simulated' : ''
  say(`The wizard’s report, before and after, is ${join(outDir, wizardReport.html)}${mark}.`)
  say(`What this demo saw is ${path}, with ${screenshots.length} screenshots beside it.`)
}

function judge(broken: readonly string[]): number {
  for (const complaint of broken) console.error(`NOT KEPT: ${complaint}`)
  say(broken.length === 0 ? 'Everything held.' : 'Not everything held.')
  return broken.length === 0 ? 0 : 1
}

function printSimulatedProof({ after, checks, ...report }: SimulatedReport) {
  say('')
  say(`${report.release} (simulated), Docker ${report.dockerVersion}, wizard on ${report.runtime}`)
  sayAfter(after)
  sayChecks(checks)
  say(`After Undo, files, accounts and groups are as they were: ${report.undo.filesIdentical}`)
}

function printProof({ after, checks, ...report }: LabReport) {
  say('')
  say(`Debian ${report.release}, Docker ${report.dockerVersion}, wizard on ${report.runtime}`)
  say(
    `Passwords asked for:     ${report.passwordPrompts}, and ${report.undo?.passwordPrompts} for Undo`,
  )
  sayAfter(after)
  say(
    `Docker did not answer:   ${report.downtimeMs} ms (a bare restart: ${report.bareRestartMs} ms)`,
  )
  sayChecks(checks)
  say(`After Undo, every file is as it was, byte for byte: ${report.undo?.filesIdentical}`)
}

function sayAfter(after: LabReport['after']) {
  say(`Root in a container is:  UID ${after.remappedRoot.uid}, GID ${after.remappedRoot.gid}`)
  say(`/etc/subuid has:         ${after.subuid}`)
  say(`/etc/subgid has:         ${after.subgid}`)
  say(`Docker’s data is in:     ${after.dataRoot}`)
}

function sayChecks(checks: LabReport['checks']) {
  for (const { code, ok, evidence } of checks) {
    say(`${ok === true ? 'passed' : 'FAILED'}  ${code}: ${evidence.replaceAll('\n', ' ')}`)
  }
}

function say(line: string) {
  console.log(line)
}

endWithCommand()
try {
  process.exitCode = await demonstrate()
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
  console.error(`The demo could not go on. ${String(error)} ${cause}`)
  process.exitCode = 1
}

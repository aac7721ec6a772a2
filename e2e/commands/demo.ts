import { resolve } from 'node:path'
import { endWithCommand } from '../lab/command-chain.ts'
import { bootMachine } from '../lab/machine.ts'
import { brokenPromises, tooLong, writeReport } from '../lab/report.ts'
import type { LabReport } from '../lab/report.ts'
import { doWholeJob } from '../lab/whole-job.ts'
import { buildWizard } from './build.ts'
import { ensureLabTools } from './setup.ts'

/** `npm run demo`: the whole job on a Debian machine that is booted for it and gone afterwards. */
const release = 'bookworm'
const outDir = resolve(import.meta.dirname, '../../out/demo')

async function demonstrate(): Promise<number> {
  say('Subroot turns Docker’s user namespace remapping on and off again, on a machine made for it.')
  if (ensureLabTools() !== undefined) return 1
  say('Building the wizard.')
  if (!buildWizard()) return 1
  say(`Booting a Debian ${release} machine with systemd, Docker, polkit and a desktop.`)
  const machine = await bootMachine(release)
  try {
    const report = await doWholeJob(machine, { outDir, undo: true, say })
    const path = writeReport(outDir, report)
    printProof(report)
    say(`The report is ${path}, with ${report.screenshots.length} screenshots beside it.`)
    const broken = [...brokenPromises(report), ...tooLong(report)]
    for (const complaint of broken) console.error(`NOT KEPT: ${complaint}`)
    say(broken.length === 0 ? 'Everything held.' : 'Not everything held.')
    return broken.length === 0 ? 0 : 1
  } finally {
    await machine.stop()
  }
}

function printProof({ after, checks, ...report }: LabReport) {
  say('')
  say(`Debian ${report.release}, Docker ${report.dockerVersion}, wizard on ${report.runtime}`)
  say(
    `Passwords asked for:     ${report.passwordPrompts}, and ${report.undo?.passwordPrompts} for Undo`,
  )
  say(`Root in a container is:  UID ${after.remappedRoot.uid}, GID ${after.remappedRoot.gid}`)
  say(`/etc/subuid has:         ${after.subuid}`)
  say(`/etc/subgid has:         ${after.subgid}`)
  say(`Docker’s data is in:     ${after.dataRoot}`)
  say(
    `Docker did not answer:   ${report.downtimeMs} ms (a bare restart: ${report.bareRestartMs} ms)`,
  )
  for (const { code, ok, evidence } of checks) {
    say(`${ok === true ? 'passed' : 'FAILED'}  ${code}: ${evidence.replaceAll('\n', ' ')}`)
  }
  say(`After Undo, every file is as it was, byte for byte: ${report.undo?.filesIdentical}`)
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

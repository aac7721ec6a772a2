import { randomUUID } from 'node:crypto'
import type { Failure } from '#contract/channels.ts'
import type { ProbeReport } from '#domain/probe-report.ts'
import { parseProbeReport } from '#domain/probe-report.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import { compileProbe } from '#domain/script.ts'
import probeText from '../privileged/probe.sh?raw'
import ownershipText from '../privileged/transaction/ownership.sh?raw'
import { elevate } from './elevation.ts'

/** Reads what only root may read, behind one password prompt. */
export async function runProbe(daemonConfigPath: string): Promise<Result<ProbeReport, Failure>> {
  const end = await elevate(
    [randomUUID()],
    compileProbe(daemonConfigPath, `${probeText}\n${ownershipText}`),
  )
  if (!end.ok) return end
  const { exitCode, stdout, stderr } = end.value
  const report = parseProbeReport(stdout)
  if (report.ok) return success(report.value)
  const detail = `The probe: ${report.error}\nexit ${exitCode}\n${stderr}`.trim()
  return failure({ code: 'elevation-failed', detail })
}

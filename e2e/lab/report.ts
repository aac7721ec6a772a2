import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SavedWizardReport } from '../save-report.ts'
import type { Release } from './base.ts'

/** What a run of the whole job measured. Times are in milliseconds. */
export type LabReport = {
  readonly release: Release
  /** What showed the wizard: `electron`, or `electron-host`, its stand-in. */
  readonly runtime: string
  readonly dockerVersion: string
  /** Password dialogs that appeared while the change was made. */
  readonly passwordPrompts: number
  readonly before: { readonly remapped: boolean }
  readonly after: {
    readonly remapped: boolean
    /** Who the root of a container that runs now is on the machine, as ps tells it. */
    readonly remappedRoot: { readonly uid: number; readonly gid: number }
    readonly dataRoot: string
    /** The remap user's lines. */
    readonly subuid: string
    readonly subgid: string
  }
  /** The wizard's own checks, then what the lab saw without it. */
  readonly checks: readonly ReportCheck[]
  /** The longest time without an answer from Docker, while the wizard made the change. */
  readonly downtimeMs: number
  /** The same for a bare `systemctl restart docker` on this machine, with the same container running: the middle of three. */
  readonly bareRestartMs: number
  /** null where the change was left in place. */
  readonly undo: {
    readonly remapped: boolean
    readonly passwordPrompts: number
    readonly filesIdentical: boolean
    readonly changedPaths: readonly string[]
  } | null
  /** Beside the report. */
  readonly screenshots: readonly string[]
  /** What the wizard itself saved on Prove, beside the report. */
  readonly wizardReport: WizardReport
}

export type WizardReport = {
  readonly html: string
  readonly json: string
  readonly simulated: boolean
  /** Whether the break-out test was made before the change and after it. */
  readonly measured: { readonly before: boolean; readonly now: boolean }
  /** Codes of the checks that are open or failed. */
  readonly notPassed: readonly string[]
}

export type ReportCheck = {
  readonly code: string
  readonly ok: boolean | undefined
  readonly evidence: string
}

/** The same of a simulated machine: nothing that was measured, and nothing that was typed. */
export type SimulatedReport = Omit<
  LabReport,
  'release' | 'passwordPrompts' | 'downtimeMs' | 'bareRestartMs' | 'undo'
> & {
  readonly simulated: true
  /** The simulated machine, and its distribution. */
  readonly machine: string
  readonly release: string
  /** No password is asked for in a simulation, and no time of it means anything. */
  readonly passwordPrompts: 0
  readonly downtimeMs: null
  readonly bareRestartMs: null
  readonly undo: Omit<NonNullable<LabReport['undo']>, 'passwordPrompts'>
}

/** Keeps what the wizard saved, and says what is in it. */
export function keepWizardReport(
  outDir: string,
  { html, report }: SavedWizardReport,
): WizardReport {
  const [htmlName, jsonName] = ['subroot-report.html', 'subroot-report.json']
  writeFileSync(join(outDir, htmlName), html)
  writeFileSync(join(outDir, jsonName), `${JSON.stringify(report, undefined, 2)}\n`)
  return {
    html: htmlName,
    json: jsonName,
    simulated: report.simulated,
    measured: { before: report.proofs.before !== null, now: report.proofs.now !== null },
    notPassed: report.checks.filter(({ ok }) => ok !== true).map(({ code }) => code),
  }
}

export function writeReport(outDir: string, report: LabReport | SimulatedReport): string {
  mkdirSync(outDir, { recursive: true })
  const path = join(outDir, 'report.json')
  writeFileSync(path, `${JSON.stringify(report, undefined, 2)}\n`)
  return path
}

/**
 * Whether Docker was away for longer than a change may cost: 1.5 times a bare restart and half a second. Told apart from
 * `brokenPromises`, because a busy machine must not fail a test.
 */
export function tooLong({ downtimeMs, bareRestartMs }: LabReport): readonly string[] {
  const allowedMs = 1.5 * bareRestartMs + 500
  return downtimeMs <= allowedMs
    ? []
    : [`Docker was away for ${downtimeMs} ms; ${allowedMs} ms are allowed.`]
}

/** What a report promises and does not keep; empty when everything held. */
export function brokenPromises(report: LabReport): readonly string[] {
  const { passwordPrompts, undo } = report
  const promises: readonly (readonly [boolean, string])[] = [
    [passwordPrompts === 1, `One password is asked for, but ${passwordPrompts} were.`],
    [undo === null || undo.passwordPrompts === 1, 'Undo did not ask for one password.'],
  ]
  return [...complaintsOf(promises), ...brokenOnAnyMachine(report)]
}

/** The promises that hold on a simulated machine, too. */
export function brokenOnAnyMachine(report: LabReport | SimulatedReport): readonly string[] {
  const { after, undo, wizardReport } = report
  return complaintsOf([
    [!report.before.remapped, 'Remapping was on before.'],
    [after.remapped, 'Remapping is not on after the change.'],
    [after.remappedRoot.uid > 0, 'Root in a container is root on the machine.'],
    [
      after.dataRoot.endsWith(`/${after.remappedRoot.uid}.${after.remappedRoot.gid}`),
      `Docker's data is in ${after.dataRoot}, not where its containers' root points to.`,
    ],
    [undo === null || !undo.remapped, 'Remapping is still on after Undo.'],
    [
      undo === null || undo.filesIdentical,
      `Undo did not bring back ${undo?.changedPaths.join(', ')}.`,
    ],
    [
      wizardReport.simulated === 'simulated' in report,
      'The wizard’s report does not say rightly whether it is simulated.',
    ],
    [
      wizardReport.measured.before && wizardReport.measured.now,
      'The break-out test is not in the wizard’s report, or only once.',
    ],
    [
      wizardReport.notPassed.length === 0,
      `In the wizard’s report these checks did not pass: ${wizardReport.notPassed.join(', ')}.`,
    ],
    ...report.checks.map(
      ({ code, ok, evidence }) =>
        [ok === true, `The check ${code} did not pass: ${evidence}`] as const,
    ),
  ])
}

function complaintsOf(
  promises: readonly (readonly [kept: boolean, complaint: string])[],
): readonly string[] {
  return promises.filter(([kept]) => !kept).map(([, complaint]) => complaint)
}

import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDesktop } from './desktop.ts'
import type { Desktop } from './desktop.ts'
import { measureBareRestart, watchDocker } from './docker-watch.ts'
import { importRedisImage } from './images.ts'
import type { Machine } from './machine.ts'
import { changedPaths, readMachineState, readWatchedFiles } from './machine-state.ts'
import type { MachineState } from './machine-state.ts'
import { compareRedis, restartRedis, startRedis } from './redis-container.ts'
import { openWizard } from './remote-wizard.ts'
import type { RemoteWizard } from './remote-wizard.ts'
import { keepWizardReport } from './report.ts'
import type { LabReport, ReportCheck } from './report.ts'
import { goOnToApply, outcomeTitles, runWithPassword, walkToReview } from './wizard-walk.ts'
import type { Photographer } from './wizard-walk.ts'
import type { ButtonName } from '../wizard-page.ts'

type JobOptions = {
  /** Gets the screenshots; emptied first. */
  readonly outDir: string
  /** Whether the wizard takes its change back at the end. */
  readonly undo: boolean
  readonly say: (line: string) => void
}

/**
 * The product's whole promise on one machine: alice's session, the real wizard, a typed password, the proof on a
 * running container, and Undo. Measures; report.ts judges.
 */
export async function doWholeJob(machine: Machine, options: JobOptions): Promise<LabReport> {
  const { outDir, say } = options
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const screenshots: string[] = []
  const photograph: Photographer = async (name, camera) => {
    await camera.takeScreenshot(join(outDir, `${name}.png`))
    screenshots.push(`${name}.png`)
  }

  say('Making a Redis image from Debian’s package, and starting a container of it.')
  await machine.shell('usermod --append --groups docker alice')
  await importRedisImage(machine)
  await startRedis(machine)
  const before = await readMachineState(machine)

  say("Opening alice's desktop session, and the wizard in it.")
  const desktop = await startDesktop(machine, 'alice')
  const wizard = await openWizard(desktop)
  try {
    await walkToReview(wizard, photograph)
    say('Measuring on test containers what their root can read now, before the change.')
    await wizard.press('measureBefore')
    await wizard.waitForButton('measureAgain')
    await goOnToApply(wizard)
    say('Reviewed. Pressing “Apply changes”, and typing the password into the dialog.')
    const promptsBefore = await desktop.countDialogs()
    const watch = await watchDocker(machine)
    await expectOutcome(wizard, desktop, 'applyChanges', outcomeTitles.applied, photograph)
    const downtimeMs = await watch.stop()
    const passwordPrompts = (await desktop.countDialogs()) - promptsBefore
    await photograph('4-apply', wizard)
    say(
      `The wizard says: ${outcomeTitles.applied}. Docker kept its users waiting for ${downtimeMs} ms.`,
    )

    say(
      'Images made before are out of sight now: making the Redis image again, and comparing live.',
    )
    await importRedisImage(machine)
    await startRedis(machine)
    await wizard.press('continue')
    await wizard.waitForStep('prove')
    await wizard.waitForButton('checkAgain')
    await photograph('5-prove', wizard)
    const { checks, remappedRoot } = await proveOnRedis(machine, wizard, say)
    await photograph('5-prove-containers', wizard)
    say('Measuring the same again, and saving the wizard’s own report.')
    await wizard.press('proveLive')
    await wizard.waitForButton('proveAgain')
    await photograph('5-prove-live', wizard)
    const saved = await wizard.saveReport('/home/alice/subroot-report.html')
    const wizardReport = keepWizardReport(outDir, saved)
    const after = await readMachineState(machine)
    // Last, so that until here nobody but the wizard has restarted Docker.
    const bareRestartMs = await measureBareRestarts(machine)
    say(`A bare restart of Docker keeps its users waiting for ${bareRestartMs} ms.`)

    return {
      release: machine.release,
      runtime: wizard.runtime,
      dockerVersion: before.dockerVersion,
      passwordPrompts,
      before: { remapped: before.remapped },
      after: {
        remapped: after.remapped,
        remappedRoot,
        dataRoot: after.dataRoot,
        subuid: await machine.shell('grep ^dockremap: /etc/subuid'),
        subgid: await machine.shell('grep ^dockremap: /etc/subgid'),
      },
      checks,
      downtimeMs,
      bareRestartMs,
      undo: options.undo ? await takeBack(machine, desktop, wizard, before, say, photograph) : null,
      screenshots,
      wizardReport,
    }
  } finally {
    await wizard.close()
    await desktop.stop()
  }
}

/** The middle one of three, each with the container running, as it was when the wizard restarted Docker. */
async function measureBareRestarts(machine: Machine): Promise<number> {
  const downtimesMs: number[] = []
  for (let count = 0; count < 3; count += 1) {
    downtimesMs.push(await measureBareRestart(machine))
    await restartRedis(machine)
  }
  return downtimesMs.toSorted((a, b) => a - b)[1] ?? 0
}

async function expectOutcome(
  wizard: RemoteWizard,
  desktop: Desktop,
  button: ButtonName,
  expected: string,
  photograph?: Photographer,
): Promise<void> {
  const outcome = await runWithPassword(wizard, desktop, button, photograph)
  if (outcome !== expected) {
    throw new Error(`The wizard says “${outcome}”:\n${await wizard.readText()}`)
  }
}

/** The wizard's own checks, and three views of one container: from inside, from the machine, and in the wizard. */
async function proveOnRedis(machine: Machine, wizard: RemoteWizard, say: JobOptions['say']) {
  const { inside, onHost } = await compareRedis(machine)
  say(`  ps in the container:    UID ${inside.uid}  GID ${inside.gid}  ${inside.args}`)
  say(`  ps on the machine:      UID ${onHost.uid}  GID ${onHost.gid}  ${onHost.args}`)
  const row = await wizard.waitForRow('redis-server')
  say(`  the wizard’s own table: ${row.join(' | ')}`)

  const runId = (await wizard.listRuns())[0]?.runId ?? ''
  const own = await wizard.verify(runId)
  const seen: readonly ReportCheck[] = [
    {
      code: 'lab-root-inside',
      ok: inside.uid === 0 && inside.gid === 0,
      evidence: `${inside.uid} ${inside.gid} ${inside.args}`,
    },
    {
      code: 'lab-powerless-on-machine',
      ok: onHost.uid > 0 && onHost.gid > 0 && onHost.args === inside.args,
      evidence: `${onHost.uid} ${onHost.gid} ${onHost.args}`,
    },
    {
      code: 'lab-wizard-table-agrees',
      ok: showsIds(row, inside) && showsIds(row, onHost),
      evidence: row.join(' | '),
    },
  ]
  return {
    remappedRoot: { uid: onHost.uid, gid: onHost.gid },
    checks: [...own.map(({ code, ok, evidence }) => ({ code, ok, evidence })), ...seen],
  }
}

/** Whether a row of the table shows a UID and a GID, as numbers of their own. */
function showsIds(row: readonly string[], ids: { readonly uid: number; readonly gid: number }) {
  const pattern = new RegExp(`UID ${ids.uid}\\b.*GID ${ids.gid}\\b`)
  return row.some((cell) => pattern.test(cell))
}

async function takeBack(
  machine: Machine,
  desktop: Desktop,
  wizard: RemoteWizard,
  before: MachineState,
  say: JobOptions['say'],
  photograph: Photographer,
): Promise<LabReport['undo']> {
  say('Pressing “Undo this change”, and typing the password again.')
  await wizard.press('undoThis')
  await wizard.waitForStep('undo')
  await wizard.waitForButton('undoChanges')
  await photograph('6-undo', wizard)
  const promptsBefore = await desktop.countDialogs()
  await expectOutcome(wizard, desktop, 'undoChanges', outcomeTitles.undone)
  await photograph('7-undone', wizard)
  const passwordPrompts = (await desktop.countDialogs()) - promptsBefore
  const changed = changedPaths(before.files, await readWatchedFiles(machine))
  const { remapped } = await readMachineState(machine)
  // The container from before the change is Docker's own proof that its old data is back.
  await restartRedis(machine)
  return { remapped, passwordPrompts, filesIdentical: changed.length === 0, changedPaths: changed }
}

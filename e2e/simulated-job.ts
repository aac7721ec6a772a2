import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { HostFacts } from '#domain/host-facts.ts'
import { unpackUpdate } from '#domain/process-update-text.ts'
import { keepWizardReport } from './lab/report.ts'
import type { SimulatedReport } from './lab/report.ts'
import { launchWizard, runtime } from './launch.ts'
import { saveWizardReport } from './save-report.ts'
import { wizardPage } from './wizard-page.ts'

type JobOptions = {
  /** Gets the screenshots; emptied first. */
  readonly outDir: string
  /** The simulated machine. */
  readonly machine: string
  /** More words for the command line of what shows the window. */
  readonly args: readonly string[]
  readonly say: (line: string) => void
}

/** The wizard's whole job on a simulated machine, in the product's own practice mode: what can be seen without root. */
export async function doSimulatedJob(options: JobOptions): Promise<SimulatedReport> {
  const { outDir, machine, args, say } = options
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir, { recursive: true })
  const screenshots: string[] = []
  const launched = await launchWizard({ practice: machine, args })
  const { page } = launched
  const wizard = wizardPage(page)
  async function photograph(name: string) {
    await page.screenshot({ path: join(outDir, `${name}.png`) })
    screenshots.push(`${name}.png`)
  }
  try {
    await expect(wizard.button('continue')).toBeEnabled()
    await photograph('1-check')
    const before = await factsOf(page)
    await wizard.continueTo('choose')
    await photograph('2-choose')
    await wizard.continueTo('review')
    await photograph('3-review')
    say('Measuring before the change what the root of a test container can read: simulated, too.')
    await wizard.button('measureBefore').click()
    await expect(wizard.button('measureAgain')).toBeVisible()
    await wizard.continueTo('apply')
    say('Reviewed. Pressing “Apply changes”; a simulated machine asks for no password.')
    await wizard.button('applyChanges').click()
    await expect(wizard.button('continue')).toBeEnabled()
    await photograph('4-apply')
    say('Comparing live, as the containers are started again.')
    await wizard.button('continue').click()
    await wizard.isAt('prove')
    await wizard.button('practicePanel').click()
    await wizard.button('startContainer').click()
    await wizard.button('practicePanel').click()
    await expect(page.getByRole('grid')).toBeVisible()
    await expect(wizard.button('checkAgain')).toBeVisible()
    await photograph('5-prove')
    const after = await factsOf(page)
    const seen = await proofOf(page)
    say('Measuring the same again, and saving the wizard’s own report.')
    await wizard.button('proveLive').click()
    await expect(wizard.button('proveAgain')).toBeVisible()
    await photograph('5-prove-live')
    const saved = await saveWizardReport(launched, join(outDir, 'subroot-report.html'))
    const wizardReport = keepWizardReport(outDir, saved)
    say('Pressing “Undo this change”.')
    await wizard.button('undoThis').click()
    await expect(wizard.button('undoChanges')).toBeEnabled()
    await photograph('6-undo')
    await wizard.button('undoChanges').click()
    await expect(wizard.button('continue')).toBeEnabled()
    await photograph('7-undone')
    const undone = await factsOf(page)
    const changedPaths = pathsThatDiffer(before, undone)
    return {
      simulated: true,
      machine,
      release: before.machine.os.prettyName,
      runtime: runtime.kind,
      dockerVersion: before.docker.version ?? '',
      passwordPrompts: 0,
      before: { remapped: isRemapped(before) },
      after: {
        remapped: isRemapped(after),
        remappedRoot: seen.remappedRoot,
        dataRoot: after.docker.dataRoot ?? '',
        subuid: lineOf(after.subuid),
        subgid: lineOf(after.subgid),
      },
      checks: seen.checks,
      downtimeMs: null,
      bareRestartMs: null,
      undo: {
        remapped: isRemapped(undone),
        filesIdentical: changedPaths.length === 0,
        changedPaths,
      },
      screenshots,
      wizardReport,
    }
  } finally {
    await launched.close()
  }
}

async function factsOf(page: Page): Promise<HostFacts> {
  const reply = await page.evaluate(() => subroot.inspect(undefined))
  if (!reply.ok) throw new Error(`The machine could not be read: ${reply.error.detail}`)
  if (!reply.value.simulated) throw new Error('This is not the simulated machine.')
  return reply.value.facts
}

/** The wizard's own checks of the newest run, and who root of a container is on the host. */
async function proofOf(page: Page): Promise<{
  readonly checks: SimulatedReport['checks']
  readonly remappedRoot: { readonly uid: number; readonly gid: number }
}> {
  const { checks, update } = await page.evaluate(async () => {
    const runs = await subroot.listRuns(undefined)
    const runId = (runs.ok && runs.value[0]?.runId) || ''
    return {
      checks: await subroot.verify({ runId }),
      update: await subroot.readProcesses({ since: null }),
    }
  })
  if (!checks.ok || !update.ok) throw new Error('The proof could not be read.')
  const root = unpackUpdate(update.value).changed.find(({ uid }) => uid.container === 0)
  if (!root) throw new Error('No process of a container runs as root.')
  return {
    checks: checks.value.map(({ code, ok, evidence }) => ({ code, ok, evidence })),
    remappedRoot: { uid: root.uid.host, gid: root.gid.host },
  }
}

function isRemapped({ docker }: HostFacts): boolean {
  if (docker.remapped === undefined) throw new Error('The machine does not tell whether it remaps.')
  return docker.remapped
}

function lineOf({ ranges }: HostFacts['subuid']): string {
  const range = ranges.find(({ owner }) => owner === 'dockremap')
  return range ? `${range.owner}:${range.start}:${range.count}` : ''
}

/** Of the files that the wizard may edit: text and mode, and of accounts and groups what they say. */
function pathsThatDiffer(before: HostFacts, after: HostFacts): readonly string[] {
  const [first, second] = [filesOf(before), filesOf(after)]
  const paths = new Set([...first.keys(), ...second.keys()])
  return [...paths].filter(
    (path) => JSON.stringify(first.get(path)) !== JSON.stringify(second.get(path)),
  )
}

function filesOf({ subuid, subgid, daemonConfig, accounts, groups, otherFiles }: HostFacts) {
  return new Map<string, unknown>([
    [subuid.path, subuid.file],
    [subgid.path, subgid.file],
    [daemonConfig.path, daemonConfig.file],
    ['/etc/passwd', accounts],
    ['/etc/group', groups],
    ...Object.entries(otherFiles),
  ])
}

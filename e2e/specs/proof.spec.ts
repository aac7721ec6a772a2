import { expect, test } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import type { Launched } from '../launch.ts'
import { saveWizardReport } from '../save-report.ts'
import { wizardPage } from '../wizard-page.ts'
import type { WizardPage } from '../wizard-page.ts'
import { holdMachine } from './walk.ts'

/** The live proof and the report on a simulated machine; on a real one it is in e2e/lab/specs/proof.lab.ts. */

async function withWizard(
  use: (wizard: WizardPage, launched: Launched) => Promise<void>,
  fault?: 'socket-unreadable',
) {
  const launched = await launchWizard({ simulated: 'debian-12', ...(fault && { fault }) })
  try {
    await use(wizardPage(launched.page), launched)
  } finally {
    await launched.close()
  }
}

const table = ({ page }: WizardPage) => page.getByRole('region', { name: 'What was measured' })
const rowOf = (wizard: WizardPage, name: string) =>
  table(wizard).getByRole('row').filter({ hasText: name }).getByRole('cell')
const checkOf = ({ page }: WizardPage, title: string) =>
  page.getByRole('listitem').filter({ hasText: title })

/** Waits until the app has taken its next picture of the window. */
function nextPicture({ app }: Launched): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const [window] = BrowserWindow.getAllWindows()
        if (window === undefined) throw new Error('There is no window.')
        const capture = window.webContents.capturePage.bind(window.webContents)
        window.webContents.capturePage = async (...area) => {
          const picture = await capture(...area)
          resolve()
          return picture
        }
      }),
  )
}

const BREAK_OUT = 'Container root cannot read a file that only root may read here'

test('Nothing is measured until it is asked for, and then before and after stand side by side (simulated)', async () => {
  await withWizard(async (wizard, launched) => {
    await wizard.continueTo('review')
    await expect(wizard.button('measureBefore')).toBeVisible()
    await expect(table(wizard)).toHaveCount(0)
    await wizard.button('measureBefore').click()
    await expect(wizard.button('measureAgain')).toBeVisible()
    await expect(rowOf(wizard, 'Reading /etc/shadow')).toHaveText(['Could be read'])
    await expect(rowOf(wizard, 'Its root is')).toHaveText(['UID 0, GID 0'])
    await expect(wizard.page.getByText('Nothing was measured.')).toBeVisible()
    await expect(wizard.page.getByText('What you see then is measured')).toHaveCount(0)

    await wizard.applyAndProve()
    await expect(checkOf(wizard, BREAK_OUT)).toContainText('Not seen yet')
    await expect(rowOf(wizard, 'Reading /etc/shadow')).toHaveText([
      'Could be read',
      'Not measured',
      'Not measured',
    ])
    await holdMachine(launched, true)
    await wizard.button('proveLive').click()
    const comparison = wizard.page.getByRole('grid')
    await expect(comparison).toContainText('subroot-proof-1000-000000000000-ordinary')
    await holdMachine(launched, false)
    await expect(wizard.button('proveAgain')).toBeVisible()
    await expect(comparison).not.toContainText('subroot-proof')
    await expect(rowOf(wizard, 'Reading /etc/shadow')).toHaveText([
      'Could be read',
      'Could be read',
      'Refused: Permission denied',
    ])
    await expect(rowOf(wizard, 'A file that it makes')).toHaveText([
      'UID 0, GID 0',
      'UID 0, GID 0',
      'UID 458752, GID 458752',
    ])
    await expect(rowOf(wizard, 'If it got out')).toHaveText([
      'Root here',
      'Root here',
      'Powerless here',
    ])
    for (const title of [
      'A test container gets the planned ID mapping',
      'A file that container root makes belongs to the remapped root here',
      BREAK_OUT,
    ]) {
      await expect(checkOf(wizard, title)).toContainText('Passed')
    }
  })
})

test('What was measured is still there when the window is opened anew (simulated)', async () => {
  await withWizard(async (wizard, { page }) => {
    await wizard.continueTo('review')
    await wizard.button('measureBefore').click()
    await expect(wizard.button('measureAgain')).toBeVisible()
    await page.reload()
    await wizard.continueTo('review')
    await expect(rowOf(wizard, 'Reading /etc/shadow')).toHaveText(['Could be read'])
  })
})

test('No change begins while test containers run (simulated)', async () => {
  await withWizard(async (wizard, { page, ...window }) => {
    await wizard.continueTo('review')
    await holdMachine(window, true)
    await wizard.button('measureBefore').click()
    await wizard.continueTo('apply')
    await wizard.button('applyChanges').click()
    await expect(page.getByRole('heading', { name: 'Something else is under way' })).toBeVisible()
  })
})

test('Whoever may not start containers is told so, and nothing counts as passed (simulated)', async () => {
  await withWizard(async (wizard, { page }) => {
    await wizard.button('lookElevated').click()
    await expect(wizard.button('continue')).toBeEnabled()
    await wizard.applyAndProve()
    await wizard.button('proveLive').click()
    await expect(
      page.getByRole('heading', { name: 'Your account may not start containers' }),
    ).toBeVisible()
    await expect(checkOf(wizard, BREAK_OUT)).toContainText('Not seen yet')
  }, 'socket-unreadable')
})

test('The report is one HTML file that needs nothing else, and the same as JSON (simulated)', async () => {
  await withWizard(async (wizard, launched) => {
    await wizard.continueTo('review')
    await wizard.button('measureBefore').click()
    await expect(wizard.button('measureAgain')).toBeVisible()
    await wizard.applyAndProve()
    await holdMachine(launched, true)
    const pictureTaken = nextPicture(launched)
    await wizard.button('proveLive').click()
    await pictureTaken
    await holdMachine(launched, false)
    await expect(wizard.button('proveAgain')).toBeVisible()
    const path = test.info().outputPath('report.html')
    const { html, report } = await saveWizardReport(launched, path)
    expect(html).toContain('SIMULATED')
    expect(html).not.toMatch(/<script|<link|<iframe|\son\w+=|url\(|https?:/u)
    expect(html.match(/src="[^"]{0,22}/gu)).toEqual(['src="data:image/png;base64,'])
    expect(report).toMatchObject({
      format: 'subroot-report',
      version: 1,
      subroot: '0.1.0',
      simulated: true,
      machine: { distribution: 'Debian GNU/Linux 12 (bookworm)', dockerVersion: '20.10.24+dfsg1' },
      plan: { remapUser: 'dockremap', range: { start: 458752, count: 65536 } },
      proofs: { before: { remapped: false }, now: { remapped: true } },
      pictures: [{ of: 'comparison' }],
    })
    expect(report.checks.map(({ code, ok }) => [code, ok])).toEqual(
      [
        'daemon-reports-remapping',
        'data-root',
        'subordinate-ranges',
        'container-mapping',
        'container-root-on-host',
        'test-container-mapping',
        'test-file-owner',
        'break-out',
      ].map((code) => [code, true]),
    )
    expect(report.plan.files.map((file) => file.path)).toContain('/etc/docker/daemon.json')
  })
})

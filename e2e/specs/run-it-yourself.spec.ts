import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage, type WizardPage } from '../wizard-page.ts'
import { pressAndSeeCopied } from './copied.ts'
import { holdMachine } from './walk.ts'

/** The way without a password dialog, on simulated machines, where the line counts as run after a while. */

let launched: Launched | undefined

async function open(
  simulated: string,
  fault?: string,
): Promise<WizardPage & Pick<Launched, 'app'>> {
  launched = await launchWizard({ simulated, ...(fault !== undefined && { fault }) })
  return { ...wizardPage(launched.page), app: launched.app }
}

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

async function isWaiting(wizard: WizardPage) {
  await expect(
    wizard.page.getByRole('heading', { name: 'Waiting for the line to be run' }),
  ).toBeVisible()
}

test('The line is shown, explained and copied; its run is followed as any other, and undone so, too', async () => {
  const wizard = await open('debian-12')
  const { page } = wizard
  await wizard.continueTo('apply')
  const digest = await page.getByText(/^[0-9a-f]{64}$/u).innerText()
  await holdMachine(wizard, true)
  await wizard.button('inTerminal').click()
  await isWaiting(wizard)
  await expect(page.getByRole('heading', { name: 'The line', exact: true })).toBeFocused()
  await expect(
    page.getByText(/^echo 'Simulated: nothing is run\. .*sudo \/bin\/sh -c/u),
  ).toContainText(digest)
  await expect(page.getByText(digest, { exact: true })).toBeVisible()
  await expect(page.getByText('This machine is simulated')).toBeVisible()
  await pressAndSeeCopied(wizard.button('copyLine'), 'Copied')
  await holdMachine(wizard, false)
  await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
  await wizard.button('continue').click()
  await wizard.isAt('prove')

  await holdMachine(wizard, true)
  await wizard.button('undoThis').click()
  await wizard.button('inTerminal').click()
  await isWaiting(wizard)
  await holdMachine(wizard, false)
  await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
})

test('Cancelled while it waits: nothing was changed, and both ways are open again', async () => {
  const wizard = await open('debian-12', 'line-not-run')
  const { page } = wizard
  await wizard.continueTo('apply')
  await wizard.button('inTerminal').click()
  await isWaiting(wizard)
  await expect(wizard.button('back')).toBeHidden()
  await wizard.button('cancel').click()
  await expect(page.getByRole('heading', { name: 'The line was taken back' })).toBeVisible()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await wizard.button('inTerminal').click()
  await isWaiting(wizard)
  await wizard.button('cancel').click()
  await wizard.button('tryAgain').click()
  await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
})

test('Root refuses: the screen says so, and a new line can be had', async () => {
  const wizard = await open('debian-12', 'root-refused')
  const { page } = wizard
  await wizard.continueTo('apply')
  await wizard.button('inTerminal').click()
  await expect(page.getByRole('heading', { name: 'Root did not run the script' })).toBeVisible()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await holdMachine(wizard, true)
  await wizard.button('inTerminal').click()
  await isWaiting(wizard)
})

test('Without a dialog on the machine it is the way on, which Check already says', async () => {
  const wizard = await open('no-pkexec')
  const { page } = wizard
  await expect(
    page.getByRole('heading', { name: 'This machine has no password dialog' }),
  ).toBeVisible()
  await wizard.continueTo('apply')
  await expect(wizard.button('applyChanges')).toBeHidden()
  await expect(page.getByText('Your desktop asks for')).toBeHidden()
  await wizard.button('inTerminal').click()
  await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
})

for (const fault of ['no-agent', 'no-pkexec', 'not-authorised', 'dialog-dismissed']) {
  test(`${fault}: the failure leads to the terminal`, async () => {
    const wizard = await open('debian-12', fault)
    await wizard.applySuggestion()
    await wizard.button('inTerminal').click()
    await expect(wizard.page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
  })
}

test('A change that was cut off is rolled back in a terminal', async () => {
  const wizard = await open('debian-12', 'cut-off')
  await wizard.applySuggestion()
  await wizard.isAt('resume')
  await holdMachine(wizard, true)
  await wizard.button('rollBackInTerminal').click()
  await isWaiting(wizard)
  await holdMachine(wizard, false)
  await expect(
    wizard.page.getByRole('heading', { name: 'Rolled back: Docker is as it was' }),
  ).toBeVisible()
})

import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage, type WizardPage } from '../wizard-page.ts'

/** What goes wrong between the review and the result: each has its own words, and says what became of the machine. */

let launched: Launched | undefined

async function applyOn(fault: string, simulated = 'debian-12'): Promise<WizardPage> {
  launched = await launchWizard({ simulated, fault })
  const wizard = wizardPage(launched.page)
  await wizard.applySuggestion()
  return wizard
}

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

const once = [
  ['dialog-dismissed', 'The password dialog was closed'],
  ['not-authorised', 'The password was not accepted'],
] as const

for (const [fault, sentence] of once) {
  test(`${fault}: nothing was changed, and trying again works`, async () => {
    const wizard = await applyOn(fault)
    const { page } = wizard
    await expect(page.getByRole('heading', { name: sentence })).toBeVisible()
    await expect(page.getByText('Nothing was changed.')).toBeVisible()
    await wizard.button('tryAgain').click()
    await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
  })
}

const always = [
  ['no-agent', 'No password dialog could be opened'],
  ['no-pkexec', 'This machine has no password dialog'],
] as const

for (const [fault, sentence] of always) {
  test(`${fault}: nothing was changed, what to do, and the way back`, async () => {
    const wizard = await applyOn(fault)
    const { page } = wizard
    await expect(page.getByRole('heading', { name: sentence })).toBeVisible()
    await expect(page.getByText('Nothing was changed.')).toBeVisible()
    await wizard.button('tryAgain').click()
    await expect(page.getByRole('heading', { name: sentence })).toBeVisible()
    await wizard.button('back').click()
    await wizard.isAt('review')
    await wizard.button('history').click()
    await expect(page.getByRole('heading', { name: 'Nothing has been changed yet' })).toBeVisible()
  })
}

test('dialog-dismissed at the look with administrator rights: what was seen stays', async () => {
  launched = await launchWizard({ simulated: 'socket-not-readable', fault: 'dialog-dismissed' })
  const { page } = launched
  const wizard = wizardPage(page)
  await wizard.button('lookElevated').click()
  await expect(page.getByRole('heading', { name: 'The password dialog was closed' })).toBeVisible()
  await expect(page.getByText('Debian GNU/Linux 12 (bookworm)')).toBeVisible()
  await wizard.button('lookElevated').click()
  await expect(page.getByText('Read with administrator rights.')).toBeVisible()
})

test('docker-does-not-start: put back, with what failed and what Docker said', async () => {
  const wizard = await applyOn('docker-does-not-start')
  const { page } = wizard
  await expect(page.getByRole('heading', { name: 'Put back: Docker is as it was' })).toBeVisible()
  await expect(page.getByText('Docker did not start with the new configuration.')).toBeVisible()
  await expect(page.getByText(/failed to start daemon/u)).toBeVisible()
  const steps = page.getByRole('main').getByRole('listitem')
  await expect(steps.filter({ hasText: '/etc/subuid' })).toContainText('put back')
  await expect(steps.filter({ hasText: 'Restart docker.service' })).toContainText('failed')
  await expect(wizard.button('undo')).toBeHidden()
  await wizard.button('history').click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Put back' })).toBeVisible()
})

test('rollback-failed: says so, and what to do by hand', async () => {
  const wizard = await applyOn('rollback-failed')
  const { page } = wizard
  await expect(
    page.getByRole('heading', { name: 'Not everything could be put back' }),
  ).toBeVisible()
  await expect(page.getByText(/^\/var\/lib\/subroot\/runs\/[0-9a-f-]+\/backup$/u)).toBeVisible()
  await expect(page.getByText('sudo systemctl reset-failed docker.service')).toBeVisible()
  await expect(wizard.button('tryAgain')).toBeHidden()
})

test('facts-changed: the machine has changed since the review, and nothing was written', async () => {
  const wizard = await applyOn('facts-changed')
  const { page } = wizard
  await expect(page.getByRole('heading', { name: /^The machine has changed/u })).toBeVisible()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await wizard.button('lookAgain').click()
  await wizard.isAt('check')
  await wizard.applySuggestion()
  await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()
})

test('changed-since-review: the script itself refuses, before anything is written', async () => {
  const wizard = await applyOn('changed-since-review')
  const { page } = wizard
  await expect(
    page.getByRole('heading', { name: 'Stopped before anything was changed' }),
  ).toBeVisible()
  await expect(page.getByText('The machine has changed since the review.')).toBeVisible()
  const steps = page.getByRole('main').getByRole('listitem')
  await expect(steps.filter({ hasText: 'Check that everything' })).toContainText('failed')
  await expect(steps.filter({ hasText: 'Restart docker.service' })).toContainText('not reached')
})

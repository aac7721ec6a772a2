import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage, type WizardPage } from '../wizard-page.ts'
import { editFile, restartMachine } from './walk.ts'

/** Undo on simulated machines on which somebody was at work since the change. */

let launched: Launched | undefined

async function open(simulated = 'debian-12'): Promise<{ wizard: WizardPage } & Launched> {
  launched = await launchWizard({ simulated })
  return { ...launched, wizard: wizardPage(launched.page) }
}

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

test('What others added since stays, and Undo takes out only what Subroot wrote', async () => {
  const { wizard, page, ...window } = await open()
  await wizard.applyAndProve()
  // As useradd and an administrator do it.
  await editFile(window, '/etc/passwd', '', 'carol:x:1001:1001::/home/carol:/bin/bash\n')
  await editFile(window, '/etc/group', '', 'carol:x:1001:\n')
  await editFile(window, '/etc/subuid', '', 'carol:524288:65536\n')
  await editFile(window, '/etc/subgid', '', 'carol:524288:65536\n')
  await editFile(window, '/etc/docker/daemon.json', '{', '{\n  "debug": true,')

  await wizard.button('undoThis').click()
  await wizard.isAt('undo')
  const notice = page.getByRole('heading', { name: '3 files were changed by others since' })
  await expect(notice).toBeVisible()
  const subuid = page.getByRole('region', { name: '/etc/subuid', exact: true })
  await expect(subuid.getByRole('row', { name: 'taken out dockremap:458752:65536' })).toBeVisible()
  await expect(subuid.getByRole('row', { name: 'carol:524288:65536' })).toHaveClass('diff-context')
  const config = page.getByRole('region', { name: '/etc/docker/daemon.json', exact: true })
  await expect(config.getByRole('row', { name: /^\d+ \d+ "debug": true,$/u })).toBeVisible()
  await expect(config.getByRole('row', { name: /taken out "userns-remap"/u })).toBeVisible()
  await expect(page.getByText(/sudo diff -u \S+\/backup\/etc\/subuid \/etc\/subuid/u)).toBeVisible()
  await expect(
    page.getByText('Take what Subroot wrote out of /etc/subuid; what others changed stays'),
  ).toBeVisible()

  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
  const reply = await page.evaluate(() => globalThis.subroot.inspect(undefined))
  const facts = reply.ok ? reply.value.facts : undefined
  expect(facts?.docker.remapped).toBe(false)
  expect(facts?.subuid.file).toMatchObject({ text: 'alice:100000:65536\ncarol:524288:65536\n' })
  expect(facts?.subgid.file).toMatchObject({ text: 'alice:100000:65536\ncarol:524288:65536\n' })
  expect(facts?.daemonConfig.state).toMatchObject({ keys: ['debug', 'log-driver', 'log-opts'] })
  const names = facts?.accounts.map(({ name }) => name)
  expect(names).toContain('carol')
  expect(names).not.toContain('dockremap')
})

test('Undo refuses what somebody changed in our own line, shows it, and goes on once it is put right', async () => {
  const { wizard, page, ...window } = await open()
  await wizard.applyAndProve()
  await editFile(window, '/etc/subuid', 'dockremap:458752:65536', 'dockremap:458752:131072')

  await wizard.button('undoThis').click()
  await expect(
    page.getByRole('heading', { name: 'What Subroot wrote in /etc/subuid was changed since' }),
  ).toBeVisible()
  const rows = page.getByRole('region', { name: '/etc/subuid', exact: true }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('what Subroot wrotedockremap:458752:65536')
  await expect(rows.last()).toContainText('what is there nowdockremap:458752:131072')
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await expect(wizard.button('undoChanges')).toBeHidden()

  await editFile(window, '/etc/subuid', 'dockremap:458752:131072', 'dockremap:458752:65536')
  await wizard.button('readAgain').click()
  await expect(wizard.button('undoChanges')).toBeEnabled()
  await expect(page.getByRole('heading', { name: /changed by others since/u })).toBeHidden()
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
})

test('A change after the review of Undo stops it, and opening Undo again shows why', async () => {
  const { wizard, page, ...window } = await open()
  await wizard.applyAndProve()
  await wizard.button('undoThis').click()
  await expect(wizard.button('undoChanges')).toBeEnabled()
  await editFile(window, '/etc/subuid', '', 'carol:524288:65536\n')
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: /^The machine has changed/u })).toBeVisible()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await wizard.button('lookAgain').click()
  await wizard.button('undoThis').click()
  await expect(
    page.getByRole('heading', { name: '1 file was changed by others since' }),
  ).toBeVisible()
})

test('Of two changes the newest goes first, and Undo leads there', async () => {
  const { wizard, page, ...window } = await open('centos-7.9')
  await wizard.continueTo('choose')
  await wizard.consent('raise-namespace-limit').click()
  await wizard.consent('add-kernel-arguments').click()
  await wizard.applySuggestion()
  await expect(wizard.button('lookAgain')).toBeEnabled()
  await restartMachine({ page, ...window })
  await wizard.applyAndProve()

  await wizard.button('history').click()
  const prepared = page.getByRole('listitem').filter({ hasText: 'Kernel prepared for remapping' })
  await prepared.getByRole('button', { name: 'Undo this change' }).click()
  await expect(
    page.getByRole('heading', { name: 'A later change has to be taken back first' }),
  ).toBeVisible()
  await expect(wizard.button('undoChanges')).toBeHidden()
  await wizard.button('laterFirst').click()
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()

  await wizard.button('history').click()
  await prepared.getByRole('button', { name: 'Undo this change' }).click()
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The preparation was taken back' })).toBeVisible()
})

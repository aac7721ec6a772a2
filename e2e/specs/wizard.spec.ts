import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage, type WizardPage } from '../wizard-page.ts'
import { settled } from './settled.ts'

/** The whole job with the mouse, on simulated machines that carry the real script out command by command. */

let launched: Launched | undefined

async function open(options: Parameters<typeof launchWizard>[0]): Promise<WizardPage> {
  launched = await launchWizard(options)
  return wizardPage(launched.page, options?.language)
}

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

test('Check, Choose, Review, Apply, Prove and Undo, with the mouse', async () => {
  test.setTimeout(180_000)
  const wizard = await open({ simulated: 'debian-12' })
  const { page } = wizard

  await wizard.isAt('check')
  await expect(page.getByText('Simulated machine')).toBeVisible()
  await expect(page.getByText('Debian GNU/Linux 12 (bookworm)')).toBeVisible()
  await expect(page.getByText('/lib/systemd/system/docker.service')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Running containers will stop: 3' })).toBeVisible()

  await wizard.button('continue').click()
  await wizard.isAt('choose')
  await expect(wizard.field('remapUser')).toHaveValue('dockremap')
  await expect(wizard.field('firstId')).toHaveValue('458752')
  await wizard.button('previousFree').click()
  await expect(wizard.field('firstId')).toHaveValue('393216')
  await expect(page.getByRole('row', { name: '0 root 393216' })).toBeVisible()
  await wizard.button('suggested').click()
  await expect(wizard.field('firstId')).toHaveValue('458752')

  await wizard.button('continue').click()
  await wizard.isAt('review')
  await expect(page.getByText('Give dockremap the subordinate UIDs 458752–524287')).toBeVisible()
  await wizard.tab('files').click()
  await expect(page.getByRole('row', { name: 'added "userns-remap": "default"' })).toBeVisible()
  await expect(page.getByRole('row', { name: 'added dockremap:458752:65536' })).toHaveCount(2)
  await wizard.tab('script').click()
  const script = await page.getByRole('region', { name: 'The script' }).textContent()
  const digest = createHash('sha256')
    .update(script ?? '')
    .digest('hex')
  await expect(page.getByText(digest)).toBeVisible()
  await wizard.tab('byHand').click()
  await expect(page.getByText('sudo systemctl restart docker.service')).toBeVisible()

  await wizard.button('continue').click()
  await wizard.isAt('apply')
  await expect(page.getByText('asks for an administrator’s password, once')).toBeVisible()
  // The very script that was reviewed.
  await expect(page.getByText(digest)).toBeVisible()
  await wizard.button('applyChanges').click()
  await expect(page.getByRole('heading', { name: 'Remapping is on' })).toBeVisible()

  await wizard.button('continue').click()
  await wizard.isAt('prove')
  await expect(page.getByText('Passed', { exact: true })).toHaveCount(5)
  const row = page.getByRole('row', { name: /^sh /u })
  await expect(row).toContainText('UID 0 root')
  await expect(row).toContainText('UID 458752')
  await expect(row).toContainText('Powerless here')

  await wizard.button('undoThis').click()
  await wizard.isAt('undo')
  await wizard.tab('files').click()
  await expect(page.getByRole('row', { name: 'removed dockremap:458752:65536' })).toHaveCount(2)
  await wizard.button('undoChanges').click()
  await expect(page.getByRole('heading', { name: 'The change was taken back' })).toBeVisible()
  await wizard.button('continue').click()
  await wizard.isAt('check')
  await expect(wizard.button('continue')).toBeEnabled()

  await wizard.button('history').click()
  await wizard.isAt('history')
  await expect(page.getByRole('listitem').filter({ hasText: 'Remapping turned on' })).toContainText(
    'Taken back on',
  )
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Remapping taken back' }),
  ).toContainText('Done')
  await wizard.button('back').click()
  await wizard.isAt('check')
})

test('The comparison goes on by itself, and stops while it is frozen', async () => {
  const wizard = await open({ simulated: 'debian-12' })
  await wizard.applyAndProve()
  const clock = wizard.page.getByText(/^Read at /u)
  const first = await clock.textContent()
  await expect(clock).not.toHaveText(first ?? '')
  await wizard.button('freeze').click()
  const frozen = wizard.page.getByText(/^Frozen at /u)
  await expect(frozen).toBeVisible()
  // What was read just before is still being drawn.
  await settled(wizard.page)
  const at = await frozen.textContent()
  await wizard.page.waitForTimeout(2500)
  await expect(frozen).toHaveText(at ?? '')
  await wizard.button('unfreeze').click()
  await expect(clock).toBeVisible()
})

test('Without a container, Prove says how to start one, and counts nothing unseen as passed', async () => {
  const wizard = await open({ simulated: 'debian-12-fresh' })
  await wizard.applyAndProve()
  await expect(wizard.page.getByRole('heading', { name: 'No container is running' })).toBeVisible()
  await expect(wizard.page.getByText(/^docker run /u)).toBeVisible()
  await expect(wizard.page.getByText('Passed', { exact: true })).toHaveCount(3)
  // Two that need a container, and three that need a proof on test containers.
  await expect(wizard.page.getByText('Not seen yet', { exact: true })).toHaveCount(5)
})

test('What is wrong with a choice stands beside its field, and Continue waits', async () => {
  const wizard = await open({ simulated: 'debian-12' })
  const { page } = wizard
  await wizard.continueTo('choose')

  const cases = [
    ['firstId', '110000', 'Taken by alice (subordinate IDs): 100000–165535'],
    ['firstId', '1000', 'Taken by System and users (system accounts): 0–65535'],
    ['firstId', '4294967000', 'The range would end after 4294967294, the highest ID there is.'],
    ['firstId', '12x', 'Enter a whole number, for example 231072.'],
    ['remapUser', 'root', 'Root cannot be remapped to itself.'],
    ['remapUser', 'Dock Remap', 'Use lower-case letters'],
  ] as const
  const suggestions = { firstId: '458752', remapUser: 'dockremap' }
  for (const [field, entry, sentence] of cases) {
    await wizard.field(field).fill(entry)
    await expect(wizard.field(field)).toHaveAccessibleDescription(
      new RegExp(escaped(sentence), 'u'),
    )
    await expect(wizard.button('continue')).toBeDisabled()
    await expect(wizard.button('continue')).toHaveAccessibleDescription(
      /Continue is not available/u,
    )
    await wizard.field(field).fill(suggestions[field])
    await expect(wizard.button('continue')).toBeEnabled()
  }

  await wizard.field('firstId').fill('110000')
  await wizard.button('nextFree').click()
  await expect(wizard.field('firstId')).toHaveValue('196608')
  await expect(page.getByText('to 262143 (65,536 IDs)')).toBeVisible()
})

test('The number line says the same as its table', async () => {
  const wizard = await open({ simulated: 'ubuntu-24.04-ce' })
  const { page } = wizard
  await wizard.continueTo('choose')
  const options = await wizard.numberLine.getByRole('option').all()
  const drawn = await Promise.all(options.map((option) => option.getAttribute('aria-label')))
  await wizard.button('showTable').click()
  const rows = page.getByRole('table').last().getByRole('row')
  await expect(rows).toHaveCount(drawn.length + 1)
  for (const [index, label] of drawn.entries()) {
    const range = await rows
      .nth(index + 1)
      .getByRole('cell')
      .first()
      .textContent()
    expect(label).toContain(range)
  }
})

test('What only root may read is read with one password, which changes nothing', async () => {
  const wizard = await open({ simulated: 'socket-not-readable' })
  const { page } = wizard
  await expect(wizard.button('continue')).toBeDisabled()
  await expect(page.getByText('The look reads only, and changes nothing.')).toBeVisible()
  await wizard.button('lookElevated').click()
  await expect(page.getByText('Read with administrator rights.')).toBeVisible()
  await expect(wizard.button('lookElevated')).toBeHidden()
  await wizard.applyAndProve()
  await expect(page.getByText('Passed', { exact: true })).not.toHaveCount(0)
})

test('The report is one file with every check', async () => {
  const wizard = await open({ simulated: 'debian-12' })
  await wizard.applyAndProve()
  await expect(wizard.page.getByText('Passed', { exact: true })).toHaveCount(5)
  const path = test.info().outputPath('report.html')
  await launched?.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await wizard.button('saveReport').click()
  await expect(wizard.page.getByText(`Saved to ${path}`)).toBeVisible()
  const html = await readFile(path, 'utf8')
  expect(html.match(/<strong class="passed">Passed/gu)).toHaveLength(5)
  expect(html).toContain('/var/lib/docker/458752.458752')
})

test('Undo and History can be reached from every step', async () => {
  const wizard = await open({ simulated: 'debian-12' })
  await wizard.isAt('check')
  for (const step of ['check', 'choose', 'review', 'apply'] as const) {
    if (step !== 'check') await wizard.continueTo(step)
    await wizard.button('history').click()
    await wizard.isAt('history')
    await wizard.button('back').click()
    await wizard.isAt(step)
  }
  await wizard.button('applyChanges').click()
  await wizard.button('undo').click()
  await wizard.isAt('undo')
  await wizard.button('back').click()
  await wizard.isAt('apply')
  await wizard.button('history').click()
  await wizard.button('undoThis').click()
  await wizard.isAt('undo')
})

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)
}

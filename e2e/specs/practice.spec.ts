import { expect, test, type Page } from '@playwright/test'
import { PRACTICE_FAULTS, type PracticeFault } from '#domain/practice.ts'
import { en } from '../../renderer/text/en.ts'
import { practiceInEnglish as words } from '../../renderer/text/practice/en.ts'
import { listHosts } from '../hosts/host-tree.ts'
import { launchWizard, type Launched } from '../launch.ts'
import { enterPractice } from '../practice-walk.ts'
import { wizardPage, type WizardPage } from '../wizard-page.ts'
import { walkAllScreens } from './walk.ts'
import { visit } from './visit.ts'

/** Practice, entered from this very machine: the whole wizard on simulated machines. */

const ARTICLE = 'ubuntu-16.04-docker-17.06'

let launched: Launched
let wizard: WizardPage

test.beforeEach(async () => {
  launched = await launchWizard()
  wizard = wizardPage(launched.page)
})
test.afterEach(() => launched.close())

/** What every screen of a simulated machine says first. */
function banner() {
  return launched.page.getByText('Simulated machine', { exact: true })
}

async function letGoWrong(fault: PracticeFault): Promise<void> {
  const { page } = launched
  if (!(await page.getByRole('switch').first().isVisible()))
    await wizard.button('practicePanel').click()
  await page.getByRole('switch', { name: words.faults[fault].title, exact: true }).click()
  await expect(
    page.getByRole('switch', { name: words.faults[fault].title, exact: true }),
  ).toBeChecked()
}

async function osOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const reply = await subroot.inspect(undefined)
    return reply.ok
      ? `${reply.value.facts.machine.os.id} ${reply.value.simulated}`
      : reply.error.code
  })
}

test('From this computer to the article’s machine, through the whole wizard, and back', async () => {
  test.setTimeout(180_000)
  const { page } = launched
  await expect(wizard.heading('check')).toBeVisible()
  await expect(banner()).toBeHidden()
  await expect(page).toHaveTitle('Check – Subroot')
  const here = await osOf(page)

  await enterPractice(wizard, ARTICLE)
  expect(await osOf(page)).toBe('ubuntu true')
  const seen: string[] = []
  await walkAllScreens(wizard, async (name) => {
    await expect.soft(banner(), name).toBeVisible()
    await expect.soft(page, name).toHaveTitle(/– Simulated machine$/u)
    seen.push(name)
  })
  expect(seen).toContain('prove')
  expect(seen).toContain('undo-done')

  await wizard.button('leavePractice').click()
  await wizard.isAt('check')
  await expect(banner()).toBeHidden()
  await expect(page).toHaveTitle('Check – Subroot')
  expect(await osOf(page)).toBe(here)
  expect(await page.evaluate(() => subroot.readPractice(undefined))).toEqual({
    ok: true,
    value: null,
  })
})

test('The banner is there before anything else is, also when the page is loaded again', async () => {
  const { page } = launched
  await enterPractice(wizard, 'debian-12')
  await page.reload()
  // The first picture that has a heading has the banner, too.
  const first = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const look = () => {
          if (document.querySelector('h1') === null) requestAnimationFrame(look)
          else resolve(document.querySelector('.simulated') !== null)
        }
        look()
      }),
  )
  expect(first).toBe(true)
  await expect(page.getByText('debian-12', { exact: true })).toBeVisible()
})

test('The picker finds machines by any words, and says when there is none', async () => {
  const { page } = launched
  await wizard.button('practice').click()
  await expect(page.getByText(`${listHosts().length} machines`)).toBeVisible()
  // The real engines have the first one.
  const headings = page.getByRole('heading', { level: 2 })
  await expect(headings.nth(1)).toHaveText(words.machines.title)
  await expect(headings.nth(2)).toHaveText(words.groups.featured)
  const find = page.getByRole('searchbox')
  await find.fill('opensuse')
  await expect(page.getByText('1 machine', { exact: true })).toBeVisible()
  await find.fill('amiga')
  await expect(page.getByRole('heading', { name: words.nothing })).toBeVisible()
  await wizard.button('back').click()
  await wizard.isAt('check')
})

const outcomes: { readonly [Fault in PracticeFault]: string | RegExp } = {
  'dialog-dismissed': 'The password dialog was closed',
  'not-authorised': 'The password was not accepted',
  'no-agent': 'No password dialog could be opened',
  'no-pkexec': en.failures['no-pkexec'].title,
  'docker-does-not-start': 'Put back: Docker is as it was',
  'rollback-failed': 'Not everything could be put back',
  'cut-off': 'Unfinished change',
  'facts-changed': /^The machine has changed/u,
  'changed-since-review': 'Stopped before anything was changed',
  'socket-unreadable': 'Check',
  'line-not-run': 'Waiting for the line to be run',
  'root-refused': 'Root did not run the script',
}

test('Everything that can be switched on goes wrong, once or for as long as it is on (simulated)', async () => {
  test.setTimeout(300_000)
  const { page } = launched
  for (const fault of PRACTICE_FAULTS) {
    await test.step(fault, async () => {
      await enterPractice(wizard, ARTICLE)
      await expect(wizard.button('continue')).toBeEnabled()
      if (fault === 'socket-unreadable') {
        await letGoWrong(fault)
        await wizard.button('lookAgain').click()
        await expect(wizard.button('lookElevated')).toBeVisible()
        return
      }
      await wizard.continueTo('apply')
      await letGoWrong(fault)
      const isForTerminal = fault === 'line-not-run' || fault === 'root-refused'
      await wizard.button(isForTerminal ? 'inTerminal' : 'applyChanges').click()
      await expect(page.getByRole('heading', { name: outcomes[fault] })).toBeVisible({
        timeout: 30_000,
      })
      // A machine cannot be left while it waits for somebody.
      if (fault === 'line-not-run') {
        await expect(wizard.button('leavePractice')).toBeDisabled()
        await wizard.button('cancel').click()
      }
      const isOnce = PRACTICE_FAULTS.indexOf(fault) < PRACTICE_FAULTS.indexOf('no-agent')
      const left = page.getByRole('switch', { name: words.faults[fault].title, exact: true })
      await expect(left).toBeChecked({ checked: !isOnce })
    })
  }
})

test('Containers start while one looks on, and a machine can be started over (simulated)', async () => {
  const { page } = launched
  await enterPractice(wizard, 'debian-12-fresh')
  await wizard.applyAndProve()
  await expect(page.getByRole('grid')).toBeHidden()
  await wizard.button('practicePanel').click()
  await wizard.button('startContainer').click()
  await expect(page.getByText(/A container has started/u)).toBeVisible()
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(page.getByRole('grid')).toContainText('practice-1')
  await wizard.button('startOver').click()
  await wizard.isAt('check')
  await wizard.button('history').click()
  await expect(page.getByRole('heading', { name: 'Nothing has been changed yet' })).toBeVisible()
})

test('By keyboard alone: in, a fault, out', async () => {
  const { page } = launched
  await expect(wizard.heading('check')).toBeFocused()
  await wizard.button('practice').focus()
  await page.keyboard.press('Enter')
  await wizard.isAt('practice')
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('debian-12-fresh')
  await expect(page.getByText('1 machine', { exact: true })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await wizard.isAt('check')
  await expect(wizard.heading('check')).toBeFocused()
  await wizard.button('practicePanel').focus()
  await page.keyboard.press('Space')
  const first = page.getByRole('switch').first()
  await expect(first).toBeVisible()
  await first.focus()
  await page.keyboard.press('Space')
  await expect(first).toBeChecked()
  await wizard.button('leavePractice').focus()
  await page.keyboard.press('Enter')
  await expect(banner()).toBeHidden()
})

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`Axe finds nothing in practice, and nothing is cut off, ${language}, ${theme}`, async () => {
      await launched.close()
      launched = await launchWizard({ language, theme })
      const { page } = launched
      wizard = wizardPage(page, language)
      await wizard.button('practice').click()
      await expect(page.getByRole('searchbox')).toBeVisible()
      await visit(page, `${language}-${theme}`, 'practice')
      await enterPractice(wizard, ARTICLE, language)
      await expect(wizard.button('continue')).toBeEnabled()
      await visit(page, `${language}-${theme}`, 'practice-check')
      await wizard.button('practicePanel').click()
      await expect(page.getByRole('switch').first()).toBeVisible()
      await page.getByRole('switch').first().click()
      await visit(page, `${language}-${theme}`, 'practice-panel')
    })
  }
}

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'

/** The comparison of simulated containers with a simulated machine, after remapping was turned on there. */

async function withComparison(use: (page: Page) => Promise<void>) {
  const { page, close } = await launchWizard({ simulated: 'debian-12' })
  try {
    const wizard = wizardPage(page)
    await wizard.applyAndProve()
    await expect(page.getByRole('grid')).toBeVisible()
    await use(page)
  } finally {
    await close()
  }
}

/** The rows' first cells; the heading is not among them. */
const commands = (page: Page) => page.getByRole('grid').getByRole('rowheader')

test('Arrow keys mark a process, and all that is known of it stands below (simulated)', async () => {
  await withComparison(async (page) => {
    const grid = page.getByRole('grid')
    await grid.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const marked = page.getByRole('row', { selected: true })
    await expect(marked).toContainText('redis-server *:6379')
    await expect(grid).toHaveAttribute(
      'aria-activedescendant',
      (await marked.getAttribute('id')) ?? 'none',
    )
    const details = page.getByRole('region', { name: 'The marked process' })
    await expect(details).toContainText('it would be UID 459751, which no account')
    await expect(details).toContainText('999 (redis) in the container, 459751 here')
    await page.keyboard.press('End')
    await expect(details).toContainText('nginx: worker process')
    await page.keyboard.press('Home')
    await expect(marked).toContainText('0–65535 are 458752–524287 here')
  })
})

test('Processes are found, sorted, grouped and filtered (simulated)', async () => {
  await withComparison(async (page) => {
    await page.getByRole('switch', { name: 'Group by container' }).uncheck()
    await page.getByRole('button', { name: 'Process' }).click()
    await page.getByRole('button', { name: 'Process' }).click()
    await expect(commands(page).first()).toHaveText('redissh')
    await expect(page.getByRole('columnheader', { name: 'Process' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    await page.getByRole('searchbox', { name: 'Find' }).fill('NGINX worker')
    await expect(commands(page)).toHaveText([
      'shop-web-1nginx: worker process',
      'shop-web-1nginx: worker process',
    ])
    await page.getByLabel('If it got out').selectOption('Root here')
    await expect(page.getByRole('heading', { name: 'No process is like that' })).toBeVisible()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(commands(page)).toHaveCount(5)
    // Still sorted the other way round.
    await page.getByLabel('Container', { exact: true }).selectOption('redis')
    await expect(commands(page)).toHaveText(['sh', 'redis-server *:6379'])
  })
})

import { join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import type { LaunchOptions } from '../launch.ts'
import { projectDir } from '../electron-runtime.ts'
import { findDisplay } from '../find-display.ts'
import type { WizardPage } from '../wizard-page.ts'
import { buildWizard } from './build.ts'
import { ensurePictureFonts } from './setup.ts'

/**
 * `npm run pictures`: takes the README's pictures anew, of simulated machines in the product's own practice. Not those of
 * the password dialog and of the practice engines: they show real ones, in a lab machine.
 */
type Picture = LaunchOptions & { readonly show: (wizard: WizardPage) => Promise<unknown> }

const checked = (wizard: WizardPage) => expect(wizard.button('continue')).toBeEnabled()

const pictures: Readonly<Record<string, Picture>> = {
  check: { practice: 'debian-12', show: checked },
  'check-zh-dark': { practice: 'debian-12', language: 'zh-CN', theme: 'dark', show: checked },
  choose: { practice: 'debian-12', show: (wizard) => wizard.continueTo('choose') },
  review: {
    practice: 'debian-12',
    show: async (wizard) => {
      await wizard.continueTo('review')
      await wizard.tab('files').click()
    },
  },
  terminal: {
    practice: 'debian-12',
    show: async (wizard) => {
      await wizard.continueTo('apply')
      await wizard.button('inTerminal').click()
      await expect(wizard.button('copyLine')).toBeVisible()
    },
  },
  picture: {
    practice: 'many-containers',
    show: async (wizard) => {
      await chooseRootOfRedis(wizard)
      await toTop(wizard.page.locator('.picture-sentence'))
    },
  },
  prove: {
    practice: 'many-containers',
    show: async (wizard) => {
      await chooseRootOfRedis(wizard)
      await toTop(wizard.page.getByText('Find', { exact: true }))
    },
  },
  presenter: {
    practice: 'many-containers',
    show: async (wizard) => {
      await chooseRootOfRedis(wizard)
      await wizard.page.getByRole('button', { name: 'Present', exact: true }).click()
      await expect(wizard.page.locator('.presenter .picture')).toBeVisible()
    },
  },
  'prove-live': {
    practice: 'debian-12',
    show: async (wizard) => {
      await wizard.continueTo('review')
      await wizard.button('measureBefore').click()
      await expect(wizard.button('measureAgain')).toBeVisible()
      await wizard.applyAndProve()
      await wizard.button('proveLive').click()
      await expect(wizard.button('proveAgain')).toBeVisible()
      await toTop(wizard.page.getByRole('heading', { name: 'On a live container' }))
    },
  },
  explained: {
    practice: 'debian-12',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Explained', exact: true }).click()
      await page.getByRole('tab', { name: 'Why, and at what cost' }).click()
    },
  },
  practice: {
    show: async (wizard) => {
      await wizard.button('practice').click()
      await expect(wizard.page.getByRole('searchbox')).toBeVisible()
    },
  },
}

/** In the picture of the newest reading: the arrow key goes from the root that is root here to one that is not. */
async function chooseRootOfRedis(wizard: WizardPage): Promise<void> {
  await wizard.applyAndProve()
  await wizard.page.getByRole('listbox', { name: 'IDs in the container' }).press('ArrowRight')
  await expect(wizard.page.locator('.picture-sentence')).toHaveText(
    'UID 0 in redis is UID 458752 here, which belongs to dockremap’s range.',
  )
}

/** Scrolls the page so that this stands at its top, with some air. */
async function toTop(part: Locator): Promise<void> {
  await part.evaluate((element) => {
    element.scrollIntoView()
    element.closest('.page-scroll')?.scrollBy(0, -24)
  })
}

async function takePictures(): Promise<void> {
  const display = await findDisplay()
  if (!display.ok) throw new Error(display.error)
  try {
    if (!buildWizard()) throw new Error('The wizard could not be built.')
    // Playwright's runtime is chosen as the module is loaded, after what it needs was found.
    const { launchWizard } = await import('../launch.ts')
    const { wizardPage } = await import('../wizard-page.ts')
    for (const [name, { show, ...options }] of Object.entries(pictures)) {
      const { page, close } = await launchWizard({ ...options, args: display.value.args })
      try {
        await page.setViewportSize({ width: 1280, height: 860 })
        await show(wizardPage(page, options.language))
        // Nothing lies under the pointer there.
        await page.mouse.move(0, 0)
        const path = join('docs/images', `${name}.png`)
        await page.screenshot({ path: join(projectDir, path), animations: 'disabled' })
        console.log(path)
      } finally {
        await close()
      }
    }
  } finally {
    await display.value.end()
  }
}

if (ensurePictureFonts() === undefined) await takePictures()
else process.exitCode = 1

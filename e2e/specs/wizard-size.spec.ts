import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchWizard, type Launched } from '../launch.ts'
import { ON_DEMAND, rendererDir, rendererFiles, sizeInOneLanguage, sizeOf } from '../page-size.ts'
import { wizardPage } from '../wizard-page.ts'

/** What is loaded at the latest: the steps after the first, and the language that is not in use. */
const LATE = /\/(?:LateStep|zh-CN)-[^/]+\.js$/u

/** Opens the page anew without the files whose addresses match; returns what tells which others it got. */
async function withhold(
  { app, page }: Launched,
  pattern: RegExp,
): Promise<() => Promise<string[]>> {
  const given = await app.evaluateHandle(({ session }, source) => {
    const urls: string[] = []
    session.defaultSession.webRequest.onBeforeRequest(({ url }, callback) => {
      const cancel = new RegExp(source, 'u').test(url)
      if (!cancel) urls.push(url)
      callback({ cancel })
    })
    return urls
  }, pattern.source)
  await page.reload()
  return () => given.jsonValue()
}

let launched: Launched

test.beforeEach(async () => {
  launched = await launchWizard({ simulated: 'debian-12' })
})
test.afterEach(() => launched.close())

test('The first screen takes at most 150 kB, compressed, and all steps in a language at most 200', async () => {
  // On this computer: a simulated machine's bar loads practice.
  await launched.close()
  launched = await launchWizard()
  const wizard = wizardPage(launched.page)
  const given = await withhold(launched, LATE)
  await expect(wizard.button('lookAgain')).toBeEnabled()
  const urls = (await given()).filter((url) => url.startsWith('app:'))
  const first = [...new Set(urls)].map((url) => decodeURIComponent(new URL(url).pathname))
  expect(first.length).toBeGreaterThan(3)
  expect(await sizeOf(first)).toBeLessThanOrEqual(150_000)
  expect(first.filter((path) => ON_DEMAND.test(path))).toEqual([])

  const all = await rendererFiles()
  expect(all.length).toBeGreaterThan(first.length)
  for (const language of ['en', 'zh-CN'] as const) {
    expect(await sizeInOneLanguage(all, language)).toBeLessThanOrEqual(200_000)
  }
})

test('A step or a language whose file is missing says so, and the rest goes on', async () => {
  const { page } = launched
  const wizard = wizardPage(page)
  await withhold(launched, LATE)
  await wizard.languageSwitch.selectOption('简体中文')
  await expect(page.getByText('简体中文 could not be loaded')).toBeVisible()
  await wizard.isAt('check')
  await wizard.button('history').click()
  await expect(page.getByRole('heading', { name: 'This step could not be loaded' })).toBeVisible()
  await expect(page.getByText('Close Subroot and open it again')).toBeVisible()
})

test('Without any texts the page still says what is wrong, in both languages', async () => {
  const { page } = launched
  await withhold(launched, /\/en-[^/]+\.js$/u)
  await expect(page.getByRole('heading', { name: 'could not load its texts' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Subroot 无法加载界面文字' })).toBeVisible()
})

test('The page’s colours do not need a Chromium newer than Debian 11’s', async () => {
  // light-dark() is of Chromium 123; what does not know it shows no colour at all.
  const assetsDir = join(rendererDir, 'assets')
  const sheets = (await readdir(assetsDir)).filter((name) => name.endsWith('.css'))
  expect(sheets.length).toBeGreaterThan(0)
  for (const name of sheets) {
    expect(await readFile(join(assetsDir, name), 'utf8')).not.toContain('light-dark(')
  }
})

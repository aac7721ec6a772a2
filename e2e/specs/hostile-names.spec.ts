import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { projectDir } from '../electron-runtime.ts'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { cutOff, sizes } from './cut-off.ts'
import { violationsOf } from './violations.ts'
import { walkAllScreens } from './walk.ts'

/**
 * A simulated machine on which whoever could named things after attacks (e2e/hosts/hostile-names): containers, images,
 * labels, commands, paths, accounts, ranges, keys and values of daemon.json.
 */
const HTML = '<img src=x onerror="document.title=1">'

for (const [language, theme] of [
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  test(`Hostile names are text on every screen, ${language}, ${theme}`, async () => {
    test.setTimeout(300_000)
    const { page, close } = await launchWizard({ simulated: 'hostile-names', language, theme })
    const dir = join(projectDir, 'out/screens', `${language}-${theme}`)
    await mkdir(dir, { recursive: true })
    const pageUrl = page.url()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    const seen: string[] = []
    try {
      await walkAllScreens(wizardPage(page, language), async (name) => {
        await openAll(page)
        const { texts, strangers } = await textsOf(page)
        seen.push(...texts)
        expect(strangers, name).toEqual([])
        await expect(page, name).toHaveTitle(/Subroot – (?:Simulated machine|模拟的机器)$/u)
        expect(texts.filter(isHiding), name).toEqual([])
        if (language === 'en') expect(await violationsOf(page)).toEqual([])
        for (const size of sizes) {
          await page.setViewportSize(size)
          const problems = (await cutOff(page)).filter((problem) => !isShortened(problem))
          expect.soft(problems, `${name} ${size.name}`).toEqual([])
          const path = join(dir, `hostile-${name}-${size.name}.png`)
          await page.screenshot({ path, fullPage: true })
        }
        await page.setViewportSize({ width: 1280, height: 860 })
      })
    } finally {
      await close()
    }
    expect(requests.filter((url) => !url.startsWith(new URL('assets/', pageUrl).href))).toEqual([])
    for (const shown of [
      HTML,
      'evil⟨U+202E⟩gnp',
      '⟨U+001B⟩[31m',
      'nul⟨U+0000⟩name',
      'two⟨U+000A⟩- lines: works',
      '$(touch /tmp/owned)',
      '__proto__',
      'constructor',
    ]) {
      expect(
        seen.some((text) => text.includes(shown)),
        shown,
      ).toBe(true)
    }
  })
}

/** Unfolds whatever is folded. */
async function openAll(page: Page) {
  const closed = page.getByRole('main').locator('button[aria-expanded=false]:not([aria-haspopup])')
  while ((await closed.count()) > 0) await closed.first().click()
}

/** Every text and every label of the page, and elements that no component of ours makes. */
function textsOf(page: Page) {
  return page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ALL)
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (node instanceof Text) texts.push(node.data)
      if (!(node instanceof Element)) continue
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
        const value = node.getAttribute(name)
        if (value !== null) texts.push(value)
      }
    }
    const strangers = [
      ...document.querySelectorAll('img, b, iframe, object, [onerror], body script'),
    ]
    return { texts, strangers: strangers.map(({ outerHTML }) => outerHTML) }
  })
}

/** In the grid of processes a long name ends in an ellipsis; what is below the grid has all of it. */
function isShortened(problem: string): boolean {
  return /^(?:SPAN|BDI)\.side-|^STRONG\.: |^SPAN\.quiet: /u.test(problem)
}

function isHiding(text: string): boolean {
  return /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)
}

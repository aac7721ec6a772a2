import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { PageApi } from '#contract/channels.ts'
import { chooseElectronRuntime, projectDir } from './electron-runtime.ts'

declare global {
  // What the preload gives the page; specs call it from `page.evaluate`.
  var subroot: PageApi
}

export type LaunchOptions = {
  /** A machine of e2e/hosts; without it the wizard opens on this very machine. */
  readonly simulated?: string
  /** A machine to practise on from the start: the product’s own switch. */
  readonly practice?: string
  /** What goes wrong on the simulated machine (e2e/hosts/README.md). */
  readonly fault?: string
  /** The desktop's language, English unless another is named. */
  readonly language?: 'en' | 'zh-CN'
  /** The desktop's theme, light unless another is named. */
  readonly theme?: 'light' | 'dark'
  /** More words for the command line. */
  readonly args?: readonly string[]
}

export type Launched = {
  readonly app: ElectronApplication
  /** The wizard's one page, loaded. */
  readonly page: Page
  /** What main and the browser printed on standard error so far. */
  readonly errors: () => string
  /** Quits, and removes what the app kept. */
  readonly close: () => Promise<void>
}

/** What shows the wizard here. */
export const runtime = chooseElectronRuntime()
// Read by the `electron` package in this process when Playwright asks it for Electron.
if (runtime.kind === 'electron-host') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.dir

/** Starts the built wizard (`npm run build`), with a data directory of its own. */
export async function launchWizard(options: LaunchOptions = {}): Promise<Launched> {
  const { simulated, practice, fault, language = 'en', theme = 'light', args = [] } = options
  const userDataDir = await mkdtemp(join(tmpdir(), 'subroot-e2e-'))
  const main = simulated === undefined ? 'main.js' : 'main-simulated.js'
  const locale = language === 'zh-CN' ? 'zh_CN' : 'en_US'
  const app = await launchElectron(
    [
      join(projectDir, 'out/build/main', main),
      `--user-data-dir=${userDataDir}`,
      ...(practice === undefined ? [] : [`--practice=${practice}`]),
      ...args,
    ],
    {
      colorScheme: theme,
      // The environment alone is not enough: a Chromium without the language's pack answers in English.
      locale: language === 'zh-CN' ? 'zh-CN' : 'en-US',
      env: {
        LANGUAGE: locale,
        LANG: `${locale}.UTF-8`,
        SUBROOT_SIMULATED_HOST: simulated ?? '',
        SUBROOT_SIMULATED_FAULT: fault ?? '',
      },
    },
  )
  let errorText = ''
  app.process().stderr?.on('data', (chunk: Buffer) => (errorText += chunk.toString()))
  async function close() {
    await app.close()
    // What the browser still writes while it ends must not keep the directory.
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const page = await app.firstWindow({ timeout: STEP_LIMIT_MS })
    await page.waitForURL(/\/index\.html$/u)
    return { app, page, errors: () => errorText, close }
  } catch (error) {
    await close()
    throw error
  }
}

const STEP_LIMIT_MS = 120_000

/** Electron, or the stand-in, with Playwright attached. `env` is added to ours. */
export async function launchElectron(
  args: string[],
  options: {
    readonly colorScheme?: 'light' | 'dark'
    readonly locale?: string
    readonly env?: Record<string, string>
  } = {},
): Promise<ElectronApplication> {
  const app = await _electron.launch({
    ...options,
    args,
    env: { ...definedEnvironment(), ...options.env },
    // Chromium's sandbox does not work for root.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  // Of each click and wait without a limit of its own; those of Playwright's configuration do not reach Electron.
  app.context().setDefaultTimeout(STEP_LIMIT_MS)
  return app
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env)
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

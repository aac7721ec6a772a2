import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import { ensureBrowser } from './commands/setup.ts'
import provideDisplay from './display.config.ts'
import { findChromium } from './electron-host/chromium.ts'
import { chooseElectronRuntime } from './electron-runtime.ts'

export type Display = {
  /** What shows the window has to be told this. */
  readonly args: readonly string[]
  readonly end: () => Promise<void>
}

const NO_WINDOW =
  "The wizard cannot be shown: neither Electron's binary nor Chromium is installed. Run 'npx install-electron --no' to download Electron, or install Chromium (Debian: sudo apt-get install chromium)."

/**
 * Something to show the wizard on: the desktop, else Chromium without a screen, else, for Electron, an X server of its
 * own. A failure is one sentence on what is missing.
 */
export async function findDisplay(): Promise<Result<Display, string>> {
  const isElectron = chooseElectronRuntime().kind === 'electron'
  if (!isElectron && findChromium() === undefined) {
    ensureBrowser()
    if (findChromium() === undefined) return failure(NO_WINDOW)
  }
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
    return success({ args: [], end: nothing })
  if (!isElectron) return success({ args: ['--headless'], end: nothing })
  try {
    const stop = await provideDisplay()
    return success({ args: [], end: async () => stop?.() })
  } catch (error) {
    return failure(
      `Electron needs a screen: ${String(error)} Install Xvfb (Debian: sudo apt-get install xvfb), or run this on a desktop.`,
    )
  }
}

async function nothing(): Promise<void> {}

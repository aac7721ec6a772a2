import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chooseElectronRuntime, projectDir } from '../electron-runtime.ts'
import { findChromium } from '../electron-host/chromium.ts'

/** `npm start`: opens the built wizard on this machine. Arguments go to the app. */
function start() {
  const command = findElectron()
  const child = spawn(command, [projectDir, ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl+C reaches the child by itself, as part of the terminal's process group.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code) => process.exit(code ?? 1))
}

function findElectron(): string {
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    fail(
      'Subroot opens a window, and this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set).',
      "To see it do its whole job in a machine of its own, run 'npm run demo'.",
    )
  }
  const runtime = chooseElectronRuntime()
  if (runtime.kind === 'electron') {
    // The electron package's only export is the path of its binary.
    const path: string = createRequire(import.meta.url)('electron')
    return path
  }
  if (findChromium() === undefined) {
    fail(
      "Neither Electron's binary nor Chromium is installed.",
      "Run 'npx install-electron --no' to download Electron, or install Chromium (Debian: apt-get install chromium).",
    )
  }
  console.log("Electron's binary is not installed, so Subroot opens on this machine's Chromium.")
  return join(runtime.dir, 'electron')
}

function fail(...lines: string[]): never {
  console.error(lines.join('\n'))
  process.exit(1)
}

start()

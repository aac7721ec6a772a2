import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const projectDir = join(import.meta.dirname, '..')

export type ElectronRuntime =
  { readonly kind: 'electron' } | { readonly kind: 'electron-host'; readonly dir: string }

/**
 * What shows the wizard here: Electron, where its binary is installed or `ELECTRON_OVERRIDE_DIST_PATH` names one, else
 * the stand-in. `SUBROOT_E2E_RUNTIME=electron` insists on Electron. Nothing is downloaded.
 */
export function chooseElectronRuntime(): ElectronRuntime {
  if (process.env['SUBROOT_E2E_RUNTIME'] === 'electron' || hasElectron()) {
    return { kind: 'electron' }
  }
  return { kind: 'electron-host', dir: join(projectDir, 'e2e/electron-host') }
}

/** The binary as the `electron` package itself looks for it (its index.js). */
function hasElectron(): boolean {
  const packageDir = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const pathFile = join(packageDir, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : undefined
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) return existsSync(join(override, name ?? 'electron'))
  return name !== undefined && existsSync(join(packageDir, 'dist', name))
}

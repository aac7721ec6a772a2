import { spawnSync } from 'node:child_process'

/** Builds the wizard, showing only what goes wrong; returns whether it could be built. */
export function buildWizard(): boolean {
  const build = ['run', '--silent', 'build', '--', '--logLevel', 'error']
  return spawnSync('npm', build, { stdio: 'inherit' }).status === 0
}

import { expect, test } from '@playwright/test'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'

/** Every machine that Subroot does not change says why in its own sentence, and Continue waits. */
const refusals = [
  ['no-docker', 'Docker is not installed'],
  ['docker-stopped', 'Docker is not running'],
  ['rootless-docker', 'Your Docker is already rootless'],
  ['docker-desktop', 'This is Docker Desktop'],
  ['ubuntu-24.04-snap', 'Docker comes from a snap'],
  ['podman-shim', 'The docker command is Podman'],
  ['remote-context', 'This Docker is on another machine'],
  ['artix-s6', 'Subroot does not know this machine’s service manager'],
  ['already-remapped', 'Remapping is already on'],
  ['userns-flag', 'Remapping is already on'],
  ['broken-daemon-json', 'Docker’s configuration file is not valid'],
  ['broken-subuid', 'A line in /etc/subuid would be misread'],
] as const

for (const [machine, sentence] of refusals) {
  test(`${machine}: ${sentence}`, async () => {
    const { page, close } = await launchWizard({ simulated: machine })
    try {
      const wizard = wizardPage(page)
      await wizard.isAt('check')
      await expect(page.getByRole('heading', { name: 'Cannot go on yet' })).toBeVisible()
      const finding = page.getByRole('listitem').filter({
        has: page.getByRole('heading', { name: sentence, exact: true }),
      })
      await expect(finding).toHaveCount(1)
      await expect(finding).toContainText('What to do')
      await expect(wizard.button('continue')).toBeDisabled()
      await expect(wizard.button('continue')).toHaveAccessibleDescription(
        new RegExp(`Continue is not available: .*${sentence}`, 'u'),
      )
      await expect(wizard.button('lookAgain')).toBeEnabled()
    } finally {
      await close()
    }
  })
}

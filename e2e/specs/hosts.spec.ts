import { expect, test, type Page } from '@playwright/test'
import { findingsInEnglish } from '../../renderer/text/findings/en.ts'
import { consentsInEnglish } from '../../renderer/text/en-consents.ts'
import { declarationOf } from '#domain/findings/catalogue.ts'
import { expected, type Expected } from '../hosts/expected.ts'
import { launchWizard, type Launched } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'

/** The wizard on simulated machines of many kinds does what e2e/hosts/expected.ts says of each. */

let launched: Launched | undefined

async function open(simulated: string): Promise<Page> {
  launched = await launchWizard({ simulated })
  await expect(launched.page.getByText('Simulated machine')).toBeVisible()
  return launched.page
}

test.afterEach(async () => {
  await launched?.close()
  launched = undefined
})

const machines = [
  'ubuntu-16.04-docker-17.06',
  'fedora-silverblue',
  'docker-29-snapshotter-on',
  'rhel-9-stig',
  'centos-7.9',
  'live-restore',
  'debian-sysvinit-docker-opts',
  'alpine-openrc',
  'void-runit',
  'artix-s6',
  'nixos',
  'two-daemons',
  'static-binaries',
  'docker-1.9',
  'kubernetes-1.4',
  'colima',
  'dind',
]

for (const machine of machines) {
  const row = expected[machine]
  if (!row) throw new Error(`Nothing is expected of ${machine}`)
  const end = row.plan ? 'to the end of its plan' : 'to the reasons why it is not changed'
  test(`simulated ${machine}: ${end}`, async () => {
    const page = await open(machine)
    if (row.plan) await carryOut(page, row.plan)
    else await seeReasons(page, row)
  })
}

test('simulated ubuntu-16.04-article-range: the range 123000 is adopted, and proven', async () => {
  const page = await open('ubuntu-16.04-article-range')
  const wizard = wizardPage(page)
  await wizard.isAt('check')
  await expect(page.getByText('Ubuntu 16.04.3 LTS', { exact: true })).toBeVisible()
  await expect(page.getByText(/17\.06\.2-ce/u).first()).toBeVisible()
  await wizard.continueTo('choose')
  await expect(wizard.field('firstId')).toHaveValue('123000')
  await wizard.continueTo('review')
  await wizard.tab('files').click()
  await expect(page.getByRole('row', { name: 'added "userns-remap": "default"' })).toBeVisible()
  await expect(page.getByRole('row', { name: /^added dockremap:123000/u })).toHaveCount(0)
  await wizard.applyAndProve()
  const master = page.getByRole('row', { name: /nginx: master/u })
  await expect(master).toContainText('UID 0 root')
  await expect(master).toContainText('UID 123000')
})

async function carryOut(page: Page, { consents, start, steps }: Expected['plan'] & object) {
  const wizard = wizardPage(page)
  await wizard.continueTo('choose')
  await expect(wizard.field('firstId')).toHaveValue(String(start))
  for (const consent of consents) {
    await expect(wizard.button('continue')).toBeDisabled()
    await page.getByRole('switch', { name: plain(consentsInEnglish[consent].title) }).click()
  }
  await wizard.continueTo('review')
  await wizard.tab('script').click()
  const script = await page.getByRole('region', { name: 'The script' }).textContent()
  const positions = steps.map((step) => script?.search(new RegExp(`^ *\\w+ ${step}(?: |$)`, 'mu')))
  expect(positions).not.toContain(-1)
  await wizard.applySuggestion()
  const isPrepared = steps.includes('change-kernel-arguments')
  const heading = isPrepared ? 'The kernel is prepared: restart the computer' : 'Remapping is on'
  await expect(page.getByRole('heading', { name: heading })).toBeVisible()
}

async function seeReasons(page: Page, { problems }: Expected) {
  const wizard = wizardPage(page)
  await wizard.isAt('check')
  await expect(wizard.button('continue')).toBeDisabled()
  for (const code of problems) {
    if (declarationOf(code).severity !== 'blocker') continue
    const heading = page.getByRole('heading', { name: titleOf(code) })
    await expect(heading.first()).toBeVisible()
  }
}

/** A title as it stands on the page: with values in its places, and without the marks around commands. */
function titleOf(code: keyof typeof findingsInEnglish): RegExp {
  const parts = plain(findingsInEnglish[code].title).split(/\{\w+\}/u)
  return new RegExp(
    parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join('.+'),
    'u',
  )
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}

import { expect, test } from '@playwright/test'
import type { PracticeEnginesReading } from '#contract/channels.ts'
import type { ContainerProcess } from '#domain/container-process.ts'
import { PRACTICE_ENGINES } from '#domain/practice-engines.ts'
import type { PracticeEngine, PracticeEvent } from '#domain/practice-engines.ts'
import { launchWizard } from '../launch.ts'
import { wizardPage } from '../wizard-page.ts'
import { visit } from './visit.ts'

/** How the practice engines look. Real ones are in e2e/lab/specs/practice-engines-wizard.lab.ts. */

const idOf = (engine: PracticeEngine) => (engine === 'plain' ? 'a' : 'b').repeat(64)

function eventsOf(engine: PracticeEngine, sequence: number): readonly PracticeEvent[] {
  const at = Date.now()
  const outcome = engine === 'plain' ? 'read' : 'denied'
  return [
    { sequence, at, kind: 'engine-ready', engine, version: '28.5.2' },
    {
      sequence: sequence + 1,
      at,
      kind: 'container-started',
      engine,
      name: 'as-root',
      containerId: idOf(engine),
    },
    { sequence: sequence + 2, at, kind: 'break-out', engine, outcome, words: '' },
  ]
}

function processOf(engine: PracticeEngine, index: number): ContainerProcess {
  const host = engine === 'plain' ? 0 : 458_752
  const ids = {
    host,
    container: 0,
    hostName: host === 0 ? 'root' : undefined,
    containerName: undefined,
  }
  const mappings = [{ containerId: 0, hostId: host, size: host === 0 ? 4_294_967_295 : 65_536 }]
  return {
    containerId: idOf(engine),
    containerName: 'as-root',
    pid: { host: 4000 + index, container: 1 },
    uid: ids,
    gid: ids,
    command: 'sleep 90m',
    uidMappings: mappings,
    gidMappings: mappings,
    hostUserNamespace: host === 0,
    effectiveCapabilities: '00000000a80425fb',
  }
}

function reading(): PracticeEnginesReading {
  return {
    kind: 'on',
    stopping: false,
    events: [
      { sequence: 1, at: Date.now(), kind: 'practice-started', limitMs: 3_600_000 },
      ...PRACTICE_ENGINES.flatMap((engine, index) => eventsOf(engine, 2 + 3 * index)),
      { sequence: 8, at: Date.now(), kind: 'practice-ready' },
    ],
    processes: PRACTICE_ENGINES.map(processOf),
  }
}

for (const language of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`Axe finds nothing where practice engines are prepared and run, and nothing is cut off, ${language}, ${theme} (simulated)`, async () => {
      const { app, page, close } = await launchWizard({ language, theme })
      try {
        const wizard = wizardPage(page, language)
        await wizard.button('practice').click()
        await wizard.button('prepareEngines').click()
        await expect(wizard.button('startEngines')).toBeEnabled()
        await visit(page, `${language}-${theme}`, 'engines-prepared')
        await app.evaluate(({ ipcMain }, value) => {
          ipcMain.removeHandler('readPracticeEngines')
          ipcMain.handle('readPracticeEngines', () => ({ ok: true, value }))
        }, reading())
        await expect(wizard.button('stopEngines')).toBeEnabled()
        await expect(page.getByText('458752').first()).toBeVisible()
        await visit(page, `${language}-${theme}`, 'engines-run')
      } finally {
        await close()
      }
    })
  }
}

import type { ContainerProcess } from '#domain/container-process.ts'
import { packUpdate } from '#domain/process-update-text.ts'
import type { ProcessUpdate } from '#domain/process-update.ts'
import { launchWizard } from '../launch.ts'
import type { Launched } from '../launch.ts'
import { rendererFiles, sizeInOneLanguage } from '../page-size.ts'
import { wizardPage } from '../wizard-page.ts'
import type { BenchReport } from './bench-report.ts'

const ROWS = 1000
const CONTAINERS = 300
const SECONDS = 10
/** Prepared ones, told in turn: no two that follow each other are alike. */
const READINGS = 20
const LOADS = 5

/** Frames while every row changes each second. The machine and its processes are simulated; browser and page are not. */
export async function measureRows(): Promise<BenchReport['rows']> {
  const launched = await launchWizard({ simulated: 'debian-12' })
  try {
    const { page } = launched
    await wizardPage(page).applyAndProve()
    await replaceReadings(launched)
    await page.getByText(`${ROWS} processes`).first().waitFor()
    const fps = await page.evaluate(async (durationMs) => {
      const startedAt = performance.now()
      let frames = 0
      while (performance.now() - startedAt < durationMs) {
        await new Promise(requestAnimationFrame)
        frames += 1
      }
      return (frames * 1000) / (performance.now() - startedAt)
    }, SECONDS * 1000)
    return { count: ROWS, fps: Math.round(fps * 10) / 10 }
  } finally {
    await launched.close()
  }
}

/** From now on main tells of so many processes, of which each has another command line every time. */
export async function replaceReadings({ app }: Launched): Promise<void> {
  const updates = Array.from({ length: READINGS }, (_, reading) => packUpdate(updateOf(reading)))
  await app.evaluate(({ ipcMain }, texts) => {
    let reading = 0
    ipcMain.removeHandler('readProcesses')
    ipcMain.handle('readProcesses', () => {
      reading += 1
      return { ok: true, value: texts[reading % texts.length] }
    })
  }, updates)
}

function updateOf(reading: number): ProcessUpdate {
  const sequence = 1_000_000 + reading
  return {
    sequence,
    at: Date.now() + reading * 1000,
    readMs: 1,
    isWhole: true,
    changed: processesOf(sequence),
    gone: [],
  }
}

function processesOf(tick: number): readonly ContainerProcess[] {
  const mappings = [{ containerId: 0, hostId: 458_752, size: 65_536 }]
  const ids = { host: 458_752, container: 0, hostName: undefined, containerName: 'root' }
  return Array.from({ length: ROWS }, (_, index) => {
    const container = index % CONTAINERS
    return {
      containerId: container.toString(16).padStart(64, '0'),
      containerName: `service-${container}`,
      pid: { host: 10_000 + index, container: 1 + Math.floor(index / CONTAINERS) },
      uid: ids,
      gid: ids,
      command: `worker --tick ${tick}`,
      uidMappings: mappings,
      gidMappings: mappings,
      hostUserNamespace: false,
      effectiveCapabilities: '00000000a80425fb',
    }
  })
}

/** From the beginning of loading until Check can be left: the middle of several loads. */
export async function measureStart(): Promise<BenchReport['start']> {
  const { page, close } = await launchWizard({ simulated: 'debian-12' })
  try {
    const times: number[] = []
    for (let load = 0; load < LOADS; load += 1) {
      await page.reload({ waitUntil: 'commit' })
      const usableAt = await page.waitForFunction(() => {
        const button = [...document.querySelectorAll('button')].find(
          ({ textContent, disabled }) => textContent.trim() === 'Continue' && !disabled,
        )
        return button === undefined ? undefined : performance.now()
      })
      times.push((await usableAt.jsonValue()) ?? Number.NaN)
    }
    const firstScreenMs = Math.round(times.toSorted((a, b) => a - b)[2] ?? Number.NaN)
    const rendererGzipKb = Math.round((await sizeInOneLanguage(await rendererFiles(), 'en')) / 1000)
    return { firstScreenMs, rendererGzipKb }
  } finally {
    await close()
  }
}

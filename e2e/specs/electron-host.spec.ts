import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { projectDir } from '../electron-runtime.ts'
import { launchElectron } from '../launch.ts'

/** The stand-in is as strict as Electron where the app relies on it. The probe app has no policy of its own. */
const hostDir = join(projectDir, 'e2e/electron-host')
const probeDir = join(hostDir, 'probe')

let app: ElectronApplication
let page: Page
let tempDir: string
let errors: string

async function open() {
  // Short: Chromium puts a socket into it.
  tempDir = await mkdtemp(join(tmpdir(), 'probe-'))
  app = await launchElectron(launchArgs(), { env: { TMPDIR: tempDir } })
  errors = ''
  app.process().stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  page = await app.firstWindow({ timeout: 120_000 })
  await page.getByRole('heading', { name: 'Probe' }).waitFor()
}

async function close() {
  await app.close()
  await rm(tempDir, { recursive: true, maxRetries: 5 })
}

function launchArgs() {
  return [probeDir, `--user-data-dir=${join(tempDir, 'data')}`]
}

/** Runs the text in the page, whose names the compiler does not know. */
function inPage(asyncBody: string): Promise<unknown> {
  return page.evaluate(`(async () => { ${asyncBody} })()`)
}

/** Processes of this launch: only they have its temporary directory on their command line. */
async function browserProcesses(): Promise<readonly BrowserProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))
  const processes = pids.map(async (pid) => ({
    pid: Number(pid),
    command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
  }))
  return (await Promise.all(processes)).filter(({ command }) =>
    command.includes(`${tempDir}/subroot-`),
  )
}

type BrowserProcess = { readonly pid: number; readonly command: string }

/** Of those that are killed together, some end by themselves once the first is gone. */
function kill(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function profiles(): Promise<readonly string[]> {
  return (await readdir(tempDir)).filter((name) => name !== 'data')
}

async function expectNothingLeft() {
  // The stand-in allows Chromium nine seconds to end and to let go of its files.
  await expect.poll(browserProcesses, { timeout: 60_000 }).toEqual([])
  await expect.poll(profiles, { timeout: 60_000 }).toEqual([])
}

test.describe('While it runs', () => {
  test.beforeAll(open)
  test.afterAll(close)

  test('The context bridge clones values, and calls functions where they are', async () => {
    const results = await inPage(`
    const given = { list: [1, undefined, new Date(5)], map: new Map([['a', new Set([1])]]) }
    const echoed = await probe.echo(given)
    return [
      echoed.value.list[2].getTime() === 5 && echoed.value.map.get('a').has(1),
      echoed.value !== given,
      echoed.url,
      echoed.isMainFrame,
      probe.callBack(({ answer }) => answer),
      probe.adder(1)(2),
      await probe.later('x'),
      probe.nested.list,
      probe.nested.date.getTime(),
    ]
  `)
    expect(results).toEqual([
      true,
      true,
      'app://probe/index.html',
      true,
      42,
      3,
      ['x'],
      [1, { two: 2 }],
      0,
    ])
  })

  test('The context bridge carries failures as errors, and refuses what cannot be cloned', async () => {
    const results = await inPage(`
    const messageOf = async (action) => {
      try { await action(); return 'no error' } catch (error) { return error.message }
    }
    return [
      await messageOf(() => probe.throwError()),
      await messageOf(() => probe.fail()),
      await messageOf(() => probe.unknown()),
      await messageOf(() => probe.echo(document.body)),
      await messageOf(() => probe.echo(() => 1)),
    ]
  `)
    expect(results).toEqual([
      'thrown inside',
      "Error invoking remote method 'fail': Error: on purpose",
      "Error invoking remote method 'unknown': Error: No handler registered for 'unknown'",
      expect.stringContaining('could not be cloned'),
      expect.stringContaining('could not be cloned'),
    ])
  })

  test('A sandboxed preload gets nothing of Node, and what Electron has besides is refused by name', async () => {
    expect(await inPage('return probe.refusals()')).toEqual([
      expect.stringContaining("module 'node:fs'"),
      expect.stringContaining('process.env'),
      expect.stringContaining('ipcRenderer.sendSync'),
      expect.stringContaining('electron.shell'),
    ])
  })

  test('Frames get no preload', async () => {
    const seen = await inPage(`
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>inside</p>'
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    return typeof frame.contentWindow.probe
  `)
    expect(seen).toBe('undefined')
  })

  test('Main is refused by name what the stand-in does not have', async () => {
    const messages = await app.evaluate((electron) => {
      const secure = {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        preload: '/p',
      }
      const { app, BrowserWindow, protocol, session } = electron
      const attempts = [
        () => electron.powerMonitor,
        () => app.dock,
        () => app.on('certificate-error', () => undefined),
        () => session.defaultSession.clearCache(),
        () => new BrowserWindow({ webPreferences: { ...secure, sandbox: false } }),
        () => new BrowserWindow({ webPreferences: { ...secure, contextIsolation: false } }),
        () => new BrowserWindow({ webPreferences: { ...secure, nodeIntegration: true } }),
        () => new BrowserWindow({ webPreferences: { ...secure, webSecurity: false } }),
        () => new BrowserWindow({ webPreferences: { ...secure, preload: 'preload.cjs' } }),
        () => new BrowserWindow({ frame: false, webPreferences: secure }),
        () => new BrowserWindow({ webPreferences: secure }),
        () => protocol.handle('other', () => new Response()),
      ]
      return attempts.map((attempt) => {
        try {
          attempt()
          return 'not refused'
        } catch (error) {
          return String(error).replace(/^.*does not have /u, '')
        }
      })
    })
    expect(messages).toEqual([
      'electron.powerMonitor.',
      'app.dock.',
      "app.on('certificate-error').",
      'session.clearCache.',
      'a window whose webPreferences.sandbox is not true.',
      'a window whose webPreferences.contextIsolation is not true.',
      'a window whose webPreferences.nodeIntegration is not false.',
      'a window whose webPreferences.webSecurity is not true.',
      'a preload by a relative path.',
      'BrowserWindow({…}).frame.',
      'a second BrowserWindow.',
      "protocol.handle('other') without privileges.",
    ])
  })

  test('No request leaves even without a policy, and a denied navigation stays denied', async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections += 1
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
    await inPage(`
    fetch('http://${host}/fetch').catch(() => undefined)
    fetch('http://localhost:${host.split(':')[1]}/fetch').catch(() => undefined)
    new WebSocket('ws://${host}/socket')
    navigator.sendBeacon('http://${host}/beacon', 'x')
    new Image().src = 'http://${host}/image'
    const frame = document.createElement('iframe')
    frame.src = 'http://${host}/frame'
    document.body.append(frame)
    try { new RTCPeerConnection({ iceServers: [{ urls: 'turn:${host}?transport=tcp', username: 'u', credential: 'c' }] })
      .createDataChannel('x') } catch {}
    location.href = 'http://${host}/navigation'
    if (window.open('http://${host}/window') !== null) throw new Error('A window opened')
    await new Promise((resolve) => setTimeout(resolve, 1000))
  `)
    server.close()
    expect(connections).toBe(0)
    await expect.poll(() => errors).toContain(`navigation to http://${host}/navigation`)
    expect(await page.title()).toBe('Probe')
    expect(app.windows()).toEqual([page])
  })
})

test.describe('When it ends', () => {
  test.beforeEach(open)
  test.afterEach(close)

  test('Closing the window ends everything', async () => {
    const exited = once(app.process(), 'exit')
    await page.close()
    expect((await exited)[0]).toBe(0)
    await expectNothingLeft()
  })

  test('Chromium and its profile go when the main process is killed', async () => {
    expect(await browserProcesses()).not.toEqual([])
    app.process().kill('SIGKILL')
    await expectNothingLeft()
  })

  test('The main process ends when Chromium is killed, as with its display', async () => {
    const exited = once(app.process(), 'exit')
    const browsers = (await browserProcesses()).filter(
      ({ command }) => !command.startsWith('/bin/sh'),
    )
    expect(browsers).not.toEqual([])
    for (const { pid } of browsers) kill(pid)
    await exited
    await expectNothingLeft()
  })

  test('A second instance hands over to the first and ends', async () => {
    const second = spawn(join(hostDir, 'electron'), launchArgs(), {
      env: { ...process.env, TMPDIR: tempDir },
      stdio: 'ignore',
    })
    expect((await once(second, 'exit'))[0]).toBe(0)
    await expect.poll(() => errors).toContain('second instance')
  })
})

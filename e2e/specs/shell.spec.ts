import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { type Launched, launchWizard } from '../launch.ts'

/** What docs/security.md promises of the window, seen from inside the page. */

let wizard: Launched
let page: Page

test.beforeAll(async () => {
  wizard = await launchWizard({ simulated: 'debian-12' })
  page = wizard.page
  await page.getByRole('heading', { name: 'Check' }).waitFor()
})
test.afterAll(() => wizard.close())

/**
 * Runs the text as a script of the page would, from a timer: what DevTools evaluates itself is above the policy. Text,
 * because it does on purpose what no code of ours may.
 */
function runInPage(asyncBody: string): Promise<unknown> {
  return page.evaluate(`new Promise((resolve, reject) => {
    setTimeout(() => (async () => { ${asyncBody} })().then(resolve, reject), 0)
  })`)
}

test('The page has nothing of Node or Electron but the calls of the contract', async () => {
  const seen = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer']
    return {
      nodeNames: names.filter((name) => name in globalThis),
      calls: Object.keys(subroot).toSorted(),
      strangers: Object.getOwnPropertyNames(globalThis).filter((name) => /electron/iu.test(name)),
    }
  })
  expect(seen).toEqual({
    nodeNames: [],
    calls: [
      'apply',
      'copyText',
      'enterPractice',
      'handOver',
      'inspect',
      'inspectElevated',
      'leavePractice',
      'letHappen',
      'listPracticeMachines',
      'listProofs',
      'listRuns',
      'on',
      'openLink',
      'preparePracticeEngines',
      'prepareResume',
      'prepareUndo',
      'proveLive',
      'readPractice',
      'readPracticeEngines',
      'readProcesses',
      'readRecord',
      'resume',
      'saveReport',
      'setPracticeFaults',
      'startPracticeEngines',
      'stopPracticeEngines',
      'takePicture',
      'undo',
      'verify',
      'withdraw',
    ],
    strangers: [],
  })
})

test('The page cannot replace or extend what the preload gave it', async () => {
  const outcome = await page.evaluate(() => {
    'use strict'
    const original = subroot.apply
    const attempts = [
      () => Object.assign(window, { subroot: {} }),
      () => Object.assign(subroot, { apply: () => undefined }),
      () => Object.assign(subroot, { extra: 1 }),
      () => Object.defineProperty(window, 'subroot', { value: {} }),
    ]
    const refused = attempts.filter((attempt) => {
      try {
        attempt()
        return false
      } catch {
        return true
      }
    })
    return { refused: refused.length, same: subroot.apply === original }
  })
  expect(outcome).toEqual({ refused: 4, same: true })
})

test('An argument that its schema refuses is answered with bad-request', async () => {
  const range = { start: 231072, count: 65536 }
  const choices = { remapUser: 'dockremap', range }
  const scriptSha256 = 'a'.repeat(64)
  const bad: readonly (readonly [call: string, argument: unknown])[] = [
    ['apply', undefined],
    ['apply', { choices, scriptSha256: 'no digest' }],
    ['apply', { choices: { remapUser: 'a:b', range }, scriptSha256 }],
    ['apply', { choices: { ...choices, range: { start: -1, count: 1 } }, scriptSha256 }],
    ['apply', { choices: { ...choices, range: { start: 1.5, count: 1 } }, scriptSha256 }],
    ['apply', { choices, scriptSha256, script: 'reboot' }],
    ['undo', { runId: '../../etc', scriptSha256 }],
    ['saveReport', { html: '', json: '', fileName: '../report.html' }],
    ['saveReport', { html: '', json: '', fileName: '/etc/cron.d/report.html' }],
    ['saveReport', { html: '', json: '', fileName: 'report.sh' }],
    ['inspect', 'something'],
    ['startPracticeEngines', { scriptSha256, script: 'reboot' }],
    ['stopPracticeEngines', { pid: 1 }],
    ['proveLive', { rootOnlyPath: '/home/alice/.ssh/id_ed25519' }],
    ['takePicture', { x: 0, y: 0, width: 1e6, height: 10 }],
  ]
  const codes = await page.evaluate(
    (calls) =>
      Promise.all(
        calls.map(async ([name, argument]) => {
          const reply = await Reflect.get(subroot, name)(argument)
          return reply.ok ? 'ok' : reply.error.code
        }),
      ),
    bad,
  )
  expect(codes).toEqual(bad.map(() => 'bad-request'))
})

test('A link that is not one of the product is not opened', async () => {
  const opened = await wizard.app.evaluateHandle(({ shell }) => {
    const urls: string[] = []
    shell.openExternal = async (url) => {
      urls.push(url)
    }
    return urls
  })
  const links = [
    'https://docs.docker.com/engine/security/userns-remap/',
    'https://docs.docker.com/engine/security/userns-remap/../../../evil',
    'file:///etc/passwd',
    'https://example.org/',
  ]
  const replies = await page.evaluate(
    (urls) => Promise.all(urls.map((url) => subroot.openLink({ url }))),
    links,
  )
  expect(replies.map(({ ok }) => ok)).toEqual([true, false, false, false])
  expect(await opened.jsonValue()).toEqual(links.slice(0, 1))
})

test('The policy lets no inline script, no eval and no string into a script position', async () => {
  const outcomes = await runInPage(`
    const later = (name) => new Promise((resolve) => setTimeout(() => resolve(name in globalThis), 100))
    const attempts = {
      eval: () => (0, eval)('1'),
      Function: () => new Function('return 1')(),
      'inline script': () => {
        const script = document.createElement('script')
        script.append('globalThis.inlineRan = true')
        document.head.append(script)
        return later('inlineRan')
      },
      'event handler attribute': () => {
        const image = document.createElement('img')
        image.setAttribute('onerror', 'globalThis.handlerRan = true')
        image.src = 'data:,'
        document.body.append(image)
        return later('handlerRan')
      },
      'string into innerHTML': () => {
        document.createElement('div').innerHTML = '<b>text</b>'
        return true
      },
      'javascript: URL': () => {
        location.href = 'javascript:globalThis.urlRan=true'
        return later('urlRan')
      },
      'trusted types policy': () => trustedTypes.createPolicy('mine', {}),
    }
    const outcomes = {}
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        outcomes[name] = Boolean(await attempt())
      } catch {
        outcomes[name] = false
      }
    }
    return outcomes
  `)
  expect(outcomes).toEqual({
    eval: false,
    Function: false,
    'inline script': false,
    'event handler attribute': false,
    'string into innerHTML': false,
    'javascript: URL': false,
    'trusted types policy': false,
  })
})

test('No request leaves, whatever the page tries', async () => {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  await runInPage(`
    const append = (name, attributes) => {
      document.body.append(Object.assign(document.createElement(name), attributes))
    }
    const attempts = [
      () => fetch('http://${host}/fetch'),
      () => new WebSocket('ws://${host}/socket'),
      () => new EventSource('http://${host}/events'),
      () => navigator.sendBeacon('http://${host}/beacon', 'x'),
      () => append('img', { src: 'http://${host}/image' }),
      () => append('link', { rel: 'stylesheet', href: 'http://${host}/style.css' }),
      () => append('link', { rel: 'prefetch', href: 'http://${host}/prefetch' }),
      () => append('link', { rel: 'preconnect', href: 'http://${host}/' }),
      () => append('script', { type: 'module', src: 'http://${host}/script.js' }),
      () => append('iframe', { src: 'http://${host}/frame' }),
      () => append('object', { data: 'http://${host}/object' }),
      () => append('video', { src: 'http://${host}/video' }),
      () => new Worker('http://${host}/worker.js'),
      () => {
        append('form', { method: 'post', action: 'http://${host}/form', id: 'leaving' })
        document.querySelector('#leaving').submit()
      },
      () => {
        location.href = 'http://${host}/navigation'
      },
      () => window.open('http://${host}/window'),
    ]
    for (const attempt of attempts) {
      try {
        Promise.resolve(attempt()).catch(() => undefined)
      } catch {}
    }
    await new Promise((resolve) => setTimeout(resolve, 1000))
  `)
  server.close()
  expect(connections).toBe(0)
  await expect(page.getByRole('heading', { name: 'Check' })).toBeVisible()
})

test('The page stays where it is, and alone', async () => {
  const { app } = wizard
  const before = page.url()
  for (const url of [
    'https://example.org/',
    '/assets/',
    '/../main/main.js',
    'file:///etc/passwd',
  ]) {
    await page.evaluate((target) => {
      location.href = target
    }, url)
  }
  const opened = await page.evaluate(() => window.open('https://example.org/'))
  await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: 'https://example.org/', target: '_blank' })
    document.body.append(link)
    link.click()
  })
  await page.waitForTimeout(500)
  expect(opened).toBeNull()
  expect(page.url()).toBe(before)
  expect(app.windows()).toEqual([page])
})

test('Only files of the build are served', async () => {
  const loaded = await page.evaluate(async () => {
    const paths = [
      '/%2e%2e/main/main-simulated.js',
      '/..%2fmain/main-simulated.js',
      '/package.json',
    ]
    const outcomes = paths.map(
      (path) =>
        new Promise<boolean>((resolve) => {
          const script = document.createElement('link')
          Object.assign(script, { rel: 'stylesheet', href: path })
          script.addEventListener('load', () => resolve(true))
          script.addEventListener('error', () => resolve(false))
          document.head.append(script)
        }),
    )
    return Promise.all(outcomes)
  })
  expect(loaded).toEqual([false, false, false])
})

test('Every permission is refused', async () => {
  const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read']
  const states = await runInPage(`
    const query = async (name) => (await navigator.permissions.query({ name })).state
    return Promise.all(${JSON.stringify(names)}.map(query))
  `)
  expect(states).toEqual(names.map(() => 'denied'))
})

test('Text is copied by main', async () => {
  const text = 'docker run --rm “quoted” \\n\n'
  await page.evaluate((value) => subroot.copyText({ text: value }), text)
  expect(await wizard.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(text)
})

test('A report is saved where the user says, and nowhere when the user cancels', async () => {
  const path = test.info().outputPath('report.html')
  await wizard.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  const report = { html: '<p>Proof</p>', json: '{}', fileName: 'subroot.html' }
  const saved = await page.evaluate((argument) => subroot.saveReport(argument), report)
  await wizard.app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
  })
  const cancelled = await page.evaluate((argument) => subroot.saveReport(argument), report)
  expect([saved, cancelled]).toEqual([
    { ok: true, value: { htmlPath: path, jsonPath: path.replace(/html$/u, 'json') } },
    { ok: true, value: null },
  ])
  expect(await readFile(path, 'utf8')).toBe(report.html)
  expect(await readFile(path.replace(/html$/u, 'json'), 'utf8')).toBe(report.json)
})

test('What was refused is in the log', async () => {
  await page.evaluate(() => {
    location.href = 'https://refused.example/'
  })
  await expect.poll(readLog).toContain('Navigation refused: https://refused.example/')
})

test('Nothing is downloaded', async () => {
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['#!/bin/sh']))
    link.download = 'install.sh'
    link.click()
  })
  await expect.poll(readLog).toContain('Download refused')
})

async function readLog(): Promise<string> {
  const logsDir = await wizard.app.evaluate(({ app }) => app.getPath('logs'))
  return readFile(join(logsDir, 'main.log'), 'utf8')
}

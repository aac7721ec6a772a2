import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { DevtoolsSession } from './devtools.ts'
import { missing, refuseUnknown, StrictEmitter, withMembers } from './strict.ts'

type SaveDialogOptions = { readonly title?: string; readonly defaultPath?: string }

type MenuItem = {
  readonly label?: string
  readonly role?: string
  readonly submenu?: readonly MenuItem[]
}

const chromiumRoles = new Set(['editMenu', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'])

/**
 * `dialog`, `shell`, `clipboard`, `nativeTheme` and `Menu`, with what a plain desktop offers. Tests answer a dialog as
 * they do in Electron: by replacing `dialog.showSaveDialog` from `electronApp.evaluate`.
 */
export function createDesktop(page: () => DevtoolsSession | undefined) {
  let copied: string | undefined
  let themeSource = 'system'
  let systemIsDark = false

  const clipboard = {
    /** Through the page, as a copy that the user made: that is what reaches the desktop's clipboard. */
    writeText: async (text: string) => {
      const session = page()
      if (!session) throw missing('clipboard.writeText without a window')
      const expression = `{
        const copy = (event) => {
          event.clipboardData.setData('text/plain', ${JSON.stringify(text)})
          event.preventDefault()
          event.stopImmediatePropagation()
        }
        window.addEventListener('copy', copy, { capture: true, once: true })
        document.execCommand('copy')
      }`
      copied = undefined
      const { result } = await session.send('Runtime.evaluate', { expression, userGesture: true })
      if (result.value !== true) throw new Error('The Electron host could not reach the clipboard.')
      copied = text
    },
    /** What was written last and did reach the clipboard; what other programs put there cannot be read. */
    readText: () => {
      if (copied === undefined) throw missing('clipboard.readText of what it has not written')
      return Promise.resolve(copied)
    },
  }

  const dialog = {
    showSaveDialog: async (_window: object, options: SaveDialogOptions) => {
      const filePath = await askWithZenity(options)
      return { canceled: filePath === undefined, filePath: filePath ?? '' }
    },
    showErrorBox: (title: string, content: string) => {
      process.stderr.write(`${title}\n${content}\n`)
    },
  }

  const shell = {
    openExternal: (url: string) =>
      new Promise<void>((resolve, reject) => {
        const child = spawn('xdg-open', [url], { stdio: 'ignore', detached: true })
        child.on('error', reject)
        child.on('spawn', () => {
          child.unref()
          resolve()
        })
      }),
  }

  const nativeTheme = withMembers(new StrictEmitter('nativeTheme', []), {
    get shouldUseDarkColors() {
      return themeSource === 'system' ? systemIsDark : themeSource === 'dark'
    },
    get themeSource() {
      return themeSource
    },
    set themeSource(value: string) {
      themeSource = value
      const scheme = value === 'system' ? '' : value
      void page()?.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value: scheme }],
      })
    },
  })

  const Menu = {
    /** Only what Chromium's own window has shortcuts for already: there is no menu to show. */
    buildFromTemplate: (template: readonly MenuItem[]) => {
      for (const item of template.flatMap((entry) => [entry, ...(entry.submenu ?? [])])) {
        refuseUnknown('Menu item', item, ['label', 'role', 'submenu'])
        if (item.role && !chromiumRoles.has(item.role)) throw missing(`menu role ${item.role}`)
      }
      return template
    },
    setApplicationMenu: () => undefined,
  }

  return {
    clipboard,
    dialog,
    shell,
    nativeTheme,
    Menu,
    learnSystemTheme: async () => {
      const { result } = (await page()?.send('Runtime.evaluate', {
        expression: `matchMedia('(prefers-color-scheme: dark)').matches`,
      })) ?? { result: { value: false } }
      systemIsDark = result.value === true
    },
  }
}

/** Debian's desktops have zenity or can have it; the path, or undefined when the user cancelled. */
function askWithZenity({ title, defaultPath }: SaveDialogOptions): Promise<string | undefined> {
  if (spawnSync('zenity', ['--version']).error) {
    throw missing('a save dialog on this machine: install zenity')
  }
  const args = ['--file-selection', '--save']
  if (title) args.push(`--title=${title}`)
  if (defaultPath) args.push(`--filename=${join(defaultPath)}`)
  return new Promise((resolve, reject) => {
    const child = spawn('zenity', args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let path = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (path += text))
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0 ? path.replace(/\n$/u, '') : undefined))
  })
}

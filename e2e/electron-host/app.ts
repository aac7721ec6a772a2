import { EventEmitter, once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { missing, StrictEmitter, withMembers } from './strict.ts'

const events = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'activate',
  'web-contents-created',
  'browser-window-created',
]

/** What the app at `appPath` is called, from its package.json. */
export type AppIdentity = {
  readonly appPath: string
  readonly name: string
  readonly version: string
}

/** What the rest of the stand-in does for `app`. */
export type AppDuties = {
  readonly closeWindows: () => void
  readonly endBrowser: () => Promise<void>
}

export function createApp(identity: AppIdentity, switches: Map<string, string>, duties: AppDuties) {
  let name = identity.name
  let state: 'starting' | 'ready' | 'quitting' = 'starting'
  let lockPath: string | undefined
  const readiness = new EventEmitter()
  const isReady = once(readiness, 'ready')

  function pathOf(place: string): string {
    const configDir = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
    const userDataDir = switches.get('user-data-dir') ?? join(configDir, name)
    switch (place) {
      case 'home':
        return homedir()
      case 'appData':
        return configDir
      case 'userData':
      case 'sessionData':
        return userDataDir
      case 'logs':
        return join(userDataDir, 'logs')
      case 'temp':
        return tmpdir()
      case 'exe':
        return process.execPath
      case 'documents':
        return join(homedir(), 'Documents')
      case 'downloads':
        return join(homedir(), 'Downloads')
      default:
        throw missing(`app.getPath('${place}')`)
    }
  }

  /** Holds the lock as a file with our process ID in it; a lock whose process has gone counts for nothing. */
  function requestSingleInstanceLock(): boolean {
    const path = join(pathOf('userData'), 'electron-host.lock')
    mkdirSync(pathOf('userData'), { recursive: true })
    const holder = readHolder(path)
    if (holder !== undefined && holder !== process.pid) {
      process.kill(holder, 'SIGUSR2')
      return false
    }
    rmSync(path, { force: true })
    const file = openSync(path, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    lockPath = path
    // Electron passes the other instance's arguments on; here they are not known, so they are empty.
    process.on('SIGUSR2', () => app.emit('second-instance', {}, [], '/'))
    return true
  }

  function quit() {
    if (state === 'quitting') return
    state = 'quitting'
    app.emit('before-quit', { preventDefault: refuseToPrevent })
    duties.closeWindows()
    app.emit('will-quit', { preventDefault: refuseToPrevent })
    exit(0)
  }

  function exit(code: number) {
    state = 'quitting'
    app.emit('quit', {}, code)
    if (lockPath) rmSync(lockPath, { force: true })
    void duties.endBrowser().then(() => process.exit(code))
  }

  const app = withMembers(new StrictEmitter('app', events), {
    isPackaged: false,
    whenReady: () => isReady,
    isReady: () => state === 'ready',
    quit,
    exit,
    getName: () => name,
    setName: (value: string) => {
      name = value
    },
    getVersion: () => identity.version,
    getAppPath: () => identity.appPath,
    getPath: pathOf,
    getLocale: () => localeOf(process.env),
    getPreferredSystemLanguages: () => [localeOf(process.env)],
    requestSingleInstanceLock,
    /** The sandbox is required of every window anyway. */
    enableSandbox: () => undefined,
    commandLine: {
      appendSwitch: (key: string, value = '') => {
        switches.set(key, value)
      },
      hasSwitch: (key: string) => switches.has(key),
      getSwitchValue: (key: string) => switches.get(key) ?? '',
    },
  })

  return {
    app,
    isQuitting: () => state === 'quitting',
    /** Through `emit`, so that Playwright's loader can hold it back until its tests are attached. */
    becomeReady: () => {
      state = 'ready'
      readiness.emit('ready')
      app.emit('ready', {}, {})
    },
    /** As in Electron: without a listener, the app ends with its last window. */
    lastWindowClosed: () => {
      if (state === 'quitting') return
      if (!app.emit('window-all-closed')) quit()
    },
  }
}

function refuseToPrevent(): never {
  throw missing('event.preventDefault() while quitting')
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes('electron-host') ? pid : undefined
  } catch {
    return undefined
  }
}

/** Chromium's rule on Linux, from gettext: LANGUAGE, then LC_ALL, LC_MESSAGES, LANG; `en-US` when none says anything. */
function localeOf(environment: NodeJS.ProcessEnv): string {
  const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment
  const named = [LANGUAGE?.split(':')[0], LC_ALL, LC_MESSAGES, LANG].find(Boolean)
  const tag = named?.split(/[.@]/u)[0]?.replace('_', '-')
  return !tag || tag === 'C' || tag === 'POSIX' ? 'en-US' : tag
}

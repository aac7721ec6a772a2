import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Duplex, Readable } from 'node:stream'
import { connectDevtools, type Devtools } from './devtools.ts'

/** Runs the browser and outlives us just long enough to remove its profile, whatever way we end. */
const keeper = `
profile=$1
shift
# Its temporary files go with the profile.
TMPDIR=$profile "$@" 5<&- &
browser=$!
# What the shell itself would say goes nowhere: once we are gone, writing to our pipe would end it.
exec 2>/dev/null 3<&- 4>&-
{ read -r _ <&5; sleep 3; kill -KILL "$browser"; } &
watch=$!
exec 5<&-
# After a bad end its helper processes live a moment longer, and make their directories again.
wait "$browser" || sleep 1
kill "$watch"
tries=50
while rm -rf "$profile"; [ -e "$profile" ] && [ "$tries" -gt 0 ]; do
  tries=$((tries - 1))
  sleep 0.1
done
`

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** $SUBROOT_CHROMIUM, else the first Chromium in PATH. */
export function findChromium(): string | undefined {
  const named = process.env['SUBROOT_CHROMIUM']
  if (named) return named
  const directories = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(canRun)
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Names resolve to nothing, so no request leaves whatever the page does; what main serves is answered before that. */
const ownSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['remote-debugging-pipe'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-sync'],
  ['disable-domain-reliability'],
  ['no-first-run'],
  ['no-default-browser-check'],
  ['no-pings'],
  ['password-store', 'basic'],
  ['ozone-platform-hint', 'auto'],
  // Keeps notices about these very switches out of the window.
  ['test-type'],
]

export type Browser = Devtools & {
  /** Ends it and waits until its profile is gone. */
  readonly end: () => Promise<void>
  /** The last lines that it printed. */
  readonly lastErrors: () => string
}

/**
 * Starts Chromium with one empty window and a profile of its own.
 * `switches` are what the command line and `app.commandLine` named; `className` is the window's class for the desktop.
 */
export function startChromium(
  executablePath: string,
  switches: ReadonlyMap<string, string>,
  className: string,
): Browser {
  const profileDir = mkdtempSync(join(tmpdir(), 'subroot-chromium-'))
  const merged = new Map([
    ...switches,
    ...ownSwitches.map(([name, value]) => [name, value ?? ''] as const),
  ])
  merged.set('user-data-dir', profileDir)
  merged.set('class', className)
  const args = [...merged].map(([name, value]) =>
    value === '' ? `--${name}` : `--${name}=${value}`,
  )

  const child = spawn(
    '/bin/sh',
    ['-c', keeper, 'chromium-keeper', profileDir, executablePath, ...args, '--app=data:text/html,'],
    // A session of its own: who kills our process group does not kill the keeper. 3 and 4 are Chromium's pipe, 5 tells
    // the keeper that we are gone.
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'pipe'], detached: true },
  )
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const [, , errors, input, output] = child.stdio
  if (!(input instanceof Duplex) || !(output instanceof Duplex) || !(errors instanceof Readable)) {
    throw new Error('Node did not give us the pipes to Chromium.')
  }
  const lastErrors = forwardErrors(errors)
  const devtools = connectDevtools(input, output)
  async function end() {
    await devtools.browser.send('Browser.close').catch(() => undefined)
    await ended
  }
  return { ...devtools, end, lastErrors }
}

/**
 * Passes on the address of the DevTools, which Playwright waits for. The rest is chatter, kept only to tell why Chromium
 * did not start.
 */
function forwardErrors(input: Readable): () => string {
  let lines: readonly string[] = []
  createInterface({ input }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ')) process.stderr.write(`${line}\n`)
    else lines = [...lines.slice(-9), line]
  })
  return () => lines.join('\n')
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable, Writable } from 'node:stream'

/**
 * Ends the X server when the pipe on 4 closes, whatever way we end. A server that resets when its last client leaves
 * drops whoever is just coming: the browser of another worker.
 */
const keeper = `
Xvfb -noreset -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp 4<&- &
server=$!
exec 3>&-
read -r _ <&4
kill "$server"
wait "$server"
`

/** Playwright's global setup: gives the specs a screen where the machine has none. */
export default async function provideDisplay(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return undefined
  const child = spawn('/bin/sh', ['-c', keeper], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const [, , , displayNumber, lifeline] = child.stdio
  if (!(displayNumber instanceof Readable) || !(lifeline instanceof Writable)) {
    throw new Error('Node did not give us the pipes to the X server.')
  }
  for await (const line of createInterface({ input: displayNumber })) {
    process.env['DISPLAY'] = `:${line}`
    return async () => {
      lifeline.end()
      await once(child, 'exit')
    }
  }
  throw new Error('No screen: neither DISPLAY is set nor Xvfb installed.')
}

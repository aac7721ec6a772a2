import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs in a machine. Asks Docker's API for an answer about every 10 ms until standard input ends, then prints the
 * longest time between two answers. While Docker is down systemd holds its socket open, so a question asked then is not
 * refused but answered late: only the gap between answers tells how long nobody was served.
 */
const intervalMs = 10

function ping(): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = request(
      { socketPath: '/run/docker.sock', path: '/_ping', agent: false, timeout: 60_000 },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode === 200))
        response.on('error', () => resolve(false))
      },
    )
    attempt.on('timeout', () => attempt.destroy())
    attempt.on('error', () => resolve(false))
    attempt.end()
  })
}

const stopped = new AbortController()
process.stdin.on('end', () => stopped.abort()).resume()

let [answers, longestGapMs] = [0, 0]
let lastAnswer = performance.now()
while (!stopped.signal.aborted) {
  const answered = await ping()
  if (answered) {
    const now = performance.now()
    if (answers === 0) console.log('watching')
    else longestGapMs = Math.max(longestGapMs, now - lastAnswer)
    lastAnswer = now
    answers += 1
  }
  await sleep(intervalMs)
}
console.log(JSON.stringify({ answers, longestGapMs: Math.round(longestGapMs) }))
process.exit(0)

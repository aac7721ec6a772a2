import { assess } from '#domain/findings/catalogue.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { readSnapshot } from '#host/read-host.ts'

/** Runs in a machine. Checks it as often as it is told to, from nothing to findings, and prints how long each took. */
export type CheckTimes = {
  /** In milliseconds; the first one also loads what the others find in memory. */
  readonly timesMs: readonly number[]
  readonly containers: number
  readonly findings: readonly string[]
}

const timesMs: number[] = []
let seen: Omit<CheckTimes, 'timesMs'> = { containers: 0, findings: [] }
for (let reading = 0; reading < Number(process.argv[2]); reading += 1) {
  const startedAt = performance.now()
  const snapshot = await readSnapshot()
  const findings = assess(parseHostFacts(snapshot))
  timesMs.push(Math.round(performance.now() - startedAt))
  seen = {
    containers: snapshot.docker.containers.length,
    findings: findings.map(({ code }) => code),
  }
}
const result: CheckTimes = { timesMs, ...seen }
console.log(JSON.stringify(result))

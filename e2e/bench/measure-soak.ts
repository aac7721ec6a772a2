import { setTimeout as sleep } from 'node:timers/promises'
import { createMainReading } from './main-reading.ts'
import type { Soak } from './bench-report.ts'

/** Runs in a machine with `node --expose-gc`: reads once a second for so many minutes. */
const minutes = Number(process.argv[2])
const WARM_READINGS = 30

const read = createMainReading()
for (let reading = 0; reading < WARM_READINGS; reading += 1) {
  await read()
  await sleep(1000)
}
const before = residentBytes()
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
for (let reading = 1; reading <= minutes * 60; reading += 1) {
  await read()
  await sleep(Math.max(0, startedAt + reading * 1000 - performance.now()))
}
const { user, system } = process.cpuUsage(cpuBefore)
const elapsedMs = performance.now() - startedAt
const result: Soak = {
  minutes: Math.round(elapsedMs / 6000) / 10,
  cpuPercent: Math.round(((user + system) / 1000 / elapsedMs) * 1000) / 10,
  growthMb: Math.round((residentBytes() - before) / 1e5) / 10,
}
console.log(JSON.stringify(result))

function residentBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Start this with --expose-gc.')
  globalThis.gc()
  return process.memoryUsage.rss()
}
